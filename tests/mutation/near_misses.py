"""Changes that look like a planted fault and are none: other scope, other period, rounding, the edge itself.

Each function changes a draft in a way that an honest department might, and says whether it found a
place for it. Nothing here knows the review.
"""

from __future__ import annotations

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


@beside("no_evidence")
def two_documents_for_one_criterion(draft):
    evidence = draft.judgements["evidence"]
    more = dict(draft.rng.choice(evidence))
    evidence.append({**more, "id": "doc_more", "document": more["document"] + "（补充）"})
    return True
