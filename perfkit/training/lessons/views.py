"""What a lesson shows beside its pictures: clauses, printed figures, targets, documents, and reports to
read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, joined, say
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import TARGET_KINDS
from perfkit.rubric.table import Rubric
from perfkit.training.cases.case import TraineeCase
from perfkit.training.cases.notes import KIND_WORDS, KINDS
from perfkit.training.course import course
from perfkit.training.lessons.box import Progress
from perfkit.training.lessons.lesson_file import LessonFile
from perfkit.training.lessons.sources import Sources
from perfkit.training.words import table, words
from perfkit.views.filed_report import ReadingCopy, copy_of
from perfkit.views.narrative.prose import Items, Paragraph, Prose, Quote
from perfkit.views.tables.table import Cell, Table


def clause_to_read(rubric: Rubric, clause: str) -> Text:
    """What to read again: a row's name and one of its clauses, or a whole row.

    Parameters
    ----------
    clause : str   "indicator" or "indicator#4"; "" for nothing

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
        texts = joined((criterion.text.text for criterion in row.criteria), "；", "; ")
        return words("row_to_read", name=row.name.text, texts=texts)
    scored = (*row.criteria, *row.modifiers.values())
    text = next(one.text.text for one in reversed(scored) if number in one.clauses)
    return words("clause_to_read", name=row.name.text, number=number, texts=text)


def standard(rubric: Rubric, indicator: str, lang: str) -> Prose:
    """The standard of a row, as printed; in English with a translation of what is scored."""
    row = rubric.by_id[indicator]
    head = words("standard_head", name=row.name.text, called=row.name.zh, max=show_number(row.max, 0))
    lead: tuple[Paragraph | Quote, ...] = (
        Paragraph(head.in_(lang), "lead"),
        *(Quote(line, "") for line in row.standard.splitlines()),
    )
    if lang == "zh":
        return Prose(lead, lang)
    parts = [
        f"{'、'.join(criterion.clauses)}: {criterion.text.text.en} ({show_number(criterion.max)} points)"
        for criterion in row.criteria
    ]
    parts += [f"{'、'.join(one.clauses)}: {one.text.text.en}" for one in row.modifiers.values()]
    return Prose((*lead, Items(tuple(parts))), lang)


def standards(rubric: Rubric, block: str, lang: str) -> Prose:
    """The standards of all rows of a block.

    Raises
    ------
    PerfkitError   no such block, naming those there are.
    """
    found = next((one for one in rubric.blocks if one.id == block), None)
    if found is None:
        raise PerfkitError(words("no_block", block=block, known=", ".join(one.id for one in rubric.blocks)))
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
    return table("quotes", lang, rows, synthetic=False, **_filed(sources))


def _filed(sources: Sources) -> dict[str, Any]:
    filed = sources.evaluation.submission
    return {"department": filed.department.name, "called": course().called, "year": filed.year}


def targets(sources: Sources, names: Sequence[str]) -> Table:
    """Some targets of the report as filed; all of them unless named."""
    lang, filed = sources.lang, sources.evaluation.submission
    chosen = [sources.target(name).target for name in names] or [row.target for row in sources.targets]
    rows = [(row.kind, row.name, row.expected, row.actual or "—") for row in chosen]
    if not names and filed.targets:  # the form says 无 under some kinds
        rows += [(kind, "无", "无", "无") for kind in filed.targets.none_filed]
    cells = (
        (Cell(TARGET_KINDS[kind].in_(lang)), Cell(name, strong=True), Cell(expected), Cell(actual))
        for kind, name, expected, actual in rows
    )
    return table("targets", lang, cells, synthetic=False, **_filed(sources))


def materials(case: TraineeCase, lang: str, criterion: str = "") -> Table:
    """The documents of a case; those of one criterion where it is named."""
    rubric, rows = case.evaluation.rubric, []
    for one in case.materials:
        if criterion and one.criterion != criterion:
            continue
        where = called(rubric, one.criterion).in_(lang) if one.criterion else say(lang, "数据", "figure")
        texts = (f"《{one.document}》", one.date, where, one.extract.in_(lang))
        rows.append((Cell(one.number, strong=True), *map(Cell, texts)))
    return table("materials", lang, rows)


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
    clauses = joined(found.clauses if found else (number,))
    if clauses.zh == "正文":
        return row.name.text
    return words("clause_of", name=row.name.text, clauses=clauses)


def kinds(lang: str) -> Table:
    """The kinds of contradiction, with the word that a note takes."""
    rows = (
        (Cell(f'"{KIND_WORDS[key].in_(lang)}"', strong=True), Cell(text.in_(lang)))
        for key, text in KINDS.items()
    )
    return table("kinds", lang, rows, synthetic=False)


def reading_copy(case: TraineeCase, lang: str) -> ReadingCopy:
    """A case as a report to read."""
    return copy_of(case.submission, case.evaluation.rubric, lang)


def filed_copy(sources: Sources) -> ReadingCopy:
    """The report of the course as filed."""
    return copy_of(sources.evaluation.submission, sources.rubric, sources.lang)


def summary(file: LessonFile, progress: Progress, lang: str) -> Table:
    """Every exercise of a lesson with what became of it."""
    rows = []
    for name in progress.exercises:
        last, exercise = progress.last.get(name), file.exercises[name]
        state = "not" if last is None else "right" if last.is_right else "wrong"
        shown = words("answered_after" if name in progress.after_solution else f"answered_{state}").in_(lang)
        rows.append(
            (
                Cell(name, strong=True),
                Cell(exercise.question.in_(lang).splitlines()[0]),
                Cell(shown, mark={"not": "", "right": "met", "wrong": "unmet"}[state]),
                Cell(str(progress.tries.get(name, 0))),
                Cell(exercise.hint.in_(lang) if state == "wrong" else ""),
            )
        )
    right, share = len(progress.right), show_rate(progress.share, 0)
    return table("summary", lang, rows, synthetic=False, count=len(rows), right=right, share=share)
