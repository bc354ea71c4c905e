"""Forms of rows of labels with their values, heads of three levels, rows about execution: as published forms
print them."""

from __future__ import annotations

import pytest

from perfkit.intake import read_report
from perfkit.intake.blocks import Cell, Document, Paragraph, Table, grid, number_places
from perfkit.intake.draft import assemble


def draft_of(tmp_path, *blocks: Paragraph | Table):
    source = tmp_path / "form.txt"
    source.write_text("x", encoding="utf-8")
    return assemble(number_places(Document("form.txt", "txt", list(blocks))), source)


def stated(draft) -> dict[str, list[str]]:
    return {
        fact: [one["value"] + one["unit"] for one in found]
        for fact, found in draft.submission["facts"].items()
    }


TITLE = Paragraph("某县水务局2022年度部门整体支出绩效自评表")


def test_a_topic_before_its_labels_says_what_the_numbers_are(tmp_path):
    draft = draft_of(
        tmp_path,
        TITLE,
        grid(
            [
                ["预算资金（万元）", "年初预算", "2,310.00", "调整后预算", "2,430.00", "其中追加：120.00"],
                ["支出（万元）", "基本支出", "1,142.40", "项目支出", "1,239.00", "合计：2,381.40"],
                ["人员（人）", "编制", "64", "在职", "62", "退休：29"],
                ["资产（万元）", "固定资产原值", "4,520.00", "在用", "4,384.40", "利用率：97.00%"],
                ["三公（万元）", "预算", "16.80", "支出", "15.12", "控制率：90.00%"],
                ["会议费（万元）", "预算", "9.00", "支出", "8.00", "控制率：88.89%"],
            ]
        ),
    )
    assert stated(draft) == {
        "budget_initial": ["2310.00万元"],
        "budget_added": ["120.00万元"],
        "budget_total": ["2430.00万元"],
        "spent_total": ["2381.40万元"],
        "basic_spent": ["1142.40万元"],
        "project_spent": ["1239.00万元"],
        "three_public_budget": ["16.80万元"],
        "three_public_spent": ["15.12万元"],
        "three_public_control_rate": ["90.00%"],
        "fixed_assets_total": ["4520.00万元"],
        "fixed_assets_in_use": ["4384.40万元"],
        "fixed_assets_use_rate": ["97.00%"],
        "establishment_count": ["64人"],
        "established_staff_count": ["62人"],
        "retired_staff_count": ["29人"],
    }


def test_the_parts_beside_a_sum_are_not_the_whole(tmp_path):
    draft = draft_of(
        tmp_path,
        Paragraph("2023年度某专项资金项目支出绩效自评表"),
        grid(
            [
                ["实际支出（万元）", "当年安排支出", "2,296.00", "结转支出", "169.00", "合计", "2,465.00"],
                ["资金使用率", "95.94%", "得分", "9.59（权重10）"],
            ]
        ),
    )
    assert stated(draft)["spent_total"] == ["2465.00万元"]
    assert draft.submission["form"]["blocks"]["execution"] == {
        "name": "预算执行",
        "max": "10",
        "score": "9.59",
    }


def test_one_head_over_many_topics_is_no_block_of_money(tmp_path):
    head = ["合计", "合计", "会议费", "会议费"]
    rows = [head, ["预算数", "决算数", "预算数", "决算数"], ["46.80", "39.27", "10.00", "9.64"]]
    draft = draft_of(tmp_path, TITLE, Paragraph("单位：万元"), grid(rows))
    assert not {"budget_total", "spent_total"} & set(stated(draft))


TARGETS = [
    ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
    ["产出指标", "数量指标", "修缮古建筑", "4处", "4处", "90", "90"],
]


@pytest.mark.parametrize(
    "row",
    [
        ["预算执行（10分）", "预算执行（10分）", "预算执行（10分）", "", "", "10", "9.38"],
        ["预算执行", "预算执行", "预算执行率", "100%", "93.8%", "10", "9.38"],
    ],
    ids=["a label over the levels", "a first level of its own"],
)
def test_the_row_of_execution_is_no_target(row, tmp_path):
    draft = draft_of(tmp_path, TITLE, grid([*TARGETS, row, ["总分", "", "", "", "", "100", "99.38"]]))
    assert [target["name"] for target in draft.submission["targets"]["rows"]] == ["修缮古建筑"]
    assert draft.submission["form"]["blocks"]["execution"]["score"] == "9.38"
    assert draft.submission["self_evaluation"]["total"] == "99.38"


