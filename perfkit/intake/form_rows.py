"""Rows of the task, target and scoring tables as entries of a submission."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from perfkit.base.quantities import decimal_places, parse_number
from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, distinct, key, one_line
from perfkit.intake.label_pairs import ticked
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.notes import note
from perfkit.intake.numbers import percent, points, yuan
from perfkit.intake.statements import Most, Stated
from perfkit.intake.table_rows import Row

_AMOUNTS = ("initial", "added", "budget", "budget_fiscal", "spent", "spent_fiscal")


@dataclass
class Reading:
    """What came of one table: entries, what is missing, what a person should look at.

    `end` holds the total and the grade below it, `facts` what its row of execution states, `figures` rates of
    completion beside targets, `scored` rows of points that are no targets, `maxima` the most points of a
    block as its label prints them, `sums` the filer's points for a whole block with their place, `places`
    where points by indicator stand.
    """

    entries: dict = field(default_factory=dict)
    end: dict = field(default_factory=dict)
    facts: list[Stated] = field(default_factory=list)
    figures: list[tuple[str, dict, str]] = field(default_factory=list)
    scored: list[dict] = field(default_factory=list)
    maxima: dict[str, Most] = field(default_factory=dict)
    sums: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    missing: list[tuple[str, Text]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def block(
        self, block: str, name: str, most: str | None, score: str | None, place: object, own: object = ""
    ) -> None:
        """The most points of a block and the filer's own, where the document prints them first; `own` is the
        place of the latter where it is another."""
        if most:
            self.maxima.setdefault(block, Most(name, most, str(place)))
        if score:
            self.sums.setdefault(block, (score, str(own or place)))

    def executed(self, score: str, most: str, place: object, own: object = "") -> None:
        """The filer's points for execution and the most of them, with the places of both."""
        self.end |= {"execution": score, "execution_max": most}
        self.end |= {"execution_place": str(own or place), "execution_max_place": str(place)}


def read_tasks(rows: list[Row], lexicon: Lexicon) -> Reading:
    """The task table: `rows` and `totals` as the submission writes them, amounts in yuan."""
    words, result = lexicon.tables.tasks, Reading()
    totals, sums = {key(word) for word in words.totals}, tuple(map(key, words.sums))
    tasks: list[dict] = []
    seen: list[Cell] = []
    for row in rows:
        columns = row.columns
        name_cell = columns.cell(row.cells, "name")
        name = one_line(name_cell.text) if name_cell is not None else ""
        if (not row.aligned and len(row.cells) != columns.width) or name.endswith(("%", "％")):
            name = ""  # a row that lost a cell: which is its name?
        label = next((key(cell.text) for cell in distinct(row.cells)), "")
        amounts = _amounts(row, seen)
        if label in totals or key(name) in totals:
            if amounts:
                result.entries.setdefault("totals", {p: n for p, n in amounts.items() if p != "added"})
            rate = percent(columns.text(row.cells, "rate"))
            result.end.setdefault("whole", amounts | ({"rate": rate} if rate else {}))
            cells = {"budget": ("budget", "initial"), "spent": ("spent",), "rate": ("rate",)}
            result.end.setdefault("places", {part: row.at(*roles) for part, roles in cells.items()})
            if (score := points(columns.text(row.cells, "score"))) is not None:
                most = points(columns.text(row.cells, "weight")) or ""
                result.executed(score, most, row.at("weight"), row.at("score"))
        elif name and key(name).endswith(sums):
            continue  # 项目支出合计: a sum of some of the rows
        elif name and ("budget" in amounts or "spent" in amounts):
            completion = one_line(columns.text(row.cells, "completion"))
            task = {"name": name, "category": _category(name, row, words.basic)}
            if completion:
                sign = "%" * ("%" in columns.headers.get("completion", ""))
                share = percent(completion) or percent(completion + sign)
                task |= ({"completion": share} if share else {}) | {"completion_quote": completion}
            if "budget" in amounts and "spent" in amounts:
                tasks.append(task | amounts | {"place": str(row.place_of(name))})
            else:
                lost = Text("执行数", "spent") if "budget" in amounts else Text("预算数", "budget")
                told = Text(f"任务“{name}”的{lost.zh}", f"the {lost.en} of task {name}")
                result.missing.append((f"tasks.{name}", told))
        elif name and row.first and tasks and not amounts and len(distinct(row.cells)) == 1:
            tasks[-1]["name"] += name  # a name cut by the end of a page
        elif distinct(row.cells):
            shown = " | ".join(one_line(cell.text) for cell in distinct(row.cells))[:60]
            result.notes.append(note("task_row_unread", shown=shown))
    if tasks and not any(row.columns.caption or any(row.columns.unit.values()) for row in rows):
        result.notes.append(note("tasks_without_unit"))
    if tasks:
        result.entries = {"section": words.section, "rows": tasks, **result.entries}
        result.notes.append(note("tasks_by_name"))
    return result


