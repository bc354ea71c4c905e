"""The work paper of a review (自评复核底稿) as a workbook or a Word document."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole
from perfkit.base.quantities import parse_number
from perfkit.base.text import say
from perfkit.publish.docx_body import paragraph
from perfkit.publish.docx_body import table as table_xml
from perfkit.publish.docx_file import blank, filled, text_width
from perfkit.publish.files import steady_archive
from perfkit.publish.grid import from_table
from perfkit.publish.sheet import Column, Sheet, Value, exact_number
from perfkit.publish.xlsx import Styles, write_sheet
from perfkit.views.tables.table import NUMBER, Table

FORMATS = ("xlsx", "docx")
_WIDTHS = (11, 13, 24, 9, 12, 9, 8, 18, 9, 18, 12, 12, 36)

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")


def write(paper: Table, path: Path) -> None:
    """Write a work paper in the format that the file's name asks for; the same paper gives the same bytes.

    Raises
    ------
    PerfkitError   the name ends in neither .xlsx nor .docx.
    """
    kind = path.suffix.lstrip(".").lower()
    if kind not in FORMATS:
        raise PerfkitError(
            f"{path.name} 应以 .xlsx 或 .docx 结尾", f"{path.name} should end in .xlsx or .docx"
        )
    write_whole(path, (_workbook if kind == "xlsx" else _document)(paper))


def _workbook(paper: Table) -> bytes:
    columns = tuple(
        Column(column.head, width, "General" if column.kind == NUMBER else "@")
        for column, width in zip(paper.columns, _WIDTHS, strict=True)
    )
    rows = tuple(
        tuple(_value(cell.text, column.kind) for cell, column in zip(row, paper.columns, strict=True))
        for row in paper.grid()
    )
    sheet = Sheet(
        say(paper.lang, "复核底稿", "Work paper"),
        columns,
        rows,
        paper.note.replace("\n", " "),
        frozenset((len(rows) - 1,)),
        frozen=3,
    )
    book = Workbook()
    del book[book.sheetnames[0]]
    page = book.create_sheet(sheet.name)
    mark = say(paper.lang, "合成数据", "Synthetic data") if paper.synthetic else ""
    write_sheet(page, sheet, paper.caption, mark, Styles(page), paper.lang)
    book.properties.title, book.properties.creator = paper.caption, "perfkit"
    out = BytesIO()
    book.save(out)
    return steady_archive(out.getvalue())


def _value(text: str, kind: str) -> Value:
    """A number as a number; an interval and a text as they are."""
    return exact_number(parse_number(text)) if kind == NUMBER and _PLAIN.fullmatch(text) else text


def _document(paper: Table) -> bytes:
    mark = say(paper.lang, "（合成数据）", " (synthetic data)") if paper.synthetic else ""
    content = paragraph(paper.caption + mark, "Title", paper.lang)
    content += table_xml(from_table(paper, small=True), text_width(turned=True))
    return filled(blank(paper.lang, paper.caption, turned=True), content)
