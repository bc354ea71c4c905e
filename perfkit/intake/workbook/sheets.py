"""The sheets of the workbook for writing and for reading: data/workbook.yaml, with the choices of its
cells."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from perfkit.base.models import Model, read_data
from perfkit.base.office import check_size, open_workbook
from perfkit.base.text import Text
from perfkit.filing import names
from perfkit.intake.content_kind import kind_of
from perfkit.intake.lexicon import Named

YES, NO = "是", "否"
UNITS = ("元", "万元", "亿元", "%", "‰", "人", "个", "项", "次", "件", "家", "万家", "万人", "平方米")
BLOCKS = {block: names.BLOCKS[block].zh for block in ("output", "benefit", "satisfaction", "cost")}
KINDS, CATEGORIES, PARTS = (
    {key: name.zh for key, name in table.items()}
    for table in (names.TARGET_KINDS, names.CATEGORIES, names.PARTS)
)
PARTS["other"] = "其他文字"
FIGURE_KINDS = {"money": "金额", "count": "数量", "rate": "比率", "area": "面积"}
GRADES = ("优", "良", "中", "差")
# What is stored → what the cell shows.
_OWN = {
    "blocks": BLOCKS,
    "kinds": KINDS,
    "categories": CATEGORIES,
    "parts": PARTS,
    "figure_kinds": FIGURE_KINDS,
}
_CHOICES = _OWN | {
    name: dict(zip(shown, shown, strict=True))
    for name, shown in (("units", UNITS), ("yes", (YES,)), ("yes_no", (YES, NO)))
}
_PROMPTS = {
    "targets.none_filed": "、".join(KINDS) + "；用逗号分开",
    "self_evaluation.grade": "、".join(GRADES),
}


class Column(Model):
    """One column of a sheet.

    Attributes
    ----------
    key : the key in the submission
    zh, en : header in Chinese; the English stands in its comment
    prompt : what Excel shows when a cell is selected
    choice : which of the choices of this module a cell takes
    given : filled in by the template and locked
    """

    key: str
    zh: str
    en: str
    width: int = 14
    kind: Literal["text", "number", "flag", "yes", "date", "list"] = "text"
    prompt: str = ""
    choice: str = ""
    given: bool = False

    @property
    def title(self) -> Text:
        """The header."""
        return Text(self.zh, self.en)

    @property
    def choices(self) -> dict[str, str] | None:
        """What is stored → what the cell shows; None where anything may be written."""
        return _CHOICES[self.choice] if self.choice else None


class Sheet(Model):
    """One sheet: its name, what it is for, its columns, and how many rows it has room for.

    One with `statement` has the columns of a statement behind its own and before those of `after`.
    """

    name: str
    purpose: Named
    room: int
    columns: tuple[Column, ...]
    statement: bool = False
    after: tuple[Column, ...] = ()

    def letter(self, key: str) -> int:
        """The number of a column, from 1."""
        return next(number for number, column in enumerate(self.columns, start=1) if column.key == key)


class _Item(Model):
    key: str
    zh: str
    prompt: str = ""


class _Workbook(Model):
    statement: tuple[Column, ...]
    sheets: dict[str, Sheet]
    rows: tuple[_Item, ...]


def _whole(sheet: Sheet, statement: tuple[Column, ...]) -> Sheet:
    columns = (*sheet.columns, *(statement if sheet.statement else ()), *sheet.after)
    return sheet.model_copy(update={"columns": columns})


_BOOK = read_data(_Workbook, "workbook.yaml")
SHEETS = tuple(_whole(sheet, _BOOK.statement) for sheet in _BOOK.sheets.values())
BASICS, TEXTS, FACTS, FIGURES, TASKS, TARGETS, SCORES, EVIDENCE, ESTABLISHED, JUDGEMENTS = SHEETS
BASIC_ROWS = tuple((row.key, row.zh, row.prompt or _PROMPTS.get(row.key, "")) for row in _BOOK.rows)
# What has no cell of its own goes along in a hidden sheet, as it is.
KEPT = ("form", "project", "printed", "self_evaluation.rows", "source.places", "source.boxes")
ASIDE = "其余"
CHOICES, GUIDE = "选项", "填写说明"
HEADER_ROW, FIRST_ROW = 2, 3
TOTAL_LABEL, PRINTED_LABEL = "合计（自动计算）", "合计（报告所载）"
LISTS = {"source.redacted", "targets.none_filed"}
FLAGS = {"synthetic", "unconfirmed"}


def is_template(path: Path) -> bool:
    """Whether a file is a workbook that `perfkit template` made; any other workbook is a filed document.

    Raises
    ------
    SubmissionError   the file does not exist.
    """
    check_size(path)
    if path.suffix.lower() != ".xlsx" or not zipfile.is_zipfile(path) or kind_of(path) != "xlsx":
        return False
    workbook = open_workbook(path)
    try:
        return BASICS.name in workbook.sheetnames
    finally:
        workbook.close()
