"""What was filed: facts with their places, budget tasks, targets."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import say
from perfkit.base.wording import show_wan
from perfkit.evaluation.summary import task_executions, task_total
from perfkit.evaluation.target_rows import (
    MET,
    SPENDING,
    UNMEASURABLE,
    UNMET,
    TargetRow,
    target_rows,
)
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import CATEGORIES, TARGET_KINDS, names_of
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table

STATES = names_of("target_states")
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def facts_table(submission: Submission, lang: str = "zh") -> Table:
    """Every fact that the report states, as printed, with section and quote; one row a statement.

    Examples
    --------
    >>> from perfkit import load_department
    >>> table = facts_table(load_department("sz-sif-longhua_2020").submission)
    >>> [cell.text for cell in table.rows[0]]
    ['年初预算数', '3973.81万元', '一（四）1（1）', '年初预算数 3973.81 万元']
    """
    columns = (
        Column(say(lang, "数据", "Figure"), width=24),
        Column(say(lang, "所载数值", "As printed"), NUMBER, 14),
        Column(say(lang, "章节", "Section"), width=20),
        Column(say(lang, "原文", "Words")),
    )
    catalogue, rows = fact_catalogue(), []
    for fact, statements in submission.facts.items():
        for index, statement in enumerate(statements):
            lead = (
                (Cell(catalogue[fact].name.in_(lang), rows=len(statements), strong=True),)
                if index == 0
                else ()
            )
            rows.append(
                (*lead, Cell(printed(statement, lang)), Cell(statement.section), Cell(statement.quote))
            )
    caption = say(lang, "基础数据及出处", "Figures of the report and where they are printed")
    note = say(
        lang,
        "同一数据在报告中出现几次，即列几行。",
        "A figure that is printed in several places has a row for each.",
    )
    return Table("facts", caption, columns, tuple(rows), lang, note, submission.synthetic)


def printed(statement: Statement, lang: str) -> str:
    """A statement's figure as printed; a flag as yes or no."""
    if statement.not_applicable:
        return say(lang, "不适用", "not applicable")
    if isinstance(statement.value, bool):
        return say(lang, "是", "yes") if statement.value else say(lang, "否", "no")
    return (say(lang, "约 ", "about ") if statement.approximate else "") + statement.printed


def tasks_table(submission: Submission, lang: str = "zh") -> Table | None:
    """Budget tasks with budget, execution, the rate that was printed and the rate recomputed; None where none
    was filed."""
    executions = task_executions(submission)
    if not executions:
        return None
    columns = (
        Column(say(lang, "支出类别", "Category"), width=12),
        Column(say(lang, "任务名称", "Task")),
        Column(say(lang, "预算数", "Budget"), NUMBER, 12),
        Column(say(lang, "执行数", "Spent"), NUMBER, 12),
        Column(say(lang, "未支出", "Left"), NUMBER, 11),
        Column(say(lang, "自报完成率", "Rate as filed"), NUMBER, 12),
        Column(say(lang, "复算执行率", "Rate recomputed"), NUMBER, 13),
    )
    rows = []
    for category, name in CATEGORIES.items():
        inside = [task for task in executions if task.category == category]
        for index, task in enumerate(inside):
            lead = (Cell(name.in_(lang), rows=len(inside)),) if index == 0 else ()
            filed = "—" if task.printed is None else f"{show_exact(task.printed)}%"
            rows.append((*lead, Cell(task.name), *_amounts(task), Cell(filed), Cell(_rate(task.rate))))
    total = task_total(executions)
    rows.append(
        (
            Cell(say(lang, "合计", "Total"), columns=2, strong=True),
            *_amounts(total, strong=True),
            Cell("—"),
            Cell(_rate(total.rate), strong=True),
        )
    )
    caption = say(
        lang,
        "年度主要任务预算执行情况（单位：万元）",
        "Budget tasks of the year and their execution (in 万元, 10,000 yuan)",
    )
    return Table("tasks", caption, columns, tuple(rows), lang, "", submission.synthetic)


def _rate(rate: Fraction | None) -> str:
    return "—" if rate is None else show_rate(rate)


