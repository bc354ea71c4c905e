"""Rates of a sentence that its words say how to make of its figures: what is over a plan, saved of a limit or
left of a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

from perfkit.base.quantities import ONE, show_number
from perfkit.review.arithmetic import is_slip
from perfkit.review.checks.text_changes import of_rate
from perfkit.review.finding import Finding
from perfkit.review.mentions import RATE, Mention, Statement, comparable
from perfkit.review.relation_models import Quotient
from perfkit.review.rulebook import pattern, phrase, rulebook, threshold

# What a rate is, and what else the same words may mean: 超额完成110% is the share of the plan, and what was
# saved may be given as a share of the price.
Formula = Callable[[Fraction, Fraction], Fraction]
_HOW: dict[str, tuple[Formula, ...]] = {
    "over": (lambda plan, done: abs(done / plan - ONE), lambda plan, done: done / plan),
    "left": (
        lambda whole, part: ONE - part / whole,
        lambda whole, part: part / whole,
        lambda whole, part: whole / part - ONE,
    ),
}


def by_roles(statement: Statement, rate: Mention, before: list[Mention]) -> list[Finding] | None:
    """A rate against the two figures before it that all their names make it of; None where none do."""
    for relation in rulebook().relations:
        if rate.kind == RATE and pattern(relation.rate).search(rate.label):
            start = max(statement.text.rfind(mark, 0, rate.start) for mark in ";；") + 1
            figures = [m for m in before if m.kind != RATE and m.start >= start and m.value]
            for first, second in _roles(relation, figures):
                return _held(statement, rate, relation.how, first, second)
    return None


def _roles(relation: Quotient, figures: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The two figures, where the words leave no choice."""
    seconds = [m for m in figures if pattern(relation.part).search(m.label)]
    if relation.whole:
        firsts = [m for m in figures if pattern(relation.whole).search(m.label)]
        seconds = [m for m in seconds if m not in firsts]
    else:  # of all that is counted in its unit before it
        firsts = [m for m in figures if seconds and m.end <= seconds[0].start and m not in seconds]
        firsts = [m for m in firsts if comparable(m, seconds[0]) and m.value > seconds[0].value]
    sure = all(len({m.value for m in each}) == 1 for each in (firsts, seconds))
    if (
        sure
        and comparable(firsts[0], seconds[0])
        and not firsts[0].approximate
        and not seconds[0].approximate
    ):
        yield firsts[0], seconds[0]


def _held(
    statement: Statement, rate: Mention, how: str, first: Mention, second: Mention
) -> list[Finding] | None:
    made = [formula(first.value, second.value) for formula in _HOW[how]]
    for formula in _HOW[how]:
        ends = [formula(a, b) for a, b in product(_ends(first), _ends(second)) if a and b]
        if min(ends) - rate.slack <= rate.value <= max(ends) + rate.slack:
            return []
    places = len(rate.digits.partition(".")[2])
    slip = is_slip(rate.digits, show_number(made[0] * 100, places))
    if not slip and abs(made[0] - rate.value) > threshold("rate_near"):
        return None
    if how == "over":
        said = phrase("change_of", now=second.printed, before=first.printed)
    else:
        said = phrase("what_is_left", whole=first.printed, part=second.printed)
    return [of_rate("rate.text", statement, rate, made[0], said, [first, second])]


def _ends(mention: Mention) -> tuple[Fraction, Fraction]:
    return mention.value - mention.slack, mention.value + mention.slack
