"""Targets beside planted faults of targets: met to the point, rounded, said in other words."""

from __future__ import annotations

import re
from fractions import Fraction

from near_misses import beside

from perfkit.base.quantities import decimal_places, parse_number, round_half_up, show_exact


@beside("unmet_target")
def target_met_exactly(draft):
    rows = [
        row
        for row in draft.loose_targets("quality", "timeliness", "social", "ecological")
        if re.fullmatch(r"(?:≥|不低于)\s?\d+(?:\.\d+)?%", row["expected"])
    ]
    if not rows:
        return False
    row = draft.rng.choice(rows)
    row["actual"] = re.search(r"\d+(?:\.\d+)?%", row["expected"]).group()
    return True


def limits(draft):
    return [
        row
        for row in draft.loose_targets("quality", "cost", "economic")
        if re.search("≤|不超过|不高于|以下", row["expected"])
    ]


@beside("wrong_direction")
def limit_used_to_the_last(draft):
    rows = [
        row for row in limits(draft) if not row["name"].endswith("单位成本")
    ]  # that would be another sum than spending gives
    if not rows:
        return False
    row = draft.rng.choice(rows)
    limit, unit = re.search(r"\d+(?:\.\d+)?", row["expected"]).group(), re.sub(r"^[\d.]+", "", row["actual"])
    row["actual"] = limit + unit
    return True


@beside("wrong_direction", "not_spending")
def limit_kept_and_said_so(draft):
    rows = limits(draft)
    if not rows:
        return False
    draft.rng.choice(rows)["actual"] += "，控制在目标以内"
    return True


@beside("money_as_output")
def money_earned_as_a_benefit(draft):
    rows = draft.loose_targets("economic", "social")
    if not rows:
        return False
    amount = draft.rng.randint(30, 300)
    draft.rng.choice(rows).update(
        kind="economic",
        name="带动群众增收金额",
        expected=f"≥{amount} 万元",
        actual=f"{amount + draft.rng.randint(1, 20)} 万元",
    )
    return True


@beside("above_hundred")
def more_than_planned_done(draft):
    rows = draft.loose_targets("quality")
    if not rows:
        return False
    draft.rng.choice(rows).update(
        kind="quantity", name="年度计划任务完成率", expected="≥100%", actual=f"{draft.rng.randint(101, 118)}%"
    )
    return True


@beside("above_hundred")
def growth_above_a_hundred(draft):
    rows = draft.loose_targets("social", "economic")
    if not rows:
        return False
    draft.rng.choice(rows).update(
        name="线上办理量增长率", expected="≥80%", actual=f"{draft.rng.randint(101, 160)}%"
    )
    return True


@beside("weights")
def weights_uneven_and_whole(draft):
    # Weights of targets that were met: of others, and of those judged, the points would move too.
    rows = [row for row in draft.targets if row["kind"] in ("quality", "cost")]
    if len(rows) < 2:
        return False
    one, other = draft.rng.sample(rows, 2)
    step = Fraction(draft.rng.choice((1, 25, 50)), 100)
    one["weight"], other["weight"] = (
        show_exact(parse_number(one["weight"]) + step),
        show_exact(parse_number(other["weight"]) - step),
    )
    return True


@beside("unmeasurable", "not_answered")
def one_target_in_words(draft):
    rows = [
        row for row in draft.loose_targets("timeliness") if row["name"].endswith("按期办结率")
    ]  # of no project, so of no late one
    if not rows:
        return False
    draft.rng.choice(rows).update(expected="是否及时", actual="及时")
    return True


@beside("not_answered")
def number_inside_a_sentence(draft):
    rows = [
        row
        for row in draft.loose_targets("quality", "timeliness", "social")
        if re.fullmatch(r"\d+(?:\.\d+)?%", row["actual"])
    ]
    if not rows:
        return False
    row = draft.rng.choice(rows)
    row["actual"] = draft.rng.choice(("经抽查核实为 {}", "实际达到 {}", "经统计为 {}")).format(row["actual"])
    return True


@beside("target_against_text")
def target_rounds_the_text(draft):
    found = [
        s
        for s in draft.facts.get("satisfaction_rate", [])
        if s["section"].startswith(draft.target_section) and decimal_places(s["value"]) > 1
    ]
    if not found:
        return False
    value = f"{round_half_up(parse_number(found[0]['value']), 1):f}"
    draft.restate(found[0], value)
    return True
