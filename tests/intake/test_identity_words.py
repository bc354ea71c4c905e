"""Whose filing it is and of which year, as titles, lines with a stamp and signatures say it."""

from __future__ import annotations

import pytest
from test_label_rows import draft_of

from perfkit.intake.blocks import Paragraph, grid
from perfkit.intake.family import national_lexicon

REPORT = "部门整体支出绩效自评报告"
TEXT = "按照要求开展了绩效自评，自评得分95分。"


def named(tmp_path, *lines: str | list) -> tuple[str | None, int | None]:
    blocks = [Paragraph(line) if isinstance(line, str) else grid(line) for line in lines]
    filed = draft_of(tmp_path, *blocks).submission
    return filed["department"].get("name"), filed.get("year")


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ([f"关于报送青禾县水务局2022年度{REPORT}的函"], ("青禾县水务局", 2022)),
        (["青禾县水务局关于报送2022年度整体支出绩效自评报告的请示"], ("青禾县水务局", 2022)),
        ([f"青禾县水务局（本级）2022年度{REPORT}"], ("青禾县水务局（本级）", 2022)),
        ([f"附件2-1：青禾县水务局2022年度{REPORT}"], ("青禾县水务局", 2022)),
        ([f"石桥街道2022年度{REPORT}"], ("石桥街道", 2022)),
        (["二○二三年三月", f"青禾县水务局二○二二年度{REPORT}"], ("青禾县水务局", 2022)),
        ([f"2022年{REPORT}", "单位公章：青禾县水务局"], ("青禾县水务局", 2022)),
        ([f"2022年{REPORT}", "青禾县水务局（盖章）  2023年3月20日"], ("青禾县水务局", 2022)),
        ([f"2022年{REPORT}", "报告单位：青禾县水务局（公章）"], ("青禾县水务局", 2022)),
        ([f"青禾县水务局、青禾县农业局2022年{REPORT}"], (None, 2022)),  # two: neither is
        ([f"青禾县2022年{REPORT}"], (None, 2022)),  # a place is no department
        (
            [REPORT, "（2023年填报）", [["部门名称", "青禾县水务局"], ["年度", "2022"]]],
            ("青禾县水务局", 2022),
        ),
        (["云溪区2022年度城乡居民医保补助资金项目支出绩效自评报告"], ("云溪区", 2022)),
        (["云溪区2022年度城乡居民医保补助资金项目支出绩效自评报告", "我局组织了自评。"], (None, 2022)),
    ],
)
def test_who_filed_for_which_year(lines, right, tmp_path):
    assert named(tmp_path, *lines, TEXT) == right


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年度预算500万元，截至2023年2月已公开。2023年3月开展自评。2023年4月公开。", 2022),
        ("2022年度预算执行良好。2023年将继续。2023年计划新建水窖。2023年拟扩建。", 2022),
        ("2021年度结转100万元。2022年预算500万元，2022年支出480万元。", None),  # two readings
        ("2021年度预算90万元，2022年度预算95万元。", None),
    ],
)
def test_a_year_in_the_text_goes_before_the_dates_of_the_report(text, year, tmp_path):
    assert named(tmp_path, REPORT, "填报日期：2023年4月20日", "一、概况", text)[1] == year


def test_a_signature_names_the_department_where_there_is_one(tmp_path):
    lines = (f"2022年{REPORT}", "一、概况", "全年运转良好。", "青禾县水务局", "2023年3月20日")
    assert named(tmp_path, *lines)[0] == "青禾县水务局"
    assert named(tmp_path, *lines, "青禾县财政局", "2023年4月2日")[0] is None
    assert named(tmp_path, *lines[:3], "青禾县水务局　2023年3月20日")[0] == "青禾县水务局"


def test_a_place_in_the_title_is_the_body_that_answers_for_it(tmp_path):
    title = "东川市石桥镇2023年污水治理项目资金绩效自评报告"
    told = "石桥镇2023年污水治理项目由石桥镇人民政府组织实施。"
    assert named(tmp_path, title, "一、概况", told)[0] == "石桥镇人民政府"
    other = "石桥镇2023年污水治理项目由东川市水务局组织实施。"
    assert named(tmp_path, title, "一、概况", other)[0] == "东川市石桥镇"


@pytest.mark.parametrize(
    "lines",
    [
        ("2022年度项目绩效自评表", "实施单位：青禾县水务局　　项目：河道清淤专项资金　　资金单位：万元"),
        ("2022年度财政支出项目绩效自评指标评分表", "项目单位：青禾县水务局　　项目名称：河道清淤专项资金"),
        ("青禾县河道清淤专项资金使用情况及绩效自评（2022年度）", "青禾县水务局"),
        ("2022年度项目绩效自评表", [["项目支出名称", "河道清淤专项资金"], ["主管部门", "青禾县水务局"]]),
    ],
)
def test_a_project_is_named_on_a_line_or_in_the_title(lines, tmp_path):
    scores = grid(
        [
            ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评分"],
            ["过程", "资金管理", "支出规范性", "6", "每处不规范扣1分", "6"],
        ]
    )
    blocks = [Paragraph(line) if isinstance(line, str) else grid(line) for line in lines]
    filed = draft_of(tmp_path, *blocks, scores, Paragraph(TEXT)).submission
    assert filed["form"]["kind"] == "project"
    assert filed["department"]["name"] == "青禾县水务局"
    assert filed["project"]["name"].removeprefix("青禾县") == "河道清淤专项资金"


@pytest.mark.parametrize(("name", "pattern"), national_lexicon().patterns.items())
def test_patterns_by_name_find_what_they_must(name, pattern):
    assert pattern.must and [one for one in pattern.must if not pattern.compiled.search(one)] == []
    assert [one for one in pattern.must_not if pattern.compiled.search(one)] == []
