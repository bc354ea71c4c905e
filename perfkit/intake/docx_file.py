"""Word files, read from their XML: text in order, tables with merged cells, automatic numbers, no deleted
text."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from perfkit.base.office import open_archive
from perfkit.intake.blocks import Cell, Document, Paragraph, Table
from perfkit.intake.docx_numbers import Numbering, W, attribute
from perfkit.intake.guards import MOST_COLUMNS, Limits, read_xml

_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}
_DEEPEST = 200


def read_docx(path: Path) -> Document:
    """The blocks of a .docx file.

    Raises
    ------
    SubmissionError   encrypted, damaged, not a .docx, unpacking to too much, or a table without end.
    """
    limits = Limits(path.name)
    with open_archive(path, "word/document.xml", ".docx") as archive:
        root = read_xml(archive, "word/document.xml", path.name)
        numbering = Numbering(
            read_xml(archive, "word/numbering.xml", path.name),
            read_xml(archive, "word/styles.xml", path.name),
        )
    document = Document(path.name, "docx")
    body = root.find(f"{W}body") if root is not None else None
    for child in _content(body):
        if child.tag == f"{W}p":
            text = _paragraph(child, numbering)
            if text.strip():
                document.blocks.append(Paragraph(text.strip(), numbering.is_heading(child)))
        else:
            document.blocks.append(_table(child, numbering, limits))
    return document


def _content(parent: Element | None, depth: int = 0):
    """Paragraphs and tables in order, through the wrappers that Word puts around them."""
    for child in parent if parent is not None and depth < _DEEPEST else ():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _content(child, depth + 1)


def _paragraph(paragraph: Element, numbering: Numbering) -> str:
    words: list[str] = []
    _collect(paragraph, words, 0)
    return numbering.label(paragraph) + "".join(words)


def _collect(element: Element, words: list[str], depth: int) -> None:
    if depth > _DEEPEST:
        return
    for child in element:
        if child.tag in _GONE or child.tag == _FALLBACK:
            continue
        if child.tag == f"{W}t":
            words.append(child.text or "")
        elif child.tag == f"{W}tab":
            words.append(" ")
        elif child.tag in (f"{W}br", f"{W}cr"):
            words.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            words.append("-")
        elif child.tag == f"{W}sym":
            words.append("")
        else:
            _collect(child, words, depth + 1)
            if child.tag == f"{W}p":
                words.append("\n")  # a text box inside a paragraph


def _table(table: Element, numbering: Numbering, limits: Limits) -> Table:
    edges = _edges(table)
    rows: list[list[Cell]] = []
    for element in _rows(table):
        limits.row()
        row: list[Cell] = []
        above = rows[-1] if rows else []
        header = element.find(f"{W}trPr/{W}tblHeader") is not None
        for _ in range(min(_number(element, "gridBefore"), MOST_COLUMNS)):
            row.append(_cell_at("", len(row), 1, edges))
        for cell in _cells(element):
            span = min(max(_number(cell, "gridSpan"), 1), MOST_COLUMNS - min(len(row), MOST_COLUMNS - 1))
            at = len(row)
            if _continues(cell) and at < len(above):
                made = above[at]
            else:
                made = _cell_at(_cell_text(cell, numbering, limits), at, span, edges)
                made.header = header
            row.extend([made] * span)
        rows.append(row)
    return Table(rows)


def _rows(table: Element):
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Element):
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _cell_text(cell: Element, numbering: Numbering, limits: Limits) -> str:
    parts: list[str] = []
    for child in _content(cell):
        if child.tag == f"{W}p":
            parts.append(_paragraph(child, numbering))
        else:
            inner = _table(child, numbering, limits)
            parts.extend(" ".join(part.text for part in row) for row in inner.rows)
    return "\n".join(parts).strip()


def _number(element: Element, name: str) -> int:
    properties = element.find(f"{W}tcPr") if element.tag == f"{W}tc" else element.find(f"{W}trPr")
    found = properties.find(f"{W}{name}") if properties is not None else None
    value = attribute(found, "val") if found is not None else ""
    return int(value) if value.isdecimal() and len(value) < 7 else 0


def _continues(cell: Element) -> bool:
    """A cell merged with the one above: vMerge without a value, or with "continue"."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and attribute(merge, "val") in ("", "continue")


def _edges(table: Element) -> list[float]:
    """Where each grid column ends, in shares of the table's width; empty where the file does not say."""
    widths = [attribute(column, "w") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    if not widths or not all(width.isdecimal() and 0 < len(width) < 8 and int(width) > 0 for width in widths):
        return []
    total, edges = sum(map(int, widths)), [0.0]
    for width in widths:
        edges.append(edges[-1] + 1000 * int(width) / total)
    return edges


def _cell_at(text: str, at: int, span: int, edges: list[float]) -> Cell:
    if at + span < len(edges):
        return Cell(text, edges[at], edges[at + span])
    return Cell(text, 1000.0 + at, 1000.0 + at + span) if edges else Cell(text, float(at), float(at + span))
