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


@fault("score_above_rule", "自评分超过规则所能给的分", "a self-score above what the rule gives")
def score_above_rule(draft: Draft) -> PlantedFault | None:
    """A row claims more than rule and figures allow."""
    rows = [row for row in _evaluated(draft).rows if row.indicator.max - row.points.high >= Fraction(1, 10)]
    row = draft.pick(rows)
    right, most = draft.scores[row.indicator.id], row.indicator.max
    share = Fraction(draft.rng.choice((1, 1, 1, Fraction(1, 2))))
    points = Fraction(round_half_up(row.points.high + (most - row.points.high) * share, 2))
    draft.set_score(row.indicator.id, points)
    return draft.fault(
        "score_above_rule",
        (row.indicator.name.zh,),
        f"“{row.indicator.name.zh}”自评 {show_exact(points)} 分，规则最多给 {right} 分",
        f"{row.indicator.name.text.en} claims {show_exact(points)}, the rule gives {right}",
        (row.indicator.id,),
    )


@fault("score_total", "自评总分不等于各行之和", "the total is not the sum of the rows")
def score_total(draft: Draft) -> PlantedFault:
    """The printed total of the scoring table is off."""
    filed = draft.submission["self_evaluation"]
    right = filed["total"]
    step = Fraction(draft.rng.randint(1, 12), 4)
    total = parse_number(right) + (step if parse_number(right) + step <= draft.rubric.max else -step)
    filed["total"] = f"{round_half_up(total, 2):f}"
    return draft.fault(
        "score_total",
        (filed["section"], "总分"),
        f"总分印作 {filed['total']}，各行之和为 {right}",
        f"the total is printed {filed['total']}, the rows sum to {right}",
    )


@fault("grade", "等级与总分不符", "the grade does not fit the total")
def grade(draft: Draft) -> PlantedFault | None:
    """The printed grade is that of another total."""
    if not draft.rubric.is_graded:
        return None
    filed = draft.submission["self_evaluation"]
    right = filed["grade"]
    names = [grade.name for grade in draft.rubric.grades]
    at = names.index(right)
    filed["grade"] = names[at - 1] if at else names[at + 1]
    return draft.fault(
        "grade",
        (filed["section"], "等级"),
        f"等级印作“{filed['grade']}”，{filed['total']} 分应为“{right}”",
        f"the grade is printed {filed['grade']}, {filed['total']} points make {right}",
    )


@fault("score_step", "自评分的小数是规则给不出的", "a self-score that the rule cannot produce")
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
    return draft.fault(
        "score_step",
        (row.name.zh,),
        f"“{row.name.zh}”各分项只给整分，自评却是 {show_exact(points)} 分",
        f"{row.name.text.en} is made of whole points and claims {show_exact(points)}",
        (row.id,),
    )


@fault("no_evidence", "满分而没有佐证", "full marks without evidence")
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
    return draft.fault(
        "no_evidence",
        (row.name.zh,),
        f"“{row.name.zh}”自评满分，没有人看过所需的材料",
        f"{row.name.text.en} claims full points, nobody has seen what it needs",
        (row.id,),
    )


def _needs_document(criterion) -> bool:
    return bool(criterion.documents) and criterion.rule in ("checklist", "tiers", "judged")
