"""Fields of the integrated budget system's tables (data/budget_tables.yaml), and the head of a table by
them."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Literal

from perfkit.base.models import Model, read_data
from perfkit.base.text import Text
from perfkit.intake.blocks import key

_UNIT = re.compile(r"\((?:单位:)?(元|千元|万元|百万元|亿元|%)\)$")
_FEWEST = 4


class Field(Model):
    """A column: its names, what stands below it, and the fact of data/facts.yaml that it is."""

    zh: str
    en: str
    holds: Literal["text", "money", "percent", "points"]
    also: tuple[str, ...] = ()
    fact: str = ""
    only_read: bool = False


class FieldTable(Model):
    """A table: the name of its sheet, its fields in order."""

    sheet: str
    fields: dict[str, Field]

    @property
    def written(self) -> dict[str, Field]:
        """The fields of a table that is written: a sign and a unit go into the value."""
        return {name: field for name, field in self.fields.items() if not field.only_read}


class BudgetTables(Model):
    """data/budget_tables.yaml."""

    field_unit: str
    whole: tuple[str, ...]
    foot: tuple[str, ...]
    projects: FieldTable
    targets: FieldTable

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field of both tables."""
        return {**self.projects.fields, **self.targets.fields}

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """What a head may print, as compared → the fields that it may be."""
        found: dict[str, list[str]] = {}
        for field, known in self.fields.items():
            for name in (field, known.zh, *known.also):
                found.setdefault(key(name), []).append(field)
        return found

    def head(self, printed: list[str]) -> dict[str, tuple[int, str]]:
        """The fields of a row of heads: field → its column and the unit that it prints; empty where it is no
        such row.

        Examples
        --------
        >>> budget_tables().head(["预算年度", "pro_code", "项目名称", "年初批复数（万元）", "备注"])["reply_amt"]
        (3, '万元')
        >>> budget_tables().head(["项目名称", "一级指标", "二级指标", "三级指标"])
        {}
        """
        found: dict[str, tuple[int, str]] = {}
        heads: list[tuple[int, str, str, list[str]]] = []
        for column, text in enumerate(printed):
            label = key(text)
            unit = _UNIT.search(label)
            fields = self.names.get(label) or self.names.get(label[: unit.start()] if unit else "", [])
            heads.append((column, label, unit.group(1) if unit else "", fields))
        # 自评得分 is the project's total, or a target's points where the total has a head of its own.
        for column, label, printed_unit, fields in sorted(heads, key=lambda head: len(head[3])):
            field = next((field for field in fields if field not in found), "")
            if field:
                named = key(field) in label
                unit_of = printed_unit or (self.field_unit if named else "")
                found[field] = (column, unit_of)
        return found if "pro_code" in found and len(found) >= _FEWEST else {}


@lru_cache(maxsize=1)
def budget_tables() -> BudgetTables:
    """The fields, read once."""
    return read_data(BudgetTables, "budget_tables.yaml")


def label_of(field: str) -> Text:
    """A field's name in both languages."""
    known = budget_tables().fields[field]
    return Text(known.zh, known.en)
