"""Points still possible, as a share of the maximum: one row a name, one column a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from perfkit.base.text import say
from perfkit.views.charts.canvas import CONFIRMED, MUTED, SMALL, fill, legend, row_name, sheet
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face
from perfkit.views.said import worded

_STEP, _LEFT, _RIGHT = 20, 176.0, 30.0
Shares = Mapping[int, tuple[Fraction, Fraction]]


def panel_chart(
    name: str, title: str, rows: Sequence[tuple[str, Shares]], lang: str = "zh", *, synthetic: bool = False
) -> Chart:
    """A cell for each row and year, filled between the least and the most that is still possible.

    Parameters
    ----------
    rows : (name, year → least and most share of the maximum); a year without a cell has no filing
    """
    years = sorted({year for _, shares in rows for year in shares})
    page = sheet(title, _STEP * len(rows) + 40, lang, synthetic=synthetic)
    axes = page.axes(_LEFT, _RIGHT, page.top + 4, _STEP * len(rows) + 18)
    axes.set_xlim(0, len(years))
    axes.set_ylim(_STEP * len(rows) + 18, 0)
    for column, year in enumerate(years):
        axes.text(
            column + 0.5,
            _STEP * len(rows) + 3,
            str(year),
            fontproperties=face(SMALL),
            color=MUTED,
            ha="center",
            va="top",
        )
    for index, (label, shares) in enumerate(rows):
        y = _STEP * index + _STEP / 2
        for year, (low, high) in shares.items():
            left, width = years.index(year) + 0.08, max(0.84 * float(high - low), 0.012)
            fill(axes, left, y - 6, 0.84, 12, "", empty=True)
            fill(axes, left + 0.84 * float(low), y - 6, width, 12, CONFIRMED)
        row_name(axes, -0.03 * len(years), y, label, _LEFT - 14)
    words = worded(lang, "points_by_year")
    legend(page, [(CONFIRMED, words)], page.top + _STEP * len(rows) + 22)
    return Chart(name, title, title + say(lang, "。", "."), lang, page.figure, dict(rows))
