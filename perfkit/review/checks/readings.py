"""Checks of group 7: where another reading of a clause would move points."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ZERO, Points, exact_sum, show_number
from perfkit.base.text import Text
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.scoring import score
from perfkit.evaluation.tree import Evaluation
from perfkit.evaluation.weighted_targets import target_criteria
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Finding, Place
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, phrase
from perfkit.review.shown import row_name, span


def under(evaluation: Evaluation, row: RowResult, choices: dict[str, str]) -> Points:
    """The points of one row under other readings: only the criteria that a reading changes are scored again.

    Parameters
    ----------
    choices : reading → option, for those that differ from the evaluation's

    Returns
    -------
    Points   the same as evaluating the whole submission under these readings gives for the row.
    """
    parts: list[Points] = []
    merged = {**evaluation.choices, **choices}
    # A row that scores the department's targets has a criterion for each of them, made from the submission.
    filed = row.indicator.criteria or target_criteria(row.indicator, evaluation.submission)
    for result in row.criteria:
        if not any(name in choices for name, _ in result.readings):
            parts.append(result.points)
            continue
        original = next(criterion for criterion in filed if criterion.id == result.criterion.id)
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
        parts.append(points)
    most = row.indicator.max
    low, high = (min(exact_sum(ends), most) for ends in zip(*parts, strict=True)) if parts else (ZERO, ZERO)
    for modifier in row.modifiers:
        if modifier.kind == "exemption" and modifier.applies:
            low = high = most
        elif modifier.kind == "veto" and modifier.applies is not False:
            low, high = ZERO, ZERO if modifier.applies else high
    return Points(low, high)


def moved(evaluation: Evaluation, name: str, option: str) -> list[tuple[RowResult, Points]]:
    """The rows whose points another option of one reading changes, with the points it gives them."""
    changed = [
        (row, under(evaluation, row, {name: option}))
        for row in evaluation.rows
        if any(name == reading for result in row.criteria for reading, _ in result.readings)
    ]
    return [(row, points) for row, points in changed if points != row.points]


@check(7, "reading.moves_points")
def readings_that_move(case: Case) -> Iterator[Finding]:
    """Every reading of the rubric, one at a time: what each other option would give where the points of some
    row change."""
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
        others, touched = [], {}
        for words, rows in options:
            changes = [
                phrase("points_change", name=row_name(row), before=span(row.points), now=span(points))
                for row, points in rows
            ]
            others.append(
                phrase("read_as", option=Text(words.zh, words.en), changes=listed(changes, "；", "; "))
            )
            for row, points in rows:
                touched[row.indicator.id] = row
                most = max(abs(row.points.low - points.low), abs(row.points.high - points.high))
                stakes[row.indicator.id] = max(most, stakes.get(row.indicator.id, ZERO))
        chosen = reading.options[base.choices[name]]
        yield finding(
            "reading.moves_points",
            {
                "question": reading.question.text,
                "chosen": Text(chosen.zh, chosen.en),
                "others": listed(others, "；", "; "),
            },
            tuple(Place("评分表 " + row.indicator.name.zh, reading.why.zh) for row in touched.values()),
            difference=show_number(sum(stakes.values(), ZERO)) + "分",
            stakes=tuple(stakes.items()),
        )
