"""Parts two to four of the report: duties, goals, what was done, and what the department says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Set
from fractions import Fraction
from random import Random

from perfkit.base.numerals import in_numerals
from perfkit.demo.ledger import Ledger
from perfkit.demo.pools import pool
from perfkit.demo.world import Service, World

TASK_SECTION = "四 年度主要任务完成情况"


def write_work(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    """Write duties, plans and what came of them; parameters as for `write_money`."""
    for number, duty in enumerate(world.agency["duties"], start=1):
        ledger.write("duties", f"一（一）{number}", duty + "。")
    for number, work in enumerate(world.agency["key_works"], start=1):
        ledger.write(
            "annual_work",
            f"一（二）{number}",
            work
            + rng.choice(("，明确责任科室和完成时限。", "，按月调度、按季小结。", "，列入年度督办事项。")),
        )
        ledger.write("goals", f"二（一）{number}", rng.choice(("", "持续", "按计划")) + work + "；")
    _projects(world, ledger, rng)
    _services(world, ledger, rng)
    _public(world, ledger, rng, hidden)
    ledger.write(
        "experience",
        "三（一）",
        rng.choice(
            (
                "我局把绩效管理与业务工作同部署、同检查，财务部门与业务科室每季度对账，及时发现偏差并纠正。",
                "建立了预算、采购、合同、验收相衔接的内部流程，重点项目由分管领导跟进，执行情况定期通报。",
            )
        ),
    )
    ledger.write(
        "next_steps",
        "三（三）",
        rng.choice(
            (
                "下一步，我局将继续细化预算编制，完善绩效指标体系，加强执行分析和结果应用。",
                "下一年度，将把本次自评结果作为安排预算的参考，进一步完善绩效管理工作机制。",
            )
        ),
    )


def _projects(world: World, ledger: Ledger, rng: Random) -> None:
    put = ledger.put
    count = len(world.projects)
    ledger.write("performance", "二（二）", f"{world.year} 年主要有 {count} 个项目，具体是：")
    for number, task in enumerate(world.projects, start=1):
        for side, name in (("budget", "预算数"), ("spent", "支出数")):
            ledger.figure(f"project_{number}_{side}", f"{task.name}{name}", "money")
        ledger.figure(f"project_{number}_done", task.thing)
        text = f"{task.name}项目，"
        text += rng.choice(
            (
                f"计划{task.thing} {task.planned} {task.unit}，",
                f"年度任务为{task.thing} {task.planned} {task.unit}，",
            )
        )
        text += f"实际完成 {put(f'project_{number}_done', task.amount_done, task.unit)}"
        if rng.random() < 0.6:
            text += (
                f"，项目预算 {put(f'project_{number}_budget', task.budget, '万元')}，支出 "
                f"{put(f'project_{number}_spent', task.spent, '万元')}"
            )
        ledger.write("performance", f"二（二）（{number}）", text + "。")
        for side, amount in (("budget", task.budget), ("spent", task.spent)):
            statement = {
                "value": f"{amount.numerator / amount.denominator:.2f}",
                "unit": "元",
                "section": TASK_SECTION,
            }
            ledger.figures[f"project_{number}_{side}"]["statements"].append(
                {**statement, "quote": statement["value"]}
            )


def _services(world: World, ledger: Ledger, rng: Random) -> None:
    results, goals = [], []
    for service in world.services:
        ledger.figure(
            service.id,
            f"{service.name}数",
            sum_of=[part for part, _, _ in service.parts],
        )
        for part, name, _ in service.parts:
            ledger.figure(part, f"{name}数")
        results.append(_yearly(service, ledger, rng))
        goals.append(_again(world, service, ledger, rng))
    ledger.write("results", "二（三）", "".join(results))
    for number, text in enumerate(goals, start=1):
        ledger.write("goal", f"四 总体目标（{in_numerals(number)}）", text)


def _yearly(service: Service, ledger: Ledger, rng: Random) -> str:
    text = (
        rng.choice(("全年", "一年来，"))
        + f"{service.name} {ledger.put(service.id, service.total, service.unit)}"
    )
    if service.parts:
        text += "，其中" + "、".join(
            f"{name} {ledger.put(part, count, service.unit)}" for part, name, count in service.parts
        )
    return text + "。"


def _again(world: World, service: Service, ledger: Ledger, rng: Random) -> str:
    """The same count once more: for the year, up to September, or for one street; all of them true."""
    put, year = ledger.put, world.year
    choice = rng.randrange(4)
    if choice == 1 and service.total >= 1000:
        return (
            f"{service.name}共约 "
            f"{put(service.id, _three_digits(service.total), service.unit, approximate=True)}，按时办结。"
        )
    if choice < 2:
        return (
            f"{service.name}工作有序推进，全年{service.name} {put(service.id, service.total, service.unit)}。"
        )
    if choice == 2:
        return (
            f"截至 9 月底，{service.name} "
            f"{put(service.id, service.by_september, service.unit, period=f'{year}-01..{year}-09')}，"
            "完成进度符合计划。"
        )
    return f"示例街道辖区内{service.name} {put(service.id, service.in_one_street, service.unit, scope='示例街道')}，工作平稳。"


def _three_digits(count: int) -> Fraction:
    """A count rounded to its first three digits, as 约 prints it."""
    size = 10 ** (len(str(count)) - 3)
    return Fraction((2 * count + size) // (2 * size) * size)


def _public(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    facts, put, served = world.facts, ledger.put, world.agency["served"]
    if "petitions" not in hidden:
        ledger.write(
            "results",
            "二（三）信访",
            f"群众信访办理回复率 {put('petition_reply_rate', facts['petition_reply_rate'], '%')}，及时回复率 "
            f"{put('petition_timely_reply_rate', facts['petition_timely_reply_rate'], '%')}。",
        )
    if "satisfaction" not in hidden:
        ledger.write(
            "results",
            "二（三）满意度",
            rng.choice(
                (
                    f"委托第三方对{served}开展问卷调查，满意度为 {put('satisfaction_rate', facts['satisfaction_rate'], '%')}。",
                    f"面向{served}的满意度调查结果为 {put('satisfaction_rate', facts['satisfaction_rate'], '%')}。",
                )
            ),
        )


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
