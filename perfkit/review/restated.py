"""Checks of group 3: the same quantity in two places, with its period, scope and printed precision respected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from perfkit.quantities import show_exact, show_number, show_rate
from perfkit.review.arithmetic import CUT, DIFFERS, FITS, compare, round_share, show_gap, slack
from perfkit.review.case import Case, Row
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.submission import Statement
from perfkit.text import Text

_CONTRASTS = tuple(
    (re.compile(a), re.compile(b), severity)
    for a, b, severity in (
        ("申领|申请|申报", "领取|发放|获批|兑付", DOUBT),
        ("受理", "办结|结案", DOUBT),
        ("立案", "结案|办结", DOUBT),
        ("已联系", "办结|完成", DOUBT),
        ("报名", "参加|到课", DOUBT),
        ("(?:实有|核定)编制", "在编|在职|实有人", NOTE),
    )
)
_CONTRASTED = re.compile("|".join(pattern.pattern for contrast in _CONTRASTS for pattern in contrast[:2]))
_FACT_TARGETS = tuple(
    (re.compile(pattern), fact)
    for pattern, fact in (
        (r"^(?:部门|年度|整体|全年)*预算(?:支出)?执行率$", "execution_rate"),
        (r"^政府采购(?:预算)?执行率$", "procurement_rate"),
        (r"^[“\"]?三公[”\"]?经费控制率$", "three_public_control_rate"),
        (r"^日常公用经费(?:控制|支出)率$", "daily_running_rate"),
        (r"^固定资产(?:利用|使用)率$", "fixed_assets_use_rate"),
        (r"^财政供养人员控制率$", "staffing_control_rate"),
        (r"^(?:编外|劳务派遣)人员控制率$", "off_establishment_rate"),
        (r"信访.*及时.*率$", "petition_timely_reply_rate"),
        (r"信访(?:件|事项)?(?:办理)?(?:回复|办结|答复)率$", "petition_reply_rate"),
        (r"^(?:社会)?(?:公众|服务对象|群众)(?:及服务对象|或服务对象)?满意(?:度|率)$", "satisfaction_rate"),
    )
)
_TASK_SUFFIX = re.compile(r"(?:预算)?(?:资金)?的?(执行率|支出率|完成率|支出数|支付数|支出金额|支付金额)$")
_DECIMALS = re.compile(r"\d+(?:\.(\d+))?")


@check(
    3,
    {
        "restated.differs": ("同一数字在两处印得不同", "the same figure is printed differently in two places"),
        "restated.label": ("同一数字在两处说的不是同一件事", "the same figure stands for different things in two places"),
    },
)
def same_figure_twice(case: Case) -> Iterator[Finding]:
    """Statements of one fact or figure for one period and scope, after conversion to one unit."""
    for name in case.stated:
        for key in case.keys(name):
            group = case.of(name, key)
            pair = _worst_pair(group)
            if pair is not None:
                yield _differs(case, name, *pair)
            yield from _labels(case, name, group)


def _worst_pair(group: tuple[Statement, ...]) -> tuple[Statement, Statement, str] | None:
    found = []
    for a, b in combinations(group, 2):
        if a.amount == b.amount:
            continue
        outcome = compare(a.amount - b.amount, slack(a) + slack(b))
        if outcome != FITS:
            found.append((outcome == DIFFERS, abs(a.amount - b.amount), a, b, outcome))
    if not found:
        return None
    best = max(found, key=lambda item: item[:2])
    return best[2], best[3], best[4]


def _differs(case: Case, name: str, a: Statement, b: Statement, outcome: str) -> Finding:
    kind, flag = case.kind(name), isinstance(a.value, bool)
    size = "" if flag else show_gap(a.amount - b.amount, kind, a.unit)
    share = round_share(min(a.amount, b.amount), max(a.amount, b.amount), max(2 * a.tolerance, 2 * b.tolerance)) if kind == "money" else None
    hints = (Text(f"小的一个恰是大的一个的 {show_rate(share, 0)}，像是按比例压减", f"the smaller is exactly {show_rate(share, 0)} of the larger, as after a flat cut"),) if share else ()
    soft = a.approximate or b.approximate or outcome == CUT
    return Finding(
        "restated.differs",
        NOTE if outcome == CUT else DOUBT if soft else ERROR,
        Text(f"{case.name(name)}一处印 {a.printed}，另一处印 {b.printed}{f'，相差 {size}' if size else ''}", f"{case.name(name, 'en')} is {a.printed} in one place and {b.printed} in another{f', {size} apart' if size else ''}"),
        (place_of(a), place_of(b)),
        size,
        case.rests_on((name,)),
        Text(f"{case.name(name)}的原始依据，并说明以哪个数为准", f"the source of {case.name(name, 'en')}, and which of the two holds"),
        hints,
    )


def _labels(case: Case, name: str, group: tuple[Statement, ...]) -> Iterator[Finding]:
    for a, b in combinations(group, 2):
        if a.quote == b.quote or a.amount != b.amount or not all(_CONTRASTED.search(s.quote) for s in (a, b)):
            continue
        for left, right, severity in _CONTRASTS:
            for one, other in ((a, b), (b, a)):
                first, second = left.search(one.quote), right.search(other.quote)
                if first and second and not right.search(one.quote) and not left.search(other.quote):
                    yield Finding(
                        "restated.label",
                        severity,
                        Text(
                            f"同一个 {a.printed} 一处说“{first.group()}”，另一处说“{second.group()}”，两件事不应是同一个数",
                            f"the same {a.printed} is called {first.group()} in one place and {second.group()} in another; the two should not be one number",
                        ),
                        (place_of(one), place_of(other)),
                        ask=Text(f"{case.name(name)}的统计口径和台账", f"how {case.name(name, 'en')} is counted, with the register"),
                    )
                    return


@check(
    3,
    {
        "restated.period": ("同一数字按不同期间各报了一次", "the same figure is given for different periods"),
        "restated.scope": ("同一个数字用在不同的范围上", "the same number is given for different scopes"),
    },
)
def other_period_or_scope(case: Case) -> Iterator[Finding]:
    """Different periods or scopes are no contradiction; only that one figure is given for several is noted."""
    for name in case.stated:
        keys = case.keys(name)
        if len(keys) < 2:
            continue
        for first, second in combinations(keys, 2):
            a, b = case.of(name, first)[0], case.of(name, second)[0]
            if first[1] != second[1]:
                if a.amount != b.amount:
                    continue
                code, zh, en = "restated.scope", f"{case.name(name)}同是 {a.printed}，一处不分范围，另一处只说“{a.scope or b.scope}”", f"{case.name(name, 'en')} is {a.printed} both in all and for {a.scope or b.scope} alone"
                if a.scope and b.scope:
                    zh = f"{case.name(name)}在“{a.scope}”和“{b.scope}”同是 {a.printed}"
            else:
                code = "restated.period"
                zh = f"{case.name(name)}按不同期间各报一次：{a.period or '全年'} 为 {a.printed}，{b.period or '全年'} 为 {b.printed}，宜统一到年末"
                en = f"{case.name(name, 'en')} is given for two periods: {a.period or 'the year'} {a.printed}, {b.period or 'the year'} {b.printed}; one to the year's end would do"
            size = show_gap(a.amount - b.amount, case.kind(name), a.unit) if a.amount != b.amount else ""
            yield Finding(code, NOTE, Text(zh, en), (place_of(a), place_of(b)), size, ask=Text(f"{case.name(name)}的全年数", f"{case.name(name, 'en')} for the whole year"))
            break


@check(3, {"restated.target": ("绩效指标的实际值与正文或任务表不符", "a target's value is not that of the text or of the task table")})
def targets_against_figures(case: Case) -> Iterator[Finding]:
    """Targets that restate a fact, a figure of their own name, or a task's budget, spending and rate."""
    tasks = {row.name: row for row in case.submission.tasks.rows} if case.submission.tasks else {}
    figures = {figure.name: figure.id for figure in case.submission.figures}
    for row in case.targets:
        number = row.parsed.actual_number
        if number is None or row.parsed.actual_high is not None:
            continue
        suffix = _TASK_SUFFIX.search(row.target.name)
        task = tasks.get(row.target.name[: suffix.start()]) if suffix else None
        if task is not None:
            yield from _against_task(case, row, task, suffix.group(1).endswith("率"))
            continue
        fact = next((fact for pattern, fact in _FACT_TARGETS if pattern.search(row.target.name)), None) or figures.get(row.target.name)
        if fact is not None:
            yield from _against_fact(case, row, fact)


