"""Ten planted faults in one file: all ten reported with file, line, path and what to do."""

from __future__ import annotations

import pytest

from perfkit.cli import main
from perfkit.evaluation.department import check_department

SUBMISSION = """\
synthetic: false
department:
  id: test-unit
year：2020
title: 测试单位自评报告
title: 又一个标题
facts:
  budget_total:
    - {value: "17,754,638.01", unit: 元, section: 一}
  budget_added:
    - {value: "-50", unit: 万元, section: 一}
  spent_total:
    - {value: "-3", unit: 万元, section: 一}
  fixed_assets_use_rate:
    - {value: "101", unit: "%", section: 一}
  staffing_control_rate:
    - {value: "120", unit: "%", section: 一}
  colour_of_the_door:
    - {value: "1", section: 一}
tasks:
  section: 四
  rows:
    - {name: 甲, category: basic, budget: [1], spent: "0"}
targets:
  section: 四
  rows: []
  remark: 多余
self_evaluation:
  rubric: sz-2020
  scores:
    decision.budget.rationality: "5"
    decision.budget.colour: "5"
"""

EXPECTED = [
    (2, "department.name", "缺少必填项"),  # a missing field is reported at its parent
    (4, "", "全角冒号"),
    (6, "title", "键重复"),
    (9, "facts.budget_total.0.value", "17754638.01"),
    (13, "facts.spent_total.0.value", "不得小于 0"),
    (15, "facts.fixed_assets_use_rate.0.value", "不得大于 100%"),
    (18, "facts.colour_of_the_door", "未知事实"),
    (23, "tasks.rows.0.budget", "应为数字"),
    (27, "targets.remark", "未知字段"),
    (32, "self_evaluation.scores.decision.budget.colour", "没有这一行"),
]


@pytest.fixture
def folder(tmp_path):
    unit = tmp_path / "test-unit_2020"
    unit.mkdir()
    (unit / "submission.yaml").write_text(SUBMISSION, encoding="utf-8")
    return unit


def test_all_ten_faults_are_reported_and_nothing_else(folder):
    faults = check_department(folder).faults
    assert [(fault.line, fault.path) for fault in faults] == [(line, path) for line, path, _ in EXPECTED]
    for fault, (_, _, words) in zip(faults, EXPECTED, strict=True):
        assert words in fault.message.zh
        assert fault.message.en and fault.file == "test-unit_2020/submission.yaml"


def test_check_prints_every_fault_and_exits_1(folder, capsys):
    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr().err
    for line, path, _ in EXPECTED:
        assert f"submission.yaml:{line}" in printed and path in printed
    assert main(["check", str(folder), "--lang", "en"]) == 1
    assert "10 faults" in capsys.readouterr().err


def test_a_cut_in_the_budget_and_a_control_rate_above_one_are_legal(folder):
    paths = [fault.path for fault in check_department(folder).faults]
    assert not any("budget_added" in path or "staffing_control_rate" in path for path in paths)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "文件是空的"),
        ("[1, 2", "YAML 格式错误"),
        ("- a\n- b\n", "应为下级键值"),
        ("department: 1\n", "应为下级键值"),
        ("\x00\x01", "YAML 格式错误"),
        ("a: &x [*x]\n", "不支持 YAML 引用"),
        ("a: &x [1]\nb: [*x, *x]\n", "不支持 YAML 引用"),
    ],
)
def test_files_that_are_no_submission(tmp_path, text, words):
    unit = tmp_path / "u_2020"
    unit.mkdir()
    (unit / "submission.yaml").write_text(text, encoding="utf-8")
    faults = check_department(unit).faults
    assert any(words in fault.message.zh for fault in faults), faults


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("４８８５", "4885"),
        ("1e3", "不是数字"),
        ("97.99%", "97.99"),
        ("约三百", "不是数字"),
        ("nan", "不是数字"),
        ("9" * 41, "不是数字"),
    ],
)
def test_amounts_as_clerks_write_them_get_advice(folder, value, advice):
    path = folder / "submission.yaml"
    path.write_text(SUBMISSION.replace("17,754,638.01", value), encoding="utf-8")
    fault = next(
        fault for fault in check_department(folder).faults if fault.path == "facts.budget_total.0.value"
    )
    assert advice in fault.message.zh


def test_a_file_of_50_mb_is_refused_at_once(tmp_path):
    unit = tmp_path / "u_2020"
    unit.mkdir()
    with (unit / "submission.yaml").open("wb") as file:
        file.truncate(50_000_000)
    assert "5 MB" in check_department(unit).faults[0].message.zh


@pytest.mark.parametrize("name", ["../secret", "a/b", "..", "", "没有"])
def test_a_department_id_cannot_leave_its_folder(tmp_path, name, capsys):
    from perfkit import SubmissionError, load_department

    with pytest.raises(SubmissionError):
        load_department(name, tmp_path)


@pytest.mark.parametrize("identifier", ["../x", "a b", "<b>", "名"])
def test_the_id_in_the_file_is_plain(folder, identifier):
    path = folder / "submission.yaml"
    path.write_text(SUBMISSION.replace("id: test-unit", f'id: "{identifier}"'), encoding="utf-8")
    assert any(fault.path == "department.id" for fault in check_department(folder).faults)


def test_a_department_s_own_count_is_a_whole_number(folder):
    text = """\
department: {id: test-unit, name: 测试单位}
year: "2020"
figures:
  - id: outings
    name: 宣讲场数
    kind: count
    statements:
      - {value: "3", unit: 场, section: 一}
      - {value: "2.5", unit: 场, section: 二}
      - {value: "1.5", unit: 万人, section: 三}
self_evaluation: {rubric: sz-2020, scores: {}}
"""
    (folder / "submission.yaml").write_text(text, encoding="utf-8")
    (fault,) = check_department(folder).faults
    assert (fault.line, fault.path) == (9, "figures.0.statements.1.value")
    assert "应为整数，现为 2.5场" in fault.show("zh")


def test_a_figure_of_one_evaluator_that_rules_out_another_s_judgement_is_told_with_file_and_line(folder):
    clause = "performance.equity.satisfaction.1"
    (folder / "submission.yaml").write_text(
        'department: {id: test-unit, name: 测试单位}\nyear: "2020"\nself_evaluation: {rubric: sz-2020, '
        "scores: {}}\n",
        encoding="utf-8",
    )
    (folder / "judgements").mkdir()
    (folder / "judgements" / "li.yaml").write_text(
        f'evaluator: {{id: li}}\njudgements:\n  - {{criterion: {clause}, points: "6", reason: 符合, '
        f"date: 2021-03-01}}\n",
        encoding="utf-8",
    )
    assert check_department(folder).faults == []
    (folder / "judgements" / "wang.yaml").write_text(
        "evaluator: {id: wang}\nfacts:\n"
        '  - {fact: satisfaction_rate, value: "50", unit: "%", document: 问卷, date: 2021-03-01}\n',
        encoding="utf-8",
    )
    (fault,) = check_department(folder).faults
    assert (fault.file, fault.line) == (
        f"{folder.name}/judgements/li.yaml",
        3,
    ) and "其他评价人" in fault.show("zh")
