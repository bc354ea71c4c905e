"""Amounts of the text against the figures and facts of the tables that go by the very same name."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.filing.statement import Statement as Printed
from perfkit.review.arithmetic import show_gap, slack
from perfkit.review.case import Case
from perfkit.review.finding import Finding, place_of
from perfkit.review.mentions import MONEY, Mention, Statement, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern
from perfkit.review.shown import label

_SHORTEST = 4


@check(3, "restated.text")
def names_of_tables(case: Case) -> Iterator[Finding]:
    """An amount of the text under the full name of a figure or fact, against every place that prints that
    one.

    Names are compared whole, without the year. A statement on a part of the year, on another year or with
    about is left out, and so is an amount that one of the printed places confirms.
    """
    named = _named(case)
    told: set[str] = set()
    for statement in statements(case) if named else ():
        for mention in statement.mentions:
            if mention.kind != MONEY or mention.approximate:
                continue
            label = _plain(mention.label)
            if label not in named or label in told or pattern("not_the_year").search(mention.label):
                continue
            if any(pattern(name).search(statement.text) for name in ("part_of_year", "aside_year")):
                continue
            kept, printed = named[label]
            if pattern("generic_amount").search(label):  # of which item, only a table says
                printed = tuple(p for p in printed if pattern("place_in_a_table").search(p.section))
                if not printed:
                    continue
            if all(abs(p.amount - mention.value) > slack(p) + mention.slack for p in printed):
                told.add(label)
                yield _differs(case, kept, statement, mention, printed[0])


def _plain(name: str) -> str:
    return pattern("year_prefix").sub("", pattern("final_count").sub("", name))


def _named(case: Case) -> dict[str, tuple[str, tuple[Printed, ...]]]:
    found: dict[str, tuple[str, tuple[Printed, ...]]] = {}
    for name in case.stated:
        printed = case.of(name) if case.kind(name) == "money" else ()
        if printed and len(shown := _plain(case.name(name))) >= _SHORTEST:
            found[shown] = (name, printed)
    return found


def _differs(case: Case, name: str, statement: Statement, mention: Mention, printed: Printed) -> Finding:
    gap: Fraction = abs(printed.amount - mention.value)
    size = show_gap(gap, "money", printed.unit)
    return finding(
        "restated.text",
        {"name": label(case, name), "said": mention.printed, "printed": printed.printed, "size": size},
        (statement.place(mention), place_of(printed)),
        difference=size,
        stakes=case.rests_on((name,)),
        about=(name if name not in case.figures else case.figures[name].name,),
    )
