"""Tables with a row for each unit of a department and one for all of them: only the row of all is the
department's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, Table, distinct, key, one_line
from perfkit.intake.clauses import kind_of
from perfkit.intake.label_rows import headed
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.notes import note
from perfkit.intake.numbers import plain_number
from perfkit.intake.statements import Stated, unconfirmed

_MOST_HEADS = 4


@dataclass
class UnitFigures:
    """What such tables say of the whole department.

    Attributes
    ----------
    facts : of data/facts.yaml
    figures : name, statement and kind of what is no fact there
    unread : tables whose row of all is not certain, amounts without a unit
    """

    facts: list[Stated] = field(default_factory=list)
    figures: list[tuple[str, dict, str]] = field(default_factory=list)
    unread: list[Text] = field(default_factory=list)


def unit_table(table: Table, at: int, lexicon: Lexicon) -> tuple[int, int]:
    """How many rows from here are the head of such a table, and how many rows of units follow; (0, 0) for
    none."""
    if not table.aligned and len({len(row) for row in table.rows}) > 1:
        return 0, 0
    heads = {key(word) for word in lexicon.units.heads}
    first = table.rows[at][0] if table.rows[at] else Cell("")
    named = [cell.text.strip() for cell in distinct(table.rows[at])[1:]]
    # 部门名称 | 某局 | …: a label and its value, and no head.
    value = any(name.endswith(lexicon.identity.bodies) or re.fullmatch(r"\d+\D?", name) for name in named)
    if bare(key(first.text)) not in heads or len(named) < 2 or value:
        return 0, 0
    count = 0
    while at + count < len(table.rows) and count < _MOST_HEADS and not _amounts(table.rows[at + count]):
        if count and not (table.rows[at + count][0] is first or not table.rows[at + count][0].text.strip()):
            return 0, 0
        count += 1
    body = at + count
    while body < len(table.rows) and len(_amounts(table.rows[body])) >= 2 and _label(table.rows[body]):
        body += 1
    return (count, body - at - count) if body > at + count else (0, 0)


def read_unit_table(
    rows: list[list[Cell]], heads: int, title: str, unit: str, lexicon: Lexicon, found: UnitFigures
) -> None:
    """Take the row of all units.

    Parameters
    ----------
    rows : head and body
    heads : how many of them are the head
    title : what stands above the table; a table of the budget alone states no actual figures
    unit : of money, empty where none is printed
    """
    words = lexicon.units
    body = rows[heads:]
    sums = [row for row in body if any(key(word) in key(_label(row)) for word in words.whole)]
    whole = sums[0] if len(sums) == 1 else body[0] if len(body) == 1 else None
    shown = "、".join(dict.fromkeys(one_line(cell.text) for cell in rows[0] if cell.text.strip()))[:60]
    if whole is None:
        found.unread.append(note("no_one_sum", shown=shown))
        return
    persons = key(rows[0][0].text)[:2] in ("人员", "编制")
    unit = "人" if persons else unit
    for row in body if persons and len(sums) == 1 else ():
        found.figures += [
            (f"{_label(row)}{one_line(head.text)}", unconfirmed(number, unit, cell.place, cell.text), "count")
            for head, cell in zip(rows[0][1:], row[1:], strict=False)
            if row is not whole and (number := plain_number(cell.text)) is not None
        ]
    planned = lexicon.pattern("budget_alone").search(title)
    facts = {key(word): fact for fact, names in words.facts.items() for word in names}
    seen: set[int] = set()
    for at, cell in enumerate(whole[1:], start=1):
        stack = [key(row[at].text) for row in rows[:heads] if at < len(row) and row[at].text.strip()]
        name = next((bare(text) for text in reversed(stack) if bare(text) != "其中"), "")
        people = persons or any(word in "".join(stack) for word in words.persons)
        one = headed("".join(stack), cell, "人" if people else unit)
        if not one.value or not name or id(cell) in seen:
            continue
        seen.add(id(cell))
        if not one.unit:
            found.unread.append(note("no_unit", name=name, number=one.value))
            continue
        statement = unconfirmed(one.value, one.unit, cell.place, f"{_label(whole)} {name} {one.value}")
        if name in facts and not planned:
            found.facts.append(Stated(facts[name], statement))
        else:
            found.figures.append((name, statement, kind_of(one.unit)))


def _label(row: list[Cell]) -> str:
    return one_line(row[0].text) if row else ""


def _amounts(row: list[Cell]) -> list[Cell]:
    return [cell for cell in distinct(row[1:]) if plain_number(cell.text) is not None]


def reaches_down(row: list[Cell], below: list[Cell], heads: tuple[str, ...]) -> bool:
    """Whether the first cell stands beside several rows and the second heads a column of units."""
    if len(row) < 4 or not below or row[0] is not below[0] or row[0] is row[1]:
        return False
    return bare(key(row[1].text)) in map(key, heads)
