"""How safe the result is: points under every reading, distance to the next grade, and what alone could move it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Any

from perfkit.base.quantities import Points, show_number
from perfkit.base.text import Text
from perfkit.evaluation.scoring import EVALUATOR, EVIDENCE, FACTS
from perfkit.evaluation.tree import OPEN, CriterionResult, Evaluation, RowResult
from perfkit.filing.catalogue import fact_catalogue
from perfkit.review.checks.readings import moved, under
from perfkit.rubric.table import Grade

ZERO = Fraction(0)
_MOST_COMBINATIONS = 4096
VETO = "veto"


@dataclass(frozen=True, slots=True)
class ReadingOutcome:
    """The total under one option of one reading, everything else as chosen.

    Attributes
    ----------
    reading, option : str   ids of the rubric
    name : Text             the option's words
    is_chosen : bool        the option in force
    points : Points       the total
    grades : (low, high)    grade at both ends
    rows : (row id, before, after) for every row whose points move
    """

    reading: str
    option: str
    name: Text
    is_chosen: bool
    points: Points
    grades: tuple[Grade, Grade]
    rows: tuple[tuple[str, Points, Points], ...] = ()

    def to_record(self, lang: str = "zh") -> dict[str, Any]:
        """The outcome with numbers as strings."""
        return {
            "reading": self.reading,
            "option": self.option,
            "name": self.name.in_(lang),
            "chosen": self.is_chosen,
            "low": show_number(self.points.low),
            "high": show_number(self.points.high),
            "grade_low": self.grades[0].name,
            "grade_high": self.grades[1].name,
            "rows": [row for row, _, _ in self.rows],
        }


@dataclass(frozen=True, slots=True)
class JointReadings:
    """Readings that meet in the same rows, taken together in every combination.

    Attributes
    ----------
    readings : ids           that share a row, directly or through another
    rows : row ids           that they bear on
    points : Points        of these rows as chosen
    extremes : Points      least low and most high over all combinations
    lowest, highest : reading → option, a combination that gives each end
    """

    readings: tuple[str, ...]
    rows: tuple[str, ...]
    points: Points
    extremes: Points
    lowest: dict[str, str]
    highest: dict[str, str]


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a total is from the grades beside its own.

    Attributes
    ----------
    end : str            "self", "low" or "high"
    points : Fraction    the total at that end
    grade : Grade
    up : (grade, points still needed) or None at the top
    down : (grade, points that may be lost before it falls there) or None at the bottom
    places : int         decimals that the rubric states points to
    """

    end: str
    points: Fraction
    grade: Grade
    up: tuple[Grade, Fraction] | None
    down: tuple[Grade, Fraction] | None
    places: int = 2

    @property
    def needed(self) -> Fraction | None:
        """The least amount, as points are stated, that reaches the grade above."""
        scale = 10**self.places
        return None if self.up is None else Fraction(ceil(self.up[1] * scale), scale)

    @property
    def falls_with(self) -> Fraction | None:
        """The least amount, as points are stated, whose loss makes the grade fall."""
        scale = 10**self.places
        return None if self.down is None else Fraction(floor(self.down[1] * scale) + 1, scale)


@dataclass(frozen=True, slots=True)
class Mover:
    """One thing that is not established yet, and what it alone could do to the grade.

    Attributes
    ----------
    name : Text
    waits_for : str      facts, evidence, evaluator or veto
    rows : row ids
    gain : Fraction      the most it can add to the least total
    loss : Fraction      the most it can take from the most total
    best : Grade         of the least total if it turns out at its best
    worst : Grade        of the most total if it turns out at its worst
    moves_grade : bool   either differs from the grade at that end today
    alone : bool         False where its criteria miss something else as well
    """

    name: Text
    waits_for: str
    rows: tuple[str, ...]
    gain: Fraction
    loss: Fraction
    best: Grade
    worst: Grade
    moves_grade: bool
    alone: bool = True


