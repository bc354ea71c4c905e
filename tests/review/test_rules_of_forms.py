"""Rules that a form prints in its notes for all rows: points of targets, of states, of execution, and what
must be explained; each fault with a near miss beside it."""

from __future__ import annotations

import pytest
from small_filings import money, target

from perfkit.review import DOUBT, ERROR

IN_PROPORTION = (
    "注：定量指标完成值达到指标值的，记该指标所赋全部分值；未达到的，按照完成值与指标值的比例记分。"
)
OFFICIAL = (
    "填报说明：1.定量指标若为正向指标，则得分计算方法应用全年实际值（B）/年度指标值（A）×该指标分值；若定量指标为反向指标，"
    "则得分计算方法应用年度指标值（A）/全年实际值（B）×该指标分值。2.定性指标根据指标完成情况分为全部或基本达成预期指标、"
    "部分达成预期指标并具有一定效果、未达成预期指标且效果较差三档，分别按照该指标对应分值区间100-80%（含）、80-60%（含）、"
    "60-0%合理确定得分。"
)
BELOW_60 = "评分说明：未完成目标的按实际完成比例计分；完成率低于60%的不得分。"
BY_BANDS = "注：目标完成率80%（含）以上得满分，60%（含）至80%得一半分，60%以下不得分。"
STEPS = "备注：定量指标完成率每低5个百分点扣1分，扣完为止。"


@pytest.mark.parametrize(
    ("rule", "actual", "own", "severity"),
    [
        (IN_PROPORTION, "90人次", "9.5", ERROR),
        (IN_PROPORTION, "90人次", "9", ""),
        (IN_PROPORTION, "90人次", "8", DOUBT),
        (IN_PROPORTION, "110人次", "10", ""),
        (OFFICIAL, "90人次", "9.5", ERROR),
        (OFFICIAL, "90人次", "9", ""),
        (BELOW_60, "50人次", "5", ERROR),
        (BELOW_60, "90人次", "9", ""),
        (BY_BANDS, "84人次", "10", ""),
        (BY_BANDS, "72人次", "9", ERROR),
        (BY_BANDS, "72人次", "5", ""),
        (STEPS, "90人次", "8", ""),
        (STEPS, "90人次", "9.5", ERROR),
        ("注：完成率按实际值÷指标值计算，得分90分以上为优。", "90人次", "8", ""),
        ("注：完成情况良好的酌情按完成率得分。", "90人次", "8", ""),
    ],
)
def test_points_of_targets_by_the_rule_of_the_form(codes, rule, actual, own, severity):
    rows = [
        target(actual=actual, weight="10", self_score=own),
        target("宣传册", "≥3册", "3册", weight="10", self_score="10"),
        target("检查", "≥80次", "76次", weight="10", self_score="9.5", standard="按完成率得分"),
    ]
    assert codes(*rows, text=rule).get("score.standard", "") == severity


def test_full_points_that_the_rule_of_the_form_gives_are_no_fault(codes):
    row = target(actual="84人次", weight="10", self_score="10")
    assert codes(row).get("target.full_points") == ERROR
    assert not codes(row, text=BY_BANDS)


@pytest.mark.parametrize(
    ("expected", "actual", "own", "severity"),
    [("≥90%", "92.6%", "9.26", DOUBT), ("≥90%", "92.6%", "10", ""), ("≤120元", "132元", "9.5", ERROR)],
)
def test_rates_and_limits_by_the_rule_of_the_form(codes, expected, actual, own, severity):
    row = target("某项", expected, actual, weight="10", self_score=own, kind="quality")
    assert codes(row, text=IN_PROPORTION).get("score.standard", "") == severity


@pytest.mark.parametrize(
    ("actual", "own", "wrong"),
    [
        ("部分达成预期指标", "9", True),
        ("部分达成", "8", False),
        ("未达成", "7", True),
        ("基本达成", "9", False),
    ],
)
def test_ranges_that_follow_their_states(codes, actual, own, wrong):
    row = target(name="台账管理", expected="规范", actual=actual, weight="10", self_score=own)
    assert ("points.band" in codes(row, text=OFFICIAL)) is wrong


