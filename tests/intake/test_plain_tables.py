"""Tables of a report's own, points in words, sums of some tasks: all content is invented."""

from __future__ import annotations

import pytest
from test_assignment import merged
from test_label_rows import draft_of, stated
from test_listed_values import TITLE

from perfkit.intake.blocks import Paragraph, grid


def table_of(*rows: tuple[str, ...]):
    return grid([list(row) for row in rows])


def figures(draft):
    found = draft.submission.get("figures", ())
    return {one["name"]: "".join(map(one["statements"][0].get, ("value", "unit"))) for one in found}


def test_a_table_of_the_reports_own_is_read_by_row_and_column(tmp_path):
    table = table_of(
        ("序号", "乡　镇", "项目数（个）", "下达资金（万元）", "支出率", "备注"),
        ("1", "柳湾乡", "3", "120.50", "98.5%", ""),
        ("2", "石　桥镇", "2", "80", "100%", "已完工"),
    )
    found = figures(draft_of(tmp_path, TITLE, table))
    assert found == {
        "柳湾乡项目数": "3个",
        "柳湾乡下达资金": "120.50万元",
        "柳湾乡支出率": "98.5%",
        "石桥镇项目数": "2个",
        "石桥镇下达资金": "80万元",
        "石桥镇支出率": "100%",
    }


def test_amounts_without_a_unit_and_names_with_two_values_are_not_taken(tmp_path):
    bare = table_of(("标段", "合同额", "付款额"), ("甲标段", "120", "110"), ("乙标段", "80", "70"))
    twice = table_of(
        ("标段", "支付（万元）", "比例"),
        ("甲标段", "12", "5%"),
        ("甲标段", "13", "6%"),
        ("乙标段", "8", "7%"),
    )
    assert figures(draft_of(tmp_path, TITLE, bare)) == {}
    assert figures(draft_of(tmp_path, TITLE, twice)) == {"乙标段支付": "8万元", "乙标段比例": "7%"}


def test_most_points_and_the_filers_may_stand_in_one_cell(tmp_path):
    table = merged(
        [
            ["项　目", "灌渠清淤", "", "", ""],
            ["类别", "指标", "年初目标", "完成情况", "评分情况"],
            ["（一）产出指标，满分60分", "<", "<", "<", "<"],
            ["数量", "清淤长度", "≥9公里", "9公里", "满分40分，得40分"],
            ["质量", "验收合格率", "100%", "96%", "满分20分，自评得18.5分"],
            ["总评", "自评总分玖拾陆分半（96.5分），等次为“优秀”。", "<", "<", "<"],
        ]
    )
    draft = draft_of(tmp_path, Paragraph("某镇2023年度项目支出绩效自评情况表"), table)
    rows = [(row["weight"], row["self_score"]) for row in draft.submission["targets"]["rows"]]
    assert rows == [("40", "40"), ("20", "18.5")]
    own = draft.submission["self_evaluation"]
    assert (own["total"], own["grade"]) == ("96.5", "优秀")
    assert draft.submission["form"]["blocks"]["output"] == {"name": "产出指标", "max": "60"}


def test_most_points_and_points_of_blocks_may_stand_in_two_lists(tmp_path):
    said = (
        "按“预算执行率20分、产出指标40分、效益指标30分、满意度指标10分”的权重，项目预算执行率得19.2分，"
        "产出指标得39分，效益指标得28分，满意度指标得10分，合计96.2分。"
    )
    draft = draft_of(
        tmp_path, Paragraph("某局2023年度项目支出绩效自评报告"), Paragraph("三、自评结论"), Paragraph(said)
    )
    blocks = draft.submission["form"]["blocks"]
    assert {name: (block["max"], block["score"]) for name, block in blocks.items()} == {
        "execution": ("20", "19.2"),
        "output": ("40", "39"),
        "benefit": ("30", "28"),
        "satisfaction": ("10", "10"),
    }


def test_a_sum_of_some_tasks_is_no_task(tmp_path):
    table = table_of(
        ("任务名称", "预算数（万元）", "执行数（万元）"),
        ("场馆维护", "30", "28"),
        ("图书购置", "20", "19"),
        ("项目支出合计", "50", "47"),
    )
    draft = draft_of(tmp_path, Paragraph("某馆2023年度部门整体支出绩效自评表"), table)
    assert [row["name"] for row in draft.submission["tasks"]["rows"]] == ["场馆维护", "图书购置"]


