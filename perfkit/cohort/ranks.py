"""How ranks in a cohort move under other weights and other readings; exact, and fast enough for thousands of draws.

Every row's exact share is computed once, by the one engine; a draw only weighs the shares again. Totals are
compared as integers: each share is scaled and cut once, with a bound on what the cut can lose, and only where
two totals are closer than that bound are they compared as whole fractions. No float decides a rank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import gcd

import numpy as np

from perfkit.base.errors import FactError
from perfkit.base.text import Text
from perfkit.evaluation.tree import Evaluation
from perfkit.rubric.table import Indicator, Rubric

UNIT = 1000
"""Weights vary in thousandths: a factor of 1.000 is the integer 1000."""
SCALE = 720720 * 10**6
"""Points are cut to 1/SCALE. It is divisible by 1 to 16 and by 10^6, so that common shares lose nothing."""
_LEVELS = ("indicator", "block")


@dataclass(frozen=True)
class Cohort:
    """Departments under one rubric with one exact number a row, and what each row could have given.

    Attributes
    ----------
    names : department keys, in the order given
    rows : the rubric's rows
    points : [department][row] exact points
    full : [department][row] points that apply: the row's maximum, less where targets do not apply
    rubric : Rubric
    """

    names: tuple[str, ...]
    rows: tuple[Indicator, ...]
    points: tuple[tuple[Fraction, ...], ...]
    full: tuple[tuple[Fraction, ...], ...]
    rubric: Rubric

    def totals(self, factors: Sequence[int]) -> list[Fraction]:
        """Every department's exact total where each row counts factor/1000 of its points, scaled to the rubric's maximum."""
        return [self._total(department, factors) for department in range(len(self.names))]

    def _total(self, department: int, factors: Sequence[int]) -> Fraction:
        top = sum((f * p for f, p in zip(factors, self.points[department], strict=True)), Fraction(0))
        whole = sum((f * p for f, p in zip(factors, self.full[department], strict=True)), Fraction(0))
        return top * self.rubric.max / whole if whole else Fraction(0)

    @cached_property
    def _integers(self) -> tuple[list[list[int]], list[list[int]]]:
        """Each department's points and what applies, without loss, over a denominator of its own."""
        tops, wholes = [], []
        for points, full in zip(self.points, self.full, strict=True):
            common = 1
            for value in (*points, *full):
                common = common * value.denominator // gcd(common, value.denominator)
            tops.append([int(value * common) for value in points])
            wholes.append([int(value * common) for value in full])
        return tops, wholes

    def _exact(self, department: int, factors: Sequence[int]) -> tuple[int, int]:
        tops, wholes = self._integers
        top = sum(f * n for f, n in zip(factors, tops[department], strict=True))
        return top, sum(f * n for f, n in zip(factors, wholes[department], strict=True)) or 1


def cohort_of(evaluations: Sequence[Evaluation], end: str = "low") -> Cohort:
    """Take the rows of several evaluations under one rubric.

    Parameters
    ----------
    evaluations : at least one
    end : str   which number of each row: low (safe points), high, or self (claimed; 0 where nothing was)

    Raises
    ------
    FactError   evaluations under different rubrics, or none.
    """
    if not evaluations or len({(one.rubric.id, one.rubric.version) for one in evaluations}) != 1:
        raise FactError(Text("排名须是同一评分表下的若干部门", "ranks need departments under one rubric"))
    rubric = evaluations[0].rubric
    if end == "self" and any(one.self_score is None for one in evaluations):
        raise FactError(
            Text(
                "有部门没有完整的自评分，不能按自评分排名",
                "a department lacks self-scores; they cannot be ranked",
            )
        )
    take = {
        "low": lambda row: row.points.low,
        "high": lambda row: row.points.high,
        "self": lambda row: row.self_score or Fraction(0),
    }[end]
    points = tuple(tuple(take(row) for row in one.rows) for one in evaluations)
    full = tuple(tuple(row.max_applicable for row in one.rows) for one in evaluations)
    return Cohort(tuple(one.submission.key for one in evaluations), rubric.indicators, points, full, rubric)


