"""Points behind names, goals of several columns, small tables within a form, years of a whole: all is
invented."""

from __future__ import annotations

import pytest

from perfkit.intake.account_tables import account_figures
from perfkit.intake.blocks import Cell, Document, Paragraph, Table, grid, number_places
from perfkit.intake.draft import assemble
from perfkit.intake.family import national_lexicon
from perfkit.intake.filings import filings_in

TITLE = Paragraph("2023年度项目支出绩效自评表")
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"]


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")
    return lambda *blocks: (
        assemble(number_places(Document("filing.docx", "docx", list(blocks))), path).submission
    )


def figures(submission):
    return {
        one["name"]: [(each["value"], each["unit"]) for each in one["statements"]]
        for one in submission.get("figures", ())
    }


def fact(submission, name):
    return [(one["value"], one["unit"]) for one in submission["facts"].get(name, ())]


def form(*names, after=()):
    rows = [["产出指标", "数量指标", name, "≥9棵", "9棵", "8"] for name in names]
    return grid(
        [["项目名称", "古树养护", "", "", "", ""], HEADS, *rows, ["总分", "", "", "", "", "16"], *after]
    )


@pytest.mark.parametrize("behind", ["（8分）", "[8分]", "（权重8%）", " 8分", "（分值：8）"])
def test_points_behind_a_name_are_its_weight(read, behind):
    first, _ = read(TITLE, form(f"养护古树{behind}", f"修剪古树{behind}"))["targets"]["rows"]
    assert (first["name"], first["weight"]) == ("养护古树", "8")


def test_what_else_stands_in_brackets_is_the_name(read):
    rows = read(TITLE, form("增长率（3%）", "养护古树（二级）"))["targets"]["rows"]
    assert [row["name"] for row in rows] == ["增长率（3%）", "养护古树（二级）"]
    assert not any("weight" in row for row in rows)


def test_a_small_table_behind_the_form_is_neither_a_target_nor_its_total(read):
    kinds = grid([["类别", "乔木", "灌木", "藤本", "草本", "合计"], ["数量（株）", "4", "3", "1", "1", "9"]])
    uses = grid([["用途", "购苗", "人工", "合计"], ["金额", "1.20", "3.40", "4.60"]])
    filed = read(TITLE, form("养护古树"), kinds, Paragraph("支出构成（单位：万元）"), uses)
    assert filed["self_evaluation"]["total"] == "16"
    assert len(filed["targets"]["rows"]) == 1 and "rows" not in filed["self_evaluation"]
    assert figures(filed)["乔木数量"] == [("4", "株")]
    assert figures(filed)["人工金额"] == [("3.40", "万元")]


def test_amounts_below_heads_and_beside_names_under_a_unit_at_the_end_of_a_sentence(read):
    filed = read(
        Paragraph("北滩县水产站2023年度部门整体支出绩效自评报告"),
        Paragraph("一、支出构成。按经济科目分列如下（万元）："),
        grid([["人员类支出", "办公类支出", "设备类支出"], ["310.20", "44.10", "28.00"]]),
        Paragraph("二、两个专项如下（万元）："),
        grid([["专项", "预算", "支出"], ["增殖放流", "60.00", "58.20"], ["渔港疏浚", "90.00", "72.00"]]),
    )
    assert figures(filed)["办公类支出金额"] == [("44.10", "万元")]
    assert figures(filed)["渔港疏浚支出"] == [("72.00", "万元")]


def test_a_goal_with_a_change_between_and_a_rate_behind(read):
    heads = ["年初绩效目标", "调整绩效目标", "全年目标实际完成情况", "总体完成率"]
    texts = ["疏浚河道30公里。", "年中追加80.00万元，疏浚里程调为36公里。", "疏浚河道35公里。", "97%"]
    table = grid([["项目名称", "河道疏浚", "实施单位", "某镇水利站"], heads, texts])
    table.rows.append([Cell("二、年度绩效指标完成情况", 0, 4)] * 4)
    filed = read(TITLE, table)
    goal = filed["overall_goal"]
    assert goal["expected"] == "疏浚河道30公里。"
    assert [one["text"] for one in goal["actual"]] == ["疏浚河道35公里。"]
    assert fact(filed, "budget_added") == [("80.00", "万元")]
    assert figures(filed)["总体完成率"] == [("97", "%")]
    assert not any("36" in value for found in figures(filed).values() for value, _ in found)


