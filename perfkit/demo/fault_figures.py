"""Planted faults in figures: sums, rates, restatements, claims beside figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from perfkit.base.quantities import decimal_places, parse_number, round_half_up, unit_factor
from perfkit.demo.draft import Draft, PlantedFault, Statement, amount_of
from perfkit.demo.ledger import printed
from perfkit.demo.registry import fault
from perfkit.filing.catalogue import fact_catalogue

RATES = (
    "execution_rate",
    "three_public_control_rate",
    "vehicle_running_rate",
    "daily_running_rate",
    "procurement_rate",
    "staffing_control_rate",
    "fixed_assets_use_rate",
    "off_establishment_rate",
    "spending_progress_q1",
    "spending_progress_q2",
    "spending_progress_q3",
)
_THREE_PUBLIC = ("reception", "vehicle_running", "abroad", "vehicle_purchase")


def _restated(
    draft: Draft, kind: str, name: str, statement: Statement, value: str, zh: str, en: str
) -> PlantedFault:
    old = statement["value"]
    draft.restate(statement, value)
    return draft.fault(
        kind,
        (statement["section"], name),
        f"{zh}：印作 {value}{statement['unit']}，应为 {old}{statement['unit']}",
        f"{en}: printed {value}{statement['unit']}, should be {old}{statement['unit']}",
        draft.rows_on(name),
    )


def _one_changed(draft: Draft, kind: str, names: tuple[str, ...], zh: str, en: str) -> PlantedFault | None:
    found = draft.one_of(*names)
    if found is None or not parse_number(found[1]["value"]):
        return None
    return _restated(draft, kind, found[0], found[1], draft.changed(found[1]), zh, en)


@fault("basic_and_project", "基本支出与项目支出之和不等于合计", "basic and project do not sum to the total")
def basic_and_project(draft: Draft) -> PlantedFault | None:
    """One of the two parts of the budget or of expenditure is printed wrong."""
    names = ("basic_budget", "project_budget", "basic_spent", "project_spent")
    return _one_changed(
        draft,
        "basic_and_project",
        names,
        "基本支出与项目支出之和不等于合计",
        "basic and project do not sum to the total",
    )


@fault(
    "initial_and_added",
    "年初预算与追加之和不等于全年预算",
    "initial and added budget do not sum to the year's",
)
def initial_and_added(draft: Draft) -> PlantedFault | None:
    """The initial budget is printed wrong."""
    return _one_changed(
        draft,
        "initial_and_added",
        ("budget_initial",),
        "年初预算与追加之和不等于全年预算",
        "initial and added budget do not sum to the year's",
    )


@fault("parts_of_fact", "组成部分之和不等于合计", "parts do not sum to their total")
def parts_of_fact(draft: Draft) -> PlantedFault | None:
    """A part of staff, assets or three-public funds is printed wrong."""
    names = ["unified_pay_staff_count"]
    if draft.yearly("fixed_assets_buildings"):
        names += ["fixed_assets_buildings", "fixed_assets_other"]
    if draft.yearly("three_public_budget"):
        names += [
            f"{item}_{side}"
            for item in _THREE_PUBLIC
            for side in ("budget", "spent")
            if draft.yearly(f"{item}_{side}") and parse_number(draft.yearly(f"{item}_{side}")[0]["value"]) > 0
        ]
    name = draft.rng.choice(names)
    # A part is off by more than all the printed figures of the sum can hide.
    hidden = _half_digits(
        draft,
        {
            term
            for whole, kind in fact_catalogue().items()
            for terms in kind.sums
            if name in terms
            for term in (*terms, whole)
        },
    )
    value = draft.yearly(name)[0]
    if amount_of(value) <= hidden * 10:
        return None
    least = max(0.03, float(hidden * 5 / 2 / amount_of(value)))
    return _restated(
        draft,
        "parts_of_fact",
        name,
        value,
        draft.changed(value, least, least + 0.12),
        "组成部分之和不等于合计",
        "the parts do not sum to their total",
    )


def _half_digits(draft: Draft, names: Iterable[str]) -> Fraction:
    """What rounding can hide in a relation between printed facts: half a last digit of each."""
    printed_once = [draft.yearly(name)[0] for name in names if draft.yearly(name)]
    return sum(
        (unit_factor(s["unit"]) / (2 * 10 ** decimal_places(s["value"])) for s in printed_once), Fraction(0)
    )


@fault("balance", "结余不等于预算减支出", "the balance is not budget less expenditure")
def balance(draft: Draft) -> PlantedFault | None:
    """What is left of daily running costs is printed wrong."""
    found = draft.one_of("daily_running_balance")
    if found is None:
        return None
    return _restated(
        draft,
        "balance",
        found[0],
        found[1],
        draft.changed(found[1], 0.1, 0.5),
        "结余不等于预算减支出",
        "the balance is not budget less expenditure",
    )


def _is_sharp(draft: Draft, name: str) -> bool:
    """True where part and whole are printed finely enough to tell a rate to a percentage point."""
    terms = fact_catalogue()[name].rate_of or ("off_establishment_count", "established_staff_count")
    there = [draft.yearly(term)[0] for term in terms if draft.yearly(term)]
    return len(there) == 2 and all(
        s["unit"] == "人" or _half_digits(draft, [term]) * 100 < amount_of(s)
        for term, s in zip(terms, there, strict=True)
    )


@fault("rate", "比率与其分子分母不符", "a rate does not fit its parts")
def rate(draft: Draft) -> PlantedFault | None:
    """A printed rate is some points off."""
    found = draft.one_of(*[name for name in RATES if _is_sharp(draft, name)])
    if found is None:
        return None
    return _restated(
        draft,
        "rate",
        found[0],
        found[1],
        draft.off_rate(found[1]),
        "比率与其分子分母不符",
        "the rate does not fit its parts",
    )


@fault("task_rows", "任务明细之和不等于合计", "task rows do not sum to the table's total")
def task_rows(draft: Draft) -> PlantedFault:
    """A row of the task table, or its total, is printed wrong."""
    tasks, side = draft.submission["tasks"], draft.rng.choice(("budget", "spent"))
    rows = [row for row in tasks["rows"] if parse_number(row[side]) > 1000]
    row = draft.rng.choice([*rows, tasks["totals"]])
    old = parse_number(row[side])
    # A row grows beyond what the text rounds away, but never past its own budget.
    new = (
        old * Fraction(draft.rng.uniform(1.03, 1.12))
        if side == "budget"
        else old * Fraction(draft.rng.uniform(0.85, 0.96))
    )
    row[side] = row[f"{side}_fiscal"] = f"{round_half_up(new, 2):f}"
    if "completion" in row:
        row["completion"] = printed(parse_number(row["spent"]) / parse_number(row["budget"]), "%")
        row["completion_quote"] = f"完成 {row['completion']}%"
        _follow_row(draft, row, side, f"{round_half_up(old, 2):f}")
    name = row.get("name", "合计")
    return draft.fault(
        "task_rows",
        (tasks["section"], name),
        f"任务表“{name}”的金额与合计不符，应为 {round_half_up(old, 2)} 元",
        f"the amount of {name} does not fit the table's total; it should be {round_half_up(old, 2)} yuan",
    )


def _follow_row(draft: Draft, row: dict, side: str, old: str) -> None:
    """The department's own figure that is quoted from the table quotes what now stands there."""
    for figure in draft.submission["figures"]:
        if (
            figure["id"].startswith("project_")
            and figure["id"].endswith(f"_{side}")
            and figure["name"].startswith(row["name"])
        ):
            for statement in figure["statements"]:
                if statement["section"] == draft.submission["tasks"]["section"] and statement["value"] == old:
                    statement["value"] = statement["quote"] = row[side]


