"""Claims of the whole, exceptions and admitted delays, on both sides of the line."""

from __future__ import annotations

import pytest
from small_submissions import codes, facts, findings, narrative, of, scores, statement, targets, tasks

from perfkit.review import DOUBT, ERROR, NOTE

FIVE_OF_SIX = {
    "projects_finished_count": statement("5", "个"),
    "projects_planned_count": statement("6", "个"),
}
ALL_SIX = {"projects_finished_count": statement("6", "个"), "projects_planned_count": statement("6", "个")}
ASSETS = {
    "fixed_assets_in_use": statement("90.00", "万元"),
    "fixed_assets_total": statement("100.00", "万元"),
}
ROAD = tasks(
    ("道路养护", "project", "100", "1000.00", "1000.00"), ("绿化管养", "project", "100", "1000.00", "1000.00")
)


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("六个项目全部如期完工", FIVE_OF_SIX),
        ("所有项目都按计划时间完成了", FIVE_OF_SIX),
        ("没有一个项目延期", FIVE_OF_SIX),
        ("项目完成率100%", FIVE_OF_SIX),
        ("各类资产均在正常使用", ASSETS),
        ("群众来信来访件件有回音", {"petition_reply_rate": statement("96.5", "%")}),
        ("信访事项全部按期办结，无超期", {"petition_timely_reply_rate": statement("95", "%")}),
        ("年末没有形成结转结余", {"carried_over": statement("87", "万元")}),
        ("厉行节约，全年“三公”经费保持零支出", {"three_public_spent": statement("3.39", "万元")}),
        ("前三季度支出进度已超过序时进度", {"spending_progress_q3": statement("60.06", "%")}),
        (
            "第四季度支出1284.62万元",
            {"spent_total": statement("5850.52", "万元"), "spent_by_q3": statement("3565.90", "万元")},
        ),
        ("服务对象满意度超过95%", {"satisfaction_rate": statement("92.39", "%")}),
        (
            "编制已满",
            {"established_staff_count": statement("93", "人"), "establishment_count": statement("101", "人")},
        ),
    ],
)
def test_a_claim_of_the_whole_is_held_against_the_figures(sentence, stated):
    found = of(findings(**facts(**stated), **narrative(experience=sentence)), "claim.figure")
    assert [f.severity for f in found] == [DOUBT]
    assert all(place.value or place.quote for place in found[0].places)


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("政府性基金收支相抵，年末没有形成结转结余", {"carried_over": statement("87", "万元")}),
        ("三防重点设备全部在用", ASSETS),
        ("除待报废设备外，其他固定资产全部在用", ASSETS),
        ("固定资产均在用（待处置车辆除外）", ASSETS),
        ("五个项目全部如期完工", FIVE_OF_SIX),
        ("重点项目全部按期完成", FIVE_OF_SIX),
        ("确保所有项目按期完成", FIVE_OF_SIX),
        ("上年项目全部按期完成", FIVE_OF_SIX),
        (
            "第四季度支出2284.62万元",
            {"spent_total": statement("5850.52", "万元"), "spent_by_q3": statement("3565.90", "万元")},
        ),
        ("服务对象满意度超过92%", {"satisfaction_rate": statement("92.39", "%")}),
        (
            "三防物资采购全部完成",
            {
                "procurement_actual": statement("90.00", "万元"),
                "procurement_planned": statement("100.00", "万元"),
            },
        ),
    ],
)
def test_a_claim_of_a_part_an_aim_or_a_truth_is_let_be(sentence, stated):
    assert not {"claim.figure", "claim.admission"} & codes(
        findings(**facts(**stated), **narrative(experience=sentence))
    )


def test_what_a_claim_leaves_out_is_not_set_against_it():
    carved = narrative(
        budget_execution="除打印机未获批准外，其他采购计划已全部完成", problems="打印机采购未获批准"
    )
    assert of(findings(**carved), "claim.admission") == []
    other = narrative(
        budget_execution="除打印机未获批准外，其他采购计划已全部完成", problems="复印机采购计划未完成"
    )
    assert [f.severity for f in of(findings(**other), "claim.admission")] == [DOUBT]
    beside = narrative(
        budget_execution="除打印机未获批准外，其他采购计划已全部完成",
        results="全部采购按期完成",
        problems="打印机采购未获批准",
    )
    assert [f.severity for f in of(findings(**beside), "claim.admission")] == [DOUBT]


@pytest.mark.parametrize(
    "sentence",
    [
        "道路养护项目延期至次年2月完工",
        "道路养护项目未按计划时间完成",
        "道路养护只做了一半",
        "因流标，道路养护项目跨年才完成验收",
    ],
)
def test_an_admitted_delay_is_held_against_all_in_time(sentence):
    late = narrative(problems=sentence)
    assert [f.severity for f in of(findings(**facts(**ALL_SIX), **ROAD, **late), "admission.delayed")] == [
        DOUBT
    ]
    assert of(findings(**facts(**FIVE_OF_SIX), **ROAD, **late), "admission.delayed") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "没有一个项目延期",
        "上年停滞的2个项目，今年已全部完成",
        "辖区某企业自建项目延期，已约谈",
        "道路养护推进较慢，不属本局项目",
        "今后防止项目延期",
        "重点工作未按期完成",
    ],
)
def test_a_delay_denied_made_good_or_of_others_is_none(sentence):
    assert not {"admission.delayed", "claim.undone_spent", "admission.no_figure"} & codes(
        findings(**facts(**ALL_SIX), **ROAD, **narrative(problems=sentence))
    ) - ({"admission.no_figure"} if "重点" in sentence else set())


