"""A filing against the one of the year before: targets, problems, balances, and what it says of that year."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.statement import Statement
from perfkit.filing.targets import parse_target
from perfkit.filing.targets.codes import Operator
from perfkit.review.across.digest import Digest, Goal, bare_words
from perfkit.review.arithmetic import show_gap, slack
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.rulebook import finding, threshold


def against_last_year(one: Digest, last: Digest) -> Iterator[Finding]:
    """Targets below what was reached, problems and figures word for word, balances carried over, last year's
    figures."""
    reached = {goal.name: goal for goal in last.goals}
    for goal in one.goals:
        if goal.name in reached:
            yield from _set_lower(goal, reached[goal.name], last.year)
    yield from _problems_again(one, last)
    yield from _figures_again(one, last)
    opening = one.balances.get("opening_balance") or _first(one, "budget_carried_in")
    closing = last.balances.get("closing_balance") or _first(last, "carried_over")
    if opening is not None and closing is not None:
        yield from _apart("last_year.carried_over", opening, closing, last.year, "budget_carried_in")
    for fact, kind in fact_catalogue().items():
        ours = _first(one, fact) if kind.last_year_of else None
        theirs = _first(last, kind.last_year_of) if ours is not None else None
        if ours is not None and theirs is not None:
            yield from _apart("last_year.differs", ours, theirs, last.year, fact)


def _first(one: Digest, fact: str) -> Statement | None:
    found = one.facts.get(fact, ())
    return found[0] if found and all(s.amount == found[0].amount for s in found) else None


def _apart(code: str, now: Statement, then: Statement, year: int, fact: str) -> Iterator[Finding]:
    if abs(now.amount - then.amount) <= slack(now) + slack(then):
        return
    kind = fact_catalogue()[fact]
    size = show_gap(now.amount - then.amount, kind.kind, now.unit)
    yield finding(
        code,
        {"name": kind.zh, "year": str(year), "now": now.printed, "then": then.printed, "size": size},
        (place_of(now), place_of(then)),
        about=() if code == "last_year.carried_over" else (fact,),
        name=kind.en,
    )


def _problems_again(one: Digest, last: Digest) -> Iterator[Finding]:
    least = int(threshold("copied_words"))
    told = {bare_words(text) for _, text in last.problems}
    again = [
        (section, text)
        for section, text in one.problems
        if len(bare_words(text)) >= least and bare_words(text) in told
    ]
    if again:
        yield finding(
            "last_year.problem_again",
            {"year": str(last.year), "count": str(len(again)), "text": again[0][1][:40]},
            tuple(Place(section, text[:90]) for section, text in again[:4]),
        )


def _figures_again(one: Digest, last: Digest) -> Iterator[Finding]:
    """Sentences with figures that are last year's to the last digit."""
    told = {said.number for said in last.said if said.figures}
    again = [said for said in one.said if said.figures and said.number in told]
    if len(again) >= int(threshold("copied_sentences")):
        yield finding(
            "last_year.copied",
            {"year": str(last.year), "count": str(len(again)), "text": again[0].text[:40]},
            tuple(Place(said.section, said.shown) for said in again[:4]),
        )


def _set_lower(goal: Goal, old: Goal, year: int) -> Iterator[Finding]:
    now = parse_target(goal.expected, goal.reported, name=goal.name, kind=goal.kind)
    then = parse_target(old.expected, old.reported, name=old.name, kind=old.kind)
    wanted, got = now.expected_number, then.actual_number
    if wanted is None or got is None or now.expected_unit != then.actual_unit or not got:
        return
    by = threshold("set_lower")
    lower = now.operator in (Operator.AT_LEAST, Operator.ABOVE) and wanted < got * (1 - by)
    looser = now.operator in (Operator.AT_MOST, Operator.BELOW) and wanted > got * (1 + by)
    if lower or looser:
        yield finding(
            "last_year.target_lower",
            {"name": goal.name, "expected": goal.expected, "year": str(year), "actual": old.reported},
            (
                Place("绩效指标", f"{goal.name}：{goal.expected}"),
                Place(f"{year} 年", f"{old.name}：{old.reported}"),
            ),
            about=(f"{goal.name} {goal.block}/{goal.kind}",),
        )