@pytest.mark.parametrize(
    ("rule", "own", "wrong"),
    [
        ("注：预算执行率得分=执行率×分值。", "10", True),
        ("注：预算执行率得分=执行率×分值。", "9.85", False),
        ("预算执行得分按10分乘以执行率计算。", "9.5", True),
        ("注：预算执行率95%（含）以上得满分，90%至95%得8分，90%以下不得分。", "10", False),
        ("注：预算执行率99%（含）以上得满分，90%至99%得8分，90%以下不得分。", "10", True),
        ("预算执行情况良好。", "10", False),
    ],
)
def test_points_for_execution_by_the_rule_of_the_form(codes, rule, own, wrong):
    form = {"kind": "project", "blocks": {"execution": {"max": "10", "score": own}}}
    facts = {"budget_total": money("200"), "spent_total": money("197")}
    rows = [target(weight="10", self_score="9.55", actual="95.5人次", reason="因故")]
    found = codes(*rows, text=rule, form=form, facts=facts)
    assert ("points.execution" in found) is wrong


@pytest.mark.parametrize("actual", ["部分建立", "正在修订", "尚未完成"])
def test_states_on_the_way_with_full_points(codes, actual):
    row = target(name="管护机制", expected="健全", actual=actual, weight="10", self_score="10")
    assert codes(row)["target.full_points"] == DOUBT
    under_way = target(name="系统状态", expected="正在运行", actual="正在运行", weight="10", self_score="10")
    assert "target.full_points" not in codes(under_way)


@pytest.mark.parametrize(
    ("expected", "actual", "severity"),
    [
        ("及时", "不及时", DOUBT),
        ("按期", "延期", DOUBT),
        ("全部发放", "尚有12户未发放", DOUBT),
        ("及时发放", "有两批次延迟发放", DOUBT),
        ("逐年提升", "较上年下降2%", DOUBT),
        ("降低", "上升", DOUBT),
        ("无", "1起", DOUBT),
        ("完成", "2024年3月完成", DOUBT),
        ("12月底前", "2024年1月15日", ERROR),
        ("上半年", "2023年8月完成", ERROR),
        ("上半年", "8月完成", ERROR),
        ("上半年", "2023年5月完成", ""),
        ("12月底前", "2023年12月15日", ""),
        ("完成", "2023年3月完成", ""),
        ("逐年提升", "提升2%", ""),
        ("无", "0起", ""),
        ("减少投诉", "下降", ""),
    ],
)
def test_what_was_late_or_went_the_other_way_with_full_points(codes, expected, actual, severity):
    row = target(name="任务事项", expected=expected, actual=actual, weight="10", self_score="10")
    assert codes(row).get("target.full_points", "") == severity


def test_a_word_on_results_far_above_their_targets(codes):
    note = "注：实际完成值超过指标值30%以上的，应在“偏差原因”栏中说明原因。"
    far = target(actual="150人次", weight="10", self_score="10")
    assert codes(far, text=note)["form.blank"] == DOUBT
    assert "form.blank" not in codes(far | {"reason": "需求增加"}, text=note)
    assert "form.blank" not in codes(far | {"actual": "120人次"}, text=note)
    assert "form.blank" not in codes(far, text="注：单位万元。")


def test_a_word_on_a_slow_execution(codes):
    note = "填表说明：预算执行率未达到90%的，须在“原因”栏说明。"
    rows = ["资金 | 预算数 | 执行数 | 执行率 | 原因", "总额 | 300.00 | {} | {} | "]
    slow, quick = (
        [{"place": "表1", "rows": [rows[0], rows[1].format(*one)]}]
        for one in (("264.00", "88.00%"), ("276.00", "92.00%"))
    )
    assert codes(text=note, printed=slow)["form.blank"] == DOUBT
    assert "form.blank" not in codes(text=note, printed=quick)


def test_a_grade_of_the_text_beside_that_of_the_form(codes):
    own = {"total": "97.79", "grade": "优"}
    assert codes(text="自评得分97.79分，等级为“良”。", own=own)["points.grade_text"] == DOUBT
    assert "points.grade_text" not in codes(text="自评得分97.79分，等级为“优”。", own=own)
    assert "points.grade_text" not in codes(text="上年自评结果：良好。", own=own)


def test_grades_beside_the_points_of_a_list(codes):
    rows = ["项目名称 | 自评得分 | 等级", "路灯更换 | 96.5 | 优", "道路养护 | 88.5 | {}"]

    def table(grade, *more):
        return codes(printed=[{"place": "表1", "rows": [*more, *(row.format(grade) for row in rows)]}])

    assert table("优秀") == {"points.grade_text": DOUBT}
    assert not table("良好")
    assert not table("")
