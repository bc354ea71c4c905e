"""Tables of a report's own (标段 | 合同金额 | 实际支付): amounts, counts and rates under the label of their row."""

from __future__ import annotations

import re

from perfkit.intake.blocks import Cell, Table, distinct, key, one_line
from perfkit.intake.clauses import kind_of
from perfkit.intake.label_rows import headed
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number
from perfkit.intake.statements import unconfirmed

Figures = list[tuple[str, dict, str]]
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、|其中")  # 一、一般公共预算财政拨款收入: a table of accounts
_VALUE = re.compile(r"[≥≤＞＜><=]*-?\d(?!\d{3}年)")  # 129.4万亩 heads nothing, 2023年 does
_MOST_ROWS, _MOST_TURNED = 40, 4


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
    if width < 2 or len(distinct(head)) < width or any(_VALUE.match(key(cell.text)) for cell in head):
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
    columns = [n for n in numbers if bare(key(head[n].text)) not in known]
    if not names or not columns or names[0] > columns[0]:
        return 0, []
    found: Figures = []
    sums, of_what = {key(word) for word in lexicon.tables.tasks.totals}, _joined(head[names[0]].text)
    for row in rows:
        label = _joined(row[names[0]].text) or _joined(row[0].text)
        for n in columns if label else ():
            money = any(word in head[n].text for word in lexicon.tables.plain.amounts)
            one = headed(re.sub(r"\s+", "", head[n].text), row[n], unit if money else "")
            # 标段 | 实际支付 with a row 合计: the sum of all 标段.
            name = f"各{of_what}{one.label}合计" if key(label) in sums else f"{label}{one.label}"
            if one.value and one.unit:
                statement = unconfirmed(one.value, one.unit, one.place, f"{name} {one_line(row[n].text)}")
                found.append((name, statement, kind_of(one.unit)))
    return (count + 1, found) if found else (0, [])


def turned_table(table: Table, unit: str, lexicon: Lexicon) -> tuple[int, Figures]:
    """A whole table whose heads name its items and whose rows say what is counted of them.

    One row of figures without a label below the heads are amounts in the unit above the table.

    Examples
    --------
    >>> from perfkit.intake.family import national_lexicon
    >>> rows = [["类别", "讲座", "展览", "合计"], ["场次（场）", "42", "30", "72"]]
    >>> table = Table([[Cell(text) for text in row] for row in rows])
    >>> [(name, one["value"], one["unit"]) for name, one, _ in turned_table(table, "", national_lexicon())[1]]
    [('讲座场次', '42', '场'), ('展览场次', '30', '场'), ('各类别场次合计', '72', '场')]
    """
    rows = table.rows
    if not 2 <= len(rows) <= _MOST_TURNED or len({len(row) for row in rows}) > 1:
        return 0, []
    if len(rows) == 2 and unit and all(_number(cell.text) for cell in rows[1]):
        rows = [[Cell("项目"), *rows[0]], [Cell(f"金额（{unit}）"), *rows[1]]]
    body = [row[1:] for row in rows[1:]]
    if any(_number(row[0].text) for row in rows) or not all(
        _number(cell.text) for row in body for cell in row
    ):
        return 0, []
    turned = Table([list(column) for column in zip(*rows, strict=True)])
    return (len(rows), found) if (found := plain_table(turned, 0, unit, lexicon)[1]) else (0, [])


def plain_figures(found: Figures, kind: str) -> Figures:
    """Those whose name stands for one value; none of the prescribed tables of accounts."""
    values: dict[str, set[str]] = {}
    for name, statement, _ in found:
        values.setdefault(name, set()).add(statement["value"])
    return [
        one for one in found if kind != "accounts" and len(values[one[0]]) == 1 and not _ITEM.match(one[0])
    ]


def heads_figures(rows: list[list[Cell]], at: int) -> bool:
    """Whether two numbers stand side by side below a row of words: it heads columns and names nobody.

    Examples
    --------
    >>> rows = [["项目名称", "年初数", "年末结余"], ["林区管护", "120", "3.50"], ["负责人", "甲", "12"]]
    >>> heads_figures([[Cell(text) for text in row] for row in rows], 0)
    True
    """
    head, rest = rows[at], rows[at + 1 :]
    if any(_number(cell.text) for cell in head) or not all(cell.text.strip() for cell in head[1:]):
        return False
    ends = (row for row in rest if not row or row[0] is not head[0] or any(_number(c.text) for c in row))
    below = next(ends, [])
    pairs = zip(below[1:], below[2:], strict=False)
    both = any(one is not two and _number(one.text) and _number(two.text) for one, two in pairs)
    return both and len(below) == len(head)


def _joined(text: str) -> str:
    return re.sub(r"\s+(?=[\u4e00-\u9fff])", "", one_line(text))


def _number(text: str) -> bool:
    return plain_number(one_line(text).rstrip("%％ ")) is not None


def _filled(row: list[Cell], width: int) -> bool:
    """Whether a row has all columns, and a label with two figures or more, or one beside it."""
    return len(row) == width == len({id(cell) for cell in row}) and any(
        _number(cell.text) for cell in row[1:]
    )
