"""Hunting contradictions: what a note finds, what it does not, and what people really write."""

from __future__ import annotations

import pytest
from training_trainees import perfect_sheet

from perfkit.training import open_lesson
from perfkit.training.cases.case import TraineeCase
from perfkit.training.cases.contradictions import of_finding
from perfkit.training.cases.grading import grade_sheet
from perfkit.training.cases.hunt import hunt
from perfkit.training.cases.notes import KIND_WORDS, KINDS, Note, figures_in, read_note
from perfkit.training.cases.sheet import Sheet

SPAM = (
    [("sum", "一（四）1（1）")] * 3
    + [("restated", "一（四）1（1）")] * 2
    + [("rate", "一（四）1（1）")] * 2
    + [("target", "四 年度绩效指标完成情况")] * 5
    + [("score", "四 部门整体支出绩效评分表")] * 6
    + [("sum", "四 年度主要任务完成情况")] * 2
    + [("claim", "一（四）2"), ("sum", "一（四）3")]
)


def faults(case):
    return {fault.kind: one for fault, one in zip(case.department.faults, case.contradictions, strict=True)}


def hunted(case, *notes):
    return hunt(
        [
            read_note(kind, [place] if isinstance(place, str) else place, words)
            for kind, place, words in notes
        ],
        case.contradictions,
        case.also_true,
    )


def test_the_same_note_twice_finds_one_and_is_named_as_repeated():
    case = TraineeCase(1, 3)
    done = hunted(case, *[("合计", "一（四）1（1）", "310.62")] * 2)
    assert [one.truth.zh[:9] for one in done.found] == ["基本支出与项目支出"] and len(done.repeated) == 1
    grade = grade_sheet(
        case,
        Sheet(
            perfect_sheet(case).lines,
            tuple((row, "合计对不上", ("一（四）1（1）",), "310.62") for row in range(2, 12)),
        ),
    )
    assert len(grade.hunt.found) == 1 and len(grade.hunt.repeated) == 9 and not grade.passed


def test_a_section_without_a_figure_finds_nothing_where_several_stand():
    case = TraineeCase(1, 3)
    done = hunted(
        case,
        ("合计", "一（四）1（1）", ""),
        ("指标", "四 年度绩效指标完成情况", ""),
        ("自评分", "评分表", ""),
    )
    assert not done.found and len(done.vague) == 3
    assert "请补上数字" in repr(open_lesson("contradictions").check("5.8", [("合计", "一（四）1（1）", "")]))


def test_guessing_sections_finds_next_to_nothing():
    found = total = 0
    for number in range(1, 31):
        case = TraineeCase(number, 3)
        done = hunted(case, *[(kind, place, "") for kind, place in SPAM])
        found, total = found + len(done.found), total + len(case.contradictions)
    assert found < total / 10


@pytest.mark.parametrize("level", [3, 4])
def test_one_note_each_finds_each_fault_in_every_case(level):
    for number in range(1, 41):
        case = TraineeCase(number, level)
        done = hunted(case, *[(sorted(one.kinds)[0], one.home, one.clue) for one in case.contradictions])
        assert not done.missed and not done.false_alarms, (
            number,
            [one.truth.zh for one in done.missed],
            done,
        )
        for one in case.contradictions:
            alone = hunted(case, (sorted(one.kinds)[-1], one.home, one.clue))
            assert len(alone.found) == 1, (number, one)


def test_figures_of_one_fault_do_not_find_another():
    case = TraineeCase(1, 3)
    known = faults(case)
    assert hunted(case, ("合计", "一（四）1（1）", "126.11 79.26")).found == (known["quarters"],)
    assert hunted(case, ("比率", "一（四）1（1）", "43.28")).found == (known["quarters"],)
    assert not known["basic_and_project"].figures & known["quarters"].figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("〔二（二）（4）〕印作 190块", ("190",)),
        ("截至 6 月底 79.26 万元", ("79.26",)),
        ("2020 年度 5 个", ("5",)),
        ("第 3 条、问题4", ()),
        ("１，１９０．５", ("1", "190.5")),
        ("1,190.50 元", ("1190.50",)),
        ("D7 里 93.15%", ("93.15",)),
    ],
)
def test_labels_months_and_years_are_no_figures(text, figures):
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    "place",
    [
        "四 部门整体支出绩效评分表",
        "评分表",
        "自评分（评分表）",
        "总分",
        "综合评分",
        "评分表 总分",
        "四部门整体支出绩效评分表",
    ],
)
def test_a_table_may_be_called_by_its_caption_or_its_short_name(place):
    case = TraineeCase(1, 3)
    assert hunted(case, ("自评分", place, "93.93")).found == (faults(case)["score_total"],)


@pytest.mark.parametrize(
    "place", ["一（四）1（1）", "一（四）1", "预算执行情况", "一(四)1(1)", "一 （四） 1 （1）"]
)
def test_a_section_may_be_called_by_its_heading(place):
    case = TraineeCase(1, 3)
    assert hunted(case, ("合计", place, "310.62")).found == (faults(case)["basic_and_project"],)


def test_captions_of_the_reading_copy_are_places_that_count():
    from perfkit.training.lessons.views import reading_copy
    from perfkit.views.tables.table import Table

    case = TraineeCase(1, 3)
    captions = [piece.caption for piece in reading_copy(case, "zh").pieces if isinstance(piece, Table)]
    assert captions == ["四 年度主要任务完成情况", "四 年度绩效指标完成情况", "四 部门整体支出绩效评分表"]


def test_problems_are_found_by_their_number_and_targets_by_short_names():
    case = TraineeCase(3, 4)
    known = faults(case)
    assert hunted(case, ("自述", "问题4", "日常检查频次不足")).found == (known["admitted_problem"],)
    assert hunted(case, ("自评分", "等级", "")).found == (known["grade"],)
    assert hunted(case, ("比率", "任务表", "86.56")).found == (known["task_completion"],)


def test_a_note_that_the_review_holds_as_well_is_no_false_alarm():
    for number in (1, 2, 3, 7, 11):
        case = TraineeCase(number, 3)
        for finding in case.findings:
            one = of_finding(finding)
            done = hunt(
                [Note(kind, (one.home,), figures_in(one.clue), one.clue) for kind in KINDS],
                case.contradictions,
                case.also_true,
            )
            assert not done.false_alarms, (number, finding.code)


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_go_by_their_chinese_word_in_both_languages(kind):
    for text in (*KINDS[kind], *KIND_WORDS[kind], kind):
        assert read_note(text, ["一（一）1"]).kind == kind
    assert KIND_WORDS[kind].zh in repr(open_lesson("contradictions").kinds())


def test_the_hunts_list_each_contradiction_once():
    for name, exercise in (("contradictions", "5.8"), ("longhua", "6.4")):
        lesson = open_lesson(name)
        lesson.check(exercise, [("合计", "一（一）1", "3")])
        said = repr(lesson.check(exercise, [("合计", "一（一）1", "3")]))
        for one in lesson.reference(exercise).wanted:
            assert said.count(one.truth.zh) == 1


def test_a_list_with_full_width_signs_is_read():
    lesson = open_lesson("contradictions")
    one = lesson.reference("5.8").wanted[0]
    assert "找到 1 处" in repr(
        lesson.check("5.8", f"[（“{KIND_WORDS[sorted(one.kinds)[0]].zh}”，“{one.home}”，“{one.clue}”）]")
    )
