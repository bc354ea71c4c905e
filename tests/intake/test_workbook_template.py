"""The template: locked sums, prompts and choices, and files that are none."""

from __future__ import annotations

import zipfile

import pytest
from filled_workbook import cell_of
from openpyxl import load_workbook

from perfkit.base.errors import SubmissionError
from perfkit.intake.workbook import read_to_folder, read_workbook, write_template
from perfkit.intake.workbook import sheets as S


def test_text_that_looks_like_a_formula_stays_text(filled, longhua):
    assert any(target.expected.startswith("=") for target in longhua.targets.rows)
    sheet = load_workbook(filled)[S.TARGETS.name]
    cells = [
        cell
        for row in sheet.iter_rows(min_row=S.FIRST_ROW)
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert cells and all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_the_only_formulas_are_the_locked_sums(filled):
    book = load_workbook(filled)
    formulas = [
        (sheet.title, cell)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert {title for title, _ in formulas} == {S.TASKS.name, S.SCORES.name}
    assert all(cell.protection.locked and cell.value.startswith("=SUM(") for _, cell in formulas)
    assert all(book[layout.name].protection.sheet for layout in S.SHEETS)


def test_every_sheet_has_frozen_headers_prompts_and_choices(filled):
    book = load_workbook(filled)
    for layout in S.SHEETS:
        sheet = book[layout.name]
        assert sheet.freeze_panes == f"A{S.FIRST_ROW}"
        assert sheet.cell(S.HEADER_ROW, 1).comment is not None
        assert sheet.data_validations.dataValidation
    kinds = {rule.type for layout in S.SHEETS for rule in book[layout.name].data_validations.dataValidation}
    assert {"list", "decimal", "custom"} <= kinds
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert rule.type != "list" or len(rule.formula1) <= 255


def test_an_empty_template_lists_every_fact_row_and_judged_criterion(tmp_path):
    path = write_template("sz-2020", tmp_path / "empty.xlsx")
    book = load_workbook(path)
    ids = [row[0].value for row in book[S.FACTS.name].iter_rows(min_row=S.FIRST_ROW) if row[0].value]
    assert "budget_total" in ids and "is_classified" in ids
    assert (
        sum(1 for row in book[S.SCORES.name].iter_rows(min_row=S.FIRST_ROW, max_col=1) if row[0].value) == 22
    )
    assert cell_of(path, S.JUDGEMENTS, "high", "decision.budget.rationality.1")
    _, judged, faults = read_workbook(path)
    assert judged == []
    assert {fault.path for fault in faults} == {f"{S.BASICS.name}!C3", f"{S.BASICS.name}!C7"}


@pytest.mark.parametrize("make", ["empty", "text", "bomb", "entities", "encrypted", "rows", "other"])
def test_hostile_workbooks(make, filled, tmp_path):
    path = tmp_path / "hostile.xlsx"
    if make == "empty":
        path.write_bytes(b"")
    elif make == "text":
        path.write_bytes(b"a,b,c")
    elif make == "encrypted":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    elif make == "rows":
        book = load_workbook(filled)
        book[S.TARGETS.name]["C10000"] = "甲"
        book.save(path)
    elif make == "other":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
    else:
        with zipfile.ZipFile(filled) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                content = old.read(part)
                if part == "xl/workbook.xml":
                    content = (
                        content + b" " * 150_000_000
                        if make == "bomb"
                        else b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
                    )
                new.writestr(part, content)
    with pytest.raises(SubmissionError, match="hostile.xlsx"):
        read_to_folder(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