def draw_factors(
    rubric: Rubric, draws: int, seed: int, *, percent: int = 10, level: str = "indicator"
) -> np.ndarray:
    """Random weights: an integer factor for each row and draw, uniform from 1000 less to 1000 plus percent × 10.

    Parameters
    ----------
    draws : int     how many
    seed : int      of numpy's PCG64; the same seed gives the same draws on every machine
    percent : int   how far a weight may move, 0 to 90
    level : str     indicator: each row on its own; block: the rows of a first-level block together

    Returns
    -------
    array of shape (draws, rows), int64
    """
    if level not in _LEVELS or not 0 <= percent <= 90 or draws < 1:
        raise FactError(
            Text(
                "percent 须在 0～90 之间，draws 至少 1，level 为 indicator 或 block",
                "percent is 0 to 90, draws at least 1, level indicator or block",
            )
        )
    generator = np.random.Generator(np.random.PCG64(seed))
    size = len(rubric.blocks) if level == "block" else len(rubric.indicators)
    factors = generator.integers(
        UNIT - 10 * percent, UNIT + 10 * percent, size=(draws, size), endpoint=True, dtype=np.int64
    )
    if level == "block":
        factors = np.repeat(factors, [len(block.indicators) for block in rubric.blocks], axis=1)
    return factors


def ranks(cohort: Cohort, factors: np.ndarray) -> np.ndarray:
    """Every department's rank in every draw: 1 + how many are strictly above it, equals sharing a rank.

    Parameters
    ----------
    factors : array (draws, rows) of integer factors, each 0 to 2000

    Returns
    -------
    array (draws, departments) of int

    Source
    ------
    With S = SCALE and factors up to F in sum, a total cut row by row lies in (exact − F, exact] of 1/S: two totals
    that are F or more apart are ordered; closer ones are compared as fractions. F × max × S stays below 2^63.
    """
    same_full = all(full == cohort.full[0] for full in cohort.full)
    if not same_full:
        return _ranks_by_fraction(cohort, factors)
    top = int(factors.max(initial=0)) * SCALE * max(int(sum(points)) + 1 for points in cohort.points)
    if top >= 2**63:
        return _ranks_by_fraction(cohort, factors)
    cut = np.array([[int(value * SCALE) for value in points] for points in cohort.points], dtype=np.int64)
    whole = np.array([all((value * SCALE).denominator == 1 for value in points) for points in cohort.points])
    totals = factors @ cut.T
    error = factors.sum(axis=1)
    order = np.argsort(-totals, axis=1, kind="stable")
    sorted_totals = np.take_along_axis(totals, order, axis=1)
    gaps = sorted_totals[:, :-1] - sorted_totals[:, 1:]
    starts = np.ones(totals.shape, dtype=np.int64)
    starts[:, 1:] = np.where(gaps > 0, np.arange(2, totals.shape[1] + 1), 0)
    result = np.empty_like(totals)
    np.put_along_axis(result, order, np.maximum.accumulate(starts, axis=1), axis=1)
    if whole.all():
        return result
    close = gaps < error[:, None]
    unsure = close & ~(whole[order[:, :-1]] & whole[order[:, 1:]])
    for draw in np.flatnonzero(unsure.any(axis=1)):
        _settle(cohort, factors[draw], order[draw], close[draw], whole, result[draw])
    return result


def _settle(
    cohort: Cohort,
    factors: np.ndarray,
    order: np.ndarray,
    close: np.ndarray,
    whole: np.ndarray,
    result: np.ndarray,
) -> None:
    """Rank the departments of one draw whose totals are closer than the cut can tell, by their exact totals."""
    at = 0
    for end in [*np.flatnonzero(~close), len(order) - 1]:
        members = order[at : end + 1]
        if len(members) > 1 and not whole[members].all():
            _rank_exactly(cohort, factors, members, at, result)
        at = end + 1


def _rank_exactly(
    cohort: Cohort, factors: np.ndarray, members: np.ndarray, above: int, result: np.ndarray
) -> None:
    weights = [int(factor) for factor in factors]
    kinds: dict[tuple, list[int]] = {}
    for member in members:
        kinds.setdefault((cohort.points[member], cohort.full[member]), []).append(int(member))
    totals: dict[Fraction, list[int]] = {}
    for same in kinds.values():
        top, bottom = cohort._exact(same[0], weights)
        totals.setdefault(Fraction(top, bottom), []).extend(same)
    for total in sorted(totals, reverse=True):
        for member in totals[total]:
            result[member] = above + 1
        above += len(totals[total])


def _ranks_by_fraction(cohort: Cohort, factors: np.ndarray) -> np.ndarray:
    """The same where departments differ in what applies to them: quotients cut as Python integers, then settled alike."""
    tops = np.array(cohort._integers[0], dtype=object)
    wholes = np.array(cohort._integers[1], dtype=object)
    result = np.empty((len(factors), len(cohort.names)), dtype=np.int64)
    for draw, weights in enumerate(factors.astype(object)):
        bottoms = wholes @ weights
        cut = (tops @ weights) * SCALE // np.where(bottoms == 0, 1, bottoms)
        order = sorted(range(len(cut)), key=lambda member: -cut[member])
        close = np.array([cut[a] - cut[b] < 2 for a, b in pairwise(order)], dtype=bool)
        for position, member in enumerate(order):
            result[draw, member] = position + 1
        _settle(cohort, factors[draw], np.array(order), close, np.zeros(len(order), dtype=bool), result[draw])
    return result


