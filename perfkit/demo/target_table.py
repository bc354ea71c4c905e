"""The target table: expected and actual values that say what the text says, in the ways officials write
them."""

from __future__ import annotations

from collections.abc import Set
from fractions import Fraction
from random import Random
from typing import Any, get_args

from perfkit.base.quantities import show_exact
from perfkit.demo.ledger import Ledger, printed
from perfkit.demo.world import TaskLine, World
from perfkit.filing.filed_tables import TargetKind
from perfkit.rubric.table import Rubric

SECTION = "四 年度绩效指标完成情况"
# How many targets a block may have so that equal weights are short decimals of 50, 30 and 10 points.
SIZES = {"output": (10, 20, 25, 40), "benefit": (4, 5, 6), "satisfaction": (1, 2, 4)}
POINTS = {"output": 50, "benefit": 30, "satisfaction": 10}
Row = dict[str, Any]


def block_points(rubric: Rubric) -> dict[str, int]:
    """What the weights of each block sum to: the rubric's own points where it scores targets.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> block_points(load_rubric("sz-2020")), block_points(load_rubric("hubei-2020"))["output"]
    ({'output': 50, 'benefit': 30, 'satisfaction': 10}, 40)
    """
    points = dict(POINTS)
    for row in rubric.indicators:
        mine = [] if row.targets is None else [name for name in points if row.targets.blocks & {name, "all"}]
        if mine:
            points[mine[0]] = int(row.max) - sum(points[name] for name in mine[1:])
    return points


def write_targets(
    world: World, ledger: Ledger, rng: Random, hidden: Set[str], points: dict[str, int]
) -> dict[str, Any]:
    """The target table as a submission holds it.

    Parameters
    ----------
    world, ledger, rng, hidden : as for the text; a hidden satisfaction rate is answered in words
    points : what the weights of each block sum to
    """
    outputs = _cut(_outputs(world, ledger, rng), "output", rng, points)
    benefits = _cut(_benefits(world, rng), "benefit", rng, points)
    satisfaction = _cut(_satisfaction(world, ledger, rng, hidden), "satisfaction", rng, points)
    filed = {row["kind"] for row in benefits}
    rows = [*outputs, *benefits, *satisfaction]
    order = get_args(TargetKind)
    rows.sort(key=lambda row: order.index(row["kind"]))
    for row in rows:
        for side in ("expected", "actual"):
            row[side] = ledger.cell(f"{SECTION} {row['name']}", row[side])
    return {
        "section": SECTION,
        "rows": rows,
        "none_filed": [
            kind for kind in ("economic", "social", "ecological", "sustainable") if kind not in filed
        ],
    }


def _cut(rows: list[Row], block: str, rng: Random, points: dict[str, int]) -> list[Row]:
    """As many rows as the block's points divide by, each with its weight; the first ones always stay."""
    sizes = [size for size in SIZES[block] if size <= len(rows)]
    size = rng.choice(sizes)
    weight = show_exact(Fraction(points[block], size))
    return [{"block": block, **row, "weight": weight} for row in rows[:size]]


def _outputs(world: World, ledger: Ledger, rng: Random) -> list[Row]:
    rows = [_quantity(number, task, ledger, rng) for number, task in enumerate(world.projects, start=1)]
    late = [row for row, task in zip(rows, world.projects, strict=True) if task.is_late]
    rest = [row for row in rows if row not in late]
    others: list[Row] = []
    for task in world.projects:
        others += [_quality(task, rng), _timeliness(task, world, rng)]
        if task.planned >= 10:
            others.append(_unit_cost(task, rng))
    others += _services(world, ledger, rng)
    others.append(
        _row(
            "quality",
            "财务支付差错次数",
            rng.choice(("≤3 次", "3 次以下", "不超过 3 次")),
            f"{rng.randint(0, 2)} 次",
        )
    )
    others.append(_row("timeliness", "资金支付及时性", "是否及时", "及时"))
    rng.shuffle(others)
    words = [row for row in others if row["expected"] == "是否及时"]
    others = [row for row in others if row not in words]
    # One target in words at most, and only in a long table: nearly all of an honest table can be measured.
    return [*late, *rest, *others[:17], *words, *others[17:]]


def _row(kind: str, name: str, expected: str, actual: str) -> Row:
    return {"kind": kind, "name": name, "expected": expected, "actual": actual}