@pytest.mark.parametrize(
    ("expected", "actual", "severity"),
    [
        ("是否达标", "未达标", ERROR),
        ("较上年降低", "上升 0.4 个百分点", ERROR),
        ("前 3 名", "第 5 名", ERROR),
        ("第一季度", "第三季度", ERROR),
        ("是否超支", "否", None),
        ("较上年降低", "降低 0.4 个百分点", None),
        ("前 5 名", "第 3 名", None),
    ],
)
def test_a_target_missed_by_its_own_answer(expected, actual, severity):
    found = of(
        findings(
            **targets(("benefit", "social", "运行情况", expected, actual)),
            **scores(performance__effect__benefits="25"),
        ),
        "target.unmet",
    )
    assert [f.severity for f in found] == ([severity] if severity else [])


def figures(*rows: tuple[str, str, str, str]) -> dict:
    return {
        "figures": [
            {
                "id": f"f{n}",
                "name": name,
                "kind": kind,
                "statements": [
                    {"value": value, "unit": unit, "section": "二", "quote": f"{name}{value}{unit}"}
                ],
            }
            for n, (name, kind, value, unit) in enumerate(rows)
        ]
    }


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            (("供水诉求受理数", "count", "219", "件"), ("供水诉求办结数", "count", "231", "件")),
            "figure.more_done",
        ),
        (
            (
                ("发放问卷份数", "count", "500", "份"),
                ("回收问卷份数", "count", "460", "份"),
                ("有效问卷份数", "count", "480", "份"),
            ),
            "figure.survey",
        ),
        (
            (
                ("河道巡查数", "count", "225", "次"),
                ("涉水巡查数", "count", "632", "次"),
                ("河道巡查占涉水巡查比例", "rate", "45", "%"),
            ),
            "rate.share",
        ),
        (
            (
                ("演练场数", "count", "12", "场"),
                ("演练参与人次", "count", "380", "人次"),
                ("演练场均人次", "count", "52", "人次"),
            ),
            "rate.mean",
        ),
        (
            (
                ("审批方案数", "count", "236", "件"),
                ("上年审批方案数", "count", "210", "件"),
                ("审批方案同比增长率", "rate", "5", "%"),
            ),
            "rate.growth",
        ),
    ],
)
def test_figures_that_belong_together(rows, code):
    assert code in codes(findings(**figures(*rows)), DOUBT, ERROR)


@pytest.mark.parametrize(
    "rows",
    [
        (("供水诉求受理数", "count", "219", "件"), ("供水诉求办结数", "count", "217", "件")),
        (("供水诉求受理数", "count", "219", "件"), ("排水诉求办结数", "count", "231", "件")),
        (
            ("发放问卷份数", "count", "500", "份"),
            ("回收问卷份数", "count", "480", "份"),
            ("有效问卷份数", "count", "471", "份"),
        ),
        (
            ("河道巡查数", "count", "225", "次"),
            ("涉水巡查数", "count", "632", "次"),
            ("河道巡查占涉水巡查比例", "rate", "35.6", "%"),
        ),
        (
            ("演练场数", "count", "12", "场"),
            ("演练参与人次", "count", "380", "人次"),
            ("演练场均人次", "count", "32", "人次"),
        ),
        (
            ("审批方案数", "count", "236", "件"),
            ("上年审批方案数", "count", "210", "件"),
            ("审批方案同比增长率", "rate", "12.4", "%"),
        ),
    ],
)
def test_figures_that_fit_or_are_of_other_things(rows):
    assert not {"figure.more_done", "figure.survey", "rate.share", "rate.mean", "rate.growth"} & codes(
        findings(**figures(*rows))
    )


def test_projects_of_the_text_and_of_the_table():
    text = narrative(performance="道路养护项目，全年完成。智慧平台项目，用于软件开发。")
    found = of(findings(**ROAD, **text), "tasks.not_in_table")
    assert len(found) == 1 and "智慧平台" in found[0].message.zh and "绿化管养" in found[0].possible[0].zh
    fits = narrative(
        performance="2020年主要有2个项目，具体是：道路养护项目，全年完成。绿化管养项目，用于绿化。"
    )
    assert not {"tasks.not_in_table", "tasks.count", "tasks.not_described"} & codes(findings(**ROAD, **fits))
    eight = narrative(
        performance="2020年主要有8个项目，具体是：道路养护项目，全年完成。绿化管养项目，用于绿化。"
    )
    assert "tasks.count" in codes(findings(**ROAD, **eight), DOUBT)


def test_satisfaction_of_own_people_is_not_that_of_the_public():
    own = targets(("satisfaction", "satisfaction", "参训人员满意度", "≥90%", "96%"))
    both = targets(
        ("satisfaction", "satisfaction", "参训人员满意度", "≥90%", "96%"),
        ("satisfaction", "satisfaction", "服务对象满意度", "≥90%", "96%"),
    )
    full = scores(performance__equity__satisfaction="6")
    assert [f.severity for f in of(findings(**own, **full), "satisfaction.own_people")] == [DOUBT]
    assert [f.severity for f in of(findings(**both, **full), "satisfaction.own_people")] == [NOTE]


def test_a_year_slip_in_the_account_of_the_budget():
    stated = {
        "facts": {
            "fixed_assets_total": [
                {
                    "value": "100",
                    "unit": "万元",
                    "section": "budget_execution",
                    "quote": "固定资产总额100万元",
                }
            ]
        }
    }
    year = findings(**narrative(budget_execution="截至2019年底，固定资产总额100万元"), **stated)
    assert "period.slip" in codes(year, DOUBT)
    assert "period.slip" not in codes(
        findings(**narrative(budget_execution="截至2020年底，固定资产总额100万元"), **stated)
    )
    assert "period.slip" not in codes(
        findings(
            **narrative(budget_execution="截至2019年底的2个项目，本年固定资产总额100万元比上年增长"), **stated
        )
    )