@fault("tasks_against_text", "任务表合计与正文不符", "the task table's total is not the text's")
def tasks_against_text(draft: Draft) -> PlantedFault:
    """Rows and total of the task table agree with each other, but not with the budget in the text."""
    tasks = draft.submission["tasks"]
    row = draft.rng.choice([row for row in tasks["rows"] if row["category"] == "basic"])
    step = Fraction(int(parse_number(tasks["totals"]["budget"]) * Fraction(draft.rng.uniform(0.03, 0.12))))
    for holder in (row, tasks["totals"]):
        holder["budget"] = holder["budget_fiscal"] = (
            f"{round_half_up(parse_number(holder['budget']) + step, 2):f}"
        )
    row["completion"] = printed(parse_number(row["spent"]) / parse_number(row["budget"]), "%")
    row["completion_quote"] = f"完成 {row['completion']}%"
    return draft.fault(
        "tasks_against_text",
        (tasks["section"], row["name"]),
        f"任务表预算合计比正文的全年预算多 {int(step)} 元",
        f"the task table's budget exceeds the text's by {int(step)} yuan",
        draft.rows_on("budget_total"),
    )


@fault("task_completion", "任务完成率与金额不符", "a task's completion does not fit its amounts")
def task_completion(draft: Draft) -> PlantedFault:
    """The completion of a task is not spent ÷ budget."""
    tasks = draft.submission["tasks"]
    row = draft.rng.choice(tasks["rows"])
    old = row["completion"]
    row["completion"] = f"{round_half_up(parse_number(old) - Fraction(draft.rng.randint(20, 120), 10), 2):f}"
    row["completion_quote"] = f"完成 {row['completion']}%"
    return draft.fault(
        "task_completion",
        (tasks["section"], row["name"]),
        f"“{row['name']}”完成率应为 {old}%",
        f"completion of {row['name']} should be {old} %",
    )


