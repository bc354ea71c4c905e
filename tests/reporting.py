"""Departments for the tests of text, tables, charts and the notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

from perfkit import load_department
from perfkit.base.paths import data_root
from perfkit.evaluation.department import Department
from perfkit.pages.basis import Basis
from perfkit.pages.report import Report

LONGHUA = "sz-sif-longhua_2020"

BARE = """
synthetic: true
department: {id: bare, name: 某测试部门}
year: 2021
self_evaluation:
  rubric: sz-2020
  scores: {decision.budget.rationality: "4"}
"""

HOSTILE = """
synthetic: true
department: {id: hostile, name: 名称特别特别特别特别特别特别特别长的某某市某某区某某管理服务中心（原某某办公室）}
year: 2021
narrative:
  problems: [{section: 三, text: "预算 <b>执行</b> & 进度 {x} 偏慢。"}]
facts:
  spent_by_q1: [{value: "100", unit: 万元, section: 一}]
  spent_by_q2: [{value: "200", unit: 万元, section: 一}]
  spent_by_q3: [{value: "1200", unit: 万元, section: 一}]
  budget_total: [{value: "1000", unit: 万元, section: 一}]
  spent_total: [{value: "1100", unit: 万元, section: 一}, {value: "1150", unit: 万元, section: 二}]
  vehicle_running_budget: [{value: "3", unit: 万元, section: 一}]
  vehicle_running_spent: [{value: "9", unit: 万元, section: 一}]
  daily_running_budget: [{value: "0", unit: 万元, section: 一}]
  daily_running_spent: [{value: "0", unit: 万元, section: 一}]
tasks:
  section: 四
  rows:
    - {name: 一个名称非常非常长而且还带有（括号、书名号《办法》）和喆堃镕等生僻字的项目支出任务, category: project, budget: "1", spent: "3000000000"}
    - {name: 没有预算的任务, category: basic, budget: "0", spent: "0"}
targets:
  section: 四
  rows:
    - {block: output, kind: quantity, name: 甲 & 乙, expected: "≥100 次", actual: "3 次"}
    - {block: benefit, kind: economic, name: 不适用的, expected: 无, actual: 无, not_applicable: true}
self_evaluation:
  rubric: sz-2020
  scores: {decision.budget.rationality: "5", management.staff.off_establishment_rate: "1",
    performance.effect.benefits: "25"}
  total: "31"
  grade: 差
"""


def longhua() -> Department:
    return load_department(LONGHUA)


def written(folder: Path, text: str) -> Department:
    """A department whose submission is `text`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "submission.yaml").write_text(text, encoding="utf-8")
    return load_department(folder)


def changed(folder: Path, old: str, new: str) -> Department:
    """Longhua with one piece of its file replaced wherever it stands."""
    shutil.copytree(data_root() / "departments" / LONGHUA, folder, dirs_exist_ok=True)
    text = (folder / "submission.yaml").read_text(encoding="utf-8")
    assert old in text, f"{old} is not in the file"
    return written(folder, text.replace(old, new))


def report_on(department: Department, lang: str = "zh") -> Report:
    """The report of a department that is loaded already."""
    return Report(Basis(department, lang))
