"""Looking a fact up: what is stated, what follows from sums and differences, what is missing or disputed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from perfkit.base.quantities import ANY, Interval
from perfkit.filing.catalogue import FactKind, fact_catalogue
from perfkit.filing.judgements import Judgements
from perfkit.filing.midyear import is_settled
from perfkit.filing.submission import Statement, Submission

GIVEN, MISSING, NOT_APPLICABLE, DISPUTED = "given", "missing", "not_applicable", "disputed"
ZERO = Fraction(0)
_SHARE = Interval(ZERO, Fraction(1))


class Found(NamedTuple):
    """What is known of a fact.

    Attributes
    ----------
    fact : str                 id
    state : str                given, missing, not_applicable or disputed
    span : Interval            every value it may have, in its base unit
    statements : statements    where it is printed, or where its parts are
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
    >>> printed = [Statement(value="5.16", unit="万元", section="一"), Statement(value="51573", unit="元", section="四")]
    >>> agreed(printed).is_exact
    True
    """
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
    submission : Submission
    judgements : evaluators' files; their established facts take the place of a missing one

    Examples
    --------
    >>> from perfkit.filing.submission_file import load_submission
    >>> from perfkit.base.paths import data_root
    >>> book = FactBook(load_submission(data_root() / "departments" / "sz-sif-longhua_2020"))
    >>> book.find("establishment_count").span.low, book.find("satisfaction_rate").state
    (Fraction(63, 1), 'missing')
    """

    def __init__(self, submission: Submission, judgements: Iterable[Judgements] = ()):
        self.catalogue: dict[str, FactKind] = fact_catalogue()
        self._stated: dict[str, tuple[Statement, ...]] = {**_counted(submission), **submission.facts}
        for judged in judgements:
            for fact in judged.facts:
                self._stated[fact.fact] = (*self._stated.get(fact.fact, ()), fact.statement())
        self._found: dict[tuple[str, bool], Found] = {}
        self.as_of = submission.as_of
        self.measured: dict[tuple, Any] = {}  # what scoring made of them, by ratio and facts

    def find(self, fact: str, *, leave_out_missing: bool = False) -> Found:
        """Look a fact up, deriving it from sums and differences where it is not printed.

        Parameters
        ----------
        fact : str                 id of the catalogue
        leave_out_missing : bool   a missing part of a sum is left out (and named) instead of leaving the sum open
        """
        key = (fact, leave_out_missing)
        if key not in self._found:
            self._found[key] = self._stated_or_derived(fact, leave_out_missing)
        return self._found[key]

    def _stated_or_derived(self, fact: str, leave_out: bool) -> Found:
        stated = self._stated.get(fact, ())
        printed = [
            statement
            for statement in stated
            if not (statement.period or statement.scope or statement.not_applicable)
        ]
        if printed:
            span = agreed(printed) if len(printed) > 1 else Interval.exact(printed[0].amount)
            if self.as_of and not is_settled(self.catalogue[fact].settled, self.as_of):
                return self._so_far(fact, span, printed)
            return Found(fact, GIVEN if span.is_exact else DISPUTED, span, tuple(printed))
        if any(statement.not_applicable for statement in stated):
            return Found(fact, NOT_APPLICABLE, Interval.exact(ZERO), stated)
        kind = self.catalogue[fact]
        best = None
        for terms in kind.sums:
            derived = self._sum(fact, terms, leave_out)
            if derived.state in (GIVEN, DISPUTED):
                return derived
            best = best if best is not None and best.span != ANY else derived
        if kind.difference:
            return self._difference(fact, *kind.difference)
        return best or Found(fact, MISSING, _unknown(kind), missing=(fact,))

    def _so_far(self, fact: str, span: Interval, printed: list[Statement]) -> Found:
        """A figure of a year that is not over: missing by nature, at least what was reported where it can only grow."""
        kind = self.catalogue[fact]
        open_ended = Interval(span.low, None) if kind.grows else _unknown(kind)
        return Found(fact, MISSING, open_ended, tuple(printed), missing=(fact,))

    def _sum(self, fact: str, terms: tuple[str, ...], leave_out: bool) -> Found:
        parts = [self.find(term) for term in terms]
        known = [part for part in parts if part.state in (GIVEN, DISPUTED)]
        absent = tuple(part.fact for part in parts if part.state == MISSING)
        if not known or any(self.catalogue[part].negative for part in absent):
            return Found(fact, MISSING, _unknown(self.catalogue[fact]), missing=(fact,))
        total = Interval.exact(ZERO)
        for part in known:
            total += part.span
        statements = tuple(statement for part in known for statement in part.statements)
        used = tuple(part.fact for part in known)
        if absent and not leave_out:
            return Found(fact, MISSING, Interval(total.low, None), statements, used, absent)
        return Found(fact, GIVEN if total.is_exact else DISPUTED, total, statements, used, (), absent)

    def _difference(self, fact: str, whole: str, part: str) -> Found:
        a, b = self.find(whole), self.find(part)
        if MISSING in (a.state, b.state):
            absent = tuple(found.fact for found in (a, b) if found.state == MISSING)
            return Found(fact, MISSING, _unknown(self.catalogue[fact]), missing=absent)
        span = Interval(a.span.low - b.span.high, a.span.high - b.span.low)
        if (
            not self.catalogue[fact].negative and span.low < 0
        ):  # one of the disputed statements cannot be right
            span = Interval(ZERO, max(ZERO, span.high))
        return Found(
            fact, GIVEN if span.is_exact else DISPUTED, span, (*a.statements, *b.statements), (whole, part)
        )


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


def _unknown(kind: FactKind) -> Interval:
    if kind.kind == "flag" or kind.at_most_one:
        return _SHARE
    return ANY