_RESTATABLE = {
    "budget_total": ("results", "全年预算安排 {}", "万元"),
    "spent_total": ("results", "全年共支出 {}", "万元"),
    "established_staff_count": ("results", "年末在编人员 {}", "人"),
    "fixed_assets_total": ("results", "年末固定资产总额 {}", "万元"),
    "procurement_actual": ("results", "全年完成政府采购 {}", "万元"),
    "off_establishment_count": ("results", "年末编外人员 {}", "人"),
}


@fault("restated_fact", "同一数字两处不同", "one figure, two values")
def restated_fact(draft: Draft) -> PlantedFault | None:
    """A fact is stated once more, with another value."""
    names = [name for name in _RESTATABLE if draft.yearly(name) and amount_of(draft.yearly(name)[0]) > 0]
    name = draft.rng.choice(names)
    part, words, unit = _RESTATABLE[name]
    truth = draft.yearly(name)[0]
    value = parse_number(draft.changed(truth)) * amount_of(truth) / parse_number(truth["value"])
    statement = draft.add_sentence(part, name, words, value, unit)
    return _two_values(draft, "restated_fact", name, statement, truth)


def _two_values(draft: Draft, kind: str, name: str, statement: Statement, truth: Statement) -> PlantedFault:
    zh = f"〔{statement['section']}〕印作 {statement['value']}{statement['unit']}，〔{truth['section']}〕为 {truth['value']}{truth['unit']}"
    en = f"{statement['section']} prints {statement['value']}{statement['unit']}, {truth['section']} {truth['value']}{truth['unit']}"
    return draft.fault(kind, (statement["section"], truth["section"], name), zh, en, draft.rows_on(name))


@fault("unit_slip", "单位写错（元与万元）", "a wrong unit: 元 for 万元")
def unit_slip(draft: Draft) -> PlantedFault | None:
    """An amount is stated once more with the right digits and the wrong unit."""
    names = [name for name, (_, _, unit) in _RESTATABLE.items() if unit == "万元" and draft.yearly(name)]
    name = draft.rng.choice(names)
    part, words, _ = _RESTATABLE[name]
    truth = draft.yearly(name)[0]
    statement = draft.add_sentence(part, name, words, amount_of(truth) / 10_000, "元")
    return _two_values(draft, "unit_slip", name, statement, truth)


def _services(draft: Draft) -> Iterator[tuple[dict, Statement]]:
    for figure in draft.submission["figures"]:
        whole = [s for s in figure["statements"] if not ({"period", "scope", "approximate"} & set(s))]
        if figure["kind"] == "count" and whole and not figure["id"].startswith("project_"):
            yield figure, whole[0]


@fault("restated_figure", "单位自己的数字两处不同", "one figure of the department's own, two values")
def restated_figure(draft: Draft) -> PlantedFault | None:
    """A count of the department's own is stated once more, with another value."""
    figure, truth = draft.rng.choice(list(_services(draft)))
    value = parse_number(draft.changed(truth, 0.05, 0.3))
    statement = draft.add_sentence(
        "results", figure["id"], f"{figure['name'].removesuffix('数')}共计 {{}}", value, truth["unit"]
    )
    return _two_values(draft, "restated_figure", figure["id"], statement, truth)


