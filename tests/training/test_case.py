"""Trainees' cases, the answer sheet, grading, and a class from end to end."""

from __future__ import annotations

from fractions import Fraction
from zipfile import ZipFile

import pytest
from training_trainees import careless_sheet, perfect_sheet

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact
from perfkit.cli import main
from perfkit.training.cases.case import EXACT, JUDGED, OPEN, TraineeCase
from perfkit.training.cases.class_line import CLASS_FILE
from perfkit.training.cases.drawing import seed_of
from perfkit.training.cases.folder import trainees, write_folder
from perfkit.training.cases.grading import grade_sheet
from perfkit.training.cases.hunt import hunt
from perfkit.training.cases.judged_file import judgements_of
from perfkit.training.cases.key import Entry, Key, read_key
from perfkit.training.cases.notes import KINDS, Note
from perfkit.training.cases.sheet import FILE, Line, Sheet, read_sheet, write_sheet
from perfkit.training.csv_file import read_lines

LEVELS = (1, 2, 3, 4)
NUMBERS = (1, 2, 3, 12, 30)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", NUMBERS)
def test_every_case_has_a_reference_and_it_is_solvable(number, level):
    case = TraineeCase(number, level)
    assert case.submission.synthetic and list(case.expected) == list(case.evaluation.by_criterion)
    for name, expected in case.expected.items():
        bounds = case.evaluation.by_criterion[name].outcome.points
        assert bounds.contains(expected.span.low) and bounds.contains(expected.span.high)
        assert expected.why.zh and expected.why.en
        if expected.kind == JUDGED:
            awarded = case.evaluation.by_criterion[name].points.low
            assert expected.holds(awarded), f"the case's own evaluator must be inside what holds: {name}"
            assert any(material.number == expected.document for material in case.materials)
    assert grade_sheet(case, perfect_sheet(case)).share == 1


def test_levels_are_what_they_say():
    clean, missing, faulty = (TraineeCase(4, level) for level in (1, 2, 3))
    kinds = [[expected.kind for expected in case.expected.values()] for case in (clean, missing)]
    assert OPEN not in kinds[0] and kinds[1].count(OPEN) > 5
    assert not clean.contradictions and not missing.contradictions and len(faulty.contradictions) >= 4


def test_a_perfect_trainee_reaches_the_aim_at_every_level():
    for level in LEVELS:
        grade = grade_sheet(TraineeCase(8, level), perfect_sheet(TraineeCase(8, level)))
        assert grade.passed and grade.share == 1 and not grade.mistakes and not grade.hunt.false_alarms


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_careless_trainee_gets_exactly_the_known_mistakes(number, level):
    case = TraineeCase(number, level)
    sheet, wrong = careless_sheet(case)
    grade = grade_sheet(case, sheet)
    assert {one.criterion.id for one in grade.mistakes} == wrong["points"] | wrong["reason"] | wrong["blank"]
    assert {one.criterion.id for one in grade.reasons_lacking} == wrong["reason"]
    assert {one.criterion.id for one in grade.mistakes if one.state == "blank"} == wrong["blank"]
    assert len(grade.hunt.false_alarms) == 1 and grade.hunt.false_alarms[0].places == ("一（一）1",)
    assert len(grade.hunt.missed) == (1 if case.contradictions else 0)
    assert not grade.passed and grade.share < 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("0", "不等于 0 分"),
        (1, "不能照给满分"),
        ("0.3", "没有数据或材料"),
        ("0～0.5", "区间不对"),
        ("abc", "读不成数字"),
    ],
)
def test_what_is_open_stays_open(given, words):
    case = TraineeCase(2, 2)
    name = next(
        name for name, expected in case.expected.items() if expected.kind == OPEN and expected.span.high == 1
    )
    grade = grade_sheet(case, Sheet({name: Line(given)}))
    found = next(one for one in grade.criteria if one.criterion.id == name)
    assert found.state == "wrong" and words in found.faults[0].zh
    for good in ("待定", "open", "0～1", "0-1"):
        again = grade_sheet(case, Sheet({name: Line(good)}))
        assert next(one for one in again.criteria if one.criterion.id == name).state == "right", good


