"""Tables of a report in other words, cuts and orders: what is read of them and what is said."""

from __future__ import annotations

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.intake import read_report
from perfkit.intake.blocks import Document, Paragraph, grid
from perfkit.intake.draft import assemble
from perfkit.intake.family import family_of
from perfkit.intake.numbers import plain_number, yuan
from perfkit.rubric.files import load_rubric


def read_blocks(*blocks, tmp_path):
    source = tmp_path / "x.txt"
    source.write_text("x", encoding="utf-8")
    return assemble(
        Document("x.txt", "txt", list(blocks)), source, family_of("sz-2020"), load_rubric("sz-2020")
    )


def test_a_report_without_tables_says_which_are_missing(tmp_path):
    draft = read_blocks(
        Paragraph("某局2021年度部门整体绩效自评报告"),
        Paragraph("一、基本情况"),
        Paragraph("（一）主要职能"),
        Paragraph("1.甲。2.乙。"),
        tmp_path=tmp_path,
    )
    assert draft.submission["narrative"]["duties"] == [
        {"section": "一（一）1", "text": "甲。"},
        {"section": "一（一）2", "text": "乙。"},
    ]
    assert draft.submission["year"] == 2021 and draft.submission["department"]["name"] == "某局"
    assert {"tasks", "targets", "self_evaluation", "overall_goal"} <= {
        entry.path for entry in draft.not_found
    }


def test_a_task_without_one_of_its_amounts_is_listed_not_filled(tmp_path):
    table = grid(
        [
            ["任务名称", "预算数（万元）", "执行数（万元）"],
            ["甲", "1.5", "1"],
            ["乙", "2", "—"],
            ["合计", "3.5", "1"],
        ]
    )
    draft = read_blocks(table, tmp_path=tmp_path)
    assert [(row["name"], row["budget"], row["spent"]) for row in draft.submission["tasks"]["rows"]] == [
        ("甲", "15000", "10000")
    ]
    assert any("乙" in entry.name.zh for entry in draft.not_found)
    assert draft.submission["tasks"]["totals"] == {"budget": "35000", "spent": "10000"}


def test_the_unit_above_a_table_counts_and_a_missing_one_is_named(tmp_path):
    table = [["任务名称", "预算数", "执行数"], ["甲", "1.5", "1"]]
    captioned = read_blocks(Paragraph("（金额单位：万元）"), grid(table), tmp_path=tmp_path)
    assert captioned.submission["tasks"]["rows"][0]["budget"] == "15000"
    bare = read_blocks(grid(table), tmp_path=tmp_path)
    assert bare.submission["tasks"]["rows"][0]["budget"] == "1.5"
    assert any("未载金额单位" in note.zh for note in bare.notes)
    assert not any("未载金额单位" in note.zh for note in captioned.notes)


EXPECTED = ["年度指标值", "预期值", "目标值", "指标值", "年初目标值", "预期目标值", "计划指标值"]
ACTUAL = [
    "全年实际完成值",
    "实际值",
    "完成值",
    "实际完成情况",
    "实际完成值",
    "实际完成情况及说明",
    "完成指标值",
]
SCORE = ["分数", "得分", "自评得分", "自评分", "部门自评分", "自评得分（分）", "得分情况", "自评"]


@pytest.mark.parametrize(("expected", "actual"), list(zip(EXPECTED, ACTUAL, strict=True)))
def test_headings_of_the_target_table_as_cities_word_them(expected, actual, tmp_path):
    header = ["一级指标", "二级指标", "三级指标（20分）", "分值", actual, expected]
    draft = read_blocks(
        grid([header, ["产出", "数量指标（10分）", "课程数", "5", "18门", "≥20门"]]), tmp_path=tmp_path
    )
    (row,) = draft.submission["targets"]["rows"]
    assert (row["name"], row["expected"], row["actual"], row["weight"]) == ("课程数", "≥20门", "18门", "5")


