"""Figures that the heads of a table make of two others; a row that fits by some choice of columns is none."""

from __future__ import annotations

import pytest

from perfkit.review import DOUBT, ERROR

PRICES = [
    "物品 | 数量（台） | 单价（元） | 金额（万元）",
    "电脑 | 40 | 4800 | 19.20",
    "打印机 | 12 | 2500 | {}",
]
LEFT = ["项目名称 | 下达资金 | 已支付 | 尚未支付", "宣传 | 20.00 | 18.00 | 2.00", "培训 | 35.00 | 30.50 | {}"]
CHANGES = ["科目 | 上年决算 | 本年决算 | 增减额 | 增长率"]
CHANGES += ["办公费 | 20.00 | 18.00 | -2.00 | -10.00%", "培训费 | 30.00 | 33.00 | {} | 10.00%"]
RATES = ["科目 | 2021年 | 2022年 | 增减率（%）", "办公费 | 20.00 | 18.00 | -10.00"]
RATES += ["培训费 | 30.00 | 33.00 | 10.00", "差旅费 | 40.00 | 36.00 | {}"]
GOALS = ["指标 | 目标值 | 完成值 | 偏差", "培训人次 | 800 | 812 | 12", "新增就业 | 260 | 247 | {}"]
POINTS = ["指标 | 分值 | 得分率 | 得分", "培训 | 20 | 96% | 19.2", "演出 | 20 | 90% | {}"]
FACTORS = ["指标 | 标准分 | 完成系数 | 得分", "演出 | 20 | 0.9 | 18", "就业 | 10 | 0.95 | {}"]
WEIGHTED = ["指标 | 权重 | 得分 | 加权得分", "过程 | 40 | 90 | 36", "产出 | 60 | 92 | {}"]
QUARTERS = ["季度 | 支出 | 累计支出", "一季度 | 50.00 | 50.00", "二季度 | 70.00 | 120.00"]
QUARTERS += ["三季度 | 60.00 | {}", "四季度 | 70.00 | 250.00"]
SHARES = ["类别 | 户数 | 占比", "一类 | 120 | 60.00%", "二类 | 50 | {}", "三类 | 30 | 15.00%"]


@pytest.mark.parametrize(
    ("rows", "right", "wrong", "severity"),
    [
        (PRICES, "3.00", "3.60", DOUBT),
        (LEFT, "4.50", "5.50", DOUBT),
        (CHANGES, "3.00", "3.50", DOUBT),
        (RATES, "-10.00", "-12.00", ERROR),
        (GOALS, "-13", "-23", DOUBT),
        (POINTS, "18", "19", DOUBT),
        (FACTORS, "9.5", "9", DOUBT),
        (WEIGHTED, "55.2", "56.2", DOUBT),
        (QUARTERS, "180.00", "190.00", ERROR),
        (SHARES, "25.00%", "28.00%", ERROR),
    ],
)
def test_a_figure_that_its_heads_make_of_others(codes, rows, right, wrong, severity):
    def table(value):
        return codes(printed=[{"place": "表1", "rows": [row.format(value) for row in rows]}])

    assert table(wrong) == {"sum.by_head": severity}
    assert not table(right)


@pytest.mark.parametrize(
    ("head", "row", "wrong"),
    [
        ("采购内容 | 数量 | 单价 | 金额", "电脑 | 40 | 4800 | 198000", True),
        ("采购内容 | 数量 | 单价 | 金额", "电脑 | 40 | 4800 | 192000", False),
        ("采购内容 | 数量 | 单价 | 金额", "电脑 | 40 | 4800 | 19.2", False),
        ("采购内容 | 数量 | 单价 | 金额", "电脑 | 40 | 4800 | 890000", False),  # of more than this
        ("村 | 户数 | 户均补助 | 金额", "甲村 | 21 | 2857 | 60000", False),  # a mean is rounded
        ("资金 | 到位金额 | 使用金额 | 结余金额", "县级 | 120.00 | 108.40 | 12.60", True),
        ("资金 | 预算数 | 到位金额 | 使用金额 | 结余金额", "县级 | 121.00 | 120.00 | 108.40 | 12.60", False),
        ("资金 | 到位金额 | 使用金额 | 结余金额 | 收回", "县级 | 120.00 | 108.40 | 10.60 | 1.00", False),
        ("项目 | 上年数 | 本年数 | 增减", "公务接待 | 26.30 | 28.40 | -2.10", True),
        ("项目 | 上年数 | 本年数 | 增减", "公务接待 | 28.40 | 26.30 | 2.10", False),  # 减少 without a sign
        ("任务 | 年度计划 | 完成数量 | 完成率", "演出 | 60 | 54 | 94.00%", True),
        ("任务 | 年度计划 | 完成数量 | 完成率", "演出 | 60 | 66 | 100.00%", False),
        ("任务 | 年度计划 | 完成数量 | 完成率", "事故 | ≤60 | 54 | 94.00%", False),
    ],
)
def test_the_only_row_of_a_table(codes, head, row, wrong):
    found = codes(printed=[{"place": "表1", "rows": [head, row, "备注 | 无"]}])
    assert found.get("sum.by_head", "") == (DOUBT if wrong else "")


def test_labels_of_rows_make_figures_too(codes):
    def table(change):
        rows = ["项目 | 金额", "上年决算 | 40.00", "本年决算 | 36.00", f"增减额 | {change}"]
        return codes(printed=[{"place": "表1", "rows": rows}])

    assert table("-5.00") == {"sum.by_head": DOUBT}
    assert not table("-4.00")


def test_points_of_a_hundred_under_weights(codes):
    rows = [line.format("55.2") for line in WEIGHTED]
    own = {
        "rows": [{"name": "过程", "max": "40", "score": "90"}, {"name": "产出", "max": "60", "score": "92"}]
    }
    assert "points.above_weight" not in codes(printed=[{"place": "表1", "rows": rows}], own=own)
    assert codes(own=own)["points.above_weight"] == ERROR
