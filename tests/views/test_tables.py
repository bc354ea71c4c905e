"""Tables: their numbers, their spans, what they say where something is missing."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from reporting import BARE, HOSTILE, changed, longhua, report_on, written

from perfkit import load_department
from perfkit.base.quantities import show_number
from perfkit.views.tables import (
    Cell,
    Column,
    Table,
    evidence_table,
    facts_table,
    movers_table,
    readings_table,
    scoring_table,
    targets_table,
    tasks_table,
)


@pytest.fixture(scope="module")
def evaluation():
    return longhua().evaluate()


def column(table, head):
    at = [c.head for c in table.columns].index(head)
    return [row[at].text for row in table.grid() if row[at].columns < len(table.columns)]


def test_the_scoring_table_has_every_row_and_its_sums(evaluation):
    table = scoring_table(evaluation)
    assert len(table.rows) == 25
    for head, total in (("满分", "100.00"), ("自评", "95.50")):
        *rows, last = column(table, head)
        assert last == total and show_number(sum(Fraction(text) for text in rows)) == total
    low, high = zip(*((text.split("～") * 2)[:2] for text in column(table, "核算区间")[:-1]), strict=True)
    ends = evaluation.points
    assert abs(sum(map(Fraction, low)) - ends.low) < Fraction("0.05") and abs(
        sum(map(Fraction, high)) - ends.high
    ) < Fraction("0.05")
    assert column(table, "核算区间")[-1] == "9.40～96.90"


def test_blocks_lead_their_rows_and_second_level_cells_are_merged(evaluation):
    table = scoring_table(evaluation)
    leads = [row[0].text for row in table.rows if row[0].columns == len(table.columns)]
    assert leads == ["部门决策（20.00 分）", "部门管理（20.00 分）", "部门绩效（60.00 分）"]
    html = table._repr_html_()
    assert 'rowspan="3"' in html and html.count("<tr") == 26
    assert len(set(column(table, "二级指标")[:-1])) == 11


def test_the_english_table_has_the_same_rows_and_numbers(evaluation):
    zh, en = scoring_table(evaluation), scoring_table(evaluation, "en")
    assert [text.replace("～", "–") for text in column(zh, "核算区间")] == column(en, "Possible")
    assert column(zh, "自评") == column(en, "Claimed")


def test_a_row_says_why(evaluation):
    why = dict(
        zip(
            column(scoring_table(evaluation), "三级指标"),
            column(scoring_table(evaluation), "依据"),
            strict=True,
        )
    )
    assert "55人 ÷ 核定编制数 63人 = 87.30%" in why["财政供养人员控制率"]
    assert (
        "22.94%" in why["财务合规性"]
        and "0.80" in why["财务合规性"]
        and "第 4 条（否决条款）：尚未认定" in why["财务合规性"]
    )
    assert why["预算编制合理性"] == "第 1–5 条：均由评价人评定，各 0～1 分"
    assert "部门预算公开网页" in why["预决算信息公开"]


def test_a_contradicted_self_score_is_marked(evaluation):
    marked = [
        cell.text for row in scoring_table(evaluation).rows for cell in row if cell.mark == "contradicted"
    ]
    assert marked == ["2.80"]


def test_tasks_recompute_what_was_filed(evaluation):
    table = tasks_table(evaluation.submission)
    assert column(table, "复算执行率") == [
        "99.34%",
        "99.80%",
        "99.37%",
        "100.00%",
        "92.95%",
        "99.62%",
        "99.86%",
        "98.70%",
    ]
    assert column(table, "预算数")[-1] == "4039.78" and column(table, "未支出")[4] == "36.62"


def test_targets_show_achievement_only_where_it_can_be_measured(evaluation):
    table = targets_table(evaluation.submission)
    rows = [row for row in table.rows if len(row) > 1]
    assert len(rows) == 62
    for row in rows:
        measured = row[-1].mark in ("met", "unmet")
        assert measured or row[-2].text == "—"
    unmet = {row[1].text: row[4].text for row in rows if row[-1].mark == "unmet"}
    assert unmet == {
        "市外案件调查宗数": "4.00%",
        "设备采购完成率": "93.00%",
        "培训班次完成率（%）": "50.00%",
        "预算准备金执行率": "94.40%",
    }
    assert "经济效益指标、生态效益指标、可持续影响指标填“无”" in table.note


def test_marks_of_assumptions_are_explained_below(evaluation):
    table = targets_table(evaluation.submission)
    used = set("".join(re.findall("[①-⑳]", " ".join(row[-1].text for row in table.rows))))
    assert used and all(f"\n{mark} " in table.note for mark in used)


def test_facts_carry_section_and_words(evaluation):
    table = facts_table(evaluation.submission)
    assert len(table.rows) == sum(len(statements) for statements in evaluation.submission.facts.values())
    assert ["核定编制数", "63人", "三（二）措施4", "龙华分局的编制数为63人"] in [
        [cell.text for cell in row] for row in table.rows
    ]


def test_a_frame_holds_what_the_table_shows(evaluation):
    frame = scoring_table(evaluation).to_frame()
    assert frame.shape == (25, 7) and frame["二级指标"].nunique() == 11 + 3 + 1


def test_nothing_filed_gives_no_table(tmp_path):
    report = report_on(written(tmp_path / "bare_2021", BARE))
    assert report.tasks_table() is None and report.targets_table() is None
    assert "合成数据" in report.scoring_table()._repr_html_()


def test_text_of_the_department_cannot_break_the_page(tmp_path):
    report = report_on(written(tmp_path / "hostile_2021", HOSTILE), "zh")
    assert "甲 &amp; 乙" in report.targets_table()._repr_html_()
    assert "<b>" not in report.experience()._repr_html_() and "&lt;b&gt;" in report.experience()._repr_html_()


def test_a_changed_score_changes_the_table(tmp_path):
    table = scoring_table(
        changed(
            tmp_path / "other_2020",
            'management.staff.staffing_control_rate: "1"',
            'management.staff.staffing_control_rate: "0"',
        ).evaluate()
    )
    assert column(table, "自评")[-1] == "94.50"


def test_spans_keep_columns_in_place():
    table = Table(
        "t",
        "",
        (Column("a"), Column("b"), Column("c", "number")),
        ((Cell("x", rows=2), Cell("y", rows=2), Cell("1")), (Cell("2"),), (Cell("z", columns=2), Cell("3"))),
        "zh",
    )
    assert [[cell.text for cell in row] for row in table.grid()] == [
        ["x", "y", "1"],
        ["x", "y", "2"],
        ["z", "z", "3"],
    ]
    assert table._repr_html_().count('<td class="number">') == 3


def test_the_evidence_register_holds_what_figures_do_not_decide(evaluation):
    table = evidence_table(evaluation)
    names = column(table, "评分点")
    assert len(names) == 38 and "另有 7 个评分点" in table.note
    assert set(column(table, "已见材料")) == {"—"} and "只有自述" in column(table, "状态")
    disclosure = table.grid()[names.index("预决算信息公开 第 1 条")]
    assert "部门预算公开网页" in disclosure[1].text and "一（四）1（4）" in disclosure[-1].text


def test_a_document_on_file_moves_a_criterion_in_the_register(tmp_path):
    department = changed(tmp_path / "other_2020", '"95.50"', '"95.50"')
    (tmp_path / "other_2020" / "judgements").mkdir()
    (tmp_path / "other_2020" / "judgements" / "wang.yaml").write_text(
        "evaluator: {id: wang}\nevidence: [{id: d1, criterion: management.funds.disclosure.1, "
        "document: 预算公开网页, date: 2021-03-02}]\n",
        encoding="utf-8",
    )
    table = evidence_table(load_department(department.folder).evaluate())
    row = next(row for row in table.grid() if row[0].text == "预决算信息公开 第 1 条")
    assert row[2].text == "预算公开网页（2021-03-02，wang）" and row[3].text == "已见佐证"


def test_every_reading_names_its_choice_and_its_reason(evaluation):
    table = readings_table(evaluation)
    chosen = [row for row in table.grid() if row[2].text == "✓"]
    assert len(chosen) == len({row[0].text for row in table.grid()}) and all(
        "理由：" in row[1].text and row[3].text == "9.40～96.90" for row in chosen
    )
    assert ["9.40～71.90", "差～中"] in [[row[3].text, row[4].text] for row in table.grid()]


def test_only_what_moves_the_grade_is_said_to(evaluation):
    rows = {row[0].text: row[4].text for row in movers_table(evaluation).grid()}
    assert [name for name, effect in rows.items() if effect != "不单独改变等级"] == [
        "社会效益、经济效益、生态效益及可持续影响等",
        "重点工作完成情况",
    ]
    assert rows["重点工作完成情况"] == "最高等级由优降为良"