def by_reading(evaluation: Evaluation) -> tuple[ReadingOutcome, ...]:
    """The total under every option of every reading that the submission's rows use, one at a time.

    Examples
    --------
    >>> from perfkit import load_department
    >>> found = by_reading(load_department("sz-sif-longhua_2020").evaluate())
    >>> {o.option: show_number(o.points.high) for o in found if o.reading == "aspects_shortfall"}
    {'bounds_stay': '96.90', 'share': '80.23', 'zero': '71.90'}
    """
    used = {name for row in evaluation.rows for result in row.criteria for name, _ in result.readings}
    outcomes = []
    for name, reading in evaluation.rubric.readings.items():
        for option, words in reading.options.items() if name in used else ():
            chosen = option == evaluation.choices[name]
            rows = (
                ()
                if chosen
                else tuple(
                    (row.indicator.id, row.points, points) for row, points in moved(evaluation, name, option)
                )
            )
            total = evaluation.points
            low = (
                total.low
                + sum((after.low - before.low for _, before, after in rows), ZERO) * evaluation.scale
            )
            high = (
                total.high
                + sum((after.high - before.high for _, before, after in rows), ZERO) * evaluation.scale
            )
            grades = (evaluation.rubric.grade(low), evaluation.rubric.grade(high))
            outcomes.append(
                ReadingOutcome(
                    name, option, Text(words.zh, words.en), chosen, Points(low, high), grades, rows
                )
            )
    return tuple(outcomes)


def jointly(evaluation: Evaluation) -> tuple[JointReadings, ...]:
    """Readings that share a row, in every combination; others cannot strengthen or undo each other.

    A group with more than 4096 combinations is left out.

    Examples
    --------
    >>> from perfkit import load_department
    >>> groups = jointly(load_department("sz-sif-longhua_2020").evaluate())
    >>> next(show_number(g.extremes.high) for g in groups if "running_budget" in g.readings)
    '6.00'
    """
    found = []
    for names, rows in _groups(evaluation):
        options = [list(evaluation.rubric.readings[name].options) for name in names]
        count = 1
        for each in options:
            count *= len(each)
        if count > _MOST_COMBINATIONS:
            continue
        known: dict[tuple, Points] = {}
        totals = []
        for chosen in product(*options):
            choices = dict(zip(names, chosen, strict=True))
            total = Points.exact(ZERO)
            for row in rows:
                own = tuple((name, choices[name]) for name in names if name in _readings_of(row))
                key = (row.indicator.id, own)
                if key not in known:
                    known[key] = under(evaluation, row, dict(own))
                total += known[key]
            totals.append((total, choices))
        lowest, highest = (
            min(totals, key=lambda item: item[0].low),
            max(totals, key=lambda item: item[0].high),
        )
        today = Points.exact(ZERO)
        for row in rows:
            today += row.points
        found.append(
            JointReadings(
                names,
                tuple(row.indicator.id for row in rows),
                today,
                Points(lowest[0].low, highest[0].high),
                lowest[1],
                highest[1],
            )
        )
    return tuple(found)


def over_all_readings(evaluation: Evaluation) -> Points:
    """The least and the most total over every combination of readings."""
    low, high = evaluation.points.low, evaluation.points.high
    for group in jointly(evaluation):
        low += (group.extremes.low - group.points.low) * evaluation.scale
        high += (group.extremes.high - group.points.high) * evaluation.scale
    return Points(low, high)


def _readings_of(row: RowResult) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for result in row.criteria for name, _ in result.readings))


def _groups(evaluation: Evaluation) -> Iterable[tuple[tuple[str, ...], tuple[RowResult, ...]]]:
    groups: list[tuple[set[str], list[RowResult]]] = []
    for row in evaluation.rows:
        names = set(_readings_of(row))
        if not names:
            continue
        joined = [group for group in groups if group[0] & names]
        groups = [group for group in groups if group not in joined]
        groups.append(
            (names.union(*(group[0] for group in joined)), [*(r for group in joined for r in group[1]), row])
        )
    order = list(evaluation.rubric.readings)
    return [(tuple(sorted(names, key=order.index)), tuple(rows)) for names, rows in groups]


