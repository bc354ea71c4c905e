"""What the text claims of figures that stand beside the claim or in the form: larger, within, all met, in
time, the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from perfkit.base.quantities import show_exact
from perfkit.review.case import Case
from perfkit.review.checks.text_points import points_of_sections
from perfkit.review.english import listed
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import MONEY, Mention, Statement, hits, lines_of, neighbour, show_like
from perfkit.review.registry import check
from perfkit.review.rows import Row
from perfkit.review.rulebook import finding, pattern, phrase, rulebook, threshold
from perfkit.review.shown import missed_target

ZERO, ONE = Fraction(0), Fraction(1)
_HOLDS = {
    "above": lambda actual, budget: actual > budget,
    "below": lambda actual, budget: actual < budget,
    "equal": lambda actual, budget: actual == budget,
    "about": lambda actual, budget: abs(actual - budget) <= budget * threshold("about_equal"),
    "at_most": lambda actual, budget: actual <= budget,
}


@check(5, "claim.comparison")
def comparisons(case: Case) -> Iterator[Finding]:
    """决算数大于（小于、等于）预算数, 控制在预算以内: the claim against the two figures of the same item."""
    for comparison in rulebook().comparisons:
        for statement, match in hits(case, re.compile(comparison.pattern)):
            if made := _comparison(case, statement, match, comparison.holds):
                yield made


def _comparison(case: Case, statement: Statement, match: re.Match, holds: str) -> Finding | None:
    opens = match.start() == 0 and pattern("reason_follows").match(statement.text[match.end() :])
    there = neighbour(case, statement) if opens else None
    every = there.mentions if there else statement.between(0, match.start())
    before = [m for m in every if m.kind == MONEY]
    spent = [m for m in before if pattern("spent_word").search(m.label)]
    if not spent:
        return None
    actual, budget = spent[-1], None
    own = [m for m in before if pattern("budget_word").search(m.label) and m is not actual]
    name = pattern("money_suffix").sub("", actual.label)
    same = [m for m in own if not name or pattern("names_nothing").search(m.label) or _same_item(m, actual)]
    if same and abs(before.index(same[-1]) - before.index(actual)) == 1:
        budget = (same[-1].value, same[-1].printed, same[-1].slack)
    elif name:
        budget = budget_of(case, name, actual)
    if budget is None:
        return None
    allowed = actual.slack + budget[2]
    gap = actual.value - budget[0]
    true = abs(gap) <= allowed if holds == "equal" else _HOLDS[holds](actual.value, budget[0])
    if true or (holds != "equal" and abs(gap) <= allowed and holds == "at_most"):
        return None
    return finding(
        "claim.comparison",
        {
            "name": phrase("own_item", name=name) if name else phrase("this_item"),
            "actual": actual.printed,
            "budget": budget[1],
            "said": match.group(),
        },
        (
            (there or statement).place(actual),
            Place(statement.section, match.group()),
        ),
        difference=show_like(abs(gap), actual),
    )


def _same_item(one: Mention, other: Mention) -> bool:
    first, second = (pattern("money_suffix").sub("", m.label) for m in (one, other))
    return first in second or second in first


def budget_of(case: Case, name: str, actual: Mention) -> tuple[Fraction, str, Fraction] | None:
    """The budget of the fact whose expenditure goes by this name and has this value."""
    for fact in case.stated:
        if not fact.endswith("_spent"):
            continue
        label = pattern("money_suffix").sub("", case.name(fact))
        stated = case.first(fact)
        budget = case.first(fact.removesuffix("_spent") + "_budget")
        if stated is None or budget is None or not (name.endswith(label) or label.endswith(name)):
            continue
        if abs(stated.amount - actual.value) <= actual.slack + stated.tolerance:
            return budget.amount, budget.printed, budget.tolerance
    return None


@check(5, "claim.all_met", "claim.all_met_unfilled")
def all_met(case: Case) -> Iterator[Finding]:
    """A claim that every target was met or that nothing deviates, against missed targets or empty results."""
    missed = [row for row in case.targets if row.parsed.met is False]
    yield from _all_but(case, missed)
    empty = [row for row in case.targets if not row.target.actual.strip()]
    if not missed and len(empty) * 2 <= len(case.targets):
        return
    for statement, said in hits(case, pattern("all_met")):
        if pattern("not_claimed").search(statement.text):
            continue
        place = Place(statement.section, statement.text[:90], said.group())
        fields = {"said": said.group()}
        if missed:
            worst = sorted(missed, key=_how_far)[:3]
            yield finding(
                "claim.all_met",
                {
                    **fields,
                    "count": str(len(missed)),
                    "listed": listed((missed_target(r) for r in worst), "；", "; "),
                },
                (place, *(r.place for r in worst)),
            )
        else:
            yield finding(
                "claim.all_met_unfilled",
                {**fields, "count": str(len(empty)), "all": str(len(case.targets))},
                (place, *(r.place for r in empty[:3])),
            )
        return


def _all_but(case: Case, missed: list[Row]) -> Iterator[Finding]:
    """除甲指标外，其余指标均达到: missed targets that are not 甲."""
    for statement in lines_of(case).worth_reading(pattern("rest_met")) if missed else ():
        said = pattern("rest_met").search(statement.text)
        others = [row for row in missed if said and not _is_left_out(row.target.name, said["left"])]
        if said and others:
            worst = sorted(others, key=_how_far)[:3]
            yield finding(
                "claim.all_met",
                {
                    "said": said.group(),
                    "count": str(len(others)),
                    "listed": listed((missed_target(r) for r in worst), "；", "; "),
                },
                (Place(statement.section, said.group(), said.group()), *(r.place for r in worst)),
            )


def _is_left_out(name: str, left: str) -> bool:
    """True where an exception speaks of a target: it shares half of the pairs of its name."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return any(letter.isdigit() for letter in left) or len([p for p in pairs if p in left]) * 2 >= len(pairs)


