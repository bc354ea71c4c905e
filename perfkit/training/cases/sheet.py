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
    Text(
        "数据或材料不够、定不下来的，写“待定”，或写区间，如 0～1.5。不要写 0，也不要照抄自评分。",
        "Where figures or documents are missing write open, or a range such as 0~1.5. Do not write 0, and do not copy the self-score.",
    ),
    Text(
        "要判断的条文写“理由”：看了什么、看到什么、扣在哪里；“材料编号”写 case.html 里的编号，如 D7。",
        "Where you judge, give a reason: what you looked at, what you found, what it cost. Document is a number of case.html, such as D7.",
    ),
    Text(
        "“核查发现”一行写一处矛盾：类别从下拉列表选，位置写章节号（如 一（四）1（1））或指标、评分行的名称，再写对不上的数字或原话；同一处有几个矛盾的，数字不能省。",
        "Findings: one contradiction a line. Choose the kind, give the section (such as 一（四）1（1）) or the name of a target or row, and the figures or words; where a section holds several, the figure is needed.",
    ),
    Text(
        f"没有把握的发现不要写：每条误报抵掉一个答对的，超过 {MOST_FALSE_ALARMS} 条不能达标。",
        f"Do not guess: each false alarm takes one right answer away, and more than {MOST_FALSE_ALARMS} of them do not pass.",
    ),
)


def read_sheet(path: Path) -> Sheet:
    """Read a filled-in answer sheet.

    Raises
    ------
    PerfkitError   the workbook cannot be opened or its first sheet is another one.
    """
    from openpyxl import load_workbook

    if not path.is_file():
        raise PerfkitError(
            Text(
                f"{path.parent.name} 里没有答题表 {path.name}；请放回原来的答题表，或用 perfkit train new 重新生成",
                f"there is no answer sheet {path.name} in {path.parent.name}; put it back, or make it again with perfkit train new",
            )
        )
    try:
        book = load_workbook(path, data_only=True)
    except Exception:  # openpyxl raises whatever zip and XML raise
        raise PerfkitError(
            Text(
                f"{path.parent.name}/{path.name} 打不开；请用 Excel 重新另存为 .xlsx",
                f"{path.parent.name}/{path.name} cannot be opened; save it again as .xlsx",
            )
        ) from None
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
        raise PerfkitError(
            Text(
                f"{path.parent.name}/{path.name} 的第一张表没有评分点；请用原来的答题表填写",
                f"the first sheet of {path.parent.name}/{path.name} has no criteria; fill in the sheet you were given",
            )
        )
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
