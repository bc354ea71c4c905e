"""How far evaluators agree: bias and deviation from the first department on, coefficients once there are
enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median

import numpy as np

from perfkit.rubric.table import Indicator, Rubric
from perfkit.training.agreement.coefficients import Coefficient, bootstrap, intraclass, mean_weighted_kappa
from perfkit.training.agreement.ratings import EvaluatorBias, IndicatorAgreement, NamedCoefficient, Rating

ENOUGH = 5
"""Departments from which on coefficients are given: with fewer their intervals say nothing."""
KAPPA, ICC = "weighted_kappa", "icc"


@dataclass(frozen=True)
class Agreement:
    """A panel's ratings and what they say.

    Attributes
    ----------
    ratings : of criteria that at least two evaluators judged
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
        return any(len({rating.points for rating in ratings}) > 1 for ratings in self.items.values())

    @property
    def highest(self) -> tuple[EvaluatorBias, ...]:
        """Everybody who is most above the others."""
        return tuple(one for one in self.by_evaluator if one.bias == self.by_evaluator[0].bias)

    @property
    def lowest(self) -> tuple[EvaluatorBias, ...]:
        """Everybody who is most below the others."""
        return tuple(one for one in self.by_evaluator if one.bias == self.by_evaluator[-1].bias)

    def apart(self, first: str, second: str) -> Fraction | None:
        """The mean of one evaluator less that of another over what both judged, a share of the maximum; None
        where nothing is common.

        Between −1 and 1, whatever the number of evaluators: biases against the mean of the others are not to
        be subtracted.
        """
        both = []
        for ratings in self.items.values():
            shares = {rating.evaluator: rating.share for rating in ratings}
            if first in shares and second in shares:
                both.append(shares[first] - shares[second])
        return _mean(both) if both else None

    @cached_property
    def by_indicator(self) -> tuple[IndicatorAgreement, ...]:
        """Rows, those where severity explains least of the points between evaluators first."""
        found = [
            self._indicator(row)
            for row in self.rubric.indicators
            if any(rating.row == row.id for rating in self.ratings)
        ]
        return tuple(sorted(found, key=lambda one: (-one.spread_points, one.indicator.id)))

    @cached_property
    def coefficients(self) -> tuple[NamedCoefficient, ...]:
        """Over all rows, then by row; rows with fewer than `ENOUGH` departments, or without variation, have
        none."""
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

    @cached_property
    def severity(self) -> dict[str, Fraction]:
        """Evaluator → mean of own share less the median of all on the same criterion; below 0 is strict."""
        found: dict[str, list[Fraction]] = {}
        for ratings in self.items.values():
            middle = median([rating.share for rating in ratings])
            for rating in ratings:
                found.setdefault(rating.evaluator, []).append(rating.share - middle)
        return {name: _mean(values) for name, values in found.items()}

    def _evaluator(self, name: str) -> EvaluatorBias:
        groups: dict[str, list[Fraction]] = {}
        for (department, _), ratings in self.items.items():
            own = [rating.share for rating in ratings if rating.evaluator == name]
            if own:
                middle = median([rating.share for rating in ratings])
                groups.setdefault(department, []).append(own[0] - middle)
        differences = [value for values in groups.values() for value in values]
        bias = self.severity[name]
        arrays = [np.array([float(value) for value in values]) for values in groups.values()]
        interval = self._with_interval(arrays, float(bias), lambda values: float(values.mean()))
        deviation = _mean([abs(value) for value in differences])
        return EvaluatorBias(name, bias, deviation, len(differences), interval)

    def _indicator(self, row: Indicator) -> IndicatorAgreement:
        """A row once everybody's severity is taken out: what is left is how differently it is read."""
        left: dict[str, dict[str, Fraction]] = {}  # department → evaluator → points
        count = 0
        for (department, _), ratings in self.items.items():
            if ratings[0].row != row.id:
                continue
            count += 1
            own = [rating.share - self.severity[rating.evaluator] for rating in ratings]
            middle = median(own)
            for rating, share in zip(ratings, own, strict=True):
                totals = left.setdefault(department, {})
                points = (share - middle) * rating.full
                totals[rating.evaluator] = totals.get(rating.evaluator, Fraction(0)) + points
        offset: dict[str, list[Fraction]] = {}
        for totals in left.values():
            for name, points in sorted(totals.items()):
                offset.setdefault(name, []).append(points)
        return IndicatorAgreement(
            row,
            {name: _mean(values) for name, values in sorted(offset.items())},
            _mean([abs(points) for totals in left.values() for points in totals.values()]),
            _mean([max(totals.values()) - min(totals.values()) for totals in left.values()]),
            count,
        )

    def divided(self, row: str) -> tuple[tuple[str, str], ...]:
        """(department, criterion) of a row where points differ, the largest difference in points first."""
        found = {
            key: (max(r.share for r in ratings) - min(r.share for r in ratings)) * ratings[0].full
            for key, ratings in self.items.items()
            if ratings[0].row == row
        }
        return tuple(sorted((key for key, gap in found.items() if gap), key=lambda key: (-found[key], key)))

    def _icc(self, row: str, keys: list[tuple[str, str]]) -> NamedCoefficient | None:
        """Over a department's row as a whole, or over criteria where no row is named."""
        places = sorted({department for department, _ in keys})
        if row:
            groups = [np.array([self._row_shares(place, keys)]) for place in places]
        else:
            groups = [np.array([self._shares(key) for key in keys if key[0] == place]) for place in places]
        if sum(map(len, groups)) < ENOUGH:
            return None
        return self._named(ICC, row, groups, intraclass)

    def _kappa(self, row: str, keys: list[tuple[str, str]]) -> NamedCoefficient | None:
        keys = [key for key in keys if self.items[key][0].steps]
        if not keys:
            return None
        steps = max(len(self.items[key][0].steps) for key in keys)
        groups = self._numbered(keys, lambda rating: rating.steps.index(rating.points))
        return self._named(KAPPA, row, groups, lambda table: mean_weighted_kappa(table, steps))

    def _kappa_of_all(self) -> NamedCoefficient | None:
        """Over all criteria, points ÷ maximum in the tiers of the rubric's grades."""
        if len(self._complete) < ENOUGH:
            return None
        tiers, rubric = [grade.name for grade in self.rubric.grades], self.rubric
        groups = self._numbered(
            self._complete, lambda rating: tiers.index(rubric.grade(rating.share * rubric.max).name)
        )
        return self._named(KAPPA, "", groups, lambda table: mean_weighted_kappa(table, len(tiers)))

    def _numbered(self, keys: Sequence[tuple[str, str]], number: Callable[[Rating], int]) -> list[np.ndarray]:
        """By department, a line an item with everybody's step or tier."""
        found: dict[str, list[list[int]]] = {}
        for key in keys:
            ratings = sorted(self.items[key], key=lambda one: one.evaluator)
            found.setdefault(key[0], []).append([number(rating) for rating in ratings])
        return [np.array(lines) for lines in found.values()]

    def _named(
        self, kind: str, row: str, groups: list[np.ndarray], statistic: Callable[[np.ndarray], float]
    ) -> NamedCoefficient | None:
        value = statistic(np.concatenate(groups))
        if np.isnan(value):
            return None
        done = self._with_interval(groups, value, statistic)
        return NamedCoefficient(kind, row, done.value, done.low, done.high, done.subjects)

    def _with_interval(
        self, groups: list[np.ndarray], value: float, statistic: Callable[[np.ndarray], float]
    ) -> Coefficient:
        """A coefficient with its interval over departments; none from fewer than five, which would only
        pretend."""
        if len(self.departments) < ENOUGH:
            return Coefficient(value, None, None, len(groups))
        return bootstrap(groups, value, statistic)

    def _shares(self, key: tuple[str, str]) -> list[float]:
        return [float(rating.share) for rating in sorted(self.items[key], key=lambda one: one.evaluator)]

    def _row_shares(self, department: str, keys: Sequence[tuple[str, str]]) -> list[float]:
        inside = [self.items[key] for key in keys if key[0] == department]
        full = sum((ratings[0].full for ratings in inside), Fraction(0))
        points = dict.fromkeys(self.evaluators, Fraction(0))
        for rating in (one for ratings in inside for one in ratings):
            points[rating.evaluator] += rating.points
        return [float(points[name] / full) for name in self.evaluators]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values) if values else Fraction(0)
