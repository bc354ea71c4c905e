"""Papers that are not one self-evaluation: two reports in one text, titles that name no project, goals and
forecasts."""

from __future__ import annotations

import pytest
from test_label_rows import draft_of

from perfkit.intake.blocks import Document, Paragraph, grid, number_places
from perfkit.intake.family import national_lexicon
from perfkit.intake.filings import filings_in

REPORT = "2023年度部门整体支出绩效自评报告"
TOLD = "全年预算{}万元，全年支出{}万元，各项工作按计划完成。"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "清淤渠道长度", "≥30公里", "31公里", "50", "50"]


def reports(*lines: str) -> list[str]:
    document = number_places(Document("a.docx", "docx", [Paragraph(line) for line in lines]))
    return [part.blocks[0].text for part in filings_in(document, national_lexicon())]


def test_two_reports_in_one_text_are_two_filings():
    first = [f"青禾县水务局{REPORT}", "一、部门概况", TOLD.format(500, 480)]
    second = [f"青禾县林业局{REPORT}", "一、部门概况", TOLD.format(900, 880)]
    assert reports(*first, *second) == [first[0], second[0]]
    assert len(reports(*first, first[0], first[2])) == 1  # the title again
    assert len(reports(*first, second[0])) == 1  # named, without a text of its own


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("（2023年度）项目支出绩效自评表", None),
        ("二〇二三年度项目支出绩效自评表", None),
        ("2023年度一般项目支出绩效自评表", None),
        ("2023年度渠道清淤项目支出绩效自评表", "渠道清淤"),
    ],
)
def test_a_title_that_names_no_project(tmp_path, title, name):
    labels = grid([["项目名称", ""], ["实施单位", "青禾县水务局"]])
    project = draft_of(tmp_path, Paragraph(title), labels, grid([HEAD, ROW])).submission.get("project", {})
    found = project.get("name")
    assert (found and found.removesuffix("项目")) == name


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("2023年度项目支出绩效目标申报表", True),
        ("2023年度项目绩效运行监控表", True),
        ("2023年度项目支出绩效自评表", False),
    ],
)
def test_the_title_of_another_paper_is_asked_about(tmp_path, title, asked):
    labels = grid([["项目名称", "渠道清淤"], ["实施单位", "青禾县水务局"]])
    notes = draft_of(tmp_path, Paragraph(title), labels, grid([HEAD, ROW])).notes
    assert any("不是自评材料的标题" in one.zh for one in notes) is asked


def test_a_forecast_is_no_result(tmp_path):
    head = [*HEAD[:4], "1—9月完成值", "全年预计完成值", *HEAD[5:]]
    row = [*ROW[:4], "21公里", "32公里", *ROW[5:]]
    labels = grid([["项目名称", "渠道清淤"], ["实施单位", "青禾县水务局"]])
    filed = draft_of(tmp_path, Paragraph("2023年度项目支出绩效自评表"), labels, grid([head, row]))
    assert filed.submission["targets"]["rows"][0]["actual"] == ""
