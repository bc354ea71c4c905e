"""Figures in sentences of a report: what adds up, what changed, what a heading says they are of."""

from __future__ import annotations

import pytest
from test_label_rows import draft_of, stated
from test_listed_values import figures

from perfkit.intake.blocks import Paragraph

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
            "年初预算310.00万元，追加防汛专项40.00万元、抗旱专项2.00万元，调整后预算352.00万元。",
            {"budget_initial": ["310.00万元"], "budget_total": ["352.00万元"]},  # two additions: neither is all
        ),
        ("核定行政编制18名、事业编制24名，共42名。", {"establishment_count": ["42名"]}),
        ("核定行政编制18名、事业编制24名，共40名。", {}),  # what does not add up is not taken
        ("年末实有41人，比上年多3人；退休12人。", {"established_staff_count": ["41人"], "retired_staff_count": ["12人"]}),
        ("年末实有41人，比上年多3人，其中退休2人。", {"established_staff_count": ["41人"]}),
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
