"""Sums in tables of any layout: which rows or columns make up another is learnt from where they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ZERO, exact_sum, show_exact
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Finding
from perfkit.review.grids import Entry, Grid, bare
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold

_MOST_PARTS, _MOST_SHOWN = 15, 8


@dataclass(frozen=True, slots=True)
class Made:
    """A figure and those that should make it up.

    Attributes
    ----------
    whole : Entry
    parts : those that are printed
    complete : bool   none of their places is blank
    fits : bool       they add up to the whole within the print
    """

    whole: Entry
    parts: list[Entry]
    complete: bool
    fits: bool

    @property
    def added(self) -> Fraction:
        return exact_sum(part.value for part in self.parts)

    def tells(self) -> bool:
        """Whether a fit is more than one figure printed twice."""
        return sum(part.value != 0 for part in self.parts) > 1 and self.whole.value != 0

    def is_near(self, share: Fraction) -> bool:
        """Whether the sum comes near to the whole, or is it but for a slip of the pen."""
        most = max(abs(self.whole.value), abs(self.added))
        return abs(self.added - self.whole.value) <= share * most or is_slip(
            self.whole.printed, show_exact(self.added)
        )


@check(1, "sum.table")
def sums_of_tables(case: Case) -> Iterator[Finding]:
    """In every table as printed: rows that add up to another row in some column and not in another, columns
    that add up to another column in some rows and not in another, and rows up to a total (合计, 小计)."""
    for grid in case.grids:
        if grid.aligned:
            for run in grid.runs:
                yield from _found(grid, _in_columns(grid, run))
                yield from _found(grid, _in_rows(grid, run))


def _found(grid: Grid, wrong: list[Made]) -> Iterator[Finding]:
    for made in wrong:
        size = show_exact(abs(made.added - made.whole.value))
        unit = "分" if pattern("of_points").search(grid.named(made.whole)) else grid.unit
        shown = [f"{_called(grid, made.whole, part)} {part.printed}" for part in made.parts]
        more = ["…"] if len(shown) > _MOST_SHOWN else []
        yield finding(
            "sum.table",
            {
                "name": grid.named(made.whole),
                "total": made.whole.printed,
                "parts": listed(shown[:_MOST_SHOWN] + more, "＋", " + "),
                "added": show_exact(made.added),
                "size": size,
            },
            (grid.at(made.whole), grid.at(*made.parts)),
            difference=size + unit,
        )


def _called(grid: Grid, whole: Entry, part: Entry) -> str:
    """A part by its row, or by its column where it stands beside the whole."""
    if part.row == whole.row:
        return grid.head(part.row, part.column)
    return bare(grid.label(part.row, part.column)) or grid.named(part)


# Rows that make up a row
# ---------------------------------------------------------------------------------------------------------
def _in_columns(grid: Grid, run: list[int]) -> list[Made]:
    columns = _additive(grid, run)
    rows = [row for row in run if any((row, c) in grid.entries for c in columns)]
    wrong: list[Made] = []
    for whole in rows:
        blocks = _blocks(grid, run, rows, whole)
        wrong += _learnt(
            [[_of(grid, (whole, c), [(row, c) for row in block]) for c in columns] for block, _ in blocks],
            [said for _, said in blocks],
        )
    return wrong


def _learnt(tried: list[list[Made | None]], said: list[bool]) -> list[Made]:
    """The figures that a grouping does not give which is the right one elsewhere.

    Parameters
    ----------
    tried : for each grouping, the same lines as each grouping sees them
    said : whether words or numbers of the table tell the grouping as well
    """
    explained = {
        (made.whole.row, made.whole.column)
        for group in tried
        for made in group
        if made is not None and made.fits
    }
    best: list[Made] = []
    strength = ZERO
    for group, told in zip(tried, said, strict=True):
        fits = [m for m in group if m is not None and m.fits and m.tells() and _is_large(m.whole)]
        known = len({m.whole.value for m in fits})
        wrong = [
            m
            for m in group
            if m is not None
            and m.complete
            and len(m.parts) > 1
            and (m.whole.row, m.whole.column) not in explained
        ]
        if known >= (1 if told else 2) and 0 < len(wrong) <= len(fits) and known + told > strength:
            near = [m for m in wrong if m.is_near(threshold("sum_known"))]
            best, strength = (near, Fraction(known + told)) if len(near) == len(wrong) else (best, strength)
        elif told and not fits and not strength:
            near = [m for m in wrong if m.tells() and m.is_near(threshold("sum_near"))]
            gaps = {m.added - m.whole.value for m in wrong}  # one slip may go on into the sum beside it
            best = near[-1:] if near and len(gaps) == 1 and len(near) == len(wrong) < 3 else best
    return best


def _is_large(whole: Entry) -> bool:
    """A figure of three digits: it does not come about by chance."""
    return len(whole.printed.rstrip("%").replace(".", "").strip("-0")) > 2


def _blocks(grid: Grid, run: list[int], rows: list[int], whole: int) -> list[tuple[tuple[int, ...], bool]]:
    """Rows that may make up a row, and whether the table says so: by 合计 or 小计, 其中, numbers or codes."""
    at = rows.index(whole)
    found: dict[tuple[int, ...], bool] = {}
    for size in range(2, min(_MOST_PARTS, len(rows)) + 1):
        for block in (rows[at + 1 : at + 1 + size], rows[max(0, at - size) : at]):
            if len(block) == size:
                found.setdefault(tuple(block), False)
    total = whole in grid.totals
    if total:
        found |= {block: True for block in _above(grid, run, rows, whole) if len(block) > 1}
    below = _below(grid, rows, whole)
    if len(below) > 1:
        found[below] = True
    return list(found.items())


def _above(grid: Grid, run: list[int], rows: list[int], whole: int) -> Iterator[tuple[int, ...]]:
    """What a total may sum up: the rows since the last total or line between, all rows, all totals."""
    before = [row for row in rows if row < whole]
    totals = [row for row in before if row in grid.totals]
    lines = [row for row in run if row < whole and row not in rows]
    start = max([*totals, *lines], default=-1)
    yield tuple(row for row in before if row > start)
    yield tuple(row for row in before if row not in totals)
    yield tuple(totals)


def _below(grid: Grid, rows: list[int], whole: int) -> tuple[int, ...]:
    """The rows below that are a level lower: by 其中, by numbers from 1 on, by the codes of accounts."""
    after = [row for row in rows if row > whole]
    own, style = _number(grid, whole)[1], ""
    code = _code(grid, whole)
    if code:
        under: list[int] = []
        for row in after:
            other = _code(grid, row)
            if not other.startswith(code) or other == code:
                break
            if not any(other.startswith(_code(grid, one)) for one in under):
                under.append(row)
        return tuple(under)
    found: list[int] = []
    for row in after:
        number, marks = _number(grid, row)
        if number == len(found) + 1 and marks != own and marks == (style or marks):
            found.append(row)
            style = marks
        elif not (found and (pattern("sub_item").match(_first(grid, row)) or marks not in ("", own, style))):
            break
    return tuple(found)


def _code(grid: Grid, row: int) -> str:
    return next((text for at, text in enumerate(grid.cells[row]) if grid.is_code(row, at)), "")


def _number(grid: Grid, row: int) -> tuple[int, str]:
    """The number that a row begins with and the marks around it, which tell its level; 0 where none."""
    found = pattern("item_number").match(_first(grid, row))
    return (int(found["number"]), re.sub(r"\w", "", found.group())) if found else (0, "")


def _first(grid: Grid, row: int) -> str:
    texts = (grid.cells[row][at] for at in range(len(grid.cells[row])))
    return next((text for text in texts if text and text not in "<^"), "")


def _of(grid: Grid, at: tuple[int, int], places: list[tuple[int, int]]) -> Made | None:
    entries, scaled = grid.entries, grid.scaled
    if at not in entries:
        return None
    printed = [place for place in places if place in entries]
    complete = len(printed) == len(places)
    if not complete and any(place not in entries and not grid.is_empty(*place) for place in places):
        return None
    whole, allowed = scaled[at]
    for place in printed:
        value, slack = scaled[place]
        whole, allowed = whole - value, allowed + slack
    return Made(entries[at], [entries[place] for place in printed], complete, abs(whole) <= allowed)


def _additive(grid: Grid, run: list[int]) -> list[int]:
    """The columns of a run with figures that can be added: no rates, no means."""
    run = [row for row in run if row not in grid.rows_of_rates]  # 执行率 below the amounts of its columns
    width = max((len(grid.cells[row]) for row in run), default=0)
    found = []
    for column in range(width):
        entries = [e for row in run if (e := grid.entries.get((row, column))) is not None]
        if entries and not pattern("not_additive").search(grid.head(entries[0].row, column)):
            if not any(entry.rate for entry in entries):
                found.append(column)
    return found


# Columns that make up a column
# ---------------------------------------------------------------------------------------------------------
def _in_rows(grid: Grid, run: list[int]) -> list[Made]:
    run = [row for row in run if row not in grid.rows_of_rates]
    columns = _additive(grid, run)
    rows = [row for row in run if any((row, c) in grid.entries for c in columns)]
    wrong: list[Made] = []
    for at, whole in enumerate(columns):
        sizes = range(2, len(columns))
        blocks = [columns[at + 1 : at + 1 + size] for size in sizes]
        blocks += [columns[max(0, at - size) : at] for size in sizes if size <= at]
        blocks = [block for block in blocks if len(block) > 1]
        tried = [[_of(grid, (row, whole), [(row, c) for c in block]) for row in rows] for block in blocks]
        called = pattern("total_row").search(grid.head(rows[0], whole)) is not None
        called = called or _of_a_year(grid, rows[0], columns, whole)
        wrong += _learnt(tried, [called and _is_all(columns, at, block) for block in blocks])
    return wrong


def _of_a_year(grid: Grid, row: int, columns: list[int], whole: int) -> bool:
    """Whether a column is of the whole year and all others are of its quarters, halves or months."""
    others = [grid.head(row, column) for column in columns if column != whole]
    return bool(pattern("head_of_the_year").search(grid.head(row, whole))) and all(
        pattern("head_of_a_part").search(head) for head in others
    )


def _is_all(columns: list[int], at: int, block: list[int]) -> bool:
    """Whether a block is all that stands on one side of a column with nothing on the other."""
    return block in (columns[:at], columns[at + 1 :]) and at in (0, len(columns) - 1)
