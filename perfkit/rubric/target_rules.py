"""What a weighted target earns: named policies by operator, and the tiers of one without numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from perfkit.base.quantities import ONE, ZERO, Points, round_half_up
from perfkit.filing.targets.codes import Direction, Guess, Operator

if TYPE_CHECKING:
    from perfkit.filing.targets import ParsedTarget

PolicyName = Literal["proportional", "inverse", "linear_to_zero", "all_or_nothing", "judged"]
OperatorName = Literal["at_least", "above", "equal", "at_most", "below"]
UPPER_LIMITS = frozenset(("at_most", "below"))
DEFAULTS: dict[str, str] = {
    "at_least": "proportional",
    "above": "proportional",
    "equal": "proportional",
    "at_most": "inverse",
    "below": "inverse",
}
"""Where a rubric names no policy: weight × B ÷ A for a target to reach, weight × A ÷ B for one to keep
below."""


def _proportional(achievement: Fraction, zero_at: Fraction) -> Fraction:
    return achievement


def _linear(achievement: Fraction, zero_at: Fraction) -> Fraction:
    # achievement is target ÷ actual, so that its inverse is the multiple of the target that was used
    return (zero_at - 1 / achievement) / (zero_at - 1) if achievement > 0 else ZERO


def _all_or_nothing(achievement: Fraction, zero_at: Fraction) -> Fraction:
    return ZERO


_BEYOND: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "proportional": _proportional,
    "inverse": _proportional,
    "linear_to_zero": _linear,
    "all_or_nothing": _all_or_nothing,
}
FOR_UPPER_LIMITS = frozenset(("inverse", "linear_to_zero", "all_or_nothing", "judged"))
FOR_LOWER_LIMITS = frozenset(("proportional", "all_or_nothing", "judged"))


def share_beyond(policy: str, achievement: Fraction, zero_at: Fraction = Fraction(2)) -> Fraction | None:
    """The share of its weight that a target earns whose value was not met.

    Parameters
    ----------
    policy : str            proportional (actual ÷ target), inverse (target ÷ actual), linear_to_zero (falling
        evenly from the target to nothing at `zero_at` times the target), all_or_nothing, judged
    achievement : Fraction  actual ÷ target where more is better, target ÷ actual where less is
    zero_at : Fraction      multiple of the target, > 1, from which linear_to_zero gives nothing

    Returns
    -------
    share in [0, 1]; None where an evaluator decides.

    Source
    ------
    inverse: printed notes of the Hubei form; linear_to_zero: the scoring of the integrated budget system.

    Examples
    --------
    >>> beyond = Fraction(10, 15)  # at most 10, actual 15
    >>> share_beyond("inverse", beyond), share_beyond("linear_to_zero", beyond)
    (Fraction(2, 3), Fraction(1, 2))
    """
    if policy == "judged":
        return None
    return min(ONE, max(ZERO, _BEYOND[policy](achievement, zero_at)))


def target_share(
    parsed: ParsedTarget,
    policies: Mapping[str, str],
    *,
    zero_at: Fraction = Fraction(2),
    zero_actual: str = "full",
    negative_actual: str = "as_is",
) -> Fraction | None:
    """The share of its weight that a target earns by its figures.

    Parameters
    ----------
    policies : operator → policy; see `DEFAULTS` for those left out
    zero_at : Fraction     see `share_beyond`
    zero_actual : str      what an actual value of 0 earns against an upper limit: full or open
    negative_actual : str  zero counts a negative actual value as 0; as_is takes it as it stands

    Returns
    -------
    share in [0, 1]; None where no figure decides or the policy leaves it to an evaluator.

    Examples
    --------
    >>> from perfkit.filing.targets import parse_target
    >>> target_share(parse_target("≤30次", "60次"), {"at_most": "linear_to_zero"})
    Fraction(0, 1)
    >>> target_share(parse_target("≥300人", "199人"), {})
    Fraction(199, 300)
    """
    if not parsed.measurable:
        return None
    actual, target, less = parsed.actual_number, parsed.expected_number, parsed.direction is Direction.LESS
    if actual is not None and target is not None and actual < 0 and negative_actual == "zero":
        return _from_zero(target, less, zero_actual)
    if Guess.ZERO_ACTUAL_IS_FULL in parsed.guesses and zero_actual == "open":
        return None
    operator = _operator(parsed)
    policy = policies.get(operator) or DEFAULTS[operator]
    achievement = parsed.achievement
    if achievement is None:  # a deadline, a target of zero, a negative target: met or not, without a ratio
        return ONE if parsed.met else ZERO if policy == "all_or_nothing" and parsed.met is False else None
    if parsed.met or (achievement >= 1 and policy != "all_or_nothing"):
        return ONE
    return share_beyond(policy, achievement, zero_at)


def _from_zero(target: Fraction, less: bool, zero_actual: str) -> Fraction | None:
    if not less:
        return ONE if target <= 0 else ZERO
    if zero_actual == "open":
        return None
    return ONE if target >= 0 else ZERO


def _operator(parsed: ParsedTarget) -> str:
    if parsed.operator is not Operator.BETWEEN:
        named = parsed.operator.value
        # “=0” of faults is kept to like a limit; “=25” of cases is reached like a floor
        return (
            "at_most" if parsed.direction is Direction.LESS and named not in UPPER_LIMITS else _named(named)
        )
    reached, most = parsed.actual_number, parsed.expected_high
    return "at_most" if reached is not None and most is not None and reached > most else "at_least"


def _named(operator: str) -> str:
    return operator if operator in DEFAULTS else "at_least"


def rounded(points: Points, full: Fraction, places: int) -> Points:
    """Both ends rounded half up, where a rubric rounds row by row; full points stay full.

    Examples
    --------
    >>> rounded(Points.exact(Fraction(199, 30)), Fraction(10), 2).low
    Fraction(663, 100)
    """
    ends = (points.low, points.high)
    return Points(
        *(end if end in (ZERO, full) else min(full, Fraction(round_half_up(end, places))) for end in ends)
    )
