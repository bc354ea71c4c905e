"""What running text says of points: numbers that they are given for are nobody's, those beside are read."""

from __future__ import annotations

import pytest
from test_label_rows import draft_of, stated
from test_listed_values import figures

from perfkit.intake.blocks import Paragraph, grid

TITLE = Paragraph("青禾县水务局2023年度部门整体支出绩效自评报告")


@pytest.mark.parametrize(
    ("sentence", "facts", "own"),
    [
        (
            "全年发放水费补助132.5万元，举办讲座12期，群众满意度93%，低于目标2个百分点，扣0.5分。",
            {"satisfaction_rate": ["93%"]},
            {"水费补助": "132.5万元", "讲座": "12期"},
        ),
        (
            "“三公”经费预算20.00万元，支出18.20万元，控制率91%，得满分，计5分。",
            {"three_public_budget": ["20.00万元"], "three_public_spent": ["18.20万元"]}
            | {"three_public_control_rate": ["91%"]},
            {},
        ),
        ("按照每少1座扣0.5分的标准，扣1分。全年改造泵站6座。", {}, {"改造泵站": "6座"}),
        (
            "预算执行率达到100%得满分，每低1个百分点扣0.5分，扣完为止。本年预算执行率96.2%，扣1.9分。",
            {"execution_rate": ["96.2%"]},
            {},
        ),
        ("新建水窖达到500口，得5分，每少10口扣0.5分。实际新建水窖480口，扣1分。", {}, {"水窖": "480口"}),
    ],
)
def test_what_stands_beside_points_is_read(sentence, facts, own, tmp_path):
    draft = draft_of(tmp_path, TITLE, Paragraph("一、资金情况"), Paragraph(sentence))
    assert (stated(draft), figures(draft)) == (facts, own)


@pytest.mark.parametrize(
    "sentence",
    [
        "评分标准：预算执行率达到95%以上得10分，90%（含）-95%得8分，90%以下不得分。",
        "得分标准：执行率100%，得10分；执行率90%-100%，得8分；60%以下，不得分。",
        "三公经费控制率≤100%，得5分；每超出一个百分点扣1分，扣完为止。",
        "政府采购执行率达到95%的计2分，低于95%的按比例计分。",
        "预算执行率95%（含）以上的，得10分；90%（含）-95%的，得8分。",
        "当年预算执行率100%，得5分，否则不得分。",
        "预算执行率达到95%以上，三公经费支出20万元以内，群众满意度90%以上。",  # limits
    ],
)
def test_what_points_are_given_for_is_nobodys(sentence, tmp_path):
    draft = draft_of(tmp_path, TITLE, Paragraph("一、资金情况"), Paragraph(sentence))
    assert (stated(draft), figures(draft)) == ({}, {})


def test_what_a_row_of_a_scoring_table_says_counts_beside_its_points(tmp_path):
    rows = [
        ["一级指标", "指标", "分值", "评分标准", "实际情况", "得分"],
        ["管理", "预算执行率", "60", "≥95%得满分", "96.2%，每低1个百分点扣0.5分，扣1.9分", "58.1"],
        ["产出", "清淤", "40", "按时得满分", "按时", "40"],
        ["合计", "", "100", "", "", "98.1"],
    ]
    assert stated(draft_of(tmp_path, TITLE, grid(rows)))["execution_rate"] == ["96.2%"]
