"""Sums in tables of any layout, and sentences that stand in cells; each fault with a near miss beside it."""

from __future__ import annotations

import pytest
import yaml

from perfkit.filing.printed import PrintedTable
from perfkit.review import ERROR, NOTE, review
from perfkit.review.grids import grid_of
from perfkit.review.unscored import load_filing


def reviewed(folder, *rows, kind="accounts", unit="万元", text=""):
    data = {
        "department": {"id": "somewhere", "name": "某县某局"},
        "year": 2023,
        "form": {"kind": kind},
        "printed": [{"place": "表3", "unit": unit, "rows": list(rows)}],
    }
    if text:
        data["narrative"] = {"other": [{"section": "三", "text": text}]}
    folder.mkdir(exist_ok=True)
    (folder / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    department, _ = load_filing(folder)
    return [f for f in review(department.evaluate()) if f.severity != NOTE]


HEAD = "支出去向 | 上年 | 本年 | 说明"
BELOW = (
    HEAD,
    "运行类 | 310.25 | 402.60 | ",
    "1.物业 | 120.10 | 182.30 | ",
    "2.信息系统 | 190.15 | 220.30 | ",
)


def test_rows_that_add_up_in_one_column_add_up_in_the_other(tmp_path):
    assert not reviewed(tmp_path / "a", *BELOW)
    (found,) = reviewed(tmp_path / "b", BELOW[0], "运行类 | 310.25 | 420.60 | ", *BELOW[2:])
    assert (found.code, found.severity, found.difference) == ("sum.table", ERROR, "18万元")
    assert "420.60" in found.message.zh and "402.6" in found.message.zh
    assert found.places[0].section == "表3第2行第3列"


def test_rows_that_add_up_nowhere_are_no_parts(tmp_path):
    rows = (HEAD, "运行类 | 310.25 | 402.60 | ", "其中：物业 | 120.10 | 182.30 | ", "车辆 | 44.00 | 51.20 | ")
    assert not reviewed(tmp_path / "a", *rows)


ACROSS = (
    "站所 | 年内经费 | 人头 | 办公 | 专项",
    "一所 | 93.40 | 50.10 | 13.30 | 30.00",
    "二所 | 71.25 | 41.25 | 10.00 | 20.00",
    "三所 | 65.80 | 40.80 | 9.00 | 16.00",
)


def test_columns_that_add_up_in_most_rows_add_up_in_all(tmp_path):
    assert not reviewed(tmp_path / "a", *ACROSS)
    found = reviewed(tmp_path / "b", *ACROSS[:3], "三所 | 68.50 | 40.80 | 9.00 | 16.00")
    assert [f.code for f in found] == ["sum.table"] and "三所·年内经费" in found[0].message.zh


@pytest.mark.parametrize(("total", "wrong"), [("62.15", False), ("61.25", True), ("248.00", False)])
def test_a_total_that_no_column_confirms_must_come_near(tmp_path, total, wrong):
    rows = ("用途 | 金额", "甲渠 | 20.05", "乙渠 | 30.10", "丙渠 | 12.00", f"合计 | {total}")
    assert bool(reviewed(tmp_path / "a", *rows)) is wrong


def test_levels_of_accounts_by_their_codes(tmp_path):
    rows = [
        "科目编码 | 科目名称 | 决算数",
        "212 | 城乡社区支出 | 905.40",
        "21201 | 管理事务 | 505.40",
        "2120101 | 行政运行 | 305.10",
        "2120104 | 城管执法 | 200.30",
        "21205 | 环境卫生 | 400.00",
        "2120501 | 环境卫生 | 400.00",
    ]
    assert not reviewed(tmp_path / "a", *rows)
    rows[2] = "21201 | 管理事务 | 550.40"
    assert {f.code for f in reviewed(tmp_path / "b", *rows)} == {"sum.table"}


@pytest.mark.parametrize(("there", "wrong"), [("33.00", False), ("32.40", True)])
def test_columns_add_up_above_a_row_of_rates(tmp_path, there, wrong):
    rows = (
        "用途 | 合计 | 市级 | 县级",
        "安排 | 60.00 | 25.00 | 35.00",
        f"到账 | 58.00 | 25.00 | {there}",
        "支付 | 54.00 | 24.00 | 30.00",
        "支付率 | 90.00% | 96.00% | 85.71%",
    )
    assert [f.code for f in reviewed(tmp_path / "a", *rows)] == ["sum.table"] * wrong


@pytest.mark.parametrize(("item", "whole", "wrong"), [("208.60", "413.60", 0), ("218.60", "423.60", 1)])
def test_one_slip_in_two_columns_of_an_account(tmp_path, item, whole, wrong):
    rows = (
        "科目编码 | 科目名称 | 支出合计 | 基本支出 | 项目支出",
        f"21301 | 农业农村 | {whole} | 205.00 | {item}",
        "2130101 | 行政运行 | 205.00 | 205.00 | 0.00",
        "2130106 | 科技推广 | 120.30 | 0.00 | 120.30",
        "2130199 | 其他支出 | 88.30 | 0.00 | 88.30",
    )
    assert len(reviewed(tmp_path / "a", *rows)) == wrong


def test_a_blank_is_not_zero_and_rates_are_no_parts(tmp_path):
    rows = (
        "来源 | 预算 | 支付 | 支付率",
        "合计 | 90.30 | 80.20 | 88.82%",
        "省 | 50.20 |  | —",
        "县 | 40.10 | 40.10 | 100%",
    )
    assert not reviewed(tmp_path / "a", *rows, kind="project")


def test_points_of_a_part_are_held_against_its_subtotal(tmp_path):
    rows = [
        "内容 | 满分值 | 扣减 | 得到",
        "甲 | 10 | 0.5 | 9.5",
        "乙 | 15 | 2 | 13",
        "丙 | 5 | 1 | 4",
        "小计 | 30 | 3.5 | 26.5",
    ]
    assert not reviewed(tmp_path / "a", *rows, kind="project", unit="")
    rows[2] = "乙 | 15 | 2 | 14"
    assert {f.code for f in reviewed(tmp_path / "b", *rows, kind="project", unit="")} == {"sum.table"}


def test_a_sentence_in_a_cell_is_read_like_any_other(tmp_path):
    cell = "渠系 | 全年清淤干渠、支渠共计18.40公里，由干渠6.20公里、支渠11.20公里组成。"
    (found,) = reviewed(tmp_path / "a", "事项 | 进展", cell, kind="project")
    assert found.code == "sum.text_list" and found.places[0].section == "表3第2行第2列"
    told = "渠系全年清淤干渠、支渠共计18.40公里，由干渠6.20公里、支渠12.20公里组成。"
    assert not reviewed(tmp_path / "b", "事项 | 进展", f"渠系 | {told}", kind="project", text=told)


def test_merged_cells_label_all_of_their_rows():
    table = PrintedTable(place="表1", rows=("类别 | 名称 | 数", "产出 | 甲 | 5", "^ | 乙 | 1,234.50"))
    grid = grid_of(table)
    assert grid.text(2, 0) == "产出" and grid.label(2, 2) == "乙" and grid.head(2, 2) == "数"
    assert grid.entries[2, 2].value * 2 == 2469


PRICES = (
    "采购内容 | 数量 | 单价（元） | 金额（元）",
    "水泵 | 12 | 1,450.00 | 17,400.00",
    "阀门 | 40 | 260.00 | 10,400.00",
)


def test_prices_are_amounts_by_numbers(tmp_path):
    assert not reviewed(tmp_path / "a", *PRICES, "电缆 | 25 | 96.00 | 2,400.00", kind="project")
    (found,) = reviewed(tmp_path / "b", *PRICES, "电缆 | 25 | 69.00 | 2,400.00", kind="project")
    assert found.code == "sum.by_head" and "1725" in found.message.zh
    rounded = (
        "村 | 户数 | 补助 | 户均补助",
        "东村 | 7 | 5,000 | 714",
        "西村 | 9 | 6,200 | 689",
        "南村 | 3 | 2,000 | 667",
    )
    assert not reviewed(tmp_path / "c", *rounded, kind="project")


DEVIATIONS = (
    "指标 | 年度指标值 | 完成值 | 偏差率",
    "巡查次数 | ≥200次 | 210次 | 5.00%",
    "整治点位 | ≥40处 | 38处 | -5.00%",
    "办理时限 | ≤8天 | 6天 | -25.00%",
)


def test_deviations_of_results_from_targets(tmp_path):
    assert not reviewed(tmp_path / "a", *DEVIATIONS, "处置率 | ≥90% | 99% | 10.00%", kind="project")
    (found,) = reviewed(tmp_path / "b", *DEVIATIONS, "处置率 | ≥90% | 99% | 9.00%", kind="project")
    assert found.code == "rate.table" and "10.00%" in found.message.zh


def test_shares_of_the_total(tmp_path):
    rows = (
        "用途 | 金额 | 占比",
        "材料 | 60.00 | 30.00%",
        "人工 | 90.00 | 45.00%",
        "运输 | 50.00 | {}",
        "合计 | 200.00 | 100.00%",
    )
    right, wrong = ([row.format(share) for row in rows] for share in ("25.00%", "52.00%"))
    assert not reviewed(tmp_path / "a", *right, kind="project")
    assert [f.code for f in reviewed(tmp_path / "b", *wrong, kind="project")] == ["rate.table"]


def test_points_by_weights_and_factors(tmp_path):
    head = "指标 | 权重 | 得分系数（%） | 指标得分"
    rows = (head, "甲 | 20 | 100 | 20", "乙 | 20 | 90 | 18", "丙 | 15 | 98 | 14.7", "丁 | 10 | 80 | 8")
    assert not reviewed(tmp_path / "a", *rows, "戊 | 5 | 100 | 5", kind="project")
    assert [f.code for f in reviewed(tmp_path / "b", *rows, "戊 | 5 | 100 | 4", kind="project")] == [
        "rate.table"
    ]


def test_of_a_limit_less_may_be_reached(tmp_path):
    head = "指标 | 性质 | 指标值 | 完成值 | 得分系数（%）"
    rows = (head, "甲 | ≥ | 50 | 45 | 90", "乙 | ≥ | 20 | 16 | 80", "丙 | ≥ | 40 | 38 | 95")
    assert not reviewed(tmp_path / "a", *rows, "丁 | ≤ | 6 | 5 | 100", kind="project")
    assert [f.code for f in reviewed(tmp_path / "b", *rows, "丁 | ≥ | 6 | 5 | 100", kind="project")] == [
        "rate.table"
    ]


def test_a_row_of_parts_and_their_sum(tmp_path):
    head = "用途 | 购书 | 活动 | 维护 | 合计"
    assert not reviewed(tmp_path / "a", head, "金额 | 52.00 | 31.00 | 17.00 | 100.00", kind="project")
    (found,) = reviewed(tmp_path / "b", head, "金额 | 52.00 | 31.00 | 17.00 | 102.00", kind="project")
    assert found.code == "sum.table"
    part = "用途 | 购书 | 活动 | 合计 | 上年"
    assert not reviewed(tmp_path / "c", part, "金额 | 52.00 | 31.00 | 85.00 | 80.00", kind="project")


def test_what_was_added_within_the_year_is_part_of_the_budget(tmp_path):
    head = "项目 | 年初预算 | 年中追加 | 本年支出 | 年末结余"
    rows = (head, "造林 | 300.00 | 20.00 | 310.00 | 10.00", "防火 | 150.00 | 32.00 | 175.60 | {}")
    right, wrong = ([row.format(left) for row in rows] for left in ("6.40", "4.60"))
    assert not reviewed(tmp_path / "a", *right, kind="project")
    assert [f.code for f in reviewed(tmp_path / "b", *wrong, kind="project")] == ["difference.table"]


def test_quarters_make_a_year(tmp_path):
    head = "季度 | 第一季度 | 第二季度 | 第三季度 | 第四季度 | 全年"
    (found,) = reviewed(tmp_path / "a", head, "发放额 | 41.30 | 42.10 | 41.80 | 43.20 | 167.40")
    assert (found.code, found.difference) == ("sum.table", "1万元")
    assert not reviewed(tmp_path / "b", head, "发放额 | 41.30 | 42.10 | 41.80 | 43.20 | 168.40")
    other = head.replace("第四季度", "补发")
    assert not reviewed(tmp_path / "c", other, "发放额 | 41.30 | 42.10 | 41.80 | 43.20 | 167.40")


@pytest.mark.parametrize(
    ("head", "text", "wrong"),
    [
        ("完成情况", "全年新修步道14.2公里。", True),
        ("完成情况", "全年新修步道12.4公里。", False),
        ("完成情况", "全年新修绿道14.2公里。", False),
        ("完成情况", "其中新修步道14.2公里。全年新修步道12.4公里。", False),
        ("计划内容", "全年新修步道14.2公里。", False),
    ],
)
def test_a_count_within_the_words_of_a_cell(tmp_path, head, text, wrong):
    rows = (f"项目 | 金额 | {head}", "步道提升 | 310.20 | 新修步道12.4公里", "照明改造 | 95.60 | 路灯维护")
    found = reviewed(tmp_path / "a", *rows, kind="department", text=text)
    assert ("restated.table" in {f.code for f in found}) is wrong
