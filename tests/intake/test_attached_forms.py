"""A report with the forms of projects behind it: each filing has its own figures, people and points. All is
invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Document, Paragraph, grid, number_places
from perfkit.intake.draft import assemble
from perfkit.intake.family import national_lexicon
from perfkit.intake.filings import filings_in

TEXT = (
    "一、部门概况",
    "在职人员35人。",
    "二、预算执行情况",
    "全年预算数640.00万元，全年执行数608.00万元，执行率95%。",
    "三、自评结论",
    "自评得分93分。",
    "附件1：",
)


def lines(*texts):
    return [Paragraph(text) for text in texts]


def form(project, budget, spent, points, title="2023年度项目支出绩效自评表"):
    rows = [
        ["项目名称", project, "实施单位", "临河县水文站", "", "", ""],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
        ["", "年度资金总额", budget, budget, spent, "", points],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", f"{project}数量", "≥9处", "9处", "50", "50"],
        ["总分", "", "", "", "", "100", "97"],
    ]
    return [Paragraph(title), grid(rows)]


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")

    def drafts(*blocks):
        document = number_places(Document(path.name, "docx", [*blocks]))
        return [assemble(part, path).submission for part in filings_in(document, national_lexicon())]

    return drafts


def told(draft, fact):
    return [one["value"] for one in draft["facts"].get(fact, ())]


@pytest.mark.parametrize("title", ["2023年度部门整体支出绩效自评报告", "2023年度绩效自评报告"])
@pytest.mark.parametrize("count", [1, 2])
def test_a_short_report_and_the_forms_behind_it_are_filings_of_their_own(read, title, count):
    forms = [form("测站改造", "90", "81", "9"), form("断面清淤", "40", "40", "10")][:count]
    found = read(*lines(f"临河县水文站{title}", *TEXT), *sum(forms, []))
    report, *projects = found
    assert "project" not in report and "targets" not in report
    assert (told(report, "budget_total"), told(report, "spent_total")) == (["640.00"], ["608.00"])
    assert report["self_evaluation"]["total"] == "93"
    assert [one["project"]["name"] for one in projects] == ["测站改造", "断面清淤"][:count]
    assert [told(one, "budget_total") for one in projects] == [["90"], ["40"]][:count]
    assert not any(told(one, "established_staff_count") for one in projects)
    assert all(one["self_evaluation"]["total"] == "97" for one in projects)


@pytest.mark.parametrize(
    "title", ["临河县水文站测站改造项目支出绩效自评报告", "2023年度项目支出绩效自评报告"]
)
def test_a_report_on_the_project_is_one_filing_with_its_form(read, title):
    text = lines(
        title, "一、项目概况", "测站改造项目改造测站9处。", "二、项目绩效", "项目自评得分97分。", "附件："
    )
    (found,) = read(*text, *form("测站改造", "90", "81", "9"))
    assert found["project"]["name"] == "测站改造"


def test_each_project_keeps_the_report_before_its_form(read):
    blocks = []
    for name in ("测站改造", "断面清淤"):
        head = f"{name}项目支出绩效自评报告"
        blocks += lines(head, "一、项目概况", f"{name}为当年新增。", "二、问题", f"{name}进度偏慢。")
        blocks += form(name, "90", "81", "9")
    first, second = read(*blocks)
    assert "断面清淤" not in str(first["narrative"]) and "测站改造" not in str(second["narrative"])
    assert "断面清淤进度偏慢" in str(second["narrative"])


def test_a_form_of_the_whole_department_behind_those_of_projects(read):
    rows = [
        ["部门名称", "临河县水文站", "", "", "", "", ""],
        ["部门资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
        ["", "年度资金总额", "600", "640", "608", "95%", "9.5"],
        ["总分", "", "", "", "", "100", "93"],
    ]
    whole = [Paragraph("2023年度部门整体支出绩效自评表"), grid(rows)]
    project, department = read(*form("测站改造", "90", "81", "9"), *whole)
    assert (told(project, "budget_total"), told(department, "budget_total")) == (["90"], ["640"])
    assert "project" not in department


SHORT = "全年预算数640.00万元，全年执行数608.00万元，各项工作按计划完成，自评得分93分。"


@pytest.mark.parametrize(
    ("title", "text", "apart"),
    [
        ("临河县水文站2023年度部门整体支出绩效自评报告", SHORT, True),
        ("临河县水文站2023年度部门整体支出绩效自评报告", "自评得分93分，等级为优。", True),
        ("临河县水文站2023年度部门整体支出绩效自评报告", "现将自评情况报告如下。", False),
        ("临河县水文站2023年度部门整体支出绩效自评报告", "联系电话0550-88", False),
        ("临河县水文站测站整体改造2023年度绩效自评报告", SHORT, False),
        ("临河县水文站2023年度绩效自评报告", SHORT, False),
    ],
)
def test_a_report_on_the_whole_without_chapters_before_the_form_of_one_project(read, title, text, apart):
    found = read(*lines(title, text), *form("测站改造", "90", "81", "9"))
    assert len(found) == 1 + apart and found[-1]["project"]["name"] == "测站改造"
    assert [told(one, "budget_total") for one in found][-1][0] == "90"
    if apart:
        assert "project" not in found[0] and found[0]["self_evaluation"]["total"] == "93"
        assert found[1]["self_evaluation"]["total"] == "97" and told(found[1], "budget_total") == ["90"]
