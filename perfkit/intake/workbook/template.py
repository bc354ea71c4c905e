"""The workbook to fill in: a sheet for each part, with prompts, choices, frozen headers and locked sums."""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from perfkit.base.cells import put, put_number
from perfkit.base.files import write_whole
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.intake.workbook import sheets as S
from perfkit.intake.workbook.content import (
    fact_rows,
    figure_rows,
    judgement_rows,
    plain,
    plain_judgements,
    score_rows,
    text_rows,
    value_at,
)
from perfkit.intake.workbook.validations import dropdown, validate
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric

_HEAD = PatternFill("solid", start_color="FFDCE6F1")
_GIVEN = PatternFill("solid", start_color="FFF2F2F2")
_LINE = Border(*(Side(style="thin", color="FFBFBFBF"),) * 4)
_LONGEST = 30_000
_FONT = "微软雅黑"


def write_template(
    rubric_id: str,
    path: Path | str,
    submission: Submission | dict | None = None,
    judgements: Iterable[Judgements | dict] = (),
) -> Path:
    """Write the workbook, empty or filled in.

    Parameters
    ----------
    rubric_id : str      the rubric whose rows the score sheet lists
    path : Path          .xlsx; replaced as a whole
    submission : Submission or dict   what to fill in; nothing unless given
    judgements : evaluators' files to fill in

    Returns
    -------
    Path

    Raises
    ------
    RubricError   no such rubric.
    """
    path, rubric = Path(path), load_rubric(rubric_id)
    content, judged = plain(submission), plain_judgements(judgements)
    book = Workbook()
    _guide(book.active, rubric)
    _choices(book.create_sheet(S.CHOICES), rubric)
    model = submission if isinstance(submission, Submission) else None
    _basics(book.create_sheet(S.BASICS.name), content, rubric_id)
    _fill(book, S.TEXTS, text_rows(content))
    _fill(book, S.FACTS, fact_rows(content))
    _fill(book, S.FIGURES, figure_rows(content))
    _tasks(book, content)
    _fill(book, S.TARGETS, value_at(content, "targets.rows") or [])
    _scores(book, content, rubric)
    _fill(
        book,
        S.EVIDENCE,
        [
            {"evaluator": file["evaluator"]["id"], **row}
            for file in judged
            for row in file.get("evidence", ())
        ],
    )
    _fill(
        book,
        S.ESTABLISHED,
        [{"evaluator": file["evaluator"]["id"], **row} for file in judged for row in file.get("facts", ())],
    )
    _fill(book, S.JUDGEMENTS, judgement_rows(judged, rubric, model))
    book.move_sheet(S.CHOICES, offset=len(S.SHEETS))
    aside = book.create_sheet(S.ASIDE)
    for key in S.KEPT:
        if (kept := json.dumps(value_at(content, key), ensure_ascii=False)) != "null":
            aside.append([key, *(kept[at : at + _LONGEST] for at in range(0, len(kept), _LONGEST))])
    book[S.CHOICES].sheet_state = aside.sheet_state = "hidden"
    _save(book, path)
    return path


def _save(book: Workbook, path: Path) -> None:
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())


def _fill(book: Workbook, layout: S.Sheet, rows: list[dict]) -> Any:
    """A sheet with its header and rows, and room for more."""
    sheet = book.create_sheet(layout.name)
    _head(sheet, layout)
    last = S.FIRST_ROW + len(rows) + layout.room
    dressed = []
    for at, column in enumerate(layout.columns, start=1):
        cell = sheet.cell(S.FIRST_ROW, at)
        _dress(cell, column)
        dressed.append(cell._style)
    # The style of a column is made once and shared: made for each cell it takes nine tenths of the time.
    for number in range(S.FIRST_ROW, last):
        row = rows[number - S.FIRST_ROW] if number - S.FIRST_ROW < len(rows) else {}
        for at, column in enumerate(layout.columns, start=1):
            cell = sheet.cell(number, at)
            cell._style = copy(dressed[at - 1])
            _write(cell, column, row.get(column.key))
    validate(sheet, layout, last)
    _protect(sheet)
    return sheet


