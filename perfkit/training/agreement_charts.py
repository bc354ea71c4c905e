"""Pictures of a panel: who scores high and who low, and which rows are read differently."""

from __future__ import annotations

from perfkit.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    INK,
    JUDGEMENT,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    Chart,
    face,
    fill,
    legend,
    sheet,
    wrap,
)
from perfkit.quantities import show_rate
from perfkit.text import say
from perfkit.training.agreement import Agreement

_MOST = 30


def evaluators_chart(panel: Agreement, lang: str = "zh") -> Chart:
    """Every evaluator's bias with its interval, the most generous first; at most thirty."""
    drawn = panel.by_evaluator[:_MOST]
    high, low = drawn[0], drawn[-1]
    title = say(lang, f"{high.evaluator} 手最松，{low.evaluator} 手最紧：相差满分的 {show_rate(high.bias - low.bias)}", f"{high.evaluator} scores highest, {low.evaluator} lowest: {show_rate(high.bias - low.bias)} of the maximum apart")
    page = sheet(title, 20 * len(drawn) + 34, lang, synthetic=panel.synthetic)
    axes = page.axes(130, 70, page.top + 2, 20 * len(drawn))
    ends = [abs(float(one.bias)) for one in drawn] + [abs(end) for one in drawn for end in (one.interval.low, one.interval.high) if end is not None]
    reach = max(0.02, *ends) * 1.1
    axes.set_xlim(-reach, reach)
    axes.set_ylim(20 * len(drawn), 0)
    unit = 2 * reach / (page.width - 200)
    axes.plot([0, 0], [0, 20 * len(drawn)], color=INK, linewidth=1.0)
    for number, one in enumerate(drawn):
        y, value = 20 * number + 10, float(one.bias)
        color = CONFIRMED if value >= 0 else CONTRADICTED
        if one.interval.low is not None:
            axes.plot([one.interval.low, one.interval.high], [y, y], color=MUTED, linewidth=2.0, solid_capstyle="butt")
        axes.plot([value], [y], marker="^" if value >= 0 else "v", markersize=8, color=color, linestyle="none")
        axes.text(-reach - 6 * unit, y, one.evaluator, fontproperties=face(BODY), color=INK, ha="right", va="center")
        axes.text(reach + 6 * unit, y, ("+" if value > 0 else "") + show_rate(one.bias), fontproperties=face(BODY, True), color=color, va="center")
    page.write(130, page.top + 20 * len(drawn) + 8, say(lang, "▲ 高于其他人　▼ 低于其他人　横线：95% 区间　竖线：与其他人一样", "▲ above the others   ▼ below   bar: 95 % interval   line: like the others"), size=SMALL, color=MUTED)
    alt = title + say(lang, "。", ". ") + say(lang, "；", "; ").join(f"{one.evaluator} {show_rate(one.bias)}" for one in drawn)
    return Chart("evaluators", title, alt, lang, page.figure, {one.evaluator: one.bias for one in panel.by_evaluator})


def indicators_chart(panel: Agreement, lang: str = "zh") -> Chart:
    """Every row: how far each evaluator is from the others, and the mean absolute deviation, most divided first."""
    rows, worst = panel.by_indicator, panel.by_indicator[0]
    name = worst.indicator.name.text.in_(lang)
    title = say(lang, f"分歧最大的一行是“{name}”，平均偏离满分的 {show_rate(worst.deviation)}", f"Read most differently: {name}, {show_rate(worst.deviation)} of the maximum from the mean")
    page = sheet(title, 20 * len(rows) + 30, lang, synthetic=panel.synthetic)
    left = 236.0
    axes = page.axes(left, 62, page.top + 2, 20 * len(rows))
    offsets = [abs(float(value / one.indicator.max)) for one in rows for value in one.bias.values()]
    reach = max(0.02, *offsets) * 1.1
    axes.set_xlim(-reach, reach)
    axes.set_ylim(20 * len(rows), 0)
    unit = 2 * reach / (page.width - left - 62)
    axes.plot([0, 0], [0, 20 * len(rows)], color=RULE, linewidth=1.0)
    several = len(panel.evaluators) > 6
    for number, one in enumerate(rows):
        y = 20 * number + 10
        fill(axes, -float(one.deviation), y - 5, 2 * float(one.deviation), 10, JUDGEMENT)
        same: dict[float, str] = {}
        for evaluator, value in one.bias.items():
            at = float(value / one.indicator.max)
            if not several:  # those who stand together share a label
                near = next((place for place in same if abs(place - at) < reach * 0.07), at)
                same[near] = " ".join(filter(None, (same.get(near, ""), evaluator[-4:])))
            else:
                axes.plot([at], [y], marker="o", markersize=4, color=CONFIRMED if at >= 0 else CONTRADICTED, linestyle="none")
        for at, names in same.items():
            axes.text(at, y, names, fontproperties=face(SMALL, True), color=CONFIRMED if at >= 0 else CONTRADICTED, ha="center", va="center", bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8})
        axes.text(-reach - 6 * unit, y, wrap(one.indicator.name.text.in_(lang), left - 16, SMALL + 0.5, lines=1), fontproperties=face(SMALL + 0.5), color=INK, ha="right", va="center")
        axes.text(reach + 6 * unit, y, show_rate(one.deviation, 1), fontproperties=face(SMALL, True), color=INK, va="center")
    legend(page, [(JUDGEMENT, say(lang, "平均绝对偏差（右侧数字）", "mean absolute deviation (number at the right)")), (CONFIRMED, say(lang, "高于其他人", "above the others")), (CONTRADICTED, say(lang, "低于其他人", "below the others"))], page.top + 20 * len(rows) + 10)
    alt = title + say(lang, "。", ". ") + say(lang, "；", "; ").join(f"{one.indicator.name.text.in_(lang)} {show_rate(one.deviation)}" for one in rows)
    return Chart("indicators", title, alt, lang, page.figure, {one.indicator.id: {"deviation": one.deviation, "bias": one.bias} for one in rows})
