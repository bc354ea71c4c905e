"""Whole filed forms under the rubric that fits: maxima from the form, every row as worked by hand; what does
not add up."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.base.yaml_source import read_yaml
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.submission import Submission
from perfkit.review import review
from perfkit.rubric.filed_maxima import filed_maxima
from perfkit.rubric.files import load_rubric

PAGE = Path(__file__).parent.parent / "cases" / "filed-forms.yaml"
FORMS = read_yaml(PAGE, PAGE.name).data["forms"]
WEIGHT = st.integers(1, 40).map(str)


def filed(form: dict, **more) -> Submission:
    (budget, budget_unit), (spent, spent_unit) = (one.split() for one in form["money"])
    rows = [
        {
            "block": block,
            "kind": kind,
            "name": f"指标{number}",
            "expected": expected,
            "actual": actual,
            "unit": unit,
            **({"weight": weight} if weight else {}),
        }
        for number, (block, kind, expected, actual, unit, weight, _) in enumerate(form["rows"][1:], start=1)
    ]
    return Submission.model_validate(
        {
            "synthetic": True,
            "department": {"id": "form", "name": "虚构单位"},
            "project": {"name": "虚构项目"},
            "year": 2022,
            "form": {"kind": "project", "blocks": {k: {"max": v} for k, v in form["blocks"].items()}},
            "facts": {
                "budget_total": [{"value": budget, "unit": budget_unit, "section": "表"}],
                "spent_total": [{"value": spent, "unit": spent_unit, "section": "表"}],
            },
            "targets": {"section": "表", "rows": rows},
            "self_evaluation": {"rubric": form["rubric"]},
            **more,
        }
    )


def scored(form: dict, **more) -> Evaluation:
    return evaluate(filed(form, **more), load_rubric(form["rubric"]))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_every_row_has_the_points_worked_by_hand(form):
    evaluation = scored(form)
    found = [result for row in evaluation.rows for result in row.criteria]
    by_number = {getattr(result.criterion, "row", 0): result.points for result in found}
    by_number[0] = evaluation.rows[0].points  # execution, rounded as a row
    for number, row in enumerate(form["rows"]):
        ends = row[-1] if isinstance(row[-1], list) else [row[-1], row[-1]]
        assert tuple(by_number[number]) == tuple(map(Fraction, ends)), row
    assert {row.indicator.id.partition(".")[0]: row.indicator.max for row in evaluation.rows} == {
        block: Fraction(points) for block, points in form["maxima"].items()
    }
    assert evaluation.rubric.max == sum(row.indicator.max for row in evaluation.rows) == 100


def test_a_printed_maximum_that_its_weights_do_not_sum_to_is_a_finding_not_a_refusal():
    form = next(one for one in FORMS if "60" in one["name"])
    codes = {finding.code for finding in review(scored(form))}
    assert codes & {"sum.weights", "sum.block_weights"}
    right = next(one for one in FORMS if "成本自成" in one["name"])
    assert not {finding.code for finding in review(scored(right))} & {"sum.weights", "sum.block_weights"}


def test_a_block_that_the_form_has_and_the_filing_lacks_stays_missing():
    form = next(one for one in FORMS if "成本自成" in one["name"])
    short = {**form, "rows": [row for row in form["rows"] if row[0] != "satisfaction"]}
    evaluation = scored(short)
    satisfaction = next(row for row in evaluation.rows if row.indicator.id.startswith("satisfaction"))
    assert (satisfaction.indicator.max, tuple(satisfaction.points)) == (10, (0, 10))


@given(st.lists(WEIGHT, min_size=3, max_size=3), st.sampled_from(["", "20", "50", "70"]))
def test_maxima_always_sum_to_the_table_and_no_row_exceeds_its_own(weights, printed):
    rows = [["execution", "0"]] + [
        [block, "quantity", "≥10个", "7个", "", weight, "0"]
        for block, weight in zip(("output", "benefit", "satisfaction"), weights, strict=True)
    ]
    blocks = {"output": printed} if printed else {}
    form = {"rubric": "national-2020", "blocks": blocks, "money": ["100 元", "90 元"], "rows": rows}
    evaluation, submission = scored(form), filed(form)
    assert sum(row.indicator.max for row in evaluation.rows) == 100
    for row in evaluation.rows:
        assert 0 <= row.points.low <= row.points.high <= row.indicator.max
    found = filed_maxima(load_rubric("national-2020"), submission)
    if found.adds_up and printed and found.origin["output"] == "printed":
        assert found.maxima["output"] == Fraction(printed)


@pytest.mark.parametrize(
    ("spent", "reading", "points"),
    [
        ("110", "capped", "10"),
        ("110", "uncapped", "11"),
        ("99", "uncapped", "9.9"),
        ("250", "uncapped", "20"),
    ],
)
def test_the_cap_on_execution_is_a_reading(spent, reading, points):
    form = {**FORMS[0], "money": ["100 元", f"{spent} 元"]}
    evaluation = scored(form).under({"execution_cap": reading})
    assert evaluation.rows[0].points.low == Fraction(points)


@pytest.mark.parametrize(("reading", "ends"), [("open", (0, 10)), ("zero", (0, 0)), ("full", (10, 10))])
def test_nothing_of_nothing_is_a_reading(reading, ends):
    evaluation = scored({**FORMS[0], "money": ["0 元", "0 元"]}).under({"zero_budget": reading})
    assert tuple(evaluation.rows[0].points) == ends


def test_both_variants_of_the_grades():
    form = next(one for one in FORMS if "教学点" in one["name"])
    low = scored({**form, "money": ["100 元", "0 元"]})  # 88.57 points
    assert (low.grades["low"].name, low.under({"grade_cuts": "lower"}).grades["low"].name) == ("良", "优")
    assert low.under({"grade_cuts": "lower"}).under({"grade_cuts": "usual"}).grades["low"].name == "良"


def test_a_bonus_stops_at_its_cap_and_the_total_at_its_own():
    table = load_rubric("example-either-or")

    def total(items: str, spent: str) -> Fraction:
        facts = {
            "bonus_items_count": items + " 项",
            "spent_total": spent + " 元",
            "budget_total": "100 元",
            "budget_initial": "100 元",
            "budget_added": "0 元",
            "budget_carried_in": "0 元",
            "carried_over": "50 元",
        }
        stated = {
            fact: [{"value": text.split()[0], "unit": text.split()[1], "section": "表"}]
            for fact, text in facts.items()
        }
        submission = Submission.model_validate(
            {"department": {"id": "b", "name": "虚构单位"}, "year": 2022, "facts": stated}
        )
        return evaluate(submission, table).points.low

    assert total("0", "80") == 8
    assert total("2", "80") == 10
    assert total("4", "80") == 11  # 4 in the row, 3 is the block's cap
    assert total("4", "100") == 12  # and 12 the table's
