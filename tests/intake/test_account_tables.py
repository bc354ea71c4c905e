"""Final accounts: every figure of the nine tables with its place, from Word and from PDF; none wrong."""

from __future__ import annotations

import os
import re

import pytest
from accounts_document import write_accounts
from intake_layouts.pdf_layouts import by_libreoffice
from openpyxl import Workbook

from perfkit.intake.account_tables import AccountFigure, account_figures, account_words
from perfkit.intake.blocks import Document, Paragraph, grid
from perfkit.intake.open_file import open_document


def by_name(found: list[AccountFigure]) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for figure in found:
        assert figure.unit == "万元"
        values.setdefault(figure.name, set()).add(figure.value)
    return values


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_of_the_nine_tables_in_word(seed, tmp_path):
    right = write_accounts(tmp_path / "决算.docx", seed, count=12)
    found = by_name(account_figures(open_document(tmp_path / "决算.docx")))
    assert found == {name: {value} for name, value in right.items()}


@pytest.mark.slow
def test_every_figure_in_a_pdf_of_many_pages_with_page_and_box(tmp_path):
    right = write_accounts(tmp_path / "accounts.docx", count=190)
    path = by_libreoffice(tmp_path / "accounts.docx", tmp_path)
    if path is None:
        if os.environ.get("PERFKIT_REQUIRE_OFFICE"):
            pytest.fail("LibreOffice is not on this machine")
        pytest.skip("LibreOffice is not on this machine")
    figures = account_figures(open_document(path))
    assert by_name(figures) == {name: {value} for name, value in right.items()}
    assert all(figure.place.page and figure.place.box for figure in figures)


def test_a_table_without_unit_or_under_another_title_gives_nothing():
    rows = [["项目", "本年支出合计", "基本支出", "项目支出"], ["合计", "10.00", "6.00", "4.00"]]
    assert account_figures(Document("甲", "docx", [Paragraph("支出决算表"), grid(rows)])) == []
    other = [Paragraph("项目支出明细表"), Paragraph("单位：万元"), grid(rows)]
    assert account_figures(Document("甲", "docx", other)) == []


def test_a_head_that_stands_twice_is_left_open():
    rows = [["项目", "基本支出", "基本支出", "项目支出"], ["合计", "10.00", "6.00", "4.00"]]
    found = account_figures(Document("甲", "docx", [Paragraph("表3 支出决算表（单位：万元）"), grid(rows)]))
    assert [(figure.name, figure.value) for figure in found] == [("project_spent", "4.00")]


@pytest.mark.parametrize("one", account_words().sentences, ids=lambda one: one.name)
def test_examples_of_the_sentences(one):
    for text, value in one.must.items():
        match = re.search(one.pattern, text)
        assert match and match[1] == value
    for text in one.must_not:
        assert re.search(one.pattern, text) is None


def test_accounts_whose_titles_are_the_names_of_the_sheets(tmp_path):
    """Each table on a sheet of its own: that of the treasury's money is not that of all money."""
    sheets = {
        "1收入支出决算总表": [
            ["收入", "", "支出", ""],
            ["项目", "决算数", "项目", "决算数"],
            ["本年收入合计", 900.5, "本年支出合计", 880.25],
            ["总计", 920.5, "总计", 920.5],
        ],
        "2财政拨款收入支出决算总表": [
            ["收入", "", "支出", "", "", ""],
            ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"],
            ["本年收入合计", 800.5, "本年支出合计", 790.25, 700.25, 90],
            ["总计", 800.5, "总计", 800.5, 710.5, 90],
        ],
        "3附表": [["项目", "金额"], ["本年收入合计", 1.5], ["本年支出合计", 2.5]],
    }
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in [["公开部门：青禾市水利局", "单位：万元"], *rows]:
            sheet.append(row)
    book.save(tmp_path / "accounts.xlsx")
    found = {(one.name, one.value) for one in account_figures(open_document(tmp_path / "accounts.xlsx"))}
    assert {("本年收入合计", "900.5"), ("收入总计", "920.5"), ("财政拨款本年收入合计", "800.5")} <= found
    assert not {value for name, value in found if name in ("本年收入合计", "收入总计")} - {"900.5", "920.5"}
