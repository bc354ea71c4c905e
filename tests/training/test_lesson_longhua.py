"""What the lessons on the Longhua report show, when they show it, and what they ask."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from perfkit.base.paths import notebooks_root
from perfkit.base.text import LANGUAGES
from perfkit.training import open_lesson
from perfkit.training.lessons.editions import file_name
from perfkit.training.lessons.lesson_file import lesson_ids, read_lesson

ROOT = Path(__file__).resolve().parents[2]


def source(name, lang="zh"):
    notebook = nbformat.read(notebooks_root() / "training" / file_name(read_lesson(name), lang), as_version=4)
    return "\n".join(cell.source for cell in notebook.cells)


def test_the_report_of_the_last_lesson_is_whole():
    shown = repr(open_lesson("longhua").filed())
    assert "年度总体目标完成情况" in shown and "锦旗和感谢信" in shown
    assert shown.count("其中：财政拨款") == 2
    for kind in ("经济效益", "生态效益", "可持续影响"):
        assert re.search(rf"{kind}\S*\s.*无", shown)
    assert re.search(r"经济效益\S*\s.*无", repr(open_lesson("targets").targets()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_lesson_shows_every_standard_before_it_asks_for_the_row(lang):
    lesson, text = open_lesson("longhua", lang), source("longhua", lang)
    for block, exercise in (("decision", "6.1"), ("management", "6.2"), ("performance", "6.3")):
        assert text.index(f'lesson.clauses("{block}")') < text.index(f'check("{exercise}"')
        shown = repr(lesson.clauses(block))
        rows = lesson.reference(exercise).rows
        assert all(name in shown for name in rows)
    assert sum(len(lesson.reference(exercise).rows) for exercise in ("6.1", "6.2", "6.3")) == 21


def test_a_wrong_row_is_answered_with_its_clause():
    lesson = open_lesson("longhua")
    rows = dict(lesson.reference("6.2").sample)
    rows["固定资产利用率"] = (0, 0)
    said = repr(lesson.check("6.2", rows))
    assert (
        "《评分表》固定资产利用率" in said and "最多应再大一些" in said and "《评分表》财务合规性" not in said
    )


@pytest.mark.parametrize(
    ("name", "picture", "exercise", "answer"),
    [
        ("longhua", "standing", "6.8", 1),
        ("longhua", "lost", "6.8", 1),
        ("ratios", "progress", "2.10", 1),
        ("targets", "measurable", "4.2", 1),
    ],
)
def test_a_picture_with_an_answer_waits_for_a_try(name, picture, exercise, answer):
    lesson = open_lesson(name)
    assert "先作答" in repr(lesson.picture(picture)) and exercise in repr(lesson.picture(picture))
    lesson.check(exercise, answer)
    assert lesson.picture(picture).title
    assert "第 6 课" in repr(open_lesson("rubric").picture("standing"))


def test_the_bands_show_where_longhua_is_only_after_a_try():
    lesson, criterion = open_lesson("ratios"), "performance.economy.running_cost_control_rate.2"
    before = lesson.picture("bands", criterion)
    assert before.data["value"] is None and "龙华" not in before.alt
    lesson.check("2.4", 1)
    assert "龙华" in lesson.picture("bands_here", criterion).alt


def test_no_picture_before_an_exercise_names_a_target_that_it_asks_about():
    text = source("targets")
    drawn = re.findall(r'"([^"]+)"', re.search(r'lesson\.picture\("direction".*\)', text)[0])[1:]
    asked = text[text.index("**练习 4.3**") : text.index("**练习 4.4**")]
    options = [
        line.partition(". ")[2].partition("：")[0]
        for line in asked.splitlines()
        if re.match(r"- [A-F]\. ", line)
    ]
    assert len(options) == 6 and not any(
        name in drawn for option in options for name in [option, f"{option}（%）"]
    )


def test_measurable_targets_are_counted_one_way():
    lesson = open_lesson("targets")
    right = int(lesson.reference("4.2").value)
    lesson.check("4.2", right)
    chart = lesson.picture("measurable")
    assert sum(clear for clear, _ in chart.data.values()) == right and str(right) in chart.title
    assert str(sum(total for _, total in chart.data.values()) - right) in lesson.reference("4.7").why.zh


def test_percentages_and_their_differences_have_their_own_units():
    lesson = open_lesson("ratios", "zh")
    first, _, third = (repr(lesson.check("2.1", 90)) for _ in range(3))
    assert "偏小" in first and "3.15" not in first
    assert "答案：93.15%" in third and "93.15 个百分点" not in third


def test_what_is_asked_before_and_after_judgement_says_so():
    text = source("longhua")
    assert "评定以前" in text[: text.index('check("6.1"')] and text.count("评定以前") >= 4
    assert "评下来给几分" in source("targets")
    lesson = open_lesson("longhua")
    reason = "〔指标表〕效益指标要求至少三个方面，只填了一个"
    for points in ("0", "8.33", "20"):
        assert open_lesson("longhua").check("6.6", points, reason).state == "right", points
    assert lesson.check("6.6", "25", reason).state == "wrong"


def test_a_reading_is_named_where_an_answer_rests_on_one():
    assert "口径" in open_lesson("ratios").file.exercises["2.9"].question.zh
    assert "资金调剂不等于项目调整" in open_lesson("contradictions").file.exercises["5.7"].hint.zh


def test_lesson_five_practises_all_six_kinds():
    asked = open_lesson("contradictions").file.exercises
    codes = {
        exercise.asked.given.get("code", exercise.asked.of).partition(".")[0] for exercise in asked.values()
    }
    assert codes >= {"table", "restated_gap", "rate", "score", "target", "conflicting", "case_hunt"}


@pytest.mark.parametrize("name", lesson_ids())
def test_a_lesson_of_several_sittings_says_where_to_stop(name):
    lesson = read_lesson(name)
    for lang, words in (("zh", "## 先到这里"), ("en", "## You may stop here")):
        assert source(name, lang).count(words) == lesson.sittings - 1


def test_the_docs_say_where_longhuas_answers_stand():
    assert "Longhua's results" in (ROOT / "docs" / "training.md").read_text(encoding="utf-8")


def test_every_row_of_a_picture_has_its_own_place():
    targets, evidence = open_lesson("targets"), open_lesson("evidence")
    chart = targets.picture("direction", "在园在校学生少儿医保参保率", "办公租赁面积", "人均工资支出数")
    marks = [line for line in chart.figure.axes[0].get_lines() if line.get_marker() in ("o", "X")]
    assert len({line.get_ydata()[0] for line in marks}) == 3 and all(
        0 < line.get_xdata()[0] < 1 for line in marks
    )
    chart = evidence.picture(
        "missing", "management.staff.staffing_control_rate.1", "performance.equity.petitions.2"
    )
    assert len({text.get_position()[1] for text in chart.figure.axes[0].texts}) == 2


@pytest.mark.parametrize("name", lesson_ids())
def test_no_code_of_a_finding_stands_in_a_worked_solution(name):
    lesson = open_lesson(name)
    for exercise in lesson.file.exercises:
        for _, working in lesson._working(lesson.file.exercises[exercise]):
            assert not re.search(r"\b[a-z]+\.[a-z_]{3,}", working.zh), (exercise, working.zh)
