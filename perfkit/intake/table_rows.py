"""The rows of official tables, sorted by the kind of table, and what a form prints beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from perfkit.intake.blocks import Cell, Place, Table, distinct, key, one_line
from perfkit.intake.columns import Columns
from perfkit.intake.label_pairs import Pair
from perfkit.intake.label_rows import LabelRow
from perfkit.intake.numbers import plain_number, points
from perfkit.intake.statements import Most
from perfkit.intake.unit_tables import UnitFigures

_WORDS = re.compile(r"^[^\d]*[\u4e00-\u9fff]{2}[^\d]*$|^\d{1,2}月[底末]$")
_WORD = re.compile("[\u4e00-\u9fff]{2}")
_POINTS = ("weight", "score", "max")
KINDS = ("targets", "money", "tasks", "scores")


@dataclass
class Row:
    """A row of an official table.

    Attributes
    ----------
    cells : from left to right
    columns : the header it stands under
    aligned : whether its columns can be trusted
    first : it is the first of a page or of a table that goes on from another
    header : cells of the header above, which a merged cell at the left may belong to
    """

    cells: list[Cell]
    columns: Columns
    aligned: bool
    first: bool = False
    header: list[Cell] = field(default_factory=list)

    def unit(self, role: str) -> str:
        """The unit of a column; that of the other columns, or of the caption, where its head has none."""
        units = self.columns.unit
        return units.get(role) or next(filter(None, units.values()), "") or self.columns.caption

    @property
    def lost(self) -> bool:
        """Whether it lacks cells, and which is not known."""
        short = not self.aligned and len(self.cells) < self.columns.width
        return short and not ("name" in self.columns.index and fits(self.cells, self.columns))

    @property
    def name(self) -> Cell | None:
        """The cell of its name."""
        return self.columns.cell(self.cells, "name")

    @property
    def place(self) -> Place:
        """Where the row stands: its first cell that holds something and does not reach down from a row
        above."""
        cells = distinct(self.cells)
        own = max((cell.place.row for cell in cells), default=0)
        return next((cell.place for cell in cells if cell.place.row == own), Place())

    def at(self, *roles: str) -> str:
        """Where the first cell of these columns stands that holds something; the row where none does."""
        held = (cell for role in roles if (cell := self.columns.cell(self.cells, role)) and cell.text.strip())
        return str(next((cell.place for cell in held), self.place))

    def place_of(self, name: str) -> Place:
        """Where the row's name stands; the row's own place where no cell that begins in it holds that."""
        known = self.columns.cell(self.cells, "name")
        cells = [*([known] if known else []), *reversed(distinct(self.cells))]
        held = (cell.place for cell in cells if name and key(name) in key(cell.text))
        return next((place for place in held if place.row == self.place.row), self.place)

    @property
    def label(self) -> str:
        """The text of the first cell that holds something."""
        return next((cell.text for cell in distinct(self.cells)), "")


def words_for_amounts(row: list[Cell], columns: Columns) -> bool:
    """Whether words or dates stand where a block of money has its amounts: the head of something else."""
    texts = [columns.text(row, role) for role in ("initial", "budget", "spent")]
    return sum(bool(_WORDS.search(text)) and plain_number(text) is None for text in texts) > 1


@dataclass
class Found:
    """The rows of every official table, in order; labels with values; what belongs to no table."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    goal_expected: list[str] = field(default_factory=list)
    goal_actual: list[str] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    labelled: list[LabelRow] = field(default_factory=list)
    execution: tuple[str, str] = ("", "")
    remarks: list[Pair] = field(default_factory=list)
    maxima: dict[str, Most] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    unknown: list[tuple[str, str, Place]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    units: UnitFigures = field(default_factory=UnitFigures)
    plain: list[tuple[str, dict, str]] = field(default_factory=list)
    other_tables: list[Table] = field(default_factory=list)

    def executed(self, score: str | None, most: str | None, place: Place) -> None:
        """The filer's points for execution and the most of them, as the form prints them first."""
        if score and not self.execution[0]:
            self.execution = score, str(place)
        if most:
            self.maxima.setdefault("execution", Most("", most, str(place)))

    def printed(self) -> dict[str, str]:
        """Each row as printed, by its place and by those of its cells."""
        rows = [(row, distinct(row.cells)) for kind in KINDS for row in self.rows[kind]]
        shown = [(row, cells, " | ".join(one_line(cell.text) for cell in cells)) for row, cells in rows]
        own = {str(row.place): text for row, _, text in shown}
        return {str(cell.place): text for _, cells, text in reversed(shown) for cell in cells} | own


def row_below(cells: list[Cell], columns: Columns, aligned: bool, first: bool, header: list[Cell]) -> Row:
    """A row below its header, with blanks for cells that a plain text lost."""
    return Row(cells if aligned else refilled(cells, columns), columns, aligned, first, header)


def refilled(cells: list[Cell], columns: Columns) -> list[Cell]:
    """A row of a plain text that lost cells merged with rows above, with blanks for them at its left: only
    where its points and its name stand under their heads then, and did not before.

    Examples
    --------
    >>> columns = Columns({"level1": 0, "level2": 1, "name": 2, "score": 4}, width=5)
    >>> [cell.text for cell in refilled([Cell("植树"), Cell("9棵"), Cell("10")], columns)]
    ['', '', '植树', '9棵', '10']
    >>> [cell.text for cell in refilled([Cell("植树"), Cell("9棵"), Cell("")], columns)]
    ['植树', '9棵', '']
    """
    lost, name = columns.width - len(cells), columns.index.get("name", 0)
    if not 0 < lost <= name or not cells[0].text.strip():
        return cells
    blank = [Cell("", place=cells[0].place) for _ in range(lost)]
    moved = [replace(cell, left=float(n), right=n + 1.0) for n, cell in enumerate([*blank, *cells])]
    return moved if fits(moved, columns) and not fits(cells, columns) else cells


def fits(cells: list[Cell], columns: Columns) -> bool:
    """Whether points stand under the heads of points, and words under that of names."""
    texts = [cell.text.strip() for cell in cells]
    held = [texts[at] for role, at in columns.index.items() if role in _POINTS and at < len(texts)]
    numbers = [points(text.rstrip("%％")) is not None for text in held if text]
    name = texts[columns.index["name"]] if columns.index["name"] < len(texts) else ""
    return any(numbers) and all(numbers) and _WORD.search(name) is not None


def names_of_several(rows: list[Row]) -> set[int]:
    """Ids of the cells of a picture that hold the names of several rows: the line between them was lost, and
    whose name is whose is not known."""
    names = [cell for row in rows if (cell := row.name) is not None and cell.confidence < 1]
    return {id(one) for one, two in zip(names, names[1:], strict=False) if one is two}
