"""What was filed: facts with their places, budget tasks, targets."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import say
from perfkit.base.wording import show_wan
from perfkit.evaluation.summary import task_executions, task_total
from perfkit.evaluation.target_rows import MET, SPENDING, UNMEASURABLE, UNMET, TargetRow, target_rows
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import CATEGORIES, TARGET_KINDS, names_of
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table

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
    return table("facts", lang, rows, synthetic=submission.synthetic)


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
    return table("tasks", lang, rows, synthetic=submission.synthetic)


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
    rows: list[tuple[Cell, ...]] = []
    marks: dict[str, str] = {}
    for kind in dict.fromkeys(row.target.kind for row in rows_read):
        inside = [row for row in rows_read if row.target.kind == kind]
        rows.append(
            (
                Cell(
                    f"{TARGET_KINDS[kind].in_(lang)}{say(lang, f'（{len(inside)} 项）', f': {len(inside)}')}",
                    columns=6,
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
    note = ""
    if none_filed:
        note += worded(lang, "none_filed_under", kinds=say(lang, "、", ", ").join(none_filed))
    for meaning, mark in marks.items():
        note += f"\n{mark} {meaning}{say(lang, '。', '.')}"
    return table("targets", lang, rows, note=note, synthetic=submission.synthetic)


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
    rows = tuple((Cell(name), Cell(digest, mark="code")) for name, digest in files)
    return table("files", lang, rows, synthetic=synthetic)
