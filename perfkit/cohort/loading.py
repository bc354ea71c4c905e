"""Reading, evaluating and reviewing every department of a cohort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.pool import each
from perfkit.base.quantities import Interval
from perfkit.base.text import Text
from perfkit.cohort.members import Cohort, Member, Problem, RowScore
from perfkit.evaluation.department import load_department
from perfkit.evaluation.outcome import Outcome
from perfkit.filing.folders import find_departments
from perfkit.review import review
from perfkit.rubric.files import load_rubric


def member_of(folder: Path, rubric: str = "", evaluator: str = "") -> Member:
    """Read, evaluate and review one department for a comparison.

    Raises
    ------
    SubmissionError, RubricError   see `perfkit.load_department`.
    """
    evaluation = load_department(folder, rubric=rubric, evaluator=evaluator).evaluate()
    submission, project = evaluation.submission, evaluation.submission.project
    rows = tuple(
        RowScore(
            row.indicator.id,
            row.indicator.max,
            row.max_applicable,
            row.self_score,
            row.points,
            row.standing,
            row.status,
        )
        for row in evaluation.rows
    )
    ratios: dict[str, Interval] = {}
    for result in evaluation.by_criterion.values():
        _collect(result.criterion, result.outcome, ratios)
    counts = Counter((finding.code, finding.severity) for finding in review(evaluation))
    return Member(
        submission.key,
        submission.department.id,
        submission.department.name + (f"·{project.name}" if project else ""),
        submission.year,
        submission.synthetic,
        evaluation.rubric.id,
        evaluation.self_score,
        evaluation.points,
        evaluation.standing,
        (
            evaluation.own_grade.name if evaluation.own_grade else "",
            evaluation.grades["low"].name,
            evaluation.grades["high"].name,
        ),
        rows,
        tuple(ratios.items()),
        tuple((code, severity, count) for (code, severity), count in sorted(counts.items())),
        submission.unconfirmed,
        submission.version,
    )


def _collect(criterion, outcome: Outcome, ratios: dict[str, Interval]) -> None:
    name = getattr(criterion, "ratio", "")
    if (
        name
        and outcome.measure is not None
        and (outcome.printed is not None or not any(found.missing for found in outcome.found))
    ):
        ratios.setdefault(name, outcome.measure)


def load_cohort(
    paths: Iterable[Path], *, rubric: str = "", evaluator: str = "", workers: int | None = None
) -> Cohort:
    """Read, evaluate and review every department under the paths.

    Parameters
    ----------
    paths : department folders or folders of them
    rubric : str       one rubric for all; each department's own must be the same one otherwise
    evaluator : str    use this evaluator's judgements only
    workers : int      processes at a time; as many as there are processors where there are many departments

    Returns
    -------
    Cohort   what cannot be read stands under `problems`, nothing is left out silently.

    Raises
    ------
    PerfkitError   no department can be read, or they score themselves by different rubrics.
    """
    folders = find_departments(paths)
    jobs = [(folder, rubric, evaluator) for folder in folders]
    results = each(_try, jobs, workers)
    members, problems, superseded = _each_once(folders, results)
    if not members:
        faults = [fault for _, found, _ in problems for fault in found]
        raise PerfkitError(
            Text("没有可比较的部门：", "no department can be compared:") if faults else problems[0][2],
            faults=faults,
        )
    rubrics = sorted({member.rubric for member in members})
    if len(rubrics) > 1:
        listed = "、".join(rubrics)
        zh, en = (
            f"这些部门所用评分表不同（{listed}），请用 --rubric 指定一个",
            f"these departments use different rubrics ({listed}); name one with --rubric",
        )
        raise PerfkitError(zh, en)
    return Cohort(load_rubric(rubrics[0]), members, problems, superseded)


def _each_once(
    folders: list[Path], results: list[Member | Problem]
) -> tuple[tuple[Member, ...], tuple[Problem, ...], tuple[Text, ...]]:
    """The newest filing of every department and year; what could not be read or was filed twice; older
    versions.

    Of two filings with one version number the first is compared.
    """
    members: dict[str, Member] = {}
    places: dict[str, Path] = {}
    problems: list[Problem] = []
    superseded: list[Text] = []
    for folder, result in zip(folders, results, strict=True):
        if not isinstance(result, Member):
            problems.append(result)
            continue
        before = members.get(result.key)
        if before is not None and before.version == result.version:
            problems.append((str(folder), (), _twice(result, places[result.key])))
            continue
        if before is not None:
            old, new = sorted((before, result), key=lambda member: member.version)
            superseded.append(_older(old, new))
        if before is None or result.version > before.version:
            members[result.key], places[result.key] = result, folder
    return tuple(members.values()), tuple(problems), tuple(superseded)


def _twice(one: Member, taken: Path) -> Text:
    return Text(
        f"{one.name} {one.year} 年度有两份材料，比较用的是 {taken}，这一份没有计入",
        f"{one.name} {one.year} was filed twice; {taken} is compared, this one is left out",
    )


def _older(old: Member, new: Member) -> Text:
    return Text(
        f"{new.name} {new.year} 年度以第 {new.version} 版为准，第 {old.version} 版没有计入",
        f"{new.name} {new.year}: version {new.version} counts, version {old.version} is left out",
    )


def _try(job: tuple[Path, str, str]) -> Member | Problem:
    folder, rubric, evaluator = job
    try:
        return member_of(folder, rubric, evaluator)
    except PerfkitError as error:
        return folder.name, error.faults, error.message
