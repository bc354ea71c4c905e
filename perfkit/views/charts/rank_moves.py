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
    note = say(
        lang,
        f"{spreads[0].draws} 次抽取，各行权重在 ±{percent}% 内均匀变动。",
        f"{spreads[0].draws} draws; each row's weight varies evenly within ±{percent} %.",
    )
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
        say(
            lang,
            f"{names[s.name]}第 {s.rank} 名，变动范围 {s.best}～{s.worst}",
            f"{names[s.name]} rank {s.rank}, {s.best} to {s.worst}",
        )
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
        return say(
            lang,
            f"权重在 ±{percent}% 内无论怎样变动，{total} 个部门的名次都不变",
            f"No weights within ±{percent} % move any of {total} ranks",
        )
    if settled == total:
        zh, en = (
            f"抽取 {draws} 次 ±{percent}% 的权重，名次都没有变",
            f"{draws} draws of weights ±{percent} % move no rank",
        )
        swaps = sum(bool(one) for one in movable)
        if swaps:
            return say(
                lang,
                f"{zh}；但有权重使其中 {swaps} 个部门互换",
                f"{en}, but some weights swap {swaps} departments",
            )
        return say(lang, f"{zh}；未抽到的没有排除", f"{en}; others were not ruled out")
    return say(
        lang,
        f"权重变动 ±{percent}%，{total} 个部门中 {total - settled} 个名次会变；变动最大的是{name}，第"
        f" {widest.best}～{widest.worst} 名",
        f"Weights ±{percent} %: {total - settled} of {total} ranks can move; most of all {name},"
        f" {widest.best} to {widest.worst}",
    )
