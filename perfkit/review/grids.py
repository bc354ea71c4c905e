"""Tables as printed: their figures with the label of the row and the head of the column, and runs of rows
that stand under one head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm

from perfkit.base.numerals import exact
from perfkit.base.quantities import ZERO
from perfkit.filing.printed import ABOVE, BESIDE, PrintedTable
from perfkit.review.finding import Place
from perfkit.review.rulebook import pattern
from perfkit.review.sentences import plain_text

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")
_EMPTY = {"", "-", "—", "--", "——", "/"}
_LEAD = re.compile(r"^(?:其中|[一二三四五六七八九十]+[、.]|[(（]?\d+[)）、.])[:：]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a table.

    Attributes
    ----------
    value, slack : Fraction   as printed, a rate as a share of one; half of its last decimal
    printed : str
    row, column : int         from 0
    rate : bool               printed with %
    """

    value: Fraction
    slack: Fraction
    printed: str
    row: int
    column: int
    rate: bool


@dataclass
class Grid:
    """A table with its figures.

    Attributes
    ----------
    place, unit : str
    cells : rows of texts in half width, merged cells once; other places of them hold a mark
    """

    place: str
    unit: str
    aligned: bool
    cells: list[list[str]]
    entries: dict[tuple[int, int], Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row, cells in enumerate(self.cells):
            for column, text in enumerate(cells):
                entry = _entry(text, row, column)
                if entry is not None:
                    self.entries[row, column] = entry
        for place in [place for place in self.entries if self.is_code(*place)]:
            del self.entries[place]
        for name in ("heads", "_labels", "_heads"):
            self.__dict__.pop(name, None)  # codes are no figures

    def is_code(self, row: int, column: int) -> bool:
        """Whether a number is that of a line, or the code of an account, whose name stands beside it and
        nothing before it."""
        if pattern("line_number_head").fullmatch(self.head(row, column)):
            return True
        if not pattern("account_code").fullmatch(self.cells[row][column]):
            return False
        beside = self.text(row, column + 1)
        before = {self.text(row, at) for at in range(column)} - _EMPTY
        headed = pattern("code_head").search(self.head(row, column))
        return bool(beside) and not _NUMBER.fullmatch(beside) and (not before or headed is not None)

    def label(self, row: int, column: int) -> str:
        """The words left of a place that name its row: the nearest under a head that says so, else the
        nearest; no code and no unit."""
        if (row, column) not in self._labels:
            self._labels[row, column] = self._label(row, column)
        return self._labels[row, column]

    @cached_property
    def _labels(self) -> dict[tuple[int, int], str]:
        return {}

    def _label(self, row: int, column: int) -> str:
        found = []
        for at in range(min(column, len(self.cells[row])) - 1, -1, -1):
            text = self.text(row, at)
            if text and not _NUMBER.fullmatch(text) and not pattern("no_row_label").fullmatch(text):
                if pattern("name_head").search(self.head(row, at)):
                    return text
                found.append(text)
        return found[0] if found else ""

    def head(self, row: int, column: int) -> str:
        """The words of the head above a place; where no head stands above it, the nearest words."""
        if (row, column) not in self._heads:
            self._heads[row, column] = self._head(row, column)
        return self._heads[row, column]

    @cached_property
    def _heads(self) -> dict[tuple[int, int], str]:
        return {}

    def _head(self, row: int, column: int) -> str:
        heads = [at for at in self.heads if at < row]
        for at in (heads[-1:] if heads else []) + list(range(row - 1, -1, -1)):
            text = self.text(at, column)
            if text not in _EMPTY and not _NUMBER.fullmatch(text):
                return text
        return ""

    def text(self, row: int, column: int) -> str:
        """What a place holds, a merged cell in all of its places; nothing outside of the table."""
        while row >= 0 and column >= 0 and column < len(self.cells[row]):
            text = self.cells[row][column]
            if text == BESIDE:
                column -= 1
            elif text == ABOVE:
                row -= 1
            else:
                return text
        return ""

    def is_empty(self, row: int, column: int) -> bool:
        """Whether a place is blank or holds a dash: nothing, which may be zero or not known."""
        return column < len(self.cells[row]) and self.cells[row][column] in _EMPTY

    def named(self, entry: Entry) -> str:
        """A figure by its row and column."""
        label, head = bare(self.label(entry.row, entry.column)), self.head(entry.row, entry.column)
        return f"{label}·{head}" if label and head else label or head

    def where(self, row: int, column: int) -> str:
        """A place as findings name it."""
        return f"{self.place}第{row + 1}行第{column + 1}列"

    def headed(self, name: str) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Row and column of every cell of a head that a pattern fits, with its match."""
        named = pattern(name)
        for row in self.heads:
            for column, cell in enumerate(self.cells[row]):
                if found := named.search(cell):
                    yield row, column, found

    def at(self, *entries: Entry) -> Place:
        """Where figures stand, the first of them as the one that counts."""
        shown = "；".join(f"{self.named(one)} {one.printed}" for one in entries)
        return Place(self.where(entries[0].row, entries[0].column), shown, entries[0].printed)

    @cached_property
    def by_row(self) -> dict[int, list[tuple[str, Entry]]]:
        """The figures of each row that has some, from above, with the heads above them."""
        rows: dict[int, list[tuple[str, Entry]]] = {
            row: [] for row in sorted({row for row, _ in self.entries})
        }
        for (row, column), entry in self.entries.items():
            rows[row].append((self.head(row, column), entry))
        return rows

    @cached_property
    def rows_of_rates(self) -> set[int]:
        """Rows in which every figure is a rate."""
        return {row for row, _ in self.entries} - {
            row for (row, _), one in self.entries.items() if not one.rate
        }

    @cached_property
    def totals(self) -> set[int]:
        """Rows that are called a total."""
        every = ((row, at) for row, cells in enumerate(self.cells) for at in range(len(cells)))
        return {row for row, at in every if pattern("total_row").search(self.text(row, at))}

    @cached_property
    def scaled(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Value and slack of every figure in whole numbers of one small part: many sums are tried of them."""
        parts = {place: (one.value, one.slack) for place, one in self.entries.items()}
        step = lcm(*(number.denominator for pair in parts.values() for number in pair))
        return {
            place: (v.numerator * (step // v.denominator), s.numerator * (step // s.denominator))
            for place, (v, s) in parts.items()
        }

    @cached_property
    def heads(self) -> list[int]:
        """Rows of several texts and no figure; one that holds nothing but what reaches down to it is none."""
        numbered = {row for row, _ in self.entries}
        return [
            row
            for row, cells in enumerate(self.cells)
            if row not in numbered
            and {*cells} - _EMPTY - {ABOVE, BESIDE}
            and len({self.text(row, at) for at in range(len(cells))} - _EMPTY) > 1
        ]

    @cached_property
    def runs(self) -> list[list[int]]:
        """Rows that stand under one head: rows with figures, and rows of one text between them."""
        runs: list[list[int]] = [[]]
        heads, numbered = set(self.heads), {row for row, _ in self.entries}
        for row in range(len(self.cells)):
            if row in heads:
                runs.append([])
            else:
                runs[-1].append(row)
        return [run for run in runs if not numbered.isdisjoint(run)]


def bare(label: str) -> str:
    """A label without its number.

    Examples
    --------
    >>> bare("1.业务工作专项"), bare("其中：市级补助")
    ('业务工作专项', '市级补助')
    """
    return _LEAD.sub("", label)


def _entry(text: str, row: int, column: int) -> Entry | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    rate = text.endswith("%")
    digits = text.rstrip("%")
    places, scale = len(digits.partition(".")[2]), 100 if rate else 1
    slack = Fraction(1, 2 * 10**places * scale) if places or rate else ZERO
    return Entry(exact(digits) / scale if rate else exact(digits), slack, text, row, column, rate)


def grid_of(table: PrintedTable) -> Grid:
    """A printed table with its figures."""
    rows = [[_plain(cell) for cell in row] for row in table.cells()]
    even = all(len(one) == len(other) for one, other in pairwise(rows))
    return Grid(table.place, table.unit, table.aligned or even, rows)


def _plain(cell: str) -> str:
    return plain_text(cell).replace("\n", "")


def sentences_of_tables(
    tables: list[tuple[PrintedTable, Grid]], passages: list[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    """Part of the outline, place and text of the cells that hold sentences which no passage holds."""
    if not any(pattern("cell_sentence").search(row) for table, _ in tables for row in table.rows):
        return []
    found, known = [], "\n".join(_plain(text) for _, _, text in passages)
    for table, grid in tables:
        for row, cells in enumerate(grid.cells):
            for column, text in enumerate(cells):
                if pattern("cell_sentence").search(text) and text not in known:
                    said = grid.head(row, column) + grid.label(row, column)
                    found.append((_part(said), grid.where(row, column), table.cells()[row][column]))
    return found


def _part(said: str) -> str:
    for part in ("actual", "problems", "improvements", "expected"):
        if pattern(f"cell_{part}").search(said):
            return part
    return "other"


def points_in_a_table(tables: list[Grid], block: str) -> Fraction | None:
    """The points that a table prints in the row of a block; None where two tables print two numbers."""
    found = {
        entry.value
        for grid in tables
        for entry in grid.entries.values()
        if (named := pattern("block_cell").search(grid.label(entry.row, entry.column)))
        and block.startswith(named["block"])
        and pattern("points_head").search(grid.head(entry.row, entry.column))
    }
    return found.pop() if len(found) == 1 else None


def note_beside(tables: list[Grid], name: str) -> str:
    """The deduction that the one row of a table that names a thing tells under a head for notes."""
    found = [(grid, at) for grid in tables for at, cells in enumerate(grid.cells) if name in cells]
    if len(found) != 1:
        return ""
    grid, at = found[0]
    notes = [
        text
        for column, text in enumerate(grid.cells[at])
        if pattern("deducted").search(text) and pattern("note_head").search(grid.head(at, column))
    ]
    return notes[0] if len(notes) == 1 and not pattern("each_step").search(notes[0]) else ""
