"""Sums, rates and figures printed twice on a small submission: what must be said and what must not."""

from __future__ import annotations

import pytest
from small_submissions import RUBRIC, codes, facts, findings, of, scores, statement, targets, tasks

from perfkit.review import DOUBT, ERROR, NOTE


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


@pytest.mark.parametrize(
    ("quote", "found"),
    [("追加40万元、调减25万元，调整后315万元", False), ("追加40万元，调整后315万元", True)],
)
def test_a_budget_that_was_also_cut_is_not_its_first_and_what_was_added(quote, found):
    filed = facts(
        budget_total=statement("315", "万元", quote=quote),
        budget_initial=statement("300", "万元"),
        budget_added=statement("40", "万元"),
    )
    assert bool(of(findings(**filed), "sum.fact")) == found


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
