"""What was read from Excel, written as folders of departments: all of them or none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.intake.notes import note
from perfkit.intake.workbook.budget_projects import read_budget_tables
from perfkit.intake.workbook.many import read_table
from perfkit.intake.workbook.reader import read_workbook
from perfkit.intake.writer import holds_work, submission_text
from perfkit.rubric import DEFAULT_RUBRIC


def read_to_folder(
    path: Path | str, out: Path | str, *, rubric: str = DEFAULT_RUBRIC, columns: Path | str | None = None
) -> list[Path]:
    """Read a workbook into a department's folder, or a table of departments into a folder each.

    Parameters
    ----------
    path : Path      a filled-in workbook; with `columns` a .csv, .xlsx or .parquet
    out : Path       the department's folder; with `columns` the folder of the departments' folders
    columns : Path   the column map of a table with one row a department

    Returns
    -------
    list of Path   the folders written

    Raises
    ------
    SubmissionError   the file has faults (nothing is written), or a folder holds another submission.
    """
    path, out = Path(path), Path(out)
    if columns is not None:
        found = read_table(path, columns, rubric)
        folders = [out / f"{row.submission['department']['id']}_{row.submission['year']}" for row in found]
        pairs: list[tuple[Path, Any, list]] = [
            (folder, row.submission, []) for folder, row in zip(folders, found, strict=True)
        ]
    elif path.suffix.lower() != ".xlsx":
        raise SubmissionError(note("name_columns", name=path.name))
    else:
        submission, judged, faults = read_workbook(path)
        if faults:
            raise SubmissionError(note("table_faults", name=path.name, count=len(faults)), faults=faults)
        pairs = [(out, submission, judged)]
    return _write_all(pairs)


def read_budget_to_folders(paths: list[Path], out: Path | str, rubric: str = "") -> list[Path]:
    """Tables of the integrated budget system as a folder a project; see `read_budget_tables`.

    Raises
    ------
    SubmissionError   a table has faults, or a folder holds another submission; nothing is written.
    """
    found = read_budget_tables(paths, rubric)
    return _write_all([(Path(out) / f"{one['department']['id']}_{one['year']}", one, []) for one in found])


def _write_all(pairs: list[tuple[Path, dict, list[dict]]]) -> list[Path]:
    taken = [folder for folder, submission, judged in pairs if _holds_another(folder, submission, judged)]
    if taken:
        names = "、".join(folder.name for folder in taken[:5])
        raise SubmissionError(note("folder_taken", names=names))
    for folder, submission, judged in pairs:
        _write(folder, submission, judged)
    return [folder for folder, _, _ in pairs]


def _holds_another(folder: Path, submission: dict, judged: list[dict]) -> bool:
    """Whether something that a person wrote would be lost; the same content may be written again."""
    if holds_work(folder / "submission.yaml", submission):
        return True
    files = [(_judgement_file(folder, file), submission_text(file)) for file in judged]
    return any(path.exists() and path.read_text(encoding="utf-8") != text for path, text in files)


def _judgement_file(folder: Path, file: dict) -> Path:
    name = file["evaluator"]["id"]
    if not re.fullmatch(r"[\w-]{1,80}", name):
        raise SubmissionError(note("evaluator_id", name=name))
    return folder / "judgements" / f"{name}.yaml"


def _write(folder: Path, submission: dict, judged: list[dict]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in judged:
        (folder / "judgements").mkdir(exist_ok=True)
        write_whole(_judgement_file(folder, file), submission_text(file))
    write_whole(folder / "submission.yaml", submission_text(submission))
