"""Pictures of a panel: who scores high and who low, and which rows are read differently."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.lines import Line2D

from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, joined
from perfkit.training.agreement.panel import Agreement
from perfkit.training.agreement.ratings import EvaluatorBias
from perfkit.training.row_chart import row_chart
from perfkit.training.words import words
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
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import text_width

_MOST = 30
_MARKERS = ("o", "s", "^", "D", "v", "P")


def evaluators_chart(panel: Agreement, lang: str = "zh") -> Chart:
    """Every evaluator's bias with its interval, the most generous first; at most thirty."""
    drawn_people = panel.by_evaluator[:_MOST]
    bars = [(one, one.interval.low, one.interval.high) for one in drawn_people]
    ends = [abs(float(end)) for one, *pair in bars for end in (one.bias, *pair) if end is not None]
    reach = max(0.02, *ends) * 1.1
    title, rows = _evaluators_title(panel, lang), len(drawn_people)
    drawn = row_chart(
        title, rows, (-reach, reach), lang, left=130, right=70, height=20, below=34, synthetic=panel.synthetic
    )
    drawn.axes.plot([0, 0], [0, 20 * rows], color=INK, linewidth=1.0)
    for number, (one, low, high) in enumerate(bars):
        y, value = drawn.middle(number), float(one.bias)
        if low is not None and high is not None:
            drawn.axes.plot([low, high], [y, y], color=MUTED, linewidth=2.0, solid_capstyle="butt")
        marker = _marker(panel, one.evaluator)
        drawn.axes.plot([value], [y], marker=marker, markersize=8, color=_ink(value), linestyle="none")
        drawn.name(number, one.evaluator, BODY)
        told = ("+" if value > 0 else "") + show_rate(one.bias)
        drawn.value(number, reach, told, _ink(value), BODY)
    has_interval = any(low is not None for _, low, _ in bars)
    key = words("evaluators_key", interval=words("bar_is_interval" if has_interval else "no_interval"))
    drawn.page.write(130, drawn.foot, key.in_(lang), size=SMALL, color=MUTED)
    parts = (f"{one.evaluator} {show_rate(one.bias)}" for one in drawn_people)
    return drawn.chart("evaluators", parts, {one.evaluator: one.bias for one in panel.by_evaluator})


def _ink(value: float) -> str:
    return CONFIRMED if value > 0 else CONTRADICTED if value < 0 else INK


def names_of(found: Sequence[EvaluatorBias]) -> Text:
    """Everybody who ties, by name; the first three of many."""
    names = [one.evaluator for one in found]
    if len(names) <= 4:
        return joined(names)
    return words("and_more", names=joined(names[:3]), count=len(names), more=len(names) - 3)


def _evaluators_title(panel: Agreement, lang: str) -> str:
    if not panel.differ:
        return words("nobody_differs_title").in_(lang)
    high, low = panel.highest, panel.lowest
    if high == low:
        return words("nobody_stands_out_title").in_(lang)
    gap = panel.apart(high[0].evaluator, low[0].evaluator)
    apart = "" if gap is None or gap <= 0 else words("apart_by", gap=show_rate(gap))
    return words("evaluators_title", high=names_of(high), low=names_of(low), apart=apart).in_(lang)


def indicators_chart(panel: Agreement, lang: str = "zh") -> Chart:
    """Every row in points: how far each evaluator is from the median once severity is taken out, most
    divided first.

    Up to six evaluators have a marker each, in a lane of its own, so that nobody hides anybody; more are
    dots.
    """
    rows, worst, people = panel.by_indicator, panel.by_indicator[0], panel.evaluators
    points = show_number(worst.spread_points)
    title = words("rows_title", name=worst.indicator.name.text, spread_points=points)
    if not panel.differ:
        title = words("rows_title_alike")
    several = len(people) > len(_MARKERS)
    lane = 0.0 if several else 6.0
    known = [] if several else _key_rows(people)
    offsets = [abs(float(value)) for one in rows for value in one.offset.values()]
    reach = max(0.02, *offsets, *(float(one.deviation_points) for one in rows)) * 1.1
    drawn = row_chart(
        title.in_(lang),
        len(rows),
        (-reach, reach),
        lang,
        right=62,
        height=max(20.0, lane * len(people) + 6),
        below=30 + 15 * len(known),
        synthetic=panel.synthetic,
    )
    axes, height = drawn.axes, drawn.height
    size = 4 if several else 6.5
    for number, one in enumerate(rows):
        y, wide = drawn.middle(number), float(one.deviation_points)
        for end in (y - height / 2, y + height / 2) if number % 2 else ():
            axes.plot([-reach, reach], [end] * 2, color=RULE, linewidth=0.6)
        fill(axes, -wide, y - height / 2 + 3, 2 * wide, height - 6, JUDGEMENT)
        for evaluator, value in one.offset.items():
            up = 0.0 if several else (people.index(evaluator) - (len(people) - 1) / 2) * lane
            x, marker = float(value), _marker(panel, evaluator)
            (mark,) = axes.plot(
                [x], [y + up], marker=marker, markersize=size, color=_ink(x), linestyle="none"
            )
            mark.set(markeredgecolor=PAPER, markeredgewidth=0.4)
        drawn.name(number, one.indicator.name.text.in_(lang))
        drawn.value(number, reach, show_number(one.spread_points))
    axes.plot([0, 0], [0, height * len(rows)], color=INK, linewidth=0.8, zorder=1.5)
    key = ((JUDGEMENT, "rows_key_spread"), (CONFIRMED, "above_median"), (CONTRADICTED, "below_median"))
    legend(drawn.page, [(color, words(name).in_(lang)) for color, name in key], drawn.foot + 2)
    for line, entries in enumerate(known):
        for x, evaluator in entries:
            y, marker = drawn.foot + 22 + 15 * line, _marker(panel, evaluator)
            mark = Line2D([x + 4], [y], marker=marker, markersize=6, color=INK, linestyle="none")
            mark.set_transform(drawn.page.points)
            drawn.page.figure.add_artist(mark)
            drawn.page.write(x + 12, y, evaluator, size=SMALL, va="center")
    parts = (f"{one.indicator.name.text.in_(lang)} {show_number(one.spread_points)}" for one in rows)
    data = {one.indicator.id: {"spread": one.spread_points, "offset": one.offset} for one in rows}
    return drawn.chart("indicators", parts, data)


def _marker(panel: Agreement, evaluator: str) -> str:
    """An evaluator's own marker, the same in both pictures; a dot for everybody where there are more than
    six."""
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
