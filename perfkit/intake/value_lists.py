"""Labels with their values where a table heads them: 项目 | 数值 | 单位 | 备注, or heads over one row of values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfkit.intake.blocks import Cell, Table, distinct, key, one_line
from perfkit.intake.family import national_pattern
from perfkit.intake.figure_words import Words
from perfkit.intake.label_pairs import Pair
from perfkit.intake.label_rows import UNIT_BESIDE, Labelled, LabelRow, headed
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.money_rows import without_lead
from perfkit.intake.numbers import plain_number
from perfkit.intake.table_heads import Heads
from perfkit.intake.table_rows import Found

_SHORT = 8


@dataclass
class Listed:
    """What such a table says, and how many of its rows that is."""

    rows: int = 0
    pairs: list[Pair] = field(default_factory=list)
    labelled: list[LabelRow] = field(default_factory=list)
    remarks: list[Pair] = field(default_factory=list)


def take_list(
    table: Table, at: int, labels: dict[str, str], heads: Heads, found: Found, unit: str = ""
) -> int:
    """How many rows from here list figures with their units or years, or are heads over one row of values.

    Parameters
    ----------
    labels : label → kind, from `label_kinds`
    found : where the figures go
    unit : of money, that stands above the table
    """
    listed = _listed(table, at, labels, heads.lexicon) or _by_year(table, at, labels)
    listed = listed or _by_period(table, at, unit) or _twice(table, at, heads.lexicon.figures.roles)
    if listed is None and (listed := _headed(table, at, labels)) and heads.best(table, at):
        listed = None
    if listed is None:
        return 0
    found.pairs.extend(listed.pairs)
    found.labelled.extend(listed.labelled)
    found.remarks.extend(listed.remarks)
    return listed.rows


def _listed(table: Table, at: int, labels: dict[str, str], lexicon: Lexicon) -> Listed | None:
    """A label, its value and its unit in a row each, under heads that say so."""
    head, places = table.rows[at], dict[str, int]()
    for column, cell in enumerate(head):
        part = next((part for part, words in lexicon.lists.items() if bare(key(cell.text)) in words), "")
        if not cell.text.strip() or (column and cell is head[column - 1]):
            continue
        if not part or part in places:
            return None
        places[part] = column
    if not {"label", "value", "unit"} <= places.keys():
        return None
    found = Listed(rows=1)
    for row in table.rows[at + 1 :]:
        texts = {part: one_line(row[n].text) if n < len(row) else "" for part, n in places.items()}
        number = plain_number(texts["value"])
        if not texts["label"] or len(distinct(row)) < 2 or len(texts["unit"]) > _SHORT:
            break
        found.rows += 1
        place, label = row[places["value"]].place, without_lead(texts["label"])
        kind = labels.get(bare(key(label)), "")
        if number is not None and kind.startswith("fact."):
            found.pairs.append(Pair(label, number + texts["unit"], place, kind))
        elif number is not None:
            shown = f"{label}{texts['value']}{texts['unit']}"
            one = Labelled(label, number, texts["unit"], shown, place)
            found.labelled.append(LabelRow("", texts["unit"], (one,)))
        if texts.get("remark"):
            found.remarks.append(Pair(label, texts["remark"], row[places["remark"]].place))
    return found if found.rows > 1 else None


def _by_year(table: Table, at: int, labels: dict[str, str]) -> Listed | None:
    """Labels with a value for each year (类别 | 2022年 | 2023年): those of the last year are the filing's."""
    named = [national_pattern("year_alone").match(key(cell.text)) for cell in table.rows[at]]
    years = {int(one[1]): place for place, one in enumerate(named) if one}
    if len(years) < 2 or len(years) < sum(map(bool, named)):
        return None
    column, listed = years[max(years)], Listed(rows=1)
    for row in table.rows[at + 1 :]:
        label = without_lead(one_line(row[0].text)) if len(row) == len(named) else ""
        if not label or len(distinct(row)) < 2:
            break
        listed.rows += 1
        if not _is_number(row[column]):
            continue
        one = headed(label, row[column], "")
        kind = labels.get(bare(key(one.label)), "")
        if kind.startswith("fact."):
            listed.pairs.append(Pair(one.label, one.value + one.unit, one.place, kind))
        else:
            listed.labelled.append(LabelRow("", one.unit, (one,)))
    return listed if listed.rows > 1 else None


def _by_period(table: Table, at: int, unit: str) -> Listed | None:
    """What was reached by parts of the year (3月底 | 6月底 | 9月底), a kind of figure in each row."""
    period = national_pattern("part_of_a_year")
    named = {n: key(cell.text) for n, cell in enumerate(table.rows[at]) if period.match(key(cell.text))}
    if len(set(named.values())) < 3:
        return None
    listed = Listed(rows=1)
    for row in table.rows[at + 1 :]:
        labels = [cell for cell in row[: min(named)] if cell.text.strip()]
        values = {n: row[n] for n in named if n < len(row) and row[n].text.strip()}
        if not labels or not values or not all(map(_is_number, values.values())):
            break
        listed.rows += 1
        label = one_line(labels[-1].text)
        own = "" if label.endswith(("率", "进度")) else unit
        under = (headed(named[n] + label, cell, own) for n, cell in values.items())
        listed.labelled += [LabelRow("", one.unit, (one,)) for one in under]
    return listed if listed.rows > 1 else None


