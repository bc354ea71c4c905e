"""An evaluator's file for an invented department, and the self-scores that an honest department gives
itself."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from perfkit.base.quantities import Points, round_half_up, show_exact
from perfkit.demo.pools import pool
from perfkit.demo.world import World
from perfkit.evaluation.awards import possible_points, refusal
from perfkit.evaluation.results import CriterionResult, RowResult
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.table import Rubric

EVALUATOR = {"id": "demo", "name": "示例评价员"}
# What evaluators establish and departments do not print: (fact, document, most findings).
_COUNTED = (
    ("budget_rule_breaches_count", "预算编制复核底稿", 2),
    ("target_filing_faults_count", "绩效目标复核表", 1),
    ("key_tasks_unfinished_count", "督查部门重点工作完成情况通报", 0),
)
_FLAGS = (
    ("fund_misuse_found", "财会监督检查结论"),
    ("is_classified", "定密情况说明"),
    ("managed_special_fund_poor", "专项资金绩效评价报告"),
)


def established_facts(world: World, targets: dict[str, Any], rng: Random) -> list[dict[str, Any]]:
    """The figures that the evaluator read from documents, as entries of a judgements file."""
    seen = date(world.year + 1, 3, 1).isoformat()
    facts: list[dict[str, Any]] = []
    for fact, document, most in _COUNTED:
        # A project that did less than planned is a target missed and a task unfinished.
        count = (
            1
            if fact == "key_tasks_unfinished_count" and world.has_late_project
            else rng.choice([0, 0, 0, rng.randint(0, most)])
        )
        facts.append({"fact": fact, "value": str(count), "unit": "项", "document": document, "date": seen})
    facts += [{"fact": fact, "value": False, "document": document, "date": seen} for fact, document in _FLAGS]
    aspects = {row["kind"] for row in targets["rows"] if row["block"] == "benefit"}
    facts.append(
        {
            "fact": "benefit_aspects_count",
            "value": str(len(aspects)),
            "unit": "个",
            "document": "绩效指标完成情况佐证材料",
            "date": seen,
        }
    )
    return facts


def judge(
    submission: Submission, rubric: Rubric, world: World, facts: list[dict[str, Any]], rng: Random
) -> tuple[dict[str, Any], Evaluation]:
    """Judge everything that rule and figures leave open.

    Returns
    -------
    the judgements file, and the evaluation in which every row is decided.
    """
    judged: dict[str, Any] = {
        "evaluator": EVALUATOR,
        "synthetic": True,
        "evidence": [],
        "facts": facts,
        "judgements": [],
    }
    first = evaluate(submission, rubric, (Judgements.model_validate(judged),))
    quality = rng.uniform(0.8, 0.97)
    for row in first.rows:
        lowered = _must_lose(row, world)
        for result in row.criteria:
            if not result.points.is_exact:
                points = _award(result, rng, quality, lowered and result is row.criteria[-1])
                _record(
                    judged,
                    result.criterion.id,
                    result.criterion.documents,
                    points,
                    result.outcome.points,
                    world,
                    rng,
                )
        for modifier in row.modifiers:
            if modifier.applies is None:
                _record(judged, modifier.id, modifier.modifier.documents, None, None, world, rng)
    return judged, evaluate(submission, rubric, (Judgements.model_validate(judged),))


def honest_scores(evaluation: Evaluation) -> dict[str, Any]:
    """Self-scores as the rubric gives them, rounded once per row, with their total and grade."""
    places = evaluation.rubric.rounding.places
    scores = {row.indicator.id: Fraction(round_half_up(row.points.low, places)) for row in evaluation.rows}
    total = sum(scores.values(), Fraction(0))
    return {
        "rubric": evaluation.rubric.id,
        "section": "四 部门整体支出绩效评分表",
        "scores": {row: show_exact(points) for row, points in scores.items()},
        "total": f"{round_half_up(total, places):f}",
        "grade": evaluation.rubric.grade(total).name if evaluation.rubric.is_graded else "",
    }


def _must_lose(row: RowResult, world: World) -> bool:
    """A row that rests on output targets or tasks cannot be full where a project missed both."""
    return world.has_late_project and bool({"output", "tasks"} & set(row.indicator.relies_on))


def _award(result: CriterionResult, rng: Random, quality: float, lowered: bool) -> Fraction:
    bounds = result.outcome.points
    allowed = list(possible_points(result.criterion, result.outcome))
    if not allowed:
        allowed = [
            bounds.low + (bounds.high - bounds.low) * Fraction(tenth, 10) for tenth in (5, 6, 7, 8, 9, 10)
        ]
        allowed = sorted(
            {Fraction(round_half_up(points, 1)) if bounds.high >= 1 else points for points in allowed}
        )
        allowed = [points for points in allowed if refusal(result.criterion, result.outcome, points) is None]
    if lowered:
        return allowed[-2] if len(allowed) > 1 else allowed[0]
    if rng.random() < quality:
        return allowed[-1]
    return allowed[-2] if len(allowed) > 1 else allowed[-1]


def _record(
    judged: dict[str, Any],
    criterion: str,
    documents: tuple,
    points: Fraction | None,
    bounds: Points | None,
    world: World,
    rng: Random,
) -> None:
    name = documents[0].zh if documents else _document(criterion)
    day = (date(world.year + 1, 3, 1) + timedelta(days=rng.randrange(40))).isoformat()
    number = f"doc{len(judged['evidence']) + 1}"
    judged["evidence"].append({"id": number, "criterion": criterion, "document": name, "date": day})
    reasons = pool("sentences")["reasons"]
    entry: dict[str, Any] = {"criterion": criterion}
    if points is None or bounds is None:
        entry |= {"triggered": False, "reason": reasons["modifier"][0].format(document=f"《{name}》")}
    else:
        how = "full" if points == bounds.high else "partial" if points else "none"
        reason = rng.choice(reasons[how]).format(
            document=f"《{name}》", points=show_exact(points), max=show_exact(bounds.high)
        )
        entry |= {"points": show_exact(points), "reason": reason}
    judged["judgements"].append({**entry, "evidence": [number], "date": day})


def _document(criterion: str) -> str:
    documents = pool("sentences")["documents"]
    return next(
        (name for prefix, name in documents.items() if criterion.startswith(prefix)), documents["other"]
    )
