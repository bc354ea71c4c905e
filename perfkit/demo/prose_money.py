"""Part one of the report: budget, running costs, procurement, projects, assets, staff, each figure stated in
its sentence."""

from __future__ import annotations

from collections.abc import Set
from random import Random

from perfkit.demo.ledger import Ledger
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
    _preparation(world, ledger, rng)
    _execution(world, ledger, rng, hidden)
    _running_costs(world, ledger, rng, hidden)
    _procurement(world, ledger, rng, hidden)
    ledger.write(
        "budget_execution",
        "一（四）1（4）",
        rng.choice(
            (
                f"预决算信息公开情况 我局在门户网站公开了 {world.year} 年部门预算、上年度部门决算和“三公”经费信息。",
                f"预决算信息公开情况 {world.year} 年部门预算和上一年部门决算均已在政府网站公开，公开页面地址见附件。",
            )
        ),
    )
    _projects(world, ledger, rng, hidden)
    _assets(world, ledger, rng, hidden)
    _staff(world, ledger, rng, hidden)


def _preparation(world: World, ledger: Ledger, rng: Random) -> None:
    ledger.write(
        "budget_preparation",
        "一（三）1",
        rng.choice(
            (
                "预算管理情况：我局按照“统筹兼顾、保障重点”的原则编制年度预算，由各科室提出需求，财务部门审核汇总，局党组会议审议后报送。同时编报部门整体绩效目标和项目绩效目标。",
                "预算编制情况：各科室依据职责和年度工作计划申报预算，办公室会同财务部门逐项审核测算依据，集体研究确定，并同步编报绩效目标。",
                "预算编制由局办公室牵头，按照基本支出保运转、项目支出保重点的顺序安排，绩效目标与预算同步编报、同步审核。",
            )
        ),
    )
    ledger.write(
        "budget_preparation",
        "一（三）2",
        rng.choice(
            (
                "保障措施：落实预算编制主体责任，建立预算执行月通报机制。",
                "保障措施：明确科室预算编制责任人，按季度分析执行情况。",
            )
        ),
    )


