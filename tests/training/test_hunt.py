"""Hunting contradictions: what a note finds, what it does not, and what people really write."""

from __future__ import annotations

from functools import lru_cache

import pytest
from training_trainees import case_of, perfect_sheet

from perfkit.filing.catalogue import fact_catalogue
from perfkit.training import open_lesson
from perfkit.training.cases.contradiction_sources import of_finding
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
    return {fault.kind: one for fault, one in zip(case.drawn.faults, case.contradictions, strict=False)}


@lru_cache
def case_with(*kinds, level=3):
    """The first case of a level in which faults of these kinds were planted."""
    drawn = (case_of(number, level) for number in range(1, 400))
    return next(case for case in drawn if set(kinds) <= {fault.kind for fault in case.drawn.faults})


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
    case = case_with("basic_and_project")
    one = faults(case)["basic_and_project"]
    done = hunted(case, *[("合计", one.home, one.clue)] * 2)
    assert done.found == (one,) and len(done.repeated) == 1
    notes = tuple((row, "合计对不上", (one.home,), one.clue) for row in range(2, 12))
    grade = grade_sheet(case, Sheet(perfect_sheet(case).lines, notes))
    assert len(grade.hunt.found) == 1 and len(grade.hunt.repeated) == 9 and not grade.passed


def test_a_section_without_a_figure_finds_nothing_where_several_stand():
    case = case_with("basic_and_project", "quarters")
    done = hunted(
        case,
        ("合计", "一（四）1（1）", ""),
        ("指标", "四 年度绩效指标完成情况", ""),
        ("自评分", "评分表", ""),
    )
    assert not done.found and done.vague and not done.extra


def test_guessing_sections_finds_next_to_nothing():
    found = total = 0
    for number in range(1, 31):
        case = case_of(number, 3)
        done = hunted(case, *[(kind, place, "") for kind, place in SPAM])
        found, total = found + len(done.found), total + len(case.contradictions)
    assert found < total / 10


@pytest.mark.parametrize("level", [3, 4])
def test_one_note_each_finds_each_fault_in_every_case(level):
    for number in range(1, 26):
        case = case_of(number, level)
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
    case = case_with("basic_and_project", "quarters")
    known = faults(case)
    for kind in ("basic_and_project", "quarters"):
        one = known[kind]
        assert hunted(case, (sorted(one.kinds)[0], one.home, one.clue)).found == (one,)


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
    case = case_with("score_total")
    one = faults(case)["score_total"]
    assert hunted(case, ("自评分", place, one.clue)).found == (one,)


@pytest.mark.parametrize(
    "place", ["一（四）1（1）", "一（四）1", "预算执行情况", "一(四)1(1)", "一 （四） 1 （1）"]
)
def test_a_section_may_be_called_by_its_heading(place):
    case = case_with("basic_and_project")
    one = faults(case)["basic_and_project"]
    assert hunted(case, ("合计", place, one.clue)).found == (one,)


def test_captions_of_the_reading_copy_are_places_that_count():
    from perfkit.training.lessons.views import reading_copy
    from perfkit.views.tables.table import Table

    case = case_of(1, 3)
    captions = [piece.caption for piece in reading_copy(case, "zh").pieces if isinstance(piece, Table)]
    assert captions == ["四 年度主要任务完成情况", "四 年度绩效指标完成情况", "四 部门整体支出绩效评分表"]


def test_problems_are_found_by_their_number_and_rows_by_what_people_call_them():
    case = case_with("admitted_problem")
    one = faults(case)["admitted_problem"]
    number = one.home.partition("问题")[2][:1]
    assert hunted(case, ("自述", f"问题{number}", one.clue[:9])).found == (one,)
    case = case_with("grade")
    assert hunted(case, ("自评分", "等级", "")).found == (faults(case)["grade"],)
    case = case_with("task_completion")
    one = faults(case)["task_completion"]
    assert hunted(case, ("比率", "任务表", one.clue)).found == (one,)


def test_the_name_of_a_figure_is_a_place():
    case = case_with("rate")
    fault, one = next(
        pair for pair in zip(case.drawn.faults, case.contradictions, strict=False) if pair[0].kind == "rate"
    )
    name = fact_catalogue()[fault.places[-1]].name.zh
    assert hunted(case, ("比率", name, one.clue)).found == (one,)


def test_where_a_document_counts_otherwise_than_the_report_it_is_found_and_never_a_false_alarm():
    case = next(case for case in (case_of(n, 3) for n in range(1, 60)) if case.drawn.off)
    criterion = next(iter(case.drawn.off))
    number = next(m.number for m in case.materials if m.criterion == criterion)
    seen, said = case.drawn.seen[criterion].count, case.drawn.off[criterion]
    assert seen != said and str(seen) in case.drawn.seen[criterion].text.zh
    for kind in ("两处不同", "自述", "合计"):
        done = hunted(case, (kind, [number, "任务表"], f"{seen} {said}"))
        assert len(done.found) == 1 and not done.false_alarms, kind
    assert not hunted(case, ("比率", number, f"{seen} {said}")).false_alarms


def test_where_a_planted_figure_differs_from_a_document_the_note_on_the_document_finds_it():
    for case in (case_of(n, level) for level in (3, 4) for n in range(1, 80)):
        known = faults(case)
        counted = [
            m for m in case.materials if (s := case.drawn.seen.get(m.criterion)) and s.counted == "projects"
        ]
        counted = [m for m in counted if m.criterion not in case.drawn.off]
        if "project_count" in known and counted:
            one = known["project_count"]
            seen = case.drawn.seen[counted[0].criterion].count
            done = hunted(case, ("两处不同", [counted[0].number, one.home], f"{seen} {one.clue}"))
            assert one in done.found and not done.false_alarms
            return
    pytest.fail("no case has a planted number of projects beside a document that counts them")


def test_a_note_that_the_review_holds_as_well_is_no_false_alarm():
    for number in (1, 2, 3, 7, 11):
        case = case_of(number, 3)
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
        for _ in range(2):
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
