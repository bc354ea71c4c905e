"""The linter: every refusal planted in a small rubric, with its line and what it says."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
import yaml

from perfkit.base.errors import RubricError
from perfkit.rubric.bands import Band, band_faults
from perfkit.rubric.files import lint_file, load_rubric, rubric_path

HERE = Path(__file__).parent
SMALL = (HERE / "small_rubric.yaml").read_text(encoding="utf-8")
# Old text, new text, a text on the faulty line, what the linter says.
REFUSED = yaml.safe_load((HERE / "lint_faults.yaml").read_text(encoding="utf-8"))


def write(folder: Path, text: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(text: str, marker: str) -> int:
    assert text.count(marker) >= 1, marker
    return text[: text.index(marker)].count("\n") + 1


def test_the_small_rubric_is_sound(tmp_path):
    report = lint_file(write(tmp_path, SMALL))
    assert (report.errors, report.warnings) == ((), ())
    assert [row.id for row in report.rubric.indicators] == ["one.a.rate", "one.a.judged"]
    assert list(report.rubric.criteria)[0] == "one.a.rate.1"


@pytest.mark.parametrize("planted", REFUSED)
def test_each_fault_is_refused_with_its_line_and_what_it_is(tmp_path, planted):
    old, new, marker, message = (REFUSED[planted][key] for key in ("old", "new", "line", "says"))
    assert SMALL.count(old) >= 1
    text = SMALL.replace(old, new, 1)
    path = write(tmp_path, text)
    report = lint_file(path)
    assert any(
        message in fault.message.zh and fault.line == line_of(text, marker) for fault in report.errors
    ), [str(fault) for fault in report.errors]
    assert all(fault.file == "small.yaml" and fault.message.en for fault in report.errors)
    with pytest.raises(RubricError) as refused:
        load_rubric(path)
    assert message in refused.value.show("zh")


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    text = (
        SMALL.replace('{below: "5%"', '{at_most: "5%"')
        .replace("fact: satisfaction_rate", "fact: satisfaction")
        .replace("chosen: all_staff", "chosen: x")
    )
    lines = [fault.line for fault in lint_file(write(tmp_path, text)).errors]
    assert lines == sorted(lines)
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("zero_actual: {open: {zero_actual_at_most: open}}", ""),
        ("zero_actual: {shut: {zero_actual_at_most: open}}", "readings 中没有 zero_actual.shut"),
        ("zero_acutal: {open: {zero_actual_at_most: open}}", "readings 中没有 zero_acutal.open"),
        ("zero_actual: {open: {zero_actual_atmost: open}}", "口径不能改动 zero_actual_atmost"),
        ("zero_actual: {open: {zero_actual_at_most: half}}", "口径改动的参数不成立：zero_actual_at_most"),
        ("zero_actual: {open: {operators: {at_most: proportional}}}", "at_most 不能用 proportional"),
        ("zero_actual: {open: {operators: {at_moost: inverse}}}", "口径改动的参数不成立：operators.at_moost"),
        ("zero_actual: {open: {zero_at: '1'}}", "zero_at 须大于 1"),
        ("zero_actual: {open: {zero_at: '3'}}", ""),
    ],
)
def test_the_options_of_a_target_policy_are_checked(tmp_path, option, says):
    written = rubric_path("national-2020").read_text(encoding="utf-8")
    planted = "zero_actual: {open: {zero_actual_at_most: open}}"
    path = tmp_path / "national-2020.yaml"
    path.write_text(written.replace(planted, option, 1), encoding="utf-8")
    errors = lint_file(path).errors
    line = next(n for n, text in enumerate(written.splitlines(), 1) if planted in text)
    assert ([(says in fault.message.zh, abs(fault.line - line) <= 1) for fault in errors]) == (
        [(True, True)] if says else []
    )


def test_text_with_a_comma_that_is_not_quoted_is_told_so(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("en: small table", "en: a small, known table"), encoding="utf-8")
    (fault,) = lint_file(path).errors
    assert (fault.line, "加双引号" in fault.message.zh) == (2, True)


def test_points_printed_above_the_rows_own_are_a_warning_not_an_error(tmp_path):
    text = SMALL.replace("3. 计划（1分）", "3. 计划（8分）")
    report = lint_file(write(tmp_path, text))
    assert report.errors == ()
    assert [(w.line, "8分" in w.message.zh and "2 分" in w.message.zh) for w in report.warnings] == [
        (line_of(text, "standard: |-"), True)
    ]


def test_a_numbered_clause_that_nothing_covers_is_a_warning(tmp_path):
    report = lint_file(write(tmp_path, SMALL.replace('clauses: "1–2"', 'clauses: "1"')))
    assert report.errors == ()
    assert ["第 2 条" in w.message.zh for w in report.warnings] == [True]


def test_sz_2020_has_no_error_and_one_warning_the_printed_8_points():
    report = lint_file(rubric_path("sz-2020"))
    assert report.errors == ()
    (warning,) = report.warnings
    text = rubric_path("sz-2020").read_text(encoding="utf-8")
    assert "8分" in warning.message.zh
    assert text.splitlines()[warning.line - 1].strip() == "standard: |-"
    assert (
        line_of(text, "decision.targets.completeness")
        < warning.line
        < line_of(text, "decision.targets.clarity")
    )


def test_sz_2020_is_the_printed_table():
    table = load_rubric("sz-2020")
    assert [block.max for block in table.blocks] == [20, 20, 60]
    assert sum(len(block.groups) for block in table.blocks) == 11
    assert [row.max for row in table.indicators] == [
        5,
        5,
        3,
        7,
        2,
        3,
        3,
        2,
        2,
        2,
        1,
        1,
        1,
        3,
        6,
        6,
        8,
        6,
        25,
        3,
        6,
    ]
    assert len(table.criteria) == 45
    assert all(
        criterion.text.en and criterion.text.en != criterion.text.zh for criterion in table.criteria.values()
    )
    assert all(row.id.startswith(block.id + ".") for block in table.blocks for row in block.indicators)


def test_every_combination_of_readings_builds_every_criterion():
    table = load_rubric("sz-2020")
    for criterion in table.criteria.values():
        names = list(criterion.by_reading)
        for options in product(*(table.readings[name].options for name in names)):
            built = table.criterion(criterion, dict(zip(names, options, strict=True)))
            assert built.max == criterion.max


def test_an_option_may_bind_facts_of_a_yearly_mean(tmp_path):
    mean = """                rule: progress_mean
                quarters:
                  - {ratio: spending_progress_q1, schedule: "25%"}
                  - {ratio: execution_rate, schedule: "100%"}
                by_reading:
                  staff_total: {established: {bind: {budget_total: budget_total_without_subsidy}}}
"""
    text = SMALL.replace(
        "                rule: proportional\n                ratio: procurement_rate\n", mean
    )
    table = lint_file(write(tmp_path, text)).rubric
    yearly = table.criterion(table.criteria["one.a.rate.2"], {"staff_total": "established"})
    assert [part.bind for part in yearly.parts] == [{"budget_total": "budget_total_without_subsidy"}] * 2


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.995", "优"),
        ("89.994", "良"),
        ("89.5", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_no_total_falls_between_two_grades(total, grade):
    assert load_rubric("sz-2020").grade(Fraction(total)).name == grade


def test_a_rubric_that_does_not_exist_names_those_that_do():
    with pytest.raises(RubricError, match="没有评分表 sz-2019；现有：.*sz-2020"):
        load_rubric("sz-2019")


def test_bands_without_any_end_are_refused():
    assert [fault.zh for fault in band_faults([Band(Fraction(1)), Band(Fraction(0))])] == ["分档没有界限"]
