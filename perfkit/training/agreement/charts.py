"""Pictures of a panel: who scores high and who low, and which rows are read differently."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.lines import Line2D

from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.training.agreement.panel import Agreement
from perfkit.training.agreement.ratings import EvaluatorBias
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    INK,
    JUDGEMENT,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    fill,
    legend,
    row_name,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, text_width

_MOST = 30
_MARKERS = ("o", "s", "^", "D", "v", "P")


def evaluators_chart(panel: Agreement, lang: str = "zh") -> Chart:
    """Every evaluator's bias with its interval, the most generous first; at most thirty."""
    drawn = panel.by_evaluator[:_MOST]
    title = _evaluators_title(panel, lang)
    page = sheet(title, 20 * len(drawn) + 34, lang, synthetic=panel.synthetic)
    axes = page.axes(130, 70, page.top + 2, 20 * len(drawn))
    ends = [abs(float(one.bias)) for one in drawn] + [
        abs(end) for one in drawn for end in (one.interval.low, one.interval.high) if end is not None
    ]
    reach = max(0.02, *ends) * 1.1
    axes.set_xlim(-reach, reach)
    axes.set_ylim(20 * len(drawn), 0)
    unit = 2 * reach / (page.width - 200)
    axes.plot([0, 0], [0, 20 * len(drawn)], color=INK, linewidth=1.0)
    for number, one in enumerate(drawn):
        y, value = 20 * number + 10, float(one.bias)
        color = CONFIRMED if value > 0 else CONTRADICTED if value < 0 else INK
        if one.interval.low is not None and one.interval.high is not None:
            axes.plot(
                [one.interval.low, one.interval.high],
                [y, y],
                color=MUTED,
                linewidth=2.0,
                solid_capstyle="butt",
            )
        axes.plot(
            [value],
            [y],
            marker=_marker(panel, one.evaluator),
            markersize=8,
            color=color,
            linestyle="none",
        )
        row_name(axes, -reach - 6 * unit, y, one.evaluator, 114, size=BODY)
        axes.text(
            reach + 6 * unit,
            y,
            ("+" if value > 0 else "") + show_rate(one.bias),
            fontproperties=face(BODY, True),
            color=color,
            va="center",
        )
    has_interval = any(one.interval.low is not None for one in drawn)
    interval_zh, interval_en = "　横线：95% 区间", "   bar: 95 % interval"
    page.write(
        130,
        page.top + 20 * len(drawn) + 8,
        say(
            lang,
            "蓝：偏松　橙：偏紧　竖线：各评分点的中位数"
            + (interval_zh if has_interval else "（不足五个部门，不给区间）"),
            "blue: generous   orange: strict   line: the median of all"
            + (interval_en if has_interval else " (fewer than five departments: no interval)"),
        ),
        size=SMALL,
        color=MUTED,
    )
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(f"{one.evaluator} {show_rate(one.bias)}" for one in drawn)
    )
    return Chart(
        "evaluators", title, alt, lang, page.figure, {one.evaluator: one.bias for one in panel.by_evaluator}
    )


def names_of(found: Sequence[EvaluatorBias], lang: str) -> str:
    """Everybody who ties, by name; the first three of many."""
    names = [one.evaluator for one in found]
    if len(names) > 4:
        return say(
            lang,
            f"{'、'.join(names[:3])} 等 {len(names)} 人",
            f"{', '.join(names[:3])} and {len(names) - 3} more",
        )
    return say(lang, "、", ", ").join(names)


def _evaluators_title(panel: Agreement, lang: str) -> str:
    if not panel.differ:
        return say(
            lang,
            "各位评价人给分完全一样，没有松紧之分",
            "All evaluators gave the same points; nobody is higher or lower",
        )
    high, low = panel.highest, panel.lowest
    if high == low:
        return say(
            lang,
            "平均起来没有松紧之分，个别评分点给分不同",
            "Nobody is higher or lower on average; single criteria differ",
        )
    gap = panel.apart(high[0].evaluator, low[0].evaluator)
    said = (
        Text("", "")
        if gap is None or gap <= 0
        else Text(
            f"：共同评过的，平均相差满分的 {show_rate(gap)}",
            f": {show_rate(gap)} of the maximum apart on what both judged",
        )
    )
    return say(
        lang,
        f"{names_of(high, lang)} 手最松，{names_of(low, lang)} 手最紧",
        f"{names_of(high, lang)} highest, {names_of(low, lang)} lowest",
    ) + said.in_(lang)


