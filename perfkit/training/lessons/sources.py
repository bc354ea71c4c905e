"""What lessons draw their figures from: the report of the course, its rubric, and the trainee's own cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perfkit.evaluation.department import load_department
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.target_rows import TargetRow, target_rows
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.review import Finding, review
from perfkit.rubric.table import Rubric
from perfkit.training.cases.case import TraineeCase
from perfkit.training.course import course


@dataclass(frozen=True)
class Sources:
    """One lesson's figures; nothing is worked out before it is asked for.

    Attributes
    ----------
    trainee : int   number of the trainee, 1 to 99999
    lang : str      "zh" or "en"
    """

    trainee: int
    lang: str

    @cached_property
    def evaluation(self) -> Evaluation:
        """The report of the course under its rubric, without any judgement on file."""
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
        return TraineeCase(self.trainee, 1)

    @cached_property
    def faulty_case(self) -> TraineeCase:
        """The trainee's case with contradictions planted."""
        return TraineeCase(self.trainee, 3)
