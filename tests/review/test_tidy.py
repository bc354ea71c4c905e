"""What names nothing is not reviewed: marks of the template, labels of the form, rates of nobody knows
what."""

from __future__ import annotations

import pytest
from small_filings import target


@pytest.mark.parametrize("name", ["……", "分值", "—"])
def test_a_name_that_is_none_carries_no_finding(codes, name):
    assert not codes(target(name, "", ""), target(name, "", ""), target("培训人次", "≥10人次", "12人次"))
    named = codes(target("道路养护里程", "", ""), target("培训人次", "≥10人次", "12人次"))
    assert "target.no_value" in named


def test_two_rates_that_do_not_say_of_what_are_not_held_against_each_other(codes):
    rates = {"id": "r", "name": "完成率", "kind": "rate"}
    stated = [{"value": v, "unit": "%", "section": "二"} for v in ("103.33", "100")]
    assert not codes(figures=[{**rates, "statements": stated}])
    assert "restated.differs" in codes(figures=[{**rates, "name": "危桥改造完成率", "statements": stated}])


def test_the_investment_of_a_project_is_not_the_budget_of_its_year(codes):
    def budget(quote):
        return {
            "budget_total": [
                {"value": "860", "unit": "万元", "section": "一", "quote": quote},
                {"value": "500", "unit": "万元", "section": "二", "quote": "全年预算数500万元"},
            ]
        }

    assert not codes(facts=budget("项目总投资860万元"))
    assert "restated.differs" in codes(facts=budget("全年预算数860万元"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("组织对26个项目开展绩效自评，其中评价等级为优的20个、良的5个、合格的2个", True),
        ("组织对27个项目开展绩效自评，其中评价等级为优的20个、良的5个、合格的2个", False),
        ("组织对26个项目开展绩效自评，其中评价等级为优的20个、良的5个", False),
        ("自评项目30个。其中，优20个，良5个，中3个，差1个", True),
        ("自评项目29个。其中，优20个，良5个，中3个，差1个", False),
    ],
)
def test_projects_by_grade(codes, text, wrong):
    assert ("sum.grades" in codes(text=text)) == wrong


@pytest.mark.parametrize("text", ["部门整体支出绩效得分92.60分", "综上，项目综合得分92.60分"])
def test_a_total_of_the_text_in_other_words(codes, text):
    assert "sum.points_text" in codes(text=text, own={"total": "96.20", "section": "五"})
    assert not codes(text=text, own={"total": "92.60", "section": "五"})


def test_what_is_said_to_be_done_all_is_the_result(codes):
    row = target("水库除险加固座数", "6座", "5座", reason="汛期停工")
    assert "restated.goal" in codes(row, text="水库除险加固任务6座已全部完工并通过验收")
    assert "restated.goal" not in codes(row, text="水库除险加固计划6座，完成5座")


def test_a_plan_can_be_more_than_fulfilled(codes):
    def rate(name):
        stated = [{"value": "103.33", "unit": "%", "section": "二"}]
        return [{"id": "r", "name": name, "kind": "rate", "statements": stated}]

    assert not codes(figures=rate("农村公路建设任务完成率"))
    assert "rate.over_one" in codes(figures=rate("设备使用率"))


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [
        ("县级配套150万元", "县级配套105万元", "error"),
        ("县级配套150万元", "配套投入105万元", None),
    ],
)
def test_what_a_program_took_for_one_quantity(codes, first, second, severity):
    def said(quote, value):
        return {"value": value, "unit": "万元", "section": "二", "quote": quote, "unconfirmed": True}

    stated = [said(first, "150"), said(second, "105")]
    found = codes(figures=[{"id": "f", "name": "县级配套", "kind": "money", "statements": stated}])
    assert found.get("restated.differs") == severity


def read(value, section, quote, unit="万元"):
    return {"value": value, "unit": unit, "section": section, "quote": quote, "unconfirmed": True}


def test_items_of_one_list_are_several_things(codes):
    items = [read("1800", "五（二）1", "年初预算为1800万元"), read("1200", "五（二）2", "年初预算为1200万元")]
    assert not codes(facts={"budget_initial": items})
    apart = [read("1800", "二", "年初预算为1800万元"), read("1200", "五", "年初预算为1200万元")]
    assert "restated.differs" in codes(facts={"budget_initial": apart})


def test_what_a_department_says_of_one_project_is_not_the_department_s(codes):
    text = "本年支出5598.10万元。高标准农田建设项目绩效自评综述：全年预算数800.00万元，预算执行率97.50%"
    stated = {
        "budget_total": [read("800.00", "三", "全年预算数800.00万元")],
        "spent_total": [read("5598.10", "二", "本年支出5598.10万元")],
    }
    assert not codes(text=text, facts=stated, form={"kind": "accounts"})


def test_a_number_of_next_year_is_not_this_year_s(codes):
    def parks(quote):
        stated = [read("12", "一", "计划改造公厕12座", "座"), read("15", "六", quote, "座")]
        return [{"id": "f", "name": "计划改造公厕", "kind": "count", "statements": stated}]

    assert not codes(figures=parks("2024年计划改造公厕15座"))
    assert "restated.differs" in codes(figures=parks("计划改造公厕15座"))


def test_words_of_accounting_alone_name_no_figure(codes):
    def stated(name):
        values = [read("16", "一", f"{name}16万元"), read("19", "四", f"{name}19万元")]
        return [{"id": "f", "name": name, "kind": "money", "statements": values}]

    assert not codes(figures=stated("支出决算"))
    assert "restated.differs" in codes(figures=stated("会议费支出决算"))