def earns(sums: dict[str, str], score: str, most: str) -> bool:
    """Whether points for execution are those of the sums of a task table, which are the whole budget then.

    Examples
    --------
    >>> [earns({"budget": "1200", "spent": spent}, "9.58", "10") for spent in ("1150", "900")]
    [True, False]
    """
    budget, spent = (parse_number(sums.get(part, "0")) for part in ("budget", "spent"))
    if not (budget and score and most):
        return False
    half = Fraction(1, 2 * 10 ** decimal_places(score))
    return abs(spent / budget * parse_number(most) - parse_number(score)) <= half


def _amounts(row: Row, seen: list[Cell]) -> dict[str, str]:
    """Amounts in yuan; a cell merged over several rows is not read again for the next."""
    found = {}
    for name in _AMOUNTS:
        cell = row.columns.cell(row.cells, name)
        if cell is None or any(cell is other for other in seen):
            continue
        amount = yuan(cell.text, row.unit(name) or "元")
        if amount is not None:
            found[name] = amount
            seen.append(cell)
    initial, added = found.pop("initial", None), found.pop("added", None)
    if initial and "budget" not in found:  # the budget of the year is what was added to it as well
        found |= {"budget": initial} | ({"added": added} if added and parse_number(added) else {})
    return found


def _category(name: str, row: Row, basic: tuple[str, ...]) -> str:
    around = key("".join(cell.text for cell in distinct(row.cells)[:2]))
    if "项目支出" in around:
        return "project"
    return (
        "basic"
        if any(key(word) in key(name) or (word == "基本支出" and word in around) for word in basic)
        else "project"
    )


def read_end(row: Row, lexicon: Lexicon, result: Reading) -> bool:
    """Whether a row is the total or the grade below a table; what it prints goes to `result.end`."""
    # The label of the whole form at the left reaches down from the head.
    cells = [cell for cell in distinct(row.cells) if not any(cell is other for other in row.header)]
    if not cells:
        return False
    label = bare(re.sub(r":.*", "", key(cells[0].text)))
    words = lexicon.rows
    is_total = _ends(label, {key(word) for word in words.total})
    if not is_total and not _ends(label, {key(word) for word in words.grade}):
        return False
    grades = [
        (words.grades[printed], cell)
        for cell in cells
        if (printed := ticked(re.split(r"[:：]", one_line(cell.text))[-1]).strip("。 “”")) in words.grades
    ]
    if grades:
        result.end.setdefault("grade", grades[-1][0])
        result.end.setdefault("grade_place", str(grades[-1][1].place))
    weighed = row.columns.cell(row.cells, "weight") or row.columns.cell(row.cells, "max")
    # One cell over weight and points holds the points.
    merged = weighed is row.columns.cell(row.cells, "score")
    most = points(weighed.text) if weighed is not None and not merged else None
    if is_total and most is not None and parse_number(most) != 100:
        if (score := points(row.columns.text(row.cells, "score"))) is not None:
            result.end.setdefault("sums", []).append((most, score, row.at("score")))
    elif is_total:
        score, place = points(row.columns.text(row.cells, "score")), row.at("score")
        if score is None:
            numbers = [
                (number, str(cell.place))
                for cell in cells
                if (number := points(re.split(r"[:：]", cell.text)[-1])) is not None
                and (merged or cell is not weighed)
            ]
            # 100 is the sum of the weights unless the row says otherwise; before one other it is that too.
            alone = len({number for number, _ in numbers}) == 1 and numbers[0][0] != "100"
            if alone or (len(numbers) == 2 and numbers[0][0] == "100"):
                score, place = numbers[-1]
        if score is not None:
            result.end.setdefault("total", score)
            result.end.setdefault("place", place)
    return True


def _ends(label: str, words: set[str]) -> bool:
    """Whether a short label is one of the words or ends in one (自评总得分)."""
    return label in words or (
        len(label) <= 10 and label.endswith(tuple(word for word in words if len(word) > 2))
    )