def indicators_chart(panel: Agreement, lang: str = "zh") -> Chart:
    """Every row in points: how far each evaluator is from the median once severity is taken out, most divided first.

    Up to six evaluators have a marker each, in a lane of its own, so that nobody hides anybody; more are dots.
    """
    rows, worst = panel.by_indicator, panel.by_indicator[0]
    name = worst.indicator.name.text.in_(lang)
    title = say(
        lang,
        f"扣除各人松紧以后，分歧最大的一行是“{name}”：相差 {show_number(worst.spread_points)} 分",
        f"Severity taken out, read most differently: {name}, {show_number(worst.spread_points)} points apart",
    )
    if not panel.differ:
        title = say(lang, "每一行各位评价人给分都一样", "Every row was given the same points by all")
    several = len(panel.evaluators) > len(_MARKERS)
    lane = 0.0 if several else 6.0
    height = max(20.0, lane * len(panel.evaluators) + 6)
    known = [] if several else _key_rows(panel.evaluators)
    page = sheet(title, height * len(rows) + 30 + 15 * len(known), lang, synthetic=panel.synthetic)
    left = 236.0
    axes = page.axes(left, 62, page.top + 2, height * len(rows))
    offsets = [abs(float(value)) for one in rows for value in one.offset.values()]
    reach = max(0.02, *offsets, *(float(one.deviation_points) for one in rows)) * 1.1
    axes.set_xlim(-reach, reach)
    axes.set_ylim(height * len(rows), 0)
    unit = 2 * reach / (page.width - left - 62)
    for number, one in enumerate(rows):
        y = height * (number + 0.5)
        if number % 2:
            axes.plot([-reach, reach], [y - height / 2] * 2, color=RULE, linewidth=0.6)
            axes.plot([-reach, reach], [y + height / 2] * 2, color=RULE, linewidth=0.6)
        wide = float(one.deviation_points)
        fill(axes, -wide, y - height / 2 + 3, 2 * wide, height - 6, JUDGEMENT)
        for evaluator, value in one.offset.items():
            at, place = float(value), panel.evaluators.index(evaluator)
            up = 0.0 if several else (place - (len(panel.evaluators) - 1) / 2) * lane
            axes.plot(
                [at],
                [y + up],
                marker=_marker(panel, evaluator),
                markersize=4 if several else 6.5,
                color=CONFIRMED if at > 0 else CONTRADICTED if at < 0 else INK,
                markeredgecolor=PAPER,
                markeredgewidth=0.4,
                linestyle="none",
            )
        row_name(axes, -reach - 6 * unit, y, one.indicator.name.text.in_(lang), left - 16, size=SMALL + 0.5)
        axes.text(
            reach + 6 * unit,
            y,
            show_number(one.spread_points),
            fontproperties=face(SMALL, True),
            color=INK,
            va="center",
        )
    axes.plot([0, 0], [0, height * len(rows)], color=INK, linewidth=0.8, zorder=1.5)
    foot = page.top + height * len(rows) + 10
    legend(
        page,
        [
            (
                JUDGEMENT,
                say(
                    lang,
                    "平均绝对偏差，分（右侧：最高与最低之差）",
                    "mean absolute deviation, points (right: highest less lowest)",
                ),
            ),
            (CONFIRMED, say(lang, "高于中位数", "above the median")),
            (CONTRADICTED, say(lang, "低于中位数", "below the median")),
        ],
        foot,
    )
    for line, entries in enumerate(known):
        for x, evaluator in entries:
            y = foot + 20 + 15 * line
            page.figure.add_artist(
                Line2D(
                    [x + 4],
                    [y],
                    marker=_marker(panel, evaluator),
                    markersize=6,
                    color=INK,
                    linestyle="none",
                    transform=page.points,
                )
            )
            page.write(x + 12, y, evaluator, size=SMALL, va="center")
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(
            f"{one.indicator.name.text.in_(lang)} {show_number(one.spread_points)}" for one in rows
        )
    )
    return Chart(
        "indicators",
        title,
        alt,
        lang,
        page.figure,
        {one.indicator.id: {"spread": one.spread_points, "offset": one.offset} for one in rows},
    )


def _marker(panel: Agreement, evaluator: str) -> str:
    """An evaluator's own marker, the same in both pictures; a dot for everybody where there are more than six."""
    return "o" if len(panel.evaluators) > len(_MARKERS) else _MARKERS[panel.evaluators.index(evaluator)]


def _key_rows(evaluators: Sequence[str]) -> list[list[tuple[float, str]]]:
    """Where each evaluator's marker and name go in the key, points from the left."""
    rows: list[list[tuple[float, str]]] = [[]]
    x, width = 12.0, WIDTH * 72
    for evaluator in evaluators:
        wide = 28 + text_width(evaluator, SMALL, False)
        if rows[-1] and x + wide > width - 8:
            rows.append([])
            x = 12.0
        rows[-1].append((x, evaluator))
        x += wide
    return rows
