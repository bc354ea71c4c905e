"""What the notebook for a trainee's result shows, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.quantities import show_rate
from perfkit.base.text import Text, joined
from perfkit.base.wording import show_span
from perfkit.training.cases.case import EXACT, JUDGED, LEVELS, OPEN, TraineeCase
from perfkit.training.cases.decisions import read_decisions
from perfkit.training.cases.grade_tables import contradictions_table, scores_table
from perfkit.training.cases.grading import CaseGrade, grade_sheet
from perfkit.training.cases.key import read_key
from perfkit.training.cases.result_charts import against_chart
from perfkit.training.cases.sheet import FILE, MOST_FALSE_ALARMS, Sheet, read_sheet
from perfkit.training.lessons.views import called
from perfkit.training.page import Shown
from perfkit.training.words import synthetic_mark, table, words
from perfkit.views.charts.chart import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import Cell, Table


def open_grade(folder: str | Path, trainee: str, lang: str = "zh") -> GradeReport:
    """A trainee's sheet, graded with the trainer's key.

    Parameters
    ----------
    folder : str or Path   of the class, as its trainer holds it
    trainee : str          name of the trainee's folder
    lang : str             "zh" or "en"

    Raises
    ------
    PerfkitError   no such class or trainee, or an answer sheet that cannot be read.
    """
    check_language(lang)
    key = read_key(Path(folder))
    entry = next((one for one in key.entries if one.name == trainee), None)
    if entry is None:
        raise PerfkitError(f"班里没有 {trainee}", f"there is no {trainee} in the class")
    filled = read_sheet(key.handed_out(entry) / FILE)
    return GradeReport(trainee, grade_sheet(key.case(entry), filled, read_decisions(key.trainer)), lang)


@dataclass(frozen=True, repr=False)
class GradeReport(Shown):
    """A trainee's result, each method one thing to display."""

    name: str
    grade: CaseGrade
    lang: str

    def answer(self) -> Prose:
        """The result in one line, and what it is made of."""
        grade, lang, case = self.grade, self.lang, self.grade.case
        reached = words("reached" if grade.passed else "not_reached")
        lead = words("case_line", code=case.code, level=case.level, levels=LEVELS[case.level])
        head = words("subject_of", name=self.name, subject=case.submission.subject)
        return Prose(
            (
                Heading(head.in_(lang), 1, "result"),
                synthetic_mark(lang),
                Paragraph(lead.in_(lang), "lead"),
                Paragraph(
                    words("grade_line", share=show_rate(grade.share), reached=reached).in_(lang), "answer"
                ),
                Items(tuple(part.in_(lang) for part in self._parts())),
                Paragraph(words("aim", most_false_alarms=MOST_FALSE_ALARMS).in_(lang), "note"),
            ),
            lang,
        )

    def _parts(self) -> list[Text]:
        grade = self.grade
        found, wanted = len(grade.hunt.found), len(grade.hunt.found) + len(grade.hunt.missed)
        counts = (
            ("missed_with_points_line", len(grade.missed_with_points)),
            ("reasons_lacking_line", len(grade.reasons_lacking)),
            ("waiting_line", len(grade.waiting)),
        )
        return [
            *(
                words(f"kind_{kind}", right=grade.right(kind), total=len(grade.of_kind(kind)))
                for kind in (EXACT, JUDGED, OPEN)
                if grade.of_kind(kind)
            ),
            words(
                "hunt_line",
                count=found,
                wanted=wanted,
                alarms=grade.alarms,
                most_false_alarms=MOST_FALSE_ALARMS,
            ),
            *(words(name, count=count) for name, count in counts if count),
            *grade.remarks,
        ]

    @cached_property
    def picture(self) -> Chart:
        """Every row: the reference, and what the trainee gave."""
        return against_chart(self.grade, self.lang)

    def mistakes(self) -> Table:
        """Criteria that are not right, with what is off and the reference."""
        lang, rubric = self.lang, self.grade.case.evaluation.rubric
        rows = [
            (
                Cell(called(rubric, one.criterion.id).in_(lang), strong=True),
                Cell(one.given or "—"),
                Cell(joined(map(show_span, one.expected.spans), " 或 ", " or ").in_(lang)),
                Cell(joined((*one.faults, *one.reason_faults), "；", "; ").in_(lang), mark="unmet"),
                Cell(one.expected.why.in_(lang)),
            )
            for one in (*self.grade.mistakes, *self.grade.waiting)
        ]
        return table("mistakes", lang, rows, count=len(rows))

    def scores(self) -> Table:
        """Every indicator against the reference."""
        return scores_table(self.grade, self.lang)

    def contradictions(self) -> Table:
        """Planted contradictions with what became of them, then false alarms."""
        return contradictions_table(self.grade, self.lang)


def open_grade_or_example(folder: str, trainee: str, lang: str = "zh") -> GradeReport:
    """`open_grade`, or an unanswered sheet of the first case where no folder is given."""
    if folder:
        return open_grade(folder, trainee, lang)
    return GradeReport("trainee-001", grade_sheet(TraineeCase(1, 3), Sheet()), lang)