def test_points_that_figures_decide_are_exact_to_the_cent():
    case = TraineeCase(3, 1)
    name, expected = next(
        (name, one)
        for name, one in case.expected.items()
        if one.kind == EXACT and one.span.low.denominator > 100
    )
    exact = float(expected.span.low)
    for off, state in ((0, "right"), (0.004, None), (0.02, "wrong"), (-0.02, "wrong")):
        grade = grade_sheet(case, Sheet({name: Line(exact + off)}))
        found = next(one for one in grade.criteria if one.criterion.id == name)
        assert state is None or found.state == state
    judged = next(key for key, one in case.expected.items() if one.kind == JUDGED)
    for left_open in ("待定", "0～1"):
        grade = grade_sheet(case, Sheet(dict.fromkeys((name, judged), Line(left_open))))
        said = [one for one in grade.criteria if one.criterion.id in (name, judged)]
        assert ["不必待定" in one.faults[0].zh for one in said] == [True, True]


def test_the_sheet_comes_back_as_it_was_written(tmp_path):
    case = TraineeCase(5, 3)
    sheet = perfect_sheet(case)
    for lang in ("zh", "en"):
        write_sheet(case, tmp_path / FILE, lang, sheet)
        back = read_sheet(tmp_path / FILE)
        assert {
            name: (str(line.points), line.reason, line.document) for name, line in back.lines.items()
        } == {name: (str(line.points), line.reason, line.document) for name, line in sheet.lines.items()}
        assert grade_sheet(case, back).share == 1


def test_a_sheet_that_is_none_is_a_sentence(tmp_path):
    (tmp_path / FILE).write_text("not a workbook", encoding="utf-8")
    with pytest.raises(PerfkitError, match="打不开"):
        read_sheet(tmp_path / FILE)


def handed_out(tmp_path, number, level, secret="s"):
    key = Key(tmp_path, secret)
    entry = Entry(number, number, level, "department", "sz-2020")
    return key, write_folder(key, entry)


def test_what_a_trainee_gets_holds_no_answer_no_key_and_no_seed(tmp_path, capsys):
    key, entry = handed_out(tmp_path, 12, 3, "a-secret")
    case, folder = key.case(entry), key.handed_out(entry)
    assert sorted(path.name for path in folder.iterdir()) == ["answers.xlsx", "case.html"]
    texts = (folder / "case.html").read_text(encoding="utf-8")
    with ZipFile(folder / "answers.xlsx") as book:
        texts += "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    for one in case.contradictions:
        assert one.truth.zh not in texts and one.truth.en not in texts
    for expected in case.expected.values():
        if expected.kind != EXACT:
            assert expected.why.zh not in texts
    assert "合成数据" in texts and case.code in texts and "误报不超过 2 条" in texts
    seed = str(seed_of(12, 3, "a-secret"))
    assert "a-secret" not in texts and seed not in texts and case.submission.department.id not in texts
    for command in (
        ["score", str(folder)],
        ["review", str(folder)],
        ["report", str(folder), "-o", str(tmp_path / "x")],
        ["train", "grade", str(folder)],
    ):
        assert main(command) != 0
        said = capsys.readouterr()
        assert show_exact(case.evaluation.points.low) not in said.out and "得分" not in said.out
    with pytest.raises(PerfkitError, match="已经存在"):
        write_folder(key, entry)


def test_without_the_secret_nobody_draws_the_case_again():
    assert TraineeCase(5, 3, "one").submission != TraineeCase(5, 3, "other").submission
    assert TraineeCase(5, 3, "one").code != TraineeCase(5, 3, "other").code
    assert TraineeCase(5, 3, "one").submission == TraineeCase(5, 3, "one").submission


