"""Tables of the integrated budget system as submissions: one row a project, one row a target; faults by
sheet and cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from perfkit.base.cells import cell_text
from perfkit.base.errors import Fault, SubmissionError
from perfkit.base.office import check_size, open_workbook, refuse, rows_of
from perfkit.base.text import Text
from perfkit.intake.blocks import key
from perfkit.intake.content_kind import kind_of
from perfkit.intake.family import national_lexicon
from perfkit.intake.notes import note
from perfkit.intake.numbers import UNIT_STATED
from perfkit.intake.signed_lines import signed
from perfkit.intake.workbook.budget_fields import budget_tables

MOST_ROWS = 200_000
_FIRST_ROWS = 10


@dataclass
class BudgetRow:
    """A row: its values by field, and where each stands."""

    file: str
    sheet: str
    number: int
    columns: dict[str, tuple[int, str]]
    values: dict[str, str] = field(default_factory=dict)

    def at(self, name: str) -> str:
        """The cell of a field, such as 项目!C5; the row's first where the table has no such column."""
        cell = f"{get_column_letter(self.columns.get(name, (0, ''))[0] + 1)}{self.number}"
        return f"{self.sheet}!{cell}" if self.sheet else cell

    def unit(self, name: str) -> str:
        """The unit of a field's column; empty where none is printed."""
        return self.columns.get(name, (0, ""))[1]

    def fault(self, name: str, message: Text) -> Fault:
        """A fault at a field's cell."""
        return Fault(self.file, self.number, self.at(name), message)


