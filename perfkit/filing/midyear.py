"""What a year that is not over can still become: figures that only grow, targets that are still running."""

from __future__ import annotations

from calendar import month_name
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.base.numerals import in_numerals
from perfkit.base.quantities import ZERO, Points
from perfkit.base.text import Text
from perfkit.filing.targets.codes import Direction

if TYPE_CHECKING:
    from perfkit.filing.targets import ParsedTarget

QUARTERS = ("q1", "q2", "q3")
_NOT_ADDED_UP = {"", *"% ‰ 百分点 倍 天 日 工作日 小时 分钟 秒 月 年 度 ℃ 级 分".split()}


def is_settled(moment: str, as_of: str) -> bool:
    """True where a fact settled at `moment` (start, q1 … q3, year) is final in a report as of a quarter or
    month.

    Examples
    --------
    >>> (is_settled("q1", "q2"), is_settled("q3", "q2"), is_settled("start", "q1"), is_settled("year", "q3"),
    ...  is_settled("year", ""))
    (True, False, True, False, True)
    >>> is_settled("q1", "m2"), is_settled("q1", "m3"), is_settled("year", "m11")
    (False, True, False)
    """
    if not as_of or moment == "start":
        return True
    return moment != "year" and months_gone(moment) <= months_gone(as_of)


def months_gone(as_of: str) -> int:
    """The months that are over at the end of a quarter (q1 … q3) or of a month (m1 … m11).

    Examples
    --------
    >>> months_gone("q2"), months_gone("m8")
    (6, 8)
    """
    return int(as_of[1:]) * (3 if as_of in QUARTERS else 1)


def quarters_over(as_of: str) -> tuple[str, ...]:
    """The quarters that are over.

    Examples
    --------
    >>> quarters_over("m8"), quarters_over("q3"), quarters_over("m2")
    (('q1', 'q2'), ('q1', 'q2', 'q3'), ())
    """
    return QUARTERS[: months_gone(as_of) // 3]


def moment_name(as_of: str) -> Text:
    """The quarter or month at whose end a filing stands.

    Examples
    --------
    >>> moment_name("q1").zh, moment_name("m8").zh, moment_name("m8").en
    ('一季度', '8月', 'August')
    """
    if as_of in QUARTERS:
        number = QUARTERS.index(as_of)
        return Text(
            in_numerals(number + 1) + "季度", "the " + ("first", "second", "third")[number] + " quarter"
        )
    return Text(f"{as_of[1:]}月", month_name[int(as_of[1:])])


def share_of_year(as_of: str) -> Fraction:
    """The share of the year that has gone.

    Examples
    --------
    >>> share_of_year("q3")
    Fraction(3, 4)
    >>> share_of_year("m8")
    Fraction(2, 3)
    """
    return Fraction(months_gone(as_of), 12)


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
    Points   an amount that is to be reached can only gain, one that is to be kept to can only lose; a rate
    either.

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
