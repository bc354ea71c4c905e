"""Changes that look like a planted fault and are none: other scope, other period, rounding, the edge itself.

Each function changes a draft in a way that an honest department might, and says whether it found a
place for it. Nothing here knows the review.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from perfkit.base.quantities import decimal_places, parse_number, round_half_up, show_exact
from perfkit.demo.draft import Draft, amount_of
from perfkit.demo.ledger import printed

NEAR_MISSES: dict[str, list[Callable[[Draft], bool]]] = {}


def beside(*kinds: str):
    """Register a near miss of one or more kinds of fault."""

    def register(function):
        for kind in kinds:
            NEAR_MISSES.setdefault(kind, []).append(function)
        return function

    return register


def coarser(draft: Draft, name: str, unit: str, places: int) -> bool:
    found = [s for s in draft.yearly(name) if s["unit"] == unit and decimal_places(s["value"]) > places]
    if not found or not amount_of(found[0]):
        return False
    statement = found[0]
    value = f"{round_half_up(parse_number(statement['value']), places):f}"
    if parse_number(value) == 0:
        return False
    draft.restate(statement, value)
    return True


@beside("basic_and_project", "initial_and_added")
def part_of_the_budget_rounded(draft):
    return coarser(
        draft,
        draft.rng.choice(
            ("basic_budget", "project_budget", "basic_spent", "project_spent", "budget_initial")
        ),
        "万元",
        draft.rng.choice((0, 1)),
    )


@beside("initial_and_added", "unit_slip", "restated_fact", "tasks_against_text")
def amount_converted(draft):
    name, words = draft.rng.choice(
        (
            ("budget_total", "全年预算 {}"),
            ("spent_total", "全年支出 {}"),
            ("fixed_assets_total", "固定资产总额 {}"),
        )
    )
    truth = draft.yearly(name)[0]
    unit, places = draft.rng.choice((("亿元", 4), ("亿元", 2), ("元", 2), ("万元", 0)))
    value = amount_of(truth)
    if parse_number(printed(value, unit, places)) == 0:
        return False
    draft.add_sentence("results", name, words, value, unit, places)
    return True


@beside("parts_of_fact")
def only_some_parts_listed(draft):
    part = draft.yearly("contract_staff_count")[0]
    passage = next(
        p for p in draft.submission["narrative"]["budget_execution"] if p["section"] == part["section"]
    )
    passage["text"] = passage["text"].replace("，" + part["quote"] + "）", "）", 1)
    del draft.facts["contract_staff_count"]
    return True


@beside("parts_of_fact")
def part_rounded(draft):
    return coarser(
        draft,
        draft.rng.choice(("fixed_assets_buildings", "fixed_assets_other", "vehicle_running_spent")),
        "万元",
        1,
    )


@beside("balance")
def balance_rounded(draft):
    return coarser(draft, "daily_running_balance", "万元", 1)


@beside("rate", "task_completion")
def rate_rounded(draft):
    names = (
        "execution_rate",
        "three_public_control_rate",
        "daily_running_rate",
        "procurement_rate",
        "staffing_control_rate",
        "fixed_assets_use_rate",
        "off_establishment_rate",
    )
    return coarser(draft, draft.rng.choice(names), "%", draft.rng.choice((0, 1)))


@beside("rate")
def rate_of_another_period(draft):
    year, rate = draft.submission["year"], Fraction(draft.rng.randint(3500, 5500), 10_000)
    draft.add_sentence("results", "execution_rate", "上半年预算执行率 {}", rate, "%")["period"] = (
        f"{year}-01..{year}-06"
    )
    return True


@beside("rate")
def rate_of_another_scope(draft):
    draft.add_sentence(
        "results",
        "execution_rate",
        "其中局本级预算执行率 {}",
        Fraction(draft.rng.randint(8000, 10_000), 10_000),
        "%",
    )["scope"] = "局本级"
    return True


@beside("task_completion")
def completion_rounded(draft):
    row = draft.rng.choice(draft.submission["tasks"]["rows"])
    value = f"{round_half_up(parse_number(row['completion']), draft.rng.choice((0, 1))):f}"
    row["completion"], row["completion_quote"] = value, f"完成 {value}%"
    return True


@beside("task_rows")
def task_rows_in_another_order(draft):
    rows = draft.submission["tasks"]["rows"]
    order = list(rows)
    draft.rng.shuffle(rows)
    return rows != order


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


@beside("quarters")
def nothing_spent_in_a_quarter(draft):
    first, second = draft.yearly("spent_by_q1"), draft.yearly("spent_by_q2")
    if not (first and second) or draft.yearly("spending_progress_q2"):
        return False
    draft.restate(second[0], first[0]["value"])
    draft.set_score("performance.efficiency.budget_execution_rate", Fraction(0))
    return _follow_the_rule(draft, "performance.efficiency.budget_execution_rate")


def _follow_the_rule(draft, row):
    """Give a row what the rule now gives, as an honest department would."""
    from perfkit.evaluation.tree import evaluate
    from perfkit.filing.judgements import Judgements
    from perfkit.filing.submission import Submission

    result = evaluate(
        Submission.model_validate(draft.submission),
        draft.rubric,
        (Judgements.model_validate(draft.judgements),),
    )
    points = next(r.points.low for r in result.rows if r.indicator.id == row)
    draft.set_score(row, Fraction(round_half_up(points, 2)))
    return True


@beside("project_count")
def more_projects_applied_for_than_approved(draft):
    statement = draft.yearly("projects_applied_count")[0]
    draft.restate(statement, str(int(statement["value"]) + draft.rng.randint(1, 3)))
    return True


def append(draft, section, sentence):
    passage = next(
        p for part in draft.submission["narrative"].values() for p in part if p["section"] == section
    )
    passage["text"] += sentence
    return True


@beside("claim")
def true_claim_on_assets(draft):
    used, total = draft.yearly("fixed_assets_in_use"), draft.yearly("fixed_assets_total")
    return (
        bool(used)
        and amount_of(used[0]) == amount_of(total[0])
        and append(draft, used[0]["section"], "全部固定资产均在用。")
    )


@beside("claim")
def true_claim_on_procurement(draft):
    planned, actual = draft.yearly("procurement_planned"), draft.yearly("procurement_actual")
    return (
        bool(actual)
        and amount_of(actual[0]) == amount_of(planned[0])
        and append(draft, actual[0]["section"], "政府采购计划已全部执行完毕。")
    )


@beside("claim")
def claim_on_another_year(draft):
    return append(draft, "三（三）", "下一年度将严格控制，力争年中不进行预算调剂。")


@beside("score_above_rule", "score_total")
def score_with_zeros(draft):
    row = draft.rng.choice(list(draft.scores))
    draft.scores[row] = f"{round_half_up(parse_number(draft.scores[row]), 2):f}"
    total = draft.submission["self_evaluation"]["total"]
    draft.submission["self_evaluation"]["total"] = show_exact(parse_number(total))
    return True


def open_row(draft, row):
    """Take a row's judgements off file and say whether any document was wanted."""
    for part in ("judgements", "evidence"):
        draft.judgements[part] = [
            entry for entry in draft.judgements[part] if not entry["criterion"].startswith(row + ".")
        ]


