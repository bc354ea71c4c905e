"""The tables of a filing: tasks, targets, and the filer's own scores."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from pydantic import Field, field_validator, model_validator

from perfkit.base.models import Amount, Model, Number, fault_error
from perfkit.base.quantities import decimal_places

TargetKind = Literal[
    "quantity",
    "quality",
    "timeliness",
    "cost",
    "economic",
    "social",
    "ecological",
    "sustainable",
    "satisfaction",
]


_BARE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class Task(Model):
    """A budget task (年度主要任务): yuan; completion in percent as printed.

    Attributes
    ----------
    name : str       任务名称
    category : str   basic (基本支出) or project (项目支出)
    budget, budget_fiscal : Yuan   预算数, 其中财政资金
    added : Yuan     年中追加, where the budget is that of the beginning of the year; negative where it was cut
    spent, spent_fiscal : Yuan     执行数, 其中财政资金
    completion : Percent   完成率 as printed
    completion_quote : str   its words where it is no number
    completion_places : int  decimals that it was printed with
    place : str      where the row stands in the document
    """

    name: str
    category: Literal["basic", "project"]
    budget: Amount
    budget_fiscal: Amount | None = None
    added: Number | None = None
    spent: Amount
    spent_fiscal: Amount | None = None
    completion: Amount | None = None
    completion_quote: str = ""
    completion_places: int = 2
    place: str = ""

    @property
    def available(self) -> Fraction:
        """Budget of the whole year."""
        return self.budget + (self.added or 0)

    @model_validator(mode="before")
    @classmethod
    def _places(cls, value):
        if (
            isinstance(value, dict)
            and isinstance(value.get("completion"), str)
            and "completion_places" not in value
        ):
            return {**value, "completion_places": decimal_places(value["completion"])}
        return value


class TaskTotals(Model):
    """The totals that the task table prints, yuan.

    Attributes
    ----------
    budget, budget_fiscal : Yuan   预算数合计, 其中财政资金
    spent, spent_fiscal : Yuan     执行数合计, 其中财政资金
    """

    budget: Amount
    budget_fiscal: Amount | None = None
    spent: Amount
    spent_fiscal: Amount | None = None


class Tasks(Model):
    """The task table.

    Attributes
    ----------
    section : str   where it stands
    printed_unit : str   the unit that its head prints where its digits are yuan all the same; else empty
    rows : its tasks
    totals : the totals that it prints
    """

    section: str
    printed_unit: str = ""
    rows: tuple[Task, ...] = ()
    totals: TaskTotals | None = None


class UnitReport(Model):
    """What one unit reports of a target that several share.

    Attributes
    ----------
    unit : str          its name
    expected : str      its own target value; empty where only the department has one
    actual : str        as printed
    money : Fraction    yuan that it spent on it, the weight of a relative value
    """

    unit: str = Field(min_length=1)
    expected: str = ""
    actual: str
    money: Amount | None = None


class Target(Model):
    """A performance target (绩效指标) with expected and actual value as printed.

    Attributes
    ----------
    block : str      execution, output, benefit, satisfaction, cost, or a part that `form.blocks` names
    kind : str       the second level: quantity, quality, timeliness, cost, economic, social, ecological,
        sustainable, satisfaction
    name : str       三级指标
    expected : str   the whole value as printed (≥300天)
    actual : str     实际完成值 as printed; empty where nothing was filed
    operator, unit : str   the parts of the value where the form has columns for them (指标性质, 度量单位)
    weight : Points  分值 or 权重
    self_score : Points   the filer's own points
    standard : str   评分标准 as printed, where the form has a column for it
    reason : str     偏差原因分析及改进措施
    not_applicable : bool   the filer marks that it does not apply this year
    unconfirmed : bool      read from a document and checked by nobody yet
    units : what each unit reports where several share the target
    place : str      where the row stands in the document
    """

    block: str = Field(pattern=r"^[A-Za-z0-9_]+$")
    kind: TargetKind
    name: str
    expected: str
    actual: str
    operator: str = ""
    unit: str = ""
    weight: Amount | None = None
    self_score: Amount | None = None
    standard: str = ""
    reason: str = ""
    place: str = ""
    not_applicable: bool = False
    unconfirmed: bool = False
    units: tuple[UnitReport, ...] = ()

    @property
    def reported(self) -> str:
        """The actual value with the unit of its column, where the form prints one and the cell holds a bare
        number.

        Examples
        --------
        >>> Target(block="benefit", kind="social", name="a", expected="≥3万人次", actual="3.46",
        ...     unit="万人次").reported
        '3.46万人次'
        """
        return self.actual + self.unit if self.unit and _BARE.fullmatch(self.actual) else self.actual

    @field_validator("units")
    @classmethod
    def _all_or_none(cls, units: tuple[UnitReport, ...]) -> tuple[UnitReport, ...]:
        if len({bool(one.expected) for one in units}) > 1:
            raise fault_error(
                "各单位的目标值 expected 须都写或都不写",
                "either every unit has its own expected value or none",
            )
        return units


class Targets(Model):
    """The target table; `none_filed` names the kinds for which the form prints 无.

    Attributes
    ----------
    section : str   where it stands
    rows : its targets
    none_filed : kinds for which the form prints 无
    """

    section: str
    rows: tuple[Target, ...] = ()
    none_filed: tuple[TargetKind, ...] = ()


class ScoreRow(Model):
    """A row of a scoring table that belongs to no rubric here, as printed.

    Attributes
    ----------
    name : str            三级指标
    level1, level2 : str  一级指标, 二级指标
    max : Points          分值
    score : Points        自评得分
    expected, actual : str   指标值, 完成值, where a row such as 决策 or 过程 prints them
    meaning, standard, state : str 指标解释, 评分标准 and 实际情况, where a scoring table prints them
    reason : str          扣分原因
    place : str           where the row stands in the document
    """

    name: str = Field(min_length=1)
    level1: str = ""
    level2: str = ""
    max: Amount | None = None
    score: Amount | None = None
    expected: str = ""
    actual: str = ""
    meaning: str = ""
    standard: str = ""
    state: str = ""
    reason: str = ""
    place: str = ""


class SelfEvaluation(Model):
    """The department's own points by indicator, its total and its grade.

    Attributes
    ----------
    rubric : str    id of the scoring table; empty where nobody knows yet
    section : str   where it stands
    scores : row id of the rubric → the filer's own points
    rows : the printed rows of a table that is none of the rubrics here
    total : Points  总分 as printed
    grade : str     评价等级 as printed
    printed : filled in when the file is read: the points as they were written
    """

    rubric: str = ""
    section: str = ""
    scores: dict[str, Number] = Field(default_factory=dict)
    rows: tuple[ScoreRow, ...] = ()
    total: Amount | None = None
    grade: str = ""
    printed: dict[str, str] = Field(default_factory=dict, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _keep_print(cls, value):
        if isinstance(value, dict) and isinstance(value.get("scores"), dict) and "printed" not in value:
            return {**value, "printed": {k: v for k, v in value["scores"].items() if isinstance(v, str)}}
        return value
