"""Ranks and trends of many departments: beyond what fits, only the ends carry names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from matplotlib.axes import Axes

from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.cohort.members import Cohort, Member, Place
from perfkit.filing.names import names_of
from perfkit.views.charts.canvas import (
    CONFIRMED,
    INK,
    JUDGEMENT,
    MUTED,
    RULE,
    SMALL,
    Sheet,
    fill,
    legend,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, wrap
from perfkit.views.charts.panel import panel_chart
from perfkit.views.said import worded

MOST_NAMED = 36
_MOST_TRENDS = 24
ENDS = 15


def member_name(member: Member, cohort: Cohort) -> str:
    """A department's name, with its year where the cohort holds several."""
    several = len({other.year for other in cohort.members}) > 1
    return f"{member.name} {member.year}" if several else member.name


def ranking_chart(cohort: Cohort, lang: str = "zh") -> Chart:
    """Every department's interval, best possible rank first; overlap stays visible, ranks are ranges.

    More than 36 departments: the first and the last 15 by name, the rest as a band between them.
    """
    places = cohort.ranking
    total = len(places)
    title = _ranking_title(places, cohort, lang)
    named = list(places) if total <= MOST_NAMED else [*places[:ENDS], *places[-ENDS:]]
    step, left, right = 17, 176.0, 104.0
    gap = 34 if total > MOST_NAMED else 0
    page = sheet(title, step * len(named) + gap + 40, lang, synthetic=cohort.synthetic)
    axes = _scaled(page, left, right, step * len(named) + gap, float(cohort.rubric.most))
    for index, place in enumerate(named):
        y = step * index + step / 2 + (gap if gap and index >= ENDS else 0)
        _interval(axes, page, place, y, left, right, cohort, lang)
    if gap:
        _band(axes, places[ENDS:-ENDS], step * ENDS + gap / 2, lang)
    legend(
        page,
        [
            (CONFIRMED, say(lang, "可能得分区间", "points still possible")),
            (INK, say(lang, "自评分", "self-score")),
        ],
        page.top + step * len(named) + gap + 20,
    )
    data = {
        place.member.key: {
            "best": place.best,
            "worst": place.worst,
            "tied": place.tied,
            "low": place.member.points.low,
            "high": place.member.points.high,
            "self": place.member.self_score,
        }
        for place in places
    }
    first, last = places[0], places[-1]
    words = worded(
        lang,
        "alt_of_ranking",
        title=title,
        first=member_name(first.member, cohort),
        first_points=show_span(first.member.points),
        last=member_name(last.member, cohort),
        last_points=show_span(last.member.points),
    )
    return Chart("ranking", title, words, lang, page.figure, data)


def _ranking_title(places: tuple[Place, ...], cohort: Cohort, lang: str) -> str:
    total, unsure = len(places), sum(place.overlaps > 0 for place in places)
    tied = sum(place.tied > 0 for place in places)
    if total == 1:
        span, name = show_span(places[0].member.points), member_name(places[0].member, cohort)
        return worded(lang, "title_one_department", name=name, points=span)
    if unsure:
        title = worded(lang, "title_ranks_open", total=total, open=unsure)
        return title + (say(lang, f"；{tied} 个并列", f"; {tied} are tied") if tied else "")
    if tied:
        return worded(lang, "title_ranks_shared", total=total, tied=tied)
    return worded(lang, "title_ranks_settled", total=total)


def _scaled(page: Sheet, left: float, right: float, height: float, most: float) -> Axes:
    axes = page.axes(left, right, page.top + 4, height + 16)
    axes.set_xlim(0, most)
    axes.set_ylim(height + 16, 0)
    for tick in (0, 60, 80, 90, 100):
        if tick <= most:
            axes.plot([tick, tick], [0, height], color=RULE, linewidth=0.6, zorder=0)
            axes.text(
                tick, height + 3, str(tick), fontproperties=face(SMALL), color=MUTED, ha="center", va="top"
            )
    return axes


def _interval(
    axes: Axes, page: Sheet, place: Place, y: float, left: float, right: float, cohort: Cohort, lang: str
) -> None:
    member = place.member
    per_point = (page.width - left - right) / float(cohort.rubric.most)
    low, high = float(member.points.low), float(member.points.high)
    fill(axes, low, y - 4.5, max(high - low, 1.6 / per_point), 9, CONFIRMED)
    if member.self_score is not None:
        claimed = float(member.self_score)
        axes.plot([claimed, claimed], [y - 7, y + 7], color=INK, linewidth=1.6, solid_capstyle="butt")
    name = wrap(member_name(member, cohort), left - 14, SMALL, lines=1)
    axes.text(-6 / per_point, y, name, fontproperties=face(SMALL), color=INK, ha="right", va="center")
    rank = place.rank(lang).replace("（并列）", "")
    shared = say(lang, "并列", "tied ") if place.tied else ""
    shown = say(
        lang,
        f"{shared}第 {rank} 名　{show_span(member.points)}",
        f"rank {place.rank(lang)}　{show_span(member.points)}",
    )
    axes.text(
        float(cohort.rubric.most) + 6 / per_point,
        y,
        shown,
        fontproperties=face(7.5),
        color=MUTED,
        va="center",
    )


def _band(axes: Axes, places: tuple[Place, ...], y: float, lang: str) -> None:
    lows = [float(place.member.points.low) for place in places]
    highs = [float(place.member.points.high) for place in places]
    fill(axes, min(lows), y - 7, max(highs) - min(lows), 14, JUDGEMENT)
    text = worded(lang, "others_between", count=len(places), low=min(lows), high=max(highs))
    axes.text(
        (min(lows) + max(highs)) / 2,
        y,
        text,
        fontproperties=face(SMALL),
        color=INK,
        ha="center",
        va="center",
        bbox={"facecolor": "#ffffff", "edgecolor": "none", "pad": 1.2},
    )


_COURSES = names_of("courses")


def trend_chart(cohort: Cohort, lang: str = "zh") -> Chart | None:
    """Points over the years for departments with several; None where there are none. At most 24 departments
    are drawn."""
    trends = list(cohort.trends.items())
    if not trends:
        return None
    trends.sort(
        key=lambda item: (
            -abs(
                item[1][-1].points.high
                + item[1][-1].points.low
                - item[1][0].points.high
                - item[1][0].points.low
            ),
            item[0],
        )
    )
    counts = Counter(cohort.course(group) for _, group in trends)
    parts = say(lang, "，", ", ").join(
        say(lang, f"{counts[course]} 个{words.zh}", f"{counts[course]} {words.en}")
        for course, words in _COURSES.items()
        if counts[course]
    )
    title = worded(lang, "title_of_trends", count=len(trends), parts=parts)
    rows = [
        (
            group[0].name,
            {m.year: (m.points.low / cohort.rubric.max, m.points.high / cohort.rubric.max) for m in group},
        )
        for _, group in trends[:_MOST_TRENDS]
    ]
    drawn = panel_chart("trend", title, rows, lang, synthetic=cohort.synthetic)
    return replace(
        drawn, data={key: [(m.year, m.points.low, m.points.high) for m in group] for key, group in trends}
    )
