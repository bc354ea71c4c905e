"""Rubric files as frozen objects: blocks, groups, indicators, criteria, modifiers, readings, grades."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from perfkit.base.models import Amount, Day, Model, Whole
from perfkit.base.quantities import round_half_up, show_exact
from perfkit.rubric.criterion import Criterion, Named
from perfkit.rubric.kinds import AnyCriterion
from perfkit.rubric.options import apply_readings
from perfkit.rubric.policies import Modifier, TargetPolicy, Warn
from perfkit.rubric.ratios import RatioEntry


class Indicator(Model):
    """A row of the scoring table (三级指标).

    Attributes
    ----------
    id : str          path of three English names
    name : Named      official name and translation
    max : Fraction    points
    description, standard : the form's own text, mended for print
    criteria : its parts; or `targets`, the policy for scoring the submission's targets
    veto, exemption : modifiers of the whole row
    """

    id: str
    name: Named
    max: Amount
    description: Named | None = None
    standard: str = ""
    criteria: tuple[AnyCriterion, ...] = ()
    targets: TargetPolicy | None = None
    veto: Modifier | None = None
    exemption: Modifier | None = None
    topics: tuple[str, ...] = ()
    relies_on: tuple[Literal["output", "benefit", "satisfaction", "tasks", "measurability"], ...] = ()
    level1: Named | None = None
    level2: Named | None = None

    @cached_property
    def modifiers(self) -> dict[str, Modifier]:
        """The row's modifiers by id: the row's id and `.veto` or `.exemption`."""
        pairs = (("veto", self.veto), ("exemption", self.exemption))
        return {f"{self.id}.{kind}": modifier for kind, modifier in pairs if modifier is not None}


class Group(Model):
    """A second-level row (二级指标)."""

    id: str
    name: Named
    indicators: tuple[Indicator, ...] = Field(min_length=1)


class Block(Model):
    """A first-level row (一级指标) with its points.

    Attributes
    ----------
    max : Fraction   points; the usual ones where the filing's form decides
    max_from : str   rubric, or filing where the form that was filed prints the maximum or its weights sum to
        it
    bonus : bool     points on top (加分项): left out of the rubric's sum, and never more than `max` of them
    """

    id: str
    name: Named
    max: Amount
    max_from: Literal["rubric", "filing"] = "rubric"
    bonus: bool = False
    groups: tuple[Group, ...] = Field(min_length=1)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The block's rows, in order."""
        return tuple(indicator for group in self.groups for indicator in group.indicators)


class Grade(Model):
    """A grade and the rounded total from which it is given."""

    name: str
    name_en: str
    at_least: Amount


class Option(Model):
    """One way to understand a clause."""

    zh: str
    en: str


class Reading(Model):
    """An unclear clause: the question, every option, the one chosen and why."""

    question: Named
    options: dict[str, Option] = Field(min_length=2)
    chosen: str
    why: Named


class Rounding(Model):
    """Where the rubric rounds, half up: what is stated only (total), or each row before rows are added up
    (row)."""

    places: Whole = Field(default=2, ge=0, le=6)
    mode: Literal["half_up"] = "half_up"
    each: Literal["total", "row"] = "total"


class Effective(Model):
    """The years the rubric applies to; an open end is left out."""

    first_year: Whole
    last_year: Whole | None = None


NOT_GRADED = Grade(name="不评级", name_en="not graded", at_least=Fraction(0))