def test_a_goal_beside_its_label_ends_the_block_of_money(read):
    table = grid(
        [
            ["项目名称", "河道疏浚", "", ""],
            ["资金（万元）", "全年预算数", "全年执行数", "执行率"],
            ["年度资金总额", "80.00", "76.00", "95.00%"],
            ["年度目标完成情况", "疏浚河道35公里，清理水葫芦12处。", "", ""],
        ]
    )
    filed = read(TITLE, table)
    assert [one["text"] for one in filed["overall_goal"]["actual"]] == ["疏浚河道35公里，清理水葫芦12处。"]
    assert figures(filed)["疏浚河道"] == [("35", "公里")]


def test_an_adjustment_beside_the_budget_of_the_year_and_heads_of_two_rows(read):
    levels = ["一级指标", "二级指标", "三级指标"]
    table = grid(
        [
            ["资金（万元）", "类别", "年初预算", "调整预算", "全年预算", "全年执行", "执行率", "", ""],
            ["", "合计", "80.00", "20.00", "100.00", "96.00", "96.00%", "", ""],
            ["", "基本支出", "60.00", "6.00", "66.00", "65.00", "98.48%", "", ""],
            [*levels, "年初目标", "年初目标", "年初目标", "全年执行值", "分值", "得分"],
            [*levels, "性质", "目标值", "度量单位", "全年执行值", "分值", "得分"],
            ["产出指标", "数量指标", "巡查长度", "≥", "36", "公里", "35", "10", "9.7"],
            ["效益指标", "社会效益", "通车率", "＝", "100", "%", "100", "20", "20"],
        ]
    )
    filed = read(Paragraph("某区2023年度部门整体支出绩效自评表（单位：万元）"), table)
    assert fact(filed, "budget_total") == [("100.00", "万元")]
    assert fact(filed, "budget_added") == [("20.00", "万元")]
    assert fact(filed, "basic_budget") == [("66.00", "万元")]
    rows = filed["targets"]["rows"]
    assert [(row["name"], row["expected"], row["actual"]) for row in rows] == [
        ("巡查长度", "≥36公里", "35"),
        ("通车率", "=100%", "100"),
    ]


def test_spending_by_parts_of_the_year_is_no_budget(read):
    table = grid(
        [
            ["整体支出", "年初预算", "年中调整", "全年预算", "全年执行"],
            ["合计", "90.00", "10.00", "100.00", "96.00"],
            ["截至时点", "3月底", "6月底", "9月底", "12月底"],
            ["累计支出", "20.00", "45.00", "70.00", "96.00"],
        ]
    )
    filed = read(Paragraph("某区2023年度部门整体支出绩效自评表（单位：万元）"), table)
    assert fact(filed, "spent_by_q1") == [("20.00", "万元")]
    assert fact(filed, "spent_by_q3") == [("70.00", "万元")]
    assert not any(name.startswith("累计支出") for name in figures(filed))


def test_labels_with_amounts_in_yuan_and_a_sentence_with_the_points(read):
    table = grid(
        [
            ["项目", "盲道修复", "", "", "资金单位", "元", ""],
            [
                "预算数",
                "80,000.00",
                "到位数",
                "80,000.00",
                "支出数",
                "76,000.00",
                "执行率95.00%，得9.5分（满分10分）",
            ],
        ]
    )
    targets = form("修复盲道")
    filed = read(TITLE, table, Table(targets.rows[1:]))
    assert filed["project"]["name"] == "盲道修复"
    assert filed["form"]["blocks"]["execution"] == {"name": "预算执行", "max": "10", "score": "9.5"}
    assert fact(filed, "budget_total") == [("80000.00", "元")] and fact(filed, "spent_total") == [
        ("76000.00", "元")
    ]
    assert fact(filed, "execution_rate")[0] == ("95.00", "%")
    assert figures(filed)["到位数"] == [("80000.00", "元")]


@pytest.mark.parametrize("boxes", ["优秀□ 良好☑ 合格□", "□优秀 √良好 □合格", "优秀○ 良好● 合格○"])
def test_a_grade_that_is_ticked_below_the_targets(read, boxes):
    filed = read(TITLE, form("养护古树", after=[["自评结论", boxes, "", "", "", ""]]))
    assert filed["self_evaluation"]["grade"] == "良好"


def test_points_for_execution_beside_their_label_and_a_rate_there(read):
    def blocks(value):
        rows = [["项目名称", "盲道修复"], ["主管部门", "某区残联"], ["预算执行（10分）", value]]
        return read(TITLE, grid(rows), form("养护古树"))["form"].get("blocks", {})

    assert blocks("8.8分")["execution"]["score"] == "8.8"
    assert "score" not in blocks("88%").get("execution", {})


