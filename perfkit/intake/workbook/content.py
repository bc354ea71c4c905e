"""A submission and its judgements as rows of the workbook's sheets."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from perfkit.base.quantities import show_exact
from perfkit.evaluation.scoring import score
from perfkit.evaluation.weighted_targets import target_criteria
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import FactBook
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.table import Rubric

_MONEY, _RATE = "万元", "%"


def plain(submission: Submission | dict | None) -> dict:
    """A submission as submission.yaml writes it: numbers as printed digits, nothing that is only a default.

    Examples
    --------
    >>> from perfkit.filing.submission_file import load_submission
    >>> from perfkit.base.paths import data_root
    >>> filed = load_submission(data_root() / "departments" / "sz-sif-longhua_2020")
    >>> plain(filed)["self_evaluation"]["total"], plain(filed)["tasks"]["rows"][1]["completion"]
    ('95.5', '99.8')
    """
    if submission is None or isinstance(submission, dict):
        return submission or {}
    content = submission.model_dump(mode="json", exclude_defaults=True)
    for task in content.get("tasks", {}).get("rows", ()):
        places = task.pop("completion_places", 2)
        if "completion" in task:
            whole, _, decimals = task["completion"].partition(".")
            task["completion"] = f"{whole}.{decimals.ljust(places, '0')}" if places else whole
    own = submission.self_evaluation
    content["self_evaluation"]["scores"] = {
        name: own.printed.get(name, show_exact(points)) for name, points in own.scores.items()
    }
    return content


def plain_judgements(judgements: Any) -> list[dict]:
    """Evaluators' files as they are written, dates as ISO text."""
    return [
        found.model_dump(mode="json", exclude_defaults=True) if isinstance(found, Judgements) else found
        for found in judgements
    ]


def value_at(content: dict, path: str) -> Any:
    """A value by its path, such as "department.id"; None where it is not there."""
    value: Any = content
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def text_rows(content: dict) -> list[dict]:
    """Passages of the narrative, then those of the overall goal."""
    rows = [
        {"part": part, **passage}
        for part, passages in (content.get("narrative") or {}).items()
        for passage in passages
    ]
    return rows + [
        {"part": "overall_goal", **passage}
        for passage in (content.get("overall_goal") or {}).get("actual", ())
    ]


def fact_rows(content: dict) -> list[dict]:
    """Statements of facts; without any, one empty row for every fact of the catalogue with its usual unit."""
    catalogue, filed = fact_catalogue(), content.get("facts") or {}
    rows = [
        {"fact": fact, "name": catalogue[fact].zh if fact in catalogue else "", **statement}
        for fact, statements in filed.items()
        for statement in statements
    ]
    units = {"money": _MONEY, "rate": _RATE, "count": "", "flag": ""}
    empty = [
        {"fact": fact, "name": kind.zh, "unit": units[kind.kind]}
        for fact, kind in catalogue.items()
        if fact not in filed
    ]
    return rows + empty


def figure_rows(content: dict) -> list[dict]:
    """Statements of the department's own figures; sums and rates stand in the first row of each."""
    rows = []
    for figure in content.get("figures") or ():
        for number, statement in enumerate(figure["statements"]):
            own = {key: figure[key] for key in ("sum_of", "rate_of") if key in figure} if number == 0 else {}
            rows.append(
                {"id": figure["id"], "name": figure["name"], "kind": figure["kind"], **statement, **own}
            )
    return rows


def score_rows(content: dict, rubric: Rubric) -> list[dict]:
    """Every row of the rubric with the department's points."""
    own = value_at(content, "self_evaluation.scores") or {}
    return [
        {
            "indicator": row.id,
            "level1": row.level1.zh if row.level1 else None,
            "level2": row.level2.zh if row.level2 else None,
            "name": row.name.zh,
            "max": show_exact(row.max),
            "score": own.get(row.id),
        }
        for row in rubric.indicators
    ]


def judgement_rows(judged: list[dict], rubric: Rubric, submission: Submission | None) -> list[dict]:
    """Judgements on file, then every criterion and modifier that a judgement could decide, with its
    bounds."""
    bounds = _bounds(rubric, submission)
    rows = []
    for file in judged:
        who = {"evaluator": file["evaluator"]["id"], "evaluator_name": file["evaluator"].get("name")}
        for judgement in file.get("judgements", ()):
            rows.append({**bounds.get(judgement["criterion"], {}), **judgement, **who})
    done = {row["criterion"] for row in rows}
    return rows + [{"criterion": name, **bound} for name, bound in bounds.items() if name not in done]


def _bounds(rubric: Rubric, submission: Submission | None) -> dict[str, dict]:
    """Criterion → its clause, and the least and most points that the figures leave open."""
    book = FactBook(submission, ()) if submission is not None else None
    found: dict[str, dict] = {}
    for row in rubric.indicators:
        own = target_criteria(row, submission) if submission is not None and row.targets else row.criteria
        for criterion in own:
            chosen = rubric.criterion(criterion, {}) if criterion.id in rubric.criteria else criterion
            low, high = Fraction(0), criterion.max
            if book is not None:
                awarded = score(chosen, book).points
                low, high = awarded.low, awarded.high
            if low != high:
                found[criterion.id] = {
                    "name": criterion.text.zh,
                    "low": show_exact(low),
                    "high": show_exact(high),
                }
        for name, modifier in row.modifiers.items():
            found[name] = {"name": modifier.text.zh}
    return found
