"""Who filed, and where each figure of a filing is printed."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from perfkit.base.errors import FactError
from perfkit.base.models import Amount, Model, fault_error
from perfkit.base.quantities import decimal_places, parse_number, unit_factor
from perfkit.base.text import Text

FormKind = Literal["", "department", "project", "accounts"]


_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


_PERIOD = re.compile(r"\d{4}-\d{2}\.\.\d{4}-\d{2}")


class Statement(Model):
    """One place where a figure is printed.

    Attributes
    ----------
    value : str or bool   as printed, digits only; true or false for a flag
    unit : str            元, 万元, 亿元, %, ‰, 人, 个 …; empty for a bare number
    section, quote : str  where it stands, and its words
    place : str           the paragraph, line or page of the document, where the section does not say it
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
    place: str = ""
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
                raise fault_error(*error.message) from None
        return value

    @field_validator("period")
    @classmethod
    def _months(cls, period: str) -> str:
        if period and not _PERIOD.fullmatch(period):
            raise fault_error(
                f'"{period}" 应写成 2020-02..2020-10', f'"{period}" should be written as 2020-02..2020-10'
            )
        return period

    @model_validator(mode="after")
    def _has_value(self):
        if self.value == "" and not self.not_applicable:
            raise fault_error(
                "缺少 value；没有数据的事实整条不写，不适用的写 not_applicable: true",
                "value is missing; leave an unknown fact out, or write not_applicable: true",
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
    def of_the_year(self) -> bool:
        """True for a figure of the whole year and of all of the work."""
        return not (self.period or self.scope or self.not_applicable)

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

    @property
    def named(self) -> Text:
        """Its name in both languages; the official one where it gives no translation."""
        return Text(self.name, self.name_en or self.name)

    @field_validator("id")
    @classmethod
    def _plain(cls, value: str) -> str:
        if not _IDENTIFIER.fullmatch(value):
            raise fault_error(
                f'"{value}" 只能用字母、数字、连字符和下划线',
                f'"{value}" may hold letters, digits, hyphens and underscores only',
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
    blocks : dict    block id (execution, output, benefit, satisfaction, cost) to its maximum and points as
        printed
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
    places : path of a value that has no place of its own (year, form.blocks.output.max) → where it stands
    boxes : a place that the draft names on a page → its left, top, right and bottom there, in points
    """

    file: str = ""
    redacted: tuple[str, ...] = ()
    note: str = ""
    places: dict[str, str] = Field(default_factory=dict)
    boxes: dict[str, str] = Field(default_factory=dict)
