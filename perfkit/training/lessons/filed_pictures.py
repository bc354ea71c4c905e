"""Pictures of what a report filed: its targets, and sums that should agree."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import say
from perfkit.filing.names import TARGET_KINDS
from perfkit.filing.targets.codes import Direction
from perfkit.training.lessons.sources import Sources
from perfkit.training.row_chart import chart_of, row_chart
from perfkit.training.words import words
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
    lang, data, parts = sources.lang, {}, []
    rows = [sources.target(name) for name in names]
    # Every row has a scale of its own, from 0 to 1.
    drawn = row_chart(
        words("direction_title").in_(lang), len(rows), (0, 1), lang, left=24, right=110, height=58
    )
    axes, page = drawn.axes, drawn.page
    for index, row in enumerate(rows):
        parsed, y, target = row.parsed, drawn.middle(index) - 7, row.target
        told = f"{target.name}　{target.expected} → {target.actual}"
        page.write(12, page.top + 58 * index, told, size=BODY, bold=True)
        wanted, reached = parsed.expected_number, parsed.actual_number
        if wanted is None or reached is None:
            raise PerfkitError(f"{target.name} 没有可以比较的数", f"{target.name} has no numbers to compare")
        high = float(max(wanted, reached)) * 1.35 or 1.0
        at, got, less = float(wanted) / high, float(reached) / high, parsed.direction == Direction.LESS
        met = row.state == "met"
        color = CONFIRMED if met else CONTRADICTED
        fill(axes, 0 if less else at, y, at if less else 1 - at, 14, JUDGEMENT)
        axes.plot([at] * 2, [y - 4, y + 18], color=INK, linewidth=1.6)
        told, side = (
            say(lang, f"目标 {show_exact(wanted)}", f"target {show_exact(wanted)}"),
            "left" if less else "right",
        )
        axes.text(at, y + 25, told, fontproperties=face(SMALL), color=INK, ha=side, va="center")
        axes.plot([got], [y + 7], marker="o" if met else "X", markersize=9, color=color, linestyle="none")
        told = f"{show_exact(reached)} {say(lang, '达成' if met else '未达成', 'met' if met else 'missed')}"
        drawn.value(index, 1, told, color, BODY)
        parts.append(f"{target.name}: {show_exact(reached)} / {show_exact(wanted)}")
        data[target.name] = {"expected": wanted, "actual": reached, "met": met, "less_is_better": less}
    told = say(lang, "浅色带：达成的范围", "Shaded: where the target is met")
    page.write(12, drawn.foot - 8, told, size=SMALL, color=MUTED)
    return drawn.chart("direction", parts, data)


def measurable(sources: Sources) -> Chart:
    """By kind: targets whose expected value can be measured, and those that set no number."""
    lang = sources.lang
    found: dict[str, list[bool]] = {}
    for row in sources.targets:
        found.setdefault(row.target.kind, []).append(row.parsed.sets_value)
    total, clear = len(sources.targets), sum(sum(values) for values in found.values())
    title = words("measurable_title", total=total, clear=clear).in_(lang)
    widest = max(len(values) for values in found.values())
    drawn = row_chart(title, len(found), (0, widest), lang, left=130, right=60, height=24)
    data = {}
    for number, (kind, values) in enumerate(found.items()):
        y, good, at = drawn.middle(number), sum(values), 0
        for count, color in ((good, CONFIRMED), (len(values) - good, EVIDENCE)):
            fill(drawn.axes, at, y - 8.5, count, 17, color)
            if count:
                number_on(drawn.axes, at + count / 2, y, str(count), color)
            at += count
        drawn.name(number, TARGET_KINDS[kind].in_(lang), BODY)
        drawn.value(number, len(values), str(len(values)))
        data[kind] = (good, len(values))
    key = [
        (CONFIRMED, say(lang, f"设了目标值 {clear}", f"sets a value, {clear}")),
        (EVIDENCE, say(lang, f"没有数 {total - clear}", f"sets no number, {total - clear}")),
    ]
    legend(drawn.page, key, drawn.foot)
    parts = (f"{TARGET_KINDS[kind].in_(lang)} {good}/{all_}" for kind, (good, all_) in data.items())
    return drawn.chart("measurable", parts, data)


def gap(sources: Sources, whole: str, outside: str) -> Chart:
    """The year's budget in the text against task table and subsidy: the bars should be equally long."""
    lang, submission, book = sources.lang, sources.evaluation.submission, sources.evaluation.book
    text, subsidy = (book.find(name).span.low / 10_000 for name in (whole, outside))
    rows = submission.tasks.rows if submission.tasks else ()
    tasks = sum((row.budget for row in rows), Fraction(0)) / 10_000
    off = text - tasks - subsidy
    title = words("gap_title", off=show_number(off)).in_(lang)
    page = sheet(title, 112, lang, synthetic=False)
    axes = page.axes(12, 60, page.top + 4, 84)
    axes.set_xlim(0, float(text) * 1.02)
    axes.set_ylim(84, 0)
    bars = (
        (0, words("gap_text").in_(lang), [(text, CONFIRMED)]),
        (44, words("gap_tasks").in_(lang), [(tasks, CONFIRMED), (subsidy, JUDGEMENT), (off, "")]),
    )
    for y, label, pieces in bars:
        axes.text(0, y + 6, label, fontproperties=face(BODY, True), color=INK, va="center")
        at = Fraction(0)
        for value, color in pieces:
            fill(axes, float(at), y + 14, float(value), 20, color, empty=color == "")
            end, told = float(at + value), show_number(value)
            if color:
                number_on(axes, float(at + value / 2), y + 24, told, color)
            else:
                bold = face(BODY, True)
                axes.text(end * 1.005, y + 24, told, fontproperties=bold, color=CONTRADICTED, va="center")
            at += value
    key = [(CONFIRMED, words("gap_budget")), (JUDGEMENT, words("gap_subsidy")), ("", words("gap_difference"))]
    legend(page, [(color, name.in_(lang)) for color, name in key], page.top + 94)
    shown = {"text": show_number(text), "tasks": show_number(tasks), "subsidy": show_number(subsidy)}
    data = {"text": text, "tasks": tasks, "subsidy": subsidy, "difference": off}
    return chart_of("gap", title, page, [words("gap_alt", **shown).in_(lang)], data)
