"""Checks of group 1: the task table against itself, its unit, its subsidy, its running costs and its
execution rate."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_exact, show_rate, unit_factor
from perfkit.base.text import Text
from perfkit.review.arithmetic import DIFFERS, FITS, compare, show_amount, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.checks.tables import column_sum, holds_everything
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, threshold
from perfkit.review.shown import NOTHING, yuan

_CENT = Fraction(1, 200)
COLUMNS = ("budget", "budget_fiscal", "spent", "spent_fiscal")


def _as_printed(case: Case, *values: Fraction) -> list[str]:
    """Amounts of the task table in 万元 where the filing's money is in 万元 and none loses a digit by it, else in
    元."""
    units = [s.unit for _, s in case.printed_amounts]
    in_ten_thousands = (not units or units.count("万元") * 2 > len(units)) and all(
        v % 100 == 0 for v in values
    )
    return [show_amount(v, "money", "万元" if in_ten_thousands else "元") for v in values]


@check(1, "sum.tasks")
def task_totals(case: Case) -> Iterator[Finding]:
    """Every column of the task table: rows against the printed total; of all funds at most all are fiscal."""
    tasks = case.submission.tasks
    if tasks is None or not tasks.rows:
        return
    for column in COLUMNS:
        values = [getattr(row, column) for row in tasks.rows]
        total = getattr(tasks.totals, column) if tasks.totals else None
        if total is None or None in values or abs(sum(values, ZERO) - total) <= _CENT:
            continue
        added = sum(values, ZERO)
        printed, shown, size = _as_printed(case, total, added, abs(added - total))
        name = phrase(f"column_{column}")
        yield finding(
            "sum.tasks",
            {"column": name, "total": printed, "rows": str(len(values)), "added": shown, "size": size},
            (Place(tasks.section, f"金额合计 {name.zh}", printed), Place(tasks.section, "各行之和", shown)),
        )
    for row in tasks.rows:
        for column in ("budget", "spent"):
            whole, part = getattr(row, column), getattr(row, column + "_fiscal")
            if part is not None and part > whole:
                yield finding(
                    "sum.tasks",
                    {
                        "name": row.name,
                        "column": phrase(f"column_{column}_fiscal"),
                        "part": yuan(part),
                        "whole": yuan(whole),
                    },
                    (
                        Place(tasks.section, f"{row.name} 财政拨款", yuan(part)),
                        Place(tasks.section, f"{row.name} 全额", yuan(whole)),
                    ),
                    variant="fiscal",
                    difference=yuan(part - whole),
                )


@check(1, "table.unit")
def unit_of_the_head(case: Case) -> Iterator[Finding]:
    """A task table whose head prints 万元 over digits that are yuan by the amounts of the text."""
    tasks = case.submission.tasks
    if tasks is None or not tasks.printed_unit or tasks.printed_unit == "元":
        return
    total = tasks.totals.budget if tasks.totals else column_sum(tasks.rows, "budget")
    near = case.first("budget_total") or case.first("spent_total")
    printed, unit = show_exact(total) + tasks.printed_unit, tasks.printed_unit
    yield finding(
        "table.unit",
        {
            "unit": Text(unit, f"{int(unit_factor(unit)):,} yuan"),
            "printed": printed,
            "text": near.printed if near else show_amount(total, "money", "万元"),
            "times": f"{int(unit_factor(unit)):,}",
        },
        (Place(tasks.section, f"表头“{unit}”", printed), *((place_of(near),) if near else ())),
    )


@check(1, "table.subsidy")
def subsidy_without_task(case: Case) -> Iterator[Finding]:
    """A subsidy that the totals hold must stand in some task, with what it was for."""
    spent, budget = case.first("district_subsidy_spent"), case.first("district_subsidy_budget")
    total, rows, subsidy = case.first("spent_total"), case.tasks, spent or budget
    if subsidy is None or not subsidy.amount or not rows:
        return
    if any(
        pattern("subsidy_row").search(row.name) or subsidy.amount in (row.budget, row.spent) for row in rows
    ):
        return
    if total is not None and compare(total.amount - column_sum(rows, "spent"), slack(total)) == FITS:
        return
    share = (
        phrase("share_of_spending", share=show_rate(subsidy.amount / total.amount))
        if total and total.amount
        else NOTHING
    )
    used_up = budget is not None and spent is not None and budget.amount == spent.amount
    yield finding(
        "table.subsidy",
        {"subsidy": subsidy.printed, "share": share, "more": phrase("all_spent") if used_up else NOTHING},
        (
            *(place_of(s) for s in (budget, spent) if s),
            Place(case.task_section, "、".join(row.name for row in rows)),
        ),
        difference=subsidy.printed,
        stakes=case.rests_on(("district_subsidy_spent", "district_subsidy_budget", "spent_total")),
    )


@check(1, "table.running_costs")
def running_costs(case: Case) -> Iterator[Finding]:
    """The task row for running costs against the daily running costs of the text, with or without
    three-public funds."""
    rows = [row for row in case.tasks if row.category == "basic" and pattern("running_row").search(row.name)]
    budget = case.first("daily_running_adjusted_budget") or case.first("daily_running_budget")
    spent = case.first("daily_running_spent")
    if len(rows) != 1 or case.first("daily_running_budget") is None or budget is None or spent is None:
        return
    row = rows[0]
    sides = {"budget": budget, "spent": spent}
    gaps = {side: said.amount - getattr(row, side) for side, said in sides.items()}
    three = {side: case.evaluation.book.find(f"three_public_{side}").span.low for side in sides}
    apart = {side: compare(gaps[side], slack(said)) for side, said in sides.items()}
    within = {side: compare(gaps[side] + three[side], 2 * slack(said)) for side, said in sides.items()}
    if any(DIFFERS not in how.values() for how in (apart, within)):
        return
    places, sizes = [], []
    for side, said in sides.items():
        column = Place(
            case.task_section, f"{row.name} {phrase(f'column_{side}').zh}", yuan(getattr(row, side))
        )
        places += [place_of(said), column]
        sizes.append(show_gap(gaps[side], "money", said.unit))
    hint = within["spent"] != DIFFERS and three["spent"]
    amount = show_amount(three["spent"], "money", spent.unit)
    yield finding(
        "table.running_costs",
        {
            "budget": budget.printed,
            "spent": spent.printed,
            "row": row.name,
            "table_budget": show_amount(row.budget, "money", budget.unit),
            "table_spent": show_amount(row.spent, "money", spent.unit),
            "size": sizes[0],
            "other": sizes[1],
            "rate": show_rate(spent.amount / budget.amount) if budget.amount else "—",
            "table_rate": show_rate(row.spent / row.budget) if row.budget else "—",
        },
        places,
        difference="；".join(sizes),
        stakes=case.rests_on(("daily_running_budget", "daily_running_spent")),
        possible=(phrase("holds_three_public", value=amount),) if hint else (),
    )


@check(3, "table.execution_rate")
def execution_of_the_table(case: Case) -> Iterator[Finding]:
    """The execution rate of the whole task table against the rate of the text."""
    rate, rows = case.first("execution_rate"), case.tasks
    budget, spent = column_sum(rows, "budget"), column_sum(rows, "spent")
    if rate is None or not holds_everything(case) or not budget:
        return
    gap = spent / budget - rate.amount
    if abs(gap) <= max(2 * slack(rate), threshold("rate_print")):
        return
    size, said = show_gap(gap, "rate"), show_rate(spent / budget)
    yield finding(
        "table.execution_rate",
        {"text": rate.printed, "table": said, "size": size},
        (
            place_of(rate),
            Place(case.task_section, f"执行合计 {yuan(spent)} ÷ 预算合计 {yuan(budget)}", said),
        ),
        stakes=case.rests_on(("spent_total", "budget_total")),
    )
