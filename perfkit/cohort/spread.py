"""How one indicator spreads over a cohort."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Spread:
    """One indicator over a cohort, as shares of its maximum.

    Attributes
    ----------
    shares : (key, low, high) by department, from the lowest middle up
    quartiles : first quartile, median, third quartile of the middles
    outliers : keys whose middle lies more than 1.5 times the middle half's width beyond it
    """

    indicator: str
    shares: tuple[tuple[str, Fraction, Fraction], ...]
    quartiles: tuple[Fraction, Fraction, Fraction]
    outliers: tuple[str, ...]


def quantile(values: list[Fraction], share: Fraction) -> Fraction:
    """A quantile of sorted values by linear interpolation, exact.

    Examples
    --------
    >>> (quantile([Fraction(1), Fraction(2), Fraction(4)], Fraction(1, 2)),
    ...  quantile([Fraction(1), Fraction(2)], Fraction(1, 2)))
    (Fraction(2, 1), Fraction(3, 2))
    """
    if not values:
        return Fraction(0)
    at = share * (len(values) - 1)
    below = at.__floor__()
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (at - below)
