"""Printed pages of Word and PDF: none ends with a heading, none but the last is half empty, heads repeat,
one page is one."""

from __future__ import annotations

import io
import re
import shutil

import docx as word
import pytest
from docx.oxml.ns import qn
from printed import PrintedPage, as_pdfs, printed
from reporting import longhua, written

from perfkit.demo import write_cohort
from perfkit.evaluation.department import load_department
from perfkit.evaluation.tree import Evaluation
from perfkit.pages.report import Report
from perfkit.pages.sequence import ALL, NONE, STANDARD
from perfkit.publish import docx, pdf
from perfkit.publish.grid import Grid
from perfkit.publish.pieces import pieces, report_of
from perfkit.views.narrative import Heading, Prose

MOST_PAGES = 12
FILES = (("submission.yaml", "0" * 64),)
PROJECT = """
synthetic: true
department: {id: pages, name: 某市水务局}
year: 2023
project: {name: 河道日常养护, authority: 某市水务局, unit: 某市河道管理所}
overall_goal:
  section: 年度总体目标
  expected: 完成 120 公里河道养护，保持河面清洁。
  actual: [{section: 年度总体目标, text: 完成 118 公里河道养护，河面清洁。}]
facts:
  budget_total: [{value: "300", unit: 万元, section: 项目资金}]
  spent_total: [{value: "276", unit: 万元, section: 项目资金}]
  execution_rate: [{value: "95", unit: "%", section: 项目资金}]
targets:
  section: 绩效指标
  rows:
    - {block: output, kind: quantity, name: 养护长度, expected: "≥120 公里", actual: "118 公里", weight: "20"}
    - {block: output, kind: quality, name: 抽查合格率, expected: "≥95%", actual: "96%", weight: "15"}
    - {block: output, kind: timeliness, name: 完成时间, expected: 12 月底前, actual: 按时, weight: "15"}
    - {block: benefit, kind: social, name: 水面漂浮物投诉, expected: "≤10 件", actual: "12 件", weight: "30"}
    - {block: satisfaction, kind: satisfaction, name: 居民满意度, expected: "≥90%", actual: 较高, weight: "10"}
self_evaluation: {rubric: national-2020, total: "99.5", grade: 优}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Evaluation]:
    folder = tmp_path_factory.mktemp("pages")
    found = {"longhua": longhua(), "project": written(folder / "project", PROJECT)}
    for name, level in (("clean", 1), ("bad", 3)):
        found[name] = load_department(write_cohort(folder / name, 1, 3, level=level)[0])
    return {name: department.evaluate() for name, department in found.items()}


CASES = [
    (name, lang)
    for name, langs in (("longhua", "zh en"), ("clean", "zh"), ("bad", "zh en"), ("project", "zh en"))
    for lang in langs.split()
]


def report_in(evaluation: Evaluation, lang: str, annexes: str = NONE, brief: bool = False) -> Report:
    return report_of(evaluation, lang, files=FILES, annexes=annexes, brief=brief)


@pytest.fixture(scope="module")
def in_word(made, tmp_path_factory) -> dict[str, list[PrintedPage]]:
    """The printed pages of every case's Word file, whole and brief."""
    files = {}
    for name, lang in CASES:
        files[f"{name}-{lang}"] = docx.document_bytes(report_in(made[name], lang))
        files[f"{name}-{lang}-brief"] = docx.document_bytes(report_in(made[name], lang, ALL, brief=True))
    pages = as_pdfs(files, tmp_path_factory.mktemp("word"))
    return {name: list(printed(content, word=True)) for name, content in pages.items()}


def check(pages: list[PrintedPage], report: Report) -> None:
    heads = {
        part.text.split("\n")[-1].strip()
        for piece in pieces(report)
        if isinstance(piece, Prose)
        for part in piece.parts
        if isinstance(part, Heading)
    } | {piece.caption for piece in pieces(report) if isinstance(piece, Grid)} - {""}
    plain = {re.sub(r"\s", "", head) for head in heads}
    for number, page in enumerate(pages, start=1):
        last = re.sub(r"\s", "", page.lines[-1]) if page.lines else "a picture"
        assert last not in plain, f"page {number} ends with {page.lines[-1]}"
    thin = {n: round(page.fill, 2) for n, page in enumerate(pages[:-1], start=1) if page.fill < 0.5}
    assert not thin, f"pages less than half full: {thin}"


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_no_pdf_page_ends_with_a_heading_or_is_half_empty(made, name, lang):
    for annexes in (NONE, STANDARD, ALL):
        report = report_in(made[name], lang, annexes)
        pages = list(printed(pdf.document_bytes(report)))
        check(pages, report)
        if annexes == NONE:
            assert len(pages) <= MOST_PAGES
            # The conclusion is the upper half of the first page; the next section begins on it.
            second = "二、核查依据和方法" if lang == "zh" else "2. Basis and method"
            assert any(second in line for line in pages[0].lines)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize(("name", "lang"), CASES)
