"""Checks of group 3: one quantity in two places, with its period, scope and printed precision respected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from perfkit.base.quantities import MONEY_UNITS, RATE_UNITS, show_rate, unit_factor
from perfkit.base.text import Text, say
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import (
    CUT,
    DIFFERS,
    FITS,
    compare,
    is_slip,
    misread,
    round_share,
    show_gap,
    slack,
)
from perfkit.review.case import Case, Key
from perfkit.review.english import listed
from perfkit.review.finding import Condition, Finding, place_of
from perfkit.review.grids import bare
from perfkit.review.mentions import Statement as Said
from perfkit.review.mentions import figured, hits, mentions, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, rulebook
from perfkit.review.sentences import plain_text
from perfkit.review.shown import NOTHING, label

_REACH = 48
Pair = tuple[str, Statement, Statement]


@check(3, "restated.differs", "restated.label")
def same_figure_twice(case: Case) -> Iterator[Finding]:
    """Statements of one fact or figure for one period and scope, after conversion to one unit."""
    for name in case.stated:
        for key in case.keys(name):
            group = case.of(name, key)
            if len(group) < 2:
                continue
            pair = worst_pair(group)
            if pair is not None and not _set_apart(case, name, *pair[:2]):
                yield _differs(case, name, *pair)
            yield from _labels(case, name, group)


def worst_pair(group: tuple[Statement, ...]) -> tuple[Statement, Statement, str] | None:
    """The two statements of one quantity that lie furthest apart beyond their print, and how; None where all
    fit."""
    found = []
    for a, b in combinations(group, 2):
        if a.amount == b.amount:
            continue
        outcome = compare(a.amount - b.amount, slack(a) + slack(b))
        if outcome != FITS:
            found.append((outcome == DIFFERS, abs(a.amount - b.amount), a, b, outcome))
    if not found:
        return None
    best = max(found, key=lambda item: item[:2])
    return best[2], best[3], best[4]


def _set_apart(case: Case, name: str, a: Statement, b: Statement) -> bool:
    """True where a program gave two numbers of a text one name, and the text speaks of two things: within one
    sentence, as parts of their wholes (其中), or of one as planned and of the other as done."""
    if not (a.unconfirmed and b.unconfirmed and a.quote and b.quote):
        return False
    if a.unit != b.unit and not {a.unit, b.unit} <= {*MONEY_UNITS, *RATE_UNITS, "人", "名"}:
        return True
    if _told_as_changed(case, a, b):
        return True
    one, other = where_it_stands(case, a), where_it_stands(case, b)
    if one is None or other is None:
        return _of_other_scopes(case, a, b) or _is_of_its_table(case, name, a, b)
    words = [said.before(at) for said, at in (one, other)]
    planned = [bool(pattern("planned_list").search(each)) for each in words]
    aims = [said.is_aim(at) for said, at in (one, other)]
    partly = [bool(pattern("part_of_year").search(said.text[:at])) for said, at in (one, other)]
    parts = [bool(pattern("of_which").search(each)) for each in words]
    year = str(case.submission.year)
    of_another = any(said.year_of(at, year) != year for said, at in (one, other))
    of_another = of_another or _of_other_scopes(case, a, b)
    apart = any(each[0] != each[1] for each in (planned, aims, partly))
    return one[0] is other[0] or apart or any(parts) or of_another


def _told_as_changed(case: Case, a: Statement, b: Statement) -> bool:
    """True where the filing says that one number was changed into the other: 由60个调整为57个, or by how much
    (预算调整数) beside the one after the change."""
    told = {plain_text(str(each.value)).replace(",", "") for each in (a, b)}
    if any({found["old"], found["new"]} == told for _, found in hits(case, pattern("changed_from_to"))):
        return True
    if not any("调整后" in each.quote for each in (a, b)) or a.unit not in MONEY_UNITS:
        return False
    apart, factor = abs(a.amount - b.amount), unit_factor(a.unit)
    named = pattern("changed_amount")
    return any(m.value == apart and named.search(m.label) for s in figured(case) for m in s.mentions) or any(
        abs(entry.value) * factor == apart and named.search(grid.label(entry.row, entry.column))
        for grid in case.grids
        for entry in grid.entries.values()
    )


def _of_other_scopes(case: Case, a: Statement, b: Statement) -> bool:
    """True where the funds or bodies of two numbers differ, unless two digits of one changed places."""
    swapped = sorted(str(a.value)) == sorted(str(b.value)) and is_slip(str(a.value), str(b.value))
    return not swapped and _scopes(case, a) != _scopes(case, b)


def _is_of_its_table(case: Case, name: str, a: Statement, b: Statement) -> bool:
    """True where the number of the text is what another table prints under the same name: of other funds."""
    told = [each for each in (a, b) if not pattern("place_in_a_table").search(each.section)]
    return len(told) == 1 and any(
        abs(entry.value * unit_factor(told[0].unit) - told[0].amount) <= slack(told[0])
        and bare(grid.label(entry.row, entry.column)).endswith(case.name(name))
        for grid in case.grids
        for entry in grid.entries.values()
    )


def _scopes(case: Case, stated: Statement) -> set[str]:
    """The funds or bodies that the words before a number limit it to."""
    stands = where_it_stands(case, stated)
    said = stands[0].text[: stands[1]][-_REACH:] if stands else stated.section + plain_text(stated.quote)
    return set(pattern("fund_scope").findall(said))


def where_it_stands(case: Case, stated: Statement) -> tuple[Said, int] | None:
    """The statement that a quote stands in, of several the one of its section, and where the quote ends."""
    quote = plain_text(stated.quote)
    found = [one for one in statements(case) if quote in one.text] if quote else []
    own = [one for one in found if one.section == stated.section]
    found = own or (
        found if len(found) == 1 and not pattern("place_in_a_table").search(stated.section) else []
    )
    return (found[0], found[0].text.find(quote) + len(quote)) if found else None


def _guessed(case: Case, name: str, a: Statement, b: Statement) -> Condition:
    """How far two statements, of a draft that nobody has checked, may be of two things.

    Where the words right before the two numbers are the same, they are one; else it is not sure, and less so
    where the quantity has no official name either.
    """
    if misread(a, b) or misread(b, a):
        return "misread"
    one, other = _words_before(a), _words_before(b)
    named_alike = one and other and (one.endswith(other) or other.endswith(one))
    if a.unconfirmed and b.unconfirmed and a.quote and b.quote and not named_alike:
        return "misread" if name in case.figures else "unsure"
    return "unsure" if a.approximate or b.approximate else ""


def _words_before(stated: Statement) -> str:
    """What names the number in its quote; empty where the quote has it twice, or not at all."""
    text = plain_text(stated.quote)
    every = mentions(text)
    found = [at for at, m in enumerate(every) if stated.value == m.printed.removesuffix(m.unit)]
    for one, before in [(every[at], every[at - 1]) for at in found if at][:1]:
        if text[before.end : one.start] == "、":  # 接待38批次、412人次
            return before.label + before.printed if len(found) == 1 else ""
    return pattern("year_prefix").sub("", every[found[0]].label) if len(found) == 1 else ""


def flat_cut(smaller: Fraction, larger: Fraction, last_digit: Fraction = Fraction(1)) -> tuple[Text, ...]:
    """That one amount is a whole multiple of 5 % of another, if it is."""
    share = round_share(smaller, larger, last_digit)
    return (phrase("flat_cut", share=show_rate(share, 0)),) if share else ()


def _differs(case: Case, name: str, a: Statement, b: Statement, outcome: str) -> Finding:
    kind = case.kind(name)
    size = "" if isinstance(a.value, bool) else show_gap(a.amount - b.amount, kind, a.unit)
    low, high = sorted((a.amount, b.amount))
    return finding(
        "restated.differs",
        {
            "name": label(case, name),
            "one": a.printed,
            "other": b.printed,
            "apart": phrase("apart", size=size) if size else NOTHING,
        },
        (place_of(a), place_of(b)),
        unless="cut" if outcome == CUT else _guessed(case, name, a, b),
        difference=size,
        stakes=case.rests_on((name,)),
        possible=flat_cut(low, high, max(2 * a.tolerance, 2 * b.tolerance)) if kind == "money" else (),
    )


@lru_cache(maxsize=1)
def _contrasts() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [(re.compile(contrast.one), re.compile(contrast.other)) for contrast in rulebook().contrasts]


def _labels(case: Case, name: str, group: tuple[Statement, ...]) -> Iterator[Finding]:
    alike = [(a, b) for a, b in combinations(group, 2) if a.quote != b.quote and a.amount == b.amount]
    for a, b in alike:
        for left, right in _contrasts():
            for one, other in ((a, b), (b, a)):
                first = left.search(one.quote)
                second = right.search(other.quote) if first else None
                if first and second and not right.search(one.quote) and not left.search(other.quote):
                    yield finding(
                        "restated.label",
                        {
                            "name": label(case, name),
                            "value": a.printed,
                            "one": first.group(),
                            "other": second.group(),
                        },
                        (place_of(one), place_of(other)),
                    )
                    return


@check(3, "restated.period", "restated.scope")
def other_period_or_scope(case: Case) -> Iterator[Finding]:
    """Different periods or scopes are no contradiction; only that figures are given for several is noted."""
    groups: dict[tuple[str, Key, Key], list[Pair]] = {}
    for name in case.stated:
        for first, second in combinations(case.keys(name), 2):
            a, b = case.of(name, first)[0], case.of(name, second)[0]
            other_scope = first[1] != second[1]
            if not other_scope and "" in (first[0], second[0]):
                continue  # the year's figure is given as well
            if not other_scope or a.amount == b.amount:
                code = "restated.scope" if other_scope else "restated.period"
                groups.setdefault((code, first, second), []).append((name, a, b))
                break
    for (code, first, second), found in groups.items():
        sizes = [
            show_gap(a.amount - b.amount, case.kind(n), a.unit) for n, a, b in found if a.amount != b.amount
        ]
        fields = {"names": listed(label(case, name) for name, _, _ in found)}
        variant = ""
        if code == "restated.scope":
            variant = "" if first[1] and second[1] else "part"
            same = [phrase("same_value", name=label(case, name), value=a.printed) for name, a, _ in found]
            fields |= {
                "listed": listed(same, "；", "; "),
                "one": Text(first[1] or second[1], first[1] or second[1]),
            }
            fields |= {"other": Text(second[1], second[1])}
        else:
            fields |= _of_periods(case, found, first[0], second[0])
        places = tuple(place_of(s) for _, a, b in found for s in (a, b))
        yield finding(code, fields, places, variant=variant, difference="；".join(sizes))


def _of_periods(case: Case, found: list[Pair], one: str, other: str) -> dict[str, Text]:
    said = [phrase("two_values", name=label(case, n), one=a.printed, other=b.printed) for n, a, b in found]
    called = [
        phrase("also_called", one=left, other=right)
        for left, right in rulebook().two_names
        if any(_swapped(a.quote, b.quote, left, right) for _, a, b in found)
    ]
    return {
        "one": Text(show_period(one), show_period(one, "en")),
        "other": Text(show_period(other), show_period(other, "en")),
        "listed": listed(said, "；", "; "),
        "more": phrase("names_differ", names=listed(called)) if called else NOTHING,
    }


def _swapped(one: str, other: str, left: str, right: str) -> bool:
    return any(
        left in a and right not in a and right in b and left not in b for a, b in ((one, other), (other, one))
    )


def show_period(period: str, lang: str = "zh") -> str:
    """A period as officials write it.

    Examples
    --------
    >>> show_period("2020-02..2020-10"), show_period("2019-12..2020-01"), show_period("")
    ('2020年2—10月', '2019年12月—2020年1月', '全年')
    """
    first, _, last = period.partition("..")
    if lang != "zh" or not period:
        return period.replace("..", " to ") or say(lang, "全年", "the year")
    (year, month), (end_year, end_month) = (
        part.split("-")[:2] if "-" in part else (part, "") for part in (first, last or first)
    )
    if not month or not end_month:
        return f"{year}年" if year == end_year else f"{year}—{end_year}年"
    if year == end_year:
        return f"{year}年{int(month)}月" if month == end_month else f"{year}年{int(month)}—{int(end_month)}月"
    return f"{year}年{int(month)}月—{end_year}年{int(end_month)}月"
