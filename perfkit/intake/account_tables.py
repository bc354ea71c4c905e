"""Final accounts (部门决算): the figures of the nine prescribed tables, each with its page and box.

A figure is taken only where the table's title, the head of its column and the label of its row say together
what it is; anything else stays in the document. Labels, heads and titles are data: data/accounts.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.account_rows import LEAD, label_of, named_cells, without_year
from perfkit.intake.account_words import AccountTable, account_words
from perfkit.intake.blocks import Document, Paragraph, Place, Table, distinct, key, one_line
from perfkit.intake.figure_text import figures_in, plain
from perfkit.intake.headings import mend
from perfkit.intake.numbers import UNIT_IN_BRACKETS, UNIT_STATED, plain_number
from perfkit.intake.statements import Money, Stated, unconfirmed

_ONLY_NAME = re.compile(r"[“”\"\s]")
_BEFORE_UNIT = re.compile(r"\s*[（(]?(?:金额)?单位\s*[:：]")
_TITLE_REACH = 5
_COSTS = {"abroad", "reception", "vehicle_purchase", "vehicle_running"}


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


def account_figures(document: Document) -> list[AccountFigure]:
    """The figures of the nine tables; one that two tables print differently is left to the review.

    Returns
    -------
    list of AccountFigure   in the order of the document
    """
    found: list[AccountFigure] = []
    before: list[Paragraph] = []
    known: AccountTable | None = None
    title = unit = sheet = ""
    for block in (part for whole in document.blocks for part in _cut(whole)):
        if isinstance(block, Paragraph):
            before.append(block)
            continue
        texts = [block.sheet, *(one.text for one in before[-_TITLE_REACH:]), *_title_rows(block)]
        named = next(((t, text) for text in reversed(texts) if (t := _table_named(text))), None)
        if named:
            known, title = named[0], one_line(_BEFORE_UNIT.split(named[1])[0])
        elif before or block.sheet != sheet:
            known = None  # other text stands between, or another sheet begins: another table
        sheet = block.sheet
        if known is None and (known := _by_content(block)):
            title = known.title[0]
        stated = [
            match[1]
            for text in texts
            if (match := UNIT_STATED.search(flat := re.sub(r"\s", "", text)) or UNIT_IN_BRACKETS.search(flat))
        ]
        unit = stated[-1] if stated else (unit if known and not named else "")
        unit = unit or (_unit_of_text(block, document) if known else "")
        if known and unit:
            found.extend(_figures(block, known, title, unit))
        before = []
    return found


def _by_content(table: Table) -> AccountTable | None:
    """The table without a title: that of income and expenditure by its rows of sums, that of the three
    public costs by its items beside budget and spending."""
    labels = {without_year(label_of(cell)) for row in table.rows for cell in distinct(row)}
    known = {one.id: one for one in account_words().tables}
    sources = labels & {"一般公共预算财政拨款", "政府性基金预算财政拨款"}
    if {"本年收入合计", "本年支出合计"} <= labels and not sources:
        return known["overall"]  # with a column for each source of funds it is that of the treasury's money
    public = known["three_public"]
    costs = {item for word, item in public.items.items() if key(word) in labels and item in _COSTS}
    roles = all(labels & set(map(key, words)) for words in public.roles.values())
    return public if roles and len(costs) >= 2 else None


def _unit_of_text(table: Table, document: Document) -> str:
    """The unit with which the text prints at least two amounts of a table that has none of its own."""
    cells = {number for row in table.rows for cell in distinct(row) if (number := plain_number(cell.text))}
    found: dict[str, set[str]] = {}
    for block in document.blocks:
        for figure in figures_in(plain(block.text)) if isinstance(block, Paragraph) else ():
            if figure.value in cells and figure.unit in account_words().units and "." in figure.value:
                found.setdefault(figure.unit, set()).add(figure.value)
    fitting = [unit for unit, values in found.items() if len(values) >= 2]
    return fitting[0] if len(found) == 1 and fitting else ""


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
    money = Money()
    add_accounts(money, document)
    money.figures.extend(figure for figure in _sentences(document) if figure[2] != "count")
    return money


def add_accounts(money: Money, document: Document) -> None:
    """The figures of the prescribed tables, and counts in sentences, in whatever document they stand."""
    money.figures.extend(figure for figure in _sentences(document) if figure[2] == "count")
    for figure in account_figures(document):
        section, quote = f"{figure.table} {figure.place}", f"{figure.label} {figure.value}"
        statement = unconfirmed(figure.value, figure.unit, section, quote)
        there = str(figure.place)
        if any(one.fact == figure.name and one.statement["section"] == there for one in money.facts):
            continue
        if figure.name in fact_catalogue():
            money.facts.append(Stated(figure.name, statement))
        else:
            money.figures.append((figure.name, statement, "money"))


def _sentences(document: Document) -> Iterator[tuple[str, dict, str]]:
    for paragraph in mend([block for block in document.blocks if isinstance(block, Paragraph)], begun=False):
        yield from _sentence_figures(paragraph)


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
    rows = [distinct(row) for row in table.rows[:3]]
    heads = [cell.text for row in rows if len(row) > 3 for cell in row if UNIT_IN_BRACKETS.search(cell.text)]
    return [cell.text for row in rows if len(row) <= 3 for cell in row] + heads


def _table_named(text: str) -> AccountTable | None:
    """The table whose title a line is; the longest title wins."""
    name = key(_ONLY_NAME.sub("", LEAD.sub("", _BEFORE_UNIT.split(text.strip())[0])))
    name = re.sub(
        r"^(?:公开|财决)?\d*表?[:：]?|[(（].{0,20}[)）]$|^20\d\d年度?|^附?表?[一二三四五六七八九]?[:：]",
        "",
        name,
    )
    if len(name) > 60 or not name.endswith("表"):
        return None
    hits = [
        (len(t), table)
        for table in account_words().tables
        for t in map(key, table.title)
        if name.endswith(t) and not any(word in name[: -len(t)] for word in table.without)
    ]
    # 三公经费及会议费、培训费支出决算表: by the words that every printing of its title holds.
    hits += [
        (len(name), table)
        for table in account_words().tables
        if table.contains and all(key(word) in name for word in table.contains)
    ]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None


def _figures(table: Table, known: AccountTable, title: str, unit: str) -> list[AccountFigure]:
    figures, seen = [], set()
    for name, cell, label in named_cells(table, known):
        number = plain_number(cell.text)
        if number is not None and (name, id(cell)) not in seen:
            seen.add((name, id(cell)))
            figures.append(AccountFigure(name, number, unit, title, label, cell.place))
    return figures
