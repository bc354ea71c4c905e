"""The lessons: their files, their editions, and what they answer to a perfect and to a careless trainee."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from training_trainees import CARELESS, answers_of

from perfkit.base.paths import data_root, notebooks_root
from perfkit.training import open_lesson
from perfkit.training.lessons.answers import ANSWERS
from perfkit.training.lessons.editions import as_text, file_name
from perfkit.training.lessons.lesson_file import lesson_ids, read_lesson
from perfkit.training.lessons.results import collect

LESSONS = lesson_ids()
FOLDER = notebooks_root() / "training"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LESSONS)
def test_the_edition_on_file_is_the_one_the_lesson_file_makes(name, lang):
    lesson = read_lesson(name)
    stored = (FOLDER / file_name(lesson, lang)).read_text(encoding="utf-8")
    assert stored == as_text(lesson, lang), (
        "run: python -m perfkit.training.lessons.editions notebooks/training"
    )


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_opens_with_what_you_will_do_learn_and_need(name):
    for lang, words in (
        ("zh", ("你要做什么", "你会学到", "你需要")),
        ("en", ("What you will do", "What you will learn", "What you need")),
    ):
        first = nbformat.read(FOLDER / file_name(read_lesson(name), lang), as_version=4).cells[0].source
        assert all(word in first for word in words)
    assert 10 <= read_lesson(name).minutes <= 20


@pytest.mark.parametrize("name", LESSONS)
def test_both_languages_say_everything(name):
    lesson = read_lesson(name)
    for part in lesson.parts:
        texts = (
            [part.text]
            if part.exercise is None
            else [part.exercise.question, part.exercise.hint, *part.exercise.asked.options.values()]
        )
        for text in texts:
            assert bool(text.zh) == bool(text.en)
            assert (
                not text.zh
                or any("\u4e00" <= character <= "\u9fff" for character in text.zh)
                or "/" in text.zh
            )
    assert all(exercise.asked.of in ANSWERS for exercise in lesson.exercises.values())


@pytest.mark.parametrize("name", LESSONS)
def test_no_answer_stands_in_the_notebook_or_in_the_lesson_file(name):
    """Every answer is worked out: neither file holds a value that `check` would take as it stands."""
    raw = (next(data_root().joinpath("training").glob(f"*_{name}.yaml"))).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(right|solution|expected|value):", raw, re.M)
    for lang in ("zh", "en"):
        notebook = nbformat.read(FOLDER / file_name(read_lesson(name), lang), as_version=4)
        for cell in notebook.cells:
            if "exercise" in cell.metadata.get("tags", ()):
                lines = cell.source.splitlines()
                assert all(
                    line.rstrip(",").endswith("...")
                    for line in lines
                    if "=" in line and not line.startswith("scores") or ": ..." in line
                )
            assert not cell.get("outputs")


@pytest.mark.parametrize("trainee", [1, 2, 17, 30])
@pytest.mark.parametrize("name", LESSONS)
def test_a_perfect_trainee_scores_a_hundred_percent(name, trainee):
    lesson = open_lesson(name, "en" if trainee % 2 else "zh", trainee)
    for exercise, typed in answers_of(lesson, careless=False).items():
        box = lesson.check(exercise, *typed)
        assert box.state == "right", (exercise, repr(box))
    assert lesson.result().share == 1 and not lesson.result().mistakes


@pytest.mark.parametrize("name", LESSONS)
def test_a_careless_trainee_gets_exactly_the_known_mistakes_named(name):
    lesson = open_lesson(name)
    for exercise, typed in answers_of(lesson, careless=True).items():
        lesson.check(exercise, *typed)
    known = {exercise for exercise in CARELESS if exercise in lesson.file.exercises}
    assert set(lesson.result().mistakes) == known and not lesson.result().unanswered
    table = repr(lesson.summary())
    assert all(lesson.file.exercises[exercise].hint.zh.splitlines()[0] in table for exercise in known)


def test_first_a_direction_then_the_clause_then_the_working_never_the_distance():
    lesson = open_lesson("ratios")
    first, second, third = (repr(lesson.check("2.2", given)) for given in (0.95, 0.9, 0.8))
    assert first == "2.2 不对：你的答案偏大。"
    assert "偏小" in second and "政府采购执行情况 第 1 条" in second and "提示" in second
    assert "0.93" not in first + second and "19.85" not in first + second and "0.03" not in second
    assert "19.85万元 ÷ 采购计划金额合计数 21.31万元 = 93.15%" in third and "0.93" in third
    assert lesson.check("2.2", 0.93).state == "right"
    # Right after the solution was shown counts apart, and other figures are offered.
    assert lesson.result().share == 0 and lesson.result().after_solution == ("2.2",)
    assert 'lesson.again("2.2")' in third and "看过解答后答对" in repr(lesson.summary())


@pytest.mark.parametrize("trainee", [4, 17])
@pytest.mark.parametrize("name", LESSONS)
def test_every_exercise_can_be_asked_again_with_other_figures(name, trainee):
    lesson = open_lesson(name, "zh" if trainee % 2 else "en", trainee)
    for exercise in lesson.file.exercises:
        asked = [lesson.again(exercise) for _ in range(2)]
        assert [box.exercise for box in asked] == [f"{exercise}b", f"{exercise}c"]
        for box in asked:
            made = lesson._variants[box.exercise]
            fields, sample = made.exercise.fields, made.reference.sample
            assert f'check("{box.exercise}", {", ".join(fields)})' in repr(box) and "{" not in box.message.zh
            assert lesson.check(box.exercise, ...).state == "blank"
            typed = sample if len(fields) > 1 else (sample,)
            assert lesson.check(box.exercise, *typed).state == "right", box
            assert lesson.check(box.exercise, 987).state in ("wrong", "unreadable")
    assert not lesson.result().tries  # practice is not counted


def test_a_variant_answered_wrong_three_times_shows_its_working():
    lesson = open_lesson("ratios")
    lesson.again("2.1")
    said = [repr(lesson.check("2.1b", 1)) for _ in range(3)]
    assert "演算" not in said[1] and "演算" in said[2]
    assert "没有另一组数" in repr(lesson.again("2.1b"))


def test_a_hunt_asked_again_is_on_another_report():
    lesson = open_lesson("contradictions", "zh", 3)
    assert 'lesson.report("5.8b")' in repr(lesson.again("5.8"))
    assert lesson.report("5.8b")._repr_html_() != lesson.report()._repr_html_()


def test_a_solution_looked_up_counts_apart_and_one_looked_up_afterwards_does_not():
    lesson = open_lesson("ratios")
    lesson.check("2.1", 1)
    lesson.solution("2.1")
    lesson.check("2.1", lesson.reference("2.1").sample)
    lesson.check("2.2", lesson.reference("2.2").sample)
    lesson.solution("2.2")
    lesson.check("2.2", lesson.reference("2.2").sample)
    assert lesson.result().after_solution == ("2.1",) and lesson.result().right == ("2.2",)


def test_the_last_cell_computes_no_answer():
    for name in LESSONS:
        for lang in ("zh", "en"):
            cells = nbformat.read(FOLDER / file_name(read_lesson(name), lang), as_version=4).cells
            code = [cell.source for cell in cells if cell.cell_type == "code"]
            assert not any("lesson.reference" in source or ".sample" in source for source in code)


def test_results_reach_the_trainer(tmp_path):
    lesson = open_lesson("ratios", "zh", 7)
    lesson.check("2.2", 0.93)
    assert "没有交成绩" in repr(lesson.hand_in()) and not list(tmp_path.iterdir())
    assert lesson.hand_in(str(tmp_path / "in")).state == "right"
    (tmp_path / "in" / "trainee-008-ratios.json").write_text("{", encoding="utf-8")
    lines, strange = collect([tmp_path])
    assert len(lines) == 1 and len(strange) == 1
    assert lines[0] | {"trainee": "7", "lesson": "ratios", "right": "1", "tries": "1"} == lines[0]


def test_what_the_lessons_taught_counts_in_the_last_one():
    for note in (
        ("自评分", "财务合规性", "2.8"),
        ("两处不同", "二（二）（2）", "16 5"),
        ("两处不同", "任务表", "107342 101975"),
        ("两处不同", "预算准备金预算数", "107342 101975"),
        ("比率", "财政供养人员控制率", "85.71"),
    ):
        assert "找到 1 处" in repr(open_lesson("longhua").check("6.4", [note])), note


def test_every_reading_of_the_table_is_accepted_and_named():
    for given in ((0, 2), (0, 3), (0, "2.2")):
        lesson = open_lesson("longhua")
        wrong, _ = lesson.reference("6.2").wrong_rows({"财务合规性": given})
        assert not wrong, given
    assert lesson.reference("6.2").wrong_rows({"财务合规性": (0, 1)})[0]
    asked = read_lesson("longhua").exercises
    assert "口径" in asked["6.2"].question.zh and "三种口径" in asked["6.6"].question.zh
    for points in ("0", "0.5"):
        reason = "〔三（二）问题3〕自认资金的调剂规模较大，扣分"
        assert open_lesson("longhua").check("6.5", points, reason).state == "right", points
    assert open_lesson("longhua").check("6.5", "1", "〔三（二）问题3〕资金的调剂规模较大").state == "wrong"


def test_the_solution_waits_for_a_try():
    lesson = open_lesson("ratios", "en")
    assert "Try once yourself" in repr(lesson.solution("2.1")) and "93.15" not in repr(lesson.solution("2.1"))
    lesson.check("2.1", 1)
    assert "93.15" in repr(lesson.solution("2.1"))


class Odd:
    """Something nobody would hand in."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LESSONS)
