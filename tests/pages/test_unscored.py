"""A filing that no scoring table fits: a report without points that says why, letters, ledger, comparison."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfkit.cli import main
from perfkit.evaluation.department import load_department
from perfkit.outlook.materials import request_list
from perfkit.pages.report import open_report
from perfkit.pages.sequence import OF_DEPARTMENTS, OF_SCORES
from perfkit.publish.grid import Grid
from perfkit.publish.pieces import pieces
from perfkit.views.wording import show_own

FORM = """
synthetic: true
department: {id: county, name: 示例县水务局}
project: {name: 末级渠系维修}
year: %YEAR%
form: {family: project, kind: project, blocks: {execution: {name: 预算执行, max: "10", score: "9"}}}
targets:
  section: 年度绩效指标完成情况
  rows:
  - {block: output, kind: quantity, name: 维修渠道, expected: ≥12公里, actual: 12公里, weight: "30", self_score: "30"}
  - {block: output, kind: quantity, name: 新建水闸, expected: ≥36座, actual: 20座, weight: "30", self_score: "30"}
  - {block: benefit, kind: social, name: 灌溉面积, expected: ≥9亩, actual: 9亩, weight: "30", self_score: "30"}
  - {block: satisfaction, kind: satisfaction, name: 满意度,
     expected: ≥90%, actual: 92%, weight: 10, self_score: 10}
self_evaluation: {rubric: "%RUBRIC%", scores: {}, total: "99", section: 总分}
facts:
  budget_total: [{value: "150", unit: 万元, section: 项目资金, quote: "150"}]
  spent_total: [{value: "141", unit: 万元, section: 项目资金, quote: "141"}]
"""


ZERO = re.compile(r"(?<![0-9])0\.00")


def filed(folder: Path, year: int = 2022, rubric: str = "") -> Path:
    folder.mkdir()
    text = FORM.replace("%YEAR%", str(year)).replace("%RUBRIC%", rubric)
    (folder / "submission.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("lang", "why"), [("zh", "只核查、不评分"), ("en", "reviewed, not scored")])
def test_the_report_says_why_it_has_no_points_and_shows_no_table_of_points(tmp_path, lang, why):
    report = open_report(filed(tmp_path / "a"), lang=lang)
    said = str(report.answer())
    assert why in said and "99.00" in said and not ZERO.search(said)
    assert not {*OF_SCORES, *OF_DEPARTMENTS} & set(report.sequence)
    shown = [str(report.show(name)) for name in report.sequence if report.show(name) is not None]
    assert not [text for text in shown if "三公" in text or "三公经费" in text or "不评级" in text]
    assert "form-scoring" not in [piece.name for piece in pieces(report) if isinstance(piece, Grid)]
    assert not re.search(r"[.。] [a-z]", said) and "职责 0" not in str(report.work())
    assert why in str(report.method()) and why in str(report.scoring())


def test_every_command_works_without_a_scoring_table(tmp_path, capsys):
    first, second = filed(tmp_path / "a"), filed(tmp_path / "b", 2023)
    for command in (
        ["letter", str(first), "-o", str(tmp_path / "letters"), "--kind", "opinion"],
        ["follow", str(first)],
        ["committee", str(first)],
        ["years", str(first), str(second)],
        ["diff", str(first), str(first)],
        ["report", str(first), "-o", str(tmp_path / "out"), "--format", "html,docx,pdf,xlsx,json"],
    ):
        assert main(command) == 0, command
    told = capsys.readouterr().out
    assert "尚未提出事项" in told and "未评分" in told and not ZERO.search(told)
    assert {path.suffix for path in (tmp_path / "out").rglob("report.*")} == {
        ".html",
        ".docx",
        ".pdf",
        ".xlsx",
        ".json",
    }


def test_a_list_of_requests_is_numbered_from_one(tmp_path):
    evaluation = open_report(filed(tmp_path / "a")).evaluation
    heads = [line for line in request_list(evaluation).splitlines() if "、请" in line]
    assert heads and heads[0].startswith("一、")


def test_a_total_that_is_not_the_sum_of_its_rows_stands_beside_it(tmp_path):
    evaluation = load_department(filed(tmp_path / "a", rubric="national-2020")).evaluate()
    assert show_own(evaluation, "zh") == "109.00（各行合计，总分载为 99.00）"
    longhua = load_department("sz-sif-longhua_2020").evaluate()
    assert show_own(longhua, "en") == "95.50"
