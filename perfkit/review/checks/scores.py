"""Checks of group 4: self-scores against what the rule can give on the figures and documents filed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import lcm

from perfkit.base.quantities import decimal_places, show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.evaluation.awards import possible_points
from perfkit.evaluation.outcome import EVIDENCE, FACTS
from perfkit.evaluation.results import OPEN, RowResult
from perfkit.evaluation.trace import trace
from perfkit.review.case import Case, is_nearly_full, sure
from perfkit.review.checks.readings import under
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.topics import account
from perfkit.rubric.kinds import Judged

ZERO = Fraction(0)


def _span(row: RowResult) -> str:
    low, high = show_number(row.points.low), show_number(row.points.high)
    return low if low == high else f"{low}～{high}"


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
    """Every self-score against the interval that rule, figures and judgements leave, to the rounding of the table.

    A doubt where another reading of the clause, named as possible, would allow the score.
    """
    half = Fraction(1, 2 * 10**case.rubric.rounding.places)
    for row in case.evaluation.rows:
        own, name = row.self_score, row.indicator.name.text
        if own is None:
            continue
        # A score printed with one decimal may be the rounding of what the rule gives.
        printed = case.submission.self_evaluation.printed.get(row.indicator.id, "")
        half_row = max(half, Fraction(1, 2 * 10 ** decimal_places(printed)) if "." in printed else half)
        asked = Text(
            f"“{name.zh}”自评 {show_exact(own)} 分的计算过程",
            f"how the {show_exact(own)} points for {name.en} were worked out",
        )
        if own > row.indicator.max:
            size = show_exact(own - row.indicator.max)
            message = Text(
                f"“{name.zh}”自评 {show_exact(own)} 分，超过本行分值 {show_exact(row.indicator.max)} 分",
                f"{name.en}: {show_exact(own)} points claimed in a row of {show_exact(row.indicator.max)}",
            )
            yield Finding(
                "score.over_max",
                ERROR,
                message,
                (case.score_place(row),),
                size + "分",
                ((row.indicator.id, own - row.indicator.max),),
                asked,
            )
        elif own > row.points.high + half_row or own < row.points.low - half_row:
            high = own > row.points.high
            gap = own - row.points.high if high else row.points.low - own
            formula = next(
                (
                    trace(r)
                    for r in row.criteria
                    if r.points.is_exact and (not high or r.points.high < r.criterion.max)
                ),
                "",
            )
            formula_en = next(
                (
                    trace(r, "en")
                    for r in row.criteria
                    if r.points.is_exact and (not high or r.points.high < r.criterion.max)
                ),
                "",
            )
            word = ("高于", "最多", "above", "most") if high else ("低于", "至少", "below", "least")
            limit = show_number(row.points.high if high else row.points.low)
            others = tuple(_allowing(case, row, own, half_row))
            yield Finding(
                "score.above_high" if high else "score.below_low",
                DOUBT if others else ERROR,
                Text(
                    f"“{name.zh}”自评 {show_exact(own)} 分，按{'本口径' if others else '条文'}和所报数据{word[1]} {limit} 分，{word[0]} {show_number(gap)} 分{'：' + formula if formula else ''}",
                    f"{name.en}: {show_exact(own)} points claimed; rule and figures give {limit} at {word[3]}, {show_number(gap)} apart{': ' + formula_en if formula_en else ''}",
                ),
                (case.score_place(row), *_cause(row, high)),
                show_number(gap) + "分",
                ((row.indicator.id, gap),),
                asked,
                others,
            )


def _allowing(case: Case, row: RowResult, own: Fraction, half: Fraction) -> Iterator[Text]:
    """The other readings of the row's clauses under which its self-score would stand."""
    for name in dict.fromkeys(name for result in row.criteria for name, _ in result.readings):
        reading = case.rubric.readings[name]
        for option, words in reading.options.items():
            points = (
                under(case.evaluation, row, {name: option})
                if option != case.evaluation.choices[name]
                else row.points
            )
            if points.low - half <= own <= points.high + half:
                span = Text(
                    f"{show_number(points.low)}～{show_number(points.high)}",
                    f"{show_number(points.low)} to {show_number(points.high)}",
                )
                yield Text(
                    f"若采用“{words.zh}”，本行可得 {span.zh} 分",
                    f"taken as {words.en}, the row gives {span.en}",
                )


