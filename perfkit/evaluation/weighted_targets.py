"""Indicators that score the submission's targets: each target becomes a criterion with its weight."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.base.quantities import exact_sum
from perfkit.evaluation.several_units import combined, combined_reading
from perfkit.filing.filed_tables import Target
from perfkit.filing.submission import Submission
from perfkit.rubric.criterion import Criterion, Named
from perfkit.rubric.kinds import TargetScore, TargetsMissing
from perfkit.rubric.policies import TargetPolicy
from perfkit.rubric.table import Indicator, Rubric

_WHOLES = (Fraction(1), Fraction(100))  # what weights sum to that are shares


def target_criteria(indicator: Indicator, submission: Submission) -> tuple[Criterion, ...]:
    """One criterion for each of the submission's targets that the indicator takes.

    Parameters
    ----------
    indicator : Indicator    with a `targets` policy; without one there is nothing to make
    submission : Submission  its target table

    Returns
    -------
    criteria   with ids `<indicator>.<row of the target table>`: the department's own weights where every target
    carries one, else equal ones that sum to the row's points. Own weights that are shares (they sum to 1 or 100,
    in the row or in the whole form) are brought to the row's points; others stay as printed. What they fall short
    of the row's points, and all of them where the filing has no target of the row, is one criterion that stands
    for the missing targets: unknown, not inapplicable.
    """
    policy = indicator.targets
    if policy is None:
        return ()
    filed = submission.targets.rows if submission.targets is not None else ()
    rows = [(number, target) for number, target in enumerate(filed, start=1) if policy.takes(target)]
    if not rows:
        return (_missing(indicator, policy, indicator.max),)
    if policy.several_units == "combine":
        rows = [(number, combined(target)) for number, target in rows]
    weights = _weights([target for _, target in rows], policy, indicator.max, filed)
    left = indicator.max - exact_sum(weights)
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
            operators={str(operator): name for operator, name in policy.operators.items()},
            zero_at=policy.zero_at,
            zero_actual_at_most=policy.zero_actual_at_most,
            negative_actual=policy.negative_actual,
            places=policy.places,
            overshoot_from=policy.overshoot_from,
            qualitative=policy.qualitative,
            by_reading=policy.by_reading,
        )
        for (number, target), weight in zip(rows, weights, strict=True)
    ) + ((_missing(indicator, policy, left),) if left > 0 else ())


def _missing(indicator: Indicator, policy: TargetPolicy, points: Fraction) -> TargetsMissing:
    return TargetsMissing(
        id=f"{indicator.id}.missing",
        clauses=policy.clauses,
        text=indicator.name,
        max=points,
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


def _weights(
    rows: list[Target], policy: TargetPolicy, full: Fraction, form: Sequence[Target]
) -> list[Fraction]:
    filed = [target.weight for target in rows if target.weight]
    if policy.weights == "filed" and rows and len(filed) == len(rows):
        mine, everywhere = exact_sum(filed), exact_sum(target.weight for target in form if target.weight)
        if any(
            target.block == "execution" for target in form
        ):  # points of the whole form, execution among them
            everywhere = mine
        are_shares = mine != full and (mine in _WHOLES or everywhere in _WHOLES)
        return [weight * full / mine for weight in filed] if are_shares else filed
    return [full / len(rows)] * len(rows) if rows else []
