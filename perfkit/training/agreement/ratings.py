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
    points, full : Fraction
    steps : the points possible, least first; empty where any value will do
    reason : str   why; empty where none is on file
    """

    department: str
    row: str
    criterion: str
    evaluator: str
    points: Fraction
    full: Fraction
    steps: tuple[Fraction, ...] = ()
    reason: str = ""

    @property
    def share(self) -> Fraction:
        """Points ÷ maximum."""
        return self.points / self.full


@dataclass(frozen=True, slots=True)
class EvaluatorBias:
    """An evaluator's severity, in shares of the maximum.

    Attributes
    ----------
    bias : Fraction       mean of own share less the median of all, over criteria that others judged too
    deviation : Fraction  mean absolute difference from that median
    items : int           how many criteria
    interval : Coefficient   the bias with its bootstrap interval; no interval from fewer than five
        departments
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
    offset : evaluator → points above or below the median of all once the evaluator's severity is taken out,
        mean over departments
    deviation_points : Fraction   mean of their absolute values over evaluators and departments
    spread_points : Fraction      highest less lowest, mean over departments
    items : int              departments × criteria
    """

    indicator: Indicator
    offset: dict[str, Fraction]
    deviation_points: Fraction
    spread_points: Fraction
    items: int

    @property
    def deviation(self) -> Fraction:
        """The deviation as a share of the row's maximum."""
        return self.deviation_points / self.indicator.max


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
