"""Pictures of a scoring table: what its rows are worth, where its bands end, what is still possible."""

from __future__ import annotations

from fractions import Fraction
from itertools import cycle

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact, show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.rubric.bands import Band
from perfkit.rubric.ratio_kinds import Bands
from perfkit.training.course import course
from perfkit.training.lessons.sources import Sources
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    EVIDENCE,
    INK,
    JUDGEMENT,
    SMALL,
    fill,
    legend,
    number_on,
    row_name,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, wrap


def rubric_map(sources: Sources) -> Chart:
    """The table at a glance: every row as a box as wide as its points."""
    rubric, lang = sources.rubric, sources.lang
    shares = [f"{block.name.text.in_(lang)} {show_exact(block.max)}" for block in rubric.blocks]
    title = say(
        lang, f"一百分怎么分：{'、'.join(shares)}", f"Where the hundred points are: {', '.join(shares)}"
    )
    rows = [row for block in rubric.blocks for group in block.groups for row in group.indicators]
    page = sheet(title, 18 * len(rows) + 26, lang, synthetic=False)
    left, right = 236.0, 40.0
    axes = page.axes(left, right, page.top, 18 * len(rows))
    widest = max(float(row.max) for row in rows)
    axes.set_xlim(0, widest)
    axes.set_ylim(18 * len(rows), 0)
    unit = widest / (page.width - left - right)
    shades = cycle((JUDGEMENT, EVIDENCE, CONFIRMED))
    colors = {block.id: next(shades) for block in rubric.blocks}
    y = 0.0
    for block in rubric.blocks:
        for group in block.groups:
            for row in group.indicators:
                fill(axes, 0, y + 3, float(row.max), 12, colors[block.id])
                row_name(axes, -6 * unit, y + 9, row.name.text.in_(lang), left - 16, size=SMALL + 0.5)
                axes.text(
                    float(row.max) + 5 * unit,
                    y + 9,
                    show_exact(row.max),
                    fontproperties=face(SMALL, True),
                    color=INK,
                    va="center",
                )
                y += 18
    legend(
        page,
        [
            (colors[block.id], f"{block.name.text.in_(lang)} {show_exact(block.max)}")
            for block in rubric.blocks
        ],
        page.top + y + 8,
    )
    alt = (
        title
        + say(lang, "。各行：", ". Rows: ")
        + say(lang, "；", "; ").join(f"{row.name.text.in_(lang)} {show_exact(row.max)}" for row in rows)
        + say(lang, "。", ".")
    )
    return Chart("rubric", title, alt, lang, page.figure, {row.id: row.max for row in rows})


def band_line(sources: Sources, criterion: str) -> Chart:
    """A scale of bands as a line: which side each edge belongs to."""
    return _bands(sources, criterion, shows_report=False)


def band_line_with_report(sources: Sources, criterion: str) -> Chart:
    """The same, with the place where the report stands."""
    return _bands(sources, criterion, shows_report=True)


