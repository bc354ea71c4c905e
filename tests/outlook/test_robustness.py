"""Readings one at a time and together, distance to the next grade, and what alone could move it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from perfkit import load_department
from perfkit.base.quantities import show_number
from perfkit.evaluation.tree import evaluate
from perfkit.filing.submission import Submission
from perfkit.outlook.reading_effects import by_reading, jointly, over_all_readings
from perfkit.outlook.robustness import distances, movers
from perfkit.rubric.files import load_rubric


@pytest.fixture(scope="module")
def department():
    return load_department("sz-sif-longhua_2020")


@pytest.fixture(scope="module")
def longhua(department):
    return department.evaluate()


def test_each_option_is_what_a_whole_evaluation_gives(department, longhua):
    found = by_reading(longhua)
    assert {o.reading for o in found} == set(longhua.rubric.readings)
    for outcome in found:
        whole = department.evaluate({outcome.reading: outcome.option})
        assert (outcome.points.low, outcome.points.high) == (whole.points.low, whole.points.high)
        assert [grade.name for grade in outcome.grades] == [
            whole.grades["low"].name,
            whole.grades["high"].name,
        ]
        assert outcome.is_chosen == (whole.choices == longhua.choices) and outcome.to_record("en")[
            "low"
        ] == show_number(outcome.points.low)


def test_the_readings_worked_by_hand(longhua):
    """docs/longhua-by-hand.md, section 2."""
    high = {(o.reading, o.option): show_number(o.points.high) for o in by_reading(longhua)}
    assert high["adjustment_scope", "transferred_only"] == "97.90"
    assert high["aspects_shortfall", "share"] == "80.23"
    assert high["aspects_shortfall", "zero"] == "71.90"


def test_readings_together_are_every_combination(department, longhua):
    group = next(g for g in jointly(longhua) if "running_budget" in g.readings)
    options = [list(longhua.rubric.readings[name].options) for name in group.readings]
    totals = []
    for chosen in product(*options):
        whole = department.evaluate(dict(zip(group.readings, chosen, strict=True)))
        rows = [row for row in whole.rows if row.indicator.id in group.rows]
        totals.append((sum(r.points.low for r in rows), sum(r.points.high for r in rows)))
    assert group.extremes.low == min(low for low, _ in totals) and group.extremes.high == max(
        high for _, high in totals
    )
    lowest = department.evaluate(group.lowest)
    assert sum(r.points.low for r in lowest.rows if r.indicator.id in group.rows) == group.extremes.low


def test_every_reading_is_in_one_group_and_the_whole_holds_each_alone(longhua):
    names = [name for group in jointly(longhua) for name in group.readings]
    assert sorted(names) == sorted(set(names)) == sorted(longhua.rubric.readings)
    span = over_all_readings(longhua)
    for outcome in by_reading(longhua):
        assert span.low <= outcome.points.low and outcome.points.high <= span.high


def test_distances_are_exact_to_the_rounding(longhua):
    own, low, high = distances(longhua)
    assert (
        own.grade.name == "优"
        and own.up is None
        and own.down[0].name == "良"
        and own.down[1] == Fraction("5.505")
    )
    assert longhua.rubric.grade(own.points - own.down[1]).name == "优"
    assert longhua.rubric.grade(own.points - own.down[1] - Fraction(1, 1000)).name == "良"
    assert low.grade.name == "差" and low.down is None and low.up[0].name == "中"
    assert longhua.rubric.grade(low.points + low.up[1]).name == "中"
    assert high.end == "high" and high.points == longhua.points.high


def test_what_alone_could_move_the_grade(longhua):
    found = movers(longhua)
    moving = {m.rows[0] for m in found if m.moves_grade}
    assert moving == {"performance.effect.benefits", "performance.efficiency.key_work"}
    sizes = [max(m.gain, m.loss) for m in found]
    assert sizes == sorted(sizes, reverse=True)
    veto = next(m for m in found if m.waits_for == "veto" and m.rows == ("management.funds.compliance",))
    assert veto.loss == 2 and veto.gain == 0


def test_a_fact_with_others_missing_beside_it_does_not_decide_alone(longhua):
    quarter = next(
        m for m in movers(longhua) if m.name.en == "cumulative expenditure by the end of the first quarter"
    )
    assert not quarter.alone and quarter.rows == ("performance.efficiency.budget_execution_rate",)
    assets = next(m for m in movers(longhua) if m.name.en == "fixed assets in use")
    assert assets.alone and assets.gain == 1


def test_nothing_filed_leaves_everything_open():
    empty = Submission.model_validate(
        {
            "department": {"id": "t", "name": "示例局"},
            "year": "2020",
            "self_evaluation": {"rubric": "sz-2020", "scores": {}},
        }
    )
    evaluation = evaluate(empty, load_rubric("sz-2020"))
    assert [d.end for d in distances(evaluation)] == ["low", "high"]
    assert len(movers(evaluation)) > 30


def test_a_missing_fact_under_an_open_veto_still_adds_the_points_of_its_other_rows():
    empty = Submission.model_validate(
        {
            "department": {"id": "t", "name": "示例局"},
            "year": "2020",
            "self_evaluation": {"rubric": "sz-2020", "scores": {}},
        }
    )
    evaluation = evaluate(empty, load_rubric("sz-2020"), readings={"adjustment_base": "adjusted"})
    mover = next(m for m in movers(evaluation) if m.waits_for == "facts" and len(m.rows) > 1)
    held, other = "management.funds.compliance", "performance.efficiency.budget_execution_rate"
    assert {held, other} <= set(mover.rows)
    spreads = {
        row.indicator.id: sum(
            result.points.high - result.points.low
            for result in row.criteria
            if "budget_total" in result.outcome.missing
        )
        for row in evaluation.rows
    }
    assert spreads[held] > 0
    assert mover.gain == sum(spreads[row] for row in mover.rows) - spreads[held] > 0
    assert mover.loss == sum(spreads[row] for row in mover.rows)
