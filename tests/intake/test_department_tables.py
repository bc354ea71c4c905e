"""Tables of departments: projects, units, targets, criteria with computations; all content is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Cell, Document, Paragraph, Table, number_places
from perfkit.intake.draft import assemble
from perfkit.intake.family import national_lexicon
from perfkit.intake.filings import filings_in

TITLE = Paragraph("白河县林业局2023年度部门整体支出绩效自评报告")


def table(*rows: str) -> Table:
    """Rows of cells between bars: "<" is the cell to the left, "^" the one above."""
    made: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = []
        for at, text in enumerate(each.strip() for each in row.split("|")):
            above = made[-1][at] if made and text == "^" else None
            cells.append(above or (cells[-1] if text == "<" else Cell(text, float(at), at + 1.0)))
            cells[-1].right = at + 1.0
        made.append(cells)
    return Table(made)


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")
    return lambda *blocks: (
        assemble(number_places(Document("filing.docx", "docx", [TITLE, *blocks])), path).submission
    )


def figures(filed):
    return {
        one["name"]: [each["value"] + each["unit"] for each in one["statements"]]
        for one in filed.get("figures", ())
    }


def facts(filed, fact):
    return [one["value"] + one["unit"] for one in filed["facts"].get(fact, ())]


def tasks(filed):
    return [(one["name"], one["budget"], one.get("added"), one["spent"]) for one in filed["tasks"]["rows"]]


PROJECTS = table(
    "项目名称 | 年初预算 | 年中追加 | 本年支出 | 年末结余",
    "苗圃扩建 | 210.00 | 30.00 | 236.50 | 3.50",
    "巡护道路 | 96.00 | 0.00 | 90.00 | 6.00",
    "小计 | 306.00 | 30.00 | 326.50 | 9.50",
)


@pytest.mark.parametrize(
    "head",
    [
        PROJECTS.rows,
        table("预算单位 | 资金 | < | 人员", "^ | 预算数 | 支出数 | 编制数", "林校 | 5 | 4 | 3").rows,
    ],
)
def test_a_head_of_columns_names_no_second_filing(head):
    text = [Paragraph(f"第{n}段" + "说明全年工作的完成情况，" * 8) for n in range(4)]
    assert len(filings_in(Document("a", "docx", [TITLE, *text, Table(head)]), national_lexicon())) == 1


def test_what_was_added_in_the_year_stands_beside_the_first_budget_of_a_project(read):
    filed = read(Paragraph("明细如下（单位：万元）："), PROJECTS)
    assert tasks(filed) == [
        ("苗圃扩建", "2100000", "300000", "2365000"),
        ("巡护道路", "960000", None, "900000"),
    ]
    assert filed["tasks"]["totals"] == {"budget": "3060000", "spent": "3265000"}


def test_the_main_projects_with_words_for_what_was_done(read):
    filed = read(
        table(
            "主要项目 | 预算（万元） | 支出（万元） | 完成情况",
            "苗圃扩建 | 210.00 | 206.50 | 扩建大棚12座",
            "巡护道路 | 96.00 | 90.00 | 整修8公里",
            "两项小计 | 306.00 | 296.50 |",
        )
    )
    assert tasks(filed) == [("苗圃扩建", "2100000", None, "2065000"), ("巡护道路", "960000", None, "900000")]


def test_targets_under_plain_heads_and_no_figures_of_a_table_whose_head_is_a_row(read):
    filed = read(
        table(
            "绩效目标 | 年度目标值 | 实际完成值 | 是否完成",
            "新造林面积 | ≥2.5万亩 | 2.6万亩 | 已完成",
            "苗木成活率 | ≥92% | 90.5% | 未完成，春旱",
            "培训林农 | ≥400人次 | 410人次 | 已完成",
        )
    )
    assert [(one["name"], one["expected"], one["actual"]) for one in filed["targets"]["rows"]] == [
        ("新造林面积", "≥2.5万亩", "2.6万亩"),
        ("苗木成活率", "≥92%", "90.5%"),
        ("培训林农", "≥400人次", "410人次"),
    ]
    assert not figures(filed)


def test_a_column_of_computations_states_what_each_row_comes_to(read):
    filed = read(
        table(
            "类别 | 序号 | 指标名称 | 满分 | 评分细则 | 计算过程 | 得分",
            "投入与过程\n57分 | 1 | 财政供养人员控制率 | 7 | 小于等于100%得满分 | 57÷60=95.00% | 7",
            "^ | 2 | “三公”经费变动率 | 10 | 小于等于0得满分 | （18.40-20.00）÷20.00=-8.00% | 10",
            "^ | 3 | 预算执行率 | 40 | 达到98%得满分 | 970.00÷1000.00=97.00% | 38",
            "效果\n43分 | 4 | 公众满意度 | 43 | 达到90%得满分 | 调查结果88% | 39",
            "合计 | < | < | 100 |  |  | 94",
        )
    )
    assert facts(filed, "staffing_control_rate") == ["95.00%"]
    assert facts(filed, "execution_rate") == ["97.00%"]
    assert facts(filed, "satisfaction_rate") == ["88%"]
    assert figures(filed)["三公经费变动率"] == ["-8.00%"]
    assert {name: one["max"] for name, one in filed["form"]["blocks"].items()} == {
        "投入与过程": "57",
        "效果": "43",
    }
    assert [row["level1"] for row in filed["self_evaluation"]["rows"]] == ["投入与过程"] * 3 + ["效果"]


def test_people_in_a_table_of_units_are_no_money(read):
    filed = read(
        Paragraph("纳入的预算单位2家，情况如下（单位：万元、人）："),
        table(
            "预算单位 | 资金 | < | < | 人员 | <",
            "^ | 预算数 | 支出数 | 执行率 | 编制数 | 在职数",
            "局本级 | 400.00 | 380.00 | 95.00% | 40 | 38",
            "林木种苗站 | 100.00 | 95.00 | 95.00% | 20 | 19",
            "合计 | 500.00 | 475.00 | 95.00% | 60 | 57",
        ),
    )
    assert facts(filed, "establishment_count") == ["60人"]
    assert facts(filed, "established_staff_count") == ["57人"]
    assert figures(filed)["支出数"] == ["475.00万元"]


def test_blocks_with_their_points_and_the_table_of_basic_figures_after_them(read):
    filed = read(
        table(
            "评价内容 | 满分 | 自评得分",
            "投入 | 20 | 19",
            "过程 | 30 | 29",
            "产出 | 30 | 28",
            "效果 | 20 | 18.5",
            "合计 | 100 | 94.5",
        ),
        Paragraph("附件　基础数据表　　单位：人、万元"),
        table(
            "财政供养人员情况 | 编制数 | < | 2023年实际在职人数 | 控制率",
            "^ | 60 | < | 57 | 95.00%",
            "经费控制情况 | 项目 | 2022年决算数 | 2023年预算数 | 2023年决算数",
            "^ | “三公”经费 | 20.00 | 19.00 | 18.40",
            "^ | 公用经费 | 150.00 | 146.00 | 143.00",
        ),
    )
    assert [(row["name"], row["max"], row["score"]) for row in filed["self_evaluation"]["rows"]] == [
        ("投入", "20", "19"),
        ("过程", "30", "29"),
        ("产出", "30", "28"),
        ("效果", "20", "18.5"),
    ]
    assert {name: one["max"] for name, one in filed["form"]["blocks"].items()} == {
        "投入": "20",
        "过程": "30",
        "产出": "30",
        "效果": "20",
    }
    assert facts(filed, "three_public_budget") == ["19.00万元"]
    assert facts(filed, "three_public_spent") == ["18.40万元"]
    assert facts(filed, "established_staff_count") == ["57人"]


def test_a_short_numbered_line_with_its_figures_is_text_and_no_heading(read):
    filed = read(
        Paragraph("一、基础数据"),
        Paragraph("（一）人员：编制60人，年末在职57人。"),
        Paragraph("（二）采购：政府采购预算125.00万元，实际采购118.75万元。"),
        Paragraph("（三）业务：第三方调查公众满意度89%。"),
    )
    assert facts(filed, "establishment_count") == ["60人"]
    assert facts(filed, "established_staff_count") == ["57人"]
    assert facts(filed, "procurement_actual") == ["118.75万元"]
    assert facts(filed, "satisfaction_rate") == ["89%"]


TASKS = (
    "任务名称 | 主要内容 | 预算金额 | 执行金额 | 执行率",
    "管护 | 巡山 | 8,000,000.00 | 7,600,000.00 | 95.00%",
    "造林 | 补植 | 2,000,000.00 | 1,990,000.00 | 99.50%",
    "金额合计 | < | 10,000,000.00 | 9,590,000.00 | 95.90%",
)


def test_sums_of_the_tasks_are_the_budget_where_the_points_for_execution_are_theirs(read):
    row = "预算执行 | 分值 | 10 | 得分 | {}"
    unit = Paragraph("金额单位：元")
    filed = read(unit, table(*TASKS, row.format("9.59")))
    assert filed["form"]["blocks"]["execution"] | {"name": ""} == {"name": "", "max": "10", "score": "9.59"}
    assert facts(filed, "budget_total") == ["10000000.00元"]
    assert facts(filed, "spent_total") == ["9590000.00元"]
    assert facts(filed, "execution_rate") == ["95.90%"]
    other = read(unit, table(*TASKS, row.format("9.2")))  # of another budget
    assert other["form"]["blocks"]["execution"]["score"] == "9.2"
    assert not facts(other, "budget_total")


def test_cells_with_a_label_and_its_number_and_no_colon(read):
    filed = read(table("人员情况 | 编制60人 | < | 年末在编57人 | 聘用人员8人"))
    assert facts(filed, "establishment_count") == ["60人"]
    assert facts(filed, "established_staff_count") == ["57人"]


def test_halves_in_paragraphs_of_their_own_are_the_whole_that_they_add_up_to(read):
    filed = read(
        Paragraph("一、支出情况"),
        Paragraph("2023年全年预算500.00万元，全年支出475.00万元。"),
        Paragraph("（一）基本支出情况"),
        Paragraph("基本支出300.00万元，其中人员经费260.00万元。"),
        Paragraph(
            "“三公”经费支出9.00万元，比上年10.00万元减少1.00万元，下降10.00%，"
            "其中公务用车运行维护费6.50万元，公务接待费2.50万元。"
        ),
        Paragraph("（二）项目支出情况"),
        Paragraph("项目支出175.00万元，全部完成支付。"),
    )
    assert facts(filed, "basic_spent") == ["300.00万元"]
    assert facts(filed, "project_spent") == ["175.00万元"]
    assert facts(filed, "vehicle_running_spent") == ["6.50万元"]
    assert facts(filed, "reception_spent") == ["2.50万元"]


def test_halves_that_add_up_to_nothing_stay_open(read):
    filed = read(
        Paragraph("一、支出情况"),
        Paragraph("2023年全年预算500.00万元，全年支出475.00万元。"),
        Paragraph("基本支出310.00万元。"),
        Paragraph("项目支出175.00万元。"),
    )
    assert not facts(filed, "basic_spent") and not facts(filed, "project_spent")


def test_the_title_of_the_next_table_of_a_sheet_ends_the_table_above(read):
    filed = read(
        table(
            "评价内容 | 满分 | 自评得分 |",
            "投入 | 50 | 49 |",
            "效果 | 50 | 48 |",
            "合计 | 100 | 97 |",
            "附件1 林业部门基础数据表 单位：人、万元 | | |",
            "财政供养人员情况 | 编制数 | 实际在职人数 | 控制率",
            "^ | 60 | 57 | 95.00%",
        )
    )
    assert [row["name"] for row in filed["self_evaluation"]["rows"]] == ["投入", "效果"]


def test_a_table_of_accounts_whose_title_carries_its_unit(read):
    filed = read(
        Paragraph("支出决算表（公开03表）　　　　单位：万元"),
        table(
            "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出",
            "合计 | < | 475.00 | 300.00 | 175.00",
            "213 | 农林水支出 | 475.00 | 300.00 | 175.00",
        ),
    )
    assert facts(filed, "project_spent") == ["175.00万元"]


def test_units_beside_their_label_name_no_department(read):
    filed = read(table("填报单位：白河县林业局 | ", "单位：人、万元 | "))
    assert filed["department"]["name"] == "白河县林业局"
    assert read(table("单位：人、万元 | "))["department"]["name"] == "白河县林业局"


def test_amounts_that_a_narrow_column_cut_are_one_number_each(read):
    filed = read(
        table(
            "预算执行情况\n（万元） | 项目 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率",
            "^ | 年度资金总额 | 500.0\n0 | 600.0\n0 | 575.3\n5 | 95.89%",
            "^ | 其中：基本支\n出 | 300.0\n0 | 310.0\n0 | 305.1\n0 | —",
            "^ | 项目支出 | 200.00 | 290.00 | 270.25 | —",
        )
    )
    assert facts(filed, "spent_total") == ["575.35万元"]
    assert facts(filed, "basic_spent") == ["305.10万元"]
    assert facts(filed, "project_spent") == ["270.25万元"]
