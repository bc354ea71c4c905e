"""How safe the result is: points under every reading, distance to the next grade, and what alone could move
it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from perfkit.base.quantities import ZERO
from perfkit.base.text import Text
from perfkit.evaluation.outcome import FACTS
from perfkit.evaluation.results import OPEN, CriterionResult, RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.outlook.levers import criterion_name
from perfkit.rubric.table import Grade

VETO = "veto"


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a total is from the grades beside its own.

    Attributes
    ----------
    end : str            "self", "low" or "high"
    points : Fraction    the total at that end
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


def distances(evaluation: Evaluation) -> tuple[Distance, ...]:
    """The self-score and both ends of the total, each with its distance to the grades beside it.

    Examples
    --------
    >>> from perfkit import load_department
    >>> from perfkit.base.quantities import show_number
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
    >>> from perfkit.base.quantities import show_number
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
                label = criterion_name(result.criterion, row.indicator)
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
