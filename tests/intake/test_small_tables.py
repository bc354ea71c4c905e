"""Small tables of a form, and what a sentence says of facts that no label names: all content is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Cell, Document, Paragraph, Table, grid, number_places
from perfkit.intake.draft import assemble
from perfkit.intake.family import national_lexicon


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")
    return lambda *blocks: (
        assemble(number_places(Document("filing.docx", "docx", list(blocks))), path).submission
    )


def values(submission, fact):
    return [(one["value"], one["unit"]) for one in submission["facts"].get(fact, ())]


def figures(submission):
    return {
        one["name"]: [(each["value"], each["unit"]) for each in one["statements"]]
        for one in submission.get("figures", ())
    }


TITLE = Paragraph("江北市图书馆2022年度部门整体支出绩效自评报告")


def test_a_value_and_its_unit_in_columns_of_their_own(read):
    table = grid(
        [
            ["项目", "数值", "单位", "备注"],
            ["编制人数", "165", "人", ""],
            ["固定资产总额", "8,240.00", "万元", ""],
            ["车辆编制数", "18", "辆", ""],
        ]
    )
    filed = read(TITLE, table)
    assert values(filed, "establishment_count") == [("165", "人")]
    assert values(filed, "fixed_assets_total") == [("8240.00", "万元")]
    assert figures(filed)["车辆编制数"] == [("18", "辆")]


def test_points_by_block_are_maxima_and_no_rows(read):
    table = grid(
        [
            ["评价部分", "满分", "得分"],
            ["预算执行", "10", "9.46"],
            ["产出", "50", "48"],
            ["效益", "30", "30"],
            ["满意度", "10", "10"],
            ["总计", "100", "97.46"],
        ]
    )
    filed = read(TITLE, table)
    blocks = filed["form"]["blocks"]
    assert blocks["execution"] | {"name": ""} == {"name": "", "max": "10", "score": "9.46"}
    assert {name: block["max"] for name, block in blocks.items()} == {
        "execution": "10",
        "output": "50",
        "benefit": "30",
        "satisfaction": "10",
    }
    assert filed["self_evaluation"]["total"] == "97.46"
    assert not filed["self_evaluation"].get("rows")


def test_heads_over_one_row_of_values_and_the_columns_of_this_year(read):
    label = Cell("人员（人）", 0, 1)
    table = grid(
        [
            ["", "编制数", "2022年实际在职人数", "控制率"],
            ["", "96", "98", "102.08%"],
            ["经费（万元）", "2021年决算数", "2022年预算数", "2022年决算数"],
            ["三公经费", "38.60", "36.00", "31.45"],
            ["其中：公车购置", "5.00", "0.00", "0.00"],
        ]
    )
    table.rows[0][0] = table.rows[1][0] = label
    filed = read(TITLE, table)
    assert values(filed, "establishment_count") == [("96", "人")]
    assert values(filed, "staffing_control_rate") == [("102.08", "%")]
    assert values(filed, "three_public_spent") == [("31.45", "万元")]
    assert values(filed, "vehicle_purchase_spent") == [("0.00", "万元")]
    assert not any(
        "38.60" in value for found in filed["facts"].values() for one in found for value in [one["value"]]
    )


def test_the_sum_of_a_block_is_no_row_and_a_row_of_execution_states_amounts(read):
    level = Cell("履职（10分）", 0, 1)
    table = grid(
        [
            ["一级指标", "二级指标", "三级指标", "分值", "计分办法", "自评得分"],
            ["", "重点", "任务完成", "10", "比例", "9"],
            ["", "小计", "", "10", "", "9"],
        ]
    )
    table.rows[1][0] = table.rows[2][0] = level
    assert [row["name"] for row in read(TITLE, table)["self_evaluation"]["rows"]] == ["任务完成"]
    execution = Cell("预算执行", 0, 2)
    targets = grid(
        [
            ["一级指标", "二级指标", "三级指标", "目标值", "实际值", "分值", "得分"],
            ["", "", "预算数/执行数（万元）", "480.00", "456.00", "10", "9.5"],
            ["产出指标", "数量指标", "服务人数", "≥1600人", "1584人", "15", "14.85"],
        ]
    )
    targets.rows[1][0] = targets.rows[1][1] = execution
    filed = read(Paragraph("2022年度服务采购项目支出绩效自评表"), targets)
    assert values(filed, "budget_total") == [("480.00", "万元")]
    assert values(filed, "spent_total") == [("456.00", "万元")]
    assert [row["name"] for row in filed["targets"]["rows"]] == ["服务人数"]


def test_a_ticked_grade_points_for_execution_and_a_label_beside_sentences(read):
    wide = Cell("9.5", 2, 4)
    table = Table(
        [
            [
                Cell("填报单位", 0, 1),
                Cell("江北市图书馆", 1, 2),
                Cell("自评等级", 2, 3),
                Cell("优□ 良☑ 中□", 3, 4),
            ],
            [Cell("预算执行得分（满分10分）", 0, 1)] * 2 + [wide] * 2,
            [
                Cell("工作进展", 0, 1),
                *[
                    Cell(
                        "古籍修复全部完成，共修复120册；经费按合同支付，结余按规定收回，没有发现违规问题。",
                        1,
                        4,
                    )
                ]
                * 3,
            ],
        ]
    )
    filed = read(Paragraph("2022年度古籍修复项目支出绩效自评表"), table)
    assert filed["self_evaluation"]["grade"] == "良"
    assert filed["form"]["blocks"]["execution"] == {"name": "预算执行", "max": "10", "score": "9.5"}
    assert any("古籍修复全部完成" in one["text"] for part in filed["narrative"].values() for one in part)


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        (
            "年初预算860.00万元，年中因新增对象追加38.00万元，调整后预算898.00万元。",
            "budget_added",
            [("38.00", "万元")],
        ),
        ("年初预算860.00万元，年中因新增对象追加30.00万元，调整后预算898.00万元。", "budget_added", []),
        (
            "调整后预算898.00万元，全年支出850.00万元，年末有48.00万元结转至下年。",
            "carried_over",
            [("48.00", "万元")],
        ),
        ("核定行政编制62名、事业编制148名，共210名。", "establishment_count", [("210", "名")]),
        ("核定行政编制62名、事业编制148名，共200名。", "establishment_count", []),
        ("支出方面：全年支出850.00万元。", "spent_total", [("850.00", "万元")]),
        ("读者满意度由2021年的92.1%升至2022年的94.6%。", "satisfaction_rate", [("94.6", "%")]),
        ("年末在编81人，较上年的84人减少3人；离退休46人。", "retired_staff_count", [("46", "人")]),
    ],
)
def test_sentences(read, text, fact, value):
    assert values(read(TITLE, Paragraph("一、基本情况"), Paragraph(text)), fact) == value


def test_a_heading_that_is_a_topic_is_what_its_passage_is_about(read):
    filed = read(
        TITLE,
        Paragraph("一、资金情况"),
        Paragraph("（一）政府采购。计划采购264.00万元，实际采购251.38万元。"),
        Paragraph("（二）机关运行经费。2022年支出68.42万元。"),
    )
    assert values(filed, "procurement_planned") == [("264.00", "万元")]
    assert values(filed, "procurement_actual") == [("251.38", "万元")]
    assert figures(filed)["机关运行经费支出"] == [("68.42", "万元")]


def test_a_letter_names_unit_and_project_in_a_sentence(read):
    filed = read(
        Paragraph("关于购买古籍修复服务项目支出绩效的自评报告"),
        Paragraph("江北市财政局："),
        Paragraph("按照要求，江北市图书馆对本级2022年古籍修复项目组织了自评，现报告如下。"),
    )
    assert filed["department"]["name"] == "江北市图书馆"
    assert filed["project"]["name"] == "古籍修复"
    assert filed["form"]["kind"] == "project"


def test_a_project_that_only_a_common_label_names(read):
    table = grid(
        [
            ["项目", "古籍修复"],
            ["单位", "江北市图书馆"],
            ["三级指标", "年度指标值", "实际完成值"],
            ["修复册数", "≥120册", "110册"],
        ]
    )
    filed = read(Paragraph("2022年度项目绩效自评表"), table)
    assert (filed["project"]["name"], filed["department"]["name"]) == ("古籍修复", "江北市图书馆")


def test_a_transfer_is_filed_by_the_authority_of_the_place(read):
    table = grid(
        [
            ["专项名称", "古籍保护补助", "", ""],
            ["中央主管部门", "文化部门", "", ""],
            ["地方主管部门", "江北市文化局", "资金使用单位", "江北市所辖六县文化局"],
        ]
    )
    filed = read(Paragraph("2022年度中央转移支付绩效自评表"), table)
    assert filed["department"]["name"] == "江北市文化局"


def test_sentences_of_the_identity_match_what_they_must():
    words = national_lexicon().identity
    for pattern in (*words.sentences, *words.published, *words.regions, *words.spent_on):
        assert all(pattern.compiled.search(sentence) for sentence in pattern.must)
        assert not any(pattern.compiled.search(sentence) for sentence in pattern.must_not)


def test_the_three_public_table_with_items_in_its_heads(read):
    heads = ["项目", "“三公”经费合计", "因公出国（境）费", "公务接待费", "会议费"]
    table = grid([heads, ["预算数", "186,000.00", "0.00", "46,000.00", "20,000.00"]])
    table.rows.append(grid([["决算数", "164,770.00", "0.00", "38,420.00", "12,600.00"]]).rows[0])
    filed = read(
        Paragraph("江北市图书馆2022年度部门决算"),
        Paragraph("表3 “三公”经费及会议费支出决算表"),
        Paragraph("金额单位：元"),
        table,
    )
    assert values(filed, "three_public_budget") == [("186000.00", "元")]
    assert values(filed, "reception_spent") == [("38420.00", "元")]
    assert figures(filed)["会议费决算数"] == [("12600.00", "元")]


@pytest.mark.parametrize("turned", [False, True])
def test_the_three_public_costs_without_a_title_in_rows_or_in_heads(read, turned):
    """Only the last of the years that heads or labels name is the filing's."""
    rows = [
        ["项目", "公务接待费", "公务用车运行维护费", "合计"],
        ["2022年决算数", "5.10", "17.00", "22.10"],
        ["2023年预算数", "6.50", "18.00", "24.50"],
        ["2023年决算数", "4.57", "16.27", "20.84"],
    ]
    table = grid([list(row) for row in zip(*rows, strict=True)] if turned else rows)
    filed = read(Paragraph("青禾县水务局2023年度部门整体支出绩效自评报告"), Paragraph("单位：万元"), table)
    assert {name: [one["value"] for one in found] for name, found in filed["facts"].items()} == {
        "reception_budget": ["6.50"],
        "reception_spent": ["4.57"],
        "vehicle_running_budget": ["18.00"],
        "vehicle_running_spent": ["16.27"],
        "three_public_budget": ["24.50"],
        "three_public_spent": ["20.84"],
    }