def _half_digit(cell: str, factor: Fraction) -> Fraction:
    places = max((len(match.group(1) or "") for match in _DECIMALS.finditer(cell)), default=0)
    return factor / (2 * 10**places)


def _against_task(case: Case, row: Row, task, is_rate: bool) -> Iterator[Finding]:
    section, parsed = case.submission.tasks.section, row.parsed
    if is_rate:
        if not task.budget or parsed.actual_unit != "%":
            return
        exact = task.spent / task.budget
        gap = parsed.actual_number / 100 - exact
        if compare(gap, _half_digit(row.target.actual, Fraction(1, 100))) != DIFFERS:
            return
        size, said = show_gap(gap, "rate"), show_rate(exact)
        money = f"{task.name} 预算 {show_exact(task.budget)}元，执行 {show_exact(task.spent)}元"
        message = Text(f"指标“{row.target.name}”填 {show_exact(parsed.actual_number)}%，任务表为 {said}，相差 {size}", f"the target {row.target.name} says {show_exact(parsed.actual_number)} %; the task table gives {said}")
        yield Finding("restated.target", ERROR, message, (row.place, Place(section, money, said)), size, ask=Text(f"{task.name}的支出明细", f"the ledger of {task.name}"))
        return
    for label, number, unit, amount in (("执行数", parsed.actual_number, parsed.actual_unit, task.spent), ("预算数", parsed.expected_number, parsed.expected_unit, task.budget)):
        if number is None or unit != "元" or abs(number - amount) <= Fraction(1, 2):
            continue
        size = show_exact(abs(number - amount)) + "元"
        share = round_share(min(number, amount), max(number, amount))
        hints = (Text(f"小的一个恰是大的一个的 {show_rate(share, 0)}，像是按比例压减", f"the smaller is exactly {show_rate(share, 0)} of the larger, as after a flat cut"),) if share else ()
        yield Finding(
            "restated.target",
            DOUBT,
            Text(f"“{task.name}”{label}：指标表 {show_exact(number)}元，任务表 {show_exact(amount)}元，相差 {size}", f"{task.name}: the target table has {show_exact(number)} yuan, the task table {show_exact(amount)} yuan, {size} apart"),
            (row.place, Place(section, f"{task.name} {label}", show_exact(amount) + "元")),
            size,
            ask=Text(f"{task.name}的预算批复和支出明细", f"the approved budget and ledger of {task.name}"),
            possible=hints,
        )


