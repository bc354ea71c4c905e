"""Departments under one rubric with one exact number a row, to be weighed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd

from perfkit.base.errors import FactError
from perfkit.evaluation.tree import Evaluation
from perfkit.rubric.table import Indicator, Rubric

UNIT = 1000
"""Weights vary in thousandths: a factor of 1.000 is the integer 1000."""


@dataclass(frozen=True)
class Weighed:
    """Departments under one rubric with one exact number a row, and what each row could have given.

    Attributes
    ----------
    names : department keys, in the order given
    rows : the rubric's rows
    points : [department][row] exact points
    full : [department][row] points that apply: the row's maximum, less where targets do not apply
    """

    names: tuple[str, ...]
    rows: tuple[Indicator, ...]
    points: tuple[tuple[Fraction, ...], ...]
    full: tuple[tuple[Fraction, ...], ...]
    rubric: Rubric

    def totals(self, factors: Sequence[int]) -> list[Fraction]:
        """Every department's exact total where each row counts factor/1000 of its points, scaled to the
        rubric's maximum."""
        return [self._total(department, factors) for department in range(len(self.names))]

    def _total(self, department: int, factors: Sequence[int]) -> Fraction:
        top = sum((f * p for f, p in zip(factors, self.points[department], strict=True)), Fraction(0))
        whole = sum((f * p for f, p in zip(factors, self.full[department], strict=True)), Fraction(0))
        return top * self.rubric.max / whole if whole else Fraction(0)

    @cached_property
    def _integers(self) -> tuple[list[list[int]], list[list[int]]]:
        """Each department's points and what applies, without loss, over a denominator of its own."""
        tops, wholes = [], []
        for points, full in zip(self.points, self.full, strict=True):
            common = 1
            for value in (*points, *full):
                common = common * value.denominator // gcd(common, value.denominator)
            tops.append([int(value * common) for value in points])
            wholes.append([int(value * common) for value in full])
        return tops, wholes

    def _exact(self, department: int, factors: Sequence[int]) -> tuple[int, int]:
        tops, wholes = self._integers
        top = sum(f * n for f, n in zip(factors, tops[department], strict=True))
        return top, sum(f * n for f, n in zip(factors, wholes[department], strict=True)) or 1


def cohort_of(evaluations: Sequence[Evaluation], end: str = "low") -> Weighed:
    """Take the rows of several evaluations under one rubric.

    Parameters
    ----------
    evaluations : at least one
    end : str   which number of each row: low (safe points), high, or self (claimed; 0 where nothing was)

    Raises
    ------
    FactError   evaluations under different rubrics, or none.
    """
    if not evaluations or len({(one.rubric.id, one.rubric.version) for one in evaluations}) != 1:
        raise FactError("排名须是同一评分表下的若干部门", "ranks need departments under one rubric")
    rubric = evaluations[0].rubric
    if end == "self" and any(one.self_score is None for one in evaluations):
        raise FactError(
            "有部门没有完整的自评分，不能按自评分排名",
            "a department lacks self-scores; they cannot be ranked",
        )
    take = {
        "low": lambda row: row.points.low,
        "high": lambda row: row.points.high,
        "self": lambda row: row.self_score or Fraction(0),
    }[end]
    points = tuple(tuple(take(row) for row in one.rows) for one in evaluations)
    full = tuple(tuple(row.max_applicable for row in one.rows) for one in evaluations)
    return Weighed(tuple(one.submission.key for one in evaluations), rubric.indicators, points, full, rubric)
