"""A picture of rows, as most of training's are: names on the left, bars or marks, a value on the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from perfkit.base.text import joined, say
from perfkit.views.charts.canvas import INK, SMALL, Sheet, row_name, sheet
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face


@dataclass(frozen=True)
class RowChart:
    """A sheet with its rows.

    Attributes
    ----------
    axes : Axes      points downwards, the values of the rows to the right
    start, end : float   the values at its edges
    left : float     room for the names, points
    height : float   of a row, points
    unit : float     one point in values
    foot : float     below the last row, points from the top of the page
    """

    title: str
    page: Sheet
    axes: Axes
    start: float
    end: float
    left: float
    height: float
    unit: float
    foot: float

    def middle(self, number: int) -> float:
        """Where the middle of a row is, points below the first one's upper edge."""
        return self.height * (number + 0.5)

    def name(self, number: int, text: str, size: float = SMALL + 0.5) -> None:
        """What a row is called."""
        row_name(
            self.axes,
            self.start - 6 * self.unit,
            self.middle(number),
            text,
            self.left - 16,
            size=size,
            lines=2,
        )

    def value(self, number: int, x: float, text: str, color: str = INK, size: float = SMALL) -> None:
        """A value right of a place in a row."""
        y = self.middle(number)
        self.axes.text(x + 6 * self.unit, y, text, fontproperties=face(size, True), color=color, va="center")

    def chart(self, name: str, parts: Iterable[str], data: Mapping[str, Any]) -> Chart:
        """The finished chart; its alt text is the title and what the rows say."""
        return chart_of(name, self.title, self.page, parts, data)


def chart_of(name: str, title: str, page: Sheet, parts: Iterable[str], data: Mapping[str, Any]) -> Chart:
    """A chart whose alt text is its title and what its parts say."""
    alt = title + say(page.lang, "。", ". ") + joined(parts, "；", "; ").in_(page.lang)
    return Chart(name, title, alt, page.lang, page.figure, data)


def row_chart(
    title: str,
    rows: int,
    span: tuple[float, float],
    lang: str,
    *,
    left: float = 236.0,
    right: float = 40.0,
    height: float = 18.0,
    below: float = 26.0,
    synthetic: bool = False,
    note: str = "",
) -> RowChart:
    """A sheet for so many rows.

    Parameters
    ----------
    span : the values at the left and the right edge
    left, right, height, below : room for names, for values, for a row, and under the last one, points
    """
    tall = height * max(1, rows)
    page = sheet(title, tall + below, lang, synthetic=synthetic, note=note)
    axes = page.axes(left, right, page.top + 2, tall)
    axes.set_xlim(*span)
    axes.set_ylim(tall, 0)
    unit = (span[1] - span[0]) / (page.width - left - right)
    return RowChart(title, page, axes, *span, left, height, unit, page.top + tall + 8)
