"""One step of a scale, and the points of the step that holds a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from perfkit.base.errors import FactError
from perfkit.base.quantities import Interval, Points, show_exact
from perfkit.base.text import Text


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a scale; its ends are words, so that every edge has one owner.

    Attributes
    ----------
    points : Fraction            what the band gives
    at_least, above : Fraction   lower end, included or not; neither: unbounded
    at_most, below : Fraction    upper end, included or not; neither: unbounded

    Examples
    --------
    >>> half = Band(Fraction(1, 2), at_least=Fraction("0.05"), at_most=Fraction("0.1"))
    >>> half.holds(Fraction("0.05")), half.holds(Fraction("0.1001"))
    (True, False)
    """

    points: Fraction
    at_least: Fraction | None = None
    above: Fraction | None = None
    at_most: Fraction | None = None
    below: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        """True where `value` lies in the band."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )

    def touches(self, span: Interval) -> bool:
        """True where some value of `span` lies in the band.

        Examples
        --------
        >>> half = Band(Fraction(1, 2), above=Fraction("0.05"), at_most=Fraction("0.1"))
        >>> (half.touches(Interval(Fraction(0), Fraction("0.05"))),
        ...  half.touches(Interval(Fraction("0.1"), None)))
        (False, True)
        """
        return (
            (self.at_most is None or self.at_most >= span.low)
            and (self.below is None or self.below > span.low)
            and (
                span.high is None
                or (
                    (self.at_least is None or self.at_least <= span.high)
                    and (self.above is None or self.above < span.high)
                )
            )
        )

    def words(self) -> str:
        """The band as a condition on x.

        Examples
        --------
        >>> Band(Fraction(1), at_least=Fraction("0.9"), below=Fraction(1)).words()
        '90% ≤ x < 100%'
        """
        low = (
            f"{_percent(self.at_least)} ≤ "
            if self.at_least is not None
            else f"{_percent(self.above)} < "
            if self.above is not None
            else ""
        )
        high = (
            f" ≤ {_percent(self.at_most)}"
            if self.at_most is not None
            else f" < {_percent(self.below)}"
            if self.below is not None
            else ""
        )
        return f"{low}x{high}"


def _percent(value: Fraction) -> str:
    return show_exact(value * 100) + "%"


def band_points(value: Fraction, bands: Sequence[Band]) -> Fraction:
    """The points of the one band that holds the value.

    Raises
    ------
    FactError   no band holds it: the rubric's linter refuses such a scale.

    Source
    ------
    Rule kind `bands`; sz-2020, 编外人员控制率 and others.

    Examples
    --------
    >>> scale = [Band(Fraction(1), below=Fraction("0.05")), Band(Fraction(0), at_least=Fraction("0.05"))]
    >>> band_points(Fraction("0.0499"), scale), band_points(Fraction("0.05"), scale)
    (Fraction(1, 1), Fraction(0, 1))
    """
    for band in bands:
        if band.holds(value):
            return band.points
    raise FactError(f"没有分档包含 {show_exact(value)}", f"no band holds {show_exact(value)}")


def band_extremes(points: Callable[[Fraction], Fraction], span: Interval, bands: Sequence[Band]) -> Points:
    """The least and the most points over an interval: those of the bands that it touches.

    Parameters
    ----------
    points : function of one exact value
    span : Interval   the values it may take
    bands : the scale, without gap or overlap

    Examples
    --------
    >>> scale = [Band(Fraction(1), below=Fraction("0.05")), Band(Fraction(0), at_least=Fraction("0.05"))]
    >>> band_extremes(lambda x: band_points(x, scale), Interval(Fraction("0.04"), None), scale)
    Points(low=Fraction(0, 1), high=Fraction(1, 1))
    """
    if span.is_exact:
        return Points.exact(points(span.low))
    given = [band.points for band in bands if band.touches(span)]
    return Points(min(given), max(given))


def band_faults(
    bands: Sequence[Band], least: Fraction | None = None, most: Fraction | None = None
) -> list[Text]:
    """Where a scale leaves a number without a band, or gives it two.

    Every edge is tried, and a point on either side of it, so nothing between can be missed. `least` and
    `most` bound what is measured, where it is bounded: a share of a weight.

    Examples
    --------
    >>> [fault.zh for fault in band_faults([Band(Fraction(1), below=Fraction("0.9")),
    ...     Band(Fraction(0), above=Fraction("0.9"))])]
    ['90% 不属于任何一档，请把一端改为含本数']
    """
    edges = sorted(
        {
            end
            for band in bands
            for end in (band.at_least, band.above, band.at_most, band.below)
            if end is not None
        }
    )
    if not edges:
        return [Text("分档没有界限", "the bands have no ends")]
    tried = [edges[0] - 1, *edges, *((a + b) / 2 for a, b in pairwise(edges)), edges[-1] + 1]
    faults = []
    if least is not None and most is not None:
        tried = [value for value in (least, *tried, most) if least <= value <= most]
        edges = sorted({*edges, least, most})
    for value in sorted(set(tried)):
        holders = sum(band.holds(value) for band in bands)
        if value in edges:
            where = Text(f"{show_exact(value * 100)}%", f"{show_exact(value * 100)}%")
        elif value < edges[0]:
            where = Text(
                f"低于 {show_exact(edges[0] * 100)}% 的数", f"numbers below {show_exact(edges[0] * 100)}%"
            )
        elif value > edges[-1]:
            where = Text(
                f"高于 {show_exact(edges[-1] * 100)}% 的数", f"numbers above {show_exact(edges[-1] * 100)}%"
            )
        else:
            low, high = max(e for e in edges if e < value), min(e for e in edges if e > value)
            between = f"{show_exact(low * 100)}%–{show_exact(high * 100)}%"
            where = Text(f"{between} 之间的数", f"numbers in {between}")
        if holders == 0:
            mend = (
                Text("请把一端改为含本数", "let one end include it")
                if value in edges
                else Text("请补上一档", "add a band")
            )
            faults.append(
                Text(f"{where.zh} 不属于任何一档，{mend.zh}", f"{where.en}: no band holds it; {mend.en}")
            )
        elif holders > 1:
            faults.append(
                Text(
                    f"{where.zh} 同属 {holders} 档，请只留一档",
                    f"{where.en}: {holders} bands hold it; leave one",
                )
            )
    return faults
