"""The closed list of rule kinds as pure functions: a measured value in, exact points out.

Each kind has a function of one exact value. `extremes` turns it into the least and the most
points over an interval, given the values at which the function bends or jumps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor

from perfkit.base.errors import FactError
from perfkit.base.quantities import ONE, ZERO


def proportional_points(
    rate: Fraction, full: Fraction, *, zero_if_over: bool = False, cap: Fraction = ONE
) -> Fraction:
    """Points in proportion to the share of a plan carried out, never above full unless `cap` says more.

    Parameters
    ----------
    rate : Fraction      carried out ÷ planned, >= 0
    full : Fraction      maximum of the criterion
    zero_if_over : bool  the clause gives 0 where more was carried out than planned
    cap : Fraction       the share of full that points stop at, >= 1 where the clause writes no cap

    Returns
    -------
    points in [0, full × cap], unrounded.

    Source
    ------
    Rule kind `proportional`; sz-2020, 政府采购执行情况, 评分标准 1.

    Examples
    --------
    >>> proportional_points(Fraction(1985, 2131), Fraction(1))
    Fraction(1985, 2131)
    >>> proportional_points(Fraction("1.01"), Fraction(1), zero_if_over=True)
    Fraction(0, 1)
    """
    if rate > 1 and zero_if_over:
        return ZERO
    return max(ZERO, min(rate, cap) * full)


def allowance_points(
    rate: Fraction, full: Fraction, *, free: Fraction, each: Fraction, whole_points: bool = True
) -> Fraction:
    """Full up to a free allowance, then a deduction for each percentage point beyond it, never below zero.

    Parameters
    ----------
    rate : Fraction       a share of one
    full : Fraction       maximum of the criterion
    free : Fraction       the allowance, a share of one
    each : Fraction       points deducted per percentage point
    whole_points : bool   only completed percentage points count; otherwise pro rata

    Source
    ------
    Rule kind `allowance`; sz-2020, 财务合规性, 评分标准 2.

    Examples
    --------
    >>> allowance_points(Fraction("0.129"), ONE, free=Fraction("0.1"), each=Fraction("0.1"))
    Fraction(4, 5)
    >>> allowance_points(Fraction("0.129"), ONE, free=Fraction("0.1"), each=Fraction("0.1"),
    ...     whole_points=False)
    Fraction(71, 100)
    """
    over = max(ZERO, (rate - free) * 100)
    if whole_points:
        over = Fraction(floor(over))
    return max(ZERO, full - over * each)


def deduction_points(count: Fraction, full: Fraction, each: Fraction) -> Fraction:
    """Full less a deduction for each finding, never below zero.

    Source
    ------
    Rule kind `deduction`; sz-2020, 预算编制规范性, 绩效目标完整性, 重点工作完成情况.

    Examples
    --------
    >>> (deduction_points(Fraction(1), Fraction(8), Fraction(4)),
    ...  deduction_points(Fraction(3), Fraction(8), Fraction(4)))
    (Fraction(4, 1), Fraction(0, 1))
    """
    return max(ZERO, full - count * each)


def progress_share(progress: Fraction, schedule: Fraction, *, capped: bool = True) -> Fraction:
    """Spending progress ÷ the share of the year gone, at most 1 where capped.

    Source
    ------
    Rule kinds `progress` and `progress_mean`; sz-2020, 预算执行率, reading `quarter_cap`.

    Examples
    --------
    >>> progress_share(Fraction("0.2"), Fraction("0.25")), progress_share(Fraction("0.3"), Fraction("0.25"))
    (Fraction(4, 5), Fraction(1, 1))
    """
    share = progress / schedule
    return min(ONE, share) if capped else share


def mean_points(shares: Sequence[Fraction], full: Fraction) -> Fraction:
    """The mean of several shares times full, never above full.

    Source
    ------
    Rule kind `progress_mean`; sz-2020, 预算执行率, 评分标准 5.

    Examples
    --------
    >>> mean_points([ONE, ONE, Fraction(1, 2), Fraction(1, 2)], Fraction(2))
    Fraction(3, 2)
    """
    return min(full, sum(shares, ZERO) / len(shares) * full)


def completion_points(rate: Fraction, full: Fraction) -> Fraction:
    """Points in proportion to what was finished of what was planned.

    Source
    ------
    Rule kind `completion`; sz-2020, 项目完成及时性, 评分标准 1–2.

    Examples
    --------
    >>> completion_points(Fraction(3, 4), Fraction(6))
    Fraction(9, 2)
    """
    return min(full, max(ZERO, rate * full))


def sums_of_some(points: Sequence[Fraction]) -> frozenset[Fraction]:
    """Every total that a checklist can give: each item met or not.

    Examples
    --------
    >>> sorted(sums_of_some([ONE, Fraction(2)]))
    [Fraction(0, 1), Fraction(1, 1), Fraction(2, 1), Fraction(3, 1)]
    """
    totals = {ZERO}
    for item in points:
        totals |= {total + item for total in totals}
    return frozenset(totals)


def step_points(
    value: Fraction,
    full: Fraction,
    *,
    standard: Fraction,
    side: str,
    per: Fraction,
    each: Fraction,
    count: str,
) -> Fraction:
    """Full on the right side of a standard, then a deduction for every step beyond it, never below zero.

    Parameters
    ----------
    value : Fraction     a share of one, or an amount
    full : Fraction      maximum of the criterion
    standard : Fraction  up to where (side above) or from where (side below) nothing is deducted
    side : str           above or below: the side on which points are lost
    per : Fraction       the size of a step, in the unit of `value`
    each : Fraction      points deducted per step
    count : str          whole: completed steps only; started: a part of a step counts as one; pro_rata

    Source
    ------
    Rule kind `steps`; hunan, 预算完成率 (每低于 5 个百分点扣 2 分), 在职人员控制率.

    Examples
    --------
    >>> rule = dict(standard=ONE, side="below", per=Fraction("0.05"), each=Fraction(2))
    >>> [step_points(Fraction("0.91"), Fraction(5), **rule, count=how)
    ...     for how in ("whole", "started", "pro_rata")]
    [Fraction(3, 1), Fraction(1, 1), Fraction(7, 5)]
    """
    beyond = max(ZERO, value - standard if side == "above" else standard - value) / per
    steps = beyond if count == "pro_rata" else Fraction(floor(beyond) if count == "whole" else ceil(beyond))
    return max(ZERO, full - steps * each)


def linear_points(value: Fraction, full: Fraction, *, full_at: Fraction, zero_at: Fraction) -> Fraction:
    """Full at one value, nothing at another, evenly between them.

    Source
    ------
    Rule kind `linear`; the integrated budget system scores upper limits so, to nothing at twice the limit.

    Examples
    --------
    >>> [linear_points(Fraction(x), Fraction(10), full_at=ONE, zero_at=Fraction(2))
    ...     for x in ("1", "1.5", "2")]
    [Fraction(10, 1), Fraction(5, 1), Fraction(0, 1)]
    """
    return full * min(ONE, max(ZERO, (zero_at - value) / (zero_at - full_at)))


def proportion_points(
    value: Fraction, full: Fraction, *, at_least: Fraction | None = None, at_most: Fraction | None = None
) -> Fraction:
    """Full on the right side of a standard, else in proportion: value ÷ standard below, standard ÷ value
    above it.

    Source
    ------
    Rule kind `in_proportion`; county-framework-2013, 在职人员控制率.

    Examples
    --------
    >>> (proportion_points(Fraction("1.25"), Fraction(5), at_most=ONE),
    ...  proportion_points(Fraction("0.8"), Fraction(5), at_least=ONE))
    (Fraction(4, 1), Fraction(4, 1))
    """
    if at_least is not None:
        return full * min(ONE, max(ZERO, value / at_least))
    return full if at_most is None or value <= at_most else full * at_most / value


_WHEN: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "none": lambda a, b: a == 0,
    "below": lambda a, b: a < b,
    "at_most": lambda a, b: a <= b,
    "equal": lambda a, b: a == b,
    "at_least": lambda a, b: a >= b,
    "above": lambda a, b: a > b,
    "else": lambda a, b: True,
}


def holds(when: str, first: Fraction, second: Fraction) -> bool:
    """True where a case of a comparison holds: none, below, at_most, equal, at_least, above or else."""
    return _WHEN[when](first, second)


def case_points(first: Fraction, second: Fraction, cases: Sequence[tuple[str, Fraction]]) -> Fraction:
    """The points of the first case that holds.

    Raises
    ------
    FactError   none holds: the rubric's linter refuses such cases.

    Source
    ------
    Rule kind `cases`; yueyang, 结转结余.

    Examples
    --------
    >>> balances = [("none", Fraction(3)), ("at_most", Fraction(2)), ("above", ZERO)]
    >>> [case_points(Fraction(now), Fraction(8), balances) for now in (0, 8, 9)]
    [Fraction(3, 1), Fraction(2, 1), Fraction(0, 1)]
    """
    for when, points in cases:
        if holds(when, first, second):
            return points
    raise FactError("没有一种情形成立", "no case holds")
