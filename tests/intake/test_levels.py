"""Levels and execution in tables whose heads do not say all of it."""

from __future__ import annotations

from test_label_rows import draft_of, stated
from test_other_layouts import merged

from perfkit.intake.blocks import Paragraph, grid

TITLE = Paragraph("青禾县水利局2023年度渠道维护项目支出绩效自评表")


def test_one_head_over_two_levels_has_blocks_and_kinds_below_it(tmp_path):
    table = merged(
        [
            ["序号", "指标类型", "<", "指标名称", "计划指标值", "实际完成值", "权重", "自评分"],
            ["1", "产出（50分）", "数量指标", "清淤渠道长度", "≥30公里", "31公里", "20", "20"],
            ["2", "产出（50分）", "成本指标", "每公里清淤费用", "≤2万元", "1.9万元", "30", "30"],
            ["3", "效益（40分）", "可持续影响指标", "管护人员落实情况", "落实", "落实", "40", "40"],
        ]
    )
    rows = draft_of(tmp_path, TITLE, table).submission["targets"]["rows"]
    assert [(row["block"], row["kind"]) for row in rows] == [
        ("output", "quantity"),
        ("output", "cost"),
        ("benefit", "sustainable"),
    ]


def test_a_head_over_two_columns_of_which_one_is_no_level_stays_one(tmp_path):
    table = merged(
        [
            ["指标类型", "<", "指标名称", "计划指标值", "实际完成值", "权重", "自评分"],
            ["产出指标", "一", "清淤渠道长度", "≥30公里", "31公里", "50", "50"],
            ["效益指标", "二", "灌溉面积", "≥2万亩", "2.1万亩", "40", "40"],
        ]
    )
    rows = draft_of(tmp_path, TITLE, table).submission["targets"]["rows"]
    assert [(row["block"], row["name"]) for row in rows] == [
        ("output", "清淤渠道长度"),
        ("benefit", "灌溉面积"),
    ]


def test_execution_stands_beside_the_blocks_where_there_is_one_level(tmp_path):
    table = grid(
        [
            ["指标类别", "三级指标", "目标值", "完成值", "分值", "得分"],
            ["预算执行", "预算执行率", "100%", "96.5%", "10", "9.65"],
            ["产出指标", "清淤渠道长度", "≥30公里", "31公里", "50", "50"],
            ["效益指标", "灌溉面积", "≥2万亩", "2.1万亩", "40", "40"],
        ]
    )
    filed = draft_of(tmp_path, TITLE, table).submission
    assert [row["name"] for row in filed["targets"]["rows"]] == ["清淤渠道长度", "灌溉面积"]
    assert filed["form"]["blocks"]["execution"]["score"] == "9.65"


def test_execution_is_no_target_of_a_table_without_levels(tmp_path):
    table = grid(
        [
            ["指标", "目标", "结果", "满分", "得分"],
            ["清淤渠道长度", "≥30公里", "31公里", "90", "90"],
            ["预算执行", "100%", "95.00%", "10", "9.5"],
            ["总计", "", "", "100", "99.5"],
        ]
    )
    filed = draft_of(tmp_path, TITLE, table).submission
    assert [(row["name"], row["actual"]) for row in filed["targets"]["rows"]] == [("清淤渠道长度", "31公里")]
    assert filed["form"]["blocks"]["execution"] == {"name": "预算执行", "max": "10", "score": "9.5"}
    assert filed["self_evaluation"]["total"] == "99.5"


def test_sums_of_several_projects_are_not_the_project_s(tmp_path):
    money = merged(
        [
            ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["年度资金总额", "90.00", "90.00", "81.00", "10", "90%", "9"],
        ]
    )
    said = Paragraph(
        "我局对2023年度3个项目开展绩效自评，全年预算数合计410.00万元，全年执行数合计390.00万元。"
    )
    assert stated(draft_of(tmp_path, TITLE, said, money))["budget_total"] == ["90.00万元"]
    one = Paragraph("我局对本项目开展绩效自评，全年预算数90.00万元，全年执行数81.00万元。")
    assert stated(draft_of(tmp_path, TITLE, one, money))["spent_total"] == ["81.00万元", "81.00万元"]


