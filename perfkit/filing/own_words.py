"""The department's own text: its passages, its yearly goal, and figures of its own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from perfkit.base.models import Model
from perfkit.filing.statement import Statement


class Passage(Model):
    """A piece of the department's own text with its section.

    Attributes
    ----------
    section : str   where it stands (一（二）6)
    text : str      its words; empty where nothing stands below a heading that wants something
    place : str     the paragraphs or lines of the document (第12段, 第3页第12段—第14段), where the section does not
        say it
    """

    section: str
    text: str
    place: str = ""


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
