"""Indicators over many departments: what is settled, where they differ, who overclaims."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from statistics import median

from perfkit.base.quantities import exact_sum, show_number, show_rate
from perfkit.base.text import say
from perfkit.cohort.members import Cohort, Place
from perfkit.views.charts.canvas import (
    CONFIRMED,
    CONTRADICTED,
    INK,
    JUDGEMENT,
    MUTED,
    RULE,
    SMALL,
    fill,
    legend,
    row_name,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.cohort import MOST_NAMED
from perfkit.views.charts.lettering import face
from perfkit.views.said import worded

_STEPS = (
    ("#ffffff", "—"),
    ("#dbe5ee", "< 60%"),
    ("#8fb1cc", "60–80%"),
    ("#4f86af", "80–90%"),
    (CONFIRMED, "≥ 90%"),
)


def _shade(share: Fraction) -> str:
    limits = (Fraction(9, 10), Fraction(8, 10), Fraction(6, 10))
    for limit, (color, _) in zip(limits, reversed(_STEPS[2:]), strict=True):
        if share >= limit:
            return color
    return _STEPS[1][0]


def heat_chart(cohort: Cohort, lang: str = "zh") -> Chart:
    """Indicators × departments: the least share of the maximum that figures and judgements give.

    Up to 36 departments a column each; beyond that a column for each tenth of the ranking, with its median.
    """
    places = cohort.ranking
    grouped = len(places) > MOST_NAMED
    groups = _tenths(places) if grouped else [[place] for place in places]
    rows = cohort.rubric.indicators
    shares = {
        row.id: [median(found) if (found := _low_shares(group, row.id)) else None for group in groups]
        for row in rows
    }
    # A row that applies to nobody has no mean; where it does not apply it is no 0.
    means = {row.id: exact_sum(found) / len(found) for row in rows if (found := _low_shares(places, row.id))}
    weakest = min((row for row in rows if row.id in means), key=lambda row: (means[row.id], row.id))
    average = means[weakest.id]
    title = worded(
        lang,
        "title_least_settled",
        name=weakest.name.text,
        share=show_rate(average, 0),
        name_zh=weakest.name.zh,
    )
    left, step, cell = 172.0, 15, (7.2 * 72 - 172 - 12) / len(groups)
    note = worded(lang, "columns_are_tenths") if grouped else worded(lang, "columns_are_departments")
    page = sheet(title, step * len(rows) + 46, lang, synthetic=cohort.synthetic, note=note)
    axes = page.axes(left, 12, page.top + 2, step * len(rows) + 14)
    axes.set_xlim(0, len(groups))
    axes.set_ylim(step * len(rows) + 14, 0)
    for index, row in enumerate(rows):
        for column, share in enumerate(shares[row.id]):
            if share is not None:
                fill(axes, column + 0.04, step * index + 1, 0.92, step - 2, _shade(share))
            if cell >= 26 and share is not None:
                dark = share >= Fraction(8, 10)
                axes.text(
                    column + 0.5,
                    step * index + step / 2,
                    show_rate(share, 0),
                    fontproperties=face(7),
                    color="#ffffff" if dark else INK,
                    ha="center",
                    va="center",
                )
        row_name(axes, -0.15 * len(groups) / 12, step * index + step / 2, row.name.text.in_(lang), left - 16)
    for column in range(len(groups)):
        if cell >= 11 or column % 5 == 4 or column == 0:
            axes.text(
                column + 0.5,
                step * len(rows) + 2,
                str(column + 1),
                fontproperties=face(7),
                color=MUTED,
                ha="center",
                va="top",
            )
    legend(page, list(_STEPS[1:]), page.top + step * len(rows) + 22)
    words = say(lang, "；", "; ").join(
        f"{row.name.text.in_(lang)} {show_rate(means[row.id], 0)}" for row in rows if row.id in means
    )
    alt = title + say(lang, f"。各指标平均：{words}。", f". Averages: {words}.")
    return Chart("heat", title, alt, lang, page.figure, shares)


def _tenths(places: tuple[Place, ...]) -> list[list[Place]]:
    total = len(places)
    return [list(places[total * n // 10 : total * (n + 1) // 10]) for n in range(10)]


def _low_shares(places: Iterable[Place], indicator: str) -> list[Fraction]:
    """The least share of the row in every department to which it applies."""
    found = (row for place in places for row in place.member.rows if row.indicator == indicator)
    return [row.points.low / row.applicable for row in found if row.applicable]


def spread_chart(cohort: Cohort, lang: str = "zh") -> Chart:
    """Each indicator's middle half, median and outliers, as shares of its maximum."""
    spreads = cohort.spreads
    widest = max(spreads, key=lambda spread: spread.quartiles[2] - spread.quartiles[0])
    row = cohort.rubric.by_id[widest.indicator]
    width = widest.quartiles[2] - widest.quartiles[0]
    if width:
        title = worded(
            lang, "title_of_spread", name=row.name.text, share=show_rate(width, 0), name_zh=row.name.zh
        )
    else:
        title = worded(lang, "title_hardly_differ")
    step, left = 18, 172.0
    note = worded(lang, "middles_of_intervals")
    page = sheet(title, step * len(spreads) + 40, lang, synthetic=cohort.synthetic, note=note)
    axes = page.axes(left, 24, page.top + 2, step * len(spreads) + 16)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(step * len(spreads) + 16, 0)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        axes.plot([tick, tick], [0, step * len(spreads)], color=RULE, linewidth=0.6, zorder=0)
        axes.text(
            tick,
            step * len(spreads) + 2,
            f"{tick:.0%}",
            fontproperties=face(7),
            color=MUTED,
            ha="center",
            va="top",
        )
    for index, spread in enumerate(spreads):
        y = step * index + step / 2
        first, median, third = (float(value) for value in spread.quartiles)
        middles = {key: float((low + high) / 2) for key, low, high in spread.shares}
        inner = [value for key, value in middles.items() if key not in spread.outliers]
        if inner:
            axes.plot([min(inner), max(inner)], [y, y], color=MUTED, linewidth=0.9)
        fill(axes, first, y - 4.5, max(third - first, 0.004), 9, JUDGEMENT)
        axes.plot([median, median], [y - 6, y + 6], color=CONFIRMED, linewidth=2.4)
        dots = sorted({middles[key] for key in spread.outliers})
        axes.scatter(dots, [y] * len(dots), s=14, color=CONTRADICTED, zorder=3)
        name = cohort.rubric.by_id[spread.indicator].name.text.in_(lang)
        row_name(axes, -0.015, y, name, left - 14)
    entries = [
        (JUDGEMENT, say(lang, "中间一半的部门", "middle half")),
        (CONFIRMED, say(lang, "中位数", "median")),
        (CONTRADICTED, say(lang, "离群", "outliers")),
    ]
    legend(page, entries, page.top + step * len(spreads) + 22)
    words = say(lang, "；", "; ").join(
        f"{cohort.rubric.by_id[s.indicator].name.text.in_(lang)} {show_rate(s.quartiles[1], 0)}"
        for s in spreads
    )
    alt = title + say(lang, f"。中位数：{words}。", f". Medians: {words}.")
    return Chart("spread", title, alt, lang, page.figure, {s.indicator: s.quartiles for s in spreads})


