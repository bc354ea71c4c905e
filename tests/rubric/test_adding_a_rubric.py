"""docs/adding-a-rubric.md: its example lints and scores, its faults are what the linter prints, its code
runs."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from rule_kinds import RULE_KINDS

from perfkit import evaluate, load_department
from perfkit.outlook.changes import change_fact, change_modifier, change_points
from perfkit.outlook.what_if import what_if
from perfkit.rubric.files import lint_file

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "adding-a-rubric.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL).group(1)
FAULTS = re.search(r"## 6\..*?```\n(.*?)```", PAGE, re.DOTALL).group(1)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "example-2024.yaml"
    file.write_text(EXAMPLE, encoding="utf-8")
    return file


@pytest.fixture
def evaluation(path):
    return evaluate(load_department("sz-sif-longhua_2020").submission, lint_file(path).rubric)


def test_the_example_has_no_fault_and_no_warning(path):
    report = lint_file(path)
    assert not report.errors and not report.warnings
    assert [len(report.rubric.blocks), len(report.rubric.indicators), report.rubric.max] == [3, 8, 100]


@pytest.mark.parametrize(
    ("change", "row", "points"),
    [
        (change_fact("spent_total", "94.99", "元"), "input.budget.execution", 15),
        (change_fact("spent_total", "95", "元"), "input.budget.execution", 20),
        (change_fact("spent_total", "90", "元"), "input.budget.execution", 15),
        (change_fact("spent_total", "89.99", "元"), "input.budget.execution", 5),
        (change_fact("procurement_actual", "80", "元"), "input.budget.procurement", 8),
        (change_fact("procurement_actual", "100.01", "元"), "input.budget.procurement", 0),
        (change_points("process.systems.soundness.1", 7), "process.systems.soundness", 7),
        (change_points("process.systems.disclosure.1", 5), "process.systems.disclosure", 5),
        (change_modifier("process.systems.disclosure.exemption", True), "process.systems.disclosure", 10),
        (change_modifier("process.systems.compliance.veto", True), "process.systems.compliance", 0),
        (change_fact("satisfaction_rate", "89.99", "%"), "effect.results.satisfaction", 0),
        (change_fact("satisfaction_rate", "90", "%"), "effect.results.satisfaction", 10),
    ],
)
def test_every_row_scores_as_its_standard_says(evaluation, change, row, points):
    base = [change_fact("budget_total", "100", "元"), change_fact("procurement_planned", "100", "元")]
    after = what_if(evaluation, [*base, change]).after
    found = next(one.points for one in after.rows if one.indicator.id == row)
    assert (found.low, found.high) == (points, points)


def test_the_reading_moves_the_row_it_names(evaluation):
    other = evaluation.under({"execution_base": "initial"})
    adjusted, initial = (
        one.by_criterion["input.budget.execution.1"].outcome.measure.low for one in (evaluation, other)
    )
    assert adjusted == Fraction("4787.11") / Fraction("4885.47") and initial == Fraction(
        "4787.11"
    ) / Fraction("3973.81")


def test_each_fault_is_what_the_linter_prints(path):
    tried = 0
    for block in re.split(r"\n(?=\S)", FAULTS.strip()):
        head, *printed = block.splitlines()
        before, after = head.split("  →  ")
        assert EXAMPLE.count(before) >= 1
        path.write_text(EXAMPLE.replace(before, after, 1), encoding="utf-8")
        report = lint_file(path)
        shown = [fault.show("en") for fault in report.errors] + [
            f"warning: {fault.show('en')}" for fault in report.warnings
        ]
        assert shown == [line.strip() for line in printed], head
        tried += 1
    assert tried >= 7


def test_every_rule_kind_is_on_the_page():
    for kind in (*RULE_KINDS, "veto", "exemption"):
        assert kind == "target" or f"`{kind}`" in PAGE


def test_its_code_runs():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "adding-a-rubric.md", "exec"), {})


def test_a_new_user_s_commands_work(path, capsys):
    from perfkit.cli import main

    assert main(["check", str(path), "--lang", "en"]) == 0
    assert "no faults" in capsys.readouterr().out
