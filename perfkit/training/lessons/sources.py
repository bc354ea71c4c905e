"""What lessons draw their figures from: the Longhua report, the rubric, and the trainee's own cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perfkit.evaluation.department import load_department
from perfkit.evaluation.summary import TargetRow, target_rows
from perfkit.evaluation.tree import Evaluation, RowResult, evaluate
from perfkit.review import Finding, review
from perfkit.rubric.table import Rubric
from perfkit.training.cases.case import TraineeCase

LONGHUA = "sz-sif-longhua_2020"


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
        """The Longhua report under its rubric, without any judgement on file."""
        longhua = load_department(LONGHUA)
        return evaluate(longhua.submission, longhua.rubric)

    @property
    def rubric(self) -> Rubric:
        """The scoring table."""
        return self.evaluation.rubric

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up in the Longhua report."""
        return review(self.evaluation)

    @cached_property
    def targets(self) -> tuple[TargetRow, ...]:
        """Longhua's targets, read."""
        return target_rows(self.evaluation.submission)

    def row(self, indicator: str) -> RowResult:
        """A row of Longhua's evaluation."""
        return next(row for row in self.evaluation.rows if row.indicator.id == indicator)

    def target(self, name: str) -> TargetRow:
        """A target of Longhua by its name."""
        return next(row for row in self.targets if row.target.name == name)

    @cached_property
    def complete_case(self) -> TraineeCase:
        """The trainee's case with everything on file."""
        return TraineeCase(self.trainee, 1)

    @cached_property
    def faulty_case(self) -> TraineeCase:
        """The trainee's case with contradictions planted."""
        return TraineeCase(self.trainee, 3)