def _quantity(number: int, task: TaskLine, ledger: Ledger, rng: Random) -> Row:
    expected = rng.choice(
        (
            f"≥{task.planned} {task.unit}",
            f"不少于 {task.planned} {task.unit}",
            f"{task.planned} {task.unit}",
            f"计划 {task.planned} {task.unit}",
        )
    )
    done = ledger.put(f"project_{number}_done", task.amount_done, task.unit)
    return _row("quantity", task.thing, expected, rng.choice((done, f"实际完成 {done}")))


def _quality(task: TaskLine, rng: Random) -> Row:
    least = rng.choice((90, 95, 95, 98, 100))
    expected = "100%" if least == 100 else rng.choice((f"≥{least}%", f"{least}%以上", f"不低于 {least}%"))
    return _row("quality", f"{task.name}验收合格率", expected, _rate(rng, least))


def _rate(rng: Random, least: int) -> str:
    if least == 100 or rng.random() < 0.4:
        return "100%"
    return f"{show_exact(Fraction(rng.randint(least * 10, 999), 10))}%"


def _timeliness(task: TaskLine, world: World, rng: Random) -> Row:
    if rng.random() < 0.5:
        return _row(
            "timeliness",
            f"{task.name}完成时限",
            f"{world.year} 年 12 月底前",
            f"{world.year} 年 {rng.randint(9, 12)} 月",
        )
    least = rng.choice((90, 95, 98))
    return _row("timeliness", f"{task.name}按期完成率", f"≥{least}%", _rate(rng, least))


def _unit_cost(task: TaskLine, rng: Random) -> Row:
    price = Fraction(task.spent, max(task.done, 1))
    limit = (int(price * Fraction(rng.randint(102, 130), 100)) // 10 + 1) * 10
    unit = f"元/{task.unit}"
    actual = printed(price, "元", 0) if price >= 100 else printed(price, "元", 2)
    return _row(
        "cost",
        f"{task.name}单位成本",
        rng.choice((f"≤{limit} {unit}", f"不超过 {limit} {unit}")),
        f"{actual} {unit}",
    )


def _services(world: World, ledger: Ledger, rng: Random) -> list[Row]:
    rows: list[Row] = []
    for service in world.services:
        planned = max(1, int(service.total * rng.uniform(0.85, 1.0)))
        total = ledger.put(service.id, service.total, service.unit)
        rows.append(_row("quantity", f"{service.name}数量", f"≥{planned} {service.unit}", total))
        for part, name, count in service.parts:
            rows.append(
                _row(
                    "quantity",
                    f"{name}数量",
                    f"≥{max(1, int(count * rng.uniform(0.8, 1.0)))} {service.unit}",
                    ledger.put(part, count, service.unit),
                )
            )
        least = rng.choice((90, 95, 98))
        rows.append(_row("timeliness", f"{service.name}按期办结率", f"≥{least}%", _rate(rng, least)))
        rows.append(_row("quality", f"{service.name}资料完整率", f"{least}%以上", _rate(rng, least)))
    return rows


def _benefits(world: World, rng: Random) -> list[Row]:
    first: dict[str, Row] = {}
    rest: list[Row] = []
    for benefit in world.agency["benefits"]:
        if "at_least" in benefit:
            least = int(benefit["at_least"])
            expected = rng.choice((f"≥{least}%", f"不低于 {least}%", f"{least}%以上"))
            actual = f"{show_exact(Fraction(rng.randint(least * 10, min(1000, least * 10 + 40)), 10))}%"
        else:
            most = int(benefit["at_most"])
            expected, actual = (
                rng.choice((f"≤{most}%", f"不高于 {most}%")),
                f"{show_exact(Fraction(rng.randint(most * 6, most * 10), 10))}%",
            )
        row = _row(benefit["kind"], benefit["name"], expected, actual)
        if benefit["kind"] in first:
            rest.append(row)
        else:
            first[benefit["kind"]] = row
    return [*first.values(), *rest]  # four aspects of benefit come first


def _satisfaction(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> list[Row]:
    rate = world.facts["satisfaction_rate"]
    wanted = 95 if rate >= Fraction(95, 100) else 90 if rate >= Fraction(90, 100) else 80
    actual = "满意" if "satisfaction" in hidden else ledger.put("satisfaction_rate", rate, "%")
    rows = [
        _row(
            "satisfaction",
            f"{world.agency['served']}满意度",
            rng.choice((f"≥{wanted}%", f"{wanted}%以上")),
            actual,
        )
    ]
    for who in ("参训人员", "项目单位", "来访群众"):
        rows.append(
            _row(
                "satisfaction",
                f"{who}满意度",
                f"≥{wanted}%",
                show_exact(Fraction(rng.randint(wanted * 10, min(1000, wanted * 10 + 45)), 10)) + "%",
            )
        )
    return rows
