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
from perfkit.views.said import worded

_MOST_MISSED = 8


def goals(submission: Submission, lang: str) -> Prose:
    """The section's heading; the overall goal as set, and what the department says of it, each item by its
    first sentence."""
    parts: list = [headed(lang, "goal", 3)]
    goal = submission.overall_goal
    if goal is None:
        parts.append(said(lang, "no_goal"))
        return Prose(tuple(parts), lang)
    parts += [said(lang, "goal_expected"), Quote(goal.expected.strip(), goal.section)]
    if goal.actual:
        parts += [
            said(lang, "goal_reached"),
            Items(tuple(f"{first_sentence(item.text)}〔{item.section}〕" for item in goal.actual)),
        ]
    else:
        parts.append(said(lang, "goal_not_answered"))
    return Prose(tuple(parts), lang)


def tasks(submission: Submission, lang: str) -> Prose:
    """Budget tasks in words."""
    heading = headed(lang, "tasks", 3)
    executions = task_executions(submission)
    if submission.tasks is None or not executions:
        return Prose((heading, said(lang, "no_tasks")), lang)
    total = task_total(executions)
    rated = [(task.rate, task) for task in executions if task.rate is not None]
    words = worded(
        lang,
        "tasks_filed",
        count=len(executions),
        budget=show_money(total.budget, lang),
        spent=show_money(total.spent, lang),
    )
    if total.rate is not None:
        words += say(lang, f"，执行率 {show_rate(total.rate)}", f", {show_rate(total.rate)}")
    place = f"〔{submission.tasks.section}〕"
    words = say(lang, f"{words}{place}。", f"{words} {place}.")
    if len(rated) > 1:
        rate, least = min(rated, key=itemgetter(0))
        words += worded(
            lang, "least_executed", task=least.name, rate=show_rate(rate), left=show_money(least.left, lang)
        )
    return Prose((heading, Paragraph(words)), lang)


def targets(submission: Submission, lang: str, *, annex: bool = True) -> Prose:
    """Targets in words: how many can be measured, which were missed."""
    heading = headed(lang, "targets", 2)
    rows = target_rows(submission)
    if submission.targets is None or not rows:
        return Prose((heading, said(lang, "no_targets")), lang)
    counts = target_counts(rows)
    total = counts.pop("")
    number = len(rows)
    measurable = total[MET] + total[UNMET]
    words = worded(
        lang,
        "targets_filed",
        count=number,
        section=submission.targets.section,
        measurable=measurable,
        met=total[MET],
        unmet=total[UNMET],
        unmeasurable=total[UNMEASURABLE],
    )
    vague = sum(row.sets_no_value for row in rows if row.state == UNMEASURABLE)
    if 0 < vague < total[UNMEASURABLE]:
        other = total[UNMEASURABLE] - vague
        words += worded(lang, "targets_vague", vague=vague, other=other)
    spending = ""
    if total[SPENDING]:
        spending = worded(lang, "targets_spending", count=total[SPENDING])
    unmeasured = [
        kind
        for kind, states in counts.items()
        if states[UNMEASURABLE] and not (states[MET] or states[UNMET] or states[SPENDING])
    ]
    never = ""
    if unmeasured:
        kinds = listed([TARGET_KINDS[kind].in_(lang) for kind in unmeasured], lang)
        never = worded(lang, "targets_never_measured", kinds=kinds)
    words += say(lang, f"{spending}{never}。", f"{never}{spending}.")
    if total[NOT_APPLICABLE]:
        words += say(lang, f"不适用 {total[NOT_APPLICABLE]} 项。", f" {total[NOT_APPLICABLE]} do not apply.")
    parts: list[Part] = [heading, Paragraph(words)]
    missed = [row for row in rows if row.state == UNMET]
    if missed:
        parts.append(said(lang, "targets_missed"))
        parts.append(Items(tuple(_missed(row, lang) for row in missed[:_MOST_MISSED])))
        if (more := len(missed) - _MOST_MISSED) > 0:
            parts.append(Paragraph(_more(more, annex, lang)))
    return Prose(tuple(parts), lang)


def _more(number: int, annex: bool, lang: str) -> str:
    words = say(lang, f"另有 {number} 项未达成", f"{number} more were missed")
    return words + (say(lang, "，见附件3。", " (annex 3).") if annex else say(lang, "。", "."))


def _missed(row, lang: str) -> str:
    target, achieved = row.target, row.achieved
    rate = "" if achieved is None else worded(lang, "target_achieved", rate=show_rate(achieved))
    return worded(
        lang,
        "target_missed",
        name=target.name,
        expected=target.expected,
        actual=target.actual,
        rate=rate,
        kind=TARGET_KINDS[target.kind],
    )


def duties(submission: Submission, lang: str) -> Prose:
    """The section's heading, duties and the year's priority tasks, each item by its first sentence."""
    parts: list = [headed(lang, "annex-filed", 2), headed(lang, "duties", 3)]
    narrative = submission.narrative
    for passages, words in (
        (
            narrative.duties,
            say(lang, "自评材料所列主要职责：", "Duties as the report lists them (in its own words):"),
        ),
        (narrative.annual_work, worded(lang, "priority_tasks")),
    ):
        if passages:
            parts += [
                Paragraph(words),
                Items(tuple(f"{first_sentence(passage.text)}〔{passage.section}〕" for passage in passages)),
            ]
    if len(parts) == 2:
        none = worded(lang, "form_lists_no_duties") if submission.project else worded(lang, "no_duties")
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
