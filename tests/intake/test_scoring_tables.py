"""Scoring tables of no rubric here: what stands beside the points, points of a level, and sentences that give
the scale. All content is invented."""

from __future__ import annotations

import pytest
from test_assignment import merged
from test_label_rows import TITLE, draft_of, stated
from test_listed_values import figures

from perfkit.intake.blocks import Paragraph, grid
from perfkit.intake.figure_text import figures_in, plain


@pytest.mark.parametrize(
    ("standard", "state"),
    [("评分标准", "实际情况"), ("评分细则", "完成情况"), ("计分标准", "实际完成值"), ("评价标准", "实绩")],
)
def test_a_standard_and_a_state_without_any_target_are_a_scoring_table(standard, state, tmp_path):
    table = merged(
        [
            ["一级指标", "三级指标", "权重", "指标解释", standard, state, "得分", "扣分原因"],
            ["过程（60分）", "公务接待费控制率", "20", "公务接待费决算/预算", "≤100%得满分", "3.10万元/4.00万元", "20", ""],
            ["^", "支付进度", "40", "支出/预算", "按比例得分", "96.50%", "38.6", "尾款未付"],
            ["产出（40分）", "清淤公里数", "40", "清淤的河道", "≥8公里得满分", "9公里", "40", ""],
            ["总分", "<", "100", "", "", "", "98.6", ""],
        ]
    )  # fmt: skip
    draft = draft_of(tmp_path, TITLE, table)
    own = draft.submission["self_evaluation"]
    assert "targets" not in draft.submission
    assert [(row["name"], row["max"], row["score"], row["state"]) for row in own["rows"]] == [
        ("公务接待费控制率", "20", "20", "3.10万元/4.00万元"),
        ("支付进度", "40", "38.6", "96.50%"),
        ("清淤公里数", "40", "40", "9公里"),
    ]
    assert own["total"] == "98.6"
    assert stated(draft) == {"reception_budget": ["4.00万元"], "reception_spent": ["3.10万元"]}
    blocks = draft.submission["form"]["blocks"]
    assert {name: one["max"] for name, one in blocks.items()} == {"过程": "60", "产出": "40"}


@pytest.mark.parametrize(
    ("meaning", "state", "right"),
    [
        ("在编人数/编制数", "41/44，93.18%", {"establishment_count": ["44人"], "established_staff_count": ["41人"]}),
        ("在职人员数÷编制数×100%", "41人/44人", {"establishment_count": ["44人"], "established_staff_count": ["41人"]}),
        ("已办件数/应办件数", "41/44", {}),
    ],
)  # fmt: skip
def test_two_numbers_are_those_of_the_quotient_that_explains_the_row(meaning, state, right, tmp_path):
    heads = ["一级指标", "三级指标", "分值", "指标解释", "评分标准", "实际情况", "得分"]
    rows = [
        ["投入", "人员控制率", "60", meaning, "≤100%得满分", state, "60"],
        ["产出", "清淤", "40", "", "按时得满分", "", "40"],
    ]
    assert stated(draft_of(tmp_path, TITLE, grid([heads, *rows]))) == right


def test_points_of_a_first_level_stand_beside_it(tmp_path):
    heads = ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评分标准", "自评得分"]
    table = merged(
        [
            heads,
            ["投入", "45", "预算", "45", "预算编制", "25", "规范得满分", "25"],
            ["^", "^", "^", "^", "人员控制", "20", "不超编得满分", "19"],
            ["效果", "55", "效益", "55", "群众满意", "55", "≥90%得满分", "54"],
        ]
    )
    draft = draft_of(tmp_path, TITLE, table)
    blocks = draft.submission["form"]["blocks"]
    assert {name: one["max"] for name, one in blocks.items()} == {"投入": "45", "效果": "55"}
    assert [row["max"] for row in draft.submission["self_evaluation"]["rows"]] == ["25", "20", "55"]


def test_a_table_of_blocks_alone_is_the_scoring_table(tmp_path):
    table = grid(
        [["一级指标", "标准分", "自评分"], ["投入", "40", "38"], ["产出", "60", "59"], ["合计", "100", "97"]]
    )
    rows = draft_of(tmp_path, TITLE, table).submission["self_evaluation"]["rows"]
    assert [(row["name"], row["score"]) for row in rows] == [("投入", "38"), ("产出", "59")]