def _head(sheet: Any, layout: S.Sheet) -> None:
    sheet.cell(1, 1, f"{layout.name}：{layout.purpose.zh}").font = Font(name=_FONT, bold=True, size=12)
    for at, column in enumerate(layout.columns, start=1):
        cell = sheet.cell(S.HEADER_ROW, at, column.title.zh)
        cell.font, cell.fill, cell.border = Font(name=_FONT, bold=True), _HEAD, _LINE
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.comment = Comment(f"{column.key}: {column.title.en}", "perfkit")
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = sheet.cell(S.FIRST_ROW, 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{S.HEADER_ROW}:{S.HEADER_ROW}"


def _write(cell: Any, column: S.Column, value: Any) -> None:
    if value is None or value == "":
        return
    if column.kind == "yes":
        put(cell, S.YES if value is True else None)
    elif column.kind == "list":
        put(cell, "，".join(value))
    elif column.kind == "number" and not isinstance(value, bool):
        put_number(cell, value)
    else:
        put(cell, (column.choices or {}).get(value, value) if isinstance(value, str) else value)


def _dress(cell: Any, column: S.Column) -> None:
    cell.border, cell.font = _LINE, Font(name=_FONT)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if column.given:
        cell.fill = _GIVEN
    else:
        cell.protection = Protection(locked=False)


def _protect(sheet: Any) -> None:
    """Locked: headers, ids and sums. No password: a slip is prevented, not a person."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False


def _basics(sheet: Any, content: dict, rubric: str) -> None:
    _head(sheet, S.BASICS)
    for number, (key, name, prompt) in enumerate(S.BASIC_ROWS, start=S.FIRST_ROW):
        value = value_at(content, key)
        if key == "self_evaluation.rubric":
            value = value or rubric
        if isinstance(value, list | tuple):
            value = "，".join(value)
        sheet.cell(number, 1, key)
        sheet.cell(number, 2, name)
        if key in ("year", "self_evaluation.total"):
            put_number(sheet.cell(number, 3), None if value is None else str(value))
        else:
            put(sheet.cell(number, 3), (S.YES if value else None) if key in S.FLAGS else value)
        sheet.cell(number, 4, prompt)
        for at, column in enumerate(S.BASICS.columns, start=1):
            shown = sheet.cell(number, at).number_format, sheet.cell(number, at).quotePrefix
            _dress(sheet.cell(number, at), column)
            sheet.cell(number, at).number_format, sheet.cell(number, at).quotePrefix = shown
    grades = dropdown('"' + ",".join(S.GRADES) + '"')
    yes = dropdown(f'"{S.YES}"')
    for number, (key, _, _) in enumerate(S.BASIC_ROWS, start=S.FIRST_ROW):
        if key == "self_evaluation.grade":
            grades.add(f"C{number}")
        elif key in S.FLAGS:
            yes.add(f"C{number}")
    sheet.add_data_validation(grades)
    sheet.add_data_validation(yes)
    _protect(sheet)


def _tasks(book: Workbook, content: dict) -> None:
    """Tasks with two rows of totals below: what adds up, and what the report prints."""
    rows = value_at(content, "tasks.rows") or []
    sheet = _fill(book, S.TASKS, rows)
    total = S.FIRST_ROW + len(rows) + S.TASKS.room
    printed = value_at(content, "tasks.totals") or {}
    for number, label in ((total, S.TOTAL_LABEL), (total + 1, S.PRINTED_LABEL)):
        sheet.cell(number, 1, label).font = Font(name=_FONT, bold=True)
        for key in ("budget", "budget_fiscal", "spent", "spent_fiscal"):
            cell = sheet.cell(number, S.TASKS.letter(key))
            cell.border, cell.font = _LINE, Font(name=_FONT, bold=True)
            if label == S.TOTAL_LABEL:
                letter = get_column_letter(cell.column)
                cell.value, cell.number_format = f"=SUM({letter}{S.FIRST_ROW}:{letter}{total - 1})", "0.00"
            else:
                put_number(cell, printed.get(key))
                cell.protection = Protection(locked=False)


def _scores(book: Workbook, content: dict, rubric: Rubric) -> None:
    rows = score_rows(content, rubric)
    sheet = _fill(book, S.SCORES, rows)
    last, letter = S.FIRST_ROW + len(rows), get_column_letter(S.SCORES.letter("score"))
    for number, row in enumerate(rows, start=S.FIRST_ROW):
        rule = DataValidation(
            type="decimal", operator="between", formula1="0", formula2=row["max"], allow_blank=True
        )
        rule.promptTitle, rule.prompt, rule.showInputMessage = row["name"][:32], f"0 至 {row['max']} 分", True
        rule.errorTitle, rule.error, rule.showErrorMessage = (
            "分数超出范围",
            f"应在 0 与 {row['max']} 之间",
            True,
        )
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{number}")
    # The row's own rule replaces that of the column.
    sheet.data_validations.dataValidation = [
        rule for rule in sheet.data_validations.dataValidation if rule.type != "custom"
    ]
    sheet.cell(last, 1, S.TOTAL_LABEL).font = Font(name=_FONT, bold=True)
    for key in ("max", "score"):
        at = S.SCORES.letter(key)
        cell = sheet.cell(
            last, at, f"=SUM({get_column_letter(at)}{S.FIRST_ROW}:{get_column_letter(at)}{last - 1})"
        )
        cell.font, cell.border, cell.number_format = Font(name=_FONT, bold=True), _LINE, "0.00"


def _choices(sheet: Any, rubric: Rubric) -> None:
    sheet.append(["数据 id", "名称", "种类", "指标 id", "指标"])
    facts, rows = list(fact_catalogue().items()), rubric.indicators
    for number in range(max(len(facts), len(rows))):
        fact = (
            [facts[number][0], facts[number][1].zh, facts[number][1].kind]
            if number < len(facts)
            else ["", "", ""]
        )
        row = [rows[number].id, rows[number].name.zh] if number < len(rows) else ["", ""]
        sheet.append(fact + row)
    _protect(sheet)


def _guide(sheet: Any, rubric: Rubric) -> None:
    sheet.title = S.GUIDE
    lines = [
        ("部门整体支出绩效自评材料填报表", True),
        (f"评分表：{rubric.id} {rubric.name.zh}", False),
        ("怎样填", True),
        ("灰色单元格由程序填好并锁定；其余单元格都可以填。行不够时在表的末尾接着填。", False),
        ("数字只填数字，不带单位、千分位逗号和公式；没有的数据留空，不要填 0。", False),
        ("同一个数字在报告里载于几处，就填几行，每行写明出处章节和原文。", False),
        ("合计行由公式算出，仅供核对，不会被读入。", False),
        ("填好后运行：perfkit read 本文件.xlsx -o 部门文件夹", False),
        ("各表", True),
        *((f"{layout.name}：{layout.purpose.zh}", False) for layout in S.SHEETS),
    ]
    sheet.column_dimensions["A"].width = 100
    for number, (text, bold) in enumerate(lines, start=1):
        cell = sheet.cell(number, 1, text)
        cell.font, cell.alignment = (
            Font(name=_FONT, bold=bold, size=14 if number == 1 else 11),
            Alignment(wrap_text=True),
        )
    _protect(sheet)
