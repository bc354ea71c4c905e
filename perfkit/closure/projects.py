"""A department's project filings rolled up beside its own: number, money, points, grades, contradictions, sums."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

from perfkit.base.errors import Fault, PerfkitError
from perfkit.base.quantities import Interval
from perfkit.closure.frame import money_of
from perfkit.evaluation.department import load_department
from perfkit.filing.submission import Submission
from perfkit.review import review
from perfkit.review.finding import ERROR

_MANY = 60


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project's filing, as far as a roll-up needs it.

    Attributes
    ----------
    key, name : str
    department : str          who filed
    budget, spent : Fraction  yuan; None where the filing does not say
    self_score : Fraction     None where it prints no total
    grade : str               as printed
    points : Interval         recomputed
    contradictions : int
    """

    key: str
    name: str
    department: str
    budget: Fraction | None
    spent: Fraction | None
    self_score: Fraction | None
    grade: str
    points: Interval
    contradictions: int


@dataclass(frozen=True)
class Projects:
    """The projects of one department."""

    lines: tuple[ProjectLine, ...]
    faults: tuple[Fault, ...] = ()

    @cached_property
    def budget(self) -> Fraction:
        """Yuan, over the projects that say so."""
        return sum((line.budget for line in self.lines if line.budget is not None), Fraction(0))

    @cached_property
    def spent(self) -> Fraction:
        """Yuan, over the projects that say so."""
        return sum((line.spent for line in self.lines if line.spent is not None), Fraction(0))

    @property
    def without_money(self) -> int:
        """How many do not say what was spent; a sum over the rest is only a floor."""
        return sum(line.spent is None for line in self.lines)

    @property
    def mean_self(self) -> Fraction | None:
        """Mean of the printed totals; None where none is printed."""
        scores = [line.self_score for line in self.lines if line.self_score is not None]
        return sum(scores, Fraction(0)) / len(scores) if scores else None

    @property
    def grades(self) -> dict[str, int]:
        """Printed grades and how many have each."""
        return dict(Counter(line.grade or "—" for line in self.lines).most_common())

    @property
    def contradictions(self) -> int:
        """Findings of severity error, over all projects."""
        return sum(line.contradictions for line in self.lines)

    def against(self, filed: Submission) -> dict[str, tuple[Fraction, Fraction]]:
        """Sums that differ from what the department's own filing or accounts print.

        Returns
        -------
        fact → (what the department prints, what the projects come to), only where they differ by more than the last
        printed digit. Spending is compared only where every project says what it spent.
        """
        found: dict[str, tuple[Fraction, Fraction]] = {}
        sums = {"self_evaluated_projects_count": Fraction(len(self.lines))}
        if not self.without_money:
            sums["project_spent"] = self.spent
        if self.mean_self is not None and all(line.self_score is not None for line in self.lines):
            sums["self_evaluated_projects_mean"] = self.mean_self
        for fact, own in sums.items():
            statements = filed.facts.get(fact, ())
            if statements and all(abs(one.amount - own) > one.tolerance for one in statements):
                found[fact] = (statements[0].amount, own)
        return found


def load_projects(folders: Iterable[Path], *, rubric: str = "") -> Projects:
    """Read, score and review every project; several at a time where there are many.

    Returns
    -------
    Projects   what cannot be read stands under `faults`, nothing is left out silently.
    """
    jobs = [(folder, rubric) for folder in folders]
    if len(jobs) < _MANY:
        results = [_line(job) for job in jobs]
    else:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as executor:
            results = list(executor.map(_line, jobs, chunksize=16))
    lines = tuple(result for result in results if isinstance(result, ProjectLine))
    faults = tuple(fault for result in results if not isinstance(result, ProjectLine) for fault in result)
    return Projects(lines, faults)


def project_folders(folder: Path) -> list[Path]:
    """The project filings that lie under a department's folder, in `projects/<project>/submission.yaml`."""
    return sorted(inner.parent for inner in (folder / "projects").glob("*/submission.yaml"))


def _line(job: tuple[Path, str]) -> ProjectLine | Sequence[Fault]:
    folder, rubric = job
    try:
        evaluation = load_department(folder, rubric=rubric).evaluate()
        filed = evaluation.submission
        return ProjectLine(
            folder.name,
            filed.project.name if filed.project else filed.title or filed.department.name,
            filed.department.name,
            money_of(filed) or None,
            next((one.amount for one in filed.facts.get("spent_total", ())), None),
            evaluation.self_score,
            filed.self_evaluation.grade,
            evaluation.points,
            sum(finding.severity == ERROR for finding in review(evaluation)),
        )
    except PerfkitError as error:
        return error.faults or (Fault(folder.name, 1, "", error.message),)