@pytest.mark.parametrize("score", SCORE)
def test_headings_of_the_scoring_table_as_cities_word_them(score, tmp_path):
    rows = [
        ["部门决策", "预算编制", "预算编制合理性", "5", "说明", "标准（1分）", "4.5分"],
        ["", "", "预算编制规范性（5分）", "5", "", "", "５"],
        ["自评总得分", "", "", "100", "", "", "95.50"],
        ["自评等级：优秀", "", "", "", "", "", ""],
    ]
    header = ["评价维度", "评价内容", "指标名称", "满分", "指标说明", "评分细则", score]
    own = read_blocks(grid([header, *rows]), tmp_path=tmp_path).submission["self_evaluation"]
    assert own["scores"] == {"decision.budget.rationality": "4.5", "decision.budget.compliance": "5"}
    assert (own["total"], own["grade"]) == ("95.50", "优秀")


def test_the_rows_of_a_table_with_an_unknown_header_are_not_taken_for_another(tmp_path):
    targets = grid(
        [
            ["一级指标", "二级指标", "三级指标", "目标值", "完成值"],
            ["产出指标", "数量指标", "课程数", "20", "18"],
        ]
    )
    other = grid(
        [["一级指标", "二级指标", "三级指标", "权重", "备注"], ["产出指标", "数量指标", "学员数", "5", "无"]]
    )
    draft = read_blocks(targets, other, tmp_path=tmp_path)
    assert [row["name"] for row in draft.submission["targets"]["rows"]] == ["课程数"]
    assert any("其他表格" in note.zh for note in draft.notes)


def test_parts_numbered_with_digits_keep_their_places(tmp_path):
    lines = [
        "一、基本情况",
        "1.部门主要职能",
        "（1）甲。",
        "（2）乙。",
        "2.预算执行情况",
        "全年预算数为100万元，全年支出数为90万元。",
        "二、总体评价",
        "1.存在的主要问题",
        "项目进度慢。",
        "2.整改措施",
        "加快进度。",
    ]
    draft = read_blocks(*map(Paragraph, lines), tmp_path=tmp_path)
    narrative = draft.submission["narrative"]
    assert narrative["duties"] == [
        {"section": "一1（1）", "text": "甲。"},
        {"section": "一1（2）", "text": "乙。"},
    ]
    assert narrative["problems"] == [{"section": "二1", "text": "项目进度慢。"}]
    assert narrative["improvements"] == [{"section": "二2", "text": "加快进度。"}]
    assert {fact: found[0]["value"] for fact, found in draft.submission["facts"].items()} == {
        "budget_total": "100",
        "spent_total": "90",
    }


def test_targets_with_weights_scores_and_cost_as_a_first_level(tmp_path):
    header = ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分", "偏差原因"]
    rows = [
        ["成本指标", "经济成本指标", "单位成本", "10", "≤5万元", "4万元", "10", ""],
        ["产出指标", "数量指标", "课程数", "10", "≥20门", "18门", "9", "疫情"],
        ["", "", "学员数", "10", "100人", "120人", "10", ""],
        ["满意度指标", "服务对象满意度指标", "学员满意度", "10", "≥90%", "95%", "10", ""],
    ]
    draft = read_blocks(grid([header, *rows]), tmp_path=tmp_path)
    read = [
        (row["block"], row["kind"], row["name"], row["expected"], row["actual"], row["weight"])
        for row in draft.submission["targets"]["rows"]
    ]
    assert read == [
        ("cost", "cost", "单位成本", "≤5万元", "4万元", "10"),
        ("output", "quantity", "课程数", "≥20门", "18门", "10"),
        ("output", "quantity", "学员数", "100人", "120人", "10"),
        ("satisfaction", "satisfaction", "学员满意度", "≥90%", "95%", "10"),
    ]


@pytest.mark.parametrize(
    "text", ["100 200", "100.50 30", "约5", "5-6", "1,23", "/", "2020 年", "1.2.3", "12\n34"]
)
def test_a_cell_that_may_hold_two_numbers_is_not_read(text):
    assert plain_number(text) is None
    assert yuan(text) is None


def test_a_text_that_is_no_report_is_refused(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("各位同事：\n\n请于周五前交材料。\n", encoding="utf-8")
    with pytest.raises(SubmissionError, match="不是一份自评报告"):
        read_report(path)
