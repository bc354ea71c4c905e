"""Whom to visit first (抽评): a part chosen by what is at stake, a part drawn by lot with stated probabilities.

The part by lot is a systematic sample with equal probabilities over the list ordered by stratum, so that
every stratum has its share; places in a stratum and the start are drawn from the seed by SHA-256, so that
the same seed gives the same list on every machine and version.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import Interval, show_number, show_rate
from perfkit.base.text import Text
from perfkit.views.said import WORDS

# Two-sided 95 % quantiles of Student's t by degrees of freedom, from 1; the normal one beyond the list.
_T95 = (
    "12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 2.120 2.110 "
    "2.101 2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042"
).split()
_NORMAL95 = "1.960"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One subject-year that may be visited.

    Attributes
    ----------
    key : str             folder or id, unique in the list
    name : str            official name
    stratum : tuple       what it is alike in: kind, region, third by money
    at_stake : Fraction   points claimed that figures exclude, and points that nothing supports yet
    contradictions : int  findings of severity error
    money : Fraction      yuan; 0 where none is filed
    cut : Interval        what judgements on file take off its self-score; None before a visit
    unconfirmed : bool    rests on a draft that nobody has checked
    """

    key: str
    name: str
    stratum: tuple[str, ...]
    at_stake: Fraction
    contradictions: int
    money: Fraction
    cut: Interval | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A subject chosen for a visit.

    Attributes
    ----------
    certain : bool          chosen by what is at stake; else by lot
    probability : Fraction  with which the plan takes it, (0, 1]
    reason : Text           a sentence that a head can defend
    """

    candidate: Candidate
    certain: bool
    probability: Fraction
    reason: Text


@dataclass(frozen=True)
class Sample:
    """The plan: who is visited, and what is needed to conclude from them on all."""

    seed: int
    population: int
    chosen: tuple[Choice, ...]

    @property
    def certain(self) -> tuple[Choice, ...]:
        """Those chosen by what is at stake, the first first."""
        return tuple(choice for choice in self.chosen if choice.certain)

    @property
    def drawn(self) -> tuple[Choice, ...]:
        """Those drawn by lot, in the order of the strata."""
        return tuple(choice for choice in self.chosen if not choice.certain)


def draw(
    candidates: Sequence[Candidate], share: Fraction, seed: int, *, certain_share: Fraction = Fraction(1, 2)
) -> Sample:
    """Choose whom to visit.

    Parameters
    ----------
    candidates : each key once
    share : Fraction          of all, in (0, 1]; the number is rounded up
    seed : int                same seed, same list
    certain_share : Fraction  of the visits that go by what is at stake, in [0, 1]; the number is rounded down

    Raises
    ------
    PerfkitError   nobody to choose from, a share outside its range, a key that stands twice.

    Examples
    --------
    >>> few = [Candidate(f"d{n}", f"部门{n}", ("department",), Fraction(n), n, Fraction(n)) for n in range(20)]
    >>> plan = draw(few, Fraction(3, 20), 7)
    >>> [choice.candidate.key for choice in plan.certain], [str(choice.probability) for choice in plan.drawn]
    (['d19'], ['2/19', '2/19'])
    """
    _check(candidates, share, certain_share)
    count = math.ceil(share * len(candidates))
    ranks = _ranks(candidates)
    by_risk = sorted(candidates, key=lambda one: (sum(ranks[one.key]), one.key))
    first = [one for one in by_risk if one.at_stake or one.contradictions][
        : math.floor(count * certain_share)
    ]
    taken = {one.key for one in first}
    rest = [one for one in candidates if one.key not in taken]
    chosen = [
        Choice(one, True, Fraction(1), _risk_reason(one, ranks[one.key], len(candidates))) for one in first
    ]
    chosen += _systematic(rest, count - len(first), seed)
    return Sample(seed, len(candidates), tuple(chosen))


def estimate(plan: Sample, results: dict[str, Interval]) -> Interval | None:
    """The mean over all subjects of what the visits found, with its 95 % interval.

    Parameters
    ----------
    results : key → what a visit found there (for instance points to take off), an interval where it is still
        open

    Returns
    -------
    Interval   None where fewer than two of those drawn by lot have a result and not everybody was visited.

    Examples
    --------
    >>> few = [Candidate(f"d{n}", f"部门{n}", ("department",), Fraction(n), n, Fraction(n)) for n in range(4)]
    >>> plan = draw(few, Fraction(1), 7)
    >>> estimate(plan, {f"d{n}": Interval(Fraction(n), Fraction(n)) for n in range(4)})
    Interval(low=Fraction(3, 2), high=Fraction(3, 2))
    """
    certain = [results[choice.candidate.key] for choice in plan.certain if choice.candidate.key in results]
    drawn = [results[choice.candidate.key] for choice in plan.drawn if choice.candidate.key in results]
    if len(certain) < len(plan.certain):
        return None
    outside = plan.population - len(plan.certain)
    ends = []
    for side, sign in (("low", -1), ("high", 1)):
        fixed = sum((getattr(one, side) for one in certain), Fraction(0))
        values = [Fraction(getattr(one, side)) for one in drawn]
        if not outside:
            ends.append(fixed / plan.population)
            continue
        if len(values) < 2 and len(values) < outside:
            return None
        mean = sum(values, Fraction(0)) / len(values)
        reach = _reach(values, outside)
        ends.append((fixed + outside * (mean + sign * reach)) / plan.population)
    return Interval(*ends)


def _reach(values: list[Fraction], outside: int) -> Fraction:
    """Half the width of the interval of a mean: as for a simple sample, which an ordered one does not
    exceed."""
    count = len(values)
    if count >= outside or count < 2:
        return Fraction(0)
    mean = sum(values, Fraction(0)) / count
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / (count - 1)
    spread = math.sqrt(variance * (1 - Fraction(count, outside)) / count)
    t = _T95[count - 2] if count - 2 < len(_T95) else _NORMAL95
    return Fraction(t) * Fraction(spread).limit_denominator(10**9)


def _check(candidates: Sequence[Candidate], share: Fraction, certain_share: Fraction) -> None:
    if not candidates:
        raise PerfkitError("没有可抽取的单位", "there is nobody to choose from")
    if not 0 < share <= 1 or not 0 <= certain_share <= 1:
        raise PerfkitError("抽取比例应大于 0%、不超过 100%", "a share is above 0 % and at most 100 %")
    keys = [one.key for one in candidates]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise PerfkitError(f"同一单位出现两次：{'、'.join(twice)}", f"listed twice: {', '.join(twice)}")


def _ranks(candidates: Sequence[Candidate]) -> dict[str, tuple[int, int, int]]:
    """Each one's place by points at stake, contradictions and money; equal values share a place."""
    places: dict[str, list[int]] = {one.key: [] for one in candidates}
    for measure in ("at_stake", "contradictions", "money"):
        order = sorted((getattr(one, measure) for one in candidates), reverse=True)
        first = {value: number for number, value in reversed(list(enumerate(order, start=1)))}
        for one in candidates:
            places[one.key].append(first[getattr(one, measure)])
    return {key: (found[0], found[1], found[2]) for key, found in places.items()}


