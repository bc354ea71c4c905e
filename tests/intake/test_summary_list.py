"""The list of filings in front of them: its row is a second statement of a filing's own figures."""

from __future__ import annotations

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.intake.blocks import grid
from perfkit.intake.draft import read_filings
from perfkit.intake.family import national_lexicon
from perfkit.intake.statements import Money
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


def test_chapters_of_a_text_with_a_total_each_are_filings(tmp_path):
    chapters = [
        ("一、图书角建设项目", "全年预算120万元，实际支出114万元。", "自评得分97.5分。"),
        ("二、下乡演出项目", "全年预算80万元，实际支出72万元。", "自评得分93分。"),
    ]
    lines = ["临河区文化局2023年度项目支出绩效自评报告", *(line for chapter in chapters for line in chapter)]
    path = tmp_path / "two.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [draft.submission for draft in read_filings(path)]
    assert [one["project"]["name"] for one in found] == ["图书角建设项目", "下乡演出项目"]
    assert [one["self_evaluation"]["total"] for one in found] == ["97.5", "93"]
    assert [one["facts"]["spent_total"][0]["value"] for one in found] == ["114", "72"]


def test_a_report_on_a_filing_is_none(tmp_path):
    path = tmp_path / "review.txt"
    path.write_text(
        "临河区文化局\n2023 年度部门整体绩效自评核查报告\n一、结论\n自评得分90分。", encoding="utf-8"
    )
    with pytest.raises(SubmissionError, match="核查报告"):
        read_filings(path)
