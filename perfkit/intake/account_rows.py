"""One table of final accounts: each figure with its column and the label of its row."""

from __future__ import annotations

import re
from itertools import pairwise

from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.account_words import AccountTable, Half, account_words
from perfkit.intake.blocks import Cell, Table, distinct, key, one_line
from perfkit.intake.numbers import plain_number

LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．](?!\d)|其中[:：]|减[:：]|加[:：])+"
)
_MOST_HEADER = 5
_OF_YEAR = re.compile(r"(20\d\d)年度?(.+)")
Named = list[tuple[str, Cell, str]]


def named_cells(table: Table, known: AccountTable) -> Named:
    """Figures as (name, cell, what stands above and beside it)."""
    if known.halves:
        return _halves(table, known)
    if known.items:
        return _items(table, known)
    return _beside(table, known) if known.rows else _totals(table, known)


def label_of(cell: Cell) -> str:
    """A label without its number and brackets, as texts are compared."""
    plain = re.sub(
        r"[（(](?:单位[:：])?(?:百万|千|万|亿)?元[)）]", "", LEAD.sub("", one_line(cell.text).strip())
    )
    return key(re.sub(r"[（()）]", "", plain))


def _is_value(cell: Cell) -> bool:
    return plain_number(cell.text) is not None


def _halves(table: Table, known: AccountTable) -> Named:
    """Income at the left, expenditure at the right: each label with the first figure of its half.

    A half begins at a column that is headed 项目, or 收入 and 支出 beside its figures. Where it has several columns
    of figures, the head has to say 合计.
    """
    tops = [(n, _half_starts(row)) for n, row in enumerate(table.rows[:_MOST_HEADER])]
    head, starts = next(((n, found) for n, found in tops if len(found) == 2), (0, []))
    if not starts:
        return []
    row = table.rows[head]
    found: Named = []
    sides: list[tuple[Half, int, int]] = [
        ("income", starts[0], starts[1]),
        ("expenditure", starts[1], len(row)),
    ]
    for side, left, right in sides:
        column = _value_column(table, head, left + 1, right)
        for line in table.rows[head + 1 :] if column is not None else ():
            label, cell = label_of(line[left]), line[column or 0]
            if not label or cell is line[left] or not _is_value(cell) or _is_value(line[left]):
                continue
            name = next((n for words, n in known.of_side[side].items() if label == key(words)), "")
            plain = one_line(LEAD.sub("", line[left].text.strip()))
            if side == "income" and label.endswith("财政拨款"):
                plain, label = f"{plain}收入", f"{label}收入"
            if name or (
                known.id == "overall" and any(label.endswith(word) for word in account_words().labels)
            ):
                found.append((name or plain, cell, one_line(line[left].text)))
    return found


def _half_starts(row: list[Cell]) -> list[int]:
    """Where halves begin: at 项目 (按功能分类), or at 收入 and 支出 that stand straight beside a head of figures."""
    heads = {key(word) for word in account_words().value_columns}
    found: dict[int, int] = {}
    for at, (cell, beside) in enumerate(zip(row, [*row[1:], Cell("")], strict=True)):
        label = label_of(cell)
        sided = label in ("收入", "支出") and beside is not cell and label_of(beside) in heads
        if sided or label in ("项目", "项目按功能分类", "项目按支出功能分类", "项目按支出性质分类"):
            found.setdefault(id(cell), at)
    return list(found.values())


def _value_column(table: Table, head: int, left: int, right: int) -> int | None:
    """The column of the figures in one half, by the heads in its first rows; None where two would do."""
    words = {key(word) for word in account_words().value_columns}
    for depth in range(min(head + 3, len(table.rows)) - 1, head - 1, -1):
        row = table.rows[depth]
        cells = {
            id(row[at]): at
            for at in range(min(right, len(row)) - 1, left - 1, -1)
            if label_of(row[at]) in words
        }
        sums = [at for at in cells.values() if label_of(row[at]) == "合计"]
        if len(cells) == 1 or len(sums) == 1:
            return (sums or list(cells.values()))[0]
    return None


