"""What a department filed for a year, as frozen values; every figure with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Literal

from pydantic import Field, model_validator

from perfkit.base.models import Model, Whole, fault_error
from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.filing.filed_tables import SelfEvaluation, Targets, Tasks
from perfkit.filing.own_words import Figure, Narrative, OverallGoal
from perfkit.filing.printed import PrintedTable
from perfkit.filing.statement import Form, Identity, Project, SourceFile, Statement

BLOCKS = ("execution", "output", "benefit", "satisfaction", "cost")
"""The first-level parts that official forms share; a form may print others, named under `form.blocks`."""
Moment = Literal["q1", "q2", "q3", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11"]
"""The end of a quarter or of a month of a year that is not over."""


# What every result says that rests on a draft nobody has checked.
# The name of a draft's unit where the document prints none: what is there is reviewed all the same.
UNNAMED = Text("（未填单位）", "(unit not given)")
TO_ADD = {
    "name": Text(
        "草稿没有单位名称，请在 submission.yaml 的 department 下写 name: 单位全称",
        "the draft has no unit: write name: under department in submission.yaml",
    ),
    "year": Text(
        "草稿没有年度，请在 submission.yaml 写 year: 加四位数字，如 year: 2022",
        "the draft has no year: write year: and four digits in submission.yaml, such as year: 2022",
    ),
}
UNCONFIRMED = Text(
    "依据自动读入、尚未逐项核对的草稿，数据以原件为准",
    "rests on a draft that was read by machine and not yet confirmed; the original document prevails",
)


def resting_on_drafts(names: Iterable[str], lang: str) -> str:
    """Which of several filings rest on a draft nobody has checked; empty where none does.

    Examples
    --------
    >>> resting_on_drafts(["甲局", "乙局"], "zh")
    '下列材料依据自动读入、尚未逐项核对的草稿，数据以原件为准：甲局、乙局。'
    """
    listed = say(lang, "、", ", ").join(dict.fromkeys(names))
    en = f"Read by machine and not yet confirmed, the original documents prevail: {listed}."
    return listed and say(lang, f"下列材料{UNCONFIRMED.zh}：{listed}。", en)


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
    printed : the tables of the document as they are printed

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
    year: Whole = Field(ge=1990, le=2100)
    as_of: Moment | Literal[""] = ""
    version: Whole = Field(default=1, ge=1, le=99)
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
    printed: tuple[PrintedTable, ...] = ()

    @property
    def open_points(self) -> list[Text]:
        """What the results rest on that a person still has to do: check the draft, name the unit."""
        unnamed = self.department.name == UNNAMED.zh
        return [UNCONFIRMED] * self.unconfirmed + [TO_ADD["name"]] * unnamed

    def reservation(self, lang: str) -> str:
        """The sentence of a letter or a list that rests on an unchecked draft; empty for a filing."""
        return say(lang, f"本件{UNCONFIRMED.zh}。", f"This paper {UNCONFIRMED.en}.") * self.unconfirmed

    def __repr__(self) -> str:
        mark = " synthetic" if self.synthetic else ""
        targets, filed = len(self.targets.rows) if self.targets else 0, self.self_evaluation
        own = "—" if filed.total is None else show_number(filed.total)
        return (
            f"<Submission {self.key}{mark} {self.department.name}: {len(self.facts)} facts, {targets} "
            f"targets, self {own} {filed.grade}>"
        ).replace(" >", ">")

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from perfkit.base.markup import card

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
                    f"指标“{row.name}”的 block 是 {row.block}；可用：{names}，其他一级指标先写在 form.blocks",
                    f"the block of {row.name} is {row.block}; one of {', '.join(sorted(known))}, "
                    "or name it under form.blocks",
                )
        return self

    def points_stand(self, part: str) -> str:
        """Where the filer's total, grade or points of a row (scores.<id>) are printed."""
        return self.source.places.get(f"self_evaluation.{part}") or self.self_evaluation.section

    @property
    def subject(self) -> str:
        """What the filing is about, by its official name: the project, else the department."""
        return self.project.name if self.project is not None else self.department.name

    @property
    def named(self) -> Text:
        """The same in both languages; a project is called by its official name in English as well."""
        return self.department.named if self.project is None else Text(self.subject, self.subject)

    @property
    def key(self) -> str:
        """Department and year as one id, which is also the usual name of its folder; a project's code or
        name follows.

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
