"""An evaluation as an Excel workbook: conclusion, scores, problems, findings, requests, what was filed.

Numbers are numbers, rates are percentages, and a text is a text even where it starts like a formula.
"""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from perfkit.base.text import say
from perfkit.pages.report import Report
from perfkit.publish.files import steady_archive, with_values
from perfkit.publish.sheet import Formula, Sheet, Value, lines_of
from perfkit.publish.xlsx_filed import facts_sheet, targets_sheet, tasks_sheet
from perfkit.publish.xlsx_findings import findings_sheet, materials_sheet, problems_sheet
from perfkit.publish.xlsx_scores import conclusion_sheet, scoring_sheet
from perfkit.views.narrative import Paragraph, report_title
from perfkit.views.said import worded

FONT, INK, WARNING, HEAD, RULE, LEAD, ENTERED = (
    "Microsoft YaHei",
    "FF1F2933",
    "FFC2491D",
    "FFDCE6F1",
    "FFC3CAD2",
    "FFF3F6FA",
    "FFFFF8DC",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TEXT = 32_767
_TALLEST_ROW = 409
_TITLE_ROW, _NOTE_ROW, _HEAD_ROW = 1, 2, 3


def document_bytes(report: Report) -> bytes:
    """The workbook as bytes, without a clock in them; it shows the same whatever annexes the report has."""
    evaluation, lang = report.evaluation, report.lang
    submission = evaluation.submission
    mark = worded(lang, "synthetic_file") if submission.synthetic else ""
    pieces = (report.answer(), report.conclusion(refer=False))
    said = [part.text for piece in pieces for part in piece.parts if isinstance(part, Paragraph)]
    sheets = (
        conclusion_sheet(evaluation, said, lang),
        *([scoring_sheet(evaluation, lang)] if evaluation.is_scored else []),
        problems_sheet(report.problems, report.findings, lang),
        findings_sheet(evaluation, report.findings, lang),
        materials_sheet(report.materials, lang),
        targets_sheet(submission, lang),
        facts_sheet(evaluation, lang),
        tasks_sheet(submission, lang),
    )
    book = Workbook()
    del book[book.sheetnames[0]]
    title = report_title(evaluation, lang)
    pages = [book.create_sheet(sheet.name) for sheet in sheets]
    styles = Styles(pages[0])
    for page, sheet in zip(pages, sheets, strict=True):
        write_sheet(page, sheet, title, mark, styles, lang)
    book.properties.title, book.properties.creator = title, "perfkit"
    out = BytesIO()
    book.calculation.fullCalcOnLoad = True
    book.save(out)
    return steady_archive(with_values(out.getvalue(), [_given(sheet) for sheet in sheets]))


def _given(sheet: Sheet) -> dict[str, Decimal | int | str | None]:
    """What each formula of a sheet gives, by its cell."""
    return {
        f"{get_column_letter(place)}{_HEAD_ROW + 1 + index}": value.value
        for index, row in enumerate(sheet.rows)
        for place, value in enumerate(row, start=1)
        if isinstance(value, Formula)
    }


class Styles:
    """Every look a cell can have, made once for the workbook and then copied: a style set cell by cell costs
    seconds."""

    def __init__(self, page) -> None:
        self._page = page
        self._made: dict[tuple, Any] = {}

    def of(self, look: str, align: str = "left", format: str = "General", *, quoted: bool = False):
        """The style array of a look: title, note, mark, head, body or strong."""
        key = (look, align, format, quoted)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return copy(self._made[key])

    def _make(self, look: str, align: str, format: str, quoted: bool):
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = Cell(self._page, 1, 1)
        size = {"title": 13, "note": 9, "mark": 9}.get(look, 10)
        cell.font = Font(
            FONT,
            size,
            bold=look in ("title", "mark", "head", "strong"),
            color=WARNING if look == "mark" else INK,
        )
        cell.alignment = Alignment(
            horizontal=align,
            vertical="center" if look in ("title", "note", "mark", "head") else "top",
            wrap_text=look != "title",
        )
        if look in ("head", "body", "strong", "input"):
            side = Side("thin", color=RULE)
            cell.border = Border(side, side, side, side)
        if look in ("head", "strong"):
            cell.fill = PatternFill("solid", fgColor=HEAD if look == "head" else LEAD)
        if look == "input":
            cell.fill = PatternFill("solid", fgColor=ENTERED)
        cell.number_format = format
        cell.quotePrefix = quoted
        return cell._style  # type: ignore[attr-defined]  # one look shared by many cells


def write_sheet(page, sheet: Sheet, title: str, mark: str, styles: Styles, lang: str) -> None:
    """One sheet: title, note, head, rows and how it prints."""
    last, width = len(sheet.columns), sum(column.width for column in sheet.columns)
    note = " ".join(part for part in (f"【{mark}】" if mark else "", sheet.note) if part)
    _put(page, _TITLE_ROW, 1, f"{title} · {sheet.name}", styles, "title")
    _put(page, _NOTE_ROW, 1, note, styles, "mark" if mark else "note")
    page.merge_cells(start_row=_NOTE_ROW, end_row=_NOTE_ROW, start_column=1, end_column=last)
    page.row_dimensions[_TITLE_ROW].height = 24
    page.row_dimensions[_NOTE_ROW].height = 14 * lines_of(note, width) + 3
    for number, column in enumerate(sheet.columns, start=1):
        _put(page, _HEAD_ROW, number, column.head, styles, "head", "center")
        page.column_dimensions[get_column_letter(number)].width = column.width
        if column.choices and sheet.rows:
            _offer(page, get_column_letter(number), len(sheet.rows), column.choices)
    page.row_dimensions[_HEAD_ROW].height = (
        15 * max(lines_of(column.head, column.width) for column in sheet.columns) + 5
    )
    for index, row in enumerate(sheet.rows):
        number, look = _HEAD_ROW + 1 + index, "strong" if index in sheet.strong else "body"
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            entered = sheet.inputs is not None and place == sheet.inputs + 1 and index not in sheet.strong
            _put(
                page, number, place, value, styles, "input" if entered else look, column.align, column.format
            )
        tall = max(
            (
                lines_of(value, column.width)
                for value, column in zip(row, sheet.columns, strict=True)
                if isinstance(value, str)
            ),
            default=1,
        )
        if last > 1 and isinstance(row[0], str) and row[1:] == (None,) * (last - 1):  # text across the sheet
            page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=last)
            tall = lines_of(row[0], width)
        page.row_dimensions[number].height = min(_TALLEST_ROW, 14.5 * tall + 4)
    if sheet.inputs is not None:
        _ask_for_points(page, sheet, sheet.inputs, lang)
    _print_settings(page, sheet, last, mark, lang)


