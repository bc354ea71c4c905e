"""Lists of figures with units, heads over one row of values, columns of several years, points by block."""

from __future__ import annotations

from test_label_rows import draft_of, stated

from perfkit.intake.account_tables import account_figures
from perfkit.intake.blocks import Document, Paragraph, grid, number_places

TITLE = Paragraph("青禾县水务局2023年度部门整体支出绩效自评报告")


def figures(draft) -> dict[str, str]:
    return {
        one["name"]: one["statements"][0]["value"] + one["statements"][0]["unit"]
        for one in draft.submission.get("figures", ())
    }


def test_a_list_of_figures_with_their_units(tmp_path):
    draft = draft_of(
        tmp_path,
        TITLE,
        grid(
            [
                ["指标名称", "本年数", "计量单位", "说明"],
                ["编制数", "88", "人", "参公12人"],
                ["固定资产原值", "3,310.5", "万元", "其中房屋2,000.00万元"],
                ["政府采购预算", "640", "万元", ""],
                ["供水管网", "126.4", "公里", ""],
                ["泵站", "—", "座", "在建"],
            ]
        ),
    )
    assert stated(draft) == {
        "establishment_count": ["88人"],
        "fixed_assets_total": ["3310.5万元"],
        "procurement_planned": ["640万元"],
    }
    assert figures(draft)["供水管网"] == "126.4公里" and "泵站" not in figures(draft)


def test_heads_over_one_row_of_values(tmp_path):
    draft = draft_of(
        tmp_path,
        TITLE,
        grid([["人员情况（人）", "编制人数", "2023年末在职人数", "控制率"], ["", "50", "47", "94.00%"]]),
    )
    assert stated(draft) == {
        "establishment_count": ["50人"],
        "established_staff_count": ["47人"],
        "staffing_control_rate": ["94.00%"],
    }


def test_heads_over_rows_of_several_bodies_are_nobodys(tmp_path):
    draft = draft_of(
        tmp_path, TITLE, grid([["人员", "编制人数", "在职人数"], ["", "50", "47"], ["", "20", "19"]])
    )
    assert "establishment_count" not in draft.submission["facts"]


def test_columns_of_several_years_are_told_apart(tmp_path):
    draft = draft_of(
        tmp_path,
        TITLE,
        Paragraph("单位：万元"),
        grid(
            [
                ["经费", "2022年决算数", "2023年预算数", "2023年决算数"],
                ["“三公”经费", "31.00", "30.00", "27.50"],
                ["其中：公车购置", "0.00", "0.00", "0.00"],
                ["出国经费", "6.00", "4.00", "2.50"],
                ["政府采购金额", "", "210.00", "198.00"],
            ]
        ),
    )
    assert stated(draft) == {
        "three_public_budget": ["30.00万元"],
        "three_public_spent": ["27.50万元"],
        "abroad_budget": ["4.00万元"],
        "abroad_spent": ["2.50万元"],
        "vehicle_purchase_budget": ["0.00万元"],
        "vehicle_purchase_spent": ["0.00万元"],
        "procurement_planned": ["210.00万元"],
        "procurement_actual": ["198.00万元"],
    }


def test_a_table_of_points_by_block_is_no_row_of_points(tmp_path):
    draft = draft_of(
        tmp_path,
        TITLE,
        grid(
            [
                ["评价要素", "满分", "自评得分"],
                ["预算编制质量", "6", "5.5"],
                ["内控建设", "4", "4"],
                ["小计", "10", "9.5"],
            ]
        ),
        Paragraph("汇总"),
        grid(
            [
                ["评价板块", "分值", "得分"],
                ["预算执行", "10", "9.6"],
                ["产出指标", "50", "47"],
                ["效益指标", "30", "30"],
                ["满意度指标", "10", "9"],
                ["合计", "100", "95.6"],
            ]
        ),
    )
    own, blocks = draft.submission["self_evaluation"], draft.submission["form"]["blocks"]
    assert [(row["name"], row["max"], row["score"]) for row in own["rows"]] == [
        ("预算编制质量", "6", "5.5"),
        ("内控建设", "4", "4"),
    ]
    assert own["total"] == "95.6"
    assert blocks["output"] == {"name": "产出指标", "max": "50", "score": "47"}
    assert blocks["execution"]["score"] == "9.6"


def test_a_subtotal_in_any_column_is_its_blocks_points(tmp_path):
    draft = draft_of(
        tmp_path,
        TITLE,
        grid(
            [
                ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分"],
                ["过程（12分）", "预算", "编制规范", "7", "规范得满分", "6"],
                ["过程（12分）", "预算", "执行均衡", "5", "均衡得满分", "5"],
                ["过程（12分）", "小计", "", "12", "", "11"],
                ["合计", "", "", "12", "", "11"],
            ]
        ),
    )
    own = draft.submission["self_evaluation"]
    assert [row["name"] for row in own["rows"]] == ["编制规范", "执行均衡"]
    assert draft.submission["form"]["blocks"]["过程"] == {"name": "过程", "max": "12", "score": "11"}


