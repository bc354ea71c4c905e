"""The rule kinds as a rubric file writes them: one frozen model a kind, unknown keys refused."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from perfkit.models import Amount, Bound, Model, fault_error
from perfkit.ratios import RATIOS, Ratio
from perfkit.rules import Band, sums_of_some
from perfkit.text import Text


class Named(Model):
    """A name or text in both languages."""

    zh: str = Field(min_length=1)
    en: str = ""

    @property
    def text(self) -> Text:
        """Both; the Chinese stands in where no translation is given."""
        return Text(self.zh, self.en or self.zh)


class BandRow(Model):
    """One band of a file: ends as words, "90%" or "0.9"."""

    points: Amount
    at_least: Bound | None = None
    above: Bound | None = None
    at_most: Bound | None = None
    below: Bound | None = None

    @model_validator(mode="after")
    def _one_word_an_end(self):
        if (self.at_least is not None and self.above is not None) or (self.at_most is not None and self.below is not None):
            raise fault_error(Text("同一端只能用一个词（at_least 或 above，at_most 或 below）", "one word for an end: at_least or above, at_most or below"))
        return self

    @cached_property
    def band(self) -> Band:
        """The band as the rules take it."""
        return Band(self.points, self.at_least, self.above, self.at_most, self.below)


class Item(Model):
    """An item of a checklist or a tier, with its points."""

    text: Named
    points: Amount


class Criterion(Model):
    """A part of an indicator that is scored on its own.

    Attributes
    ----------
    id : str           in the file the number inside its row; in a loaded rubric the whole path
    clauses : numbers of the standard that it covers, as printed ("1", "2–3", "2(1)")
    text : Named       the clause text, mended for print
    max : Fraction     its maximum, points
    documents : what an evaluator must have seen before the criterion can be judged
    topics : ids of data/topics.yaml that the department's text is searched for
    by_reading : reading → option → parameters that this option changes
    """

    id: str
    clauses: tuple[str, ...] = Field(min_length=1)
    text: Named
    max: Amount
    documents: tuple[Named, ...] = ()
    topics: tuple[str, ...] = ()
    by_reading: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _clause_list(cls, value):
        if isinstance(value, dict) and isinstance(value.get("clauses"), str):
            return {**value, "clauses": [value["clauses"]]}
        return value

    @property
    def awardable(self) -> frozenset[Fraction] | None:
        """The points that a judgement may give; None for any value within the bounds."""
        return None


class _OnRatio(Criterion):
    """A criterion on a ratio, or on a fact that is itself a rate or a number."""

    ratio: str = ""
    fact: str = ""
    bind: dict[str, str] = Field(default_factory=dict)
    missing_terms: Literal["open", "left_out"] = "open"
    zero_over_zero: Literal["full", "zero", "open"] = "open"

    @model_validator(mode="after")
    def _ratio_exists(self):
        if bool(self.ratio) == bool(self.fact):
            raise fault_error(Text("ratio 与 fact 须且只能填一个", "give either ratio or fact"))
        if self.ratio and self.ratio not in RATIOS:
            raise fault_error(Text(f"没有这个比率：{self.ratio}；可用：{'、'.join(RATIOS)}", f"no such ratio: {self.ratio}; one of {', '.join(RATIOS)}"))
        unknown = set(self.bind) - set(RATIOS[self.ratio].arguments if self.ratio else ())
        if unknown:
            raise fault_error(Text(f"bind 的 {sorted(unknown)} 不是该比率的参数", f"bind names {sorted(unknown)}, not arguments of the ratio"))
        return self

    @cached_property
    def formula(self) -> Ratio | None:
        """The ratio, or None where the criterion is on a fact."""
        return RATIOS.get(self.ratio)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts it needs, in the order of the ratio's arguments."""
        if self.formula is None:
            return (self.fact,)
        return tuple(self.bind.get(name, name) for name in self.formula.arguments)


class Checklist(Criterion):
    """Items, each met or not; a single item worth the whole maximum where none are listed."""

    rule: Literal["checklist"]
    items: tuple[Item, ...] = ()

    @property
    def awardable(self) -> frozenset[Fraction]:
        return sums_of_some([item.points for item in self.items] or [self.max])


class Deduction(Criterion):
    """Full less `each` for every finding, floor at zero."""

    rule: Literal["deduction"]
    each: Amount
    count: str

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.count,)

    @property
    def awardable(self) -> frozenset[Fraction]:
        steps = range(int(self.max / self.each) + 2) if self.each else range(1)
        return frozenset(max(Fraction(0), self.max - step * self.each) for step in steps)


class Proportional(_OnRatio):
    """Points in proportion, capped at full; zero beyond the plan where the clause says so."""

    rule: Literal["proportional"]
    zero_if_over: bool = False


class Allowance(_OnRatio):
    """A free allowance, then a deduction for each percentage point."""

    rule: Literal["allowance"]
    free: Bound
    each: Amount
    step: Literal["whole", "pro_rata"] = "whole"