def _ask_for_points(page, sheet: Sheet, inputs: int, lang: str) -> None:
    """Only points up to the maximum of the row can be entered in the column of a judge."""
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(inputs + 1)
    first, last = _HEAD_ROW + 1, _HEAD_ROW + len(sheet.rows) - len(sheet.strong)
    rule = DataValidation("decimal", operator="between", formula1="0", formula2=f"D{first}", allow_blank=True)
    rule.errorTitle = say(lang, "改定分", "Settled points")
    rule.error = say(lang, "应为 0 至本行满分之间的数。", "A number from 0 to the maximum of the row.")
    rule.add(f"{letter}{first}:{letter}{last}")
    page.add_data_validation(rule)


def _offer(page, letter: str, rows: int, choices: tuple[str, ...]) -> None:
    """A list to choose from in every row of a column."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    offered.add(f"{letter}{_HEAD_ROW + 1}:{letter}{_HEAD_ROW + rows}")
    page.add_data_validation(offered)


def _put(
    page,
    row: int,
    column: int,
    value: Value,
    styles: Styles,
    look: str,
    align: str = "left",
    format: str = "@",
) -> None:
    cell = page.cell(row, column)
    if isinstance(value, str):
        set_text(cell, value)
        cell._style = styles.of(
            look,
            align,
            "@" if look in ("body", "strong") else "General",
            quoted=value.startswith(_FORMULA_STARTS),
        )
    elif isinstance(value, Formula):
        cell.value, cell.data_type = f"={value.text}", "f"
        words = isinstance(value.value, str)
        cell._style = styles.of(look, align if words else "right", "General" if words else format)
    else:
        cell.value = value
        cell._style = styles.of(look, "right", format)


def _print_settings(page, sheet: Sheet, last: int, mark: str, lang: str) -> None:
    bottom = _HEAD_ROW + len(sheet.rows)
    page.freeze_panes = page.cell(_HEAD_ROW + 1, sheet.frozen + 1)
    page.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(last)}{max(bottom, _HEAD_ROW + 1)}"
    page.sheet_view.zoomScale = 100
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    page.print_area = f"A1:{get_column_letter(last)}{max(bottom, _HEAD_ROW + 1)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top, page.page_margins.bottom = 0.7, 0.7
    if mark:
        page.oddHeader.center.text = mark
    page.oddFooter.center.text = say(lang, "第 &P 页，共 &N 页", "Page &P of &N")
    page.oddFooter.left.text = sheet.name


def set_text(cell, text: str) -> None:
    """Put somebody's text into a cell as text, whatever it starts with: `=1+1` stays what was written."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.value = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
    cell.data_type = "s"
