"""Properties of a whole evaluation, on invented departments and on what is done to them."""

from __future__ import annotations

import copy
from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfkit import load_rubric
from perfkit.base.quantities import parse_number, show_exact
from perfkit.demo import generate
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import FactBook
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission

RUBRICS = ("sz-2020", "national-2020", "hubei-2020")
SEEDS = st.integers(0, 39)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@lru_cache(maxsize=200)
def department(seed: int, rubric: str = "sz-2020", level: int = 1, faults: int | None = None):
    return generate(seed, rubric=rubric, level=level, fault_count=faults)


def score(submission: dict, judgements: dict | None, rubric: str = "sz-2020", **readings) -> Evaluation:
    judged = () if judgements is None else (Judgements.model_validate(judgements),)
    return evaluate(
        Submission.model_validate(submission), load_rubric(rubric), judged, readings=readings or None
    )


def intervals(evaluation: Evaluation) -> dict[str, tuple[Fraction, Fraction]]:
    return {row.indicator.id: (row.points.low, row.points.high) for row in evaluation.rows}


def contains(outer: Evaluation, inner: Evaluation) -> bool:
    wide, narrow = intervals(outer), intervals(inner)
    return all(wide[row][0] <= narrow[row][0] and narrow[row][1] <= wide[row][1] for row in wide)


@pytest.mark.parametrize("rubric", RUBRICS)
@given(seed=SEEDS, level=st.integers(1, 4), judged=st.booleans())
@SLOW
def test_points_stay_within_their_row_and_sum_to_the_total(rubric, seed, level, judged):
    case = department(seed, rubric, level)
    evaluation = score(case.submission, case.judgements if judged else None, rubric)
    for row in evaluation.rows:
        assert 0 <= row.points.low <= row.points.high <= row.indicator.max
        for result in row.criteria:
            assert 0 <= result.points.low <= result.points.high <= result.criterion.max
    assert evaluation.points.low == sum(row.points.low for row in evaluation.rows) * evaluation.scale
    assert evaluation.points.high == sum(row.points.high for row in evaluation.rows) * evaluation.scale


@pytest.mark.parametrize("rubric", RUBRICS)
@given(seed=SEEDS, level=st.integers(1, 4), judged=st.booleans())
@SLOW
def test_the_four_parts_of_the_standing_sum_to_the_self_score(rubric, seed, level, judged):
    case = department(seed, rubric, level)
    evaluation = score(case.submission, case.judgements if judged else None, rubric)
    for row in evaluation.rows:
        parts = row.standing
        assert min(parts.confirmed, parts.contradicted, parts.open, parts.judgement) >= 0
        assert parts.confirmed + parts.contradicted + parts.open + parts.judgement == row.self_score
    whole = evaluation.standing
    assert whole.confirmed + whole.contradicted + whole.open + whole.judgement == evaluation.self_score


# Two readings let another figure stand in for a missing one, and a printed rate, which is rounded, stands in
# for missing parts: with all three put aside a missing fact can only widen.
NOTHING_STANDS_IN = {"unmentioned_item": "open", "running_budget": "adjusted_only"}
FILED_RATES = ("satisfaction_rate", "petition_reply_rate", "petition_timely_reply_rate")


def without_rates(submission: dict) -> dict:
    """The submission without rates that are made of other figures."""
    catalogue = fact_catalogue()
    facts = {
        name: statements
        for name, statements in submission["facts"].items()
        if catalogue[name].kind != "rate" or name in FILED_RATES
    }
    return {**submission, "facts": facts}


def without_facts(submission: dict, gone: set[str]) -> dict:
    facts = submission["facts"].items()
    return {**submission, "facts": {name: statements for name, statements in facts if name not in gone}}


def rounded_terms(submission: dict, gone: set[str]) -> set[str]:
    """The terms that would stand in for missing facts with other amounts, since each is printed rounded."""
    whole, less = (
        FactBook(Submission.model_validate(filed)) for filed in (submission, without_facts(submission, gone))
    )
    found = ((whole.find(fact), less.find(fact)) for fact in gone)
    return {term for printed, made in found if made.span != printed.span for term in made.derived_from}


