"""Rates and products of sentences against the figures that their words make them of."""

from __future__ import annotations

import pytest
from small_filings import target


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        (
            "计划补种行道树1500株，实际补种1650株，超额完成12%。",
            "计划补种行道树1500株，实际补种1650株，超额完成10%。",
            "rate.text",
        ),
        (
            "计划补种行道树1500株，实际补种1650株，比计划增加12%。",
            "计划补种行道树1500株，实际补种1650株，超额完成任务110%。",
            "rate.text",
        ),
        (
            "招标控制价82.00万元，中标价76.26万元，资金节约率9%。",
            "招标控制价82.00万元，中标价76.26万元，资金节约率7%。",
            "rate.text",
        ),
        (
            "招标控制价82.00万元，中标价76.26万元，资金节约率9%。",
            "招标控制价82.00万元，中标价76.26万元，下浮率7.53%。",
            "rate.text",
        ),
        (
            "抽检样品640批次，检出不合格16批次，抽检合格率98.5%。",
            "抽检样品640批次，检出不合格16批次，抽检合格率97.5%。",
            "rate.text",
        ),
        (
            "抽检样品640批次，检出不合格16批次，抽检合格率98.5%。",
            "抽检样品640批次，检出不合格16批次，整改后合格率98.5%。",
            "rate.text",
        ),
        (
            "监测站应运行4380小时，累计停机43.8小时，设备可用率99.9%。",
            "监测站应运行4380小时，累计停机43.8小时，设备可用率99%。",
            "rate.text",
        ),
        (
            "护林员补助按每人900元的标准，462人共45.18万元。",
            "护林员补助按每人900元的标准，462人共41.58万元。",
            "sum.text_product",
        ),
        (
            "合同总价64.00万元，按约定预留5%即4.20万元作为质保金。",
            "合同总价64.00万元，按约定预留5%即3.20万元作为质保金。",
            "sum.text_product",
        ),
        (
            "年初预算260.00万元，年中区财政统一压减24.50万元，调整后245.50万元。",
            "年初预算260.00万元，年中区财政统一压减24.50万元，调整后235.50万元。",
            "difference.text",
        ),
        (
            "棉被年初库存900床，当年购入600床，当年向受灾乡镇发放420床，年末库存1180床。",
            "棉被年初库存900床，当年购入600床，当年向受灾乡镇发放420床，年末库存1080床。",
            "difference.text",
        ),
    ],
)
def test_what_words_make_of_two_figures(codes, wrong, right, code):
    assert code in codes(text=wrong)
    assert code not in codes(text=right)


def test_a_price_per_piece_is_no_budget_that_was_left(codes):
    cost = {"kind": "cost", "block": "cost"}
    assert "target.cost_not_spent" not in codes(target("单场演出平均支出", "≤0.3万元", "0.21万元", **cost))
    assert "target.cost_not_spent" in codes(target("演出支出", "≤30万元", "21万元", **cost))


@pytest.mark.parametrize(
    ("said", "wrong"), [("累计支出78.00万元，执行率97.50%。", False), ("执行率97.50%。", True)]
)
def test_a_rate_that_the_text_makes_of_another_amount(codes, said, wrong):
    facts = {
        "budget_total": [{"value": "80", "unit": "万元", "section": "表1"}],
        "spent_total": [{"value": "76", "unit": "万元", "section": "表1"}],
    }
    assert (
        "restated.target" in codes(target("预算执行率", "100%", "97.50%"), text=said, facts=facts)
    ) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("4月12日进场开工，施工合同于5月20日签订。", True),
        ("升级包于9月28日完成部署，9月10日通过专家组终验。", True),
        ("4月12日进场开工，监理合同于5月20日签订。", False),
        ("施工合同于3月20日签订，4月12日进场开工。", False),
        ("一期于9月28日完工，二期于9月10日通过验收。", False),
        ("升级包于9月10日通过初验，9月28日完成部署。", False),
    ],
)
def test_steps_of_one_work_come_in_their_order(codes, text, wrong):
    assert ("text.date_order" in codes(text=text)) is wrong


@pytest.mark.parametrize(
    ("note", "own", "wrong"),
    [
        ("预算执行率得分＝执行率×该指标分值，保留两位小数。", "10", True),
        ("预算执行率得分＝执行率×该指标分值，保留两位小数。", "9.65", False),
        ("预算执行率得分＝执行率×该指标分值。", "10", False),
        ("预算执行率达到95%的得满分。", "10", False),
    ],
)
def test_points_for_execution_by_the_rule_that_the_form_tells(codes, note, own, wrong):
    facts = {
        "budget_total": [{"value": "80", "unit": "万元", "section": "表1"}],
        "spent_total": [{"value": "77.2", "unit": "万元", "section": "表1"}],
    }
    form = {"kind": "project", "blocks": {"execution": {"max": "10", "score": own}}}
    assert ("points.execution" in codes(text=note, facts=facts, form=form)) is wrong
