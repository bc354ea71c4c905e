"""Points that a text gives, part by part: above their most, off their total, full for what was missed."""

from __future__ import annotations

import json

import pytest
from small_filings import filing, target

from perfkit.cli import main
from perfkit.review import DOUBT, ERROR


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("投入10分，自评9.5分；产出50分，自评51分；满意度10分，自评10分。", True),
        ("投入10分，自评9.5分；产出50分，自评49分；满意度10分，自评10分。", False),
        ("满意度指标满分10分，得10.50分。", True),
        ("管理指标10分，扣0.5分，得9.5分。", False),
        ("1.制度建设（满分10分，自评得分11分）。", True),
        ("设投入、管理、产出三部分，分值分别为20分、30分、50分，自评分别得18分、31分、49分。", True),
        ("设投入、管理、产出三部分，分值分别为20分、30分、50分，自评分别得18分、30分、49分。", False),
        ("去年得90分，今年得92分。", False),
    ],
)
def test_points_above_their_most(codes, text, wrong):
    assert codes(text=text) == ({"points.text_above": ERROR} if wrong else {})


def test_points_of_a_part_are_no_total_of_the_text(codes):
    own = {"total": "96", "rows": [{"name": "履职", "max": "100", "score": "96"}]}
    for said, wrong in (("效益指标共20分，我局自评19分。", False), ("满分100分，我局自评95分。", True)):
        assert ("sum.points_text" in codes(text=said, own=own)) is wrong


PARTS = "投入10分，得9.70分；产出50分，得49.20分；效益30分，得29.50分；满意度10分，得10分"


@pytest.mark.parametrize("joint", ["。综合得分{}分，等级为优。", "，合计{}分。"])
def test_parts_that_make_100_against_the_total_after_them(codes, joint):
    assert codes(text=PARTS + joint.format("98.90")).get("points.text_total") == ERROR
    assert "points.text_total" not in codes(text=PARTS + joint.format("98.40"))
    assert "points.text_total" not in codes(text=PARTS.partition("；")[0] + joint.format("98.90"))


def test_a_total_that_the_rows_and_the_text_are_off_is_told_once(codes):
    parts = {"预算执行": ("10", "9.7"), "产出": ("60", "59"), "效益": ("30", "29")}
    rows = [{"name": name, "max": most, "score": own} for name, (most, own) in parts.items()]
    text = "，".join(f"{name}{most}分，得{own}分" for name, (most, own) in parts.items()) + "。综合得分{}分。"
    assert codes(text=text.format("98.2"), own={"rows": rows, "total": "98.2"}) == {"sum.points": ERROR}
    assert codes(text=text.format("98.2"), own={"rows": rows, "total": "97.7"})["points.text_total"] == ERROR


def test_execution_that_is_one_of_the_rows_counts_once(codes):
    rows = [{"name": "预算执行", "max": "20", "score": "19.5"}, {"name": "履职", "max": "80", "score": "78"}]
    form = {"blocks": {"execution": {"name": "预算执行", "max": "20", "score": "19.5"}}}
    assert "sum.points" not in codes(form=form, own={"rows": rows, "total": "97.5"})
    assert codes(form=form, own={"rows": rows, "total": "79.5"}).get("sum.points") == ERROR


LISTED = (
    "预算执行率：95%，分值：10分，得分：9.50分。"
    "养护里程：目标值≥36公里，完成值38公里，分值60分，得分60分。"
    "抽查缺陷率：目标值≤3%，完成值{}%，分值20分，得分20分。"
    "农户知晓率：目标值≥90%，完成值{}%，分值10分，得分{}分。"
    "本项目自评总分{}分。"
)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((2, 92, 10, "99.50"), {}),
        ((2, 88, 9.5, "99.00"), {}),
        ((2, 88, 10, "99.50"), {"points.text_full"}),
        ((4, 92, 10, "99.50"), {"points.text_full"}),
        ((2, 92, 10, "99.05"), {"points.text_total"}),
    ],
)
def test_a_form_written_as_a_list(codes, values, found):
    assert {code for code in codes(text=LISTED.format(*values)) if code.startswith("points.")} == set(found)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("全年享受补助学生1260人", "受益学生1206人", "restated.slip"),
        ("全年享受补助学生1260人", "受益学生1230人", ""),
        ("实际补助企业186家", "全年实际补助企业户数168家", "restated.slip"),
        ("走访企业186家", "补助企业168家", ""),
        ("全年享受补助学生1260人", "走访农户1206人", ""),
        ("全年享受补助学生1260人", "比上年学生1206人有所增加", ""),
        ("计划培训农民1260人", "实际培训农民1206人", ""),
        ("项目计划总投资1260.00万元", "项目总投资1206.00万元已经落实", "restated.slip"),
        ("平均办理时间7.6天", "平均办理时间8.3天", "restated.count"),
        ("平均办理时间7.6天", "上年平均办理时间8.3天", ""),
        ("平均办理时间7.6天", "平均处置时间8.3天", ""),
    ],
)
def test_one_thing_with_two_numbers(codes, one, other, code):
    assert codes(text=f"{one}。{other}。") == ({code: DOUBT} if code else {})


@pytest.mark.parametrize(("rate", "wrong"), [("96.00", True), ("94.00", False)])
def test_a_rate_of_the_one_budget_of_a_text(codes, rate, wrong):
    text = f"2023年安排预算资金1860000元。全年支出1748400元，执行率{rate}%。"
    assert ("rate.execution_text" in codes(text=text)) is wrong
    own = text + "采购计划3260万元，实际采购3195万元，采购执行率98%。"
    assert ("rate.execution_text" in codes(text=own)) is wrong


