"""Sources of funds as heads and amounts as rows: all content is invented."""

from __future__ import annotations

import pytest
from test_assignment import merged
from test_label_rows import draft_of, stated
from test_listed_values import TITLE, figures

from perfkit.intake.blocks import grid


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["资金来源（万元）", "合计", "中央", "市县"],
            ["计划数", "500", "300", "200"],
            ["到位数", "480", "300", "180"],
            ["支出数", "450", "290", "160"],
            ["执行率", "90%", "96.67%", "80%"],
        ],
        [
            ["资金来源", "中央", "市县", "合计"],
            ["计划数（万元）", "300", "200", "500"],
            ["到位数（万元）", "300", "180", "480"],
            ["支出数（万元）", "290", "160", "450"],
            ["执行率（%）", "96.67", "80", "90"],
        ],
    ],
)
def test_amounts_by_source_in_columns(tmp_path, rows):
    draft = draft_of(tmp_path, TITLE, grid(rows))
    assert stated(draft) == {
        "budget_total": ["500万元"],
        "spent_total": ["450万元"],
        "execution_rate": ["90%"],
    }
    assert figures(draft) == {
        "到位数": "480万元",
        "中央计划数": "300万元",
        "中央到位数": "300万元",
        "中央支出数": "290万元",
        "中央执行率": "96.67%",
        "市县计划数": "200万元",
        "市县到位数": "180万元",
        "市县支出数": "160万元",
        "市县执行率": "80%",
    }
    column = rows[0].index("合计") + 1
    assert draft.submission["facts"]["spent_total"][0]["section"] == f"表1第4行第{column}列"


def test_a_label_at_the_left_of_all_rows_and_points_below(tmp_path):
    table = merged(
        [
            ["项目资金（万元）", "", "年度资金总额", "其中：财政拨款", "其他资金"],
            ["^", "年初预算数", "500", "400", "100"],
            ["^", "全年执行数", "450", "360", "90"],
            ["^", "分值", "10", "<", "<"],
            ["^", "得分", "9", "<", "<"],
            ["一级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
            ["产出指标", "清淤渠道", "≥9公里", "9公里", "90"],
        ]
    )
    draft = draft_of(tmp_path, TITLE, table)
    assert stated(draft) == {"budget_initial": ["500万元"], "spent_total": ["450万元"]}
    assert draft.submission["form"]["blocks"]["execution"] == {"name": "预算执行", "max": "10", "score": "9"}
    assert [row["name"] for row in draft.submission["targets"]["rows"]] == ["清淤渠道"]


def test_heads_of_amounts_over_sources_stay_as_they_are(tmp_path):
    table = grid(
        [
            ["资金（万元）", "预算数", "执行数"],
            ["合计", "500", "450"],
            ["中央", "300", "290"],
            ["市县", "200", "160"],
        ]
    )
    assert stated(draft_of(tmp_path, TITLE, table)) == {
        "budget_total": ["500万元"],
        "spent_total": ["450万元"],
    }
