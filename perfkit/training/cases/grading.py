"""A trainee's answers against the reference: every criterion, every contradiction, every reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256

from perfkit.base.quantities import Points
from perfkit.base.text import Text, joined
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.table import Indicator
from perfkit.training.cases.case import JUDGED, Expected, Material, TraineeCase
from perfkit.training.cases.contradictions import Contradiction
from perfkit.training.cases.hunt import Hunt, hunt
from perfkit.training.cases.notes import Note, read_note
from perfkit.training.cases.point_faults import point_faults, says_open
from perfkit.training.cases.reasons import ASK, FAILS, HOLDS, Ruling, judge_reason
from perfkit.training.cases.sheet import MOST_FALSE_ALARMS, Line, Sheet
from perfkit.training.lessons.views import called
from perfkit.training.typed import AnswerError, as_number, is_blank
from perfkit.training.words import words

RIGHT, WRONG, BLANK, WAITS = "right", "wrong", "blank", "waits"
_VAGUE_FREE = 2


@dataclass(frozen=True)
class CriterionGrade:
    """One criterion of a trainee's sheet.

    Attributes
    ----------
    row, criterion : of the rubric
    line : Line            as written
    state : str            right, wrong, blank, or waits: the trainer has to decide on the reason
    points_hold : bool     the points are right, whatever the reason
    faults : what is wrong with the points
    reason_faults : what is wrong with the reason, or what the trainer is asked of it
    question : str         identifies the reason for the trainer's decision; empty where there is none to make
    """

    row: Indicator
    criterion: Criterion
    expected: Expected
    line: Line
    state: str
    points_hold: bool
    faults: tuple[Text, ...] = ()
    reason_faults: tuple[Text, ...] = ()
    question: str = ""

    @property
    def given(self) -> str:
        """What was written, for reading."""
        return "" if is_blank(self.line.points) else str(self.line.points)


@dataclass(frozen=True)
class CaseGrade:
    """A trainee's whole sheet, graded.

    Attributes
    ----------
    criteria : in the order of the rubric
    hunt : Hunt        contradictions found and missed
    unreadable : findings that could not be read, with the line of the workbook
    remarks : what is odd about the sheet itself: lines deleted, doubled or of no criterion
    """

    case: TraineeCase
    criteria: tuple[CriterionGrade, ...]
    hunt: Hunt
    unreadable: tuple[tuple[int, Text], ...] = ()
    remarks: tuple[Text, ...] = ()

    def of_kind(self, kind: str) -> tuple[CriterionGrade, ...]:
        """The criteria that rule and figures decide, that are judged, or that are open."""
        return tuple(grade for grade in self.criteria if grade.expected.kind == kind)

    def right(self, kind: str) -> int:
        """How many of a kind are right."""
        return sum(grade.state == RIGHT for grade in self.of_kind(kind))

    @cached_property
    def mistakes(self) -> tuple[CriterionGrade, ...]:
        """Criteria that are wrong or blank."""
        return tuple(grade for grade in self.criteria if grade.state in (WRONG, BLANK))

    @cached_property
    def waiting(self) -> tuple[CriterionGrade, ...]:
        """Criteria whose reason the trainer has to decide on."""
        return tuple(grade for grade in self.criteria if grade.state == WAITS)

    @property
    def alarms(self) -> int:
        """False alarms, with unreadable notes and with notes that say too little beyond two of them."""
        vague = max(0, len(self.hunt.vague) - _VAGUE_FREE)
        return len(self.hunt.false_alarms) + len(self.unreadable) + vague

    @cached_property
    def reasons_lacking(self) -> tuple[CriterionGrade, ...]:
        """Criteria whose points hold and whose reason does not."""
        return tuple(
            grade
            for grade in self.criteria
            if grade.points_hold and grade.reason_faults and grade.state == WRONG
        )

    @cached_property
    def missed_with_points(self) -> tuple[Contradiction, ...]:
        """Missed contradictions that points rest on."""
        return tuple(one for one in self.hunt.missed if one.points)

    @property
    def share(self) -> Fraction:
        """Criteria right and contradictions found, over all of them; each false alarm takes one away."""
        wanted = len(self.hunt.found) + len(self.hunt.missed)
        good = sum(grade.state == RIGHT for grade in self.criteria) + len(self.hunt.found) - self.alarms
        return Fraction(max(0, good), len(self.criteria) + wanted)

    @property
    def passed(self) -> bool:
        """The aim of the course: every criterion right, nothing missed that points rest on, at most two
        false alarms."""
        return (
            not self.mistakes
            and not self.waiting
            and not self.missed_with_points
            and self.alarms <= MOST_FALSE_ALARMS
        )


def grade_sheet(case: TraineeCase, sheet: Sheet, decisions: Mapping[str, bool] | None = None) -> CaseGrade:
    """Grade a filled-in sheet.

    Parameters
    ----------
    decisions : question → whether the reason holds, as the trainer decided

    Examples
    --------
    >>> grade = grade_sheet(TraineeCase(1, 1), Sheet())
    >>> grade.share == 0, {one.state for one in grade.criteria}
    (True, {'blank'})
    """
    materials = {material.number: material for material in case.materials}
    grades = []
    for row in case.evaluation.rubric.indicators:
        for criterion in row.criteria:
            expected, line = case.expected[criterion.id], sheet.lines.get(criterion.id, Line())
            material = materials.get(expected.document)
            grades.append(_graded(case, row, criterion, expected, line, material, decisions or {}))
    notes: list[Note] = []
    unreadable: list[tuple[int, Text]] = []
    for number, kind, places, figures in sheet.findings:
        try:
            notes.append(read_note(kind, places, figures))
        except AnswerError as error:
            unreadable.append((number, error.message))
    return CaseGrade(
        case,
        tuple(grades),
        hunt(notes, case.contradictions, case.also_true),
        tuple(unreadable),
        _remarks(case, sheet),
    )


def _remarks(case: TraineeCase, sheet: Sheet) -> tuple[Text, ...]:
    """Lines of the sheet that are missing, doubled, or of no criterion of the table."""
    rubric = case.evaluation.rubric
    remarks, criteria = [], rubric.criteria
    gone = [called(rubric, name) for name in case.expected if sheet.lines and name not in sheet.lines]
    if gone:
        remarks.append(words("lines_gone", count=len(gone), gone=joined(gone, "；", "; ")))
    for number, key in sheet.repeated:
        known = called(rubric, key) if key in criteria else key
        remarks.append(words("line_repeats", number=number, known=known))
    strange: list[Text | str] = [words("sheet_line_says", number=at, key=key) for at, key in sheet.unknown]
    strange += [f"“{key}”" for key in sheet.lines if key not in criteria]
    if strange:
        remarks.append(words("no_criteria", strange=joined(strange)))
    return tuple(remarks)


def _graded(
    case: TraineeCase,
    row: Indicator,
    criterion: Criterion,
    expected: Expected,
    line: Line,
    material: Material | None,
    decisions: Mapping[str, bool],
) -> CriterionGrade:
    if is_blank(line.points):
        return CriterionGrade(row, criterion, expected, line, BLANK, False, (Text("没有填", "left blank"),))
    faults = point_faults(expected, line.points)
    ruling = Ruling(HOLDS)
    if expected.kind == JUDGED and not says_open(line.points):
        bounds = case.evaluation.by_criterion[criterion.id].outcome.points
        ruling = _ruling(material, line, bounds)
    question = _question(case, criterion, line) if ruling.state == ASK else ""
    decided = decisions.get(question)
    if decided is not None:
        ruling = Ruling(HOLDS) if decided else Ruling(FAILS, ruling.faults)
    if faults or ruling.state == FAILS:
        state = WRONG
    else:
        state = WAITS if ruling.state == ASK else RIGHT
    return CriterionGrade(row, criterion, expected, line, state, not faults, faults, ruling.faults, question)


def _question(case: TraineeCase, criterion: Criterion, line: Line) -> str:
    """A name for one reason on one clause of one case: another wording is another question."""
    told = f"{case.code}|{criterion.id}|{''.join(line.reason.split())}|{line.points}"
    return sha256(told.encode()).hexdigest()[:10]


def _ruling(material: Material | None, line: Line, bounds: Points) -> Ruling:
    try:
        points = as_number(line.points)
    except AnswerError:
        return Ruling(HOLDS)
    return judge_reason(
        line.reason,
        given=points,
        bounds=bounds,
        document=line.document,
        known=(material.number, material.document) if material else (),
        extract=material.extract if material else None,
    )
