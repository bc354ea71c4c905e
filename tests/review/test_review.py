"""The review as a whole, and each group of checks on a small submission: what must be said and what must
not."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from perfkit import load_department
from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.review import CHECKS, DOUBT, ERROR, GROUPS, NOTE, SEVERITIES, points_at_stake, review
from perfkit.review.checks.readings import under
from perfkit.review.rulebook import rulebook
from perfkit.rubric.files import load_rubric

RUBRIC = load_rubric("sz-2020")


def statement(value: str, unit: str, section: str = "一", **more) -> dict:
    return {"value": value, "unit": unit, "section": section, "quote": f"{value}{unit}", **more}


def findings(judged: dict | None = None, **parts) -> list:
    """Findings on a submission made of the given parts."""
    text = {
        "department": {"id": "t", "name": "示例局"},
        "year": "2020",
        "self_evaluation": {"rubric": "sz-2020", "scores": {}},
        **parts,
    }
    evaluator = (Judgements.model_validate({"evaluator": {"id": "w"}, **judged}),) if judged else ()
    return list(review(evaluate(Submission.model_validate(text), RUBRIC, evaluator)))


def codes(found: list, *severities: str) -> set[str]:
    return {f.code for f in found if not severities or f.severity in severities}


def of(found: list, code: str) -> list:
    return [f for f in found if f.code == code]


def facts(**values) -> dict:
    return {"facts": {name: [value] if isinstance(value, dict) else value for name, value in values.items()}}


def targets(*rows: tuple[str, ...]) -> dict:
    return {
        "targets": {
            "section": "四",
            "rows": [
                dict(zip(("block", "kind", "name", "expected", "actual"), row, strict=True)) for row in rows
            ],
        }
    }


def tasks(*rows: tuple[str, str, str, str, str], totals: dict | None = None) -> dict:
    keys = ("name", "category", "completion", "budget", "spent")
    return {
        "tasks": {
            "section": "四",
            "rows": [dict(zip(keys, row, strict=True)) for row in rows],
            **({"totals": totals} if totals else {}),
        }
    }


def narrative(**parts: str) -> dict:
    return {"narrative": {name: [{"section": name, "text": text}] for name, text in parts.items()}}


def scores(**values: str) -> dict:
    rows = {
        name.replace("__", "."): value for name, value in values.items() if name not in ("total", "grade")
    }
    return {
        "self_evaluation": {
            "rubric": "sz-2020",
            "scores": rows,
            **{k: v for k, v in values.items() if k in ("total", "grade")},
        }
    }


# The whole ------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020").evaluate()


def test_findings_are_worst_first_without_duplicates_and_the_same_every_time(longhua):
    found = review(longhua)
    order = [SEVERITIES.index(f.severity) for f in found]
    assert order == sorted(order) and len(found) == len(set(found))
    assert found == review(load_department("sz-sif-longhua_2020").evaluate())


def test_every_finding_is_complete_in_both_languages(longhua):
    registered = {code for entry in CHECKS for code in entry.codes}
    for finding in review(longhua):
        assert finding.code in registered and finding.message.zh and finding.message.en
        assert all(place.section for place in finding.places)
        if finding.severity != NOTE:
            assert finding.places and finding.ask.zh and finding.ask.en, finding.code
        for row, points in finding.stakes:
            assert 0 <= points <= RUBRIC.by_id[row].max
        record = finding.to_record("en")
        assert (
            json.dumps(record)
            and record["stake_exact"] == str(finding.stake)
            and record["indicators"] == list(finding.rows)
        )
        assert "<script" not in finding._repr_html_()


def test_every_check_belongs_to_a_group_and_says_what_it_does():
    seen = [code for entry in CHECKS for code in entry.codes]
    assert len(seen) == len(set(seen))
    for entry in CHECKS:
        assert (
            entry.group in GROUPS
            and entry.function.__doc__
            and all(
                rulebook().codes[code].title.zh and rulebook().codes[code].title.en for code in entry.codes
            )
        )


def test_points_at_stake_count_a_row_once(longhua):
    stakes = points_at_stake(review(longhua), ERROR)
    assert all(points <= RUBRIC.by_id[row].max for row, points in stakes.items())
    assert stakes["performance.effect.benefits"] == 25


def test_an_empty_submission_has_nothing_to_say():
    assert [f for f in findings() if f.severity != NOTE] == []


def test_text_of_a_submission_is_escaped_in_html():
    found = findings(
        **narrative(problems="<b>经费存在不足</b>，调剂规模较大", budget_execution="年中没有进行项目调整")
    )
    assert found and all("<b>经费" not in f._repr_html_() for f in found)


# Group 1 --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("whole", "severity"),
    [("100.00", None), ("100.01", None), ("100.02", NOTE), ("101.00", ERROR), ("99.00", ERROR)],
)
def test_parts_must_add_up_within_the_print(whole, severity):
    found = of(
        findings(
            **facts(
                budget_total=statement(whole, "万元"),
                basic_budget=statement("60.00", "万元"),
                project_budget=statement("40.00", "万元"),
            )
        ),
        "sum.fact",
    )
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_a_sum_in_other_units_is_the_same_sum():
    assert (
        of(
            findings(
                **facts(
                    budget_total=statement("0.01", "亿元"),
                    basic_budget=statement("600000", "元"),
                    project_budget=statement("40.00", "万元"),
                )
            ),
            "sum.fact",
        )
        == []
    )


def test_missing_parts_only_may_not_exceed_the_total():
    def found(part):
        return codes(
            findings(
                **facts(
                    three_public_budget=statement("10", "万元"),
                    vehicle_running_budget=statement(part, "万元"),
                )
            )
        )

    assert "sum.fact" not in found("7.00") and "sum.fact" in found("17.00")


def test_parts_of_another_period_are_left_alone():
    half = {"period": "2020-01..2020-06"}
    found = findings(
        **facts(
            budget_total=statement("100", "万元"),
            basic_budget=statement("60", "万元", **half),
            project_budget=statement("10", "万元", **half),
        )
    )
    assert of(found, "sum.fact") == []


def test_figures_above_their_whole_are_an_error_and_below_it_a_doubt():
    def figure(parts):
        return {
            "figures": [
                {
                    "id": "all",
                    "name": "活动场数",
                    "kind": "count",
                    "sum_of": ["a", "b"],
                    "statements": [statement("45", "场")],
                },
                {"id": "a", "name": "甲", "kind": "count", "statements": [statement(parts[0], "场")]},
                {"id": "b", "name": "乙", "kind": "count", "statements": [statement(parts[1], "场")]},
            ]
        }

    assert [f.severity for f in of(findings(**figure(("23", "17"))), "sum.figure")] == [DOUBT]
    assert [f.severity for f in of(findings(**figure(("30", "17"))), "sum.figure")] == [ERROR]
    assert of(findings(**figure(("28", "17"))), "sum.figure") == []


def test_task_rows_against_their_total_to_the_cent():
    row = ("人员经费", "basic", "50", "200.10", "100.05")
    assert of(findings(**tasks(row, totals={"budget": "200.10", "spent": "100.05"})), "sum.tasks") == []
    assert len(of(findings(**tasks(row, totals={"budget": "200.11", "spent": "100.05"})), "sum.tasks")) == 1


def test_a_table_without_the_district_subsidy_fits_the_text():
    rows = (
        ("人员经费", "basic", "100", "6000000", "6000000"),
        ("专项", "project", "100", "3000000", "3000000"),
    )
    stated = facts(
        budget_total=statement("1000.00", "万元"), district_subsidy_budget=statement("100", "万元")
    )
    assert of(findings(**tasks(*rows), **stated), "table.total") == []
    stated = facts(
        budget_total=statement("1050.00", "万元"), district_subsidy_budget=statement("100", "万元")
    )
    found = of(findings(**tasks(*rows), **stated), "table.total")
    assert [f.difference for f in found] == ["50万元"]


def test_the_total_and_the_grade_of_the_scoring_table():
    every = {row.id.replace(".", "__"): str(row.max) for row in RUBRIC.indicators}
    assert not {"sum.scores", "sum.grade"} & codes(findings(**scores(total="100.00", grade="优", **every)))
    assert "sum.scores" in codes(findings(**scores(total="99.00", grade="优", **every)))
    assert "sum.grade" in codes(findings(**scores(total="100.00", grade="良", **every)))


# Group 2 --------------------------------------------------------------------------------------------------
def test_a_rate_is_held_against_its_parts_and_its_origin_named():
    found = findings(
        **facts(
            staffing_control_rate=statement("85.71", "%"),
            established_staff_count=statement("55", "人"),
            establishment_count=statement("63", "人"),
            unified_pay_staff_count=statement("49", "人"),
            contract_staff_count=statement("6", "人"),
            retired_staff_count=statement("5", "人"),
        )
    )
    mismatch = of(found, "rate.mismatch")
    assert [(f.severity, f.difference) for f in mismatch] == [(ERROR, "1.59个百分点")]
    assert "54÷63" in mismatch[0].possible[0].zh and "49人" in mismatch[0].possible[0].zh


def test_a_rate_of_another_period_is_not_held_against_the_year():
    found = findings(
        **facts(
            execution_rate=statement("45.00", "%", period="2020-01..2020-06"),
            spent_total=statement("97", "万元"),
            budget_total=statement("100", "万元"),
        )
    )
    assert of(found, "rate.mismatch") == []


def test_nothing_by_nothing_has_no_rate():
    assert [
        f.severity for f in of(findings(**tasks(("准备金", "project", "100", "0", "0"))), "rate.zero_whole")
    ] == [NOTE]


def test_completion_to_its_printed_decimals():
    def found(completion):
        return [
            f.severity
            for f in of(findings(**tasks(("专项", "project", completion, "3314972", "3308221"))), "rate.task")
        ]

    assert (
        found("99.8") == [] and found("99.80") == [] and found("99.79") == [NOTE] and found("98.8") == [ERROR]
    )


# Group 3 --------------------------------------------------------------------------------------------------
def test_two_prints_of_one_figure():
    def found(**second):
        return of(
            findings(**facts(spent_total=[statement("4787.11", "万元"), statement(**second)])),
            "restated.differs",
        )

    assert found(value="47871100", unit="元") == [] and found(value="0.48", unit="亿元") == []
    assert (
        found(value="4700.00", unit="万元", scope="局本级") == []
        and found(value="4000", unit="万元", period="2020-01..2020-10") == []
    )
    assert found(value="4800", unit="万元", approximate=True) == []
    assert [f.severity for f in found(value="4787.11", unit="元")] == [ERROR]


def test_a_target_that_restates_a_task():
    rows = (("准备金", "project", "99.86", "101975.00", "101828.37"),)
    off = findings(**tasks(*rows), **targets(("output", "quality", "准备金执行率", "100%", "94.4%")))
    assert [f.difference for f in of(off, "restated.target")] == ["5.46个百分点"]
    assert (
        of(
            findings(**tasks(*rows), **targets(("output", "quality", "准备金执行率", "100%", "99.86%"))),
            "restated.target",
        )
        == []
    )


# Group 4 --------------------------------------------------------------------------------------------------
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


# Group 5 and 6 --------------------------------------------------------------------------------------------
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
    )
    found = of(findings(**targets(*rows)), "target.claim_unmet")
    assert len(found) == 1 and "公告" not in found[0].message.zh


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


# Group 7 --------------------------------------------------------------------------------------------------
def test_a_row_under_a_reading_is_what_a_whole_evaluation_gives(longhua):
    department = load_department("sz-sif-longhua_2020")
    for name, reading in RUBRIC.readings.items():
        for option in reading.options:
            whole = department.evaluate({name: option})
            for row, other in zip(longhua.rows, whole.rows, strict=True):
                assert under(longhua, row, {name: option}) == other.points, (name, option)


@pytest.mark.benchmark
def test_a_review_is_quick(longhua, capsys):
    import time

    review(longhua)
    times = []
    for _ in range(7):
        start = time.process_time()
        review(longhua)
        times.append(time.process_time() - start)
    with capsys.disabled():
        print(f"\nreview of the largest bundled department: {min(times) * 1000:.1f} ms")
    assert min(times) < 0.2


@pytest.mark.parametrize(
    ("actual", "said"), [("90", False), ("64", False), ("30万元", True), ("30 万元", True)]
)
def test_a_number_without_a_unit_is_no_share_of_a_budget(actual, said):
    target = {"block": "output", "kind": "cost", "name": "项目成本", "expected": "≤90万元", "actual": actual}
    found = findings(targets={"section": "附表", "rows": [target]})
    assert ("target.cost_not_spent" in codes(found)) is said
