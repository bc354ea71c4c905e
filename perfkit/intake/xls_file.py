"""Old Excel workbooks (.xls, and .et of WPS): values as shown, merged cells, several sheets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.office import check_size, refuse
from perfkit.intake.blocks import Document
from perfkit.intake.notes import note
from perfkit.intake.number_formats import printed
from perfkit.intake.sheets import Sheet, document_of
from perfkit.intake.xlsx_file import damaged

_LARGEST = 12_000_000


def read_xls(path: Path) -> Document:
    """The blocks of an old workbook.

    Raises
    ------
    SubmissionError   encrypted, damaged, or larger than a filing is.
    """
    import xlrd

    check_size(path, _LARGEST)
    try:
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(), formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        shown = [sheet for sheet in book.sheets() if sheet.visibility == 0]
        hidden = [sheet.name for sheet in book.sheets() if sheet.visibility != 0]
        return document_of(path.name, "xls", _sheets(book, shown), hidden)
    except PerfkitError:
        raise
    except Exception as error:  # xlrd raises whatever a broken file makes it raise
        if "encrypted" in str(error).lower():
            raise refuse(*note("encrypted_workbook", name=path.name)) from None
        raise damaged(path, error) from None


def _sheets(book: Any, shown: list[Any]) -> Iterator[Sheet]:
    for source in shown:
        sheet = Sheet(source.name)
        hidden_rows = {number for number, row in source.rowinfo_map.items() if row.hidden}
        hidden_columns = {number for number, column in source.colinfo_map.items() if column.hidden}
        for row in range(source.nrows):
            for column in range(source.row_len(row)):
                cell = source.cell(row, column)
                if cell.ctype not in (0, 5, 6) and row not in hidden_rows and column not in hidden_columns:
                    text = _shown(book, cell)
                    if text.strip():
                        sheet.texts[row, column] = text
        for top, bottom, left, right in source.merged_cells:
            sheet.merges.append((top, left, bottom - 1, right - 1))
        yield sheet


def _shown(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return printed(bool(cell.value))
    style = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    number_format = style.format_str if style is not None else "General"
    if cell.ctype == xlrd.XL_CELL_DATE:
        return printed(xlrd.xldate_as_datetime(cell.value, book.datemode), number_format)
    return printed(cell.value, number_format)
