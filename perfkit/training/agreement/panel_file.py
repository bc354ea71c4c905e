"""Reading a panel: the judgements of department folders, or of a class that was graded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.evaluation.department import load_department
from perfkit.filing.folders import find_departments
from perfkit.rubric.table import Rubric
from perfkit.training.agreement.panel import Agreement
from perfkit.training.agreement.ratings import Rating
from perfkit.training.words import words


def read_agreement(paths: Iterable[Path]) -> Agreement:
    """Read the judgements of department folders, one folder with several evaluators or one folder an
    evaluator.

    Parameters
    ----------
    paths : department folders, trainees' folders, or folders that hold them

    Raises
    ------
    PerfkitError      nobody judged a criterion that somebody else judged; two files of one evaluator for one
    department.
    SubmissionError   a folder that cannot be read, with every fault.
    """
    ratings: list[Rating] = []
    seen: dict[tuple[str, str], Path] = {}
    rubric: Rubric | None = None
    synthetic = False
    for folder in find_departments([_graded(path) for path in paths]):
        department = load_department(folder)
        if rubric is not None and department.rubric.id != rubric.id:
            raise PerfkitError(words("another_rubric", name=folder.name, id=department.rubric.id))
        rubric, synthetic = department.rubric, synthetic or department.submission.synthetic
        key = f"{department.submission.department.id}_{department.submission.year}"
        evaluated = department.evaluate()
        rows = {result.criterion.id: (row, result) for row in evaluated.rows for result in row.criteria}
        for judged in department.judgements:
            name = judged.evaluator.id
            if (key, name) in seen:
                raise PerfkitError(
                    words(
                        "two_files_of_one", key=key, name=name, name2=seen[key, name].name, name3=folder.name
                    )
                )
            seen[key, name] = folder
            for judgement in judged.judgements:
                if judgement.criterion in rows and judgement.triggered is None:
                    row, result = rows[judgement.criterion]
                    points = judgement.awarded(result.criterion.max)
                    if points is None:
                        continue
                    steps = tuple(sorted(result.criterion.awardable or ()))
                    ratings.append(
                        Rating(
                            key,
                            row.indicator.id,
                            judgement.criterion,
                            name,
                            points,
                            result.criterion.max,
                            steps,
                            judgement.reason,
                        )
                    )
    together: dict[tuple[str, str], set[str]] = {}
    for rating in ratings:
        together.setdefault((rating.department, rating.criterion), set()).add(rating.evaluator)
    kept = tuple(rating for rating in ratings if len(together[rating.department, rating.criterion]) > 1)
    if rubric is None or not kept:
        raise PerfkitError(words("nothing_in_common"))
    return Agreement(rubric, kept, synthetic)


def _graded(path: Path) -> Path:
    """The folder of judgements of a class, where its own folder or the trainer's was named."""
    return next((one for one in (path / "trainer" / "graded", path / "graded") if one.is_dir()), path)
