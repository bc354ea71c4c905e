"""A case on the form of one project: what a department's report says of it, filed as the project's own
self-evaluation."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from perfkit.base.quantities import parse_number
from perfkit.demo.ledger import printed
from perfkit.training.cases.documents import targets_in_words
from perfkit.training.words import training_data

PLANTABLE = ("score_total", "grade", "above_hundred", "not_answered", "rate", "wrong_direction")
_WEIGHTS = {"output": 50, "benefit": 30, "satisfaction": 10}


def as_project(
    department: dict[str, Any], judged: dict[str, Any], rng: Random
) -> tuple[dict[str, Any], dict[str, Any]]:
    """One project of an invented department as a filing of its own; nothing of it is judged yet.

    Parameters
    ----------
    department, judged : dict   as `generate` made them
    rng : Random                picks the project

    Returns
    -------
    submission and judgements, as their files hold them.
    """
    tasks = [row for row in department["tasks"]["rows"] if row["category"] == "project"]
    task = rng.choice(tasks)
    budget, spent = parse_number(task["budget"]), parse_number(task["spent"])
    facts: dict[str, list[dict[str, str]]] = {}
    name, year = task["name"], department["year"]
    text = _execution(name, year, budget, spent, facts, rng)
    said, named = training_data("project"), {"name": name, "year": year}
    whole = said["project"].format(**named)
    aims = [p for p in department["narrative"]["performance"] if p["text"].startswith(whole)]
    narrative = {
        "budget_execution": [{"section": "一", "text": text}],
        "performance": [{"section": "二", "text": aims[0]["text"] if aims else said["aim"].format(**named)}],
        "problems": [{"section": "三", "text": department["narrative"]["problems"][-1]["text"]}],
        "next_steps": [{"section": "四", "text": department["narrative"]["next_steps"][0]["text"]}],
    }
    submission = {
        **{key: department[key] for key in ("synthetic", "department", "year", "source")},
        "title": said["title"].format(**named),
        "project": {"name": whole, "unit": department["department"]["name"]},
        "form": {"kind": "project"},
        "narrative": narrative,
        "overall_goal": {**{key: one.format(**named) for key, one in said["goal"].items()}, "actual": []},
        "facts": facts,
        "figures": [],
        "targets": _targets(department, name, aims[0]["text"] if aims else "", rng),
        "self_evaluation": {**department["self_evaluation"], "scores": {}},
    }
    return submission, {**judged, "evidence": [], "judgements": [], "facts": []}


def _execution(
    name: str,
    year: str,
    budget: Fraction,
    spent: Fraction,
    facts: dict[str, list[dict[str, str]]],
    rng: Random,
) -> str:
    """The sentence on money; every figure in it becomes a statement that quotes it."""
    unit = training_data("project")["unit"]
    leads = rng.choice(training_data("project")["money"])
    values = (
        ("budget_total", printed(budget, unit), unit),
        ("spent_total", printed(spent, unit), unit),
        ("execution_rate", printed(spent / budget, "%"), "%"),
    )
    clauses = []
    for lead, (fact, value, printed_unit) in zip(leads, values, strict=True):
        space = "" if printed_unit == "%" else " "
        clauses.append(f"{lead.format(name=name, year=year)}{value}{space}{printed_unit}")
        facts[fact] = [{"value": value, "unit": printed_unit, "section": "一", "quote": clauses[-1]}]
    return "，".join(clauses) + "。"


def _targets(department: dict[str, Any], name: str, done: str, rng: Random) -> dict[str, Any]:
    """The targets of the project, with the department's benefits; weights sum to 50, 30 and 10."""
    own = [
        row
        for row in department["targets"]["rows"]
        if row["block"] == "output" and (row["name"].startswith(name) or row["name"] in done)
    ]
    spare = [row for row in department["targets"]["rows"] if row["block"] == "output" and row not in own]
    rows = [*own, *spare][:3] + targets_in_words("output", 3, rng)
    rows += [row for row in department["targets"]["rows"] if row["block"] == "benefit"][:2]
    rows += targets_in_words("benefit", 2, rng)
    rows += [row for row in department["targets"]["rows"] if row["block"] == "satisfaction"][:1]
    weighed = []
    for block, weight in _WEIGHTS.items():
        inside = [row for row in rows if row["block"] == block]
        each, left = divmod(weight, len(inside) or 1)
        weighed += [{**row, "weight": str(each + (at < left))} for at, row in enumerate(inside)]
    return {"section": training_data("project")["targets"], "rows": weighed, "none_filed": []}
