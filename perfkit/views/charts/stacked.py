"""Bars of parts, one a row: matters by state, points by cause, projects by grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial

from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.views.charts.canvas import (
    CONFIRMED,
    CONTRADICTED,
    EVIDENCE,
    INK,
    JUDGEMENT,
    MUTED,
    SMALL,
    fill,
    number_on,
    row_name,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face
from perfkit.views.said import worded

COLOURS = (CONTRADICTED, EVIDENCE, CONFIRMED, JUDGEMENT, MUTED)
MOST_ROWS = 30
_STEP, _LEFT, _RIGHT = 24, 190.0, 44.0


def stacked_chart(
    name: str,
    title: str,
    rows: Sequence[tuple[str, Mapping[str, Fraction]]],
    parts: Mapping[str, str],
    lang: str = "zh",
    *,
    synthetic: bool = False,
    unit: str = "",
) -> Chart | None:
    """One bar a row from its parts; None where there is nothing to draw.

    Parameters
    ----------
    rows : (name, part → size), the first 30 of them are drawn
    parts : part → its name, at most five, in the order in which they are stacked
    unit : str   of the sizes, for the text that tells the chart
    """
    shown = [row for row in rows[:MOST_ROWS] if any(row[1].values())]
    if not shown:
        return None
    sizes = {key: sum((row.get(key, Fraction(0)) for _, row in shown), Fraction(0)) for key in parts}
    used = [key for key in parts if sizes[key]]
    colours = dict(zip(parts, COLOURS if len(parts) > 1 else (CONFIRMED,), strict=False))
    whole = all(size.denominator == 1 for _, row in shown for size in row.values())
    show = partial(show_number, places=0 if whole else 2)
    left_out = len(rows) - len(shown)
    note = worded(lang, "rows_below", count=left_out) if len(rows) > MOST_ROWS else ""
    page = sheet(
        title,
        _STEP * len(shown) + 6,
        lang,
        synthetic=synthetic,
        note=note,
        key=[(colours[key], parts[key]) for key in used],
    )
    axes = page.axes(_LEFT, _RIGHT, page.top + 2, _STEP * len(shown))
    most = float(max(sum(row.values()) for _, row in shown))
    axes.set_xlim(0, most)
    axes.set_ylim(_STEP * len(shown), 0)
    per_point = (page.width - _LEFT - _RIGHT) / most
    for index, (label, row) in enumerate(shown):
        y, x = _STEP * index + _STEP / 2, 0.0
        total = sum(row.values(), Fraction(0))
        for key in used:
            size = row.get(key, Fraction(0))
            fill(axes, x, y - 6.5, float(size), 13, colours[key])
            text = show(size)
            if size != total and float(size) * per_point > 7 * len(text) + 4:
                number_on(axes, x + float(size) / 2, y, text, colours[key], SMALL)
            x += float(size)
        axes.text(x + 5 / per_point, y, show(total), fontproperties=face(SMALL), color=INK, va="center")
        row_name(axes, -6 / per_point, y, label, _LEFT - 14, lines=2)
    told = say(lang, "；", "; ").join(
        f"{label} "
        + say(lang, "，", ", ").join(f"{parts[k]} {show(row[k])}{unit}" for k in used if row.get(k))
        for label, row in shown
    )
    return Chart(name, title, title + say(lang, f"。{told}。", f". {told}."), lang, page.figure, dict(shown))
