"""Section 5, the targets, and in annex 3 the overall goal and the tasks, expected and actual."""

from __future__ import annotations

from operator import itemgetter

from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.base.wording import listed, show_money
from perfkit.evaluation.summary import task_executions, task_total
from perfkit.evaluation.target_rows import (
    MET,
    NOT_APPLICABLE,
    SPENDING,
    UNMEASURABLE,
    UNMET,
    target_counts,
    target_rows,
)
from perfkit.filing.names import TARGET_KINDS
from perfkit.filing.submission import Submission
from perfkit.views.narrative.prose import Items, Paragraph, Part, Prose, Quote, headed, said

_MOST_MISSED = 8


def goals(submission: Submission, lang: str) -> Prose:
    """The section's heading; the overall goal as set, and what the department says of it, each item by its
    first sentence."""
    parts: list = [headed(lang, "（二）年度总体目标", "A3.2 The overall goal of the year", 3, "goal")]
    goal = submission.overall_goal
    if goal is None:
        parts.append(said(lang, "自评材料没有填报年度总体目标。", "No overall goal was filed."))
        return Prose(tuple(parts), lang)
    parts += [
        said(lang, "预期目标：", "Expected, in the department's words:"),
        Quote(goal.expected.strip(), goal.section),
    ]
    if goal.actual:
        parts += [
            said(
                lang,
                "自报完成情况（摘每项首句）：",
                "Reached, as the department reports it (the first sentence of each item):",
            ),
            Items(tuple(f"{first_sentence(item.text)}〔{item.section}〕" for item in goal.actual)),
        ]
    else:
        parts.append(
            said(lang, "自评材料没有填报总体目标的完成情况。", "Nothing is reported on what was reached.")
        )
    return Prose(tuple(parts), lang)


def tasks(submission: Submission, lang: str) -> Prose:
    """Budget tasks in words."""
    heading = headed(lang, "（三）年度主要任务", "A3.3 Tasks of the year", 3, "tasks")
    executions = task_executions(submission)
    if submission.tasks is None or not executions:
        return Prose((heading, said(lang, "自评材料没有填报年度主要任务。", "No tasks were filed.")), lang)
    total = task_total(executions)
    rated = [(task.rate, task) for task in executions if task.rate is not None]
    zh = (
        f"自评材料填报年度主要任务 {len(executions)} 项，预算合计 {show_money(total.budget, 'zh')}，执行合计"
        f" {show_money(total.spent, 'zh')}"
    )
    en = (
        f"The report lists {len(executions)} tasks with budgets of {show_money(total.budget, 'en')} and"
        f" expenditure of {show_money(total.spent, 'en')}"
    )
    if total.rate is not None:
        zh, en = f"{zh}，执行率 {show_rate(total.rate)}", f"{en}, {show_rate(total.rate)}"
    place = f"〔{submission.tasks.section}〕"
    zh, en = f"{zh}{place}。", f"{en} {place}."
    if len(rated) > 1:
        rate, least = min(rated, key=itemgetter(0))
        zh += f"执行率最低的是“{least.name}”，为 {show_rate(rate)}，未支出 {show_money(least.left, 'zh')}。"
        en += (
            f" The lowest rate is that of {least.name}, {show_rate(rate)}, with"
            f" {show_money(least.left, 'en')} unspent."
        )
    return Prose((heading, said(lang, zh, en)), lang)


