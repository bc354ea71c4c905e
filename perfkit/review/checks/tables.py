"""Checks of group 1: the task table against itself and against the amounts in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate, unit_factor
from perfkit.base.text import Text
from perfkit.filing.filed_tables import Task
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import (
    CUT,
    DIFFERS,
    FITS,
    compare,
    equal_amount,
    show_amount,
    show_gap,
    slack,
    subset_sum,
)
from perfkit.review.case import Case, sure
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding

ZERO = Fraction(0)
_CENT = Fraction(1, 200)
_RUNNING = re.compile(r"公用经费|公用支出")
_SUBSIDY = re.compile(r"区财政|区级财政|区补助|财政补助拨款")
COLUMNS = {
    "budget": Text("预算数（全额）", "budget, all funds"),
    "budget_fiscal": Text("预算数（财政拨款）", "budget, fiscal funds"),
    "spent": Text("执行数（全额）", "spent, all funds"),
    "spent_fiscal": Text("执行数（财政拨款）", "spent, fiscal funds"),
}


def _yuan(value: Fraction) -> str:
    return show_exact(value) + "元"


def _rows(case: Case) -> tuple[Task, ...]:
    return case.submission.tasks.rows if case.submission.tasks else ()


def holds_everything(case: Case) -> bool:
    """True where the task table is meant to hold all money: it has basic expenditure as well as projects."""
    return {row.category for row in _rows(case)} == {"basic", "project"}


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
    for column, name in COLUMNS.items():
        values = [getattr(row, column) for row in tasks.rows]
        total = getattr(tasks.totals, column) if tasks.totals else None
        if total is None or None in values:
            continue
        gap = sum(values, ZERO) - total
        if abs(gap) > _CENT:
            printed, added, size = _as_printed(case, total, sum(values, ZERO), abs(gap))
            yield Finding(
                "sum.tasks",
                ERROR,
                Text(
                    f"任务表“{name.zh}”合计载为 {printed}，{len(values)} 行相加为 {added}，相差 {size}",
                    f"the task table's total ({name.en}) is {printed}; its {len(values)} rows add up to {added}, {size} apart",
                ),
                (
                    Place(tasks.section, f"金额合计 {name.zh}", printed),
                    Place(tasks.section, "各行之和", added),
                ),
                size,
                ask=Text("任务表的金额明细", "the amounts behind the task table"),
            )
    for row in tasks.rows:
        for column in ("budget", "spent"):
            whole, part = getattr(row, column), getattr(row, column + "_fiscal")
            if part is not None and part > whole:
                yield Finding(
                    "sum.tasks",
                    ERROR,
                    Text(
                        f"“{row.name}”{COLUMNS[column + '_fiscal'].zh} {_yuan(part)} 大于全额 {_yuan(whole)}",
                        f"{row.name}: {COLUMNS[column + '_fiscal'].en}, {_yuan(part)}, exceeds all funds, {_yuan(whole)}",
                    ),
                    (
                        Place(tasks.section, f"{row.name} 财政拨款", _yuan(part)),
                        Place(tasks.section, f"{row.name} 全额", _yuan(whole)),
                    ),
                    _yuan(part - whole),
                    ask=Text("任务表的金额明细", "the amounts behind the task table"),
                )


@check(1, "table.unit")
def unit_of_the_head(case: Case) -> Iterator[Finding]:
    """A task table whose head prints 万元 over digits that are yuan by the amounts of the text."""
    tasks = case.submission.tasks
    if tasks is None or not tasks.printed_unit or tasks.printed_unit == "元":
        return
    total = tasks.totals.budget if tasks.totals else sum((row.budget for row in tasks.rows), ZERO)
    near = case.first("budget_total") or case.first("spent_total")
    printed = show_exact(total) + tasks.printed_unit
    yield finding(
        "table.unit",
        {
            "unit": tasks.printed_unit,
            "printed": printed,
            "text": near.printed if near else show_amount(total, "money", "万元"),
            "times": f"{int(unit_factor(tasks.printed_unit)):,}",
        },
        (Place(tasks.section, f"表头“{tasks.printed_unit}”", printed), *((place_of(near),) if near else ())),
    )


@check(1, "table.total", "table.category", "table.shifted")
def tables_against_text(case: Case) -> Iterator[Finding]:
    """Task rows, by category and in all, against the amounts of the text; with and without a district subsidy.

    A table that leaves the subsidy out, or one that holds it, fits. What else printed could explain the
    gap (another amount that equals it; one row replaced by an amount of the text) is named as possible. Where basic
    and project expenditure differ by the same amount with opposite sign and the total agrees, it is one matter.
    """
    rows, whole = _rows(case), holds_everything(case)
    if not rows:
        return
    for side in ("budget", "spent"):
        subsidy = case.first(f"district_subsidy_{side}")
        found: dict[str, tuple[Fraction, Finding] | None] = {}
        for fact, chosen, code in (
            (f"{side}_total", rows, "table.total"),
            (f"basic_{side}", [row for row in rows if row.category == "basic"], "table.category"),
            (f"project_{side}", [row for row in rows if row.category == "project"], "table.category"),
        ):
            stated = case.of(fact)
            if not stated or not chosen or not (whole or _exceeds(stated, list(chosen), side)):
                continue
            found[fact] = _against(case, code, side, fact, stated, list(chosen), subsidy)
        yield from _one_matter(case, side, found)


def _one_matter(
    case: Case, side: str, found: dict[str, tuple[Fraction, Finding] | None]
) -> Iterator[Finding]:
    """The findings of one column; what one part of it lacks and the other has too much is one of them."""
    total, basic, project = (found.get(f"{part}_{side}") for part in ("total", "basic", "project"))
    names = [case.first(f"{part}_{side}") for part in ("basic", "project")]
    agrees = f"{side}_total" in found and (total is None or total[1].severity == NOTE)
    if basic is None or project is None or not agrees or None in names:
        yield from (made[1] for made in found.values() if made is not None)
        return
    one, other = (sure(statement) for statement in names)
    if compare(basic[0] + project[0], slack(one) + slack(other)) != FITS:
        yield from (made[1] for made in found.values() if made is not None)
        return
    if total is not None:
        yield total[1]
    size = basic[1].difference
    yield finding(
        "table.shifted",
        {
            "side": COLUMNS[side].zh[:3],
            "basic": one.printed,
            "project": other.printed,
            "table_basic": show_amount(one.amount - basic[0], "money", one.unit),
            "table_project": show_amount(other.amount - project[0], "money", other.unit),
            "less": "基本支出" if basic[0] < 0 else "项目支出",
            "more": "项目支出" if basic[0] < 0 else "基本支出",
            "size": size,
        },
        tuple(dict.fromkeys((*basic[1].places, *project[1].places))),
        difference=size,
        stakes=tuple(dict((*basic[1].stakes, *project[1].stakes)).items()),
        possible=tuple(dict.fromkeys((*basic[1].possible, *project[1].possible))),
        side="budget" if side == "budget" else "spending",
        less="basic" if basic[0] < 0 else "project",
        more="project" if basic[0] < 0 else "basic",
    )


def _exceeds(stated: tuple[Statement, ...], rows: list[Task], side: str) -> bool:
    """A table of the main tasks need not hold all money, and cannot hold more than there is."""
    return sum((getattr(row, side) for row in rows), ZERO) > max(s.amount + slack(s) for s in stated)


def _against(
    case: Case,
    code: str,
    side: str,
    fact: str,
    stated: tuple[Statement, ...],
    rows: list[Task],
    subsidy: Statement | None,
) -> tuple[Fraction, Finding] | None:
    """How far text and table are apart, with the finding; None where they agree."""
    table = sum((getattr(row, side) for row in rows), ZERO)
    options = [table] + ([table + subsidy.amount] if subsidy is not None and subsidy.amount else [])
    extra = slack(subsidy) if subsidy is not None else ZERO
    best = min(
        (
            (compare(s.amount - option, slack(s) + (extra if n else ZERO)), abs(s.amount - option), s, n)
            for s in stated
            for n, option in enumerate(options)
        ),
        key=lambda item: (item[0] == DIFFERS, item[0] == CUT, item[1]),
    )
    outcome, _, printed, with_subsidy = best
    if outcome == FITS:
        return None
    base = options[with_subsidy]
    gap, unit = printed.amount - base, printed.unit
    size, shown = show_gap(gap, "money", unit), show_amount(base, "money", unit)
    bare = show_amount(table, "money", unit)
    added = f"（不含区补助）{bare}，加补助 {subsidy.printed}后" if with_subsidy and subsidy else ""
    places = [
        place_of(printed),
        Place(case.task_section, "＋".join(row.name for row in rows), _yuan(table)),
    ]
    if subsidy is not None and subsidy.amount:
        places.append(place_of(subsidy))
    initial = case.first("budget_initial") if fact == "budget_total" else None
    note_zh = note_en = ""
    if initial is not None and compare(initial.amount - table, slack(initial)) == DIFFERS:
        off = show_gap(initial.amount - table, "money", unit)
        of_table, of_table_en = (
            f"任务表{'（不含区补助）' if added else ''}{bare}",
            f"the table's {bare}{' without it' if added else ''}",
        )
        note_zh, note_en = (
            f"；{of_table}也不等于年初预算 {initial.printed}，相差 {off}",
            f"; nor is {of_table_en} the initial budget, {initial.printed} ({off} apart)",
        )
        places.append(place_of(initial))
    return gap, Finding(
        code,
        NOTE
        if outcome == CUT
        else ERROR
        if abs(gap) * 200 > printed.amount or code == "table.category" and side == "spent"
        else DOUBT,
        Text(
            f"正文{case.name(fact)}为 {printed.printed}，任务表{added}为 {shown}，相差 {size}{note_zh}",
            f"the text puts {case.name(fact, 'en')} at {printed.printed}; the task table{' with the district subsidy' if added else ''} comes to {shown}, {size} apart{note_en}",
        ),
        tuple(places),
        size,
        case.rests_on((fact,)),
        Text(
            f"{case.name(fact)}与任务表的对应关系（收支明细账）",
            f"how {case.name(fact, 'en')} and the task table fit together (ledger)",
        ),
        tuple(_possible(case, side, printed, gap, base, rows)) if outcome == DIFFERS else (),
    )


def _possible(
    case: Case, side: str, printed: Statement, gap: Fraction, base: Fraction, rows: list[Task]
) -> Iterator[Text]:
    found = equal_amount(
        gap, slack(printed), [pair for pair in case.printed_amounts if pair[0] in case.catalogue]
    )
    if found:
        name, statement = found
        yield Text(
            f"差额约等于{case.name(name)} {statement.printed}",
            f"the difference is about {case.name(name, 'en')}, {statement.printed}",
        )
    amounts = [
        (name, s, slack(printed) + slack(s))
        for name, s in case.printed_amounts
        if name.endswith("_" + side) and name in case.catalogue and s.amount
    ]
    spans = [(name, s, s.amount - allowed, s.amount + allowed) for name, s, allowed in amounts]
    for row in rows:
        own = getattr(row, side)
        needed = gap + own
        for name, statement, least, most in spans:
            if least <= needed <= most and statement.amount != own:
                yield Text(
                    f"把“{row.name}”换成正文的{case.name(name)} {statement.printed}，就与正文相符",
                    f"with {row.name} replaced by {case.name(name, 'en')}, {statement.printed}, the two agree",
                )


@check(1, "table.subsidy")
def subsidy_without_task(case: Case) -> Iterator[Finding]:
    """A subsidy that the totals hold must stand in some task, with what it was for."""
    spent, budget, total = (
        case.first("district_subsidy_spent"),
        case.first("district_subsidy_budget"),
        case.first("spent_total"),
    )
    rows = _rows(case)
    subsidy = spent or budget
    if subsidy is None or not subsidy.amount or not rows:
        return
    if any(_SUBSIDY.search(row.name) or subsidy.amount in (row.budget, row.spent) for row in rows):
        return
    if (
        total is not None
        and compare(total.amount - sum((row.spent for row in rows), ZERO), slack(total)) == FITS
    ):
        return
    share = show_rate(subsidy.amount / total.amount) if total and total.amount else ""
    whole = budget is not None and spent is not None and budget.amount == spent.amount
    yield Finding(
        "table.subsidy",
        DOUBT,
        Text(
            f"区财政补助 {subsidy.printed}{f'（占支出 {share}）' if share else ''}计入全年收支，任务表没有一行列出它{'，预算与支出完全相同' if whole else ''}：用在什么任务上、达到什么目标没有说明",
            f"the district subsidy of {subsidy.printed}{f' ({share} of spending)' if share else ''} counts in the year's totals; no task shows it{', and it was spent to the last yuan' if whole else ''}: neither its use nor its targets are stated",
        ),
        tuple(place_of(s) for s in (budget, spent) if s)
        + (Place(case.task_section, "、".join(row.name for row in rows)),),
        subsidy.printed,
        case.rests_on(("district_subsidy_spent", "district_subsidy_budget", "spent_total")),
        Text(
            "区财政补助的批文、用途明细和绩效目标",
            "the grant letter, the use and the targets of the district subsidy",
        ),
    )


@check(1, "table.running_costs")
def running_costs(case: Case) -> Iterator[Finding]:
    """The task row for running costs against the daily running costs of the text, with or without three-public funds."""
    rows = [row for row in _rows(case) if row.category == "basic" and _RUNNING.search(row.name)]
    if len(rows) != 1:
        return
    row, places, sizes, open_sides = rows[0], [], [], []
    for side in ("budget", "spent"):
        daily = case.first(f"daily_running_{side}")
        if daily is None:
            return
        three = case.evaluation.book.find(f"three_public_{side}").span.low
        adjusted = case.first("daily_running_adjusted_budget") if side == "budget" else None
        daily = adjusted or daily
        gap = daily.amount - getattr(row, side)
        fits = [compare(gap, slack(daily)), compare(gap + three, 2 * slack(daily))]
        open_sides.append((FITS in fits or CUT in fits, fits, gap, daily, three))
    (budget_fits, b_how, b_gap, b_said, b_three), (spent_fits, s_how, s_gap, s_said, s_three) = open_sides
    same_way = any(DIFFERS not in (b, s) for b, s in zip(b_how, s_how, strict=True))
    if same_way:
        return
    for gap, said, side in ((b_gap, b_said, "budget"), (s_gap, s_said, "spent")):
        places += [
            place_of(said),
            Place(case.task_section, f"{row.name} {COLUMNS[side].zh}", _yuan(getattr(row, side))),
        ]
        sizes.append(show_gap(gap, "money", said.unit))
    shown = [show_amount(row.budget, "money", b_said.unit), show_amount(row.spent, "money", s_said.unit)]
    rates = [
        show_rate(part / whole) if whole else "—"
        for part, whole in ((s_said.amount, b_said.amount), (row.spent, row.budget))
    ]
    hints = []
    if s_three and s_how[1] != DIFFERS:
        amount = show_amount(s_three, "money", s_said.unit)
        hints.append(
            Text(
                f"支出相差的约等于“三公”经费 {amount}；若表含“三公”经费，预算也应含",
                f"the spent side differs by about the three-public funds, {amount}; then the budget should hold them too",
            )
        )
    yield Finding(
        "table.running_costs",
        ERROR,
        Text(
            f"日常公用经费：正文预算 {b_said.printed}、支出 {s_said.printed}，任务表“{row.name}”预算 {shown[0]}、支出 {shown[1]}，分别相差 {sizes[0]}、{sizes[1]}；支出率正文 {rates[0]}、任务表 {rates[1]}",
            f"daily running costs: the text has {b_said.printed} budgeted, {s_said.printed} spent; the task table has {shown[0]} and {shown[1]}, {sizes[0]} and {sizes[1]} apart; the rates are {rates[0]} and {rates[1]}",
        ),
        tuple(places),
        "；".join(sizes),
        case.rests_on(("daily_running_budget", "daily_running_spent")),
        Text(
            "公用经费明细账及年中指标调整文件",
            "the ledger of running costs and the papers on changes in the year",
        ),
        tuple(hints),
    )


@check(1, "money.payroll")
def payroll(case: Case) -> Iterator[Finding]:
    """Pay and benefits belong to basic expenditure; where they exceed it, part of them stands in projects."""
    pay, basic = case.first("payroll_spent"), case.first("basic_spent")
    if pay is None or basic is None or pay.amount - basic.amount <= slack(pay) + slack(basic):
        return
    chosen = subset_sum(pay.amount, 2 * slack(pay), [(row.name, row.spent) for row in _rows(case)])
    hint = (
        (Text(f"所报数等于 {'＋'.join(chosen)}", f"the figure equals {' + '.join(chosen)}"),)
        if chosen
        else ()
    )
    size = show_gap(pay.amount - basic.amount, "money", pay.unit)
    yield Finding(
        "money.payroll",
        DOUBT,
        Text(
            f"工资福利支出 {pay.printed} 比全部基本支出 {basic.printed} 还多 {size}，其中一部分可能列在项目支出",
            f"pay and benefits, {pay.printed}, exceed all basic expenditure, {basic.printed}, by {size}; part of them may stand in projects",
        ),
        (place_of(pay), place_of(basic)),
        size,
        case.rests_on(("basic_spent", "payroll_spent")),
        Text("工资福利支出明细及列支科目", "the pay ledger with the headings it was charged to"),
        hint,
    )
