"""The points that a weighted target can have."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from perfkit.base.quantities import ZERO, Interval, Points
from perfkit.evaluation.outcome import EVALUATOR, FACTS, Outcome
from perfkit.filing.fact_book import FactBook
from perfkit.filing.midyear import still_possible
from perfkit.rubric.kinds import TargetScore, TargetsMissing
from perfkit.rubric.target_rules import rounded, target_share

if TYPE_CHECKING:
    from perfkit.filing.targets import ParsedTarget


@lru_cache(maxsize=4096)
def read_target(expected: str, actual: str, name: str, kind: str) -> ParsedTarget:
    """A target's two cells as read; see `perfkit.filing.targets.parse_target`."""
    from perfkit.filing.targets import parse_target

    return parse_target(expected, actual, name=name, kind=kind)


def target_outcome(criterion: TargetScore, book: FactBook) -> Outcome:
    """What the two values of a target give under the rubric's policies."""
    target = criterion.target
    everything = Points(ZERO, criterion.max)
    if target.not_applicable:
        return Outcome(Points.exact(ZERO), not_applicable=True)
    parsed = criterion.parsed or read_target(target.expected, target.reported, target.name, target.kind)
    measured = None if parsed.achievement is None else Interval.exact(parsed.achievement)
    if (
        criterion.overshoot_from is not None
        and parsed.achievement is not None
        and parsed.achievement >= criterion.overshoot_from
    ):
        return Outcome(everything, measured, waits_for=EVALUATOR)
    share = target_share(
        parsed,
        criterion.operators,
        zero_at=criterion.zero_at,
        zero_actual=criterion.zero_actual_at_most,
        negative_actual=criterion.negative_actual,
    )
    if share is None:
        undecided = not parsed.measurable or parsed.met is not None
        return Outcome(everything, measured, waits_for=EVALUATOR if undecided else FACTS)
    points = Points.exact(share * criterion.max)
    if criterion.places is not None:
        points = rounded(points, criterion.max, criterion.places)
    if book.as_of:
        return _running(parsed, points.low, measured, criterion)
    return Outcome(points, measured)


def missing_outcome(criterion: TargetsMissing, book: FactBook) -> Outcome:
    """Targets that were not filed: anything from nothing to everything."""
    return Outcome(Points(ZERO, criterion.max), waits_for=FACTS)


def _running(
    parsed: ParsedTarget, points: Fraction, measured: Interval | None, criterion: TargetScore
) -> Outcome:
    """A target of a year that is not over."""
    span = still_possible(parsed, points, criterion.max)
    return Outcome(span, measured, waits_for="" if span.is_exact else FACTS)
