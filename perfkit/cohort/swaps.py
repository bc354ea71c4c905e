"""Whether weights within a percentage put two departments the other way round; decided exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from perfkit.base.errors import FactError
from perfkit.cohort.weighed import UNIT, Weighed


def can_swap(cohort: Weighed, one: int, other: int, percent: int = 10) -> tuple[int, ...] | None:
    """Weights within ±percent that put two departments level or the other way round; None where no weights
    do.

    Parameters
    ----------
    one, other : int   places in the cohort; what applies to both must be the same
    percent : int      how far each row's weight may move, 0 to 90; all are scaled to the rubric's maximum
        together

    Returns
    -------
    factors in thousandths, one a row, for `Weighed.totals`

    Raises
    ------
    FactError   the departments differ in what applies to them.

    Source
    ------
    With the same rows applying, scaling moves both totals alike, so the lead is the linear programme
    min Σ factor × (points of one − points of other) over the box; its least value has every row at the end
    that goes against the leader.
    """
    if cohort.full[one] != cohort.full[other]:
        raise FactError(
            "两个部门适用的分值不同，无法精确判定", "different points apply to the two departments"
        )
    lead = [a - b for a, b in zip(cohort.points[one], cohort.points[other], strict=True)]
    total = sum(lead, Fraction(0))
    if total < 0:
        lead = [-step for step in lead]
    reach = 10 * percent
    factors = tuple(UNIT - reach if step > 0 else UNIT + reach for step in lead)
    least = sum((f * step for f, step in zip(factors, lead, strict=True)), Fraction(0))
    moves = least <= 0 if total else least < 0
    return factors if moves else None


def movable_by(cohort: Weighed, percent: int = 10) -> list[int | None]:
    """How many others each department can swap with; see `can_swap`. None where only draws can tell."""
    if any(full != cohort.full[0] for full in cohort.full):
        return [None] * len(cohort.names)
    totals = [sum(points, Fraction(0)) for points in cohort.points]
    most = sum(cohort.full[0], Fraction(0)) * Fraction(percent, 100)
    found: list[int | None] = [0] * len(totals)
    for one, other in combinations(range(len(totals)), 2):
        if abs(totals[one] - totals[other]) <= most and can_swap(cohort, one, other, percent):
            found[one], found[other] = (found[one] or 0) + 1, (found[other] or 0) + 1
    return found
