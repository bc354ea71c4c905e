"""Judging: what is open, what is refused and why, saving and resuming, at the terminal and as a session."""

from __future__ import annotations

import builtins
import os
import shutil
from datetime import date
from fractions import Fraction

import pytest
import yaml

from perfkit import SubmissionError, load_department
from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.filing.judgements import read_judgements
from perfkit.outlook.judging import Session

DAY = date(2021, 3, 5)
CLARITY, DISCLOSURE, VETO = (
    "decision.targets.clarity.1",
    "management.funds.disclosure.1",
    "management.funds.compliance.veto",
)


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "sz-sif-longhua_2020"
    shutil.copytree(data_root() / "departments" / copy.name, copy)
    shutil.rmtree(copy / "judgements", ignore_errors=True)
    return copy


def judge_everything(session):
    """Every item at its best, with a document wherever one is wanted."""
    while session.open_items:
        item = session.open_items[0]
        seen = tuple(session.see(item.id, "所见材料", day=DAY) for _ in item.documents)
        if item.is_modifier:
            session.decide(item.id, False, "查账未见", seen, day=DAY)
        elif item.steps:
            session.award(item.id, item.steps[-1], "符合条款", seen, day=DAY)
        else:
            session.award(item.id, item.span.partition("～")[2], "符合条款", seen, day=DAY)


def test_it_lists_what_is_not_decided_with_clause_claim_facts_and_documents(folder):
    items = {item.id: item for item in Session(folder, "wang").items}
    disclosure = items[DISCLOSURE]
    assert (
        disclosure.documents and "公开" in disclosure.clause.zh and disclosure.steps == (0, 1, Fraction(3, 2))
    )
    assert any("公开" in place.quote for place in disclosure.claims)
    assert "spent_by_q1" in items["performance.efficiency.budget_execution_rate.1"].missing
    assert items[VETO].is_modifier and "management.staff.off_establishment_rate.1" not in items


def test_with_everything_judged_the_interval_closes_to_one_number_and_one_grade(folder):
    session = Session(folder, "wang")
    before = session.evaluation.points
    judge_everything(session)
    session.save()
    evaluation = load_department(folder).evaluate()
    assert evaluation.points.is_exact and evaluation.grades["low"] == evaluation.grades["high"]
    assert (
        before.high - Fraction(1, 100) < evaluation.points.high <= before.high
        and not Session(folder, "wang").open_items
    )


@pytest.mark.parametrize("rubric", ["national-2020", "hubei-2020"])
def test_weighted_targets_are_judged_by_shares(folder, rubric):
    session = Session(folder, "wang", rubric)
    for item in session.open_items:
        session.award(item.id, "80%", "部分佐证", day=DAY)
    assert session.evaluation.points.is_exact
    session.save()
    again = Session(folder, "wang", rubric)
    assert again.evaluation.points == session.evaluation.points and not again.open_items


def test_half_done_work_resumes(folder):
    session = Session(folder, "wang", name="王")
    session.award(CLARITY, "2", "对应: 年度计划 # 见附表“一”", day=DAY)
    session.save()
    again = Session(folder, "wang")
    assert (
        again.item(CLARITY).mine.reason == "对应: 年度计划 # 见附表“一”"
        and again.judged.evaluator.name == "王"
    )
    assert len(again.open_items) == len(session.items) - 1


@pytest.mark.parametrize(
    ("points", "reason", "words"),
    [
        ("1", "有依据", "只能评 0、2 分"),
        ("3", "有依据", "须在 0～2 分之间"),
        ("-1", "有依据", "须在 0～2 分之间"),
        ("2", "  ", "缺少理由"),
        ("二", "有依据", "不是数字"),
        ("", "有依据", "不是数字"),
        ("1,5", "有依据", "含有分隔符"),
    ],
)
def test_what_cannot_be_awarded_is_refused_at_once_and_leaves_nothing(folder, points, reason, words):
    session = Session(folder, "wang")
    with pytest.raises(SubmissionError, match=words):
        session.award(CLARITY, points, reason, day=DAY)
    assert not session.judged.judgements


def test_full_width_digits_are_read_as_they_were_meant(folder):
    session = Session(folder, "wang")
    session.award(CLARITY, "２", "符合", day=DAY)
    assert session.item(CLARITY).mine.points == 2


def test_a_clause_that_wants_a_document_gives_nothing_without_one(folder):
    session = Session(folder, "wang")
    with pytest.raises(SubmissionError, match="部门预算公开网页"):
        session.award(DISCLOSURE, "1.5", "报告称已公开", day=DAY)
    session.award(DISCLOSURE, "0", "未见到公开网页", day=DAY)
    with pytest.raises(SubmissionError, match="d7"):
        session.award(DISCLOSURE, "1.5", "已公开", ("d7",), day=DAY)
    seen = session.see(DISCLOSURE, "预算公开网页", day=DAY)
    session.award(DISCLOSURE, "1.5", "按时公开", (seen,), day=DAY)
    assert session.item(DISCLOSURE).mine.evidence == ("d1",) and len(session.judged.judgements) == 1
    with pytest.raises(SubmissionError, match="document"):
        session.see(DISCLOSURE, " ", day=DAY)


def test_a_figure_from_a_document_decides_and_what_contradicts_it_is_refused(folder):
    session = Session(folder, "wang")
    name = "performance.equity.satisfaction.1"
    session.establish("satisfaction_rate", "96", "%", "满意度调查报告", day=DAY)
    assert session.evaluation.by_criterion[name].points.low == 6
    with pytest.raises(SubmissionError, match="已由规则和数据定为 6 分"):
        session.award(name, "4", "估计", day=DAY)
    for fact, value, unit, words in (
        ("satisfaction", "96", "%", "未知事实"),
        ("satisfaction_rate", "9６%", "%", "96"),
        ("satisfaction_rate", "101", "%", "100%"),
    ):
        with pytest.raises(SubmissionError, match=words):
            session.establish(fact, value, unit, "另一份材料", day=DAY)
    assert len(session.judged.facts) == 1


