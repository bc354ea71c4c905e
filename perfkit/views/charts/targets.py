"""Target achievement: how many of each kind were met, missed, or cannot be measured at all."""

from __future__ import annotations

from perfkit.base.text import Text, say
from perfkit.evaluation.target_rows import (
    MET,
    NOT_APPLICABLE,
    SPENDING,
    UNMEASURABLE,
    UNMET,
    target_counts,
    target_rows,
)
from perfkit.filing.names import TARGET_KINDS
from perfkit.filing.submission import Submission
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    EVIDENCE,
    JUDGEMENT,
    MUTED,
    SMALL,
    fill,
    number_on,
    put,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face, text_width
from perfkit.views.said import worded

STATES = (
    (MET, CONFIRMED, Text("可衡量且已达成", "measurable and met")),
    (UNMET, CONTRADICTED, Text("可衡量但未达成", "measurable and missed")),
    (SPENDING, JUDGEMENT, Text("支出金额", "expenditure")),
    (UNMEASURABLE, EVIDENCE, Text("无法衡量", "cannot be measured")),
    (NOT_APPLICABLE, "", Text("不适用", "not applicable")),
)


def targets_chart(submission: Submission, lang: str = "zh") -> Chart | None:
    """Targets by kind: met, missed, cannot be measured; None where no target was filed."""
    counts = target_counts(target_rows(submission))
    total = counts.pop("")
    if not counts:
        return None
    everything = sum(total.values())
    measurable = total[MET] + total[UNMET]
    title = worded(
        lang,
        "title_of_targets",
        count=everything,
        unmeasurable=total[UNMEASURABLE],
        measurable=measurable,
        unmet=total[UNMET],
    )
    step, left, right = 24, 152.0, 56.0
    key = [(color, name.in_(lang)) for state, color, name in STATES if total[state]]
    page = sheet(title, step * len(counts) + 4, lang, synthetic=submission.synthetic, key=key)
    axes = page.axes(left, right, page.top + 2, step * len(counts))
    widest = max(sum(states.values()) for states in counts.values())
    per_target = (page.width - left - right) / widest
    axes.set_xlim(0, widest)
    axes.set_ylim(step * len(counts), 0)
    for index, (kind, states) in enumerate(counts.items()):
        middle, at = index * step + step / 2, 0
        for state, color, _ in STATES:
            number = states[state]
            if number:
                fill(axes, at, middle - 8, number, 16, color, empty=not color)
                if number * per_target > text_width(str(number), BODY, True):
                    number_on(axes, at + number / 2, middle, str(number), color)
                at += number
        put(axes, -6 / per_target, middle, TARGET_KINDS[kind].in_(lang), face(BODY), ha="right")
        put(axes, at + 6 / per_target, middle, say(lang, f"共 {at}", f"{at} in all"), face(SMALL), MUTED)
    words = [
        f"{TARGET_KINDS[kind].in_(lang)} "
        + say(lang, "，", ", ").join(
            f"{name.in_(lang)} {states[state]}" for state, _, name in STATES if states[state]
        )
        for kind, states in counts.items()
    ]
    alt = title + say(lang, "。", ". ") + say(lang, "；", "; ").join(words) + say(lang, "。", ".")
    names = {kind: TARGET_KINDS[kind].in_(lang) for kind in counts} | {"": say(lang, "合计", "Total")}
    return Chart("targets", title, alt, lang, page.figure, {"": total, **counts}, names)
