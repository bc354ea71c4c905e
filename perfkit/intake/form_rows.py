"""Rows of the task, target and scoring tables as entries of a submission."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from perfkit.base.quantities import parse_number
from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, distinct, key, one_line
from perfkit.intake.family import Family
from perfkit.intake.numbers import percent, points, yuan
from perfkit.intake.official_tables import Row
from perfkit.rubric.table import Rubric

_AMOUNTS = ("budget", "budget_fiscal", "spent", "spent_fiscal")


@dataclass
class Reading:
    """What came of one table: entries, what is missing, what a person should look at."""

    entries: dict = field(default_factory=dict)
    missing: list[tuple[str, Text]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def read_tasks(rows: list[Row], family: Family) -> Reading:
    """The task table: `rows` and `totals` as the submission writes them, amounts in yuan."""
    words, result = family.tables.tasks, Reading()
    totals = {key(word) for word in words.totals}
    tasks: list[dict] = []
    seen: list[Cell] = []
    for row in rows:
        columns = row.columns
        name_cell = columns.cell(row.cells, "name")
        name = one_line(name_cell.text) if name_cell is not None else ""
        label = next((key(cell.text) for cell in distinct(row.cells)), "")
        amounts = _amounts(row, seen)
        if label in totals or key(name) in totals:
            if amounts:
                result.entries.setdefault("totals", amounts)
        elif name and ("budget" in amounts or "spent" in amounts):
            completion = one_line(columns.text(row.cells, "completion"))
            task = {"name": name, "category": _category(name, row, words.basic)}
            if completion:
                share = percent(completion) or (
                    percent(completion + "%") if "%" in columns.headers.get("completion", "") else None
                )
                task |= ({"completion": share} if share else {}) | {"completion_quote": completion}
            if "budget" in amounts and "spent" in amounts:
                tasks.append(task | amounts)
            else:
                lost = Text("执行数", "spent") if "budget" in amounts else Text("预算数", "budget")
                result.missing.append(
                    (f"tasks.{name}", Text(f"任务“{name}”的{lost.zh}", f"the {lost.en} of task {name}"))
                )
        elif name and row.first and tasks and not amounts and len(distinct(row.cells)) == 1:
            tasks[-1]["name"] += name  # a name cut by the end of a page
        elif distinct(row.cells):
            shown = " | ".join(one_line(cell.text) for cell in distinct(row.cells))[:60]
            result.notes.append(
                Text(f"任务表中这一行没有读：{shown}", f"a row of the task table was not read: {shown}")
            )
    if tasks and not any(row.columns.caption or any(row.columns.unit.values()) for row in rows):
        result.notes.append(
            Text(
                "任务表没有印金额单位，按元读入，请核对",
                "the task table prints no unit; amounts were taken as yuan; check them",
            )
        )
    if tasks:
        result.entries = {"section": words.section, "rows": tasks, **result.entries}
        result.notes.append(
            Text(
                "任务的基本/项目类别按名称判断，请核对",
                "whether a task is basic or project was judged by its name; check it",
            )
        )
    return result


def _amounts(row: Row, seen: list[Cell]) -> dict[str, str]:
    """Amounts in yuan; a cell merged over several rows is not read again for the next."""
    found = {}
    for name in _AMOUNTS:
        cell = row.columns.cell(row.cells, name)
        if cell is None or any(cell is other for other in seen):
            continue
        amount = yuan(cell.text, row.columns.unit.get(name) or _unit(row))
        if amount is not None:
            found[name] = amount
            seen.append(cell)
    return found


def _unit(row: Row) -> str:
    """The unit of the other columns, or of the caption, where a header has none of its own."""
    return next((unit for unit in row.columns.unit.values() if unit), "") or row.columns.caption or "元"


def _category(name: str, row: Row, basic: tuple[str, ...]) -> str:
    around = key("".join(cell.text for cell in distinct(row.cells)[:2]))
    if "项目支出" in around:
        return "project"
    return (
        "basic"
        if any(key(word) in key(name) or (word == "基本支出" and word in around) for word in basic)
        else "project"
    )


def read_scores(rows: list[Row], family: Family, rubric: Rubric) -> Reading:
    """The scoring table: points by indicator id, total and grade."""
    words, result = family.tables.scores, Reading()
    names = _row_names(family, rubric)
    totals, grades = {key(word) for word in words.total}, {key(word) for word in words.grade}
    scores: dict[str, str] = {}
    waiting = ""
    for row in rows:
        cells = distinct(row.cells)
        label = re.sub(r"\(.*?\)|:.*", "", key(cells[0].text))
        score = points(row.columns.text(row.cells, "score"))
        if _ends(label, totals):
            total = score or next(
                (number for cell in reversed(cells) if (number := points(re.split(r"[:：]", cell.text)[-1]))),
                None,
            )
            if total is not None:
                result.entries.setdefault("total", total)
        elif _ends(label, grades):
            printed = (
                one_line(cells[-1].text) if len(cells) > 1 else re.split(r"[:：]", cells[0].text)[-1].strip()
            )
            grade = words.grades.get(printed.strip("。 "))
            if grade:
                result.entries.setdefault("grade", grade)
        else:
            waiting = _score_row(row, cells, score, names, rubric, scores, result, waiting)
    for indicator in rubric.indicators:
        if indicator.id not in scores:
            result.missing.append(
                (
                    f"self_evaluation.{indicator.id}",
                    Text(
                        f"评分表“{indicator.name.zh}”的得分",
                        f"the points of {indicator.name.en} in the scoring table",
                    ),
                )
            )
    for name, text in (
        ("total", Text("评分表的综合评分", "the total of the scoring table")),
        ("grade", Text("评分表的评分等级", "the grade of the scoring table")),
    ):
        if name not in result.entries:
            result.missing.append((f"self_evaluation.{name}", text))
    ordered = {
        indicator.id: scores[indicator.id] for indicator in rubric.indicators if indicator.id in scores
    }
    result.entries = {"rubric": rubric.id, "section": words.section, "scores": ordered, **result.entries}
    return result


def _ends(label: str, words: set[str]) -> bool:
    """Whether a short label is one of the words or ends in one (自评总得分)."""
    return label in words or (
        len(label) <= 10 and label.endswith(tuple(word for word in words if len(word) > 1))
    )


def _score_row(
    row: Row,
    cells: list[Cell],
    score: str | None,
    names: dict,
    rubric: Rubric,
    scores: dict,
    result: Reading,
    waiting: str,
) -> str:
    """Take one row of points; returns the row that is still without points, if any."""
    found = _indicator(row, cells, names, result)
    if found is None:
        # The second half of a row that a page end cut: the points may stand there.
        if waiting and score is not None and len(cells) <= 2:
            scores.setdefault(waiting, score)
            return ""
        return waiting
    if found in scores:
        if score is not None and score != scores[found]:
            result.notes.append(
                Text(
                    f"“{rubric.by_id[found].name.zh}”有两个得分，取了前一个 {scores[found]}",
                    f"{found} has two scores; the first, {scores[found]}, was taken",
                )
            )
        return waiting
    if score is None and not row.aligned:
        score = points(cells[-1].text) if len(cells) > 3 else None
    if score is None:
        return found
    scores[found] = score
    full = points(row.columns.text(row.cells, "max"))
    if full is not None and parse_number(full) != rubric.by_id[found].max:
        name = rubric.by_id[found].name
        result.notes.append(
            Text(
                f"“{name.zh}”印的分值是 {full}，与评分表的不同",
                f"{name.en}: the printed maximum {full} is not the rubric's",
            )
        )
    return ""


def _row_names(family: Family, rubric: Rubric) -> dict[str, str]:
    names = {_bare(indicator.name.zh): indicator.id for indicator in rubric.indicators}
    for indicator, others in family.tables.scores.also.items():
        if indicator in rubric.by_id:
            names.update({_bare(other): indicator for other in others})
    return names


def _bare(name: str) -> str:
    return re.sub(r"\(.*?\)|[、,，。.\s\d]|等$", "", key(name))


def _indicator(row: Row, cells: list[Cell], names: dict[str, str], result: Reading) -> str | None:
    """The row of the rubric that a row of the table is: by its exact name, else by the one name that is nearly it."""
    named = row.columns.cell(row.cells, "name")
    candidates = ([named] if named is not None else []) + cells[:4]
    for cell in candidates:
        if _bare(cell.text) in names:
            return names[_bare(cell.text)]
    printed = _bare(named.text) if named is not None else ""
    if not 3 <= len(printed) <= 40:
        return None
    ranked = sorted(((SequenceMatcher(None, printed, name).ratio(), name) for name in names), reverse=True)
    if ranked[0][0] >= 0.8 and (len(ranked) == 1 or ranked[1][0] < ranked[0][0] - 0.1):
        shown = one_line(named.text)
        result.notes.append(
            Text(
                f"评分表的“{shown}”按“{ranked[0][1]}”读入，请核对",
                f"the row {shown} was taken as {names[ranked[0][1]]}; check it",
            )
        )
        return names[ranked[0][1]]
    return None
