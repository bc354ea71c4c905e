"""The sheets of the workbook: names, columns, prompts and choices in one place for writing and for
reading."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from perfkit.base.office import check_size, open_workbook
from perfkit.base.text import Text
from perfkit.filing import names

Kind = Literal["text", "number", "flag", "yes", "date", "list"]
YES, NO = "是", "否"
UNITS = ("元", "万元", "亿元", "%", "‰", "人", "个", "项", "次", "件", "家", "万家", "万人", "平方米")
BLOCKS = {block: names.BLOCKS[block].zh for block in ("output", "benefit", "satisfaction", "cost")}
KINDS, CATEGORIES, PARTS = (
    {key: name.zh for key, name in table.items()}
    for table in (names.TARGET_KINDS, names.CATEGORIES, names.PARTS)
)
PARTS["other"] = "其他文字"
FIGURE_KINDS = {"money": "金额", "count": "数量", "rate": "比率", "area": "面积"}
GRADES = ("优", "良", "中", "差")


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Parameters
    ----------
    key : str         the key in the submission
    title : Text      header in Chinese; the English stands in its comment
    prompt : str      what Excel shows when a cell is selected
    choices : dict    what is stored → what the cell shows
    given : bool      filled in by the template and locked
    """

    key: str
    title: Text
    width: int = 14
    kind: Kind = "text"
    prompt: str = ""
    choices: dict[str, str] | None = None
    given: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, what it is for, its columns, and how many rows it has room for."""

    name: str
    purpose: Text
    columns: tuple[Column, ...]
    room: int = 60

    def letter(self, key: str) -> int:
        """The number of a column, from 1."""
        return next(number for number, column in enumerate(self.columns, start=1) if column.key == key)


def _same(*values: str) -> dict[str, str]:
    return {value: value for value in values}


_STATEMENT = (
    Column("value", Text("数值", "value"), 14, "number", "只填数字，不带单位和千分位；有无类事实填 是 或 否"),
    Column("unit", Text("单位", "unit"), 8, "text", "元、万元、亿元、%、人等", _same(*UNITS)),
    Column("section", Text("出处章节", "section"), 16, "text", "如 一（四）1（1）"),
    Column("quote", Text("原文", "quote"), 44, "text", "照抄原文，便于核对"),
    Column("approximate", Text("约数", "approximate"), 8, "yes", "原文带“约”“余”时填 是", _same(YES)),
    Column("period", Text("期间", "period"), 18, "text", "不是全年时填，如 2020-02..2020-10"),
    Column("scope", Text("范围", "scope"), 14, "text", "不是全部门时填，如 工伤、失业保险"),
    Column(
        "not_applicable",
        Text("不适用", "not applicable"),
        8,
        "yes",
        "单位说明没有这一项时填 是，数值留空",
        _same(YES),
    ),
    Column("document", Text("佐证材料", "document"), 18, "text", "数值出自另一份材料时填材料名称"),
    Column("unconfirmed", Text("未确认", "unconfirmed"), 8, "yes", "还没有人核对过时填 是", _same(YES)),
)

BASICS = Sheet(
    "基本情况",
    Text("部门、年度和各表的出处", "department, year and where the tables stand"),
    (
        Column("key", Text("键", "key"), 34, given=True),
        Column("name", Text("项目", "item"), 26, given=True),
        Column("value", Text("填写", "value"), 60),
        Column("prompt", Text("说明", "hint"), 60, given=True),
    ),
)
TEXTS = Sheet(
    "文字材料",
    Text("报告正文和总体目标完成情况，一条一行", "the report's text, a passage a row"),
    (
        Column("part", Text("部分", "part"), 18, "text", "属于提纲的哪一部分", PARTS),
        Column("section", Text("章节", "section"), 16, "text", "如 一（一）1"),
        Column("text", Text("原文", "text"), 110, "text", "照抄原文"),
    ),
    120,
)
FACTS = Sheet(
    "基础数据",
    Text("同一数字载于几处就填几行", "one row for every place that prints a figure"),
    (
        Column("fact", Text("数据 id", "fact id"), 30, "text", "从“选项”表中选"),
        Column("name", Text("名称", "name"), 30, given=True),
        *_STATEMENT,
    ),
    120,
)
FIGURES = Sheet(
    "单位数据",
    Text("单位自己的数字；同一数字载于几处就填几行", "the department's own figures"),
    (
        Column("id", Text("英文 id", "id"), 30, "text", "小写字母、数字和下划线"),
        Column("name", Text("名称", "name"), 30),
        Column("kind", Text("种类", "kind"), 10, "text", "", FIGURE_KINDS),
        *_STATEMENT,
        Column("sum_of", Text("等于各项之和", "sum of"), 24, "list", "各项的 id，用逗号分开，填在第一行"),
        Column("rate_of", Text("等于两项之比", "rate of"), 24, "list", "分子 id,分母 id，填在第一行"),
    ),
    120,
)
TASKS = Sheet(
    "年度任务",
    Text("年度主要任务，金额单位：元", "tasks of the year, yuan"),
    (
        Column("name", Text("任务名称", "task"), 30),
        Column("category", Text("类别", "category"), 12, "text", "基本支出或项目支出", CATEGORIES),
        Column("completion_quote", Text("完成情况（原文）", "completion as printed"), 20),
        Column("completion", Text("完成率（%）", "completion, %"), 12, "number", "只填数字，如 99.34"),
        Column("budget", Text("预算数（元）：全额", "budget"), 20, "number", "单位：元"),
        Column(
            "budget_fiscal", Text("预算数（元）：其中财政拨款", "budget, fiscal"), 20, "number", "单位：元"
        ),
        Column("spent", Text("执行数（元）：全额", "spent"), 20, "number", "单位：元"),
        Column("spent_fiscal", Text("执行数（元）：其中财政拨款", "spent, fiscal"), 20, "number", "单位：元"),
    ),
    40,
)
TARGETS = Sheet(
    "绩效指标",
    Text("一条指标一行，照抄原文", "an indicator a row, as printed"),
    (
        Column("block", Text("一级指标", "block"), 14, "text", "", BLOCKS),
        Column("kind", Text("二级指标", "kind"), 16, "text", "", KINDS),
        Column("name", Text("三级指标", "target"), 36),
        Column("expected", Text("预期指标值", "expected"), 32),
        Column("actual", Text("实际完成指标值", "actual"), 32),
        Column("weight", Text("权重", "weight"), 10, "number", "表中载有权重时填"),
        Column("self_score", Text("自评得分", "points"), 10, "number", "表中载有得分时填"),
        Column("operator", Text("符号", "operator"), 8, "text", "符号另列一栏时填，如 ≥"),
        Column("unit", Text("计量单位", "unit"), 10, "text", "单位另列一栏时填"),
        Column("reason", Text("偏差原因", "reason"), 32),
        Column("place", Text("位置", "place"), 20, "text", "程序读出的位置"),
        Column("not_applicable", Text("不适用", "not applicable"), 8, "yes", "", _same(YES)),
        Column("unconfirmed", Text("未确认", "unconfirmed"), 8, "yes", "还没有人核对过时填 是", _same(YES)),
    ),
    150,
)
SCORES = Sheet(
    "自评得分",
    Text("部门在评分表中给自己的分", "the department's own points"),
    (
        Column("indicator", Text("指标 id", "indicator id"), 44, given=True),
        Column("level1", Text("一级指标", "level 1"), 14, given=True),
        Column("level2", Text("二级指标", "level 2"), 14, given=True),
        Column("name", Text("三级指标", "indicator"), 34, given=True),
        Column("max", Text("分值", "maximum"), 8, "number", given=True),
        Column("score", Text("自评得分", "points"), 12, "number", "不小于 0，不大于分值"),
    ),
    0,
)
EVIDENCE = Sheet(
    "佐证材料",
    Text("评价人看过的材料", "documents that an evaluator has seen"),
    (
        Column("evaluator", Text("评价人 id", "evaluator id"), 14),
        Column("id", Text("材料编号", "document id"), 14, "text", "本评价人之内不重复"),
        Column("criterion", Text("评分点 id", "criterion id"), 50, "text", "从“评价意见”表中抄"),
        Column("document", Text("材料名称", "document"), 50),
        Column("date", Text("看到的日期", "date seen"), 14, "date", "如 2021-03-02"),
    ),
    60,
)
ESTABLISHED = Sheet(
    "查证数据",
    Text("评价人从材料中查到的数字", "figures an evaluator read from a document"),
    (
        Column("evaluator", Text("评价人 id", "evaluator id"), 14),
        Column("fact", Text("数据 id", "fact id"), 30, "text", "从“选项”表中选"),
        Column("value", Text("数值", "value"), 14, "number", "只填数字；有无类事实填 是 或 否"),
        Column("unit", Text("单位", "unit"), 8, "text", "", _same(*UNITS)),
        Column("document", Text("材料名称", "document"), 50),
        Column("date", Text("日期", "date"), 14, "date", "如 2021-03-02"),
    ),
    40,
)
JUDGEMENTS = Sheet(
    "评价意见",
    Text("填了得分或“是否触发”的行才算一条意见", "a row counts once points or triggered are filled in"),
    (
        Column("criterion", Text("评分点 id", "criterion id"), 50),
        Column("name", Text("评分标准", "clause"), 60, given=True),
        Column("low", Text("下限", "least"), 8, "number", given=True),
        Column("high", Text("上限", "most"), 8, "number", given=True),
        Column("points", Text("评分", "points"), 10, "number", "在下限与上限之间"),
        Column(
            "triggered",
            Text("是否触发", "triggered"),
            10,
            "flag",
            "否决或免评条款填 是 或 否",
            _same(YES, NO),
        ),
        Column("reason", Text("理由", "reason"), 50, "text", "必填"),
        Column("evidence", Text("依据材料编号", "evidence"), 18, "list", "“佐证材料”表中的编号，用逗号分开"),
        Column("evaluator", Text("评价人 id", "evaluator id"), 14),
        Column("evaluator_name", Text("评价人姓名", "evaluator's name"), 14),
        Column("date", Text("日期", "date"), 14, "date", "如 2021-03-05"),
    ),
    200,
)
# What has no cell of its own goes along in a hidden sheet, as it is.
KEPT, ASIDE = ("form", "project", "printed", "self_evaluation.rows"), "其余"
CHOICES, GUIDE = "选项", "填写说明"
SHEETS = (BASICS, TEXTS, FACTS, FIGURES, TASKS, TARGETS, SCORES, EVIDENCE, ESTABLISHED, JUDGEMENTS)
HEADER_ROW, FIRST_ROW = 2, 3
TOTAL_LABEL, PRINTED_LABEL = "合计（自动计算）", "合计（报告所载）"

BASIC_ROWS = (
    ("department.id", "部门英文 id", "字母、数字、连字符；也是文件夹名"),
    ("department.name", "部门名称", "公章上的全称"),
    ("department.name_en", "英文名称", "可不填"),
    ("department.region", "所在地区", "可不填"),
    ("year", "年度", "四位数字"),
    ("as_of", "截至时点", "年中监控填 q1、q2、q3（季度末）或 m1 至 m11（月末）；全年自评留空"),
    ("title", "报告标题", "照抄"),
    ("synthetic", "虚构材料", "练习用的虚构材料填 是"),
    ("unconfirmed", "未确认", "由程序读出、还没有人核对过时填 是"),
    ("source.file", "原件文件名", ""),
    ("source.redacted", "已隐去的内容", "用逗号分开"),
    ("source.note", "原件说明", ""),
    ("overall_goal.section", "总体目标的出处", "如 四 年度总体目标完成情况"),
    ("overall_goal.expected", "总体目标：预期目标", "照抄"),
    ("tasks.section", "任务表的出处", "如 四 年度主要任务完成情况"),
    ("targets.section", "指标表的出处", "如 四 年度绩效指标完成情况"),
    ("targets.none_filed", "载为“无”的指标种类", "、".join(KINDS) + "；用逗号分开"),
    ("self_evaluation.rubric", "评分表 id", ""),
    ("self_evaluation.section", "评分表的出处", "如 四 部门整体支出绩效评分表"),
    ("self_evaluation.total", "自评总分（报告所载）", ""),
    ("self_evaluation.grade", "自评等级", "、".join(GRADES)),
)
LISTS = {"source.redacted", "targets.none_filed"}
FLAGS = {"synthetic", "unconfirmed"}


def is_template(path: Path) -> bool:
    """Whether a file is a workbook that `perfkit template` made; any other workbook is a filed document.

    Raises
    ------
    SubmissionError   the file does not exist.
    """
    check_size(path)
    if path.suffix.lower() != ".xlsx" or not zipfile.is_zipfile(path):
        return False
    workbook = open_workbook(path)
    try:
        return BASICS.name in workbook.sheetnames
    finally:
        workbook.close()
