"""Pictures of a scoring table: what its rows are worth, where its bands end, what is still possible."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import cycle

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import Points, show_exact, show_number, show_rate
from perfkit.base.text import joined, say
from perfkit.rubric.bands import Band
from perfkit.rubric.ratio_kinds import Bands
from perfkit.training.course import course
from perfkit.training.lessons.sources import Sources
from perfkit.training.lessons.views import called
from perfkit.training.row_chart import chart_of, row_chart
from perfkit.training.words import words
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    EVIDENCE,
    INK,
    JUDGEMENT,
    fill,
    legend,
    number_on,
    put,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, wrap


def rubric_map(sources: Sources) -> Chart:
    """The table at a glance: every row as a box as wide as its points."""
    rubric, lang = sources.rubric, sources.lang
    shades = cycle((JUDGEMENT, EVIDENCE, CONFIRMED))
    key = [(next(shades), f"{block.name.text.in_(lang)} {show_exact(block.max)}") for block in rubric.blocks]
    shares = joined(name for _, name in key)
    title = words("rubric_title", shares=shares).in_(lang)
    rows = [
        (row, color)
        for block, (color, _) in zip(rubric.blocks, key, strict=True)
        for group in block.groups
        for row in group.indicators
    ]
    drawn = row_chart(title, len(rows), (0, max(float(row.max) for row, _ in rows)), lang)
    for number, (row, color) in enumerate(rows):
        fill(drawn.axes, 0, drawn.middle(number) - 6, float(row.max), 12, color)
        drawn.name(number, row.name.text.in_(lang))
        drawn.value(number, float(row.max), show_exact(row.max))
    legend(drawn.page, key, drawn.foot)
    parts = (f"{row.name.text.in_(lang)} {show_exact(row.max)}" for row, _ in rows)
    return drawn.chart("rubric", parts, {row.id: row.max for row, _ in rows})


def band_line(sources: Sources, criterion: str) -> Chart:
    """A scale of bands as a line: which side each edge belongs to."""
    return _bands(sources, criterion, shows_report=False)


def band_line_with_report(sources: Sources, criterion: str) -> Chart:
    """The same, with the place where the report stands."""
    return _bands(sources, criterion, shows_report=True)


def _bands(sources: Sources, criterion: str, *, shows_report: bool) -> Chart:
    lang, result = sources.lang, sources.evaluation.by_criterion[criterion]
    if not isinstance(result.criterion, Bands):
        raise PerfkitError(f"{criterion} 不是分档的条文", f"{criterion} is no clause of bands")
    ordered, value = sorted(result.criterion.scale, key=_start), result.outcome.measure
    here = value.low if shows_report and value is not None and value.is_exact else None
    edges = sorted(edges_of(ordered))
    shown = [*edges, *([here] if here is not None else [])]
    low, high = max(Fraction(0), min(shown) - Fraction(15, 100)), max(shown) + Fraction(15, 100)
    row = next(row for row in sources.evaluation.rows if result in row.criteria)
    title = words("bands_title", name=row.indicator.name.text).in_(lang)
    page = sheet(title, 104, lang, synthetic=False)
    axes = page.axes(24, 24, page.top, 100)
    axes.set_xlim(float(low), float(high))
    axes.set_ylim(100, 0)
    ranks = sorted({band.points for band in ordered}, reverse=True)
    for band in ordered:
        start, end = max(_start(band), low), min(_end(band), high)
        color = (CONFIRMED, EVIDENCE, JUDGEMENT, CONTRADICTED)[min(3, ranks.index(band.points))]
        fill(axes, float(start), 24, float(end - start), 22, color)
        told = say(lang, f"{show_exact(band.points)} 分", show_exact(band.points))
        number_on(axes, float((start + end) / 2), 35, told, color)
    for edge in edges:
        toward_left = _end(next(band for band in ordered if band.holds(edge))) == edge
        axes.plot([float(edge)] * 2, [20, 58], color=INK, linewidth=1.0)
        for side in (-1, 1):
            owned, x = (side == -1) == toward_left, float(edge) + side * float(high - low) * 0.008
            ink = INK if owned else "#ffffff"
            axes.plot([x], [64], marker="o", markersize=6, mfc=ink, mec=INK, linestyle="none")
        put(axes, float(edge), 82, show_rate(edge, 0), face(BODY, True), ha="center")
    parts = [f"{band.words()} → {show_exact(band.points)}" for band in ordered]
    if here is not None:
        axes.plot([float(here)], [18], marker="v", markersize=8, color=CONTRADICTED, linestyle="none")
        parts.append(words("is_here", who=course().called).in_(lang))
        put(axes, float(here), 5, parts[-1], face(BODY, True), CONTRADICTED, "center")
    data = {"edges": edges, "bands": [(band.words(), band.points) for band in ordered], "value": here}
    return chart_of("bands", title, page, parts, data)


def edges_of(bands: Iterable[Band]) -> set[Fraction]:
    """Where the bands of a scale end."""
    ends = (end for band in bands for end in (band.at_least, band.above, band.at_most, band.below))
    return {end for end in ends if end is not None}


def _start(band: Band) -> Fraction:
    ends = [end for end in (band.at_least, band.above) if end is not None]
    return ends[0] if ends else Fraction(-1)


def _end(band: Band) -> Fraction:
    ends = [end for end in (band.at_most, band.below) if end is not None]
    return ends[0] if ends else Fraction(10)


def missing_span(sources: Sources, *criteria: str) -> Chart:
    """Clauses with what figures leave possible: missing is neither nothing nor full."""
    lang, data = sources.lang, {}
    results = [sources.evaluation.by_criterion[name] for name in criteria]
    widest = max(float(result.criterion.max) for result in results)
    title = words("missing_title").in_(lang)
    drawn = row_chart(title, len(results), (0, widest), lang, left=210, right=84, height=34)
    for index, result in enumerate(results):
        low, high, full = map(float, (result.points.low, result.points.high, result.criterion.max))
        name = wrap(called(sources.rubric, result.criterion.id).in_(lang), 190, BODY, lines=2)
        drawn.page.write(12, drawn.page.top + 2 + drawn.middle(index), name, size=BODY, va="center")
        for start, end, color in ((0.0, low, CONFIRMED), (low, high, EVIDENCE), (high, full, CONTRADICTED)):
            fill(drawn.axes, start, drawn.middle(index) - 8, end - start, 16, color)
        drawn.value(index, full, show_rounded(result.points, lang), size=BODY)
        data[result.criterion.id] = result.points
    key = [(CONFIRMED, words("secured")), (EVIDENCE, words("undecided")), (CONTRADICTED, words("lost"))]
    legend(drawn.page, [(color, name.in_(lang)) for color, name in key], drawn.foot)
    return drawn.chart("missing", (f"{name} {show_rounded(span, lang)}" for name, span in data.items()), data)


def show_rounded(span: Points, lang: str) -> str:
    """Points to two decimals, from the least to the most."""
    low, high = show_number(span.low), show_number(span.high)
    return low if span.is_exact else f"{low}{say(lang, '～', '–')}{high}"
