"""How ranks in a cohort move under other weights and other readings; exact, and fast enough for thousands of
draws.

Every row's exact share is computed once, by the one engine; a draw only weighs the shares again. Totals are
compared as integers: each share is scaled and cut once, with a bound on what the cut can lose, and only where
two totals are closer than that bound are they compared as whole fractions. No float decides a rank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from perfkit.base.errors import FactError
from perfkit.cohort.swaps import movable_by
from perfkit.cohort.weighed import UNIT, Weighed, cohort_of
from perfkit.evaluation.tree import Evaluation
from perfkit.rubric.table import Rubric

SCALE = 720720 * 10**6
"""Points are cut to 1/SCALE. It is divisible by 1 to 16 and by 10^6, so that common shares lose nothing."""
_LEVELS = ("indicator", "block")


def draw_factors(
    rubric: Rubric, draws: int, seed: int, *, percent: int = 10, level: str = "indicator"
) -> np.ndarray:
    """Random weights: an integer factor for each row and draw, uniform from 1000 less to 1000 plus percent ×
    10.

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
            "percent 须在 0～90 之间，draws 至少 1，level 为 indicator 或 block",
            "percent is 0 to 90, draws at least 1, level indicator or block",
        )
    generator = np.random.Generator(np.random.PCG64(seed))
    size = len(rubric.blocks) if level == "block" else len(rubric.indicators)
    factors = generator.integers(
        UNIT - 10 * percent, UNIT + 10 * percent, size=(draws, size), endpoint=True, dtype=np.int64
    )
    if level == "block":
        factors = np.repeat(factors, [len(block.indicators) for block in rubric.blocks], axis=1)
    return factors


def ranks(cohort: Weighed, factors: np.ndarray) -> np.ndarray:
    """Every department's rank in every draw: 1 + how many are strictly above it, equals sharing a rank.

    Parameters
    ----------
    factors : array (draws, rows) of integer factors, each 0 to 2000

    Returns
    -------
    array (draws, departments) of int

    Source
    ------
    With S = SCALE and factors up to F in sum, a total cut row by row lies in (exact − F, exact] of 1/S: two
    totals that are F or more apart are ordered; closer ones are compared as fractions. F × max × S stays
    below 2^63.
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
    cohort: Weighed,
    factors: np.ndarray,
    order: np.ndarray,
    close: np.ndarray,
    whole: np.ndarray,
    result: np.ndarray,
) -> None:
    """Rank the departments of one draw whose totals are closer than the cut can tell, by exact totals."""
    at = 0
    for end in [*np.flatnonzero(~close), len(order) - 1]:
        members = order[at : end + 1]
        if len(members) > 1 and not whole[members].all():
            _rank_exactly(cohort, factors, members, at, result)
        at = end + 1


def _rank_exactly(
    cohort: Weighed, factors: np.ndarray, members: np.ndarray, above: int, result: np.ndarray
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


def _ranks_by_fraction(cohort: Weighed, factors: np.ndarray) -> np.ndarray:
    """The same where departments differ in what applies to them: quotients cut as Python integers, then
    settled alike."""
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


def ranks_of(cohort: Weighed) -> list[int]:
    """Every department's rank under the rubric's own weights."""
    return [int(rank) for rank in ranks(cohort, np.full((1, len(cohort.rows)), UNIT, dtype=np.int64))[0]]


@dataclass(frozen=True, slots=True)
class RankSpread:
    """Where a department ranks: under the rubric's own weights and over all draws.

    Attributes
    ----------
    rank : int          under the rubric's own weights
    best, worst : int   over all draws
    middle : (int, int) ranks within which the middle nine tenths of the draws lie
    kept : int          draws in which it has its own rank
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


def rank_spread(cohort: Weighed, factors: np.ndarray, *, percent: int = 10) -> tuple[RankSpread, ...]:
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


def ranks_under_readings(evaluations: Sequence[Evaluation]) -> Mapping[tuple[str, str], list[int]]:
    """(reading, option) → every department's rank, one reading changed at a time; ("", "") → as the rubric
    reads.

    Only options other than those in force are listed. Departments stand in the order given.
    """
    found = {("", ""): ranks_of(cohort_of(evaluations))}
    rubric = evaluations[0].rubric
    for name, reading in rubric.readings.items():
        for option in reading.options:
            if any(one.choices[name] != option for one in evaluations):
                found[(name, option)] = ranks_of(
                    cohort_of([one.under({name: option}) for one in evaluations])
                )
    return found