def ranks_of(cohort: Cohort) -> list[int]:
    """Every department's rank under the rubric's own weights."""
    return [int(rank) for rank in ranks(cohort, np.full((1, len(cohort.rows)), UNIT, dtype=np.int64))[0]]


@dataclass(frozen=True, slots=True)
class RankSpread:
    """Where a department ranks: under the rubric's own weights and over all draws.

    Attributes
    ----------
    name : str
    rank : int          under the rubric's own weights
    best, worst : int   over all draws
    middle : (int, int) ranks within which the middle nine tenths of the draws lie
    kept : int          draws in which it has its own rank
    draws : int
    movable : how many others some weights within the same percentage put on its other side, or level with it,
        decided exactly; None where departments differ in what applies to them, so that only draws were tried
    """

    name: str
    rank: int
    best: int
    worst: int
    middle: tuple[int, int]
    kept: int
    draws: int
    movable: int | None = None


def can_swap(cohort: Cohort, one: int, other: int, percent: int = 10) -> tuple[int, ...] | None:
    """Weights within ±percent that put two departments level or the other way round; None where no weights do.

    Parameters
    ----------
    one, other : int   places in the cohort; what applies to both must be the same
    percent : int      how far each row's weight may move, 0 to 90; all are scaled to the rubric's maximum together

    Returns
    -------
    factors in thousandths, one a row, for `Cohort.totals`

    Raises
    ------
    FactError   the departments differ in what applies to them.

    Source
    ------
    With the same rows applying, scaling moves both totals alike, so the lead is the linear programme
    min Σ factor × (points of one − points of other) over the box; its least value has every row at the end
    that goes against the leader.
    """
    if cohort.full[one] != cohort.full[other]:
        raise FactError(
            Text("两个部门适用的分值不同，无法精确判定", "different points apply to the two departments")
        )
    lead = [a - b for a, b in zip(cohort.points[one], cohort.points[other], strict=True)]
    total = sum(lead, Fraction(0))
    if total < 0:
        lead = [-step for step in lead]
    reach = 10 * percent
    factors = tuple(UNIT - reach if step > 0 else UNIT + reach for step in lead)
    least = sum((f * step for f, step in zip(factors, lead, strict=True)), Fraction(0))
    moves = least <= 0 if total else least < 0
    return factors if moves else None


def movable_by(cohort: Cohort, percent: int = 10) -> list[int | None]:
    """How many others each department can swap with; see `can_swap`. None where only draws can tell."""
    if any(full != cohort.full[0] for full in cohort.full):
        return [None] * len(cohort.names)
    totals = [sum(points, Fraction(0)) for points in cohort.points]
    most = sum(cohort.full[0], Fraction(0)) * Fraction(percent, 100)
    found: list[int | None] = [0] * len(totals)
    for one, other in combinations(range(len(totals)), 2):
        if abs(totals[one] - totals[other]) <= most and can_swap(cohort, one, other, percent):
            found[one], found[other] = (found[one] or 0) + 1, (found[other] or 0) + 1
    return found


def rank_spread(cohort: Cohort, factors: np.ndarray, *, percent: int = 10) -> tuple[RankSpread, ...]:
    """Every department's spread of ranks over draws, best rank first, then in the order given."""
    drawn, own, movable = ranks(cohort, factors), ranks_of(cohort), movable_by(cohort, percent)
    ordered = np.sort(drawn, axis=0)
    draws = len(factors)
    tail = draws // 20
    spreads = [
        RankSpread(
            name,
            own[d],
            int(ordered[0, d]),
            int(ordered[-1, d]),
            (int(ordered[tail, d]), int(ordered[draws - 1 - tail, d])),
            int((drawn[:, d] == own[d]).sum()),
            draws,
            movable[d],
        )
        for d, name in enumerate(cohort.names)
    ]
    return tuple(sorted(spreads, key=lambda spread: spread.rank))


def ranks_under_readings(
    evaluations: Sequence[Evaluation], end: str = "low"
) -> Mapping[tuple[str, str], list[int]]:
    """(reading, option) → every department's rank, one reading changed at a time; ("", "") → as the rubric reads.

    Only options other than those in force are listed. Departments stand in the order given.
    """
    found = {("", ""): ranks_of(cohort_of(evaluations, end))}
    rubric = evaluations[0].rubric
    for name, reading in rubric.readings.items():
        for option in reading.options:
            if any(one.choices[name] != option for one in evaluations):
                found[(name, option)] = ranks_of(
                    cohort_of([one.under({name: option}) for one in evaluations], end)
                )
    return found
