"""The scored tree: intervals, judgements, modifiers, readings, standing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from perfkit import FactError, evaluate, load_department, load_rubric
from perfkit.evaluation.record import to_record
from perfkit.filing.judgements import EstablishedFact, Evaluator, Evidence, Judgement, Judgements

DAY = date(2021, 3, 5)
CLARITY = "decision.targets.clarity.1"


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020")


def judged(*judgements, evaluator="wang", facts=(), evidence=()):
    return Judgements(
        evaluator=Evaluator(id=evaluator), judgements=judgements, facts=facts, evidence=evidence
    )


def points(criterion, value, reason="理由充分"):
    return Judgement(criterion=criterion, points=value, reason=reason, date=DAY)


def row_of(evaluation, name):
    return next(row for row in evaluation.rows if row.indicator.id == name)


def test_a_judgement_closes_its_criterion_and_moves_both_ends(longhua):
    before = longhua.evaluate()
    after = evaluate(longhua.submission, longhua.rubric, [judged(points(CLARITY, "2"))])
    result = after.by_criterion[CLARITY]
    assert (result.points.low, result.points.high, result.status) == (2, 2, "judged")
    assert after.points.low == before.points.low + 2 and after.points.high == before.points.high


def test_a_judgement_outside_its_bounds_is_refused(longhua):
    with pytest.raises(FactError, match="0～2"):
        evaluate(longhua.submission, longhua.rubric, [judged(points(CLARITY, "2.5"))])


def test_a_judgement_that_the_clause_has_no_step_for_is_refused_with_the_steps(longhua):
    for criterion, given, steps in (
        (CLARITY, "1", "只能评 0、2 分"),
        ("performance.equity.satisfaction.1", "3", "只能评 1、2、4、6 分"),
    ):
        with pytest.raises(FactError, match=steps):
            evaluate(longhua.submission, longhua.rubric, [judged(points(criterion, given))])


def test_evaluators_who_disagree_leave_the_hull_open(longhua):
    panel = [judged(points(CLARITY, "0")), judged(points(CLARITY, "2"), evaluator="li")]
    result = evaluate(longhua.submission, longhua.rubric, panel).by_criterion[CLARITY]
    assert (result.points.low, result.points.high, result.status, result.waits_for) == (
        0,
        2,
        "open",
        "evaluator",
    )
    assert result.disagree
    agreed = evaluate(
        longhua.submission, longhua.rubric, [panel[0], judged(points(CLARITY, "0"), evaluator="li")]
    ).by_criterion[CLARITY]
    assert agreed.status == "judged" and not agreed.disagree


def test_a_figure_from_a_document_closes_what_waited_for_it(longhua):
    survey = EstablishedFact(
        fact="satisfaction_rate", value="94.99", unit="%", document="满意度调查报告", date=DAY
    )
    result = evaluate(longhua.submission, longhua.rubric, [judged(facts=[survey])]).by_criterion[
        "performance.equity.satisfaction.1"
    ]
    assert (result.points.low, result.points.high, result.status) == (4, 4, "computed")


def test_two_documents_that_differ_give_the_hull(longhua):
    surveys = [
        EstablishedFact(fact="satisfaction_rate", value=value, unit="%", document=value, date=DAY)
        for value in ("94.9", "95.1")
    ]
    result = evaluate(longhua.submission, longhua.rubric, [judged(facts=surveys)]).by_criterion[
        "performance.equity.satisfaction.1"
    ]
    assert (result.points.low, result.points.high) == (4, 6)
    assert result.outcome.found[0].state == "disputed"


def test_a_claim_closes_nothing_and_a_seen_document_hands_over_to_the_evaluator(longhua):
    name = "management.funds.disclosure.1"
    assert longhua.evaluate().by_criterion[name].waits_for == "evidence"
    page = Evidence(id="d1", criterion=name, document="预算公开网页", date=DAY)
    result = evaluate(longhua.submission, longhua.rubric, [judged(evidence=[page])]).by_criterion[name]
    assert (result.points.low, result.points.high, result.waits_for) == (0, Fraction(3, 2), "evaluator")


def veto(triggered):
    return Judgement(
        criterion="management.funds.compliance.veto", triggered=triggered, reason="查账", date=DAY
    )


def test_a_veto_wins_and_until_decided_keeps_the_low_end_at_zero(longhua):
    parts = [points(f"management.funds.compliance.{n}", "1") for n in (1, 3)]
    row = "management.funds.compliance"
    undecided = row_of(evaluate(longhua.submission, longhua.rubric, [judged(*parts)]), row)
    assert (undecided.points.low, undecided.points.high, undecided.status) == (0, 2, "open")
    cleared = row_of(evaluate(longhua.submission, longhua.rubric, [judged(*parts, veto(False))]), row)
    assert (cleared.points.low, cleared.points.high, cleared.status) == (2, 2, "judged")
    vetoed = row_of(evaluate(longhua.submission, longhua.rubric, [judged(*parts, veto(True))]), row)
    assert (vetoed.points.low, vetoed.points.high) == (0, 0)
    assert (
        sum(getattr(undecided.standing, part) for part in ("confirmed", "contradicted", "open", "judgement"))
        == undecided.self_score
    )


def test_an_exemption_gives_the_row_in_full(longhua):
    exempt = Judgement(
        criterion="management.funds.disclosure.exemption", triggered=True, reason="涉密单位证明", date=DAY
    )
    row = row_of(
        evaluate(longhua.submission, longhua.rubric, [judged(exempt)]), "management.funds.disclosure"
    )
    assert (row.points.low, row.points.high) == (3, 3)


def test_every_reading_s_options_evaluate_and_only_known_rows_move(longhua):
    base = longhua.evaluate()
    for name, reading in longhua.rubric.readings.items():
        for option in reading.options:
            other = longhua.evaluate({name: option})
            for before, after in zip(base.rows, other.rows, strict=True):
                assert 0 <= after.points.low <= after.points.high <= after.indicator.max
                uses = any(name in dict(result.readings) for result in before.criteria)
                assert uses or before.points == after.points


def test_the_subsidy_left_out_gives_the_fourth_quarter_of_the_department_s_own_budget(longhua):
    result = longhua.evaluate({"district_subsidy": "left_out"}).by_criterion[
        "performance.efficiency.budget_execution_rate.4"
    ]
    assert result.points.low == Fraction("3987.11") / Fraction("4085.47")


def test_with_every_criterion_judged_the_interval_closes(longhua):
    bounds = longhua.evaluate()
    awards = []
    for row in bounds.rows:
        for result in row.criteria:
            if result.status == "open":
                steps = result.criterion.awardable
                awards.append(
                    points(result.criterion.id, result.points.high if steps is None else max(steps))
                )
    closed = evaluate(longhua.submission, longhua.rubric, [judged(*awards, veto(False))])
    assert closed.points.is_exact and closed.points.high == bounds.points.high
    assert closed.grades["low"] == closed.grades["high"]
    assert all(row.status in ("computed", "judged") for row in closed.rows)


def test_the_four_parts_of_the_standing_sum_to_the_self_score(longhua):
    evaluation = longhua.evaluate()
    for row in evaluation.rows:
        s = row.standing
        assert s.confirmed + s.contradicted + s.open + s.judgement == row.self_score
        assert min(s.confirmed, s.contradicted, s.open, s.judgement) >= 0


def test_a_submission_without_self_scores_still_evaluates(longhua):
    filed = longhua.submission.model_copy(
        update={
            "self_evaluation": longhua.submission.self_evaluation.model_copy(
                update={"scores": {}, "total": None}
            )
        }
    )
    evaluation = evaluate(filed, longhua.rubric)
    assert evaluation.self_score is None and evaluation.own_grade is None
    assert to_record(evaluation)["self"] is None
    assert evaluation.points == longhua.evaluate().points


def test_the_record_carries_exact_fractions_that_sum(longhua):
    record = to_record(longhua.evaluate())
    rows = record["indicators"]
    for key in ("low", "high", "self", "max"):
        assert sum(Fraction(row[f"{key}_exact"]) for row in rows) == Fraction(record[f"{key}_exact"])
    for row in rows:
        assert sum(Fraction(c["max_exact"]) for c in row["criteria"]) == Fraction(row["max_exact"])
        assert row["status"] in ("computed", "judged", "open")
    parts = record["standing"]
    assert sum(
        Fraction(parts[f"{part}_exact"]) for part in ("confirmed", "contradicted", "open", "judgement")
    ) == Fraction(191, 2)


def test_results_are_values(longhua):
    result = longhua.evaluate().rows[0]
    with pytest.raises(AttributeError):
        result.status = "computed"
    assert replace(result, status="judged") != result


def test_two_departments_with_targets_in_the_same_rows_are_scored_by_their_own(longhua):
    """A rubric object is shared; what one submission's targets became must not be taken for another's."""
    table = load_rubric("national-2020")
    evaluate(longhua.submission, table)
    targets = longhua.submission.targets
    rows = (targets.rows[0].model_copy(update={"actual": "0%"}), *targets.rows[1:])
    other = longhua.submission.model_copy(update={"targets": targets.model_copy(update={"rows": rows})})
    result = evaluate(other, table).by_criterion["output.targets.achievement.1"]
    assert result.criterion.target.actual == "0%" and result.points.high == 0


def test_a_judgement_that_another_reading_rules_out_is_set_aside_under_it(longhua):
    name = "performance.efficiency.budget_execution_rate.5"
    full = longhua.evaluate().by_criterion[name].points.high
    kept = evaluate(longhua.submission, longhua.rubric, [judged(points(name, full))])
    assert kept.by_criterion[name].status == "judged"
    other = kept.under({"yearly_mean": "raw_progress"}).by_criterion[name]
    assert (other.status, other.waits_for) == ("open", "evaluator") and other.points.high < full