def distances(evaluation: Evaluation) -> tuple[Distance, ...]:
    """The self-score and both ends of the total, each with its distance to the grades beside it.

    Examples
    --------
    >>> from perfkit import load_department
    >>> own = distances(load_department("sz-sif-longhua_2020").evaluate())[0]
    >>> own.grade.name, own.up, show_number(own.falls_with)
    ('优', None, '5.51')
    """
    ends = [("self", evaluation.self_score), ("low", evaluation.points.low), ("high", evaluation.points.high)]
    grades, half = evaluation.rubric.grades, Fraction(1, 2 * 10**evaluation.rubric.rounding.places)
    found = []
    for end, points in ends:
        if points is None:
            continue
        grade = evaluation.rubric.grade(points)
        at = [each.name for each in grades].index(grade.name)
        up = (grades[at - 1], grades[at - 1].at_least - half - points) if at else None
        down = (grades[at + 1], points - (grade.at_least - half)) if at + 1 < len(grades) else None
        found.append(Distance(end, points, grade, up, down, evaluation.rubric.rounding.places))
    return tuple(found)


def movers(evaluation: Evaluation) -> tuple[Mover, ...]:
    """Every missing fact, missing evidence, open judgement and undecided veto, the largest first.

    Examples
    --------
    >>> from perfkit import load_department
    >>> first = movers(load_department("sz-sif-longhua_2020").evaluate())[0]
    >>> first.rows, show_number(first.gain), first.worst.name, first.moves_grade
    (('performance.effect.benefits',), '25.00', '中', True)
    """
    facts: dict[str, list[tuple[RowResult, CriterionResult]]] = {}
    found = []
    for row in evaluation.rows:
        if any(modifier.applies for modifier in row.modifiers):
            continue  # vetoed or exempt: no criterion counts
        for result in row.criteria:
            if result.status != OPEN:
                continue
            if result.waits_for == FACTS and result.outcome.missing:
                for fact in result.outcome.missing:
                    facts.setdefault(fact, []).append((row, result))
            else:
                name = row.indicator.name.text
                clauses = "、".join(result.criterion.clauses)
                label = (
                    Text(f"{name.zh} 第 {clauses} 条", f"{name.en}, clause {clauses}")
                    if len(row.criteria) > 1
                    else name
                )
                found.append(_mover(evaluation, label, result.waits_for, [(row, result)]))
        for modifier in row.modifiers:
            if modifier.kind == VETO and modifier.applies is None:
                name = row.indicator.name.text
                without = sum((result.points.low for result in row.criteria), ZERO)
                found.append(
                    _made(
                        evaluation,
                        Text(f"{name.zh}（否决）", f"{name.en} (veto)"),
                        VETO,
                        (row.indicator.id,),
                        without,
                        row.points.high,
                        True,
                    )
                )
    catalogue = fact_catalogue()
    found += [
        _mover(
            evaluation,
            catalogue[fact].name,
            FACTS,
            pairs,
            alone=all(len(r.outcome.missing) == 1 for _, r in pairs),
        )
        for fact, pairs in facts.items()
    ]
    return tuple(sorted(found, key=lambda mover: (-max(mover.gain, mover.loss), mover.name.zh)))


def _mover(
    evaluation: Evaluation,
    name: Text,
    waits_for: str,
    pairs: list[tuple[RowResult, CriterionResult]],
    *,
    alone: bool = True,
) -> Mover:
    spread = sum((result.points.high - result.points.low for _, result in pairs), ZERO)
    held = [any(m.kind == VETO and m.applies is None for m in row.modifiers) for row, _ in pairs]
    gain = sum(
        (r.points.high - r.points.low for (_, r), waits in zip(pairs, held, strict=True) if not waits), ZERO
    )
    rows = tuple(dict.fromkeys(row.indicator.id for row, _ in pairs))
    return _made(evaluation, name, waits_for, rows, gain, spread, alone)


def _made(
    evaluation: Evaluation,
    name: Text,
    waits_for: str,
    rows: tuple[str, ...],
    gain: Fraction,
    loss: Fraction,
    alone: bool,
) -> Mover:
    gain, loss = gain * evaluation.scale, loss * evaluation.scale
    best = evaluation.rubric.grade(evaluation.points.low + gain)
    worst = evaluation.rubric.grade(max(ZERO, evaluation.points.high - loss))
    moves = best.name != evaluation.grades["low"].name or worst.name != evaluation.grades["high"].name
    return Mover(name, waits_for, rows, gain, loss, best, worst, moves, alone)


__all__ = [
    "EVALUATOR",
    "EVIDENCE",
    "FACTS",
    "Distance",
    "JointReadings",
    "Mover",
    "ReadingOutcome",
    "by_reading",
    "distances",
    "jointly",
    "movers",
    "over_all_readings",
]
