"""What follows from related figures: sums, differences, rates and figures that never fall.

Any member of a relation follows from the others. What is printed stays as it is printed; what is not gets
every value that the printed figures leave, and only that.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from perfkit.base.quantities import ZERO, Interval, exact_sum
from perfkit.filing.catalogue import FactKind, fact_catalogue

_ROUNDS = 8


class Bounds(NamedTuple):
    """Least and most of a figure; None where nothing bounds that end."""

    low: Fraction | None
    high: Fraction | None

    @property
    def empty(self) -> bool:
        """True where no value is left: the figures around it contradict each other."""
        return self.low is not None and self.high is not None and self.low > self.high

    def within(self, other: Bounds) -> Bounds:
        """What both allow."""
        low = self.low if other.low is None or (self.low is not None and self.low >= other.low) else other.low
        high = (
            self.high
            if other.high is None or (self.high is not None and self.high <= other.high)
            else other.high
        )
        return Bounds(low, high)


class Sum(NamedTuple):
    """`whole` is the sum of `parts`."""

    whole: str
    parts: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)

    def solved(self, fact: str, of: Mapping[str, Bounds]) -> Bounds:
        """The bounds of one member from those of the others."""
        if fact == self.whole:
            return Bounds(
                _added([of[part].low for part in self.parts]), _added([of[p].high for p in self.parts])
            )
        others = [part for part in self.parts if part != fact]
        low, high = _added([of[part].low for part in others]), _added([of[part].high for part in others])
        whole = of[self.whole]
        return Bounds(
            None if whole.low is None or high is None else whole.low - high,
            None if whole.high is None or low is None else whole.high - low,
        )


class Rate(NamedTuple):
    """`rate` is `part` ÷ `whole`, printed to so many decimals."""

    rate: str
    part: str
    whole: str

    @property
    def members(self) -> tuple[str, ...]:
        return self

    def solved(self, fact: str, of: Mapping[str, Bounds]) -> Bounds:
        """The bounds of one member from those of the others; none of them is below zero."""
        rate, part, whole = (of[name] for name in self)
        if fact == self.rate:
            return Bounds(_over(part.low, whole.high), _over(part.high, whole.low))
        if fact == self.part:
            return Bounds(_times(rate.low, whole.low), _times(rate.high, whole.high))
        return Bounds(_over(part.low, rate.high), _over(part.high, rate.low))


class Order(NamedTuple):
    """`later` is never below `earlier`."""

    earlier: str
    later: str

    @property
    def members(self) -> tuple[str, ...]:
        return self

    def solved(self, fact: str, of: Mapping[str, Bounds]) -> Bounds:
        """The bounds of one member from those of the other."""
        if fact == self.later:
            return Bounds(of[self.earlier].low, None)
        return Bounds(None, of[self.later].high)


Relation = Sum | Rate | Order


def _added(ends: list[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return exact_sum(known) if len(known) == len(ends) else None


def _times(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a * b


def _over(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or not b else a / b


@lru_cache(maxsize=1)
def relations() -> tuple[Relation, ...]:
    """Every relation that data/facts.yaml declares, what a fact is made of first.

    Examples
    --------
    >>> Order("spent_by_q1", "spent_by_q2") in relations()
    True
    """
    catalogue = fact_catalogue()
    sums = [Sum(fact, terms) for fact, kind in catalogue.items() for terms in kind.sums]
    differences = [
        Sum(kind.difference[0], (fact, kind.difference[1]))
        for fact, kind in catalogue.items()
        if kind.difference
    ]
    rates = [Rate(fact, *kind.rate_of) for fact, kind in catalogue.items() if kind.rate_of]
    orders = [Order(low, fact) for fact, kind in catalogue.items() for low in kind.at_least]
    return (*sums, *differences, *rates, *orders)


def domain(kind: FactKind) -> Bounds:
    """What a fact can be by its nature.

    Examples
    --------
    >>> domain(fact_catalogue()["budget_added"]), domain(fact_catalogue()["satisfaction_rate"]).high
    (Bounds(low=None, high=None), Fraction(1, 1))
    """
    if kind.kind == "flag" or kind.at_most_one:
        return Bounds(ZERO, Fraction(1))
    return Bounds(None if kind.negative else ZERO, None)


@lru_cache(maxsize=1)
def domains() -> dict[str, Bounds]:
    """What every fact can be by its nature."""
    return {fact: domain(kind) for fact, kind in fact_catalogue().items()}


@lru_cache(maxsize=1)
def related() -> frozenset[str]:
    """The facts that stand in a relation."""
    return frozenset(fact for one in relations() for fact in one.members)


@lru_cache(maxsize=1)
def _sums() -> tuple[tuple[Sum, tuple[str, ...]], ...]:
    return tuple((one, one.members) for one in relations() if isinstance(one, Sum))


@lru_cache(maxsize=1)
def _members() -> tuple[tuple[Relation, tuple[str, ...]], ...]:
    return tuple((one, tuple(one.members)) for one in relations())


def derived(known: Mapping[str, Interval]) -> dict[str, tuple[Bounds, tuple[str, ...]]]:
    """The facts that sums and differences give outright, with the facts they were made of.

    Parameters
    ----------
    known : fact → its value, or the hull of its disputed statements

    Returns
    -------
    fact → (bounds, used facts). What would be below zero although it cannot be follows from nothing.
    """
    of: dict[str, Bounds] = {fact: Bounds(*span) for fact, span in known.items()}
    found: dict[str, tuple[Bounds, tuple[str, ...]]] = {}
    waiting = [(one, absent) for one, all_of in _sums() if (absent := [f for f in all_of if f not in of])]
    while True:
        ready = [(one, absent[0]) for one, absent in waiting if len(absent) == 1]
        # What a total is made of comes before what it leaves for one of its parts.
        ready.sort(key=lambda pair: pair[0].whole != pair[1])
        for one, fact in ready:
            bounds = one.solved(fact, of).within(Bounds(domains()[fact].low, None))
            waiting = [pair for pair in waiting if pair[0] is not one]
            if not bounds.empty:
                of[fact] = bounds
                found[fact] = (bounds, tuple(name for name in one.members if name != fact))
                break
        else:
            return found
        waiting = [(one, left) for one, absent in waiting if (left := [f for f in absent if f not in of])]


def possible(
    known: Mapping[str, Interval], so_far: Mapping[str, Interval], tolerance: Mapping[str, Fraction]
) -> dict[str, Bounds]:
    """Every value that related figures leave to the facts that are not known.

    Parameters
    ----------
    known : fact → its value, or the hull of its disputed statements
    so_far : fact → what a year that is not over already has
    tolerance : rate → half of its last printed digit

    Returns
    -------
    fact → bounds. Where the figures around a fact contradict each other nothing follows for it.
    """
    start = {fact: bounds for fact, bounds in domains().items() if fact not in known}
    start.update({fact: Bounds(*span) for fact, span in so_far.items()})
    fixed = {fact: Bounds(*span) for fact, span in known.items()}
    wide = {
        rate: Bounds(max(ZERO, known[rate].low - half), _added([known[rate].high, half]))
        for rate, half in tolerance.items()
        if rate in known
    }
    contradicted: set[str] = set()
    while True:
        of, clash = _tightened(start, fixed, wide, contradicted)
        if not clash:
            return {fact: of[fact] for fact in start}
        contradicted |= clash


def _tightened(
    start: dict[str, Bounds], fixed: dict[str, Bounds], wide: dict[str, Bounds], contradicted: set[str]
) -> tuple[dict[str, Bounds], set[str]]:
    of = {**start, **fixed}
    told = set(fixed) | {fact for fact, bounds in start.items() if bounds.low}
    clash: set[str] = set()
    open_ones = [(one, free) for one, all_of in _members() if (free := [f for f in all_of if f not in fixed])]
    for _ in range(_ROUNDS):
        moved: set[str] = set()
        for one, free in open_ones:
            if told.isdisjoint(one.members):
                continue
            seen = {**of, one.rate: wide[one.rate]} if isinstance(one, Rate) and one.rate in wide else of
            for fact in free:
                if fact in contradicted:
                    continue
                bounds = of[fact].within(one.solved(fact, seen))
                if bounds.empty:
                    clash.add(fact)
                elif bounds != of[fact]:
                    of[fact] = bounds
                    moved.add(fact)
        if clash or not moved:
            break
        told = moved
    return of, clash
