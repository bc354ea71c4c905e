"""Rates in tables of any layout: of which columns a rate is the quotient is learnt from the rows where it
is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from perfkit.base.quantities import ONE, ZERO, show_rate
from perfkit.review.arithmetic import show_gap
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.finding import Finding
from perfkit.review.grids import Entry, Grid
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern


@dataclass(frozen=True)
class Quotient:
    """A printed rate and the two figures of its row that should give it."""

    rate: Entry
    part: Entry
    whole: Entry

    @property
    def exact(self) -> Fraction:
        return self.part.value / self.whole.value

    def fits(self) -> bool:
        """Whether the rate is the quotient within the print of all three, or capped at 100 %."""
        printed, slack = of_one(self.rate)
        low = (self.part.value - self.part.slack) / (self.whole.value + self.whole.slack)
        high = (self.part.value + self.part.slack) / max(
            self.whole.value - self.whole.slack, Fraction(1, 10**6)
        )
        return low - 2 * slack <= printed <= high + 2 * slack or (printed == ONE and self.exact > ONE)

    def tells(self) -> bool:
        """Whether a fit is more than 0 or 100 %."""
        return of_one(self.rate)[0] not in (ZERO, ONE)


def of_one(rate: Entry) -> tuple[Fraction, Fraction]:
    """A rate as a share of one with its slack, printed with % or under a head that says so."""
    return (rate.value, rate.slack) if rate.rate else (rate.value / 100, rate.slack / 100)


@check(2, "rate.table")
def rates_of_tables(case: Case) -> Iterator[Finding]:
    """In every table as printed, a column of rates that are the quotient of the same two columns in most
    rows: the rows in which they are not."""
    for grid in case.grids:
        for run in grid.runs if grid.aligned else ():
            for column in _rates(grid, run):
                yield from _wrong(grid, run, column)


def _rates(grid: Grid, run: list[int]) -> list[int]:
    found = []
    for column in range(max(len(grid.cells[row]) for row in run)):
        entries = [e for row in run if (e := grid.entries.get((row, column))) is not None]
        if len(entries) > 1 and (
            all(one.rate for one in entries) or pattern("column_rate").search(_word(grid, entries[0]))
        ):
            found.append(column)
    return found


def _word(grid: Grid, entry: Entry) -> str:
    return pattern("brackets").sub("", grid.head(entry.row, entry.column))


def _wrong(grid: Grid, run: list[int], column: int) -> Iterator[Finding]:
    others = sorted({at for row, at in grid.entries if row in run and at != column})
    best: list[Quotient] = []
    most = 0
    for part, whole in permutations(others, 2):
        tried = [made for row in run if (made := _made(grid, row, column, part, whole)) is not None]
        fits = [made for made in tried if made.fits()]
        known = len({made.rate.value for made in fits if made.tells()})
        wrong = [made for made in tried if not made.fits()]
        if known and len(fits) > 1 and len(wrong) < len(fits) and len(fits) + known > most:
            best, most = wrong, len(fits) + known
    for made in best:
        right = show_rate(made.exact)
        yield finding(
            "rate.table",
            {
                "name": grid.named(made.rate),
                "said": made.rate.printed,
                "how": quotient(made.part.printed, made.whole.printed),
                "right": right,
            },
            (grid.at(made.rate), grid.at(made.part, made.whole)),
            difference=show_gap(made.exact - of_one(made.rate)[0], "rate"),
        )


def _made(grid: Grid, row: int, column: int, part: int, whole: int) -> Quotient | None:
    found = [grid.entries.get((row, at)) for at in (column, part, whole)]
    rate, one, other = found
    if rate is None or one is None or other is None or one.rate or other.rate or other.value <= 0:
        return None
    return Quotient(rate, one, other)
