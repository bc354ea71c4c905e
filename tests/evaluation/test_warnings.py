"""Warnings of a rubric's authority: on both sides of every edge, red before yellow, and only what figures
decide."""

from __future__ import annotations

import pytest

from perfkit.evaluation.tree import evaluate
from perfkit.evaluation.warnings import warned
from perfkit.filing.submission import Submission
from perfkit.rubric.files import load_rubric
from perfkit.rubric.policies import Warn


def levels(budget: str, spent: str, actual: str = "100", as_of: str = "") -> list[str]:
    rows = [
        {
            "block": block,
            "kind": kind,
            "name": block,
            "expected": "≥100个",
            "actual": f"{actual}个",
            "weight": weight,
        }
        for block, kind, weight in (
            ("output", "quantity", "50"),
            ("benefit", "social", "30"),
            ("satisfaction", "satisfaction", "10"),
        )
    ]
    facts = {
        name: [{"value": value, "unit": "元", "section": "表"}]
        for name, value in (("budget_total", budget), ("spent_total", spent))
    }
    filed = Submission.model_validate(
        {
            "department": {"id": "w", "name": "虚构单位"},
            "year": 2022,
            "as_of": as_of,
            "facts": facts,
            "targets": {"section": "表", "rows": rows},
            "self_evaluation": {"rubric": "budget-system"},
        }
    )
    return [one.warn.level for one in warned(evaluate(filed, load_rubric("budget-system")))]


@pytest.mark.parametrize(
    ("budget", "spent", "actual", "expected"),
    [
        ("1000", "950", "100", []),  # exactly 5 % apart
        ("1000", "949", "100", ["red"]),
        ("1000", "800", "80", []),  # both at 80 %, exactly 20 % unspent
        ("1000", "799", "79", ["yellow"]),
        ("1000", "700", "100", ["red"]),  # red goes before yellow
        ("0", "0", "100", ["yellow"]),
    ],
)
def test_a_year_that_is_over(budget, spent, actual, expected):
    assert levels(budget, spent, actual) == expected


@pytest.mark.parametrize(
    ("spent", "expected"), [("299", ["red"]), ("300", ["yellow"]), ("399", ["yellow"]), ("400", [])]
)
def test_the_pace_of_half_a_year(spent, expected):
    assert levels("1000", spent, as_of="q2") == expected


@pytest.mark.parametrize(
    ("as_of", "spent", "expected"),
    [
        (
            "m4",
            "249",
            ["yellow"],
        ),  # Sichuan: below 25 % by April, 40 % by June, 60 % by August, 80 % by October
        ("m4", "250", []),
        ("m5", "100", []),  # no threshold for May
        ("m6", "399", ["yellow"]),
        ("q2", "399", ["yellow"]),  # the end of June
        ("m8", "599.99", ["yellow"]),
        ("m8", "600", []),
        ("m10", "799", ["yellow"]),
        ("m10", "800", []),
        ("", "100", []),  # only while the year runs
    ],
)
def test_thresholds_by_month(as_of, spent, expected):
    by_month = (("m4", "25%"), ("m6", "40%"), ("m8", "60%"), ("m10", "80%"))
    text = {"zh": "支出进度低于控制线"}
    warnings = tuple(
        Warn(kind="spent", level="yellow", text=text, at=month, below=below) for month, below in by_month
    )
    rubric = load_rubric("budget-system").model_copy(update={"warnings": warnings})
    money = {
        name: [{"value": value, "unit": "元", "section": "表"}]
        for name, value in (("budget_total", "1000"), ("spent_total", spent))
    }
    filed = {"department": {"id": "w", "name": "虚构单位"}, "year": 2022, "as_of": as_of, "facts": money}
    found = warned(evaluate(Submission.model_validate(filed), rubric))
    assert [one.warn.level for one in found] == expected


@pytest.mark.parametrize(
    ("spent", "expected"), [("399", ["red"]), ("400", ["yellow"]), ("533", ["yellow"]), ("534", [])]
)
def test_the_pace_by_month(spent, expected):
    assert (
        levels("1000", spent, "100", as_of="m8") == expected
    )  # 2/3 of the year: red below 400, yellow below 533.33
