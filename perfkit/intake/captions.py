"""The unit of money that stands above a table, beside a label or in a cell of its own."""

from __future__ import annotations

import re
from itertools import pairwise

from perfkit.intake.blocks import Cell, distinct, key, one_line
from perfkit.intake.numbers import MONEY, UNIT_IN_BRACKETS

# 单位：元江县水务局 is a name.
_STATED = re.compile(rf"单位\s*[:：]\s*(?:人民币|[人个辆台户][、，,/])?\s*({MONEY})(?![\u4e00-\u9fff])")
_AT_END = re.compile(rf"[（(]({MONEY})[)）]\s*[:：。]?\s*$")
_SHORT, _END = 60, 16


def unit_above(text: str) -> str:
    """The unit that a short caption, or the end of a paragraph, gives.

    Examples
    --------
    >>> unit_above("单位：万元"), unit_above("单位：元江县水务局　金额单位：万元"), unit_above("单位：元江县水务局")
    ('万元', '万元', '')
    """
    return _first(_STATED, text if len(text) < _SHORT else text[-_END:])


def unit_at_end(text: str) -> str:
    """The unit in brackets with which a paragraph leads over to a table.

    Examples
    --------
    >>> unit_at_end("按用途分列如下（万元）："), unit_at_end("预算（万元）如下：")
    ('万元', '')
    """
    return _first(_AT_END, text)


def unit_beside(text: str) -> str:
    """The unit in brackets anywhere in a label (金额（亿元）)."""
    return _first(UNIT_IN_BRACKETS, one_line(text))


def unit_alone(cell: Cell) -> str:
    """The unit that is all a cell holds, below or beside a label (资金情况 over （万元）).

    Examples
    --------
    >>> unit_alone(Cell("（万元）")), unit_alone(Cell("预算（万元）"))
    ('万元', '')
    """
    found = UNIT_IN_BRACKETS.fullmatch(key(cell.text))
    return found[1] if found else ""


def unit_of_row(row: list[Cell]) -> str:
    """The unit that a cell of a row states, or the one beside a label of units (金额单位 | 元)."""
    cells = [Cell(""), *distinct(row)]
    if len(cells) == 2 and (alone := unit_alone(cells[1])):
        return alone
    named = (
        key(cell.text)
        if key(label.text).endswith("单位") and re.fullmatch(MONEY, key(cell.text))
        else unit_above(cell.text)
        for label, cell in pairwise(cells)
    )
    return next((unit for unit in reversed([*named]) if unit), "")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
