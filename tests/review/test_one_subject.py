"""One subject in the text and in a table under other words, and what only looks like it."""

from __future__ import annotations

import pytest
from small_filings import money, target


@pytest.mark.parametrize(
    ("row", "text", "wrong"),
    [
        (("招生人数", "≥360人", "368人"), "2023年实际招收新生386人。", True),
        (("招生人数", "≥360人", "368人"), "2023年实际招收新生368人。", False),
        (("招生人数", "≥360人", "368人"), "2022年实际招收新生386人。", False),
        (("检查企业数量", "≥360家次", "368家次"), "全年共检查企业386家。", True),
        (("检查企业数量", "≥360家次", "368家次"), "全年共检查企业330家。", False),  # some of them twice
        (("购置棉被", "≥1400床", "1450床"), "全年购置帐篷120顶、棉被1500床。", True),
        (("购置棉被", "≥1400床", "1450床"), "全年购置帐篷120顶、毛毯1500床。", False),
        (("培训人数", "≥400人", "420人"), "组织消防安全培训班学员380人。", False),
        (("参与读者人次", "≥3.5万人次", "3.65万人次"), "全年参与读者36540人次。", False),
        (("参与读者人次", "≥3.5万人次", "3.65万人次"), "全年参与读者36580人次。", True),
        (("受益群众满意度", "≥90%", "96%"), "发放问卷200份，满意度93.75%。", True),
        (("受益群众满意度", "≥90%", "96%"), "上年发放问卷200份，满意度93.75%。", False),
    ],
)
def test_a_result_under_other_words(codes, row, text, wrong):
    assert ("restated.short" in codes(target(*row), text=text)) is wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("供应土地46宗、面积1932亩，平均每宗45亩。", "rate.text_mean"),
        ("供应土地46宗、面积1932亩，平均每宗42亩。", ""),
        ("40台设备合同总价120.00万元，单台均价3.2万元。", "rate.text_mean"),
        ("40台设备合同总价120.00万元，单台均价3万元。", ""),
        ("在册低保对象3216人，全年发放低保金2315.52万元，月人均600元。", ""),
        ("走访150人，满意的141人，基本满意的6人，不满意的3人，满意和基本满意率96.00%。", "rate.text_share"),
        ("走访150人，满意的141人，基本满意的6人，不满意的3人，满意和基本满意率98.00%。", ""),
        ("办理结婚登记4812对、离婚登记1630对，共办理婚姻登记6424对。", "sum.text_list"),
        ("办理结婚登记4812对、离婚登记1630对，共办理婚姻登记6442对。", ""),
        ("支出合计2812万元，人员经费1588万元，公用经费421万元，业务经费813万元。", "sum.text_list"),
        ("支出合计2822万元，人员经费1588万元，公用经费421万元，业务经费813万元。", ""),
        ("本年共实施项目14个，已完成12个，正在实施3个。", "sum.text_list"),
        ("本年共实施项目15个，已完成12个，正在实施3个。", ""),
        ("项目于3月15日开工，10月28日完工，工期180天。", "figure.span"),
        ("项目于3月15日开工，10月28日完工，工期228天。", ""),
        ("项目于3月15日开工，10月28日完工，合同工期180天。", ""),
        ("一是领导重视；二是部门协同；三是群众参与。以上四点是关键。", "figure.announced"),
        ("一是领导重视；二是部门协同；三是群众参与。以上三点是关键。", ""),
        (
            "采购总额386.00万元，其中货物212.00万元、服务174.00万元；在上述采购中授予中小企业428.10万元。",
            "figure.part_of_text",
        ),
        ("采购总额386.00万元，其中货物212.00万元、服务174.00万元；在上述采购中授予中小企业328.10万元。", ""),
        ("原值3150.00万元，累计折旧1260.00万元，净值1980.00万元，资产没有出租。", "difference.text"),
        ("原值3150.00万元，累计折旧1260.00万元，净值1890.00万元，资产没有出租。", ""),
        (
            "2.2年初结转和结余46.20万元，本年收入236.80万元，本年支出190.00万元，年末结转和结余83.00万元。",
            "difference.text",
        ),
        ("沙田镇人民政府将完善管护制度。", ""),
    ],
)
def test_what_one_passage_tells(codes, text, code):
    found = codes(text=text)
    assert code in found if code else not found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("本项目的全部绩效指标均已完成，不存在未完成指标。", True),
        ("共设置绩效指标8项，经核对，8项全部完成。", True),
        ("共设置绩效指标8项，经核对，7项全部完成。", False),
        ("除漏损率外，其他未完成指标已说明。", False),
    ],
)
def test_all_reached_beside_a_target_that_was_not(codes, text, wrong):
    assert ("claim.all_met" in codes(target("管网漏损率", "≤12%", "13.5%"), text=text)) is wrong


@pytest.mark.parametrize(
    ("reason", "late"),
    [
        ("决算公开晚于规定时间2天，扣1分", True),
        ("决算公开比上年早2天", False),
        ("绩效目标晚报2天，扣1分", False),
    ],
)
def test_all_in_time_beside_the_note_of_a_row(codes, reason, late):
    row = {"name": "信息公开", "max": "5", "score": "4", "reason": reason}
    text = "本部门预算、决算均在规定的时限内公开，没有逾期。"
    assert ("claim.all_told" in codes(own={"rows": [row]}, text=text)) is late


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("物资于2023年10月底前全部采购入库并完成验收。", True),
        ("物资于2023年11月采购入库并完成验收。", False),
        ("物资采购要求于2023年10月底前完成。", False),
        ("物资于9月底采购完成。", True),
    ],
)
def test_a_month_beside_the_day_of_a_target(codes, text, wrong):
    row = target("物资采购完成时间", "2023年12月底前", "2023年11月18日", kind="timeliness")
    assert ("restated.day" in codes(row, text=text)) is wrong


@pytest.mark.parametrize(("said", "wrong"), [("226.00", True), ("216.00", False), ("180.00", False)])
def test_what_a_project_was_spent_on(codes, said, wrong):
    found = codes(facts={"spent_total": money("216.00")}, goal=f"救助380人次，发放救助金{said}万元。")
    assert ("restated.slip" in found) is wrong


@pytest.mark.parametrize(("year", "wrong"), [("2022", True), ("2023", False)])
def test_the_year_of_what_was_done(codes, year, wrong):
    assert ("period.slip" in codes(goal=f"{year}年，全市适配辅助器具3728件。")) is wrong


@pytest.mark.parametrize(
    ("own", "wrong"),
    [("白苎县芦塘镇人民政府", True), ("白苎县沙田镇人民政府", False), ("白苎县水利局", False)],
)
def test_another_body_of_the_kind_speaks(codes, own, wrong):
    found = codes(text="沙田镇人民政府将完善管护制度。", department={"id": "a", "name": own})
    assert ("text.other_body" in found) is wrong


def test_a_budget_that_was_cut_as_well_is_not_the_sum_of_first_and_added(codes):
    text = "年初预算2860万元，年中追加预算412.5万元，调减预算86.2万元，调整后预算3186.3万元。"
    quotes = ("年初预算2860万元", "追加预算412.5万元", "调整后预算3186.3万元")
    facts = {
        name: [{"value": value, "unit": "万元", "section": "三", "quote": quote}]
        for name, value, quote in zip(
            ("budget_initial", "budget_added", "budget_total"),
            ("2860", "412.5", "3186.3"),
            quotes,
            strict=True,
        )
    }
    assert not codes(text=text, facts=facts)
