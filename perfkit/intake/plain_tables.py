"""Tables of a report's own (标段 | 合同金额 | 实际支付): amounts, counts and rates under the label of their row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfkit.intake.blocks import Cell, Table, distinct, key, one_line
from perfkit.intake.clauses import MONEY
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number
from perfkit.intake.statements import unconfirmed

Figures = list[tuple[str, dict, str]]
_UNIT_IN_HEAD = re.compile(r"[（(]\s*(?:单位[:：])?\s*([^（()）\d]{1,4})\s*[)）]")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、|其中")  # 一、一般公共预算财政拨款收入: a table of accounts
_MOST_ROWS = 40


@dataclass(frozen=True)
class _Column:
    """A column of figures: where it stands, its head, and the unit printed there."""

    at: int
    head: str
    unit: str


def plain_table(table: Table, at: int, unit: str, lexicon: Lexicon) -> tuple[int, Figures]:
    """How many rows from here are such a table, and its figures; (0, []) for any other.

    Parameters
    ----------
    unit : of money, empty where none is printed

    Examples
    --------
    >>> from perfkit.intake.family import national_lexicon
    >>> rows = [["标段", "合同金额", "支付率"], ["东标段", "2,150.00", "96%"], ["西标段", "1850", ""]]
    >>> table = Table([[Cell(text) for text in row] for row in rows])
    >>> found = plain_table(table, 0, "万元", national_lexicon())[1]
    >>> [(name, one["value"], one["unit"]) for name, one, _ in found]
    [('东标段合同金额', '2150.00', '万元'), ('东标段支付率', '96', '%'), ('西标段合同金额', '1850', '万元')]
    """
    head = table.rows[at]
    width = len(head)
    body = table.rows[at + 1 : at + 2 + _MOST_ROWS]
    if width < 3 or len(distinct(head)) < width or any(_number(cell.text) for cell in head):
        return 0, []
    count = next((n for n, row in enumerate(body) if not _filled(row, width)), len(body))
    rows = body[:count]
    if not 2 <= count <= _MOST_ROWS:
        return 0, []
    numbers = [
        n for n in range(width) if all(_number(row[n].text) or not row[n].text.strip() for row in rows)
    ]
    known = {bare(key(word)) for word in lexicon.tables.plain.beside}
    names = [n for n in range(width) if n not in numbers and bare(key(head[n].text)) not in known]
    columns = [_Column(n, *_headed(head[n].text)) for n in numbers if bare(key(head[n].text)) not in known]
    if not names or not columns or names[0] > columns[0].at:
        return 0, []
    found: Figures = []
    sums, of_what = {key(word) for word in lexicon.tables.tasks.totals}, _joined(head[names[0]].text)
    for row in rows:
        label = _joined(row[names[0]].text) or _joined(row[0].text)
        for column in columns:
            # 标段 | 实际支付 with a row 合计: the sum of all 标段.
            name = f"各{of_what}{column.head}合计" if key(label) in sums else f"{label}{column.head}"
            if label and (figure := _figure(row[column.at], column, name, unit, lexicon)):
                found.append(figure)
    return (count + 1, found) if found else (0, [])


def plain_figures(found: Figures, kind: str) -> Figures:
    """Those whose name stands for one value; none of the prescribed tables of accounts."""
    values: dict[str, set[str]] = {}
    for name, statement, _ in found:
        values.setdefault(name, set()).add(statement["value"])
    return [
        one for one in found if kind != "accounts" and len(values[one[0]]) == 1 and not _ITEM.match(one[0])
    ]


def _joined(text: str) -> str:
    return re.sub(r"\s+(?=[\u4e00-\u9fff])", "", one_line(text))


def _figure(cell: Cell, column: _Column, name: str, unit: str, lexicon: Lexicon) -> tuple | None:
    text = one_line(cell.text)
    number = plain_number(text.rstrip("%％ "))
    if number is None:
        return None
    if text.endswith(("%", "％")) or column.unit in ("%", "％"):
        kind, own = "rate", "%"
    elif column.unit in MONEY:
        kind, own = "money", column.unit
    elif column.unit:
        kind, own = "count", column.unit
    elif unit and any(word in column.head for word in lexicon.tables.plain.amounts):
        kind, own = "money", unit
    else:
        return None
    return name, unconfirmed(number, own, cell.place, f"{name} {text}"), kind


def _headed(text: str) -> tuple[str, str]:
    """A head without the unit in its brackets, and that unit."""
    shown = one_line(text)
    found = _UNIT_IN_HEAD.search(shown)
    return re.sub(r"\s+", "", _UNIT_IN_HEAD.sub("", shown)), found[1] if found else ""


def _number(text: str) -> bool:
    return plain_number(one_line(text).rstrip("%％ ")) is not None


def _filled(row: list[Cell], width: int) -> bool:
    """Whether a row has all columns, and a label with two figures or more, or one beside it."""
    return len(row) == width == len({id(cell) for cell in row}) and any(
        _number(cell.text) for cell in row[1:]
    )
