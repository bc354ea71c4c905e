"""The rows of a table without rules, from its printed lines: by the gaps between them, else by what they
fill.

Where neither tells the rows apart for certain there are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from perfkit.intake.blocks import Cell, Place, key

_CLEAR = 1.25
_MOST_ROWS = 0.8
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?")


@dataclass
class Segment:
    """Words that stand together on a line."""

    text: str
    left: float
    right: float


@dataclass
class Line:
    """A printed line as segments from left to right."""

    segments: list[Segment]
    top: float
    bottom: float
    page: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(segment.text for segment in self.segments)


def by_column(line: Line, strips: list[list[float]]) -> list[str]:
    """What a line has in each column; `strips` lie between them."""
    texts = [""] * (len(strips) + 1)
    for segment in line.segments:
        middle = (segment.left + segment.right) / 2
        column = sum(middle > (low + high) / 2 for low, high in strips)
        texts[column] = f"{texts[column]} {segment.text}".strip()
    return texts


def rows_of(
    lines: list[Line], strips: list[list[float]], head: int, whole: bool, sums: frozenset[str]
) -> list[list[Cell]] | None:
    """The rows of a table over all its pages; None where they cannot be told apart.

    Parameters
    ----------
    head : how many lines at the top are the head
    whole : everything below the head is one row
    sums : how rows of sums and of the grade begin (from `key`)
    """
    grid = [by_column(line, strips) for line in lines]
    if whole:
        starts: list[int] | None = [0, head] if len(lines) > head else [0]
    else:
        begin = {n for n, texts in enumerate(grid) if key(next(filter(None, texts), "")) in sums}
        starts = _by_gaps(lines, grid, begin) or _by_columns(lines, grid, head)
    if starts is None:
        return None
    left = min(segment.left for line in lines for segment in line.segments) - 2
    right = max(segment.right for line in lines for segment in line.segments) + 2
    places = list(pairwise([left, *((low + high) / 2 for low, high in strips), right]))
    return [_row(lines[start:end], grid[start:end], places) for start, end in pairwise([*starts, len(lines)])]


def _row(lines: list[Line], grid: list[list[str]], places: list[tuple[float, float]]) -> list[Cell]:
    first = lines[0].page
    bottom = max(line.bottom for line in lines if line.page == first)
    cells = []
    for column, (left, right) in enumerate(places):
        text = "\n".join(texts[column] for texts in grid if texts[column])
        cells.append(Cell(text, left, right, Place(page=first, box=(left, lines[0].top, right, bottom))))
    return cells


def _by_gaps(lines: list[Line], grid: list[list[str]], begin: set[int]) -> list[int] | None:
    """Where rows begin, if the gaps between rows are wider than those between lines.

    Parameters
    ----------
    begin : lines that begin a row wherever they stand
    """
    gaps = {n: two.top - one.top for n, (one, two) in enumerate(pairwise(lines), 1) if one.page == two.page}
    turned = [n for n, (one, two) in enumerate(pairwise(lines), 1) if one.page != two.page]
    turns = [n for n in turned if n not in begin]
    levels = sorted({round(gap, 1) for gap in gaps.values()})
    jumps = [(two / one, (two + one) / 2) for one, two in pairwise(levels) if one > 0 and two / one >= _CLEAR]
    for _, middle in sorted(jumps, reverse=True):
        starts = sorted([0, *turned, *(n for n, gap in gaps.items() if gap > middle)])
        if (found := _complete(starts, turns, grid)) is not None:
            return found
    return None


def _complete(starts: list[int], turns: list[int], grid: list[list[str]]) -> list[int] | None:
    """The starts without those of rests that a page has of the row before; None where a group of lines is no
    row: it has one cell only, or two numbers below each other where a row has one."""
    groups = {start: _joined(grid[start:end]) for start, end in pairwise([*starts, len(grid)])}
    rows = [texts for start, texts in groups.items() if start not in turns]
    usual = [
        column
        for column in range(len(grid[0]))
        if sum(bool(texts[column]) for texts in rows) >= _MOST_ROWS * len(rows)
    ]
    kept: list[int] = []
    for start, texts in groups.items():
        if start in turns and not all(texts[column] for column in usual):
            before = groups[kept[-1]]
            if any(texts[column] and not before[column] for column in range(len(texts))):
                return None
            continue
        if sum(map(bool, texts)) < 2 or any(_several(text) for text in texts):
            return None
        kept.append(start)
    return kept


def _joined(grid: list[list[str]]) -> list[str]:
    return ["\n".join(filter(None, column)) for column in zip(*grid, strict=True)]


def _several(text: str) -> bool:
    parts = text.split("\n")
    return len(parts) > 1 and all(_POINTS.fullmatch(part) for part in parts)


def _by_columns(lines: list[Line], grid: list[list[str]], head: int) -> list[int] | None:
    """Where rows begin, if every line fills the last two columns or goes on with one cell only."""
    full = [sum(map(bool, cells)) for cells in grid]
    if all(count == 1 or all(cells[-2:]) for count, cells in zip(full[head:], grid[head:], strict=True)):
        return [n for n, count in enumerate(full) if count > 1 or n == 0]
    return None
