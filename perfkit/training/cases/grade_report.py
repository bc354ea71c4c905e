"""What the notebook for a trainee's result shows, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import page_style
from perfkit.base.quantities import show_rate
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.training.cases.case import EXACT, JUDGED, LEVELS, OPEN
from perfkit.training.cases.decisions import read_decisions
from perfkit.training.cases.grade_tables import contradictions_table, scores_table
from perfkit.training.cases.grading import CaseGrade, grade_sheet
from perfkit.training.cases.key import read_key
from perfkit.training.cases.result_charts import against_chart
from perfkit.training.cases.sheet import FILE, MOST_FALSE_ALARMS, read_sheet
from perfkit.views.charts.chart import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import NUMBER, Cell, Column, Table

KIND_NAMES = {
    EXACT: Text("数据能定的", "decided by figures"),
    JUDGED: Text("要判断的", "to be judged"),
    OPEN: Text("应待定的", "to be left open"),
}


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
        raise PerfkitError(Text(f"班里没有 {trainee}", f"there is no {trainee} in the class"))
    filled = read_sheet(key.handed_out(entry) / FILE)
    return GradeReport(trainee, grade_sheet(key.case(entry), filled, read_decisions(key.trainer)), lang)


@dataclass(frozen=True)
class GradeReport:
    """A trainee's result, each method one thing to display."""

    name: str
    grade: CaseGrade
    lang: str

    def _repr_html_(self) -> str:
        return page_style() + self.answer()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.answer())

    def answer(self) -> Prose:
        """The result in one line, and what it is made of."""
        grade, lang = self.grade, self.lang
        level = grade.case.level
        wanted = len(grade.hunt.found) + len(grade.hunt.missed)
        line = say(
            lang,
            f"得分率 {show_rate(grade.share)}，{'达标' if grade.passed else '尚未达标'}",
            f"{show_rate(grade.share)} right; the aim is {'reached' if grade.passed else 'not reached yet'}",
        )
        parts = [
            f"{KIND_NAMES[kind].in_(lang)}{say(lang, '：', ': ')}{grade.right(kind)}/{len(grade.of_kind(kind))}"
            for kind in (EXACT, JUDGED, OPEN)
            if grade.of_kind(kind)
        ]
        parts.append(
            say(
                lang,
                f"埋下的矛盾找到 {len(grade.hunt.found)}/{wanted}，误报 {grade.alarms} 条（达标不超过 {MOST_FALSE_ALARMS} 条）",
                f"planted contradictions found {len(grade.hunt.found)}/{wanted}, false alarms {grade.alarms} (at most {MOST_FALSE_ALARMS} to pass)",
            )
        )
        if grade.missed_with_points:
            parts.append(
                say(
                    lang,
                    f"漏掉的有 {len(grade.missed_with_points)} 处关系到分数",
                    f"{len(grade.missed_with_points)} of those missed bear on points",
                )
            )
        if grade.reasons_lacking:
            parts.append(
                say(
                    lang,
                    f"分数对、理由不足的 {len(grade.reasons_lacking)} 条",
                    f"{len(grade.reasons_lacking)} with points that hold and a reason that does not",
                )
            )
        if grade.waiting:
            parts.append(
                say(
                    lang,
                    f"理由要请培训人判断的 {len(grade.waiting)} 条",
                    f"{len(grade.waiting)} reasons wait for the trainer",
                )
            )
        parts += [remark.in_(lang) for remark in grade.remarks]
        aim = say(
            lang,
            f"达标的要求：数据能定的全对，要判断的在站得住的范围内并写清理由，不漏关系到分数的矛盾，误报不超过 {MOST_FALSE_ALARMS} 条。",
            f"The aim: figures exact, judgements within what holds and with reasons, no missed contradiction that points rest on, at most {MOST_FALSE_ALARMS} false alarms.",
        )
        return Prose(
            (
                Heading(
                    say(
                        lang,
                        f"{self.name}：{grade.case.submission.subject}",
                        f"{self.name}: {grade.case.submission.subject}",
                    ),
                    1,
                    "result",
                ),
                Paragraph(
                    say(lang, "合成数据：不代表任何真实部门", "Synthetic data, no real department"),
                    "synthetic",
                ),
                Paragraph(
                    say(
                        lang,
                        f"案例 {grade.case.code}　难度 {level}：{LEVELS[level].zh}",
                        f"Case {grade.case.code}, level {level}: {LEVELS[level].en}",
                    ),
                    "lead",
                ),
                Paragraph(line, "answer"),
                Items(tuple(parts)),
                Paragraph(aim, "note"),
            ),
            lang,
        )

    @cached_property
    def picture(self) -> Chart:
        """Every row: the reference, and what the trainee gave."""
        return against_chart(self.grade, self.lang)

    def mistakes(self) -> Table:
        """Criteria that are not right, with what is off and the reference."""
        lang, rows = self.lang, []
        for one in (*self.grade.mistakes, *self.grade.waiting):
            faults = (*one.faults, *one.reason_faults)
            clause = "、".join(one.criterion.clauses)
            rows.append(
                (
                    Cell(f"{one.row.name.text.in_(lang)} {clause}", strong=True),
                    Cell(one.given or "—"),
                    Cell(say(lang, " 或 ", " or ").join(map(show_span, one.expected.spans))),
                    Cell(say(lang, "；", "; ").join(fault.in_(lang) for fault in faults), mark="unmet"),
                    Cell(one.expected.why.in_(lang)),
                )
            )
        columns = (
            Column(say(lang, "指标、条款", "Row, clause"), width=24),
            Column(say(lang, "你给的", "Given"), NUMBER, 10),
            Column(say(lang, "参考", "Reference"), NUMBER, 19),
            Column(say(lang, "问题", "What is off"), width=24),
            Column(say(lang, "依据", "Why")),
        )
        caption = (
            say(
                lang,
                f"没有答对或待判断的评分点（{len(rows)} 个）",
                f"Criteria not right, or waiting ({len(rows)})",
            )
            if rows
            else say(lang, "评分点全部答对", "Every criterion is right")
        )
        return Table("mistakes", caption, columns, tuple(rows), lang, synthetic=True)

    def scores(self) -> Table:
        """Every indicator against the reference."""
        return scores_table(self.grade, self.lang)

    def contradictions(self) -> Table:
        """Planted contradictions with what became of them, then false alarms."""
        return contradictions_table(self.grade, self.lang)


def open_grade_or_example(folder: str, trainee: str, lang: str = "zh") -> GradeReport:
    """`open_grade`, or an unanswered sheet of the first case where no folder is given."""
    from perfkit.training.cases.case import TraineeCase
    from perfkit.training.cases.sheet import Sheet

    if folder:
        return open_grade(folder, trainee, lang)
    case = TraineeCase(1, 3)
    return GradeReport("trainee-001", grade_sheet(case, Sheet()), lang)
