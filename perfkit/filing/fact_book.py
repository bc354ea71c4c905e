"""Looking a fact up: what is stated, what follows from sums and differences, what is missing or disputed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from perfkit.base.quantities import ZERO, Interval
from perfkit.filing.beside import Beside
from perfkit.filing.catalogue import FactKind, fact_catalogue
from perfkit.filing.judgements import Judgements
from perfkit.filing.midyear import is_settled
from perfkit.filing.relations import Bounds, derived, domains, possible, related, relations
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission

GIVEN, MISSING, NOT_APPLICABLE, DISPUTED = "given", "missing", "not_applicable", "disputed"


class Found(NamedTuple):
    """What is known of a fact.

    Attributes
    ----------
    fact : str                 id
    state : str                given, missing, not_applicable or disputed
    span : Interval            every value it may have, in its base unit
    statements : statements    where it is printed, or where its parts are; an evaluator's document first
    derived_from : fact ids    empty where the document prints it
    missing : fact ids         parts that are missing, or the fact itself
    left_out : fact ids        parts that are missing and were left out of the sum, as the reading says
    """

    fact: str
    state: str
    span: Interval
    statements: tuple[Statement, ...] = ()
    derived_from: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def agreed(statements: Iterable[Statement]) -> Interval:
    """The hull over statements of one fact; a coarser print that only rounds a finer one does not widen it.

    Examples
    --------
    >>> printed = [Statement(value="5.16", unit="万元", section="一"),
    ...     Statement(value="51573", unit="元", section="四")]
    >>> agreed(printed).is_exact
    True
    """
    statements = tuple(statements)
    if len(statements) == 1:
        return Interval.exact(statements[0].amount)
    kept: list[Statement] = []
    for statement in sorted(statements, key=lambda item: item.tolerance):
        if not any(abs(statement.amount - finer.amount) <= statement.tolerance for finer in kept):
            kept.append(statement)
    amounts = [statement.amount for statement in kept]
    return Interval(min(amounts), max(amounts))


class FactBook:
    """The facts of one submission and of the documents its evaluators saw.

    Parameters
    ----------
    judgements : evaluators' files; a figure that they established from a document wins over what is printed
    beside : Beside   other filings, which are asked where this one prints nothing of a fact; none unless
        given

    Examples
    --------
    >>> from perfkit.filing.submission_file import load_submission
    >>> from perfkit.base.paths import data_root
    >>> book = FactBook(load_submission(data_root() / "departments" / "sz-sif-longhua_2020"))
    >>> book.find("establishment_count").span.low, book.find("satisfaction_rate").state
    (Fraction(63, 1), 'missing')
    """

    def __init__(
        self, submission: Submission, judgements: Iterable[Judgements] = (), beside: Beside | None = None
    ):
        self.beside = beside
        self.catalogue: dict[str, FactKind] = fact_catalogue()
        self._stated: dict[str, tuple[Statement, ...]] = {**_counted(submission), **submission.facts}
        self._established: dict[str, tuple[Statement, ...]] = {}
        for judged in judgements:
            for fact in judged.facts:
                seen = (*self._established.get(fact.fact, ()), fact.statement(judged.evaluator))
                self._established[fact.fact] = seen
        self._found: dict[str, Found] = {}
        self.as_of = submission.as_of
        self.measured: dict[tuple, Any] = {}  # what scoring made of them, by ratio and facts
        self.words: dict[object, Any] = {}  # what reviews made of the submission's words

    def find(self, fact: str) -> Found:
        """Look a fact up: as stated, else as it follows from the figures that are related to it.

        Parameters
        ----------
        fact : str   id of the catalogue
        """
        if fact not in self._found:
            self._found[fact] = self._known.get(fact) or self._elsewhere(fact) or self._following(fact)
        return self._found[fact]

    def find_sides(self, facts: tuple[str, ...]) -> tuple[Found, ...]:
        """Look up totals of the same items, as the two sides of a ratio, without the items that none of them
        mentions.

        An item that one side mentions is open on the other. An item counts as mentioned where its rate is
        printed, or where a printed total holds more than the items that are mentioned.
        """
        found = tuple(self.find(fact) for fact in facts)
        items = [self.catalogue[fact].sums[0] if self.catalogue[fact].sums else () for fact in facts]
        if not items[0] or len({len(terms) for terms in items}) != 1:
            return found
        unmentioned = {
            number
            for number in range(len(items[0]))
            if not any(self._is_mentioned(terms[number]) for terms in items)
        }
        if len(unmentioned) == len(items[0]):
            return found
        for total, terms in zip(found, items, strict=True):
            if self._holds_more(total, [term for n, term in enumerate(terms) if n not in unmentioned]):
                return found
        return tuple(
            self._without(total, terms, unmentioned) for total, terms in zip(found, items, strict=True)
        )

    def established(self, fact: str) -> Interval | None:
        """What evaluators read of it in documents: their hull where they differ; None where nobody did."""
        seen = self._established.get(fact)
        return agreed(seen) if seen else None

    def _stated_fact(self, fact: str) -> Found | None:
        stated, seen = self._stated.get(fact, ()), self._established.get(fact, ())
        printed = [statement for statement in stated if statement.of_the_year]
        if seen or printed:
            if self.as_of and not is_settled(self.catalogue[fact].settled, self.as_of):
                return None
            span = agreed(seen or printed)
            return Found(fact, GIVEN if span.is_exact else DISPUTED, span, (*seen, *printed))
        if any(statement.not_applicable for statement in stated):
            return Found(fact, NOT_APPLICABLE, Interval.exact(ZERO), stated)
        return None

    @cached_property
    def _known(self) -> dict[str, Found]:
        """Every stated fact that is final."""
        names = [name for name in (*self._stated, *self._established) if name in self.catalogue]
        return {name: found for name in names if (found := self._stated_fact(name)) is not None}

    @cached_property
    def _derived(self) -> dict[str, tuple[Bounds, tuple[str, ...]]]:
        return derived({name: found.span for name, found in self._known.items()})

    @cached_property
    def _possible(self) -> dict[str, Bounds]:
        known = {name: found.span for name, found in self._known.items()}
        for name, (bounds, _) in self._derived.items():
            if bounds.low is not None and bounds.high is not None:
                known[name] = Interval(bounds.low, bounds.high)
        tolerance = {
            name: max(statement.tolerance for statement in found.statements)
            for name, found in self._known.items()
            if self.catalogue[name].rate_of and found.state != NOT_APPLICABLE
        }
        so_far = {name: span for name in self._stated if (span := self._so_far(name)) is not None}
        return possible(known, so_far, tolerance)

    def _so_far(self, fact: str) -> Interval | None:
        """What a figure of a year that is not over has reached, where it can only grow."""
        if not self.as_of or fact in self._known or not self.catalogue[fact].grows:
            return None
        printed = [s for s in self._stated[fact] if s.of_the_year]
        return Interval(agreed(printed).low, None) if printed else None

    def _elsewhere(self, fact: str) -> Found | None:
        """A fact that only other filings print: last year's, or those of the department's projects."""
        kind = self.catalogue[fact]
        if self.beside is None or not (kind.last_year_of or kind.of_projects) or fact in self._stated:
            return None
        told = self.beside.find(fact)
        if told is None:
            return None
        span, statements = told
        if span.is_exact:
            return Found(fact, GIVEN, span, statements)
        return Found(
            fact,
            MISSING if kind.of_projects else DISPUTED,
            span,
            statements,
            missing=(fact,) if kind.of_projects else (),
        )

    def _following(self, fact: str) -> Found:
        """A fact that no final statement gives."""
        if fact in self._derived:
            (low, high), used = self._derived[fact]
            span = Interval(ZERO if low is None else low, high)
            statements = tuple(statement for name in used for statement in self.find(name).statements)
            return Found(fact, GIVEN if span.is_exact else DISPUTED, span, statements, used)
        low, high = (self._possible if fact in related() else domains())[fact]
        span = Interval(ZERO, None) if low is None else Interval(low, high)
        used, missing = self._known_parts(fact)
        if span.is_exact and low is not None:
            used = tuple(
                dict.fromkeys(
                    name
                    for one in relations()
                    if fact in one.members
                    for name in one.members
                    if name in self._known
                )
            )
            statements = tuple(statement for name in used for statement in self._known[name].statements)
            return Found(fact, GIVEN, span, statements, used)
        so_far = self._stated.get(fact, ()) if self.as_of else ()
        statements = tuple(statement for name in used for statement in self.find(name).statements)
        return Found(fact, MISSING, span, so_far or statements, used, missing)

    def _known_parts(self, fact: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of a missing sum or difference: the parts that are known, and those to ask for."""
        kind = self.catalogue[fact]
        for terms in (*kind.sums, *((kind.difference,) if kind.difference else ())):
            known = tuple(term for term in terms if term in self._known or term in self._derived)
            absent = tuple(term for term in terms if term not in known)
            if kind.difference or (known and not any(self.catalogue[term].negative for term in absent)):
                return () if kind.difference else known, absent
        return (), (fact,)

    def _is_mentioned(self, fact: str) -> bool:
        return any(self._stated.get(name) or self._established.get(name) for name in _with_rates(fact))

    def _holds_more(self, total: Found, terms: list[str]) -> bool:
        """True where a stated total is above its mentioned items, all of which are known."""
        if total.fact not in self._known or any(term not in self._known for term in terms):
            return False
        if total.state == NOT_APPLICABLE:
            return False
        parts = [self._known[term] for term in terms]
        most = sum((part.span for part in parts), Interval.exact(ZERO)).high
        half = sum((s.tolerance for found in (total, *parts) for s in found.statements[:1]), ZERO)
        return most is not None and total.span.low > most + half

    def _without(self, total: Found, terms: tuple[str, ...], unmentioned: set[int]) -> Found:
        """A sum without the items that nobody mentions; a stated total as it stands."""
        left_out = tuple(terms[number] for number in sorted(unmentioned))
        if total.fact in self._known:
            return total._replace(left_out=left_out)
        parts = [self.find(term) for number, term in enumerate(terms) if number not in unmentioned]
        span = Interval.exact(ZERO)
        for part in parts:
            span += part.span
        missing = tuple(part.fact for part in parts if part.state == MISSING)
        used = tuple(part.fact for part in parts if part.state != MISSING)
        statements = tuple(statement for part in parts for statement in part.statements)
        state = MISSING if missing else GIVEN if span.is_exact else DISPUTED
        return Found(total.fact, state, span, statements, used, missing, left_out)


@lru_cache(maxsize=512)
def _with_rates(fact: str) -> tuple[str, ...]:
    """A fact and the rates that it is part of."""
    rates = (name for name, kind in fact_catalogue().items() if kind.rate_of and fact in kind.rate_of)
    return (fact, *rates)


def _counted(submission: Submission) -> dict[str, tuple[Statement, ...]]:
    """What the target table itself shows: in how many aspects of benefit the department filed targets."""
    if submission.targets is None:
        return {}
    aspects = {
        row.kind
        for row in submission.targets.rows
        if row.block == "benefit" and row.kind != "satisfaction" and not row.not_applicable
    }
    return {
        "benefit_aspects_count": (
            Statement(value=str(len(aspects)), unit="个", section=submission.targets.section),
        )
    }