@pytest.mark.parametrize("text", ["", "0", "5-1", "a", "1-", "-3", "1,,2"])
def test_trainee_numbers_that_are_none(text):
    with pytest.raises(PerfkitError):
        trainees(text)


def test_a_note_needs_the_right_kind_and_place():
    case = TraineeCase(2, 3)
    one = case.contradictions[0]
    kind = sorted(one.kinds)[0]
    other = next(name for name in KINDS if name not in one.kinds)
    assert one.matches(Note(kind, (one.home,))) and not one.matches(Note(other, (one.home,)))
    assert not one.matches(Note(kind, ("九（九）",))) and not one.matches(
        Note(kind, (one.home,), ("123456789",))
    )
    twice = hunt([Note(kind, (one.home,)), Note(kind, (one.home,))], [one])
    assert len(twice.found) == 1 and len(twice.repeated) == 1 and not twice.false_alarms


def test_judgements_have_the_form_of_real_work():
    case = TraineeCase(6, 1)
    judged = judgements_of(case, "trainee-006", perfect_sheet(case))
    given = {one.criterion for one in judged.judgements}
    wanted = {name for name, expected in case.expected.items() if expected.kind == JUDGED}
    # A clause that the rubric takes as met or not holds no partial points as a judgement.
    assert given <= wanted and len(given) > len(wanted) / 2
    assert all(one.reason and one.evidence for one in judged.judgements)


@pytest.mark.slow
def test_a_class_is_made_graded_and_summed_up_by_one_command_each(tmp_path, capsys):
    room = tmp_path / "class"
    assert main(["train", "new", "--trainee", "1-12", "--level", "3", str(room)]) == 0
    key = read_key(room)
    assert len(key.entries) == 12 and len({key.case(entry).code for entry in key.entries}) == 12
    for entry in key.entries:
        case = key.case(entry)
        sheet = careless_sheet(case)[0] if entry.trainee % 3 == 0 else perfect_sheet(case)
        write_sheet(case, key.handed_out(entry) / FILE, "zh", sheet)
    (key.handed_out(key.entries[4]) / FILE).write_bytes(b"broken")
    capsys.readouterr()
    assert main(["train", "grade", str(room)]) == 1
    said = capsys.readouterr()
    assert "trainee-005" in said.err and "打不开" in said.err and said.out.count("得分率 100.00%") == 7
    lines = read_lines(room / "trainer" / CLASS_FILE)
    assert len(lines) == 12 and "打不开" in lines[4]["not_graded"]
    assert sum(line["passed"] == "yes" for line in lines) == 7
    assert all((key.graded(e) / "grade.html").is_file() for e in key.entries if e.trainee != 5)
    page = (key.graded(key.entries[2]) / "grade.html").read_text(encoding="utf-8")
    assert "尚未达标" in page and "没有填" in page and "空话" in page and str(tmp_path) not in page
    assert main(["train", "summary", str(room)]) == 0
    page = (room / "trainer" / "class.html").read_text(encoding="utf-8")
    assert "11 份" in page and "7 份达标" in page and "合成" in page and "另有 1 份没有成绩：学员 5" in page
    assert 'href="graded/trainee-001/grade.html"' in page and lines[0]["code"] in page
    assert not any((room / "trainees").rglob("*.yaml"))


def test_grading_what_is_no_class_says_so(tmp_path, capsys):
    assert main(["train", "grade", str(tmp_path)]) == 1
    assert "perfkit train new" in capsys.readouterr().err
    assert main(["train", "summary", str(tmp_path)]) == 1
    assert main(["train", "agreement", str(tmp_path)]) == 1
    assert main(["train", "new", "--trainee", "x", str(tmp_path)]) == 1


def test_the_share_counts_criteria_and_contradictions():
    case = TraineeCase(3, 3)
    sheet = perfect_sheet(case)
    grade = grade_sheet(case, Sheet(sheet.lines, ()))
    assert grade.share == Fraction(len(grade.criteria), len(grade.criteria) + len(case.contradictions))
