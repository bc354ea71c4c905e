"""Boxes of cells on pages as a table: rows and columns from their edges, parts of one table over pages
joined."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from perfkit.intake.blocks import Cell, Table, key, one_line
from perfkit.intake.numbers import plain_number

_NEAR = 2.5
_WIDTH = 4.0
Box = tuple[float, float, float, float]


@dataclass
class Part:
    """The part of a table that stands on one page.

    Parameters
    ----------
    cells : list   (box, cell) for every ruled cell
    page : int
    size : float   of its letters, in points
    near : float   edges nearer than this are one: more where they are found in a picture
    gap : str      what a place without a cell holds
    """

    cells: list[tuple[Box, Cell]]
    page: int
    size: float = 10.0
    near: float = _NEAR
    gap: str = ""

    @property
    def edges(self) -> list[float]:
        """Where columns begin and end."""
        return merged_edges([x for box, _ in self.cells for x in (box[0], box[2])], self.near)


def merged_edges(places: Sequence[float], near: float = _NEAR) -> list[float]:
    """Places in order, those that are nearer than a rule is wide as one.

    Examples
    --------
    >>> merged_edges([50.0, 120.4, 50.9, 121.0])
    [50.0, 120.4]
    """
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > near:
            edges.append(place)
    return edges


def goes_on(part: Part, other: Part) -> bool:
    """Whether the table at the top of a page is the one from the foot of the page before: the same outer
    edges, and the columns of one among those of the other."""
    one, two = part.edges, other.edges
    if not one or not two or abs(one[0] - two[0]) > _WIDTH or abs(one[-1] - two[-1]) > _WIDTH:
        return False
    few, many = sorted((one, two), key=len)
    return all(any(abs(edge - place) <= _WIDTH for place in many) for edge in few)


def table_of(parts: list[Part]) -> Table:
    """One table from its parts."""
    near = parts[0].near
    columns = merged_edges([x for part in parts for box, _ in part.cells for x in (box[0], box[2])], near)
    rows: list[list[Cell]] = []
    for part in parts:
        _continue(rows, _rows(part, columns, near), part.size)
    return Table(rows, True, parts[0].page)


def _rows(part: Part, columns: list[float], near: float) -> list[list[Cell]]:
    lines = merged_edges([y for box, _ in part.cells for y in (box[1], box[3])], near)
    width, height = max(len(columns) - 1, 1), max(len(lines) - 1, 1)
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for box, cell in part.cells:
        top, bottom = _index(lines, box[1]), _index(lines, box[3])
        left, right = _index(columns, box[0]), _index(columns, box[2])
        for row in range(top, min(bottom, height)):
            for column in range(left, min(right, width)):
                rows[row][column] = rows[row][column] or cell
    made: list[list[Cell]] = []
    for found in rows:
        if not any(found) or (made and found == made[-1]):
            continue  # a rule without cells, or two rules where the page shows one
        # A grid without any column edge has one cell and no edges to give it.
        edges = zip(found, columns, columns[1:], strict=False)
        made.append([cell or Cell(part.gap, left, right) for cell, left, right in edges])
    return made


def _index(edges: list[float], place: float) -> int:
    """The edge that a place belongs to: the nearest."""
    at = bisect_left(edges, place)
    return min((n for n in (at - 1, at) if 0 <= n < len(edges)), key=lambda n: abs(edges[n] - place))


def _continue(rows: list[list[Cell]], more: list[list[Cell]], size: float) -> None:
    """Add the rows of the next page: without the repeated header, a row cut in two as one, labels carried
    on."""
    if not rows:
        rows.extend(more)
        return
    head = 0
    while (
        head < min(len(more), len(rows), 4)
        and _texts(more[head]) == _texts(rows[head])
        and any(_texts(more[head]))
    ):
        head += 1
    more = more[head:]
    if more and _is_rest(more[0], rows[-1], size):
        for before, cell in {(id(a), id(b)): (a, b) for a, b in zip(rows[-1], more[0], strict=True)}.values():
            if cell.text:
                before.text = f"{before.text}\n{cell.text}"
        more = more[1:]
    if not more:
        return
    carried: dict[int, Cell] = {}
    for before, cell in zip(rows[-1], more[0], strict=True):
        if cell.text:
            break
        if before.text:
            carried[id(cell)] = before
    rows.extend([[carried.get(id(cell), cell) for cell in row] for row in more])


def _texts(row: list[Cell]) -> list[str]:
    return [key(cell.text) for cell in row]


def _is_rest(row: list[Cell], before: list[Cell], size: float) -> bool:
    """Whether a row is the rest of the last one overleaf: only where that one has words that fill their
    line, and with another cell left empty behind the labels."""
    pairs = list(zip(before, row, strict=True))
    first = next((at for at, (_, cell) in enumerate(pairs) if cell.text), len(pairs))
    filled = [(a, b) for a, b in pairs if b.text]
    return (
        bool(filled)
        and any(a.text and not b.text for a, b in pairs[first:])
        and all(_is_cut(a, size) for a, _ in filled)
        and all(plain_number(one_line(b.text)) is None or len(b.text) > 12 for _, b in filled)
    )


def _is_cut(cell: Cell, size: float) -> bool:
    """Whether a text may go on overleaf: its last line reaches the cell's edge, or it has lines and no
    end."""
    text = cell.text.rstrip()
    if not text:
        return False
    last = text.rsplit("\n", 1)[-1]
    reach = size * sum(0.5 if sign.isascii() else 1.0 for sign in last)
    return reach >= cell.right - cell.left - 2.6 * size or ("\n" in text and not text.endswith("。"))
