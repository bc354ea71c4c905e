"""The Longhua report as plain content, built from the hand-made submission and never from the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from perfkit import load_rubric
from perfkit.base.paths import data_root

FOLDER = data_root() / "departments" / "sz-sif-longhua_2020"
SEED = FOLDER / "source.txt"

HEADINGS = {
    "duties": ("一、部门（单位）基本情况", "（一）部门主要职能"),
    "annual_work": ("", "（二）年度总体工作和重点工作任务"),
    "budget_preparation": ("", "（三）2020 年部门预算编制情况"),
    "budget_execution": ("", "（四）2020 年部门预算执行情况"),
    "goals": ("二、部门（单位）主要履职绩效分析", "（一）主要履职目标"),
    "performance": ("", "（二）主要履职情况"),
    "results": ("", "（三）部门履职绩效情况。"),
    "experience": ("三、总体评价和整改措施", "（一）预算绩效管理工作主要经验、做法"),
    "problems": ("", "（二）部门整体支出绩效存在问题及改进措施"),
    "improvements": ("", ""),
    "next_steps": ("", "（三）后续工作计划、相关建议等"),
}
LEVELS = {"output": "产出指标", "benefit": "效益指标", "satisfaction": "效益指标"}
KINDS = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "timeliness": "时效指标",
    "cost": "成本指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标",
    "satisfaction": "满意度指标",
}


def truth() -> dict:
    """The hand-made submission as plain values."""
    return yaml.safe_load((FOLDER / "submission.yaml").read_text(encoding="utf-8"))


@dataclass
class Content:
    """What every layout prints."""

    front: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tasks: list[list[str]] = field(default_factory=list)
    total: list[str] = field(default_factory=list)
    goal: tuple[str, str] = ("", "")
    targets: list[list[str]] = field(default_factory=list)
    scores: list[list[str]] = field(default_factory=list)
    score_total: str = ""
    grade: str = ""


def content() -> Content:
    """Paragraphs with their numbers put back, and the rows of the tables."""
    filed = truth()
    made = Content(
        front=[
            filed["title"],
            f"部门名称（公章）：{filed['department']['name']}",
            "填报人：〔略〕",
            "联系电话：〔略〕",
        ]
    )
    for part, passages in filed["narrative"].items():
        made.paragraphs.extend(heading for heading in HEADINGS[part] if heading)
        made.paragraphs.extend(_numbered(part, passages))
    made.paragraphs.append("四、部门整体支出绩效评价指标评分情况")
    amounts = ("budget", "budget_fiscal", "spent", "spent_fiscal")
    made.tasks = [
        [row["name"], row["completion_quote"], *(row[key] for key in amounts)]
        for row in filed["tasks"]["rows"]
    ]
    made.total = [filed["tasks"]["totals"][key] for key in amounts]
    made.goal = filed["overall_goal"]["expected"], _goal(filed["overall_goal"]["actual"])
    made.targets = _targets(filed["targets"])
    scores, own = load_rubric("sz-2020"), filed["self_evaluation"]
    for row in scores.indicators:
        about = row.description.zh if row.description else ""
        made.scores.append(
            [
                row.level1.zh,
                row.level2.zh,
                row.name.zh,
                _points(row.max),
                about,
                row.standard or "见评分细则",
                own["scores"][row.id],
            ]
        )
    made.score_total, made.grade = own["total"], own["grade"]
    return made


def _points(value) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _numbered(part: str, passages: list[dict]) -> list[str]:
    lines, titles = [], {"一（四）1（1）": "1、资金管理情况"}
    for number, passage in enumerate(passages):
        section, text = passage["section"], passage["text"]
        if part in ("problems", "improvements"):
            if number == 0:
                lines.append("存在的问题：" if part == "problems" else "改进措施：")
            lines.append(re.search(r"(\d+)$", section).group(1) + "、" + text)
            continue
        if section in titles:
            lines.append(titles[section])
        label = re.search(r"(（\d+）|\d+)$", section)
        mark = (
            ""
            if label is None
            else label.group(1)
            if label.group(1).startswith("（")
            else label.group(1) + "、"
        )
        lines.append(mark + text)
    return lines


def _goal(passages: list[dict]) -> str:
    lines = []
    for passage in passages:
        section, text = passage["section"], passage["text"]
        bracket, item = re.search(r"(（[一二三四五]）)$", section), re.search(r"）(\d+)$", section)
        lines.append(f"{bracket.group(1)}{text}" if bracket else f"{item.group(1)}.{text}" if item else text)
    return "\n".join(lines)


def _targets(filed: dict) -> list[list[str]]:
    rows = [
        [LEVELS[row["block"]], KINDS[row["kind"]], row["name"], row["expected"], row["actual"]]
        for row in filed["rows"]
    ]
    for kind in filed["none_filed"]:
        rows.append(["效益指标", KINDS[kind], "无", "无", "无"])
    order = list(KINDS.values())
    return sorted(rows, key=lambda row: (row[0] != "产出指标", order.index(row[1])))
