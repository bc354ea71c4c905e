"""What a department filed for a year, as frozen values; every figure with its source."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import Literal

from pydantic import Field, field_validator, model_validator

from perfkit.base.display import card
from perfkit.base.errors import FactError
from perfkit.base.models import Amount, Model, Number, fault_error
from perfkit.base.quantities import decimal_places, parse_number, show_number, unit_factor
from perfkit.base.text import Text

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
BLOCKS = ("execution", "output", "benefit", "satisfaction", "cost")
"""The first-level parts that official forms share; a form may print others, named under `form.blocks`."""
Moment = Literal["q1", "q2", "q3", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11"]
"""The end of a quarter or of a month of a year that is not over."""
FormKind = Literal["", "department", "project", "accounts"]
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_BARE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
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
    document : str        the document that an evaluator saw, where the figure is not the department's own
    unconfirmed : bool    read from a document and checked by nobody yet
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
            raise fault_error(
                Text(
                    f'"{period}" 应写成 2020-02..2020-10', f'"{period}" should be written as 2020-02..2020-10'
                )
            )
        return period

    @model_validator(mode="after")
    def _has_value(self):
        if self.value == "" and not self.not_applicable:
            raise fault_error(
                Text(
                    "缺少 value；没有数据的事实整条不写，不适用的写 not_applicable: true",
                    "value is missing; leave an unknown fact out, or write not_applicable: true",
                )
            )
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
    """Who filed: id (also the folder's name before the year), official name.

    Attributes
    ----------
    id : str        letters, digits, hyphens, underscores; with the year it is the folder's name
    name : str      official name (部门、单位名称)
    name_en : str   its translation
    region : str    行政区划
    """

    id: str
    name: str = Field(min_length=1)
    name_en: str = ""
    region: str = ""

    @field_validator("id")
    @classmethod
    def _plain(cls, value: str) -> str:
        if not _IDENTIFIER.fullmatch(value):
            raise fault_error(
                Text(
                    f'"{value}" 只能用字母、数字、连字符和下划线',
                    f'"{value}" may hold letters, digits, hyphens and underscores only',
                )
            )
        return value


class Project(Model):
    """The project that a project's filing is about, as its form names it.

    Attributes
    ----------
    name : str       项目名称
    code : str       项目编码; empty where the form has none
    authority : str  主管部门
    unit : str       实施单位; the filing department where the form names no other
    """

    name: str = Field(min_length=1)
    code: str = ""
    authority: str = ""
    unit: str = ""


class FormBlock(Model):
    """A first-level part of the form: its most points and the points that the filer gives it, as printed.

    Attributes
    ----------
    name : str    its name, where it is none of the usual ones
    max : Points  the most points, as in the form's head or 产出指标（50分）
    score : Points   the filer's own points for it, as for execution
    """

    name: str = ""
    max: Amount | None = None
    score: Amount | None = None


class Form(Model):
    """The official form (表式) that the document follows.

    Attributes
    ----------
    family : str     a form family of data/intake; empty where none was recognised
    kind : str       department, project or accounts; empty where it is not known
    title : str      the title as printed
    blocks : dict    block id (execution, output, benefit, satisfaction, cost) to its maximum and points as printed
    """

    family: str = ""
    kind: FormKind = ""
    title: str = ""
    blocks: dict[str, FormBlock] = Field(default_factory=dict)


class SourceFile(Model):
    """The document behind the submission and what was cut from it.

    Attributes
    ----------
    file : str    name of the file
    redacted : what was cut before it came here
    note : str    anything a reader should know of it
    """

    file: str = ""
    redacted: tuple[str, ...] = ()
    note: str = ""


class Passage(Model):
    """A piece of the department's own text with its section.

    Attributes
    ----------
    section : str   where it stands (一（二）6)
    text : str      its words
    """

    section: str
    text: str


class Narrative(Model):
    """The department's text in the order of the official outline.

    Attributes
    ----------
    duties : passages on 部门主要职能
    annual_work : passages on 年度总体工作和重点工作任务
    budget_preparation : passages on 部门预算编制情况
    budget_execution : passages on 部门预算执行情况
    goals : passages on 绩效目标
    performance : passages on 部门主要履职绩效
    results : passages on 产出和效果
    experience : passages on 主要经验、做法
    problems : passages on 存在问题
    improvements : passages on 改进措施
    next_steps : passages on 后续工作计划
    other : passages under other headings
    """

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
    other: tuple[Passage, ...] = ()

    def passages(self) -> list[tuple[str, Passage]]:
        """Every passage with the name of its part, in order."""
        return [(part, passage) for part in type(self).model_fields for passage in getattr(self, part)]


class OverallGoal(Model):
    """The yearly overall goal: what was expected, what was reached.

    Attributes
    ----------
    section : str    where it stands
    expected : str   年度总体目标, as printed
    actual : what was reached, as passages
    """

    section: str
    expected: str
    actual: tuple[Passage, ...] = ()


class Figure(Model):
    """A quantity of the department's own, with every place that states it.

    Attributes
    ----------
    id : str     a name of your own for it
    name : str   what it is
    kind : str   money, count, rate or area
    statements : every place where it is printed
    sum_of : ids of figures or facts that add up to it
    rate_of : part and whole, where it is a rate
    """

    id: str
    name: str
    kind: Literal["money", "count", "rate", "area"]
    statements: tuple[Statement, ...] = Field(min_length=1)
    sum_of: tuple[str, ...] = ()
    rate_of: tuple[str, str] | None = None


class Task(Model):
    """A budget task (年度主要任务): yuan; completion in percent as printed.

    Attributes
    ----------
    name : str       任务名称
    category : str   basic (基本支出) or project (项目支出)
    budget, budget_fiscal : Yuan   预算数, 其中财政资金
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
    spent: Amount
    spent_fiscal: Amount | None = None
    completion: Amount | None = None
    completion_quote: str = ""
    completion_places: int = 2
    place: str = ""

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
    kind : str       the second level: quantity, quality, timeliness, cost, economic, social, ecological, sustainable, satisfaction
    name : str       三级指标
    expected : str   the whole value as printed (≥300天)
    actual : str     实际完成值 as printed; empty where nothing was filed
    operator, unit : str   the parts of the value where the form has columns for them (指标性质, 度量单位)
    weight : Points  分值 or 权重
    self_score : Points   the filer's own points
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
    reason: str = ""
    place: str = ""
    not_applicable: bool = False
    unconfirmed: bool = False
    units: tuple[UnitReport, ...] = ()

    @property
    def reported(self) -> str:
        """The actual value with the unit of its column, where the form prints one and the cell holds a bare number.

        Examples
        --------
        >>> Target(block="benefit", kind="social", name="a", expected="≥3万人次", actual="3.46", unit="万人次").reported
        '3.46万人次'
        """
        return self.actual + self.unit if self.unit and _BARE.fullmatch(self.actual) else self.actual

    @field_validator("units")
    @classmethod
    def _all_or_none(cls, units: tuple[UnitReport, ...]) -> tuple[UnitReport, ...]:
        if len({bool(one.expected) for one in units}) > 1:
            raise fault_error(
                Text(
                    "各单位的目标值 expected 须都写或都不写",
                    "either every unit has its own expected value or none",
                )
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
    reason : str          扣分原因
    place : str           where the row stands in the document
    """

    name: str = Field(min_length=1)
    level1: str = ""
    level2: str = ""
    max: Amount | None = None
    score: Amount | None = None
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


# What every result says that rests on a draft nobody has checked.
UNCONFIRMED = Text(
    "依据自动读入、尚未逐项核对的草稿，数据以原件为准",
    "rests on a draft that was read by machine and not yet confirmed; the original document prevails",
)


def _in_file_names(written: str) -> str:
    """A code or name as a part of a file's name; what has to change in it is kept apart by a digest."""
    safe = re.sub(r"[^\w-]+", "-", written)[:40]
    return safe if safe == written else f"{safe}-{sha256(written.encode()).hexdigest()[:8]}"


class Submission(Model):
    """What was filed for a year; every figure with its source.

    Attributes
    ----------
    synthetic : bool     invented data; every output says so
    unconfirmed : bool   a draft that was read from a document and that nobody has checked yet
    department : who filed
    year : int           the year that the filing is about
    as_of : str          q1, q2, q3 or a month m1 to m11 where the year is not over; empty for a whole year
    version : int        1, or which filing of the year this is; the newest one counts
    title : str          title of the report
    form : the official form that the document follows
    project : the project, where the filing is about one and not about the whole department
    source : the document behind it
    narrative : the department's own text
    overall_goal : 年度总体目标
    facts : fact id of data/facts.yaml → every place that prints it
    figures : quantities of the department's own
    tasks : 年度主要任务
    targets : 绩效指标
    self_evaluation : the filer's own points

    Examples
    --------
    >>> from perfkit.base.paths import data_root
    >>> from perfkit.filing.submission_file import load_submission
    >>> filed = load_submission(data_root() / "departments" / "sz-sif-longhua_2020")
    >>> filed.year, len(filed.targets.rows), filed.self_evaluation.total
    (2020, 62, Fraction(191, 2))
    """

    synthetic: bool = False
    unconfirmed: bool = False
    department: Identity
    year: int = Field(ge=1990, le=2100)
    as_of: Moment | Literal[""] = ""
    version: int = Field(default=1, ge=1, le=99)
    title: str = ""
    form: Form = Form()
    project: Project | None = None
    source: SourceFile = SourceFile()
    narrative: Narrative = Narrative()
    overall_goal: OverallGoal | None = None
    facts: dict[str, tuple[Statement, ...]] = Field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    tasks: Tasks | None = None
    targets: Targets | None = None
    self_evaluation: SelfEvaluation = SelfEvaluation()

    def __repr__(self) -> str:
        mark = " synthetic" if self.synthetic else ""
        targets, filed = len(self.targets.rows) if self.targets else 0, self.self_evaluation
        own = "—" if filed.total is None else show_number(filed.total)
        return f"<Submission {self.key}{mark} {self.department.name}: {len(self.facts)} facts, {targets} targets, self {own} {filed.grade}>".replace(
            " >", ">"
        )

    __str__ = __repr__

    def _repr_html_(self) -> str:
        mark = "（合成数据）" if self.synthetic else ""
        tasks, targets, filed = self.tasks, self.targets, self.self_evaluation
        rows = [
            ("编号", self.key),
            *(
                [
                    (
                        "截至",
                        {"q1": "一季度末", "q2": "二季度末", "q3": "三季度末"}.get(
                            self.as_of, f"{self.as_of[1:]}月末"
                        ),
                    )
                ]
                if self.as_of
                else []
            ),
            (
                "数据",
                f"{len(self.facts)} 项，{sum(map(len, self.facts.values()))} 处；本单位数字 {len(self.figures)} 项",
            ),
            ("任务", f"{len(tasks.rows)} 项" if tasks else "未填"),
            ("绩效指标", f"{len(targets.rows)} 项" if targets else "未填"),
            (
                "自评",
                "未填"
                if filed.total is None
                else f"{show_number(filed.total)} {filed.grade}（{filed.rubric}）",
            ),
        ]
        return card(
            f"{self.department.name} {self.year} 年度{mark}",
            rows,
            note="看得分：load_department(…).evaluate()；看数据：.facts、.targets、.tasks、.narrative",
        )

    @model_validator(mode="after")
    def _blocks_are_named(self):
        known = {*BLOCKS, *self.form.blocks}
        for row in self.targets.rows if self.targets is not None else ():
            if row.block not in known:
                names = "、".join(sorted(known))
                raise fault_error(
                    Text(
                        f"指标“{row.name}”的 block 是 {row.block}；可用：{names}，其他一级指标先写在 form.blocks",
                        f"the block of {row.name} is {row.block}; one of {', '.join(sorted(known))}, or name it under form.blocks",
                    )
                )
        return self

    @property
    def subject(self) -> str:
        """What the filing is about, by its official name: the project, else the department."""
        return self.project.name if self.project is not None else self.department.name

    @property
    def key(self) -> str:
        """Department and year as one id, which is also the usual name of its folder; a project's code or name follows.

        Examples
        --------
        >>> filed = {"department": {"id": "a", "name": "甲局"}, "year": 2020}
        >>> Submission.model_validate(filed).key
        'a_2020'
        >>> Submission.model_validate({**filed, "project": {"name": "道路养护", "code": "P-07"}}).key
        'a_2020_P-07'
        """
        own = f"{self.department.id}_{self.year}"
        return (
            own if self.project is None else f"{own}_{_in_file_names(self.project.code or self.project.name)}"
        )
