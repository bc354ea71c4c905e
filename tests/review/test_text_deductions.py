"""Points that the text takes off, of its own parts and of the form's rows; each fault has near misses."""

from __future__ import annotations

import pytest

from perfkit.review import DOUBT, ERROR


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("过程指标30分，因进度慢扣1分，台账不全扣1分，自评得28分。", {}),
        ("过程指标30分，因进度慢扣1分，台账不全扣0.5分，自评得29.5分。", {"points.text_deduction": ERROR}),
        ("过程指标30分，因进度慢扣1分，自评得30分。", {"points.text_deduction": ERROR}),
        ("过程指标30分，因进度慢扣1分，自评得26分。", {"points.text_deduction": DOUBT}),
        ("过程指标30分，得28.5分（进度慢扣1分，台账不全扣0.5分）。", {}),
        ("过程指标30分，得29.5分（进度慢扣1分，台账不全扣0.5分）。", {"points.text_deduction": ERROR}),
        ("过程指标30分，每晚1天扣1分，自评得28.5分。", {}),
        ("因集体经济薄弱扣1分，自评得24分。", {}),
        ("台账不全，共扣减2分，得8分；调度不力丢1分，得9分。", {}),
        ("因获表彰加2分，自评得分10分。", {}),
    ],
)
def test_the_most_less_what_is_taken_off(codes, text, found):
    assert codes(text=text) == found


BLOCKS = "其中：预算管理60分，得57.5分（进度慢扣2.5分）；项目管理30分，得28分；结果应用10分，得10分。"


@pytest.mark.parametrize("opening", ["满分100分，自评得分{}分。", "经评定，自评得分{}分，等级为优。"])
def test_a_total_before_the_blocks_that_make_it_up(codes, opening):
    """The most and the own points of a block, side by side, are no parts of one number."""
    assert codes(text=opening.format("95.5") + BLOCKS) == {}
    assert codes(text=opening.format("96.5") + BLOCKS) == {"points.text_total": ERROR}


def sections(*points, total="94"):
    texts = [f"工作落实。自评得{own}分。" for own in points] + [f"综合以上，自评得分{total}分，等次为优。"]
    numbers = ("一", "二", "三", "四", "五")
    return {"other": [{"section": f"三（{n}）", "text": t} for n, t in zip(numbers, texts, strict=False)]}


def test_points_that_close_the_sections_of_a_list_are_no_totals(codes):
    own = {"total": "94"}
    assert codes(own=own, narrative=sections("14", "28", "52")) == {}
    assert codes(own=own, narrative=sections("14", "28", "51")) == {"points.text_total": ERROR}
    assert codes(own=own, narrative=sections("14", "28", "52", total="49"))["sum.points_text"] == ERROR
    alone = {"other": [{"section": "三", "text": "工作落实。自评得49分。"}]}
    assert codes(own=own, narrative=alone) == {"sum.points_text": ERROR}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("基本支出842.15万元，其中人员经费563.80万元，主要用于在职人员工资福利。", False),
        ("支出总计2300万元，主要用于在职人员工资福利和日常运转。", False),
        ("项目支出300万元，其中业务保障项目用于发放在职人员绩效工资。", True),
        ("人员经费用于在职人员工资。专项资金用于退休人员慰问补贴。", True),
    ],
)
def test_pay_is_a_fault_of_projects_alone(codes, text, found):
    narrative = {"budget_execution": [{"section": "二（一）", "text": text}]}
    form = {"kind": "department"}
    assert ("money.staff_pay_in_project" in codes(form=form, narrative=narrative)) is found
