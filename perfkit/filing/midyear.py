"""What a year that is not over can still become: figures that only grow, targets that are still running."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import Points
from perfkit.filing.targets import ParsedTarget
from perfkit.filing.targets.codes import Direction

ZERO = Fraction(0)
QUARTERS = ("q1", "q2", "q3")
_NOT_ADDED_UP = frozenset(
    (
        "",
        "%",
        "‰",
        "百分点",
        "倍",
        "天",
        "日",
        "工作日",
        "小时",
        "分钟",
        "秒",
        "月",
        "年",
        "度",
        "℃",
        "级",
        "分",
    )
)


def is_settled(moment: str, as_of: str) -> bool:
    """True where a fact settled at `moment` (start, q1 … q3, year) is final in a report as of a quarter.

    Examples
    --------
    >>> is_settled("q1", "q2"), is_settled("q3", "q2"), is_settled("start", "q1"), is_settled("year", "q3"), is_settled("year", "")
    (True, False, True, False, True)
    """
    order = ("start", *QUARTERS, "year")
    return not as_of or order.index(moment) <= order.index(as_of)


def share_of_year(as_of: str) -> Fraction:
    """The share of the year that has gone.

    Examples
    --------
    >>> share_of_year("q3")
    Fraction(3, 4)
    """
    return Fraction(QUARTERS.index(as_of) + 1, 4)


def adds_up(parsed: ParsedTarget) -> bool:
    """True where what was reached adds up over the year: amounts and counts, not rates, times or prices."""
    unit = parsed.expected_unit or parsed.actual_unit
    return unit not in _NOT_ADDED_UP and "/" not in unit and parsed.expected_date is None


def still_possible(parsed: ParsedTarget, points: Fraction, full: Fraction) -> Points:
    """The points that a target can have at the year's end, from those of what was reached so far.

    Parameters
    ----------
    parsed : ParsedTarget   as reported within the year
    points : Fraction       what it would earn if the year ended now
    full : Fraction         its weight

    Returns
    -------
    Points   an amount that is to be reached can only gain, one that is to be kept to can only lose; a rate either.

    Examples
    --------
    >>> from perfkit.filing.targets import parse_target
    >>> still_possible(parse_target("≥100 宗", "40 宗"), Fraction(2), Fraction(5))
    Points(low=Fraction(2, 1), high=Fraction(5, 1))
    >>> still_possible(parse_target("≤100 宗", "40 宗"), Fraction(5), Fraction(5))
    Points(low=Fraction(0, 1), high=Fraction(5, 1))
    """
    if parsed.actual_date is not None and parsed.met is not None:
        return Points.exact(points)  # a deadline kept, or missed, stays so
    if adds_up(parsed) and parsed.direction is Direction.MORE:
        return Points(points, full)
    if adds_up(parsed) and parsed.direction is Direction.LESS:
        return Points(ZERO, points)
    return Points(ZERO, full)
