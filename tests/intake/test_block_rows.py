"""Rows of their own for blocks: their points are those of the rows below, none beside them."""

from __future__ import annotations

import pytest
from test_label_rows import TITLE, draft_of

from perfkit.intake.blocks import grid

HEADS = ["指标名称", "年度指标值", "实际完成值", "分值", "得分"]


def test_blocks_between_targets(tmp_path):
    rows = [
        HEADS,
        ["产出（50分）", "", "", "50", "49"],
        ["新建水窖", "≥30口", "32口", "20", "20"],
        ["验收合格率", "100%", "98%", "30", "29"],
        ["效益（30分）", "", "", "30", "30"],
        ["受益人口", "≥900人", "960人", "30", "30"],
        ["满意度（10分）", "", "", "10", "10"],
        ["群众满意度", "≥90%", "95%", "10", "10"],
    ]
    filed = draft_of(tmp_path, TITLE, grid(rows)).submission
    assert [(one["block"], one["name"]) for one in filed["targets"]["rows"]] == [
        ("output", "新建水窖"),
        ("output", "验收合格率"),
        ("benefit", "受益人口"),
        ("satisfaction", "群众满意度"),
    ]
    assert filed["form"]["blocks"] == {
        "output": {"name": "产出", "max": "50", "score": "49"},
        "benefit": {"name": "效益", "max": "30", "score": "30"},
        "satisfaction": {"name": "满意度", "max": "10", "score": "10"},
    }


def test_a_target_whose_values_are_blank_is_no_block(tmp_path):
    rows = [["二级指标", *HEADS], ["满意度指标", "服务对象满意度", "", "", "10", "10"]]
    [target] = draft_of(tmp_path, TITLE, grid(rows)).submission["targets"]["rows"]
    assert (target["name"], target["weight"]) == ("服务对象满意度", "10")


@pytest.mark.parametrize(
    ("first", "second", "scores"),
    [
        (["投入（20分）", "", ""], ["产出（50分）", "", ""], {}),
        (["投入", "20", "19"], ["产出", "50", "49"], {"投入": "19", "output": "49"}),
        (["一、投入（20分）", "20", "19"], ["二、产出（50分）", "50", "49"], {"投入": "19", "output": "49"}),
    ],
)
def test_blocks_between_rows_of_a_scoring_table(first, second, scores, tmp_path):
    rows = [["评价内容", "分值", "得分"], first, ["预算编制", "10", "9"], ["人员控制", "10", "10"], second]
    rows += [["清淤里程", "50", "49"], ["合计", "70", "68"]]
    filed = draft_of(tmp_path, TITLE, grid(rows)).submission
    shown = [(one["name"], one["level1"], one["score"]) for one in filed["self_evaluation"]["rows"]]
    assert shown == [("预算编制", "投入", "9"), ("人员控制", "投入", "10"), ("清淤里程", "产出", "49")]
    blocks = filed["form"]["blocks"]
    assert {name: block["max"] for name, block in blocks.items()} == {"投入": "20", "output": "50"}
    assert {name: block["score"] for name, block in blocks.items() if "score" in block} == scores


def test_a_row_whose_points_are_not_those_below_stays_a_row(tmp_path):
    rows = [["评价内容", "分值", "得分"], ["投入", "15", "14"], ["预算编制", "10", "9"], ["合计", "25", "23"]]
    filed = draft_of(tmp_path, TITLE, grid(rows)).submission
    assert [one["name"] for one in filed["self_evaluation"]["rows"]] == ["投入", "预算编制"]


def test_the_most_points_and_the_filers_under_one_head(tmp_path):
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值/得分"],
        ["产出指标", "数量指标", "新建水窖", "≥30口", "29口", "10/9.25"],
        ["^", "质量指标", "验收合格率", "100%", "100%", "90／90分"],
        ["总分", "", "", "", "", "100/99.25"],
    ]
    filed = draft_of(tmp_path, TITLE, grid(rows)).submission
    points = [(one["weight"], one["self_score"]) for one in filed["targets"]["rows"]]
    assert points == [("10", "9.25"), ("90", "90")] and filed["self_evaluation"]["total"] == "99.25"
    rows = [
        ["一级指标", "指标", "分值/得分"],
        ["投入（20分）", "预算编制", "20/19"],
        ["产出（80分）", "清淤", "80/80"],
    ]
    filed = draft_of(tmp_path, TITLE, grid([*rows, ["合计", "", "100/99"]])).submission["self_evaluation"]
    assert [(one["max"], one["score"]) for one in filed["rows"]] == [("20", "19"), ("80", "80")]
    assert filed["total"] == "99"


@pytest.mark.parametrize("values", [["10", "9.25"], ["10/9.25"]])
def test_points_for_execution_behind_one_label(values, tmp_path):
    blank = [""] * (2 - len(values))
    filed = draft_of(
        tmp_path, TITLE, grid([["预算执行率", "92.5%", "分值／得分", *values, *blank]])
    ).submission
    assert filed["form"]["blocks"]["execution"] == {"name": "预算执行", "max": "10", "score": "9.25"}


def test_a_value_without_a_unit_stays_as_printed_and_takes_that_of_its_column_alone(tmp_path):
    rows = [
        ["三级指标", "指标值", "度量单位", "实际完成值", "分值"],
        ["水费补助标准", "7", "元/亩", "7", "50"],
    ]
    rows += [["药费成本（元/亩）", "≤7", "", "6.5", "50"]]
    targets = draft_of(tmp_path, TITLE, grid(rows)).submission["targets"]["rows"]
    assert [(one["expected"], one["actual"]) for one in targets] == [("7元/亩", "7"), ("≤7", "6.5")]
