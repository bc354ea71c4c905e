"""Drawing the numbers of an invented department, so that they agree with each other before anything is
written."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random

from perfkit.demo.pools import agency_of, district_of
from perfkit.demo.world import Service, Style, TaskLine, World

HALF = Fraction(1, 2)


def draw_world(seed: int, year: int, *, unclear: bool = False, priced: bool = False) -> World:
    """Draw a department-year.

    Parameters
    ----------
    seed : int      the same seed gives the same department
    year : int
    unclear : bool  draw figures on which the readings of unclear clauses disagree
    priced : bool   budgets follow from what things cost, instead of being drawn beside them

    Examples
    --------
    >>> world = draw_world(7, 2020)
    >>> facts = world.facts
    >>> facts["basic_budget"] + facts["project_budget"] == facts["budget_total"] == sum(task.budget
    ...     for task in world.tasks)
    True
    """
    rng = Random(f"perfkit demo {seed} world")
    grid = Fraction(100) if rng.random() < 0.6 else Fraction(1, 100)
    style = Style(grid, rng.random() < 0.5, rng.random() < 0.3)
    world = World(seed, year, agency_of(seed), district_of(seed), style, unclear, priced)
    _budget(world, rng)
    _running_costs(world, rng)
    _procurement_and_projects(world, rng)
    _assets(world, rng)
    _staff(world, rng)
    _public(world, rng)
    _services(world, rng)
    return world


def on_grid(value: float | Fraction, grid: Fraction) -> Fraction:
    """The nearest amount that the books can hold."""
    return Fraction(math.floor(Fraction(value) / grid + HALF)) * grid


def share_out(total: Fraction, weights: list[float], grid: Fraction) -> list[Fraction]:
    """Split an amount into parts that sum to it exactly.

    Examples
    --------
    >>> share_out(Fraction(1000), [1, 1, 1], Fraction(100))
    [Fraction(300, 1), Fraction(300, 1), Fraction(400, 1)]
    """
    whole = sum(weights)
    parts = [on_grid(total * Fraction(weight) / Fraction(whole), grid) for weight in weights[:-1]]
    return [*parts, total - sum(parts, Fraction(0))]


def _budget(world: World, rng: Random) -> None:
    facts, grid = world.facts, world.style.grid
    total = on_grid(min(300e6, max(3e6, rng.lognormvariate(math.log(30e6), 1.0))), grid)
    if world.priced:
        total = _priced_total(world, rng)
    if world.unclear:
        added_share = rng.uniform(
            0.105, 0.19
        )  # above 10 % of the initial budget; below it without the subsidy
    else:
        added_share = rng.choice(
            [
                0.0,
                rng.uniform(0.01, 0.06),
                rng.uniform(0.01, 0.06),
                -rng.uniform(0.01, 0.04),
                rng.uniform(0.07, 0.22),
            ]
        )
    facts["budget_total"] = total
    facts["budget_added"] = on_grid(total * Fraction(added_share), grid)
    facts["budget_initial"] = total - facts["budget_added"]
    facts["budget_transferred"] = on_grid(total * Fraction(rng.uniform(0.002, 0.03)), grid)
    if world.unclear:
        facts["district_subsidy_budget"] = facts["district_subsidy_spent"] = on_grid(
            facts["budget_added"] * Fraction(rng.uniform(0.4, 0.7)), grid
        )
    basic = on_grid(total * Fraction(rng.uniform(0.38, 0.62)), grid)
    if world.priced:
        basic = total - sum((cost for _, cost in world.costs.values()), Fraction(0))
    facts["basic_budget"], facts["project_budget"] = basic, total - basic
    _tasks(world, rng)
    for name, category in (("basic_spent", "basic"), ("project_spent", "project")):
        facts[name] = sum((task.spent for task in world.tasks if task.category == category), Fraction(0))
    facts["spent_total"] = facts["basic_spent"] + facts["project_spent"]
    facts["carried_over"] = total - facts["spent_total"]
    facts["execution_rate"] = facts["spent_total"] / total
    _quarters(world, rng)


def _priced_total(world: World, rng: Random) -> Fraction:
    """Draw the projects and what they cost; the rest of the budget follows from their sum."""
    for project in rng.sample(world.agency["projects"], rng.randint(3, 6)):
        planned = _between(rng, project["range"])
        price = math.exp(rng.uniform(*(math.log(int(end)) for end in project["price"])))
        world.costs[project["name"]] = planned, on_grid(planned * Fraction(price), world.style.grid)
    projects = sum((cost for _, cost in world.costs.values()), Fraction(0))
    return projects + on_grid(projects * Fraction(rng.uniform(0.6, 1.6)), world.style.grid)


def _quarters(world: World, rng: Random) -> None:
    facts, grid = world.facts, world.style.grid
    final = facts["execution_rate"]
    first = rng.uniform(0.26, 0.31) if world.unclear else rng.uniform(0.14, 0.27)
    for name, progress in (
        ("q1", first),
        ("q2", first + rng.uniform(0.18, 0.25)),
        ("q3", first + rng.uniform(0.42, 0.5)),
    ):
        facts[f"spent_by_{name}"] = on_grid(facts["budget_total"] * final * Fraction(progress), grid)
        facts[f"spending_progress_{name}"] = facts[f"spent_by_{name}"] / facts["budget_total"]


def _tasks(world: World, rng: Random) -> None:
    facts, grid = world.facts, world.style.grid
    running_share = rng.uniform(0.1, 0.2)
    basic = share_out(
        facts["basic_budget"], [rng.uniform(0.7, 0.78), rng.uniform(0.05, 0.1), running_share], grid
    )
    running_rate = rng.uniform(0.8, 0.895) if rng.random() < 0.5 else rng.uniform(0.9, 0.998)
    rates = [rng.uniform(0.975, 1), rng.uniform(0.97, 1), running_rate]
    for name, budget, rate in zip(
        ("在职人员经费", "对个人和家庭的补助", "机构公用经费"), basic, rates, strict=True
    ):
        world.tasks.append(TaskLine(name, "basic", budget, on_grid(budget * Fraction(rate), grid)))
    chosen = rng.sample(world.agency["projects"], rng.randint(3, 6))
    late = rng.randrange(len(chosen)) if rng.random() < 0.22 else None
    budgets = share_out(facts["project_budget"], [rng.uniform(0.5, 3) for _ in chosen], grid)
    if world.priced:
        chosen = [project for project in world.agency["projects"] if project["name"] in world.costs]
        late = rng.randrange(len(chosen)) if rng.random() < 0.22 else None
        budgets = [world.costs[project["name"]][1] for project in chosen]
    for index, (project, budget) in enumerate(zip(chosen, budgets, strict=True)):
        rate = (
            rng.uniform(0.62, 0.8)
            if index == late
            else rng.choice([1.0, rng.uniform(0.94, 0.999), rng.uniform(0.94, 0.999)])
        )
        planned = world.costs[project["name"]][0] if world.priced else _between(rng, project["range"])
        done = int(planned * rng.uniform(0.4, 0.85)) if index == late else int(planned * rng.uniform(1, 1.12))
        world.tasks.append(
            TaskLine(
                project["name"],
                "project",
                budget,
                on_grid(budget * Fraction(rate), grid),
                project["thing"],
                project["unit"],
                planned,
                done,
            )
        )


def _between(rng: Random, ends: list[str]) -> int:
    low, high = (int(end) for end in ends)
    return int(math.exp(rng.uniform(math.log(low), math.log(high))))


def _running_costs(world: World, rng: Random) -> None:
    facts, grid = world.facts, world.style.grid
    running = world.tasks[2]
    facts["daily_running_spent"] = running.spent
    if world.unclear or rng.random() < 0.6:  # only one budget is printed, the adjusted one by its nature
        facts["daily_running_budget"] = running.budget
        facts["daily_running_rate"] = running.spent / running.budget
        facts["daily_running_balance"] = running.budget - running.spent
    else:
        facts["daily_running_adjusted_budget"] = running.budget
        facts["daily_running_budget"] = on_grid(running.budget * Fraction(rng.uniform(0.94, 1.04)), grid)
    cars = rng.randint(1, 6)
    items = {
        "abroad": (Fraction(0) if rng.random() < 0.8 else Fraction(rng.randint(4, 20)) * 10_000, 0.4, 0.95),
        "reception": (Fraction(rng.randint(1, 12)) * 5_000, 0.1, 0.9),
        "vehicle_purchase": (
            Fraction(0) if rng.random() < 0.88 else Fraction(rng.randint(12, 18)) * 10_000,
            0.95,
            1.0,
        ),
        "vehicle_running": (Fraction(cars) * 35_000, 0.6, 1.0),
    }
    for name, (budget, least, most) in items.items():
        facts[f"{name}_budget"] = budget
        facts[f"{name}_spent"] = min(budget, on_grid(budget * Fraction(rng.uniform(least, most)), grid))
    facts["three_public_budget"] = sum((facts[f"{name}_budget"] for name in items), Fraction(0))
    facts["three_public_spent"] = sum((facts[f"{name}_spent"] for name in items), Fraction(0))
    facts["vehicle_running_rate"] = facts["vehicle_running_spent"] / facts["vehicle_running_budget"]
    facts["three_public_control_rate"] = facts["three_public_spent"] / facts["three_public_budget"]


def _procurement_and_projects(world: World, rng: Random) -> None:
    facts, grid = world.facts, world.style.grid
    planned = on_grid(facts["budget_total"] * Fraction(rng.uniform(0.01, 0.08)), grid)
    rate = 1.0 if rng.random() < 0.35 else rng.uniform(0.86, 0.99)
    facts["procurement_planned"], facts["procurement_actual"] = (
        planned,
        on_grid(planned * Fraction(rate), grid),
    )
    facts["procurement_rate"] = facts["procurement_actual"] / planned
    count = len(world.projects)
    facts["projects_approved_count"] = Fraction(count)
    facts["projects_applied_count"] = Fraction(count + rng.choice([0, 0, 1, 2]))
    facts["projects_planned_count"] = Fraction(count)
    facts["projects_finished_count"] = Fraction(sum(not task.is_late for task in world.projects))


def _assets(world: World, rng: Random) -> None:
    facts, grid = world.facts, world.style.grid
    total = on_grid(facts["budget_total"] * Fraction(rng.uniform(0.08, 0.7)), grid)
    facts["fixed_assets_total"] = total
    if rng.random() < 0.7:
        facts["fixed_assets_buildings"] = on_grid(total * Fraction(rng.uniform(0.15, 0.6)), grid)
        facts["fixed_assets_other"] = total - facts["fixed_assets_buildings"]
    facts["fixed_assets_in_use"] = (
        total if rng.random() < 0.4 else on_grid(total * Fraction(rng.uniform(0.78, 0.995)), grid)
    )
    facts["fixed_assets_use_rate"] = facts["fixed_assets_in_use"] / total


def _staff(world: World, rng: Random) -> None:
    facts = world.facts
    payroll = world.tasks[0].spent
    staff = max(6, round(float(payroll) / rng.uniform(190_000, 300_000)))
    contract = round(staff * rng.uniform(0, 0.18))
    facts["payroll_spent"] = payroll
    facts["established_staff_count"] = Fraction(staff)
    facts["unified_pay_staff_count"], facts["contract_staff_count"] = (
        Fraction(staff - contract),
        Fraction(contract),
    )
    facts["establishment_count"] = Fraction(math.ceil(staff / rng.uniform(0.82, 1.0)))
    facts["retired_staff_count"] = Fraction(round(staff * rng.uniform(0.05, 0.5)))
    share = (
        rng.uniform(0.093, 0.0999)
        if world.unclear
        else rng.choice(
            [rng.uniform(0, 0.045), rng.uniform(0, 0.045), rng.uniform(0.055, 0.095), rng.uniform(0.11, 0.3)]
        )
    )
    others = round(staff * share / (1 - share))
    facts["off_establishment_count"] = Fraction(others)
    facts["off_establishment_rate"] = Fraction(others, others + staff)
    facts["staffing_control_rate"] = facts["established_staff_count"] / facts["establishment_count"]


def _public(world: World, rng: Random) -> None:
    satisfied = rng.choice(
        [rng.randint(9500, 9950), rng.randint(9500, 9950), rng.randint(9010, 9490), rng.randint(8300, 8990)]
    )
    world.facts["satisfaction_rate"] = Fraction(satisfied, 10_000)
    world.facts["petition_reply_rate"] = Fraction(1)
    world.facts["petition_timely_reply_rate"] = (
        Fraction(1) if rng.random() < 0.8 else Fraction(rng.randint(9500, 9980), 10_000)
    )


def _services(world: World, rng: Random) -> None:
    for service in world.agency["services"]:
        total = _between(rng, service["range"])
        weights = [rng.uniform(0.6, 2) for _ in service["parts"]]
        counts = share_out(Fraction(total), weights, Fraction(1)) if weights else []
        parts = [
            (part["id"], part["name"], int(count))
            for part, count in zip(service["parts"], counts, strict=True)
        ]
        by_september = int(total * rng.uniform(0.66, 0.78))
        world.services.append(
            Service(
                service["id"],
                service["name"],
                service["unit"],
                total,
                parts,
                by_september,
                int(total * rng.uniform(0.1, 0.3)),
            )
        )
