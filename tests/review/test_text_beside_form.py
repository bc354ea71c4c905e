"""What a text says beside a form: funds by level, further parts, goals, targets told in sentences."""

from __future__ import annotations

from small_filings import figure, money, target

from perfkit.review import DOUBT, ERROR


def test_funds_by_level_and_the_sum_of_the_table_that_a_sentence_announces(codes):
    table = [
        figure("中央财政资金全年执行数", "1842.50"),
        figure("各乡镇支出金额合计", "2400.00", number=1),
    ]
    for text in ("全年支付中央资金1,824.50万元。", "各单位共支出2,420.00万元，支出情况如下："):
        assert codes(text=text, figures=table) == {"restated.text": DOUBT}
    for text in (
        "全年支付中央资金1,842.50万元。",
        "中央资金预算1,850.00万元。",
        "各单位共支出2,420.00万元。",
        "全年支付省级资金1,824.50万元。",
    ):
        assert not codes(text=text, figures=table)


def test_a_further_part_in_the_same_table_makes_the_sum(codes):
    facts = {
        "budget_total": money("49200", section="表1第9行第5列"),
        "basic_budget": money("9200", section="表1第6行第5列"),
        "project_budget": money("38600", section="表1第7行第5列"),
    }
    further = figure("事业单位经营支出全年预算", "1400")
    for section, found in (("表1第8行第5列", {}), ("表2第8行第5列", {"sum.fact": ERROR})):
        further["statements"][0]["section"] = section
        assert codes(form={"kind": "department"}, facts=facts, figures=[further]) == found


def test_a_goal_and_a_change_are_no_value_of_the_year(codes):
    income = figure("理疗收入", "63.4")
    goal = {"section": "总体目标", "expected": "理疗收入达到60万元。", "actual": []}
    kind = {"block": "benefit", "kind": "economic"}
    changed = target(name="理疗收入", expected="比上年增收18万元", actual="增收21.4万元", **kind)
    assert not codes(changed, figures=[income], overall_goal=goal)
    reached = target(name="理疗收入", expected="≥60万元", actual="61.4万元", **kind)
    assert "restated.target" in codes(reached, figures=[income])


def test_the_sentence_that_states_a_target_is_not_held_against_it(codes):
    late = target(name="项目按期完工率", expected="≥95%", actual="93.55%", kind="timeliness", reason="汛期")
    fitted = target(name="辅具适配件数", expected="≥150件", actual="158件")
    text = "项目按期完工率≥95%，实际93.55%；辅具适配件数，目标≥150件，实际158件（158件中154件一次合格）。"
    assert not codes(late, fitted, text=text).keys() & {"restated.goal", "restated.short", "claim.late"}
    assert "claim.late" in codes(late, text="全部项目按期完工。")


def test_the_most_points_of_parts_are_no_parts_of_the_total(codes):
    text = "预算执行9.70分（满分10分）、产出指标48分（满分50分）、效益指标38.50分（满分40分），合计{}分。"
    assert not codes(text=text.format("96.20"))
    assert codes(text=text.format("97.20"))


def test_what_each_part_may_have_is_no_total_of_what_stands_behind_it(codes):
    text = "产出指标每项10分，其中开放天数按完成率得9.5分，产出指标共得39.5分。"
    assert "sum.text_parts" not in codes(text=text)
