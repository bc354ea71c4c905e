"""The sheets of what was filed: targets, figures with their sources, tasks."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.text import say
from perfkit.base.wording import listed
from perfkit.evaluation.summary import task_executions, task_total
from perfkit.evaluation.target_rows import target_rows
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import CATEGORIES, TARGET_KINDS, block_name
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission
from perfkit.publish.sheet import Sheet, Value, columns_of, exact_number
from perfkit.views.said import worded
from perfkit.views.tables.filed import STATES


def targets_sheet(submission: Submission, lang: str) -> Sheet:
    """Every target with expected and actual value as filed and its achievement as a number."""
    columns = columns_of("targets", lang)
    rows = []
    for row in target_rows(submission):
        target, parsed = row.target, row.parsed
        reasons = [parsed.reason.meaning] if parsed.reason is not None else []
        note = say(lang, "；", "; ").join(
            text.in_(lang) for text in (*reasons, *(guess.meaning for guess in parsed.guesses))
        )
        achieved = exact_number(row.achieved)
        rows.append(
            (
                row.number,
                block_name(submission.form, target.block).in_(lang),
                TARGET_KINDS[target.kind].in_(lang),
                target.name,
                target.expected,
                target.actual,
                exact_number(target.weight),
                achieved,
                STATES[row.state].in_(lang),
                note,
            )
        )
    none = (
        [TARGET_KINDS[kind].in_(lang) for kind in submission.targets.none_filed] if submission.targets else []
    )
    note = (
        worded(lang, "no_targets")
        if not rows or submission.targets is None
        else say(lang, f"出处：{submission.targets.section}。", f"Printed in {submission.targets.section}.")
    )
    if none:
        note += say(
            lang, f"自评表中{'、'.join(none)}填“无”。", f" The form says 无 (none) under: {', '.join(none)}."
        )
    return Sheet(say(lang, "绩效指标", "Performance indicators"), columns, tuple(rows), note, frozen=4)


def facts_sheet(evaluation: Evaluation, lang: str) -> Sheet:
    """Every figure with its place: of the catalogue, of the department's own, and those that evaluators
    established."""
    columns = columns_of("facts", lang)
    submission, catalogue = evaluation.submission, fact_catalogue()
    filed, seen = (
        say(lang, "自评材料", "The report"),
        say(lang, "评价人所见文件", "Document seen by an evaluator"),
    )
    rows = [
        _fact(catalogue[fact].name.in_(lang), catalogue[fact].kind, s, filed, fact, lang)
        for fact, statements in submission.facts.items()
        for s in statements
    ]
    rows += [
        _fact(figure.name, figure.kind, s, filed, figure.id, lang)
        for figure in submission.figures
        for s in figure.statements
    ]
    rows += [
        _fact(
            catalogue[known.fact].name.in_(lang),
            catalogue[known.fact].kind,
            known.statement(),
            seen,
            known.fact,
            lang,
        )
        for judged in evaluation.judgements
        for known in judged.facts
    ]
    note = say(
        lang,
        "每处记载一行；同一数据在报告中出现几次，即列几行。折算数值以元、比值（1 为 100%）或个数表示。",
        "One row a statement: a figure that is printed in several places has a row for each. The base unit is"
        " yuan, a share of one, or the count itself.",
    )
    if submission.source.redacted:
        cut = listed(submission.source.redacted, lang)
        note += say(lang, f"原文中的{cut}已删去。", f" Cut from the source: {cut}.")
    return Sheet(say(lang, "基础数据", "Figures"), columns, tuple(rows), note, frozen=1)


def _fact(name: str, kind: str, statement: Statement, origin: str, fact: str, lang: str) -> tuple[Value, ...]:
    limits = [say(lang, "约数", "approximate")] if statement.approximate else []
    limits += [statement.period] if statement.period else []
    limits += [statement.scope] if statement.scope else []
    limits += [say(lang, "未经确认", "unconfirmed")] if statement.unconfirmed else []
    base = {
        "money": say(lang, "元", "yuan"),
        "rate": say(lang, "比值", "share"),
        "flag": "",
        "area": say(lang, "平方米", "m²"),
    }.get(kind, say(lang, "个数", "count"))
    if statement.not_applicable:
        printed: Value = say(lang, "不适用", "not applicable")
        value: Value = None
    elif isinstance(statement.value, bool):
        printed, value = say(lang, "是", "yes") if statement.value else say(lang, "否", "no"), None
    else:
        printed, value = exact_number(Fraction(statement.value)), exact_number(statement.amount)
    return (
        name,
        printed,
        statement.unit,
        value,
        base if value is not None else "",
        statement.section,
        statement.quote,
        say(lang, "；", "; ").join(limits),
        origin,
        fact,
    )


def tasks_sheet(submission: Submission, lang: str) -> Sheet:
    """Budget tasks in yuan, the sums of their rows, and the totals that the table itself prints."""
    columns = columns_of("tasks", lang)
    name = say(lang, "任务", "Tasks")
    filed = submission.tasks
    if filed is None:
        return Sheet(
            name, columns, (), say(lang, "自评材料没有填报年度主要任务。", "No tasks were filed."), frozen=2
        )
    executions, rows = task_executions(submission), []
    for task, execution in zip(filed.rows, executions, strict=True):
        amounts = (task.budget, task.budget_fiscal, task.spent, task.spent_fiscal, execution.left)
        printed = None if task.completion is None else task.completion / 100
        rows.append(
            (
                CATEGORIES[task.category].in_(lang),
                task.name,
                *(exact_number(v) for v in amounts),
                exact_number(printed),
                exact_number(execution.rate),
            )
        )
    total = task_total(executions)
    rows.append(
        (
            say(lang, "各行之和", "Sum of rows"),
            "",
            *(
                exact_number(v)
                for v in (
                    total.budget,
                    _sum(t.budget_fiscal for t in filed.rows),
                    total.spent,
                    _sum(t.spent_fiscal for t in filed.rows),
                    total.left,
                )
            ),
            None,
            exact_number(total.rate),
        )
    )
    if filed.totals is not None:
        whole = filed.totals
        rows.append(
            (
                say(lang, "表内所载合计", "Total as printed"),
                "",
                *(
                    exact_number(v)
                    for v in (whole.budget, whole.budget_fiscal, whole.spent, whole.spent_fiscal)
                ),
                None,
                None,
                None,
            )
        )
    strong = frozenset(range(len(filed.rows), len(rows)))
    return Sheet(
        name,
        columns,
        tuple(rows),
        say(lang, f"出处：{filed.section}。", f"Printed in {filed.section}."),
        strong,
        2,
    )


def _sum(amounts) -> Fraction | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Fraction(0)) if known else None