@fault("parts_of_figure", "数字的组成部分之和不等于合计", "parts of a figure do not sum to it")
def parts_of_figure(draft: Draft) -> PlantedFault | None:
    """A part of a count is printed wrong."""
    wholes = [figure for figure, _ in _services(draft) if figure.get("sum_of")]
    if not wholes:
        return None
    whole = draft.rng.choice(wholes)
    name = draft.rng.choice(whole["sum_of"])
    part = draft.figure(name)
    assert part is not None, "a sum names figures of the same department"
    statement = part["statements"][0]
    return _restated(
        draft,
        "parts_of_figure",
        name,
        statement,
        draft.changed(statement, 0.08, 0.4),
        f"{whole['name']}的组成部分之和不等于合计",
        "the parts do not sum to the figure",
    )


@fault("quarters", "累计支出前后颠倒", "cumulative expenditure falls")
def quarters(draft: Draft) -> PlantedFault | None:
    """What was spent by June is below what was spent by March, or September beyond the year."""
    first, second, third, total = (
        draft.yearly(name) for name in ("spent_by_q1", "spent_by_q2", "spent_by_q3", "spent_total")
    )
    if not (first and second and third and total):
        return None
    early = draft.rng.random() < 0.6
    statement, other = (second[0], first[0]) if early else (third[0], total[0])
    factor = Fraction(draft.rng.uniform(0.6, 0.93)) if early else Fraction(draft.rng.uniform(1.05, 1.3))
    value = printed(amount_of(other) * factor, statement["unit"])
    return _restated(
        draft,
        "quarters",
        "spent_by_q2" if early else "spent_by_q3",
        statement,
        value,
        "季度累计支出前后颠倒",
        "cumulative expenditure falls",
    )


@fault("project_count", "项目个数与明细不符", "the number of projects is not that of the table")
def project_count(draft: Draft) -> PlantedFault | None:
    """The text says more or fewer approved projects than the task table lists."""
    found = draft.one_of("projects_approved_count")
    if found is None:
        return None
    count = int(found[1]["value"])
    applied = int(draft.yearly("projects_applied_count")[0]["value"])
    if applied > count and draft.rng.random() < 0.5:
        value = applied
    else:
        value = max(1, count - draft.rng.randint(1, 2))
    return _restated(
        draft,
        "project_count",
        found[0],
        found[1],
        str(value),
        "批复项目数与任务表的项目数不符",
        "approved projects are not those of the task table",
    )


@fault("claim", "文字说法与数字相反", "words against figures")
def claim(draft: Draft) -> PlantedFault | None:
    """A sentence claims what the figures beside it deny."""
    options = []
    planned, actual = draft.yearly("procurement_planned"), draft.yearly("procurement_actual")
    if planned and actual and amount_of(actual[0]) < amount_of(planned[0]):
        options.append((actual[0]["section"], "政府采购计划金额已全部支付完毕。", "procurement_actual"))
    used, total = draft.yearly("fixed_assets_in_use"), draft.yearly("fixed_assets_total")
    if used and total and amount_of(used[0]) < amount_of(total[0]) * Fraction(99, 100):
        options.append((used[0]["section"], "全部固定资产均在用，无闲置。", "fixed_assets_in_use"))
    moved = draft.yearly("budget_transferred")
    if moved and amount_of(moved[0]):
        options.append(
            (draft.rng.choice(("一（三）1", "一（四）2")), "年中没有进行预算调剂。", "budget_transferred")
        )
    timely = draft.yearly("petition_timely_reply_rate")
    if timely and amount_of(timely[0]) < 1:
        options.append(
            (timely[0]["section"], "全年信访件均按时回复，未发生超期。", "petition_timely_reply_rate")
        )
    finished, due = draft.yearly("projects_finished_count"), draft.yearly("projects_planned_count")
    if finished and due and amount_of(finished[0]) < amount_of(due[0]):
        options.append((finished[0]["section"], "全部项目均按计划时间完成。", "projects_finished_count"))
    if not options:
        return None
    section, sentence, name = draft.rng.choice(options)
    passage = next(
        p for part in draft.submission["narrative"].values() for p in part if p["section"] == section
    )
    passage["text"] = passage["text"].rstrip("。") + "。" + sentence
    printed_value = draft.yearly(name)[0]
    return draft.fault(
        "claim",
        (section, sentence),
        f"“{sentence}”与 {printed_value['value']}{printed_value['unit']} 相反",
        f"“{sentence}” is denied by {printed_value['value']}{printed_value['unit']}",
        draft.rows_on(name),
    )
