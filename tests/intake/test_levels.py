"""Levels and execution in tables whose heads do not say all of it."""

from __future__ import annotations

from test_label_rows import draft_of, stated
from test_other_layouts import merged

from perfkit.intake.blocks import Paragraph, grid

TITLE = Paragraph("青禾县水利局2023年度渠道维护项目支出绩效自评表")


def test_one_head_over_two_levels_has_blocks_and_kinds_below_it(tmp_path):
    table = merged(
        [
            ["序号", "指标类型", "<", "指标名称", "计划指标值", "实际完成值", "权重", "自评分"],
            ["1", "产出（50分）", "数量指标", "清淤渠道长度", "≥30公里", "31公里", "20", "20"],
            ["2", "产出（50分）", "成本指标", "每公里清淤费用", "≤2万元", "1.9万元", "30", "30"],
            ["3", "效益（40分）", "可持续影响指标", "管护人员落实情况", "落实", "落实", "40", "40"],
        ]
    )
    rows = draft_of(tmp_path, TITLE, table).submission["targets"]["rows"]
    assert [(row["block"], row["kind"]) for row in rows] == [
        ("output", "quantity"),
        ("output", "cost"),
        ("benefit", "sustainable"),
    ]


def test_a_head_over_two_columns_of_which_one_is_no_level_stays_one(tmp_path):
    table = merged(
        [
            ["指标类型", "<", "指标名称", "计划指标值", "实际完成值", "权重", "自评分"],
            ["产出指标", "一", "清淤渠道长度", "≥30公里", "31公里", "50", "50"],
            ["效益指标", "二", "灌溉面积", "≥2万亩", "2.1万亩", "40", "40"],
        ]
    )
    rows = draft_of(tmp_path, TITLE, table).submission["targets"]["rows"]
    assert [(row["block"], row["name"]) for row in rows] == [
        ("output", "清淤渠道长度"),
        ("benefit", "灌溉面积"),
    ]


def test_execution_stands_beside_the_blocks_where_there_is_one_level(tmp_path):
    table = grid(
        [
            ["指标类别", "三级指标", "目标值", "完成值", "分值", "得分"],
            ["预算执行", "预算执行率", "100%", "96.5%", "10", "9.65"],
            ["产出指标", "清淤渠道长度", "≥30公里", "31公里", "50", "50"],
            ["效益指标", "灌溉面积", "≥2万亩", "2.1万亩", "40", "40"],
        ]
    )
    filed = draft_of(tmp_path, TITLE, table).submission
    assert [row["name"] for row in filed["targets"]["rows"]] == ["清淤渠道长度", "灌溉面积"]
    assert filed["form"]["blocks"]["execution"]["score"] == "9.65"


def test_sums_of_several_projects_are_not_the_project_s(tmp_path):
    money = merged(
        [
            ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["年度资金总额", "90.00", "90.00", "81.00", "10", "90%", "9"],
        ]
    )
    said = Paragraph(
        "我局对2023年度3个项目开展绩效自评，全年预算数合计410.00万元，全年执行数合计390.00万元。"
    )
    assert stated(draft_of(tmp_path, TITLE, said, money))["budget_total"] == ["90.00万元"]
    one = Paragraph("我局对本项目开展绩效自评，全年预算数90.00万元，全年执行数81.00万元。")
    assert stated(draft_of(tmp_path, TITLE, one, money))["spent_total"] == ["81.00万元", "81.00万元"]
