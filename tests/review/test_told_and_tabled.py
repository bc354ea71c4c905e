"""Drafts read from documents of a text and a form: what the text tells, against what the form holds."""

from __future__ import annotations

import pytest
from docx import Document

from perfkit.intake import read_filings, write_drafts
from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing

HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注")
ROWS = (
    ("产出指标", "数量指标", "举办养老护理培训期数", "≥70期", "73期", "15", "15", ""),
    ("产出指标", "数量指标", "巡查民宿数量", "≥40家", "41家", "15", "15", ""),
    ("产出指标", "数量指标", "水质抽检批次", "≥50批次", "53批次", "10", "10", ""),
    ("产出指标", "时效指标", "器材配发完成时限", "2023年11月底前", "2023年12月6日", "10", "9", "供货晚"),
    ("效益指标", "社会效益", "新增停车位", "≥900个", "930个", "30", "30", ""),
    ("满意度指标", "满意度", "居民满意度", "≥88%", "92.5%", "10", "10", ""),
)
MONEY = (
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "160.00", "160.00", "152.00", "10", "95.00%", "9.50"),
)


@pytest.fixture
def codes(tmp_path):
    """Codes above a note of a document with some lines of text before its form; all of them with notes."""

    def found(*lines, notes=False, after=()):
        document = Document()
        opening = ("澄湖县民政局2023年度养老服务项目支出绩效自评报告", "一、项目概况", "项目预算160万元。")
        for line in (*opening, "二、实施情况", *lines, "三、附表"):
            document.add_paragraph(line)
        rows = (("项目名称", "养老服务", *[""] * 6), *MONEY, HEAD, *ROWS)
        rows = (*rows, ("总分", *[""] * 4, "100", "98.50", ""))
        table = document.add_table(rows=len(rows), cols=len(HEAD))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        for line in after:
            document.add_paragraph(line)
        path = tmp_path / "a.docx"
        document.save(path)
        (folder,) = write_drafts(read_filings(path), tmp_path / "draft")
        department, _ = load_filing(folder)
        return {f.code for f in review(department.evaluate()) if notes or f.severity != NOTE}

    return found


RESTATED = {"restated.goal", "restated.short", "restated.day", "restated.target", "restated.table"}


@pytest.mark.parametrize(
    "text",
    [
        "2023年，累计开展培训班71期。",
        "全年共巡查民宿40家。",
        "完成水质抽检35批次。",
        "年度目标：新增停车位1100个。",
        "年度目标：居民满意度达到92%以上。",
        "器材配发于2023年11月28日前完成。",
    ],
)
def test_what_the_text_tells_is_not_what_the_form_holds(codes, text):
    assert codes(text) & RESTATED


@pytest.mark.parametrize(
    "text",
    [
        "全年共巡查民宿41家。",
        "全年巡查民宿40家以上。",
        "计划巡查民宿40家，实际巡查41家。",
        "全年巡查重点民宿22家。",
        "2022年举办养老护理培训61期，2023年举办73期。",
        "节日专项抽检35批次。",
        "下一年度目标：新增停车位1100个。",
        "年度目标：居民满意度达到88%以上。",
        "商户满意度为90.1%。",
        "第一批器材配发于2023年9月20日完成。",
        "器材配发于2023年12月10日前完成。",
        "器材配发应于2023年11月30日前完成。",
    ],
)
def test_what_bears_the_form_or_is_of_something_else(codes, text):
    assert not codes(text) & RESTATED


@pytest.mark.parametrize(
    ("lines", "empty"),
    [
        (("开工偏晚。主要原因是：",), True),
        (("偏差原因分析：", "下一步措施，加快配发。"), True),
        (("主要原因是：", "一是供货晚；二是雨水多。"), False),
        (("主要原因：", "1.供货晚。", "2.雨水多。"), False),
    ],
)
def test_a_reason_with_nothing_behind_it(codes, lines, empty):
    assert ("text.placeholder" in codes(*lines)) is empty


@pytest.mark.parametrize(
    ("text", "after", "code"),
    [
        ("名单详见附件2。", ("附件1 民宿清单", "甲、乙、丙。"), True),
        ("名单详见附件1。", ("附件1 民宿清单", "甲、乙、丙。"), False),
        ("名单详见附件2（另附）。", ("附件1 民宿清单", "甲、乙、丙。"), False),
        ("名单详见附件2。", (), False),
    ],
)
def test_an_attachment_that_the_filing_does_not_hold(codes, text, after, code):
    assert ("document.named" in codes(text, after=after)) is code
    assert ("document.named" in codes(text, after=after, notes=True)) is (code or not after)


def test_the_nearest_whole_of_a_rate(codes):
    text = "全年受理咨询1840件，其中上半年820件、下半年1020件，转办咨询92件，转办率{}%。"
    assert not codes(text.format("5.00"))
    assert codes(text.format("5.20")) == {"rate.text"}


def test_items_of_a_list_count_different_things(codes):
    lines = ("1.失能老人登记860人，上门照护540人。", "2.孤寡老人登记420人，上门照护310人。")
    assert not codes("（一）服务对象", *lines)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("经自评，项目得分97.8分，等级为优。", {"sum.points_text"}),
        ("自评得分：97.80。", {"sum.points_text"}),
        ("自评得分98.5分。", set()),
        ("上年自评得分91.2分。", set()),
        ("项目资金执行率100%。", {"rate.mismatch"}),
        ("第一批项目资金执行率100%。", set()),
        ("全年开展义诊46场，其中上半年18场，下半年26场。", {"sum.text_parts"}),
        ("全年开展义诊44场，其中上半年18场，下半年26场。", set()),
        ("上半年办件1260件，下半年办件1340件，全年共完成办件2500件。", {"sum.text_list"}),
        ("8个站点中，7个已建成，2个正在建设。", {"sum.text_list"}),
        ("8个站点中，6个已建成，2个正在建设。", set()),
        ("8个站点中，7个已开工，2个未验收。", set()),
        ("全县共有敬老院60所，已达标48所，占85%。", {"rate.text_share"}),
        ("全县共有敬老院60所，已达标48所，占80%。", set()),
        ("截至2023年6月底，发放护理补贴31.2万元。年内共发放护理补贴60.4万元。", set()),
        ("购置护理床8台，单价5.2万元，共支出41.6万元。", set()),
    ],
)
def test_sums_rates_and_scores_in_the_text(codes, text, wrong):
    assert codes(text) == wrong


@pytest.mark.parametrize(("told", "wrong"), [("64.85", True), ("68.45", False), ("46.85", False)])
def test_an_amount_of_which_two_digits_changed_places(tmp_path, told, wrong):
    document = Document()
    text = f"为失能老人发放护理补贴{told}万元。"
    for line in (
        "澄湖县民政局2023年度部门整体支出绩效自评报告",
        "一、履职情况",
        text,
        "附件1 支出情况表",
        "单位：元",
    ):
        document.add_paragraph(line)
    rows = (("项目", "全年预算数", "全年执行数"), ("失能老人护理补贴", "700000.00", "684500.00"))
    table = document.add_table(rows=3, cols=3)
    for cells, row in zip(table.rows, (*rows, ("养老机构运营", "300000.00", "291000.00")), strict=True):
        for cell, shown in zip(cells.cells, row, strict=True):
            cell.text = shown
    document.save(tmp_path / "a.docx")
    (folder,) = write_drafts(read_filings(tmp_path / "a.docx"), tmp_path / "draft")
    department, _ = load_filing(folder)
    assert ("restated.text" in {f.code for f in review(department.evaluate())}) is wrong