def targets(submission: Submission, lang: str, *, annex: bool = True) -> Prose:
    """Targets in words: how many can be measured, which were missed."""
    heading = headed(lang, "五、绩效指标完成情况", "5. Performance indicators of the year", 2, "targets")
    rows = target_rows(submission)
    if submission.targets is None or not rows:
        return Prose(
            (heading, said(lang, "自评材料没有填报绩效指标。", "No performance indicators were filed.")), lang
        )
    counts = target_counts(rows)
    total = counts.pop("")
    number = len(rows)
    measurable = total[MET] + total[UNMET]
    zh = (
        f"自评材料填报绩效指标 {number} 项〔{submission.targets.section}〕。其中 {measurable}"
        f" 项有可核对的数值，达成 {total[MET]} 项、未达成 {total[UNMET]} 项；{total[UNMEASURABLE]} 项无法衡量"
    )
    en = (
        f"{number} performance indicators were filed 〔{submission.targets.section}〕. {measurable} hold"
        f" figures that can be checked: {total[MET]} were met and {total[UNMET]} missed;"
        f" {total[UNMEASURABLE]} cannot be measured"
    )
    vague = sum(row.sets_no_value for row in rows if row.state == UNMEASURABLE)
    if 0 < vague < total[UNMEASURABLE]:
        other = total[UNMEASURABLE] - vague
        zh += f"（预期值没有可衡量的数的 {vague} 项，实际值缺少或不能对应的 {other} 项）"
        en += f" ({vague} set no value that a figure could confirm, {other} have no result that answers it)"
    spending = ""
    if total[SPENDING]:
        zh += f"，{total[SPENDING]} 项是计划支出和实际支出的金额，属预算执行，不计达成"
        spending = f"; {total[SPENDING]} are money planned and money paid, which is execution of the budget"
    never = [
        kind
        for kind, states in counts.items()
        if states[UNMEASURABLE] and not (states[MET] or states[UNMET] or states[SPENDING])
    ]
    if never:
        zh += f"，{listed([TARGET_KINDS[kind].zh for kind in never], 'zh')}全部无法衡量"
        en += f", among them every indicator under {listed([TARGET_KINDS[kind].en for kind in never], 'en')}"
    zh, en = f"{zh}。", f"{en}{spending}."
    if total[NOT_APPLICABLE]:
        zh += f"不适用 {total[NOT_APPLICABLE]} 项。"
        en += f" {total[NOT_APPLICABLE]} do not apply."
    parts: list[Part] = [heading, said(lang, zh, en)]
    missed = [row for row in rows if row.state == UNMET]
    if missed:
        parts.append(said(lang, "未达成的指标：", "Missed:"))
        parts.append(Items(tuple(_missed(row, lang) for row in missed[:_MOST_MISSED])))
        if (more := len(missed) - _MOST_MISSED) > 0:
            parts.append(Paragraph(_more(more, annex, lang)))
    return Prose(tuple(parts), lang)


def _more(number: int, annex: bool, lang: str) -> str:
    zh, en = f"另有 {number} 项未达成", f"{number} more were missed"
    return say(lang, zh + ("，见附件3。" if annex else "。"), en + (" (annex 3)." if annex else "."))


def _missed(row, lang: str) -> str:
    target, achieved = row.target, row.achieved
    rate = (
        ""
        if achieved is None
        else say(lang, f"，完成率 {show_rate(achieved)}", f"; {show_rate(achieved)} of its target")
    )
    return say(
        lang,
        f"{target.name}：预期“{target.expected}”，实际“{target.actual}”{rate}",
        f"{TARGET_KINDS[target.kind].en}, “{target.name}”: expected “{target.expected}”, reached"
        f" “{target.actual}”{rate}",
    )


def duties(submission: Submission, lang: str) -> Prose:
    """The section's heading, duties and the year's priority tasks, each item by its first sentence."""
    parts: list = [
        headed(
            lang,
            "附件3　职责、任务和绩效指标",
            "Annex 3. Duties, tasks and performance indicators",
            2,
            "annex-filed",
        ),
        headed(
            lang, "（一）主要职责和年度重点工作", "A3.1 Duties and the year's priority tasks", 3, "duties"
        ),
    ]
    narrative = submission.narrative
    for passages, words in (
        (
            narrative.duties,
            say(lang, "自评材料所列主要职责：", "Duties as the report lists them (in its own words):"),
        ),
        (
            narrative.annual_work,
            say(
                lang,
                "年度总体工作和重点工作任务（摘每项首句）：",
                "Priority tasks of the year (the first sentence of each item):",
            ),
        ),
    ):
        if passages:
            parts += [
                Paragraph(words),
                Items(tuple(f"{first_sentence(passage.text)}〔{passage.section}〕" for passage in passages)),
            ]
    if len(parts) == 2:
        none = (
            say(lang, "项目自评表不列部门职责。", "A project's form lists no duties of the department.")
            if submission.project
            else say(
                lang,
                "自评材料没有提供职责和重点工作的文字。",
                "The report gives no text on duties and priority tasks.",
            )
        )
        parts.append(Paragraph(none))
    return Prose(tuple(parts), lang)


def first_sentence(text: str) -> str:
    """Text up to its first full stop.

    Examples
    --------
    >>> first_sentence("聚焦疫情防控重点，全面落实惠企政策。抓好常态化疫情防控。")
    '聚焦疫情防控重点，全面落实惠企政策。'
    """
    head, stop, _ = text.strip().partition("。")
    return head + stop