@beside("grade")
def total_on_the_edge_of_a_grade(draft):
    row = "performance.effect.benefits"
    total = parse_number(draft.submission["self_evaluation"]["total"])
    edges = [grade.at_least for grade in draft.rubric.grades]
    fitting = [draft.own(row) + edge - total for edge in edges]
    fitting = [points for points in fitting if 15 <= points < 25]
    if not fitting:
        return False
    open_row(draft, row)
    draft.set_score(row, fitting[0])
    return True


@beside("score_step")
def decimals_that_the_rule_can_give(draft):
    row = "performance.effect.benefits"
    open_row(draft, row)
    draft.set_score(row, Fraction(draft.rng.choice((2150, 2275, 2325)), 100))
    return True


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


@beside("admitted_problem")
def problem_denied(draft):
    passages = draft.submission["narrative"]["experience"]
    passages[0]["text"] += draft.rng.choice(
        (
            "全年未发生固定资产闲置的情况。",
            "没有出现项目进度滞后的问题。",
            "各项绩效目标均在规定时间内录入，不存在补录情况。",
        )
    )
    return True


@beside("admitted_problem")
def plan_without_a_problem(draft):
    return append(
        draft,
        "三（三）",
        draft.rng.choice(
            ("同时进一步加强资产日常管理。", "并继续规范政府采购流程。", "继续做好信访件办理工作。")
        ),
    )


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
    # Weights of targets that were met: of others, and of those an evaluator judged, the points would move too.
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


@beside("no_evidence")
def two_documents_for_one_criterion(draft):
    evidence = draft.judgements["evidence"]
    more = dict(draft.rng.choice(evidence))
    evidence.append({**more, "id": "doc_more", "document": more["document"] + "（补充）"})
    return True
