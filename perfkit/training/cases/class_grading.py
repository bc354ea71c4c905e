"""Grading a class: every sheet against its own case, with the trainer's decisions, and what is odd as
questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text
from perfkit.training.cases.class_line import CLASS_FILE, COLUMNS, class_line, not_graded
from perfkit.training.cases.decisions import read_decisions, write_decisions
from perfkit.training.cases.grading import grade_sheet
from perfkit.training.cases.integrity import Graded, questions_on
from perfkit.training.cases.judged_file import write_judgements
from perfkit.training.cases.key import Entry, Key
from perfkit.training.cases.sheet import FILE, read_handed_in
from perfkit.training.csv_file import write_lines


@dataclass(frozen=True)
class ClassGrades:
    """A class with its grades.

    Attributes
    ----------
    graded : sheets that could be read
    failed : those that could not, with why
    questions : trainee's folder name → what the trainer may want to ask
    """

    key: Key
    graded: tuple[Graded, ...]
    failed: tuple[tuple[Entry, Text], ...] = ()
    questions: dict[str, tuple[Text, ...]] = field(default_factory=dict)


def grade_class(key: Key) -> ClassGrades:
    """Grade every sheet of a class.

    Raises
    ------
    PerfkitError   the trainer's file of decisions cannot be read.
    """
    decided = read_decisions(key.trainer)
    graded, failed = [], []
    for entry in key.entries:
        try:
            filled = read_handed_in(key.handed_out(entry) / FILE)
        except PerfkitError as error:
            failed.append((entry, error.message))
            continue
        graded.append(Graded(entry, filled, grade_sheet(key.case(entry), filled, decided)))
    return ClassGrades(key, tuple(graded), tuple(failed), questions_on(key, graded))


def write_grades(grades: ClassGrades, lang: str) -> Path:
    """Write the class table, the trainees' judgements and the questions that wait for the trainer."""
    key, lines = grades.key, []
    for one in grades.graded:
        folder = key.graded(one.entry)
        write_judgements(folder, one.grade.case, one.entry.name, one.sheet)
        asked = grades.questions.get(one.entry.name, ())
        lines.append(class_line(one.entry, one.grade, one.sheet.saved, [text.in_(lang) for text in asked]))
    lines += [not_graded(entry, why.in_(lang)) for entry, why in grades.failed]
    lines.sort(key=lambda line: (line["trainee"].zfill(6), line["test"]))
    write_decisions(key.trainer, [(one.entry.name, one.grade) for one in grades.graded], lang)
    return write_lines(key.trainer / CLASS_FILE, COLUMNS, lines)
