"""The list of filings in front of them: its row is a second statement of a filing's own figures."""

from __future__ import annotations

from perfkit.intake.blocks import grid
from perfkit.intake.family import national_lexicon
from perfkit.intake.money_rows import Money
from perfkit.intake.summary_list import add_listed, row_of

LIST = [
    ["序号", "项目名称", "全年预算数（万元）", "全年执行数", "自评得分", "等级"],
    ["1", "桥梁养护", "120.00", "118.20", "96.5", "优"],
    ["2", "路灯更换", "80.00", "80.00", "97", "优"],
    ["3", "路灯更换", "40.00", "38.00", "95", "优"],
]


def listed(name: str) -> Money:
    money = Money()
    add_listed(money, row_of([grid(LIST)], name), national_lexicon())
    return money


def test_the_points_and_the_money_with_a_unit_are_stated_again():
    money = listed("桥梁养护")
    assert [(name, s["value"], s["unit"]) for name, s, _ in money.figures] == [("自评得分", "96.5", "分")]
    assert [(one.fact, one.statement["value"], one.statement["unit"]) for one in money.facts] == [
        ("budget_total", "120.00", "万元")
    ]


def test_two_rows_of_one_name_belong_to_nobody():
    assert row_of([grid(LIST)], "路灯更换") == []


def test_a_name_that_the_list_lacks_has_no_row():
    assert listed("桥梁").figures == []
