"""An evaluation as an Excel workbook: scoring table, targets, findings, figures with their sources, tasks.

Numbers are numbers, rates are percentages, and a text is a text even where it starts like a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from perfkit.evaluation import Evaluation
from perfkit.narrative import report_title
from perfkit.publish.files import steady_archive, write_atomic
from perfkit.publish.xlsx_sheets import Sheet, facts_sheet, findings_sheet, scoring_sheet, targets_sheet, tasks_sheet
from perfkit.review import Finding, review
from perfkit.text import say

FONT, INK, HEAD, RULE, LEAD = "Microsoft YaHei", "FF1F2933", "FFDCE6F1", "FFC3CAD2", "FFF3F6FA"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TEXT = 32_767
_TITLE_ROW, _NOTE_ROW, _HEAD_ROW = 1, 2, 3


def write(evaluation: Evaluation, path: str | Path, lang: str = "zh", findings: Sequence[Finding] | None = None, **_) -> None:
    """Write the workbook; the same evaluation always gives the same bytes.

    Parameters
    ----------
    evaluation : Evaluation
    path : str or Path   file to write
    lang : str           "zh" or "en"
    findings : findings of perfkit.review; looked for unless given

    Examples
    --------
    >>> import tempfile
    >>> from perfkit import load_department
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(load_department("sz-sif-longhua_2020").evaluate(), f"{folder}/report.xlsx")
    ...     Path(folder, "report.xlsx").read_bytes()[:2]
    b'PK'
    """
    found = review(evaluation) if findings is None else tuple(findings)
    write_atomic(path, workbook_bytes(evaluation, found, lang))


def workbook_bytes(evaluation: Evaluation, findings: Sequence[Finding], lang: str) -> bytes:
    """The workbook as bytes, without a clock in them."""
    from openpyxl import Workbook

    sheets = (
        scoring_sheet(evaluation, lang),
        targets_sheet(evaluation.submission, lang),
        findings_sheet(evaluation, findings, lang),
        facts_sheet(evaluation, lang),
        tasks_sheet(evaluation.submission, lang),
    )
    book = Workbook()
    book.remove(book.active)
    title = report_title(evaluation, lang)
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet, title, evaluation.submission.synthetic, lang)
    book.properties.title, book.properties.creator = title, "perfkit"
    out = BytesIO()
    book.save(out)
    return steady_archive(out.getvalue())


def _write_sheet(page, sheet: Sheet, title: str, synthetic: bool, lang: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    mark = say(lang, "合成数据，不是真实部门", "Synthetic data, not a real department") if synthetic else ""
    last = len(sheet.columns)
    side = Side("thin", color=RULE)
    grid = Border(side, side, side, side)
    head_font, body_font, strong_font = Font(FONT, 10, bold=True, color=INK), Font(FONT, 10, color=INK), Font(FONT, 10, bold=True, color=INK)
    set_text(page.cell(_TITLE_ROW, 1), f"{title} · {sheet.name}")
    page.cell(_TITLE_ROW, 1).font = Font(FONT, 13, bold=True, color=INK)
    set_text(page.cell(_NOTE_ROW, 1), " ".join(part for part in (f"【{mark}】" if mark else "", sheet.note) if part))
    page.cell(_NOTE_ROW, 1).font = Font(FONT, 9, bold=bool(mark), color="FFC2491D" if mark else INK)
    page.cell(_NOTE_ROW, 1).alignment = Alignment(vertical="center", wrap_text=True)
    if last > 1:
        page.merge_cells(start_row=_NOTE_ROW, end_row=_NOTE_ROW, start_column=1, end_column=last)
    width = sum(column.width for column in sheet.columns)
    page.row_dimensions[_TITLE_ROW].height = 24
    page.row_dimensions[_NOTE_ROW].height = 15 * max(1, -(-_wide(str(page.cell(_NOTE_ROW, 1).value or "")) // int(width)))
    fill, lead = PatternFill("solid", fgColor=HEAD), PatternFill("solid", fgColor=LEAD)
    for number, column in enumerate(sheet.columns, start=1):
        cell = page.cell(_HEAD_ROW, number)
        set_text(cell, column.head)
        cell.font, cell.fill, cell.border = head_font, fill, grid
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.row_dimensions[_HEAD_ROW].height = 15 * max(_lines(column.head, column.width) for column in sheet.columns) + 5
    for number, row in enumerate(sheet.rows, start=_HEAD_ROW + 1):
        strong, tall = number - _HEAD_ROW - 1 in sheet.strong, 1
        for index, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            cell = page.cell(number, index)
            if isinstance(value, str):
                set_text(cell, value)
                tall = max(tall, _lines(value, column.width))
            elif value is not None:
                cell.value = value
                cell.number_format = column.format
            right = column.format != "@" and not isinstance(value, str)
            cell.alignment = Alignment(horizontal="right" if right else column.align, vertical="top", wrap_text=True)
            cell.font, cell.border = (strong_font if strong else body_font), grid
            if strong:
                cell.fill = lead
        page.row_dimensions[number].height = min(409, 14.5 * tall + 4)
    _print_settings(page, sheet, last, mark, lang)


def _print_settings(page, sheet: Sheet, last: int, mark: str, lang: str) -> None:
    from openpyxl.utils import get_column_letter

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
    page.oddHeader.center.text = mark
    page.oddFooter.center.text = say(lang, "第 &P 页，共 &N 页", "Page &P of &N")
    page.oddFooter.left.text = sheet.name


def set_text(cell, text: str) -> None:
    """Put somebody's text into a cell as text, whatever it starts with.

    A text such as `=1+1` stays what was written: its type is text, and it carries the mark that keeps
    Excel from reading it as a formula when somebody edits the cell.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(text) > _LONGEST_TEXT:
        text = text[: _LONGEST_TEXT - 1] + "…"
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def _wide(text: str) -> int:
    """Width in Latin characters; a Chinese one counts as two."""
    return sum(2 if ord(character) >= 0x2E80 or character in "“”‘’…—①②③" else 1 for character in text)


def _lines(text: str, width: float) -> int:
    room = max(1, int(width) - 1)
    return sum(max(1, -(-_wide(line) // room)) for line in text.split("\n"))