def test_who_manages_a_unit_is_not_its_name(tmp_path):
    table = table_of(("项目名称", "道路维修"), ("实施单位", "柳湾乡人民政府（县住建局为业务主管）"))
    draft = draft_of(tmp_path, TITLE, table)
    assert draft.submission["department"]["name"] == "柳湾乡人民政府"


def test_lines_of_one_row_are_rows_and_another_head_ends_a_block_of_money(tmp_path):
    table = grid(
        [
            ["整体支出", "全年预算数", "全年执行数", "执行率"],
            ["资金结构：（1）基本支出\n（2）项目支出", "118.20\n24.40", "112.48\n23.10", "95.16%\n94.67%"],
            ["楼堂馆所", "预算投资", "实际投资", "控制率"],
            ["", "0", "0", "——"],
        ]
    )
    title = Paragraph("某院2021年度部门整体支出绩效自评表"), Paragraph("单位：万元")
    assert stated(draft_of(tmp_path, *title, table)) == {
        "basic_budget": ["118.20万元"],
        "basic_spent": ["112.48万元"],
        "project_budget": ["24.40万元"],
        "project_spent": ["23.10万元"],
    }


def test_tasks_under_a_head_of_two_rows_with_fiscal_funds(tmp_path):
    table = merged(
        [
            ["任务名称", "完成情况", "预算数（万元）", "<", "执行数（万元）", "<"],
            ["^", "^", "小计", "其中：财政资金", "小计", "其中：财政资金"],
            ["社区矫正", "已完成", "87.20", "80.00", "86.10", "79.00"],
            ["普法宣传", "已完成", "48.50", "48.50", "39.76", "39.76"],
        ]
    )
    draft = draft_of(tmp_path, Paragraph("某局2022年度部门整体支出绩效自评表"), table)
    (first, _) = draft.submission["tasks"]["rows"]
    assert {part: first[part] for part in ("budget", "budget_fiscal", "spent", "spent_fiscal")} == {
        "budget": "872000",
        "budget_fiscal": "800000",
        "spent": "861000",
        "spent_fiscal": "790000",
    }


@pytest.mark.parametrize(
    "lines",
    [
        [
            "1．产出指标。改造桥梁座数≥4座，实际4座；项目按期完工率≥95%，实际93.5%（31个标段完工29个）。",
            "2．满意度指标。村民满意度≥90%，实际96%。",
        ],
        [
            "（二）产出指标完成情况",
            "改造桥梁座数，年初指标值不低于4座，全年实际完成值4座，均为空心板桥。",
            "项目按期完工率，年初指标值不低于95%，全年实际完成值93.5%，两个标段延后。",
            "（三）满意度指标",
            "村民满意度，年初指标值不低于90%，全年实际完成值96%，有效问卷200份。",
        ],
        [
            "产出指标：改造桥梁座数，年初目标≥4座，实际4座；项目按期完工率，年初目标≥95%，实际93.5%。",
            "满意度指标：村民满意度，年初目标≥90%，实际96%。",
        ],
        [
            "产出指标。改造桥梁座数：指标值≥4座，完成值4座。项目按期完工率：指标值≥95%，完成值93.5%。",
            "满意度指标。村民满意度：指标值≥90%，完成值96%。",
        ],
    ],
)
def test_targets_told_in_sentences(tmp_path, lines):
    title = Paragraph("某局2022年度农村公路养护项目绩效自评报告")
    head = Paragraph("三、绩效目标完成情况分析")
    draft = draft_of(tmp_path, title, head, *map(Paragraph, lines))
    rows = [(row["block"], row["name"], row["actual"]) for row in draft.submission["targets"]["rows"]]
    assert rows == [
        ("output", "改造桥梁座数", "4座"),
        ("output", "项目按期完工率", "93.5%"),
        ("satisfaction", "村民满意度", "96%"),
    ]


