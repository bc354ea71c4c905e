"""Opening an .xlsx: its size, its parts and its sheets are looked at before anything is read."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from perfkit.base.errors import SubmissionError
from perfkit.base.text import Text
from perfkit.intake.guards import check_size, open_archive, refuse

LARGEST_WORKBOOK = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60
_PART_HEAD = 4_096


def open_workbook(path: Path) -> Any:
    """Open a workbook for reading, formulas as formulas.

    Raises
    ------
    SubmissionError   missing, empty, too large, not an .xlsx, encrypted, damaged, or declaring entities.
    """
    from openpyxl import load_workbook

    check_size(path, LARGEST_WORKBOOK)
    with open_archive(path, "xl/workbook.xml", ".xlsx") as archive:
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels", ".vml")):
                with archive.open(part) as stream:
                    head = stream.read(_PART_HEAD)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\x00" in head:
                    raise refuse(
                        f"{path.name}：{part.filename} 含有实体声明，不予读取",
                        f"{path.name}: {part.filename} declares entities; not read",
                    )
    try:
        return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken file makes it raise
        shown = f"{type(error).__name__} {error}"[:120]
        raise SubmissionError(
            Text(
                f"{path.name}：工作簿已损坏，请重新保存（{shown}）",
                f"{path.name}: the workbook is damaged; save it again ({shown})",
            )
        ) from None


def is_template(path: Path) -> bool:
    """Whether a file is a workbook that `perfkit template` made; any other workbook is a filed document.

    Raises
    ------
    SubmissionError   the file does not exist.
    """
    from perfkit.intake.workbook.sheets import BASICS

    check_size(path)
    if path.suffix.lower() != ".xlsx" or not zipfile.is_zipfile(path):
        return False
    workbook = open_workbook(path)
    try:
        return BASICS.name in workbook.sheetnames
    finally:
        workbook.close()


def rows_of(sheet: Any, path: Path, most: int = MOST_ROWS) -> list[tuple]:
    """The rows of a sheet as cells, from row 1, without the empty ones at the end.

    Raises
    ------
    SubmissionError   more rows than a submission has.
    """
    rows, last = [], 0
    # The size that a sheet states may be wrong; only counting is sure.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > most * 20:
            raise _too_long(path, sheet, most)
        if any(cell.value is not None for cell in row):
            last = number
            if last > most:
                raise _too_long(path, sheet, most)
        if number <= most:
            rows.append(row)
    return rows[:last]


def _too_long(path: Path, sheet: Any, most: int) -> SubmissionError:
    return refuse(
        f"{path.name} {sheet.title}：超过 {most} 行，不予读取",
        f"{path.name} {sheet.title}: more than {most} rows; not read",
    )
