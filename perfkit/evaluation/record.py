"""An evaluation as the JSON object that others build on: keys are a contract, numbers are strings."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from perfkit.base.quantities import Points, show_number
from perfkit.evaluation.results import CriterionResult, RowResult, Standing
from perfkit.evaluation.trace import trace
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.statement import Project
from perfkit.rubric.table import Grade


def exact(value: Fraction) -> str:
    """A fraction without loss, "n" or "n/d".

    Examples
    --------
    >>> exact(Fraction(1985, 2131)), exact(Fraction(3))
    ('1985/2131', '3')
    """
    return str(value)


def to_record(evaluation: Evaluation, findings: tuple = (), lang: str = "zh") -> dict[str, Any]:
    """The object that `perfkit score --json` prints.

    Parameters
    ----------
    findings : findings of perfkit.review, each with `to_record(lang)`
    lang : str   language of names, traces and messages

    Returns
    -------
    dict   points as strings rounded for reading, each with its exact fraction under `…_exact`.

    Examples
    --------
    >>> from perfkit import load_department
    >>> record = to_record(load_department("sz-sif-longhua_2020").evaluate())
    >>> record["self"], record["grade"]["self"], len(record["indicators"])
    ('95.50', '优', 21)
    """
    submission, rubric = evaluation.submission, evaluation.rubric
    grades: dict[str, Grade | None] = {"self": evaluation.own_grade, **evaluation.grades}
    filed = submission.self_evaluation
    return {
        "department": {"id": submission.department.id, "name": submission.department.name},
        **({"project": _project(submission.project)} if submission.project is not None else {}),
        "year": submission.year,
        "as_of": submission.as_of or None,
        "rubric": rubric.id,
        "rubric_version": rubric.version,
        "synthetic": submission.synthetic,
        "unconfirmed": submission.unconfirmed,
        "redacted": list(submission.source.redacted),
        **number("max", rubric.max),
        **number("self", evaluation.self_score),
        **number("self_stated", filed.total),
        **_ends(evaluation.points),
        "standing": standing_numbers(evaluation.standing),
        **({"partial": True} if rubric.partial else {}),
        "grade": {name: grade and grade.name if rubric.is_graded else None for name, grade in grades.items()}
        | {"self_stated": filed.grade or None},
        "readings": {
            name: {"chosen": option, "why": rubric.readings[name].why.text.in_(lang)}
            for name, option in evaluation.choices.items()
            if name in rubric.readings
        },
        "indicators": [_row(row, lang) for row in evaluation.rows],
        "findings": [finding.to_record(lang) for finding in findings],
    }


def _project(project: Project) -> dict[str, str]:
    return {"name": project.name, "code": project.code, "authority": project.authority, "unit": project.unit}


def number(key: str, value: Fraction | None, stated: Fraction | None = None) -> dict[str, str | None]:
    """A number for reading under `key`, without loss under `…_exact`; `stated` is what is read where it
    differs.

    Examples
    --------
    >>> number("low", Fraction(1, 3))
    {'low': '0.33', 'low_exact': '1/3'}
    """
    return {
        key: None if value is None else show_number(value if stated is None else stated),
        f"{key}_exact": None if value is None else exact(value),
    }


def _ends(points: Points) -> dict[str, str | None]:
    return {**number("low", points.low), **number("high", points.high)}


def standing_numbers(standing: Standing) -> dict[str, str | None]:
    """The four parts: those for reading sum to the self-score for reading, exact ones to the exact one."""
    result: dict[str, str | None] = {}
    for part, value, stated in zip(standing._fields, standing, standing.stated, strict=True):
        result |= number(part, value, stated)
    return result


def _row(row: RowResult, lang: str) -> dict[str, Any]:
    indicator = row.indicator
    return {
        "id": indicator.id,
        "name": indicator.name.text.in_(lang),
        "level1": indicator.level1.text.in_(lang) if indicator.level1 else "",
        "level2": indicator.level2.text.in_(lang) if indicator.level2 else "",
        **number("max", indicator.max),
        **number("self", row.self_score),
        **number("judged", row.judged),
        **_ends(row.points),
        "standing": standing_numbers(row.standing),
        "status": row.status,
        "modifiers": [
            {"id": m.id, "kind": m.kind, "clauses": list(m.modifier.clauses), "applies": m.applies}
            for m in row.modifiers
        ],
        "criteria": [_criterion(result, indicator.name.text.in_(lang), lang) for result in row.criteria],
    }


def _criterion(result: CriterionResult, row_name: str, lang: str) -> dict[str, Any]:
    criterion, outcome = result.criterion, result.outcome
    used = (outcome.printed,) if outcome.printed else outcome.found
    return {
        "id": criterion.id,
        "name": criterion.text.text.in_(lang)
        if criterion.rule == "target"
        else f"{row_name} {'、'.join(criterion.clauses)}",
        "clauses": list(criterion.clauses),
        "text": criterion.text.text.in_(lang),
        "rule": criterion.rule,
        **number("max", criterion.max),
        **_ends(result.points),
        "status": result.status,
        "waits_for": result.waits_for or None,
        "reading": dict(result.readings) or None,
        "trace": trace(result, lang),
        "facts": [
            {
                "id": found.fact,
                "state": found.state,
                "statements": [
                    {"value": s.value, "unit": s.unit, "section": s.section, "quote": s.quote}
                    for s in found.statements
                ],
            }
            for found in used
        ],
        "judgement": [
            {
                "evaluator": award.evaluator,
                **number("points", award.judgement.awarded(criterion.max)),
                "reason": award.judgement.reason,
                "evidence": list(award.judgement.evidence),
                "date": award.judgement.date.isoformat(),
            }
            for award in result.awards
        ]
        or None,
        "evidence": [
            {"evaluator": who, "document": seen.document, "date": seen.date.isoformat()}
            for who, seen in result.evidence
        ],
        "disagree": result.disagree,
        "missing": list(outcome.missing) if result.status == "open" else [],
    }