def test_columns_and_notes_of_last_year_are_not_of_this(tmp_path):
    table = grid(
        [
            ["一级指标", "三级指标", "上年实际值", "当年目标值", "当年完成值", "分值", "得分"],
            ["产出指标", "保障学生数", "1796人", "≥1850人", "1872人", "50", "50"],
            ["满意度指标", "家长满意度", "93.3%", "≥92%", "94.1%", "10", "10"],
        ]
    )
    notes = Paragraph("评价年度：2022年　　　金额单位：万元"), Paragraph("1.上年实际值取自2021年自评表。")
    draft = draft_of(tmp_path, Paragraph("公用经费项目支出绩效自评表"), *notes, table)
    rows = [(row["expected"], row["actual"]) for row in draft.submission["targets"]["rows"]]
    assert draft.submission["year"] == 2022
    assert rows == [("≥1850人", "1872人"), ("≥92%", "94.1%")]


def test_every_unit_of_money_is_money(tmp_path):
    table = table_of(("标段", "合同额（百万元）", "支付率"), ("甲标段", "1.2", "90%"), ("乙标段", "2", "80%"))
    first = draft_of(tmp_path, TITLE, table).submission["figures"][0]
    assert (first["name"], first["kind"], first["statements"][0]["unit"]) == (
        "甲标段合同额",
        "money",
        "百万元",
    )


def test_heads_that_say_what_they_count_need_no_unit(tmp_path):
    rows = (("青山镇", "1280", "4560"), ("绿水镇", "1500", "5200"), ("合计", "2780", "9760"))
    found = figures(draft_of(tmp_path, TITLE, table_of(("乡镇", "户数", "总人口"), *rows)))
    assert found["青山镇户数"] == "1280户" and found["绿水镇总人口"] == "5200人"
    assert found["各乡镇户数合计"] == "2780户" and len(found) == 6
    # 4.56 may be of ten thousands of persons
    doubtful = (("青山镇", "1280", "4.56"), ("绿水镇", "1500", "5.2"))
    found = figures(draft_of(tmp_path, TITLE, table_of(("乡镇", "户数", "总人口"), *doubtful)))
    assert found == {"青山镇户数": "1280户", "绿水镇户数": "1500户"}


@pytest.mark.parametrize("head", ["支出项目", "项目支出", "支出内容"])
@pytest.mark.parametrize(
    ("first", "whole"), [("人员经费", True), ("日常公用经费", True), ("河道保洁", False)]
)
def test_the_sum_of_projects_alone_is_not_the_department_s(tmp_path, head, first, whole):
    rows = [(first, "480.00", "478.00"), ("堤防维修", "200.00", "190.00"), ("合计", "680.00", "668.00")]
    table = table_of((head, "全年预算数（万元）", "全年执行数（万元）"), *rows)
    report = Paragraph("青禾县水务局2023年度部门整体支出绩效自评报告")
    draft = draft_of(tmp_path, report, table)
    facts = stated(draft)
    assert facts.get("budget_total") == (["680.00万元"] if whole else None)
    assert whole or figures(draft)["合计全年预算数"] == "680.00万元"


@pytest.mark.parametrize(("number", "whole"), [("序号", False), ("类别", True)])
def test_numbered_items_under_a_plain_head_are_projects(tmp_path, number, whole):
    rows = (("1", "堤防维修", "480.00", "478.00"), ("2", "河道保洁", "200.00", "190.00"))
    table = table_of(
        (number, "项目", "预算数（万元）", "支出数（万元）"), *rows, ("合计", "", "680.00", "668.00")
    )
    report = Paragraph("青禾县水务局2023年度部门整体支出绩效自评报告")
    assert ("budget_total" in stated(draft_of(tmp_path, report, table))) is whole


def test_a_column_that_says_where_each_row_lies_names_none(tmp_path):
    table = table_of(
        ("序号", "项目名称", "实施地点", "计划投入（万元）", "实际支出（万元）"),
        ("1", "溪口灌渠", "甲镇", "40.00", "39.00"),
        ("2", "东山泵站", "乙乡", "52.00", "50.00"),
        ("3", "柳沟蓄水池", "甲镇", "28.00", "27.50"),
    )
    found = figures(draft_of(tmp_path, TITLE, table))
    assert found["柳沟蓄水池实际支出"] == "27.50万元" and not any(name.startswith("甲镇") for name in found)