def test_the_year_of_a_document_with_several_filings():
    def project(name):
        return grid([["项目名称", name], ["实施单位", "某旗林草站"], ["年度目标", "完成造林。"]])

    listed = [["序号", "项目名称", "自评得分"], ["1", "封山育林", "95"], ["2", "退化林修复", "93"]]
    blocks = [Paragraph("某旗林草站2021年度绩效自评汇编"), grid(listed)]
    for name in ("封山育林", "退化林修复"):
        blocks += [Paragraph(f"项目：{name}"), project(name)]
    found = filings_in(Document("汇编.docx", "docx", blocks), national_lexicon())
    assert [one.year for one in found] == [2021, 2021]


def test_accounts_headed_income_and_expenditure_beside_their_figures():
    rows = [
        ["收入", "决算数", "支出", "决算数"],
        ["一般公共预算财政拨款", "812.40", "农林水支出", "790.10"],
        ["其他收入", "6.00", "住房保障支出", "25.30"],
        ["本年收入合计", "818.40", "本年支出合计", "815.40"],
    ]
    title = Paragraph("表1 收入支出决算总表（单位：万元）")
    document = number_places(Document("决算.docx", "docx", [title, grid(rows)]))
    found = {one.name: one.value for one in account_figures(document)}
    assert found["一般公共预算财政拨款收入"] == "812.40"
    assert (found["本年收入合计"], found["本年支出合计"], found["农林水支出"]) == (
        "818.40",
        "815.40",
        "790.10",
    )


def test_parts_without_a_word_for_spending_in_paragraphs_of_their_own(read):
    filed = read(
        Paragraph("北滩县水产站2023年度部门整体支出绩效自评报告"),
        Paragraph("二、收支情况。全年预算90.00万元，全年实际支出84.00万元。"),
        Paragraph("三、基本支出情况。基本支出60.00万元，主要是人员经费。"),
        Paragraph("四、项目支出情况。用于两个项目。项目支出24.00万元，明细略。"),
    )
    assert fact(filed, "basic_spent") == [("60.00", "万元")]
    assert fact(filed, "project_spent") == [("24.00", "万元")]


@pytest.mark.parametrize(("reception", "spent"), [("2.50", [("2.50", "万元")]), ("2.40", [])])
def test_public_costs_behind_a_change_count_where_they_add_up(read, reception, spent):
    said = f"公务用车运行维护费5.50万元，公务接待费{reception}万元。"
    filed = read(
        Paragraph("北滩县水产站2023年度部门整体支出绩效自评报告"),
        Paragraph(f"一、三公经费支出8.00万元，比上年9.00万元减少1.00万元，下降11.11%，其中{said}"),
    )
    assert fact(filed, "three_public_spent") == [("8.00", "万元")]
    assert fact(filed, "reception_spent") == spent


def test_a_form_of_a_department_with_labels_joined_to_their_values(read):
    table = grid(
        [
            ["部门名称", "某县民政局", "", "", "", ""],
            ["人员情况", "编制30人", "年末在编28人", "聘用人员6人", "", ""],
            ["任务名称", "主要内容", "预算金额", "执行金额", "执行率", ""],
            ["低保发放", "按月发放", "600.00", "594.00", "99.00%", ""],
            ["机构运转", "人员与公用经费", "200.00", "198.00", "99.00%", ""],
            ["金额合计", "", "800.00", "792.00", "99.00%", ""],
            ["预算执行", "分值", "10", "得分", "9.9", "得分＝执行率×分值"],
            [
                "总体目标",
                "年初设定",
                "保障低保对象900人以上。",
                "实际完成",
                "保障低保对象912人，按月发放。",
                "",
            ],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
            ["产出指标", "数量指标", "保障人数", "≥900人", "912人", "50"],
        ]
    )
    filed = read(Paragraph("部门整体支出绩效自评表（2023年度） 金额单位：万元"), table)
    assert fact(filed, "establishment_count") == [("30", "人")]
    assert fact(filed, "established_staff_count") == [("28", "人")]
    assert fact(filed, "budget_total") == [("8000000", "元")]
    assert filed["form"]["blocks"]["execution"] == {"name": "预算执行", "max": "10", "score": "9.9"}
    assert filed["overall_goal"]["actual"][0]["text"] == "保障低保对象912人，按月发放。"
    assert [task["name"] for task in filed["tasks"]["rows"]] == ["低保发放", "机构运转"]
    assert len(filed["targets"]["rows"]) == 1


def test_what_is_procured_is_the_actual_side_of_the_sentence(read):
    title = Paragraph("北滩县水产站2023年度部门整体支出绩效自评报告")
    filed = read(title, Paragraph("一、政府采购。计划40.00万元，实际38.00万元，采购执行率95.00%。"))
    assert fact(filed, "procurement_actual") == [("38.00", "万元")]
