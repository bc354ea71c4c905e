"""Planted faults in the target table and in what the department says of its own problems."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from perfkit.base.quantities import parse_number, show_exact
from perfkit.demo.draft import Draft, PlantedFault, Row
from perfkit.demo.pools import pool
from perfkit.demo.registry import fault

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LIMIT = re.compile(r"≤|不超过|不高于|以下")
MEASURED = ("quantity", "quality", "timeliness", "social", "economic", "ecological", "sustainable")


def _first_number(text: str) -> Fraction:
    """The number that a target of our own making holds."""
    found = _NUMBER.search(text)
    assert found is not None, text
    return parse_number(found.group())


def _rates_upward(draft: Draft, *kinds: str) -> list[Row]:
    """Targets of the kind ≥95% whose actual value stands nowhere else."""
    return [
        row
        for row in draft.loose_targets(*kinds)
        if row["expected"].rstrip("以上").endswith("%") and not _LIMIT.search(row["expected"])
    ]


def _planted(draft: Draft, kind: str, row: Row, rows: tuple[str, ...] = (), **fields: Any) -> PlantedFault:
    target: dict[str, Any] = {part: row[part] for part in ("name", "expected", "actual")}
    return draft.planted(kind, (draft.target_section, row["name"]), rows, **target, **fields)


@fault
def unmet_target(draft: Draft) -> PlantedFault | None:
    """A target is missed while rows that rest on it claim full points; key work rests on what was handed
    down only."""
    options = []
    for block, kinds in (
        ("output", ("quality", "timeliness")),
        ("benefit", ("social", "ecological", "sustainable", "economic")),
    ):
        rows = [row for row in draft.full_rows_on(block) if "key_work" not in draft.rubric.by_id[row].topics]
        options += [(row, rows) for row in _rates_upward(draft, *kinds) if rows]
    row, rows = draft.pick(options)
    wanted = _first_number(row["expected"])
    draft.reopen(rows)
    row["actual"] = f"{show_exact(Fraction(int(wanted * draft.rng.randint(400, 930) / 100), 10))}%"
    return _planted(draft, "unmet_target", row, tuple(rows))


@fault
def admitted_problem(draft: Draft) -> PlantedFault | None:
    """The department admits a problem where it claims full points and nobody has judged the row yet."""
    options = []
    for topic, sentences in pool("sentences")["problems"].items():
        rows = [
            row.id
            for row in draft.rubric.indicators
            if draft.is_full(row.id)
            and draft.is_judged(row.id)
            and (topic in row.topics or any(topic in c.topics for c in row.criteria))
        ]
        options += [(sentence["problem"], rows) for sentence in sentences if rows]
    problem, rows = draft.pick(options)
    draft.reopen(rows)
    problems = draft.submission["narrative"]["problems"]
    section = f"三（二）问题{len(problems) + 1}"
    problems.append({"section": section, "text": problem})
    return draft.planted("admitted_problem", (section, problem), tuple(rows), problem=problem)


@fault
def wrong_direction(draft: Draft) -> PlantedFault | None:
    """A limit is exceeded and reported as more than fulfilled, or a limit is written as a minimum."""
    rows = [
        row for row in draft.loose_targets("quality", "cost", "economic") if _LIMIT.search(row["expected"])
    ]
    row = draft.pick(rows)
    limit, unit = _first_number(row["expected"]), _NUMBER.sub("", row["actual"], count=1)
    if "差错" in row["name"] and draft.rng.random() < 0.5:
        row["expected"], row["actual"] = (
            f"≥{show_exact(limit)}{unit}",
            f"{int(limit) + draft.rng.randint(1, 6)}{unit}",
        )
    else:
        over = limit * Fraction(draft.rng.randint(120, 220), 100)
        row["actual"] = f"{int(over) + 1}{unit}，超额完成"
    return _planted(draft, "wrong_direction", row)


def _about_money(draft: Draft, kind: str, asked: str) -> tuple[Row, int]:
    """A loose target turned into one about money of a project, with an amount of its own, 万元."""
    row = draft.pick(draft.loose_targets(kind, "quality"))
    amount = draft.rng.randint(*_AMOUNTS[kind])
    tasks = [task["name"] for task in draft.submission["tasks"]["rows"] if task["category"] == "project"]
    row |= {"kind": kind, "name": f"{draft.rng.choice(tasks)}{asked}"}
    return row, amount


_AMOUNTS = {"quantity": (8, 300), "cost": (20, 400)}


@fault
def money_as_output(draft: Draft) -> PlantedFault | None:
    """A quantity target asks how much money was paid."""
    row, amount = _about_money(draft, "quantity", "资金投入数")
    row["expected"] = row["actual"] = f"{amount} 万元"
    return _planted(draft, "money_as_output", row)


@fault
def not_spending(draft: Draft) -> PlantedFault | None:
    """A cost target is the budget itself, met by leaving money unspent."""
    row, amount = _about_money(draft, "cost", "专项经费支付金额")
    row["expected"] = f"预算申报数 {amount} 万元"
    row["actual"] = f"实际支付 {int(amount * draft.rng.uniform(0.4, 0.8))} 万元"
    return _planted(draft, "not_spending", row)


@fault
def above_hundred(draft: Draft) -> PlantedFault | None:
    """A rate that cannot exceed 100 % does."""
    rows = [
        row
        for row in _rates_upward(draft, "quality", "social", "timeliness")
        if not row["name"].endswith("执行率")
    ]
    row = draft.pick(rows)
    row["actual"] = f"{show_exact(Fraction(draft.rng.randint(1005, 1300), 10))}%"
    return _planted(draft, "above_hundred", row)


@fault
def weights(draft: Draft) -> PlantedFault:
    """One target carries another weight than its block has room for."""
    row = draft.rng.choice(draft.targets)
    old = parse_number(row["weight"])
    draft.reopen(
        [scored.id for scored in draft.rubric.indicators if scored.targets is not None]
    )  # judged under the old weights
    row["weight"] = show_exact(old + draft.rng.choice((1, 2, Fraction(1, 2), 3)))
    return _planted(draft, "weights", row, old=show_exact(old), weight=row["weight"])


_QUESTIONS = (
    ("是否及时", "及时"),
    ("是否合格", "是"),
    ("是否符合要求", "是"),
    ("按实际需求", "已完成"),
    ("是否满足工作需要", "满足"),
)


@fault
def unmeasurable(draft: Draft) -> PlantedFault | None:
    """Most targets ask for yes or no while the row on clarity claims full points."""
    rows = draft.full_rows_on("measurability")
    loose = draft.loose_targets(*MEASURED, "cost")
    wanted = int(len(draft.targets) * draft.rng.uniform(0.5, 0.75)) + 1
    if not rows or len(loose) < wanted:
        return None
    draft.reopen(rows)
    for row in draft.rng.sample(loose, wanted):
        row["expected"], row["actual"] = draft.rng.choice(_QUESTIONS)
    share = f"{wanted}／{len(draft.targets)}"
    return draft.planted("unmeasurable", (draft.target_section,), tuple(rows), share=share)


_EVASIONS = ("已完成", "按计划推进", "效果良好", "工作有序开展")


@fault
def not_answered(draft: Draft) -> PlantedFault | None:
    """A target with a number is answered with words."""
    rows = _rates_upward(draft, *MEASURED)
    row = draft.pick(rows)
    row["actual"] = draft.rng.choice(_EVASIONS)
    return _planted(draft, "not_answered", row)


@fault
def target_against_text(draft: Draft) -> PlantedFault | None:
    """The actual value of a target is not the figure in the text."""
    options = []
    for name, statements in [
        *draft.facts.items(),
        *((figure["id"], figure["statements"]) for figure in draft.submission["figures"]),
    ]:
        cells = [s for s in statements if s["section"].startswith(draft.target_section)]
        others = [
            s for s in statements if s not in cells and not ({"period", "scope", "approximate"} & set(s))
        ]
        options += [(name, cell, others[0]) for cell in cells if others and parse_number(cell["value"]) > 5]
    name, cell, truth = draft.pick(options)
    value = draft.off_rate(cell) if cell["unit"] == "%" else draft.changed(cell, 0.05, 0.3, up=True)
    if cell["unit"] == "%" and parse_number(value) >= 100:
        return None
    draft.restate(cell, value)
    return draft.planted(
        "target_against_text",
        (cell["section"], truth["section"], name),
        draft.rows_on(name),
        value=value,
        unit=cell["unit"],
        section=truth["section"],
        value2=truth["value"],
        unit2=truth["unit"],
    )
