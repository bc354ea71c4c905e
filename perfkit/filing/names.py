"""What the parts of a filing are called, in both languages."""

from __future__ import annotations

from perfkit.base.text import Text
from perfkit.filing.statement import Form
from perfkit.filing.submission import Submission

TARGET_KINDS = {
    "quantity": Text("数量指标", "Quantity (数量)"),
    "quality": Text("质量指标", "Quality (质量)"),
    "timeliness": Text("时效指标", "Timeliness (时效)"),
    "cost": Text("成本指标", "Cost (成本)"),
    "economic": Text("经济效益指标", "Economic benefit (经济效益)"),
    "social": Text("社会效益指标", "Social benefit (社会效益)"),
    "ecological": Text("生态效益指标", "Ecological benefit (生态效益)"),
    "sustainable": Text("可持续影响指标", "Sustainable effect (可持续影响)"),
    "satisfaction": Text("满意度指标", "Satisfaction (满意度)"),
}

BLOCKS = {
    "execution": Text("预算执行", "Budget execution (预算执行)"),
    "targets": Text("绩效指标", "Performance indicators (绩效指标)"),
    "cost": Text("成本指标", "Cost (成本)"),
    "output": Text("产出指标", "Output (产出)"),
    "benefit": Text("效益指标", "Benefit (效益)"),
    "satisfaction": Text("满意度指标", "Satisfaction (满意度)"),
}
"""First-level parts that official forms share; a form may print others under names of its own."""


PARTS = {
    "duties": Text("主要职能", "Duties"),
    "annual_work": Text("年度工作任务", "The year's work"),
    "budget_preparation": Text("预算编制情况", "Budget preparation"),
    "budget_execution": Text("预算执行情况", "Budget execution"),
    "goals": Text("主要履职目标", "Goals"),
    "performance": Text("主要履职情况", "What was done"),
    "results": Text("履职绩效情况", "Results"),
    "experience": Text("主要经验做法", "Experience"),
    "problems": Text("存在问题", "Problems"),
    "improvements": Text("改进措施", "Measures"),
    "next_steps": Text("后续计划建议", "Next steps"),
    "overall_goal": Text("总体目标完成情况", "The overall goal"),
}
"""Parts of the department's own text, in the order of the official outline."""

CATEGORIES = {"basic": Text("基本支出", "Basic"), "project": Text("项目支出", "Project")}
"""Of budget tasks."""


def block_name(form: Form, block: str) -> Text:
    """A first-level part under its usual name, else under the one that the form prints.

    Examples
    --------
    >>> from perfkit.filing.submission import Form, Submission
    >>> block_name(Form(), "cost").zh, block_name(Form(blocks={"staff": {"name": "人员保障"}}), "staff").zh
    ('成本指标', '人员保障')
    """
    printed = form.blocks.get(block)
    own = printed.name if printed is not None and printed.name else block
    return BLOCKS.get(block, Text(own, own))


def filing_kind(submission: Submission) -> Text:
    """What a filing evaluates: a project's expenditure, or a department's as a whole."""
    if submission.project is not None:
        return Text("项目支出绩效", "project expenditure")
    return Text("部门整体绩效", "whole expenditure")
