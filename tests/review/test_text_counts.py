"""Counts, changes, years and maxima of the text beside tables; each with near misses that stay silent."""

from __future__ import annotations

import pytest
from small_filings import target

PATROLS = ("事项 | 单位 | 数量", "开展巡查 | 次 | 145", "夜间巡查 | 次 | 62")
YEARS = ("名目 | 上年决算数（万元） | 本年决算数（万元）", "支出合计 | 1000.00 | 1080.00")


def table(*rows):
    return [{"place": "表1", "rows": list(rows)}]


@pytest.mark.parametrize(
    ("text", "rows", "wrong"),
    [
        ("全年开展巡查154次。", PATROLS, True),
        ("全年开展巡查145次。", PATROLS, False),
        ("全年开展巡查154次，上半年开展巡查70次。", PATROLS, False),  # which of the two?
        ("上半年开展巡查130次。", PATROLS, False),
        ("计划开展巡查154次。", PATROLS, False),
        ("全年开展巡查154公里。", PATROLS, False),
        ("全年开展巡查约150次。", PATROLS, False),
        ("全年开展巡查480次。", PATROLS, False),  # far off: of something else
        ("全年培训9603人次。", ("内容 | 培训人次（人次） | 支出", "技能 | 9630 | 12.5"), True),
        ("全年培训9603人次。", ("内容 | 培训人次（人次）", "技能 | 9630", "农技 | 310"), False),
        ("全年培训9603人次。", ("内容 | 计划培训人次（人次）", "技能 | 9630"), False),
    ],
)
def test_counts_of_a_table(codes, text, rows, wrong):
    assert ("restated.table" in codes(text=text, printed=table(*rows))) is wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("支出总计1080.00万元，比上年增加60.00万元。", "sum.text_change"),
        ("支出总计1080.00万元，比上年减少80.00万元。", "claim.direction"),
        ("支出总计1080.00万元，比上年增加80.00万元。", ""),
        ("支出总计1080.00万元，其中项目支出比上年增加60.00万元。", ""),
        ("支出总计960.00万元，比上年增加60.00万元。", ""),
        ("支出总计1200.00万元，其中项目支出比上年的500.00万元增加100.00万元，增长20%。", ""),
    ],
)
def test_changes_beside_the_two_years_of_a_table(codes, text, code):
    found = {"sum.text_change", "claim.direction"} & codes(text=text, printed=table(*YEARS)).keys()
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (("指标 | 2022年度目标值 | 2022年度完成值", "培训 | 10 | 12"), True),
        (("指标 | 2022年度决算数 | 2023年度决算数", "支出 | 10 | 12"), False),
        (("指标 | 2022年度决算数 | 比上年增减", "支出 | 10 | 12"), False),
        (("指标 | 2024年度目标值", "培训 | 10"), False),
        (("指标 | 目标值 | 批复时间", "培训 | 10 | 2022年12月"), False),
    ],
)
def test_the_year_in_the_heads_of_a_table(codes, rows, wrong):
    assert ("text.heading_year" in codes(text="绩效自评如下。", printed=table(*rows))) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("备注：预算执行10分、产出指标40分、效益指标40分、满意度指标10分。", True),
        ("备注：预算执行10分、产出指标50分、效益指标30分、满意度指标10分。", False),
        ("产出指标满分40分。", True),
        ("产出指标得40分。", False),
        ("产出指标40分。", False),
    ],
)
def test_maxima_told_otherwise(codes, text, wrong):
    rows = [
        target("修缮校舍", "≥5所", "5所", weight="50", self_score="50"),
        target("受益学生", "≥900人", "950人", block="benefit", kind="social", weight="30", self_score="30"),
    ]
    blocks = {"output": {"name": "产出指标", "max": "50"}, "benefit": {"name": "效益指标", "max": "30"}}
    found = codes(*rows, text=text, form={"kind": "project", "blocks": blocks})
    assert ("restated.maxima" in found) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("共安排4个项目：道路养护、桥梁维修、绿化提升。", True),
        ("共安排3个项目：道路养护、桥梁维修、绿化提升。", False),
        ("共安排4个项目：道路养护、桥梁维修、绿化提升等。", False),
    ],
)
def test_a_list_after_a_colon(codes, text, wrong):
    assert ("figure.named_list" in codes(text=text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("组织对9个项目开展绩效自评，其中优6个、良2个。", True),
        ("组织对9个项目开展绩效自评，其中优6个、良3个。", False),
        ("组织对9个项目开展绩效自评，其中优6个、良2个，另有1个未评级。", False),
        ("组织对9个项目开展绩效自评，其中优6个。", False),
    ],
)
def test_grades_of_all_projects(codes, text, wrong):
    assert ("restated.count" in codes(text=text)) is wrong


@pytest.mark.parametrize(("kept", "wrong"), [("53", True), ("35", False), ("30", False)])
def test_no_more_vehicles_are_kept_than_there_are(codes, kept, wrong):
    rows = ["项目 | 行次 | 数量", "一、车辆数合计（辆） | 1 | 35", "1.其他用车 | 2 | 5"]
    text = f"公务用车运行费80万元，年末公务用车保有{kept}辆。"
    found = codes(text=text, printed=[{"place": "表1", "rows": rows}], form={"kind": "department"})
    assert ("restated.count" in found) is wrong


@pytest.mark.parametrize(
    ("left", "more", "wrong"),
    [("19.30", "", True), ("9.30", "", False), ("88.80", "", False)],
)
def test_a_balance_told_in_several_chapters(codes, left, more, wrong):
    told = (
        "本年收入合计812.50万元。年初结转和结余16.40万元。",
        "本年支出合计819.60万元。",
        f"年末结转和结余{left}万元。{more}",
    )
    passages = [{"section": str(at), "text": text} for at, text in enumerate(told, 1)]
    assert ("difference.text" in codes(narrative={"results": passages})) is wrong
