"""Figures of a table that the names of their columns, or of their rows, make of two others: 数量 × 单价 = 金额,
完成数 − 目标值 = 偏差, (本年 − 上年) ÷ 上年 = 增减率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from perfkit.base.quantities import ONE, ZERO, show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.checks.grid_rates import of_one
from perfkit.review.finding import Finding
from perfkit.review.grids import Entry, Grid, bare
from perfkit.review.registry import check
from perfkit.review.relation_models import RowRelation
from perfkit.review.rulebook import NOTHING, finding, pattern, rulebook, threshold

_SCALES = (ONE, Fraction(1, 100), Fraction(1, 10_000), Fraction(10_000))
_YEAR = re.compile(r"20\d\d")
_FEWEST = 3
Named = list[tuple[str, Entry]]


@dataclass(frozen=True, slots=True)
class Made:
    """A figure and what others make of it: `fits` within their print, `tells` where that is no matter of
    course."""

    said: Entry
    used: tuple[Entry, ...]
    right: Fraction
    slack: Fraction
    how: str
    rate: bool = False

    @property
    def value(self) -> Fraction:
        return of_one(self.said)[0] if self.rate else self.said.value

    @property
    def fits(self) -> bool:
        return abs(self.right - self.value) <= self.slack

    @property
    def tells(self) -> bool:
        return self.value not in (ZERO, ONE, *(one.value for one in self.used))

    @property
    def is_near(self) -> bool:
        """Whether it is meant as this, where nothing else of the table confirms that."""
        gap = abs(self.right - self.value)
        most = max(abs(self.right), abs(self.value), *(abs(one.value) for one in self.used if not self.rate))
        return gap <= most * threshold("terms_gap") or is_slip(show_number(self.right), self.said.printed)


@check(2, "sum.by_head")
def figures_by_their_heads(case: Case) -> Iterator[Finding]:
    """A figure against the two of its row, or of its column, of which its name says that it is made."""
    for grid in case.grids:
        for lines in _groups(grid) if grid.aligned else ():
            words = {word for line in lines for word, _ in line}
            open_lines = [line for line in lines if not _is_limit(grid, line)]
            for relation in rulebook().row_relations:
                parts = (pattern(part) for part in (relation.gives, relation.one, relation.other))
                named = [{word for word in words if part.search(word)} for part in parts]
                if all(named):
                    yield from _found(grid, [[*_made(line, relation, named)] for line in open_lines])
            yield from _found(grid, [[one] for one in _running(lines)])
            yield from _found(grid, [[one] for one in _shares(grid, lines)])


def _groups(grid: Grid) -> Iterator[list[Named]]:
    """The rows under one head, each with its figures by their heads, and all columns by their labels."""
    for run in grid.runs:
        yield [[(word_of(head), entry) for head, entry in grid.by_row.get(row, [])] for row in run]
    columns: dict[int, Named] = {}
    for (row, column), entry in grid.entries.items():
        columns.setdefault(column, []).append((word_of(grid.label(row, column)), entry))
    yield list(columns.values())


def _is_limit(grid: Grid, line: Named) -> bool:
    """Whether a row has a value of which less may be reached: 完成率 of such a row has other rules."""
    row = line[0][1].row if line and len({one.row for _, one in line}) == 1 else None
    return row is not None and any(pattern("limit_words").match(cell) for cell in grid.cells[row])


def word_of(label: str) -> str:
    """A label without its number and without what stands in brackets."""
    return pattern("brackets").sub("", bare(label))


def _found(grid: Grid, lines: list[list[Made]]) -> Iterator[Finding]:
    """The lines in which no reading of the heads gives the figure that most other lines have."""
    fits = {made.said for line in lines for made in line if made.fits}
    told = {made.said for line in lines for made in line if made.fits and made.tells}
    wrong = {made.said: made for line in lines for made in line[::-1] if made.said not in fits}
    alone = not fits and len(wrong) == 1 and next(iter(wrong.values())).is_near
    if alone or told and len(wrong) <= len(told):
        for made in wrong.values():
            places = max(len(made.said.printed.rstrip("%").partition(".")[2]), 2)
            whole = (made.right * 10**places).denominator == 1
            plain = show_exact(made.right) if whole else show_number(made.right, places)
            right = show_rate(made.right) if made.rate else plain
            yield finding(
                "sum.by_head",
                {
                    "name": grid.named(made.said),
                    "said": made.said.printed,
                    "how": Text(made.how, made.how),
                    "right": right,
                },
                (grid.at(made.said), grid.at(*made.used)),
                unless="" if len(told) > 1 else "unsure",
            )


def _made(line: Named, relation: RowRelation, named: list[set[str]]) -> Iterator[Made]:
    """What a line gives by a relation, for every choice of its figures by their names."""
    gives, ones, others = ([each for each in line if each[0] in words] for words in named)
    balance = relation.kind == "difference" and not relation.by_year
    further = pattern("head_of_a_further_term") if balance else NOTHING
    for (word, said), (first, one), (second, other) in product(gives, ones, others):
        used, names = {said, one, other}, {word, first, second}
        rest = (name for name, entry in line if entry not in used and entry.value)
        if len(used) < 3 or len(names) < 3 or any(map(further.search, rest)):
            continue
        if relation.by_year and _time(first) <= _time(second):
            continue
        if relation.kind == "product":
            made = _product(relation, said, one, other, pattern("column_of_means").search(second) is not None)
        else:
            made = _gap_or_share(relation, said, one, other)
        if made is not None:
            yield made


def _product(relation: RowRelation, said: Entry, one: Entry, other: Entry, mean: bool) -> Made | None:
    if one.rate or said.rate:
        return None
    factor = min(other.value, ONE) if relation.at_most_whole and other.rate else other.value
    loose = Fraction(1, 2) if mean and not other.slack else other.slack
    scale = min(_SCALES, key=lambda scale: abs(one.value * factor * scale - said.value))
    slack = (abs(one.value) * loose + one.slack * abs(factor)) * scale + said.slack
    return Made(said, (one, other), one.value * factor * scale, slack, f"{one.printed}×{other.printed}")


def _gap_or_share(relation: RowRelation, said: Entry, one: Entry, other: Entry) -> Made | None:
    is_gap = relation.kind == "difference"
    if one.rate != other.rate or is_gap and said.rate != one.rate or not is_gap and other.value <= 0:
        return None
    gap = one.value - other.value
    if is_gap:
        right, slack, how = gap, said.slack + one.slack + other.slack, f"{one.printed}－{other.printed}"
    else:
        right = gap / other.value if relation.kind == "growth" else one.value / other.value
        slack = 2 * of_one(said)[1] + (one.slack + other.slack * (abs(right) + 1)) / other.value
        above = one.printed if relation.kind == "quotient" else f"({one.printed}－{other.printed})"
        how = f"{above}÷{other.printed}"
    if relation.kind == "quotient":
        right = ONE if of_one(said)[0] == ONE < right else right
    elif said.value >= 0 or not relation.signed:  # 减少 2.00 without a sign, and a deviation either way
        right = abs(right) if said.value >= 0 else -abs(right)
    return Made(said, (one, other), right, slack, how, not is_gap)


def _time(head: str) -> int:
    year = _YEAR.search(head)
    return int(year.group()) if year else 0 if pattern("head_of_the_year_before").search(head) else 9999


def _running(lines: list[Named]) -> Iterator[Made]:
    """累计支出 beside 支出: every figure against the sum of all up to it."""
    known, added, slack = list[tuple[Entry, Entry]](), ZERO, ZERO
    for line in lines:
        sums = [e for word, e in line if pattern("head_of_a_running_sum").search(word) and not e.rate]
        parts = [e for _, e in line if e not in sums and not e.rate]
        known += [(sums[0], parts[0])] if len(sums) == len(parts) == 1 else []
    if len(known) < _FEWEST or len({one.column for _, one in known}) > 1:
        return
    for at, (total, one) in enumerate(known):
        added, slack = added + one.value, slack + one.slack
        how = f"{known[at - 1][0].printed}＋{one.printed}" if at else one.printed
        yield Made(total, (one,), added, slack + total.slack, how)


def _shares(grid: Grid, lines: list[Named]) -> Iterator[Made]:
    """占比 of rows without a total: every share against the figures of one column and their sum."""
    known = list[tuple[Entry, Entry]]()
    for line in lines:
        shares = [e for word, e in line if e.rate and pattern("head_of_a_share").search(word)]
        plain = [e for _, e in line if not e.rate]
        known += [(shares[0], plain[0])] if len(shares) == len(plain) == 1 else []
    total = sum((one.value for _, one in known), ZERO)
    one_column = len({one.column for _, one in known}) == 1
    if len(known) < _FEWEST or not total or not one_column or any(e.row in grid.totals for e, _ in known):
        return
    for share, one in known:
        how = f"{one.printed}÷{show_number(total)}"
        yield Made(share, (one,), one.value / total, 2 * share.slack, how, True)