@check(4, "score.impossible")
def impossible_scores(case: Case) -> Iterator[Finding]:
    """A self-score that no combination of the rule's steps gives, or with more decimals than a stated score has."""
    for row in case.evaluation.rows:
        own, printed = row.self_score, case.submission.self_evaluation.printed.get(row.indicator.id, "")
        if own is None or row.indicator.targets or not row.points.low <= own <= row.points.high:
            continue
        half = Fraction(1, 2 * 10 ** max(decimal_places(printed), 0))
        possible = _totals(row)
        decimals = decimal_places(printed) > case.rubric.rounding.places
        if not decimals and (
            possible is None or any(abs(own - total) < half or own == total for total in possible)
        ):
            continue
        name = row.indicator.name.text
        steps = "、".join(show_number(total) for total in sorted(possible)[:12]) if possible else ""
        zh = (
            f"“{name.zh}”自评 {printed or show_exact(own)} 分，按条文只能是 {steps} 分"
            if possible and not decimals
            else f"“{name.zh}”自评 {printed} 分，小数位多于评分表所用的 {case.rubric.rounding.places} 位"
        )
        en = (
            f"{name.en}: {printed or show_exact(own)} points claimed; the rule gives {steps} only"
            if possible and not decimals
            else f"{name.en}: {printed} has more decimals than the {case.rubric.rounding.places} that the table uses"
        )
        yield Finding(
            "score.impossible",
            DOUBT,
            Text(zh, en),
            (case.score_place(row),),
            stakes=((row.indicator.id, case.beyond_figures(row)),),
            ask=Text(f"“{name.zh}”各评分点的自评分", f"the self-score of each part of {name.en}"),
        )


