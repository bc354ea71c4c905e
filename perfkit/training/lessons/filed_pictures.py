"""Pictures of what a report filed: its targets, and sums that should agree."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import Text, say
from perfkit.filing.names import TARGET_KINDS
from perfkit.filing.targets.codes import Direction
from perfkit.training.lessons.sources import Sources
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    EVIDENCE,
    INK,
    JUDGEMENT,
    MUTED,
    SMALL,
    fill,
    legend,
    number_on,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face


def direction(sources: Sources, *names: str) -> Chart:
    """Targets that want more and targets that want less, each with what is allowed and what was reached."""
    lang = sources.lang
    rows = [sources.target(name) for name in names]
    title = say(
        lang,
        "先看方向：“不少于”往右是达成，“不超过”往左是达成",
        "Direction first: at least is met to the right, at most to the left",
    )
    page = sheet(title, 58 * len(rows) + 18, lang, synthetic=False)
    data: dict[str, tuple[Fraction, Fraction, bool, bool]] = {}
    axes = page.axes(
        24, 110, page.top, 58 * len(rows)
    )  # a sheet has one pair of axes: every row is scaled to 0–1
    axes.set_xlim(0, 1)
    axes.set_ylim(58 * len(rows), 0)
    for index, row in enumerate(rows):
        parsed, top, y = row.parsed, page.top + 58 * index, 58 * index + 16
        page.write(
            12, top, f"{row.target.name}　{row.target.expected} → {row.target.actual}", size=BODY, bold=True
        )
        wanted, reached = parsed.expected_number, parsed.actual_number
        if wanted is None or reached is None:
            raise PerfkitError(
                Text(f"{row.target.name} 没有可以比较的数", f"{row.target.name} has no numbers to compare")
            )
        high = float(max(wanted, reached)) * 1.35 or 1.0
        at, got = float(wanted) / high, float(reached) / high
        less = parsed.direction == Direction.LESS
        fill(axes, 0 if less else at, y + 6, at if less else 1 - at, 14, JUDGEMENT)
        axes.plot([at] * 2, [y + 2, y + 24], color=INK, linewidth=1.6)
        axes.text(
            at,
            y + 31,
            say(lang, f"目标 {show_exact(wanted)}", f"target {show_exact(wanted)}"),
            fontproperties=face(SMALL),
            color=INK,
            ha="left" if less else "right",
            va="center",
        )
        met = row.state == "met"
        axes.plot(
            [got],
            [y + 13],
            marker="o" if met else "X",
            markersize=9,
            color=CONFIRMED if met else CONTRADICTED,
            linestyle="none",
        )
        words = say(lang, "达成" if met else "未达成", "met" if met else "missed")
        axes.text(
            1.02,
            y + 13,
            f"{show_exact(reached)} {words}",
            fontproperties=face(BODY, True),
            color=CONFIRMED if met else CONTRADICTED,
            ha="left",
            va="center",
        )
        data[row.target.name] = (reached, wanted, met, less)
    page.write(
        12,
        page.top + 58 * len(rows),
        say(lang, "浅色带：达成的范围", "Shaded: where the target is met"),
        size=SMALL,
        color=MUTED,
    )
    words = say(lang, "；", "; ").join(
        f"{name}: {show_exact(reached)} / {show_exact(wanted)}"
        for name, (reached, wanted, *_) in data.items()
    )
    shown = {
        name: {"expected": wanted, "actual": reached, "met": met, "less_is_better": less}
        for name, (reached, wanted, met, less) in data.items()
    }
    return Chart("direction", title, f"{title}{say(lang, '。', '. ')}{words}", lang, page.figure, shown)


def measurable(sources: Sources) -> Chart:
    """By kind: targets whose expected value can be measured, and those that set no number."""
    lang = sources.lang
    found: dict[str, list[bool]] = {}
    for row in sources.targets:
        found.setdefault(row.target.kind, []).append(row.parsed.sets_value)
    total, clear = len(sources.targets), sum(sum(values) for values in found.values())
    title = say(
        lang,
        f"{total} 个指标，只有 {clear} 个设了可以衡量的目标值",
        f"Of {total} targets only {clear} set a value that can be measured",
    )
    page = sheet(title, 24 * len(found) + 26, lang, synthetic=False)
    axes = page.axes(130, 60, page.top, 24 * len(found))
    widest = max(len(values) for values in found.values())
    axes.set_xlim(0, widest)
    axes.set_ylim(24 * len(found), 0)
    unit = widest / (page.width - 190)
    for number, (kind, values) in enumerate(found.items()):
        y, good = 24 * number + 3, sum(values)
        fill(axes, 0, y, good, 17, CONFIRMED)
        fill(axes, good, y, len(values) - good, 17, EVIDENCE)
        if good:
            number_on(axes, good / 2, y + 8.5, str(good), CONFIRMED)
        if good < len(values):
            number_on(axes, (good + len(values)) / 2, y + 8.5, str(len(values) - good), EVIDENCE)
        axes.text(
            -6 * unit,
            y + 8.5,
            TARGET_KINDS[kind].in_(lang),
            fontproperties=face(BODY),
            color=INK,
            ha="right",
            va="center",
        )
        axes.text(
            len(values) + 5 * unit,
            y + 8.5,
            str(len(values)),
            fontproperties=face(SMALL, True),
            color=INK,
            va="center",
        )
    legend(
        page,
        [
            (CONFIRMED, say(lang, f"设了目标值 {clear}", f"sets a value, {clear}")),
            (EVIDENCE, say(lang, f"没有数 {total - clear}", f"sets no number, {total - clear}")),
        ],
        page.top + 24 * len(found) + 8,
    )
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(
            f"{TARGET_KINDS[kind].in_(lang)} {sum(values)}/{len(values)}" for kind, values in found.items()
        )
    )
    return Chart(
        "measurable",
        title,
        alt,
        lang,
        page.figure,
        {kind: (sum(values), len(values)) for kind, values in found.items()},
    )


def gap(sources: Sources, whole: str, outside: str) -> Chart:
    """The year's budget in the text against the task table and the subsidy: the bars should be equally long."""
    lang, submission = sources.lang, sources.evaluation.submission
    book = sources.evaluation.book
    text = book.find(whole).span.low / 10_000
    subsidy = book.find(outside).span.low / 10_000
    rows = submission.tasks.rows if submission.tasks else ()
    tasks = sum((row.budget for row in rows), Fraction(0)) / 10_000
    off = text - tasks - subsidy
    title = say(
        lang,
        f"两条本应一样长，却差 {show_number(off)} 万元",
        f"Both should be equally long; they differ by {show_number(off)} 万元",
    )
    page = sheet(title, 112, lang, synthetic=False)
    axes = page.axes(12, 60, page.top + 4, 84)
    axes.set_xlim(0, float(text) * 1.02)
    axes.set_ylim(84, 0)
    for y, label, pieces in (
        (0, say(lang, "正文：全年预算总收入", "Text: budget of the year"), [(text, CONFIRMED)]),
        (
            44,
            say(lang, "任务表合计＋区财政补助", "Task table + district subsidy"),
            [(tasks, CONFIRMED), (subsidy, JUDGEMENT), (off, "")],
        ),
    ):
        axes.text(0, y + 6, label, fontproperties=face(BODY, True), color=INK, va="center")
        at = Fraction(0)
        for value, color in pieces:
            fill(axes, float(at), y + 14, float(value), 20, color, empty=color == "")
            if color:
                number_on(axes, float(at + value / 2), y + 24, show_number(value), color)
            else:
                axes.text(
                    float(at + value) * 1.005,
                    y + 24,
                    show_number(value),
                    fontproperties=face(BODY, True),
                    color=CONTRADICTED,
                    va="center",
                )
            at += value
    legend(
        page,
        [
            (CONFIRMED, say(lang, "预算数（万元）", "budget (万元)")),
            (JUDGEMENT, say(lang, "区财政补助", "district subsidy")),
            ("", say(lang, "差额", "difference")),
        ],
        page.top + 94,
    )
    alt = title + say(
        lang,
        f"。正文 {show_number(text)} 万元；任务表 {show_number(tasks)} 加补助 {show_number(subsidy)} 万元。",
        f". Text {show_number(text)}; task table {show_number(tasks)} plus subsidy {show_number(subsidy)}.",
    )
    return Chart(
        "gap",
        title,
        alt,
        lang,
        page.figure,
        {"text": text, "tasks": tasks, "subsidy": subsidy, "difference": off},
    )
