"""A list of several filings (汇总表): what its row prints of one of them, as a second statement of the same
figures."""

from __future__ import annotations

import re

from perfkit.intake.blocks import Cell, Table, distinct, key, one_line
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import UNIT_IN_BRACKETS, plain_number
from perfkit.intake.statements import Money, Stated, unconfirmed

_HEADS = 4
_FACTS = {"initial": "budget_initial", "budget": "budget_total", "spent": "spent_total"}


def row_of(tables: list[Table], name: str) -> list[tuple[str, Cell]]:
    """The cells of the one row that names a filing, each with the head of its column.

    Parameters
    ----------
    tables : lists of filings, each with a column 项目名称
    name : the project's name without spaces

    Returns
    -------
    Nothing where no row has the name, or several do: then nobody knows which is meant.
    """
    found = []
    for table in tables:
        at = next((n for n, row in enumerate(table.rows[:_HEADS]) if _name_column(row) is not None), None)
        if at is None:
            continue
        heads = [key(cell.text) for cell in table.rows[at]]
        column = _name_column(table.rows[at]) or 0
        for row in table.rows[at + 1 :]:
            if len(row) == len(heads) and re.sub(r"\s+", "", row[column].text) == name:
                found.append(
                    [(head, cell) for head, cell in zip(heads, row, strict=True) if cell.text.strip()]
                )
    return found[0] if len(found) == 1 else []


def _name_column(row: list[Cell]) -> int | None:
    if len(distinct(row)) < 3:
        return None
    return next((n for n, cell in enumerate(row) if key(cell.text).endswith("项目名称")), None)


def add_listed(money: Money, listed: list[tuple[str, Cell]], lexicon: Lexicon) -> None:
    """The points and the money of such a row among the figures of a filing; money only where its unit is
    printed."""
    columns = lexicon.tables.money.columns
    roles = {bare(key(word)): role for role in _FACTS for word in columns[role].exact if role in columns}
    for head, cell in listed:
        number, label = plain_number(one_line(cell.text)), UNIT_IN_BRACKETS.sub("", head)
        unit = UNIT_IN_BRACKETS.search(head)
        if number is None:
            continue
        quote = f"{one_line(label)}{one_line(cell.text)}"
        if lexicon.pattern("points_of_a_list").search(label):
            money.figures.append((label, unconfirmed(number, "分", cell.place, quote), "count"))
        elif bare(label) in roles and unit:
            statement = unconfirmed(number, unit[1], cell.place, quote)
            money.facts.append(Stated(_FACTS[roles[bare(label)]], statement))
