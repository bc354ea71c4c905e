"""What the notebook for a trainee's result shows, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import page_style
from perfkit.base.quantities import round_half_up, show_exact, show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.training.cases.case import EXACT, JUDGED, LEVELS, OPEN
from perfkit.training.cases.decisions import read_decisions
from perfkit.training.cases.grading import RIGHT, CaseGrade, CriterionGrade, grade_sheet
from perfkit.training.cases.key import read_key
from perfkit.training.cases.result_charts import against_chart
from perfkit.training.cases.sheet import FILE, MOST_FALSE_ALARMS, read_sheet
from perfkit.training.typed import AnswerError, as_number
from perfkit.views.charts.canvas import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table

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
            Column(say(lang, "参考", "Reference"), NUMBER, 13),
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
        lang, rows = self.lang, []
        for row in self.grade.case.evaluation.rubric.indicators:
            inside = [one for one in self.grade.criteria if one.row is row]
            low, high = (
                sum((one.expected.span.low for one in inside), Fraction(0)),
                sum((one.expected.span.high for one in inside), Fraction(0)),
            )
            shown = (
                show_exact(low)
                if low == high and "/" not in show_exact(low)
                else f"{float(low):.2f}～{float(high):.2f}"
                if low != high
                else f"{float(low):.2f}"
            )
            right = sum(one.state == RIGHT for one in inside)
            given, off = _given_and_off(inside, lang)
            rows.append(
                (
                    Cell(row.name.text.in_(lang), strong=True),
                    Cell(show_exact(row.max)),
                    Cell(given),
                    Cell(shown),
                    Cell(off),
                    Cell("；".join(one.given or "—" for one in inside)),
                    Cell(f"{right}/{len(inside)}", mark="met" if right == len(inside) else "unmet"),
                )
            )
        columns = (
            Column(say(lang, "指标", "Row"), width=27),
            Column(say(lang, "满分", "Maximum"), NUMBER, 8),
            Column(say(lang, "你给的合计", "Your sum"), NUMBER, 14),
            Column(say(lang, "参考", "Reference"), NUMBER, 14),
            Column(say(lang, "差", "Off by"), NUMBER, 8),
            Column(say(lang, "你给的（逐条）", "Given, clause by clause")),
            Column(say(lang, "答对", "Right"), CENTRE, 10),
        )
        note = say(
            lang,
            "“差”只比较你写了数字、参考也能定分的评分点；落在参考范围内为 0。",
            "Off by compares criteria with a number of yours that the reference decides; inside the reference it is 0.",
        )
        return Table(
            "scores", say(lang, "逐行对照", "Row by row"), columns, tuple(rows), lang, note, synthetic=True
        )

    def contradictions(self) -> Table:
        """Planted contradictions with what became of them, then false alarms."""
        lang, hunted = self.lang, self.grade.hunt
        rows = [
            (
                Cell(say(lang, "找到", "found"), mark="met"),
                Cell(one.home),
                Cell(one.truth.in_(lang)),
                Cell(show_exact(one.points) if one.points else "—"),
            )
            for one in hunted.found
        ]
        rows += [
            (
                Cell(say(lang, "漏掉", "missed"), mark="unmet"),
                Cell(one.home),
                Cell(one.truth.in_(lang)),
                Cell(show_exact(one.points) if one.points else "—"),
            )
            for one in hunted.missed
        ]
        rows += [
            (
                Cell(say(lang, "误报", "false alarm"), mark="unmet"),
                Cell("；".join(note.places)),
                Cell(" ".join(note.figures)),
                Cell("—"),
            )
            for note in hunted.false_alarms
        ]
        rows += [
            (
                Cell(say(lang, "写得不够", "says too little"), mark="unmet"),
                Cell("；".join(note.places)),
                Cell(
                    say(
                        lang,
                        "这一处有几个矛盾，请补上数字或名称",
                        "several contradictions stand there; add a figure or a name",
                    )
                ),
                Cell("—"),
            )
            for note in hunted.vague
        ]
        rows += [
            (
                Cell(say(lang, "重复", "repeated")),
                Cell("；".join(note.places)),
                Cell(" ".join(note.figures) or note.words),
                Cell("—"),
            )
            for note in hunted.repeated
        ]
        rows += [
            (
                Cell(say(lang, "读不懂", "unreadable"), mark="unmet"),
                Cell(say(lang, f"第 {number} 行", f"line {number}")),
                Cell(text.in_(lang)),
                Cell("—"),
            )
            for number, text in self.grade.unreadable
        ]
        columns = (
            Column(say(lang, "结果", "Result"), CENTRE, 12),
            Column(say(lang, "位置", "Place"), width=26),
            Column(say(lang, "矛盾", "Contradiction")),
            Column(say(lang, "涉及分数", "Points"), NUMBER, 12),
        )
        caption = (
            say(lang, "矛盾", "Contradictions")
            if rows
            else say(lang, "本案例没有埋矛盾", "No contradiction was planted in this case")
        )
        return Table("contradictions", caption, columns, tuple(rows), lang, synthetic=True)


def _given_and_off(inside: list[CriterionGrade], lang: str) -> tuple[str, str]:
    """What a trainee gave a row in sum, and how far that is off the reference."""
    total, off, numbers, left = Fraction(0), Fraction(0), 0, False
    for one in inside:
        try:
            points = as_number(one.line.points)
        except AnswerError:
            left = True
            continue
        numbers += 1
        total += points
        if one.expected.kind != OPEN and not one.points_hold:
            span, given = one.expected.span, Fraction(round_half_up(points, 2))
            off += (
                given - Fraction(round_half_up(span.high, 2))
                if points > span.high
                else given - Fraction(round_half_up(span.low, 2))
                if points < span.low
                else 0
            )
    if not numbers:
        return "—", "—"
    return show_number(total) + (say(lang, "＋未定", " + open") if left else ""), (
        "+" if off > 0 else ""
    ) + show_number(off)


def open_grade_or_example(folder: str, trainee: str, lang: str = "zh") -> GradeReport:
    """`open_grade`, or an unanswered sheet of the first case where no folder is given."""
    from perfkit.training.cases.case import TraineeCase
    from perfkit.training.cases.sheet import Sheet

    if folder:
        return open_grade(folder, trainee, lang)
    case = TraineeCase(1, 3)
    return GradeReport("trainee-001", grade_sheet(case, Sheet()), lang)
