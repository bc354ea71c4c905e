"""Blocks of money whose heads are the sources of funds and whose rows are the amounts: turned before they are
read."""

from __future__ import annotations

from dataclasses import replace

from perfkit.intake.blocks import Cell, Table, key
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number

_AMOUNTS = ("initial", "budget", "arrived", "spent")
_BESIDE = ("rate", "arrival_rate", "weight", "score", "balance")
_EXACT = 3  # of a head that is one of the words of its role


def upright_money(table: Table, lexicon: Lexicon) -> Table:
    """The table with its block of money (资金来源 | 合计 | 中央 over 预算数 | 9 | 5) as other forms print it: a row for
    each source."""
    for at, head in enumerate(table.rows if table.aligned else ()):
        first = _first_source(head, lexicon)
        below = _amounts(table.rows[at + 1 :], first - 1, len(head), lexicon) if first else []
        if below:
            rows = [[*head[:first], *(row[first - 1] for row in below)]]
            for place in range(first, len(head)):
                values = [
                    row[place] if row[place] is not row[place - 1] else replace(row[place], text="")
                    for row in below
                ]
                rows.append([*head[: first - 1], head[place], *values] if head[place].text.strip() else [])
            turned = [_placed(row) for row in rows if row]
            return replace(table, rows=[*table.rows[:at], *turned, *table.rows[at + 1 + len(below) :]])
    return table


def _first_source(head: list[Cell], lexicon: Lexicon) -> int:
    """The first column that a source of funds heads, or the sum of all; 0 where they are not two."""
    sums, source = {bare(key(word)) for word in lexicon.funds["overall"]}, lexicon.pattern("source_of_funds")
    labels = [bare(key(cell.text)) for cell in head]
    named = [at for at, label in enumerate(labels) if at and (label in sums or source.search(label))]
    return named[0] if len(named) > 1 and any(map(source.search, labels[1:])) else 0


def _amounts(rows: list[list[Cell]], column: int, width: int, lexicon: Lexicon) -> list[list[Cell]]:
    """The rows that are amounts of every source: at least two kinds of amounts, with a number each."""
    words, found, kinds = lexicon.tables.money.columns, [], set[str]()
    for row in rows:
        label = key(row[column].text) if len(row) == width else ""
        fits = {role: words[role].fit([label]) for role in (*_AMOUNTS, *_BESIDE) if label}
        role = max(fits, key=lambda one: fits[one], default="")
        numbers = [plain_number(cell.text.rstrip("%％")) for cell in row[column + 1 :] if cell.text.strip()]
        if not role or fits[role] < _EXACT or None in numbers:
            break
        kinds |= {role} if role in _AMOUNTS and len(numbers) > 1 else set()
        found.append(row)
    return found if len(kinds) > 1 else []


def _placed(row: list[Cell]) -> list[Cell]:
    return [replace(cell, left=float(at), right=at + 1.0) for at, cell in enumerate(row)]