def test_no_word_page_ends_with_a_heading_or_is_half_empty(made, in_word, name, lang):
    report, pages = report_in(made[name], lang), in_word[f"{name}-{lang}"]
    check(pages, report)
    assert len(pages) < MOST_PAGES
    conclusion = "六部分" if lang == "zh" else "(section 6)"
    assert conclusion in "".join(pages[0].lines) or not report.findings


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_the_brief_is_one_page(made, name, lang):
    report = report_in(made[name], lang, ALL, brief=True)
    assert len(list(printed(pdf.document_bytes(report)))) == 1


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize(("name", "lang"), CASES)
def test_the_brief_is_one_page_in_word(in_word, name, lang):
    assert len(in_word[f"{name}-{lang}-brief"]) == 1


def test_the_head_of_a_long_table_stands_on_every_page_of_it(made):
    report = report_in(made["longhua"], "zh", ALL)
    pages = [page.lines for page in printed(pdf.document_bytes(report))]
    numbered = re.compile(r"^\d+ (?:矛盾|存疑)\b")
    with_findings = [lines for lines in pages if any(numbered.match(line) for line in lines)]
    assert len(with_findings) > 5
    for lines in with_findings:
        assert any("发现、两处记载和需要部门提供的材料" in line for line in lines), lines[:3]


def test_word_repeats_the_head_of_every_table(made):
    report = report_in(made["longhua"], "zh", ALL)
    document = word.Document(io.BytesIO(docx.document_bytes(report)))
    grids = [piece for piece in pieces(report) if isinstance(piece, Grid)]
    assert len(grids) > 10
    for table, grid in zip(document.tables, grids, strict=True):
        for row in list(table.rows)[: len(grid.head)]:
            assert row._tr.trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_annexes_nothing_points_to_one(made, lang):
    for evaluation in made.values():
        report = report_in(evaluation, lang)
        said = "\n".join(str(piece) for piece in pieces(report) if isinstance(piece, Prose))
        said += "\n".join(
            cell.text
            for piece in pieces(report)
            if isinstance(piece, Grid)
            for row in piece.body
            for cell in row
        )
        assert not re.search(r"见附件|[Aa]nnex \d|（发现 \d|\(finding \d", said)
        assert re.search(r"见附件\d|annex \d", str(report_in(evaluation, lang, STANDARD).method()))


def test_accounts_filed_beside_stand_in_the_reconciliation(tmp_path):
    written(tmp_path / "a_2021" / "accounts", ACCOUNTS)
    table = report_in(written(tmp_path / "a_2021", TEXT).evaluate(), "zh").reconciliation_table()
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert rows["全年执行数"] == ["1100.00", "未载", "1080.50", "19.50"]
    # What the filing itself quotes from the accounts stands in their column, not in its text's.
    assert rows["全年预算数"] == ["未载", "未载", "1200.00", "—"]


def test_tasks_of_projects_alone_are_not_held_against_the_whole(tmp_path):
    table = report_in(
        written(tmp_path / "a_2021", TEXT.replace("facts:\n", PROJECTS)).evaluate(), "zh"
    ).reconciliation_table()
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert rows["全年执行数"] == ["1100.00", "未载", "未提供", "—"]
    assert rows["项目支出执行数"] == ["310.00", "300.00", "未提供", "10.00"]


def test_a_total_without_its_parts_is_told(tmp_path):
    department = written(tmp_path / "a_2021", TEXT.replace("facts:\n", THREE_PUBLIC))
    said = str(report_in(department.evaluate(), "zh").running_costs())
    assert "“三公”经费合计预算 250 万元、支出 206 万元，支出率 82.40%" in said and "没有" not in said


TEXT = """
synthetic: true
department: {id: a, name: 某局}
year: 2021
facts:
  spent_total: [{value: "1100", unit: 万元, section: 一}]
  budget_total: [{value: "1200", unit: 万元, section: 2021 年度部门决算}]
self_evaluation: {rubric: sz-2020}
"""
THREE_PUBLIC = """facts:
  three_public_budget: [{value: "250", unit: 万元, section: 一}]
  three_public_spent: [{value: "206", unit: 万元, section: 一}]
"""
PROJECTS = """tasks:
  section: 任务
  rows:
    - {category: project, name: 修缮, budget: "3200000", spent: "3000000"}
facts:
  project_spent: [{value: "310", unit: 万元, section: 一}]
"""
ACCOUNTS = """
synthetic: true
department: {id: a, name: 某局}
year: 2021
form: {kind: accounts}
facts:
  spent_total: [{value: "10805000", unit: 元, section: 收入支出决算总表}]
self_evaluation: {rubric: sz-2020}
"""
