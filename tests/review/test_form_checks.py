"""Checks that need no scoring table: points and weights of a form, and its targets.

Every case has a near miss beside it that must stay silent.
"""

from __future__ import annotations

import json

import pytest
from small_filings import filing, money, target

from perfkit.cli import main
from perfkit.review import DOUBT, ERROR
from perfkit.review.explain import when
from perfkit.review.rulebook import rulebook


@pytest.mark.parametrize(
    ("kind", "word"), [("accounts", "决算"), ("project", "项目支出自评"), ("", "没有指明")]
)
def test_a_filing_that_no_scoring_table_fits_is_reviewed_and_says_why_nothing_was_scored(
    tmp_path, capsys, kind, word
):
    folder = filing(tmp_path / "a", target(weight="10", self_score="11"), form={"kind": kind})
    assert main(["review", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert word in shown and "得分 11" in shown
    assert main(["review", str(folder), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert word in record["not_scored"] and record["findings"][0]["class"] == "arithmetic"


def test_a_submission_with_faults_is_refused_with_their_lines(tmp_path, capsys):
    folder = filing(tmp_path / "a", target(weight="十分"))
    assert main(["review", str(folder)]) == 1
    assert "weight" in capsys.readouterr().err


def test_points_above_their_weight(codes):
    assert codes(target(weight="5", self_score="6"))["points.above_weight"] == ERROR
    assert "points.above_weight" not in codes(target(weight="5", self_score="5"))


@pytest.mark.parametrize(("reason", "left"), [("结转资金增加，扣2分", "3"), ("扣减0.5分", "4.5")])
def test_points_that_the_reason_takes_off(codes, reason, left):
    row = {"name": "结转结余变动率", "max": "5", "score": "5", "reason": reason}
    assert codes(own={"rows": [row]})["points.deduction_not_made"] == ERROR
    assert not codes(own={"rows": [{**row, "score": left}]})
    assert codes(own={"rows": [{**row, "score": "1"}]})["points.deduction_not_made"] == DOUBT
    assert not codes(own={"rows": [{**row, "score": "1", "reason": f"{reason}，另有台账不全"}]})
    assert not codes(own={"rows": [{**row, "score": "1", "reason": "台账缺页、更新迟，各扣2分"}]})
    assert not codes(own={"rows": [{**row, "reason": "每超1个百分点扣分"}]})


def rows_of(*weights, block="output"):
    return [
        target(name=f"完成事项{'甲乙丙丁戊己庚辛'[n]}数", weight=w, self_score=w, block=block)
        for n, w in enumerate(weights)
    ]


def test_the_weights_of_a_block_against_its_print(codes):
    form = {"kind": "project", "blocks": {"output": {"max": "50"}}}
    assert codes(*rows_of("20", "20", "20"), form=form)["sum.block_weights"] == ERROR
    assert not codes(*rows_of("20", "20", "10"), form=form)


def test_all_weights_against_a_hundred(codes):
    form = {"kind": "project", "blocks": {"execution": {"max": "10", "score": "10"}}}
    wrong = codes(*rows_of("40", "30", "20", "10"), form=form, own={"total": "100"})
    assert wrong["sum.block_weights"] == ERROR and wrong["sum.points"] == ERROR
    assert not codes(*rows_of("40", "30", "10", "10"), form=form, own={"total": "100"})


def test_the_total_against_the_rows(codes):
    form = {"kind": "project", "blocks": {"execution": {"max": "10", "score": "9.5"}}}
    rows = rows_of("50", "30", "10")
    assert codes(*rows, form=form, own={"total": "98.5"})["sum.points"] == ERROR
    assert not codes(*rows, form=form, own={"total": "99.5"})
    rows[0].pop("self_score")
    assert "sum.points" not in codes(*rows, form=form, own={"total": "98.5"})


def test_a_total_in_the_text_and_the_one_of_the_form(codes):
    assert codes(text="该项目自评得分97.10分。", own={"total": "98.1"})["sum.points_text"] == ERROR
    assert not codes(text="该项目自评得分98.10分，全部项目平均得分96.40分。", own={"total": "98.1"})


@pytest.mark.parametrize(
    ("total", "grade", "wrong"),
    [("85", "优", True), ("90", "优", False), ("59.9", "中", True), ("80", "良", False)],
)
def test_the_grade_against_the_total(codes, total, grade, wrong):
    assert ("points.grade" in codes(own={"total": total, "grade": grade})) is wrong


def test_points_for_execution(codes):
    form = {"kind": "project", "blocks": {"execution": {"max": "10", "score": "9.5"}}}
    spent = {"budget_total": money("200"), "spent_total": money("150")}
    assert codes(form=form, facts=spent)["points.execution"] == DOUBT
    assert not codes(form=form, facts={**spent, "spent_total": money("190")})
    printed = {"execution_rate": [{"value": "90.75", "unit": "%", "section": "表1"}]}
    assert codes(form=form, facts=printed)["points.execution"] == DOUBT


@pytest.mark.parametrize(
    ("expected", "actual", "severity"),
    [
        ("≥95%", "91.7%", ERROR),
        ("≤120元", "131.4元", ERROR),
        ("4万元以内", "4.3万元", ERROR),
        ("100%", "99.2%", ERROR),
        ("≥95%", "95%", None),
        ("≤30工作日", "30工作日", None),
        ("健全", "健全", None),
    ],
)
def test_full_points_for_a_missed_target(codes, expected, actual, severity):
    found = codes(target(expected=expected, actual=actual, weight="10", self_score="10", kind="quality"))
    assert found.get("target.full_points") == severity
    less = codes(target(expected=expected, actual=actual, weight="10", self_score="9", kind="quality"))
    assert "target.full_points" not in less


def test_the_form_s_own_operator_is_believed_before_a_reading(codes):
    row = target(expected="90", actual="95", weight="10", self_score="10", operator="≤", unit="元")
    assert "target.full_points" not in codes({**row, "operator": "≥"})


def test_full_points_without_a_column_of_weights_show_by_the_block(codes):
    form = {"kind": "project", "blocks": {"targets": {"max": "80"}}}
    rows = [
        target(name="合格率", expected="70%", actual="68.5%", self_score="30", kind="quality"),
        target(self_score="50"),
    ]
    assert codes(*rows, form=form)["target.full_points"] == DOUBT
    rows[0]["self_score"] = "29"
    assert "target.full_points" not in codes(*rows, form=form)


def test_points_far_beyond_what_was_reached(codes):
    row = target(actual="50人次", weight="10", self_score="9")
    assert codes(row)["target.points_beyond"] == DOUBT
    assert "target.points_beyond" not in codes({**row, "self_score": "6"})


def test_a_missed_target_without_a_reason_where_the_form_asks_for_one(codes):
    told = target(name="开业率", expected="≥90%", actual="87.5%", kind="quality", reason="管网迁改")
    silent = target(name="投诉件数", expected="≤5件", actual="7件")
    assert codes(told, silent)["target.no_reason"] == DOUBT
    assert "target.no_reason" not in codes(told, {**silent, "reason": "扰民"})
    assert "target.no_reason" not in codes({**told, "reason": ""}, silent)


def test_a_code_explains_itself(capsys):
    assert main(["review", "--explain", "sum.text_parts"]) == 0
    shown = capsys.readouterr().out
    assert "表内运算" in shown and "不一定是全部" in shown and "其中" in shown and "没有列入合计" in shown
    assert main(["review", "--explain", "sum.text_part"]) == 1
    assert "sum.text_parts" in capsys.readouterr().err
    assert main(["review"]) == 1


def test_every_code_says_in_chinese_and_english_when_it_is_given():
    codes = rulebook().codes
    assert set(rulebook().when) <= set(codes)
    for code in codes:
        chinese = [char for char in when(code).zh if "\u4e00" <= char <= "\u9fff"]
        assert len(chinese) > 8 and len(when(code).en) > 20, code


@pytest.mark.parametrize(
    ("expected", "actual", "wrong"),
    [
        ("≥3万人次", "3.46", False),
        ("≥3万人次", "2.46", True),
        ("≥3万人次", "34600", False),
        ("6万元封顶", "5.2万元", False),
    ],
)
def test_a_bare_result_is_in_the_unit_of_its_target(codes, expected, actual, wrong):
    row = target(name="活动惠及人次", expected=expected, actual=actual, weight="10", self_score="10")
    assert ("target.full_points" in codes(row)) is wrong


def test_printed_maxima_of_the_blocks_against_a_hundred(codes):
    def form(*most):
        names = ("execution", "output", "benefit", "satisfaction")
        return {"kind": "project", "blocks": {n: {"max": m} for n, m in zip(names, most, strict=False)}}

    assert codes(target(), form=form("10", "70", "20", "10")) == {"sum.block_weights": ERROR}
    assert not codes(target(), form=form("10", "50", "30", "10"))
    assert not codes(target(), form=form("10", "70"))


def test_a_subtotal_of_several_blocks_is_not_the_one_of_the_first(codes):
    rows = [
        target(name="开业率", block="output", weight="40", self_score="39"),
        target(name="就业人数", block="benefit", kind="social", weight="20", self_score="19"),
    ]
    form = {"kind": "project", "blocks": {"output": {"max": "60"}}}
    assert "sum.block_weights" not in codes(*rows, form=form)
    form["blocks"]["output"]["max"] = "50"
    assert "sum.block_weights" in codes(*rows, form=form)
