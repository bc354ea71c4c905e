"""Planted faults in figures: sums, rates, restatements, claims beside figures."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfkit.base.quantities import decimal_places, parse_number, round_half_up, unit_factor
from perfkit.demo.draft import FAULTS, Draft, PlantedFault, Statement, amount_of
from perfkit.demo.ledger import printed
from perfkit.demo.registry import FAULT_KINDS, fault
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


def restated(
    draft: Draft, kind: str, name: str, statement: Statement, value: str, **fields: object
) -> PlantedFault:
    """A figure printed as another value; what is wrong is the kind's own text unless it is said more
    closely."""
    old = statement["value"]
    what = FAULTS.text(kind, "closer", **fields) if kind in FAULTS.group("closer") else FAULT_KINDS[kind].text
    draft.restate(statement, value)
    return draft.planted(
        kind,
        (statement["section"], name),
        draft.rows_on(name),
        said="restated",
        what=what,
        value=value,
        unit=statement["unit"],
        old=old,
    )


def _one_changed(draft: Draft, kind: str, *names: str) -> PlantedFault | None:
    found = draft.one_of(*names)
    if found is None or not parse_number(found[1]["value"]):
        return None
    return restated(draft, kind, found[0], found[1], draft.changed(found[1]))


@fault
def basic_and_project(draft: Draft) -> PlantedFault | None:
    """One of the two parts of the budget or of expenditure is printed wrong."""
    names = ("basic_budget", "project_budget", "basic_spent", "project_spent")
    return _one_changed(draft, "basic_and_project", *names)


@fault
def initial_and_added(draft: Draft) -> PlantedFault | None:
    """The initial budget is printed wrong."""
    return _one_changed(draft, "initial_and_added", "budget_initial")


@fault
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
    return restated(draft, "parts_of_fact", name, value, draft.changed(value, least, least + 0.12))


def _half_digits(draft: Draft, names: Iterable[str]) -> Fraction:
    """What rounding can hide in a relation between printed facts: half a last digit of each."""
    printed_once = [draft.yearly(name)[0] for name in names if draft.yearly(name)]
    return sum(
        (unit_factor(s["unit"]) / (2 * 10 ** decimal_places(s["value"])) for s in printed_once), Fraction(0)
    )


@fault
def balance(draft: Draft) -> PlantedFault | None:
    """What is left of daily running costs is printed wrong."""
    found = draft.one_of("daily_running_balance")
    return restated(draft, "balance", found[0], found[1], draft.changed(found[1], 0.1, 0.5))


def _is_sharp(draft: Draft, name: str) -> bool:
    """True where part and whole are printed finely enough to tell a rate to a percentage point."""
    terms = fact_catalogue()[name].rate_of or ("off_establishment_count", "established_staff_count")
    there = [draft.yearly(term)[0] for term in terms if draft.yearly(term)]
    return len(there) == 2 and all(
        s["unit"] == "人" or _half_digits(draft, [term]) * 100 < amount_of(s)
        for term, s in zip(terms, there, strict=True)
    )


@fault
def rate(draft: Draft) -> PlantedFault | None:
    """A printed rate is some points off."""
    found = draft.one_of(*[name for name in RATES if _is_sharp(draft, name)])
    return restated(draft, "rate", found[0], found[1], draft.off_rate(found[1]))


@fault
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
    return draft.planted("task_rows", (tasks["section"], name), name=name, old=round_half_up(old, 2))


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


@fault
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
    return draft.planted(
        "tasks_against_text", (tasks["section"], row["name"]), draft.rows_on("budget_total"), step=int(step)
    )


@fault
def task_completion(draft: Draft) -> PlantedFault:
    """The completion of a task is not spent ÷ budget."""
    tasks = draft.submission["tasks"]
    row = draft.rng.choice(tasks["rows"])
    old = row["completion"]
    row["completion"] = f"{round_half_up(parse_number(old) - Fraction(draft.rng.randint(20, 120), 10), 2):f}"
    row["completion_quote"] = f"完成 {row['completion']}%"
    return draft.planted("task_completion", (tasks["section"], row["name"]), name=row["name"], old=old)
