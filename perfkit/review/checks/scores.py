"""Checks of group 4: self-scores against what the rule can give on the figures and documents filed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil, floor, lcm

from perfkit.base.quantities import ZERO, decimal_places, show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.evaluation.awards import possible_points
from perfkit.evaluation.outcome import EVIDENCE, FACTS
from perfkit.evaluation.results import OPEN, CriterionResult, RowResult
from perfkit.evaluation.trace import trace
from perfkit.review.case import Case
from perfkit.review.checks.readings import under
from perfkit.review.english import Words, listed
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rows import is_nearly_full, sure
from perfkit.review.rulebook import finding, phrase
from perfkit.review.shown import NOTHING, label, row_name, within
from perfkit.review.topics import account
from perfkit.rubric.kinds import Judged, TargetScore

_MOST_STEPS = 12


def _fields(row: RowResult, **more: Words) -> dict[str, Words]:
    own, most = show_exact(sure(row.self_score)), show_exact(row.indicator.max)
    return {"name": row_name(row), "own": own, "most": most, **more}


def _cause(row: RowResult, too_high: bool) -> tuple[Place, ...]:
    """The criteria that figures have decided, with the places of their figures."""
    places = []
    for result in row.criteria:
        if not result.points.is_exact or (too_high and result.points.high == result.criterion.max):
            continue
        used = (result.outcome.printed,) if result.outcome.printed else result.outcome.found
        statements = [s for found in used for s in found.statements]
        places += [place_of(s) for s in statements[:4]] or [
            Place("评分标准 " + "、".join(result.criterion.clauses), trace(result))
        ]
    return tuple(dict.fromkeys(places))


@check(4, "score.above_high", "score.below_low", "score.over_max")
def outside_the_interval(case: Case) -> Iterator[Finding]:
    """Every self-score against the interval that rule, figures and judgements leave, to the rounding of the
    table."""
    half = Fraction(1, 2 * 10**case.rubric.rounding.places)
    for row in case.evaluation.rows:
        own = row.self_score
        if own is None:
            continue
        # A score printed with one decimal may be the rounding of what the rule gives.
        printed = case.submission.self_evaluation.printed.get(row.indicator.id, "")
        half_row = max(half, Fraction(1, 2 * 10 ** decimal_places(printed)) if "." in printed else half)
        if own > row.indicator.max:
            over, place = own - row.indicator.max, case.score_place(row)
            fields = _fields(row, size=show_exact(over))
            yield finding("score.over_max", fields, (place,), stakes=((row.indicator.id, over),))
        elif own > row.points.high + half_row or own < row.points.low - half_row:
            yield _outside(case, row, own, half_row)


def _outside(case: Case, row: RowResult, own: Fraction, half: Fraction) -> Finding:
    high = own > row.points.high
    limit = row.points.high if high else row.points.low
    gap = abs(own - limit)
    decided = (r for r in row.criteria if r.points.is_exact and (not high or r.points.high < r.criterion.max))
    cause = next((_why(case, result) for result in decided), None)
    others = tuple(_allowing(case, row, own, half))
    by_rule = phrase("by_this_reading" if others else "by_the_clause")
    formula = phrase("because", why=cause) if cause else NOTHING
    return finding(
        "score.above_high" if high else "score.below_low",
        _fields(row, limit=show_number(limit), size=show_number(gap), rule=by_rule, formula=formula),
        (case.score_place(row), *_cause(row, high)),
        unless="unsure" if others else "",
        stakes=((row.indicator.id, gap),),
        possible=others,
    )


def _why(case: Case, result: CriterionResult) -> Text:
    """The trace of a criterion, under the name of the target that it scores."""
    said, table = Text(trace(result), trace(result, "en")), case.evaluation.submission.targets
    if not isinstance(result.criterion, TargetScore) or table is None:
        return said
    number = result.criterion.row
    name = table.rows[number - 1].name if number else ""
    return phrase("of_target", name=name, why=said) if name else said


def _allowing(case: Case, row: RowResult, own: Fraction, half: Fraction) -> Iterator[Text]:
    """The other readings of the row's clauses under which its self-score would stand."""
    for name in dict.fromkeys(name for result in row.criteria for name, _ in result.readings):
        for option, words in case.rubric.readings[name].options.items():
            chosen = option == case.evaluation.choices[name]
            points = row.points if chosen else under(case.evaluation, row, {name: option})
            if points.low - half <= own <= points.high + half:
                low, high = show_number(points.low), show_number(points.high)
                reached = Text(f"{low}～{high}", f"{low} to {high}")
                yield phrase("reading_allows", option=Text(words.zh, words.en), points=reached)