def _how_far(row: Row) -> Fraction:
    return ONE if row.parsed.achievement is None else row.parsed.achievement


@check(3, "sum.points_text")
def total_in_text(case: Case) -> Iterator[Finding]:
    """The self-score as the text or a summary table gives it, against the total of the form."""
    filed, year = case.submission.self_evaluation, str(case.submission.year)
    total = filed.total
    if total is None:
        return
    places = [
        (Fraction(match["points"]), Place(statement.section, match.group(), match["points"]))
        for statement, match in hits(case, pattern("own_total"))
        if id(statement) not in points_of_sections(case)
        if not _is_of_a_part(statement.text, match) and statement.year_of(match.end(), year) == year
    ]
    places += [
        (stated.amount, Place(stated.section, stated.quote or figure.name, stated.printed))
        for figure in case.submission.figures
        if pattern("total_name").search(figure.name)
        for stated in figure.statements
        if not stated.scope and not stated.period
    ]
    for points, place in places:
        gap = abs(points - total)
        rounded = Fraction(1, 2 * 10 ** len(show_exact(points).partition(".")[2]))  # 99.6 of 99.58
        if gap > max(threshold("points_print"), rounded if "." in show_exact(points) else ZERO):
            yield finding(
                "sum.points_text",
                {"one": show_exact(total), "other": show_exact(points), "size": show_exact(gap)},
                (Place(case.submission.points_stand("total") or "自评表", "总分", show_exact(total)), place),
            )
            return


def _is_of_a_part(text: str, match: re.Match) -> bool:
    """投入部分满分15分自评14分; 效益共20分,我局自评19分; 分别自评48.2分和46.35分: the points of a part, or of
    several."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ",;:。") + 1
    after = pattern("points_go_on").match(text, match.end())
    most = pattern("most_just_told").search(text[:start])
    beside = most is not None and Fraction(match["points"]) <= 2 * Fraction(most["most"])
    return bool(after or beside or pattern("points_of_part").search(text[start : match.start()]))


@check(5, "claim.late")
def deadlines(case: Case) -> Iterator[Finding]:
    """A deadline of the text and a later date for the same step, beside a claim to have been in time."""
    due, done, claimed = (hits(case, pattern(name)) for name in ("due_by", "done_on", "in_time"))
    yield from _late_targets(case, claimed)
    limits = [(s, m, day) for s, m in due if (day := _last_day(case, m))]
    for late, finish, when in [(s, m, day) for s, m in done if (day := _day(case, m))]:
        for asked, deadline, limit in limits:
            step = set(finish["step"]) & set(deadline["step"])
            if (
                when <= limit
                or when.year != limit.year
                or not step
                or deadline["step"][-1] != finish["step"][-1]
            ):
                continue
            beside = next(
                (c for c in claimed if c[0].section == late.section), claimed[0] if claimed else None
            )
            if beside is None:
                continue
            yield finding(
                "claim.late",
                {"due": deadline.group(), "done": finish.group().lstrip("于至"), "said": beside[1].group()},
                (
                    Place(asked.section, deadline.group()),
                    Place(late.section, finish.group()),
                    Place(beside[0].section, beside[1].group()),
                ),
            )
            return


def _late_targets(case: Case, claimed: list[tuple[Statement, re.Match]]) -> Iterator[Finding]:
    """A target of time that was missed, and a text that says of the same thing that it was in time."""
    for row in case.targets if claimed else ():
        if row.target.kind != "timeliness" or row.parsed.met is not False:
            continue
        thing = pattern("names_timeliness").sub("", pattern("brackets").sub("", row.target.name))
        thing = pattern("in_time_word").sub("", thing)
        pairs = {thing[i : i + 2] for i in range(len(thing) - 1)}
        for statement, match in claimed:
            clause = _clause(statement.text, match)
            planned = statement.part in ("expected", "goals") or bool(pattern("not_claimed").search(clause))
            if (
                planned
                or row.is_told_in(statement.text)
                or not pairs
                or len([p for p in pairs if p in clause]) * 2 < len(pairs)
            ):
                continue
            fields = {"name": row.target.name, "due": row.target.expected, "done": row.target.actual}
            there = statement.place() if len(statement.text) < 60 else Place(statement.section, clause)
            fields |= {"said": match.group()}
            yield finding("claim.late", fields, (row.place, there), variant="target")
            break


def _clause(text: str, match: re.Match) -> str:
    """The words around a claim, from the last stop but one to the next stop."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ",;:") + 1
    end = min((at for mark in ",;:" if (at := text.find(mark, match.end())) >= 0), default=len(text))
    return text[start:end]


def _day(case: Case, match: re.Match) -> date | None:
    try:
        return date(int(match["year"] or case.submission.year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _last_day(case: Case, match: re.Match) -> date | None:
    year, month = int(match["year"] or case.submission.year), int(match["month"])
    day = match["day"]
    try:
        if day:
            return date(year, month, int(day))
        if match["third"]:
            return date(year, month, {"上旬": 10, "中旬": 20}.get(match["third"], 28))
        return date(year + month // 12, month % 12 + 1, 1) - (date(2000, 1, 2) - date(2000, 1, 1))
    except ValueError:
        return None