class Rubric(Model):
    """A scoring table: its rows, rules, readings and grades.

    Attributes
    ----------
    grades : from high to low; none where the table gives no grade
    grades_by_reading : reading → option → the grades in their place
    warnings : what the authority warns of on figures alone
    ratios : the rubric's own, beside those of data/ratios.yaml
    partial : bool   only a part of the table is known: its points are no total, and there is no grade
    total_at_most : Fraction   what the total cannot exceed with bonus points; `max` unless given

    Examples
    --------
    >>> from perfkit.rubric.files import load_rubric
    >>> table = load_rubric("sz-2020")
    >>> len(table.blocks), len(table.indicators), table.max
    (3, 21, Fraction(100, 1))
    """

    id: str
    name: Named
    version: str
    authority: Named
    source: Named
    effective: Effective
    max: Amount
    rounding: Rounding = Rounding()
    grades: tuple[Grade, ...] = ()
    grades_by_reading: dict[str, dict[str, tuple[Grade, ...]]] = Field(default_factory=dict)
    warnings: tuple[Warn, ...] = ()
    partial: bool = False
    total_at_most: Amount | None = None
    readings: dict[str, Reading] = Field(default_factory=dict)
    ratios: dict[str, RatioEntry] = Field(default_factory=dict)
    not_applicable: Literal["rescale", "open"] = "open"
    blocks: tuple[Block, ...] = Field(min_length=1)
    seen_on: Day | None = None

    def __repr__(self) -> str:
        criteria = len(self.criteria)
        return (
            f"<Rubric {self.id} version {self.version}: {len(self.blocks)} blocks, {len(self.indicators)} "
            f"rows, {criteria} criteria, {show_exact(self.max)} points, {len(self.readings)} readings>"
        )

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from perfkit.base.markup import card

        rows = [
            (
                row.level1.zh if row.level1 else "",
                row.level2.zh if row.level2 else "",
                row.name.zh,
                show_exact(row.max),
                f"{len(row.criteria)} 个评分点" if row.criteria else "按绩效指标计分",
            )
            for row in self.indicators
        ]
        grades = (
            "，".join(f"{grade.name} ≥ {show_exact(grade.at_least)}" for grade in self.grades) or "不评级"
        )
        note = f"等级：{grades}。不明确的条款有 {len(self.readings)} 处，见 .readings；评分点见 .criteria。"
        return card(
            f"{self.name.zh}（{self.id}，第 {self.version} 版，满分 {show_exact(self.max)}）",
            rows,
            heads=("一级", "二级", "三级", "分值", "计分"),
            note=note,
        )

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every row, in the order of the table."""
        return tuple(indicator for block in self.blocks for indicator in block.indicators)

    @cached_property
    def scores_targets(self) -> bool:
        """True for a form whose rows are the filer's own targets."""
        return any(row.targets is not None for row in self.indicators)

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion of the file by its id."""
        return {criterion.id: criterion for indicator in self.indicators for criterion in indicator.criteria}

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """Every row by its id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @property
    def most(self) -> Fraction:
        """The most points that a total can have: `max`, or with bonus points what the table says."""
        return self.max if self.total_at_most is None else self.total_at_most

    @property
    def is_graded(self) -> bool:
        """False where the table gives no grade: its only grade is then 不评级."""
        return len(self.grades) > 1

    @property
    def chosen(self) -> dict[str, str]:
        """The option chosen for each reading."""
        return {name: reading.chosen for name, reading in self.readings.items()}

    def graded(self, choices: Mapping[str, str]) -> Rubric:
        """The rubric with the grades that the chosen options set; itself where they set none."""
        for reading, options in self.grades_by_reading.items():
            grades = options.get(choices[reading])
            if grades is not None and grades != self.grades:
                return self.model_copy(update={"grades": grades})
        return self

    def criterion(self, criterion: Criterion, choices: Mapping[str, str]) -> Criterion:
        """The criterion under a choice of readings (reading → option); options not named are the chosen
        ones."""
        relevant = tuple(
            (name, choices.get(name, self.readings[name].chosen)) for name in criterion.by_reading
        )
        if (
            criterion.id not in self.criteria
        ):  # made from a submission's targets: another submission's may have its id
            return apply_readings(criterion, dict(relevant))
        return self._variants.get((criterion.id, relevant)) or self._build(criterion, relevant)

    @cached_property
    def fitted(self) -> dict[tuple, Any]:
        """This rubric under the maxima of filings, by maxima; see `perfkit.rubric.filed_maxima`."""
        return {}

    @cached_property
    def _variants(self) -> dict[tuple, Criterion]:
        return {}

    def _build(self, criterion: Criterion, relevant: tuple[tuple[str, str], ...]) -> Criterion:
        built = apply_readings(criterion, dict(relevant))
        self._variants[(criterion.id, relevant)] = built
        return built

    def grade(self, total: Fraction) -> Grade:
        """The grade of a total: bands are half open on the total rounded as stated.

        Examples
        --------
        >>> from perfkit.rubric.files import load_rubric
        >>> load_rubric("sz-2020").grade(Fraction("89.5")).name
        '良'
        """
        stated = Fraction(round_half_up(total, self.rounding.places))
        return next(grade for grade in self.grades if stated >= grade.at_least)

    def indicator_of(self, criterion_id: str) -> Indicator | None:
        """The row that a criterion, veto or exemption belongs to."""
        return self.by_id.get(criterion_id) or self.by_id.get(criterion_id.rpartition(".")[0])
