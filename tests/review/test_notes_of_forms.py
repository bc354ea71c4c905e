"""What a form's own notes say of points, grades, marks and days, and sums that people wrote out; each fault
with a near miss beside it."""

from __future__ import annotations

import pytest
from small_filings import figure, money, target

from perfkit.review import DOUBT, ERROR

BANDS = "定性指标达成的得分值的100%—80%（含），部分达成的得80%—60%（含），未达成的得60%以下。"


@pytest.mark.parametrize(
    ("actual", "own", "wrong"),
    [("部分达成", "9", True), ("部分达成", "8", False), ("达成", "10", False), ("未达成", "7", True)],
)
def test_points_beyond_the_band_of_a_result(codes, actual, own, wrong):
    row = target(name="台账管理", expected="规范", actual=actual, weight="10", self_score=own)
    assert codes(row, text=BANDS).get("points.band") == (ERROR if wrong else None)
    assert "points.band" not in codes(row, text="评分办法另行制定。")


CLAUSE = "按考核办法，当年发生较大及以上火灾事故的，等级不得评为优。"


@pytest.mark.parametrize(
    ("fact", "grade", "wrong"),
    [
        ("全镇发生较大火灾事故1起。", "优", True),
        ("全镇发生较大火灾事故1起。", "良", False),
        ("全镇发生一般火灾事故2起。", "优", False),
        ("全镇未发生火灾事故。", "优", False),
    ],
)
def test_a_grade_that_a_clause_rules_out(codes, fact, grade, wrong):
    assert ("points.vetoed" in codes(text=fact + CLAUSE, own={"grade": grade})) is wrong


def test_marks_are_as_many_as_the_note_says(codes):
    rows = ["指标 | 得分 | 是否重点指标", "甲 | 5 | 是", "乙 | 5 | 否", "丙 | 5 | 是"]
    printed = [{"place": "表1", "rows": rows}]
    assert codes(text="共3个指标，其中重点指标3个。", printed=printed)["figure.marks"] == DOUBT
    assert "figure.marks" not in codes(text="共3个指标，其中重点指标2个。", printed=printed)


