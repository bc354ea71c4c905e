"""What other readings of unclear clauses would make of the total, one at a time and together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from perfkit.base.quantities import ZERO, Points, show_number
from perfkit.base.text import Text
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.review.checks.readings import moved, under
from perfkit.rubric.table import Grade

_MOST_COMBINATIONS = 4096


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
                own = tuple((name, choices[name]) for name in names if name in readings_of(row))
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


def readings_of(row: RowResult) -> tuple[str, ...]:
    """The readings that a row's criteria depend on."""
    return tuple(dict.fromkeys(name for result in row.criteria for name, _ in result.readings))


def _groups(evaluation: Evaluation) -> Iterable[tuple[tuple[str, ...], tuple[RowResult, ...]]]:
    groups: list[tuple[set[str], list[RowResult]]] = []
    for row in evaluation.rows:
        names = set(readings_of(row))
        if not names:
            continue
        joined = [group for group in groups if group[0] & names]
        groups = [group for group in groups if group not in joined]
        groups.append(
            (names.union(*(group[0] for group in joined)), [*(r for group in joined for r in group[1]), row])
        )
    order = list(evaluation.rubric.readings)
    return [(tuple(sorted(names, key=order.index)), tuple(rows)) for names, rows in groups]
