"""The Excel workbook: what is filled in comes back the same, and every fault names its sheet and cell."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date

import pytest
from filled_workbook import JUDGED, cell_of, edited
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from perfkit import Submission, load_department, load_submission
from perfkit.base.cells import number_text
from perfkit.base.errors import RubricError, SubmissionError
from perfkit.cli import main
from perfkit.filing.judgements import Judgements
from perfkit.intake.workbook import read_to_folder, read_workbook, write_template
from perfkit.intake.workbook import sheets as S


def test_the_longhua_submission_comes_back_as_it_was(filled, longhua):
    content, judged, faults = read_workbook(filled)
    assert faults == []
    assert Submission.model_validate(content) == longhua
    without_flag = {key: value for key, value in JUDGED.items() if key != "synthetic"}
    assert [Judgements.model_validate(file) for file in judged] == [Judgements.model_validate(without_flag)]


def test_printed_decimals_survive(filled):
    content, _, _ = read_workbook(filled)
    assert content["tasks"]["rows"][1]["completion"] == "99.8"
    assert content["facts"]["project_budget"][0]["value"] == "2444.47"
    assert (number_text(2.5, "0.00"), number_text(0.1 + 0.2, "General"), number_text(17754638.01, "0")) == (
        "2.50",
        "0.3",
        "17754638.01",
    )


def test_faults_name_sheet_and_cell_all_at_once(filled):
    score = cell_of(filled, S.SCORES, "score", "decision.targets.clarity")
    value = cell_of(filled, S.FACTS, "value", "budget_initial")
    kind = cell_of(filled, S.TARGETS, "kind", "设备采购完成率")
    points = cell_of(filled, S.JUDGEMENTS, "reason", "decision.budget.rationality.1")
    edited(
        filled,
        (S.SCORES.name, score, "五分"),
        (S.FACTS.name, value, "3,973.81"),
        (S.TARGETS.name, kind, "其他指标"),
        (S.TASKS.name, "E4", "=1+1"),
        (S.BASICS.name, "C7", "二〇二〇"),
        (S.JUDGEMENTS.name, points, None),
    )
    _, _, faults = read_workbook(filled)
    assert {fault.path for fault in faults} == {
        f"{S.SCORES.name}!{score}",
        f"{S.FACTS.name}!{value}",
        f"{S.TARGETS.name}!{kind}",
        f"{S.TASKS.name}!E4",
        f"{S.BASICS.name}!C7",
        f"{S.JUDGEMENTS.name}!{points.replace('G', 'A')}",
    }
    assert "公式" in next(fault.message.zh for fault in faults if fault.path.endswith("E4"))
    assert "3973.81" in next(fault.message.zh for fault in faults if fault.path.startswith(S.FACTS.name))


def test_what_a_person_types_into_the_template_is_read(tmp_path):
    path = write_template("sz-2020", tmp_path / "typed.xlsx")
    edited(
        path,
        (S.BASICS.name, "C3", "test-unit"),
        (S.BASICS.name, "C4", "测试局"),
        (S.BASICS.name, "C7", 2021),
        (S.FACTS.name, cell_of(path, S.FACTS, "value", "budget_initial"), 1234.5),
        (S.FACTS.name, cell_of(path, S.FACTS, "section", "budget_initial"), "一"),
        (S.FACTS.name, cell_of(path, S.FACTS, "value", "is_classified"), "否"),
        (S.FACTS.name, cell_of(path, S.FACTS, "section", "is_classified"), "一"),
        (S.SCORES.name, cell_of(path, S.SCORES, "score", "decision.targets.clarity"), 6.5),
        (S.JUDGEMENTS.name, cell_of(path, S.JUDGEMENTS, "points", "decision.budget.rationality.1"), 1),
        (S.JUDGEMENTS.name, cell_of(path, S.JUDGEMENTS, "reason", "decision.budget.rationality.1"), "相符"),
        (S.JUDGEMENTS.name, cell_of(path, S.JUDGEMENTS, "evaluator", "decision.budget.rationality.1"), "li"),
        (
            S.JUDGEMENTS.name,
            cell_of(path, S.JUDGEMENTS, "date", "decision.budget.rationality.1"),
            date(2022, 3, 1),
        ),
    )
    folder = read_to_folder(path, tmp_path / "out")[0]
    filed = load_submission(folder)
    assert filed.facts["budget_initial"][0].printed == "1234.5万元"
    assert filed.facts["is_classified"][0].value is False
    assert filed.self_evaluation.printed == {"decision.targets.clarity": "6.5"}
    assert load_department(folder).judgements[0].judgements[0].date == date(2022, 3, 1)


def test_a_folder_with_other_work_is_not_overwritten(filled, longhua, tmp_path):
    out = tmp_path / "out"
    read_to_folder(filled, out)
    read_to_folder(filled, out)
    before = (out / "submission.yaml").read_bytes()
    edited(filled, (S.BASICS.name, "C4", "另一个局"))
    with pytest.raises(SubmissionError, match="没有写入"):
        read_to_folder(filled, out)
    assert (out / "submission.yaml").read_bytes() == before


def test_the_command_line_writes_and_reads(tmp_path, capsys):
    path = tmp_path / "t.xlsx"
    assert main(["template", "--rubric", "sz-2020", "-o", str(path)]) == 0
    assert main(["read", str(path), "-o", str(tmp_path / "out")]) == 1
    assert f"{S.BASICS.name}!C3" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    with pytest.raises(RubricError):
        write_template("nowhere", tmp_path / "x.xlsx")


printable = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp"),
        exclude_characters="\ufffe\uffff",
    ),
    min_size=1,
    max_size=30,
)
digits = st.from_regex(r"(0|[1-9][0-9]{0,13})(\.[0-9]{1,6})?", fullmatch=True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=printable,
    texts=st.lists(st.tuples(printable, printable), max_size=3),
    values=st.lists(digits, min_size=1, max_size=4),
    score=st.from_regex(r"[0-5](\.[0-9]{1,3})?", fullmatch=True),
)
def test_any_submission_comes_back_as_it_was(name, texts, values, score, tmp_path):
    filed = Submission.model_validate(
        {
            "department": {"id": "unit", "name": name},
            "year": 2021,
            "narrative": {"duties": [{"section": section, "text": text} for section, text in texts]}
            if texts
            else {},
            "facts": {
                "budget_total": [
                    {"value": value, "unit": "元", "section": "一", "quote": name, "approximate": n % 2 == 1}
                    for n, value in enumerate(values)
                ]
            },
            "figures": [
                {
                    "id": "people_served",
                    "name": name,
                    "kind": "count",
                    "statements": [{"value": value, "section": "一"} for value in values],
                    "sum_of": ["budget_total"],
                }
            ],
            "tasks": {
                "section": "四",
                "rows": [
                    {"name": name, "category": "basic", "budget": value, "spent": "0", "completion": "99.80"}
                    for value in values
                ],
            },
            "targets": {
                "section": "四",
                "rows": [
                    {"block": "output", "kind": "quantity", "name": name, "expected": text, "actual": section}
                    for section, text in texts
                ],
            },
            "self_evaluation": {"rubric": "sz-2020", "scores": {"decision.targets.clarity": score}},
        }
    )
    content, _, faults = read_workbook(write_template("sz-2020", tmp_path / "any.xlsx", filed))
    assert faults == []
    assert Submission.model_validate(content) == filed


@pytest.mark.slow
def test_a_workbook_that_libreoffice_saved_comes_back_as_it_was(filled, longhua, tmp_path):
    """The sums are computed there, and they are those that the report prints."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "saved"),
        str(filled),
    ]
    subprocess.run(
        command, capture_output=True, timeout=180, check=True, env={**os.environ, "HOME": str(tmp_path)}
    )
    saved = tmp_path / "saved" / filled.name
    if not saved.exists():
        pytest.skip("this LibreOffice has no Calc")
    content, _, faults = read_workbook(saved)
    assert faults == [] and Submission.model_validate(content) == longhua
    sheet = load_workbook(saved, data_only=True)[S.SCORES.name]
    sums = next(row for row in sheet.iter_rows() if row[0].value == S.TOTAL_LABEL)
    assert (sums[S.SCORES.letter("max") - 1].value, sums[S.SCORES.letter("score") - 1].value) == (100, 95.5)


def test_keys_without_a_cell_and_blocks_of_cost_come_back(tmp_path):
    target = {"block": "cost", "kind": "cost", "name": "单价", "expected": "≤5", "actual": "4"}
    filed = {
        "department": {"id": "lib", "name": "图书馆"},
        "year": 2023,
        "form": {
            "family": "project",
            "kind": "project",
            "blocks": {"cost": {"name": "成本指标", "max": "20"}},
        },
        "project": {"name": "图书角"},
        "narrative": {"other": [{"section": "第5段", "text": "补充情况。"}]},
        "targets": {
            "section": "表2",
            "rows": [target | {"unit": "万元", "self_score": "20", "reason": "询价", "place": "表1"}],
        },
        "self_evaluation": {
            "rubric": "budget-system",
            "rows": [{"name": "质量", "level1": "产出", "score": "9"}],
            "scores": {},
        },
    }
    back, _, faults = read_workbook(write_template("budget-system", tmp_path / "u.xlsx", filed))
    assert faults == [] and {key: back[key] for key in filed} == filed
