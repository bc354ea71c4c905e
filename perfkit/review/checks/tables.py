"""Checks of group 1: the task table against itself and against the amounts in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate, unit_factor
from perfkit.base.text import Text
from perfkit.filing.filed_tables import Task
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import CUT, DIFFERS, FITS, compare, equal_amount, show_amount, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.checks.sums import explanation
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, threshold
from perfkit.review.shown import NOTHING, label, yuan

ZERO = Fraction(0)
_CENT = Fraction(1, 200)
COLUMNS = ("budget", "budget_fiscal", "spent", "spent_fiscal")


def _rows(case: Case) -> tuple[Task, ...]:
    return case.submission.tasks.rows if case.submission.tasks else ()


def holds_everything(case: Case) -> bool:
    """True where the task table is meant to hold all money: it has basic expenditure as well as projects."""
    return {row.category for row in _rows(case)} == {"basic", "project"}


def _sum(rows: Sequence[Task], side: str) -> Fraction:
    return sum((getattr(row, side) for row in rows), ZERO)


def _as_printed(case: Case, *values: Fraction) -> list[str]:
    """Amounts of the task table in 万元 where the filing's money is in 万元 and none loses a digit by it, else in 元."""
    units = [s.unit for _, s in case.printed_amounts]
    in_ten_thousands = units.count("万元") * 2 > len(units) and all(v % 100 == 0 for v in values)
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
            difference=size,
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
    total = tasks.totals.budget if tasks.totals else _sum(tasks.rows, "budget")
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


@check(1, "table.total", "table.category", "table.shifted")
def tables_against_text(case: Case) -> Iterator[Finding]:
    """Task rows, by category and in all, against the amounts of the text; with and without a district subsidy.

    A table that leaves the subsidy out, or one that holds it, fits. What else printed could explain the
    gap (another amount that equals it; one row replaced by an amount of the text) is named as possible. Where basic
    and project expenditure differ by the same amount with opposite sign and the total agrees, it is one matter.
    """
    rows, whole = _rows(case), holds_everything(case)
    for side in ("budget", "spent") if rows else ():
        found: dict[str, tuple[Fraction, Finding] | None] = {}
        for fact, chosen in (
            (f"{side}_total", rows),
            (f"basic_{side}", [row for row in rows if row.category == "basic"]),
            (f"project_{side}", [row for row in rows if row.category == "project"]),
        ):
            stated = case.of(fact)
            if stated and chosen and (whole or _exceeds(stated, chosen, side)):
                found[fact] = _against(case, side, fact, stated, chosen)
        yield from _one_matter(case, side, found)


def _one_matter(
    case: Case, side: str, found: dict[str, tuple[Fraction, Finding] | None]
) -> Iterator[Finding]:
    """The findings of one column; what one part of it lacks and the other has too much is one of them."""
    total, basic, project = (found.get(f"{part}_{side}") for part in ("total", "basic", "project"))
    one, other = (case.first(f"{part}_{side}") for part in ("basic", "project"))
    agrees = f"{side}_total" in found and (total is None or total[1].severity == NOTE)
    if basic is None or project is None or one is None or other is None or not agrees:
        yield from (made[1] for made in found.values() if made is not None)
        return
    if compare(basic[0] + project[0], slack(one) + slack(other)) != FITS:
        yield from (made[1] for made in found.values() if made is not None)
        return
    if total is not None:
        yield total[1]
    parts = [phrase("basic_spending"), phrase("project_spending")]
    less, more = parts if basic[0] < 0 else reversed(parts)
    yield finding(
        "table.shifted",
        {
            "side": phrase(f"side_{side}"),
            "basic": one.printed,
            "project": other.printed,
            "table_basic": show_amount(one.amount - basic[0], "money", one.unit),
            "table_project": show_amount(other.amount - project[0], "money", other.unit),
            "less": less,
            "more": more,
            "size": basic[1].difference,
        },
        tuple(dict.fromkeys((*basic[1].places, *project[1].places))),
        difference=basic[1].difference,
        stakes=tuple(dict((*basic[1].stakes, *project[1].stakes)).items()),
        possible=tuple(dict.fromkeys((*basic[1].possible, *project[1].possible))),
    )


def _exceeds(stated: tuple[Statement, ...], rows: Sequence[Task], side: str) -> bool:
    """A table of the main tasks need not hold all money, and cannot hold more than there is."""
    return _sum(rows, side) > max(s.amount + slack(s) for s in stated)


