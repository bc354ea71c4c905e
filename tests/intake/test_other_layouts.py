"""Layouts of other places, with content of our own: what is read, what is left open, and that nothing
vanishes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfkit.intake.account_tables import account_figures
from perfkit.intake.blocks import Cell, Document, Paragraph, Table, grid, key, number_places
from perfkit.intake.draft import assemble
from perfkit.intake.drafted import Draft, reading_text
from perfkit.intake.family import national_lexicon
from perfkit.intake.filings import filings_in

TITLE = Paragraph("青禾市水利局2023年度部门整体支出绩效自评表")
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def read(tmp_path: Path, *blocks: Paragraph | Table) -> Draft:
    path = tmp_path / "a.docx"
    path.write_bytes(b"-")
    return assemble(number_places(Document("a.docx", "docx", list(blocks))), path)


def merged(rows: list[list[str]]) -> Table:
    """Rows in which "<" is the cell to its left."""
    made: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = []
        for at, text in enumerate(row):
            cells.append(cells[-1] if text == "<" else Cell(text, float(at), at + 1.0))
            cells[-1].right = at + 1.0
        made.append(cells)
    return Table(made)


def facts(draft: Draft) -> dict[str, list[str]]:
    return {
        name: [one["value"] + one["unit"] for one in found]
        for name, found in draft.submission["facts"].items()
    }


def targets(draft: Draft) -> list[tuple[str, str, str]]:
    rows = draft.submission.get("targets", {}).get("rows", ())
    return [(row["name"], row["expected"], row["actual"]) for row in rows]


def test_what_a_template_leaves_behind_is_no_target(tmp_path):
    table = grid(
        [
            HEAD,
            ["产出指标", "数量指标", "清淤渠道长度", "≥30公里", "31公里", "20", "20"],
            ["产出指标", "数量指标", "指标2：", "", "", "", ""],
            ["产出指标", "质量指标", "……", "", "", "", ""],
            ["产出指标", "成本指标", "指标1：", "/", "/", "/", "/"],
            ["满意度指标", "满意度指标", "村民满意度……", "≥90%", "93%", "10", "10"],
        ]
    )
    assert targets(read(tmp_path, TITLE, table)) == [
        ("清淤渠道长度", "≥30公里", "31公里"),
        ("村民满意度", "≥90%", "93%"),
    ]


def test_several_goals_and_the_signature_are_no_targets(tmp_path):
    rows = [
        ["年度目标1：（40分）", "修好渠道。", "<", "<", "<", "<", "<"],
        HEAD,
        ["产出指标", "数量指标", "清淤渠道长度", "≥30公里", "31公里", "20", "20"],
        ["年度目标2：（40分）", "管好水库。", "<", "<", "<", "<", "<"],
        HEAD,
        ["产出指标", "数量指标", "巡查水库座数", "12座", "12座", "20", "20"],
        ["填报单位负责人：某某　　填报日期：2024年3月1日", "<", "<", "<", "<", "<", "<"],
    ]
    draft = read(tmp_path, TITLE, merged(rows))
    assert [name for name, _, _ in targets(draft)] == ["清淤渠道长度", "巡查水库座数"]
    assert "修好渠道。管好水库。" in draft.submission["overall_goal"]["expected"].replace("\n", "")


def test_only_the_row_of_all_units_is_the_department_s(tmp_path):
    table = merged(
        [
            ["年度支出情况（万元）", "<", "<", "<", "<"],
            ["机构名称", "支出合计", "其中：", "<", "<"],
            ["机构名称", "支出合计", "基本支出", "项目支出", "当年结余"],
            ["局机关及下属汇总", "900.50", "500.20", "400.30", "12.00"],
            ["1.局机关", "700.00", "350.00", "350.00", "10.00"],
            ["2.河道站", "200.50", "150.20", "50.30", "2.00"],
        ]
    )
    draft = read(tmp_path, TITLE, table)
    found = facts(draft)
    assert found["spent_total"] == ["900.50万元"] and found["basic_spent"] == ["500.20万元"]
    assert [one["name"] for one in draft.submission["figures"]] == ["当年结余"]
    without = Table([row for row in table.rows if "汇总" not in row[0].text])
    draft = read(tmp_path, TITLE, without)
    assert "spent_total" not in draft.submission["facts"]
    assert any("没有唯一的合计行" in one.zh for one in draft.unread)


CARD = [
    ["指标序号", "1", "一级指标", "产出指标", "二级指标", "数量指标"],
    ["三级指标", "清淤渠道长度", "年度指标值", "≥30公里", "实际完成值", "31公里"],
    ["分值", "20", "自评得分", "19", "备注", "无"],
    ["指标序号", "2", "一级指标", "满意度指标", "二级指标", "满意度指标"],
    ["三级指标", "村民满意度", "年度指标值", "≥90%", "实际完成值", "88%"],
    ["分值", "10", "自评得分", "9", "备注", "无"],
]


def test_a_card_for_each_target(tmp_path):
    draft = read(tmp_path, TITLE, grid(CARD[:3]), grid(CARD[3:]))
    assert targets(draft) == [("清淤渠道长度", "≥30公里", "31公里"), ("村民满意度", "≥90%", "88%")]
    rows = draft.submission["targets"]["rows"]
    assert [(row["weight"], row["self_score"], row["block"]) for row in rows] == [
        ("20", "19", "output"),
        ("10", "9", "satisfaction"),
    ]


def test_targets_in_lines_of_text(tmp_path):
    draft = read(
        tmp_path,
        Paragraph("青禾市渠道维修项目支出绩效自评报告（2023年度）"),
        Paragraph("一、绩效指标完成情况"),
        Paragraph("1.数量指标：清淤渠道长度，目标值≥30公里，实际完成值31公里，分值20分，得分20分"),
        Paragraph("三级指标：村民满意度"),
        Paragraph("年度指标值：≥90%"),
        Paragraph("实际完成值：88%"),
        Paragraph("二、存在问题"),
        Paragraph("指标：部分渠道老化。"),
    )
    assert targets(draft) == [("清淤渠道长度", "≥30公里", "31公里"), ("村民满意度", "≥90%", "88%")]
    assert "部分渠道老化" in json.dumps(draft.submission["narrative"], ensure_ascii=False)


def test_a_list_of_several_projects_is_several_filings(tmp_path):
    head = ["年度", "单位名称", "项目编码", "项目名称", "资金总额（万元）", "执行数（万元）", *HEAD[:5]]
    rows = [
        [
            "2023",
            "甲站",
            "01",
            "渠道维修",
            "60",
            "57",
            "产出指标",
            "数量指标",
            "清淤长度",
            "≥30公里",
            "31公里",
        ],
        ["2023", "甲站", "01", "渠道维修", "60", "57", "产出指标", "质量指标", "合格率", "100%", "99%"],
        ["2023", "乙站", "02", "水库巡查", "20", "20", "产出指标", "数量指标", "巡查座数", "12座", "12座"],
    ]
    document = number_places(Document("a.xls", "xls", [grid([head, *rows])]))
    parts = filings_in(document, national_lexicon())
    drafts = []
    for number, part in enumerate(parts):
        path = tmp_path / f"{number}.xls"
        path.write_bytes(b"-")
        drafts.append(assemble(part, path))
    assert [one.submission["project"]["name"] for one in drafts] == ["渠道维修", "水库巡查"]
    assert [len(targets(one)) for one in drafts] == [2, 1]
    assert [facts(one)["spent_total"] for one in drafts] == [["57万元"], ["20万元"]]


def test_two_totals_in_the_text_are_left_open(tmp_path):
    blocks = [
        Paragraph("青禾市水利局2023年度部门整体支出绩效自评报告"),
        Paragraph("一、自评情况"),
        Paragraph("经自评，自评得分92.60分，等级为优。"),
        Paragraph("二、结论"),
    ]
    draft = read(tmp_path, *blocks, Paragraph("综上，自评得分92.60分。"))
    assert draft.submission["self_evaluation"]["total"] == "92.60"
    draft = read(tmp_path, *blocks, Paragraph("综上，自评得分96.20分。"))
    assert "total" not in draft.submission["self_evaluation"]
    assert any("92.60" in note.zh and "96.20" in note.zh for note in draft.notes)


def test_what_was_planned_is_not_what_was_done(tmp_path):
    draft = read(
        tmp_path,
        Paragraph("青禾市水利局2023年度部门整体支出绩效自评报告"),
        Paragraph("一、履职情况"),
        Paragraph("计划加固水闸36座，实际完成34座，完成率94.44%；检查工地120次。"),
    )
    names = {one["name"]: one["statements"][0]["value"] for one in draft.submission["figures"]}
    assert names == {"计划加固水闸": "36", "加固水闸": "34", "加固水闸完成率": "94.44", "检查工地": "120"}


def test_numbered_items_under_heads_of_other_words(tmp_path):
    table = grid(
        [
            ["项目", "本年预算（万元）", "本年实际（万元）", "比率"],
            ["一、总支出", "640.00", "620.80", "97.00%"],
            ["（一）基本支出", "190.00", "188.10", "99.00%"],
            ["（二）项目支出", "450.00", "432.70", "96.16%"],
            ["其中：公务接待费", "8.00", "6.30", "78.75%"],
        ]
    )
    found = facts(read(tmp_path, TITLE, table))
    assert found["budget_total"] == ["640.00万元"] and found["spent_total"] == ["620.80万元"]
    assert found["basic_spent"] == ["188.10万元"] and found["reception_budget"] == ["8.00万元"]


def test_a_unit_that_is_misprinted_is_asked_and_not_converted(tmp_path):
    table = grid(
        [["资金（万元）", "全年预算数", "全年执行数"], ["年度资金总额", "6,400,000.00", "6,208,000.00"]]
    )
    text = Paragraph("全年预算数640.00万元，全年执行数620.80万元。")
    draft = read(tmp_path, TITLE, table, Paragraph("一、预算执行情况"), text)
    assert facts(draft)["budget_total"] == ["6400000.00万元", "640.00万元"]
    assert sum("相差一万倍" in note.zh for note in draft.notes) == 2


def test_pairs_of_budget_and_final_figures_under_a_head_of_three_rows():
    rows = [
        ["“三公”经费", "<", "<", "<", "<", "<", "机关运行经费决算数"],
        ["合计", "<", "公务用车购置及运行费", "<", "公务接待费", "<", "机关运行经费决算数"],
        ["预算数", "决算数", "预算数", "决算数", "预算数", "决算数", "机关运行经费决算数"],
        ["62.00", "48.70", "54.00", "44.10", "8.00", "4.60", "136.80"],
    ]
    blocks = [Paragraph("“三公”经费及机关运行经费支出决算表"), Paragraph("单位：万元"), merged(rows)]
    found = {one.name: one.value for one in account_figures(number_places(Document("a", "docx", blocks)))}
    assert found == {
        "three_public_budget": "62.00",
        "three_public_spent": "48.70",
        "公务用车购置及运行费预算数": "54.00",
        "公务用车购置及运行费决算数": "44.10",
        "reception_budget": "8.00",
        "reception_spent": "4.60",
        "机关运行经费决算数": "136.80",
    }


@pytest.mark.parametrize("form", ["card", "odd"])
def test_nothing_that_is_printed_vanishes(form, tmp_path):
    odd = grid(
        [["甲", "乙", "丙"], ["说不清的内容有好多好多个字在这里", "1,234.50", "丁"], ["戊", "77", "己"]]
    )
    prose = "本段文字没有任何标题可以归属，但是它有十二个以上的字，还有 3 个数字。"
    blocks = [TITLE, Paragraph(prose), *([grid(CARD)] if form == "card" else [odd])]
    draft = read(tmp_path, *blocks)
    told = key(json.dumps(draft.submission, ensure_ascii=False) + reading_text(draft))
    assert key(prose) in told
    for block in blocks[2:]:
        for row in block.rows:
            for cell in row:
                if any(letter.isdigit() for letter in cell.text) and cell.text not in "12":
                    assert key(cell.text) in told, cell.text


@pytest.mark.parametrize(
    "heads",
    [
        "类别 具体指标 计划数 完成数 应得分 实得分",
        "指标类别 指标名称 目标 实际 满分 得分",
        "二级指标 三级指标内容 计划完成值 实际达成值 权重 自评",
        "指标分类 评价指标 年度计划 全年达成 标准分 评分",
        "考核类型 考核指标 年度目标 年度完成 权数 评分",
    ],
)
def test_heads_by_their_words_and_not_by_one_form(heads, tmp_path):
    rows = [
        ["产出数量", "清淤长度", "≥30公里", "31公里", "20", "19"],
        ["产出质量", "合格率", "100%", "99%", "20", "18"],
        ["社会效益", "受益人数", "≥500人", "520人", "30", "30"],
        ["小计", "", "", "", "70", "67"],
    ]
    draft = read(tmp_path, TITLE, grid([heads.split(), *rows]))
    assert targets(draft) == [tuple(row[1:4]) for row in rows[:3]]
    found = draft.submission["targets"]["rows"]
    assert [(row["weight"], row["self_score"]) for row in found] == [("20", "19"), ("20", "18"), ("30", "30")]


def test_the_whole_period_beside_the_year(tmp_path):
    table = merged(
        [
            ["一级指标", "二级指标", "三级指标", "实施期", "<", "本年度", "<", "分值", "得分"],
            ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "目标值", "完成值", "分值", "得分"],
            ["产出指标", "数量指标", "造林面积", "≥900亩", "400亩", "≥300亩", "310亩", "20", "20"],
        ]
    )
    for at in (0, 1, 2, 7, 8):
        table.rows[1][at] = table.rows[0][at]
    assert targets(read(tmp_path, TITLE, table)) == [("造林面积", "≥300亩", "310亩")]


def test_results_under_another_word(tmp_path):
    head = ["类别", "指标", "计划", "实绩", "权重", "得分"]
    table = grid([head, ["数量指标", "造林面积", "≥300亩", "310亩", "20", "20"]])
    assert targets(read(tmp_path, TITLE, table)) == [("造林面积", "≥300亩", "310亩")]
