"""Points of somebody else beside the filer's own, in sentences and in columns: all content is invented."""

from __future__ import annotations

import pytest
from test_assignment import merged
from test_label_rows import draft_of
from test_listed_values import TITLE

from perfkit.intake.blocks import Paragraph

ROWS = [
    ("产出指标", "数量指标", "清淤渠道", "≥9公里", "9公里", "50"),
    ("满意度指标", "满意度指标", "村民满意度", "≥90%", "93%", "50"),
]
POINTS = {"own": ("48", "49", "97"), "first": ("45", "46", "91"), "second": ("40", "41", "81")}


def told(draft):
    return [one.zh for one in draft.notes if "分数" in one.zh]


@pytest.mark.parametrize(
    ("lines", "total", "grade", "others"),
    [
        (
            ["评价机构：河口正信会计师事务所，综合得分88.5分，等级为良。", "我局自评得分95.2分，等级为优。"],
            "95.2",
            "优",
            "综合得分88.5分",
        ),
        (["自评总分96.5分。第三方评价得分88.5分。"], "96.5", None, "第三方评价得分88.5分"),
        (["财政部门复核得分90分，自评得分95分。"], "95", None, "财政部门复核得分90分"),
        (["专家评分91.3分。", "自评得分95分。"], "95", None, "专家评分91.3分"),
        (["经专家评审，项目综合得分91.3分。"], None, None, "综合得分91.3分"),
        (["受县财政局委托，正信咨询公司开展评价，总得分88分。"], None, None, "总得分88分"),
        (["总得分90分（第三方），自评总分96分。"], "96", None, "总得分90分"),
        (["审核总分：88.5分", "自评总分：96分"], "96", None, "审核总分:88.5分"),
        (["自评得分96分，主管部门审核得分94分。"], "96", None, "主管部门审核得分94分"),
    ],
)
def test_points_of_somebody_else_are_no_total_and_are_named(tmp_path, lines, total, grade, others):
    draft = draft_of(tmp_path, TITLE, Paragraph("一、评价结论"), *map(Paragraph, lines))
    own = draft.submission["self_evaluation"]
    assert (own.get("total"), own.get("grade")) == (total, grade)
    assert [others in one for one in told(draft)] == [True]
    assert not [one for one in draft.asked if "分数" in one.zh]


@pytest.mark.parametrize(
    ("lines", "total", "asked"),
    [
        (["综合得分88.5分，自评得分96分。"], "96", "综合得分88.5分"),
        (["自评得分96分，评价得分88.5分。"], "96", "评价得分88.5分"),
        (["评价机构：河口正信会计师事务所。综合得分90分。"], None, "综合得分90分"),
        # Only the filer's own, whatever else its sentence is about.
        (["本项目财政支出绩效评价综合得分95分。"], "95", ""),
        (["根据财政部门绩效评价工作要求，综合得分95分。"], "95", ""),
        (["经复核，自评得分96分。"], "96", ""),
        (["委托第三方机构对3个项目开展绩效评价。综合得分96分。"], "96", ""),
    ],
)
def test_points_of_nobody_are_asked(tmp_path, lines, total, asked):
    draft = draft_of(tmp_path, TITLE, Paragraph("一、评价结论"), *map(Paragraph, lines))
    assert draft.submission["self_evaluation"].get("total") == total
    assert [asked in one.zh for one in draft.asked if "分数" in one.zh] == [True] * bool(asked)


def test_blocks_of_somebody_else_are_not_the_filers(tmp_path):
    sentence = "第三方评价得分88分。其中产出满分50分，得45分；效益满分50分，得43分。"
    own = "自评得分96分，其中产出满分50分，得48分；效益满分50分，得48分。"
    draft = draft_of(tmp_path, TITLE, Paragraph("一、评价结论"), Paragraph(sentence), Paragraph(own))
    blocks = draft.submission["form"]["blocks"]
    assert {name: one["score"] for name, one in blocks.items()} == {"output": "48", "benefit": "48"}


def form(*heads):
    """A table of targets with columns of points, each head with whose they are."""
    levels = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"]
    rows = [[*row, *(POINTS[whose][at] for _, whose in heads)] for at, row in enumerate(ROWS)]
    total = ["总分", "<", "<", "<", "<", "100", *(POINTS[whose][2] for _, whose in heads)]
    return merged([levels + [head for head, _ in heads], *rows, total])


