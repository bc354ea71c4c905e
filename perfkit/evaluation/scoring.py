"""From a criterion and the facts to the points the rule can still give, one function a rule kind."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from perfkit.base.errors import InternalError
from perfkit.base.quantities import ANY, ONE, ZERO, Interval, Points, exact_sum, show_exact
from perfkit.evaluation.measured import measure
from perfkit.evaluation.outcome import EVALUATOR, EVIDENCE, FACTS, Outcome
from perfkit.evaluation.target_scoring import missing_outcome, target_outcome
from perfkit.filing.fact_book import MISSING, NOT_APPLICABLE, FactBook, Found
from perfkit.rubric import bands, extremes, kinds, ratio_kinds, rules
from perfkit.rubric.criterion import Criterion, OnRatio


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
            f"程序内部错误：{criterion.id} 算得 {show_exact(low)}～{show_exact(high)} 分，不在 "
            f"0～{show_exact(criterion.most)} 之内，请报告",
            f"internal error: {criterion.id} came to {show_exact(low)} to {show_exact(high)} points, "
            f"outside 0 to {show_exact(criterion.most)}; please report it",
        )
    return outcome


def _judgement(criterion: Criterion, book: FactBook) -> Outcome:
    return Outcome(Points(ZERO, criterion.max), waits_for=EVIDENCE if criterion.documents else EVALUATOR)


def _judged(criterion: kinds.Judged, book: FactBook) -> Outcome:
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


def _tiers(criterion: kinds.Tiers, book: FactBook) -> Outcome:
    given = criterion.awardable
    return Outcome(Points(min(given), max(given)), waits_for=EVIDENCE if criterion.documents else EVALUATOR)


def _counted(criterion: kinds.Counted, book: FactBook) -> Outcome:
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
    points = extremes.ends(criterion.points_of, found.span, ())
    return Outcome(points, found.span, (found,), waits_for="" if points.is_exact else FACTS)


def _on_ratio(
    function: Callable[[Any], tuple[Callable[[Fraction], Fraction], tuple]],
    bounds_of: Callable[..., Points] = extremes.extremes,
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


def _proportional(c: ratio_kinds.Proportional):
    return lambda rate: rules.proportional_points(rate, c.max, zero_if_over=c.zero_if_over, cap=c.cap), (
        Fraction(1),
        c.cap,
    )


def _allowance(c: ratio_kinds.Allowance):
    last = c.free + (c.max / c.each + 1) / 100 if c.each else c.free
    return lambda rate: rules.allowance_points(
        rate, c.max, free=c.free, each=c.each, whole_points=c.step == "whole"
    ), (c.free, last)


def _bands(c: ratio_kinds.Bands):
    return lambda value: bands.band_points(value, c.scale), c.scale


def _limit(c: ratio_kinds.Limit):
    edges = tuple(end for end in (c.at_least, c.above, c.at_most, c.below) if end is not None)
    return lambda value: c.max if c.band.holds(value) else ZERO, edges


def _progress(c: ratio_kinds.Progress):
    return lambda progress: min(c.max, rules.progress_share(progress, c.schedule, capped=c.capped) * c.max), (
        c.schedule,
    )


def _completion(c: ratio_kinds.Completion):
    return lambda rate: rules.completion_points(rate, c.max), (Fraction(1),)


def _steps(c: ratio_kinds.Steps):
    last = c.per * (c.max / c.each + 1)
    edges = (c.standard, c.standard + last if c.side == "above" else c.standard - last)
    return lambda value: rules.step_points(
        value, c.max, standard=c.standard, side=c.side, per=c.per, each=c.each, count=c.count
    ), edges


def _linear(c: ratio_kinds.Linear):
    return lambda value: rules.linear_points(value, c.max, full_at=c.full_at, zero_at=c.zero_at), (
        c.full_at,
        c.zero_at,
    )


def _in_proportion(c: ratio_kinds.InProportion):
    return lambda value: rules.proportion_points(value, c.max, at_least=c.at_least, at_most=c.at_most), (
        c.at_least if c.at_least is not None else c.at_most,
    )


def _proportion_ends(points: Callable, span: Interval, edges: tuple[Fraction, ...]) -> Points:
    bounds = extremes.ends(points, span, edges)
    falls = points(edges[0] + 1) < points(edges[0])
    return Points(ZERO, bounds.high) if span.high is None and falls else bounds


def _cases(criterion: kinds.Cases, book: FactBook) -> Outcome:
    found = tuple(book.find(fact) for fact in criterion.of)
    cases = [(case.when, case.points) for case in criterion.cases]
    points = extremes.case_extremes(found[0].span, found[1].span, cases)
    missing = () if points.is_exact else tuple(dict.fromkeys(name for one in found for name in one.missing))
    return Outcome(points, None, found, None, missing, "" if points.is_exact else FACTS)


def _of_parts(points: Points, outcomes: list[Outcome]) -> Outcome:
    """A criterion of parts: decided or not, it shows what each part rests on and misses."""
    found = tuple(part for outcome in outcomes for part in outcome.found)
    missing = tuple(dict.fromkeys(name for outcome in outcomes for name in outcome.missing))
    waits = next((outcome.waits_for for outcome in outcomes if outcome.waits_for), "")
    decided = points.is_exact
    return Outcome(
        points, None, found, None, () if decided else missing, "" if decided else waits, tuple(outcomes)
    )


def _better_of(criterion: kinds.BetterOf, book: FactBook) -> Outcome:
    outcomes = [score(part, book) for part in criterion.parts]
    points = Points(max(one.points.low for one in outcomes), max(one.points.high for one in outcomes))
    return _of_parts(points, outcomes)


def _progress_mean(criterion: ratio_kinds.ProgressMean, book: FactBook) -> Outcome:
    outcomes, capped = [], criterion.capped
    for part in criterion.parts:
        span, found, printed, missing, may_be_nothing = measure(part, book)
        span = ANY if span is None or may_be_nothing else span
        schedule = part.schedule if criterion.of == "progress_over_schedule" else ONE
        low = rules.progress_share(span.low, schedule, capped=capped)
        high = criterion.max * len(criterion.parts)
        if span.high is not None or capped:
            high = rules.progress_share(ONE if span.high is None else span.high, schedule, capped=capped)
        outcomes.append(Outcome(Points(low, high), span, found, printed, missing, FACTS))
    low = rules.mean_points([one.points.low for one in outcomes], criterion.max)
    high = rules.mean_points([one.points.high for one in outcomes], criterion.max)
    return _of_parts(Points(low, high), outcomes)


def _composite(criterion: kinds.Composite, book: FactBook) -> Outcome:
    outcomes = [score(part, book) for part in criterion.parts]
    low, high = exact_sum(one.points.low for one in outcomes), exact_sum(one.points.high for one in outcomes)
    return _of_parts(Points(min(criterion.max, low), min(criterion.max, high)), outcomes)


_KINDS: dict[type[Criterion], Callable[[Any, FactBook], Outcome]] = {
    kinds.Checklist: _judgement,
    kinds.Judged: _judged,
    kinds.Tiers: _tiers,
    kinds.Deduction: _counted,
    ratio_kinds.Proportional: _on_ratio(_proportional),
    ratio_kinds.Allowance: _on_ratio(_allowance, extremes.ends),
    ratio_kinds.Bands: _on_ratio(_bands, bands.band_extremes),
    ratio_kinds.Limit: _on_ratio(_limit, extremes.ends),
    ratio_kinds.Progress: _on_ratio(_progress, extremes.ends),
    ratio_kinds.Completion: _on_ratio(_completion, extremes.ends),
    ratio_kinds.ProgressMean: _progress_mean,
    kinds.Composite: _composite,
    kinds.TargetScore: target_outcome,
    ratio_kinds.Steps: _on_ratio(_steps, extremes.ends),
    ratio_kinds.Linear: _on_ratio(_linear, extremes.ends),
    ratio_kinds.InProportion: _on_ratio(_in_proportion, _proportion_ends),
    kinds.Addition: _counted,
    kinds.Cases: _cases,
    kinds.BetterOf: _better_of,
    kinds.TargetsMissing: missing_outcome,
}
