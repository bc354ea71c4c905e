"""Where a department stands with what was found: matters by state, and why points that it claims are not
confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from perfkit.base.errors import Fault, PerfkitError
from perfkit.base.pool import each
from perfkit.base.text import Text
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.folders import find_departments
from perfkit.filing.follow_up import FollowUp, load_follow_up
from perfkit.filing.names import names_of
from perfkit.review import Finding, problems_of, review
from perfkit.review.rulebook import rulebook
from perfkit.review.unscored import load_filing

CAUSES = names_of("causes")
T = TypeVar("T")
_EXCLUDED = ("arithmetic", "contradiction", "rule")


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of the ledger on a given day: its problem and state, and the days that an answer is
    overdue."""

    problem: str
    state: str
    is_open: bool
    overdue: int


@dataclass(frozen=True, slots=True)
class Position:
    """One department-year: what was raised with it and where that stands.

    Attributes
    ----------
    key, department : str   key of the filing, id of the department
    name : Text             what the filing is about
    self_score : points that it gives itself on rows of the scoring table; None where there is none
    matters : those of the ledger
    gap : cause of CAUSES → points claimed that are not confirmed; they add up to self-score less what is
        confirmed
    problems : ids of the problems that a review finds now
    """

    key: str
    department: str
    name: Text
    year: int
    version: int
    synthetic: bool
    unconfirmed: bool
    self_score: Fraction | None
    matters: tuple[Matter, ...]
    gap: tuple[tuple[str, Fraction], ...]
    problems: tuple[str, ...]

    def count(self, *states: str) -> int:
        """How many matters stand in one of the states; "overdue" and "open" count as such."""
        return sum(
            matter.state in states
            or ("overdue" in states and matter.overdue > 0)
            or ("open" in states and matter.is_open)
            for matter in self.matters
        )

    @property
    def without_support(self) -> Fraction | None:
        """Points claimed that are not confirmed; None where the filing is not scored."""
        return None if self.self_score is None else sum((points for _, points in self.gap), Fraction(0))

    @property
    def latest(self) -> int:
        """The most days that an answer is overdue."""
        return max((matter.overdue for matter in self.matters), default=0)


def newest(found: Iterable[T], key: Callable[[T], str], version: Callable[[T], int]) -> tuple[T, ...]:
    """Of several filings of a year the newest, which counts; in the order in which they came."""
    counts: dict[str, T] = {}
    for one in found:
        if key(one) not in counts or version(one) > version(counts[key(one)]):
            counts[key(one)] = one
    return tuple(counts.values())


def positions(
    paths: Iterable[Path], *, rubric: str = "", today: date | None = None, workers: int | None = None
) -> tuple[tuple[Position, ...], tuple[Fault, ...]]:
    """Where every department under the paths stands, and the faults of those that cannot be read.

    Parameters
    ----------
    paths : department folders or folders of them
    rubric : str    one scoring table for all; their own unless given
    today : date    the day that days overdue are counted to; none are without it
    """
    jobs = [(folder, rubric, today) for folder in find_departments(paths)]
    found: Sequence[Position | tuple[Fault, ...]] = each(_try, jobs, workers)
    kept = newest(
        (one for one in found if isinstance(one, Position)), lambda one: one.key, lambda one: one.version
    )
    return kept, tuple(fault for one in found if not isinstance(one, Position) for fault in one)


def _try(job: tuple[Path, str, date | None]) -> Position | tuple[Fault, ...]:
    folder, rubric, today = job
    try:
        return position_of(load_filing(folder, rubric)[0].evaluate(), load_follow_up(folder), today)
    except PerfkitError as error:
        return error.faults_of(folder.name)


def position_of(evaluation: Evaluation, kept: FollowUp, today: date | None = None) -> Position:
    """Where one department stands.

    Examples
    --------
    >>> from perfkit import load_department
    >>> evaluation = load_department("sz-sif-longhua_2020").evaluate()
    >>> gap = position_of(evaluation, FollowUp()).gap
    >>> sum(points for _, points in gap) == evaluation.self_score - evaluation.standing.confirmed
    True
    """
    findings = review(evaluation)
    filed = evaluation.submission
    return Position(
        filed.key,
        filed.department.id,
        filed.named,
        filed.year,
        filed.version,
        filed.synthetic,
        filed.unconfirmed,
        sum(evaluation.standing, Fraction(0)) if evaluation.is_scored else None,
        tuple(
            Matter(item.problem, item.state, item.is_open, item.days_overdue(today) if today else 0)
            for item in kept.items
        ),
        tuple(gap_by_cause(evaluation, findings).items()),
        tuple(problem.id for problem in problems_of(findings)),
    )


def gap_by_cause(evaluation: Evaluation, findings: Iterable[Finding]) -> dict[str, Fraction]:
    """Points that the department gave itself and nothing confirms, by why.

    Points that figures exclude belong to the hardest finding on their row that tells of arithmetic, of a
    contradiction or of the rule, else to the rule; open points to a target that cannot be measured where
    such a finding rests on their row, else to missing evidence.
    """
    by_row: dict[str, list[str]] = {}
    for one in findings:
        for row, _ in one.stakes:
            by_row.setdefault(row, []).append(rulebook().problems[one.problem].cause)
    gap = dict.fromkeys(CAUSES, Fraction(0))
    for result in evaluation.rows:
        causes, standing = by_row.get(result.indicator.id, []), result.standing
        gap[next((one for one in causes if one in _EXCLUDED), "rule")] += standing.contradicted
        open_cause = "unmeasurable" if "unmeasurable" in causes else "evidence"
        gap[open_cause] += standing.open + standing.judgement
    return {cause: points for cause, points in gap.items() if points}


def returning(
    found: Iterable[Position], lang: str = "zh"
) -> dict[tuple[str, str], tuple[str, tuple[int, ...]]]:
    """(department, problem) → the department's name and the years of a problem that it has in several."""
    years: dict[tuple[str, str], tuple[str, set[int]]] = {}
    for one in found:
        for problem in one.problems:
            years.setdefault((one.department, problem), (one.name.in_(lang), set()))[1].add(one.year)
    several = {key: (name, tuple(sorted(seen))) for key, (name, seen) in years.items() if len(seen) > 1}
    return dict(sorted(several.items(), key=lambda item: (-len(item[1][1]), item[0])))
