"""A table ready to be set: widths that sum to 100, several head rows, every cell in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfkit.views.tables import Cell, Table
from perfkit.views.tables.table import CENTRE

Rows = tuple[tuple[Cell, ...], ...]
_FEW_ROWS, _LITTLE_TEXT = 10, 600
# What must stand on one line: a range of numbers, or a word; longer ones are broken anyway.
_PIECE = re.compile(r"[\d.,%]+\s?[～–]\s?[\d.,%]+|[A-Za-z0-9.,%:;]+-?")
_LONGEST_PIECE = 22
# Width of a letter or figure in ems, from the widest typeface that a reader may have to Times.
_LETTERS = (0.66, 0.62, 0.56, 0.5)


@dataclass(frozen=True)
class Grid:
    """A table with as many head rows as it needs.

    Attributes
    ----------
    name : str          id
    caption : str       above it; empty for a later part of a form
    widths : percent of the width of the text; they sum to 100
    kinds : text, number or centre, one a column
    head, body : rows of cells; a cell that an earlier one spans is simply absent
    lang : str          "zh" or "en"
    note : str          below it
    small : bool        set smaller, where it is long
    annex : bool        an annex of its own: its caption is a heading
    tied : bool         the first row of a tall cell is not parted from the next
    """

    name: str
    caption: str
    widths: tuple[float, ...]
    kinds: tuple[str, ...]
    head: Rows
    body: Rows
    lang: str
    note: str = ""
    small: bool = False
    annex: bool = False
    tied: bool = False

    @property
    def is_compact(self) -> bool:
        """Short enough to stand on one page as a whole."""
        return (
            len(self.body) <= _FEW_ROWS
            and sum(len(cell.text) for row in self.body for cell in row) < _LITTLE_TEXT
        )


def from_table(table: Table, *, widths: Sequence[float] = (), small: bool = False) -> Grid:
    """A table of the report as a grid.

    Parameters
    ----------
    widths : percent, in place of the table's own, which are made for a screen; taken where there is one a
        column

    Examples
    --------
    >>> from perfkit.views.tables.table import Column
    >>> from_table(Table("t", "", (Column("a", width=30), Column("b")), (), "zh")).widths
    (30, 70.0)
    """
    own = [column.width for column in table.columns]
    free = (100 - sum(own)) / max(1, own.count(0))
    chosen = tuple(widths) if len(widths) == len(own) else tuple(width or free for width in own)
    head = (tuple(Cell(column.head, strong=True) for column in table.columns),)
    kinds = tuple(column.kind for column in table.columns)
    return Grid(table.name, table.caption, chosen, kinds, head, table.rows, table.lang, table.note, small)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell where it stands; `first` is False in the rows below that a tall cell reaches into."""

    cell: Cell
    column: int
    first: bool = True


def placed(rows: Rows, columns: int) -> Iterator[list[Placed]]:
    """Every row with its cells and their columns, the continuations of tall cells included.

    Examples
    --------
    >>> rows = ((Cell("x", rows=2), Cell("1")), (Cell("2"),))
    >>> [[(p.cell.text, p.column, p.first) for p in row] for row in placed(rows, 2)]
    [[('x', 0, True), ('1', 1, True)], [('x', 0, False), ('2', 1, True)]]
    """
    tall: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        line, column, cells = [], 0, iter(row)
        while column < columns:
            if column in tall:
                cell, left = tall.pop(column)
                line.append(Placed(cell, column, False))
                if left > 1:
                    tall[column] = (cell, left - 1)
            else:
                cell = next(cells, Cell(""))
                line.append(Placed(cell, column))
                if cell.rows > 1:
                    tall[column] = (cell, cell.rows - 1)
            column += cell.columns
        yield line


def centred(text: str, *, rows: int = 1, columns: int = 1) -> Cell:
    """A label of a form."""
    return Cell(text, mark=CENTRE, rows=rows, columns=columns)


def fitted(grid: Grid, width: float, size: float, margin: float = 8.0) -> tuple[float, ...]:
    """The widths of a grid so that no word and no range like 0.00～5.00 is broken, taken from columns with
    room; its own widths where there is none.

    Parameters
    ----------
    width, size, margin : of the text, the type and both sides of a cell, in points

    Examples
    --------
    >>> from perfkit.views.tables.table import TEXT
    >>> row = (Cell("Rationality"), Cell("0.00～5.00"), Cell("a b"))
    >>> grid = Grid("t", "", (5, 5, 90), (TEXT, TEXT, TEXT), (), (row,), "en")
    >>> [round(each) for each in fitted(grid, 440, 9)]
    [17, 15, 69]
    """
    longest = [0.0] * len(grid.widths)
    for row in (*placed(grid.head, len(longest)), *placed(grid.body, len(longest))):
        for place in row:
            if place.first and place.cell.columns == 1:
                pieces = [piece for piece in _PIECE.findall(place.cell.text) if len(piece) <= _LONGEST_PIECE]
                letters = max((len(piece) + ("～" in piece) * 0.6 for piece in pieces), default=0.0)
                longest[place.column] = max(longest[place.column], letters)
    for letter in _LETTERS:
        least = [100 * (letters * letter * size + margin) / width for letters in longest]
        spare = [own - need for need, own in zip(least, grid.widths, strict=True)]
        room, wanted = (sum(max(0.0, sign * each) for each in spare) for sign in (1, -1))
        if wanted <= room:
            share = wanted / room if room else 0.0
            return tuple(
                own - each * share if each > 0 else need
                for own, need, each in zip(grid.widths, least, spare, strict=True)
            )
    return grid.widths
