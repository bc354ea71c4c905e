"""Checks that need no scoring table: sums and rates of the text, claims against figures, what was left
unfinished.

Every case has a near miss beside it that must stay silent.
"""

from __future__ import annotations

import pytest
import yaml
from small_filings import figure, filing, money, target

from perfkit.cli import main
from perfkit.review import DOUBT, ERROR, review
from perfkit.review.rulebook import rulebook
from perfkit.review.unscored import load_filing


def sources(spent):
    return [
        figure("财政资金调整后预算数", "88.75", number=1),
        figure("单位资金调整后预算数", "4.00", number=2),
        figure("财政资金执行数", "88.75", number=3),
        figure("单位资金执行数", spent, number=4),
    ]


def test_sources_of_money_against_their_total(codes):
    facts = {"budget_total": money("92.75"), "spent_total": money("90.90")}
    assert codes(figures=sources("3.15"), facts=facts)["sum.sources"] == ERROR
    assert "sum.sources" not in codes(figures=sources("2.15"), facts=facts)
    assert "sum.sources" not in codes(figures=sources("3.15")[2:3], facts=facts)


@pytest.mark.parametrize(
    "text",
    [
        "采购总额642.80万元，其中货物128.60万元、工程402.70万元、服务101.50万元。",
        "支出500万元（其中：中央300万元，县级250万元）。",
        "项目预算1300万元，其中中央800万元、省级350万元、县级150万元。到位1300万元，其中中央800万元、省级350万元、县级105万元。",
    ],
)
def test_parts_of_a_total_in_the_text(codes, text):
    assert codes(text=text) == {"sum.text_parts": ERROR}


@pytest.mark.parametrize(
    "text",
    [
        "采购总额632.80万元，其中货物128.60万元、工程402.70万元、服务101.50万元。",
        "支出500万元，其中人员经费300万元、差旅费12万元。",
        "支出500万元，其中主要用于人员经费300万元、差旅费180万元等。",
        "本年支出100万元，其中基本支出60万元，占60%；项目支出40万元，占40%。",
        "预算4885万元（含补助800万元），其中基本支出2441万元、项目支出2444万元；实际支出4787万元。",
        "预算100万元，其中财政拨款90万元，年末结余20万元。",
    ],
)
def test_parts_that_add_up_or_need_not(codes, text):
    assert not codes(text=text)


