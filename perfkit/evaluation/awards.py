"""Whether a criterion or a veto can be judged as proposed, and in whose words it is refused."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import Interval, show_exact
from perfkit.base.text import Text
from perfkit.evaluation.tree import bounds_message
from perfkit.rubric.kinds import Criterion


def refusal(criterion: Criterion, bounds: Interval, points: Fraction) -> Text | None:
    """Why these points cannot be awarded; None where they can.

    Parameters
    ----------
    criterion : Criterion   under the readings in force
    bounds : Interval       what rule and facts leave possible, before any judgement
    points : Fraction       proposed

    Examples
    --------
    >>> from perfkit import load_department
    >>> clause = load_department("sz-sif-longhua_2020").evaluate().by_criterion["management.funds.disclosure.1"]
    >>> refusal(clause.criterion, clause.outcome.points, Fraction("1.2")).en
    'management.funds.disclosure.1 takes one of 0, 1, 1.5'
    >>> refusal(clause.criterion, clause.outcome.points, Fraction(1)) is None
    True
    """
    if not bounds.contains(points):
        return bounds_message(criterion.id, points, bounds)
    if criterion.awardable is not None and points not in criterion.awardable and not bounds.is_exact:
        steps = [show_exact(step) for step in sorted(criterion.awardable)]
        zh = f"{criterion.id} 只能评 {'、'.join(steps)} 分"
        return Text(zh, f"{criterion.id} takes one of {', '.join(steps)}")
    return None


def possible_points(criterion: Criterion, bounds: Interval) -> tuple[Fraction, ...]:
    """The points a judgement may give, least first; empty where any value within the bounds will do."""
    return tuple(sorted(step for step in criterion.awardable or () if bounds.contains(step)))
