"""What is odd about sheets is a question to the trainer, and what the trainer decides stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from training_trainees import a_class, hand_in, perfect_sheet

from perfkit.base.errors import PerfkitError
from perfkit.training.cases.class_grading import grade_class, write_grades
from perfkit.training.cases.grading import grade_sheet
from perfkit.training.cases.integrity import Graded, questions_on
from perfkit.training.cases.key import Entry
from perfkit.training.cases.reasons import judge_reason
from perfkit.training.cases.sheet import Line, Sheet


def asked(key, *sheets):
    graded = []
    for entry, sheet in zip(key.entries, sheets, strict=True):
        graded.append(Graded(entry, sheet, grade_sheet(key.case(entry), sheet)))
    return {name: " ".join(text.zh for text in texts) for name, texts in questions_on(key, graded).items()}


def with_code(case, sheet):
    return replace(sheet, code=case.code)


def test_a_changed_page_a_strange_sheet_and_a_sheet_of_another_case_are_questions(tmp_path):
    key = a_class(tmp_path, *(Entry(n, n, 1, "department", "sz-2020") for n in (1, 2, 3)))
    cases = [key.case(entry) for entry in key.entries]
    honest = [with_code(case, Sheet()) for case in cases]
    assert asked(key, *honest) == {}
    page = key.handed_out(key.entries[0]) / "case.html"
    page.write_text(page.read_text(encoding="utf-8").replace("难度 1", "难度 3"), encoding="utf-8")
    said = asked(key, honest[0], replace(honest[1], code=cases[2].code), replace(honest[2], code="0000-0000"))
    assert "被改过" in said["trainee-001"]
    assert "trainee-003 的案例" in said["trainee-002"] and "不在本班" in said["trainee-003"]


def test_a_neighbour_s_figures_and_reasons_are_a_question_to_the_trainer(tmp_path):
    key = a_class(tmp_path, *(Entry(n, n, 1, "department", "sz-2020") for n in (1, 2, 3)))
    cases = [key.case(entry) for entry in key.entries]
    perfect = [with_code(case, perfect_sheet(case)) for case in cases]
    assert asked(key, *perfect) == {}  # everybody right on a case of their own
    said = asked(key, perfect[0], with_code(cases[1], perfect[0]), perfect[2])
    assert "在 trainee-001 的案例里正好对" in said["trainee-002"] and "几乎一样" in said["trainee-002"]
    assert "trainee-003" not in said and "正好对" not in said["trainee-001"]
    # Both are asked of the reasons, in the same words: a sheet does not tell who wrote first.
    (reasons,) = {text.split("trainee-001、trainee-002 有")[1] for text in said.values()}
    assert "各自看过材料吗" in reasons and "第 1 条" in reasons


def test_the_trainer_decides_and_regrading_respects_it(tmp_path):
    key = a_class(tmp_path, Entry(1, 1, 1, "department", "sz-2020"))
    entry, case = key.entries[0], key.case(key.entries[0])
    sheet = perfect_sheet(case)
    name = next(
        n
        for n, one in case.expected.items()
        if one.kind == "judged"
        and case.drawn.seen[n].state == "partial"
        and case.drawn.seen[n].share is not None
    )
    sheet.lines[name] = Line(
        sheet.lines[name].points, f"{case.expected[name].document} {weak(case, name)}", ""
    )
    hand_in(key, entry, sheet)

    def graded():
        grades = grade_class(key)
        write_grades(grades, "zh")
        return next(one for one in grades.graded[0].grade.criteria if one.criterion.id == name)

    assert graded().state == "waits" and not grade_class(key).graded[0].grade.passed
    path = key.trainer / "decisions.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert text.count(",\r\n") == 1 or text.rstrip().endswith(",")
    for word, state in (("是", "right"), ("no", "wrong")):
        path.write_text(text.rstrip() + word + "\r\n", encoding="utf-8-sig")
        assert graded().state == state and graded().state == state  # kept when graded again
    path.write_text(text.rstrip() + "也许\r\n", encoding="utf-8-sig")
    with pytest.raises(PerfkitError, match="第 2 行 holds"):
        graded()


def weak(case, name):
    """One word of the document and nothing more: neither right nor wrong."""
    words = case.evaluation.rubric.criteria[name]
    extract = next(m.extract.zh for m in case.materials if m.criterion == name)
    for at in range(len(extract) - 1):
        reason = f"{extract[at : at + 2]}方面有欠缺"
        ruling = judge_reason(
            reason,
            given=case.expected[name].spans[-1].low,
            bounds=case.evaluation.by_criterion[name].outcome.points,
            document="D1",
            known=("D1", "材料"),
            extract=case.materials[0].extract.__class__(extract, extract),
        )
        if ruling.state == "ask":
            return reason
    raise AssertionError(words)
