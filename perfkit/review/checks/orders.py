"""Quantities of which one is never above the other, by the facts or by the names that
data/review/relations.yaml lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from perfkit.filing.own_words import Figure
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import show_gap, slack, subset_sum
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Finding, place_of
from perfkit.review.registry import check
from perfkit.review.rule_models import Order
from perfkit.review.rulebook import finding, pattern, phrase, rulebook
from perfkit.review.shown import label


@check(1, "sum.cumulative", "money.payroll", "figure.more_done", "figure.survey", "figure.exceeds_whole")
def in_order(case: Case) -> Iterator[Finding]:
    """Cumulative spending never falls; pay is part of basic expenditure; no more is closed than was accepted,
    and no
    more units are served than there are; survey forms valid, returned and sent come in that order."""
    for order in rulebook().orders:
        for part, whole in _facts(case, order) if order.facts else _figures(case, order):
            name, a = part
            other, b = whole
            if a.amount - b.amount <= slack(a) + slack(b):
                continue
            kind, unit = case.kind(name), b.unit if order.code == "sum.cumulative" else a.unit
            size = show_gap(a.amount - b.amount, kind, unit)
            tasks = case.submission.tasks.rows if case.submission.tasks and order.of_tasks else ()
            equal = subset_sum(a.amount, 2 * slack(a), [(row.name, row.spent) for row in tasks])
            yield finding(
                order.code,
                {
                    "part": label(case, name),
                    "part_value": a.printed,
                    "whole": label(case, other),
                    "whole_value": b.printed,
                    "size": size,
                },
                (place_of(a), place_of(b)),
                severity=order.severity,
                stakes=case.rests_on(order.facts),
                possible=(phrase("equals_rows", rows=listed(equal, "＋", " + ")),) if equal else (),
            )


Sides = tuple[tuple[str, Statement], tuple[str, Statement]]


def _facts(case: Case, order: Order) -> Iterator[Sides]:
    known = [(name, stated) for name in order.facts if (stated := case.first(name)) is not None]
    yield from pairwise(known)


def _figures(case: Case, order: Order) -> Iterator[Sides]:
    counts = case.once("counts", lambda: [f for f in case.submission.figures if f.kind == "count"])
    among = [f for f in counts if order.among in f.name]
    steps = [
        [(f, name) for f in among if counted.search(f.name)]
        for name, counted in ((name, pattern(name)) for name in order.figures)
    ]
    for parts, wholes in pairwise([step for step in steps if step]):
        for (part, verb), (whole, other) in product(parts, wholes):
            if any(part is figure for figure, _ in wholes) or not _alike(order, part, whole):
                continue
            if order.one_subject and _subject(part, verb) != _subject(whole, other):
                continue
            yield (part.id, _largest(part, whole)), (whole.id, whole.statements[0])


def _alike(order: Order, part: Figure, whole: Figure) -> bool:
    a, b = part.statements[0], whole.statements[0]
    return a.unit[-1:] == b.unit[-1:] and (order.any_period or (a.period, a.scope) == (b.period, b.scope))


def _largest(part: Figure, whole: Figure) -> Statement:
    """The statement of a part that is above its whole, else its first."""
    base = whole.statements[0]
    return next((s for s in part.statements if s.amount > base.amount), part.statements[0])


def _subject(figure: Figure, verb: str) -> str:
    return pattern("count_tail").sub("", pattern(verb).sub("", figure.name))