def test_the_table_of_official_spending_under_a_longer_title_with_roles_in_rows():
    rows = [
        ["项目", "“三公”经费小计", "因公出国（境）", "公车购置费", "运行维护费", "公务接待", "培训费"],
        ["全年预算数", "9.00", "0.00", "0.00", "6.00", "3.00", "2.00"],
        ["全年决算数", "8.10", "0.00", "0.00", "5.60", "2.50", "1.80"],
    ]
    title = Paragraph("表八 财政拨款“三公”经费、会议费和培训费支出决算情况表")
    document = Document("a", "docx", [title, Paragraph("单位：万元"), grid(rows)])
    found = {one.name: one.value for one in account_figures(number_places(document))}
    assert found["three_public_budget"] == "9.00" and found["three_public_spent"] == "8.10"
    assert found["vehicle_running_spent"] == "5.60" and found["reception_budget"] == "3.00"
    assert found["培训费决算数"] == "1.80"


def test_a_table_of_a_funds_expenditure_is_not_that_of_all():
    rows = [["科目名称", "本年支出合计", "基本支出", "项目支出"], ["合计", "60.00", "0.00", "60.00"]]
    blocks = [Paragraph("国有资本经营预算资金支出决算表"), Paragraph("单位：万元"), grid(rows)]
    assert account_figures(number_places(Document("a", "docx", blocks))) == []


def test_names_of_a_table_whose_items_share_a_label_at_the_left(tmp_path):
    rows = [
        ["评价项目", "评价内容", "评价标准", "标准分", "自评得分"],
        ["预算管理", "预算编制", "编制完整", "8", "8"],
        ["", "预算执行", "进度达标", "12", "11"],
        ["绩效管理", "目标管理", "目标完整", "10", "9"],
    ]
    own = draft_of(tmp_path, TITLE, grid(rows)).submission["self_evaluation"]
    assert [(row["name"], row["score"]) for row in own["rows"]] == [
        ("预算编制", "8"),
        ("预算执行", "11"),
        ("目标管理", "9"),
    ]


def test_the_second_of_two_levels_is_the_row_and_its_label_may_hold_the_points(tmp_path):
    two = [
        ["一级指标", "二级指标", "满分", "得分"],
        ["投入", "目标设定（参考）", "10", "9.4"],
        ["产出", "履职", "50", "45"],
    ]
    one = [
        ["指标名称", "评分细则", "得分"],
        ["内部控制（5分）", "健全得满分", "4"],
        ["支出进度（10分）", "达标", "9.2"],
    ]
    own = draft_of(tmp_path, TITLE, grid(two), Paragraph("续"), grid(one)).submission["self_evaluation"]
    assert [(row["name"], row.get("max"), row["score"]) for row in own["rows"]] == [
        ("目标设定（参考）", "10", "9.4"),
        ("履职", "50", "45"),
        ("内部控制", "5", "4"),
        ("支出进度", "10", "9.2"),
    ]


def test_the_sum_of_a_table_of_one_item_or_of_projects_is_not_the_departments(tmp_path):
    spending = [
        ["项目", "本年预算数", "本年决算数", "控制率"],
        ["公务用车购置及运行维护费", "14.00", "12.60", ""],
        ["其中：购置费", "0.00", "0.00", ""],
        ["运行维护费", "14.00", "12.60", ""],
        ["公务接待费", "6.00", "5.60", ""],
        ["合计", "20.00", "18.20", "91.00%"],
    ]
    projects = [
        ["项目名称", "年初预算", "全年预算", "执行数", "执行率"],
        ["供水保障", "800.00", "820.00", "800.00", "97.56%"],
        ["防汛抗旱", "900.00", "930.00", "900.00", "96.77%"],
        ["合计", "1,700.00", "1,750.00", "1,700.00", "97.14%"],
    ]
    draft = draft_of(
        tmp_path, TITLE, Paragraph("单位：万元"), grid(spending), Paragraph("单位：万元"), grid(projects)
    )
    assert stated(draft) == {
        "three_public_budget": ["20.00万元"],
        "three_public_spent": ["18.20万元"],
        "three_public_control_rate": ["91.00%"],
        "reception_budget": ["6.00万元"],
        "reception_spent": ["5.60万元"],
        "vehicle_purchase_budget": ["0.00万元"],
        "vehicle_purchase_spent": ["0.00万元"],
        "vehicle_running_budget": ["14.00万元"],
        "vehicle_running_spent": ["12.60万元"],
    }


def test_a_label_with_a_value_for_each_year(tmp_path):
    years = grid([["类别", "2022年", "2023年"], ["在职人数（人）", "68", "70"], ["泵站（座）", "9", "11"]])
    draft = draft_of(tmp_path, TITLE, years)
    assert stated(draft) == {"established_staff_count": ["70人"]} and figures(draft) == {"泵站": "11座"}
    draft = draft_of(tmp_path, TITLE, grid([["在职人数", "68", "70"]]))
    assert draft.submission["facts"] == {}  # whose or which year's is not said
