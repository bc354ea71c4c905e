"""Numbers told twice: a plan, a change within the year or a rounding is no contradiction, a slip is."""

from __future__ import annotations

import pytest
from small_filings import target


def told(name, *sides, unit):
    stated = [
        {"value": v, "unit": unit, "section": "三", "quote": quote, "unconfirmed": True} for v, quote in sides
    ]
    return {"id": f"figure-{name}", "name": name, "kind": "count", "statements": stated}


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("2023年计划新铺步道18公里。全年维修岗亭24处，占计划的96%；新铺步道19.2公里。", False),
        ("2023年按计划新铺步道18公里。全年共新铺步道19.2公里。", True),
        ("新铺步道18公里。年中里程由18公里调整为19.2公里。全年新铺步道19.2公里。", False),
        ("新铺步道18公里。年中里程由15公里调整为19.2公里。全年新铺步道19.2公里。", True),
    ],
)
def test_a_plan_or_a_number_before_a_change_is_another_one(codes, text, differs):
    figure = told("新铺步道", ("18", "新铺步道18公里"), ("19.2", "新铺步道19.2公里"), unit="公里")
    assert ("restated.differs" in codes(text=text, figures=[figure])) is differs


@pytest.mark.parametrize(("changed", "differs"), [("-120,000", False), ("-90,000", True)])
def test_a_budget_before_an_adjustment_is_another_one(codes, changed, differs):
    budget = [
        {"value": "4100000", "unit": "元", "section": "表1第1行第2列", "quote": "当年预算数4100000元"},
        {"value": "3980000", "unit": "元", "section": "表1第2行第2列", "quote": "调整后预算数3980000元"},
    ]
    rows = [
        f"当年预算数（元） | 4,100,000 | 预算调整数（元） | {changed}",
        "调整后预算数（元） | 3,980,000 | 等级 | 良",
    ]
    facts = {"budget_total": [{**one, "unconfirmed": True} for one in budget]}
    found = codes(facts=facts, printed=[{"place": "表1", "rows": rows}])
    assert ("restated.differs" in found) is differs


@pytest.mark.parametrize(("old", "wrong"), [("45", False), ("44", True)])
def test_a_goal_that_was_changed_in_the_year(codes, old, wrong):
    goal = f"改造老旧路口45处。因两处道路封闭，改造数由{old}处调整为43处。"
    row = target("改造老旧路口", "≥43处", "43处")
    found = codes(row, overall_goal={"section": "总体目标", "expected": goal, "actual": []})
    assert ("restated.goal" in found) is wrong


@pytest.mark.parametrize(
    ("row", "text", "code"),
    [
        (("建设优质茶园面积", "≥1.3万亩", "1.3万亩"), "建成优质茶园1.03万亩。", "restated.short"),
        (("辖区噪声投诉下降率", "≥20%", "21.6%"), "辖区噪声投诉下降26.1%。", "restated.goal"),
    ],
)
def test_results_told_in_another_scale_or_without_the_word_rate(codes, row, text, code):
    assert code in codes(target(*row), text=text)
    assert code not in codes(target(*row), text=text.replace("1.03", "1.3").replace("26.1", "21.6"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("渠道台账管护率91%。", True),
        ("渠道管护率91%。", True),
        ("渠道管护率94%。", False),
        ("渠道管护率90%。", False),  # the target's own value
        ("上半年渠道管护率91%。", False),
        ("目标为渠道管护率不低于91%。", False),
        ("林木管护率91%。", False),
    ],
)
def test_a_rate_under_a_shorter_name(codes, text, wrong):
    row = target("渠道设施台账管护率", "≥90%", "94%")
    assert codes(row, text=text) == ({"restated.short": "doubt"} if wrong else {})


@pytest.mark.parametrize(
    ("said", "wrong"), [("9.63", True), ("9.36", False), ("10.80", False), ("计划10.00", False)]
)
def test_an_item_of_the_text_under_the_name_of_its_row(codes, said, wrong):
    def of(value, column, at):
        quote = f"公务用车运行维护费·{column} {value}"
        return [{"value": value, "unit": "元", "section": f"表2第4行第{at}列", "quote": quote}]

    facts = {
        "vehicle_running_budget": of("108000.00", "年初预算数", 2),
        "vehicle_running_spent": of("93600.00", "决算数", 3),
    }
    found = codes(
        text=f"公务用车运行维护费{said}万元，车辆保有量3辆。", facts=facts, form={"kind": "accounts"}
    )
    assert ("restated.text" in found) is wrong


@pytest.mark.parametrize("read", [True, False])
def test_an_amount_that_is_another_fact_is_not_held_against_the_whole_budget(codes, read):
    whole = {"value": "2314.80", "unit": "万元", "section": "表1第2行第3列", "quote": "全年预算·合计 2314.80"}
    part = {"value": "18.00", "unit": "万元", "section": "三", "quote": "全年预算18.00万元"}
    facts = {"budget_total": [whole]} | ({"three_public_budget": [part]} if read else {})
    found = codes(text="全年预算18.00万元，支出15.20万元。", facts=facts)
    assert ("restated.text" in found) is not read


@pytest.mark.parametrize(
    ("said", "differs"), [("新铺步道18公里", False), ("完成绿化3处，新铺步道18公里", True)]
)
def test_what_a_chapter_of_goals_tells_is_planned(codes, said, differs):
    text = (
        [{"section": "二", "text": f"美化岸线，{said}。"}],
        [{"section": "三", "text": "全年新铺步道19.2公里。"}],
    )
    sides = ("18", said), ("19.2", "全年新铺步道19.2公里")
    figure = told("新铺步道", *sides, unit="公里")
    figure["statements"][0]["section"] = "二"
    found = codes(figures=[figure], narrative={"goals": text[0], "results": text[1]})
    assert ("restated.differs" in found) is differs