def test_a_missed_row_is_not_done(codes):
    head = "绩效目标 | 年度目标值 | 实际完成值 | 是否完成"
    missed, met = "路灯完好率 | ≥98% | 96.4% | {}", "新装路灯 | ≥60盏 | 66盏 | 已完成"
    printed = [{"place": "表1", "rows": [head, missed.format("已完成"), met]}]
    assert codes(printed=printed)["claim.row_met"] == DOUBT
    for said in ("未完成，灯具到货迟", "基本完成", ""):
        assert "claim.row_met" not in codes(
            printed=[{"place": "表1", "rows": [head, missed.format(said), met]}]
        )


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("得分为20×92.50%=18.6分。", ERROR),
        ("完成率4312÷4400=97.10%。", ERROR),
        ("（52.00-40.00）÷40.00=32.00%。", ERROR),
        ("补助36户×1500元=5.4万元。", None),
        ("补助36户×1500元=4.5万元。", DOUBT),
        ("完成率4312÷4400=98.00%，得分10×98%=9.8分。", None),
        ("完成率2÷3=66.6%。", None),
        ("满分10-0.5×2=9分。", None),
        ("巡护得分=(57÷60)×20=18分。", ERROR),
        ("巡护得分=(57÷60)×20=19分。", None),
        ("完成率=57÷60=95%×20=19分。", None),
        ("完成率=57÷60=95%×20=18分。", ERROR),
        ("得分=20×95=19分。", None),
        ("57场÷60场≈96%。", ERROR),
        ("完成率4312÷4400×100%=98%。", None),
    ],
)
def test_a_sum_that_is_written_out(codes, text, severity):
    assert codes(text=text).get("sum.written_out") == severity


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全部工程于2023年11月18日竣工。", True),
        ("全部工程于2023年10月26日竣工。", False),
        ("合同约定工程于2023年11月18日竣工。", False),
        ("其中一标段于2023年11月18日竣工。", False),
    ],
)
def test_one_step_has_one_day(codes, text, wrong):
    row = target(name="工程竣工时间", expected="2023年12月底前", actual="2023年10月26日")
    assert ("restated.day" in codes(row, text=text)) is wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("年初公务用车30辆，年内报废4辆、购置2辆，年末保有量29辆。", "difference.text"),
        ("支出812.00万元。2022年支出640.00万元，两年累计支出1425.00万元。", "difference.text"),
        ("因公出国（境）费预算3.00万元，未支出；组织因公出国（境）团组2个、5人次。", "claim.none_said"),
        ("接待60批次，人均168元，按规定每人次不超过150元。", "claim.not_reached"),
        (
            "本年支出900.00万元，其中项目支出300.00万元。基本支出600.00万元。基本支出中，人员经费480.00万元，公用经费130.00万元。",
            "sum.text_parts",
        ),
        ("走访120户，建档服务进户105户，普及率85.70%。", "rate.text"),
        ("2023年度“三公”经费决算50.00万元。公务接待费9.00万元，占“三公”经费的28.00%。", "rate.text_share"),
        ("市级300.00万元、区级450.00万元。区级安排的405.00万元已到位。", "restated.slip"),
    ],
)
def test_figures_of_a_text_that_do_not_agree(codes, text, code):
    assert code in codes(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "年初公务用车30辆，年内报废4辆、购置2辆，年末保有量28辆。",
        "支出812.00万元。2022年支出640.00万元，两年累计支出1452.00万元。",
        "因公出国（境）费预算3.00万元，未支出；参加因公出国（境）团组2个，费用由邀请方承担。",
        "接待60批次，人均138元，按规定每人次不超过150元。",
        "公务接待费9.00万元，按规定每人次不超过150元。",
        "基本支出600.00万元。基本支出中，人员经费480.00万元，公用经费120.00万元。",
        "走访120户，建档服务进户105户，满意率96.20%。",
        "2023年度“三公”经费决算50.00万元。公务接待费9.00万元，占“三公”经费的18.00%。",
        "市级300.00万元、区级450.00万元。区级支出405.00万元。",
    ],
)
def test_figures_of_a_text_that_agree_or_are_of_something_else(codes, text):
    assert not codes(text=text)


def test_people_are_counted_in_two_words(codes):
    row = target(name="培训护林员人数", expected="≥300人", actual="312人")
    goal = {"section": "总体目标", "expected": "培训护林员不少于{}名。", "actual": []}
    assert "restated.goal" in codes(row, overall_goal={**goal, "expected": "培训护林员不少于320名。"})
    assert "restated.goal" not in codes(row, overall_goal={**goal, "expected": "培训护林员不少于300名。"})


@pytest.mark.parametrize(("left", "wrong"), [("19.50", True), ("17.50", False), ("8.00", False)])
def test_what_is_left_in_the_words_of_a_note(codes, left, wrong):
    facts = {"budget_total": money("96.00"), "spent_total": money("78.50")}
    assert ("sum.balance" in codes(facts=facts, figures=[figure("年末结余", left)])) is wrong


def test_parts_whose_sum_a_target_has(codes):
    row = target(name="组织演练场次", expected="≥15场", actual="16场")
    said = "全年组织演练18场，其中桌面推演9场、实战演练7场。"
    assert codes(row, text=said)["sum.text_parts"] == DOUBT
    assert "sum.text_parts" not in codes(target(name="排查隐患", expected="≥3处", actual="4处"), text=said)


def test_a_budget_that_was_raised_is_higher(codes):
    facts = {"budget_initial": money("620.00"), "budget_total": money("606.00")}
    assert "claim.figure" in codes(text="全年预算比年初调增14.00万元。", facts=facts)
    assert "claim.figure" not in codes(text="全年预算比年初调减14.00万元。", facts=facts)
    facts["budget_total"] = money("634.00")
    assert "claim.figure" not in codes(text="全年预算比年初调增14.00万元。", facts=facts)
