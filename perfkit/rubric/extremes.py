"""The least and the most points that a rule gives over an interval of values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import ZERO, Interval, Points
from perfkit.rubric.rules import case_points


def extremes(points: Callable[[Fraction], Fraction], span: Interval, edges: Iterable[Fraction]) -> Points:
    """The least and the most points over an interval, for a function that is linear between its edges.

    Parameters
    ----------
    points : function of one exact value
    span : Interval   the values it may take; an open end counts as beyond the last edge
    edges : values at which the function bends or jumps

    Returns
    -------
    Points   exact; its ends are points the rule really gives.

    Examples
    --------
    >>> from perfkit.rubric.rules import proportional_points
    >>> one = Fraction(1)
    >>> extremes(lambda x: proportional_points(x, one, zero_if_over=True), Interval(Fraction(1, 2), None),
    ...     [one])
    Points(low=Fraction(0, 1), high=Fraction(1, 1))
    """
    if span.is_exact:
        return Points.exact(points(span.low))
    inside = sorted({edge for edge in edges if edge > span.low and (span.high is None or edge < span.high)})
    end = span.high if span.high is not None else (inside[-1] if inside else span.low) + 1
    marks = [span.low, *inside, end]
    values = [points(mark) for mark in marks]
    values += [points((a + b) / 2) for a, b in pairwise(marks)]
    return Points(min(values), max(values))


def ends(points: Callable[[Fraction], Fraction], span: Interval, edges: Iterable[Fraction]) -> Points:
    """The least and the most points over an interval, for a function that never turns: those at its two ends.

    Parameters
    ----------
    points, span, edges : as for `extremes`; the edges only say where an open end lies

    Examples
    --------
    >>> from perfkit.rubric.rules import completion_points
    >>> ends(lambda x: completion_points(x, Fraction(6)), Interval(Fraction(1, 2), None), [Fraction(1)])
    Points(low=Fraction(3, 1), high=Fraction(6, 1))
    """
    first = points(span.low)
    if span.is_exact:
        return Points.exact(first)
    last = points(span.high if span.high is not None else max([span.low, *edges]) + 1)
    return Points(min(first, last), max(first, last))


def case_extremes(first: Interval, second: Interval, cases: Sequence[tuple[str, Fraction]]) -> Points:
    """The least and the most points over two intervals: those of every case that can still hold.

    Examples
    --------
    >>> balances = [("none", Fraction(3)), ("at_most", Fraction(2)), ("above", ZERO)]
    >>> case_extremes(Interval(ZERO, None), Interval.exact(Fraction(8)), balances)
    Points(low=Fraction(0, 1), high=Fraction(3, 1))
    """
    ends = sorted({ZERO, *(end for end in (*first, *second) if end is not None)})
    marks = sorted(
        {*ends, *((a + b) / 2 for a, b in pairwise(ends)), ends[0] - 1, ends[-1] + 1, ends[-1] + 2}
    )
    given = [
        case_points(a, b, cases) for a in marks if first.contains(a) for b in marks if second.contains(b)
    ]
    return Points(min(given), max(given))