@given(
    seed=SEEDS,
    level=st.sampled_from((1, 4)),
    gone=st.sets(st.sampled_from(sorted(fact_catalogue())), min_size=1, max_size=8),
)
@example(seed=37, level=1, gone={"spent_total"})
@example(seed=9, level=1, gone={"basic_budget"})
@example(seed=9, level=1, gone={"abroad_spent", "abroad_budget", "budget_added"})
@SLOW
def test_a_missing_fact_only_widens_the_interval(seed, level, gone):
    case = department(
        seed, level=level, faults=0
    )  # where sums contradict each other, what is derived is another figure
    whole = without_rates(case.submission)
    while new := rounded_terms(whole, gone) - gone:
        gone = gone | new
    less = without_facts(whole, gone)
    judged = {**case.judgements, "judgements": []}  # a judgement may fall outside what figures now leave
    assert contains(score(less, judged, **NOTHING_STANDS_IN), score(whole, judged, **NOTHING_STANDS_IN))


@given(seed=SEEDS, data=st.data())
@SLOW
def test_a_judgement_only_narrows_the_interval(seed, data):
    case = department(seed)
    judged = copy.deepcopy(case.judgements)
    keep = data.draw(st.sets(st.integers(0, len(judged["judgements"]) - 1)))
    judged["judgements"] = [entry for number, entry in enumerate(judged["judgements"]) if number in keep]
    assert contains(score(case.submission, None), score(case.submission, {**judged, "facts": []}))
    assert contains(score(case.submission, judged), score(case.submission, case.judgements))


@given(seed=SEEDS)
@SLOW
def test_yuan_or_ten_thousand_yuan_give_the_same_result(seed):
    case = department(seed)
    submission = copy.deepcopy(case.submission)
    for statements in submission["facts"].values():
        for statement in statements:
            if statement["unit"] == "万元":
                statement["value"], statement["unit"] = (
                    show_exact(parse_number(statement["value"]) * 10_000),
                    "元",
                )
            elif statement["unit"] == "元":
                statement["value"], statement["unit"] = (
                    show_exact(parse_number(statement["value"]) / 10_000),
                    "万元",
                )
    assert intervals(score(submission, case.judgements)) == intervals(score(case.submission, case.judgements))


@given(seed=SEEDS, data=st.data())
@SLOW
def test_the_order_of_rows_and_statements_changes_nothing(seed, data):
    case = department(seed)
    submission = copy.deepcopy(case.submission)
    submission["facts"] = dict(data.draw(st.permutations(list(submission["facts"].items()))))
    for name, statements in submission["facts"].items():
        submission["facts"][name] = data.draw(st.permutations(statements))
    submission["targets"]["rows"] = submission["targets"]["rows"][::-1]
    submission["tasks"]["rows"] = submission["tasks"]["rows"][::-1]
    judged = copy.deepcopy(case.judgements)
    for part in ("evidence", "facts", "judgements"):
        judged[part] = judged[part][::-1]
    assert intervals(score(submission, judged)) == intervals(score(case.submission, case.judgements))


@given(seed=SEEDS)
@SLOW
def test_the_veto_wins_over_everything_on_file(seed):
    case = department(seed)
    judged = copy.deepcopy(case.judgements)
    for fact in judged["facts"]:
        if fact["fact"] == "fund_misuse_found":
            fact["value"] = True
    evaluation = score(case.submission, judged)
    row = next(row for row in evaluation.rows if row.indicator.id == "management.funds.compliance")
    assert (row.points.low, row.points.high) == (0, 0)
    assert {m.id: m.applies for m in row.modifiers}["management.funds.compliance.veto"] is True


@given(seed=SEEDS)
@SLOW
def test_an_undecided_veto_leaves_zero_possible_and_a_classified_department_is_exempt(seed):
    case = department(seed)
    judged = copy.deepcopy(case.judgements)
    judged["facts"] = [fact for fact in judged["facts"] if fact["fact"] != "fund_misuse_found"]
    for fact in judged["facts"]:
        if fact["fact"] == "is_classified":
            fact["value"] = True
    rows = {row.indicator.id: row for row in score(case.submission, judged).rows}
    decided = {row.indicator.id: row for row in score(case.submission, case.judgements).rows}
    assert rows["management.funds.compliance"].points.low == 0
    assert (
        rows["management.funds.compliance"].points.high == decided["management.funds.compliance"].points.high
    )
    assert rows["management.funds.disclosure"].points.low == 3


