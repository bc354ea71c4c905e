"""Figures of the text against the figures and facts of the tables that go by the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact
from perfkit.filing.statement import Statement as Printed
from perfkit.review.arithmetic import is_slip, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.checks.restated import where_it_stands
from perfkit.review.finding import Finding, place_of
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, called, figured
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, rulebook
from perfkit.review.shown import label

_SHORTEST = 4
Named = tuple[str, tuple[Printed, ...]]


@check(3, "restated.text")
def names_of_tables(case: Case) -> Iterator[Finding]:
    """An amount or a number of persons of the text under the name of a figure or fact, against every place
    that prints that one."""
    named, by_fact, by_source = _named(case), _facts(case), _sources(case)
    told: set[str] = set()
    of_item: dict[str, list[Printed]] = {}  # of 公务接待费: its budget too, which a list may print bare
    for fact in case.stated if named or by_fact else ():
        item = pattern("money_suffix").sub("", case.name(fact))
        bare_name = fact in case.figures and item == case.name(fact)  # of a sentence: what is looked at
        of_item.setdefault(item, []).extend(_in_tables(case.of(fact)) if bare_name else case.of(fact))
    for row, (fact, cells) in _rows_of_facts(case).items():
        named.setdefault(_plain(row), []).append((fact, cells[:1]))
        of_item.setdefault(row, []).extend(cells[1:])
    own = str(case.submission.year)
    for statement in figured(case) if named or by_fact else ():
        for mention in statement.mentions if statement.part != "expected" else ():
            if mention.kind == RATE or mention.approximate:
                continue
            key = _plain(mention.label)
            if key in told or len(key) < 2:
                continue
            kept, printed = _under(key, mention, named, by_fact)
            if mention.kind == MONEY:
                kept, printed = by_source.get(_source_of(statement, mention), (kept, printed))
            if not printed or id(mention) in called(case, "not_the_year"):
                continue
            if pattern("part_of_year").search(statement.text):
                break
            if pattern("aside_year").search(statement.text[: mention.start]):
                continue
            if any(_year_of(p, case) != statement.year_of(mention.end, own) for p in printed):
                continue
            if pattern("generic_amount").search(key):  # of which item, only a table says
                printed = _in_tables(printed)
            bare = key == pattern("year_prefix").sub("", mention.label)
            printed = () if bare and any(_fits(p, mention) for p in of_item.get(key, ())) else printed
            if (
                printed
                and not any(_fits(p, mention) for p in printed)
                and not _of_another(case, kept, mention)
            ):
                told.add(key)
                yield _differs(case, kept, statement, mention, printed[0])
    yield from _swapped(case, told)


def _of_another(case: Case, name: str, mention: Mention) -> bool:
    """Whether an amount was read as another fact: 全年预算18万元 below “三公”经费 is not the whole budget."""
    others = (p for fact in case.stated if fact not in (name, *case.figures) for p in case.of(fact))
    return any(p.amount == mention.value and mention.label in p.quote for p in others)


def _swapped(case: Case, told: set[str]) -> Iterator[Finding]:
    """为优抚对象发放补助598.60万元 beside a row 优抚对象补助 5896000元: two digits of an amount changed places."""
    tables = [
        (name, printed, _digits(printed.amount))
        for name in case.figures
        if case.kind(name) == "money"
        for printed in _in_tables(case.of(name))
    ]
    known = {printed.amount for name in case.stated for printed in _in_tables(case.of(name))}
    for statement in figured(case) if tables else ():
        for mention in statement.mentions:
            digits = _digits(mention.value)
            aside = mention.kind != MONEY or mention.approximate or mention.value in known
            if (
                aside
                or len(digits) < _SHORTEST
                or _plain(mention.label) in told
                or pattern("part_of_year").search(statement.text)
            ):
                continue
            said = statement.text[: mention.start]
            found = [
                (name, printed)
                for name, printed, other in tables
                if sorted(other) == sorted(digits)
                and is_slip(digits, other)
                and _names(case.name(name), said)
                if printed.amount < 2 * mention.value < 4 * printed.amount
            ]
            if len(found) == 1:
                yield _differs(case, found[0][0], statement, mention, found[0][1])


def _digits(amount: Fraction) -> str:
    return show_exact(amount).replace(".", "").rstrip("0")


def _names(name: str, said: str) -> bool:
    """Whether the words before a number have most of what a row and a column are called."""
    thing = pattern("money_suffix").sub("", name)
    pairs = [thing[at : at + 2] for at in range(len(thing) - 1)]
    return len(pairs) > 2 and 5 * sum(pair in said for pair in pairs) >= 3 * len(pairs)


def _year_of(printed: Printed, case: Case) -> str:
    there, own = where_it_stands(case, printed), str(case.submission.year)
    return there[0].year_of(there[1], own) if there else own


def _plain(name: str) -> str:
    """A name without the year, and without the word for what was spent after a name of money."""
    name = pattern("year_prefix").sub("", pattern("final_count").sub("", name))
    return pattern("spent_tail").sub("", name)


def _in_tables(printed: tuple[Printed, ...]) -> tuple[Printed, ...]:
    return tuple(p for p in printed if pattern("place_in_a_table").search(p.section))


def _fits(printed: Printed, mention: Mention) -> bool:
    return abs(printed.amount - mention.value) <= slack(printed) + mention.slack


def _under(key: str, mention: Mention, named: dict[str, list[Named]], by_fact: list) -> Named:
    """What is printed under a name: in the tables under it, where the text says otherwise under it too."""
    nothing: Named = ("", ())
    if mention.kind != MONEY:
        return next((found for wanted, found in by_fact if wanted.search(key)), nothing)
    found = named.get(key, []) if len(key) >= _SHORTEST else []
    if not found:
        return nothing
    in_tables = [(name, _in_tables(printed)) for name, printed in found]
    name, printed = next((each for each in in_tables if each[1]), found[0])
    own = next(each for kept, each in found if kept == name)
    if any(_fits(p, mention) for p in own if p not in printed):
        return nothing  # one figure in two places: a finding of its own
    others = tuple(p for kept, each in in_tables for p in each if kept != name)
    return name, (*printed, *others)


def _named(case: Case) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for name in case.stated:
        printed = case.of(name) if case.kind(name) == "money" else ()
        shown = _plain(case.name(name)) if printed else ""
        if len(shown) >= _SHORTEST:
            found.setdefault(shown, []).append((name, printed))
    return found


def _rows_of_facts(case: Case) -> dict[str, tuple[str, tuple[Printed, ...]]]:
    """Rows of tables that print a fact in a column of what was spent, with the figures of the row: that one
    first, and none where a row of the name prints two."""
    spent: dict[str, list[tuple[str, Printed]]] = {}
    others: dict[str, list[Printed]] = {}
    for fact in case.stated:
        for printed in _in_tables(case.of(fact)) if case.kind(fact) == "money" else ():
            row, _, column = printed.quote.partition("·")
            if fact not in case.figures and pattern("done_label").search(column) and len(row) >= _SHORTEST:
                spent.setdefault(row, []).append((fact, printed))
            else:
                others.setdefault(row, []).append(printed)
    return {
        row: (found[0][0], (found[0][1], *others.get(row, ())))
        for row, found in spent.items()
        if len(found) == 1
    }


def _sources(case: Case) -> dict[tuple[str, str], Named]:
    """Amounts that a table prints of a level of funds, or in its row of sums, by that level and budget or
    spending; nothing where it prints two."""
    found: dict[tuple[str, str], list[Named]] = {}
    for name, figure in case.figures.items():
        printed = _in_tables(case.of(name)) if figure.kind == "money" else ()
        if not printed:
            continue
        level = _level(figure.name) or ("sum" if pattern("row_of_sums").match(figure.name) else "")
        if level:
            found.setdefault((level, _side(figure.name)), []).append((name, printed))
    return {key: named[0] for key, named in found.items() if len(named) == 1 and key[1]}


def _source_of(statement: Statement, mention: Mention) -> tuple[str, str]:
    """支付中央资金: the level and the side; a sum where the sentence announces its table (共支出…，情况如下)."""
    follows = pattern("table_follows").match(statement.text[mention.end :])
    return _level(mention.label) or ("sum" if follows else ""), _side(mention.label)


def _level(name: str) -> str:
    found = pattern("level_of_funds").search(name)
    return found[1].removesuffix("级") if found else ""


def _side(name: str) -> str:
    sides = [side for side in ("spent", "budget") if pattern(f"side_{side}").search(name)]
    return sides[0] if len(sides) == 1 else ""


def _facts(case: Case) -> list[tuple[re.Pattern[str], Named]]:
    """Counts that are facts and stand in one place, with how a text calls them."""
    return [
        (re.compile(words), (fact, case.of(fact)))
        for fact, words in rulebook().fact_names.items()
        if case.kind(fact) == "count" and case.of(fact) and not any(key[1] for key in case.keys(fact))
    ]


def _differs(case: Case, name: str, statement: Statement, mention: Mention, printed: Printed) -> Finding:
    size = show_gap(abs(printed.amount - mention.value), case.kind(name), printed.unit)
    return finding(
        "restated.text",
        {"name": label(case, name), "said": mention.printed, "printed": printed.printed, "size": size},
        (statement.place(mention), place_of(printed)),
        stakes=case.rests_on((name,)),
        about=(name if name not in case.figures else case.figures[name].name,),
    )
