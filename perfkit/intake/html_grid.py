"""The cells of a web page's table in rows and columns, as browsers lay them out.

A cell goes to the next free place of its row; spans end with their group of rows. What the page's own
markup leaves open (a row where two cells lie over each other, or that a span from above pushed out of its
columns) is no value: it is left out and named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import html

from perfkit.intake.blocks import Cell, distinct, one_line
from perfkit.intake.guards import MOST_COLUMNS, MOST_ROWS, Limits

_NUMBER = re.compile(r"\s*\+?(\d{1,6})")
_GROUPS = ("thead", "tbody", "tfoot")
Words = Callable[[html.HtmlElement], str]


@dataclass
class Grid:
    """A table as laid out.

    Attributes
    ----------
    rows : list    of cells
    doubtful : list   rows that were left out, as printed
    """

    rows: list[list[Cell]] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


def rows_of(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The rows of a table, from top to bottom."""
    return (row for group in _groups(table) for row in group)


def cells_of(row: html.HtmlElement, hidden: Callable[[html.HtmlElement], bool]) -> list[html.HtmlElement]:
    """The cells of a row that a reader sees."""
    return [cell for cell in row if cell.tag in ("td", "th") and not hidden(cell)]


def laid_out(
    table: html.HtmlElement, words: Words, hidden: Callable[[html.HtmlElement], bool], limits: Limits
) -> Grid:
    """The rows with every cell spread over its spans.

    Parameters
    ----------
    words : gives the text of a cell
    hidden : whether a cell is not shown
    """
    made = Grid()
    for group in _groups(table):
        places: list[dict[int, Cell]] = [{} for _ in group]
        over: set[int] = set()  # rows where two cells lie over each other
        limits.row(len(group))
        for at, row in enumerate(group):
            limits.time()
            _row(places, at, cells_of(row, hidden), words, over)
        for at, row in enumerate(places):
            if at in over:
                made.doubtful.append(_shown(row.values()))
            elif row:
                made.rows.append(_filled(row))
    _leave_out_shifted(made)
    return made


def _groups(table: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """Groups of rows in the order of the page: the first head above all, feet below all."""
    found: list[tuple[int, list[html.HtmlElement]]] = []
    loose: list[html.HtmlElement] | None = None
    for child in table:
        if child.tag == "tr":
            if loose is None:
                found.append((1, loose := []))
            loose.append(child)
        elif child.tag in _GROUPS:
            first = child.tag == "thead" and all(rank for rank, _ in found)
            rank = 0 if first else 2 if child.tag == "tfoot" else 1
            found.append((rank, [row for row in child if row.tag == "tr"]))
            loose = None
    return [rows for _, rows in sorted(found, key=lambda one: one[0])]


def _row(
    places: list[dict[int, Cell]], at: int, cells: list[html.HtmlElement], words: Words, over: set[int]
) -> None:
    column = 0
    for cell in cells:
        while column in places[at]:
            column += 1
        across = min(_span(cell, "colspan") or 1, max(1, MOST_COLUMNS - column))
        down = min(_span(cell, "rowspan") or MOST_ROWS, len(places) - at)
        one = Cell(words(cell), float(column), float(column + across), header=cell.tag == "th")
        for below in range(at, at + down):
            for place in range(column, column + across):
                other = places[below].get(place)
                if other is not None and other.text and one.text:
                    over.add(below)
                if other is None or not other.text:
                    places[below][place] = one
        column += across


def _span(cell: html.HtmlElement, name: str) -> int:
    found = _NUMBER.match(cell.get(name) or "1")
    return int(found[1]) if found else 1


def _filled(row: dict[int, Cell]) -> list[Cell]:
    return [row.get(at) or Cell("", float(at), at + 1.0) for at in range(max(row) + 1)]


def _leave_out_shifted(made: Grid) -> None:
    """Rows wider than the one that a cell beside them began in, and than most: a span too many moved them."""
    usual = Counter(map(len, made.rows)).most_common(1)
    first: dict[int, int] = {}
    kept = []
    for row in made.rows:
        reaching = [first[id(cell)] for cell in row if id(cell) in first]
        if reaching and len(row) > max(*reaching, usual[0][0]):
            made.doubtful.append(_shown(row))
            continue
        for cell in row:
            first.setdefault(id(cell), len(row))
        kept.append(row)
    made.rows = kept


def _shown(row: Iterable[Cell]) -> str:
    return " | ".join(one_line(cell.text) for cell in distinct(list(row)))
