"""Planted faults in the target table and in what the department says of its own problems."""

from __future__ import annotations

import re
from fractions import Fraction

from perfkit.base.quantities import parse_number, show_exact
from perfkit.demo.draft import Draft, PlantedFault, Row
from perfkit.demo.pools import pool
from perfkit.demo.registry import fault

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LIMIT = re.compile(r"≤|不超过|不高于|以下")
MEASURED = ("quantity", "quality", "timeliness", "social", "economic", "ecological", "sustainable")


def _place(draft: Draft, row: Row) -> tuple[str, str]:
    return (draft.target_section, row["name"])


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


def _say(draft: Draft, kind: str, row: Row, zh: str, en: str, rows: tuple[str, ...] = ()) -> PlantedFault:
    return draft.fault(
        kind,
        _place(draft, row),
        f"“{row['name']}”（{row['expected']} → {row['actual']}）：{zh}",
        f"{row['name']} ({row['expected']} → {row['actual']}): {en}",
        rows,
    )


@fault("unmet_target", "未达成的指标旁边是满分", "an unmet indicator beside full marks")
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
    return _say(
        draft,
        "unmet_target",
        row,
        "未达成，相关各行却是满分",
        "missed, while the rows that rest on it are full",
        tuple(rows),
    )


@fault("admitted_problem", "自述存在的问题旁边是满分", "an admitted problem beside full marks")
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
    return draft.fault(
        "admitted_problem",
        (section, problem),
        f"自述存在“{problem}”，相关行却是满分",
        f"admits “{problem}”, while the rows are full",
        tuple(rows),
    )


@fault("wrong_direction", "把不得超过当作多多益善", "a limit taken for a goal")
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
    return _say(
        draft,
        "wrong_direction",
        row,
        "越少越好的指标按越多越好报告",
        "less is better, but more is reported as better",
    )


def _about_money(draft: Draft, kind: str, asked: str) -> tuple[Row, int]:
    """A loose target turned into one about money of a project, with an amount of its own, 万元."""
    row = draft.pick(draft.loose_targets(kind, "quality"))
    amount = draft.rng.randint(*_AMOUNTS[kind])
    tasks = [task["name"] for task in draft.submission["tasks"]["rows"] if task["category"] == "project"]
    row |= {"kind": kind, "name": f"{draft.rng.choice(tasks)}{asked}"}
    return row, amount


_AMOUNTS = {"quantity": (8, 300), "cost": (20, 400)}


@fault("money_as_output", "把花了多少钱当作产出", "money spent as an output")
def money_as_output(draft: Draft) -> PlantedFault | None:
    """A quantity target asks how much money was paid."""
    row, amount = _about_money(draft, "quantity", "资金投入数")
    row["expected"] = row["actual"] = f"{amount} 万元"
    return _say(draft, "money_as_output", row, "资金投入不是产出", "money spent is not an output")


@fault("not_spending", "成本指标奖励少花钱", "a cost indicator that rewards not spending")
def not_spending(draft: Draft) -> PlantedFault | None:
    """A cost target is the budget itself, met by leaving money unspent."""
    row, amount = _about_money(draft, "cost", "专项经费支付金额")
    row["expected"] = f"预算申报数 {amount} 万元"
    row["actual"] = f"实际支付 {int(amount * draft.rng.uniform(0.4, 0.8))} 万元"
    return _say(
        draft,
        "not_spending",
        row,
        "以预算数为成本目标，少花即“达成”",
        "the budget is the cost target; not spending meets it",
    )


@fault("above_hundred", "合格率等超过100%", "a share above 100 %")
def above_hundred(draft: Draft) -> PlantedFault | None:
    """A rate that cannot exceed 100 % does."""
    rows = [
        row
        for row in _rates_upward(draft, "quality", "social", "timeliness")
        if not row["name"].endswith("执行率")
    ]
    row = draft.pick(rows)
    row["actual"] = f"{show_exact(Fraction(draft.rng.randint(1005, 1300), 10))}%"
    return _say(draft, "above_hundred", row, "这个比率不可能超过100%", "this rate cannot exceed 100 %")


@fault("weights", "指标权重之和不等于满分", "the weights of indicators do not sum")
def weights(draft: Draft) -> PlantedFault:
    """One target carries another weight than its block has room for."""
    row = draft.rng.choice(draft.targets)
    old = parse_number(row["weight"])
    draft.reopen(
        [scored.id for scored in draft.rubric.indicators if scored.targets is not None]
    )  # judged under the old weights
    row["weight"] = show_exact(old + draft.rng.choice((1, 2, Fraction(1, 2), 3)))
    return _say(
        draft,
        "weights",
        row,
        f"权重应为 {show_exact(old)}，现为 {row['weight']}，各项之和不等于满分",
        f"the weight should be {show_exact(old)}, is {row['weight']}; the block does not sum",
    )


_QUESTIONS = (
    ("是否及时", "及时"),
    ("是否合格", "是"),
    ("是否符合要求", "是"),
    ("按实际需求", "已完成"),
    ("是否满足工作需要", "满足"),
)


@fault(
    "unmeasurable",
    "多数指标无法衡量，可衡量一项却得满分",
    "most indicators cannot be measured, full marks for measurability",
)
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
    return draft.fault(
        "unmeasurable",
        (draft.target_section,),
        f"{share} 的指标没有可衡量的目标值，相关行却是满分",
        f"{share} indicators set nothing measurable, while the rows are full",
        tuple(rows),
    )


_EVASIONS = ("已完成", "按计划推进", "效果良好", "工作有序开展")


@fault("not_answered", "实际值没有回答目标", "the actual value does not answer the target")
def not_answered(draft: Draft) -> PlantedFault | None:
    """A target with a number is answered with words."""
    rows = _rates_upward(draft, *MEASURED)
    row = draft.pick(rows)
    row["actual"] = draft.rng.choice(_EVASIONS)
    return _say(
        draft,
        "not_answered",
        row,
        "目标问的是数值，实际没有给出数值",
        "the target asks for a number, none is given",
    )


@fault("target_against_text", "指标表与正文的数字不同", "the table of indicators and the text differ")
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
    return draft.fault(
        "target_against_text",
        (cell["section"], truth["section"], name),
        f"指标表为 {value}{cell['unit']}，〔{truth['section']}〕为 {truth['value']}{truth['unit']}",
        f"the table of indicators says {value}{cell['unit']}, {truth['section']} says "
        f"{truth['value']}{truth['unit']}",
        draft.rows_on(name),
    )
