"""A workbook as a person fills it in, and changes to it."""

from __future__ import annotations

from openpyxl import load_workbook

from perfkit.intake.workbook import sheets as S

JUDGED = {
    "evaluator": {"id": "wang", "name": "评价人甲"},
    "synthetic": True,
    "evidence": [
        {
            "id": "doc1",
            "criterion": "management.funds.disclosure.1",
            "document": "=公开截图",
            "date": "2021-03-02",
        }
    ],
    "facts": [
        {
            "fact": "satisfaction_rate",
            "value": "96.20",
            "unit": "%",
            "document": "满意度报告",
            "date": "2021-03-02",
        }
    ],
    "judgements": [
        {
            "criterion": "decision.budget.rationality.1",
            "points": "1",
            "reason": "与职责相符",
            "evidence": ["doc1"],
            "date": "2021-03-05",
        },
        {
            "criterion": "management.funds.compliance.veto",
            "triggered": False,
            "reason": "未见",
            "date": "2021-03-05",
        },
    ],
}


def edited(path, *changes):
    """Write values into cells (sheet, cell, value) as a person would."""
    book = load_workbook(path)
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    book.save(path)
    return path


def cell_of(path, layout, key, find):
    """The cell of a column in the row that holds a value."""
    sheet = load_workbook(path)[layout.name]
    for row in sheet.iter_rows(min_row=S.FIRST_ROW):
        if any(cell.value == find for cell in row):
            return row[layout.letter(key) - 1].coordinate
    raise AssertionError(find)
