"""Tables of the integrated budget system: in and out, one row a project, one row a target; faults by sheet
and cell."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

import pytest
from openpyxl import Workbook

from perfkit.base.errors import SubmissionError
from perfkit.cli import main
from perfkit.filing.submission_file import load_submission
from perfkit.intake.workbook import is_budget_table, read_budget_to_folders, write_budget_tables
from perfkit.intake.workbook.budget_projects import read_budget_tables
from perfkit.intake.workbook.budget_reader import _is_foot

PROJECT = {
    "预算年度": "2023",
    "财政区划": "330100",
    "主管部门": "101",
    "单位编码": "101001",
    "单位名称": "甲县水利站",
    "项目编码": "P001",
    "项目名称": "堤防维修",
    "年初批复数（万元）": 120.5,
    "年度调整（万元）": -20,
    "变动后预算数（万元）": 100.5,
    "全年执行数（万元）": 95.25,
    "执行率": "94.78%",
    "执行得分": 9.48,
    "单位自评得分": 96.2,
    "主管部门评分": 95,
    "偏差分析": "汛期停工",
}  # synthetic
TARGET = {
    "预算年度": "2023",
    "项目编码": "P001",
    "一级指标": "产出指标",
    "二级指标": "数量指标",
    "三级指标": "维修长度",
    "指标值": "≥12公里",
    "完成情况": "11.5公里",
    "评（扣）分标准": "按完成比例得分",
    "权重": 20,
    "得分": 19.2,
}  # synthetic


def book(path, projects, targets, above=()):
    made = Workbook()
    for sheet, rows in ((made.active, projects), (made.create_sheet("指标"), targets)):
        sheet.title = "项目" if sheet is made.active else "指标"
        for line in above:
            sheet.append(line)
        sheet.append(list(rows[0]) if rows else ["空"])
        for row in rows:
            sheet.append(list(row.values()))
    made.save(path)
    return path


def faults(path):
    with pytest.raises(SubmissionError) as caught:
        read_budget_tables([path])
    return [(fault.path, fault.message.zh) for fault in caught.value.faults]


def test_a_project_with_its_targets_money_points_and_words(tmp_path):
    second = {**TARGET, "一级指标": "满意度指标", "二级指标": "服务对象满意度指标", "三级指标": "群众满意度"}
    path = book(tmp_path / "system.xlsx", [PROJECT], [TARGET, second])
    assert main(["read", str(path), "-o", str(tmp_path / "out")]) == 0
    filed = load_submission(tmp_path / "out" / "101001-P001_2023")
    assert (filed.department.name, filed.department.region, filed.year) == ("甲县水利站", "330100", 2023)
    assert (filed.project.name, filed.project.code, filed.project.authority) == ("堤防维修", "P001", "101")
    money = {fact: stated[0].amount for fact, stated in filed.facts.items()}
    assert money == {
        "budget_initial": 1205000,
        "budget_added": -200000,
        "budget_total": 1005000,
        "spent_total": 952500,
        "execution_rate": Fraction("0.9478"),
    }
    first, other = filed.targets.rows
    assert (first.block, first.kind, first.expected, first.actual) == (
        "output",
        "quantity",
        "≥12公里",
        "11.5公里",
    )
    assert (first.weight, first.self_score, first.place) == (20, Fraction("19.2"), "指标!E2")
    assert (other.block, other.kind) == ("satisfaction", "satisfaction")
    assert filed.self_evaluation.rubric == "budget-system" and filed.self_evaluation.total == Fraction("96.2")
    assert filed.form.blocks["execution"].score == Fraction("9.48")
    assert [one.text for one in filed.narrative.other] == ["95", "按完成比例得分", "按完成比例得分"]
    assert filed.narrative.problems[0].text == "汛期停工"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_is_written_is_read_back_the_same(tmp_path, suffix):
    [folder] = read_budget_to_folders([book(tmp_path / "in.xlsx", [PROJECT], [TARGET])], tmp_path / "first")
    before = load_submission(folder)
    files = write_budget_tables([before], tmp_path / f"out{suffix}")
    command = [
        "read",
        str(files[0]),
        "-o",
        str(tmp_path / "again"),
        *(["--targets", str(f)] for f in files[1:]),
    ]
    assert main([part for one in command for part in ([one] if isinstance(one, str) else one)]) == 0
    after = load_submission(tmp_path / "again" / folder.name)
    for part in ("department", "project", "year", "narrative", "form"):
        assert getattr(after, part) == getattr(before, part), part
    assert {f: s[0].amount for f, s in after.facts.items()} == {
        f: s[0].amount for f, s in before.facts.items()
    }
    assert after.self_evaluation.total == before.self_evaluation.total
    pairs = [[row.model_dump(exclude={"place"}) for row in one.targets.rows] for one in (before, after)]
    assert pairs[0] == pairs[1]


def test_the_fields_own_names_and_a_percentage_cell(tmp_path):
    made = Workbook()
    made.active.append(["fiscal_year", "agency_code", "pro_code", "pro_name", "cur_amt", "exe_amt_rate"])
    made.active.append([2023, "乙局", "P9", "培训", 5000, 0.9625])
    made.active["F2"].number_format = "0.00%"
    made.save(tmp_path / "raw.xlsx")
    [one] = read_budget_tables([tmp_path / "raw.xlsx"])
    assert one["department"] == {"id": "P9", "name": "乙局"}
    assert {fact: (s[0]["value"], s[0]["unit"]) for fact, s in one["facts"].items()} == {
        "budget_total": ("5000", "元"),
        "execution_rate": ("96.25", "%"),
    }


@pytest.mark.parametrize(
    ("rate", "read"), [("0.95", "95"), ("0.948", "94.8"), ("94.78", "94.78"), ("0.5", None), ("0", "0")]
)
def test_a_rate_without_its_sign_is_what_the_money_says_or_is_asked(tmp_path, rate, read):
    path = book(tmp_path / "a.xlsx", [{**PROJECT, "执行率": float(rate)}], [TARGET])
    if read is None:
        assert faults(path) == [("项目!L2", "0.5 是 0.5% 还是比例？请写上 %")]
    else:
        [one] = read_budget_tables([path])
        assert one["facts"]["execution_rate"][0]["value"] == read


def test_money_without_a_unit_is_asked_and_a_unit_above_the_head_counts(tmp_path):
    plain = {key.replace("（万元）", ""): value for key, value in PROJECT.items()}
    told = faults(book(tmp_path / "a.xlsx", [plain], [TARGET]))
    assert [cell for cell, _ in told] == ["项目!H1", "项目!I1", "项目!J1", "项目!K1"]
    assert all("金额没有写明单位" in message for _, message in told)
    [one] = read_budget_tables([book(tmp_path / "b.xlsx", [plain], [TARGET], above=[["", "单位：万元"]])])
    assert one["facts"]["budget_total"][0]["unit"] == "万元"


@pytest.mark.parametrize(
    ("project", "target", "cell", "words"),
    [
        ({"执行得分": "九分"}, {}, "项目!M2", "应为数字"),
        ({"全年执行数（万元）": "=1+1"}, {}, "项目!K2", "公式"),
        ({"全年执行数（万元）": -3}, {}, "项目!K2", "不得小于 0"),
        ({"预算年度": "去年"}, {"预算年度": "去年"}, "项目!A2", "应为整数"),
        ({"项目名称": ""}, {}, "项目!G2", "不能为空"),
        ({}, {"项目编码": ""}, "指标!B2", "缺少项目编码"),
        ({}, {"二级指标": "其他"}, "指标!D2", "认不出"),
        ({}, {"权重": -1}, "指标!I2", "不得小于 0"),
    ],
)
def test_a_fault_names_sheet_and_cell_and_nothing_is_written(tmp_path, project, target, cell, words):
    target = {**TARGET, "一级指标": "", **target} if "二级指标" in target else {**TARGET, **target}
    path = book(tmp_path / "a.xlsx", [{**PROJECT, **project}], [target])
    found = faults(path)
    assert [at for at, message in found if words in message] == [cell], found
    assert main(["read", str(path), "-o", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def test_two_rows_that_say_differently_of_one_project(tmp_path):
    told = faults(book(tmp_path / "a.xlsx", [PROJECT, {**PROJECT, "项目名称": "堤防加固"}], [TARGET]))
    assert told == [("项目!G3", "与 项目!G2 的“堤防维修”不同")]


def test_of_several_sources_only_a_row_of_the_whole_is_the_projects_money(tmp_path):
    rows = [
        {**PROJECT, "资金来源": name, "变动后预算数（万元）": n}
        for name, n in (("财政拨款", 60), ("其他资金", 40.5))
    ]
    [one] = read_budget_tables([book(tmp_path / "a.xlsx", rows, [TARGET])])
    assert one["facts"] == {} and "财政拨款变动后预算数" in [figure["name"] for figure in one["figures"]]
    rows.append({**PROJECT, "资金来源": "合计"})
    [one] = read_budget_tables([book(tmp_path / "b.xlsx", rows, [TARGET])])
    assert one["facts"]["budget_total"][0]["value"] == "100.5"


def test_an_ordinary_filing_is_no_such_table(tmp_path):
    made = Workbook()
    made.active.append(["项目名称", "一级指标", "二级指标", "三级指标", "指标值"])
    made.save(tmp_path / "form.xlsx")
    assert not is_budget_table(tmp_path / "form.xlsx")


def test_a_filing_without_a_project_code_is_not_written(tmp_path, capsys):
    assert main(["tables", "data/departments/sz-sif-longhua_2020", "-o", str(tmp_path / "a.xlsx")]) == 1
    assert "没有项目编码" in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.slow
def test_a_thousand_projects_with_ten_targets_each_in_a_minute(tmp_path):
    projects = [{**PROJECT, "项目编码": f"P{n}"} for n in range(1000)]
    targets = [
        {**TARGET, "项目编码": f"P{n}", "三级指标": f"指标{m}"} for n in range(1000) for m in range(10)
    ]
    path = book(tmp_path / "big.xlsx", projects, targets)
    started = process_time()
    folders = read_budget_to_folders([path], tmp_path / "out")
    assert process_time() - started < 60
    assert len(folders) == 1000 and len(load_submission(folders[-1]).targets.rows) == 10


def test_a_list_of_targets_without_a_column_for_the_year_is_read_as_a_filing(tmp_path):
    made = Workbook()
    made.active.append(["2023年度项目支出绩效自评明细表"])
    made.active.append(["填报部门：甲县水务局　　　　单位：万元"])
    head = ["项目编码", "项目名称", "实施单位", "年初预算数", "全年预算数", "全年执行数", "预算执行得分"]
    made.active.append([*head, "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"])
    for code, name, target in (
        ("P001", "堤防维修", "维修长度"),
        ("P001", "堤防维修", "维修座数"),
        ("P002", "清淤", "清淤长度"),
    ):
        money = [120, 100, 95, 9.5] if code == "P001" else [30, 30, 30, 10]
        made.active.append(
            [code, name, "甲县水利站", *money, "产出指标", "数量指标", target, "≥12", "11", 20, 19]
        )
    made.save(tmp_path / "list.xlsx")
    assert not is_budget_table(tmp_path / "list.xlsx")
    assert main(["read", str(tmp_path / "list.xlsx"), "-o", str(tmp_path / "out")]) == 0
    filed = [load_submission(folder) for folder in sorted((tmp_path / "out").iterdir()) if folder.is_dir()]
    assert sorted((one.project.name, len(one.targets.rows), one.year) for one in filed) == [
        ("堤防维修", 2, 2023),
        ("清淤", 1, 2023),
    ]
    spent = {one.project.name: one.facts["spent_total"][0] for one in filed}
    assert (spent["堤防维修"].value, spent["堤防维修"].unit) == ("95", "万元")
    assert {one.project.name: str(one.form.blocks["execution"].score) for one in filed}["清淤"] == "10"


@pytest.mark.parametrize(
    ("line", "foot"),
    [
        ("注：金额单位为万元", True),
        ("制表人：　　审核人：", True),
        ("制表：某某", True),
        ("打印日期：2024年3月1日", True),
        ("注册资金到位", False),
        ("道路养护", False),
    ],
)
def test_notes_and_signed_lines_below_a_list_are_no_rows(line, foot):
    assert _is_foot([line, "", None]) is foot
    assert not _is_foot([line, "120.00"])
