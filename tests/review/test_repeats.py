"""Findings that say one matter are one, and stand under the problem that their figures belong to."""

from __future__ import annotations

from small_filings import filing, target
from test_tables_as_printed import reviewed

from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing


def findings(folder, *args, **kwargs):
    department, _ = load_filing(filing(folder, *args, **kwargs))
    return [f for f in review(department.evaluate()) if f.severity != NOTE]


def test_a_figure_off_in_two_ways_is_one_finding_with_both_places(tmp_path):
    over = "日常公用经费预算210.00万元，决算数223.50万元，控制在预算以内。"
    printed = {"value": "223.50", "unit": "万元", "section": "三", "quote": "决算数223.50万元"}
    facts = {
        "daily_running_budget": [{**printed, "value": "210.00", "quote": "预算210.00万元"}],
        "daily_running_spent": [printed],
    }
    (found,) = findings(tmp_path / "a", text=over, facts=facts)
    assert (found.code, found.difference) == ("claim.comparison", "13.50万元")


def test_small_numbers_of_two_targets_are_two_matters(tmp_path):
    rows = [
        target(name=name, expected="8家", actual="8家") for name in ("改造农贸市场数量", "新建社区食堂数量")
    ]
    goal = "全年完成9家农贸市场改造，新建社区食堂9家。"
    found = findings(tmp_path / "a", *rows, goal=goal)
    assert [(f.code, f.difference) for f in found] == [("restated.short", "1家")] * 2


LEVELS = ("项目 | 预算数 | 决算数", "合计 | 196.00 | 158.46", "1.出国费 | 12.00 | 0.00")
BELOW = ("2.车辆费 | 168.00 | 149.82", "（1）购置 | 36.00 | 35.60", "（2）运行 | 132.00 | {} | ")
LAST = "3.接待费 | 16.00 | 8.64"


def test_numbers_with_other_marks_are_of_another_level(tmp_path):
    rows = [*LEVELS, *BELOW, LAST]
    assert reviewed(tmp_path / "a", *(row.format("114.22").rstrip(" |") for row in rows)) == []
    (found,) = reviewed(tmp_path / "b", *(row.format("112.42").rstrip(" |") for row in rows))
    assert (found.code, found.difference, found.problem) == ("sum.table", "1.8万元", "reconciliation")


def test_the_unit_of_the_figures_tells_the_problem(tmp_path):
    parts = {
        "自评得97.48分，其中投入20分、过程18.48分、产出30分、效益30分。": "self_score_arithmetic",
        "年末共有车辆9辆，其中机要用车1辆、应急用车2辆、执法用车3辆、专业用车2辆、其他用车2辆。": "same_figure",
        "到位资金1300万元，其中中央补助800万元、省级补助350万元、县级配套105万元。": "reconciliation",
    }
    for number, (text, problem) in enumerate(parts.items()):
        (found,) = findings(tmp_path / str(number), text=text)
        assert (found.code, found.problem) == ("sum.text_parts", problem)


def test_what_is_off_is_the_gap_and_not_the_right_value(tmp_path):
    rows = ("乡镇 | 预算 | 支出 | 执行率", "甲镇 | 50.00 | 45.00 | 90.00%", "乙镇 | 80.00 | 60.00 | 75.00%")
    (found,) = reviewed(tmp_path / "a", *rows, "丙镇 | 40.00 | 34.00 | 88.00%")
    assert found.difference == "3.00个百分点"
