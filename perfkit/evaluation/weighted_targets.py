"""Indicators that score the submission's targets: each target becomes a criterion with its weight."""

from __future__ import annotations

from fractions import Fraction

from perfkit.evaluation.several_units import combined, combined_reading
from perfkit.filing.submission import Submission, Target
from perfkit.rubric.kinds import Criterion, Named, TargetScore, TargetsMissing
from perfkit.rubric.table import Indicator, Rubric, TargetPolicy


def target_criteria(indicator: Indicator, submission: Submission) -> tuple[Criterion, ...]:
    """One criterion for each of the submission's targets that the indicator takes.

    Parameters
    ----------
    indicator : Indicator    with a `targets` policy; without one there is nothing to make
    submission : Submission  its target table

    Returns
    -------
    criteria   with ids `<indicator>.<row of the target table>` and weights that sum to the row's points:
    the department's own where every target carries one (in proportion where they do not sum), equal otherwise.
    Where the filing has no target of the row at all, one criterion that stands for the missing block: it is
    unknown, not inapplicable.
    """
    policy = indicator.targets
    if policy is None:
        return ()
    filed = submission.targets.rows if submission.targets is not None else ()
    rows = [(number, target) for number, target in enumerate(filed, start=1) if policy.takes(target)]
    if not rows:
        return (_missing(indicator, policy),)
    if policy.several_units == "combine":
        rows = [(number, combined(target)) for number, target in rows]
    weights = _weights([target for _, target in rows], policy, indicator.max)
    return tuple(
        TargetScore(
            id=f"{indicator.id}.{number}",
            clauses=policy.clauses,
            text=Named(zh=target.name, en=target.name),
            max=weight,
            rule="target",
            row=number,
            target=target,
            parsed=combined_reading(target) if policy.several_units == "combine" and target.units else None,
            operators=policy.operators,
            zero_at=policy.zero_at,
            zero_actual_at_most=policy.zero_actual_at_most,
            negative_actual=policy.negative_actual,
            places=policy.places,
            overshoot_from=policy.overshoot_from,
            qualitative=policy.qualitative,
            by_reading=policy.by_reading,
        )
        for (number, target), weight in zip(rows, weights, strict=True)
    )


def _missing(indicator: Indicator, policy: TargetPolicy) -> TargetsMissing:
    return TargetsMissing(
        id=f"{indicator.id}.missing",
        clauses=policy.clauses,
        text=indicator.name,
        max=indicator.max,
        rule="targets_missing",
    )


def weights_are_filed(indicator: Indicator, submission: Submission) -> bool:
    """True where every target of the indicator carries a weight of the department's own."""
    policy = indicator.targets
    if policy is None or policy.weights == "equal" or submission.targets is None:
        return False
    rows = [target for target in submission.targets.rows if policy.takes(target)]
    return bool(rows) and all(target.weight for target in rows)


def ours(rubric: Rubric, submission: Submission) -> tuple[Indicator, ...]:
    """The rows whose targets were weighted equally because none were filed."""
    return tuple(row for row in rubric.indicators if row.targets and not weights_are_filed(row, submission))


def _weights(rows: list[Target], policy: TargetPolicy, full: Fraction) -> list[Fraction]:
    filed = [target.weight for target in rows]
    if policy.weights == "filed" and rows and all(filed):
        total = sum(filed, Fraction(0))
        return [weight * full / total for weight in filed]
    return [full / len(rows)] * len(rows) if rows else []
