"""Figures in sentences of a report: what adds up, what changed, what a heading says they are of."""

from __future__ import annotations

import pytest
from test_label_rows import draft_of, stated
from test_listed_values import figures

from perfkit.intake.blocks import Paragraph, grid
from perfkit.intake.family import national_lexicon
from perfkit.intake.text_targets import targets_in_text

TITLE = Paragraph("青禾县水务局2023年度部门整体支出绩效自评报告")


def facts(tmp_path, *texts: str) -> dict[str, list[str]]:
    return stated(draft_of(tmp_path, TITLE, *map(Paragraph, texts)))


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        (
            "年初预算310.00万元，追加防汛抢险等专项经费42.00万元，调整后预算收入352.00万元，结转9.00万元。",
            {"budget_initial": ["310.00万元"], "budget_added": ["42.00万元"], "budget_total": ["352.00万元"]}
            | {"carried_over": ["9.00万元"]},
        ),
        (
            "年初部门预算收入310.00万元，较年初增加42.00万元；调整后全年预算数352.00万元。",
            {"budget_initial": ["310.00万元"], "budget_added": ["42.00万元"], "budget_total": ["352.00万元"]},
        ),
        (
            "年初安排养护资金310.00万元，年中追加42.00万元，调整后预算352.00万元。",
            {"budget_initial": ["310.00万元"], "budget_added": ["42.00万元"], "budget_total": ["352.00万元"]},
        ),
        ("年末结转结余24.00万元，其中结转22.00万元、结余2.00万元。", {"carried_over": ["24.00万元"]}),
        (
            "固定资产原值90.00万元，其中房屋账面原值50.00万元；车辆2辆，账面原值38.00万元。",
            {"fixed_assets_total": ["90.00万元"]},
        ),
        ("核定事业编制32名，在编在岗29人。", {"establishment_count": ["32名"], "established_staff_count": ["29人"]}),
        ("行政编制12名、事业编制32名。", {}),  # neither is all of them
        (
            "年初预算310.00万元，追加防汛专项40.00万元、抗旱专项2.00万元，调整后预算352.00万元。",
            {"budget_initial": ["310.00万元"], "budget_total": ["352.00万元"]},  # two additions: neither is all
        ),
        ("核定行政编制18名、事业编制24名，共42名。", {"establishment_count": ["42名"]}),
        ("核定行政编制18名、事业编制24名，共40名。", {}),  # what does not add up is not taken
        ("年末实有41人，比上年多3人；退休12人。", {"established_staff_count": ["41人"], "retired_staff_count": ["12人"]}),
        ("年末实有41人，比上年多3人，其中退休2人。", {"established_staff_count": ["41人"]}),
        (
            "全年预算90.00万元，其中其他资金4.00万元；执行数中基本支出60.00万元，项目支出24.00万元。",
            {"budget_total": ["90.00万元"], "basic_spent": ["60.00万元"], "project_spent": ["24.00万元"]},
        ),
        ("公务接待费预算6.00万元，全年支出4.90万元。", {"reception_budget": ["6.00万元"], "reception_spent": ["4.90万元"]}),
        ("信息化项目年初预算120万元，调整后预算100万元，实际支出98万元。", {}),
        ("用户满意度由2022年的90.1%升至2023年的93.4%。", {"satisfaction_rate": ["93.4%"]}),
        ("用户满意度由2021年的90.1%升至2022年的93.4%。", {}),
        ("支出方面：全年支出70.00万元。基本支出30.00万元，占42.86%；项目支出40.00万元。",
         {"spent_total": ["70.00万元"], "basic_spent": ["30.00万元"], "project_spent": ["40.00万元"]}),
        ("年末尚有9.00万元结转下年。", {"carried_over": ["9.00万元"]}),
        ("年初结转9.00万元。", {}),
        ("收入总计215.00万元，支出总计215.00万元，其中年末结转13.00万元。",
         {"carried_over": ["13.00万元"]}),  # what is carried over is not spent
        ("离休2人，退休39人。", {}),  # neither is all of them
        ("收入合计215.00万元（含上年结转5.00万元），支出合计202.00万元，年末结转13.00万元。",
         {"spent_total": ["202.00万元"], "carried_over": ["13.00万元"], "carried_over_last_year": ["5.00万元"]}),
        ("年末执行202.00万元，完成96.19%，其中基本支出89.50万元，项目支出112.50万元。",
         {"spent_total": ["202.00万元"], "basic_spent": ["89.50万元"], "project_spent": ["112.50万元"]}),
        ("“三公”经费预算20.00万元，支出合计18.20万元。",
         {"three_public_budget": ["20.00万元"], "three_public_spent": ["18.20万元"]}),
    ],
)  # fmt: skip
def test_facts_of_a_sentence(sentence, right, tmp_path):
    assert facts(tmp_path, "一、资金情况", sentence) == right


