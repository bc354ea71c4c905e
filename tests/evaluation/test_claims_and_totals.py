"""Whose word counts: an evaluator's document over print, a claim never by itself; totals need every row."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from perfkit import evaluate, load_department
from perfkit.base.quantities import Interval
from perfkit.base.yaml_source import Source
from perfkit.evaluation.awards import possible_awards, possible_points
from perfkit.evaluation.summary import block_summaries
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.judgements import EstablishedFact, Evaluator, Judgement, Judgements
from perfkit.filing.submission_file import check_statement
from perfkit.outlook.changes import change_fact
from perfkit.outlook.robustness import distances, movers
from perfkit.outlook.what_if import what_if
from perfkit.review import review

DAY = date(2021, 3, 1)


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020")


def by(evaluator="wang", facts=(), judgements=()):
    return Judgements(
        evaluator=Evaluator(id=evaluator, name="王"), facts=tuple(facts), judgements=tuple(judgements)
    )


def test_an_established_figure_wins_and_both_stand_with_whose_they_are(longhua):
    seen = EstablishedFact(fact="establishment_count", value="50", unit="人", document="编制批文", date=DAY)
    found = evaluate(longhua.submission, longhua.rubric, [by(facts=[seen])]).book.find("establishment_count")
    assert found.span == Interval.exact(Fraction(50)) and found.state == "given"
    assert found.statements[0].section == "编制批文（王）" and len(found.statements) > 1


def test_a_count_is_a_whole_number():
    checked = Source("x")
    kind = fact_catalogue()["key_tasks_unfinished_count"]
    check_statement(checked, (), kind, {"value": "0.5", "unit": "项"})
    assert "整数" in checked.faults[0].message.zh


def test_a_total_needs_every_row(longhua):
    filed = longhua.submission.self_evaluation
    name = next(iter(filed.scores))
    only = longhua.submission.model_copy(
        update={"self_evaluation": filed.model_copy(update={"scores": {name: filed.scores[name]}})}
    )
    evaluation = evaluate(only, longhua.rubric)
    assert evaluation.self_score is None and evaluation.own_grade is None
    assert len(evaluation.unscored) == len(evaluation.rows) - 1
    assert all(block.self_score is None for block in block_summaries(evaluation))
    assert evaluate(longhua.submission, longhua.rubric).unscored == ()


def test_the_printed_distance_reaches_the_grade_and_the_one_below_it_does_not(longhua):
    evaluation, cent = longhua.evaluate(), Fraction(1, 100)
    grade = evaluation.rubric.grade
    for one in distances(evaluation):
        if one.up is not None:
            assert grade(one.points + one.needed) == one.up[0] != grade(one.points + one.needed - cent)
        if one.down is not None:
            lost = one.points - one.falls_with
            assert grade(lost) == one.down[0] != grade(lost + cent)


def test_a_missing_fact_under_an_open_veto_still_adds_what_another_row_gives(longhua):
    for mover in movers(longhua.evaluate()):
        assert mover.gain <= mover.loss or mover.waits_for == "veto"


def test_criteria_of_an_exempt_row_are_not_open(longhua):
    seen = EstablishedFact(fact="is_classified", value=True, document="定密情况说明", date=DAY)
    evaluation = evaluate(longhua.submission, longhua.rubric, [by(facts=[seen])])
    assert not [m for m in movers(evaluation) if "management.funds.disclosure" in m.rows]


def test_between_disputed_statements_only_the_clauses_own_values(longhua):
    seen = [
        EstablishedFact(fact="satisfaction_rate", value=value, unit="%", document=value, date=DAY)
        for value in ("85", "96")
    ]
    result = evaluate(longhua.submission, longhua.rubric, [by(facts=seen)]).by_criterion[
        "performance.equity.satisfaction.1"
    ]
    assert possible_points(result.criterion, result.outcome) == (2, 4, 6)


def test_more_than_planned_gives_nothing_and_nothing_lies_between(longhua):
    result = longhua.evaluate().by_criterion["management.funds.procurement_execution.1"]
    disputed = result.outcome._replace(
        points=Interval(Fraction(0), Fraction(1)), measure=Interval(Fraction("0.9"), Fraction("1.1"))
    )
    assert possible_awards(result.criterion, disputed) == (
        Interval.exact(Fraction(0)),
        Interval(Fraction("0.9"), Fraction(1)),
    )


def test_what_if_says_which_judgement_loading_would_refuse(longhua):
    given = Judgement(
        criterion="performance.equity.satisfaction.1", points=Fraction(6), reason="问卷", date=DAY
    )
    judged = evaluate(longhua.submission, longhua.rubric, [by(judgements=[given])])
    supposed = what_if(judged, [change_fact("satisfaction_rate", "85", "%")])
    assert [one.judgement for one in supposed.set_aside] == [given]
    assert "不再采用 wang 的评价意见" in supposed.show() and "已由规则和数据定为 2 分" in supposed.show()
    assert not what_if(judged, [change_fact("satisfaction_rate", "96", "%")]).set_aside


def test_points_without_any_document_are_a_finding(longhua):
    wanted = [r for r in longhua.evaluate().by_criterion.values() if r.criterion.documents and r.waits_for]
    given = [
        Judgement(criterion=r.criterion.id, points=r.points.high, reason="已核", date=DAY) for r in wanted
    ]
    found = review(evaluate(longhua.submission, longhua.rubric, [by(judgements=given)]))
    assert [one for one in found if one.code == "judgement.no_evidence"]
    assert not [one for one in review(longhua.evaluate()) if one.code == "judgement.no_evidence"]
