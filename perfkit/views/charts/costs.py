"""Three-public funds and running costs against their budgets."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.english import sentence
from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.evaluation.summary import DAILY, THREE_PUBLIC, CostLine, cost_lines
from perfkit.evaluation.tree import Evaluation
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    INK,
    MUTED,
    SMALL,
    fill,
    put,
    row_name,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, text_width
from perfkit.views.said import worded
from perfkit.views.wording import show_found


def costs_chart(evaluation: Evaluation, lang: str = "zh") -> Chart | None:
    """Three-public funds and daily running costs as shares of their budgets; None where the report gives none
    of them."""
    lines = [line for line in cost_lines(evaluation.book) if line.is_reported]
    if not lines:
        return None
    title = _costs_title(lines, lang)
    left, right, step = 138.0, 150.0, 26
    note = worded(lang, "costs_not_listed")
    page = sheet(title, step * len(lines) + 22, lang, synthetic=evaluation.submission.synthetic, note=note)
    axes = page.axes(left, right, page.top + 14, step * len(lines))
    most = max([Fraction(1), *(line.rate for line in lines if line.rate is not None)])
    axes.set_xlim(0, float(most) * 1.02)
    axes.set_ylim(step * len(lines), 0)
    unit = float(most) * 1.02 / (page.width - left - right)
    put(
        axes,
        1.0,
        -3,
        say(lang, "预算 100%", "budget 100%"),
        face(SMALL),
        MUTED,
        "center" if most > 1 else "right",
        "bottom",
    )
    for index, line in enumerate(lines):
        middle = index * step + step / 2
        fill(axes, 0, middle - 8, 1.0, 16, "", empty=True)
        bold = "total" in line.name.en or "daily" in line.name.en
        if line.rate is not None:
            over = line.rate > 1
            fill(axes, 0, middle - 6.5, float(line.rate), 13, CONTRADICTED if over else CONFIRMED)
            inside = text_width(show_rate(line.rate), SMALL, True) + 10 < float(line.rate) / unit
            put(
                axes,
                float(line.rate) - 5 * unit if inside else float(line.rate) + 5 * unit,
                middle,
                show_rate(line.rate),
                face(SMALL, True),
                "#ffffff" if inside else INK,
                "right" if inside else "left",
            )
        else:
            put(axes, 6 * unit, middle, _no_rate(line, lang), face(SMALL), MUTED)
        row_name(
            axes,
            -6 * unit,
            middle,
            line.name.in_(lang),
            left - 16,
            size=BODY,
            bold=bold,
            lines=2,
            spacing=1.1,
        )
        put(
            axes,
            float(most) * 1.02 + 4 * unit,
            middle,
            _amounts(line, lang),
            face(SMALL),
            MUTED,
            linespacing=1.15,
        )
    axes.plot([1, 1], [0, step * len(lines)], color=INK, linewidth=1, linestyle=(0, (4, 3)))
    words = [
        f"{line.name.in_(lang)} {_amounts(line, lang)}"
        + ("" if line.rate is None else worded(lang, "rate_of_cost", rate=show_rate(line.rate)))
        for line in lines
    ]
    alt = say(lang, "；", "; ").join(words) + say(lang, "。", ".")
    return Chart(
        "costs",
        title,
        alt,
        lang,
        page.figure,
        {
            line.name.zh: {"budget": line.budget.span, "spent": line.spent.span, "rate": line.rate}
            for line in lines
        },
        {line.name.zh: line.name.in_(lang) for line in lines},
    )


def _amounts(line: CostLine, lang: str) -> str:
    spent, budget = show_found(line.spent, lang), show_found(line.budget, lang)
    return say(lang, f"支出 {spent}，预算 {budget}", f"spent {spent},\nbudget {budget}")


def _no_rate(line: CostLine, lang: str) -> str:
    if line.budget.span.is_exact and not line.budget.span.low:
        return say(lang, "预算为 0，无支出率", "budget 0: no rate")
    return say(lang, "数据不全", "figures incomplete")


def _costs_title(lines: list[CostLine], lang: str) -> str:
    rated = {line.name: (line.name, line.rate) for line in lines if line.rate is not None}
    over = [name for name, rate in rated.values() if rate > 1]
    shown = [rated[name] for name in (THREE_PUBLIC, DAILY) if name in rated]
    if over:
        names = say(lang, "、", ", ").join(name.in_(lang) for name in over)
        return say(lang, f"{names}支出超过预算", f"Spending exceeded the budget for {names}")
    if not shown:
        return worded(lang, "costs_unknown")
    words = say(
        lang,
        "，".join(f"{name.zh}支出为预算的 {show_rate(rate)}" for name, rate in shown),
        "; ".join(f"{name.en}: {show_rate(rate)} of budget" for name, rate in shown),
    )
    return sentence(words)
