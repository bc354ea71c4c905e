"""Balances of tables, rates by the names of their parts, lists of names, printed scales of grades, and
what is said to be none; each fault with a near miss beside it."""

from __future__ import annotations

import pytest
import yaml

from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing


@pytest.fixture
def found(tmp_path):
    """Codes above a note of texts and of a table, whose rows are parted by / ."""

    def of(*texts, table="", **more):
        data = {
            "department": {"id": "somewhere", "name": "某县某局"},
            "year": 2023,
            "form": {"kind": "department"},
            "narrative": {"other": [{"section": "三", "text": text} for text in texts]},
            **more,
        }
        if table:
            data["printed"] = [{"place": "表2", "unit": "万元", "rows": table.split(" / ")}]
        (tmp_path / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        department, _ = load_filing(tmp_path)
        return {f.code for f in review(department.evaluate()) if f.severity != NOTE}

    return of


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "上年结转 | 本年收入 | 本年支出 | 结转下年 / 14.50 | 260.00 | 251.30 | 32.20",
            "上年结转 | 本年收入 | 本年支出 | 结转下年 / 14.50 | 260.00 | 251.30 | 23.20",
        ),
        (
            "评分项 | 满分 | 扣分 | 得分 / 会计核算 | 8 | 1.5 | 7.5",
            "评分项 | 满分 | 扣分 | 得分 / 会计核算 | 8 | 1.5 | 6.5",
        ),
        (
            "科目 | 决算数 / 本年收入合计 | 260.00 / 年初结转和结余 | 14.50 / 总计 | 247.50",
            "科目 | 决算数 / 本年收入合计 | 260.00 / 年初结转和结余 | 14.50 / 总计 | 274.50",
        ),
    ],
)
def test_amounts_that_a_table_names_balance(found, wrong, right):
    assert "difference.table" in found(table=wrong)
    assert not found(table=right)


def test_a_blank_or_a_further_term_leaves_a_balance_open(found):
    head = "上年结转 | 本年收入 | 缴回财政 | 本年支出 | 结转下年"
    assert not found(table=head + " / 14.50 | 260.00 | 3.00 | 251.30 | 20.20")
    assert not found(table="上年结转 | 本年收入 | 本年支出 | 结转下年 /  | 260.00 | 251.30 | 23.20")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "核定编制25人，现有在职27人，财政供养人员控制率92.59%。",
            "核定编制25人，现有在职24人，财政供养人员控制率96.00%。",
        ),
        (
            "资金结余率为3.50%（结余66.00万元，预算总额2200.00万元）。",
            "资金结余率为3.00%（结余66.00万元，预算总额2200.00万元）。",
        ),
        (
            "预算调整率6.00%，年初预算950.00万元，年中追加47.50万元。",
            "预算调整率5.00%，年初预算950.00万元，年中追加47.50万元。",
        ),
    ],
)
def test_a_rate_by_the_names_of_its_parts(found, wrong, right):
    assert "rate.of_roles" in found(wrong)
    assert not found(right)


def test_a_rate_in_a_single_row_of_a_table(found):
    assert "rate.of_roles" in found(table="编制数 | 在职人数 | 控制率 / 50 | 53 | 94.34%")
    assert not found(table="编制数 | 在职人数 | 控制率 / 50 | 48 | 96.00%")
    assert not found(
        "预算执行率92.00%，其中基本支出预算300.00万元、支出290.00万元，项目支出预算100.00万元、支出78.00万元。"
    )


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("设有4个股，分别是秘书股、业务股、财务股。", "设有3个股，分别是秘书股、业务股、财务股。"),
        ("下属2家单位，即图书馆、文化馆、博物馆。", "下属3家单位，即图书馆、文化馆和博物馆。"),
    ],
)
def test_as_many_are_named_as_are_counted(found, wrong, right):
    assert "figure.named_list" in found(wrong)
    assert not found(right)


def test_an_open_list_and_a_name_with_and_are_let_be(found):
    assert not found("设有9个股，分别是秘书股、业务股等。")
    assert not found("牵头单位2个，分别是人力资源和社会保障局、民政局。")
    assert not found("牵头单位3个，分别是发展和改革局、民政局。")


USUAL = "得分{}分，等级为“{}”。"
OWN = "评价标准：95分及以上为优，85分至95分为良，70分至85分为中，70分以下为差。"


def test_the_grade_of_a_text_is_that_of_the_scale(found):
    assert "points.grade_text" in found("综合" + USUAL.format("88.2", "优"))
    assert not found("综合" + USUAL.format("88.2", "良"))
    assert "points.grade_text" in found(OWN, "自评" + USUAL.format("93", "优"))
    assert not found(OWN, "自评" + USUAL.format("93", "良"))


def test_the_grade_of_a_form_is_that_of_the_scale_it_prints(found):
    filed = {"section": "自评表", "total": "93", "grade": "良"}
    assert "points.grade" in found(self_evaluation=filed)
    assert not found(OWN, self_evaluation=filed)
    assert "points.grade" in found(OWN, self_evaluation=filed | {"grade": "优"})


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "全年没有新购车辆。公务用车购置费19.80万元。",
            "全年没有新购车辆。2022年公务用车购置费19.80万元。",
        ),
        (
            "本年未安排因公出国(境)团组。因公出国(境)费支出2.40万元。",
            "本年未安排因公出国(境)团组。因公出国(境)费支出0.00万元。",
        ),
        (
            "本部门无政府性基金预算收支。政府性基金预算财政拨款支出12.00万元。",
            "下属单位无政府性基金预算收支。政府性基金预算财政拨款支出12.00万元。",
        ),
    ],
)
def test_none_is_said_of_what_has_an_amount(found, wrong, right):
    assert "claim.none_said" in found(wrong)
    assert not found(right)


def test_over_a_budget_that_is_not_reached(found):
    assert "rate.text_direction" in found("培训费实际支出4.10万元，比预算4.60万元超支0.50万元。")
    assert not found("培训费实际支出4.10万元，比预算4.60万元节约0.50万元。")


def test_published_before_it_was_approved(found):
    text = "部门决算公开时间为2023年{}，财政批复时间为2023年8月30日。"
    assert "text.date_order" in found(text.format("8月25日"))
    assert not found(text.format("9月12日"))


def test_one_of_several_parts_is_no_rest(found):
    assert not found("房屋面积2500平方米，办公1500平方米，服务用房620平方米，闲置380平方米。")
    assert "sum.text_rest" in found("房屋面积2500平方米，在用2120平方米，闲置280平方米。")


def test_a_term_among_other_days(found):
    text = "预算于2023年3月1日上网；决算应于2023年10月15日前公开，实际于2023年{}上网。均做到及时公开。"
    assert "claim.term" in found(text.format("11月3日"))
    assert not found(text.format("10月9日"))


def test_a_word_that_only_begins_like_a_plan(found):
    row = {
        "block": "output",
        "kind": "quantity",
        "name": "开展应急救援次数",
        "expected": "≥15次",
        "actual": "15次",
    }
    filed = {"targets": {"section": "指标", "rows": [row]}, "form": {"kind": "project"}}
    assert "restated.short" in found("全年开展应急救援17次。", **filed)
    assert not found("全年应开展救援17次。", **filed)
