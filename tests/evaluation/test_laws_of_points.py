"""The laws of points, stated once, over invented filings with figures left out at random.

Every filing is a piece of a consistent world, so that what a fuller filing says is true of the poorer one
too.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from perfkit import load_rubric
from perfkit.base.quantities import show_exact
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.relations import Order, Rate, Sum, relations
from perfkit.filing.submission import Submission

RUBRICS = ("sz-2020", "national-2020", "hubei-2020")
WORLDS = 120
PIECES = 3  # of each world, each under two sets of readings beside the whole one: 120 × 7 × 3 = 2,520 filings
# What stands in for another figure is a supposition, not information: put aside where filings are compared.
AS_PRINTED = {"sz-2020": {"unmentioned_item": "open", "running_budget": "adjusted_only"}}
ITEMS = ("abroad", "reception", "vehicle_purchase", "vehicle_running")
BLOCKS = {"output": "quantity", "benefit": "social", "satisfaction": "satisfaction"}
WEIGHTS = {"output": 50, "benefit": 30, "satisfaction": 10}
UNITS = {"money": "万元", "rate": "%", "count": "个"}


def some_money(dice: Random, most: int = 400) -> int:
    return dice.choice((0, 0, dice.randint(1, 20), dice.randint(1, most)))


def budget(dice: Random) -> dict[str, int]:
    added = dice.choice((0, dice.randint(-50, 300)))
    initial = max(some_money(dice), -added)
    total = initial + added
    quarters = sorted(dice.randint(0, total + 5) for _ in range(4))
    basic, basic_spent = dice.randint(0, total), dice.randint(0, quarters[3])
    return {
        "budget_initial": initial,
        "budget_added": added,
        "budget_total": total,
        "budget_transferred": some_money(dice, 60),
        "basic_budget": basic,
        "project_budget": total - basic,
        **{f"spent_by_q{n}": quarters[n - 1] for n in (1, 2, 3)},
        "spent_total": quarters[3],
        "basic_spent": basic_spent,
        "project_spent": quarters[3] - basic_spent,
        "district_subsidy_budget": dice.randint(0, total),
        "district_subsidy_spent": dice.randint(0, quarters[3]),
    }


def running_costs(dice: Random) -> dict[str, int]:
    facts = {f"{item}_{side}": some_money(dice, 12) for item in ITEMS for side in ("budget", "spent")}
    for side in ("budget", "spent"):
        facts[f"three_public_{side}"] = sum(facts[f"{item}_{side}"] for item in ITEMS)
    planned, spent = some_money(dice), some_money(dice)
    return facts | {
        "daily_running_budget": planned,
        "daily_running_adjusted_budget": some_money(dice),
        "daily_running_spent": spent,
        "daily_running_balance": planned - spent,
    }


def world(dice: Random) -> dict[str, Fraction]:
    """Every figure of an invented department, all of them consistent; money in 万元, rates as shares of one."""
    buildings, other = some_money(dice), some_money(dice)
    paid, contract, planned = some_money(dice, 60), some_money(dice, 9), some_money(dice, 9)
    facts = {
        **budget(dice),
        **running_costs(dice),
        "procurement_planned": some_money(dice),
        "procurement_actual": some_money(dice),
        "fixed_assets_buildings": buildings,
        "fixed_assets_other": other,
        "fixed_assets_total": buildings + other,
        "fixed_assets_in_use": dice.randint(0, buildings + other),
        "unified_pay_staff_count": paid,
        "contract_staff_count": contract,
        "established_staff_count": paid + contract,
        "establishment_count": some_money(dice, 60),
        "off_establishment_count": some_money(dice, 9),
        "projects_planned_count": planned,
        "projects_finished_count": dice.randint(0, planned),
        "key_tasks_unfinished_count": dice.randint(0, 3),
        "budget_rule_breaches_count": dice.randint(0, 6),
    }
    values = {fact: Fraction(value) for fact, value in facts.items()}
    for rate, kind in fact_catalogue().items():
        part, whole = kind.rate_of or ("", "")
        if part in values and values.get(whole):
            share = values[part] / values[whole]
            if (share * 10_000).denominator == 1:  # its two decimals print it in full
                values[rate] = share
    values["satisfaction_rate"] = Fraction(dice.randint(70, 100), 100)
    values["petition_reply_rate"] = Fraction(dice.choice((90, 100)), 100)
    return values


def statement(fact: str, value: Fraction) -> dict:
    kind = fact_catalogue()[fact].kind
    printed = show_exact(value * 100 if kind == "rate" else value)
    return {"value": printed, "unit": UNITS[kind], "section": "一"}


def target(dice: Random, block: str, number: int, weight: int, filled: float) -> dict:
    sign, unit = dice.choice((("≥", "件"), ("≤", "天"), ("=", "个")))
    return {
        "block": block,
        "kind": BLOCKS[block],
        "name": f"{block} 指标 {number}",
        "expected": f"{sign}{dice.randint(1, 50)} {unit}",
        "actual": f"{dice.randint(1, 80)} {unit}" if dice.random() < filled else "",
        "weight": str(weight),
    }


def targets(dice: Random, filled: float = 0.7) -> list[dict]:
    rows = []
    for block, weight in WEIGHTS.items():
        first = dice.randint(1, weight)
        rows.append(target(dice, block, 1, first, filled))
        if first < weight:
            rows.append(target(dice, block, 2, weight - first, filled))
    return rows


def filed(
    rubric: str, facts: dict, rows: list[dict], scores: dict, readings: dict | None = None
) -> Evaluation:
    submission = {
        "synthetic": True,
        "department": {"id": "law", "name": "虚构单位"},
        "year": 2020,
        "facts": {fact: [statement(fact, value)] for fact, value in facts.items()},
        "self_evaluation": {"rubric": rubric, "scores": scores},
    }
    if rows:
        submission["targets"] = {"section": "三", "rows": rows}
    return evaluate(Submission.model_validate(submission), load_rubric(rubric), readings=readings)


def hold_the_bounds(evaluation: Evaluation) -> None:
    for row in evaluation.rows:
        assert 0 <= row.points.low <= row.points.high <= row.indicator.max, row.indicator.id
        for result in row.criteria:
            assert 0 <= result.points.low <= result.points.high <= result.criterion.max, result.criterion.id
        if row.self_score is not None:
            assert min(row.standing) >= 0
            assert sum(row.standing) == row.self_score, row.indicator.id
    assert 0 <= evaluation.points.low <= evaluation.points.high <= evaluation.rubric.max
    if evaluation.self_score is not None:
        assert sum(evaluation.standing) == evaluation.self_score


def hold_within(poor: Evaluation, rich: Evaluation) -> None:
    """What the poorer filing leaves possible holds all that the richer one does."""
    assert poor.by_criterion.keys() == rich.by_criterion.keys()
    for name, result in rich.by_criterion.items():
        outer, inner = poor.by_criterion[name].points, result.points
        assert outer.low <= inner.low and inner.high <= outer.high, (name, outer, inner)


@pytest.mark.parametrize("rubric", RUBRICS)
def test_points_keep_their_bounds_and_more_information_never_widens_them(rubric):
    table = load_rubric(rubric)
    for seed in range(WORLDS):
        dice = Random(f"{rubric} {seed}")
        facts, rows = world(dice), targets(dice)
        scores = {
            row.id: show_exact(Fraction(dice.randint(0, int(row.max * 4)), 4))
            for row in table.indicators
            if row.max and dice.random() < 0.9
        }
        rich = filed(rubric, facts, rows, scores, AS_PRINTED.get(rubric))
        hold_the_bounds(rich)
        for _ in range(PIECES):
            share = dice.random()
            facts = {fact: value for fact, value in facts.items() if dice.random() < share}
            poor = filed(rubric, facts, rows, scores, AS_PRINTED.get(rubric))
            hold_the_bounds(poor)
            hold_the_bounds(filed(rubric, facts, rows, scores))
            hold_within(poor, rich)
            rich = poor


@pytest.mark.parametrize(
    ("rubric", "parts"),
    [
        ("national-2020", [{"output"}, {"benefit"}, {"satisfaction"}, {"output", "benefit"}]),
        ("hubei-2020", [{"output"}, {"benefit", "satisfaction"}]),
    ],
)
def test_a_missing_block_never_raises_the_safe_total(rubric, parts):
    for seed in range(100):
        dice = Random(f"block {seed}")
        facts, rows = world(dice), targets(dice, filled=1)
        if rubric == "hubei-2020":  # whose form prints 20, 40 and 40
            for row in (row for row in rows if row["block"] == "output"):
                row["weight"] = show_exact(Fraction(row["weight"]) * 4 / 5)
        gone = dice.choice(parts)
        whole = filed(rubric, facts, rows, {})
        left = filed(rubric, facts, [row for row in rows if row["block"] not in gone], {})
        assert left.scale == 1
        assert left.points.low <= whole.points.low
        assert whole.points.high <= left.points.high
        hold_the_bounds(left)


def test_every_declared_relation_holds_in_the_invented_worlds():
    for seed in range(50):
        facts = world(Random(seed))
        for one in relations():
            if any(fact not in facts for fact in one.members):
                continue
            if isinstance(one, Sum):
                assert facts[one.whole] == sum(facts[part] for part in one.parts)
            elif isinstance(one, Rate):
                assert facts[one.rate] * facts[one.whole] == facts[one.part]
            elif isinstance(one, Order):
                assert facts[one.earlier] <= facts[one.later]
