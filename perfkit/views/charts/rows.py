"""Where points are lost or still open, row by row."""

from __future__ import annotations

from math import nan

from perfkit.base.quantities import ZERO, show_number
from perfkit.base.text import say
from perfkit.base.wording import show_points
from perfkit.evaluation.summary import RowStake, is_shown, row_stakes
from perfkit.evaluation.tree import Evaluation
from perfkit.views.charts.canvas import CONFIRMED, CONTRADICTED, EVIDENCE, INK, MUTED, SMALL, fill, put, sheet
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, wrap
from perfkit.views.said import worded

_MOST = 24


def lost_chart(evaluation: Evaluation, lang: str = "zh") -> Chart:
    """Rows where points are lost for certain or still open, those with most open first.

    At most 24 rows are drawn (a rubric whose rows are targets may have more); `data` holds all of them.
    """
    stakes = sorted(
        (s for s in row_stakes(evaluation) if is_shown(s.open) or is_shown(s.lost)),
        key=lambda s: (-s.open, -s.lost),
    )
    drawn = stakes[:_MOST]
    total_open, total_lost = sum((s.open for s in stakes), ZERO), sum((s.lost for s in stakes), ZERO)
    with_open = sum(s.open > 0 for s in stakes)
    if stakes:
        title = worded(
            lang, "title_of_rows", rows=with_open, open=show_number(total_open), lost=show_number(total_lost)
        )
    else:
        title = worded(lang, "title_full_points")
    note = worded(lang, "rows_not_drawn", count=len(drawn)) if len(stakes) > len(drawn) else ""
    note += worded(lang, "open_points_mean")
    labels = [wrap(s.row.indicator.name.text.in_(lang), 168, SMALL + 0.5, lines=2) for s in drawn]
    heights = [26 if "\n" in label else 18 for label in labels]
    key = [
        (CONFIRMED, say(lang, "已有把握", "secured")),
        (EVIDENCE, say(lang, "尚未确定", "still open")),
        (CONTRADICTED, say(lang, "已确定失分", "lost for certain")),
        *_self_entry(drawn, lang),
    ]
    page = sheet(title, sum(heights) + 4, lang, synthetic=evaluation.submission.synthetic, note=note, key=key)
    left, right = 188.0, 92.0
    axes = page.axes(left, right, page.top + 2, max(sum(heights), 1))
    widest = float(max((s.row.indicator.max for s in drawn), default=1))
    per_point = (page.width - left - right) / widest
    axes.set_xlim(0, widest)
    axes.set_ylim(max(sum(heights), 1), 0)
    y, claimed = 0.0, []
    for stake, label, height in zip(drawn, labels, heights, strict=True):
        _row(axes, stake, label, y + height / 2, per_point, lang)
        if stake.row.self_score is not None:
            x, top = float(stake.row.self_score), y + height / 2 - 5.5
            claimed += [(x, top - 2), (x, top + 13), (nan, nan)]
        y += height
    # One line with gaps: matplotlib takes long over each.
    axes.plot(*zip(*claimed, strict=True), color=INK, linewidth=1.6, solid_capstyle="butt", clip_on=False)
    data = {
        s.row.indicator.id: {
            "max": s.row.indicator.max,
            "secured": s.secured,
            "open": s.open,
            "lost": s.lost,
            "self": s.row.self_score,
        }
        for s in stakes
    }
    words = [_words(s, lang) for s in drawn]
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(words)
        + (say(lang, "。", ".") if words else "")
    )
    names = {s.row.indicator.id: s.row.indicator.name.text.in_(lang) for s in stakes}
    return Chart("lost", title, alt, lang, page.figure, data, names)


def _self_entry(stakes: list[RowStake], lang: str) -> list[tuple[str, str]]:
    return (
        [(INK, say(lang, "竖线为自评分", "line: self-score"))]
        if any(s.row.self_score is not None for s in stakes)
        else []
    )


def _row(axes, stake: RowStake, label: str, middle: float, per_point: float, lang: str) -> None:
    top, thick, at = middle - 5.5, 11.0, 0.0
    for value, color in ((stake.secured, CONFIRMED), (stake.open, EVIDENCE), (stake.lost, CONTRADICTED)):
        fill(axes, at, top, float(value), thick, color)
        at += float(value)
    put(axes, -6 / per_point, middle, label, face(SMALL + 0.5), ha="right", linespacing=1.15)
    shown = []
    if is_shown(stake.open):
        shown.append(say(lang, f"待定 {show_number(stake.open)}", f"open {show_number(stake.open)}"))
    if is_shown(stake.lost):
        shown.append(say(lang, f"失 {show_number(stake.lost)}", f"lost {show_number(stake.lost)}"))
    put(
        axes,
        float(stake.row.indicator.max) + 6 / per_point,
        middle,
        say(lang, "，", ", ").join(shown),
        face(SMALL),
        MUTED,
    )


def _words(stake: RowStake, lang: str) -> str:
    name, row = stake.row.indicator.name.text.in_(lang), stake.row
    own = "—" if row.self_score is None else show_points(row.self_score, lang)
    return worded(
        lang,
        "alt_of_row",
        name=name,
        max=show_number(row.indicator.max),
        own=own,
        open=show_number(stake.open),
        lost=show_number(stake.lost),
    )
