"""Part one of the report: budget, running costs, procurement, projects, assets, staff; its sentences stand in
data/demo/sentences.yaml."""

from __future__ import annotations

from collections.abc import Set
from random import Random

from perfkit.demo.ledger import Ledger, Teller
from perfkit.demo.world import World

HIDEABLE = (
    "quarters",
    "running_costs",
    "procurement",
    "project_counts",
    "assets_in_use",
    "off_establishment",
    "establishment",
    "petitions",
    "satisfaction",
)
"""What a department may leave unsaid; each closes off at least one criterion."""


def write_money(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    """Write the paragraphs on budget preparation and execution.

    Parameters
    ----------
    world : World      what is true
    ledger : Ledger    takes the text and the statements
    rng : Random       picks the wording
    hidden : Set[str]  groups of `HIDEABLE` that the department does not mention
    """
    tell = Teller(world, ledger, rng)
    tell.write("budget_preparation", "一（三）1", tell("preparation"))
    tell.write("budget_preparation", "一（三）2", tell("safeguards"))
    for section, paragraph in (
        ("一（四）1（1）", _execution),
        ("一（四）1（2）", _running_costs),
        ("一（四）1（3）", _procurement),
        ("一（四）1（4）", lambda tell, hidden: tell("disclosure")),
        ("一（四）2", _projects),
        ("一（四）3", _assets),
        ("一（四）4", _staff),
    ):
        tell.write("budget_execution", section, paragraph(tell, hidden))


def _execution(tell: Teller, hidden: Set[str]) -> str:
    facts = tell.world.facts
    with_subsidy = "district_subsidy_budget" in facts
    change = tell("added" if facts["budget_added"] >= 0 else "cut")
    text = tell("budget", change=change, subsidy=tell("subsidy") if with_subsidy else "")
    text += tell("execution", subsidy=tell("subsidy_spent") if with_subsidy else "")
    return text if "quarters" in hidden else text + _quarters(tell)


def _quarters(tell: Teller) -> str:
    form = tell.rng.randrange(3)
    sentence = "quarter_progress" if form else "quarter"
    ends = [tell(sentence, month=month, q=q) for month, q in ((3, "q1"), (6, "q2"), (9, "q3"))]
    return ("" if form else "分季度看，") + ("；" if form == 1 else "，").join(ends) + "。"


_ITEMS = (
    ("abroad", "因公出国（境）费"),
    ("reception", "公务接待费"),
    ("vehicle_purchase", "公务用车购置费"),
    ("vehicle_running", "公务用车运行及维护费"),
)


def _running_costs(tell: Teller, hidden: Set[str]) -> str:
    facts, rng = tell.world.facts, tell.rng
    if tell.world.unclear:  # travel abroad is not mentioned at all: the reading decides what that means
        items = [
            tell("running_item", item=item, name=name, unit="万元")
            for item, name in _ITEMS
            if facts[f"{item}_budget"] or item == "reception"
        ]
        text = tell("running_without_total", items="，".join(items))
    else:
        text = tell("running_total") + (tell("control_rate") if rng.random() < 0.6 else "") + "。其中，"
        text += "；".join(tell("running_item", item=item, name=name, unit="元") for item, name in _ITEMS)
        text += (tell("vehicle_rate") if rng.random() < 0.5 else "") + "。"
    if "running_costs" in hidden:
        return text
    adjusted = "daily_running_adjusted_budget" in facts
    return text + tell("daily_budget") + tell("daily_adjusted" if adjusted else "daily_spent")


def _procurement(tell: Teller, hidden: Set[str]) -> str:
    facts = tell.world.facts
    if "procurement" in hidden:
        return tell("no_procurement")
    text = tell("procurement") + (tell("procurement_rate") if tell.rng.random() < 0.7 else "") + "。"
    done = facts["procurement_actual"] == facts["procurement_planned"]
    return text + (tell("procurement_done") if done else "")


def _projects(tell: Teller, hidden: Set[str]) -> str:
    finished = "" if "project_counts" in hidden else tell("projects_finished")
    return tell("projects") + finished + tell("project_rules")


def _assets(tell: Teller, hidden: Set[str]) -> str:
    facts, text = tell.world.facts, "资产管理情况 "
    if "daily_running_balance" in facts and "running_costs" not in hidden:
        text += tell("running_balance")  # the same figures in another paragraph, as such reports do
    text += tell("assets")
    if "fixed_assets_buildings" in facts:
        text += tell("assets_parts")
    if "assets_in_use" not in hidden:
        text += tell("assets_in_use")
        if facts["fixed_assets_in_use"] == facts["fixed_assets_total"]:
            text += tell("assets_all")
        elif tell.rng.random() < 0.7:
            text += tell("assets_rate")
    return text + "。"


def _staff(tell: Teller, hidden: Set[str]) -> str:
    text, rng = f"人员管理情况 {tell.world.year} 年末，", tell.rng
    if "establishment" not in hidden:
        text += tell("establishment")
    text += tell("staff")
    if "establishment" not in hidden and rng.random() < 0.7:
        text += tell("staff_rate")
    text += tell("retired")
    if "off_establishment" not in hidden:
        text += tell("off_establishment")
        text += (tell("off_establishment_rate") if rng.random() < 0.5 else "") + "。"
    return text + tell("payroll")
