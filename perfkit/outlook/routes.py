"""A short list of changes that make a grade safe, whatever everything else turns out to be.

It is never shorter than it must be. Where one criterion misses several figures, or two rows miss the same
one, fewer changes can be enough (docs/decisions/0005).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product

from perfkit.base.errors import RubricError
from perfkit.base.quantities import ZERO
from perfkit.evaluation.results import CriterionResult, RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.levers import Lever, group_lever, row_levers
from perfkit.rubric.table import Grade, Rubric

_MOST_FACTS = 8
"""Of a larger group of missing facts only the whole is tried."""


@dataclass(frozen=True, slots=True)
class Route:
    """A short list of changes that make a grade safe.

    Attributes
    ----------
    grade : Grade        the grade to reach
    start : Fraction     the least total today
    least : Fraction     the least exact total that is stated as the grade's first point
    steps : open items, each at its best, vetoes first, then those with most points
    readings : reading → option that is changed
    reached : Fraction   the least total with all of them; where the grade cannot be reached, the most they
        give
    """

    grade: Grade
    start: Fraction
    least: Fraction
    steps: tuple[Lever, ...]
    reached: Fraction
    is_possible: bool
    readings: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> int:
        """How many things have to be established, judged or read otherwise."""
        return sum(lever.changes for lever in self.steps) + len(self.readings)


@dataclass(frozen=True, slots=True)
class _Gain:
    points: Fraction = ZERO
    steps: tuple[Lever, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: _Gain) -> _Gain:
        return _Gain(self.points + other.points, self.steps + other.steps, self.readings + other.readings)


Gains = list[_Gain | None]
"""The most that 0, 1, 2 … changes give; None where no set of that size is tried."""


def least_total(rubric: Rubric, grade: Grade) -> Fraction:
    """The least exact total that rounds into a grade, half up: 89.995 for 优 from 90.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> table = load_rubric("sz-2020")
    >>> least_total(table, table.grades[0])
    Fraction(17999, 200)
    """
    return max(ZERO, grade.at_least - Fraction(1, 2 * 10**rubric.rounding.places))


def next_grade(evaluation: Evaluation) -> Grade | None:
    """The grade above the one that is safe today; None at the top."""
    names = [grade.name for grade in evaluation.rubric.grades]
    at = names.index(evaluation.grades["low"].name)
    return evaluation.rubric.grades[at - 1] if at else None


def smallest_route(
    evaluation: Evaluation, grade: str = "", *, lost: bool = False, readings: bool = False
) -> Route | None:
    """A short list of changes that, each at its best, make a grade safe; see the module for where fewer can
    do.

    A change is a criterion judged or evidenced, a missing fact established, a veto cleared, and with
    `readings` another option of an unclear clause. A row with an undecided veto gives nothing until the veto
    is cleared. A criterion that misses several facts gives nothing until all of them are known. Among sets
    of the same size the one that gives most is taken, then the first in the order of the table.

    Parameters
    ----------
    grade : str       its name; the one above the grade that is safe today unless given
    lost : bool       points that figures have decided against count as changeable too: other figures would
        be needed
    readings : bool   another reading counts as a change

    Returns
    -------
    Route, or None where no grade is named and the best is safe already.

    Raises
    ------
    RubricError   the rubric has no such grade.

    Examples
    --------
    >>> from perfkit import load_department
    >>> route = smallest_route(load_department("sz-sif-longhua_2020").evaluate(), "中")
    >>> route.changes, route.steps[0].criteria
    (7, ('performance.effect.benefits.1',))
    """
    wanted = _named(evaluation.rubric, grade) if grade else next_grade(evaluation)
    if wanted is None:
        return None
    start, least = evaluation.points.low, least_total(evaluation.rubric, wanted)
    best: Gains = [_Gain()]
    for rows in _components(evaluation.rows) if readings else [[row] for row in evaluation.rows]:
        best = _joined(best, _component_gains(rows, evaluation, lost, readings))
    enough = next((gain for gain in best if gain is not None and start + gain.points >= least), None)
    most = enough or max((gain for gain in best if gain is not None), key=lambda gain: gain.points)
    steps = tuple(sorted(most.steps, key=lambda lever: (not lever.is_veto, -lever.gain)))
    return Route(wanted, start, least, steps, start + most.points, enough is not None, dict(most.readings))


def _named(rubric: Rubric, grade: str) -> Grade:
    for one in rubric.grades:
        if grade in (one.name, one.name_en):
            return one
    names = [one.name for one in rubric.grades]
    raise RubricError(
        f"评分表没有等级 {grade}；可用：{'、'.join(names)}",
        f"the rubric has no grade {grade}; one of {', '.join(names)}",
    )


def _components(rows: tuple[RowResult, ...]) -> list[list[RowResult]]:
    """Rows that share a reading, together; every other row by itself."""
    found: list[list[RowResult]] = []
    for row in rows:
        joined = [group for group in found if _readings_of([row]) & _readings_of(group)]
        found = [group for group in found if group not in joined] + [
            [*(one for group in joined for one in group), row]
        ]
    return found


def _readings_of(rows: list[RowResult]) -> set[str]:
    return {name for row in rows for result in row.criteria for name, _ in result.readings}


def _component_gains(rows: list[RowResult], evaluation: Evaluation, lost: bool, readings: bool) -> Gains:
    names = sorted(_readings_of(rows)) if readings else []
    today = sum((row.points.low for row in rows), ZERO) * evaluation.scale
    ids = {row.indicator.id for row in rows}
    best: Gains = []
    for options in product(*(evaluation.rubric.readings[name].options for name in names)):
        changed = tuple(
            (name, option)
            for name, option in zip(names, options, strict=True)
            if option != evaluation.choices[name]
        )
        variants = (
            [row for row in evaluation.under(dict(changed)).rows if row.indicator.id in ids]
            if changed
            else rows
        )
        start = sum((row.points.low for row in variants), ZERO) * evaluation.scale
        gains: Gains = [_Gain(start - today, readings=changed)]
        for row in variants:
            gains = _joined(gains, _row_gains(row, evaluation.scale, lost))
        best = _best_of(best, [*[None] * len(changed), *gains])
    return best


def _row_gains(row: RowResult, scale: Fraction, lost: bool) -> Gains:
    singles, groups = row_levers(row, scale, lost=lost)
    vetoes = [lever for lever in singles if lever.is_veto]
    items = sorted((lever for lever in singles if not lever.is_veto), key=lambda lever: -lever.gain)
    most = _Gain()
    gains: Gains = [most]
    for lever in items:
        most += _Gain(lever.gain, (lever,))
        gains.append(most)
    for group in groups:
        gains = _joined(gains, _group_gains(group, row, scale))
    if vetoes:  # nothing of the row counts until every veto is cleared
        cleared = min(row.indicator.max, sum((result.points.low for result in row.criteria), ZERO)) * scale
        gains = (
            [_Gain()]
            + [None] * (len(vetoes) - 1)
            + [gain and gain + _Gain(cleared, tuple(vetoes)) for gain in gains]
        )
    room = (row.max_applicable - row.points.low) * scale
    return [gain and _Gain(min(room, gain.points), gain.steps, gain.readings) for gain in gains]


def _group_gains(group: list[CriterionResult], row: RowResult, scale: Fraction) -> Gains:
    facts = list(dict.fromkeys(fact for result in group for fact in result.outcome.missing))
    gains: Gains = [_Gain()] + [None] * len(facts)
    for size in range(1, len(facts) + 1) if len(facts) <= _MOST_FACTS else [len(facts)]:
        for known in combinations(facts, size):
            closed = [result for result in group if set(result.outcome.missing) <= set(known)]
            lever = group_lever(closed, known, row, scale)
            if closed:
                gains[size] = _better(gains[size], _Gain(lever.gain, (lever,)))
    return gains


def _joined(a: Gains, b: Gains) -> Gains:
    joined: Gains = [None] * (len(a) + len(b) - 1)
    for i, gain in enumerate(a):
        for j, more in enumerate(b):
            if gain is not None and more is not None:
                joined[i + j] = _better(joined[i + j], gain + more)
    return joined


def _better(known: _Gain | None, other: _Gain | None) -> _Gain | None:
    """The one that gives more; the first of two that give the same."""
    if known is None or other is None:
        return known or other
    return other if other.points > known.points else known


def _best_of(a: Gains, b: Gains) -> Gains:
    longest = max(len(a), len(b))
    a, b = a + [None] * (longest - len(a)), b + [None] * (longest - len(b))
    return [_better(x, y) for x, y in zip(a, b, strict=True)]
