"""The answer sheet as an Excel workbook: one line a criterion, and a sheet for what does not add up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact
from perfkit.training.cases.case import TraineeCase
from perfkit.training.cases.notes import KINDS
from perfkit.training.typed import is_blank
from perfkit.training.words import table, words

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

    @property
    def is_blank(self) -> bool:
        """True where nothing was filled in yet."""
        return not self.findings and all(is_blank(line.points) for line in self.lines.values())


def write_sheet(case: TraineeCase, path: Path, lang: str = "zh", filled: Sheet | None = None) -> None:
    """Write the answer sheet of a case, empty or with answers already in it.

    Parameters
    ----------
    filled : Sheet   answers to put in; none for a new sheet
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    filled = filled or Sheet()
    book = Workbook()
    scores = _page(book.worksheets[0], "sheet_scores", lang)
    for row in case.evaluation.rubric.indicators:
        for criterion in row.criteria:
            line, name = filled.lines.get(criterion.id, Line()), row.name.text.in_(lang)
            clause = ("、".join(criterion.clauses), criterion.text.text.in_(lang), show_exact(criterion.max))
            scores.append([criterion.id, name, *clause, line.points, line.reason, line.document])
    # The key of each line; the row and the clause are what people read.
    scores.column_dimensions["A"].hidden = True
    for cells in scores.iter_rows(min_row=2):
        for cell in cells[5:]:
            cell.fill = PatternFill("solid", fgColor="FFF8E1")
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    notes = _page(book.create_sheet(), "sheet_findings", lang)
    for _, kind, places, figures in filled.findings:
        notes.append([kind, *(list(places) + ["", ""])[:2], figures, ""])
    kinds = ",".join(text.in_(lang) for text in KINDS.values())
    choice = DataValidation(type="list", formula1=f'"{kinds}"', allow_blank=True)
    notes.add_data_validation(choice)
    choice.add(f"A2:A{_FINDING_ROWS}")
    help_sheet = _page(book.create_sheet(), "sheet_help", lang)
    for name in ("help_points", "help_open", "help_reason", "help_findings", "help_guess"):
        help_sheet.append([words(name, most_false_alarms=MOST_FALSE_ALARMS).in_(lang)])
        help_sheet.cell(help_sheet.max_row, 1).alignment = Alignment(wrap_text=True)
    help_sheet.append([words("case_code", code=case.code).in_(lang)])
    book.save(path)


def _page(sheet: Any, name: str, lang: str) -> Any:
    """A page of the workbook with its heads, as a table of data/training/words.yaml."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    shown = table(name, lang, ())
    sheet.title, sheet.freeze_panes = shown.caption, "A2"
    for number, column in enumerate(shown.columns, start=1):
        cell = sheet.cell(1, number, column.head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EDF4")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    return sheet


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
    noted = [row for page in book.worksheets[1:2] for row in page.iter_rows(min_row=2, values_only=True)]
    for number, row in enumerate(noted, start=2):
        told = [str(cell or "").strip() for cell in (*row, *[None] * 5)]
        if any(told[:4]):
            findings.append((number, told[0], tuple(filter(None, told[1:3])), " ".join(told[3:5])))
    code, saved = _code(book), book.properties.modified
    shown = saved.strftime("%Y-%m-%d %H:%M") if saved is not None else ""
    return Sheet(lines, tuple(findings), tuple(repeated), tuple(unknown), code, shown)


def read_handed_in(path: Path) -> Sheet:
    """A trainee's sheet as it came back.

    Raises
    ------
    PerfkitError   as `read_sheet`; or nothing was filled in yet.
    """
    sheet = read_sheet(path)
    if sheet.is_blank:
        raise PerfkitError(words("sheet_blank", name=path.parent.name))
    return sheet


def _points(cell: Any) -> Any:
    """What stands under points; Excel takes 1-3 for a date, which nobody awards."""
    return f"{cell.month}-{cell.day}" if isinstance(cell, date) else cell


def _code(book: Any) -> str:
    cells = (
        str(cell) for page in book.worksheets[2:] for row in page.iter_rows(values_only=True) for cell in row
    )
    return next((found[1] for cell in cells if (found := _CODE.search(cell))), "")
