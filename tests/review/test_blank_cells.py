"""What a form asks for and nobody filled in; each fault with a near miss beside it."""

from __future__ import annotations

import pytest
from small_filings import money, target

MISSED = target(
    name="巡河次数", expected="≥24次", actual="20次", weight="10", self_score="8", reason="汛期停巡"
)
MET = target(name="巡河次数", expected="≥24次", actual="26次", weight="10", self_score="10")


def table(*rows):
    return [{"place": "表2", "rows": list(rows)}]


@pytest.mark.parametrize("rows", [MISSED, MET], ids=["missed", "met"])
@pytest.mark.parametrize("label", ["节约措施（须填写）", "改进办法（必填）"])
def test_a_cell_that_must_be_filled_in(codes, rows, label):
    assert codes(rows, printed=table("项目名称 | 河道巡查", f"{label} | "))["form.blank"] == "doubt"
    assert "form.blank" not in codes(rows, printed=table("项目名称 | 河道巡查", f"{label} | 错峰用车"))


@pytest.mark.parametrize(
    "label", ["其他说明", "其他说明（如有请填写）", "改进措施（选填）", "联系电话", "备注"]
)
def test_a_cell_that_may_stay_blank(codes, label):
    assert "form.blank" not in codes(MISSED, printed=table("项目名称 | 河道巡查", f"{label} | "))


@pytest.mark.parametrize("label", ["未完成指标的原因（必填）", "整改措施（有未完成指标的必填）"])
def test_what_is_asked_where_a_target_was_missed(codes, label):
    assert "form.blank" in codes(MISSED, printed=table(f"{label} | "))
    assert "form.blank" not in codes(MET, printed=table(f"{label} | "))


def test_measures_are_due_where_no_row_tells_its_reason(codes):
    silent = target(name="巡河次数", expected="≥24次", actual="20次")
    assert "form.blank" in codes(silent, printed=table("偏差原因分析 | "))
    assert "form.blank" not in codes(MISSED, printed=table("偏差原因分析 | "))
    assert "form.blank" not in codes(MET, printed=table("偏差原因分析 | "))


@pytest.mark.parametrize(("spent", "blank"), [("71.00", True), ("93.00", False)])
def test_the_reason_of_a_low_rate(codes, spent, blank):
    facts = {"budget_total": money("100.00"), "spent_total": money(spent)}
    found = codes(MET, facts=facts, printed=table("预算执行率低于90%的原因 | "))
    assert ("form.blank" in found) is blank


def test_a_grade_that_is_asked_for(codes):
    rows = table("自评等级（按得分填写） | ", "填表人 | 某某某")
    assert "form.blank" in codes(MET, printed=rows)
    assert "form.blank" not in codes(MET, own={"grade": "优"}, printed=rows)


def test_what_became_of_the_goal(codes):
    goal = "总体目标 | 年初设定 | 全年巡查河道不少于二十四次，沿河垃圾及时清运。"
    assert "form.blank" in codes(MET, printed=table(goal, "^ | 实际完成情况 | "))
    assert "form.blank" not in codes(MET, printed=table(goal, "^ | 实际完成情况 | 巡查二十六次。"))
    assert "form.blank" not in codes(MET, printed=table("资金使用 | 年初设定 | 按进度", "^ | 完成情况 | "))


HEAD = "指标名称 | 分值 | 得分 | 扣分原因（未得满分的须填写）"


def test_a_row_without_full_points_and_without_a_word(codes):
    assert "form.blank" in codes(printed=table(HEAD, "制度建设 | 8 | 8 | ", "宣传发动 | 6 | 5 | "))
    assert "form.blank" not in codes(printed=table(HEAD, "制度建设 | 8 | 8 | ", "宣传发动 | 6 | 5 | 场次少"))
    head, rows = HEAD.partition("（")[0], ("制度建设 | 8 | 8 | ", "宣传发动 | 6 | 5 | ")
    note = "注：得分低于分值的，须在“扣分原因”栏说明。"
    assert "form.blank" not in codes(printed=table(head, rows[0], "合计 | 14 | 13 | "), text=note)
    assert "form.blank" in codes(printed=table(head, *rows), text=note)
    assert "form.blank" not in codes(printed=table(head, *rows), text="注：得分低于分值的，可在末栏说明。")
    assert "form.blank" in codes(printed=table(head, *rows), text="注：无偏差的，须填写“无”。")
    asked = HEAD.replace("须填写", "可填写")
    assert "form.blank" not in codes(printed=table(asked, "宣传发动 | 6 | 5 | "))


def test_full_points_and_no_reason_where_a_note_wants_one(codes):
    full = target(name="巡河次数", expected="≥24次", actual="20次", weight="10", self_score="10")
    note = "注：未达到目标值的，须在末栏说明原因。"
    assert "form.blank" in codes(full, text=note)
    assert "form.blank" not in codes(full, text="注：末栏可写明原因。")
    assert "form.blank" not in codes({**full, "reason": "汛期停巡"}, text=note)


def test_a_heading_with_nothing_below(codes):
    parts = {"problems": [{"section": "五 存在的问题", "text": ""}]}
    assert codes(narrative=parts)["form.blank"] == "doubt"
    assert "form.blank" not in codes(narrative={"problems": [{"section": "五", "text": "无。"}]})


