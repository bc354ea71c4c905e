"""OpenDocument spreadsheets (.ods): the text that every cell shows, spans, several sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from perfkit.base.office import open_archive
from perfkit.intake.blocks import Document
from perfkit.intake.guards import MOST_COLUMNS, MOST_ROWS, read_xml
from perfkit.intake.sheets import Sheet, document_of

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_GROUPS = {f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"}
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DEEPEST = 20


def read_ods(path: Path) -> Document:
    """The blocks of an .ods file.

    Raises
    ------
    SubmissionError   encrypted, damaged, declaring entities, or larger than a filing is.
    """
    with open_archive(path, "content.xml", ".ods") as archive:
        root = read_xml(archive, "content.xml", path.name)
    tables = list(root.iter(f"{_TABLE}table")) if root is not None else []
    unseen = _hidden_styles(root)
    shown = [table for table in tables if table.get(f"{_TABLE}style-name") not in unseen]
    hidden = [table.get(f"{_TABLE}name") or "" for table in tables if table not in shown]
    return document_of(path.name, "ods", (_sheet(table) for table in shown), hidden)


def _hidden_styles(root: Element | None) -> set[str | None]:
    """The styles of sheets that are not displayed."""
    return {
        style.get(f"{_STYLE}name")
        for style in (root.iter(f"{_STYLE}style") if root is not None else ())
        if any(part.get(f"{_TABLE}display") == "false" for part in style)
    }


def _sheet(table: Element) -> Sheet:
    sheet, row = Sheet(table.get(f"{_TABLE}name") or ""), 0
    for element in _rows(table, 0):
        repeated = _count(element, "number-rows-repeated")
        texts = _row(element, sheet, row)
        for again in range(1, min(repeated, MOST_ROWS) if texts else 1):
            sheet.texts.update({(row + again, column): text for column, text in texts.items()})
        row += repeated
    return sheet


def _rows(parent: Element, depth: int) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{_TABLE}table-row" and child.get(f"{_TABLE}visibility") is None:
            yield child
        elif child.tag in _GROUPS and depth < _DEEPEST:
            yield from _rows(child, depth + 1)


def _row(element: Element, sheet: Sheet, row: int) -> dict[int, str]:
    texts: dict[int, str] = {}
    column = 0
    for cell in element:
        repeated = _count(cell, "number-columns-repeated")
        text = "\n".join("".join(line.itertext()) for line in cell.findall(f"{_TEXT}p")).strip()
        if text and cell.tag == f"{_TABLE}table-cell":
            for again in range(min(repeated, MOST_COLUMNS + 1)):
                texts[column + again] = text
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merges.append((row, column, row + down - 1, column + across - 1))
        column += repeated
    sheet.texts.update({(row, column): text for column, text in texts.items()})
    return texts


def _count(element: Element, name: str) -> int:
    written = element.get(f"{_TABLE}{name}") or ""
    return max(int(written), 1) if written.isdecimal() and len(written) < 8 else 1
