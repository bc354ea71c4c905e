"""How far ranks move under other weights: each department's own rank, and the ranks it can get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfkit.base.text import say
from perfkit.cohort.ranks import RankSpread
from perfkit.views.charts.canvas import (
    CONFIRMED,
    INK,
    JUDGEMENT,
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
from perfkit.views.said import worded

_MOST, _ENDS = 36, 15


def rank_chart(
    spreads: Sequence[RankSpread],
    names: Mapping[str, str],
    lang: str = "zh",
    *,
    synthetic: bool,
    percent: int = 10,
) -> Chart | None:
    """Ranks under weights that vary: best to worst, the middle nine tenths, and the rank as the rubric
    weighs.

    More than 36 departments: the first and the last 15; `data` holds all. None for fewer than two.

    Parameters
    ----------
    spreads : best rank first
    names : key → name to print
    synthetic : bool   generated departments are among them
    percent : int      how far weights vary
    """
    if len(spreads) < 2:
        return None
    settled = sum(spread.best == spread.worst for spread in spreads)
    widest = max(spreads, key=lambda spread: spread.worst - spread.best)
    title = _title(spreads, settled, names[widest.name], widest, percent, lang)
    drawn = list(spreads) if len(spreads) <= _MOST else [*spreads[:_ENDS], *spreads[-_ENDS:]]
    note = worded(lang, "weights_drawn", draws=spreads[0].draws, percent=percent)
    if len(drawn) < len(spreads):
        note += say(lang, f"只画出首尾各 {_ENDS} 个部门。", f" The first and last {_ENDS} are drawn.")
    step, left, right = 19, 196.0, 74.0
    page = sheet(title, step * len(drawn) + 44, lang, synthetic=synthetic, note=note)
    axes = page.axes(left, right, page.top + 16, step * len(drawn))
    per_rank = (page.width - left - right) / len(spreads)
    axes.set_xlim(0.5, len(spreads) + 0.5)
    axes.set_ylim(step * len(drawn), 0)
    for rank in sorted(
        {
            1,
            len(spreads),
            *range(5, len(spreads), 5 if len(spreads) <= 50 else max(5, len(spreads) // 100 * 10)),
        }
    ):
        axes.plot([rank, rank], [0, step * len(drawn)], color=RULE, linewidth=0.7, zorder=0)
        put(axes, rank, -3, str(rank), face(SMALL), MUTED, "center", "bottom")
    for index, spread in enumerate(drawn):
        y = step * index + step / 2
        fill(axes, spread.best - 0.4, y - 3, spread.worst - spread.best + 0.8, 6, JUDGEMENT)
        fill(axes, spread.middle[0] - 0.4, y - 5, spread.middle[1] - spread.middle[0] + 0.8, 10, CONFIRMED)
        axes.plot([spread.rank] * 2, [y - 7.5, y + 7.5], color=INK, linewidth=2.2, solid_capstyle="butt")
        row_name(axes, 0.5 - 6 / per_rank, y, names[spread.name], left - 14, size=SMALL + 0.5)
        shown = f"{spread.best}" if spread.best == spread.worst else f"{spread.best}～{spread.worst}"
        put(axes, len(spreads) + 0.5 + 6 / per_rank, y, shown, face(SMALL, True))
    legend(
        page,
        [
            (INK, say(lang, "按评分表权重的名次", "rank as the rubric weighs")),
            (CONFIRMED, say(lang, "中间九成", "middle nine tenths")),
            (JUDGEMENT, say(lang, "最好到最差", "best to worst")),
        ],
        page.top + 16 + step * len(drawn) + 12,
    )
    data = {
        s.name: {
            "rank": s.rank,
            "best": s.best,
            "worst": s.worst,
            "middle": s.middle,
            "kept": s.kept,
            "draws": s.draws,
            "movable": s.movable,
        }
        for s in spreads
    }
    words = say(lang, "；", "; ").join(
        worded(lang, "alt_of_rank", name=names[s.name], rank=s.rank, best=s.best, worst=s.worst)
        for s in drawn
    )
    alt = title + say(lang, "。", ". ") + words + say(lang, "。", ".")
    return Chart("rank_moves", title, alt, lang, page.figure, data)


def _title(
    spreads: Sequence[RankSpread], settled: int, name: str, widest: RankSpread, percent: int, lang: str
) -> str:
    total, draws = len(spreads), spreads[0].draws
    movable = [spread.movable for spread in spreads]
    if settled == total and not any(movable) and None not in movable:
        return worded(lang, "title_no_weights_move", percent=percent, total=total)
    if settled == total:
        words = worded(lang, "title_no_draw_moves", draws=draws, percent=percent)
        swaps = sum(bool(one) for one in movable)
        if swaps:
            return worded(lang, "title_some_swap", drawn=words, swaps=swaps)
        return words + say(lang, "；未抽到的没有排除", "; others were not ruled out")
    return worded(
        lang,
        "title_ranks_move",
        percent=percent,
        total=total,
        moving=total - settled,
        name=name,
        best=widest.best,
        worst=widest.worst,
    )
