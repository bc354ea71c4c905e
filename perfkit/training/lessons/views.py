"""What a lesson shows beside its pictures: clauses, printed figures, targets, documents, and reports to read."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import TARGET_KINDS
from perfkit.rubric.table import Rubric
from perfkit.training.cases.case import TraineeCase
from perfkit.training.cases.notes import KIND_WORDS, KINDS
from perfkit.training.course import course
from perfkit.training.lessons.box import Progress
from perfkit.training.lessons.lesson_file import LessonFile
from perfkit.training.lessons.sources import Sources
from perfkit.views.filed_report import ReadingCopy, copy_of
from perfkit.views.narrative.prose import Items, Paragraph, Prose, Quote
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table

__all__ = [
    "ReadingCopy",
    "called",
    "clause_to_read",
    "kinds",
    "filed_copy",
    "materials",
    "quotes",
    "reading_copy",
    "standard",
    "standards",
    "summary",
    "targets",
]


def clause_to_read(rubric: Rubric, clause: str) -> Text:
    """What to read again: a row's name and one of its clauses, or a whole row.

    Parameters
    ----------
    clause : str   "indicator", "indicator#4", or words of its own after a colon; "" for nothing

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> clause_to_read(load_rubric("sz-2020"), "management.funds.compliance#2").zh[:23]
    '《评分表》财务合规性 第 2 条：调整、调剂资'
    """
    if not clause:
        return Text("", "")
    indicator, _, number = clause.partition("#")
    row = rubric.by_id[indicator]
    if not number:
        words = "；".join(criterion.text.zh for criterion in row.criteria)
        english = "; ".join(criterion.text.text.en for criterion in row.criteria)
        return Text(f"《评分表》{row.name.zh}：{words}", f"scoring table, {row.name.text.en}: {english}")
    texts = {clause: criterion.text.text for criterion in row.criteria for clause in criterion.clauses}
    texts |= {
        clause: modifier.text.text for modifier in row.modifiers.values() for clause in modifier.clauses
    }
    return Text(
        f"《评分表》{row.name.zh} 第 {number} 条：{texts[number].zh}",
        f"scoring table, {row.name.text.en}, clause {number}: {texts[number].en}",
    )


def standard(rubric: Rubric, indicator: str, lang: str) -> Prose:
    """The standard of a row, as printed; in English with a translation of what is scored."""
    row = rubric.by_id[indicator]
    head = Paragraph(
        say(
            lang,
            f"{row.name.zh}（{show_number(row.max, 0)} 分）",
            f"{row.name.text.en} ({row.name.zh}), {show_number(row.max, 0)} points",
        ),
        "lead",
    )
    quote = tuple(Quote(line, "") for line in row.standard.splitlines())
    if lang == "zh":
        return Prose((head, *quote), lang)
    parts = [
        f"{'、'.join(criterion.clauses)}: {criterion.text.text.en} ({show_number(criterion.max)} points)"
        for criterion in row.criteria
    ]
    parts += [
        f"{'、'.join(modifier.clauses)}: {modifier.text.text.en}" for modifier in row.modifiers.values()
    ]
    return Prose((head, *quote, Items(tuple(parts))), lang)


def standards(rubric: Rubric, block: str, lang: str) -> Prose:
    """The standards of all rows of a block.

    Raises
    ------
    PerfkitError   no such block, naming those there are.
    """
    found = next((one for one in rubric.blocks if one.id == block), None)
    if found is None:
        known = ", ".join(one.id for one in rubric.blocks)
        raise PerfkitError(
            Text(
                f"评分表没有 {block} 这一块；有：{known}",
                f"the table has no block {block}; there are: {known}",
            )
        )
    rows = [row for group in found.groups for row in group.indicators]
    return Prose(tuple(part for row in rows for part in standard(rubric, row.id, lang).parts), lang)


def quotes(sources: Sources, figures: Sequence[str]) -> Table:
    """Every statement of some figures of the report."""
    lang, submission, catalogue = sources.lang, sources.evaluation.submission, fact_catalogue()
    own = {figure.id: figure for figure in submission.figures}
    rows = []
    for name in figures:
        statements = submission.facts.get(name) or own[name].statements
        label = catalogue[name].name.in_(lang) if name in catalogue else own[name].name
        for index, statement in enumerate(statements):
            lead = (Cell(label, rows=len(statements), strong=True),) if index == 0 else ()
            rows.append((*lead, Cell(statement.printed), Cell(statement.section), Cell(statement.quote)))
    columns = (
        Column(say(lang, "数据", "Figure"), width=26),
        Column(say(lang, "所印", "As printed"), NUMBER, 16),
        Column(say(lang, "章节", "Section"), width=22),
        Column(say(lang, "原文", "Words")),
    )
    return Table(
        "quotes",
        say(
            lang,
            f"{submission.department.name} {submission.year} 年度报告所印",
            f"As printed in the report of {course().called.en} for {submission.year}",
        ),
        columns,
        tuple(rows),
        lang,
    )


def targets(sources: Sources, names: Sequence[str]) -> Table:
    """Some targets of the report as filed; all of them unless named."""
    lang, filed = sources.lang, sources.evaluation.submission
    chosen = [sources.target(name) for name in names] or list(sources.targets)
    columns = (
        Column(say(lang, "类别", "Kind"), width=18),
        Column(say(lang, "指标", "Target"), width=28),
        Column(say(lang, "预期指标值", "Expected"), width=24),
        Column(say(lang, "实际完成值", "Actual")),
    )
    rows = tuple(
        (
            Cell(TARGET_KINDS[row.target.kind].in_(lang)),
            Cell(row.target.name, strong=True),
            Cell(row.target.expected),
            Cell(row.target.actual or "—"),
        )
        for row in chosen
    )
    if not names:  # the form says 无 under some kinds
        rows += tuple(
            (Cell(TARGET_KINDS[kind].in_(lang)), Cell("无", strong=True), Cell("无"), Cell("无"))
            for kind in (filed.targets.none_filed if filed.targets else ())
        )
    return Table(
        "targets",
        say(
            lang,
            f"{filed.department.name} {filed.year} 年度绩效指标（原样）",
            f"Targets of {course().called.en}, as filed",
        ),
        columns,
        rows,
        lang,
    )


def materials(case: TraineeCase, lang: str, criterion: str = "") -> Table:
    """The documents of a case; those of one criterion where it is named."""
    rubric = case.evaluation.rubric
    rows = []
    for material in case.materials:
        if criterion and material.criterion != criterion:
            continue
        where = (
            called(rubric, material.criterion).in_(lang)
            if material.criterion
            else say(lang, "数据", "figure")
        )
        rows.append(
            (
                Cell(material.number, strong=True),
                Cell(f"《{material.document}》"),
                Cell(material.date),
                Cell(where),
                Cell(material.extract.in_(lang)),
            )
        )
    columns = (
        Column(say(lang, "编号", "No."), CENTRE, 7),
        Column(say(lang, "材料", "Document"), width=24),
        Column(say(lang, "日期", "Date"), CENTRE, 12),
        Column(say(lang, "用于", "For"), width=22),
        Column(say(lang, "摘录", "What it says")),
    )
    return Table(
        "materials", say(lang, "佐证材料", "Documents seen"), columns, tuple(rows), lang, synthetic=True
    )


def called(rubric: Rubric, criterion: str) -> Text:
    """A criterion as people call it: its row and its clause.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> called(load_rubric("sz-2020"), "management.funds.compliance.2").zh
    '财务合规性 第 2 条'
    """
    indicator, _, number = criterion.rpartition(".")
    row = rubric.by_id[indicator]
    found = next((one for one in row.criteria if one.id == criterion), None)
    clauses = "、".join(found.clauses) if found else number
    if clauses == "正文":
        return row.name.text
    return Text(f"{row.name.zh} 第 {clauses} 条", f"{row.name.text.en}, clause {clauses}")


def kinds(lang: str) -> Table:
    """The kinds of contradiction, with the word that a note takes."""
    columns = (Column(say(lang, "类别", "Write"), CENTRE, 16), Column(say(lang, "含义", "What it means")))
    return Table(
        "kinds",
        say(lang, "六类矛盾", "Six kinds of contradiction"),
        columns,
        tuple(
            (Cell(f'"{KIND_WORDS[key].in_(lang)}"', strong=True), Cell(text.in_(lang)))
            for key, text in KINDS.items()
        ),
        lang,
    )


def reading_copy(case: TraineeCase, lang: str) -> ReadingCopy:
    """A case as a report to read."""
    return copy_of(case.submission, case.evaluation.rubric, lang)


def filed_copy(sources: Sources) -> ReadingCopy:
    """The report of the course as filed."""
    return copy_of(sources.evaluation.submission, sources.rubric, sources.lang)


def summary(file: LessonFile, progress: Progress, lang: str) -> Table:
    """Every exercise of a lesson with what became of it."""
    words = {True: say(lang, "答对", "right"), False: say(lang, "未答对", "not yet right")}
    rows = []
    for name in progress.exercises:
        last = progress.last.get(name)
        shown = say(lang, "未作答", "not answered") if last is None else words[last.is_right]
        if name in progress.after_solution:
            shown = say(lang, "看过解答后答对", "right after the solution")
        again = "" if last is None or last.is_right else file.exercises[name].hint.in_(lang)
        mark = "" if last is None else "met" if last.is_right else "unmet"
        rows.append(
            (
                Cell(name, strong=True),
                Cell(file.exercises[name].question.in_(lang).splitlines()[0]),
                Cell(shown, mark=mark),
                Cell(str(progress.tries.get(name, 0))),
                Cell(again),
            )
        )
    right = len(progress.right)
    caption = say(
        lang,
        f"本课 {len(rows)} 题，答对 {right} 题（{show_rate(progress.share, 0)}）",
        f"{right} of {len(rows)} right ({show_rate(progress.share, 0)})",
    )
    columns = (
        Column(say(lang, "题", "No."), CENTRE, 7),
        Column(say(lang, "问题", "Question"), width=42),
        Column(say(lang, "结果", "Result"), CENTRE, 12),
        Column(say(lang, "作答次数", "Tries"), CENTRE, 9),
        Column(say(lang, "再看看", "Look again")),
    )
    return Table("summary", caption, columns, tuple(rows), lang)