def _heads(table: Table, body: int) -> list[list[str]]:
    """The heads above every column, from top to bottom, each once."""
    heads: list[list[str]] = [[] for _ in (table.rows[0] if table.rows else [])]
    for number, row in enumerate(table.rows[:body]):
        last = ""
        for at, cell in enumerate(row[: len(heads)]):
            text = label_of(cell)
            if not table.aligned and number + 1 < body:
                # A plain text prints a head over several columns once; it ends where another begins above.
                above = (
                    number > 0
                    and at < len(table.rows[number - 1])
                    and table.rows[number - 1][at].text.strip()
                )
                text = last = text or ("" if above else last)
            if text and text not in heads[at] and len(distinct(row)) > 1 and not _is_value(cell):
                heads[at].append(text)
    return heads


def _sum_row(table: Table) -> tuple[int, int] | None:
    """The row of sums and where its figures begin."""
    sums = {key(word) for word in account_words().sums}
    for number, row in enumerate(table.rows):
        at = next((n for n, cell in enumerate(row) if cell.text.strip()), None)
        if at is None or label_of(row[at]) not in sums:
            continue
        first = next((n for n, cell in enumerate(row) if n > at and _is_value(cell)), None)
        if first is not None:
            return number, first
    return None


def _totals(table: Table, known: AccountTable) -> Named:
    place = _sum_row(table)
    if place is None:
        return []
    number, first = place
    found: Named = []
    for at, heads in enumerate(_heads(table, number)):
        # The lowest head that means something; two columns under one head are told apart by the head above.
        name = next(
            (n for text in reversed(heads) for words, n in known.totals.items() if text == key(words)), ""
        )
        if name and at >= first and at < len(table.rows[number]):
            found.append((name, table.rows[number][at], "合计·" + "·".join(heads)))
    names = [name for name, _, _ in found]
    return [one for one in found if names.count(one[0]) == 1]


def _beside(table: Table, known: AccountTable) -> Named:
    """Labels with the figure right of them: tables of three columns of labels beside each other."""
    found: Named = []
    for row in table.rows:
        cells = distinct(row)
        for label, value in pairwise(cells):
            name = next((n for words, n in known.rows.items() if label_of(label) == key(words)), "")
            if name and _is_value(value) and not _is_value(label):
                found.append((name, value, one_line(label.text)))
    return found


def without_year(label: str, year: str = "") -> str:
    """A label without the year before it; with `year`, only where it is that one.

    Examples
    --------
    >>> without_year("2023年预算数"), without_year("2022年决算数", "2023")
    ('预算数', '2022年决算数')
    """
    found = _OF_YEAR.fullmatch(label)
    return found[2] if found and year in ("", found[1]) else label


def _items(table: Table, known: AccountTable) -> Named:
    """The “三公” table: budget and spent above the items, or the one in heads and the other in rows; where
    labels name years, only the last counts."""
    named = (_OF_YEAR.fullmatch(label_of(cell)) for row in table.rows for cell in row)
    last = max((one[1] for one in named if one), default="")
    words = {key(word): role for role, words in known.roles.items() for word in words}
    items = {key(word): item for word, item in known.items.items()}
    found: Named = []
    any_across = False
    for number, row in enumerate(table.rows):
        # Heads of a plain text that are fewer than the values stand over nobody knows which.
        ragged = not table.aligned and any(1 < len(head) != len(row) for head in table.rows[:number])
        if not any(_is_value(cell) for cell in row) or all(
            label_of(cell).isdecimal() or not cell.text for cell in row
        ):
            continue
        heads = _heads(table, number)
        heads = [[without_year(text, last) for text in above] for above in heads]
        labels = [without_year(label_of(cell), last) for cell in row if cell.text and not _is_value(cell)]
        across = next((items[label] for label in labels if label in items), "")
        down = next((words[label] for label in labels if label in words), "")
        any_across = any_across or bool(across or down)
        for cell, above in zip(
            row, heads if across or not ragged else (), strict=False
        ):  # as many heads as the first row has cells
            role = down or next((words[text] for text in reversed(above) if text in words), "")
            # The lowest head that is no role: one that nobody knows is never part of the item above it.
            item = across or items.get(next((text for text in reversed(above) if text not in words), ""), "")
            whole = next((text for text in above if text in known.heads), "")
            if whole and _is_value(cell):
                found.append((whole, cell, "·".join(above)))
            elif role and item and _is_value(cell):
                fact = f"{item}_{role}"
                name = fact if fact in fact_catalogue() else item + known.roles[role][0]
                found.append((name, cell, "·".join([*labels[:1], *above])))
        if not across and found and not any_across:
            break
    return found
