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
