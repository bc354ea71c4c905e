"""Final accounts (部门决算): the figures of the nine prescribed tables, each with its page and box.

A figure is taken only where the table's title, the head of its column and the label of its row say together what
it is; anything else stays in the document. Labels, heads and titles are data: data/accounts.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from pydantic import Field

from perfkit.base.errors import SubmissionError
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.blocks import Cell, Document, Paragraph, Place, Table, distinct, key, one_line
from perfkit.intake.figures import Stated, unconfirmed
from perfkit.intake.money_rows import Money
from perfkit.intake.numbers import plain_number

_UNIT = re.compile(r"单位[:：]?(?:人民币)?(百万元|千元|万元|亿元|元)")
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．](?!\d)|其中[:：]|减[:：]|加[:：])+"
)
_ONLY_NAME = re.compile(r"[“”\"\s]")
_TITLE_REACH = 5
_MOST_HEADER = 5
Half = Literal["income", "expenditure"]


class AccountTable(Model):
    """One prescribed table: its titles, and what its figures are."""

    id: str
    title: list[str]
    halves: bool = False
    of_side: dict[Half, dict[str, str]] = Field(default_factory=dict)
    totals: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, str] = Field(default_factory=dict)
    roles: dict[str, list[str]] = Field(default_factory=dict)
    items: dict[str, str] = Field(default_factory=dict)
    heads: list[str] = Field(default_factory=list)


class AccountSentence(Model):
    """A figure that explanations state in words: `must` and `must_not` are examples that a test runs."""

    name: str
    unit: str
    kind: Literal["count", "money", "rate"]
    pattern: str
    must: dict[str, str]
    must_not: list[str]


class AccountWords(Model):
    """The words of data/accounts.yaml."""

    tables: list[AccountTable]
    sums: list[str]
    labels: list[str]
    value_columns: list[str]
    units: list[str]
    sentences: list[AccountSentence]


@dataclass(frozen=True)
class AccountFigure:
    """A figure of a table.

    Parameters
    ----------
    name : str        a fact of data/facts.yaml, or the words under which it is kept
    value, unit : str as printed, without separators; the unit that stands above the table
    table, label : str   the table's title, the row and column
    place : Place
    """

    name: str
    value: str
    unit: str
    table: str
    label: str
    place: Place


@cache
def account_words() -> AccountWords:
    """The words for final accounts.

    Raises
    ------
    SubmissionError   data/accounts.yaml has faults.
    """
    source = read_yaml(data_root() / "accounts.yaml", "data/accounts.yaml")
    found = validate(AccountWords, source)
    if found is None or source.faults:
        message = Text("data/accounts.yaml 有错误：", "data/accounts.yaml has faults:")
        raise SubmissionError(message, source.faults)
    return found


def account_figures(document: Document) -> list[AccountFigure]:
    """The figures of the nine tables; one that two tables print differently is left to the review.

    Returns
    -------
    list of AccountFigure   in the order of the document
    """
    found: list[AccountFigure] = []
    before: list[Paragraph] = []
    known: AccountTable | None = None
    title, unit = "", ""
    for block in (part for whole in document.blocks for part in _cut(whole)):
        if isinstance(block, Paragraph):
            before.append(block)
            continue
        texts = [one.text for one in before[-_TITLE_REACH:]] + _title_rows(block)
        named = next(((t, text) for text in reversed(texts) if (t := _table_named(text))), None)
        if named:
            known, title = named[0], one_line(named[1])
        elif before:
            known = None  # other text stands between: another table
        stated = [match[1] for text in texts if (match := _UNIT.search(re.sub(r"\s", "", text)))]
        unit = stated[-1] if stated else (unit if known and not named else "")
        if known and unit:
            found.extend(_figures(block, known, title, unit))
        before = []
    return found


def _cut(block: Paragraph | Table) -> Iterator[Paragraph | Table]:
    """A sheet with several tables below each other, cut at the row that holds the title of the next."""
    if isinstance(block, Paragraph):
        yield block
        return
    titles = [
        number
        for number, row in enumerate(block.rows)
        if len(cells := distinct(row)) == 1 and _is_title(cells[0].text)
    ]
    starts = [0, *(number for number in titles if number)]
    for start, end in pairwise([*starts, len(block.rows)]):
        yield Table(block.rows[start:end], block.aligned, block.page, block.sheet) if titles else block


def _is_title(text: str) -> bool:
    return key(text).endswith("表") and len(key(text)) <= 40


def account_money(document: Document) -> Money:
    """The figures of final accounts as a draft takes them: facts, and others under their own words."""
    money, catalogue = Money(), fact_catalogue()
    for figure in account_figures(document):
        section, quote = f"{figure.table} {figure.place}", f"{figure.label} {figure.value}"
        statement = unconfirmed(figure.value, figure.unit, section, quote)
        if figure.name in catalogue:
            money.facts.append(Stated(figure.name, statement))
        else:
            money.figures.append((figure.name, statement, "money"))
    for block in document.blocks:
        if isinstance(block, Paragraph):
            money.figures.extend(_sentence_figures(block))
    return money


def _sentence_figures(paragraph: Paragraph) -> Iterator[tuple[str, dict, str]]:
    text = re.sub(r"\s", "", paragraph.text)
    for one in account_words().sentences:
        found = {match[1]: match[0] for match in re.finditer(one.pattern, text)}
        if len(found) == 1:  # two numbers under one name: which is meant is left open
            ((value, quote),) = found.items()
            number = plain_number(value)
            if number is not None:
                yield one.name, unconfirmed(number, one.unit, paragraph.place, quote), one.kind


def _title_rows(table: Table) -> list[str]:
    """Titles and units inside a table, as workbooks have them: the first rows of few cells."""
    return [cell.text for row in table.rows[:3] if len(distinct(row)) <= 3 for cell in distinct(row)]


def _table_named(text: str) -> AccountTable | None:
    """The table whose title a line is; the longest title wins."""
    name = key(_ONLY_NAME.sub("", _LEAD.sub("", text.strip())))
    name = re.sub(
        r"^(?:公开|财决)?\d*表?[:：]?|[(（].{0,20}[)）]$|^20\d\d年度?|^附?表?[一二三四五六七八九]?[:：]",
        "",
        name,
    )
    if len(name) > 40 or not name.endswith("表"):
        return None
    hits = [
        (len(t), table) for table in account_words().tables for t in map(key, table.title) if name.endswith(t)
    ]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None


def _figures(table: Table, known: AccountTable, title: str, unit: str) -> list[AccountFigure]:
    if known.halves:
        named = _halves(table, known)
    elif known.items:
        named = _items(table, known)
    elif known.rows:
        named = _beside(table, known)
    else:
        named = _totals(table, known)
    figures, seen = [], set()
    for name, cell, label in named:
        number = plain_number(cell.text)
        if number is not None and (name, id(cell)) not in seen:
            seen.add((name, id(cell)))
            figures.append(AccountFigure(name, number, unit, title, label, cell.place))
    return figures


Named = list[tuple[str, Cell, str]]


def _label(cell: Cell) -> str:
    return key(re.sub(r"[（()）]", "", _LEAD.sub("", one_line(cell.text).strip())))


def _is_value(cell: Cell) -> bool:
    return plain_number(cell.text) is not None


def _halves(table: Table, known: AccountTable) -> Named:
    """Income at the left, expenditure at the right: each label with the first figure of its half.

    A half begins at a column that is headed 项目. Where it has several columns of figures, the head has to say 合计.
    """
    head = next(
        (n for n, row in enumerate(table.rows[:_MOST_HEADER]) if _projects(row) >= 2),
        None,
    )
    if head is None:
        return []
    row = table.rows[head]
    starts = [
        at for at, cell in enumerate(row) if _heads_items(cell) and (at == 0 or row[at - 1] is not cell)
    ]
    if len(starts) != 2:
        return []
    found: Named = []
    sides: list[tuple[Half, int, int]] = [
        ("income", starts[0], starts[1]),
        ("expenditure", starts[1], len(row)),
    ]
    for side, left, right in sides:
        column = _value_column(table, head, left + 1, right)
        for line in table.rows[head + 1 :] if column is not None else ():
            label, cell = _label(line[left]), line[column or 0]
            if not label or cell is line[left] or not _is_value(cell) or _is_value(line[left]):
                continue
            name = next((n for words, n in known.of_side[side].items() if label == key(words)), "")
            plain = one_line(_LEAD.sub("", line[left].text.strip()))
            if name or (
                known.id == "overall" and any(label.endswith(word) for word in account_words().labels)
            ):
                found.append((name or plain, cell, one_line(line[left].text)))
    return found


def _projects(row: list[Cell]) -> int:
    return len({id(cell) for cell in row if _heads_items(cell)})


def _heads_items(cell: Cell) -> bool:
    """项目, or 项目（按功能分类）."""
    return _label(cell) in ("项目", "项目按功能分类", "项目按支出功能分类", "项目按支出性质分类")


def _value_column(table: Table, head: int, left: int, right: int) -> int | None:
    """The column of the figures in one half, by the heads in its first rows; None where two would do."""
    words = {key(word) for word in account_words().value_columns}
    for depth in range(min(head + 3, len(table.rows)) - 1, head - 1, -1):
        row = table.rows[depth]
        cells = {
            id(row[at]): at
            for at in range(min(right, len(row)) - 1, left - 1, -1)
            if _label(row[at]) in words
        }
        sums = [at for at in cells.values() if _label(row[at]) == "合计"]
        if len(cells) == 1 or len(sums) == 1:
            return (sums or list(cells.values()))[0]
    return None


def _heads(table: Table, body: int) -> list[list[str]]:
    """The heads above every column, from top to bottom, each once."""
    heads: list[list[str]] = [[] for _ in (table.rows[0] if table.rows else [])]
    for number, row in enumerate(table.rows[:body]):
        last = ""
        for at, cell in enumerate(row[: len(heads)]):
            text = _label(cell)
            if not table.aligned and number + 1 < body:
                # A plain text prints a head over several columns once; it ends where another begins above.
                above = (
                    number > 0
                    and at < len(table.rows[number - 1])
                    and table.rows[number - 1][at].text.strip()
                )
                text = last = text or ("" if above else last)
            if text and text not in heads[at] and len(distinct(row)) > 1 and not text.isdecimal():
                heads[at].append(text)
    return heads


def _sum_row(table: Table) -> tuple[int, int] | None:
    """The row of sums and where its figures begin."""
    sums = {key(word) for word in account_words().sums}
    for number, row in enumerate(table.rows):
        at = next((n for n, cell in enumerate(row) if cell.text.strip()), None)
        if at is None or _label(row[at]) not in sums:
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
            name = next((n for words, n in known.rows.items() if _label(label) == key(words)), "")
            if name and _is_value(value) and not _is_value(label):
                found.append((name, value, one_line(label.text)))
    return found


def _items(table: Table, known: AccountTable) -> Named:
    """The “三公” table: budget and spent above the items, or items in rows beside budget and spent."""
    words = {key(word): role for role, words in known.roles.items() for word in words}
    items = {key(word): item for word, item in known.items.items()}
    found: Named = []
    any_across = False
    for number, row in enumerate(table.rows):
        # Heads of a plain text that are fewer than the values stand over nobody knows which.
        ragged = not table.aligned and any(1 < len(head) != len(row) for head in table.rows[:number])
        if not any(_is_value(cell) for cell in row) or all(
            _label(cell).isdecimal() or not cell.text for cell in row
        ):
            continue
        heads = _heads(table, number)
        labels = [_label(cell) for cell in row if cell.text and not _is_value(cell)]
        across = next((items[label] for label in labels if label in items), "")
        any_across = any_across or bool(across)
        for cell, above in zip(
            row, heads if across or not ragged else (), strict=False
        ):  # as many heads as the first row has cells
            role = next((words[text] for text in reversed(above) if text in words), "")
            item = across or next((items[text] for text in reversed(above) if text in items), "")
            whole = next((text for text in above if text in known.heads), "")
            if whole and _is_value(cell):
                found.append((whole, cell, "·".join(above)))
            elif role and item and _is_value(cell):
                found.append((f"{item}_{role}", cell, "·".join(above)))
        if not across and found and not any_across:
            break
    return found
