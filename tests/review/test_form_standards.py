"""Points of a row against its own standard; each fault has near misses that stay silent."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small_filings import target

from perfkit.review import DOUBT, ERROR
from perfkit.review.standards import Result, Standard

STEPS = "完成目标值得满分，每少1个百分点扣0.5分，扣完为止"
BANDS = "≥95%得10分，90%（含）-95%得8分，80%-90%得分值的60%，低于80%不得分"


@pytest.mark.parametrize(
    ("standard", "state", "severity"),
    [
        ("≥95%得满分，每低1个百分点扣1分", "93.6%", ERROR),
        ("达到30场得满分", "开展宣讲28场，受疫情影响", ERROR),
        ("达到30场得满分", "开展宣讲28场，参加420人", ERROR),
        ("不超过5%得满分，超过不得分", "调整率6.20%", ERROR),
        ("90%以上得满分", "89.9%", ERROR),
        ("小于等于0%得满分", "（18.4-20.0）÷20.0=-8.00%", ""),
        ("小于等于0%得满分", "（21.6-20.0）÷20.0=8.00%", ERROR),
        ("90%以上得满分", "92.0%", ""),
        ("≥95%得满分，每低1个百分点扣1分", "95.0%", ""),
        ("≥95%得8分", "93.6%", ERROR),
        ("≤0得满分，每增长1%扣0.5分", "（46.00－50.00）÷50.00=-8.00%", ""),
        ("≤0得满分，每增长1%扣0.5分", "（54.00－50.00）÷50.00=8.00%", ERROR),
        ("≥95%得6分", "93.6%", ""),
        ("≤100%得满分", "96.10%（18.2万元/19.0万元）", ""),
        ("≥95%得满分", "上半年91.0%，全年96.2%", ""),  # which of the two is it?
        ("完成率×分值", "计划维修40公里，实际维修36公里", ERROR),
        ("得分=执行率×权重", "执行率91.20%", ERROR),
        ("完成率×分值", "计划维修40公里，实际维修41公里", ""),
        ("完成率×分值", "维修36公里", ""),
        ("完成率达到90%得满分", "全部完成", ""),
        ("公开及时得满分", "当年未公开部门决算", DOUBT),
        ("无违规得满分", "未发现违规，未超预算", ""),
        ("计划30场得满分，每少1场扣0.5分", "计划30场，实际28场", ERROR),
    ],
)
def test_full_points_against_the_standard(codes, standard, state, severity):
    row = {"name": "某项完成情况", "max": "8", "score": "8", "standard": standard, "state": state}
    assert codes(own={"rows": [row]}).get("score.standard", "") == severity
    beside = {"name": row["name"], "max": "8", "score": "8", "standard": standard, "reason": state}
    assert codes(own={"rows": [beside]}).get("score.standard", "") == severity


@pytest.mark.parametrize(
    ("standard", "expected", "actual", "own", "severity"),
    [
        (STEPS, "≥95%", "93%", "9", ""),
        (STEPS, "≥95%", "93%", "9.5", ERROR),
        (STEPS, "≥95%", "93%", "10", ERROR),
        (STEPS, "≥95%", "93%", "7.5", DOUBT),
        (STEPS, "≥95%", "93.6%", "9.5", ""),  # by whole steps
        (STEPS, "≥95%", "93.6%", "9.3", ""),  # in proportion
        (STEPS, "≥95%", "93.6%", "9", ""),  # by steps begun
        (STEPS, "≥95%", "96%", "10", ""),
        ("每少1场扣1分", "≥12场", "10场", "8", ""),
        ("每少1场扣1分", "≥12场", "10场", "9", ERROR),
        ("每降低1%扣权重的5%", "≥200人", "190人", "7.5", ""),
        ("每降低1%扣权重的5%", "≥200人", "190人", "9", ERROR),
        ("每超1万元扣1分", "≤50万元", "52万元", "9.5", ERROR),
        ("每少1万元扣1分", "≤50万元", "52万元", "9.5", ""),  # of spending less it does not speak
        ("每少1场扣1分，记录不全扣0.5分", "≥12场", "10场", "7.5", ""),
        (STEPS + "，不足1个百分点按1个百分点计", "≥95%", "93.6%", "9", ""),
        (STEPS + "，不足1个百分点按1个百分点计", "≥95%", "93.6%", "9.5", ERROR),
        ("每少1场酌情扣1分", "≥12场", "10场", "9.5", ""),
        ("按比例得分", "≥40户", "36户", "9", ""),
        ("按比例得分", "≥40户", "36户", "9.5", ERROR),
        ("完成率×权重", "≥95%", "90%", "9", ""),
        ("完成率×权重", "≥95%", "90%", "9.47", ""),
        ("完成率×权重", "≥95%", "90%", "9.8", ERROR),
        ("达到80%以上得满分，60%以下不得分", "100%", "85%", "10", ""),
        ("达到80%以上得满分，60%以下不得分", "100%", "55%", "2.5", ERROR),
        ("完成得满分，未完成不得分", "≥12场", "10场", "8.5", ERROR),
        ("完成得满分，未完成按比例得分，未开展不得分", "≥12场", "10场", "8.33", ""),
        ("达到80%以上得满分，60%以下不得分", "≥2000人次", "1700人次", "10", ""),
        ("达到80%以上得满分，60%以下不得分", "≥2000人次", "1150人次", "5.75", ERROR),
        ("每低1个百分点扣1分", "≥50场", "48场", "6", ""),
        ("每低1个百分点扣1分", "≥50场", "48场", "9.5", ERROR),
        (BANDS, "≥95%", "92%", "8", ""),
        (BANDS, "≥95%", "92%", "9.5", ERROR),
        (BANDS, "≥95%", "88%", "6", ""),
        (BANDS, "≥95%", "90%", "8", ""),
        (BANDS, "≥95%", "71%", "3.5", ERROR),
        ("超过90%得8分，超过95%得10分", "≥90%", "96%", "10", ""),
        ("质量系数×完成率×权重", "≥95%", "90%", "9.8", ""),
    ],
)
def test_points_of_a_target_against_its_standard(codes, standard, expected, actual, own, severity):
    row = target("管护完成情况", expected, actual, weight="10", self_score=own, standard=standard)
    other = target("宣传册", "≥3册", "3册", weight="10", self_score="9.75", reason="印刷偏差")
    found = codes(row, other)
    assert found.get("score.standard", "") == severity
    assert not {"target.full_points", "target.points_beyond"} & found.keys() or "score.standard" not in found


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("全年修缮灌溉水渠48公里，占年度计划50公里的96.0%。", DOUBT),
        ("灌溉水渠修缮计划完成率96.0%。", DOUBT),
        ("全年修缮灌溉水渠49.5公里，占年度计划50公里的99.0%。", ""),
        ("上半年修缮灌溉水渠24公里，占年度计划50公里的48.0%。全年灌溉水渠修缮计划完成率99%。", ""),
        ("全年疏浚河道48公里，占年度计划50公里的96.0%。", ""),
        ("全年修缮灌溉水渠48公里，占全县水渠500公里的9.6%。", ""),
    ],
)
def test_a_row_without_a_word_against_the_rate_of_the_text(codes, text, severity):
    standard = "完成率≥98%得满分；90%至98%得9分；低于90%不得分"
    row = {"name": "灌溉水渠修缮计划完成率", "max": "10", "score": "10", "standard": standard}
    assert codes(text=text, own={"rows": [row]}).get("score.standard", "") == severity


def test_points_off_with_a_reason_are_no_matter(codes):
    row = target("管护", "≥95%", "93%", weight="10", self_score="7.5", standard=STEPS, reason="台账不全")
    assert "score.standard" not in codes(row)


def test_whole_points_may_be_rounded(codes):
    row = target("管护", "≥40户", "37户", weight="10", self_score="9", standard="按比例得分")
    assert "score.standard" not in codes(row)


@pytest.mark.parametrize(("execution", "severity"), [("9.82", ERROR), ("10", "")])
def test_full_points_are_no_rounding_where_the_form_prints_parts_of_points(codes, execution, severity):
    row = target(
        "满意度", "≥92%", "91%", weight="10", self_score="10", standard="达标得满分，不达标按完成比例计分"
    )
    form = {"kind": "project", "blocks": {"execution": {"max": "10", "score": execution}}}
    assert codes(row, form=form).get("score.standard", "") == severity


@pytest.mark.parametrize(
    ("text", "done", "points"),
    [
        ("90%≤得分率＜95%的，得8分；≥95%的，得10分", "93", "8"),
        ("80%-90%得8分，90%-100%得10分", "90", None),  # to which of the two does it belong?
        ("80%（含）至90%得8分", "80", "8"),
        ("90%及以上得满分；80%及以上得7分", "97", "10"),
        ("满意度不低于目标值60%得5分", "70", None),
    ],
)
def test_bands(text, done, points):
    given = Standard(text, Fraction(10), "%").points(Result(Fraction(done), "%", Fraction(95)))
    assert given is None if points is None else given.low == given.high == Fraction(points)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "1.公益讲座（8分）。每少1场扣1分。计划12场，实际9场，自评7分。2.展览（9分）。按期办结，自评9分。",
            True,
        ),
        (
            "1.公益讲座（8分）。每少1场扣1分。计划12场，实际9场，自评5分。2.展览（9分）。按期办结，自评9分。",
            False,
        ),
        ("读者满意度不低于90%得满分。本年读者满意度87%，满分10分，自评10分。", True),
        ("读者满意度不低于90%得满分。本年读者满意度91%，满分10分，自评10分。", False),
        ("读者满意度不低于90%得满分，每低1个百分点扣1分。本年读者满意度88%，满分10分，自评8分。", False),
    ],
)
def test_a_standard_that_the_text_tells_with_its_item(codes, text, wrong):
    assert ("score.standard" in codes(text=text)) is wrong