def test_parts_that_no_rounding_brings_to_their_total(codes):
    text = "完成围栏{}万米，其中东乡18.2万米、西乡15.4万米、北镇11.8万米。"
    assert codes(text=text.format("45.6")) == {"sum.text_parts": DOUBT}
    assert not codes(text=text.format("45.5"))


def test_accepted_after_the_day_it_was_due(codes):
    text = "计划2023年10月底前完工。项目于2023年{}通过完工验收，按期完工率100%。"
    assert codes(text=text.format("11月20日")) == {"claim.late": DOUBT}
    assert not codes(text=text.format("10月20日"))


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        (
            "公务接待费8.60万元，比上年的9.20万元下降6.25%。",
            "公务接待费8.60万元，比上年的9.20万元下降6.52%。",
            "rate.text_change",
        ),
        (
            "完成造林2.36万亩，占计划2.50万亩的98.40%。",
            "完成造林2.36万亩，占计划2.50万亩的94.40%。",
            "rate.text_share",
        ),
        (
            "项目覆盖12个乡镇，其中山区乡镇7个、平原乡镇6个。",
            "项目覆盖13个乡镇，其中山区乡镇7个、平原乡镇6个。",
            "sum.text_parts",
        ),
        (
            "举办培训班12期，培训1860人次，其中上半年5期、下半年8期。",
            "举办培训班13期，培训1860人次，其中上半年5期、下半年8期。",
            "sum.text_parts",
        ),
        (
            "采购预算420.00万元，实际采购396.48万元，节约24.52万元。",
            "采购预算420.00万元，实际采购396.48万元，节约23.52万元。",
            "difference.text",
        ),
        (
            "公用经费支出126.30万元，控制在预算118.00万元以内。",
            "公用经费支出116.30万元，控制在预算118.00万元以内。",
            "claim.comparison",
        ),
        (
            "数量指标15分，得15分；质量指标15分，得14分。产出指标合计得28分。",
            "数量指标15分，得15分；质量指标15分，得14分。产出指标合计得29分。",
            "points.text_total",
        ),
        (
            "农户满意率93.5%，未达到95%的目标，该指标10分，得10分。",
            "农户满意率93.5%，未达到95%的目标，该指标10分，得9分。",
            "points.text_full",
        ),
        (
            "游客满意度目标值90%，第三方测评结果88.6%，该项分值10分，自评10分。",
            "游客满意度目标值90%，第三方测评结果91.2%，该项分值10分，自评10分。",
            "points.text_full",
        ),
        (
            "资料审核准确率目标为100%，抽查发现2户有误，审核准确率99.4%，该项目标分值10分，自评得10分。",
            "资料审核准确率目标为99%，抽查发现2户有误，审核准确率99.4%，该项目标分值10分，自评得10分。",
            "points.text_full",
        ),
        ("自评报告应附《指标完成情况表》。", "自评报告附有《指标完成情况表》。", "document.not_attached"),
    ],
)
def test_the_same_in_other_words(codes, wrong, right, code):
    """A change after a list may be the whole's."""
    listed = "决算16.75万元，其中接待费7.85万元、车辆费8.90万元，比上年的19.14万元下降12.49%。"
    assert not codes(text=listed)
    assert code in codes(text=wrong)
    assert not codes(text=right)


BLOCKS = "（一）投入。得9.5分（满分10分）。（二）过程。得28分（满分30分）。（三）产出效果（60分，自评得57.4分）。综合得分{}分。"


def test_blocks_told_one_by_one_against_the_total_told(codes):
    assert codes(text=BLOCKS.format("95.9")) == {"points.text_total": ERROR}
    assert not codes(text=BLOCKS.format("94.9"))


ITEM = "5.预决算信息公开（5分）。决算公开晚于规定时间，{}。本项得{}分。"


def test_points_that_an_item_of_the_text_takes_off(codes):
    assert codes(text=ITEM.format("扣1分", 5)) == {"points.text_deduction": ERROR}
    assert not codes(text=ITEM.format("扣1分", 4))
    assert not codes(text=ITEM.format("每晚1天扣1分", 5))


def test_blocks_beside_the_points_for_execution(codes):
    form = {"kind": "department", "blocks": {"execution": {"max": "20", "score": "18.4"}}}
    told = "产出（40分，自评得39.6分）。效益（30分，自评得28.89分）。满意度（10分，自评得10分）。整体绩效自评得分{}分。"
    assert codes(text=told.format("96.98"), form=form) == {"points.text_total": ERROR}
    assert not codes(text=told.format("96.89"), form=form)


def test_points_of_a_block_and_the_total_are_cited_where_they_are_printed(tmp_path, capsys):
    places = {"form.blocks.output.score": "表1第9行第8列", "self_evaluation.total": "第2页表1第12行第1列"}
    rows = [target(weight="60", self_score="58"), target(name="受益村", weight="30", self_score="29")]
    blocks = {"execution": {"max": "10", "score": "9"}, "output": {"max": "90", "score": "88"}}
    form = {"kind": "project", "blocks": blocks}
    folder = filing(tmp_path / "a", *rows, form=form, own={"total": "90"}, source={"places": places})
    main(["review", str(folder), "--json"])
    found = {one["code"]: one["places"] for one in json.loads(capsys.readouterr().out)["findings"]}
    assert found["sum.points_block"][0]["section"] == "表1第9行第8列"
    assert found["sum.points_block"][0]["quote"] == "产出指标 得分"
    assert found["sum.points"][0]["section"] == "第2页表1第12行第1列"