def test_a_heading_says_what_the_figures_below_it_are_of(tmp_path):
    spent = "全年预算20.00万元，实际支出18.20万元，完成预算的91.00%。"
    right = {
        "three_public_budget": ["20.00万元"],
        "three_public_spent": ["18.20万元"],
        "three_public_control_rate": ["91.00%"],
    }
    assert facts(tmp_path, "一、资金情况", "（一）“三公”经费支出情况", spent) == right
    assert facts(tmp_path, "一、资金情况", f"（一）“三公”经费。{spent}") == right
    assert facts(tmp_path, "（二）在职人员", "年末在职28人。", "（三）“三公”经费支出情况", spent) == {
        **right,
        "established_staff_count": ["28人"],
    }


def test_names_of_counts_without_dates_and_thresholds(tmp_path):
    draft = draft_of(
        tmp_path,
        TITLE,
        Paragraph("一、资产情况"),
        Paragraph("截至2023年12月31日共有泵站11座，单价50万元以上设备3台。纳入2023年度考核的水厂共5个。"),
    )
    assert figures(draft) == {"泵站": "11座", "单价50万元以上设备": "3台", "考核的水厂": "5个"}


def test_what_a_sentence_sets_as_a_goal_is_planned(tmp_path):
    told = Paragraph(
        "年初设定目标：改造渠道25公里。实际改造渠道23.5公里。2023年计划采购15项，金额56.00万元。"
    )
    draft = draft_of(tmp_path, TITLE, Paragraph("一、目标"), told)
    assert figures(draft) == {"计划改造渠道": "25公里", "改造渠道": "23.5公里", "计划采购": "15项"}
    assert any("56.00万元" in one.zh for one in draft.unread)  # an amount of nobody knows what


def test_names_of_figures_keep_their_brackets_and_no_change_is_one(tmp_path):
    text = (
        "二是出国情况。因公出国（境）团组2个，累计5人次，与预算相比，增加1.50万元。我局（以下简称水务部门）实施灌区项目共8个。"
        "其他支出包括堤防养护费36.30万元、白蚁防治费1.20万元。"
    )
    found = figures(draft_of(tmp_path, TITLE, Paragraph("一、基本情况"), Paragraph(text)))
    assert {
        "因公出国(境)团组": "2个",
        "堤防养护费": "36.30万元",
        "白蚁防治费": "1.20万元",
    }.items() <= found.items()
    assert "增加" not in found and not any(name.count("(") != name.count(")") for name in found)


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        (["质量指标：抽检合格率达98.5%，年初目标95%以上。"], ["质量指标", "抽检合格率", "95%以上", "98.5%"]),
        (
            ["（二）产出指标", "改造桥梁座数，年初指标值不低于4座，全年实际完成值4座，均为空心板桥。"],
            ["产出指标", "改造桥梁座数", "不低于4座", "4座"],
        ),
    ],
)
def test_a_target_told_under_its_level(lines, right):
    [row] = targets_in_text(map(Paragraph, lines), national_lexicon())
    assert [cell.text for cell in row.cells] == right


def told(*lines):
    rows = targets_in_text(map(Paragraph, lines), national_lexicon())
    return [dict(zip(row.columns.index, (cell.text for cell in row.cells), strict=True)) for row in rows]


def test_a_target_told_under_a_title_with_its_points():
    lines = [
        "三、产出（30分，得28分）",
        "1.受训人次（10分）。计划不少于60人次，实际完成57人次。评分标准：得分=完成率×10分。本项得9.5分。",
        "2.按期验收率（10分）。应验收50项，按期验收47项。本项得9分。",
    ]
    assert told(*lines) == [
        {"level1": "产出指标", "name": "受训人次", "expected": "不少于60人次", "actual": "57人次"}
        | {"weight": "10", "score": "9.5"}
    ]


@pytest.mark.parametrize(
    "line",
    [
        "全年计划不少于60人次，实际完成57人次。",  # of what is not said
        "受训人次（10分）。计划60人次，完成57人次；计划不少于8期，完成8期。",  # two of one title
        "共设置绩效指标8项，完成7项。",
    ],
)
def test_no_target_has_a_sign_or_a_count_for_its_name(line):
    assert told("产出指标", line) == []


def test_targets_in_one_line_with_their_points_and_one_in_words():
    line = (
        "数量指标：堤坝巡查长度，目标值≥36公里，完成值36公里，分值10分，得10分；"
        "清淤长度，目标值≥21公里，完成值20公里，分值8分，按完成比例得7.6分，其中支渠8公里。"
    )
    rows = told(line, "可持续影响指标：管护制度，目标值健全，完成值健全，分值5分，得5分。")
    assert [(row["name"], row["actual"], row["weight"], row["score"]) for row in rows] == [
        ("堤坝巡查长度", "36公里", "10", "10"),
        ("清淤长度", "20公里", "8", "7.6"),
        ("管护制度", "健全", "5", "5"),
    ]


def test_blocks_in_headings_where_their_targets_are_all_read(tmp_path):
    lines = [
        "1.产出指标（50分，自评得49分）",
        "数量指标：巡查长度，目标值≥36公里，完成值35公里，分值50分，得49分。",
        "2.效益指标（30分，自评得30分）",
        "社会效益指标：受益人口，目标值≥2万人，完成值3万人，分值30分，得30分。",
    ]
    blocks = draft_of(tmp_path, TITLE, *map(Paragraph, lines)).submission["form"]["blocks"]
    assert {name: (one["max"], one["score"]) for name, one in blocks.items()} == {
        "output": ("50", "49"),
        "benefit": ("30", "30"),
    }
    part = [line.replace("分值50分", "分值20分") for line in lines]
    assert "blocks" not in draft_of(tmp_path, TITLE, *map(Paragraph, part)).submission["form"]


