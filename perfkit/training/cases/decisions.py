"""What the trainer decides on reasons that nobody but a person can judge: one file, kept over regrading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.training.cases.grading import CaseGrade
from perfkit.training.csv_file import read_lines, write_lines
from perfkit.training.lessons.views import called
from perfkit.training.words import words

FILE = "decisions.csv"
COLUMNS = ("question", "trainee", "clause", "points", "reason", "document", "asked", "holds")
_YES, _NO = (
    ("是", "成立", "站得住", "yes", "y", "holds", "1"),
    ("否", "不成立", "站不住", "no", "n", "fails", "0"),
)


def read_decisions(folder: Path) -> dict[str, bool]:
    """Question → whether the reason holds; questions that nobody decided yet are left out.

    Raises
    ------
    PerfkitError   a decision that is neither yes nor no, with its line.
    """
    return {
        line["question"]: _decided(line, number) for number, line in _lines(folder) if line["holds"].strip()
    }


def write_decisions(folder: Path, graded: Sequence[tuple[str, CaseGrade]], lang: str) -> Path:
    """Write every open question after those on file; what was decided stays, whatever became of the sheet.

    Parameters
    ----------
    graded : (trainee's folder name, grade)
    """
    lines = [line for _, line in _lines(folder) if line["holds"].strip()]
    known = {line["question"] for line in lines}
    for name, grade in graded:
        materials = {material.number: material for material in grade.case.materials}
        for one in grade.waiting:
            if one.question in known:
                continue
            known.add(one.question)
            material = materials.get(one.expected.document)
            lines.append(
                {
                    "question": one.question,
                    "trainee": name,
                    "clause": called(grade.case.evaluation.rubric, one.criterion.id).in_(lang),
                    "points": one.given,
                    "reason": one.line.reason,
                    "document": material.extract.in_(lang) if material else "",
                    "asked": "；".join(fault.in_(lang) for fault in one.reason_faults),
                    "holds": "",
                }
            )
    return write_lines(folder / FILE, COLUMNS, lines)


def _lines(folder: Path) -> list[tuple[int, dict[str, str]]]:
    path = folder / FILE
    found = read_lines(path)
    if found and not {"question", "holds"} <= set(found[0]):
        raise PerfkitError(words("decisions_lack_columns", path=path))
    return [(number, line) for number, line in enumerate(found, start=2) if line["question"]]


def _decided(line: dict[str, str], number: int) -> bool:
    said = line["holds"].strip().lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise PerfkitError(words("neither_yes_nor_no", file=FILE, number=number, holds=line["holds"]))
