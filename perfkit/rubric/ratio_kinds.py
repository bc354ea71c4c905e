"""The rule kinds on a ratio, as a rubric file writes them."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from perfkit.base.models import Amount, Bound, Model, fault_error
from perfkit.rubric.bands import Band
from perfkit.rubric.criterion import BandRow, Criterion, Ends, OnRatio, ratio_of, unknown_ratio
from perfkit.rubric.ratios import Ratio


class Proportional(OnRatio):
    """Points in proportion, capped at full unless `cap` says more; zero beyond the plan where the clause
    says so."""

    rule: Literal["proportional"]
    zero_if_over: bool = False
    cap: Bound = Fraction(1)

    @property
    def most(self) -> Fraction:
        return max(self.max, self.max * self.cap)


class Allowance(OnRatio):
    """A free allowance, then a deduction for each percentage point."""

    rule: Literal["allowance"]
    free: Bound
    each: Amount
    step: Literal["whole", "pro_rata"] = "whole"


class Bands(OnRatio):
    """A scale of bands."""

    rule: Literal["bands"]
    bands: tuple[BandRow, ...] = Field(min_length=2)

    @cached_property
    def scale(self) -> tuple[Band, ...]:
        """The bands as the rules take them."""
        return tuple(row.band for row in self.bands)


class Limit(OnRatio, Ends):
    """Full on the right side of one limit, zero on the other."""

    rule: Literal["limit"]

    @model_validator(mode="after")
    def _one_end(self):
        if sum(end is not None for end in self.ends) != 1:
            raise fault_error(
                "limit 须且只能有一个界限：at_least、above、at_most 或 below",
                "a limit has exactly one of at_least, above, at_most, below",
            )
        return self

    @cached_property
    def band(self) -> Band:
        """The side of the limit that earns full points."""
        return Band(self.max, *self.ends)


QuarterName = Literal["q1", "q2", "q3", "q4"]


_QUARTERS: tuple[QuarterName, ...] = get_args(QuarterName)


class Progress(OnRatio):
    """Spending progress at a quarter's end ÷ schedule."""

    rule: Literal["progress"]
    schedule: Bound
    quarter: QuarterName
    capped: bool = True


class Quarter(Model):
    """A quarter of a yearly mean: the ratio of its progress and its schedule."""

    ratio: str
    schedule: Bound
    bind: dict[str, str] = Field(default_factory=dict)
    fallback: dict[str, str] = Field(default_factory=dict)
    declared: Ratio | None = Field(default=None, exclude=True, repr=False)

    @model_validator(mode="after")
    def _ratio_exists(self):
        if self.formula is None:
            raise unknown_ratio(self.ratio)
        return self

    @cached_property
    def formula(self) -> Ratio | None:
        """The ratio of its progress."""
        return ratio_of(self.ratio, self.declared)


class ProgressMean(Criterion):
    """The yearly mean over quarters, of progress ÷ schedule or of raw cumulative progress."""

    rule: Literal["progress_mean"]
    quarters: tuple[Quarter, ...] = Field(min_length=1, max_length=4)
    of: Literal["progress_over_schedule", "raw_progress"] = "progress_over_schedule"
    capped: bool = True
    bind: dict[str, str] = Field(default_factory=dict)

    @cached_property
    def parts(self) -> tuple[Progress, ...]:
        """Each quarter as a progress criterion."""
        return tuple(
            Progress(
                id=f"{self.id}.{_QUARTERS[at]}",
                clauses=self.clauses,
                text=self.text,
                max=self.max,
                rule="progress",
                ratio=quarter.ratio,
                declared=quarter.declared,
                schedule=quarter.schedule,
                quarter=_QUARTERS[at],
                capped=self.capped,
                bind={
                    k: v
                    for k, v in {**self.bind, **quarter.bind}.items()
                    if quarter.formula and k in quarter.formula.arguments
                },
                fallback=quarter.fallback,
            )
            for at, quarter in enumerate(self.quarters)
        )


class Completion(OnRatio):
    """Done ÷ planned."""

    rule: Literal["completion"]


class Steps(OnRatio):
    """Full on the right side of a standard, then a deduction for every step beyond it."""

    rule: Literal["steps"]
    standard: Bound
    side: Literal["above", "below"]
    per: Bound
    each: Amount
    count: Literal["whole", "started", "pro_rata"] = "whole"

    @model_validator(mode="after")
    def _per_is_positive(self):
        if self.per <= 0 or not self.each:
            raise fault_error("per 与 each 须大于 0", "per and each must be above 0")
        return self


class Linear(OnRatio):
    """Full up to (or from) one value, nothing from (or below) another, evenly between them."""

    rule: Literal["linear"]
    full_at: Bound
    zero_at: Bound

    @model_validator(mode="after")
    def _two_ends(self):
        if self.full_at == self.zero_at:
            raise fault_error("full_at 与 zero_at 不能相同", "full_at and zero_at must differ")
        return self


class InProportion(OnRatio):
    """Full on the right side of a standard, else in proportion to it."""

    rule: Literal["in_proportion"]
    at_least: Bound | None = None
    at_most: Bound | None = None

    @model_validator(mode="after")
    def _one_standard(self):
        given = [end for end in (self.at_least, self.at_most) if end is not None]
        if len(given) != 1 or given[0] <= 0:
            raise fault_error(
                "in_proportion 须且只能有 at_least、at_most 之一，且大于 0",
                "in_proportion has exactly one of at_least, at_most, and it is above 0",
            )
        return self


PartCriterion = Annotated[
    Proportional | Allowance | Steps | Linear | InProportion | Bands | Limit | Completion | Progress,
    Field(discriminator="rule"),
]
