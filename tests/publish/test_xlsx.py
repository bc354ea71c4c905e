"""The workbook: numbers as numbers, texts as texts whatever they start with, and a page that can be
printed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import load_workbook
from reporting import HOSTILE, longhua, written

from perfkit.base.quantities import round_half_up
from perfkit.publish import write, xlsx, xlsx_scores
from perfkit.publish.pieces import report_of
from perfkit.review import review
from perfkit.views.tables.scoring import scoring_table, status_words

HEAD = 3
# A formula of the workbook: its own functions over its own cells and numbers, names of grades, and nobody's
# words.
OURS = re.compile(r"=(?:IF|COUNT|SUM|MIN|MAX|ROUND|[()A-Z$0-9:,.=>&<*-]|\"[优良中差～]*\"|'评分表'!)+")


@pytest.fixture(scope="module")
def evaluation():
    return longhua().evaluate()


@pytest.fixture(scope="module")
def findings(evaluation):
    return review(evaluation)


@pytest.fixture(scope="module")
def book(evaluation, findings):
    return load_workbook(
        io.BytesIO(xlsx.document_bytes(report_of(evaluation, "zh", findings))), data_only=True
    )


def column(sheet, head: str) -> list:
    number = next(cell.column for cell in sheet[HEAD] if cell.value == head)
    return [sheet.cell(row, number).value for row in range(HEAD + 1, sheet.max_row + 1)]


def exact(value) -> Fraction:
    return Fraction(Decimal(str(value)))


def test_the_sheets(book):
    assert book.sheetnames == [
        "结论",
        "评分表",
        "问题",
        "核查发现",
        "调取",
        "绩效指标",
        "基础数据",
        "任务",
    ]


def test_scores_are_numbers_and_add_up(book, evaluation):
    sheet = book["评分表"]
    for head, values, total in (
        ("满分", [row.indicator.max for row in evaluation.rows], evaluation.rubric.max),
        ("自评分", [row.self_score for row in evaluation.rows], evaluation.self_score),
        ("最低可得", [row.points.low for row in evaluation.rows], evaluation.points.low),
        ("最高可得", [row.points.high for row in evaluation.rows], evaluation.points.high),
    ):
        shown = [exact(value) for value in column(sheet, head)]
        assert all(abs(a - b) < Fraction(1, 10**12) for a, b in zip(shown, [*values, total], strict=True)), (
            head
        )
        assert all(cell.number_format == "0.00" for cell in sheet[4] if isinstance(cell.value, (int, float)))
    parts = [
        sum(exact(v) for v in column(sheet, head)[:-1])
        for head in ("有数据支持", "与数据不符", "待佐证或补充数据", "待评价人评定")
    ]
    assert abs(sum(parts) - evaluation.self_score) < Fraction(1, 10**9)


def test_tasks_to_the_fen(book):
    sheet = book["任务"]
    budget = column(sheet, "预算数（元）")
    assert [exact(v) for v in budget[-2:]] == [Fraction("40397755.95")] * 2
    assert sum(exact(v) for v in budget[:-2]) == Fraction("40397755.95")
    assert column(sheet, "自报完成率")[0] == 0.9934


def test_targets_findings_and_facts_are_all_there(book, evaluation, findings):
    submission = evaluation.submission
    assert column(book["绩效指标"], "三级指标") == [target.name for target in submission.targets.rows]
    met = [
        (name, value)
        for name, value in zip(
            column(book["绩效指标"], "三级指标"), column(book["绩效指标"], "完成率"), strict=True
        )
        if value is not None
    ]
    assert met and all(isinstance(value, (int, float)) for _, value in met)
    assert column(book["核查发现"], "发现") == [finding.message.zh for finding in findings]
    statements = [s for found in submission.facts.values() for s in found] + [
        s for figure in submission.figures for s in figure.statements
    ]
    sheet = book["基础数据"]
    assert column(sheet, "章节") == [s.section for s in statements]
    assert column(sheet, "原文") == [s.quote or None for s in statements]
    number = column(sheet, "折算数值")[[s.section for s in statements].index("一（四）1（1）")]
    assert exact(number) == next(s.amount for s in statements if s.section == "一（四）1（1）")


def test_no_text_becomes_a_formula(tmp_path):
    evil = ["=1+1", "+1", "-1+2", "@SUM(A1)", '=HYPERLINK("http://x")']
    text = HOSTILE
    for old, new in zip(("甲 & 乙", "不适用的", "没有预算的任务", '"≥100 次"', '"3 次"'), evil, strict=True):
        assert f": {old}" in text
        text = text.replace(f": {old}", f": '{new}'")
    evaluation = written(tmp_path / "evil", text).evaluate()
    content = xlsx.document_bytes(report_of(evaluation, "zh", review(evaluation)))
    book = load_workbook(io.BytesIO(content))
    cells = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert len(formulas) > 50 and all(OURS.fullmatch(text) for text in formulas)
    assert set(evil) <= {cell.value for cell in cells}
    assert all(cell.quotePrefix for cell in cells if cell.value in evil)
    # Every formula carries what it gives, for readers that do not work a file out.
    shown = load_workbook(io.BytesIO(content), data_only=True)
    known = [shown[cell.parent.title][cell.coordinate].value for cell in cells if cell.data_type == "f"]
    assert None not in known


def test_synthetic_is_marked_on_every_sheet_and_its_print(tmp_path):
    evaluation = written(tmp_path / "hostile", HOSTILE).evaluate()
    book = load_workbook(io.BytesIO(xlsx.document_bytes(report_of(evaluation, "zh", ()))))
    for sheet in book:
        assert "合成数据" in sheet["A2"].value and "合成数据" in sheet.oddHeader.center.text


def test_odd_text_is_kept_or_cut_but_never_fatal():
    book = xlsx.Workbook()
    cell = book.active["A1"]
    xlsx.set_text(cell, "甲\x07乙")
    assert cell.value == "甲乙"
    xlsx.set_text(cell, "长" * 40_000)
    assert len(cell.value) == 32_767 and cell.value.endswith("…")


def test_long_numbers_stay_exact():
    assert xlsx_number("17754638.01") == Decimal("17754638.01")
    assert xlsx_number("1234567890123456.78") == "1234567890123456.78"


def xlsx_number(text: str):
    from perfkit.publish.sheet import exact_number

    return exact_number(Fraction(text))


def test_frozen_filtered_and_ready_to_print(book):
    for sheet in book:
        assert sheet.freeze_panes and sheet.freeze_panes.endswith("4")
        assert (
            sheet.print_title_rows == "$3:$3"
            and sheet.page_setup.orientation == "landscape"
            and sheet.page_setup.paperSize == 9
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert sheet.auto_filter.ref.startswith("A3:")
        assert all(dimension.width >= 5 for dimension in sheet.column_dimensions.values())


def test_english_and_the_same_bytes(evaluation, findings, book):
    english = load_workbook(io.BytesIO(xlsx.document_bytes(report_of(evaluation, "en", findings))))
    assert english.sheetnames == [
        "Conclusion",
        "Scoring table",
        "Problems",
        "Findings",
        "Requests",
        "Performance indicators",
        "Figures",
        "Tasks",
    ]
    assert [sheet.max_row for sheet in english] == [sheet.max_row for sheet in book]
    assert xlsx.document_bytes(report_of(evaluation, "zh", findings)) == xlsx.document_bytes(
        report_of(evaluation, "zh", findings)
    )


def test_json_is_the_record(tmp_path, evaluation, findings):
    import json

    from perfkit.evaluation.record import to_record

    write(report_of(evaluation, "zh", findings), tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == to_record(
        evaluation, findings, "zh"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_status_and_reason_stand_on_their_own_row(evaluation, lang):
    sheet = xlsx_scores.scoring_sheet(evaluation, lang)
    heads = [column.head for column in sheet.columns]
    at = heads.index("状态" if lang == "zh" else "Status")
    assert len(sheet.rows) == len(evaluation.rows) + 1
    shown = [cells[-2].text for cells in scoring_table(evaluation, lang).grid() if cells[0].mark != "group"]
    for row, cells, words in zip(evaluation.rows, sheet.rows[:-1], shown[:-1], strict=True):
        assert cells[-1] == row.indicator.id
        assert cells[at] == words == status_words(row, lang)


@pytest.fixture(scope="module")
def recalculated(evaluation, findings, tmp_path_factory):
    """The workbook after a judge has settled two rows, as LibreOffice works it out."""
    folder = tmp_path_factory.mktemp("office")
    book = load_workbook(io.BytesIO(xlsx.document_bytes(report_of(evaluation, "zh", findings))))
    book["评分表"]["M4"], book["评分表"]["M5"] = 4, 5
    book.save(folder / "judged.xlsx")
    home = f"-env:UserInstallation=file://{folder}/home"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
        + [str(folder / "out"), str(folder / "judged.xlsx")],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return load_workbook(folder / "out" / "judged.xlsx", data_only=True)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_settled_points_recompute_row_total_grade_and_conclusion(recalculated, book, evaluation):
    sheet, before = recalculated["评分表"], book["评分表"]
    first, second = evaluation.rows[:2]
    assert [sheet[f"{c}4"].value for c in "FGIJKL"] == [4, 4, min(4, first.self_score), 1, 0, 0]
    # Rows that nobody settled stay as they were.
    assert [sheet[f"{c}9"].value for c in "FGIJKL"] == [before[f"{c}9"].value for c in "FGIJKL"]
    low = evaluation.points.low - first.points.low - second.points.low + 9
    high = evaluation.points.high - first.points.high - second.points.high + 9
    assert [round(sheet[f"{c}25"].value, 2) for c in "FG"] == [float(round_half_up(v)) for v in (low, high)]
    parts = [sheet[f"{c}25"].value for c in "IJKL"]
    assert sum(parts) == pytest.approx(float(evaluation.self_score))
    assert sheet["N25"].value == "差～优"
    conclusion = recalculated["结论"]
    assert [conclusion.cell(4, c).value for c in (4, 5, 6)] == [
        pytest.approx(v) for v in (9, 1, float(book["结论"]["F4"].value) - 10)
    ]
    assert [round(conclusion.cell(7, c).value, 2) for c in (4, 5, 6)] == [
        pytest.approx(v) for v in (parts[0], parts[1], parts[2] + parts[3])
    ]
