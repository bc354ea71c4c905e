"""All said to be in time beside what was late."""

from __future__ import annotations

import pytest
from small_filings import target

DUE = {"section": "总体目标", "expected": "修缮水闸4座，年底前全部完工。", "actual": []}
FORM = [{"place": "表1", "rows": ["项目名称 | 水闸修缮 | 起止时间 | 2023年3月—2023年9月"]}]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("东闸因连续降雨未能完工，顺延至2024年4月。", True),
        ("东闸经监理批准延期，顺延至2024年4月完工。", False),
        ("维修基金顺延至2024年4月拨付。", False),
        ("东闸于2024年2月才完工。", True),
        ("东闸于2023年12月完工。", False),
        ("东闸计划于2024年2月完工。", False),
    ],
)
def test_works_all_in_time_but_one(codes, text, wrong):
    row = target("水闸修缮按期完工率", "100%", "100%", kind="timeliness")
    assert ("claim.all_told" in codes(row, text=text, overall_goal=DUE)) is wrong
    assert "claim.all_told" not in codes(
        target("水闸修缮按期完工率", "100%", "75%"), text=text, overall_goal=DUE
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("西闸于10月下旬完工。", True), ("西闸于9月下旬完工。", False), ("上年西闸于10月完工。", False)],
)
def test_works_that_end_after_the_term_of_the_form(codes, text, wrong):
    row = target("水闸修缮按期完工率", "100%", "100%", kind="timeliness")
    assert ("claim.all_told" in codes(row, text=text, printed=FORM)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("8月份护理津贴因换卡于10月9日补发。", True),
        ("8月份护理津贴于8月20日发放。", False),
        ("8月份取暖补助因换卡于10月9日补发。", False),
    ],
)
def test_a_month_that_was_paid_later(codes, text, wrong):
    row = target("护理津贴按月发放及时率", "100%", "100%", kind="timeliness")
    assert ("claim.all_told" in codes(row, text=text, form={"kind": "department"})) is wrong