def _execution(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    facts, put, year = world.facts, ledger.put, world.year
    added = facts["budget_added"]
    with_subsidy = "district_subsidy_budget" in facts
    subsidy = (
        f"，其中区财政补助 {put('district_subsidy_budget', facts['district_subsidy_budget'], '万元')}"
        if with_subsidy
        else ""
    )
    change = (
        f"年中追加 {put('budget_added', added, '万元')}"
        if added >= 0
        else f"年中追加数为 {put('budget_added', added, '万元')}"
    )
    text = rng.choice(
        (
            f"预算执行情况 我局 {year} 年年初预算数为 {put('budget_initial', facts['budget_initial'], '万元')}，"
            f"{change}{subsidy}，全年预算数为 {put('budget_total', facts['budget_total'], '万元')}",
            f"预算执行情况 {year} 年全年预算安排 {put('budget_total', facts['budget_total'], '万元')}（年初预算 "
            f"{put('budget_initial', facts['budget_initial'], '万元')}，{change}{subsidy}）",
        )
    )
    text += (
        f"，其中基本支出预算 {put('basic_budget', facts['basic_budget'], '万元')}、项目支出预算 "
        f"{put('project_budget', facts['project_budget'], '万元')}。"
    )
    text += f"项目之间调剂资金 {put('budget_transferred', facts['budget_transferred'], '万元')}。"
    spent_subsidy = (
        f"（含区财政补助支出 {put('district_subsidy_spent', facts['district_subsidy_spent'], '万元')}）"
        if with_subsidy
        else ""
    )
    text += (
        f"全年实际支出 {put('spent_total', facts['spent_total'], '万元')}{spent_subsidy}，预算执行率为 "
        f"{put('execution_rate', facts['execution_rate'], '%')}，"
    )
    text += (
        f"其中基本支出 {put('basic_spent', facts['basic_spent'], '万元')}、项目支出 "
        f"{put('project_spent', facts['project_spent'], '万元')}，"
    )
    text += f"年末结转结余 {put('carried_over', facts['carried_over'], '万元')}。"
    if "quarters" not in hidden:
        text += _quarters(world, ledger, rng)
    ledger.write("budget_execution", "一（四）1（1）", text)


def _quarters(world: World, ledger: Ledger, rng: Random) -> str:
    facts, put = world.facts, ledger.put
    ends = (("3", "q1"), ("6", "q2"), ("9", "q3"))
    form = rng.randrange(3)
    if form == 0:
        return (
            "分季度看，"
            + "，".join(
                f"{month} 月底累计支出 {put(f'spent_by_{q}', facts[f'spent_by_{q}'], '万元')}"
                for month, q in ends
            )
            + "。"
        )
    pieces = [
        f"截至 {month} 月底累计支出 {put(f'spent_by_{q}', facts[f'spent_by_{q}'], '万元')}，支出进度 "
        f"{put(f'spending_progress_{q}', facts[f'spending_progress_{q}'], '%')}"
        for month, q in ends
    ]
    return ("；" if form == 1 else "，").join(pieces) + "。"


_ITEMS = (
    ("abroad", "因公出国（境）费"),
    ("reception", "公务接待费"),
    ("vehicle_purchase", "公务用车购置费"),
    ("vehicle_running", "公务用车运行及维护费"),
)


def _running_costs(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    facts, put = world.facts, ledger.put
    if world.unclear:  # travel abroad is not mentioned at all: the reading decides what that means
        sides = [
            f"{name}预算 {put(f'{item}_budget', facts[f'{item}_budget'], '万元')}、支出 "
            f"{put(f'{item}_spent', facts[f'{item}_spent'], '万元')}"
            for item, name in _ITEMS
            if facts[f"{item}_budget"] or item == "reception"
        ]
        text = "公用经费情况 “三公”经费中，" + "，".join(sides) + "。"
    else:
        text = (
            f"公用经费情况 “三公”经费预算合计 {put('three_public_budget', facts['three_public_budget'], '万元')}，实际支出 "
            f"{put('three_public_spent', facts['three_public_spent'], '万元')}"
        )
        text += (
            f"，控制率 {put('three_public_control_rate', facts['three_public_control_rate'], '%')}。其中，"
            if rng.random() < 0.6
            else "。其中，"
        )
        text += "；".join(
            f"{name}预算 {put(f'{item}_budget', facts[f'{item}_budget'], '万元')}、支出 "
            f"{put(f'{item}_spent', facts[f'{item}_spent'], '元')}"
            for item, name in _ITEMS
        )
        text += (
            f"，支出率 {put('vehicle_running_rate', facts['vehicle_running_rate'], '%')}。"
            if rng.random() < 0.5
            else "。"
        )
    if "running_costs" not in hidden:
        text += f"日常公用经费预算数为 {put('daily_running_budget', facts['daily_running_budget'], '万元')}，"
        if "daily_running_adjusted_budget" in facts:
            adjusted = put("daily_running_adjusted_budget", facts["daily_running_adjusted_budget"], "万元")
            spent = put("daily_running_spent", facts["daily_running_spent"], "万元")
            text += f"调整后预算数为 {adjusted}，决算数为 {spent}。"
        else:
            text += (
                f"实际支出 {put('daily_running_spent', facts['daily_running_spent'], '万元')}，支出率为 "
                f"{put('daily_running_rate', facts['daily_running_rate'], '%')}。"
            )
    ledger.write("budget_execution", "一（四）1（2）", text)


def _procurement(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    facts, put = world.facts, ledger.put
    if "procurement" in hidden:
        text = "政府采购情况 我局按照政府采购有关规定组织采购，采购合同和验收单已归档。"
    else:
        text = (
            f"政府采购情况 {world.year} 年政府采购计划金额 "
            f"{put('procurement_planned', facts['procurement_planned'], '万元')}，实际采购金额 "
            f"{put('procurement_actual', facts['procurement_actual'], '万元')}"
        )
        text += (
            f"，政府采购执行率 {put('procurement_rate', facts['procurement_rate'], '%')}。"
            if rng.random() < 0.7
            else "。"
        )
        if facts["procurement_actual"] == facts["procurement_planned"]:
            text += "全部采购计划均已完成。"
    ledger.write("budget_execution", "一（四）1（3）", text)


def _projects(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    facts, put = world.facts, ledger.put
    text = (
        f"项目管理情况 我局 {world.year} 年申报项目 "
        f"{put('projects_applied_count', facts['projects_applied_count'], '个')}，批复 "
        f"{put('projects_approved_count', facts['projects_approved_count'], '个')}。"
    )
    if "project_counts" not in hidden:
        text += (
            f"计划年内完成项目 {put('projects_planned_count', facts['projects_planned_count'], '个')}，按期完成 "
            f"{put('projects_finished_count', facts['projects_finished_count'], '个')}。"
        )
    ledger.write(
        "budget_execution",
        "一（四）2",
        text
        + rng.choice(
            (
                "项目立项、调整、验收均由责任科室提出，按内部流程审批。",
                "每个项目明确一名负责人，按月跟踪进度。",
            )
        ),
    )


def _assets(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    facts, put = world.facts, ledger.put
    text = "资产管理情况 "
    if (
        "daily_running_balance" in facts and "running_costs" not in hidden
    ):  # the same figures in another paragraph, as such reports do
        text += (
            f"全年公用经费预算 {put('daily_running_budget', facts['daily_running_budget'], '万元')}，实际执行 "
            f"{put('daily_running_spent', facts['daily_running_spent'], '元')}，结余 "
            f"{put('daily_running_balance', facts['daily_running_balance'], '万元')}，保障了单位日常运转。"
        )
    text += f"截至 {world.year} 年底，我局固定资产总额 {put('fixed_assets_total', facts['fixed_assets_total'], '万元')}"
    if "fixed_assets_buildings" in facts:
        text += (
            f"，其中房屋 {put('fixed_assets_buildings', facts['fixed_assets_buildings'], '万元')}、其他固定资产 "
            f"{put('fixed_assets_other', facts['fixed_assets_other'], '万元')}"
        )
    if "assets_in_use" not in hidden:
        text += f"；实际在用固定资产 {put('fixed_assets_in_use', facts['fixed_assets_in_use'], '万元')}"
        if facts["fixed_assets_in_use"] == facts["fixed_assets_total"]:
            text += "，全部在用，无闲置"
        elif rng.random() < 0.7:
            text += f"，利用率 {put('fixed_assets_use_rate', facts['fixed_assets_use_rate'], '%')}"
    ledger.write("budget_execution", "一（四）3", text + "。")


def _staff(world: World, ledger: Ledger, rng: Random, hidden: Set[str]) -> None:
    facts, put = world.facts, ledger.put
    text = f"人员管理情况 {world.year} 年末，"
    if "establishment" not in hidden:
        text += f"我局核定编制 {put('establishment_count', facts['establishment_count'], '人')}，"
    text += (
        f"在编人员 {put('established_staff_count', facts['established_staff_count'], '人')}（其中统发人员 "
        f"{put('unified_pay_staff_count', facts['unified_pay_staff_count'], '人')}，雇员 "
        f"{put('contract_staff_count', facts['contract_staff_count'], '人')}）"
    )
    if "establishment" not in hidden and rng.random() < 0.7:
        text += f"，财政供养人员控制率 {put('staffing_control_rate', facts['staffing_control_rate'], '%')}"
    text += f"，离退休 {put('retired_staff_count', facts['retired_staff_count'], '人')}。"
    if "off_establishment" not in hidden:
        text += (
            f"使用劳务派遣及编外人员 {put('off_establishment_count', facts['off_establishment_count'], '人')}"
        )
        text += (
            f"，占在职人员总数的 {put('off_establishment_rate', facts['off_establishment_rate'], '%')}。"
            if rng.random() < 0.5
            else "。"
        )
    text += f"全年发放工资福利 {put('payroll_spent', facts['payroll_spent'], '万元')}。"
    ledger.write("budget_execution", "一（四）4", text)
