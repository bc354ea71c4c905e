"""Balances of amounts that a table names by its columns or by its rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from perfkit.base.quantities import ZERO, show_number
from perfkit.base.text import Text
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.checks.column_relations import word_of
from perfkit.review.finding import Finding
from perfkit.review.grids import Entry, Grid
from perfkit.review.registry import check
from perfkit.review.relation_models import Equation
from perfkit.review.rulebook import finding, pattern, rulebook, threshold

Line = list[tuple[str, Entry]]


@check(1, "difference.table")
def balances_of_tables(case: Case) -> Iterator[Finding]:
    """年初结转 a, 本年收入 b, 本年支出 c, 年末结转 d side by side or one below the other: d against a + b − c."""
    for grid in case.grids if any(grid.aligned for grid in case.grids) else ():
        told: set[tuple[int, int]] = set()
        lines = list(_lines(grid)) if grid.aligned else []
        labels = {label for line in lines for label, _ in line}
        equations = [one for one in rulebook().equations if any(map(pattern(one.gives).search, labels))]
        for line, equation in product(lines, equations):
            yield from _held(grid, line, equation, told)


def _lines(grid: Grid) -> Iterator[Line]:
    rows: dict[int, Line] = {}
    columns: dict[int, Line] = {}
    for (row, column), entry in grid.entries.items():
        if not entry.rate:
            rows.setdefault(row, []).append((word_of(grid.head(row, column)), entry))
            columns.setdefault(column, []).append((word_of(grid.label(row, column)), entry))
    for line in (*rows.values(), *columns.values()):
        if len(line) > 2:
            yield line


def _held(grid: Grid, line: Line, equation: Equation, told: set[tuple[int, int]]) -> Iterator[Finding]:
    found: list[Entry] = []
    for name in (equation.gives, *equation.plus, *equation.minus):
        called = [entry for label, entry in line if label and pattern(name).search(label)]
        if len(called) != 1 or called[0] in found:
            return
        found.append(called[0])
    said, *used = found
    signs = [1] * len(equation.plus) + [-1] * len(equation.minus)
    right = sum((sign * entry.value for sign, entry in zip(signs, used, strict=True)), ZERO)
    gap = abs(right - said.value)
    others = [(label, entry) for label, entry in line if entry not in found and entry.value]
    if gap <= said.slack + sum((entry.slack for entry in used), ZERO) or not said.value or right < 0:
        return
    if (said.row, said.column) in told or any(pattern("other_term").search(label) for label, _ in others):
        return
    if any(abs(entry.value - gap) <= entry.slack + said.slack for _, entry in others):
        return
    places = max(len(one.printed.rstrip("%").partition(".")[2]) for one in found)
    shown = show_number(right, places)
    slip = is_slip(shown, said.printed)
    if not slip and gap > max(entry.value for entry in used) * threshold("terms_gap"):
        return
    told.add((said.row, said.column))
    marks = ["＋" if sign > 0 else "－" for sign in signs]
    how = "".join(mark + entry.printed for mark, entry in zip(marks, used, strict=True)).removeprefix("＋")
    size = show_number(gap, places)
    yield finding(
        "difference.table",
        {
            "name": grid.named(said),
            "said": said.printed,
            "how": Text(how, how.replace("＋", " + ").replace("－", " − ")),
            "right": shown,
            "size": size,
        },
        (grid.at(said, *used),),
        unless="" if slip else "unsure",
        difference=size + grid.unit,
    )
