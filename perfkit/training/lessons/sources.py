"""What lessons draw their figures from: the report of the course, its rubric, and the trainee's own cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from perfkit.evaluation.department import load_department
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.target_rows import TargetRow, target_rows
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.review import Finding, review
from perfkit.rubric.table import Rubric
from perfkit.training.cases.case import TraineeCase
from perfkit.training.course import course

_MORE_CASES = 90_000


@dataclass(frozen=True)
class Sources:
    """One lesson's figures; nothing is worked out before it is asked for.

    Attributes
    ----------
    trainee : int   number of the trainee, 1 to 99999
    lang : str      "zh" or "en"
    case : TraineeCase   takes the place of the report where other figures are asked for
    """

    trainee: int
    lang: str
    case: TraineeCase | None = None

    @cached_property
    def evaluation(self) -> Evaluation:
        """The report of the course, or the case, under its rubric: without any judgement on file."""
        if self.case is not None:
            return evaluate(self.case.submission, self.case.evaluation.rubric, (self.case.shown,))
        filed = load_department(course().report)
        return evaluate(filed.submission, filed.rubric)

    @property
    def rubric(self) -> Rubric:
        """The scoring table."""
        return self.evaluation.rubric

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up in the report."""
        return review(self.evaluation)

    @cached_property
    def targets(self) -> tuple[TargetRow, ...]:
        """Its targets, read."""
        return target_rows(self.evaluation.submission)

    def row(self, indicator: str) -> RowResult:
        """A row of its evaluation."""
        return next(row for row in self.evaluation.rows if row.indicator.id == indicator)

    def target(self, name: str) -> TargetRow:
        """One of its targets by name."""
        return next(row for row in self.targets if row.target.name == name)

    @cached_property
    def complete_case(self) -> TraineeCase:
        """The trainee's case with everything on file."""
        return self.case or TraineeCase(self.trainee, 1)

    @cached_property
    def faulty_case(self) -> TraineeCase:
        """The trainee's case with contradictions planted."""
        return self.case or TraineeCase(self.trainee, 3)

    def others(self, level: int) -> Iterator[Sources]:
        """Sources with a case of the trainee in place of the report: the own one first, then a few more."""
        for number in (self.trainee, *(_MORE_CASES + (self.trainee * 7 + at) % 9_000 for at in range(6))):
            yield replace(self, case=TraineeCase(number, level))
