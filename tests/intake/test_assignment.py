"""Columns that are not the year's, heads of two levels, sums of other than 100: all content is invented."""

from __future__ import annotations

from test_label_rows import draft_of, stated
from test_listed_values import TITLE, figures

from perfkit.intake import read_report
from perfkit.intake.blocks import Paragraph, grid


def merged(rows):
    """A grid in which a cell that says < goes on from the left, ^ from above."""
    table = grid(rows)
    for at, row in enumerate(table.rows):
        for place, cell in enumerate(row):
            if cell.text in "<^" and cell.text:
                row[place] = row[place - 1] if cell.text == "<" else table.rows[at - 1][place]
                row[place].right = max(row[place].right, place + 1.0)
    return table


def test_heads_of_two_levels_over_one_row(tmp_path):
    table = merged(
        [
            [
                "年初预算（万元）",
                "<",
                "调整预算（万元）",
                "<",
                "支出决算（万元）",
                "<",
                "三公经费（万元）",
                "<",
            ],
            ["基本支出", "项目支出", "基本支出", "项目支出", "基本支出", "项目支出", "预算数", "决算数"],
            ["410", "700", "430", "760", "428.5", "733", "8", "6.4"],
        ]
    )
    draft = draft_of(tmp_path, TITLE, table)
    assert stated(draft) == {
        "basic_budget": ["430万元"],
        "project_budget": ["760万元"],
        "basic_spent": ["428.5万元"],
        "project_spent": ["733万元"],
        "three_public_budget": ["8万元"],
        "three_public_spent": ["6.4万元"],
    }
    assert figures(draft) == {"年初预算基本支出": "410万元", "年初预算项目支出": "700万元"}


def test_quarters_beside_the_year_are_not_its_values(tmp_path):
    table = merged(
        [
            ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", "", "", ""],
            ["年度资金总额", "60", "60", "57", "95%", "", "", ""],
            ["二级指标", "三级指标", "实际完成值", "<", "<", "<", "<", "年度指标值"],
            ["^", "^", "一季度", "二季度", "三季度", "四季度", "全年", "^"],
            ["数量指标", "清淤河段", "2", "3", "4", "3", "12", "≥12段"],
            ["质量指标", "验收合格率", "100%", "100%", "100%", "100%", "100%", "100%"],
        ]
    )
    draft = draft_of(tmp_path, Paragraph("2023年度项目支出绩效自评表"), table)
    rows = draft.submission["targets"]["rows"]
    assert [(row["name"], row["expected"], row["actual"]) for row in rows] == [
        ("清淤河段", "≥12段", "12"),
        ("验收合格率", "100%", "100%"),
    ]
    assert stated(draft)["spent_total"] == ["57万元"] and not figures(draft)


def test_months_beside_the_year_are_not_its_values(tmp_path):
    table = merged(
        [
            [
                "资金（元）",
                "全年预算数",
                "1—6月执行数",
                "1—6月执行率",
                "全年执行数",
                "全年执行率",
                "分值",
                "得分",
            ],
            ["合计", "600000.00", "210000.00", "35.00%", "570000.00", "95.00%", "10", "9.5"],
            ["二级指标", "三级指标", "年度目标值", "1—6月完成值", "全年完成值", "分值", "得分", "备注"],
            ["数量指标", "清淤河段", "≥12段", "5段", "11段", "60", "55", ""],
            ["质量指标", "验收合格率", "100%", "—", "100%", "30", "30", ""],
            ["总分", "<", "<", "<", "<", "100", "94.5", ""],
            ["存在问题", "<", "", "", "", "", "", ""],
        ]
    )
    text = Paragraph("全年执行57万元，执行率95.00%，自评得分94.50分。")
    submission = draft_of(tmp_path, Paragraph("2023年度项目支出绩效自评表"), text, table).submission
    rows = submission["targets"]["rows"]
    assert [(row["name"], row["actual"], row["weight"], row["self_score"]) for row in rows] == [
        ("清淤河段", "11段", "60", "55"),
        ("验收合格率", "100%", "30", "30"),
    ]
    assert submission["facts"]["spent_total"][0]["value"] == "570000.00"
    assert submission["facts"]["execution_rate"][0]["value"] == "95.00"
    assert submission["self_evaluation"]["total"] == "94.5"
    assert submission["form"]["blocks"]["execution"] == {"name": "预算执行", "max": "10", "score": "9.5"}


def test_sign_number_and_unit_below_one_head(tmp_path):
    table = merged(
        [
            ["指标类别", "指标名称", "目标值", "<", "<", "实际值", "分值", "得分"],
            ["^", "^", "符号", "数值", "计量单位", "^", "^", "^"],
            ["数量指标", "清淤河段", "≥", "12", "段", "11", "60", "55"],
            ["质量指标", "验收合格率", "≥", "95", "%", "96", "40", "40"],
        ]
    )
    draft = draft_of(tmp_path, Paragraph("2023年度项目支出绩效自评表"), table)
    assert [row["expected"] for row in draft.submission["targets"]["rows"]] == ["≥12段", "≥95%"]


