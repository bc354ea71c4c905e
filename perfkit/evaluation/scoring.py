"""From a criterion and the facts to the points the rule can still give, one function a rule kind."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from perfkit.base.errors import FactError, InternalError
from perfkit.base.quantities import ANY, Interval, Points, show_exact
from perfkit.base.text import Text
from perfkit.filing.fact_book import DISPUTED, GIVEN, MISSING, NOT_APPLICABLE, FactBook, Found
from perfkit.filing.midyear import still_possible
from perfkit.filing.targets import ParsedTarget, parse_target
from perfkit.rubric import rules
from perfkit.rubric.criterion import OnRatio
from perfkit.rubric.kinds import (
    Addition,
    Allowance,
    Bands,
    BetterOf,
    Cases,
    Checklist,
    Completion,
    Composite,
    Criterion,
    Deduction,
    InProportion,
    Judged,
    Limit,
    Linear,
    Progress,
    ProgressMean,
    Proportional,
    Steps,
    TargetScore,
    TargetsMissing,
    Tiers,
)
from perfkit.rubric.target_rules import rounded, target_share

FACTS, EVIDENCE, EVALUATOR = "facts", "evidence", "evaluator"
ZERO = Fraction(0)


class Outcome(NamedTuple):
    """What a rule says before any judgement.

    Attributes
    ----------
    points : Points     least and most points the rule can still give
    measure : Interval or None   the ratio or count behind it; None where nothing is measured
    found : facts used, in the order of the formula
    printed : Found or None      the printed rate, where it stands in for missing parts
    missing : fact ids that are still needed
    waits_for : str       facts, evidence or evaluator; empty where decided
    parts : outcomes of the parts of a mean or a composite
    not_applicable : bool the facts say that there is nothing to score
    """

    points: Points
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
    Outcome   its points inside [0, criterion.most].

    Raises
    ------
    InternalError   a rule gave points that its criterion cannot have: a fault of the kit, not of the filing.
    """
    known = book.measured.get(("score", id(criterion)))
    if known is None:  # the criterion is kept beside its outcome, so that its id stays its own
        known = book.measured[("score", id(criterion))] = (criterion, _scored(criterion, book))
    return known[1]


def _scored(criterion: Criterion, book: FactBook) -> Outcome:
    outcome = _KINDS[type(criterion)](criterion, book)
    low, high = outcome.points.low, outcome.points.high
    if (
        low.numerator < 0
        or (high is not low and high < low)
        or (high is not criterion.max and high > criterion.most)
    ):
        raise InternalError(
            Text(
                f"程序内部错误：{criterion.id} 算得 {show_exact(low)}～{show_exact(high)} 分，不在 0～{show_exact(criterion.most)} 之内，请报告",
                f"internal error: {criterion.id} came to {show_exact(low)} to {show_exact(high)} points, outside "
                f"0 to {show_exact(criterion.most)}; please report it",
            )
        )
    return outcome


def _judgement(criterion: Criterion, book: FactBook) -> Outcome:
    return Outcome(Points(ZERO, criterion.max), waits_for=EVIDENCE if criterion.documents else EVALUATOR)


def _judged(criterion: Judged, book: FactBook) -> Outcome:
    wanted = criterion.precondition
    if wanted is None:
        return _judgement(criterion, book)
    found = book.find(wanted.fact)
    high = criterion.max * wanted.share(found.span)
    return Outcome(
        Points(ZERO, high),
        found.span,
        (found,),
        waits_for=_judgement(criterion, book).waits_for if high else "",
    )


def _tiers(criterion: Tiers, book: FactBook) -> Outcome:
    given = criterion.awardable
    return Outcome(Points(min(given), max(given)), waits_for=EVIDENCE if criterion.documents else EVALUATOR)


def _deduction(criterion: Deduction, book: FactBook) -> Outcome:
    return _counted(
        criterion, book, lambda count: rules.deduction_points(count, criterion.max, criterion.each)
    )


def _counted(
    criterion: Deduction | Addition, book: FactBook, points_of: Callable[[Fraction], Fraction]
) -> Outcome:
    """Points that rest on a count, which an evaluator establishes where nobody prints it."""
    found = book.find(criterion.count)
    if found.state == MISSING:
        return Outcome(
            Points(ZERO, criterion.max),
            None,
            (found,),
            missing=found.missing,
            waits_for=EVIDENCE if criterion.documents else EVALUATOR,
        )
    points = rules.ends(points_of, found.span, ())
    return Outcome(points, found.span, (found,), waits_for="" if points.is_exact else FACTS)


