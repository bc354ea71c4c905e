"""Which column of a table is which, from its header rows, and the cell of a row that stands in a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfkit.intake.blocks import Cell, Table, distinct, key
from perfkit.intake.family import ColumnWords
from perfkit.intake.numbers import UNIT_IN_HEADER

_LONGEST_HEADER = 24


@dataclass
class Columns:
    """The columns of a table that were recognised.

    Attributes
    ----------
    index : name → grid position in the header
    place : name → (left, right) on the page, in the measure of the document
    unit : name → unit of money in its header, empty where there is none
    width : grid positions of the header
    caption : unit that a caption above the table gives (单位：万元)
    """

    index: dict[str, int] = field(default_factory=dict)
    place: dict[str, tuple[float, float]] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    width: int = 0
    caption: str = ""

    def order(self, *names: str) -> list[str]:
        """The given columns from left to right, without those that the table does not have."""
        return sorted((name for name in names if name in self.index), key=lambda name: self.index[name])

    def cell(self, row: list[Cell], name: str) -> Cell | None:
        """The cell of a row that stands in a column; None where the column or the cell does not exist."""
        if name not in self.index:
            return None
        at = self.index[name]
        if len(row) == self.width and at < len(row) and _overlap(row[at], self.place[name]) > 0.5:
            return row[at]
        middle = sum(self.place[name]) / 2
        for cell in row:
            if cell.left <= middle <= cell.right:
                return cell
        return None

    def text(self, row: list[Cell], name: str) -> str:
        """The text of that cell, empty where there is none."""
        cell = self.cell(row, name)
        return cell.text.strip() if cell is not None else ""


def _overlap(cell: Cell, place: tuple[float, float]) -> float:
    shared = min(cell.right, place[1]) - max(cell.left, place[0])
    return shared / max(min(cell.right - cell.left, place[1] - place[0]), 1e-9)


def is_header_row(row: list[Cell], words: list[str], least: float = 1.0) -> bool:
    """Whether every cell that holds something is short and at least a share of them holds a word that headers use."""
    labels = [key(cell.text) for cell in distinct(row)]
    if len(labels) < 2 or any(len(label) > _LONGEST_HEADER or label[0].isdigit() for label in labels):
        return False
    known = sum(any(word in label for word in words) for label in labels)
    return known >= 2 and known >= least * len(labels)


def recognise(rows: list[list[Cell]], columns: Mapping[str, ColumnWords], aligned: bool) -> Columns:
    """Match header rows to named columns.

    Parameters
    ----------
    rows : one to three header rows, from top to bottom
    columns : name → words; the first name that fits takes a column
    aligned : bool   False where an empty cell beside a header may belong to it (tab-separated text)
    """
    width = max(len(row) for row in rows)
    parts = [_parts(rows, at, aligned) for at in range(width)]
    found = Columns(width=width)
    for at, texts in enumerate(parts):
        left = next((name for name, place in found.index.items() if place == at - 1), "")
        name = next(
            (name for name, words in columns.items() if name not in found.index and words.fits(texts, left)),
            None,
        )
        if name is None:
            continue
        found.index[name] = at
        found.place[name] = _place(rows, at)
        found.headers[name] = "".join(texts)
        unit = UNIT_IN_HEADER.search(found.headers[name])
        found.unit[name] = unit.group(1) if unit else ""
    return found


def _parts(rows: list[list[Cell]], at: int, aligned: bool) -> list[str]:
    """Header texts over one column, from top to bottom; a gap takes the header to its left."""
    texts: list[str] = []
    for number, row in enumerate(rows):
        if at >= len(row):
            continue
        text = key(row[at].text)
        below = number + 1 < len(rows) and at < len(rows[number + 1]) and rows[number + 1][at].text.strip()
        if not text and below and (not aligned or row[at].left == row[at].right or len(rows) > 1):
            left = next((row[n].text for n in range(at - 1, -1, -1) if row[n].text.strip()), "")
            left_at = next((n for n in range(at - 1, -1, -1) if row[n].text.strip()), -1)
            # Only a header that has parts below it reaches to the right.
            if (
                left_at >= 0
                and left_at < len(rows[number + 1])
                and rows[number + 1][left_at].text.strip()
                and rows[number + 1][left_at] is not row[left_at]
            ):
                text = key(left)
        if text and text not in texts:
            texts.append(text)
    return texts


def _place(rows: list[list[Cell]], at: int) -> tuple[float, float]:
    """Where a column stands: its narrowest header cell."""
    cells = [row[at] for row in rows if at < len(row) and row[at].right > row[at].left]
    if not cells:
        return float(at), at + 1.0
    narrow = min(cells, key=lambda cell: cell.right - cell.left)
    return narrow.left, narrow.right


def header_rows(table: Table, start: int, words: list[str]) -> list[list[Cell]]:
    """The rows from `start` that may be a header: the first may hold unknown words, those below it may not."""
    rows: list[list[Cell]] = []
    for row in table.rows[start : start + 3]:
        if not is_header_row(row, words, 1.0 if rows else 0.6):
            break
        rows.append(row)
    return rows
