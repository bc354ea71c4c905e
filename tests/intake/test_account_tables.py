"""Final accounts: every figure of the nine tables with its place, from Word and from PDF; none wrong."""

from __future__ import annotations

import os
import re

import pytest
from accounts_document import write_accounts
from intake_layouts.pdf_layouts import by_libreoffice

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