class Bands(_OnRatio):
    """A scale of bands."""

    rule: Literal["bands"]
    bands: tuple[BandRow, ...] = Field(min_length=2)

    @cached_property
    def scale(self) -> tuple[Band, ...]:
        """The bands as the rules take them."""
        return tuple(row.band for row in self.bands)


class Limit(_OnRatio):
    """Full on the right side of one limit, zero on the other."""

    rule: Literal["limit"]
    at_least: Bound | None = None
    above: Bound | None = None
    at_most: Bound | None = None
    below: Bound | None = None

    @model_validator(mode="after")
    def _one_end(self):
        if sum(end is not None for end in (self.at_least, self.above, self.at_most, self.below)) != 1:
            raise fault_error(Text("limit 须且只能有一个界限：at_least、above、at_most 或 below", "a limit has exactly one of at_least, above, at_most, below"))
        return self

    @cached_property
    def band(self) -> Band:
        """The side of the limit that earns full points."""
        return Band(self.max, self.at_least, self.above, self.at_most, self.below)


class Tiers(Criterion):
    """Named steps, one of which an evaluator finds to be the case."""

    rule: Literal["tiers"]
    tiers: tuple[Item, ...] = Field(min_length=2)

    @property
    def awardable(self) -> frozenset[Fraction]:
        return frozenset(tier.points for tier in self.tiers)


class Progress(_OnRatio):
    """Spending progress at a quarter's end ÷ schedule."""

    rule: Literal["progress"]
    schedule: Bound
    quarter: Literal["q1", "q2", "q3", "q4"]
    capped: bool = True


class Quarter(Model):
    """A quarter of a yearly mean: the ratio of its progress and its schedule."""

    ratio: str
    schedule: Bound
    bind: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ratio_exists(self):
        if self.ratio not in RATIOS:
            raise fault_error(Text(f"没有这个比率：{self.ratio}；可用：{'、'.join(RATIOS)}", f"no such ratio: {self.ratio}; one of {', '.join(RATIOS)}"))
        return self


class ProgressMean(Criterion):
    """The yearly mean over quarters, of progress ÷ schedule or of raw cumulative progress."""

    rule: Literal["progress_mean"]
    quarters: tuple[Quarter, ...] = Field(min_length=1)
    of: Literal["progress_over_schedule", "raw_progress"] = "progress_over_schedule"
    capped: bool = True
    bind: dict[str, str] = Field(default_factory=dict)

    @cached_property
    def parts(self) -> tuple[Progress, ...]:
        """Each quarter as a progress criterion."""
        names = ("q1", "q2", "q3", "q4")
        return tuple(
            Progress(
                id=f"{self.id}.{name}", clauses=self.clauses, text=self.text, max=self.max, rule="progress", ratio=quarter.ratio, schedule=quarter.schedule, quarter=name,
                capped=self.capped, bind={k: v for k, v in {**self.bind, **quarter.bind}.items() if k in RATIOS[quarter.ratio].arguments},
            )
            for name, quarter in zip(names, self.quarters, strict=False)
        )  # fmt: skip


class Completion(_OnRatio):
    """Done ÷ planned."""

    rule: Literal["completion"]


class Precondition(Model):
    """What a judged clause asks for first, and what follows where it is not met.

    `unmet` says what bounds remain: `bounds_stay` where the clause attaches no number to the
    shortfall, `share` for the filed share of what is asked, `zero`.
    """

    fact: str
    at_least: Bound
    unmet: Literal["bounds_stay", "share", "zero"] = "bounds_stay"


class Judged(Criterion):
    """An evaluator's points within the bounds."""

    rule: Literal["judged"]
    precondition: Precondition | None = None
    step: Amount | None = None

    @property
    def awardable(self) -> frozenset[Fraction] | None:
        if not self.step:
            return None
        return frozenset(min(self.max, self.step * n) for n in range(int(self.max / self.step) + 2))


class Composite(Criterion):
    """Parts, each with a rule of its own, added up and capped at the maximum."""

    rule: Literal["composite"]
    parts: tuple[PartCriterion, ...] = Field(min_length=2)


class TargetScore(Criterion):
    """A weighted target; made from the submission's target table, never written in a file."""

    rule: Literal["target"]
    row: int
    policy: Any = Field(repr=False)


PartCriterion = Annotated[Proportional | Allowance | Bands | Limit | Completion | Progress, Field(discriminator="rule")]
AnyCriterion = Annotated[
    Checklist | Deduction | Proportional | Allowance | Bands | Limit | Tiers | Progress | ProgressMean | Completion | Judged | Composite,
    Field(discriminator="rule"),
]
Composite.model_rebuild()

RULE_KINDS = ("checklist", "deduction", "proportional", "allowance", "bands", "limit", "tiers", "progress", "progress_mean", "completion", "judged", "composite", "target")
"""Every rule kind; beside them stand the modifiers veto and exemption of a row."""