def _is_number(cell: Cell) -> bool:
    return plain_number(cell.text.strip().rstrip("%％")) is not None


def _headed(table: Table, at: int, labels: dict[str, str]) -> Listed | None:
    """One row of values under heads of which at least two are facts."""
    if at + 1 >= len(table.rows) or len(table.rows[at]) != len(table.rows[at + 1]):
        return None
    head, values = table.rows[at], table.rows[at + 1]
    beside = at + 2 < len(table.rows) and len(table.rows[at + 2]) == len(head)
    context, found, seen = "", list[tuple[str, Cell]](), set[int]()
    for name, value in zip(head, values, strict=True):
        if not name.text.strip() or id(name) in seen:
            continue
        seen.add(id(name))
        if plain_number(name.text) is not None:
            return None
        number = plain_number(value.text.strip().rstrip("%％"))
        if number is None and found:
            return None
        if number is None:
            context = context or one_line(name.text)
        else:
            found.append((one_line(name.text), value))
    kinds = [
        labels.get(national_pattern("year_of_a_label").sub("", bare(key(name))), "") for name, _ in found
    ]
    if len(found) < 2 or sum(kind.startswith("fact.") for kind in kinds) < 2:
        return None
    if beside and all(
        _is_number(table.rows[at + 2][n])
        for n, cell in enumerate(values)
        if any(cell is one for _, one in found)
    ):
        return None  # several rows of values: of which body or year is not known here
    unit = UNIT_BESIDE.search(context)
    row = LabelRow(
        re.sub(r"[（(].*?[)）]", "", context),
        unit[1] if unit else "",
        tuple(headed(name, cell, unit[1] if unit else "") for name, cell in found),
    )
    return Listed(rows=2, labelled=[row])


def _twice(table: Table, at: int, roles: dict[str, Words]) -> Listed | None:
    """Heads of two levels over one row of values (年初预算 | 调整预算, each with 基本支出 | 项目支出 below).

    Beside a later budget the initial one is no fact of a part.
    """
    rows = table.rows[at : at + 4]
    if len(rows) < 3 or len({len(row) for row in rows[:3]}) > 1 or _numbers(rows[3:]):
        return None
    tops = dict[int, tuple[Cell, list[tuple[str, Cell]]]]()
    for top, below, value in zip(*rows[:3], strict=True):
        if not _is_number(value) or not top.text.strip():
            return None
        label = "" if below is top else one_line(below.text)
        if plain_number(label) is not None or (below is not top and not label):
            return None
        tops.setdefault(id(top), (top, []))[1].append((label, value))
    if sum(len({label for label, _ in under}) > 1 for _, under in tops.values()) < 2:
        return None
    listed = Listed(rows=3)
    names = [re.sub(r"[（(].*?[)）]", "", one_line(top.text)) for top, _ in tops.values()]
    later = any(name in (*roles["adjusted"], *roles["budget"]) for name in names)
    for name, (top, under) in zip(names, tops.values(), strict=True):
        found = UNIT_BESIDE.search(one_line(top.text))
        lead = name if later and name in roles["initial"] else ""
        unit, context = found[1] if found else "", "" if lead or len(under) < 2 else name
        pairs = tuple(headed(lead + label or name, cell, unit) for label, cell in under)
        listed.labelled.append(LabelRow(context, unit, pairs))
    return listed


@dataclass
class Sides:
    """Income beside expenditure: the amounts of the one, the other as a table, the rows of both."""

    labelled: list[LabelRow]
    right: Table
    rows: int


def two_sides(table: Table, at: int, unit: str) -> Sides | None:
    """收入项目 | 全年预算 | 支出项目 | 全年预算 | 全年执行: two tables side by side; None for any other."""
    heads = [key(cell.text) for cell in table.rows[at]]
    sides = map(national_pattern, ("items_of_income", "items_of_spending"))
    income, spending = ([n for n, head in enumerate(heads) if side.match(head)] for side in sides)
    if not income or not spending or income[0] + 1 >= spending[0] or not table.aligned:
        return None
    left, right, rows = income[0], spending[0], 1
    labelled: list[LabelRow] = []
    while at + rows < len(table.rows) and _numbers([table.rows[at + rows]]):
        row = table.rows[at + rows]
        rows += 1
        for place in range(left + 1, min(right, len(row))):
            number = plain_number(row[place].text)
            if number is not None and row[left].text.strip() and row[place] is not row[place - 1]:
                label = without_lead(one_line(row[left].text))
                label += "" if "收入" in label else "收入"
                shown = f"{label}{heads[place]}{number}"
                labelled.append(LabelRow("", unit, (Labelled(label, number, unit, shown, row[place].place),)))
    return Sides(labelled, Table([row[right:] for row in table.rows[at : at + rows]], True), rows)


def _numbers(rows: list[list[Cell]]) -> bool:
    return any(_is_number(cell) for row in rows for cell in row)
