"""Balances of amounts that a text names, reasons against changes, and claims in the words of any department;
each fault with a near miss beside it."""

from __future__ import annotations

import pytest
import yaml

from perfkit.review import DOUBT, ERROR, NOTE, review
from perfkit.review.unscored import load_filing


@pytest.fixture
def found(tmp_path):
    """Codes above a note, with their severity, of a text."""

    def of(*texts, kind="department"):
        data = {
            "department": {"id": "somewhere", "name": "某县某局"},
            "year": 2023,
            "form": {"kind": kind},
            "narrative": {"other": [{"section": "三", "text": text} for text in texts]},
        }
        (tmp_path / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        department, _ = load_filing(tmp_path)
        return {f.code: f.severity for f in review(department.evaluate()) if f.severity != NOTE}

    return of


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "年初结转88.40万元，全年收入1520.00万元，全年支出1496.25万元，年末结余121.15万元。",
            "年初结转88.40万元，全年收入1520.00万元，全年支出1496.25万元，年末结余112.15万元。",
        ),
        (
            "部门预算总额812.60万元。实际支出790.45万元，尚有资金结余21.15万元。",
            "部门预算总额812.60万元。实际支出790.45万元，尚有资金结余22.15万元。",
        ),
        (
            "期初预算640.00万元，年中追加85.50万元，调整后预算752.50万元。",
            "期初预算640.00万元，年中追加85.50万元，调整后预算725.50万元。",
        ),
        (
            "年初批复预算640.00万元，年中压减40.00万元，调整后预算680.00万元。",
            "年初批复预算640.00万元，年中压减40.00万元，调整后预算600.00万元。",
        ),
        (
            "单位资产总额965.00万元，在用资产918.00万元，闲置资产74.00万元。",
            "单位资产总额965.00万元，在用资产918.00万元，闲置资产47.00万元。",
        ),
    ],
)
def test_amounts_that_a_text_names_balance(found, wrong, right):
    assert found(wrong).get("difference.text") in (ERROR, DOUBT)
    assert "difference.text" not in found(right)


@pytest.mark.parametrize(
    "silent",
    [
        # a further term, another fund, another year, a part; and a difference that the text itself prints
        "年初结转88.40万元，本年收入1520.00万元，本年支出1496.25万元，缴回财政9.00万元，年末结余103.15万元。",
        "年初结转88.40万元，政府性基金本年收入300.00万元，一般公共预算本年支出296.00万元，年末结余12.40万元。",
        "年初预算640.00万元，年中追加85.50万元，上年结转20.00万元，调整后预算745.50万元。",
        "年初预算640.00万元，年中追加85.50万元，年中调减30.00万元，调整后预算695.50万元。",
        "预算总额812.60万元，实际支出790.45万元，结余率2.73%。",
    ],
)
def test_amounts_with_a_further_term_are_let_be(found, silent):
    assert "difference.text" not in found(silent)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "办公费比上年增加3.10万元，主要原因是压缩了办公开支。",
            "办公费比上年减少3.10万元，主要原因是压缩了办公开支。",
        ),
        (
            "出国费较去年下降1.20万元，下降20.00%，主要是新增出国任务。",
            "出国费较去年增加1.20万元，增长20.00%，主要是新增出国任务。",
        ),
        (
            "差旅费同比减少0.80万元，原因是下乡检查增多。",
            "差旅费同比减少0.80万元，原因是下乡检查减少、新增视频会议。",
        ),
        ("印刷费较上年增加0.50万元，主要是厉行节约。", "年末结余比上年增加0.50万元，主要是厉行节约。"),
        (
            "邮电费比上年增长4.00%，主要是落实过紧日子要求。",
            "邮电费比上年增长4.00%，主要是上年厉行节约基数较低。",
        ),
    ],
)
def test_a_reason_that_runs_against_its_change(found, wrong, right):
    assert found(wrong).get("claim.reason") == DOUBT
    assert "claim.reason" not in found(right)


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        (
            "劳务费年初预算20.00万元，支出决算23.00万元，完成年初预算的115.00%。决算数小于年初预算数的主要原因是用工减少。",
            "劳务费年初预算20.00万元，支出决算17.00万元，完成年初预算的85.00%。决算数小于年初预算数的主要原因是用工减少。",
            "claim.comparison",
        ),
        (
            "维修费决算9.00万元，预算7.00万元，决算数与预算数基本持平。",
            "维修费决算7.10万元，预算7.00万元，决算数与预算数基本持平。",
            "claim.comparison",
        ),
        (
            "核定编制33名，年末在职36名，未超过核定编制。",
            "核定编制33名，年末在职31名，未超过核定编制。",
            "claim.beside",
        ),
        (
            "审计反馈问题14个，已整改11个，问题已整改到位。",
            "审计反馈问题14个，已整改14个，问题已整改到位。",
            "claim.beside",
        ),
        (
            "计划巡查48次，实际巡查41次，巡查任务全部完成。",
            "计划巡查48次，实际巡查48次，巡查任务全部完成。",
            "claim.beside",
        ),
        (
            "绿化覆盖率目标不低于38%，实际36.5%，达到目标要求。",
            "绿化覆盖率目标不低于38%，实际39.5%，达到目标要求。",
            "claim.beside",
        ),
        (
            "资产总额500.00万元，在用480.00万元，无闲置资产。",
            "资产总额500.00万元，在用500.00万元，无闲置资产。",
            "claim.beside",
        ),
        (
            "会议费支出6.40万元，上年同期5.90万元，做到了只减不增。",
            "会议费支出5.40万元，上年同期5.90万元，做到了只减不增。",
            "claim.beside",
        ),
        (
            "2022年度决算于2023年9月1日批复，2023年10月8日公布，公布及时。",
            "2022年度决算于2023年9月1日批复，2023年9月18日公布，公布及时。",
            "claim.term",
        ),
        (
            "投诉办结率从2022年的97.20%提升到2023年的96.40%。",
            "投诉办结率从2022年的96.20%提升到2023年的96.40%。",
            "claim.direction",
        ),
        (
            "参保率由上年的96.1%上升到96.9%，降低0.8个百分点。",
            "参保率由上年的96.1%上升到96.9%，提高0.8个百分点。",
            "rate.text_direction",
        ),
        (
            "运转支出610.00万元，其中：人员经费540.00万元；公用经费60.00万元。",
            "运转支出600.00万元，其中：人员经费540.00万元；公用经费60.00万元。",
            "sum.text_parts",
        ),
    ],
)
def test_claims_in_other_words(found, wrong, right, code):
    assert code in found(wrong)
    assert not found(right)


def test_one_name_in_two_years_is_no_slip(found):
    assert not found("基本支出3986.00万元。", "2022年基本支出3968.00万元。")