def test_a_sum_of_the_targets_is_not_the_total(tmp_path):
    text = Paragraph("总得分：99.6分　自评等级：优")
    draft = draft_of(tmp_path, TITLE, grid([*TARGETS, ["合计", "", "", "", "", "90", "89.9"]]), text)
    assert draft.submission["self_evaluation"]["total"] == "99.6"


def test_rows_of_decision_keep_what_was_expected_and_reached(tmp_path):
    row = ["项目决策", "项目立项", "可行性", "方案经论证", "方案经论证", "3", "2.5"]
    draft = draft_of(tmp_path, TITLE, grid([TARGETS[0], row, TARGETS[1]]))
    [kept] = draft.submission["self_evaluation"]["rows"]
    assert (kept["expected"], kept["actual"], kept["max"], kept["score"]) == (
        "方案经论证",
        "方案经论证",
        "3",
        "2.5",
    )


def test_a_head_of_two_rows_with_a_word_that_nobody_knows(tmp_path):
    name, level, rate = Cell("任务名称", 0, 1), Cell("项目级别", 1, 2), Cell("预算执行率", 5, 6)
    budget, spent = Cell("批复金额（万元）", 2, 4), Cell("实际支出金额（万元）", 4, 5)
    below = [name, level, Cell("总额", 2, 3), Cell("财政拨款", 3, 4), spent, rate]
    body = grid([["水库除险加固", "本级", "860.00", "800.00", "817.00", "95.00%"]]).rows
    draft = draft_of(tmp_path, TITLE, Table([[name, level, budget, budget, spent, rate], below, *body]))
    [task] = draft.submission["tasks"]["rows"]
    assert (task["name"], task["budget"], task["spent"]) == ("水库除险加固", "8600000", "8170000")


def test_the_points_of_a_row_are_those_after_its_name(tmp_path):
    head = ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评价标准", "得分"]
    row = ["投入", "15", "预算配置", "15", "在职人员控制率", "5", "控制率≤1，计5分", "4"]
    draft = draft_of(tmp_path, TITLE, grid([head, row]))
    [kept] = draft.submission["self_evaluation"]["rows"]
    assert (kept["name"], kept["max"], kept["score"]) == ("在职人员控制率", "5", "4")


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("投入15分，自评14.5分；过程30分，自评28.6分；产出55分，自评54分。合计97.1分，等级为优。", "97.1"),
        ("自评：执行率 9.3/10，产出 47.5/50，效益 30/30，满意度 10/10，共 96.8 分。", "96.8"),
        ("县财政评分表满分100分，自评95.6分；其中预算执行扣0.4分。2021年度财政评价得分91.2分。", "95.6"),
        ("预算管理三十分得二十九分，履职产出七十分得六十七点五分，总分九十六点五分。", "96.5"),
        ("“环卫作业服务”项目自评得分97.20分。", None),
        ("2022年度财政评价得分91.2分。", None),
        ("设置3个一级指标，共10分。", None),
    ],
)
def test_the_total_is_the_filers_own_and_of_the_year(said, total, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(f"某县水务局2022年度部门整体支出绩效自评报告\n一、自评情况\n{said}\n", encoding="utf-8")
    assert read_report(report).submission["self_evaluation"].get("total") == total


def test_figures_of_one_project_are_not_the_department_s(tmp_path):
    report = tmp_path / "report.txt"
    said = "其中“环卫作业服务”项目自评得分97.20分，全年预算数3,200.00万元，执行数3,104.00万元，执行率97.00%。"
    report.write_text(f"某县城管局2022年度部门整体支出绩效自评报告\n一、自评情况\n{said}\n", encoding="utf-8")
    assert read_report(report).submission["facts"] == {}


def test_targets_that_the_text_states_in_two_clauses(tmp_path):
    report = tmp_path / "report.txt"
    said = (
        "（一）数量：城镇新增就业目标3,200人，实际3,456人；技能培训目标2,000人次，实际1,940人次，差60人次。\n"
        "（二）质量：结案率目标95%，实际97.62%。\n（三）其他：就业目标3,200人，比上年多200人。\n"
    )
    report.write_text(
        f"某县人社局2022年度部门整体支出绩效自评报告\n一、目标完成情况\n{said}", encoding="utf-8"
    )
    rows = read_report(report).submission["targets"]["rows"]
    assert [(row["kind"], row["name"], row["expected"], row["actual"]) for row in rows] == [
        ("quantity", "城镇新增就业", "3,200人", "3,456人"),
        ("quantity", "技能培训", "2,000人次", "1,940人次"),
        ("quality", "结案率", "95%", "97.62%"),
    ]
