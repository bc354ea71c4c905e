"""Rates, prices and deviations in tables of any layout: of which columns one is made is learnt from the rows
where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import permutations

from perfkit.base.quantities import ONE, ZERO, show_number, show_rate
from perfkit.base.text import Text
from perfkit.review.arithmetic import show_gap
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.finding import Finding
from perfkit.review.grids import Entry, Grid
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern

_RATE, _PLAIN = "rate", "plain"
# part ÷ whole; what is more of the part; what is less of it
_FORMS = ("", "more", "less")
_WITH_UNIT = re.compile(r"[≥≤＝=<>]*(\d+(?:\.\d+)?)(%|[\u4e00-\u9fff]{0,6})")


@dataclass(frozen=True)
class Quotient:
    """A printed rate, or a price, and the two figures that should give it."""

    rate: Entry
    part: Entry
    whole: Entry
    kind: str
    form: str
    printed: tuple[Fraction, Fraction]

    @cached_property
    def exact(self) -> Fraction:
        share = self.part.value / self.whole.value
        return share if not self.form else share - ONE if self.form == "more" else ONE - share

    @cached_property
    def fits(self) -> bool:
        """Whether the rate is the quotient within the print of all three, or capped at 100 %."""
        printed, slack = self.printed
        off, part, whole = abs(self.exact - printed), self.part, self.whole
        if off <= 2 * slack:
            return True
        if part.slack or whole.slack:
            more = part.slack + part.value * whole.slack / whole.value
            if off <= 2 * slack + more / max(whole.value - whole.slack, Fraction(1, 10**6)):
                return True
        return self.kind == _RATE and self.form == "" and printed == ONE and self.exact > ONE

    def tells(self) -> bool:
        """Whether a fit is more than 0 or 100 %."""
        return self.printed[0] not in (ZERO, ONE)

    def how(self) -> Text:
        """The division as it is shown."""
        part, whole = self.part.printed, self.whole.printed
        less = {"": part, "more": f"({part}－{whole})", "less": f"({whole}－{part})"}[self.form]
        return quotient(Text(less, less.replace("－", " − ")), whole)


def _printed(rate: Entry, kind: str) -> tuple[Fraction, Fraction]:
    """The rate and its slack; a price may be rounded to a whole number."""
    if kind == _RATE:
        return of_one(rate)
    return rate.value, max(rate.slack, Fraction(1, 2) if "." not in rate.printed else ZERO)


def of_one(rate: Entry) -> tuple[Fraction, Fraction]:
    """A rate as a share of one with its slack, printed with % or under a head that says so."""
    return (rate.value, rate.slack) if rate.rate else (rate.value / 100, rate.slack / 100)


@check(2, "rate.table")
def rates_of_tables(case: Case) -> Iterator[Finding]:
    """In every table as printed, a column that is in most rows the quotient of the same two columns, the
    deviation of one from the other, or a share of the table's total: the rows in which it is not."""
    for grid in case.grids:
        for run in grid.runs if grid.aligned else ():
            for column, kind in _rates(grid, run):
                yield from _wrong(grid, run, column, kind)


def _rates(grid: Grid, run: list[int]) -> Iterator[tuple[int, str]]:
    for column in range(max(len(grid.cells[row]) for row in run)):
        entries = [e for row in run if (e := grid.entries.get((row, column))) is not None]
        head = pattern("brackets").sub("", grid.head(entries[0].row, column)) if len(entries) > 1 else ""
        if head and (all(one.rate for one in entries) or pattern("column_rate").search(head)):
            yield column, _RATE
        elif head and pattern("column_of_means").search(head) and not any(one.rate for one in entries):
            yield column, _PLAIN


def _wrong(grid: Grid, run: list[int], column: int, kind: str) -> Iterator[Finding]:
    others = [at for at in range(max(len(grid.cells[row]) for row in run)) if at != column]
    totals = [row for row in run if row in grid.totals]
    sides = [(part, whole, -1) for part, whole in permutations(others, 2)]
    sides += [(part, part, total) for part in others for total in totals[-1:] if kind == _RATE]
    found: list[tuple[int, set[int], list[Quotient], bool]] = []
    figures = {at: [_figure(grid, row, at) for row in run] for at in others}
    rates = {row: grid.entries[row, column] for row in run if (row, column) in grid.entries}
    printed = {row: _printed(rate, kind) for row, rate in rates.items()}
    for part, whole, total in sides:
        base = figures[whole] if total < 0 else [_figure(grid, total, whole)] * len(run)
        pairs = list(zip(figures[part], base, strict=True))
        known_pairs = [
            (row, one[0], other[0])
            for row, (one, other) in zip(run, pairs, strict=True)
            if row in rates and one and other
            if one[0].rate == other[0].rate and (one[1] == other[1] or kind == _PLAIN) and other[0].value > 0
        ]
        if len(known_pairs) < 2:
            continue
        for form in _FORMS if kind == _RATE and total < 0 else ("",):
            tried = [
                Quotient(rates[row], one, other, kind, form, printed[row])
                for row, one, other in known_pairs
                if form or total >= 0 or not _is_limit(grid, row, whole)
            ]
            fits = [made for made in tried if made.fits]
            known = len({made.rate.value for made in fits if made.tells()})
            wrong = [made for made in tried if not made.fits]
            old = (
                kind == _RATE
                and not form
                and total < 0
                and all(one is None or not one[1] for one, _ in pairs)
            )
            old = old and not pattern("points_head").search(grid.head(run[-1], part))
            enough = known and len(wrong) < len(fits) if old else known > 1 and 2 * len(wrong) <= len(fits)
            if enough and len(fits) > 1:
                sure = known > 1 and 4 * len(wrong) <= len(fits)
                found.append((len(fits) + known, {part, whole}, wrong, sure))
    found.sort(key=lambda one: -one[0])
    best = found[0] if found else (0, set(), [], True)
    # points ÷ weight and result ÷ target may both give it
    more = next((wrong for _, sides, wrong, sure in found[1:] if sure and sides.isdisjoint(best[1])), [])
    for made in best[2] or more:
        yield finding(
            "rate.table",
            {
                "name": grid.named(made.rate),
                "said": made.rate.printed,
                "how": made.how(),
                "right": show_rate(made.exact) if kind == _RATE else show_number(made.exact),
            },
            (grid.at(made.rate), grid.at(made.part, made.whole)),
            unless="" if kind == _RATE else "unsure",
            difference=show_gap(made.exact - made.printed[0], "rate") if kind == _RATE else "",
        )


def _is_limit(grid: Grid, row: int, column: int) -> bool:
    """Whether less than all of a value may be reached: it, or the sign beside it, says at most."""
    beside = range(max(0, column - 2), column + 1)
    return any(pattern("limit_words").match(grid.text(row, at)) for at in beside)


def _figure(grid: Grid, row: int, column: int) -> tuple[Entry, str] | None:
    """A figure with its unit: alone in its cell, or a value of a target (≥4800批次)."""
    entry = grid.entries.get((row, column))
    if entry is not None:
        return entry, "%" if entry.rate else ""
    found = _WITH_UNIT.fullmatch(grid.text(row, column)) if column < len(grid.cells[row]) else None
    if found is None or grid.cells[row][column] in "<^":
        return None
    share = 100 if found[2] == "%" else 1
    slack = Fraction(1, 2 * 10 ** len(found[1].partition(".")[2]) * share) if "." in found[1] else ZERO
    shown = found[1] + found[2]
    return Entry(Fraction(found[1]) / share, slack, shown, row, column, share > 1), found[2]