def _facts(criterion: OnRatio, book: FactBook) -> tuple[Found, ...]:
    facts = criterion.facts
    if any(book.find(fact).state == MISSING and fact in criterion.fallback for fact in facts):
        facts = tuple(criterion.fallback.get(fact, fact) for fact in facts)
    if criterion.missing_terms == "left_out":
        return book.find_sides(facts)
    return tuple(book.find(fact) for fact in facts)


class Measured(NamedTuple):
    """The value that a criterion is on.

    Attributes
    ----------
    span : Interval or None  every value it may have; None where both sides are certainly zero
    found : the facts behind it
    printed : Found or None  the printed rate that stands in for missing parts
    missing : facts that are still needed
    may_be_nothing : bool    both sides may be zero, which no ratio expresses
    """

    span: Interval | None
    found: tuple[Found, ...]
    printed: Found | None
    missing: tuple[str, ...]
    may_be_nothing: bool = False


def measure(criterion: OnRatio, book: FactBook) -> Measured:
    """The value a criterion is on, from its facts or from the rate that the document prints."""
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


def _measure(criterion: OnRatio, book: FactBook) -> Measured:
    found = _facts(criterion, book)
    missing = tuple(dict.fromkeys(name for part in found for name in part.missing))
    formula = criterion.formula
    if formula is None:
        return Measured(found[0].span, found, None, missing)
    parts = {name: part.span for name, part in zip(formula.arguments, found, strict=True)}
    span, nothing = formula.span(parts), formula.may_be_nothing(parts)
    if not missing:
        return Measured(span, found, None, (), nothing)
    # The rate on another budget stands in only where that budget does.
    stands_in = tuple(part.fact for part in found) != criterion.facts
    for rate in (formula.printed, criterion.fallback.get(formula.printed, "") if stands_in else ""):
        printed = book.find(rate) if rate in book.catalogue and not criterion.bind else None
        if printed is None:
            continue
        if printed.state in (GIVEN, DISPUTED):
            return Measured(printed.span, found, printed, ())
        if printed.state == MISSING and span is not None and rate == formula.printed:
            span = span.within(printed.span)
    return Measured(span, found, None, missing, nothing)


def _on_ratio(
    function: Callable[[Any], tuple[Callable[[Fraction], Fraction], tuple]],
    bounds_of: Callable[..., Points] = rules.extremes,
) -> Callable[[Any, FactBook], Outcome]:
    """A scorer for a kind: `function` gives its points function and its edges or bands.

    `bounds_of` turns both into the least and the most points: for any function, for bands, or for a
    function whose points only rise or only fall.
    """

    def scorer(criterion: OnRatio, book: FactBook) -> Outcome:
        span, found, printed, missing, may_be_nothing = measure(criterion, book)
        used = found if printed is None else (printed,)
        if any(part.state == NOT_APPLICABLE for part in used):
            return Outcome(Points(ZERO, criterion.max), None, found, not_applicable=True, waits_for=EVALUATOR)
        points, edges = function(criterion)
        if span is None:
            return _nothing_planned(criterion, found)
        bounds = bounds_of(points, span, edges)
        if may_be_nothing:
            other = _nothing_planned(criterion, found).points
            bounds = Points(min(bounds.low, other.low), max(bounds.high, other.high))
        decided = bounds.is_exact
        return Outcome(bounds, span, found, printed, () if decided else missing, "" if decided else FACTS)

    return scorer


def _nothing_planned(criterion: OnRatio, found: tuple[Found, ...]) -> Outcome:
    if criterion.zero_over_zero == "open":
        return Outcome(Points(ZERO, criterion.max), None, found, waits_for=EVALUATOR)
    return Outcome(Points.exact(criterion.max if criterion.zero_over_zero == "full" else ZERO), None, found)


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


def _steps(c: Steps):
    last = c.per * (c.max / c.each + 1)
    edges = (c.standard, c.standard + last if c.side == "above" else c.standard - last)
    return lambda value: rules.step_points(
        value, c.max, standard=c.standard, side=c.side, per=c.per, each=c.each, count=c.count
    ), edges