def test_points_of_blocks_in_the_text_are_no_rows_beside_the_table_that_has_these_blocks(tmp_path):
    table = grid(
        [
            ["一级指标", "二级指标", "三级指标", "权重", "自评分", "扣分说明"],
            ["履职效能", "整体效能", "渠道维护完成情况", "60", "58", "1处未完成，扣2分"],
            ["管理效率", "预算执行", "部门预算支出率", "40", "39", "支出率97%，扣1分"],
        ]
    )
    title = Paragraph("青禾县水利局2023年度部门整体支出绩效自评报告")
    told = Paragraph("整体支出绩效自评得分97分。其中：履职效能60分，得58分；管理效率40分，得39分。")
    own = draft_of(tmp_path, title, Paragraph("一、自评结论"), told, table).submission["self_evaluation"]
    assert [row["name"] for row in own["rows"]] == ["渠道维护完成情况", "部门预算支出率"]
    alone = draft_of(tmp_path, title, Paragraph("一、自评结论"), told).submission["self_evaluation"]
    assert [row["name"] for row in alone["rows"]] == ["履职效能", "管理效率"]


def test_amounts_stand_right_of_labels_that_their_head_reaches_over(tmp_path):
    table = merged(
        [
            ["部门名称", "<", "青禾县水利局", "<", "所属预算单位数", "5个"],
            ["编制人数", "<", "142", "<", "年末在职人数", "137"],
            ["部门预算执行情况", "年初预算数", "<", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
            ["部门预算执行情况", "合计", "5000.00", "5200.00", "5148.00", "99.00%"],
            ["部门预算执行情况", "基本支出", "1000.00", "1200.00", "1188.00", "99.00%"],
            ["部门预算执行情况", "项目支出", "4000.00", "4000.00", "3960.00", "99.00%"],
        ]
    )
    for row in table.rows[3:]:
        row[0] = table.rows[2][0]
    draft = draft_of(tmp_path, Paragraph("2021年度部门整体绩效自评表"), Paragraph("单位：万元"), table)
    assert draft.submission["department"]["name"] == "青禾县水利局"
    assert stated(draft) == {
        "budget_initial": ["5000.00万元"],
        "budget_total": ["5200.00万元"],
        "spent_total": ["5148.00万元"],
        "basic_budget": ["1200.00万元"],
        "basic_spent": ["1188.00万元"],
        "project_budget": ["4000.00万元"],
        "project_spent": ["3960.00万元"],
        "execution_rate": ["99.00%"],
    } | {fact: found for fact, found in stated(draft).items() if fact.endswith("_count")}
    assert not any("水利局" in one["name"] for one in draft.submission.get("figures", ()))


def test_a_report_inside_a_table_is_text_under_its_numbered_headings(tmp_path):
    table = grid(
        [
            ["一、部门基本情况", "（一）部门概况", "主管全县水利工作。核定编制41人，年末实有在职39人。"],
            [
                "一、部门基本情况",
                "（二）收支情况",
                "全年预算900.00万元，全年支出890.00万元。其中基本支出300.00万元、项目支出590.00万元。",
            ],
            ["二、评价情况分析及综合评价结论", "全年清淤渠道31公里，评价等级为优。", ""],
        ]
    )
    draft = draft_of(tmp_path, Paragraph("青禾县水利局2023年度部门整体支出绩效自评情况"), table)
    facts = stated(draft)
    assert facts["establishment_count"] == ["41人"] and facts["basic_spent"] == ["300.00万元"]
    texts = [one["section"].partition("（")[0] for one in draft.submission["narrative"]["other"]]
    assert {"部门概况", "收支情况", "二、评价情况分析及综合评价结论"} <= set(texts)


def test_a_passage_under_the_name_of_a_table_s_row_is_of_that_row(tmp_path):
    table = grid(
        [
            ["支出功能分类", "年初预算数", "决算数", "完成年初预算"],
            ["行政运行", "300.00", "310.00", "103.33%"],
            ["渠道维护", "700.00", "690.00", "98.57%"],
        ]
    )
    text = [
        "一、支出情况",
        "全年预算1000.00万元，全年支出1000.00万元。",
        "（一）行政运行",
        "年初预算300.00万元，决算310.00万元。",
    ]
    title = Paragraph("青禾县水利局2023年度部门整体支出绩效自评报告")
    facts = stated(draft_of(tmp_path, title, *map(Paragraph, text), table))
    assert facts["spent_total"] == ["1000.00万元"] and "budget_initial" not in facts
