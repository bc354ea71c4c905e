"""Numbers that dates, lists and counts beside them decide; each fault with near misses beside it."""

from __future__ import annotations

import pytest
from small_filings import target


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("自2023年4月1日进场至2023年7月31日撤场，历时6个月。", "figure.span"),
        ("自2023年4月1日进场至2023年7月31日撤场，历时4个月。", ""),
        ("2023年6月5日至6月9日公示，公示期7天。", "figure.span"),
        ("2023年6月5日至6月9日公示，公示期5个工作日。", ""),
        ("3个站点得分分别为96分、93分、90分，平均得分94分。", "rate.list_mean"),
        ("3个站点得分分别为96分、93分、90分，平均得分93分。", ""),
        ("3个站点得分分别为96分、93分、90分，比上年平均高2分。", ""),
        ("公务接待24批次、18人次。", "figure.batches"),
        ("公务接待24批次、180人次。", ""),
        ("站点编制20名，总站编制15名，共核定编制36名。", "sum.text_list"),
        ("站点编制20名，总站编制15名，共核定编制35名。", ""),
        ("按每户2000元标准补助46户，共发放10.2万元。", "sum.text_product"),
        ("按每户2000元标准补助46户，共发放9.2万元。", ""),
        ("培训46人，人均培训费2000元，共支出10.2万元。", "sum.text_product"),
        ("应收租金86万元，实收80万元，尚欠8万元。", "difference.text"),
        ("应收租金86万元，实收80万元，尚欠6万元。", ""),
        ("住户满意率88%，达到90%的目标值。", "claim.not_reached"),
        ("住户满意率92%，达到90%的目标值。", ""),
        ("12个站点均按期完工。其中北站因用地推迟至2024年3月完工。", "claim.all_told"),
        ("12个站点均按期完工。津贴因系统升级推迟至次月发放。", ""),
        ("本年度未实施政府采购。政府采购支出总额30万元。", "claim.none_said"),
    ],
)
def test_what_stands_beside_a_number(codes, text, code):
    found = codes(text=text)
    assert code in found if code else not found


def test_vehicles_of_two_chapters(codes):
    kept = {"other": [{"section": "六", "text": "公务用车保有量6辆。"}, {"section": "八", "text": "{}"}]}
    for said, wrong in (
        ("年末单位实有公务用车8辆。", True),
        ("年末单位共有车辆8辆。", False),
        ("其他用车8辆。", False),
    ):
        kept["other"][1]["text"] = said
        assert ("restated.count" in codes(narrative=kept)) is wrong


@pytest.mark.parametrize(("own", "wrong"), [("8", False), ("9", True), ("7", True)])
def test_points_that_the_reason_takes_off_in_part(codes, own, wrong):
    row = {"name": "巡查", "max": "10", "score": own, "reason": "少巡1次，扣2分"}
    assert ("points.deduction_not_made" in codes(own={"rows": [row]})) is wrong
    row["reason"] = "每少1次扣2分"
    assert "points.deduction_not_made" not in codes(own={"rows": [row]})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6个林场中5个建有瞭望塔，覆盖率93.33%。", "rate.text"),
        ("6个林场中5个建有瞭望塔，覆盖率83.33%。", ""),
        ("审批时限由15个工作日压缩至9个工作日，压缩50%。", "rate.text_change"),
        ("审批时限由15个工作日压缩至9个工作日，压缩40%。", ""),
        ("苗木成活率增长4.2%，完成增长5%的目标。", "claim.not_reached"),
        ("苗木成活率增长5.2%，完成增长5%的目标。", ""),
        ("培训人均每天380元，低于规定的每人每天360元标准。", "claim.not_reached"),
        ("培训人均每天340元，低于规定的每人每天360元标准。", ""),
    ],
)
def test_rates_and_limits_of_a_sentence(codes, text, code):
    found = codes(text=text)
    assert code in found if code else not found


@pytest.mark.parametrize(
    ("expected", "actual", "wrong"),
    [
        ("健全", "尚未建立", True),
        ("健全", "健全", False),
        ("不发生", "未发生", False),
        ("规范", "未超标准", False),
    ],
)
def test_full_points_for_a_state_that_was_not_reached(codes, expected, actual, wrong):
    row = target("管护制度", expected, actual, weight="10", self_score="10")
    assert ("target.full_points" in codes(row)) is wrong
