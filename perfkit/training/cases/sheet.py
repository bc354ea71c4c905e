"""The answer sheet as an Excel workbook: one line a criterion, and a sheet for what does not add up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact
from perfkit.base.text import Text, say
from perfkit.training.cases.case import TraineeCase
from perfkit.training.cases.notes import KINDS
from perfkit.training.words import words

FILE = "answers.xlsx"
_FINDING_ROWS = 40
_CODE = re.compile(r"\b([0-9A-F]{4}-[0-9A-F]{4})\b")
MOST_FALSE_ALARMS = 2
"""More false alarms than these do not pass."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a trainee wrote for one criterion; values as they stand in the cells."""

    points: Any = None
    reason: str = ""
    document: str = ""


@dataclass(frozen=True)
class Sheet:
    """A filled-in answer sheet.

    Attributes
    ----------
    lines : criterion id → what was written
    findings : (kind, places, figures) as written, with the row of the workbook
    repeated : criterion ids that stand in more than one line, with the line that was not read
    unknown : what stands in the first column of other lines, with the line
    code : str    of the case that the sheet was made for; empty where it was taken off
    saved : str   when the workbook was last saved, by its own record
    """

    lines: dict[str, Line] = field(default_factory=dict)
    findings: tuple[tuple[int, str, tuple[str, ...], str], ...] = ()
    repeated: tuple[tuple[int, str], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    code: str = ""
    saved: str = ""


def write_sheet(case: TraineeCase, path: Path, lang: str = "zh", filled: Sheet | None = None) -> None:
    """Write the answer sheet of a case, empty or with answers already in it.

    Parameters
    ----------
    filled : Sheet   answers to put in; none for a new sheet
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    filled = filled or Sheet()
    book = Workbook()
    scores = book.worksheets[0]
    scores.title = say(lang, "评分", "Scores")
    heads = (
        ("评分点", "Criterion", 38),
        ("指标", "Row", 26),
        ("条款", "Clause", 8),
        ("条文", "What it says", 52),
        ("满分", "Maximum", 8),
        ("得分", "Points", 14),
        ("理由", "Reason", 46),
        ("材料编号", "Document", 12),
    )
    rubric = case.evaluation.rubric
    for row in rubric.indicators:
        for criterion in row.criteria:
            line = filled.lines.get(criterion.id, Line())
            scores.append(
                [
                    criterion.id,
                    row.name.text.in_(lang),
                    "、".join(criterion.clauses),
                    criterion.text.text.in_(lang),
                    show_exact(criterion.max),
                    line.points,
                    line.reason,
                    line.document,
                ]
            )
    scores.insert_rows(1)
    _heads(scores, heads, lang)
    scores.column_dimensions[
        "A"
    ].hidden = True  # the key of each line; the row and the clause are what people read
    for cells in scores.iter_rows(min_row=2):
        for cell in cells[5:]:
            cell.fill = PatternFill("solid", fgColor="FFF8E1")
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells[0].font = Font(color="808080", size=9)
    notes = book.create_sheet(say(lang, "核查发现", "Findings"))
    _heads(
        notes,
        (
            ("类别", "Kind", 26),
            ("位置一", "Place", 30),
            ("位置二", "Other place", 30),
            ("对不上的数字", "Figures", 24),
            ("说明", "Note", 50),
        ),
        lang,
    )
    for _, kind, places, figures in filled.findings:
        notes.append([kind, *(list(places) + ["", ""])[:2], figures, ""])
    choice = DataValidation(
        type="list",
        formula1='"' + ",".join(text.in_(lang) for text in KINDS.values()) + '"',
        allow_blank=True,
    )
    notes.add_data_validation(choice)
    choice.add(f"A2:A{_FINDING_ROWS}")
    help_sheet = book.create_sheet(say(lang, "说明", "Help"))
    help_sheet.column_dimensions["A"].width = 100
    for text in _HELP:
        help_sheet.append([text.in_(lang)])
        help_sheet.cell(help_sheet.max_row, 1).alignment = Alignment(wrap_text=True)
    help_sheet.append([f"{say(lang, '案例编号', 'Case')} {case.code}"])
    book.save(path)


def _heads(sheet: Any, heads: tuple[tuple[str, str, int], ...], lang: str) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, (zh, en, width) in enumerate(heads, start=1):
        cell = sheet.cell(1, number, say(lang, zh, en))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EDF4")
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"


_HELP = (
    Text("合成数据，供培训使用，不代表任何真实部门。", "Synthetic data for training; no real department."),
    Text("“得分”只写一个数，如 0.93（保留两位小数）。", "Points: one number such as 0.93, two decimals."),
    words("help_open"),
    words("help_reason"),
    words("help_findings"),
    words("help_guess", most_false_alarms=MOST_FALSE_ALARMS),
)


def read_sheet(path: Path) -> Sheet:
    """Read a filled-in answer sheet.

    Raises
    ------
    PerfkitError   the workbook cannot be opened or its first sheet is another one.
    """
    from openpyxl import load_workbook

    if not path.is_file():
        raise PerfkitError(words("no_sheet", name=path.parent.name, name2=path.name))
    try:
        book = load_workbook(path, data_only=True)
    except Exception:  # openpyxl raises whatever zip and XML raise
        raise PerfkitError(words("sheet_unreadable", name=path.parent.name, name2=path.name)) from None
    scores = book.worksheets[0]
    lines, repeated, unknown = {}, [], []
    for number, row in enumerate(scores.iter_rows(min_row=2, values_only=True), start=2):
        key = str(row[0] if row and row[0] is not None else "").strip()
        if key.count(".") >= 2:
            cells = [*row, *[None] * 8]
            if key in lines:
                repeated.append((number, key))
                continue
            lines[key] = Line(_points(cells[5]), str(cells[6] or "").strip(), str(cells[7] or "").strip())
        elif key:
            unknown.append((number, key))
    if not lines:
        raise PerfkitError(words("sheet_without_criteria", name=path.parent.name, name2=path.name))
    findings = []
    for number, row in (
        enumerate(book.worksheets[1].iter_rows(min_row=2, values_only=True), start=2)
        if len(book.worksheets) > 1
        else ()
    ):
        told = [str(cell or "").strip() for cell in (*row, *[None] * 5)]
        if any(told[:4]):
            findings.append(
                (number, told[0], tuple(place for place in told[1:3] if place), " ".join(told[3:5]))
            )
    code, saved = _code(book), book.properties.modified
    shown = saved.strftime("%Y-%m-%d %H:%M") if saved is not None else ""
    return Sheet(lines, tuple(findings), tuple(repeated), tuple(unknown), code, shown)


def _points(cell: Any) -> Any:
    """What stands under points; Excel takes 1-3 for a date, which nobody awards."""
    return f"{cell.month}-{cell.day}" if isinstance(cell, date) else cell


def _code(book: Any) -> str:
    cells = (
        str(cell) for page in book.worksheets[2:] for row in page.iter_rows(values_only=True) for cell in row
    )
    return next((found[1] for cell in cells if (found := _CODE.search(cell))), "")