def test_a_veto_is_decided_not_scored(folder):
    session = Session(folder, "wang")
    with pytest.raises(SubmissionError, match="适用或不适用"):
        session.award(VETO, "1", "查账", day=DAY)
    with pytest.raises(SubmissionError, match="应给分数"):
        session.decide(CLARITY, True, "查账", day=DAY)
    session.decide(VETO, False, "未见", day=DAY)
    assert session.item(VETO).mine.triggered is False
    session.withdraw(VETO)
    assert session.item(VETO).mine is None


def test_saving_is_all_or_nothing(folder, monkeypatch):
    session = Session(folder, "wang")
    session.award(CLARITY, "2", "符合", day=DAY)
    session.save()
    before = session.path.read_bytes()
    session.award("decision.targets.clarity.3", "1", "符合", day=DAY)

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError):
        session.save()
    assert session.path.read_bytes() == before


def test_two_sessions_do_not_overwrite_each_other(folder):
    one, two = Session(folder, "wang"), Session(folder, "wang")
    one.award(CLARITY, "2", "符合", day=DAY)
    one.save()
    two.award(CLARITY, "0", "不符合", day=DAY)
    with pytest.raises(SubmissionError, match="被别处改过"):
        two.save()
    assert Session(folder, "wang").item(CLARITY).mine.points == 2


def test_a_person_s_comments_are_kept_beside(folder):
    (folder / "judgements").mkdir()
    path = folder / "judgements" / "wang.yaml"
    path.write_text("# 复核于三月\nevaluator: {id: wang}\n", encoding="utf-8")
    session = Session(folder, "wang")
    session.award(CLARITY, "2", "符合", day=DAY)
    session.save()
    assert "复核于三月" in path.with_suffix(".yaml.bak").read_text(encoding="utf-8")
    assert load_department(folder).judgements[0].judgements


def test_what_is_written_is_read_back_the_same(folder):
    session = Session(folder, "li-2")
    judge_everything(session)
    judged, source = read_judgements(session.save())
    assert judged == session.judged and not source.faults
    text = session.path.read_text(encoding="utf-8")
    assert all(
        isinstance(one["points"], str) for one in yaml.safe_load(text)["judgements"] if "points" in one
    )


@pytest.mark.parametrize("name", ["../x", "a/b", "", "a b", "."])
def test_an_evaluator_s_id_is_a_file_name(folder, name):
    with pytest.raises(SubmissionError, match="评价人 id"):
        Session(folder, name)


def answers(monkeypatch, *given):
    left = list(given)

    def ask(prompt=""):
        print(prompt, end="")
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr(builtins, "input", ask)
    return left


def test_the_terminal_asks_refuses_explains_saves_and_resumes(folder, monkeypatch, capsys):
    left = answers(
        monkeypatch, "5", "理由", "1", "预算与职责相符", "?", "", "b", "1", "", "1", "与重点相符", "q"
    )
    assert main(["judge", str(folder), "--evaluator", "wang"]) == 0
    out = capsys.readouterr().out
    assert "[1/39] 预算编制合理性 第 1 条" in out and "条款：" in out and "部门称：" in out
    assert "✗ decision.budget.rationality.1 的评分须在 0～1 分之间" in out and "✗ 缺少理由" in out
    assert "2. 部门预算资金能根据年度工作重点" in out and not left
    again = Session(folder, "wang")
    assert [one.reason for one in again.judged.judgements] == ["预算与职责相符", "与重点相符"]
    answers(monkeypatch)
    assert main(["judge", str(folder), "--evaluator", "wang", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "2 of 39 judged" in out and "[1/37]" in out and "clause 3" in out


def test_a_document_and_a_figure_are_entered_at_the_terminal(folder, monkeypatch, capsys):
    session = Session(folder, "wang")
    skip = [item.id for item in session.open_items].index(DISCLOSURE)
    to_survey = [item.id for item in session.open_items].index("performance.equity.satisfaction.1") - skip - 1
    answers(
        monkeypatch,
        *[""] * skip,
        "m",
        "预算公开网页",
        "1.5",
        "按时公开",
        "d1",
        *[""] * to_survey,
        "f",
        "",
        "96",
        "%",
        "调查报告",
    )
    assert main(["judge", str(folder), "--evaluator", "wang"]) == 0
    out = capsys.readouterr().out
    assert "已登记为 d1" in out and "数据已定出本项分数" in out
    found = load_department(folder).evaluate().by_criterion
    assert (
        found[DISCLOSURE].points.low == Fraction(3, 2)
        and found["performance.equity.satisfaction.1"].points.low == 6
    )


def test_the_list_shows_what_is_open_and_done(folder, capsys):
    session = Session(folder, "wang")
    session.award(CLARITY, "2", "符合", day=DAY)
    session.save()
    assert main(["judge", str(folder), "--evaluator", "wang", "--list"]) == 0
    out = capsys.readouterr().out
    assert (
        "已评 1／39 项" in out
        and "✓ 绩效指标明确性 第 1 条" in out
        and "已评 2.00 分" in out
        and "待佐证" in out
    )
    assert main(["judge", str(folder.parent / "none"), "--evaluator", "wang"]) == 1
    assert main(["judge", str(folder), "--evaluator", "../wang"]) == 1
