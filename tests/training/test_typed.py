"""What trainees really type: answers that are no Python, full-width signs, units, words around a number."""

from __future__ import annotations

from fractions import Fraction

import nbformat
import numpy as np
import pytest

from perfkit.base.text import Text
from perfkit.training import open_lesson
from perfkit.training.lessons.cell_text import as_program
from perfkit.training.typed import AnswerError, as_number, as_span, as_words

ASKS = {"2.1": "answer"}
TYPED = {
    "answer = 93.15%": "right",
    "answer = ９３.１５": "right",
    "answer = ９３．１５％": "right",
    "answer = 约93.15": "right",
    "answer = 19.85 ÷ 21.31 × 100": "right",
    "answer = '93.15 个百分点'": "right",
    "answer ＝ 93.15": "right",
    "answer = “93.15”": "right",
    "answer = 19.85 / 21.31 * 100  # 按比率": "right",
    "93.15%": "right",
    "answer = ": "blank",
    "": "blank",
    "answer = ...": "blank",
    "answer = 优": "unreadable",
    "answer = A": "unreadable",
    "answer = 0~1.5": "unreadable",
    "answer = （0，1.5）": "unreadable",
    "answer = 5分": "wrong",
    "answer = 05": "wrong",
    "answer = 19.85 ÷ 21.31": "wrong",
    "answer = 1/0": "unreadable",
    "answer = 4,885": "unreadable",
    "answer = 二十一": "wrong",
    "answer = '5' + 3": "unreadable",
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_cell_runs_whatever_was_typed(typed):
    lesson = open_lesson("ratios")
    seen = []
    exec(
        as_program(f'{typed}\ncheck("2.1", answer)'),
        {"check": lambda *given: seen.append(lesson.check(*given)), "answer": 93.15},
    )
    assert [box.state for box in seen] == [TYPED[typed]]


def test_letters_tables_and_reasons_may_lack_their_quotes():
    def run(lesson, cell, **known):
        seen = []
        exec(as_program(cell), {"check": lambda *given: seen.append(lesson.check(*given)), **known})
        return seen[0]

    rubric, evidence, longhua = open_lesson("rubric"), open_lesson("evidence"), open_lesson("longhua")
    assert run(rubric, 'answer = D\ncheck("1.5", answer)').state == "right"
    assert run(rubric, "answer = 良\ncheck（“1.7”，answer）").state == "right"
    assert run(rubric, 'answer = [A, C，E]\ncheck("1.8", answer)').state == "right"
    assert run(evidence, 'answer = （0，1.5）\ncheck("3.2", answer)').state == "right"
    points, reason, document = evidence.reference("3.7").sample
    fields = f"points = {points}分\nreason = {reason}\ndocument = {document}"
    cell = f'{fields}\ncheck("3.7", points, reason, document)'
    assert run(evidence, cell).state == "right"
    cell = 'points = 1\nreason =\ndocument = D7\ncheck("3.7", points, reason, document)'
    assert "没有写理由" in repr(run(evidence, cell, reason="上一题的理由"))
    rows = longhua.reference("6.1").sample
    table = (
        "scores = {\n"
        + "\n".join(f'    "{name}": （{low}，{high}），' for name, (low, high) in rows.items())
        + "\n}"
    )
    assert run(longhua, f'{table}\ncheck("6.1", scores)').state == "right"


def test_other_cells_stay_as_they_are():
    for cell in (
        "lesson.summary()",
        "x = 1\nprint(x)",
        '%time check("2.1", answer)',
        "answer = 5",
        'check("2.1", my_rate)',
    ):
        assert as_program(cell) == cell
    kept = as_program('part, whole = 19.85, 21.31\nanswer = part / whole * 100\ncheck("2.1", answer)')
    space = {"check": lambda *given: given}
    exec(kept, space)
    assert space["answer"] == 19.85 / 21.31 * 100


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("９３．１５", "93.15"),
        ("第4条", "4"),
        ("1/2", "0.5"),
        ("约93.15", "93.15"),
        ("93.15。", "93.15"),
        ("4,885.47", "4885.47"),
        ("－1.5 分", "-1.5"),
        (np.float64(93.15), "93.15"),
        (np.int64(3), "3"),
        (np.array(3), "3"),
        ("二十一", "21"),
        ("十", "10"),
        ("得 3 分", "3"),
        ("334 万元", "334"),
        ("25 %", "25"),
    ],
)
def test_numbers_as_people_write_them(typed, number):
    assert as_number(typed) == Fraction(number)


@pytest.mark.parametrize(
    "typed",
    [
        10**30,
        Fraction(10**6000),
        1e300,
        "9" * 50,
        float("inf"),
        "1e999",
        "2**99",
        "__import__('os')",
        b"1",
        [1, 2],
        {"a": 1},
        "4,88",
        object(),
    ],
)
def test_what_is_no_number_is_a_sentence(typed):
    with pytest.raises(AnswerError):
        as_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "（0，1.5）",
        "0~1.5",
        "０～１．５",
        "0到1.5",
        "0 至 1.5 分",
        "最少 0，最多 1.5",
        "0 to 1.5",
        "[0, 1.5]",
        np.array([0, 1.5]),
    ],
)
def test_ranges_as_people_write_them(typed):
    assert as_span(typed) == (0, Fraction(3, 2), False)


@pytest.mark.parametrize(
    "typed",
    [
        "D",
        "d",
        "Ｄ",
        "D.",
        "“D”",
        "选D",
        "答案：D",
        "第4条",
        "第 4 条",
        "D. 第 4 条",
        "D、第4条",
        4,
        "clause 4",
        ["D"],
    ],
)
def test_options_as_people_write_them(typed):
    options = {
        letter: Text(f"第 {number} 条", f"clause {number}") for number, letter in enumerate("abcd", start=1)
    }
    assert as_words(typed, options) == {"d"}


def test_a_list_that_holds_itself_and_a_thing_that_fails_are_sentences():
    class Failing:
        def __str__(self):
            raise RuntimeError

        __repr__ = __str__

    endless: list = []
    endless.append(endless)
    for name in ("rubric", "ratios", "evidence", "contradictions", "longhua"):
        lesson = open_lesson(name)
        for exercise in lesson.file.exercises:
            for typed in (endless, Failing(), [Failing()], {"a": endless}, 10**6000, np.array([1, 2])):
                assert lesson.check(exercise, typed).state in ("unreadable", "wrong", "blank")


def test_an_answer_off_by_a_factor_of_a_hundred_is_told_so():
    lesson = open_lesson("ratios")
    assert all("百分数还是小数" in repr(lesson.check(*typed)) for typed in (("2.1", 0.9315), ("2.2", 93.15)))


def test_a_range_typed_with_a_hyphen_is_a_range():
    assert as_program('answer = 0-1.5\ncheck("3.2", answer)').splitlines()[1] == "answer = '0-1.5'"
    assert as_span("0-1.5")[:2] == (0, Fraction(3, 2)) and as_span("0 - 1.5") == as_span((0, 1.5))


@pytest.mark.slow
def test_a_running_notebook_takes_what_is_no_python():
    from nbclient import NotebookClient

    cells = ['from perfkit.training import open_lesson\nlesson = open_lesson("ratios")\ncheck = lesson.check']
    cells += [f'{typed}\ncheck("2.1", answer)' for typed in TYPED]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook).execute()
    said = [cell.outputs[-1]["data"]["text/plain"] for cell in notebook.cells[1:]]
    for typed, text in zip(TYPED, said, strict=True):
        assert {"right": "答对了", "blank": "还没有作答", "wrong": "不对"}.get(TYPED[typed], "") in text, (
            typed
        )
