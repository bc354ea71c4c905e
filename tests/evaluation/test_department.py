"""A department folder on disk: judgement files, evaluators, faults of several files together."""

from __future__ import annotations

import shutil

import pytest

from perfkit import RubricError, SubmissionError, load_department
from perfkit.base.paths import data_root
from perfkit.evaluation.department import check_department
from perfkit.filing.folders import find_departments

LONGHUA = data_root() / "departments" / "sz-sif-longhua_2020"

JUDGEMENTS = """\
evaluator: {{id: {who}, name: 甲}}
evidence:
  - {{id: d1, criterion: management.funds.disclosure.1, document: 预算公开网页, date: 2021-03-02}}
judgements:
  - {{criterion: management.funds.disclosure.1, points: "{points}", reason: 已按时公开, \
evidence: [d1], date: 2021-03-05}}
"""


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / LONGHUA.name
    shutil.copytree(LONGHUA, copy)
    (copy / "judgements").mkdir()
    return copy


def write(folder, who, points="1.5", text=JUDGEMENTS):
    (folder / "judgements" / f"{who}.yaml").write_text(text.format(who=who, points=points), encoding="utf-8")


def test_judgements_on_file_are_used(folder):
    write(folder, "wang")
    result = load_department(folder).evaluate().by_criterion["management.funds.disclosure.1"]
    assert (result.points.low, result.status) == (result.points.high, "judged")
    assert result.evidence[0][1].document == "预算公开网页"


def test_one_evaluator_can_be_picked(folder):
    write(folder, "wang")
    write(folder, "li", "1")
    both = load_department(folder).evaluate().by_criterion["management.funds.disclosure.1"]
    assert both.disagree and both.status == "open"
    one = load_department(folder, evaluator="li").evaluate().by_criterion["management.funds.disclosure.1"]
    assert one.points.low == one.points.high == 1
    with pytest.raises(SubmissionError, match="li、wang"):
        load_department(folder, evaluator="zhao")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("已按时公开", '""'), "缺少理由"),
        (('points: "{points}"', 'points: "1.6"'), "0～1.5"),
        (('points: "{points}"', 'points: "1.2"'), "只能评 0、1、1.5 分"),
        (('points: "{points}"', "triggered: true"), "应填 points"),
        (("evidence: [d1]", "evidence: [d9]"), "d9"),
        (
            ("criterion: management.funds.disclosure.1, points", "criterion: management.colour, points"),
            "没有评分点",
        ),
        (("2021-03-05", "去年"), "日期"),
        (('points: "{points}", ', ""), "只能填一个"),
    ],
)
def test_a_judgement_that_cannot_be_used_is_refused_with_its_line(folder, change, words):
    write(folder, "wang", text=JUDGEMENTS.replace(*change))
    faults = check_department(folder).faults
    assert len(faults) == 1 and words in faults[0].message.zh
    assert faults[0].file.endswith("judgements/wang.yaml") and faults[0].line >= 5
    with pytest.raises(SubmissionError):
        load_department(folder)


def test_a_criterion_judged_twice_is_refused(folder):
    write(folder, "wang", text=JUDGEMENTS + JUDGEMENTS.splitlines()[-1] + "\n")
    assert "已评过一次" in check_department(folder).faults[0].message.zh


def test_points_that_the_rule_has_decided_cannot_be_judged_otherwise(folder):
    write(
        folder,
        "wang",
        text=JUDGEMENTS.replace(
            "management.funds.disclosure.1, points", "management.staff.off_establishment_rate.1, points"
        ),
    )
    assert "已由规则和数据定为 0 分" in check_department(folder).faults[0].message.zh


def test_faults_of_several_files_come_together(folder):
    write(folder, "wang", "9")
    submission = folder / "submission.yaml"
    submission.write_text(
        submission.read_text(encoding="utf-8").replace("year: 2020", "year: 二〇二〇", 1), encoding="utf-8"
    )
    files = {fault.file.rpartition("/")[2] for fault in check_department(folder).faults}
    assert "submission.yaml" in files


def test_an_unknown_rubric_names_those_that_exist(folder):
    with pytest.raises(RubricError, match="sz-2020"):
        load_department(folder, rubric="xx-1999")


def test_departments_are_found_once_each(folder, tmp_path):
    assert find_departments([folder, folder / "submission.yaml", tmp_path]) == [folder]
    with pytest.raises(SubmissionError, match="不存在"):
        find_departments([tmp_path / "nothing"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(SubmissionError, match="没有 submission.yaml"):
        find_departments([tmp_path / "empty"])


def test_departments_are_found_in_folders_below_and_what_holds_none_is_still_named(folder, tmp_path):
    """Drafts of files with several filings lie one folder deeper than others."""
    root = tmp_path / "root"
    for place in ("a_2020", "several/b_2020", "several/deep/c_2020", "lost_2020/projects/p_2020"):
        shutil.copytree(folder, root / place)
    (root / "several" / "emptied_2020").mkdir()
    (root / "nothing").mkdir()
    (root / "round").symlink_to(root)
    found = [one.relative_to(root).as_posix() for one in find_departments([root])]
    assert found == [
        "a_2020",
        "lost_2020",  # its projects do not stand for a filing that is missing
        "nothing",
        "round",
        "several/b_2020",
        "several/deep/c_2020",
        "several/emptied_2020",
    ]


def test_a_figure_in_a_judgement_file_that_is_no_number_is_a_fault_not_a_crash(folder):
    fact = (
        'facts:\n  - {{fact: satisfaction_rate, value: "9６%", unit: "%", document: 调查报告, date: '
        "2021-03-05}}\n"
    )
    write(folder, "wang", text=JUDGEMENTS.replace("judgements:", fact + "judgements:"))
    (fault,) = check_department(folder).faults
    assert "96" in fault.message.zh and fault.path.startswith("facts.0")


@pytest.mark.parametrize("named", ['{rubric: "", total: "90"}', "{}"])
def test_a_filing_that_names_no_rubric_has_no_fault_and_is_not_scored(tmp_path, named):
    folder = tmp_path / "bare_2021"
    folder.mkdir()
    text = f"department: {{id: bare, name: 某局}}\nyear: 2021\nself_evaluation: {named}\n"
    (folder / "submission.yaml").write_text(text, encoding="utf-8")
    assert check_department(folder) == ([], False, False)
    assert check_department(folder, "sz-2020") == ([], True, False)
    with pytest.raises(
        SubmissionError, match="请用 --rubric 指明一张（现有：.*sz-2020（部门整体支出绩效评分表）"
    ):
        load_department(folder)