@pytest.mark.parametrize(
    ("heads", "others"),
    [
        ([("自评得分", "own"), ("主管部门评分", "first"), ("财政复核得分", "second")], [8, 9]),
        ([("财政复核得分", "second"), ("主管部门评分", "first"), ("自评得分", "own")], [7, 8]),
        ([("评价得分", "first"), ("自评分", "own")], [7]),
        ([("得分", "own"), ("审核得分", "first")], [8]),
        ([("第三方得分", "first"), ("自评得分", "own")], [7]),
        ([("单位自评", "own"), ("部门评价", "first"), ("财政评价", "second")], [8, 9]),
        ([("专家打分", "first"), ("自评打分", "own")], [7]),
        ([("评价得分", "own")], []),
    ],
)
def test_the_column_of_the_filers_own_points(tmp_path, heads, others):
    draft = draft_of(tmp_path, TITLE, form(*heads))
    scores = [row["self_score"] for row in draft.submission["targets"]["rows"]]
    assert [*scores, draft.submission["self_evaluation"]["total"]] == ["48", "49", "97"]
    unread = [one.zh for one in draft.unread]
    assert [f"第{at}列" in one for at, one in zip(others, unread, strict=True)] == [True] * len(others)


def test_points_of_somebody_else_alone_are_nobodys_own(tmp_path):
    draft = draft_of(tmp_path, TITLE, form(("复核得分", "first")))
    assert [row.get("self_score") for row in draft.submission["targets"]["rows"]] == [None, None]
    assert "total" not in draft.submission["self_evaluation"]
    assert ["他人评定" in one.zh for one in draft.unread] == [True]


def test_heads_of_two_levels_say_whose_points_and_reasons_stand_below(tmp_path):
    heads = [
        [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "财政评价",
            "<",
            "自评",
            "<",
        ],
        ["^", "^", "^", "^", "^", "^", "得分", "扣分原因", "得分", "扣分原因"],
    ]
    rows = [
        [*row, POINTS["first"][at], "资料不全", POINTS["own"][at], "进度慢"] for at, row in enumerate(ROWS)
    ]
    draft = draft_of(tmp_path, TITLE, merged([*heads, *rows]))
    own = [(row["self_score"], row["reason"]) for row in draft.submission["targets"]["rows"]]
    assert own == [("48", "进度慢"), ("49", "进度慢")]


def test_labels_of_totals_and_a_block_of_money_with_points_of_two(tmp_path):
    money = merged(
        [
            ["资金", "全年预算数（万元）", "全年执行数（万元）", "分值", "执行率", "自评得分", "复核得分"],
            ["年度资金总额", "120", "118", "10", "98.3%", "9.8", "9"],
        ]
    )
    labels = merged([["综合得分", "88.5", "评价等级", "良"], ["自评总分", "97", "自评等级", "优"]])
    draft = draft_of(tmp_path, TITLE, labels, money, form(("自评得分", "own")))
    own = draft.submission["self_evaluation"]
    assert (own["total"], own["grade"]) == ("97", "优")
    assert draft.submission["form"]["blocks"]["execution"]["score"] == "9.8"
    assert not [one for one in draft.asked if "自评总分载有" in one.zh]


@pytest.mark.parametrize(
    "rows",
    [
        [["自评得分", "97", "<", "<", "主管部门评价得分", "91", "<"]],
        [
            ["财政复核综合得分", "<", "<", "<", "<", "100", "91"],
            ["自评总分", "<", "<", "<", "<", "100", "97"],
        ],
        [["自评总分", "<", "<", "<", "<", "100", "97"], ["第三方评价总分", "<", "<", "<", "<", "", "91"]],
    ],
)
def test_the_total_of_somebody_else_beside_or_below_the_filers(tmp_path, rows):
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    body = [[*row, POINTS["own"][at]] for at, row in enumerate(ROWS)]
    draft = draft_of(tmp_path, TITLE, merged([heads, *body, *rows]))
    assert draft.submission["self_evaluation"]["total"] == "97"
    assert len(draft.submission["targets"]["rows"]) == 2
