"""The tables of a document as they are printed, for checks that ask of figures and not of what they are
called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from perfkit.base.text import Text
from perfkit.filing.printed import ABOVE, BESIDE, BETWEEN
from perfkit.intake.blocks import Cell, Document, Paragraph, Table, one_line
from perfkit.intake.notes import note
from perfkit.intake.numbers import UNIT_STATED

_SPACES = re.compile(r"\s+")
_REACH, _HEADS = 3, 3
_MOST_CELLS = 20_000


def printed_tables(document: Document, notes: list[Text]) -> list[dict[str, Any]]:
    """Every table of two rows and columns or more: its place, its title and unit where they are printed, and
    its rows; those beyond so many cells are noted."""
    found, before, left, over = [], [], _MOST_CELLS, list[str]()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            before.append(one_line(block.text))
            continue
        left -= sum(map(len, block.rows))
        if len(block.rows) > 1 and max(map(len, block.rows)) > 1:
            if left < 0:
                over.append(_place(block))
            else:
                found.append(_table(block, before[-_REACH:]))
        before = []
    if over:
        notes.append(note("tables_not_kept", most=_MOST_CELLS, listed=over[:_REACH], count=len(over)))
    return found


def _table(table: Table, before: list[str]) -> dict[str, Any]:
    rows = list(_rows(table))
    texts = [_SPACES.sub("", text) for text in before + rows[:_HEADS]]
    units = [match[1] for text in texts if (match := UNIT_STATED.search(text))]
    titles = [text for text in before if text.endswith("表")]
    kept: dict[str, Any] = {"place": _place(table)}
    kept |= {"title": titles[-1]} if titles else {}
    kept |= {"unit": units[-1]} if units else {}
    kept |= {} if table.aligned else {"aligned": False}
    return kept | {"rows": rows}


def _place(table: Table) -> str:
    place = next((cell.place for row in table.rows for cell in row if cell.place.table), None)
    if place is None:
        return "表"
    page = f"第{place.page}页" if place.page else ""
    return f"“{place.sheet}”" if place.sheet else f"{page}表{place.table}"


def _rows(table: Table) -> Iterator[str]:
    above: list[Cell] = []
    for row in table.rows:
        yield BETWEEN.join(_cell(row, above, at) for at in range(len(row)))
        above = row


def _cell(row: list[Cell], above: list[Cell], at: int) -> str:
    """What is printed; of a merged cell once, its other places as marks."""
    cell = row[at]
    if at and cell is row[at - 1]:
        return BESIDE
    if at < len(above) and cell is above[at]:
        return ABOVE
    return one_line(cell.text).replace(BETWEEN.strip(), "／")
