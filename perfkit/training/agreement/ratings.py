"""What a panel's ratings are made of, and what is said of an evaluator, a row, and a coefficient."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfkit.rubric.table import Indicator
from perfkit.training.agreement.coefficients import Coefficient


@dataclass(frozen=True, slots=True)
class Rating:
    """Points that an evaluator awarded to a criterion of a department.

    Attributes
    ----------
    department : str   id and year
    row, criterion : ids
    evaluator : str
    points, full : Fraction
    steps : the points possible, least first; empty where any value will do
    """

    department: str
    row: str
    criterion: str
    evaluator: str
    points: Fraction
    full: Fraction
    steps: tuple[Fraction, ...] = ()

    @property
    def share(self) -> Fraction:
        """Points ÷ maximum."""
        return self.points / self.full


@dataclass(frozen=True, slots=True)
class EvaluatorBias:
    """An evaluator against the others, in shares of the maximum.

    Attributes
    ----------
    bias : Fraction       mean of own share less the mean of the others', over criteria that others judged too
    deviation : Fraction  mean absolute difference from the others' mean
    items : int           how many criteria
    interval : Coefficient   the bias with its bootstrap interval
    """

    evaluator: str
    bias: Fraction
    deviation: Fraction
    items: int
    interval: Coefficient


@dataclass(frozen=True, slots=True)
class IndicatorAgreement:
    """A row of the table, over all its criteria that several evaluators judged.

    Attributes
    ----------
    bias : evaluator → mean difference from the others, points
    from_mean : evaluator → mean difference from the mean of all, points; the base of the deviation as well
    deviation : Fraction     mean absolute deviation from the mean of all, share of the maximum
    deviation_points : Fraction   the same in points
    spread : Fraction        mean of highest less lowest, share of the maximum
    items : int              departments × criteria
    """

    indicator: Indicator
    bias: dict[str, Fraction]
    from_mean: dict[str, Fraction]
    deviation: Fraction
    deviation_points: Fraction
    spread: Fraction
    items: int


@dataclass(frozen=True, slots=True)
class NamedCoefficient:
    """A coefficient of one row, or of all of them (`row` empty)."""

    kind: str
    row: str
    value: float
    low: float | None
    high: float | None
    subjects: int

    @property
    def says_something(self) -> bool:
        """False where points hardly vary: the coefficient is 0 in every resample and means nothing."""
        return not (
            abs(self.value) < 1e-9
            and self.low is not None
            and abs(self.low) < 1e-9
            and abs(self.high or 0) < 1e-9
        )