def _amounts(task, strong: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell(show_wan(amount), strong=strong) for amount in (task.budget, task.spent, task.left))


def targets_table(submission: Submission, lang: str = "zh") -> Table | None:
    """Every target with expected and actual value as filed, its achievement, and why where it cannot be
    measured.

    None where no target was filed.
    """
    rows_read = target_rows(submission)
    if submission.targets is None or not rows_read:
        return None
    columns = (
        Column(say(lang, "序号", "No."), CENTRE, 6),
        Column(say(lang, "绩效指标", "Indicator"), width=20),
        Column(say(lang, "预期指标值", "Expected"), width=19),
        Column(say(lang, "实际完成值", "Actual"), width=22),
        Column(say(lang, "完成率", "Achieved"), NUMBER, 9),
        Column(say(lang, "核查结果", "Result")),
    )
    rows: list[tuple[Cell, ...]] = []
    marks: dict[str, str] = {}
    for kind in dict.fromkeys(row.target.kind for row in rows_read):
        inside = [row for row in rows_read if row.target.kind == kind]
        rows.append(
            (
                Cell(
                    f"{TARGET_KINDS[kind].in_(lang)}{say(lang, f'（{len(inside)} 项）', f': {len(inside)}')}",
                    columns=len(columns),
                    mark="group",
                ),
            )
        )
        for row in inside:
            target = row.target
            rows.append(
                (
                    Cell(str(row.number)),
                    Cell(target.name),
                    Cell(target.expected or "—"),
                    Cell(target.actual or "—"),
                    Cell(_achieved(row)),
                    Cell(_result(row, marks, lang), mark=row.state),
                )
            )
    none_filed = [TARGET_KINDS[kind].in_(lang) for kind in submission.targets.none_filed]
    note = say(
        lang,
        "“完成率”按指标方向计算，优于目标的可超过 100%，金额上限除外；计划支出与实际支出的金额属预算执行，不计完成率；只回答“是”“及时”“满意”的指标没有可核对的数值，不计完成率。",
        "Achievement is computed in the indicator's own direction and may exceed 100%, but for ceilings of"
        " money; money planned and paid is execution of the budget and has none; answers such as “yes” or “on"
        " time” hold no figure to check and have none.",
    )
    if none_filed:
        note += say(
            lang,
            f"自评表中{'、'.join(none_filed)}填“无”。",
            f" The form says 无 (none) under: {', '.join(none_filed)}.",
        )
    for meaning, mark in marks.items():
        note += f"\n{mark} {meaning}{say(lang, '。', '.')}"
    caption = say(lang, "年度绩效指标完成情况", "Performance indicators of the year and what was reached")
    return Table("targets", caption, columns, tuple(rows), lang, note, submission.synthetic)


def _achieved(row: TargetRow) -> str:
    return "—" if row.achieved is None else show_rate(row.achieved)


def _result(row: TargetRow, marks: dict[str, str], lang: str) -> str:
    """The result; what the reading had to assume becomes a mark that the note explains."""
    words = STATES[row.state].in_(lang)
    if row.state in (UNMEASURABLE, SPENDING) and row.parsed.reason is not None:
        return words + say(lang, "：", ": ") + row.parsed.reason.meaning.in_(lang)
    if row.state in (MET, UNMET):
        return words + "".join(
            marks.setdefault(guess.meaning.in_(lang), _MARKS[min(len(marks), len(_MARKS) - 1)])
            for guess in row.parsed.guesses
        )
    return words


def files_table(files: tuple[tuple[str, str], ...], lang: str = "zh", *, synthetic: bool = False) -> Table:
    """The files behind the report with their SHA-256.

    Parameters
    ----------
    files : (name, sha256) pairs; names are relative, never machine paths
    """
    columns = (Column(say(lang, "文件", "File"), width=38), Column("SHA-256"))
    rows = tuple((Cell(name), Cell(digest, mark="code")) for name, digest in files)
    caption = say(lang, "生成本报告所用的文件", "Files this report was made from")
    return Table("files", caption, columns, rows, lang, "", synthetic)