def _totals(row: RowResult) -> set[Fraction] | None:
    """Every total that the row's steps can give; None where some part may take any value."""
    options: list[set[Fraction]] = []
    for result in row.criteria:
        if result.points.is_exact:
            options.append({result.points.low})
            continue
        given = possible_points(result.criterion, result.outcome)
        if not given:
            return None
        options.append({points for points in given if result.points.contains(points)})
    # Whole numbers of the smallest step: sums of fractions take several times as long.
    steps = lcm(*(point.denominator for points in options for point in points))
    totals = {0}
    for points in options:
        totals = {
            total + point.numerator * (steps // point.denominator) for total, point in product(totals, points)
        }
        if len(totals) > 2000:
            return None
    return {min(Fraction(total, steps), row.indicator.max) for total in totals} | (
        {ZERO} if row.modifiers else set()
    )


@check(4, "score.needs_evidence")
def full_marks_without_evidence(case: Case) -> Iterator[Finding]:
    """Nine tenths of a row or more, where a criterion waits for figures not printed or documents nobody has seen."""
    for row in case.evaluation.rows:
        if not is_nearly_full(row) or row.standing.confirmed >= sure(row.self_score) or not row.indicator.max:
            continue
        missing = list(
            dict.fromkeys(
                fact
                for r in row.criteria
                if r.status == OPEN and r.waits_for == FACTS
                for fact in r.outcome.missing
            )
        )
        missing += [
            fact
            for r in row.criteria
            if r.status == OPEN and r.waits_for == FACTS and not r.outcome.missing
            for fact in (f.fact for f in r.outcome.found)
            if fact not in case.stated
        ]
        documents = list(
            dict.fromkeys(
                d.text for r in row.criteria if r.waits_for == EVIDENCE for d in r.criterion.documents
            )
        )
        if not missing and not documents:
            continue
        stake = sum(
            (r.points.high - r.points.low for r in row.criteria if r.waits_for in (FACTS, EVIDENCE)), ZERO
        )
        stake = min(stake, sure(row.self_score) - row.standing.confirmed)
        wanted_zh = "、".join([case.name(f) for f in missing] + [d.zh for d in documents])
        wanted_en = ", ".join([case.name(f, "en") for f in missing] + [d.en for d in documents])
        name = row.indicator.name.text
        yield Finding(
            "score.needs_evidence",
            DOUBT,
            Text(
                f"“{name.zh}”自评 {show_exact(sure(row.self_score))} 分（满分 {show_exact(row.indicator.max)} 分），材料中没有：{wanted_zh}；据现有数据只能确认 {show_number(row.standing.stated.confirmed)} 分",
                f"{name.en}: {show_exact(sure(row.self_score))} of {show_exact(row.indicator.max)} claimed; not filed: {wanted_en}; figures confirm {show_number(row.standing.stated.confirmed)}",
            ),
            (case.score_place(row), *_claimed(case, row)),
            show_number(stake) + "分",
            ((row.indicator.id, stake),),
            Text(wanted_zh, wanted_en),
        )


def _claimed(case: Case, row: RowResult) -> tuple[Place, ...]:
    """What the department merely says on the first topic of a row: the others only bear on it."""
    told = account(case).claims
    said = [
        s for topic in row.indicator.topics[:1] for s in told.get(topic, ()) if s.sentence.part != "target"
    ]
    return tuple(dict.fromkeys(s.sentence.place(s.words) for s in said))[:2]


@check(4, "score.precondition")
def unmet_precondition(case: Case) -> Iterator[Finding]:
    """A clause that first asks for something (at least three aspects) and points claimed without it."""
    for row in case.evaluation.rows:
        for result in row.criteria:
            wanted = result.criterion.precondition if isinstance(result.criterion, Judged) else None
            if wanted is None or row.self_score is None or not row.self_score:
                continue
            found = case.evaluation.book.find(wanted.fact)
            if wanted.at_least is None or found.span.high is None or found.span.high >= wanted.at_least:
                continue
            short, name = wanted.at_least - found.span.high, row.indicator.name.text
            full = is_nearly_full(row)
            none = case.submission.targets.none_filed if case.submission.targets else ()
            kinds = {
                "economic": "经济效益",
                "social": "社会效益",
                "ecological": "生态效益",
                "sustainable": "可持续影响",
                "satisfaction": "满意度",
            }
            places = [
                case.score_place(row),
                Place("评分标准 " + "、".join(result.criterion.clauses), result.criterion.text.zh),
            ]
            if none and case.submission.targets:
                places.append(
                    Place(
                        case.submission.targets.section,
                        "；".join(f"{kinds.get(kind, kind)}指标 无" for kind in none),
                    )
                )
            places += [place_of(s) for s in found.statements[:1]]
            yield Finding(
                "score.precondition",
                ERROR if full else DOUBT,
                Text(
                    f"“{name.zh}”要求{case.name(wanted.fact)}至少 {show_exact(wanted.at_least)}，只有 {show_exact(found.span.high)}，差 {show_exact(short)}，自评 {show_exact(sure(row.self_score))}／{show_exact(row.indicator.max)} 分",
                    f"{name.en} asks for at least {show_exact(wanted.at_least)} ({case.name(wanted.fact, 'en')}); there is {show_exact(found.span.high)}; {show_exact(sure(row.self_score))} of {show_exact(row.indicator.max)} claimed",
                ),
                tuple(places),
                show_exact(short) + "个",
                ((row.indicator.id, case.beyond_figures(row)),),
                Text(
                    "其余方面的绩效目标、指标值和完成情况",
                    "targets and results for the aspects that are missing",
                ),
            )


@check(4, "score.implied_rest", "score.loss_unexplained")
def unexplained_points(case: Case) -> Iterator[Finding]:
    """Self-scores below the maximum whose parts cannot be told from what is filed."""
    for row in case.evaluation.rows:
        own = row.self_score
        undecided = [r for r in row.criteria if not r.points.is_exact]
        if own is None or own == 0 or own >= row.indicator.max or not undecided:
            continue
        name = row.indicator.name.text
        decided = sum((r.points.low for r in row.criteria if r.points.is_exact), ZERO)
        rest, most = own - decided, sum((r.criterion.max for r in undecided), ZERO)
        asked = Text(
            f"“{name.zh}”各评分点的自评分和理由", f"the self-score of each part of {name.en}, with reasons"
        )
        if (
            len(undecided) < len(row.criteria)
            and 0 < rest < most
            and abs(rest - most) > Fraction(1, 100)
            and decided
        ):
            yield Finding(
                "score.implied_rest",
                NOTE,
                Text(
                    f"“{name.zh}”自评 {show_exact(own)} 分，可核算部分为 {show_number(decided)} 分，其余评分点相当于自评 {show_number(rest)}／{show_exact(most)} 分（{show_rate(rest / most)}），没有说明",
                    f"{name.en}: {show_exact(own)} claimed, of which {show_number(decided)} can be computed; the rest amounts to {show_number(rest)} of {show_exact(most)}, unexplained",
                ),
                (case.score_place(row), *_cause(row, False)),
                show_number(rest) + "分",
                ((row.indicator.id, rest),),
                asked,
            )
        elif len(undecided) == len(row.criteria) and len(row.criteria) > 1:
            lost = row.indicator.max - own
            yield Finding(
                "score.loss_unexplained",
                NOTE,
                Text(
                    f"“{name.zh}”自评 {show_exact(own)}／{show_exact(row.indicator.max)} 分，没有说明少的 {show_exact(lost)} 分扣在哪一条",
                    f"{name.en}: {show_exact(own)} of {show_exact(row.indicator.max)}; nothing says where the {show_exact(lost)} points were lost",
                ),
                (case.score_place(row),),
                show_exact(lost) + "分",
                ((row.indicator.id, lost),),
                asked,
            )


@check(4, "judgement.no_evidence")
def judged_without_evidence(case: Case) -> Iterator[Finding]:
    """An evaluator's points beyond the least where the clause wants a document and none is on file; one an evaluator."""
    given: dict[str, list[tuple[str, str, Fraction]]] = {}
    for row in case.evaluation.rows:
        for result in row.criteria:
            least = result.outcome.points.low
            for award in result.awards:
                points = award.judgement.awarded(result.criterion.max) or ZERO
                seen = award.judgement.evidence or any(who == award.evaluator for who, _ in result.evidence)
                if result.criterion.documents and points > least and not seen:
                    entry = (row.indicator.id, result.criterion.id, points - least)
                    given.setdefault(award.evaluator, []).append(entry)
    for evaluator, entries in given.items():
        stakes: dict[str, Fraction] = {}
        for name, _, points in entries:
            stakes[name] = stakes.get(name, ZERO) + points
        size = show_number(sum(stakes.values(), ZERO))
        yield Finding(
            "judgement.no_evidence",
            DOUBT,
            Text(
                f"评价人 {evaluator} 在 {len(entries)} 个须见材料的评分点上共给出 {size} 分，评价意见中没有登记任何材料",
                f"{evaluator} gave {size} points on {len(entries)} criteria that need a document; none is registered for them",
            ),
            (Place(f"judgements/{evaluator}.yaml", f"{entries[0][1]} 等 {len(entries)} 个评分点", ""),),
            size + "分",
            tuple(stakes.items()),
            Text("评价人所见的材料", "the documents that the evaluator saw"),
        )
