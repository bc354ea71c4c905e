"""A form that is written as lines, rows beginning with a bar, as a Word, Excel, web and text file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx import Document
from openpyxl import Workbook


def blocks(form: str) -> list[str | list[list[str]]]:
    """Paragraphs, and tables as rows of cells."""
    found: list = []
    for line in form.splitlines():
        if not line.startswith("|"):
            found.append(line)
        elif found and isinstance(found[-1], list):
            found[-1].append(line[1:].split("|"))
        else:
            found.append([line[1:].split("|")])
    return found


def areas(rows: list[list[str]]) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, height and width of each cell with its text."""
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            width = 1
            while row[column + width : column + width + 1] == ["<"]:
                width += 1
            height = 1
            while at + height < len(rows) and rows[at + height][column] == "^":
                height += 1
            yield at, column, height, width, text


def docx(form: str, path: Path) -> None:
    """As Word keeps it, cells merged."""
    document = Document()
    for block in blocks(form):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]), style="Table Grid")
        for at, column, height, width, text in areas(block):
            last = table.cell(at + height - 1, column + width - 1)
            table.cell(at, column).merge(last).text = text
    document.save(path)


def xlsx(form: str, path: Path) -> None:
    """On one sheet; amounts as text, as forms that are printed keep them."""
    book = Workbook()
    sheet, at = book.active, 1
    sheet.title = "自评表"
    for block in blocks(form):
        rows = [[block]] if isinstance(block, str) else block
        for row, column, height, width, text in areas(rows):
            sheet.cell(at + row, column + 1, text or None)
            if height * width > 1:
                sheet.merge_cells(None, at + row, column + 1, at + row + height - 1, column + width)
        at += len(rows)
    book.save(path)


def html(form: str, path: Path) -> None:
    """As a page of an office's site, cells with spans."""
    made = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in blocks(form):
        if isinstance(block, str):
            made.append(f"<p>{block}</p>")
            continue
        made.append("<table border=1>")
        for number in range(len(block)):
            cells = (one for one in areas(block) if one[0] == number)
            shown = (
                f"<td rowspan={height} colspan={width}>{text}</td>" for _, _, height, width, text in cells
            )
            made.append(f"<tr>{''.join(shown)}</tr>")
        made.append("</table>")
    path.write_text("\n".join(made), encoding="utf-8")


def txt(form: str, path: Path) -> None:
    """Cells apart by tabs, merged ones empty where they go on, as a table pasted into a text keeps them."""
    lines = []
    for block in blocks(form):
        rows = [[block]] if isinstance(block, str) else block
        lines += ["\t".join("" if text in ("<", "^") else text for text in row).rstrip() for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")


WRITERS = {"docx": docx, "xlsx": xlsx, "html": html, "txt": txt}
