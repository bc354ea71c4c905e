"""Reading a panel: the judgements of department folders, or of a class that was graded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text
from perfkit.evaluation.department import load_department
from perfkit.filing.folders import find_departments
from perfkit.rubric.table import Rubric
from perfkit.training.agreement.panel import Agreement
from perfkit.training.agreement.ratings import Rating


def read_agreement(paths: Iterable[Path]) -> Agreement:
    """Read the judgements of department folders, one folder with several evaluators or one folder an evaluator.

    Parameters
    ----------
    paths : department folders, trainees' folders, or folders that hold them

    Raises
    ------
    PerfkitError      nobody judged a criterion that somebody else judged; two files of one evaluator for one department.
    SubmissionError   a folder that cannot be read, with every fault.
    """
    ratings: list[Rating] = []
    seen: dict[tuple[str, str], Path] = {}
    rubric: Rubric | None = None
    synthetic = False
    for folder in find_departments([_graded(path) for path in paths]):
        department = load_department(folder)
        if rubric is not None and department.rubric.id != rubric.id:
            raise PerfkitError(
                Text(
                    f"{folder.name} 用的是另一张评分表 {department.rubric.id}；一次只能比较同一张表",
                    f"{folder.name} uses another rubric, {department.rubric.id}; compare one rubric at a time",
                )
            )
        rubric, synthetic = department.rubric, synthetic or department.submission.synthetic
        key = f"{department.submission.department.id}_{department.submission.year}"
        evaluated = department.evaluate()
        rows = {result.criterion.id: (row, result) for row in evaluated.rows for result in row.criteria}
        for judged in department.judgements:
            name = judged.evaluator.id
            if (key, name) in seen:
                raise PerfkitError(
                    Text(
                        f"{key} 有两份 {name} 的评价意见：{seen[key, name].name}、{folder.name}",
                        f"{key} has two files by {name}: in {seen[key, name].name} and in {folder.name}",
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
        raise PerfkitError(
            Text(
                "没有一条是两个人都评过的；每个部门的 judgements 里要有两份以上评价意见",
                "no criterion was judged by two people; each department needs two or more files under judgements",
            )
        )
    return Agreement(rubric, kept, synthetic)


def _graded(path: Path) -> Path:
    """The folder of judgements of a class, where its own folder or the trainer's was named."""
    return next((one for one in (path / "trainer" / "graded", path / "graded") if one.is_dir()), path)
