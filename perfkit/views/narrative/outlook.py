"""Annex 5: what would change the grade."""

from __future__ import annotations

from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.levers import levers
from perfkit.outlook.reading_effects import by_reading, over_all_readings
from perfkit.outlook.robustness import distances
from perfkit.views.narrative.prose import Paragraph, Part, Prose, headed, said
from perfkit.views.said import worded
from perfkit.views.wording import show_grade


def outlook(evaluation: Evaluation, lang: str) -> Prose:
    """The section's heading: the grades that are possible, and how far the ends are from the next."""
    heading = headed(lang, "annex-outlook", 2)
    points, grades, rubric = evaluation.points, evaluation.grades, evaluation.rubric
    if not rubric.is_graded:
        return _ungraded(heading, evaluation, lang)
    low, high = grades["low"], grades["high"]
    bands = say(
        lang,
        "、".join(f"{grade.name}为 {show_number(grade.at_least, 0)} 分以上" for grade in rubric.grades[:-1]),
        ", ".join(
            f"{grade.name_en} ({grade.name}) from {show_number(grade.at_least, 0)}"
            for grade in rubric.grades[:-1]
        ),
    )
    parts: list[Part] = [heading, headed(lang, "grades", 3)]
    if low == high:
        parts.append(
            said(
                lang,
                "grade_is_settled",
                bands=bands,
                grade=show_grade(low, lang, both=True),
                low=show_number(points.low),
                high=show_number(points.high),
            )
        )
        return Prose(tuple(parts), lang)
    moving = sum(rubric.grade(points.high - lever.gain) != high for lever in levers(evaluation))
    words = worded(
        lang,
        "grade_is_open",
        bands=bands,
        low=show_number(points.low),
        low_grade=show_grade(low, lang),
        high=show_number(points.high),
        high_grade=show_grade(high, lang),
    )
    if moving:
        words += worded(lang, "one_item_lowers", count=moving, plural="s" if moving > 1 else "")
    else:
        words += worded(lang, "no_item_lowers")
    parts.append(Paragraph(words))
    parts.append(Paragraph(_distance(evaluation, lang)))
    return Prose(tuple(parts), lang)


def _ungraded(heading: Part, evaluation: Evaluation, lang: str) -> Prose:
    """What can still move a total that is given no grade."""
    span = show_span(evaluation.points)
    total = said(lang, "total_ungraded", points=span)
    parts = [heading, headed(lang, "ungraded", 3, anchor="grades"), total]
    if beyond := _distance(evaluation, lang):
        parts.append(Paragraph(beyond))
    return Prose(tuple(parts), lang)


def _distance(evaluation: Evaluation, lang: str) -> str:
    """How far the self-score and both ends are from the next grade, and what the readings leave of the
    range."""
    ends = {distance.end: distance for distance in distances(evaluation)}
    sentences = []
    own, high, low = ends.get("self"), ends["high"], ends["low"]
    if own is not None and own.down is not None and (room := own.falls_with) is not None:
        lower = own.down[0]
        sentences.append(
            worded(
                lang,
                "own_falls",
                points=show_number(own.points),
                room=show_number(room),
                lower=show_grade(lower, lang),
            )
        )
    if high.down is not None and (room := high.falls_with) is not None:
        lower = high.down[0]
        sentences.append(worded(lang, "most_falls", room=show_number(room), lower=show_grade(lower, lang)))
    if low.up is not None and (needed := low.needed) is not None:
        upper = low.up[0]
        sentences.append(
            worded(lang, "least_rises", needed=show_number(needed), upper=show_grade(upper, lang))
        )
    everything = over_all_readings(evaluation)
    if everything != evaluation.points:
        sentences.append(worded(lang, "over_all_readings", points=show_span(everything)))
    return say(lang, "", " ").join(sentences)


def readings(evaluation: Evaluation, lang: str) -> Prose | None:
    """How the unclear clauses were read, and which readings would move the total; None where none is
    unclear."""
    outcomes = by_reading(evaluation)
    if not outcomes:
        return None
    names = dict.fromkeys(outcome.reading for outcome in outcomes)
    moving = [name for name in names if any(outcome.rows for outcome in outcomes if outcome.reading == name)]
    heading = headed(lang, "readings", 3)
    words = worded(lang, "readings_explained", count=len(names), moving=len(moving))
    return Prose((heading, Paragraph(words)), lang)
