"""Indicators that score the submission's targets: each target becomes a criterion with its weight.

What several units report of one target is combined first: absolute values add up, relative ones are averaged
weighted by money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.base.quantities import exact_sum, show_exact, show_number, sum_known
from perfkit.filing.filed_tables import Target, UnitReport
from perfkit.filing.submission import Submission
from perfkit.filing.targets.codes import Direction, Guess, Operator, Reason
from perfkit.rubric.criterion import Criterion, Named
from perfkit.rubric.kinds import TargetScore, TargetsMissing
from perfkit.rubric.policies import TargetPolicy
from perfkit.rubric.table import Indicator, Rubric

if TYPE_CHECKING:
    from perfkit.filing.targets import ParsedTarget

_WHOLES = (Fraction(1), Fraction(100))  # what weights sum to that are shares


def target_criteria(indicator: Indicator, submission: Submission) -> tuple[Criterion, ...]:
    """One criterion for each of the submission's targets that the indicator takes.

    Parameters
    ----------
    indicator : Indicator    with a `targets` policy; without one there is nothing to make
    submission : Submission  its target table

    Returns
    -------
    criteria   with ids `<indicator>.<row of the target table>`: the department's own weights where every
    target carries one, else equal ones that sum to the row's points. Own weights that are shares (they sum
    to 1 or 100, in the row or in the whole form) are brought to the row's points; others stay as printed.
    What they fall short of the row's points, and all of them where the filing has no target of the row, is
    one criterion that stands for the missing targets: unknown, not inapplicable.
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


_RELATIVE = frozenset(("%", "‰", "百分点", "倍"))


_MET = {
    Operator.AT_LEAST: lambda actual, expected: actual >= expected,
    Operator.EQUAL: lambda actual, expected: actual >= expected,
    Operator.ABOVE: lambda actual, expected: actual > expected,
    Operator.AT_MOST: lambda actual, expected: actual <= expected,
    Operator.BELOW: lambda actual, expected: actual < expected,
}


def combined(target: Target) -> Target:
    """The target with what its units make of it in the place of its own values; itself where it has no units.

    Examples
    --------
    >>> units = [UnitReport(unit="甲", actual="30 宗"), UnitReport(unit="乙", actual="50 宗")]
    >>> combined(Target(block="output", kind="quantity", name="办案", expected="≥100 宗", actual="",
    ...     units=units)).actual
    '80 宗（甲 30 宗；乙 50 宗）'
    """
    if not target.units:
        return target
    parsed = combined_reading(target)
    parts = "；".join(f"{one.unit} {one.actual}" for one in target.units)
    if not parsed.measurable:
        return target.model_copy(update={"actual": parts})
    expected = target.expected
    if target.units[0].expected:
        expected = f"{expected}（合并 {_shown(parsed.expected_number, parsed.expected_unit)}）"
    actual = f"{_shown(parsed.actual_number, parsed.actual_unit)}（{parts}）"
    return target.model_copy(update={"expected": expected, "actual": actual})


def combined_reading(target: Target) -> ParsedTarget:
    """What all units together reached, against what all of them were to reach, exact.

    Parameters
    ----------
    target : Target   with at least one unit

    Returns
    -------
    ParsedTarget   not measurable where one unit's value is no figure, where units of measure differ, or
    where a relative value has no money to weigh it by.

    Source
    ------
    The Hubei form's notes: 多个单位填报同一指标时，绝对数相加、相对数按资金加权平均后再计分.

    Examples
    --------
    >>> rates = [UnitReport(unit="甲", actual="90%", money="300"),
    ...     UnitReport(unit="乙", actual="98%", money="100")]
    >>> combined_reading(Target(block="output", kind="quality", name="合格率", expected="≥96%", actual="",
    ...     units=rates)).achievement
    Fraction(23, 24)
    """
    from perfkit.filing.targets import parse_target

    own = [
        parse_target(one.expected or target.expected, one.actual, name=target.name, kind=target.kind)
        for one in target.units
    ]
    first = own[0]
    numbers = [pair for one in own if (pair := _numbers(one)) is not None]
    if len(numbers) < len(own) or first.operator not in _MET:
        bad = next((one for one in own if _numbers(one) is None), first)
        return replace(
            bad, measurable=False, reason=bad.reason or Reason.AMBIGUOUS, met=None, achievement=None
        )
    if len({(one.actual_unit, one.operator) for one in own}) > 1:
        return replace(first, measurable=False, reason=Reason.UNIT_MISMATCH, met=None, achievement=None)
    weights = _unit_weights(target.units, first.actual_unit)
    if weights is None:
        return replace(first, measurable=False, reason=Reason.SEVERAL_VALUES, met=None, achievement=None)
    actual = exact_sum(weight * reached for weight, (reached, _) in zip(weights, numbers, strict=True))
    expected = numbers[0][1]
    if target.units[0].expected:
        expected = exact_sum(weight * asked for weight, (_, asked) in zip(weights, numbers, strict=True))
    return _held_against(first, actual, expected)


def _numbers(one: ParsedTarget) -> tuple[Fraction, Fraction] | None:
    """What was reached and what was asked; None where either is no figure."""
    if not one.measurable or one.actual_number is None or one.expected_number is None:
        return None
    return one.actual_number, one.expected_number


def _unit_weights(units: tuple[UnitReport, ...], unit: str) -> list[Fraction] | None:
    """1 for each unit where values add up; its share of the money where they are relative."""
    if unit not in _RELATIVE:
        return [Fraction(1)] * len(units)
    whole = sum_known(one.money for one in units)
    return [(one.money or 0) / whole for one in units] if whole else None


def _held_against(first: ParsedTarget, actual: Fraction, expected: Fraction) -> ParsedTarget:
    met = _MET[first.operator](actual, expected)
    guesses: tuple[Guess, ...] = tuple(one for one in first.guesses if one is not Guess.ZERO_ACTUAL_IS_FULL)
    if first.direction is not Direction.LESS:
        achievement = actual / expected if expected else None
    elif actual:
        achievement = expected / actual
    else:
        achievement, guesses = Fraction(1), (*guesses, Guess.ZERO_ACTUAL_IS_FULL)
    return replace(
        first,
        actual_number=actual,
        expected_number=expected,
        met=met,
        achievement=achievement,
        guesses=guesses,
    )


def _shown(value: Fraction | None, unit: str) -> str:
    if value is None:
        return ""
    exact = show_exact(value)
    return (exact if "/" not in exact else show_number(value)) + (
        unit if unit in ("%", "‰", "") else f" {unit}"
    )
