"""A scoring table as a person reads it: rows in three levels with points and rule, then readings and grades."""

from __future__ import annotations

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text, say
from perfkit.filing.catalogue import fact_catalogue
from perfkit.rubric.kinds import RULE_KINDS, Criterion
from perfkit.rubric.ratios import Terms
from perfkit.rubric.table import Indicator, Rubric, TargetPolicy
from perfkit.views.tables.table import NUMBER, Cell, Column, Table

_RULES = {
    "checklist": Text("逐项", "checklist"),
    "deduction": Text("逐项扣分", "deduction"),
    "proportional": Text("按比例", "in proportion"),
    "allowance": Text("超出部分扣分", "allowance"),
    "bands": Text("分档", "bands"),
    "limit": Text("达到得满分", "limit"),
    "tiers": Text("定性分档", "tiers"),
    "progress": Text("支出进度", "progress"),
    "progress_mean": Text("平均进度", "mean progress"),
    "completion": Text("完成率", "completion"),
    "judged": Text("评定", "judged"),
    "composite": Text("分部分相加", "sum of parts"),
    "steps": Text("每若干点扣分", "deduction by steps"),
    "linear": Text("线性降为 0", "linear to zero"),
    "in_proportion": Text("超出标准按比例", "else in proportion"),
    "addition": Text("逐项加分", "points for each"),
    "cases": Text("比较两数", "cases"),
    "better_of": Text("择其高者", "the better of"),
    "target": Text("绩效指标", "target"),
}
assert set(_RULES) == set(RULE_KINDS)
_POLICIES = {
    "proportional": Text("实际÷目标", "actual ÷ target"),
    "inverse": Text("目标÷实际", "target ÷ actual"),
    "linear_to_zero": Text("线性降为 0", "linear to zero"),
    "all_or_nothing": Text("未达到不得分", "all or nothing"),
    "judged": Text("评定", "judged"),
}


def rubric_table(rubric: Rubric, lang: str = "zh") -> Table:
    """Every row of a rubric with its points, its rule and its standard.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> table = rubric_table(load_rubric("hunan"))
    >>> len(table.rows), [cell.text for cell in table.grid()[0]][:5]
    (5, ['投入 13', '预算配置', '在职人员控制率', '5', '每若干点扣分：在职…'])
    """
    heads = say(lang, "一级|二级|三级|分值|计分|评分标准", "Level 1|Level 2|Row|Points|Rule|Standard").split("|")
    columns = tuple(
        Column(head, NUMBER if at == 3 else "text", width)
        for at, (head, width) in enumerate(zip(heads, (10, 11, 15, 6, 20, 38), strict=True))
    )
    rows = []
    for block in rubric.blocks:
        first = True
        for group in block.groups:
            for index, row in enumerate(group.indicators):
                lead = []
                if first:
                    mark = _block_mark(rubric, block, lang)
                    name = f"{block.name.text.in_(lang)} {show_exact(block.max)}{mark}"
                    lead.append(Cell(name, rows=len(block.indicators), strong=True))
                if index == 0:
                    lead.append(Cell(group.name.text.in_(lang), rows=len(group.indicators)))
                rows.append((*lead, *_row(row, lang)))
                first = False
    return Table("rubric", _caption(rubric, lang), columns, tuple(rows), lang, _notes(rubric, lang))
