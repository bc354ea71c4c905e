"""Every target of the bundled report as worked by hand: what it sets, what was reached,
what cannot be measured."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from perfkit.base.quantities import show_exact
from perfkit.filing.targets import ParsedTarget, parse_target
from perfkit.filing.targets.codes import Flag, Reason

HERE = Path(__file__).parents[1]
GOLDEN = HERE / "goldens" / "longhua-targets.tsv"


def _golden() -> list[dict[str, str]]:
    lines = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _shown(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(code) for code in value) if isinstance(value, tuple) else str(value)


def _number(value: Fraction | None) -> str:
    return "" if value is None else show_exact(value)


def _as_row(parsed: ParsedTarget) -> dict[str, str]:
    return {
        "operator": _shown(parsed.operator),
        "expected_number": _number(parsed.expected_number),
        "expected_unit": parsed.expected_unit,
        "actual_number": _number(parsed.actual_number),
        "actual_unit": parsed.actual_unit,
        "direction": _shown(parsed.direction),
        "measurable": _shown(parsed.measurable),
        "reason": _shown(parsed.reason),
        "met": _shown(parsed.met),
        "achievement": _shown(parsed.achievement),
        "answers": _shown(parsed.answers_question),
        "claim": _shown(parsed.claim),
        "guesses": _shown(parsed.guesses),
        "flags": _shown(parsed.flags),
    }


ROWS = _golden()


@pytest.mark.parametrize("row", ROWS, ids=[f"{index}-{row['name']}" for index, row in enumerate(ROWS, 1)])
def test_longhua_target(row):
    parsed = parse_target(row["expected"], row["actual"], name=row["name"], kind=row["kind"])
    assert _as_row(parsed) == {key: row[key] for key in _as_row(parsed)}


def test_longhua_has_its_62_targets_and_says_why_each_unmeasurable_one_is():
    blocks = [row["block"] for row in ROWS]
    assert [blocks.count(block) for block in ("output", "benefit", "satisfaction")] == [43, 10, 9]
    assert len(ROWS) == 62
    for row in ROWS:
        assert bool(row["why"]) == (row["measurable"] == "no"), row["name"]


def test_longhua_by_the_numbers():
    parsed = [
        parse_target(row["expected"], row["actual"], name=row["name"], kind=row["kind"]) for row in ROWS
    ]
    assert sum(not target.sets_value for target in parsed) == 41
    assert sum(target.measurable for target in parsed) == 17
    assert sum(target.reason is Reason.EXPENDITURE for target in parsed) == 3
    missed = {
        row["name"]: target.achievement
        for row, target in zip(ROWS, parsed, strict=True)
        if target.met is False
    }
    assert missed == {
        "市外案件调查宗数": Fraction(1, 25),
        "设备采购完成率": Fraction(93, 100),
        "培训班次完成率（%）": Fraction(1, 2),
        "预算准备金执行率": Fraction(944, 1000),
    }
    assert sum(Flag.COST_REWARDS_NOT_SPENDING in target.flags for target in parsed) == 7


def test_the_table_holds_the_targets_that_the_submission_holds():
    path = HERE.parent / "data" / "departments" / "sz-sif-longhua_2020" / "submission.yaml"
    filed = yaml.safe_load(path.read_text(encoding="utf-8"))["targets"]["rows"]
    keys = ("block", "kind", "name", "expected", "actual")
    assert [tuple(row[key] for key in keys) for row in ROWS] == [
        tuple(row[key] for key in keys) for row in filed
    ]