def test_patterns_of_told_targets_match_what_they_must():
    words = national_lexicon().told_targets
    for pattern, compiled in zip(words.patterns, words.compiled, strict=True):
        assert all(compiled.match(one) for one in pattern.must)
        assert not any(compiled.match(one) for one in pattern.must_not)
    for pattern in (words.money, words.lead, words.title, words.weight, words.score):
        assert all(pattern.compiled.search(one) for one in pattern.must)
        assert not any(pattern.compiled.search(one) for one in pattern.must_not)


def test_targets_whose_result_stands_before_them(tmp_path):
    draft = draft_of(
        tmp_path,
        Paragraph("青禾县2023年山洪防治补助资金绩效自评报告"),
        Paragraph("1.数量指标：完成山洪沟治理6条，年初目标5条。"),
        Paragraph("2.群众满意度达95%，目标值≥90%。"),
    )
    rows = draft.submission["targets"]["rows"]
    assert [(row["kind"], row["name"], row["expected"], row["actual"]) for row in rows] == [
        ("quantity", "山洪沟治理", "5条", "6条"),
        ("satisfaction", "群众满意度", "≥90%", "95%"),
    ]


def test_a_line_in_brackets_names_the_department(tmp_path):
    draft = draft_of(tmp_path, Paragraph("部门整体支出绩效评价报告"), Paragraph("（青禾县水务局 2023年度）"))
    assert draft.submission["department"]["name"] == "青禾县水务局"


def test_points_of_blocks_in_a_sentence(tmp_path):
    text = "预算执行10分，自评9.4分；产出指标50分，自评48分；效益指标30分，得29分；满意度指标10分，得9.5分。总分95.9分。"
    draft = draft_of(
        tmp_path, Paragraph("青禾县灌区改造项目绩效自评报告"), Paragraph("一、自评结果"), Paragraph(text)
    )
    blocks = draft.submission["form"]["blocks"]
    assert {name: (block["max"], block["score"]) for name, block in blocks.items()} == {
        "execution": ("10", "9.4"),
        "output": ("50", "48"),
        "benefit": ("30", "29"),
        "satisfaction": ("10", "9.5"),
    }
    assert draft.submission["self_evaluation"]["total"] == "95.9"


def test_a_part_of_the_projects_is_not_all_of_them(tmp_path):
    text = (
        "2.1 全年支出预算900.00万元，实际支出880.00万元。其中财政项目支出预算260.00万元，实际支出250.00万元。"
    )
    assert facts(tmp_path, text) == {"budget_total": ["900.00万元"], "spent_total": ["880.00万元"]}


def test_lines_of_targets_led_by_their_kind(tmp_path):
    draft = draft_of(
        tmp_path,
        Paragraph("2023年度项目支出绩效自评情况表"),
        Paragraph("项目名称：灌区改造"),
        Paragraph("预算执行率：95.00%　　分值：10分　　得分：9.50分"),
        Paragraph("1.数量指标——改造渠道长度：目标值≥36公里，完成值38公里，分值15分，得分15分。"),
        Paragraph("2.可持续影响指标——管护制度：目标值建立，完成值建立，分值7分，得分7分。"),
    )
    rows = draft.submission["targets"]["rows"]
    assert [
        (row["kind"], row["name"], row["expected"], row["actual"], row["self_score"]) for row in rows
    ] == [
        ("quantity", "改造渠道长度", "≥36公里", "38公里", "15"),
        ("sustainable", "管护制度", "建立", "建立", "7"),
    ]
    assert draft.submission["form"]["blocks"]["execution"]["score"] == "9.50"
    assert draft.submission["project"]["name"] == "灌区改造"


def test_what_the_filer_says_beside_its_points(tmp_path):
    rows = [
        ["一级指标", "三级指标", "分值", "自评得分", "自评说明"],
        ["管理", "日常公用经费控制", "5", "5", "预算386.00万元，决算371.50万元，得满分"],
        ["管理", "资产利用率", "5", "4.9", "固定资产总额845.00万元，在用837.60万元"],
    ]
    found = stated(draft_of(tmp_path, TITLE, grid(rows)))
    assert found["daily_running_budget"] == ["386.00万元"] and found["daily_running_spent"] == ["371.50万元"]
    assert found["fixed_assets_in_use"] == ["837.60万元"]


def test_a_rate_of_control_is_no_rate_of_spending(tmp_path):
    text = "2.1 公用经费预算80.00万元，实际支出76.00万元，控制率95.00%。"
    assert facts(tmp_path, text) == {
        "daily_running_budget": ["80.00万元"],
        "daily_running_spent": ["76.00万元"],
        "daily_running_control_rate": ["95.00%"],
    }
