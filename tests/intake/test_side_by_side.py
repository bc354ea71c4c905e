"""Forms beside each other on one sheet: all content is invented."""

from __future__ import annotations

import openpyxl
import pytest

from perfkit.base.errors import SubmissionError
from perfkit.intake import read_filings


def form(project, unit, spent, total):
    return [
        ["项目名称", project, "", "", "主管部门", "河口县水务局"],
        ["实施单位", unit, "", "", "联系人", "李某"],
        ["项目资金（万元）", "", "全年预算数", "全年执行数", "分值", "得分"],
        ["", "年度资金总额", 120, spent, 10, 9.8],
        ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", f"{project}数量", "≥9公里", "9公里", 50, 50],
        ["满意度指标", f"{project}满意度", "≥90%", "93%", 40, 38],
        ["总分", "", "", "", 100, total],
    ]


FORMS = [form("渠道清淤", "河口县灌区所", 118, 97.8), form("泵站改造", "河口县泵站", 117, 96.5)]


def written(path, gap, foot=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.cell(1, 1, "2023年度项目支出绩效自评表")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=12 + gap)
    for side, rows in enumerate(FORMS):
        for at, row in enumerate([*rows, *([foot] if foot and not side else [])], start=2):
            for place, value in enumerate(row, start=1 + side * (6 + gap)):
                if value != "":
                    sheet.cell(at, place, value)
    if foot:
        sheet.merge_cells(start_row=10, end_row=10, start_column=2, end_column=11)
    book.save(path)
    return path


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_two_forms_side_by_side_are_two_filings(tmp_path, gap):
    drafts = read_filings(written(tmp_path / "two.xlsx", gap))
    found = [
        (
            draft.submission["project"]["name"],
            draft.submission["department"]["name"],
            draft.submission["year"],
            [(row["name"], row["self_score"]) for row in draft.submission["targets"]["rows"]],
            draft.submission["facts"]["spent_total"][0]["value"],
            draft.submission["self_evaluation"]["total"],
        )
        for draft in drafts
    ]
    assert found == [
        ("渠道清淤", "河口县灌区所", 2023, [("渠道清淤数量", "50"), ("渠道清淤满意度", "38")], "118", "97.8"),
        ("泵站改造", "河口县泵站", 2023, [("泵站改造数量", "50"), ("泵站改造满意度", "38")], "117", "96.5"),
    ]


def test_forms_whose_columns_cannot_be_told_apart_are_refused(tmp_path):
    path = written(tmp_path / "two.xlsx", 0, ("填报人", "李某", *[""] * 9, "2024年1月"))
    with pytest.raises(SubmissionError, match="并列着两份表.*G2"):
        read_filings(path)


def test_forms_of_two_departments_and_one_form_with_two_bodies(tmp_path):
    book = openpyxl.Workbook()
    for at, (name, total) in enumerate([("河口县水务局", 95), ("河口县林业局", 93)]):
        rows = [
            ["部门名称", name, "", "年度", 2023],
            ["一级指标", "三级指标", "分值", "得分", "扣分原因"],
            ["投入", "目标合理性", 50, 48, ""],
            ["产出", "完成率", 50, total - 48, ""],
            ["合计", "", 100, total, ""],
        ]
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1 + 6 * at):
                book.active.cell(row, column, value or None)
    book.save(tmp_path / "two.xlsx")
    filed = [draft.submission for draft in read_filings(tmp_path / "two.xlsx")]
    assert [(one["department"]["name"], one["self_evaluation"]["total"]) for one in filed] == [
        ("河口县水务局", "95"),
        ("河口县林业局", "93"),
    ]
    sheet = openpyxl.Workbook()
    for row in (*FORMS[0][:1], ["实施单位", "河口县灌区所", "", "", "实施单位", "河口县泵站"], *FORMS[0][2:]):
        sheet.active.append([value if value != "" else None for value in row])
    sheet.save(tmp_path / "one.xlsx")
    assert len(read_filings(tmp_path / "one.xlsx")) == 1
