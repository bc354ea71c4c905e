"""What a rubric's authority warns of on figures alone: points apart, money unspent, spending behind the
schedule."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from perfkit.base.quantities import ONE, exact_sum
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import MISSING
from perfkit.filing.midyear import months_gone, share_of_year
from perfkit.rubric.policies import Warn


class Warned(NamedTuple):
    """A warning that holds, with the value it rests on; None where the budget is zero."""

    warn: Warn
    value: Fraction | None


def warned(evaluation: Evaluation) -> tuple[Warned, ...]:
    """The warnings of the rubric that the filing's figures decide; a red one leaves the yellow ones out.

    While the year runs only pace and spent count, afterwards only the others. What figures do not decide is
    not warned of.

    Examples
    --------
    >>> from perfkit import load_department
    >>> warned(load_department("sz-sif-longhua_2020", rubric="budget-system").evaluate())
    ()
    """
    running = bool(evaluation.submission.as_of)
    found = []
    for warn in evaluation.rubric.warnings:
        if (warn.kind in ("pace", "spent")) is not running or not _is_now(warn, evaluation.submission.as_of):
            continue
        value = _value(warn, evaluation)
        if value is _UNKNOWN:
            continue
        if value is None or (isinstance(value, Fraction) and warn.band.holds(value)):
            found.append(Warned(warn, value))
    red = [one for one in found if one.warn.level == "red"]
    return tuple(red or found)


_UNKNOWN = object()


def _is_now(warn: Warn, as_of: str) -> bool:
    return warn.at is None or bool(as_of) and months_gone(warn.at) == months_gone(as_of)


def _value(warn: Warn, evaluation: Evaluation) -> Fraction | None | object:
    if warn.kind == "points_apart":
        return _points_apart(evaluation)
    spent, budget = (evaluation.book.find(fact) for fact in ("spent_total", "budget_total"))
    if not budget.span.is_exact or (spent.state == MISSING and not spent.statements):
        return _UNKNOWN
    if budget.span.low == 0:
        return None if warn.kind == "unspent" else _UNKNOWN
    rate = spent.span.low / budget.span.low  # while the year runs: what was spent so far
    if warn.kind == "pace":
        return rate / share_of_year(evaluation.submission.as_of)
    return rate if warn.kind == "spent" else ONE - rate


def _points_apart(evaluation: Evaluation) -> Fraction | object:
    """How far the targets' share of their points exceeds that of execution, of the former."""
    targets = [row for row in evaluation.rows if row.indicator.targets is not None]
    money = [row for row in evaluation.rows if row.indicator.targets is None]
    if not targets or not money or not all(row.points.is_exact for row in evaluation.rows):
        return _UNKNOWN
    shares = [
        exact_sum(row.points.low for row in rows) / exact_sum(row.indicator.max for row in rows)
        for rows in (targets, money)
    ]
    return (shares[0] - shares[1]) / shares[0] if shares[0] else _UNKNOWN
