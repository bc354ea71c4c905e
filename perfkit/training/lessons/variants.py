"""The same question with other figures: the register, and the questions on the scoring table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text, joined
from perfkit.rubric.criterion import OnRatio
from perfkit.rubric.kinds import Deduction
from perfkit.rubric.ratio_kinds import Bands
from perfkit.rubric.table import Indicator
from perfkit.training.cases.case import TraineeCase
from perfkit.training.lessons.answers import ANSWERS, Asked
from perfkit.training.lessons.lesson_file import Exercise
from perfkit.training.lessons.rubric_pictures import edges_of
from perfkit.training.lessons.sources import Sources
from perfkit.training.lessons.views import called
from perfkit.training.reference import Reference
from perfkit.training.words import words

LETTERS = "abcdefgh"


@dataclass(frozen=True)
class Made:
    """Another question of the same kind, with what it expects, its working, and what the trainee fills in.

    Attributes
    ----------
    case : TraineeCase   the report to be read for it, where the question is on a whole one
    """

    question: Text
    reference: Reference
    working: Text
    fields: tuple[str, ...] = ("answer",)
    case: TraineeCase | None = None


@dataclass(frozen=True)
class Variant:
    """An exercise with other figures; `case` where a whole report is to be read for it."""

    exercise: Exercise
    reference: Reference
    working: Text
    case: TraineeCase | None = None


Maker = Callable[[Asked, Sources, Random], "Made | None"]
MAKERS: dict[str, Maker] = {}


def variant(*kinds: str) -> Callable[[Maker], Maker]:
    """Register what draws other figures for questions of these kinds."""

    def register(maker: Maker) -> Maker:
        MAKERS.update(dict.fromkeys(kinds, maker))
        return maker

    return register


def variant_of(exercise: Exercise, sources: Sources, turn: int = 1) -> Variant | None:
    """An exercise with other figures; None where the trainee's cases hold none.

    Parameters
    ----------
    turn : int   how often it was asked for; each time the figures are others

    Examples
    --------
    >>> from perfkit.training.lessons.lesson_file import read_lesson
    >>> made = variant_of(read_lesson("ratios").exercises["2.1"], Sources(3, "zh"))
    >>> made.exercise.id, made.reference.compare(made.reference.sample).state
    ('2.1b', 'right')
    """
    rng = Random(f"perfkit variant {sources.trainee} {exercise.id} {turn}")
    made = MAKERS[exercise.asked.of](exercise.asked, sources, rng)
    if made is None:
        return None
    again = replace(
        exercise, id=f"{exercise.id}{LETTERS[turn % 8]}", question=made.question, fields=made.fields
    )
    return Variant(again, made.reference, made.working, made.case)


def asked_again(
    question: Text,
    asked: Asked,
    sources: Sources,
    given: Mapping[str, Any],
    fields: tuple[str, ...] = ("answer",),
) -> Made:
    """The same kind of question, worked out for other arguments."""
    reference, working = ANSWERS[asked.of](sources, replace(asked, given={**asked.given, **given}))
    return Made(question, reference, working, fields)


def with_options(asked: Asked, options: Iterable[tuple[str, Text]]) -> tuple[Asked, Text]:
    """A question with options of its own, and the options as lines below it."""
    means, texts = {}, {}
    for letter, (value, text) in zip(LETTERS, options, strict=False):
        means[letter], texts[letter] = value, text
    lines = (Text(f"{at.upper()}. {text.zh}", f"{at.upper()}. {text.en}") for at, text in texts.items())
    return replace(asked, means=means, options=texts), joined(lines, "\n", "\n")


def _other_row(sources: Sources, row: str, rng: Random) -> Indicator:
    return rng.choice([one for one in sources.rubric.indicators if one.id != row])


@variant("row_count")
def _rows_of_block(asked: Asked, sources: Sources, rng: Random) -> Made:
    block = rng.choice(sources.rubric.blocks)
    names = [row.name.text for group in block.groups for row in group.indicators]
    question = words("again_row_count", block=block.name.text)
    return Made(question, asked.number(Fraction(len(names))), joined(names))


@variant("row_max")
def _row_max(asked: Asked, sources: Sources, rng: Random) -> Made:
    row = _other_row(sources, asked.given["row"], rng)
    return asked_again(words("again_row_max", name=row.name.text), asked, sources, {"row": row.id})


@variant("deduction_left")
def _deduction(asked: Asked, sources: Sources, rng: Random) -> Made:
    criterion = sources.rubric.criteria[asked.given["criterion"]]
    assert isinstance(criterion, Deduction), criterion.id
    count = str(rng.choice([count for count in range(7) if count != int(asked.given["count"])]))
    full, each = show_exact(criterion.max), show_exact(criterion.each)
    name = called(sources.rubric, criterion.id)
    question = words("variant_deduction", name=name, full=full, each=each, given=count)
    return asked_again(question, asked, sources, {"count": count})


@variant("veto_clause")
def _exempted(asked: Asked, sources: Sources, rng: Random) -> Made:
    rows = [row for row in sources.rubric.indicators if row.modifiers and row.id != asked.given["row"]]
    row = rng.choice(rows)
    modifier = next(iter(row.modifiers.values()))
    scored = [(number, one.text.text) for one in row.criteria for number in one.clauses]
    scored += [(number, modifier.text.text) for number in modifier.clauses]
    chosen, lines = with_options(asked, sorted(scored))
    question = words("again_veto_clause", name=row.name.text, options=lines)
    told = words("veto_clause", number=modifier.clauses[0], veto=modifier.text.text)
    return Made(question, chosen.choice(*modifier.clauses), told)


@variant("vetoed")
def _not_vetoed(asked: Asked, sources: Sources, rng: Random) -> Made:
    row = sources.rubric.by_id[asked.given["row"]]
    given = [one.max * Fraction(rng.randint(0, 10), 10) for one in row.criteria]
    clauses = (joined(one.clauses) for one in row.criteria)
    shown = joined(
        words("clause_given", clause=clause, points=show_exact(points))
        for clause, points in zip(clauses, given, strict=True)
    )
    question = words("again_vetoed", name=row.name.text, shown=shown)
    total = sum(given, Fraction(0))
    told = " + ".join(map(show_exact, given)) + f" = {show_exact(total)}"
    return Made(question, asked.number(total), Text(told, told))


@variant("grade_of")
def _grade_of(asked: Asked, sources: Sources, rng: Random) -> Made:
    ends = [grade.at_least for grade in sources.rubric.grades if grade.at_least]
    total = show_exact(rng.choice(ends) + rng.choice((Fraction(-1, 2), Fraction(0), Fraction(3))))
    return asked_again(words("again_grade_of", total=total), asked, sources, {"total": total})


@variant("decided_by_figures")
def _decided(asked: Asked, sources: Sources, rng: Random) -> Made:
    rows = [row for row in sources.rubric.indicators if row.id not in asked.means.values()]
    figures = {row.id for row in rows if all(isinstance(one, OnRatio) for one in row.criteria)}
    some = [row for row in rows if row.id in figures]
    chosen = rng.sample(some, min(2, len(some))) + rng.sample([r for r in rows if r.id not in figures], 3)
    rng.shuffle(chosen)
    other, lines = with_options(asked, ((row.id, row.name.text) for row in chosen))
    return asked_again(words("again_decided", options=lines), other, sources, {})


@variant("points_at")
def _points_at(asked: Asked, sources: Sources, rng: Random) -> Made:
    criterion = sources.rubric.criteria[asked.given["criterion"]]
    assert isinstance(criterion, Bands), criterion.id
    steps = (Fraction(-1, 100), Fraction(0), Fraction(1, 100))
    values = {edge + step for edge in edges_of(criterion.scale) for step in steps}
    old = Fraction(asked.given["rate"]) / 100
    value = rng.choice(sorted(value for value in values if value != old and value >= 0))
    name = called(sources.rubric, criterion.id)
    question = words("variant_rate", name=name, shown=show_rate(value))
    return asked_again(question, asked, sources, {"rate": show_exact(value * 100)})


@variant("possible_steps")
def _steps(asked: Asked, sources: Sources, rng: Random) -> Made:
    known = [
        one
        for one in sources.rubric.criteria.values()
        if one.awardable and one.id != asked.given["criterion"] and len(one.awardable) < 7
    ]
    return _on_clause("again_steps", rng.choice(known).id, asked, sources)


@variant("required_documents")
def _documents(asked: Asked, sources: Sources, rng: Random) -> Made:
    known = [
        one
        for one in sources.rubric.criteria.values()
        if one.documents and one.id != asked.given["criterion"]
    ]
    criterion = rng.choice(known)
    own = {document.zh: document.text for document in criterion.documents}
    others = {d.zh: d.text for one in known for d in one.documents if d.zh not in own}
    options = [*own.items(), *rng.sample(sorted(others.items()), 3)]
    rng.shuffle(options)
    other, lines = with_options(asked, options)
    return _on_clause("again_documents", criterion.id, other, sources, lines)


def _on_clause(name: str, criterion: str, asked: Asked, sources: Sources, options: Text | str = "") -> Made:
    one = sources.rubric.criteria[criterion]
    full, clause = show_exact(one.max), called(sources.rubric, criterion)
    question = words(name, name=clause, text=one.text.text, full=full, options=options)
    return asked_again(question, asked, sources, {"criterion": criterion})
