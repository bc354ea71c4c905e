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


ROWS = (("项目资金支出率", "10", "9.5"), ("结余控制", "5", "5"), ("台账管理", "5", "4"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("项目资金支出率为95%，扣减0.2分；结余控制较好，不扣分。", True),
        ("项目资金支出率为95%，扣减0.5分；结余控制较好，不扣分。", False),
        ("台账管理规范，不扣分。", True),
        ("台账管理有漏登，扣1分。", False),
        ("台账管理每漏登一处扣0.5分。", False),
        ("台账管理和结余控制共扣2分。", False),  # of which of the two?
        ("台账管理有漏登扣0.5分、晚登扣0.5分。", False),
        ("支出进度偏慢，扣3分。", False),
    ],
)
def test_points_off_against_the_row_that_is_named(codes, text, wrong):
    rows = [{"name": name, "max": most, "score": own, "reason": "见正文"} for name, most, own in ROWS]
    found = codes(text=text, own={"rows": rows})
    assert found == ({"restated.deduction": DOUBT} if wrong else {})


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("本镇辖14个行政村、2个社区。", "垃圾清运覆盖全镇15个行政村和2个社区。", True),
        ("本镇辖14个行政村、2个社区。", "垃圾清运覆盖全镇14个行政村和2个社区。", False),
        ("本镇辖14个行政村、2个社区。", "路灯安装覆盖9个行政村。", False),
        ("本镇辖14个行政村。", "全县15个乡镇均已上线。", False),
        ("本镇辖14个行政村。", "撤并前全镇15个行政村。", False),
        ("东镇辖14个行政村。", "西镇辖15个行政村。", False),
        ("东镇辖14个行政村，西镇辖15个行政村。", "覆盖全镇15个行政村。", False),
    ],
)
def test_how_many_an_area_has(codes, one, other, wrong):
    assert codes(text=one + other) == ({"restated.count": DOUBT} if wrong else {})


def test_points_in_chinese_numerals_and_names_in_short(codes):
    assert codes(text="管理30分，因台账不齐扣二分，得29分。") == {"points.text_deduction": ERROR}
    assert not codes(text="管理30分，因台账不齐扣二分，得28分。")
    assert not codes(text="管理30分，因台账不齐扣半分，得29.5分。")
    rows = [{"name": "年度预算调整率", "max": "10", "score": "10"}]
    rows += [{"name": "苗圃补植任务完成率", "max": "90", "score": "88"}]
    assert codes(text="预算调整率偏高，扣1分。", own={"rows": rows}) == {"restated.deduction": DOUBT}
    assert not codes(text="补植任务未全部完成，扣2分。", own={"rows": rows})
