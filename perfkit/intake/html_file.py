"""HTML as saved from a portal or from Word: paragraphs, and tables with row and column spans."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from perfkit.intake.blocks import Cell, Document, Paragraph, Table
from perfkit.intake.guards import MOST_COLUMNS, MOST_ROWS, Limits, refuse
from perfkit.intake.text_file import decode

_BLOCKS = {
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "title",
    "dt",
    "dd",
    "blockquote",
    "center",
}
_SILENT = {"script", "style", "noscript", "template", "head"}
_MANY_TABLES_DEEP = 20


def read_html(path: Path) -> Document:
    """The blocks of an .html file.

    Raises
    ------
    SubmissionError   no HTML inside, or a table without end.
    """
    text = decode(path)
    if not re.search(r"<(?:html|body|table|p|div|!doctype)\b", text[:200_000], re.IGNORECASE):
        raise refuse(
            f"{path.name}：内容不是 HTML，请核对文件后缀", f"{path.name}: not HTML inside; check the suffix"
        )
    reader = _Reader(path.name)
    reader.feed(text)
    reader.close()
    reader.flush()
    return Document(path.name, "html", reader.blocks)


class _Reader(HTMLParser):
    def __init__(self, name: str):
        super().__init__(convert_charrefs=True)
        self.blocks: list[Paragraph | Table] = []
        self.limits = Limits(name)
        self.words: list[str] = []
        self.silent = 0
        self.heading = False
        self.tables: list[_Grid] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self._open_table()
        elif self.tables and tag == "tr":
            self.limits.row()
            self.tables[-1].new_row()
        elif self.tables and tag in ("td", "th"):
            spans = dict(attributes)
            self.tables[-1].new_cell(
                _span(spans.get("colspan"), MOST_COLUMNS), _span(spans.get("rowspan"), MOST_ROWS), tag == "th"
            )
        elif tag == "br" or tag in _BLOCKS:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.tables:
            self._close_table()
        elif tag in _BLOCKS:
            self._break(tag)

    def handle_data(self, text: str) -> None:
        if self.silent:
            return
        if self.tables:
            self.tables[-1].write(re.sub(r"\s+", " ", text))
        else:
            self.words.append(re.sub(r"\s+", " ", text))

    def _break(self, tag: str) -> None:
        if self.tables:
            self.tables[-1].write("\n")
        else:
            self.flush()
            self.heading = tag[0] == "h"

    def flush(self) -> None:
        """Close the paragraph that is being read."""
        text = "".join(self.words).strip()
        self.words.clear()
        if text:
            self.blocks.append(Paragraph(text, self.heading))

    def _open_table(self) -> None:
        if len(self.tables) > _MANY_TABLES_DEEP:
            raise refuse(f"{self.limits.name}：表格嵌套过深", f"{self.limits.name}: tables nested too deeply")
        self.flush()
        self.tables.append(_Grid())

    def _close_table(self) -> None:
        closed = self.tables.pop()
        table = Table([row for row in closed.rows if row])
        # A table around other tables is layout; what it holds besides them is a paragraph.
        if closed.holds_tables:
            self.blocks.extend(
                Paragraph(cell.text) for row in table.rows for cell in row if cell.text.strip()
            )
        elif table.rows:
            self.blocks.append(table)
        if self.tables:
            self.tables[-1].holds_tables = True


def _span(written: str | None, most: int) -> int:
    digits = (written or "").strip()
    return min(max(int(digits), 1), most) if digits.isdecimal() and len(digits) < 7 else 1


class _Grid:
    """A table under construction: cells spread over their spans."""

    def __init__(self):
        self.rows: list[list[Cell]] = []
        self.reaching: dict[int, tuple[Cell, int, int]] = {}
        self.cell: Cell | None = None
        self.holds_tables = False

    def new_row(self) -> None:
        self.cell = None
        self.rows.append([])
        self._fill()

    def _fill(self) -> None:
        """Put down the cells that reach into this row from above."""
        row, here = self.rows[-1], len(self.rows) - 1
        while (reach := self.reaching.get(len(row))) and reach[1] <= here <= reach[2]:
            row.append(reach[0])

    def new_cell(self, across: int, down: int, header: bool) -> None:
        if not self.rows:
            self.new_row()
        row = self.rows[-1]
        self._fill()
        at = len(row)
        across = min(across, max(1, MOST_COLUMNS - at))
        self.cell = Cell("", float(at), float(at + across), header=header)
        for column in range(at, at + across):
            row.append(self.cell)
            if down > 1:
                self.reaching[column] = (self.cell, len(self.rows), len(self.rows) + down - 2)
        self._fill()

    def write(self, text: str) -> None:
        if self.cell is not None:
            self.cell.text = (self.cell.text + text).lstrip() if not self.cell.text else self.cell.text + text
