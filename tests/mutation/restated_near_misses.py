"""Figures printed a second time beside planted faults: of another period or scope, or said roughly."""

from __future__ import annotations

from fractions import Fraction

from near_misses import beside

from perfkit.base.quantities import parse_number, round_half_up
from perfkit.demo.draft import amount_of


@beside("restated_fact")
def amount_of_another_period(draft):
    year = draft.submission["year"]
    name, words = draft.rng.choice(
        (("spent_total", "前十个月支出 {}"), ("procurement_actual", "前十个月完成采购 {}"))
    )
    truth = draft.yearly(name)
    if not truth:
        return False
    draft.add_sentence(
        "results", name, words, amount_of(truth[0]) * Fraction(draft.rng.randint(60, 90), 100), "万元"
    )["period"] = f"{year}-01..{year}-10"
    return True


@beside("restated_fact")
def amount_of_another_scope(draft):
    name, words = draft.rng.choice(
        (("budget_total", "其中局本级预算 {}"), ("spent_total", "其中局本级支出 {}"))
    )
    draft.add_sentence(
        "results",
        name,
        words,
        amount_of(draft.yearly(name)[0]) * Fraction(draft.rng.randint(50, 90), 100),
        "万元",
    )["scope"] = "局本级"
    return True


@beside("restated_fact")
def amount_said_roughly(draft):
    name, words = draft.rng.choice((("budget_total", "全年预算约 {}"), ("spent_total", "全年支出约 {}")))
    truth = amount_of(draft.yearly(name)[0])
    draft.add_sentence(
        "results", name, words, Fraction(round_half_up(truth / 10_000, 0)) * 10_000, "万元", 0
    )["approximate"] = True
    return True


def services(draft):
    return [
        figure
        for figure in draft.submission["figures"]
        if figure["kind"] == "count" and not figure["id"].startswith("project_")
    ]


@beside("restated_figure")
def count_of_another_period(draft):
    figure = draft.rng.choice(services(draft))
    truth, year = figure["statements"][0], draft.submission["year"]
    value = Fraction(int(parse_number(truth["value"]) * Fraction(draft.rng.randint(40, 90), 100)))
    draft.add_sentence(
        "results", figure["id"], f"上半年{figure['name'].removesuffix('数')} {{}}", value, truth["unit"]
    )["period"] = f"{year}-01..{year}-06"
    return True


@beside("restated_figure")
def count_of_another_scope(draft):
    figure = draft.rng.choice(services(draft))
    truth = figure["statements"][0]
    value = Fraction(int(parse_number(truth["value"]) * Fraction(draft.rng.randint(10, 60), 100)))
    draft.add_sentence(
        "results", figure["id"], f"其中演示街道{figure['name'].removesuffix('数')} {{}}", value, truth["unit"]
    )["scope"] = "演示街道"
    return True


@beside("restated_figure")
def count_said_roughly(draft):
    figure = draft.rng.choice(services(draft))
    truth = figure["statements"][0]
    count = int(parse_number(truth["value"]))
    size = 10 ** max(0, len(str(count)) - 2)
    draft.add_sentence(
        "results",
        figure["id"],
        f"累计{figure['name'].removesuffix('数')} {{}}以上",
        Fraction(count // size * size),
        truth["unit"],
    )["approximate"] = True
    return True


@beside("parts_of_figure")
def part_for_half_the_year(draft):
    wholes = [figure for figure in services(draft) if figure.get("sum_of")]
    name = draft.rng.choice(draft.rng.choice(wholes)["sum_of"])
    figure, year = draft.figure(name), draft.submission["year"]
    truth = figure["statements"][0]
    value = Fraction(int(parse_number(truth["value"]) * Fraction(1, 2)))
    draft.add_sentence(
        "results", name, f"上半年{figure['name'].removesuffix('数')} {{}}", value, truth["unit"]
    )["period"] = f"{year}-01..{year}-06"
    return True
