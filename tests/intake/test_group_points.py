"""Points that reach over several rows, rates beside targets and funds: all content is invented."""

from __future__ import annotations

import pytest
from test_assignment import merged
from test_label_rows import draft_of
from test_listed_values import TITLE, figures

from perfkit.intake import read_report
from perfkit.intake.blocks import Paragraph

FORM = Paragraph("青禾县水务局2023年度项目支出绩效自评表")


def blocks_of(draft) -> dict[str, tuple[str, str]]:
    blocks = draft.submission["form"].get("blocks", {})
    return {name: (block.get("max", ""), block.get("score", "")) for name, block in blocks.items()}


def points_of(draft) -> list[tuple[str, str]]:
    rows = draft.submission["targets"]["rows"]
    return [(row.get("weight", ""), row.get("self_score", "")) for row in rows]


def test_points_merged_over_a_block_are_not_those_of_its_rows(tmp_path):
    table = merged(
        [
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "清淤渠道", "≥9公里", "9公里", "50", "48"],
            ["^", "质量指标", "验收合格率", "100%", "100%", "^", "^"],
            ["效益指标", "社会效益指标", "受益户数", "≥80户", "95户", "30", "30"],
        ]
    )
    draft = draft_of(tmp_path, FORM, table)
    assert points_of(draft) == [("", ""), ("", ""), ("30", "30")]
    assert blocks_of(draft) == {"output": ("50", "48"), "benefit": ("30", "30")}


def test_points_that_a_text_table_prints_once_a_block(tmp_path):
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "清淤渠道", "≥9公里", "9公里", "50", "25"],
        ["", "质量指标", "验收合格率", "100%", "98%", "", "24"],
        ["效益指标", "社会效益指标", "受益户数", "≥80户", "95户", "30", "15"],
        ["", "", "灌溉面积", "≥40亩", "40亩", "", "15"],
    ]
    path = tmp_path / "lost.txt"
    path.write_text(FORM.text + "\n" + "\n".join("\t".join(row) for row in rows), encoding="utf-8")
    draft = read_report(path)
    assert points_of(draft) == [("", "25"), ("", "24"), ("", "15"), ("", "15")]
    assert blocks_of(draft) == {"output": ("50", ""), "benefit": ("30", "")}


@pytest.mark.parametrize("at", [1, 7])
def test_points_of_blocks_in_a_column_of_their_own(tmp_path, at):
    table = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "清淤渠道", "≥9公里", "9公里", "25", "25"],
        ["^", "质量指标", "验收合格率", "100%", "100%", "25", "25"],
        ["效益指标", "社会效益指标", "受益户数", "≥80户", "95户", "30", "30"],
    ]
    for row, most in zip(table, ["分值", "50", "^", "30"], strict=True):
        row.insert(at, most)
    draft = draft_of(tmp_path, FORM, merged(table))
    assert points_of(draft) == [("25", "25"), ("25", "25"), ("30", "30")]
    assert blocks_of(draft) == {"output": ("50", ""), "benefit": ("30", "")}


def test_points_of_a_second_level_are_nobodys(tmp_path):
    table = merged(
        [
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "清淤渠道", "≥9公里", "9公里", "30", "15"],
            ["^", "^", "整治河段", "≥4段", "4段", "^", "15"],
            ["^", "质量指标", "验收合格率", "100%", "100%", "20", "20"],
        ]
    )
    draft = draft_of(tmp_path, FORM, table)
    assert points_of(draft) == [("", "15"), ("", "15"), ("20", "20")]
    assert blocks_of(draft) == {}


def test_blocks_of_a_scoring_table_with_their_points_beside_them(tmp_path):
    table = merged(
        [
            ["一级指标", "分值", "二级指标", "三级指标", "分值", "评分标准", "得分"],
            ["投入", "20", "目标设定", "目标合理性", "10", "合理得满分", "10"],
            ["^", "^", "预算配置", "在职人员控制率", "10", "小于1得满分", "9"],
            ["产出", "80", "职责履行", "完成率", "80", "按比例", "79"],
        ]
    )
    assert blocks_of(draft_of(tmp_path, TITLE, table)) == {"投入": ("20", ""), "产出": ("80", "")}


def test_rates_beside_targets_and_funds_are_neither_values_nor_lost(tmp_path):
    funds = [
        ["资金来源", "计划安排", "实际到位", "到位率", "实际支出"],
        ["县级配套", "40.00", "30.00", "75.00%", "30.00"],
        ["合计", "100.00", "90.00", "90.00%", "81.00"],
    ]
    targets = [
        ["一级指标", "三级指标", "年度指标值", "实际完成值", "完成率", "分值", "得分"],
        ["产出指标", "清淤渠道", "≥9公里", "9.9公里", "110.00%", "50", "50"],
        ["效益指标", "长效机制", "建立", "已建立", "—", "50", "50"],
    ]
    draft = draft_of(tmp_path, FORM, Paragraph("单位：万元"), merged(funds), merged(targets))
    rows = draft.submission["targets"]["rows"]
    assert [(row["actual"], row["weight"]) for row in rows] == [("9.9公里", "50"), ("已建立", "50")]
    rates = {name: value for name, value in figures(draft).items() if value.endswith("%")}
    assert rates == {"县级配套到位率": "75.00%", "资金到位率": "90.00%", "清淤渠道完成率": "110.00%"}


def test_an_amount_of_a_column_that_is_not_known_names_no_row(tmp_path):
    funds = [
        ["序号", "资金来源", "核准金额", "到位金额", "支出金额", "支出率"],
        ["1", "省级补助", "60.00", "60.00", "54.00", "90.00%"],
        ["2", "县级配套", "40.00", "30.00", "30.00", "100.00%"],
    ]
    draft = draft_of(tmp_path, FORM, Paragraph("单位：万元"), merged(funds))
    rates = {name: value for name, value in figures(draft).items() if value.endswith("%")}
    assert rates == {"省级补助执行率": "90.00%", "县级配套执行率": "100.00%"}
