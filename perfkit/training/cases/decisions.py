"""What the trainer decides on reasons that nobody but a person can judge: one file, kept over regrading."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole
from perfkit.base.text import Text, csv_text
from perfkit.training.cases.grading import CaseGrade
from perfkit.training.lessons.views import called

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
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerows({name: csv_text(line.get(name, "")) for name in COLUMNS} for line in lines)
    path = folder / FILE
    write_whole(path, stream.getvalue().encode("utf-8-sig"))
    return path


def _lines(folder: Path) -> list[tuple[int, dict[str, str]]]:
    path = folder / FILE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    if found and not {"question", "holds"} <= set(found[0]):
        raise PerfkitError(
            Text(
                f"{path} 缺少 question 或 holds 列；请从备份恢复，或删掉后重新批改",
                f"{path} lacks its columns question and holds; restore it, or delete it and grade again",
            )
        )
    return [(number, line) for number, line in enumerate(found, start=2) if line["question"]]


def _decided(line: dict[str, str], number: int) -> bool:
    said = line["holds"].strip().lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise PerfkitError(
        Text(
            f"{FILE} 第 {number} 行 holds 写的是“{line['holds']}”；请写 是 或 否，或留空",
            f'{FILE}, line {number}: holds says "{line["holds"]}"; write yes or no, or leave it empty',
        )
    )
