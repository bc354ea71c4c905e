"""A filled-in workbook while it is read: rows of its sheets by column, faults, and the cell of each path."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from perfkit.base.cells import cell_text
from perfkit.base.errors import Fault
from perfkit.base.text import Text
from perfkit.intake.notes import note
from perfkit.intake.workbook import sheets as S

LIST_MARKS = str.maketrans({"，": ",", "、": ",", "；": ",", ";": ","})


@dataclass
class Row:
    """The values of a row by column, and where each stands."""

    values: dict[str, Any]
    sheet: str
    number: int
    columns: dict[str, int]

    def at(self, key: str) -> str:
        """The cell of a column, such as 自评得分!F12."""
        return f"{self.sheet}!{get_column_letter(self.columns.get(key, 1))}{self.number}"


@dataclass
class Book:
    """The workbook while it is read: rows of its sheets, faults, and the cell of each path."""

    file: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def fault(self, cell: str, message: Text) -> None:
        """Record a fault at a cell."""
        digits = "".join(letter for letter in cell.rpartition("!")[2] if letter.isdigit())
        self.faults.append(Fault(self.file, int(digits or 1), cell, message))


def read_rows(book: Book, layout: S.Sheet, rows: list[tuple]) -> list[Row]:
    """The rows below the header, columns found by their titles so that a moved one is still right."""
    header = (
        [str(cell.value or "").strip() for cell in rows[S.HEADER_ROW - 1]]
        if len(rows) >= S.HEADER_ROW
        else []
    )
    columns = {
        column.key: header.index(column.title.zh) + 1
        for column in layout.columns
        if column.title.zh in header
    }
    for column in layout.columns:
        if column.key not in columns and column.key != "place":  # what earlier workbooks had not
            book.fault(f"{layout.name}!A{S.HEADER_ROW}", note("column_missing", column=column.title.zh))
    found = []
    for number, cells in enumerate(rows[S.HEADER_ROW :], start=S.FIRST_ROW):
        first = cells[0].value if cells else None
        if first == S.TOTAL_LABEL:
            continue  # the workbook's own sums
        row = Row({}, layout.name, number, columns)
        for column in layout.columns:
            at = columns.get(column.key)
            if at is not None and at <= len(cells):
                value = cell_text(cells[at - 1])
                if isinstance(value, Text):
                    book.fault(row.at(column.key), value)
                elif value is not None:
                    row.values[column.key] = _value(book, row, column, value)
        if row.values:
            found.append(row)
    return found


def _value(book: Book, row: Row, column: S.Column, text: str) -> Any:
    """A cell's value as the submission writes it."""
    own = column.key == "value" and row.sheet != S.BASICS.name and text.strip() in (S.YES, S.NO)
    if column.kind in ("yes", "flag") or own:
        return is_yes(book, row.at(column.key), text, S.NO if column.kind != "yes" else "")
    if column.kind == "list":
        return [part.strip() for part in text.translate(LIST_MARKS).split(",") if part.strip()]
    if column.choices and column.key != "unit":
        stored = {shown: key for key, shown in column.choices.items()}
        if text.strip() not in stored and text.strip() not in column.choices:
            book.fault(row.at(column.key), note("no_choice", text=text, listed=list(column.choices.values())))
        return stored.get(text.strip(), text.strip())
    return text.strip() if column.kind in ("number", "date") else text


def is_yes(book: Book, cell: str, text: str, other: str) -> bool:
    """A cell that holds 是 or 否; a fault where it holds something else, which names `other` or a blank."""
    if text.strip() not in (S.YES, S.NO):
        zh, en = (f" 或 {other}", f"or {other}") if other else (" 或留空", "or leave it blank")
        said = Text(f"只能填 {S.YES}{zh}，现为“{text}”", f"write {S.YES} {en}, not “{text}”")
        book.fault(cell, said)
    return text.strip() == S.YES
