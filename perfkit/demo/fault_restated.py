"""Planted faults in figures that are stated again, in the department's own counts, and in words beside
figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import parse_number
from perfkit.demo.draft import Draft, PlantedFault, Statement, amount_of
from perfkit.demo.fault_figures import restated
from perfkit.demo.ledger import printed
from perfkit.demo.registry import fault

_RESTATABLE = {
    "budget_total": ("results", "全年预算安排 {}", "万元"),
    "spent_total": ("results", "全年共支出 {}", "万元"),
    "established_staff_count": ("results", "年末在编人员 {}", "人"),
    "fixed_assets_total": ("results", "年末固定资产总额 {}", "万元"),
    "procurement_actual": ("results", "全年完成政府采购 {}", "万元"),
    "off_establishment_count": ("results", "年末编外人员 {}", "人"),
}


@fault
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
    return draft.planted(
        kind,
        (statement["section"], truth["section"], name),
        draft.rows_on(name),
        said="two_values",
        section=statement["section"],
        value=statement["value"],
        unit=statement["unit"],
        other=truth["section"],
        truth=truth["value"],
        other_unit=truth["unit"],
    )


@fault
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


@fault
def restated_figure(draft: Draft) -> PlantedFault | None:
    """A count of the department's own is stated once more, with another value."""
    figure, truth = draft.rng.choice(list(_services(draft)))
    value = parse_number(draft.changed(truth, 0.05, 0.3))
    statement = draft.add_sentence(
        "results", figure["id"], f"{figure['name'].removesuffix('数')}共计 {{}}", value, truth["unit"]
    )
    return _two_values(draft, "restated_figure", figure["id"], statement, truth)


@fault
def parts_of_figure(draft: Draft) -> PlantedFault | None:
    """A part of a count is printed wrong."""
    wholes = [figure for figure, _ in _services(draft) if figure.get("sum_of")]
    whole = draft.pick(wholes)
    name = draft.rng.choice(whole["sum_of"])
    part = draft.figure(name)
    assert part is not None, "a sum names figures of the same department"
    statement = part["statements"][0]
    return restated(
        draft, "parts_of_figure", name, statement, draft.changed(statement, 0.08, 0.4), whole=whole["name"]
    )


@fault
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
    return restated(draft, "quarters", "spent_by_q2" if early else "spent_by_q3", statement, value)


@fault
def project_count(draft: Draft) -> PlantedFault | None:
    """The text says more or fewer approved projects than the task table lists."""
    found = draft.one_of("projects_approved_count")
    count = int(found[1]["value"])
    applied = int(draft.yearly("projects_applied_count")[0]["value"])
    if applied > count and draft.rng.random() < 0.5:
        value = applied
    else:
        value = max(1, count - draft.rng.randint(1, 2))
    return restated(draft, "project_count", found[0], found[1], str(value))


@fault
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
    section, sentence, name = draft.pick(options)
    passage = next(
        p for part in draft.submission["narrative"].values() for p in part if p["section"] == section
    )
    passage["text"] = passage["text"].rstrip("。") + "。" + sentence
    printed_value = draft.yearly(name)[0]
    return draft.planted(
        "claim",
        (section, sentence),
        draft.rows_on(name),
        sentence=sentence,
        value=printed_value["value"],
        unit=printed_value["unit"],
    )