def claims_chart(cohort: Cohort, lang: str = "zh") -> Chart | None:
    """Who claims more than figures allow, and where; None where nobody does."""
    claims = cohort.overclaims
    if not claims:
        return None
    top, points, who = claims[0]
    row = cohort.rubric.by_id[top]
    title = worded(
        lang,
        "title_of_claims",
        name=row.name.text,
        departments=len(who),
        points=show_number(points),
        name_zh=row.name.zh,
    )
    step, left, right = 26, 172.0, 150.0
    page = sheet(title, step * len(claims) + 10, lang, synthetic=cohort.synthetic)
    axes = page.axes(left, right, page.top + 2, step * len(claims))
    most = float(max(points for _, points, _ in claims))
    axes.set_xlim(0, most)
    axes.set_ylim(step * len(claims), 0)
    per_point = (page.width - left - right) / most
    for index, (indicator, points, who) in enumerate(claims):
        y = step * index + step / 2
        fill(axes, 0, y - 7, float(points), 14, CONTRADICTED)
        shown = worded(lang, "points_of_departments", points=show_number(points), departments=len(who))
        axes.text(float(points) + 6 / per_point, y, shown, fontproperties=face(SMALL), color=INK, va="center")
        name = cohort.rubric.by_id[indicator].name.text.in_(lang)
        row_name(axes, -6 / per_point, y, name, left - 14, lines=2)
    words = say(lang, "；", "; ").join(
        f"{cohort.rubric.by_id[i].name.text.in_(lang)} {show_number(p)}（{len(w)}）" for i, p, w in claims
    )
    alt = title + say(lang, f"。{words}。", f". {words}.")
    return Chart("claims", title, alt, lang, page.figure, {i: p for i, p, _ in claims})
