"""Planted faults in the self-scores: against the rule, against their own sum, without evidence."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import parse_number, round_half_up, show_exact
from perfkit.demo.draft import Draft, PlantedFault
from perfkit.demo.registry import fault
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission


def _evaluated(draft: Draft) -> Evaluation:
    return evaluate(
        Submission.model_validate(draft.submission),
        draft.rubric,
        (Judgements.model_validate(draft.judgements),),
    )


@fault
def score_above_rule(draft: Draft) -> PlantedFault | None:
    """A row claims more than rule and figures allow."""
    rows = [row for row in _evaluated(draft).rows if row.indicator.max - row.points.high >= Fraction(1, 10)]
    row = draft.pick(rows)
    right, most = draft.scores[row.indicator.id], row.indicator.max
    share = Fraction(draft.rng.choice((1, 1, 1, Fraction(1, 2))))
    points = Fraction(round_half_up(row.points.high + (most - row.points.high) * share, 2))
    draft.set_score(row.indicator.id, points)
    return draft.planted(
        "score_above_rule",
        (row.indicator.name.zh,),
        (row.indicator.id,),
        indicator=row.indicator.name.text,
        points=show_exact(points),
        right=right,
    )


@fault
def score_total(draft: Draft) -> PlantedFault:
    """The printed total of the scoring table is off."""
    filed = draft.submission["self_evaluation"]
    right = filed["total"]
    step = Fraction(draft.rng.randint(1, 12), 4)
    total = parse_number(right) + (step if parse_number(right) + step <= draft.rubric.max else -step)
    filed["total"] = f"{round_half_up(total, 2):f}"
    return draft.planted("score_total", (filed["section"], "总分"), total=filed["total"], right=right)


@fault
def grade(draft: Draft) -> PlantedFault | None:
    """The printed grade is that of another total."""
    if not draft.rubric.is_graded:
        return None
    filed = draft.submission["self_evaluation"]
    right = filed["grade"]
    names = [grade.name for grade in draft.rubric.grades]
    at = names.index(right)
    filed["grade"] = names[at - 1] if at else names[at + 1]
    return draft.planted(
        "grade", (filed["section"], "等级"), grade=filed["grade"], total=filed["total"], right=right
    )


@fault
def score_step(draft: Draft) -> PlantedFault | None:
    """A row whose parts give whole points claims a fraction, while nobody has judged it yet."""
    rows = []
    for row in draft.rubric.indicators:
        steps = [criterion.awardable for criterion in row.criteria]
        if (
            len(steps) > 1
            and all(given is not None and all(points.denominator == 1 for points in given) for given in steps)
            and row.max > 1
        ):
            rows.append(row)
    row = draft.pick(rows)
    judged = draft.judgements["judgements"]
    judged[:] = [entry for entry in judged if not entry["criterion"].startswith(row.id + ".")]
    points = row.max - 1 + Fraction(draft.rng.choice((13, 27, 37, 45, 63, 85, 92)), 100)
    draft.set_score(row.id, points)
    return draft.planted(
        "score_step", (row.name.zh,), (row.id,), row=row.name.text, points=show_exact(points)
    )


@fault
def no_evidence(draft: Draft) -> PlantedFault | None:
    """Nobody has seen the document that a full row needs."""
    rows = [
        row
        for row in draft.rubric.indicators
        if draft.is_full(row.id) and any(_needs_document(criterion) for criterion in row.criteria)
    ]
    row = draft.pick(rows)
    for part in ("evidence", "judgements"):
        draft.judgements[part] = [
            entry for entry in draft.judgements[part] if not entry["criterion"].startswith(row.id + ".")
        ]
    return draft.planted("no_evidence", (row.name.zh,), (row.id,), row=row.name.text)


def _needs_document(criterion) -> bool:
    return bool(criterion.documents) and criterion.rule in ("checklist", "tiers", "judged")
