"""What is said of a draft: what a person decides, then what is missing of the form and not read. Invented."""

from __future__ import annotations

import pytest
from accounts_document import write_accounts

from perfkit.base.text import Text
from perfkit.intake.blocks import Document, Paragraph, grid, number_places
from perfkit.intake.draft import assemble, read_report
from perfkit.intake.drafted import Draft, Missing, gathered, reading_text, summary_lines
from perfkit.intake.folder import read_folder, table_rows
from perfkit.intake.notes import note


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    path = tmp_path_factory.mktemp("accounts") / "accounts.docx"
    write_accounts(path)
    return read_report(path)


def test_the_page_of_long_accounts_is_short_and_its_tables_are_kept_whole(accounts):
    page = reading_text(accounts).splitlines()
    assert len(page) < 60 and len(accounts.unread) + len(accounts.rest) > 1_000
    of_one = [line for line in page if line.startswith("- 表2（收入决算表）")]
    count = sum("表2第" in one.zh for one in accounts.unread)
    assert len(of_one) == 2 and f"：{count} 处，自“表2第4行第3列" in of_one[0]
    kept = {one["place"]: one["rows"] for one in accounts.submission["printed"]}
    assert {line[2:].partition("（")[0] for line in page if "printed 里" in line} <= kept.keys()


def test_expenditure_under_the_name_that_accounts_give_it_is_not_missing(accounts):
    assert not any("执行数" in one.name.zh or "支出" in one.name.zh for one in accounts.not_found)


def test_few_cells_and_tables_that_are_not_kept_are_told_one_by_one():
    few, many = (
        [Text(f"表{n}第{row}行第2列：{row}", "") for row in range(count)] for n, count in ((1, 4), (2, 30))
    )
    kept = {"printed": [{"place": "表1"}, {"place": "第2页表2", "title": "收支表"}]}
    assert gathered(few + many, kept)[:4] == few and len(gathered(few + many, kept)) == 5
    assert gathered(few + many, kept)[4].zh.startswith("表2（收支表）：30 处")
    assert gathered(few + many, {}) == few + many


def test_only_what_wants_a_decision_is_counted(tmp_path):
    draft = Draft({"department": {"id": "a"}, "self_evaluation": {"scores": {}, "rubric": ""}})
    draft.notes = [note("provisional_id", id="a"), note("year_from_text", year=2023)]
    draft.not_found = [Missing("department.name", Text("部门名称", "unit"))]
    draft.not_found += [Missing(f"facts.f{n}", Text(f"数{n}", f"f{n}")) for n in range(30)]
    assert draft.to_decide == 2 and len(draft.asked) == 1
    page, lines = reading_text(draft), summary_lines(draft)
    assert page.index("请判断") < page.index("没有找到 / ") < page.index("## 说明")
    assert "`facts` 30 项：数0 `f0`；数1 `f1`；" in page and page.count("\n- ") < 15
    assert "要人判断 2 处；这种表有而没有找到（未填）31 项" in page
    assert sum(len(line) for line in lines) < 600 and any("等，其余见 reading.md" in line for line in lines)


def test_the_table_of_a_folder_counts_decisions(tmp_path):
    (tmp_path / "in").mkdir()
    text = "青禾市水利局2023年度部门整体支出绩效自评报告\n一、自评结论\n自评总分96分，评价等级为优。\n"
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    came = read_folder(tmp_path / "in", tmp_path / "out")
    assert [row[5] for row in table_rows(came, "zh")] == ["待核对", "0"]


HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "{}", "分值", "得分"]


@pytest.mark.parametrize(("head", "read"), [("实际完成值", True), ("自查摸底", False)])
def test_a_column_of_results_that_is_not_understood_is_named_with_its_place(tmp_path, head, read):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")
    rows = [
        ["产出指标", "数量指标", "修复护岸", "≥9处", "9处", "50", "50"],
        ["产出指标", "质量指标", "验收合格率", "100%", "100%", "40", "40"],
    ]
    table = grid([["项目名称", "护岸修复", *[""] * 5], [one.format(head) for one in HEADS], *rows])
    blocks = [Paragraph("2023年度项目支出绩效自评表"), table]
    draft = assemble(number_places(Document(path.name, "docx", blocks)), path)
    assert all(bool(one["actual"]) is read for one in draft.submission["targets"]["rows"])
    unread = [one.zh for one in draft.unread]
    told = [one.name.zh for one in draft.not_found if one.path == "targets.actual"]
    if read:
        assert unread == [] and told == []
    else:
        assert unread == ["年度绩效指标完成情况：列“自查摸底”没有读（表1第2行第5列）"]
        assert told == ["表1里没有认出实际完成值一列，各指标的实际完成值未填"]
        assert not any("空白" in one.name.zh for one in draft.not_found)
