"""The rule kinds as a rubric file writes them: one frozen model a kind, unknown keys refused."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from perfkit.base.models import Amount, Bound, Model, Whole, fault_error
from perfkit.base.quantities import ZERO, Interval
from perfkit.rubric.criterion import Criterion, Item
from perfkit.rubric.ratio_kinds import (
    Allowance,
    Bands,
    Completion,
    InProportion,
    Limit,
    Linear,
    PartCriterion,
    Progress,
    ProgressMean,
    Proportional,
    Steps,
)
from perfkit.rubric.rules import deduction_points, sums_of_some


class Checklist(Criterion):
    """Items, each met or not; a single item worth the whole maximum where none are listed."""

    rule: Literal["checklist"]
    items: tuple[Item, ...] = ()

    @cached_property
    def awardable(self) -> frozenset[Fraction]:
        return sums_of_some([item.points for item in self.items] or [self.max])


class Counted(Criterion):
    """A criterion on a number of things, each worth so many points."""

    each: Amount
    count: str

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.count,)

    @cached_property
    def awardable(self) -> frozenset[Fraction]:
        """What every number of things gives, from none to so many that nothing changes any more."""
        return frozenset(self.points_of(n) for n in range(int(self.max / self.each) + 2 if self.each else 1))

    def points_of(self, count: Fraction | int) -> Fraction:
        """The points that a number of things gives."""
        raise NotImplementedError


class Deduction(Counted):
    """Full less `each` for every finding, floor at zero."""

    rule: Literal["deduction"]

    def points_of(self, count: Fraction | int) -> Fraction:
        return deduction_points(Fraction(count), self.max, self.each)


class Tiers(Criterion):
    """Named steps, one of which an evaluator finds to be the case."""

    rule: Literal["tiers"]
    tiers: tuple[Item, ...] = Field(min_length=2)

    @cached_property
    def awardable(self) -> frozenset[Fraction]:
        return frozenset(tier.points for tier in self.tiers)


class Precondition(Model):
    """What a judged clause asks for first (`at_least`) or rules out (`at_most`), and what follows where it
    is not met.

    `unmet` says what bounds remain: `bounds_stay` where the clause attaches no number to the
    shortfall, `share` for the filed share of what is asked, `zero`.
    """

    fact: str
    at_least: Bound | None = None
    at_most: Bound | None = None
    unmet: Literal["bounds_stay", "share", "zero"] = "bounds_stay"

    @model_validator(mode="after")
    def _one_end(self):
        if (self.at_least is None) == (self.at_most is None):
            raise fault_error(
                "precondition 须且只能有 at_least、at_most 之一",
                "a precondition has exactly one of at_least, at_most",
            )
        if self.unmet == "share" and not self.at_least:
            raise fault_error("unmet: share 须有大于 0 的 at_least", "unmet: share needs an at_least above 0")
        return self

    def share(self, span: Interval) -> Fraction:
        """The share of the maximum that can still be earned, given every value the fact may have."""
        beyond = self.at_most is not None and span.low > self.at_most
        reached = Fraction(1)
        if self.at_least is not None and span.high is not None and span.high < self.at_least:
            reached = span.high / self.at_least
        if not (reached < 1 or beyond) or self.unmet == "bounds_stay":
            return Fraction(1)
        return Fraction(0) if self.unmet == "zero" else reached


class Judged(Criterion):
    """An evaluator's points within the bounds."""

    rule: Literal["judged"]
    precondition: Precondition | None = None
    step: Amount | None = None

    @cached_property
    def awardable(self) -> frozenset[Fraction] | None:
        if not self.step:
            return None
        return frozenset(min(self.max, self.step * n) for n in range(int(self.max / self.step) + 2))


class Composite(Criterion):
    """Parts, each with a rule of its own, added up and capped at the maximum."""

    rule: Literal["composite"]
    parts: tuple[PartCriterion, ...] = Field(min_length=2)


class Addition(Counted):
    """Points for each of what is counted, up to the maximum: how bonus rows are often written."""

    rule: Literal["addition"]

    def points_of(self, count: Fraction | int) -> Fraction:
        return min(self.max, max(ZERO, count * self.each))


class Case(Model):
    """One case of a comparison: when it holds (first fact against second), and its points."""

    when: Literal["none", "below", "at_most", "equal", "at_least", "above", "else"]
    points: Amount


class Cases(Criterion):
    """Cases that compare one amount with another; the first that holds gives the points.

    `none` holds where the first amount is 0, `else` always; the other words compare the first with the
    second.
    """

    rule: Literal["cases"]
    of: tuple[str, str]
    cases: tuple[Case, ...] = Field(min_length=2)

    @property
    def facts(self) -> tuple[str, ...]:
        return self.of

    @cached_property
    def awardable(self) -> frozenset[Fraction]:
        return frozenset(case.points for case in self.cases)


class BetterOf(Criterion):
    """Parts, each with a rule of its own, of which the better counts (二者择其一)."""

    rule: Literal["better_of"]
    parts: tuple[PartCriterion, ...] = Field(min_length=2)


class TargetScore(Criterion):
    """A weighted target; made from the submission's target table, never written in a file."""

    rule: Literal["target"]
    row: Whole
    target: Any
    parsed: Any = None
    operators: dict[str, str] = Field(default_factory=dict)
    zero_at: Amount = Fraction(2)
    zero_actual_at_most: Literal["full", "open"] = "full"
    negative_actual: Literal["zero", "as_is"] = "as_is"
    overshoot_from: Amount | None = None
    places: Whole | None = None
    qualitative: tuple[Any, ...] = ()


class TargetsMissing(Criterion):
    """A block of targets that the filing lacks; made where a row scores targets and none is filed."""

    rule: Literal["targets_missing"]


AnyCriterion = Annotated[
    Checklist
    | Deduction
    | Proportional
    | Allowance
    | Bands
    | Limit
    | Tiers
    | Progress
    | ProgressMean
    | Completion
    | Judged
    | Composite
    | Steps
    | Linear
    | InProportion
    | Addition
    | Cases
    | BetterOf,
    Field(discriminator="rule"),
]
