"""What a department filed for a year: the model, its reading and its validation."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from perfkit.catalogue import FactKind, fact_catalogue
from perfkit.errors import FactError, SubmissionError
from perfkit.models import Amount, Model, Number, fault_error, validate
from perfkit.quantities import decimal_places, parse_number, unit_factor
from perfkit.text import Text
from perfkit.yaml_source import Source, read_yaml

TargetKind = Literal["quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainable", "satisfaction"]
Block = Literal["output", "benefit", "satisfaction"]
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_PERIOD = re.compile(r"\d{4}-\d{2}\.\.\d{4}-\d{2}")


class Statement(Model):
    """One place where a figure is printed.

    Attributes
    ----------
    value : str or bool   as printed, digits only; true or false for a flag
    unit : str            元, 万元, 亿元, %, ‰, 人, 个 …; empty for a bare number
    section, quote : str  where it stands, and its words
    approximate : bool    the text says 约 or 余
    period : str          "2020-02..2020-10"; empty for the whole year
    scope : str           what part of the department's work; empty for all of it
    not_applicable : bool the department states that there is nothing to report here
    """

    value: str | bool = ""
    unit: str = ""
    section: str
    quote: str = ""
    approximate: bool = False
    period: str = ""
    scope: str = ""
    not_applicable: bool = False
    document: str = ""
    unconfirmed: bool = False

    @field_validator("value", mode="before")
    @classmethod
    def _digits(cls, value):
        if isinstance(value, str) and value:
            try:
                parse_number(value)
            except FactError as error:
                raise fault_error(error.message) from None
        return value

    @field_validator("period")
    @classmethod
    def _months(cls, period: str) -> str:
        if period and not _PERIOD.fullmatch(period):
            raise fault_error(Text(f'"{period}" 应写成 2020-02..2020-10', f'"{period}" should be written as 2020-02..2020-10'))
        return period

    @model_validator(mode="after")
    def _has_value(self):
        if self.value == "" and not self.not_applicable:
            raise fault_error(Text("缺少 value；没有数据的事实整条不写，不适用的写 not_applicable: true", "value is missing; leave an unknown fact out, or write not_applicable: true"))
        return self

    @cached_property
    def amount(self) -> Fraction:
        """The value in its base unit: yuan, a share of one, or the count itself; 1 or 0 for a flag."""
        if isinstance(self.value, bool):
            return Fraction(int(self.value))
        return parse_number(self.value) * unit_factor(self.unit)

    @cached_property
    def tolerance(self) -> Fraction:
        """Half of the last printed digit, in the base unit; 0 for a flag."""
        if isinstance(self.value, bool):
            return Fraction(0)
        return unit_factor(self.unit) / (2 * 10 ** decimal_places(self.value))

    @property
    def printed(self) -> str:
        """The figure with its unit, as the document shows it."""
        return str(self.value) + self.unit


class Identity(Model):
    """Who filed: id (also the folder's name before the year), official name."""

    id: str
    name: str = Field(min_length=1)
    name_en: str = ""
    region: str = ""

    @field_validator("id")
    @classmethod
    def _plain(cls, value: str) -> str:
        if not _IDENTIFIER.fullmatch(value):
            raise fault_error(Text(f'"{value}" 只能用字母、数字、连字符和下划线', f'"{value}" may hold letters, digits, hyphens and underscores only'))
        return value


class SourceFile(Model):
    """The document behind the submission and what was cut from it."""

    file: str = ""
    redacted: tuple[str, ...] = ()
    note: str = ""


class Passage(Model):
    """A piece of the department's own text with its section."""

    section: str
    text: str


class Narrative(Model):
    """The department's text in the order of the official outline."""

    duties: tuple[Passage, ...] = ()
    annual_work: tuple[Passage, ...] = ()
    budget_preparation: tuple[Passage, ...] = ()
    budget_execution: tuple[Passage, ...] = ()
    goals: tuple[Passage, ...] = ()
    performance: tuple[Passage, ...] = ()
    results: tuple[Passage, ...] = ()
    experience: tuple[Passage, ...] = ()
    problems: tuple[Passage, ...] = ()
    improvements: tuple[Passage, ...] = ()
    next_steps: tuple[Passage, ...] = ()

    def passages(self) -> list[tuple[str, Passage]]:
        """Every passage with the name of its part, in order."""
        return [(part, passage) for part in type(self).model_fields for passage in getattr(self, part)]


class OverallGoal(Model):
    """The yearly overall goal: what was expected, what was reached."""

    section: str
    expected: str
    actual: tuple[Passage, ...] = ()


class Figure(Model):
    """A quantity of the department's own, with every place that states it."""

    id: str
    name: str
    kind: Literal["money", "count", "rate", "area"]
    statements: tuple[Statement, ...] = Field(min_length=1)
    sum_of: tuple[str, ...] = ()
    rate_of: tuple[str, str] | None = None


class Task(Model):
    """A budget task (年度主要任务): yuan; completion in percent as printed."""

    name: str
    category: Literal["basic", "project"]
    budget: Amount
    budget_fiscal: Amount | None = None
    spent: Amount
    spent_fiscal: Amount | None = None
    completion: Amount | None = None
    completion_quote: str = ""
    completion_places: int = 2

    @model_validator(mode="before")
    @classmethod
    def _places(cls, value):
        if isinstance(value, dict) and isinstance(value.get("completion"), str) and "completion_places" not in value:
            return {**value, "completion_places": decimal_places(value["completion"])}
        return value


class TaskTotals(Model):
    """The totals that the task table prints, yuan."""

    budget: Amount
    budget_fiscal: Amount | None = None
    spent: Amount
    spent_fiscal: Amount | None = None


class Tasks(Model):
    """The task table."""

    section: str
    rows: tuple[Task, ...] = ()
    totals: TaskTotals | None = None


class Target(Model):
    """A performance target (绩效指标) with expected and actual value as printed."""

    block: Block
    kind: TargetKind
    name: str
    expected: str
    actual: str
    weight: Amount | None = None
    not_applicable: bool = False
    unconfirmed: bool = False


class Targets(Model):
    """The target table; `none_filed` names the kinds for which the form prints 无."""

    section: str
    rows: tuple[Target, ...] = ()
    none_filed: tuple[TargetKind, ...] = ()


class SelfEvaluation(Model):
    """The department's own points by indicator, its total and its grade."""

    rubric: str
    section: str = ""
    scores: dict[str, Number]
    total: Amount | None = None
    grade: str = ""
    printed: dict[str, str] = Field(default_factory=dict, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _keep_print(cls, value):
        if isinstance(value, dict) and isinstance(value.get("scores"), dict) and "printed" not in value:
            return {**value, "printed": {k: v for k, v in value["scores"].items() if isinstance(v, str)}}
        return value


class Submission(Model):
    """What was filed for a year; every figure with its source.

    Examples
    --------
    >>> from perfkit.paths import data_root
    >>> filed = load_submission(data_root() / "departments" / "sz-sif-longhua_2020")
    >>> filed.year, len(filed.targets.rows), filed.self_evaluation.total
    (2020, 62, Fraction(191, 2))
    """

    synthetic: bool = False
    department: Identity
    year: int = Field(ge=1990, le=2100)
    as_of: Literal["", "q1", "q2", "q3"] = ""
    title: str = ""
    source: SourceFile = SourceFile()
    narrative: Narrative = Narrative()
    overall_goal: OverallGoal | None = None
    facts: dict[str, tuple[Statement, ...]] = Field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    tasks: Tasks | None = None
    targets: Targets | None = None
    self_evaluation: SelfEvaluation

    @property
    def key(self) -> str:
        """Department and year as one id, which is also the folder's name."""
        return f"{self.department.id}_{self.year}"


def load_submission(path: Path | str) -> Submission:
    """Read and validate one submission.

    Parameters
    ----------
    path : Path or str   submission.yaml, or the folder that holds it

    Raises
    ------
    SubmissionError   with every fault of the file: line, path, what to do.
    """
    submission, source = read_submission(path)
    if submission is None or source.faults:
        raise SubmissionError(Text("自评材料无法读取：", "the submission cannot be read:"), source.faults)
    return submission


def read_submission(path: Path | str) -> tuple[Submission | None, Source]:
    """Read one submission and collect its faults without raising; see `load_submission`."""
    path = Path(path)
    if path.is_dir():
        path = path / "submission.yaml"
    source = read_yaml(path, f"{path.parent.name}/{path.name}" if path.parent.name else path.name)
    submission = validate(Submission, source)
    _check_facts(source)
    _check_figures(source)
    return submission, source


def _mapping(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _check_facts(source: Source) -> None:
    """What the catalogue knows of each fact, checked on the raw file so that all faults show at once."""
    catalogue = fact_catalogue()
    for fact_id, statements in _mapping(_mapping(source.data).get("facts")).items():
        kind = catalogue.get(fact_id)
        if kind is None:
            source.fault(("facts", fact_id), Text("未知事实；可用名称见 data/facts.yaml，单位自己的数字写在 figures", "unknown fact; names are in data/facts.yaml, a department's own numbers go under figures"))
            continue
        for index, statement in enumerate(statements if isinstance(statements, list) else ()):
            _check_statement(source, ("facts", fact_id, index), kind, _mapping(statement))
    source.faults.sort(key=lambda fault: fault.line)


def _check_statement(source: Source, path: tuple, kind: FactKind, statement: dict) -> None:
    value, unit = statement.get("value"), statement.get("unit") or ""
    if statement.get("not_applicable") or value is None:
        return
    if (kind.kind == "flag") != isinstance(value, bool):
        wanted = Text("应为 true 或 false", "should be true or false") if kind.kind == "flag" else Text("应为数字", "should be a number")
        source.fault((*path, "value"), wanted)
        return
    if kind.kind == "flag":
        return
    try:
        amount = parse_number(value) * unit_factor(unit)
    except (FactError, TypeError):
        return  # the model has already said so
    if kind.kind == "money" and unit_factor(unit) < 1 or kind.kind == "rate" and unit not in ("%", "‰", ""):
        source.fault((*path, "unit"), Text(f'单位 "{unit}" 与此事实不符', f'the unit "{unit}" does not fit this fact'))
    elif kind.kind == "money" and unit not in ("元", "千元", "万元", "百万元", "亿元"):
        source.fault((*path, "unit"), Text("金额要写明单位：元、万元或亿元", "money needs its unit: 元, 万元 or 亿元"))
    if amount < 0 and not kind.negative:
        source.fault((*path, "value"), Text(f"不得小于 0，现为 {value}", f"must not be below 0, is {value}"))
    if kind.at_most_one and amount > 1:
        source.fault((*path, "value"), Text(f"不得大于 100%，现为 {value}{unit}；单位是 % 时写 99.34 并注明 unit", f"must not exceed 100 %, is {value}{unit}"))


def _check_figures(source: Source) -> None:
    known = set(fact_catalogue())
    figures = _mapping(source.data).get("figures")
    rows = [_mapping(figure) for figure in figures] if isinstance(figures, list) else []
    seen: dict[str, int] = {}
    for index, figure in enumerate(rows):
        if figure.get("id") in seen:
            source.fault(("figures", index, "id"), Text("数字的 id 重复", "the id of this figure is used twice"))
        seen[figure.get("id")] = index
    for index, figure in enumerate(rows):
        for key in ("sum_of", "rate_of"):
            for term in figure.get(key) or ():
                if term not in seen and term not in known:
                    source.fault(("figures", index, key), Text(f"引用了不存在的数字 {term}", f"names a figure that does not exist: {term}"))
