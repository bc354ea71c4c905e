"""Figures that a text follows: stocks through the year, rates named for what was counted, prices of each,
what is taken off in all, names after a count; each fault with what only looks like it."""

from __future__ import annotations

import pytest
from small_filings import filing

from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing


@pytest.fixture
def codes(tmp_path):
    """The codes above a note that the review gives for a text."""

    def found(text):
        department, _ = load_filing(filing(tmp_path / "filing", text=text))
        return {one.code for one in review(department.evaluate()) if one.severity != NOTE}

    return found


PAIRS = [
    (
        "年初库存帐篷1260顶，当年购入340顶，支援两次洪涝灾害调出415顶，没有报废，年末盘点库存{}顶。",
        "1205",
        "1185",
        "difference.text",
    ),
    ("年初在编45人，年内招录3人、调入2人，退休4人，年末在编人员{}人。", "47", "46", "difference.text"),
    (
        "按压减要求，本项目预算由年初420.00万元调减30.00万元，至{}万元，全年未再调整。",
        "400.00",
        "390.00",
        "difference.text",
    ),
    ("转交104件提案全部办复，委员反馈满意91件、基本满意13件，满意率{}。", "85.7%", "87.5%", "rate.text"),
    ("计划安排资金348.00万元。全年到位资金330.50万元，资金到位率{}。", "96.97%", "94.97%", "rate.text"),
    ("聘用护林员45名，每人每月600元，12个月共兑付护林员工资{}万元。", "35.64", "32.40", "sum.text_product"),
    ("58所幸福院每所每年{}万元，按每所每月4800元、12个月核定。", "5.40", "5.76", "sum.text_product"),
    ("老年人中，六十岁组占40.00%，七十岁组占45.50%，八十岁组占{}。", "17.50%", "14.50%", "sum.text_shares"),
    ("内设{}个科室，分别是办公室、建设科、管理科、安全科，另设服务中心1个。", "5", "4", "figure.named_list"),
    (
        "自评得分94.6分，共扣{}分：执行率扣0.3分，公开扣3分，工单扣0.1分，满意度扣2分。",
        "6.4",
        "5.4",
        "points.text_deduction",
    ),
    ("综合自评得分94.6分，累计扣分{}分。", "6.4", "5.4", "points.text_deduction"),
    ("夜间巡查{}次，其中工作日231次、节假日72次。", "318", "303", "sum.text_parts"),
    ("政府采购支出{}万元，其中货物28.45万元、服务100.00万元。", "1284500.00", "128.45", "sum.text_parts"),
    ("全年服务老年人5460人，完成目标。经评估，{}名老年人受益。", "5640", "5460", "restated.slip"),
]


@pytest.mark.parametrize(("text", "wrong", "right", "code"), PAIRS)
def test_a_figure_that_the_others_of_its_passage_deny(codes, text, wrong, right, code):
    assert code in codes(text.format(wrong))
    assert code not in codes(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        # a figure in the same unit of which no word tells what it does
        "年初公务用车12辆，购置2辆，租用3辆，报废1辆，年末保有14辆。",
        # what came in, told in brackets again
        "年初在编45人，年内新增5人（招录3人、调入2人），退休4人，年末46人。",
        # of which: a rate of a part that has no figure
        "合同金额2500.00万元，已支付2250.00万元，其中农民工工资支付比例100%。",
        # more than one answer may be given
        "多选题中，选择路灯的占60%，选择绿化的占45%，选择停车的占30%。",
        # two years' pay, no months told
        "补助200人，每人每年3000元，两年共发放补助120万元。",
        "自评得分94.6分，每缺一项扣1分，共扣6分封顶。",
    ],
)
def test_what_only_looks_like_it(codes, text):
    assert not codes(text) & {
        "difference.text",
        "rate.text",
        "sum.text_shares",
        "sum.text_product",
        "points.text_deduction",
    }