def _risk_reason(one: Candidate, ranks: tuple[int, int, int], total: int) -> Text:
    points, money = show_number(one.at_stake), show_number(one.money / 10_000)
    return WORDS.text(
        "chosen_by_risk",
        points=points,
        points_rank=ranks[0],
        contradictions=one.contradictions,
        contradictions_rank=ranks[1],
        money=money,
        money_rank=ranks[2],
        total=total,
    )


def _systematic(rest: Sequence[Candidate], count: int, seed: int) -> list[Choice]:
    """`count` of them, each with probability count/len(rest) exactly, spread over the strata."""
    if not rest or count <= 0:
        return []
    total, count = len(rest), min(count, len(rest))
    ordered = sorted(rest, key=lambda one: (one.stratum, _lot(seed, one.key)))
    start = _lot(seed, "") % total
    # start + k·total runs over every number below count·total once: a place is hit by `count` of `total`
    # starts.
    places = [(start + turn * total) // count for turn in range(count)]
    probability = Fraction(count, total)
    reason = WORDS.text("chosen_by_lot", total=total, count=count, probability=show_rate(probability))
    return [Choice(ordered[place], False, probability, reason) for place in places]


def _lot(seed: int, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\0{key}".encode("utf-8", "surrogateescape")).digest())


def thirds(money: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    """The two amounts that part a list into thirds by size.

    Examples
    --------
    >>> thirds([Fraction(n) for n in (9, 1, 5, 3, 7, 2)])
    (Fraction(3, 1), Fraction(7, 1))
    """
    ordered = sorted(money)
    return ordered[len(ordered) // 3], ordered[2 * len(ordered) // 3]
