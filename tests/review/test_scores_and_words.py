"""Self-scores, targets and claims on a small submission: what must be said and what must not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small_submissions import codes, facts, findings, narrative, of, scores, statement, targets

from perfkit.review import DOUBT, ERROR, NOTE


def test_self_scores_outside_what_figures_allow():
    stated = facts(established_staff_count=statement("70", "人"), establishment_count=statement("63", "人"))
    found = findings(**stated, **scores(management__staff__staffing_control_rate="1"))
    assert [(f.severity, f.stake) for f in of(found, "score.above_high")] == [(ERROR, Fraction(1))]
    stated = facts(established_staff_count=statement("60", "人"), establishment_count=statement("63", "人"))
    assert [
        f.severity
        for f in of(
            findings(**stated, **scores(management__staff__staffing_control_rate="0")), "score.below_low"
        )
    ] == [ERROR]
    assert not {"score.above_high", "score.below_low"} & codes(
        findings(**stated, **scores(management__staff__staffing_control_rate="1"))
    )


def test_a_score_rounded_as_printed_is_inside():
    stated = facts(
        procurement_planned=statement("21.31", "万元"), procurement_actual=statement("19.85", "万元")
    )
    judged = {
        "judgements": [
            {
                "criterion": "management.funds.procurement_execution.2",
                "points": "1",
                "reason": "有材料",
                "date": "2021-03-02",
            }
        ]
    }
    assert not {"score.above_high", "score.below_low", "score.impossible"} & codes(
        findings(judged, **stated, **scores(management__funds__procurement_execution="1.93"))
    )
    assert "score.above_high" in codes(
        findings(judged, **stated, **scores(management__funds__procurement_execution="1.99"))
    )


def test_a_checklist_of_whole_points_gives_no_fraction():
    assert "score.impossible" in codes(findings(**scores(decision__budget__rationality="4.3")))
    assert "score.impossible" not in codes(findings(**scores(decision__budget__rationality="4")))


def test_full_marks_need_the_document():
    full = scores(management__assets__safety="2")
    assert "score.needs_evidence" in codes(findings(**full))
    seen = {
        "evidence": [
            {
                "id": f"d{n}",
                "criterion": f"management.assets.safety.{n}",
                "document": "盘点表",
                "date": "2021-03-02",
            }
            for n in (1, 2)
        ]
    }
    assert "score.needs_evidence" not in codes(findings(seen, **full))
    assert "score.needs_evidence" not in codes(findings(**scores(management__assets__safety="1")))


def test_a_missed_target_is_as_grave_as_the_marks_beside_it():
    row = targets(("output", "quantity", "调查宗数", "=25 宗", "1 宗"))
    assert [
        f.severity
        for f in of(
            findings(**row, **scores(performance__efficiency__project_timeliness="6")), "target.unmet"
        )
    ] == [ERROR]
    assert [
        f.severity
        for f in of(
            findings(**row, **scores(performance__efficiency__project_timeliness="4")), "target.unmet"
        )
    ] == [NOTE]


def test_only_a_target_of_key_work_bears_on_the_row_of_key_work():
    full = scores(performance__efficiency__key_work="8")
    assert [
        f.severity
        for f in of(
            findings(**targets(("output", "quantity", "调查宗数", "=25 宗", "1 宗")), **full), "target.unmet"
        )
    ] == [NOTE]
    assert [
        f.severity
        for f in of(
            findings(**targets(("output", "quantity", "交办重点工作完成数", "=25 项", "1 项")), **full),
            "target.unmet",
        )
    ] == [ERROR]


def test_timely_and_not_done_cannot_both_be():
    rows = (
        ("output", "quantity", "业务培训班次", "6 次", "3 次"),
        ("output", "timeliness", "业务培训的及时性", "是否及时", "及时"),
        ("output", "timeliness", "公告的及时性", "是否及时", "及时"),
        ("output", "quantity", "参训学员就业人数", "60 人", "20 人"),
        ("output", "quality", "参训学员技术水平", "是否达标", "达标"),
    )
    found = of(findings(**targets(*rows)), "target.claim_unmet")
    assert len(found) == 1 and "公告" not in found[0].message.zh and "学员" not in found[0].message.zh


@pytest.mark.parametrize(
    ("name", "expected", "actual", "code"),
    [
        ("差错率", "≥5%", "6%", "target.direction"),
        ("群众满意度", "≤95%", "90%", "target.direction"),
        ("资料完整率", "≥95%", "104%", "target.over_one"),
    ],
)
def test_targets_that_point_the_wrong_way(name, expected, actual, code):
    assert code in codes(findings(**targets(("output", "quality", name, expected, actual))), DOUBT, ERROR)


@pytest.mark.parametrize(
    ("name", "expected", "actual"),
    [
        ("处理投诉数量", "≥1000 件", "1100 件"),
        ("预算执行率", "≤100%", "97%"),
        ("任务完成率", "≥100%", "105%"),
        ("投诉率", "≤5%", "1%"),
    ],
)
def test_targets_that_only_look_wrong(name, expected, actual):
    assert not {"target.direction", "target.over_one"} & codes(
        findings(**targets(("output", "quality", name, expected, actual))), DOUBT, ERROR
    )


def test_shortage_beside_a_balance():
    stated = facts(
        daily_running_budget=statement("334", "万元"), daily_running_spent=statement("304.41", "万元")
    )
    assert "claim.shortage" in codes(findings(**stated, **narrative(problems="日常公用经费存在不足")))
    assert "claim.shortage" not in codes(findings(**stated, **narrative(problems="未出现公用经费不足的情况")))
    used = facts(
        daily_running_budget=statement("334.00", "万元"), daily_running_spent=statement("334.00", "万元")
    )
    assert "claim.shortage" not in codes(findings(**used, **narrative(problems="日常公用经费存在不足")))


def test_claims_and_admissions_of_one_topic():
    apart = narrative(budget_execution="年中没有进行项目调整", problems="资金的调剂规模较大")
    assert [f.severity for f in of(findings(**apart), "claim.admission")] == [DOUBT]
    both = narrative(budget_execution="年中没有进行预算调剂", problems="资金的调剂规模较大")
    assert [f.severity for f in of(findings(**both), "claim.admission")] == [DOUBT]
    planned = narrative(budget_execution="年中没有进行项目调整", improvements="今后将避免资金调剂规模较大")
    assert of(findings(**planned), "claim.admission") == []
    single = narrative(budget_preparation="同步编报绩效目标", problems="个别项目绩效目标事后才补录")
    assert [f.severity for f in of(findings(**single), "claim.admission")] == [NOTE]


def test_an_admission_counts_only_beside_full_marks():
    problem = narrative(problems="部分资产未进行报废处理")
    assert "admission.full_marks" in codes(findings(**problem, **scores(management__assets__safety="2")))
    assert "admission.full_marks" not in codes(findings(**problem, **scores(management__assets__safety="1")))


def test_weights_must_sum_where_all_are_filed():
    def weighted(*weights):
        rows = [
            {
                "block": "output",
                "kind": "quantity",
                "name": f"指标{n}",
                "expected": "5 次",
                "actual": "5 次",
                "weight": w,
            }
            for n, w in enumerate(weights)
        ]
        return {"targets": {"section": "四", "rows": rows}}

    assert "sum.weights" not in codes(findings(**weighted("50", "40"))) and "sum.weights" in codes(
        findings(**weighted("50", "41"))
    )


def test_the_rubric_s_own_misprint_is_a_note():
    assert any("8分" in f.message.zh and f.severity == NOTE for f in of(findings(), "rubric.misprint"))


@pytest.mark.parametrize(
    ("actual", "said"), [("90", False), ("64", False), ("30万元", True), ("30 万元", True)]
)
def test_a_number_without_a_unit_is_no_share_of_a_budget(actual, said):
    target = {"block": "output", "kind": "cost", "name": "项目成本", "expected": "≤90万元", "actual": actual}
    found = findings(targets={"section": "附表", "rows": [target]})
    assert ("target.cost_not_spent" in codes(found)) is said
