"""From a criterion and the facts to the points the rule can still give, one function a rule kind."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from perfkit.base.errors import FactError
from perfkit.base.quantities import ANY, Interval
from perfkit.filing.fact_book import DISPUTED, GIVEN, MISSING, NOT_APPLICABLE, FactBook, Found
from perfkit.filing.midyear import still_possible
from perfkit.filing.targets import ParsedTarget, parse_target
from perfkit.rubric import rules
from perfkit.rubric.criterion import OnRatio
from perfkit.rubric.kinds import (
    Allowance,
    Bands,
    Checklist,
    Completion,
    Composite,
    Criterion,
    Deduction,
    Judged,
    Limit,
    Progress,
    ProgressMean,
    Proportional,
    TargetScore,
    Tiers,
)
from perfkit.rubric.target_rules import rounded, target_share

FACTS, EVIDENCE, EVALUATOR = "facts", "evidence", "evaluator"
ZERO = Fraction(0)


class Outcome(NamedTuple):
    """What a rule says before any judgement.

    Attributes
    ----------
    points : Interval     least and most points the rule can still give
    measure : Interval or None   the ratio or count behind it; None where nothing is measured
    found : facts used, in the order of the formula
    printed : Found or None      the printed rate, where it stands in for missing parts
    missing : fact ids that are still needed
    waits_for : str       facts, evidence or evaluator; empty where decided
    parts : outcomes of the parts of a mean or a composite
    not_applicable : bool the facts say that there is nothing to score
    """

    points: Interval
    measure: Interval | None = None
    found: tuple[Found, ...] = ()
    printed: Found | None = None
    missing: tuple[str, ...] = ()
    waits_for: str = ""
    parts: tuple[Outcome, ...] = ()
    not_applicable: bool = False


def score(criterion: Criterion, book: FactBook) -> Outcome:
    """The points that rule and facts leave possible.

    Parameters
    ----------
    criterion : Criterion   already under its reading
    book : FactBook         the facts

    Returns
    -------
    Outcome   its points inside [0, criterion.max].
    """
    return _KINDS[type(criterion)](criterion, book)


def _judgement(criterion: Criterion, book: FactBook) -> Outcome:
    return Outcome(Interval(ZERO, criterion.max), waits_for=EVIDENCE if criterion.documents else EVALUATOR)


def _judged(criterion: Judged, book: FactBook) -> Outcome:
    wanted = criterion.precondition
    if wanted is None:
        return _judgement(criterion, book)
    found = book.find(wanted.fact)
    high = criterion.max * wanted.share(found.span)
    return Outcome(
        Interval(ZERO, high),
        found.span,
        (found,),
        waits_for=_judgement(criterion, book).waits_for if high else "",
    )


def _tiers(criterion: Tiers, book: FactBook) -> Outcome:
    given = criterion.awardable
    return Outcome(Interval(min(given), max(given)), waits_for=EVIDENCE if criterion.documents else EVALUATOR)


def _deduction(criterion: Deduction, book: FactBook) -> Outcome:
    found = book.find(criterion.count)
    if found.state == MISSING:
        return Outcome(
            Interval(ZERO, criterion.max),
            None,
            (found,),
            missing=found.missing,
            waits_for=EVIDENCE if criterion.documents else EVALUATOR,
        )
    points = rules.ends(
        lambda count: rules.deduction_points(count, criterion.max, criterion.each), found.span, ()
    )
    return Outcome(points, found.span, (found,), waits_for="" if points.is_exact else FACTS)


def _facts(criterion: OnRatio, book: FactBook) -> tuple[Found, ...]:
    found = tuple(book.find(fact) for fact in criterion.facts)
    if any(part.state == MISSING and part.fact in criterion.fallback for part in found):
        found = tuple(book.find(criterion.fallback.get(part.fact, part.fact)) for part in found)
    if criterion.missing_terms == "left_out":
        without = tuple(book.find(part.fact, leave_out_missing=True) for part in found)
        # An item with a budget and no expenditure, or the other way round, is not an unmentioned one.
        if len({_places_left_out(part, book) for part in without}) == 1:
            return without
    return found


def _places_left_out(found: Found, book: FactBook) -> tuple[int, ...]:
    return tuple(
        terms.index(item)
        for item in found.left_out
        for terms in book.catalogue[found.fact].sums
        if item in terms
    )


def measure(
    criterion: OnRatio, book: FactBook
) -> tuple[Interval | None, tuple[Found, ...], Found | None, tuple[str, ...]]:
    """The value a criterion is on: (interval or None for 0 ÷ 0, facts, printed rate, missing facts)."""
    # A ratio of the same facts is measured once for all criteria and all readings.
    key = (
        criterion.ratio,
        criterion.facts,
        criterion.missing_terms,
        bool(criterion.bind),
        *criterion.fallback.items(),
    )
    if key not in book.measured:
        book.measured[key] = _measure(criterion, book)
    return book.measured[key]


def _measure(
    criterion: OnRatio, book: FactBook
) -> tuple[Interval | None, tuple[Found, ...], Found | None, tuple[str, ...]]:
    found = _facts(criterion, book)
    missing = tuple(dict.fromkeys(name for part in found for name in part.missing))
    formula = criterion.formula
    if formula is None:
        return found[0].span, found, None, missing
    span = formula.span({name: part.span for name, part in zip(formula.arguments, found, strict=True)})
    if not missing:
        return span, found, None, ()
    for rate in (formula.printed, criterion.fallback.get(formula.printed, "")):
        printed = book.find(rate) if rate in book.catalogue and not criterion.bind else None
        if printed is not None and printed.state in (GIVEN, DISPUTED):
            return printed.span, found, printed, ()
    return span, found, None, missing


def _on_ratio(
    function: Callable[[OnRatio], tuple[Callable[[Fraction], Fraction], tuple]],
    bounds_of: Callable = rules.extremes,
) -> Callable:
    """A scorer for a kind: `function` gives its points function and its edges or bands.

    `bounds_of` turns both into the least and the most points: for any function, for bands, or for a
    function whose points only rise or only fall.
    """

    def scorer(criterion: OnRatio, book: FactBook) -> Outcome:
        span, found, printed, missing = measure(criterion, book)
        used = found if printed is None else (printed,)
        if any(part.state == NOT_APPLICABLE for part in used):
            return Outcome(
                Interval(ZERO, criterion.max), None, found, not_applicable=True, waits_for=EVALUATOR
            )
        points, edges = function(criterion)
        if span is None:
            return _nothing_planned(criterion, found)
        bounds = bounds_of(points, span, edges)
        decided = bounds.is_exact
        return Outcome(bounds, span, found, printed, () if decided else missing, "" if decided else FACTS)

    return scorer


def _nothing_planned(criterion: OnRatio, found: tuple[Found, ...]) -> Outcome:
    if criterion.zero_over_zero == "open":
        return Outcome(Interval(ZERO, criterion.max), None, found, waits_for=EVALUATOR)
    return Outcome(Interval.exact(criterion.max if criterion.zero_over_zero == "full" else ZERO), None, found)


def _proportional(c: Proportional):
    return lambda rate: rules.proportional_points(rate, c.max, zero_if_over=c.zero_if_over, cap=c.cap), (
        Fraction(1),
        c.cap,
    )


def _allowance(c: Allowance):
    last = c.free + (c.max / c.each + 1) / 100 if c.each else c.free
    return lambda rate: rules.allowance_points(
        rate, c.max, free=c.free, each=c.each, whole_points=c.step == "whole"
    ), (c.free, last)


def _bands(c: Bands):
    return lambda value: rules.band_points(value, c.scale), c.scale


def _limit(c: Limit):
    edges = tuple(end for end in (c.at_least, c.above, c.at_most, c.below) if end is not None)
    return lambda value: c.max if c.band.holds(value) else ZERO, edges


def _progress(c: Progress):
    return lambda progress: min(c.max, rules.progress_share(progress, c.schedule, capped=c.capped) * c.max), (
        c.schedule,
    )


def _completion(c: Completion):
    return lambda rate: rules.completion_points(rate, c.max), (Fraction(1),)


def _progress_mean(criterion: ProgressMean, book: FactBook) -> Outcome:
    lows, highs, outcomes = [], [], []
    over_schedule = criterion.of == "progress_over_schedule"
    measured = [measure(part, book) for part in criterion.parts]
    last = measured[-1][0]  # spending is cumulative: no quarter can exceed the last one
    for part, (span, found, printed, missing) in zip(criterion.parts, measured, strict=True):
        span = span if span is not None else ANY
        if last is not None and (span.high is None or (last.high is not None and span.high > last.high)):
            span = Interval(min(span.low, last.high) if last.high is not None else span.low, last.high)
        schedule, capped = (
            (part.schedule, criterion.capped) if over_schedule else (Fraction(1), criterion.capped)
        )
        lows.append(rules.progress_share(span.low, schedule, capped=capped))
        highs.append(
            criterion.max * len(criterion.parts)
            if span.high is None and not capped
            else rules.progress_share(_or_full(span.high), schedule, capped=capped)
        )
        outcomes.append(Outcome(Interval(lows[-1], highs[-1]), span, found, printed, missing))
    points = Interval(rules.mean_points(lows, criterion.max), rules.mean_points(highs, criterion.max))
    missing = tuple(dict.fromkeys(name for outcome in outcomes for name in outcome.missing))
    found = tuple(part for outcome in outcomes for part in outcome.found)
    return Outcome(
        points,
        None,
        found,
        None,
        missing if not points.is_exact else (),
        "" if points.is_exact else FACTS,
        tuple(outcomes),
    )


def _or_full(value: Fraction | None) -> Fraction:
    return Fraction(1) if value is None else value


def _composite(criterion: Composite, book: FactBook) -> Outcome:
    outcomes = tuple(score(part, book) for part in criterion.parts)
    total = Interval.exact(ZERO)
    for outcome in outcomes:
        total += outcome.points
    points = Interval(min(criterion.max, total.low), min(criterion.max, total.high))
    found = tuple(part for outcome in outcomes for part in outcome.found)
    missing = tuple(dict.fromkeys(name for outcome in outcomes for name in outcome.missing))
    waits = next((outcome.waits_for for outcome in outcomes if outcome.waits_for), "")
    return Outcome(points, None, found, None, missing, "" if points.is_exact else waits, outcomes)


@lru_cache(maxsize=4096)
def read_target(expected: str, actual: str, name: str, kind: str) -> ParsedTarget:
    """A target's two cells as read; see `perfkit.filing.targets.parse_target`."""
    return parse_target(expected, actual, name=name, kind=kind)