def _linear(c: Linear):
    return lambda value: rules.linear_points(value, c.max, full_at=c.full_at, zero_at=c.zero_at), (
        c.full_at,
        c.zero_at,
    )


def _in_proportion(c: InProportion):
    return lambda value: rules.proportion_points(value, c.max, at_least=c.at_least, at_most=c.at_most), (
        c.at_least if c.at_least is not None else c.at_most,
    )


def _proportion_ends(points: Callable, span: Interval, edges: tuple[Fraction, ...]) -> Points:
    bounds = rules.ends(points, span, edges)
    falls = points(edges[0] + 1) < points(edges[0])
    return Points(ZERO, bounds.high) if span.high is None and falls else bounds


def _addition(criterion: Addition, book: FactBook) -> Outcome:
    return _counted(criterion, book, lambda count: min(criterion.max, max(ZERO, count * criterion.each)))


def _cases(criterion: Cases, book: FactBook) -> Outcome:
    found = tuple(book.find(fact) for fact in criterion.of)
    cases = [(case.when, case.points) for case in criterion.cases]
    points = rules.case_extremes(found[0].span, found[1].span, cases)
    missing = () if points.is_exact else tuple(dict.fromkeys(name for one in found for name in one.missing))
    return Outcome(points, None, found, None, missing, "" if points.is_exact else FACTS)


def _better_of(criterion: BetterOf, book: FactBook) -> Outcome:
    outcomes = tuple(score(part, book) for part in criterion.parts)
    points = Points(max(one.points.low for one in outcomes), max(one.points.high for one in outcomes))
    found = tuple(part for outcome in outcomes for part in outcome.found)
    missing = tuple(dict.fromkeys(name for outcome in outcomes for name in outcome.missing))
    waits = next((outcome.waits_for for outcome in outcomes if outcome.waits_for), "")
    decided = points.is_exact
    return Outcome(points, None, found, None, () if decided else missing, "" if decided else waits, outcomes)


def _progress_mean(criterion: ProgressMean, book: FactBook) -> Outcome:
    lows, highs, outcomes = [], [], []
    over_schedule = criterion.of == "progress_over_schedule"
    measured = [measure(part, book) for part in criterion.parts]
    for part, (span, found, printed, missing, may_be_nothing) in zip(criterion.parts, measured, strict=True):
        span = ANY if span is None or may_be_nothing else span
        schedule, capped = (
            (part.schedule, criterion.capped) if over_schedule else (Fraction(1), criterion.capped)
        )
        lows.append(rules.progress_share(span.low, schedule, capped=capped))
        highs.append(
            criterion.max * len(criterion.parts)
            if span.high is None and not capped
            else rules.progress_share(_or_full(span.high), schedule, capped=capped)
        )
        outcomes.append(Outcome(Points(lows[-1], highs[-1]), span, found, printed, missing))
    points = Points(rules.mean_points(lows, criterion.max), rules.mean_points(highs, criterion.max))
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
    total = Points.exact(ZERO)
    for outcome in outcomes:
        total += outcome.points
    points = Points(min(criterion.max, total.low), min(criterion.max, total.high))
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


def _targets_missing(criterion: TargetsMissing, book: FactBook) -> Outcome:
    return Outcome(Points(ZERO, criterion.max), waits_for=FACTS)


def _running(
    parsed: ParsedTarget, points: Fraction, measured: Interval | None, criterion: TargetScore
) -> Outcome:
    """A target of a year that is not over."""
    span = still_possible(parsed, points, criterion.max)
    return Outcome(span, measured, waits_for="" if span.is_exact else FACTS)


_KINDS: dict[type[Criterion], Callable[[Any, FactBook], Outcome]] = {
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
    Steps: _on_ratio(_steps, rules.ends),
    Linear: _on_ratio(_linear, rules.ends),
    InProportion: _on_ratio(_in_proportion, _proportion_ends),
    Addition: _addition,
    Cases: _cases,
    BetterOf: _better_of,
    TargetsMissing: _targets_missing,
}
__all__ = ["EVALUATOR", "EVIDENCE", "FACTS", "FactError", "Outcome", "measure", "score"]
