"""Totals as ranges between the grades: one evaluation, or the same department before and after a
supposition."""

from __future__ import annotations

from collections.abc import Mapping

from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_points, show_span
from perfkit.evaluation.tree import Evaluation
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    EVIDENCE,
    INK,
    MUTED,
    RULE,
    SMALL,
    fill,
    legend,
    put,
    row_name,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face


def ranges_chart(evaluations: Mapping[str, Evaluation], title: str, lang: str = "zh") -> Chart:
    """The safe points and the open range of each evaluation, with the grades' first points as lines.

    Parameters
    ----------
    evaluations : label → Evaluation, all under one rubric, drawn in their order
    title : str   the chart's message
    """
    first = next(iter(evaluations.values()))
    full = float(first.rubric.most)
    synthetic = any(one.submission.synthetic for one in evaluations.values())
    step, left, right = 34, 112.0, 112.0
    head = 18 if lang != "en" else 30
    page = sheet(title, step * len(evaluations) + head + 34, lang, synthetic=synthetic)
    axes = page.axes(left, right, page.top + head, step * len(evaluations))
    per_point = (page.width - left - right) / full
    axes.set_xlim(0, full)
    axes.set_ylim(len(evaluations), 0)
    for index, (label, one) in enumerate(evaluations.items()):
        low, high = float(one.points.low), float(one.points.high)
        fill(axes, 0, index + 0.2, low, 0.6, CONFIRMED)
        fill(axes, low, index + 0.2, high - low, 0.6, EVIDENCE)
        fill(axes, 0, index + 0.2, full, 0.6, "", empty=True)
        if low == high:
            axes.plot([low, low], [index + 0.1, index + 0.9], color=INK, linewidth=1.6)
        row_name(
            axes, -6 / per_point, index + 0.5, label, left - 16, size=BODY, bold=True, lines=2, spacing=1.1
        )
        put(
            axes,
            full + 6 / per_point,
            index + 0.5,
            f"{show_span(one.points)}\n{_grades(one, lang)}",
            face(SMALL),
            linespacing=1.3,
        )
    for index, grade in enumerate(first.rubric.grades[:-1]):
        at, rise = (
            float(grade.at_least),
            12 * (index % 2) / step if lang == "en" else 0.0,
        )  # English names are long: on two lines
        axes.plot([at, at], [0, len(evaluations)], color=MUTED, linewidth=0.9, linestyle=(0, (4, 2)))
        put(
            axes,
            at,
            -0.06 - rise,
            f"{say(lang, grade.name, grade.name_en)} {show_number(grade.at_least, 0)}",
            face(SMALL),
            MUTED,
            "center",
            "bottom",
        )
    axes.plot([0, full], [len(evaluations)] * 2, color=RULE, linewidth=0.8, clip_on=False)
    legend(
        page,
        [
            (CONFIRMED, say(lang, "已有把握", "secured")),
            (EVIDENCE, say(lang, "尚未确定", "still open")),
            ("", say(lang, "满分", "maximum")),
        ],
        page.top + head + step * len(evaluations) + 12,
    )
    words = say(lang, "；", "; ").join(f"{label} {_words(one, lang)}" for label, one in evaluations.items())
    data = {
        label: {
            "low": one.points.low,
            "high": one.points.high,
            "grades": (one.grades["low"].name, one.grades["high"].name),
        }
        for label, one in evaluations.items()
    }
    alt = f"{title}{say(lang, '。', '. ')}{words}{say(lang, '。', '.')}"
    return Chart("ranges", title, alt, lang, page.figure, data)


def _grades(one: Evaluation, lang: str) -> str:
    low, high = one.grades["low"], one.grades["high"]
    names = say(lang, low.name, low.name_en), say(lang, high.name, high.name_en)
    return names[0] if names[0] == names[1] else f"{names[0]}～{names[1]}"


def _words(one: Evaluation, lang: str) -> str:
    if one.points.is_exact:
        return f"{show_points(one.points.low, lang)} {_grades(one, lang)}"
    return say(
        lang,
        f"{show_span(one.points)} 分，{_grades(one, lang)}",
        f"{show_span(one.points)} points, {_grades(one, lang)}",
    )
