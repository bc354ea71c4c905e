"""Tables of a trainee's result: every row against the reference, and what became of the contradictions."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import round_half_up, show_exact, show_number
from perfkit.base.text import say
from perfkit.training.cases.case import OPEN
from perfkit.training.cases.grading import RIGHT, CaseGrade, CriterionGrade
from perfkit.training.typed import AnswerError, as_number
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table


def scores_table(grade: CaseGrade, lang: str) -> Table:
    """Every indicator against the reference."""
    rows = []
    for row in grade.case.evaluation.rubric.indicators:
        inside = [one for one in grade.criteria if one.row is row]
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


def contradictions_table(grade: CaseGrade, lang: str) -> Table:
    """Planted contradictions with what became of them, then false alarms."""
    hunted = grade.hunt
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
        for number, text in grade.unreadable
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
