"""Rates whose name says of what they are the quotient: 控制率 of posts held to posts, 结余率 of what is left to
the budget."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_rate
from perfkit.review.arithmetic import show_gap
from perfkit.review.case import Case
from perfkit.review.checks.grid_rates import of_one
from perfkit.review.checks.rates import quotient
from perfkit.review.checks.text_changes import of_rate, span_of
from perfkit.review.checks.text_rates import told_by_facts
from perfkit.review.finding import Finding, place_of
from perfkit.review.grids import Entry, Grid
from perfkit.review.mentions import (
    MONEY,
    RATE,
    Mention,
    Statement,
    comparable,
    figured,
    show_like,
    statements,
)
from perfkit.review.registry import check
from perfkit.review.relation_models import Quotient
from perfkit.review.rulebook import finding, pattern, phrase, rulebook
from perfkit.review.shown import NOTHING


@check(2, "rate.of_roles")
def rates_of_named_parts(case: Case) -> Iterator[Finding]:
    """执行率 92.40%（预算 6000，执行 5604）, 编制 40、实有 43、控制率 93.02%: the rate against part ÷ whole."""
    told = told_by_facts(case)
    for statement in figured(case):
        for quotient_of in rulebook().quotients if any(m.kind == RATE for m in statement.mentions) else ():
            yield from _in_text(statement, quotient_of, told)
    for grid in case.grids:
        for entries in grid.by_row.values() if grid.aligned else ():
            for quotient_of in rulebook().quotients if any(e.rate for _, e in entries) else ():
                yield from _in_row(grid, entries, quotient_of)


def _in_text(statement: Statement, of: Quotient, told: set[tuple[str, str]]) -> Iterator[Finding]:
    rates = [m for m in statement.mentions if m.kind == RATE and pattern(of.rate).search(m.label)]
    if len(rates) != 1 or rates[0].unit != "%":
        return
    rate, part, whole = rates[0], _one(statement, of.part, of.whole), _one(statement, of.whole, of.part)
    if (rate.printed.removesuffix("%"), "%") in told or part is None or whole is None:
        return
    alike = [m for m in statement.mentions if comparable(m, part)]
    found = span_of(part, whole) if comparable(part, whole) and len(alike) == 2 else None
    if found is None or found[0] - 2 * rate.slack <= rate.value <= found[2] + rate.slack:
        return  # twice: the rest of it may have been cut off
    if abs(found[1] - rate.value) > 1:
        return
    how = quotient(part.printed, whole.printed)
    yield of_rate("rate.of_roles", statement, rate, found[1], how, [part, whole])


def _one(statement: Statement, name: str, not_name: str) -> Mention | None:
    found = [
        m
        for m in statement.mentions
        if m.kind != RATE and pattern(name).search(m.label) and not pattern(not_name).search(m.label)
    ]
    return found[0] if len(found) == 1 and not found[0].approximate else None


def _in_row(grid: Grid, entries: list[tuple[str, Entry]], of: Quotient) -> Iterator[Finding]:
    rates = [e for head, e in entries if e.rate and pattern(of.rate).search(head)]
    parts = [e for head, e in entries if _is(head, of.part, of.whole, of.rate) and not e.rate]
    wholes = [e for head, e in entries if _is(head, of.whole, of.part, of.rate) and not e.rate]
    if not len(rates) == len(parts) == len(wholes) == 1 or not wholes[0].value:
        return
    rate, part, whole = rates[0], parts[0], wholes[0]
    exact = part.value / whole.value
    if abs(exact - rate.value) <= 2 * rate.slack + (part.slack + whole.slack) / whole.value:
        return
    if rate.value == 1 and exact > 1:
        return
    yield _wrong(grid, rate, part, whole)


def _is(head: str, name: str, *others: str) -> bool:
    return bool(pattern(name).search(head)) and not any(pattern(other).search(head) for other in others)


def _wrong(grid: Grid, rate: Entry, part: Entry, whole: Entry) -> Finding:
    right = show_rate(part.value / whole.value)
    return finding(
        "rate.of_roles",
        {
            "name": grid.named(rate),
            "rate": rate.printed,
            "how": quotient(part.printed, whole.printed),
            "right": right,
        },
        (grid.at(rate), grid.at(part, whole)),
        variant="table",
        difference=show_gap(part.value / whole.value - of_one(rate)[0], "rate"),
    )


@check(2, "rate.execution_text")
def execution_rates(case: Case) -> Iterator[Finding]:
    """全年支出 X，预算执行率 p%: against the budget that the text names elsewhere, where no amount of the filing
    gives p."""
    if case.first("budget_total") is not None and case.first("spent_total") is not None:
        return  # the matter of rate.mismatch
    every = statements(case)
    money = [(s, m) for s in every for m in s.mentions if m.kind == MONEY and m.value]
    budgets = [(s, m) for s, m in money if pattern("final_budget").search(m.label)]
    budgets = budgets or [(s, m) for s, m in money if pattern("one_budget").search(m.label)]
    if len({m.value for _, m in budgets}) != 1:
        return
    for statement in every:
        for at, rate in enumerate(statement.mentions):
            if rate.kind != RATE or not pattern("execution_rate_label").search(rate.label) or not at:
                continue
            spent = statement.mentions[at - 1]
            own = [m for m in statement.mentions[: at - 1] if m.kind == MONEY]
            if pattern("budget_word").search(spent.label) or any(m.value >= spent.value for m in own):
                continue
            if (
                spent.kind != MONEY
                or not spent.value
                or any(_quotient_fits(spent, m, rate) for _, m in money)
            ):
                continue
            there, budget = budgets[0]
            if spent.value <= budget.value:
                right = show_like(spent.value / budget.value, rate)
                yield finding(
                    "rate.execution_text",
                    {"said": rate.printed, "spent": spent.printed, "budget": budget.printed, "right": right},
                    (statement.place(spent, rate), there.place(budget)),
                    difference=show_gap(spent.value / budget.value - rate.value, "rate"),
                )


def _quotient_fits(part: Mention, whole: Mention, rate: Mention) -> bool:
    return abs(part.value / whole.value - rate.value) <= rate.slack + Fraction(1, 20_000)


@check(2, "staff.not_established")
def counted_as_established(case: Case) -> Iterator[Finding]:
    """在编人员 that the text says to include 雇员, dispatched or contract staff: whether these hold posts."""
    staff, posts = case.first("established_staff_count"), case.first("establishment_count")
    if staff is None:
        return
    for sentence, match in case.matches(pattern("established_includes")):
        count = Fraction(match["count"])
        if Fraction(match["whole"]) != staff.amount or not 0 < count < staff.amount:
            continue
        rest = staff.amount - count
        share = show_rate(rest / posts.amount) if posts is not None and posts.amount else ""
        more = (
            phrase("staffing_without", rest=str(rest), posts=posts.printed, share=share)
            if share and posts is not None
            else NOTHING
        )
        yield finding(
            "staff.not_established",
            {
                "whole": staff.printed,
                "kind": match["kind"],
                "count": match["count"],
                "rest": str(rest),
                "rate": more,
            },
            (sentence.place(match.group()), place_of(staff), *((place_of(posts),) if posts else ())),
            stakes=case.rests_on(("established_staff_count",)),
            about=("established_staff_count",),
        )
        return
