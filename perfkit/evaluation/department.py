"""One department-year on disk: submission, judgements and rubric together, every fault in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from perfkit.base.errors import Fault, RubricError, SubmissionError
from perfkit.base.files import Unreadable, listed
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.scoring import score
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.evaluation.weighted_targets import target_criteria
from perfkit.filing.beside import Beside
from perfkit.filing.fact_book import FactBook
from perfkit.filing.folders import department_folder
from perfkit.filing.judgements import Judgements, read_judgements
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import read_submission
from perfkit.rubric.filed_maxima import fitted
from perfkit.rubric.files import load_rubric, named_rubric, rubric_path
from perfkit.rubric.table import Rubric

Filed = tuple[Submission | None, Source] | None


@dataclass(frozen=True, repr=False)
class Department:
    """A department folder, read and checked.

    Attributes
    ----------
    rubric : Rubric          the one asked for, else the one it scored itself by
    judgements : evaluators' files in use
    """

    folder: Path
    submission: Submission
    rubric: Rubric
    judgements: tuple[Judgements, ...] = ()

    @cached_property
    def book(self) -> FactBook:
        """The facts of the submission and of its judgements, looked up once for every evaluation."""
        return FactBook(self.submission, self.judgements, Beside(self.folder, self.submission))

    def __repr__(self) -> str:
        who = ", ".join(one.evaluator.id for one in self.judgements) or "nobody yet"
        return f"<Department {self.folder.name} [{self.rubric.id}], judged by {who}>"

    def _repr_html_(self) -> str:
        from perfkit.base.markup import card

        who = "、".join(one.evaluator.name or one.evaluator.id for one in self.judgements) or "尚无"
        rows = [
            ("文件夹", self.folder.name),
            ("评分表", f"{self.rubric.name.zh}（{self.rubric.id}）"),
            ("评价人", who),
        ]
        return card(
            f"{self.submission.department.name} {self.submission.year} 年度",
            rows,
            note="评分：.evaluate()；自评材料：.submission；评分表：.rubric",
        )

    def evaluate(self, readings: Mapping[str, str] | None = None) -> Evaluation:
        """Score it; see `perfkit.evaluation.tree.evaluate`."""
        return evaluate(self.submission, self.rubric, self.judgements, readings=readings, book=self.book)


def load_department(
    department: str | Path,
    root: str | Path = "",
    *,
    rubric: str = "",
    evaluator: str = "",
    filed: Filed = None,
) -> Department:
    """Read a department's submission and judgements and check them against its rubric.

    Parameters
    ----------
    department : str or Path   folder name (looked up under `root`) or a path to the folder
    root : str or Path         the folder that holds departments; the bundled data unless given
    rubric : str               rubric id; the submission's own unless given
    evaluator : str            use this evaluator's judgements only; all of them unless given
    filed : tuple              what `read_submission` gave of it, where it has been read

    Raises
    ------
    SubmissionError   with every fault of every file of the folder.
    RubricError       the rubric does not exist or has faults.

    Examples
    --------
    >>> load_department("sz-sif-longhua_2020").rubric.id
    'sz-2020'
    """
    folder = department if isinstance(department, Path) else department_folder(department, root)
    faults, submission, judged, table = _read(folder, rubric, evaluator, filed=filed)
    if faults or submission is None or table is None:
        raise SubmissionError(
            f"{folder.name} 无法评价：", f"{folder.name} cannot be evaluated:", faults=faults
        )
    return Department(folder, submission, table, judged)


class Checked(NamedTuple):
    """Every fault of a department folder; whether a rubric is named, without which it is not scored; whether
    it is a draft that nobody has checked."""

    faults: list[Fault]
    names_rubric: bool
    unconfirmed: bool


def check_department(folder: Path, rubric: str = "") -> Checked:
    """Check a department folder without raising."""
    faults, submission, _, table = _read(folder, rubric, "", scored=False)
    named = submission is None or table is not None or bool(faults)
    return Checked(faults, named, submission is not None and submission.unconfirmed)


def _read(
    folder: Path, rubric: str, evaluator: str, *, scored: bool = True, filed: Filed = None
) -> tuple[list[Fault], Submission | None, tuple[Judgements, ...], Rubric | None]:
    submission, source = filed or read_submission(folder)
    named = source.data.get("self_evaluation", {}) if isinstance(source.data, dict) else {}
    told = named.get("rubric") if isinstance(named, dict) else None
    own = told if isinstance(told, str) else ""
    table = None
    try:
        if rubric:
            table = named_rubric(rubric)
        elif own or (scored and submission is not None):  # a filing names an id, never a file
            table = load_rubric(own)
    except RubricError as error:
        if rubric:
            raise
        source.fault(("self_evaluation", "rubric"), *error.message)
    if table is not None and own == table.id:
        _check_scores(named, table, source)
    if table is not None and submission is not None:
        table = fitted(table, submission)
    try:
        known = listed(folder / "judgements", end=".yaml")
    except Unreadable as error:
        known = []
        message = error.message
        source.fault((), f"judgements：{message.zh}", f"judgements: {message.en}")
    files = [path for path in known if evaluator in ("", path.stem)]
    if evaluator and not files:
        there = "、".join(path.stem for path in known) or "无"
        source.fault(
            (),
            f"没有评价人 {evaluator} 的评价意见；现有：{there}",
            f"no judgements by {evaluator}; there are: {there}",
        )
    read = [read_judgements(path) for path in files]
    judged = tuple(judgements for judgements, _ in read if judgements is not None)
    for judgements, judged_source in read:
        if judgements is not None and table is not None and submission is not None:
            check_judgements(judgements, judged_source, submission, table, judged, Beside(folder, submission))
    faults = [*source.faults, *(fault for _, judged_source in read for fault in judged_source.faults)]
    return faults, submission, judged if table is not None and submission is not None else (), table


def _check_scores(named: dict, table: Rubric, source: Source) -> None:
    scores = named.get("scores")
    for indicator in scores if isinstance(scores, dict) else ():
        if indicator not in table.by_id:
            source.fault(
                ("self_evaluation", "scores", indicator),
                f"评分表 {table.id} 没有这一行，请核对 id",
                f"rubric {table.id} has no such row; check the id",
            )
    source.faults.sort(key=lambda fault: fault.line)


def check_judgements(
    judged: Judgements,
    source: Source,
    submission: Submission,
    table: Rubric,
    everyone: tuple[Judgements, ...] = (),
    beside: Beside | None = None,
) -> None:
    """Unknown criteria, points outside the bounds or off the steps that the rule can give.

    Parameters
    ----------
    everyone : all judgements of the department, whose figures may leave less possible than this evaluator's
        own
    beside : Beside   other filings that tell facts which this one does not print
    """
    criteria = dict(table.criteria)
    for row in table.indicators:
        if row.targets:
            criteria.update({criterion.id: criterion for criterion in target_criteria(row, submission)})
    modifiers = {name for row in table.indicators for name in row.modifiers}
    books = [FactBook(submission, (judged,), beside)]
    if len(everyone) > 1 and any(one.facts for one in everyone if one is not judged):
        books.append(FactBook(submission, everyone, beside))
    for index, evidence in enumerate(judged.evidence):
        places = [("criterion",), *(("also_for", at) for at in range(len(evidence.also_for)))]
        for place, name in zip(places, evidence.criteria, strict=True):
            if name not in criteria and name not in modifiers:
                source.fault(("evidence", index, *place), *_unknown(name, table))
    for index, judgement in enumerate(judged.judgements):
        path, name = ("judgements", index), judgement.criterion
        if name in modifiers or name in criteria:
            wants = "triggered" if name in modifiers else "points"
            if (judgement.triggered is None) == (name in modifiers):
                source.fault((*path, "criterion"), f"{name} 应填 {wants}", f"{name} takes {wants}")
                continue
        if name in modifiers:
            continue
        if name not in criteria:
            source.fault((*path, "criterion"), *_unknown(name, table))
            continue
        criterion = table.criterion(criteria[name], {})
        awarded = judgement.awarded(criterion.max)
        if awarded is None:  # said above
            continue
        refusals = [refusal(criterion, score(criterion, book), awarded) for book in books]
        if refusals[0] is not None:
            source.fault((*path, "points"), *refusals[0])
        elif refusals[-1] is not None:
            source.fault(
                (*path, "points"),
                f"其他评价人依据文件认定的数据已排除这一评分：{refusals[-1].zh}",
                f"a figure that another evaluator took from a document rules this out: {refusals[-1].en}",
            )
    source.faults.sort(key=lambda fault: fault.line)


def _unknown(criterion: str, table: Rubric) -> Text:
    return Text(
        f"评分表 {table.id} 没有评分点 {criterion}，请核对 id",
        f"rubric {table.id} has no criterion {criterion}; check the id",
    )


def source_files(department: Department) -> tuple[tuple[str, str], ...]:
    """Every file that a department's evaluation was made from.

    Returns
    -------
    (name without machine path, SHA-256) pairs. A public copy leaves out judgement files, whose names say who
    judged.

    Examples
    --------
    >>> from perfkit import load_department
    >>> [name.rpartition("/")[2] for name, _ in source_files(load_department("sz-sif-longhua_2020"))]
    ['submission.yaml', 'source.txt', 'sz-2020.yaml', 'facts.yaml']
    """
    folder, source = department.folder, department.submission.source.file
    inside = [folder / "submission.yaml", *([folder / source] if source else [])]
    inside += [folder / "judgements" / f"{judged.evaluator.id}.yaml" for judged in department.judgements]
    named = [
        (f"{folder.name}/{path.relative_to(folder).as_posix()}", path) for path in inside if path.is_file()
    ]
    if department.rubric.id:
        rubric = rubric_path(department.rubric.id)
        named.append((f"rubrics/{rubric.name}", rubric))
    named.append(("facts.yaml", data_root() / "facts.yaml"))
    return tuple((name, sha256(path.read_bytes()).hexdigest()) for name, path in named)