@pytest.mark.parametrize("first", ["内部管理", "投入"])
def test_a_table_of_blocks_beside_one_of_rows_repeats_their_points(first, tmp_path):
    own = [["评价内容", "分值", "得分", "得分率"], [first, "20", "19", "95%"], ["履职产出", "50", "48", "96%"],
           ["履职效果", "30", "29", "96.67%"], ["合计", "100", "96", "96%"]]  # fmt: skip
    heads = ["一级指标", "二级指标", "三级指标", "分值", "年度目标值", "实际完成值", "得分"]
    rows = [[f"{first}（20分）", "资金管理", "公用经费控制率", "20", "≤100%", "98%", "19"],
            ["履职产出（50分）", "数量", "修剪行道树", "50", "900株", "870株", "48"],
            ["履职效果（30分）", "社会效益", "投诉办结率", "30", "≥95%", "94%", "29"]]  # fmt: skip
    submission = draft_of(tmp_path, TITLE, grid(own), Paragraph("附件"), grid([heads, *rows])).submission
    read = [*submission["self_evaluation"]["rows"], *submission["targets"]["rows"]]
    assert sorted(row["name"] for row in read) == ["修剪行道树", "公用经费控制率", "投诉办结率"]
    assert submission["self_evaluation"]["total"] == "96"
    blocks = submission["form"]["blocks"]
    assert {(one["max"], one["score"]) for one in blocks.values()} == {
        ("20", "19"),
        ("50", "48"),
        ("30", "29"),
    }


@pytest.mark.parametrize(
    ("sentence", "execution", "total"),
    [
        ("填报说明：预算执行10分、产出指标60分、效益指标30分，合计100分。", None, None),
        ("自评情况：预算执行9.5分，产出指标60分、效益指标30分，合计99.5分。", "9.5", "99.5"),
        ("分值构成：预算执行率10分，产出50分，成本40分，共100分。", None, None),
    ],
)
def test_the_most_points_of_all_blocks_are_nobodys_own(sentence, execution, total, tmp_path):
    submission = draft_of(tmp_path, TITLE, Paragraph("一、自评情况"), Paragraph(sentence)).submission
    assert submission["form"].get("blocks", {}).get("execution", {}).get("score") == execution
    assert submission["self_evaluation"].get("total") == total


@pytest.mark.parametrize(
    "text",
    ["收入1.23亿元（12,345.60万元）", "收入12,345.60万元（约1.23亿元）", "收入约1.2亿元，即12,345.60万元"],
)
def test_an_amount_that_is_printed_twice_counts_once_as_it_is_exact(text, tmp_path):
    assert [(one.value, one.unit) for one in figures_in(plain(text))] == [("12345.60", "万元")]


def test_amounts_that_do_not_round_to_each_other_are_two():
    found = figures_in(plain("收入1.23亿元（12,545.60万元），含补助900元（0.5万元）"))
    assert [one.value for one in found] == ["1.23", "12545.60", "900", "0.5"]


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [("免疫生猪3.2万头", "3.2", "万头"), ("手术1,204台次", "1204", "台次"), ("馆藏图书8.5万卷", "8.5", "万卷"),
     ("走访企业320家次", "320", "家次"), ("发电量6.5万千瓦时", "6.5", "万千瓦时")],
)  # fmt: skip
def test_things_are_counted_in_their_own_words(said, value, unit, tmp_path):
    found = figures(draft_of(tmp_path, TITLE, Paragraph("一、履职情况"), Paragraph(f"全年{said}。")))
    assert list(found.values()) == [value + unit]


@pytest.mark.parametrize("behind", ["（公章）", "（样表）", "（单位盖章）", ""])
def test_what_stands_behind_a_name_in_brackets_is_no_part_of_it(behind, tmp_path):
    draft = draft_of(
        tmp_path,
        Paragraph("2022年度部门整体支出绩效自评表"),
        Paragraph(f"部门名称：某县水务局（本级）{behind}"),
    )
    assert draft.submission["department"]["name"] == "某县水务局（本级）"
