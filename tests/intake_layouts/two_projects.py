"""A workbook that holds two filings."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook


def two_projects(path: Path) -> None:
    """A workbook with a project's form on each of two sheets."""
    book = Workbook()
    for name, budget in (("旧桥加固", "80.00"), ("河岸绿化", "46.50")):
        sheet = book.create_sheet(name)
        for row in (
            ["项目支出绩效自评表"],
            ["（2022年度）"],
            ["项目名称", name],
            ["主管部门", "青溪县水务局", "实施单位", "青溪县河道管理所"],
            ["项目资金（万元）", "全年预算数", "全年执行数", "执行率"],
            ["年度资金总额", budget, budget, "100%"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", f"{name}长度", "≥2公里", "2公里", "50", "50"],
        ):
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
