"""What could change the grade: every open item as the drop from the best total that it alone can cause."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.evaluation.outcome import EVALUATOR
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.levers import Lever, criterion_name, levers, with_clauses
from perfkit.views.charts.canvas import (
    CONTRADICTED,
    EVIDENCE,
    JUDGEMENT,
    MUTED,
    RULE,
    SMALL,
    fill,
    put,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, wrap
from perfkit.views.said import worded
from perfkit.views.wording import show_grade

_MOST = 12


def grade_chart(evaluation: Evaluation, lang: str = "zh") -> Chart | None:
    """A tornado: with everything else at its best, the total where one item alone turns out worst.

    None where nothing is open. At most 12 items are drawn; `data` holds all of them.
    """
    found = [lever for lever in levers(evaluation) if lever.gain]
    if not found:
        return None
    high, best = evaluation.points.high, evaluation.grades["high"]
    drawn = found[:_MOST]
    movers = [lever for lever in found if evaluation.rubric.grade(high - lever.gain) != best]
    title = _title(evaluation, movers, lang)
    more = worded(lang, "largest_drawn", count=len(drawn)) if len(found) > len(drawn) else ""
    note = worded(lang, "one_item_worst") + more
    labels = [wrap(item_name(evaluation, lever, found, lang), 176, SMALL + 0.5, lines=2) for lever in drawn]
    heights = [27 if "\n" in label else 19 for label in labels]
    tall = sum(heights)
    entries = [
        (EVIDENCE, say(lang, "待佐证或补充数据", "waiting for evidence or data")),
        (JUDGEMENT, say(lang, "待评价人评定", "waiting for an evaluator")),
    ]
    page = sheet(title, tall + 20, lang, synthetic=evaluation.submission.synthetic, note=note, key=entries)
    left, right = 196.0, 84.0
    axes = page.axes(left, right, page.top + 18, tall)
    lowest = high - drawn[0].gain
    lines = [grade.at_least for grade in evaluation.rubric.grades if lowest - 5 < grade.at_least < high]
    start = min([lowest, *lines]) - Fraction(1)
    axes.set_xlim(float(start), float(high))
    axes.set_ylim(tall, 0)
    unit = float(high - start) / (page.width - left - right)
    for line in lines:
        grade = evaluation.rubric.grade(line)
        axes.plot([float(line)] * 2, [0, tall], color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)))
        put(
            axes,
            float(line),
            -3,
            say(lang, f"{grade.name} ≥ {show_number(line, 0)}", f"{grade.name_en} ≥ {show_number(line, 0)}"),
            face(SMALL),
            MUTED,
            "center",
            "bottom",
        )
    axes.plot([float(high)] * 2, [0, tall], color=RULE, linewidth=1)
    y = 0.0
    for lever, label, height in zip(drawn, labels, heights, strict=True):
        middle, worst = y + height / 2, high - lever.gain
        falls = evaluation.rubric.grade(worst)
        fill(
            axes,
            float(worst),
            middle - 6,
            float(lever.gain),
            12,
            JUDGEMENT if lever.waits_for == EVALUATOR else EVIDENCE,
        )
        put(axes, float(start) - 6 * unit, middle, label, face(SMALL + 0.5), ha="right", linespacing=1.15)
        shown = (
            f"→ {show_number(worst)} {say(lang, falls.name, falls.name_en)}"
            if falls != best
            else f"→ {show_number(worst)}"
        )
        put(
            axes,
            float(high) + 6 * unit,
            middle,
            shown,
            face(SMALL, falls != best),
            CONTRADICTED if falls != best else MUTED,
        )
        y += height
    words = [_words(evaluation, lever, item_name(evaluation, lever, found, lang), lang) for lever in drawn]
    alt = title + say(lang, "。", ". ") + say(lang, "；", "; ").join(words) + say(lang, "。", ".")
    data = {
        "+".join(lever.criteria): {
            "gain": lever.gain,
            "total": high - lever.gain,
            "grade": evaluation.rubric.grade(high - lever.gain).name,
        }
        for lever in found
    }
    names = {"+".join(lever.criteria): item_name(evaluation, lever, found, lang) for lever in found}
    return Chart("grade", title, alt, lang, page.figure, data, names)


def _title(evaluation: Evaluation, movers: list[Lever], lang: str) -> str:
    high, best = show_number(evaluation.points.high), evaluation.grades["high"]
    if not evaluation.rubric.is_graded:
        return worded(lang, "title_ungraded", high=high)
    if not movers:
        return worded(lang, "title_nothing_lowers", high=high, grade=show_grade(best, lang))
    first = movers[0].row.name.text
    if len(movers) == 1:
        return worded(lang, "title_one_lowers", high=high, grade=show_grade(best, lang), name=first)
    return worded(lang, "title_some_lower", high=high, grade=show_grade(best, lang), count=len(movers))


def item_name(evaluation: Evaluation, lever: Lever, found: Sequence[Lever], lang: str) -> str:
    """The row of an open item, with its clauses where the row has several items."""
    name = lever.row.name.text.in_(lang)
    if sum(other.row.id == lever.row.id for other in found) == 1:
        return name
    if lever.is_veto:
        return name + say(lang, "（否决条款）", " (veto)")
    criteria = [evaluation.by_criterion[criterion].criterion for criterion in lever.criteria]
    if len(criteria) == 1:
        return criterion_name(criteria[0], lever.row).in_(lang)
    return with_clauses(lever.row.name.text, (number for one in criteria for number in one.clauses)).in_(lang)


def _words(evaluation: Evaluation, lever: Lever, name: str, lang: str) -> str:
    worst = evaluation.points.high - lever.gain
    grade = evaluation.rubric.grade(worst)
    return worded(lang, "alt_of_item", name=name, points=show_number(worst), grade=show_grade(grade, lang))