def _against_fact(case: Case, row: Row, fact: str) -> Iterator[Finding]:
    kind, parsed = case.kind(fact), row.parsed
    stated, recomputed = case.first(fact), False
    if kind == "rate":
        if parsed.actual_unit != "%":
            return
        number, allowed = parsed.actual_number / 100, _half_digit(row.target.actual, Fraction(1, 100))
    else:
        number, allowed = parsed.actual_number, Fraction(1, 2) if kind == "money" else Fraction(0)
    if stated is None:
        if kind != "rate" or fact not in case.catalogue or not case.catalogue[fact].rate_of:
            return
        part, whole = (case.evaluation.book.find(name).span for name in case.catalogue[fact].rate_of)
        if not (part.is_exact and whole.is_exact and whole.low):
            return
        amount, place, recomputed = part.low / whole.low, Place("按分子分母计算", case.name(fact), show_rate(part.low / whole.low)), True
    else:
        if kind == "money" and parsed.actual_unit != "元" or kind == "count" and parsed.actual_unit not in ("", stated.unit):
            return
        amount, place, allowed = stated.amount, place_of(stated), allowed + slack(stated)
    if compare(number - amount, allowed) != DIFFERS:
        return
    size = show_gap(number - amount, kind, stated.unit if stated else "")
    said = show_rate(amount) if recomputed else stated.printed
    yield Finding(
        "restated.target",
        ERROR,
        Text(f"指标“{row.target.name}”实际值“{row.target.actual}”，正文{case.name(fact)}为 {said}，相差 {size}", f"the target {row.target.name} says {row.target.actual}; {case.name(fact, 'en')} is {said}, {size} apart"),
        (row.place, place),
        size,
        case.rests_on((fact,)),
        Text(f"{case.name(fact)}的原始依据，并说明以哪个数为准", f"the source of {case.name(fact, 'en')}, and which of the two holds"),
    )


@check(3, {"table.execution_rate": ("任务表的执行率与正文的执行率不同", "the task table's execution rate is not that of the text")})
def execution_of_the_table(case: Case) -> Iterator[Finding]:
    """The execution rate of the whole task table against the rate of the text."""
    rate, tasks = case.first("execution_rate"), case.submission.tasks
    if rate is None or tasks is None or not tasks.rows:
        return
    budget, spent = sum((row.budget for row in tasks.rows), Fraction(0)), sum((row.spent for row in tasks.rows), Fraction(0))
    if not budget or abs(spent / budget - rate.amount) <= max(2 * slack(rate), Fraction(1, 2000)):
        return
    gap = spent / budget - rate.amount
    size = show_gap(gap, "rate")
    yield Finding(
        "table.execution_rate",
        DOUBT,
        Text(f"正文预算执行率 {rate.printed}，任务表合计为 {show_rate(spent / budget)}，相差 {size}", f"the text has an execution rate of {rate.printed}; the task table comes to {show_rate(spent / budget)}, {show_number(abs(gap) * 100)} percentage points apart"),
        (place_of(rate), Place(tasks.section, f"执行合计 {show_exact(spent)}元 ÷ 预算合计 {show_exact(budget)}元", show_rate(spent / budget))),
        size,
        case.rests_on(("spent_total", "budget_total")),
        Text("两个执行率各自的分子、分母", "part and whole of both rates"),
    )