@check(4, "score.impossible")
def impossible_scores(case: Case) -> Iterator[Finding]:
    """A self-score that no combination of the rule's steps gives, or with more decimals than a stated score
    has."""
    for row in case.evaluation.rows:
        own, printed = row.self_score, case.submission.self_evaluation.printed.get(row.indicator.id, "")
        if own is None or row.indicator.targets or not row.points.low <= own <= row.points.high:
            continue
        half = Fraction(1, 2 * 10 ** decimal_places(printed))
        possible, step = _totals(row)
        decimals = decimal_places(printed) > case.rubric.rounding.places
        least, most = floor((own - half) * step), ceil((own + half) * step)
        if not decimals and (possible is None or any(least < total < most for total in possible)):
            continue
        steps = [show_number(Fraction(total, step)) for total in sorted(possible or ())[:_MOST_STEPS]]
        places = str(case.rubric.rounding.places)
        yield finding(
            "score.impossible",
            {**_fields(row), "own": printed or show_exact(own), "steps": steps, "places": places},
            (case.score_place(row),),
            variant="" if possible and not decimals else "decimals",
            stakes=((row.indicator.id, case.beyond_figures(row)),),
        )


def _totals(row: RowResult) -> tuple[set[int] | None, int]:
    """Every total that the row's steps can give, in parts of a point, and how many of them a point has.

    No totals where some part may take any value.
    """
    options: list[set[Fraction]] = []
    for result in row.criteria:
        if result.points.is_exact:
            options.append({result.points.low})
            continue
        given = possible_points(result.criterion, result.outcome)
        if not given:
            return None, 1
        is_open = result.points == result.outcome.points
        options.append({points for points in given if is_open or result.points.contains(points)})
    # Whole numbers of the smallest step: sums of fractions take several times as long.
    full = row.indicator.max
    step = lcm(full.denominator, *(point.denominator for points in options for point in points))
    most = full.numerator * (step // full.denominator)
    totals = {0}
    for points in options:
        added = [point.numerator * (step // point.denominator) for point in points]
        totals = {total + points for total, points in product(totals, added)}
        if len(totals) > 2000:
            return None, 1
    return {min(total, most) for total in totals} | ({0} if row.modifiers else set()), step


@check(4, "score.needs_evidence")
def full_marks_without_evidence(case: Case) -> Iterator[Finding]:
    """Nine tenths of a row or more, where a criterion waits for figures not printed or documents nobody has
    seen."""
    for row in case.evaluation.rows:
        if not is_nearly_full(row) or row.standing.confirmed >= sure(row.self_score) or not row.indicator.max:
            continue
        waiting = [r for r in row.criteria if r.status == OPEN and r.waits_for == FACTS]
        missing = [fact for r in waiting for fact in r.outcome.missing]
        missing += [
            f.fact
            for r in waiting
            if not r.outcome.missing
            for f in r.outcome.found
            if f.fact not in case.stated
        ]
        documents = [d.text for r in row.criteria if r.waits_for == EVIDENCE for d in r.criterion.documents]
        if not missing and not documents:
            continue
        undecided = (r.points for r in row.criteria if r.waits_for in (FACTS, EVIDENCE))
        stake = sum((points.high - points.low for points in undecided), ZERO)
        stake = min(stake, sure(row.self_score) - row.standing.confirmed)
        wanted = [
            *(label(case, fact) for fact in dict.fromkeys(missing)),
            *map(within, dict.fromkeys(documents)),
        ]
        yield finding(
            "score.needs_evidence",
            _fields(row, wanted=listed(wanted), confirmed=show_number(row.standing.stated.confirmed)),
            (case.score_place(row), *_claimed(case, row)),
            difference=show_number(stake) + "分",
            stakes=((row.indicator.id, stake),),
        )


def _claimed(case: Case, row: RowResult) -> tuple[Place, ...]:
    """What the department merely says on the first topic of a row: the others only bear on it."""
    told = account(case).claims
    said = [s for topic in row.indicator.topics[:1] for s in told[topic] if s.sentence.part != "target"]
    return tuple(dict.fromkeys(s.sentence.place(s.words) for s in said))[:2]


@check(4, "score.precondition")
def unmet_precondition(case: Case) -> Iterator[Finding]:
    """A clause that first asks for something (at least three aspects) and points claimed without it."""
    for row in case.evaluation.rows:
        for result in row.criteria:
            wanted = result.criterion.precondition if isinstance(result.criterion, Judged) else None
            if wanted is None or not row.self_score:
                continue
            found = case.evaluation.book.find(wanted.fact)
            if wanted.at_least is None or found.span.high is None or found.span.high >= wanted.at_least:
                continue
            short = show_exact(wanted.at_least - found.span.high)
            places = [
                case.score_place(row),
                Place("评分标准 " + "、".join(result.criterion.clauses), result.criterion.text.zh),
            ]
            if case.submission.targets and case.submission.targets.none_filed:
                none = (phrase(f"kind_{kind}").zh for kind in case.submission.targets.none_filed)
                places.append(
                    Place(case.submission.targets.section, "；".join(f"{kind}指标 无" for kind in none))
                )
            yield finding(
                "score.precondition",
                _fields(
                    row,
                    fact=label(case, wanted.fact),
                    least=show_exact(wanted.at_least),
                    found=show_exact(found.span.high),
                    size=short,
                ),
                (*places, *(place_of(s) for s in found.statements[:1])),
                unless="" if is_nearly_full(row) else "unsure",
                difference=short + "个",
                stakes=((row.indicator.id, case.beyond_figures(row)),),
            )


@check(4, "score.implied_rest", "score.loss_unexplained")
def unexplained_points(case: Case) -> Iterator[Finding]:
    """Self-scores below the maximum whose parts cannot be told from what is filed."""
    for row in case.evaluation.rows:
        own = row.self_score
        undecided = [r for r in row.criteria if not r.points.is_exact]
        if own is None or own == 0 or own >= row.indicator.max or not undecided:
            continue
        decided = sum((r.points.low for r in row.criteria if r.points.is_exact), ZERO)
        rest, most = own - decided, sum((r.criterion.max for r in undecided), ZERO)
        if len(undecided) == len(row.criteria):
            lost = row.indicator.max - own
            if len(row.criteria) > 1:
                yield finding(
                    "score.loss_unexplained",
                    _fields(row, size=show_exact(lost)),
                    (case.score_place(row),),
                    stakes=((row.indicator.id, lost),),
                )
        elif 0 < rest < most and abs(rest - most) > Fraction(1, 100) and decided:
            shown = {
                "decided": show_number(decided),
                "rest": show_number(rest),
                "share": show_rate(rest / most),
            }
            yield finding(
                "score.implied_rest",
                _fields(row, **shown, rest_most=show_exact(most)),
                (case.score_place(row), *_cause(row, False)),
                difference=show_number(rest) + "分",
                stakes=((row.indicator.id, rest),),
            )