def is_budget_table(path: Path) -> bool:
    """Whether a file has a table of the integrated budget system: a head with the project's code and three
    fields more.

    A list of targets in an .xlsx that has no column for the year is a filing with its title above it.

    Raises
    ------
    SubmissionError   the file does not exist, or is no sound .xlsx or .csv.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        return False
    check_size(path)
    if path.suffix.lower() == ".xlsx" and kind_of(path) != "xlsx":
        return False  # a filing of another kind under this suffix
    heads = [
        head
        for _, rows in _sheets(path, _FIRST_ROWS)
        for row in rows[:_FIRST_ROWS]
        if (head := budget_tables().head(_texts(row)))
    ]
    if path.suffix.lower() == ".csv":
        return bool(heads)
    return any("fiscal_year" in head or "kpi_val" not in head for head in heads)


def read_rows(path: Path, faults: list[Fault]) -> list[BudgetRow]:
    """Every row of every table in a file.

    Parameters
    ----------
    path : Path     .xlsx or .csv
    faults : list   what may not be taken is added: formulas, errors, money without a unit

    Raises
    ------
    SubmissionError   no such table, more than 200,000 rows, or not a sound file.
    """
    found: list[BudgetRow] = []
    tables = 0
    for sheet, rows in _sheets(path, MOST_ROWS):
        at = next((n for n, row in enumerate(rows[:_FIRST_ROWS]) if budget_tables().head(_texts(row))), None)
        if at is None:
            continue
        tables += 1
        head = _with_unit(budget_tables().head(_texts(rows[at])), rows[:at])
        _need_units(BudgetRow(path.name, sheet, at + 1, dict(head)), head, faults)
        for number, row in enumerate(rows[at + 1 :], start=at + 2):
            if budget_tables().head(_texts(row)):
                continue  # the other names of the same fields, or a head repeated on a further page
            if _is_foot(row):
                continue
            one = BudgetRow(path.name, sheet, number, head)
            _fill(one, row, faults)
            if one.values:
                found.append(one)
    if not tables:
        raise refuse(*note("no_project_code", name=path.name))
    return found


def _is_foot(row: list) -> bool:
    """Whether a row is a note or a signature below the list (注：…, 制表人：…): one text, no value."""
    texts, lexicon = set(filter(None, _texts(row))), national_lexicon()
    labels = (*lexicon.signing, *budget_tables().foot)
    return len(texts) == 1 and any(
        lexicon.pattern("note_line").match(text) or signed(text.strip(), labels) for text in texts
    )


def _fill(one: BudgetRow, row: list, faults: list[Fault]) -> None:
    for name, (column, _) in one.columns.items():
        cell = row[column] if column < len(row) else None
        value = cell_text(cell) if hasattr(cell, "data_type") else cell
        if isinstance(value, Text):
            faults.append(one.fault(name, value))
        elif value is not None and str(value).strip():
            holds = budget_tables().fields[name].holds
            written = str(value).strip()
            number = None if holds == "text" else _number(written)
            if holds != "text" and number is None:
                faults.append(
                    one.fault(name, Text(f"应为数字，现为 {written}", f"should be a number, is {written}"))
                )
            elif number is not None:
                one.values[name] = _hundredfold(number) if _is_share(cell) else number
                if holds == "percent" and (_is_share(cell) or written.endswith(("%", "％"))):
                    one.values[name] += "%"
            elif _is_share(cell):
                one.values[name] = _hundredfold(written) + "%"
            else:
                one.values[name] = written


def _is_share(cell: Any) -> bool:
    return isinstance(getattr(cell, "value", None), int | float) and "%" in (cell.number_format or "")


def _hundredfold(digits: str) -> str:
    # A percentage such as 96.99 % is 0.9699 in the file; normalising drops the zeros that the factor leaves
    # behind.
    return format((Decimal(digits) * 100).normalize(), "f")


def _number(written: str) -> str | None:
    plain = written.rstrip("%％").strip()
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    try:
        return plain if re.fullmatch(r"-?\d+(\.\d+)?", plain) and Decimal(plain).is_finite() else None
    except InvalidOperation:
        return None


def _with_unit(head: dict[str, tuple[int, str]], above: Iterable[list]) -> dict[str, tuple[int, str]]:
    """The head with the unit that stands above it (单位：万元) where a column of money prints none."""
    printed = [
        found.group(1) for row in above for text in _texts(row) if (found := UNIT_STATED.search(key(text)))
    ]
    if len(set(printed)) != 1:
        return head
    return {
        name: (column, printed[0] if budget_tables().fields[name].holds == "money" and not unit else unit)
        for name, (column, unit) in head.items()
    }


def _need_units(row: BudgetRow, head: dict[str, tuple[int, str]], faults: list[Fault]) -> None:
    """A fault for each column of money without a unit, which is then left alone."""
    for name in row.columns:
        if budget_tables().fields[name].holds == "money" and row.unit(name) in ("", "%"):
            del head[name]
            faults.append(row.fault(name, note("money_without_unit")))


def _texts(row: list) -> list[str]:
    values = (getattr(cell, "value", cell) for cell in row)
    return ["" if value is None else str(value).strip() for value in values]


def _sheets(path: Path, most: int) -> Iterator[tuple[str, list[list]]]:
    if path.suffix.lower() == ".csv":
        yield "", list(_csv_rows(path, most))
        return
    workbook = open_workbook(path)
    try:
        for sheet in workbook.worksheets:
            if most == _FIRST_ROWS:
                sheet.reset_dimensions()
                yield sheet.title, [list(row) for row in sheet.iter_rows(max_row=_FIRST_ROWS, max_col=60)]
            else:
                yield sheet.title, [list(row) for row in rows_of(sheet, path, most)]
    finally:
        workbook.close()


def _csv_rows(path: Path, most: int) -> Iterator[list]:
    from perfkit.intake.text_file import decode

    check_size(path)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(decode(path), newline=""), strict=True), start=1):
            if number > most:
                if most == _FIRST_ROWS:
                    return
                raise refuse(*note("budget_too_many_rows", name=path.name, most=most))
            # Exports put an apostrophe before what a spreadsheet would run as a formula.
            yield [value[1:] if re.match(r"'[=+\-@＝＋－＠]", value) else value for value in row]
    except csv.Error as error:
        raise SubmissionError(note("no_csv", name=path.name, error=error)) from None
