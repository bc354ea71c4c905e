"""Rubric files as frozen objects: blocks, groups, indicators, criteria, modifiers, readings, grades."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from perfkit.base.display import card
from perfkit.base.models import Amount, Model
from perfkit.base.quantities import round_half_up, show_exact
from perfkit.filing.submission import TargetKind
from perfkit.rubric.kinds import AnyCriterion, Criterion, Named
from perfkit.rubric.ratios import RATIOS


class Modifier(Model):
    """A veto (the row gets 0) or an exemption (the row gets full points) that a clause declares."""

    clauses: tuple[str, ...] = Field(min_length=1)
    text: Named
    fact: str
    documents: tuple[Named, ...] = ()


class QualitativeCut(Model):
    """A step for targets without numbers: the share of the weight it can earn."""

    name: Named
    low: Amount
    high: Amount


class TargetPolicy(Model):
    """How an indicator scores the targets of the submission.

    Attributes
    ----------
    block : str             which targets: output, benefit, satisfaction, or all
    kinds : which kinds of that block; all of them unless given
    weights : str           equal, or filed (the department's own where every target carries one, else equal)
    zero_actual_at_most : what an actual value of 0 against an upper limit earns: full or open
    qualitative : steps for targets without numbers, from best to worst
    several_units : what several units report of one target: as_filed takes the department's own row, combine adds
        absolute values up and averages relative ones weighted by money before they are scored
    overshoot_from : achievement from which a target counts as set too low, for review; none unless given
    """

    block: Literal["output", "benefit", "satisfaction", "all"]
    kinds: tuple[TargetKind, ...] = ()
    weights: Literal["equal", "filed"] = "filed"
    zero_actual_at_most: Literal["full", "open"] = "full"
    qualitative: tuple[QualitativeCut, ...] = ()
    several_units: Literal["as_filed", "combine"] = "as_filed"
    overshoot_from: Amount | None = None
    by_reading: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)
    clauses: tuple[str, ...] = Field(min_length=1)
    text: Named


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

    @property
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
    """A first-level row (一级指标) with its points."""

    id: str
    name: Named
    max: Amount
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
    """Where the rubric rounds: only stated points and totals, half up."""

    places: int = Field(default=2, ge=0, le=6)
    mode: Literal["half_up"] = "half_up"


class Effective(Model):
    """The years the rubric applies to; an open end is left out."""

    first_year: int
    last_year: int | None = None


class Rubric(Model):
    """A scoring table: its rows, rules, readings and grades.

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
    grades: tuple[Grade, ...] = Field(min_length=2)
    readings: dict[str, Reading] = Field(default_factory=dict)
    not_applicable: Literal["rescale", "open"] = "open"
    blocks: tuple[Block, ...] = Field(min_length=1)
    seen_on: date | None = None

    def __repr__(self) -> str:
        criteria = len(self.criteria)
        return f"<Rubric {self.id} version {self.version}: {len(self.blocks)} blocks, {len(self.indicators)} rows, {criteria} criteria, {show_exact(self.max)} points, {len(self.readings)} readings>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
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
        grades = "，".join(f"{grade.name} ≥ {show_exact(grade.at_least)}" for grade in self.grades)
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
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion of the file by its id."""
        return {criterion.id: criterion for indicator in self.indicators for criterion in indicator.criteria}

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """Every row by its id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @property
    def chosen(self) -> dict[str, str]:
        """The option chosen for each reading."""
        return {name: reading.chosen for name, reading in self.readings.items()}

    def criterion(self, criterion: Criterion, choices: Mapping[str, str]) -> Criterion:
        """The criterion under a choice of readings (reading → option); options not named are the chosen ones."""
        relevant = tuple(
            (name, choices.get(name, self.readings[name].chosen)) for name in criterion.by_reading
        )
        if (
            criterion.id not in self.criteria
        ):  # made from a submission's targets: another submission's may have its id
            return apply_readings(criterion, dict(relevant))
        return self._variants.get((criterion.id, relevant)) or self._build(criterion, relevant)

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


def apply_readings(criterion: Criterion, choices: Mapping[str, str]) -> Criterion:
    """The criterion with the parameters that the chosen options change.

    Raises
    ------
    pydantic.ValidationError   an option sets a parameter that the kind does not have.
    """
    changes: dict[str, Any] = {}
    for reading, option in choices.items():
        for key, value in criterion.by_reading.get(reading, {}).get(option, {}).items():
            changes[key] = {**changes.get(key, {}), **value} if isinstance(value, dict) else value
    if not changes:
        return criterion
    fields = _fields(criterion)
    for key, value in changes.items():
        fields[key] = {**_fields(fields.get(key)), **value} if isinstance(value, dict) else value
    if "bind" in changes:
        fields["bind"] = _bindings_in_force(criterion, fields["ratio"], fields["bind"])
    return type(criterion).model_validate({**fields, "by_reading": {}})


def _fields(value: Any) -> dict[str, Any]:
    if isinstance(value, Model):
        return {name: getattr(value, name) for name in type(value).model_fields}
    return dict(value or {})


def _bindings_in_force(criterion: Criterion, ratio: str, bind: Mapping[str, str]) -> dict[str, str]:
    """Leave out what one option binds where another option's ratio or binding has no such argument.

    A name that none of the criterion's options could ever use stays, and is refused as a mistake.
    """
    options = [option for options in criterion.by_reading.values() for option in options.values()]
    ratios = {criterion.ratio, *(option["ratio"] for option in options if "ratio" in option)}
    usable = {name for known in ratios if known in RATIOS for name in RATIOS[known].arguments}
    usable |= {name for option in options for name in option.get("bind", {}).values()}
    inside = set(RATIOS[ratio].arguments if ratio in RATIOS else ())
    for _ in bind:
        inside |= {target for name, target in bind.items() if name in inside}
    return {name: target for name, target in bind.items() if name in inside or name not in usable}