def test_money_by_part_of_a_project_and_a_sum_of_two_blocks(tmp_path):
    table = grid(
        [
            ["子项目", "全年预算", "全年支出", "执行率", "结余", "分值", "得分"],
            ["清淤", "40.00", "38.00", "95.00%", "2.00", "—", "—"],
            ["护岸", "60.00", "57.00", "95.00%", "3.00", "—", "—"],
            ["合计", "100.00", "95.00", "95.00%", "5.00", "10", "9.5"],
            ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分"],
            ["产出指标", "数量指标", "清淤河段", "≥12段", "12段", "30", "30"],
            ["效益指标", "社会效益指标", "受益村", "≥5个", "5个", "20", "20"],
            ["产出与效益小计", "", "", "", "", "50", "50"],
        ]
    )
    title = Paragraph("2023年度项目支出绩效自评表")
    draft = draft_of(tmp_path, title, Paragraph("单位：万元"), table)
    assert (stated(draft)["budget_total"], stated(draft)["spent_total"]) == (["100.00万元"], ["95.00万元"])
    assert figures(draft)["护岸结余"] == "3.00万元"
    assert draft.submission["form"]["blocks"].keys() == {"execution"}


def test_a_total_of_other_than_100_is_the_sum_of_all_rows(tmp_path):
    def total(most: str) -> str:
        rows = [
            ["一级指标", "三级指标", "分值", "评分标准", "得分"],
            ["投入", "目标合理性", "20", "按标准", "19"],
            ["产出", "治理长度", "30", "按标准", "28.5"],
            ["合计", "", most, "", "47.5"],
        ]
        return draft_of(tmp_path, TITLE, grid(rows)).submission["self_evaluation"].get("total", "")

    assert total("50") == "47.5"
    assert total("60") == ""  # some row is missing: whose sum it is is not known


def test_income_beside_expenditure_is_two_tables(tmp_path):
    table = merged(
        [
            ["支出情况", "收入项目", "全年预算", "支出项目", "全年预算", "全年执行", "执行率"],
            ["^", "一般公共预算", "460", "基本支出", "300", "294", "98%"],
            ["^", "收入合计", "460", "支出合计", "460", "437", "95%"],
            ["部门名称", "青禾县水务局", "", "", "", "", ""],
        ]
    )
    draft = draft_of(tmp_path, TITLE, Paragraph("单位：万元"), table)
    found = stated(draft)
    assert (found["budget_total"], found["spent_total"], found["basic_spent"]) == (
        ["460万元"],
        ["437万元"],
        ["294万元"],
    )
    assert figures(draft)["一般公共预算收入"] == "460万元"


def test_persons_by_kind_and_their_sum(tmp_path):
    table = grid(
        [
            ["人员类别", "编制数", "实有数"],
            ["行政人员", "26", "24"],
            ["事业人员", "38", "36"],
            ["合计", "64", "60"],
        ]
    )
    draft = draft_of(tmp_path, TITLE, table)
    assert stated(draft) == {"establishment_count": ["64人"], "established_staff_count": ["60人"]}
    assert figures(draft)["事业人员实有数"] == "36人"


def test_rows_of_money_that_lost_a_cell_are_not_read(tmp_path):
    lines = [
        "2023年度项目支出绩效自评表",
        "项目名称 | 灌区改造 |",
        "预算执行情况 | 资金 | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 |",
        "总额 | 3.00 | 4.00 | 3.80 | 95.00% |",
    ]
    path = tmp_path / "lost.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    draft = read_report(path)
    assert stated(draft) == {}
    assert any("对不上" in said.zh for said in draft.notes)


def test_a_text_table_that_lost_blanks_at_the_ends_of_rows_stands_in_columns(tmp_path):
    lines = [
        "2023年度项目支出绩效自评表",
        "序号\t指标类别\t绩效指标\t计划值\t计量单位\t完成值\t分值\t评分标准\t自评得分\t未达标原因",
        "1\t产出—数量\t改造渠道长度\t≥36\t公里\t38\t50\t按比例得分\t50",
        "产出指标小计\t\t\t\t\t\t50\t\t50",
        "2\t满意度\t群众满意度\t≥90\t%\t88\t10\t按比例得分\t9.7\t样本少",
    ]
    path = tmp_path / "short.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    submission = read_report(path).submission
    rows = submission["targets"]["rows"]
    assert [(row["kind"], row["name"], row["actual"], row["self_score"]) for row in rows] == [
        ("quantity", "改造渠道长度", "38", "50"),
        ("satisfaction", "群众满意度", "88", "9.7"),
    ]
    assert submission["form"]["blocks"]["output"] == {"name": "产出指标", "max": "50", "score": "50"}