def test_income_and_expenditure_in_all_are_equal(codes):
    assert codes(text="2022年度收入总计5,286.43万元，支出总计5,268.43万元。") == {"difference.text": ERROR}
    assert not codes(text="2022年度收入总计5,286.43万元，支出总计5,286.43万元。")
    assert not codes(text="本年收入合计5,130.20万元，本年支出合计5,092.16万元。")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("采购总额642.80万元，授予中小企业514.24万元，占采购总额的90.00%。", "rate.text_share"),
        ("事故起数由上年的17起降到6起，下降46.71%。", "rate.text_change"),
        ("收入总计5286.43万元。与上年相比，收入总计增加312.60万元，增长8.26%。", "rate.text_change"),
        ("机关运行经费支出286.75万元，比上年减少9.40万元，增长3.17%。", "rate.text_direction"),
        ("收入总计5286.43万元。与上年相比，收入总计增加312.60万元，增长5.91%。", "rate.text_change"),
        ("收支总计3,768.60万元，与上年的3,502.40万元相比增加266.20万元，增长8.60%。", "rate.text_change"),
        ("“三公”经费15.30万元，比上年的16.50万元减少1.50万元，下降9.09%。", "sum.text_change"),
        ("发放问卷400份，满意376份，满意度95.00%。", "rate.text"),
        ("管网漏损率由18%降至12.5%，下降6.5个百分点。", "sum.text_change"),
        ("实有在职人员148人（其中行政41人、事业105人）。", "sum.text_parts"),
        ("实有在职95人，其中行政50人、事业54人，退休人员61人。", "sum.text_parts"),
        (
            "自评得分97.48分，其中投入20分、过程20分、产出30分、效益30分，分别得20分、18.48分、30分、30分。",
            "sum.text_parts",
        ),
        ("补助企业186家，其中稳岗惠及142家、技改惠及61家，同时开展培训。", "sum.text_parts"),
        ("对12个项目开展了绩效自评。其中10个项目自评等级为“优”，3个项目为“良”。", "sum.grades"),
        ("工程分23个标段，22个标段通过竣工验收，验收合格率100%。", "rate.text"),
        ("调解纠纷1846件，调解成功1809件，成功率99.00%。", "rate.text"),
        ("采购预算280.00万元，实际采购金额238.00万元，节约42.00万元，节约率17.65%。", "rate.text"),
        ("补助中心29家，支出331.20万元；其中社会组织运营的19家，占62.5%。", "rate.text_share"),
        ("年末共有车辆5辆，其中：领导用车1辆、机要用车1辆、应急用车2辆。", "sum.text_parts"),
        ("固定资产原值1,860.00万元，累计折旧742.60万元，净值1,217.40万元。", "difference.text"),
    ],
)
def test_a_rate_that_its_figures_deny(codes, text, code):
    assert list(codes(text=text)) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "采购总额642.80万元，授予中小企业514.24万元，占采购总额的80.00%。",
        "事故起数由上年的17起降到6起，下降64.71%。",
        "收入总计5286.43万元。与上年相比，收入总计增加312.60万元，增长6.28%。",
        "机关运行经费支出286.75万元，比上年减少9.40万元，下降3.17%。",
        "收支总计3,768.60万元，与上年的3,502.40万元相比增加266.20万元，增长7.60%。",
        "“三公”经费15.30万元，比上年的16.50万元减少1.20万元，下降7.27%。",
        "发放问卷400份，满意376份，满意度94.00%。",
        "管网漏损率由18%降至12.5%，下降5.5个百分点。",
        "实有在职人员148人（其中行政41人、事业107人）。",
        "对12个项目开展了绩效自评。其中10个项目自评等级为“优”，2个项目为“良”。",
        "抽检500批次，发现不合格12批次，合格率97.6%。",
        "采购预算280.00万元，实际采购金额238.00万元，节约42.00万元，节约率15.00%。",
        "补助中心29家，支出331.20万元；其中社会组织运营的19家，占65.5%。",
        "年末共有车辆4辆，其中：领导用车1辆、机要用车1辆、应急用车2辆。",
        "固定资产原值1,860.00万元，累计折旧742.60万元，净值1,117.40万元。",
        "检查企业120家，查出隐患35家，整改率100%。",
        "调解纠纷1846件，调解成功1809件，成功率98.00%；开展宣讲126场，满意率96.5%。",
        "培训3期，参训120人，结业率95%。",
        "自评得分98.48分，其中投入20分、过程20分、产出30分、效益30分，分别得20分、18.48分、30分、30分。",
        "编制80人，其中行政20人、事业30人、工勤30人，分别实有18人、29人、28人。",
        "核定编制99名；实有在职95人，其中行政50人、事业45人，退休人员61人。",
        "补助企业186家，其中稳岗惠及142家、技改惠及61家（部分企业同时享受两类补助）。",
    ],
)
def test_a_rate_that_fits_or_belongs_to_something_else(codes, text):
    assert not codes(text=text)


RECEPTION = {"reception_budget": money("8.50"), "reception_spent": money("5.64")}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公务接待费决算5.64万元，决算数大于预算数的主要原因是接待增加。", True),
        ("公务接待费决算5.64万元，决算数小于预算数的主要原因是从严控制。", False),
        ("公务接待费支出5.64万元，决算数与预算数持平。", True),
        ("差旅费预算210.00万元，决算数223.50万元，控制在预算以内。", True),
        ("差旅费预算230.00万元，决算数223.50万元，控制在预算以内。", False),
    ],
)
def test_larger_smaller_or_within(codes, text, wrong):
    assert codes(text=text, facts=RECEPTION).get("claim.comparison") == (DOUBT if wrong else None)


@pytest.mark.parametrize(
    "claim", ["各项指标均已完成，无偏差。", "全部绩效指标均达到目标值。", "绩效目标完成率100%。"]
)
def test_all_targets_met_is_said(codes, claim):
    missed = target(name="投诉件数", expected="≤5件", actual="7件")
    assert codes(missed, text=claim)["claim.all_met"] == DOUBT
    assert "claim.all_met" not in codes(target(), text=claim)
    assert codes(target(actual=""), text=claim)["claim.all_met_unfilled"] == DOUBT
    assert "claim.all_met" not in codes(missed, text=f"除投诉外，{claim}")


def test_a_number_of_the_goal_and_its_target(codes):
    row = target(name="改造农贸市场数量", expected="8家", actual="8家")
    assert codes(row, goal="全年完成9家农贸市场改造。") == {"restated.short": DOUBT}
    assert "restated.goal" not in codes(row, goal="全年完成8家农贸市场改造。")
    assert "restated.goal" not in codes(row, goal="累计完成9家农贸市场改造，其中改造农贸市场提升3家。")


def test_in_time_beside_two_dates(codes):
    late = "要求2023年11月底前完工。全部标段于2023年12月15日完工，按期完工率100%。"
    assert codes(text=late) == {"claim.late": DOUBT}
    assert not codes(text=late.replace("12月15日", "11月15日"))
    assert not codes(text=late.replace("，按期完工率100%", ""))


