"""Checks of group 3: targets that restate a figure of the text or of the task table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text
from perfkit.review.arithmetic import DIFFERS, compare, round_share, show_gap, slack
from perfkit.review.case import Case, Row, sure
from perfkit.review.checks.restated import worst_pair
from perfkit.review.finding import DOUBT, ERROR, Finding, Place, place_of
from perfkit.review.registry import check

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


@check(3, "restated.target")
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
        if suffix is not None and task is not None:
            yield from (
                f
                for f in _against_task(case, row, task, suffix.group(1).endswith("率"))
                if not _is_told(case, row)
            )
            continue
        fact = next(
            (fact for pattern, fact in _FACT_TARGETS if pattern.search(row.target.name)), None
        ) or figures.get(row.target.name)
        if fact is not None:
            yield from _against_fact(case, row, fact)


def _is_told(case: Case, row: Row) -> bool:
    """True where a figure quoted from the target's own cells is already found to differ from the table's."""
    for name in case.stated:
        if name in case.figures:
            for key in case.keys(name):
                pair = worst_pair(case.of(name, key))
                if pair and any("".join(s.quote.split()) in row.words for s in pair[:2]):
                    return True
    return False


def _half_digit(cell: str, factor: Fraction) -> Fraction:
    places = max((len(match.group(1) or "") for match in _DECIMALS.finditer(cell)), default=0)
    return factor / (2 * 10**places)


def _against_task(case: Case, row: Row, task, is_rate: bool) -> Iterator[Finding]:
    section, parsed = case.task_section, row.parsed
    number = sure(parsed.actual_number)
    if is_rate:
        if not task.budget or parsed.actual_unit != "%":
            return
        exact = task.spent / task.budget
        gap = number / 100 - exact
        if compare(gap, _half_digit(row.target.actual, Fraction(1, 100))) != DIFFERS:
            return
        size, said = show_gap(gap, "rate"), show_rate(exact)
        money = f"{task.name} 预算 {show_exact(task.budget)}元，执行 {show_exact(task.spent)}元"
        message = Text(
            f"指标“{row.target.name}”填 {show_exact(number)}%，任务表为 {said}，相差 {size}",
            f"the target {row.target.name} says {show_exact(number)} %; the task table gives {said}",
        )
        yield Finding(
            "restated.target",
            ERROR,
            message,
            (row.place, Place(section, money, said)),
            size,
            ask=Text(f"{task.name}的支出明细", f"the ledger of {task.name}"),
        )
        return
    for label, printed, unit, amount in (
        ("执行数", number, parsed.actual_unit, task.spent),
        ("预算数", parsed.expected_number, parsed.expected_unit, task.budget),
    ):
        if printed is None or unit != "元" or abs(printed - amount) <= Fraction(1, 2):
            continue
        size = show_exact(abs(printed - amount)) + "元"
        share = round_share(min(printed, amount), max(printed, amount))
        hints = (
            (
                Text(
                    f"小的一个恰是大的一个的 {show_rate(share, 0)}，像是按比例压减",
                    f"the smaller is exactly {show_rate(share, 0)} of the larger, as after a flat cut",
                ),
            )
            if share
            else ()
        )
        yield Finding(
            "restated.target",
            DOUBT,
            Text(
                f"“{task.name}”{label}：指标表 {show_exact(printed)}元，任务表 {show_exact(amount)}元，相差 {size}",
                f"{task.name}: the target table has {show_exact(printed)} yuan, the task table {show_exact(amount)} yuan, {size} apart",
            ),
            (row.place, Place(section, f"{task.name} {label}", show_exact(amount) + "元")),
            size,
            ask=Text(f"{task.name}的预算批复和支出明细", f"the approved budget and ledger of {task.name}"),
            possible=hints,
        )


def _against_fact(case: Case, row: Row, fact: str) -> Iterator[Finding]:
    kind, parsed, actual = case.kind(fact), row.parsed, sure(row.parsed.actual_number)
    stated = case.first(fact)
    if kind == "rate":
        if parsed.actual_unit != "%":
            return
        number, allowed = actual / 100, _half_digit(row.target.actual, Fraction(1, 100))
    else:
        number, allowed = actual, Fraction(1, 2) if kind == "money" else Fraction(0)
    if stated is None:
        of = case.catalogue[fact].rate_of if kind == "rate" and fact in case.catalogue else None
        if not of:
            return
        part, whole = (case.evaluation.book.find(name).span for name in of)
        if not (part.is_exact and whole.is_exact and whole.low):
            return
        amount = part.low / whole.low
        place = Place("按分子分母计算", case.name(fact), show_rate(amount))
    else:
        if (
            kind == "money"
            and parsed.actual_unit != "元"
            or kind == "count"
            and parsed.actual_unit not in ("", stated.unit)
        ):
            return
        amount, place, allowed = stated.amount, place_of(stated), allowed + slack(stated)
    if compare(number - amount, allowed) != DIFFERS:
        return
    size = show_gap(number - amount, kind, stated.unit if stated else "")
    said = stated.printed if stated else show_rate(amount)
    yield Finding(
        "restated.target",
        ERROR,
        Text(
            f"指标“{row.target.name}”实际值“{row.target.actual}”，正文{case.name(fact)}为 {said}，相差 {size}",
            f"the target {row.target.name} says {row.target.actual}; {case.name(fact, 'en')} is {said}, {size} apart",
        ),
        (row.place, place),
        size,
        case.rests_on((fact,)),
        Text(
            f"{case.name(fact)}的原始依据，并说明以哪个数为准",
            f"the source of {case.name(fact, 'en')}, and which of the two holds",
        ),
    )