BETTER = {
    # fact → (share it is multiplied by, rows that must not fall)
    "spent_by_q1": Fraction(11, 10),
    "procurement_actual": Fraction(101, 100),
    "fixed_assets_in_use": Fraction(11, 10),
    "satisfaction_rate": Fraction(11, 10),
    "petition_timely_reply_rate": Fraction(11, 10),
    "projects_finished_count": Fraction(1),
    "daily_running_spent": Fraction(9, 10),
    "three_public_spent": Fraction(9, 10),
    "off_establishment_count": Fraction(1, 2),
    "budget_transferred": Fraction(1, 2),
    "established_staff_count": Fraction(9, 10),
}
TOP = {"satisfaction_rate": Fraction(1), "petition_timely_reply_rate": Fraction(1)}


@pytest.mark.parametrize("fact", BETTER)
@given(seed=SEEDS)
@settings(max_examples=20, deadline=None)
def test_a_better_fact_never_scores_less(fact, seed):
    case = department(seed)
    submission = copy.deepcopy(case.submission)
    submission["facts"] = without_rates(submission)["facts"]
    before = score(submission, case.judgements)
    facts = submission["facts"]
    if fact not in facts or (fact == "established_staff_count" and "off_establishment_count" in facts):
        return  # fewer established staff raise the share of the others: not better in every row
    whole = {"procurement_actual": "procurement_planned", "fixed_assets_in_use": "fixed_assets_total"}.get(
        fact
    )
    for statement in facts[fact]:
        unit = Fraction(1, 100) if statement["unit"] == "%" else Fraction(1)
        value = parse_number(statement["value"]) * BETTER[fact]
        if fact in TOP:
            value = min(value, TOP[fact] / unit)
        if whole:  # beyond the plan the clause gives 0
            value = min(value, parse_number(facts[whole][0]["value"]))
        statement["value"] = show_exact(value) if "/" not in show_exact(value) else statement["value"]
    after = score(submission, case.judgements)
    assert all(intervals(after)[row][0] >= low for row, (low, _) in intervals(before).items())


@given(seed=SEEDS)
@settings(max_examples=15, deadline=None)
def test_more_bought_than_planned_gets_nothing(seed):
    case = department(seed)
    submission = copy.deepcopy(case.submission)
    submission["facts"].pop("procurement_rate", None)
    for statement in submission["facts"]["procurement_actual"]:
        statement["value"] = show_exact(
            parse_number(submission["facts"]["procurement_planned"][0]["value"]) + Fraction(1, 100)
        )
    result = score(submission, case.judgements).by_criterion["management.funds.procurement_execution.1"]
    assert (result.points.low, result.points.high) == (0, 0)


@pytest.mark.parametrize(
    "reading",
    [
        (name, option)
        for name, reading in load_rubric("sz-2020").readings.items()
        for option in reading.options
    ],
    ids="=".join,
)
def test_every_reading_keeps_points_in_bounds(reading):
    name, option = reading
    for seed in range(12):
        case = department(seed, level=4)
        evaluation = score(case.submission, None, **{name: option})
        for row in evaluation.rows:
            assert 0 <= row.points.low <= row.points.high <= row.indicator.max


def test_a_disputed_whole_below_its_part_never_makes_spending_negative():
    """A total misprinted in 元 instead of 万元 leaves less than the subsidy it holds."""
    case = department(3, level=4)
    submission = copy.deepcopy(case.submission)
    statement = submission["facts"]["spent_total"][0]
    submission["facts"]["spent_total"].append({**statement, "unit": "元"})
    row = next(
        r
        for r in score(submission, None, district_subsidy="left_out").rows
        if r.indicator.id.endswith("budget_execution_rate")
    )
    assert 0 <= row.points.low < row.points.high <= row.indicator.max