def test_nothing_that_is_typed_brings_a_traceback(name, lang):
    odd = (
        ...,
        None,
        "",
        "  ",
        True,
        "abc",
        "九十三",
        float("nan"),
        float("inf"),
        -1,
        10**30,
        1e300,
        [],
        {},
        (),
        [None],
        ["a", 3],
        {"x": 1},
        (1, 2, 3),
        (2, 1),
        b"1",
        Odd(),
        Odd,
        "1～",
        ("sum",),
        [("sum", "")],
        [("what", "一", "2")],
        [("sum", None)],
        [3],
        "一，二",
    )
    lesson = open_lesson(name, lang)
    for exercise in lesson.file.exercises:
        for value in odd:
            for typed in ((value,), (value, value), (value, value, value)):
                box = lesson.check(exercise, *typed)
                assert box.state in ("blank", "unreadable", "wrong", "right")
                assert box.message.in_(lang)
                assert "Traceback" not in repr(box) and box._repr_html_()
        assert lesson.check(exercise).state == "blank"
    assert lesson.check("9.9", 1).state == "unreadable"


def test_every_trainee_has_a_case_of_their_own():
    first, second = (open_lesson("contradictions", "zh", trainee) for trainee in (1, 2))
    assert first.reference("5.8").wanted != second.reference("5.8").wanted
    assert first.reference("5.8").wanted == open_lesson("contradictions", "zh", 1).reference("5.8").wanted


@pytest.mark.parametrize("trainee", [0, -1, True, "1", 1.5, 100_000])
def test_a_number_that_is_none_is_refused_in_a_sentence(trainee):
    from perfkit.base.errors import PerfkitError

    with pytest.raises(PerfkitError, match="trainee"):
        open_lesson("rubric", "zh", trainee)


def test_lessons_name_no_person_and_no_phone():
    for path in (*data_root().joinpath("training").glob("*.yaml"), *FOLDER.rglob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        assert "\u8d75\u5236" not in text and "29400" + "144" not in text
        assert json.dumps(text)
