"""The same report as Word, PDF and HTML in many layouts: the same draft, or a word on what could not be
read."""

from __future__ import annotations

import os

import pytest
from intake_layouts import html_layouts, pdf_layouts, word_layouts
from intake_layouts.content import content
from intake_layouts.measure import compare

from perfkit.intake import read_report

FISCAL = ("budget_fiscal", "spent_fiscal")
ALL = ("tasks", "targets", "scores", "total", "facts", "narrative", "goal")


@pytest.fixture(scope="module")
def made():
    return content()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("layouts")


def check(path, capsys, *, leave=(), parts=ALL):
    draft = read_report(path)
    shares = compare(draft, leave=leave)
    with capsys.disabled():
        print(f"\n{path.name}: " + ", ".join(f"{part} {share}" for part, share in shares.items()))
    for part in parts:
        assert (shares[part].found, shares[part].wrong) == (shares[part].whole, 0), part
    return draft


@pytest.mark.parametrize(
    ("layout", "leave"),
    [
        (word_layouts.merged, ()),
        (word_layouts.cut, ()),
        (word_layouts.reordered, (*FISCAL, "weight", "self_score")),
    ],
    ids=["merged cells", "tables cut and headers repeated", "no borders, other columns, numbers by Word"],
)
def test_word(layout, leave, made, folder, capsys):
    check(layout(made, folder / f"{layout.__name__}.docx"), capsys, leave=leave)


@pytest.mark.parametrize(
    "layout", [pdf_layouts.official, pdf_layouts.small_pages], ids=["merged over pages", "cut on short pages"]
)
def test_pdf(layout, made, folder, capsys):
    check(layout(made, folder / f"{layout.__name__}.pdf"), capsys)


@pytest.mark.parametrize(
    "layout", [pdf_layouts.simple, pdf_layouts.borderless], ids=["ruled", "without rules"]
)
def test_pdf_without_the_goal(layout, made, folder, capsys):
    draft = check(layout(made, folder / f"{layout.__name__}.pdf"), capsys, parts=ALL[:-1])
    assert "overall_goal" in {entry.path for entry in draft.not_found}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_html(encoding, made, folder, capsys):
    check(html_layouts.page(made, folder / f"{encoding}.html", encoding), capsys)


def office(made_by, made, folder, layout):
    word = layout(made, folder / f"{layout.__name__}-office.docx")
    path = made_by(word, folder)
    if path is None:
        if os.environ.get("PERFKIT_REQUIRE_OFFICE"):
            pytest.fail("LibreOffice is not on this machine")
        pytest.skip("LibreOffice is not on this machine")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "leave"),
    [(word_layouts.merged, ()), (word_layouts.reordered, (*FISCAL, "weight", "self_score"))],
    ids=["merged", "reordered"],
)
def test_word_as_libreoffice_saves_it(layout, leave, made, folder, capsys):
    check(office(pdf_layouts.resaved_by_libreoffice, made, folder, layout), capsys, leave=leave)


@pytest.mark.slow
@pytest.mark.parametrize("layout", [word_layouts.merged, word_layouts.cut], ids=["merged", "cut"])
def test_pdf_by_libreoffice(layout, made, folder, capsys):
    check(office(pdf_layouts.by_libreoffice, made, folder, layout), capsys)


@pytest.mark.slow
def test_a_pdf_without_rules_whose_rows_and_head_go_over_pages(made, folder, capsys):
    path = office(pdf_layouts.by_libreoffice, made, folder, word_layouts.reordered)
    check(path, capsys, leave=(*FISCAL, "weight", "self_score"))


def test_a_pdf_without_rules_whose_rows_cannot_be_told_apart_says_so(made, folder, capsys):
    """Rows as close as lines: nothing on the page says where a row ends."""
    draft = check(pdf_layouts.tight(made, folder / "tight.pdf"), capsys, parts=("narrative",))
    assert all(share.wrong == 0 for share in compare(draft).values())
    assert any("没有边框" in note.zh for note in draft.notes)
    assert any("业务骨干培训率 (%) 全员培训" in line.zh for line in draft.rest)
    assert "targets" not in draft.submission and "tasks" not in draft.submission