def _target(criterion: TargetScore, book: FactBook) -> Outcome:
    target = criterion.target
    everything = Interval(ZERO, criterion.max)
    if target.not_applicable:
        return Outcome(Interval.exact(ZERO), not_applicable=True)
    parsed = criterion.parsed or read_target(target.expected, target.actual, target.name, target.kind)
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
    points = Interval.exact(share * criterion.max)
    if criterion.places is not None:
        points = rounded(points, criterion.max, criterion.places)
    if book.as_of:
        return _running(parsed, points.low, measured, criterion)
    return Outcome(points, measured)


def _running(
    parsed: ParsedTarget, points: Fraction, measured: Interval | None, criterion: TargetScore
) -> Outcome:
    """A target of a year that is not over."""
    span = still_possible(parsed, points, criterion.max)
    return Outcome(span, measured, waits_for="" if span.is_exact else FACTS)


_KINDS: dict[type, Callable[[Criterion, FactBook], Outcome]] = {
    Checklist: _judgement,
    Judged: _judged,
    Tiers: _tiers,
    Deduction: _deduction,
    Proportional: _on_ratio(_proportional),
    Allowance: _on_ratio(_allowance, rules.ends),
    Bands: _on_ratio(_bands, rules.band_extremes),
    Limit: _on_ratio(_limit, rules.ends),
    Progress: _on_ratio(_progress, rules.ends),
    Completion: _on_ratio(_completion, rules.ends),
    ProgressMean: _progress_mean,
    Composite: _composite,
    TargetScore: _target,
}
__all__ = ["EVALUATOR", "EVIDENCE", "FACTS", "FactError", "Outcome", "measure", "score"]
