"""Which points a clause can give to what is still open, and in whose words any others are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import floor

from perfkit.base.quantities import ANY, ZERO, Points, show_exact, written_bound
from perfkit.base.text import Text
from perfkit.evaluation.outcome import Outcome
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.kinds import Composite
from perfkit.rubric.ratio_kinds import Allowance, Bands, Limit, Proportional

Spans = tuple[Points, ...]


def possible_awards(criterion: Criterion, outcome: Outcome) -> Spans:
    """Everything that the clause can give, least first: single values, and spans where any value between
    will do.

    Parameters
    ----------
    criterion : Criterion   under the readings in force
    outcome : Outcome       what rule and facts leave of it

    Examples
    --------
    >>> from perfkit import load_department
    >>> clauses = load_department("sz-sif-longhua_2020").evaluate().by_criterion
    >>> clause = clauses["performance.equity.satisfaction.1"]
    >>> [str(span.low) for span in possible_awards(clause.criterion, clause.outcome)]
    ['1', '2', '4', '6']
    """
    bounds = outcome.points
    if bounds.is_exact:
        return (bounds,)
    if criterion.awardable is not None:
        found: Iterable[Points] = map(Points.exact, criterion.awardable)
    else:
        found = next(
            (of(criterion, outcome) for kind, of in _KINDS if isinstance(criterion, kind)), (bounds,)
        )
    return _merged(
        Points(max(span.low, bounds.low), min(span.high, bounds.high))
        for span in found
        if span.low <= bounds.high and span.high >= bounds.low
    )


def possible_points(criterion: Criterion, outcome: Outcome) -> tuple[Fraction, ...]:
    """The points a judgement may give, least first; empty where a span of values will do."""
    spans = possible_awards(criterion, outcome)
    return tuple(span.low for span in spans) if all(span.is_exact for span in spans) else ()


def refusal(criterion: Criterion, outcome: Outcome, points: Fraction) -> Text | None:
    """Why these points cannot be awarded; None where they can.

    Parameters
    ----------
    criterion : Criterion   under the readings in force
    outcome : Outcome       what rule and facts leave of it, before any judgement
    points : Fraction       proposed

    Examples
    --------
    >>> from perfkit import load_department
    >>> clauses = load_department("sz-sif-longhua_2020").evaluate().by_criterion
    >>> clause = clauses["management.funds.disclosure.1"]
    >>> refusal(clause.criterion, clause.outcome, Fraction("1.2")).en
    'management.funds.disclosure.1 takes one of 0, 1, 1.5'
    >>> refusal(clause.criterion, clause.outcome, Fraction(1)) is None
    True
    """
    if not outcome.points.contains(points):
        return bounds_message(criterion.id, points, outcome.points)
    spans = possible_awards(criterion, outcome)
    if any(span.contains(points) for span in spans):
        return None
    zh, en = "、".join(map(_written, spans)), ", ".join(map(_written, spans))
    return Text(f"{criterion.id} 只能评 {zh} 分", f"{criterion.id} takes one of {en}")


def bounds_message(criterion: str, points: Fraction, bounds: Points) -> Text:
    """Why a judgement outside the bounds is refused."""
    given = show_exact(points)
    if bounds.is_exact:
        low = show_exact(bounds.low)
        return Text(
            f"{criterion} 已由规则和数据定为 {low} 分，不能评为 {given} 分",
            f"rule and figures give {criterion} {low}; it cannot be judged {given}",
        )
    low, high = written_bound(bounds.low, up=True), written_bound(bounds.high, up=False)
    return Text(
        f"{criterion} 的评分须在 {low}～{high} 分之间，现为 {given} 分",
        f"{criterion} takes {low} to {high} points, not {given}",
    )


def _written(span: Points) -> str:
    if span.is_exact:
        return show_exact(span.low)
    return f"{written_bound(span.low, up=True)}～{written_bound(span.high, up=False)}"


def _merged(spans: Iterable[Points]) -> Spans:
    """Sorted, and those that touch joined."""
    found: list[Points] = []
    for span in sorted(spans):
        if found and span.low <= found[-1].high:
            found[-1] = Points(found[-1].low, max(found[-1].high, span.high))
        else:
            found.append(span)
    return tuple(found)


def _bands(criterion: Bands, outcome: Outcome) -> Iterable[Points]:
    span = outcome.measure or ANY
    return [Points.exact(band.points) for band in criterion.scale if band.touches(span)]


def _limit(criterion: Limit, outcome: Outcome) -> Iterable[Points]:
    return [Points.exact(ZERO), Points.exact(criterion.max)]


def _allowance(criterion: Allowance, outcome: Outcome) -> Iterable[Points]:
    if criterion.step != "whole" or not criterion.each:
        return [outcome.points]
    steps = floor(criterion.max / criterion.each) + 1
    return [Points.exact(max(ZERO, criterion.max - criterion.each * step)) for step in range(steps + 1)]


def _proportional(criterion: Proportional, outcome: Outcome) -> Iterable[Points]:
    """More than planned gives nothing: between nothing and what the least share gives lies no value of the
    clause."""
    span = outcome.measure
    if not criterion.zero_if_over or span is None or span.low > 1:
        return [outcome.points]
    top = criterion.max if span.high is None else min(span.high, Fraction(1)) * criterion.max
    reached = [Points(max(ZERO, span.low * criterion.max), top)]
    return [Points.exact(ZERO), *reached] if span.high is None or span.high > 1 else reached


def _composite(criterion: Composite, outcome: Outcome) -> Iterable[Points]:
    sums: Spans = (Points.exact(ZERO),)
    for part, known in zip(criterion.parts, outcome.parts, strict=True):
        sums = _merged(a + b for a in sums for b in possible_awards(part, known))
    return [Points(min(criterion.max, one.low), min(criterion.max, one.high)) for one in sums]


_KINDS: tuple[tuple[type, Callable[..., Iterable[Points]]], ...] = (
    (Bands, _bands),
    (Limit, _limit),
    (Allowance, _allowance),
    (Proportional, _proportional),
    (Composite, _composite),
)