def _bands(sources: Sources, criterion: str, *, shows_report: bool) -> Chart:
    lang, result = sources.lang, sources.evaluation.by_criterion[criterion]
    if not isinstance(result.criterion, Bands):
        raise PerfkitError(Text(f"{criterion} 不是分档的条文", f"{criterion} is no clause of bands"))
    bands, value = result.criterion.scale, result.outcome.measure
    name = next(row.indicator.name.text for row in sources.evaluation.rows if result in row.criteria).in_(
        lang
    )
    here = value.low if shows_report and value is not None and value.is_exact else None
    edges = sorted(
        {
            end
            for band in bands
            for end in (band.at_least, band.above, band.at_most, band.below)
            if end is not None
        }
    )
    low = max(Fraction(0), min([*edges, *([here] if here is not None else [])]) - Fraction(15, 100))
    high = max([*edges, *([here] if here is not None else [])]) + Fraction(15, 100)
    title = say(
        lang,
        f"{name}：实心点的端归这一档，空心点的端不归",
        f"{name}: a filled end belongs to the band, a hollow one does not",
    )
    page = sheet(title, 104, lang, synthetic=False)
    axes = page.axes(24, 24, page.top, 100)
    axes.set_xlim(float(low), float(high))
    axes.set_ylim(100, 0)
    ordered = sorted(bands, key=_start)
    for band in ordered:
        start, end = max(_start(band), low), min(_end(band), high)
        y = 24
        color = (CONFIRMED, EVIDENCE, JUDGEMENT, CONTRADICTED)[
            min(3, [b.points for b in sorted(bands, key=lambda b: -b.points)].index(band.points))
        ]
        fill(axes, float(start), y, float(end - start), 22, color)
        number_on(
            axes,
            float((start + end) / 2),
            y + 11,
            say(lang, f"{show_exact(band.points)} 分", f"{show_exact(band.points)}"),
            color,
        )
    for edge in edges:
        held = [band for band in ordered if band.holds(edge)]
        owner = held[0]
        toward_left = _end(owner) == edge
        axes.plot([float(edge)] * 2, [20, 58], color=INK, linewidth=1.0)
        for side in (-1, 1):
            owned = (side == -1) == toward_left
            axes.plot(
                [float(edge) + side * float(high - low) * 0.008],
                [64],
                marker="o",
                markersize=6,
                markerfacecolor=INK if owned else "#ffffff",
                markeredgecolor=INK,
                linestyle="none",
            )
        axes.text(
            float(edge),
            82,
            show_rate(edge, 0),
            fontproperties=face(BODY, True),
            color=INK,
            ha="center",
            va="center",
        )
    data = {"edges": edges, "bands": [(band.words(), band.points) for band in ordered], "value": here}
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(f"{band.words()} → {show_exact(band.points)}" for band in ordered)
    )
    if here is not None:
        axes.plot([float(here)], [18], marker="v", markersize=8, color=CONTRADICTED, linestyle="none")
        label = say(lang, f"{course().called.zh}在这里", f"{course().called.en} is here")
        axes.text(
            float(here),
            5,
            label,
            fontproperties=face(BODY, True),
            color=CONTRADICTED,
            ha="center",
            va="center",
        )
        alt += say(lang, f"；{label}。", f"; {label}.")
    return Chart("bands", title, alt, lang, page.figure, data)


def _start(band: Band) -> Fraction:
    ends = [end for end in (band.at_least, band.above) if end is not None]
    return ends[0] if ends else Fraction(-1)


def _end(band: Band) -> Fraction:
    ends = [end for end in (band.at_most, band.below) if end is not None]
    return ends[0] if ends else Fraction(10)


def missing_span(sources: Sources, *criteria: str) -> Chart:
    """Clauses with what figures leave possible: missing is neither nothing nor full."""
    lang = sources.lang
    results = [sources.evaluation.by_criterion[name] for name in criteria]
    title = say(
        lang,
        "缺数不是零分，也不是满分：是从最少到最多",
        "Missing is neither nothing nor full: it is from the least to the most",
    )
    page = sheet(title, 34 * len(results) + 26, lang, synthetic=False)
    data = {}
    widest = max(float(result.criterion.max) for result in results)
    axes = page.axes(210, 84, page.top, 34 * len(results))
    axes.set_xlim(0, widest)
    axes.set_ylim(34 * len(results), 0)
    for index, result in enumerate(results):
        top = page.top + 34 * index
        row = next(row for row in sources.evaluation.rows if result in row.criteria)
        label = row.indicator.name.text.in_(lang)
        if len(row.criteria) > 1:
            label += say(
                lang,
                f" 第 {'、'.join(result.criterion.clauses)} 条",
                f", clause {', '.join(result.criterion.clauses)}",
            )
        page.write(12, top + 4, wrap(label, 190, BODY, lines=2), size=BODY)
        low, high, full = (
            float(value) for value in (result.points.low, result.points.high, result.criterion.max)
        )
        y = 34 * index + 5
        fill(axes, 0, y, low, 16, CONFIRMED)
        fill(axes, low, y, high - low, 16, EVIDENCE)
        fill(axes, high, y, full - high, 16, CONTRADICTED)
        unit = widest / (page.width - 294)
        axes.text(
            full + 6 * unit,
            y + 8,
            f"{show_number(result.points.low)}"
            + ("" if result.points.is_exact else f"～{show_number(result.points.high)}"),
            fontproperties=face(BODY, True),
            color=INK,
            va="center",
        )
        data[result.criterion.id] = result.points
    legend(
        page,
        [
            (CONFIRMED, say(lang, "已有把握", "secured")),
            (EVIDENCE, say(lang, "定不下来", "not decided")),
            (CONTRADICTED, say(lang, "已失去", "lost")),
        ],
        page.top + 34 * len(results) + 6,
    )
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(
            f"{name} {show_number(span.low)}～{show_number(span.high)}" for name, span in data.items()
        )
    )
    return Chart("missing", title, alt, lang, page.figure, data)
