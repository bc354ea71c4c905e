"""Checks of group 7: where another reading of a clause would move points."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import Points, show_number
from perfkit.base.text import Text
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.scoring import score
from perfkit.evaluation.tree import Evaluation
from perfkit.evaluation.weighted_targets import target_criteria
from perfkit.review.case import Case
from perfkit.review.finding import NOTE, Finding, Place
from perfkit.review.registry import check

ZERO = Fraction(0)


def under(evaluation: Evaluation, row: RowResult, choices: dict[str, str]) -> Points:
    """The points of one row under other readings: only the criteria that a reading changes are scored again.

    Parameters
    ----------
    choices : reading → option, for those that differ from the evaluation's

    Returns
    -------
    Points   the same as evaluating the whole submission under these readings gives for the row.
    """
    total = Points.exact(ZERO)
    merged = {**evaluation.choices, **choices}
    # A row that scores the department's targets has a criterion for each of them, made from the submission.
    filed = {
        criterion.id: criterion
        for criterion in row.indicator.criteria or target_criteria(row.indicator, evaluation.submission)
    }
    for result in row.criteria:
        if not any(name in choices for name, _ in result.readings):
            total += result.points
            continue
        original = filed[result.criterion.id]
        outcome = score(evaluation.rubric.criterion(original, merged), evaluation.book)
        points = outcome.points
        awarded = [
            a.judgement.points
            for a in result.awards
            if a.judgement.points is not None and points.contains(a.judgement.points)
        ]
        if not points.is_exact and awarded:
            points = Points(min(awarded), max(awarded))
        if outcome.not_applicable and evaluation.rubric.not_applicable == "rescale":
            points = Points.exact(ZERO)
        total += points
    most = row.indicator.max
    low, high = min(total.low, most), min(total.high, most)
    for modifier in row.modifiers:
        if modifier.kind == "exemption" and modifier.applies:
            low = high = most
        elif modifier.kind == "veto" and modifier.applies is not False:
            low, high = ZERO, ZERO if modifier.applies else high
    return Points(low, high)


def moved(evaluation: Evaluation, name: str, option: str) -> list[tuple[RowResult, Points]]:
    """The rows whose points another option of one reading changes, with the points it gives them."""
    rows = [
        row
        for row in evaluation.rows
        if any(name == read for result in row.criteria for read, _ in result.readings)
    ]
    changed = [(row, under(evaluation, row, {name: option})) for row in rows]
    return [(row, points) for row, points in changed if points != row.points]


def _span(points: Points) -> str:
    low, high = show_number(points.low), show_number(points.high)
    return low if low == high else f"{low}～{high}"


@check(7, "reading.moves_points")
def readings_that_move(case: Case) -> Iterator[Finding]:
    """Every reading of the rubric, one at a time: what each other option would give where the points of some row change."""
    base = case.evaluation
    for name, reading in case.rubric.readings.items():
        options = [
            (words, rows)
            for option, words in reading.options.items()
            if option != base.choices[name] and (rows := moved(base, name, option))
        ]
        if not options:
            continue
        stakes: dict[str, Fraction] = {}
        texts, texts_en, touched = [], [], {}
        for words, rows in options:
            listed = "；".join(
                f"“{row.indicator.name.zh}”由 {_span(row.points)} 分变为 {_span(points)} 分"
                for row, points in rows
            )
            listed_en = "; ".join(
                f"{row.indicator.name.text.en} {_span(row.points)} → {_span(points)}" for row, points in rows
            )
            texts.append(f"若采用“{words.zh}”，{listed}")
            texts_en.append(f"as {words.en}, {listed_en}")
            for row, points in rows:
                touched[row.indicator.id] = row
                most = max(abs(row.points.low - points.low), abs(row.points.high - points.high))
                stakes[row.indicator.id] = max(most, stakes.get(row.indicator.id, ZERO))
        chosen = reading.options[base.choices[name]]
        yield Finding(
            "reading.moves_points",
            NOTE,
            Text(
                f"{reading.question.zh}：采用“{chosen.zh}”；{'；'.join(texts)}",
                f"{reading.question.text.en}: taken as {chosen.en}; {'; '.join(texts_en)}",
            ),
            tuple(Place("评分表 " + row.indicator.name.zh, reading.why.zh) for row in touched.values()),
            show_number(sum(stakes.values(), ZERO)) + "分",
            tuple(stakes.items()),
            Text("评分表制定机关对这一条的解释", "how the authority that issued the table reads this clause"),
        )
