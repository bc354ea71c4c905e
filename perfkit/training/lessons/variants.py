"""The same question with other figures: drawn from a case of the trainee's own, for whoever has seen the
solution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text
from perfkit.evaluation.trace import show_fact, trace
from perfkit.evaluation.tree import CriterionResult
from perfkit.rubric.kinds import Bands, Deduction
from perfkit.rubric.rules import deduction_points
from perfkit.training.lessons.answers import Asked, in_both
from perfkit.training.lessons.lesson_file import Exercise
from perfkit.training.lessons.sources import Sources
from perfkit.training.lessons.views import called
from perfkit.training.reference import NumberReference, Reference
from perfkit.training.words import words

Made = tuple[Text, Reference, Text]


@dataclass(frozen=True)
class Variant:
    """Another question of the same kind, with what it expects and its working."""

    exercise: Exercise
    reference: Reference
    working: Text


def variant_of(exercise: Exercise, sources: Sources) -> Variant | None:
    """An exercise with other figures; None where its kind has none.

    Examples
    --------
    >>> from perfkit.training.lessons.lesson_file import read_lesson
    >>> made = variant_of(read_lesson("ratios").exercises["2.1"], Sources(3, "zh"))
    >>> made.exercise.id, made.reference.compare(made.reference.sample).state
    ('2.1b', 'right')
    """
    maker = _MAKERS.get(exercise.asked.of)
    made = maker(exercise.asked, sources) if maker else None
    if made is None:
        return None
    question, reference, working = made
    return Variant(replace(exercise, id=f"{exercise.id}b", question=question), reference, working)


def _rate(asked: Asked, sources: Sources) -> Made | None:
    result = _result(asked, sources)
    if result is None or result.outcome.measure is None or not result.outcome.measure.is_exact:
        return None
    return _on_figures(
        result,
        sources,
        asked.number(result.outcome.measure.low * 100),
        Text("比率是百分之多少？", "What is the rate, in percent?"),
    )


def _points(asked: Asked, sources: Sources) -> Made | None:
    result = _result(asked, sources)
    if result is None or not result.outcome.points.is_exact:
        return None
    return _on_figures(
        result, sources, asked.number(result.outcome.points.low), Text("得几分？", "How many points?")
    )


def _result(asked: Asked, sources: Sources) -> CriterionResult | None:
    found = sources.complete_case.evaluation.by_criterion.get(asked.given["criterion"])
    return found if found is not None and found.outcome.found else None


def _on_figures(result: CriterionResult, sources: Sources, reference: NumberReference, asks: Text) -> Made:
    name = called(sources.complete_case.evaluation.rubric, result.criterion.id)
    shown = in_both(
        lambda lang: ("；" if lang == "zh" else "; ").join(
            show_fact(fact, lang) for fact in result.outcome.found
        )
    )
    question = words("variant_figures", name=name, shown=shown, asks=asks)
    return question, reference, in_both(lambda lang: trace(result, lang))


def _deduction(asked: Asked, sources: Sources) -> Made | None:
    criterion = sources.rubric.criteria[asked.given["criterion"]]
    if not isinstance(criterion, Deduction):
        return None
    others = [count for count in range(7) if count != int(asked.given["count"])]
    count = Fraction(_rng(sources).choice(others))
    left, name = deduction_points(count, criterion.max, criterion.each), called(sources.rubric, criterion.id)
    full, each, given = show_exact(criterion.max), show_exact(criterion.each), show_exact(count)
    question = words("variant_deduction", name=name, full=full, each=each, given=given)
    return (
        question,
        asked.number(left),
        Text(f"{full} − {each} × {given}，不低于 0", f"{full} − {each} × {given}, not below 0"),
    )


def _points_at(asked: Asked, sources: Sources) -> Made | None:
    criterion = sources.rubric.criteria[asked.given["criterion"]]
    if not isinstance(criterion, Bands):
        return None
    edges = {
        end
        for band in criterion.scale
        for end in (band.at_least, band.above, band.at_most, band.below)
        if end is not None
    }
    values = {edge + step for edge in edges for step in (Fraction(-1, 100), Fraction(0), Fraction(1, 100))}
    others = sorted(value for value in values if value != Fraction(asked.given["rate"]) / 100 and value >= 0)
    value = _rng(sources).choice(others)
    band = next(band for band in criterion.scale if band.holds(value))
    name, shown, points = called(sources.rubric, criterion.id), show_rate(value), show_exact(band.points)
    return (
        words("variant_rate", name=name, shown=shown),
        asked.number(band.points),
        Text(
            f"{band.words().replace('x', shown)} → {points} 分",
            f"{band.words().replace('x', shown)} → {points}",
        ),
    )


def _row_max(asked: Asked, sources: Sources) -> Made | None:
    rows = [row for row in sources.rubric.indicators if row.id != asked.given["row"]]
    row = _rng(sources).choice(rows)
    return (
        Text(f"“{row.name.zh}”满分按多少分算？", f"What is the maximum of {row.name.text.en}?"),
        asked.number(row.max),
        Text(
            f"“{row.name.zh}”的分值栏是 {show_exact(row.max)} 分",
            f"the points column of {row.name.text.en} says {show_exact(row.max)}",
        ),
    )


def _rng(sources: Sources) -> Random:
    return Random(f"perfkit variant {sources.trainee}")


_MAKERS: dict[str, Callable[[Asked, Sources], Made | None]] = {
    "rate": _rate,
    "points": _points,
    "deduction_left": _deduction,
    "points_at": _points_at,
    "row_max": _row_max,
}
