"""Documents read by the program and reviewed at once: what looks like one quantity in two places and is not,
and the same with the fault in it."""

from __future__ import annotations

import pytest

from perfkit.intake import read_filings, write_drafts
from perfkit.review import DOUBT, ERROR, NOTE, review
from perfkit.review.unscored import load_filing


@pytest.fixture
def found(tmp_path):
    """Codes, with their severity, of a document's text."""

    def of(*lines, title="2023年度部门整体支出绩效自评报告", notes=False):
        path = tmp_path / "a.txt"
        path.write_text("\n".join((title, "某县水利局", *lines)), encoding="utf-8")
        (folder,) = write_drafts(read_filings(path), tmp_path / "draft")
        department, _ = load_filing(folder)
        made = review(department.evaluate())
        return {f.code: f.severity for f in made if notes or f.severity != NOTE}

    return of


GOALS = (
    "一、项目基本情况",
    "(一)项目绩效目标",
    "1.总体绩效目标。到2022年,全县建成高标准农田6.5万亩;到2030年,力争建成高标准农田8万亩。",
    "2.2023年度绩效目标。新建高标准农田{}万亩;亩均投入财政资金1500元。",
    "3.2024年度绩效目标。新建高标准农田{}万亩;亩均投入财政资金1950元。",
)


def test_goals_of_two_years_are_two_numbers(found):
    assert not found(*(line.format(1.2) for line in GOALS[:4]), GOALS[4].format(1.4))


@pytest.mark.parametrize("first", [2022, 2023])
def test_amounts_after_the_name_of_another_year(found, first):
    text = f"两年资金共计910万元,其中{first}年省级资金240万元、中央资金200万元,2024年省级资金310万元、中央资金160万元。"
    assert not found("一、资金情况", text)
    costs = f"{first}年度“三公”经费支出合计20.12万元,其中:公务接待12.39万元,公务用车运行费用7.73万元。"
    assert not found("一、预算", costs, "二、决算", "2024年度“三公”经费预算21.8万元,其中:公务接待11.8万元。")


def test_an_item_of_two_wholes(found):
    text = "省级补助910万元,其中:小流域治理260万元,灌区改造650万元。"
    apart = "县级配套1820万元,其中:小流域治理620万元,灌区改造1200万元。"
    assert not found("一、资金下达", apart, "二、资金配套", text)
    wrong = "县级资金1820万元,其中:小流域治理260万元,灌区改造1560万元。"
    assert found("一、资金下达", apart, "二、资金使用", wrong) == {"restated.slip": DOUBT}


@pytest.mark.parametrize(("rate", "severity"), [("98", ERROR), ("99", NOTE), ("100", None)])
def test_a_rate_of_which_the_rest_was_cut_off(found, rate, severity):
    text = f"预算2596万元,实际支出2595.62万元,预算执行率{rate}%。"
    told = found("一、预算执行", text, notes=True)
    assert told.get("rate.text") == severity and (severity == ERROR or "rate.of_roles" not in told)


FUNDS = (
    "项目支出绩效自评表",
    "(2023年度)",
    "项目名称\t渠道维修",
    "项目资金(万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
    "\t年度资金总额:\t{0}\t{0}\t{0}\t10\t100%\t10",
    "\t其中:本年财政拨款\t90\t90\t90\t/\t100%\t/",
)


@pytest.mark.parametrize(("total", "codes"), [("0", {"sum.sources": DOUBT}), ("90", {}), ("95", {})])
def test_a_part_that_exceeds_its_total(found, total, codes):
    assert found(*(line.format(total) for line in FUNDS)) == codes


FORM = (
    "项目支出绩效自评表",
    "(2023年度)",
    "项目名称\t饮水维修",
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t{}",
    "产出指标\t质量指标\t水质达标率\t≥95%\t92.3%\t",
    "\t数量指标\t维修工程\t≥45处\t45处\t",
)


@pytest.mark.parametrize(("head", "asked"), [("未完成原因和改进措施", True), ("备注", False)])
def test_a_reason_is_asked_for_where_the_form_has_a_column_for_it(found, head, asked):
    assert ("target.no_reason" in found(*(line.format(head) for line in FORM))) is asked


def test_what_rests_on_a_notice_is_no_goal(found):
    basis = "根据《关于下达2023年补助资金的通知》,我局将预拨资金3608万元分配到各实施机构,将清算资金120万元分配到乡镇。"
    assert "goal.unanswered" not in found("一、项目绩效目标情况", basis, "二、实施情况", "项目按计划实施。")
    goal = "新建蓄水池12座,维修渠道30公里。"
    assert "goal.unanswered" in found("一、项目绩效目标情况", goal, "二、实施情况", "项目按计划实施。")