def _against(
    case: Case, side: str, fact: str, stated: tuple[Statement, ...], rows: Sequence[Task]
) -> tuple[Fraction, Finding] | None:
    """How far text and table are apart, with the finding; None where they agree."""
    subsidy = case.first(f"district_subsidy_{side}")
    if subsidy is not None and not subsidy.amount:
        subsidy = None
    table = _sum(rows, side)
    options = [table, table + subsidy.amount] if subsidy is not None else [table]
    extra = slack(subsidy) if subsidy is not None else ZERO
    outcome, _, printed, with_subsidy = min(
        (
            (compare(s.amount - option, slack(s) + (extra if n else ZERO)), abs(s.amount - option), s, n)
            for s in stated
            for n, option in enumerate(options)
        ),
        key=lambda item: (item[0] == DIFFERS, item[0] == CUT, item[1]),
    )
    if outcome == FITS:
        return None
    base, unit = options[with_subsidy], printed.unit
    gap = printed.amount - base
    size, bare = show_gap(gap, "money", unit), show_amount(table, "money", unit)
    places = [place_of(printed), Place(case.task_section, "＋".join(row.name for row in rows), yuan(table))]
    if subsidy is not None:
        places.append(place_of(subsidy))
    initial, more = case.first("budget_initial") if fact == "budget_total" else None, NOTHING
    if initial is not None and compare(initial.amount - table, slack(initial)) == DIFFERS:
        off = show_gap(initial.amount - table, "money", unit)
        how = "nor_initial_without" if with_subsidy else "nor_initial"
        more = phrase(how, table=bare, initial=initial.printed, size=off)
        places.append(place_of(initial))
    large = abs(gap) / threshold("table_gap") > printed.amount
    of_category = not fact.endswith("_total")
    return gap, finding(
        "table.category" if of_category else "table.total",
        {
            "name": label(case, fact),
            "text": printed.printed,
            "added": phrase("with_subsidy", table=bare, subsidy=subsidy.printed)
            if with_subsidy and subsidy
            else NOTHING,
            "table": show_amount(base, "money", unit),
            "size": size,
            "more": more,
        },
        places,
        severity=NOTE if outcome == CUT else ERROR if large or (of_category and side == "spent") else DOUBT,
        difference=size,
        stakes=case.rests_on((fact,)),
        possible=tuple(_possible(case, side, printed, gap, rows)) if outcome == DIFFERS else (),
    )


def _possible(
    case: Case, side: str, printed: Statement, gap: Fraction, rows: Sequence[Task]
) -> Iterator[Text]:
    known = [(name, s) for name, s in case.printed_amounts if name in case.catalogue]
    if found := equal_amount(gap, slack(printed), known):
        yield explanation(case, *found)
    spans = [
        (name, s, s.amount - slack(printed) - slack(s), s.amount + slack(printed) + slack(s))
        for name, s in known
        if name.endswith("_" + side) and s.amount
    ]
    for row in rows:
        own = getattr(row, side)
        for name, statement, least, most in spans:
            if least <= gap + own <= most and statement.amount != own:
                yield phrase("row_replaced", row=row.name, name=label(case, name), value=statement.printed)


@check(1, "table.subsidy")
def subsidy_without_task(case: Case) -> Iterator[Finding]:
    """A subsidy that the totals hold must stand in some task, with what it was for."""
    spent, budget = case.first("district_subsidy_spent"), case.first("district_subsidy_budget")
    total, rows, subsidy = case.first("spent_total"), _rows(case), spent or budget
    if subsidy is None or not subsidy.amount or not rows:
        return
    if any(
        pattern("subsidy_row").search(row.name) or subsidy.amount in (row.budget, row.spent) for row in rows
    ):
        return
    if total is not None and compare(total.amount - _sum(rows, "spent"), slack(total)) == FITS:
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
        severity=DOUBT,
        difference=subsidy.printed,
        stakes=case.rests_on(("district_subsidy_spent", "district_subsidy_budget", "spent_total")),
    )


@check(1, "table.running_costs")
def running_costs(case: Case) -> Iterator[Finding]:
    """The task row for running costs against the daily running costs of the text, with or without three-public funds."""
    rows = [row for row in _rows(case) if row.category == "basic" and pattern("running_row").search(row.name)]
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
    rate, rows = case.first("execution_rate"), _rows(case)
    budget, spent = _sum(rows, "budget"), _sum(rows, "spent")
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
        severity=DOUBT,
        difference=size,
        stakes=case.rests_on(("spent_total", "budget_total")),
    )