def test_a_reason_that_breaks_off(codes):
    assert "text.placeholder" in codes(text="巡查次数没有达到，主要原因是：。下年补上。")
    assert "text.placeholder" not in codes(text="巡查次数没有达到，主要原因是：汛期停巡。")


def test_one_cell_may_give_the_reasons_of_all_rows(codes):
    rows = target(name="巡河次数", expected="≥24次", actual="20次")
    head = table("指标名称 | 目标值 | 完成值", "巡河次数 | ≥24次 | 20次", "未完成原因分析 | 汛期停巡四次。")
    told = {"other": [{"section": "未完成原因分析（表2第3行第2列）", "text": "汛期停巡四次。"}]}
    assert "target.no_reason" in codes(rows, printed=table("指标名称 | 未完成原因", "巡河次数 | "))
    assert "target.no_reason" not in codes(rows, printed=head, narrative=told)
    as_row = table("指标名称 | 目标值 | 完成值", "巡河次数 | ≥24次 | 20次", "未达标原因 | 汛期停巡四次。 | <")
    assert "target.no_reason" not in codes(rows, printed=as_row)


def test_the_one_row_that_a_column_leaves_out(codes):
    head = "未完成指标 | 未完成原因 | 改进措施"
    rows = ("巡河次数 | 汛期停巡 | 补足场次", "水质达标 | 总磷偏高 | ")
    assert "form.blank" in codes(printed=table(head, *rows))
    assert "form.blank" not in codes(printed=table(head, *rows, "清淤长度 | 雨水多 | "))
    assert "form.blank" not in codes(printed=table(head, rows[0], "水质达标 | 无 | "))


def test_a_person_in_charge_and_a_day_that_are_left_open(codes):
    assert "text.placeholder" in codes(text="逐项明确责任。整改责任科室：　　　完成时限：")
    assert "text.placeholder" not in codes(text="逐项明确责任。整改责任科室：预算科　完成时限：6月底")


@pytest.mark.parametrize(("reason", "asked"), [("一家放弃", False), ("", True)])
def test_a_reason_that_another_table_gives(codes, reason, asked):
    row = target(name="兑付企业数", expected="≥75家", actual="74家")
    told = table("未完成指标 | 完成值 | 未完成原因", f"兑付企业数 | 74家 | {reason}")
    assert ("target.no_reason" in codes(row, printed=told)) is asked


SCORED = "指标 | 分值 | 得分 | {}"


@pytest.mark.parametrize("head", ["扣分原因", "失分说明", "未得满分原因"])
def test_points_lost_under_a_head_that_asks_why(codes, head):
    rows = [SCORED.format(head), "巡河记录完整性 | 10 | 8 | ", "巡河次数 | 20 | 20 | "]
    assert codes(printed=table(*rows)) == {"form.blank": "doubt"}
    assert not codes(printed=table(rows[0], "巡河记录完整性 | 10 | 8 | 记录缺页", rows[2]))
    assert not codes(printed=table(rows[0], "巡河记录完整性 | 10 | 10 | ", rows[2]))
    assert not codes(printed=table(rows[0], "预算执行率 | 10 | 9.8 | ", rows[2]))
    assert not codes(printed=table(*rows), text="巡河记录完整性一项因记录缺页扣2分。")


@pytest.mark.parametrize(
    ("expected", "actual", "wrong"),
    [("健全", "基本健全", True), ("健全", "健全", False), ("≥90%", "93%", False)],
)
def test_points_lost_under_a_head_that_asks_for_deviations(codes, expected, actual, wrong):
    row = target("巡河制度", expected, actual, weight="10", self_score="9")
    rows = [
        "指标 | 目标值 | 完成值 | 分值 | 得分 | 偏差原因分析",
        f"巡河制度 | {expected} | {actual} | 10 | 9 | ",
    ]
    assert ("form.blank" in codes(row, printed=table(*rows))) is wrong


def test_a_change_without_the_reason_that_other_rows_give(codes):
    rows = ["科目 | 年初预算 | 调整数 | 调整原因", "人员 | 30 | 4 | 增资", "公用 | 8 | 1.5 | "]
    assert codes(printed=table(*rows)) == {"form.blank": "doubt"}
    assert not codes(printed=table(*rows[:2], "公用 | 8 | 0 | "))
    assert not codes(printed=table(rows[0], "人员 | 30 | 4 | ", rows[2]))  # a column that nobody uses


def test_a_row_with_points_and_no_weight(codes):
    rows = ["指标 | 分值 | 得分", "甲 | 20 | 20", "乙 |  | 15", "丙 | 30 | 29", "丁 | 35 | 35"]
    assert codes(printed=table(*rows)) == {"form.blank": "doubt"}
    assert not codes(printed=table(*rows[:2], "乙 | 15 | 15", *rows[3:]))
    assert not codes(printed=table(*rows[:2], "乙 |  | ", *rows[3:]))


@pytest.mark.parametrize(("spent", "wrong"), [("0.00", False), ("2.40", True)])
def test_a_column_that_numbers_lines_has_no_amounts(codes, spent, wrong):
    printed = table(
        "项目 | 行次 | 预算数 | 决算数",
        f"因公出国（境）费 | 2 | 0.00 | {spent}",
        "公务接待费 | 3 | 4.00 | 2.78",
    )
    found = codes(text="本年没有因公出国（境）团组。", printed=printed)
    assert ("claim.none_said" in found) is wrong
