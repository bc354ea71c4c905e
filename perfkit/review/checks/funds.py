"""Money by source of a form's table of funds: the sources of one column against the column's total."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import show_amount, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import ERROR, Finding, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase
from perfkit.review.shown import label

ZERO = Fraction(0)
_COLUMNS = (
    ("column_initial", "budget_initial"),
    ("column_spent", "spent_total"),
    ("column_budget", "budget_total"),
)
_MOST_SOURCES = 8


@check(1, "sum.sources")
def money_by_source(case: Case) -> Iterator[Finding]:
    """Each column of a table of funds: its sources (fiscal, central, county, own …) against its total.

    Sources may hold one another (其中), so that any of them that add up to the total settle the column. An
    error
    where all of them exceed the total or the same sources make up the total of another column; otherwise a
    source
    may not have been listed.
    """
    columns = {
        fact: (total, found)
        for name, fact in _COLUMNS
        if (total := case.first(fact)) is not None and (found := _sources(case, name))
    }
    whole = {fact: _fits(total, list(found.values())) for fact, (total, found) in columns.items()}
    settled = [frozenset(columns[fact][1]) for fact, fits in whole.items() if fits]
    for fact, (total, found) in columns.items():
        parts = list(found.values())
        if whole[fact] or len(parts) < 2:
            continue
        added = sum((part.amount for part in parts), ZERO)
        gap = added - total.amount
        known = frozenset(found) in settled
        if not known and gap < 0:
            continue
        if gap > 0 and not known and any(part.amount == total.amount for part in parts):
            continue
        size = show_gap(gap, "money", total.unit)
        yield finding(
            "sum.sources",
            {
                "name": label(case, fact),
                "total": total.printed,
                "parts": listed(
                    (phrase("valued", name=n, value=p.printed) for n, p in found.items()), "＋", " + "
                ),
                "added": show_amount(added, "money", total.unit),
                "size": size,
            },
            (place_of(total), *(place_of(part) for part in parts)),
            severity=ERROR if known else "doubt",
            difference=size,
            stakes=case.rests_on((fact,)),
        )


def _sources(case: Case, column: str) -> dict[str, Statement]:
    """The sources that one column lists, each with its first printed amount; sources of 0 are none."""
    found: dict[str, Statement] = {}
    heading = pattern(column)
    for figure in case.submission.figures:
        stated = figure.statements[0]
        if figure.kind != "money" or stated.scope or stated.period:
            continue
        source = heading.sub("", figure.name)
        if source == figure.name:
            continue
        if pattern("source").search(source) and stated.amount and len(found) < _MOST_SOURCES:
            found.setdefault(source, stated)
    # 一般公共预算财政拨款基本支出 is a part of 一般公共预算财政拨款, and no other source.
    return {s: v for s, v in found.items() if not any(s != other and s.startswith(other) for other in found)}


def _fits(total: Statement, parts: list[Statement]) -> bool:
    for size in range(1, len(parts) + 1):
        for chosen in combinations(parts, size):
            allowed = slack(total) + sum((slack(part) for part in chosen), ZERO)
            if size > 1 or len(parts) == 1:
                if abs(sum((part.amount for part in chosen), ZERO) - total.amount) <= allowed:
                    return True
    return False
