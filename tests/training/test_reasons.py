"""Reasons: what holds, what does not, and why; at the lessons' desk and on the answer sheet."""

from __future__ import annotations

import re

import pytest
import yaml
from training_trainees import perfect_sheet

from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.training import open_lesson
from perfkit.training.cases.case import JUDGED, TraineeCase
from perfkit.training.cases.grading import grade_sheet
from perfkit.training.cases.judged_file import judgements_of
from perfkit.training.cases.reasons import (
    CLAIM,
    EMPTY,
    NO_PLACE,
    NO_SHORTFALL,
    NOTHING_SEEN,
    UNKNOWN_DOCUMENT,
    reason_faults,
)
from perfkit.training.cases.sheet import Line, Sheet

SEEN = Text(
    "抽查的 20 份采购合同，大部分落实了采购政策；其中 3 份没有优先采购节能产品。",
    "Of 20 procurement contracts most follow the policy; 3 did not prefer energy-saving products.",
)
KNOWN = ("D7", "采购合同")
NONSENSE = (
    "今天天气很好我们没有去公园玩",
    "部门自述已按规定执行，同意自评分数，没有意见",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa not",
    "1234567890123456789012345不",
    "不不不不不不不不不不不不不不",
    "材料看过了，有一些不足，所以扣分",
    "the weather was not good so we did not go out",
)


def faults(reason, *, below=True, document="D7"):
    return reason_faults(reason, is_below_full=below, document=document, known=KNOWN, extract=SEEN)


def bad_reasons():
    """The left column of the table of bad reasons in lesson 3, both languages."""
    parts = yaml.safe_load((data_root() / "training" / "3_evidence.yaml").read_text(encoding="utf-8"))[
        "parts"
    ]
    text = next(part["text"] for part in parts if "不好的理由" in part.get("text", {}).get("zh", ""))
    return [
        row.split("|")[1].strip()
        for both in text.values()
        for row in both.splitlines()
        if row.startswith("|")
    ]


@pytest.mark.parametrize(
    "reason",
    [row for row in bad_reasons() if not re.match(r"-+$|不好的理由|weak reason", row)] + list(NONSENSE),
)
def test_bad_reasons_never_hold(reason):
    assert faults(reason) and faults(reason, below=False)
    for number in (1, 2, 3, 4, 5):
        case = TraineeCase(number, 1)
        sheet = perfect_sheet(case)
        lines = {
            name: Line(line.points, reason if case.expected[name].kind == JUDGED else "", line.document)
            for name, line in sheet.lines.items()
        }
        grade = grade_sheet(case, Sheet(lines, sheet.findings))
        assert not grade.passed and grade.right(JUDGED) == 0


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("较好", EMPTY),
        ("酌情扣分", EMPTY),
        ("部门自述已按规定执行，采购政策都已落实", CLAIM),
        ("同意自评分数，采购合同和政策都没有问题", CLAIM),
        ("The department states that contracts follow the procurement policy", CLAIM),
        ("采购政策大部分落实，节能产品也有优先", NO_SHORTFALL),
        ("查了档案，手续完整，印章清晰，扣一点分", NOTHING_SEEN),
    ],
)
def test_each_fault_has_its_own_sentence(reason, fault):
    assert fault in faults(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "查阅 D7，二十份里有三份没有优先采购节能产品，扣 0.2 分",
        "查Ｄ７，３份没有买节能的产品",
        "节能产品没有优先采购，扣 0.2",
        "部门称采购政策都已落实，但合同里有 3 份没有优先采购节能产品",
        "Looked at D7: three contracts did not prefer energy-saving products; 0.2 off.",
    ],
)
def test_what_people_write_holds(reason):
    assert faults(reason) == ()


def test_a_document_may_stand_in_the_reason_or_in_its_column_but_must_be_the_right_one():
    case = TraineeCase(1, 1)
    sheet = perfect_sheet(case)
    name, expected = next((name, one) for name, one in case.expected.items() if one.kind == JUDGED)
    line = sheet.lines[name]
    bare = line.reason.replace(expected.document, "").replace("《", "").partition("》")[2]

    def graded(reason, document):
        changed = Sheet({**sheet.lines, name: Line(line.points, reason, document)})
        return next(
            one for one in grade_sheet(case, changed).criteria if one.criterion.id == name
        ).reason_faults

    assert (
        graded(line.reason, "") == ()
        and graded(bare, expected.document) == ()
        and graded(bare, expected.document.lower()) == ()
    )
    assert UNKNOWN_DOCUMENT in graded(line.reason, "D99") and NO_PLACE in graded(bare, "")


def test_a_document_named_in_the_reason_is_the_evidence_of_the_judgement(tmp_path):
    from perfkit.training.cases.folder import write_folder

    made = write_folder(tmp_path, 6, 1)
    sheet = perfect_sheet(made.case)
    bare = Sheet({name: Line(line.points, line.reason) for name, line in sheet.lines.items()})
    assert all(one.evidence for one in judgements_of(made, bare).judgements)


def test_lesson_three_refuses_nonsense_and_takes_what_the_document_says():
    lesson = open_lesson("evidence")
    points, reason, document = lesson.reference("3.7").sample
    assert "没有写出材料里看到了什么" in repr(
        lesson.check("3.7", points, "今天天气很好我们没有去公园玩", document)
    )
    assert "当成了佐证" in repr(lesson.check("3.7", points, "部门自述已按规定执行，同意自评分数", document))
    assert lesson.check("3.7", points, reason, document).state == "right"


def test_documents_differ_from_clause_to_clause_and_hold_figures():
    case = TraineeCase(1, 1)
    said = [material.extract.zh for material in case.materials if material.criterion]
    assert len(set(said)) == len(said) > 20
    assert sum(bool(re.search(r"\d", text)) for text in said) > len(said) * 0.9
    other = {material.extract.zh for material in TraineeCase(2, 1).materials}
    assert len(other & set(said)) < len(said) / 2
