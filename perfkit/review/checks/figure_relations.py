"""Checks of groups 2 and 3 on own figures that their names relate: share, mean, growth, unit cost, plan,
opposite, per head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import parse_number, show_exact, show_number, show_rate
from perfkit.filing.own_words import Figure
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import DIFFERS, compare, show_amount, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.finding import Finding, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, rulebook, threshold
from perfkit.review.shown import NOTHING, task_place, valued, yuan


def first_of(figure: Figure) -> Statement:
    """Where a figure is first printed."""
    return figure.statements[0]


def _stem(name: str) -> str:
    return pattern("count_tail").sub("", name)


def _named(case: Case, name: str) -> Figure | None:
    """The figure of that name, whatever counting word it ends with."""
    stems = case.once("figure stems", lambda: {_stem(f.name): f for f in reversed(case.submission.figures)})
    return stems.get(_stem(name))


@check(2, "rate.share", "rate.mean", "rate.growth")
def figures_made_of_figures(case: Case) -> Iterator[Finding]:
    """Shares, means and growth rates whose parts are printed too, matched by their names alone and, for
    shares and growth, in one unit."""
    figures = case.submission.figures
    for figure in figures:
        if figure.rate_of or not any(sign in figure.name for sign in "占均增"):
            continue
        share, growth = pattern("share_name").match(figure.name), pattern("growth_of_name").match(figure.name)
        if figure.kind == "rate" and share:
            part, whole = _named(case, share["part"]), _named(case, share["whole"])
            yield from _compared("rate.share", figure, part, whole)
        elif figure.kind == "rate" and growth:
            stem, before = growth["stem"] or growth["other"], pattern("last_year_name")
            last = (
                f for f in figures if before.match(f.name) and _stem(before.sub("", f.name)) == _stem(stem)
            )
            yield from _compared("rate.growth", figure, _named(case, stem), next(last, None))
        elif mean := pattern("mean_name").match(figure.name):
            total = (
                f
                for f in figures
                if f is not figure and f.name.startswith(mean["stem"]) and f.name.endswith(mean["what"])
            )
            yield from _compared(
                "rate.mean", figure, next(total, None), _named(case, mean["stem"] + mean["unit"] + "数")
            )


def _compared(code: str, figure: Figure, part: Figure | None, whole: Figure | None) -> Iterator[Finding]:
    if part is None or whole is None or part is whole or figure in (part, whole):
        return
    a, b, said = first_of(part), first_of(whole), first_of(figure)
    in_one_unit = code == "rate.mean" or a.unit[-1:] == b.unit[-1:]
    if not b.amount or not in_one_unit or said.scope != a.scope or said.approximate:
        return
    growth = code == "rate.growth"
    exact = a.amount / b.amount - (1 if growth else 0)
    allowed = said.tolerance + (a.tolerance if slack(a) else Fraction(0)) / b.amount
    if compare(said.amount - exact, max(allowed, said.tolerance)) != DIFFERS:
        return
    gap = said.amount - exact
    is_rate = figure.kind == "rate"
    size = show_gap(gap, "rate") if is_rate else show_number(abs(gap)) + said.unit
    how = quotient(
        phrase("valued", name=part.name, value=a.printed), phrase("valued", name=whole.name, value=b.printed)
    )
    yield finding(
        code,
        {
            "name": figure.name,
            "said": said.printed,
            "how": how,
            "less": phrase("less_one") if growth else NOTHING,
            "right": show_rate(exact) if is_rate else show_number(exact) + said.unit,
            "size": size,
        },
        (place_of(said), place_of(a), place_of(b)),
    )


@check(2, "rate.unit_cost")
def unit_costs(case: Case) -> Iterator[Finding]:
    """A target in yuan per unit that bears a task's name, against the task's spending ÷ the quantity in that
    unit which the text gives in the sentence on the task; a doubt beyond a hundredth."""
    tasks = case.tasks
    projects = [row for row in tasks if row.category == "project" and row.spent]
    for target in case.targets if projects else ():
        unit, _, per = target.parsed.actual_unit.partition("/")
        value = target.parsed.actual_number
        task = next((row for row in projects if target.target.name.startswith(row.name)), None)
        if unit != "元" or not per or not value or task is None or target.parsed.actual_high is not None:
            continue
        sentences = [s for s in case.sentences if s.part == "performance" and task.name in s.text]
        done = [
            s
            for f in case.submission.figures
            if f.kind != "money"
            for s in f.statements[:1]
            if s.unit == per
            and s.amount
            and any(s.section == said.section and "".join(s.quote.split()) in said.text for said in sentences)
        ]
        if len(done) != 1 or abs(value - (exact := task.spent / done[0].amount)) <= exact * threshold(
            "unit_cost"
        ):
            continue
        size = show_number(abs(value - exact)) + "元"
        yield finding(
            "rate.unit_cost",
            {
                "target": target.target.name,
                "actual": target.target.actual,
                "task": task.name,
                "how": quotient(yuan(task.spent), done[0].printed),
                "right": f"{show_number(exact)}元/{per}",
                "size": size,
            },
            (target.place, task_place(case, task, budget=False), place_of(done[0])),
        )


@check(3, "restated.plan")
def plans_against_targets(case: Case) -> Iterator[Finding]:
    """计划 or 年度任务为 with a target's very name and unit, against the target's expected value."""
    text = case.text_of("performance", "results")
    for row in case.targets:
        parsed, name = row.parsed, "".join(row.target.name.split())
        wanted, unit = parsed.expected_number, parsed.expected_unit
        if (
            wanted is None
            or parsed.expected_high is not None
            or unit in ("%", "元")
            or len(name) < 4
            or name not in text
        ):
            continue
        match = re.search(
            rf"(?:计划|任务为|目标为|目标){re.escape(name)}(\d+(?:\.\d+)?){re.escape(unit)}(?!以)", text
        )
        if match is None or parse_number(match[1]) == wanted:
            continue
        sentence = next(s for s in case.sentences if match.group() in s.text)
        size = show_exact(abs(parse_number(match[1]) - wanted)) + unit
        yield finding(
            "restated.plan",
            {
                "section": sentence.section,
                "said": match.group(),
                "name": row.target.name,
                "expected": row.target.expected,
                "size": size,
            },
            (sentence.place(match.group()), row.place),
        )


@check(3, "figure.opposite")
def opposite_parts(case: Case) -> Iterator[Finding]:
    """A whole that is said to go on (在建) with a part that is said to be over (已竣工)."""
    for whole in case.submission.figures:
        for part in (case.figures[name] for name in whole.sum_of if name in case.figures):
            a, b = first_of(whole), first_of(part)
            for going, over in rulebook().opposites:
                if going in whole.name and over in b.quote and going not in b.quote:
                    yield finding(
                        "figure.opposite",
                        {
                            "whole": phrase("valued", name=whole.name, value=a.printed),
                            "part": phrase("valued", name=part.name, value=b.printed),
                            "over": over,
                            "going": going,
                            "name": whole.name,
                        },
                        (place_of(a), place_of(b)),
                    )
                    break


@check(2, "rate.per_retired", "rate.per_head")
def money_per_head(case: Case) -> Iterator[Finding]:
    """The task row for aid to individuals and families ÷ retired staff, where that is far above what one
    person can be paid in a year: the row may hold other people or items; and pay per head in a target
    against pay ÷ established staff."""
    retired = case.first("retired_staff_count")
    tasks = case.tasks
    rows = [row for row in tasks if pattern("aid_row").search(row.name)]
    if retired is not None and retired.amount and len(rows) == 1:
        each = rows[0].spent / retired.amount
        if each > threshold("aid_per_retired"):
            yield finding(
                "rate.per_retired",
                {
                    "name": rows[0].name,
                    "spent": show_amount(rows[0].spent, "money", "万元"),
                    "retired": retired.printed,
                    "each": show_amount(each, "money", "万元"),
                },
                (task_place(case, rows[0], budget=False), place_of(retired)),
            )
    yield from _pay_per_head(case)


def _pay_per_head(case: Case) -> Iterator[Finding]:
    pay, staff = case.first("payroll_spent"), case.first("established_staff_count")
    if pay is None or staff is None or not staff.amount or not pay.amount:
        return
    for row in case.targets:
        value, unit = row.parsed.actual_number, row.parsed.actual_unit.partition("/")[0]
        if value is None or unit not in ("元", "") or not pattern("pay_per_head").search(row.target.name):
            continue
        months = 12 if pattern("monthly").search(row.words) else 1
        exact = pay.amount / staff.amount / months
        if 1 / threshold("far_off") <= value / exact <= threshold("far_off"):
            continue
        yield finding(
            "rate.per_head",
            {
                "name": row.target.name,
                "per": phrase("per_month" if months == 12 else "per_year"),
                "said": yuan(value),
                "how": quotient(
                    valued(case, "payroll_spent", pay), valued(case, "established_staff_count", staff)
                ),
                "right": yuan(Fraction(round(exact))),
            },
            (row.place, place_of(pay), place_of(staff)),
            difference=yuan(Fraction(round(abs(exact - value)))),
        )
