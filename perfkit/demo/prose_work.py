"""Parts two to four of the report: duties, goals, what was done, and what the department says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Set
from fractions import Fraction
from random import Random
from typing import Any

from perfkit.base.numerals import in_numerals
from perfkit.demo.ledger import Ledger, Teller
from perfkit.demo.pools import pool
from perfkit.demo.world import Service, World

TASK_SECTION = "四 年度主要任务完成情况"


def write_work(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    """Write duties, plans and what came of them; parameters as for `write_money`."""
    tell = Teller(world, ledger, rng)
    for number, duty in enumerate(world.agency["duties"], start=1):
        tell.write("duties", f"一（一）{number}", duty + "。")
    for number, work in enumerate(world.agency["key_works"], start=1):
        tell.write("annual_work", f"一（二）{number}", work, tell("key_work"))
        tell.write("goals", f"二（一）{number}", tell("goal"), work, "；")
    _projects(tell)
    _services(tell)
    if "petitions" not in hidden:
        tell.write("results", "二（三）信访", tell("petitions"))
    if "satisfaction" not in hidden:
        tell.write("results", "二（三）满意度", tell("satisfaction", served=world.agency["served"]))
    tell.write("experience", "三（一）", tell("experience"))
    tell.write("next_steps", "三（三）", tell("next_steps"))


def _projects(tell: Teller) -> None:
    world, ledger = tell.world, tell.ledger
    tell.write("performance", "二（二）", tell("project_list", count=len(world.projects)))
    for number, task in enumerate(world.projects, start=1):
        amounts = {"budget": task.budget, "spent": task.spent}
        for side, name in (("budget", "预算数"), ("spent", "支出数")):
            ledger.figure(f"project_{number}_{side}", f"{task.name}{name}", "money")
        ledger.figure(f"project_{number}_done", task.thing)
        figures = {f"project_{number}_{side}": amount for side, amount in amounts.items()}
        figures[f"project_{number}_done"] = task.amount_done
        text = tell("project", name=task.name, thing=task.thing, planned=task.planned, unit=task.unit)
        text += tell("project_done", figures, number=number, unit=task.unit)
        if tell.rng.random() < 0.6:
            text += tell("project_money", figures, number=number)
        tell.write("performance", f"二（二）（{number}）", text, "。")
        for side, amount in amounts.items():
            value = f"{amount.numerator / amount.denominator:.2f}"
            ledger.figures[f"project_{number}_{side}"]["statements"].append(
                {"value": value, "unit": "元", "section": TASK_SECTION, "quote": value}
            )


def _services(tell: Teller) -> None:
    results, goals = [], []
    for service in tell.world.services:
        tell.ledger.figure(service.id, f"{service.name}数", sum_of=[part for part, _, _ in service.parts])
        for part, name, _ in service.parts:
            tell.ledger.figure(part, f"{name}数")
        results.append(_yearly(service, tell))
        goals.append(_again(service, tell))
    tell.write("results", "二（三）", *results)
    for number, text in enumerate(goals, start=1):
        tell.write("goal", f"四 总体目标（{in_numerals(number)}）", text)


def _yearly(service: Service, tell: Teller) -> str:
    def count(id: str, name: str, number: int) -> str:
        return tell("service_count", {id: Fraction(number)}, id=id, name=name, unit=service.unit)

    text = tell("service") + count(service.id, service.name, service.total)
    parts = "、".join(count(*part) for part in service.parts)
    return f"{text}，其中{parts}。" if parts else f"{text}。"


def _again(service: Service, tell: Teller) -> str:
    """The same count once more: for the year, up to September, or for one street; all of them true."""
    choice, year = tell.rng.randrange(4), tell.world.year
    sentence, number = "service_again", Fraction(service.total)
    traits: dict[str, Any] = {}
    if choice == 1 and service.total >= 1000:
        sentence, number, traits = "service_about", _three_digits(service.total), {"approximate": True}
    elif choice == 2:
        sentence, number = "service_by_september", Fraction(service.by_september)
        traits = {"period": f"{year}-01..{year}-09"}
    elif choice == 3:
        sentence, number = "service_in_one_street", Fraction(service.in_one_street)
        traits = {"scope": "示例街道"}
    return tell(
        sentence, {service.id: number}, traits=traits, id=service.id, name=service.name, unit=service.unit
    )


def _three_digits(count: int) -> Fraction:
    """A count rounded to its first three digits, as 约 prints it."""
    size = 10 ** (len(str(count)) - 3)
    return Fraction((2 * count + size) // (2 * size) * size)


def write_problems(ledger: Ledger, topics: Iterable[str], rng: Random) -> None:
    """Write the problems that the department admits, each with its measure.

    Parameters
    ----------
    topics : what it lost points for; a problem without a topic of the rubric is always among them
    """
    sentences = pool("sentences")
    chosen = [rng.choice(sentences["problems"][topic]) for topic in topics if topic in sentences["problems"]][
        :3
    ]
    chosen.append(rng.choice(sentences["general_problems"]))
    for number, pair in enumerate(chosen, start=1):
        ledger.write("problems", f"三（二）问题{number}", pair["problem"])
        ledger.write("improvements", f"三（二）措施{number}", pair["measure"])
