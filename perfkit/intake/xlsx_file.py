"""Excel workbooks, .xlsx and .xlsm: what every visible cell shows, merged cells, several sheets; macros
never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.office import open_archive, refuse, unpacked
from perfkit.intake.blocks import Document
from perfkit.intake.guards import LARGEST_PART
from perfkit.intake.notes import note
from perfkit.intake.number_formats import printed
from perfkit.intake.sheets import Sheet, document_of

_MOST_CELLS = 400_000
_LARGEST_AREA = 400_000
_TYPED = re.compile(r"=\s*\d+(?:\.\d+)?\s*(?:%|％|[\u4e00-\u9fff]{1,4})")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def read_xlsx(path: Path) -> Document:
    """The blocks of a workbook.

    Raises
    ------
    SubmissionError   encrypted, damaged, declaring entities, or larger than a filing is.
    """
    from openpyxl import load_workbook

    has_formulas = _check_parts(path)
    try:
        # By its content: openpyxl refuses a workbook under the suffix of another kind.
        content = path.read_bytes()
        book = load_workbook(BytesIO(content), data_only=True, keep_links=False)
        written = load_workbook(BytesIO(content), keep_links=False) if has_formulas else None
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        empty: list[str] = []
        document = document_of(path.name, "xlsx", _sheets(shown, written, empty), hidden)
    except PerfkitError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes it raise
        raise damaged(path, error) from None
    if empty:
        places = "、".join(empty[:10]) + ("…" if len(empty) > 10 else "")
        document.notes.append(note("formulas_without_result", places=places))
    return document


def damaged(path: Path, error: Exception) -> Exception:
    """The error for a workbook that its library cannot open."""
    shown = f"{type(error).__name__} {error}"[:120]
    return refuse(*note("damaged_workbook", name=path.name, shown=shown))


def _check_parts(path: Path) -> bool:
    """Look at every part before it is parsed: entities, cells and merged areas without end.

    Returns
    -------
    bool   whether there are formulas.
    """
    name, formulas = path.name, False
    with open_archive(path, "xl/workbook.xml", ".xlsx") as archive:
        for part in archive.infolist():
            if not part.filename.endswith((".xml", ".rels", ".vml")):
                continue
            content = unpacked(archive, part, name, LARGEST_PART + 1)
            head = content[:4096]
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\x00" in head:
                raise refuse(*note("entities", name=name, filename=part.filename))
            if "worksheets/" not in part.filename:
                too_much = len(content) > LARGEST_PART
            else:
                formulas = formulas or b"<f>" in content or b"<f " in content
                too_much = _endless(content)
            if too_much:
                raise refuse(*note("part_too_large", name=name, filename=part.filename))
    return formulas


def _endless(content: bytes) -> bool:
    area = 0
    for left, top, right, bottom in _MERGE.findall(content):
        area += (int(bottom) - int(top) + 1) * (_column(right) - _column(left) + 1)
    cells = content.count(b"<c ") + content.count(b"<row")
    return len(content) > LARGEST_PART or cells > _MOST_CELLS or area > _LARGEST_AREA


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(shown: list[Any], written: Any, empty: list[str]) -> Iterator[Sheet]:
    for source in shown:
        sheet = Sheet(source.title)
        formulas = written[source.title] if written is not None else None
        hidden_rows = {number for number, row in source.row_dimensions.items() if row.hidden}
        hidden_columns = _hidden_columns(source)
        for row in source.iter_rows():
            for cell in row:
                at = (cell.row, cell.column)
                if cell.row in hidden_rows or cell.column in hidden_columns:
                    continue
                formula = formulas.cell(*at) if formulas is not None else None
                typed = str(formula.value) if formula is not None and formula.data_type == "f" else ""
                if _TYPED.fullmatch(typed):
                    sheet.texts[cell.row - 1, cell.column - 1] = (
                        typed  # =84元 is a value with a sign, no formula
                    )
                elif cell.value is not None and cell.data_type != "e":
                    text = printed(cell.value, cell.number_format)
                    if text.strip():
                        sheet.texts[cell.row - 1, cell.column - 1] = text
                elif typed or cell.data_type == "e":
                    empty.append(f"“{source.title}”{cell.coordinate}")
        for area in source.merged_cells.ranges:
            sheet.merges.append((area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1))
        yield sheet


def _hidden_columns(source: Any) -> set[int]:
    hidden: set[int] = set()
    for column in source.column_dimensions.values():
        if column.hidden and column.min and column.max:
            hidden.update(range(column.min, min(column.max, 1000) + 1))
    return hidden