@pytest.mark.parametrize("negative", rulebook().negatives, ids=lambda n: n.text[:20])
def test_what_was_once_a_false_alarm_stays_silent(codes, negative):
    assert not set(codes(text=negative.text, facts={"budget_transferred": money("100")})) & set(
        negative.codes
    )
    assert set(negative.codes) <= set(rulebook().codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("XX局承担市场监管职责，全年查办案件26件。", "text.placeholder"),
        ("此处填写项目概况。", "text.placeholder"),
        ("支出比上年增长13.95。", "text.unit_missing"),
        ("二、2021年度部门决算情况说明", "text.heading_year"),
    ],
)
def test_what_was_left_unfinished(codes, text, code):
    assert codes(text=text) == {code: DOUBT}


@pytest.mark.parametrize(
    "text",
    [
        "某某局承担市场监管职责。",
        "支出比上年增长13.95%。",
        "收、支总计各减少1267.86,2570.97万元。",
        "二、2023年度部门决算情况说明",
        "2021年度部门决算比今年多。",
    ],
)
def test_what_only_looks_unfinished(codes, text):
    assert not codes(text=text)


def test_targets_without_a_value(codes):
    assert codes(target(), target(name="合格率", expected="", actual="优"))["target.no_value"] == DOUBT
    assert "target.no_value" not in codes(target())


def test_an_amount_of_the_text_and_the_table_under_one_name(codes):
    table = [figure("本年支出合计", "5092.16")]
    assert codes(text="本年支出合计5,192.16万元。", figures=table) == {"restated.text": DOUBT}
    for text in (
        "本年支出合计5,092.16万元。",
        "本年支出合计约5,100万元。",
        "上年支出合计5,192.16万元。",
        "截至6月底，本年支出合计2,000.00万元。",
    ):
        assert not codes(text=text, figures=table)


def test_two_things_read_as_one_are_no_contradiction_until_somebody_confirms_them(codes):
    def spent(*values, **more):
        return {
            "spent_total": [
                {**money(value)[0], "section": f"表{n}", **more} for n, value in enumerate(values)
            ]
        }

    assert codes(facts=spent("31.24", "5092.16")) == {"restated.differs": ERROR}
    assert not codes(facts=spent("31.24", "5092.16", unconfirmed=True))
    assert codes(facts=spent("1223.00", "12230000.00", unconfirmed=True)) == {"restated.differs": ERROR}
    assert codes(facts=spent("5092.16", "5029.16", unconfirmed=True)) == {"restated.differs": ERROR}


def test_a_slip_of_units_is_told_of_a_rate_too_before_anybody_has_checked_its_parts(codes):
    def told(spent):
        printed = {
            "budget_total": ("200", "万元"),
            "spent_total": (spent, "万元"),
            "execution_rate": ("95", "%"),
        }
        facts = {name: [{**money(*one)[0], "unconfirmed": True}] for name, one in printed.items()}
        return codes(facts=facts).get("rate.mismatch")

    assert told("19000") == told("210") == ERROR
    assert told("1530") is None


def test_a_rate_of_the_text_and_its_target(codes):
    row = target(name="受益农户满意度", expected="≥90%", actual="92.3%", kind="satisfaction")
    assert codes(row, text="受益农户满意度93.2%。") == {"restated.goal": DOUBT}
    for text in (
        "受益农户满意度92.3%。",
        "受益农户满意度为92%。",
        "受益农户满意度目标为90%。",
        "沿线商户满意度93.2%。",
    ):
        assert not codes(row, text=text)


def test_a_head_that_says_ten_thousands_over_yuan(tmp_path):
    folder = filing(tmp_path / "a", facts={"budget_total": money("1223.00")})
    data = yaml.safe_load((folder / "submission.yaml").read_text(encoding="utf-8"))
    row = {"name": "监测运维", "category": "project", "budget": "12230000.00", "spent": "12000000.00"}
    for unit, wanted in (("万元", ["error"]), ("", [])):
        data["tasks"] = {"section": "二", "rows": [row], "printed_unit": unit}
        (folder / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        found = review(load_filing(folder)[0].evaluate())
        assert [f.severity for f in found if f.code == "table.unit"] == wanted


def test_what_is_measured_may_be_a_fraction_and_what_is_counted_may_not(tmp_path, capsys):
    for value, unit, code in (("96.40", "分", 0), ("62.4", "公里", 0), ("12.5", "户", 1)):
        folder = filing(tmp_path / unit, figures=[figure("自评平均得分", value, unit, kind="count")])
        assert main(["review", str(folder)]) == code, unit
    assert "整数" in capsys.readouterr().err
