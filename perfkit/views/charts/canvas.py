"""One look for all charts: paper, type, colours, hatches, and the Chart object with its alt text and PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, Transform

from perfkit.base.text import say
from perfkit.views.charts.bars import HATCH_WIDTH, Bar
from perfkit.views.charts.lettering import Lettering, face, text_width, wrap

WIDTH = 7.2
DPI = 150
INK, MUTED, RULE, PAPER = "#1f2933", "#5b6673", "#c3cad2", "#ffffff"
CONFIRMED, CONTRADICTED, EVIDENCE, JUDGEMENT = "#1f5a8a", "#c2491d", "#f0d08a", "#cfd8e3"
"""Blue, vermilion, sand, mist: told apart in grey and by every common kind of colour blindness; hatches
repeat it."""
HATCH = {CONFIRMED: "", CONTRADICTED: "xxx", EVIDENCE: "///", JUDGEMENT: "..."}
_HATCH_INK = {CONTRADICTED: "#ffffff", EVIDENCE: "#a9802a", JUDGEMENT: "#7d8b9c"}
TITLE, BODY, SMALL = 12.0, 9.0, 8.0


@dataclass
class Sheet:
    """A figure being drawn: its width is fixed, its height counted in points from the top."""

    figure: Figure
    height: float
    top: float
    lang: str

    @property
    def width(self) -> float:
        """Width in points."""
        return WIDTH * 72

    def axes(self, left: float, right: float, top: float, height: float) -> Axes:
        """The sheet's axes, bare, put in their place; all four in points from the left, right and upper edge
        of the paper."""
        axes = self.figure.axes[0]
        axes.set_position(
            (
                left / self.width,
                1 - (top + height) / self.height,
                (self.width - left - right) / self.width,
                height / self.height,
            )
        )
        return axes

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = BODY,
        bold: bool = False,
        color: str = INK,
        ha: str = "left",
        va: str = "top",
        spacing: float = 1.35,
    ) -> Lettering:
        """Text at a place in points from the upper left corner."""
        words = Lettering(
            x,
            y,
            text,
            fontproperties=face(size, bold),
            color=color,
            ha=ha,
            va=va,
            linespacing=spacing,
            transform=self.points,
        )
        self.figure.add_artist(words)
        return words

    @cached_property
    def points(self) -> Transform:
        """Points from the upper left corner of the paper, as a transform."""
        return Affine2D().scale(1 / self.width, -1 / self.height).translate(0, 1) + self.figure.transFigure


_drawer: list[Figure] = []


def _paper() -> Figure:
    figure = Figure(dpi=DPI, facecolor=PAPER)
    figure.add_axes((0, 0, 1, 1)).set_axis_off()
    return figure


def stock_paper(sheets: int) -> None:
    """Put empty figures in the drawer, for a process that is forked afterwards: bare axes take longer to make
    than to draw on."""
    _drawer.extend(_paper() for _ in range(sheets - len(_drawer)))


def sheet(
    title: str,
    body: float,
    lang: str,
    *,
    synthetic: bool,
    note: str = "",
    key: Sequence[tuple[str, str]] = (),
) -> Sheet:
    """A new figure with its title, room for a body of so many points, its legend, and a note at its foot."""
    width = WIDTH * 72
    heading = wrap(title, width - 24, TITLE, bold=True)
    head = 14 + (heading.count("\n") + 1) * TITLE * 1.45
    foot_text = wrap(note, width - 24, SMALL) if note else ""
    foot = (foot_text.count("\n") + 1) * SMALL * 1.45 + 8 if foot_text else 6
    mark = 15 if synthetic else 0
    foot += 4 if foot_text and key else 0
    rows = _legend_rows(key, width)
    height = head + mark + body + (14 * len(rows) + 8 if key else 0) + foot
    figure = _drawer.pop() if _drawer else _paper()
    figure.set_size_inches(WIDTH, height / 72)
    page = Sheet(figure, height, head + mark, lang)
    page.write(12, 8, heading, size=TITLE, bold=True, spacing=1.25)
    if synthetic:
        page.write(
            12,
            head,
            say(lang, "合成数据，不是真实部门", "Synthetic data, not a real department"),
            size=SMALL,
            bold=True,
            color=CONTRADICTED,
        )
    if foot_text:
        page.write(12, height - foot + (6 if key else 2), foot_text, size=SMALL, color=MUTED)
    for index, row in enumerate(rows):
        _legend_row(page, row, page.top + body + 6 + 14 * index)
    return page


def put(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    font: FontProperties,
    color: str = INK,
    ha: str = "left",
    va: str = "center",
    *,
    linespacing: float = 1.2,
    backing: str = "",
) -> Lettering:
    """Text at a place in the data of the axes; it is never clipped."""
    words = Lettering(
        x,
        y,
        text,
        fontproperties=font,
        color=color,
        ha=ha,
        va=va,
        linespacing=linespacing,
        backing=backing,
        transform=axes.transData,
    )
    axes.figure.add_artist(words)
    return words


def row_name(
    axes: Axes,
    x: float,
    y: float,
    name: str,
    width: float,
    *,
    size: float = SMALL,
    bold: bool = False,
    lines: int = 1,
    spacing: float = 1.2,
) -> None:
    """The name of a row, left of its bar and broken to a width in points."""
    words = wrap(name, width, size, bold=bold, lines=lines)
    put(axes, x, y, words, face(size, bold), ha="right", linespacing=spacing)


def fill(
    axes: Axes, x: float, y: float, width: float, height: float, color: str, *, empty: bool = False
) -> None:
    """One bar piece: colour and hatch together; `empty` draws a dashed outline for what is missing."""
    if empty or width > 0:
        piece = _piece(x, y, width, height, "" if empty else color)
        piece.set_transform(axes.transData)
        axes.add_artist(piece)


def _piece(x: float, y: float, width: float, height: float, color: str) -> Bar:
    if not color:
        return Bar(
            (x, y), width, height, facecolor="none", edgecolor=MUTED, linewidth=0.8, linestyle=(0, (3, 2))
        )
    hatch = HATCH.get(color, "")
    return Bar(
        (x, y),
        width,
        height,
        facecolor=color,
        edgecolor=_HATCH_INK.get(color, PAPER) if hatch else color,
        hatch=hatch or None,
        hatch_linewidth=HATCH_WIDTH,
        linewidth=0,
    )


def number_on(axes: Axes, x: float, y: float, text: str, color: str, size: float = BODY) -> None:
    """A number on a filled bar: white on the dark fills, on a patch of the fill's own colour where there is a
    hatch."""
    light = color in (CONFIRMED, CONTRADICTED, MUTED)
    put(
        axes,
        x,
        y,
        text,
        face(size, True),
        PAPER if light else INK,
        "center",
        backing=color if HATCH.get(color) else "",
    )


def legend(page: Sheet, entries: Sequence[tuple[str, str]], top: float) -> float:
    """Swatches with their names in rows, "" for a dashed outline and INK for a line; returns the height used,
    points."""
    rows = _legend_rows(entries, page.width)
    for index, row in enumerate(rows):
        _legend_row(page, row, top + 14 * index)
    return 14 * len(rows) + 2


def _legend_rows(entries: Sequence[tuple[str, str]], width: float) -> list[list[tuple[str, str]]]:
    rows: list[list[tuple[str, str]]] = []
    x = width
    for color, name in entries:
        wide = 32 + text_width(name, SMALL)
        if x + wide > width - 8:
            rows.append([])
            x = 12.0
        rows[-1].append((color, name))
        x += wide
    return rows


def _legend_row(page: Sheet, row: Sequence[tuple[str, str]], y: float) -> None:
    x = 12.0
    for color, name in row:
        swatch = (
            Rectangle((x + 5.2, y), 1.6, 13, facecolor=INK, linewidth=0)
            if color == INK
            else _piece(x, y + 2, 12, 9, color)
        )
        swatch.set_transform(page.points)
        page.figure.add_artist(swatch)
        page.write(x + 16, y + 6.5, name, size=SMALL, va="center")
        x += 32 + text_width(name, SMALL)
