"""How far evaluators agree: bias and deviation from the first department on, coefficients once there are enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import numpy as np

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text
from perfkit.evaluation.department import load_department
from perfkit.filing.folders import find_departments
from perfkit.rubric.table import Indicator, Rubric
from perfkit.training.agreement.coefficients import (
    bootstrap,
    intraclass,
    mean_weighted_kappa,
    quick_intraclass,
    quick_mean_kappa,
)
from perfkit.training.agreement.ratings import EvaluatorBias, IndicatorAgreement, NamedCoefficient, Rating

ENOUGH = 5
"""Departments from which on coefficients are given: with fewer their intervals say nothing."""
KAPPA, ICC = "weighted_kappa", "icc"


@dataclass(frozen=True)
class Agreement:
    """A panel's ratings and what they say.

    Attributes
    ----------
    rubric : Rubric
    ratings : of criteria that at least two evaluators judged
    synthetic : bool
    """

    rubric: Rubric
    ratings: tuple[Rating, ...]
    synthetic: bool = False

    @cached_property
    def evaluators(self) -> tuple[str, ...]:
        """Everybody who judged something that somebody else judged too."""
        return tuple(sorted({rating.evaluator for rating in self.ratings}))

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """The departments that several evaluators judged."""
        return tuple(sorted({rating.department for rating in self.ratings}))

    @cached_property
    def items(self) -> dict[tuple[str, str], tuple[Rating, ...]]:
        """(department, criterion) → ratings."""
        found: dict[tuple[str, str], list[Rating]] = {}
        for rating in self.ratings:
            found.setdefault((rating.department, rating.criterion), []).append(rating)
        return {key: tuple(ratings) for key, ratings in found.items()}

    @cached_property
    def by_evaluator(self) -> tuple[EvaluatorBias, ...]:
        """Everybody against the others, the most generous first."""
        return tuple(
            sorted(
                (self._evaluator(name) for name in self.evaluators),
                key=lambda one: (-one.bias, one.evaluator),
            )
        )

    @property
    def differ(self) -> bool:
        """True where any two evaluators gave one criterion different points."""
        return any(one.deviation for one in self.by_indicator)

    @property
    def highest(self) -> tuple[EvaluatorBias, ...]:
        """Everybody who is most above the others."""
        return tuple(one for one in self.by_evaluator if one.bias == self.by_evaluator[0].bias)

    @property
    def lowest(self) -> tuple[EvaluatorBias, ...]:
        """Everybody who is most below the others."""
        return tuple(one for one in self.by_evaluator if one.bias == self.by_evaluator[-1].bias)

    def apart(self, first: str, second: str) -> Fraction | None:
        """The mean of one evaluator less that of another over what both judged, a share of the maximum; None where nothing is common.

        Between −1 and 1, whatever the number of evaluators: biases against the mean of the others are not to be subtracted.
        """
        both = []
        for ratings in self.items.values():
            shares = {rating.evaluator: rating.share for rating in ratings}
            if first in shares and second in shares:
                both.append(shares[first] - shares[second])
        return _mean(both) if both else None

    @cached_property
    def by_indicator(self) -> tuple[IndicatorAgreement, ...]:
        """Rows, those that are read most differently first."""
        found = [
            self._indicator(row)
            for row in self.rubric.indicators
            if any(rating.row == row.id for rating in self.ratings)
        ]
        return tuple(sorted(found, key=lambda one: (-one.deviation, one.indicator.id)))

    @cached_property
    def coefficients(self) -> tuple[NamedCoefficient, ...]:
        """Over all rows, then by row; rows with fewer than `ENOUGH` departments, or without variation, have none."""
        found = [self._kappa_of_all(), self._icc("", list(self._complete))]
        for row in self.rubric.indicators:
            if self.complete_departments(row.id) >= ENOUGH:
                keys = [key for key in self._complete if self.items[key][0].row == row.id]
                found += [self._kappa(row.id, keys), self._icc(row.id, keys)]
        return tuple(one for one in found if one is not None and one.says_something)

    def complete_departments(self, row: str) -> int:
        """Departments where every evaluator judged a criterion of the row."""
        return len(
            {
                department
                for department, criterion in self._complete
                if self.items[department, criterion][0].row == row
            }
        )

    @cached_property
    def _complete(self) -> tuple[tuple[str, str], ...]:
        """Items that every evaluator judged."""
        return tuple(key for key, ratings in self.items.items() if len(ratings) == len(self.evaluators))

    def _evaluator(self, name: str) -> EvaluatorBias:
        groups: dict[str, list[Fraction]] = {}
        several = len(self.departments) >= ENOUGH
        for (department, criterion), ratings in self.items.items():
            own = [rating.share for rating in ratings if rating.evaluator == name]
            if own:
                others = [rating.share for rating in ratings if rating.evaluator != name]
                groups.setdefault(department if several else f"{department} {criterion}", []).append(
                    own[0] - _mean(others)
                )
        differences = [value for values in groups.values() for value in values]
        bias = _mean(differences)
        arrays = [np.array([float(value) for value in values]) for values in groups.values()]
        interval = bootstrap(arrays, float(bias), lambda values: float(values.mean()))
        return EvaluatorBias(
            name, bias, _mean([abs(value) for value in differences]), len(differences), interval
        )

    def _indicator(self, row: Indicator) -> IndicatorAgreement:
        inside = [ratings for ratings in self.items.values() if ratings[0].row == row.id]
        bias: dict[str, list[Fraction]] = {}
        from_mean: dict[str, list[Fraction]] = {}
        deviations, in_points, spreads = [], [], []
        for ratings in inside:
            shares, full = [rating.share for rating in ratings], ratings[0].full
            middle = _mean(shares)
            deviations += [abs(share - middle) for share in shares]
            in_points += [abs(share - middle) * full for share in shares]
            spreads.append(max(shares) - min(shares))
            for rating in ratings:
                others = [other.share for other in ratings if other is not rating]
                bias.setdefault(rating.evaluator, []).append((rating.share - _mean(others)) * full)
                from_mean.setdefault(rating.evaluator, []).append((rating.share - middle) * full)
        own, middle_of = (
            {name: _mean(values) for name, values in sorted(found.items())} for found in (bias, from_mean)
        )
        return IndicatorAgreement(
            row, own, middle_of, _mean(deviations), _mean(in_points), _mean(spreads), len(inside)
        )

    def _icc(self, row: str, keys: list[tuple[str, str]]) -> NamedCoefficient | None:
        if row:  # a department's row as a whole
            subjects = sorted({department for department, _ in keys})
            table = np.array([self._row_shares(subject, keys) for subject in subjects])
        else:
            table = np.array([self._shares(key) for key in keys])
        if len(table) < ENOUGH:
            return None
        value = intraclass(table)
        if np.isnan(value):
            return None
        if row or len(self.departments) < ENOUGH:
            groups = [line[None, :] for line in table]
        else:
            groups = [
                np.array([line for key, line in zip(keys, table, strict=True) if key[0] == department])
                for department in sorted({key[0] for key in keys})
            ]
        done = bootstrap(groups, value, quick_intraclass)
        return NamedCoefficient(ICC, row, done.value, done.low, done.high, done.subjects)

    def _kappa(self, row: str, keys: list[tuple[str, str]]) -> NamedCoefficient | None:
        keys = [key for key in keys if self.items[key][0].steps]
        if not keys:
            return None
        steps = max(len(self.items[key][0].steps) for key in keys)
        by_department: dict[str, list[list[int]]] = {}
        for key in keys:
            by_department.setdefault(key[0], []).append(
                [
                    rating.steps.index(rating.points)
                    for rating in sorted(self.items[key], key=lambda one: one.evaluator)
                ]
            )
        groups = [np.array(rows) for rows in by_department.values()]
        value = mean_weighted_kappa(np.concatenate(groups), steps)
        if np.isnan(value):
            return None
        done = bootstrap(groups, value, lambda table: quick_mean_kappa(table, steps))
        return NamedCoefficient(KAPPA, row, done.value, done.low, done.high, done.subjects)

    def _kappa_of_all(self) -> NamedCoefficient | None:
        """Over all criteria, points ÷ maximum in the tiers of the rubric's grades."""
        if len(self._complete) < ENOUGH:
            return None
        tiers = [grade.name for grade in self.rubric.grades]
        several = len(self.departments) >= ENOUGH
        groups: dict[str, list[list[int]]] = {}
        for key in self._complete:
            row = [
                tiers.index(self.rubric.grade(rating.share * self.rubric.max).name)
                for rating in sorted(self.items[key], key=lambda one: one.evaluator)
            ]
            groups.setdefault(key[0] if several else f"{key[0]} {key[1]}", []).append(row)
        tables = [np.array(rows) for rows in groups.values()]
        value = mean_weighted_kappa(np.concatenate(tables), len(tiers))
        if np.isnan(value):
            return None
        done = bootstrap(tables, value, lambda table: quick_mean_kappa(table, len(tiers)))
        return NamedCoefficient(KAPPA, "", done.value, done.low, done.high, done.subjects)

    def _shares(self, key: tuple[str, str]) -> list[float]:
        return [float(rating.share) for rating in sorted(self.items[key], key=lambda one: one.evaluator)]

    def _row_shares(self, department: str, keys: Sequence[tuple[str, str]]) -> list[float]:
        inside = [self.items[key] for key in keys if key[0] == department]
        full = sum((ratings[0].full for ratings in inside), Fraction(0))
        return [
            float(
                sum(
                    (rating.points for ratings in inside for rating in ratings if rating.evaluator == name),
                    Fraction(0),
                )
                / full
            )
            for name in self.evaluators
        ]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values) if values else Fraction(0)


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
    for folder in find_departments(list(paths)):
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
