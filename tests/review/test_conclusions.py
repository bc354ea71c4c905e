"""What a text concludes or counts, against what it told before; each fault with near misses beside it."""

from __future__ import annotations

import pytest
from small_filings import target

TOTAL = {"total": "94.5", "rows": [{"name": "履职", "max": "100", "score": "94.5"}]}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("综上，2022年度苗圃管护项目自评得分94.5分，等级为优。", True),
        ("综上，2023年度苗圃管护项目自评得分94.5分，等级为优。", False),
        ("2022年度苗圃管护项目自评得分92.5分，2023年度自评得分94.5分。", False),
        ("与2022年度相比，苗圃管护项目自评得分94.5分。", False),
    ],
)
def test_a_conclusion_of_another_year(codes, text, wrong):
    assert ("text.heading_year" in codes(text=text, own=TOTAL)) is wrong


def test_a_title_whose_year_the_text_never_names(codes):
    title = "某县某局2023年度部门整体支出绩效自评报告"
    text = "2024年预算安排苗圃管护。2024年底全部补植。2024年支出按进度拨付。"
    assert "text.heading_year" in codes(text=text, title=title)
    assert "text.heading_year" not in codes(text=text + "2023年完成验收。", title=title)
    assert "text.heading_year" not in codes(text=text.replace("2024", "2022"), title=title)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("补植苗木4.6万株，为目标的92.00%。", True),
        ("受干旱影响，补植株数未达目标。", True),
        ("补植苗木5.1万株，为目标的102.00%。", False),
        ("评分标准：未完成目标的，扣2分。", False),
        ("上年补植株数未达目标。", False),
    ],
)
def test_all_is_reached_but_for_what_the_text_tells(codes, told, wrong):
    assert ("claim.all_told" in codes(text=told + "综上，补植、管护等目标均已全面超额完成。")) is wrong
    assert "claim.all_told" not in codes(text=told + "综上，大部分目标已完成。")


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("护林安全事故", "全年发生护林安全事故1起。", True),
        ("护林安全事故", "全年未发生护林安全事故。", False),
        ("护林安全事故", "2022年发生护林安全事故1起。", False),
        ("重大安全事故", "全年发生一般安全事故1起。", False),
        ("违规违纪情况", "查实违规领取补贴2人。", True),
        ("违规违纪情况", "查处违规占地案件12起。", False),
        ("违规违纪情况", "防止发生违规行为1起以上的，扣2分。", False),
    ],
)
def test_none_reported_of_what_the_text_tells(codes, name, text, wrong):
    row = target(name, "0起", "0起")
    assert ("restated.none" in codes(row, text=text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("为62名学员发放补贴，按每人每月360元发放。", True),
        ("为62名学员发放补贴，按每人每月400元发放。", False),
        ("为62名学员发放补贴，按每人每天360元发放。", False),
        ("上年按每人每月360元发放。", False),
    ],
)
def test_an_amount_for_each_against_its_target(codes, text, wrong):
    row = target("每人每月补贴标准", "=400元", "400元", kind="cost")
    assert ("restated.short" in codes(row, text=text)) is wrong


@pytest.mark.parametrize(
    ("other", "wrong"),
    [("7个乡镇45个村", True), ("6个乡镇45个村", False), ("3个乡镇12个村", False), ("7个乡镇46个村", False)],
)
def test_places_that_a_work_reaches(codes, other, wrong):
    text = f"新建育苗基地，涉及6个乡镇45个村。全年新建育苗基地12处，覆盖{other}。"
    assert ("restated.count" in codes(text=text)) is wrong
    assert "restated.count" not in codes(text=text.replace("全年新建育苗基地12处", "饮水管护"))


def test_a_satisfaction_of_the_text_against_the_standard_of_its_row(codes):
    row = {"name": "住户满意度", "max": "10", "score": "10", "reason": "0"}
    row |= {"standard": "≥90%得满分，每低1个百分点扣1分"}
    for said, wrong in (("87.00%", True), ("92.00%", False)):
        found = codes(text=f"走访住户200户，满意度{said}。", own={"rows": [row]})
        assert ("score.standard" in found) is wrong
