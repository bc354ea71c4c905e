"""The value that a criterion on a ratio has, from its facts or from the rate that the document prints."""

from __future__ import annotations

from typing import NamedTuple

from perfkit.base.quantities import Interval
from perfkit.filing.fact_book import DISPUTED, GIVEN, MISSING, FactBook, Found
from perfkit.rubric.criterion import OnRatio


def _facts(criterion: OnRatio, book: FactBook) -> tuple[Found, ...]:
    facts = criterion.facts
    if any(book.find(fact).state == MISSING and fact in criterion.fallback for fact in facts):
        facts = tuple(criterion.fallback.get(fact, fact) for fact in facts)
    if criterion.missing_terms == "left_out":
        return book.find_sides(facts)
    return tuple(book.find(fact) for fact in facts)


class Measured(NamedTuple):
    """The value that a criterion is on.

    Attributes
    ----------
    span : Interval or None  every value it may have; None where both sides are certainly zero
    found : the facts behind it
    printed : Found or None  the printed rate that stands in for missing parts
    missing : facts that are still needed
    may_be_nothing : bool    both sides may be zero, which no ratio expresses
    """

    span: Interval | None
    found: tuple[Found, ...]
    printed: Found | None
    missing: tuple[str, ...]
    may_be_nothing: bool = False


def measure(criterion: OnRatio, book: FactBook) -> Measured:
    """The value a criterion is on, from its facts or from the rate that the document prints."""
    # A ratio of the same facts is measured once for all criteria and all readings.
    key = (
        criterion.ratio,
        criterion.facts,
        criterion.missing_terms,
        bool(criterion.bind),
        *criterion.fallback.items(),
    )
    if key not in book.measured:
        book.measured[key] = _measure(criterion, book)
    return book.measured[key]


def _measure(criterion: OnRatio, book: FactBook) -> Measured:
    found = _facts(criterion, book)
    missing = tuple(dict.fromkeys(name for part in found for name in part.missing))
    formula = criterion.formula
    if formula is None:
        return Measured(found[0].span, found, None, missing)
    parts = {name: part.span for name, part in zip(formula.arguments, found, strict=True)}
    span, nothing = formula.span(parts), formula.may_be_nothing(parts)
    if not missing:
        return Measured(span, found, None, (), nothing)
    # The rate on another budget stands in only where that budget does.
    stands_in = tuple(part.fact for part in found) != criterion.facts
    for rate in (formula.printed, criterion.fallback.get(formula.printed, "") if stands_in else ""):
        printed = book.find(rate) if rate in book.catalogue and not criterion.bind else None
        if printed is None:
            continue
        if printed.state in (GIVEN, DISPUTED):
            return Measured(printed.span, found, printed, ())
        if printed.state == MISSING and span is not None and rate == formula.printed:
            span = span.within(printed.span)
    return Measured(span, found, None, missing, nothing)
