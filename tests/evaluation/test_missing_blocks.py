"""A block of targets that the filing lacks is unknown; only what is marked so is inapplicable."""

from __future__ import annotations

import pytest

from perfkit import load_rubric
from perfkit.cohort.weighed import cohort_of
from perfkit.evaluation.summary import row_stakes
from perfkit.evaluation.tree import evaluate
from perfkit.filing.submission import Submission
from perfkit.outlook.changes import change_fact
from perfkit.outlook.monitoring import monitor
from perfkit.outlook.what_if import what_if
from perfkit.review import review

KINDS = {"output": "quantity", "benefit": "social", "satisfaction": "satisfaction"}


def target(block: str, actual: str = "100", **more) -> dict:
    weight = {"output": "50", "benefit": "30", "satisfaction": "10"}[block]
    name = f"{block} 指标"
    return {
        "block": block,
        "kind": KINDS[block],
        "name": name,
        "expected": "≥100 件",
        "actual": f"{actual} 件",
        "weight": weight,
        **more,
    }


def filed(*targets: dict, rubric: str = "national-2020", **more):
    money = [{"value": "100", "unit": "万元", "section": "一"}]
    submission = {
        "synthetic": True,
        "department": {"id": "blocks", "name": "虚构单位"},
        "year": 2020,
        "facts": {"budget_total": money, "spent_total": money},
        "self_evaluation": {"rubric": rubric},
        **more,
    }
    if targets:
        submission["targets"] = {"section": "三", "rows": list(targets)}
    return evaluate(Submission.model_validate(submission), load_rubric(rubric))


def spans(evaluation) -> tuple[str, str]:
    return evaluation.stated(evaluation.points.low), evaluation.stated(evaluation.points.high)


def missing(evaluation) -> list[str]:
    return [f.rows[0] if f.rows else "" for f in review(evaluation) if f.code == "score.block_missing"]


@pytest.mark.parametrize(
    ("rubric", "low", "rows"), [("national-2020", "10.00", 3), ("hubei-2020", "20.00", 2)]
)
def test_execution_alone_is_not_a_hundred(rubric, low, rows):
    evaluation = filed(rubric=rubric)
    assert spans(evaluation) == (low, "100.00")
    assert evaluation.scale == 1
    found = [finding for finding in review(evaluation) if finding.code == "score.block_missing"]
    assert len(found) == rows and {finding.severity for finding in found} == {"error"}


def test_leaving_a_half_reached_block_out_never_raises_the_total():
    output, satisfaction = target("output"), target("satisfaction")
    whole = filed(output, target("benefit", "50"), satisfaction)
    without = filed(output, satisfaction)
    assert spans(whole) == ("85.00", "85.00") and not missing(whole)
    assert spans(without) == ("70.00", "100.00") and len(missing(without)) == 1


def test_what_is_marked_as_inapplicable_is_still_rescaled():
    marked = filed(target("output"), target("benefit", "50"), target("satisfaction", not_applicable=True))
    assert spans(marked) == ("83.33", "83.33") and not missing(marked)
    absent = filed(target("output"), target("benefit", "50"))
    assert spans(absent) == ("75.00", "85.00")


def test_the_four_parts_leave_the_points_of_a_missing_block_open():
    scores = {
        "execution.budget.execution_rate": "10",
        "output.targets.achievement": "50",
        "benefit.targets.achievement": "30",
    }
    evaluation = filed(
        target("output"),
        target("satisfaction"),
        self_evaluation={"rubric": "national-2020", "scores": scores},
    )
    standing = evaluation.standing
    assert (standing.confirmed, standing.open, sum(standing)) == (60, 30, 90)


def test_ranks_and_what_if_hold_a_missing_block_as_missing():
    complete, short = filed(*map(target, KINDS)), filed(target("output"))
    cohort = cohort_of([complete, short], "low")
    assert [sum(full) for full in cohort.full] == [100, 100]
    assert [sum(points) for points in cohort.points] == [100, 60]
    supposed = what_if(short, [change_fact("spent_total", "50", "万元")]).after
    assert (supposed.points.low, supposed.points.high) == (55, 95)


def test_what_does_not_apply_is_neither_lost_nor_in_the_whole_of_a_share():
    rows = (
        {**target("output"), "weight": "48"},
        {**target("output"), "name": "不适用", "weight": "2", "not_applicable": True},
        target("benefit"),
        target("satisfaction"),
    )
    evaluation = filed(*rows)
    output = next(row for row in evaluation.rows if row.indicator.id == "output.targets.achievement")
    assert (output.points.low, output.max_applicable) == (48, 48)
    stake = next(stake for stake in row_stakes(evaluation) if stake.row is output)
    assert (stake.secured, stake.open, stake.lost) == (48, 0, 0)
    running = filed(*rows, as_of="q2")
    assert all(row.indicator.id != "output.targets.achievement" for row in monitor(running).out_of_reach)


def printed(*targets: dict, rubric: str = "hubei-2020", **maxima: str):
    blocks = {name: {"max": most} for name, most in maxima.items()}
    return filed(*targets, rubric=rubric, form={"blocks": blocks})


HUBEI = {"execution": "20", "output": "40", "benefit": "30", "satisfaction": "10"}


def test_a_kind_left_out_of_a_printed_block_leaves_its_points_open_and_raises_nothing():
    whole = [
        target("output", weight="40"),
        target("benefit", weight="30", actual="90"),
        target("satisfaction", weight="10", actual="50"),
    ]
    assert spans(printed(*whole, **HUBEI)) == ("92.00", "92.00")  # 20 + 40 + 27 + 5
    evaluation = printed(*whole[:2], **HUBEI)
    assert spans(evaluation) == ("87.00", "97.00")  # 27 as printed, not 36; the 10 are unknown
    assert [str(r.criterion.max) for r in evaluation.rows[2].criteria] == ["30", "10"]
    found = {f.code for f in review(evaluation)}
    assert "sum.weights" in found
    assert "score.block_missing" not in found


def test_weights_beyond_their_block_stay_as_printed_and_the_row_keeps_to_its_maximum():
    evaluation = printed(
        target("output", weight="44", actual="50"),
        target("benefit", weight="30"),
        target("satisfaction", weight="10"),
        **HUBEI,
    )
    (row,) = evaluation.rows[1].criteria
    assert (str(row.criterion.max), str(row.points.low)) == ("44", "22")
    assert (str(evaluation.rows[1].points.low), str(evaluation.rows[1].points.high)) == ("20", "22")
    assert "sum.weights" in {f.code for f in review(evaluation)}


@pytest.mark.parametrize("whole", ["100", "1"])
def test_weights_that_are_shares_are_brought_to_the_points_of_their_block(whole):
    half = str(float(whole) / 2)
    rows = [target("output", weight=half), target("output", weight=half, actual="50")]
    evaluation = printed(*rows, **HUBEI)
    assert [str(r.criterion.max) for r in evaluation.rows[1].criteria] == ["20", "20"]
    assert str(evaluation.rows[1].points.low) == "30"
