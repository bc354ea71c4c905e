"""The evidence register and the request list: what is claimed is never taken for what was seen."""

from __future__ import annotations

import re

import pytest

from perfkit import load_department
from perfkit.demo import generate
from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.outlook.evidence import CLAIMED, DECIDED, NOTHING, SEEN, STATES, register, requests
from perfkit.outlook.materials import materials, request_list
from perfkit.review import review
from perfkit.rubric.files import load_rubric


@pytest.fixture(scope="module")
def department():
    return load_department("sz-sif-longhua_2020")


@pytest.fixture(scope="module")
def longhua(department):
    return department.evaluate()


def seen(department, criterion: str):
    judged = Judgements.model_validate(
        {
            "evaluator": {"id": "wang"},
            "evidence": [{"id": "d1", "criterion": criterion, "document": "公开网页", "date": "2021-03-02"}],
        }
    )
    return evaluate(department.submission, department.rubric, (judged,))


def test_every_criterion_is_in_the_register_once(longhua):
    entries = register(longhua)
    assert [e.criterion for e in entries] == list(longhua.by_criterion)
    assert {e.state for e in entries} <= set(STATES)
    assert all(e.to_record("en")["name"] for e in entries)


def test_a_claim_is_not_evidence(longhua):
    entries = {e.criterion: e for e in register(longhua)}
    disclosure = entries["management.funds.disclosure.1"]
    assert disclosure.state == CLAIMED and not disclosure.seen and "公开" in disclosure.claims[0].quote
    assert entries["performance.effect.benefits.1"].state in (CLAIMED, NOTHING)
    assert entries["management.staff.staffing_control_rate.1"].state == DECIDED


def test_a_document_on_file_is_named_with_its_date_and_no_longer_asked_for(department, longhua):
    evaluation = seen(department, "management.funds.disclosure.1")
    entry = next(e for e in register(evaluation) if e.criterion == "management.funds.disclosure.1")
    assert entry.state == SEEN and [(s.document, s.date.isoformat(), s.evaluator) for s in entry.seen] == [
        ("公开网页", "2021-03-02", "wang")
    ]
    before = {r.item.zh for r in requests(longhua) if r.group == "documents"}
    after = {r.item.zh for r in requests(evaluation) if r.group == "documents"}
    assert before - after == {"部门预算公开网页（含公开日期）"}


def test_each_thing_is_asked_for_once(longhua):
    asked = requests(longhua)
    assert len(asked) == len(set(asked))
    facts = [r.item.zh for r in asked if r.group == "facts"]
    assert len(facts) == len(set(facts)) and "一季度末累计支出" in facts and "公众或服务对象满意度" in facts
    lines = materials(longhua, review(longhua))
    assert all(r.rows and r.item.en for r in asked)
    assert all(line.settles.zh and line.settles.en and line.what.en for line in lines)


@pytest.mark.parametrize(
    ("lang", "head", "second"),
    [
        ("zh", "调取资料清单", "二、"),
        ("en", "Documents and answers requested", "please send these documents"),
    ],
)
def test_the_list_is_merged_and_numbered_as_in_the_report(longhua, lang, head, second):
    findings = review(longhua)
    lines = request_list(longhua, lang, findings).splitlines()
    assert lines[0] == head and any(second in line.lower() for line in lines)
    numbered = [line for line in lines if re.match(r"\d+\. ", line)]
    asked = [line.what.in_(lang) for line in materials(longhua, findings)]
    assert numbered == [f"{number}. {what}" for number, what in enumerate(asked, start=1)]


def test_a_generated_department_is_marked(department):
    synthetic = department.submission.model_copy(update={"synthetic": True})
    assert "合成" in request_list(evaluate(synthetic, department.rubric), findings=()).splitlines()[0]


def test_a_quote_answers_its_criterion_or_is_not_there():
    entries = {e.criterion: e for e in register(load_department("sz-sif-longhua_2020").evaluate())}
    systems = " ".join(place.quote for place in entries["management.systems.soundness.1"].claims)
    assert "管理制度" in systems and "贫困户" not in systems and "信访" not in systems
    assert not entries["performance.efficiency.budget_execution_rate.1"].claims
    satisfaction = entries["performance.equity.satisfaction.1"]
    assert satisfaction.state == "claimed" and "满意度" in satisfaction.claims[0].quote
    assert not any(e.claims for e in entries.values() if e.state == "decided")


def test_a_target_is_called_by_its_own_name_and_a_clause_without_a_number_by_its_row():
    made = generate(1002, rubric="national-2020", level=2)
    evaluation = evaluate(
        Submission.model_validate(made.submission),
        load_rubric("national-2020"),
        [Judgements.model_validate(made.judgements)],
    )
    names = {entry.criterion: entry.name for entry in register(evaluation)}
    targets = {one.criterion.id: one.criterion for row in evaluation.rows for one in row.criteria}
    assert all(names[name] == one.text.text for name, one in targets.items() if one.rule == "target")
    assert not any("正文" in name.zh for name in names.values())


def test_what_is_said_of_a_target_is_what_the_filing_reports_of_it(department):
    evaluation = evaluate(department.submission, load_rubric("national-2020"))
    criteria = {one.criterion.id: one.criterion for row in evaluation.rows for one in row.criteria}
    told = {e.name.zh: e for e in register(evaluation) if criteria[e.criterion].rule == "target"}
    for target in department.submission.targets.rows:
        entry = told.get(target.name)
        if entry is not None and entry.state != DECIDED:
            assert entry.state == (CLAIMED if target.actual else NOTHING)
            assert all(target.name in place.quote for place in entry.claims)
