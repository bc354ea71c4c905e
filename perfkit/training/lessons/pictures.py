"""The pictures of the lessons, by name."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import cycle

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact, show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.filing.names import TARGET_KINDS
from perfkit.filing.targets.codes import Direction
from perfkit.training.lessons.sources import Sources
from perfkit.views import charts
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    EVIDENCE,
    INK,
    JUDGEMENT,
    MUTED,
    SMALL,
    Chart,
    face,
    fill,
    legend,
    number_on,
    sheet,
    wrap,
)


def draw(name: str, sources: Sources, *what: str) -> Chart:
    """A picture by its name.

    Raises
    ------
    PerfkitError   no such picture, naming those there are.
    """
    if name not in PICTURES:
        known = ", ".join(PICTURES)
        raise PerfkitError(Text(f"没有图 {name}；有：{known}", f"no picture {name}; there are: {known}"))
    return PICTURES[name](sources, *what)


def rubric_map(sources: Sources) -> Chart:
    """The table at a glance: every row as a box as wide as its points."""
    rubric, lang = sources.rubric, sources.lang
    shares = [f"{block.name.text.in_(lang)} {show_exact(block.max)}" for block in rubric.blocks]
    title = say(
        lang, f"一百分怎么分：{'、'.join(shares)}", f"Where the hundred points are: {', '.join(shares)}"
    )
    rows = [row for block in rubric.blocks for group in block.groups for row in group.indicators]
    page = sheet(title, 18 * len(rows) + 26, lang, synthetic=False)
    left, right = 236.0, 40.0
    axes = page.axes(left, right, page.top, 18 * len(rows))
    widest = max(float(row.max) for row in rows)
    axes.set_xlim(0, widest)
    axes.set_ylim(18 * len(rows), 0)
    unit = widest / (page.width - left - right)
    shades = cycle((JUDGEMENT, EVIDENCE, CONFIRMED))
    colors = {block.id: next(shades) for block in rubric.blocks}
    y = 0.0
    for block in rubric.blocks:
        for group in block.groups:
            for row in group.indicators:
                fill(axes, 0, y + 3, float(row.max), 12, colors[block.id])
                axes.text(
                    -6 * unit,
                    y + 9,
                    wrap(row.name.text.in_(lang), left - 16, SMALL + 0.5, lines=1),
                    fontproperties=face(SMALL + 0.5),
                    color=INK,
                    ha="right",
                    va="center",
                )
                axes.text(
                    float(row.max) + 5 * unit,
                    y + 9,
                    show_exact(row.max),
                    fontproperties=face(SMALL, True),
                    color=INK,
                    va="center",
                )
                y += 18
    legend(
        page,
        [
            (colors[block.id], f"{block.name.text.in_(lang)} {show_exact(block.max)}")
            for block in rubric.blocks
        ],
        page.top + y + 8,
    )
    alt = (
        title
        + say(lang, "。各行：", ". Rows: ")
        + say(lang, "；", "; ").join(f"{row.name.text.in_(lang)} {show_exact(row.max)}" for row in rows)
        + say(lang, "。", ".")
    )
    return Chart("rubric", title, alt, lang, page.figure, {row.id: row.max for row in rows})


def band_line(sources: Sources, criterion: str) -> Chart:
    """A scale of bands as a line: which side each edge belongs to."""
    return _bands(sources, criterion, shows_longhua=False)


def band_line_with_longhua(sources: Sources, criterion: str) -> Chart:
    """The same, with the place where Longhua stands."""
    return _bands(sources, criterion, shows_longhua=True)


def _bands(sources: Sources, criterion: str, *, shows_longhua: bool) -> Chart:
    lang, result = sources.lang, sources.evaluation.by_criterion[criterion]
    bands, value = result.criterion.scale, result.outcome.measure
    name = next(row.indicator.name.text for row in sources.evaluation.rows if result in row.criteria).in_(
        lang
    )
    here = value.low if shows_longhua and value is not None and value.is_exact else None
    edges = sorted(
        {
            end
            for band in bands
            for end in (band.at_least, band.above, band.at_most, band.below)
            if end is not None
        }
    )
    low = max(Fraction(0), min([*edges, *([here] if here is not None else [])]) - Fraction(15, 100))
    high = max([*edges, *([here] if here is not None else [])]) + Fraction(15, 100)
    title = say(
        lang,
        f"{name}：实心点的端归这一档，空心点的端不归",
        f"{name}: a filled end belongs to the band, a hollow one does not",
    )
    page = sheet(title, 104, lang, synthetic=False)
    axes = page.axes(24, 24, page.top, 100)
    axes.set_xlim(float(low), float(high))
    axes.set_ylim(100, 0)
    ordered = sorted(bands, key=_start)
    for band in ordered:
        start, end = max(_start(band), low), min(_end(band), high)
        y = 24
        color = (CONFIRMED, EVIDENCE, JUDGEMENT, CONTRADICTED)[
            min(3, [b.points for b in sorted(bands, key=lambda b: -b.points)].index(band.points))
        ]
        fill(axes, float(start), y, float(end - start), 22, color)
        number_on(
            axes,
            float((start + end) / 2),
            y + 11,
            say(lang, f"{show_exact(band.points)} 分", f"{show_exact(band.points)}"),
            color,
        )
    for edge in edges:
        held = [band for band in ordered if band.holds(edge)]
        owner = held[0]
        toward_left = _end(owner) == edge
        axes.plot([float(edge)] * 2, [20, 58], color=INK, linewidth=1.0)
        for side in (-1, 1):
            owned = (side == -1) == toward_left
            axes.plot(
                [float(edge) + side * float(high - low) * 0.008],
                [64],
                marker="o",
                markersize=6,
                markerfacecolor=INK if owned else "#ffffff",
                markeredgecolor=INK,
                linestyle="none",
            )
        axes.text(
            float(edge),
            82,
            show_rate(edge, 0),
            fontproperties=face(BODY, True),
            color=INK,
            ha="center",
            va="center",
        )
    data = {"edges": edges, "bands": [(band.words(), band.points) for band in ordered], "value": here}
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(f"{band.words()} → {show_exact(band.points)}" for band in ordered)
    )
    if here is not None:
        axes.plot([float(here)], [18], marker="v", markersize=8, color=CONTRADICTED, linestyle="none")
        label = say(lang, "龙华在这里", "Longhua is here")
        axes.text(
            float(here),
            5,
            label,
            fontproperties=face(BODY, True),
            color=CONTRADICTED,
            ha="center",
            va="center",
        )
        alt += say(lang, f"；{label}。", f"; {label}.")
    return Chart("bands", title, alt, lang, page.figure, data)


def _start(band) -> Fraction:
    ends = [end for end in (band.at_least, band.above) if end is not None]
    return ends[0] if ends else Fraction(-1)


def _end(band) -> Fraction:
    ends = [end for end in (band.at_most, band.below) if end is not None]
    return ends[0] if ends else Fraction(10)


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
    data = {}
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
        data[row.target.name] = {"expected": wanted, "actual": reached, "met": met, "less_is_better": less}
    page.write(
        12,
        page.top + 58 * len(rows),
        say(lang, "浅色带：达成的范围", "Shaded: where the target is met"),
        size=SMALL,
        color=MUTED,
    )
    words = say(lang, "；", "; ").join(
        f"{name}: {show_exact(entry['actual'])} / {show_exact(entry['expected'])}"
        for name, entry in data.items()
    )
    return Chart("direction", title, f"{title}{say(lang, '。', '. ')}{words}", lang, page.figure, data)


def measurable(sources: Sources) -> Chart:
    """By kind: targets whose expected value can be measured, and those that set no number."""
    lang, found = sources.lang, {}
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


def gap(sources: Sources) -> Chart:
    """The year's budget in the text against the task table and the subsidy: the bars should be equally long."""
    lang, submission = sources.lang, sources.evaluation.submission
    book = sources.evaluation.book
    text = book.find("budget_total").span.low / 10_000
    subsidy = book.find("district_subsidy_budget").span.low / 10_000
    tasks = sum((row.budget for row in submission.tasks.rows), Fraction(0)) / 10_000
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


def missing_span(sources: Sources, *criteria: str) -> Chart:
    """Clauses with what figures leave possible: missing is neither nothing nor full."""
    lang = sources.lang
    results = [sources.evaluation.by_criterion[name] for name in criteria]
    title = say(
        lang,
        "缺数不是零分，也不是满分：是从最少到最多",
        "Missing is neither nothing nor full: it is from the least to the most",
    )
    page = sheet(title, 34 * len(results) + 26, lang, synthetic=False)
    data = {}
    widest = max(float(result.criterion.max) for result in results)
    axes = page.axes(210, 84, page.top, 34 * len(results))
    axes.set_xlim(0, widest)
    axes.set_ylim(34 * len(results), 0)
    for index, result in enumerate(results):
        top = page.top + 34 * index
        row = next(row for row in sources.evaluation.rows if result in row.criteria)
        label = row.indicator.name.text.in_(lang)
        if len(row.criteria) > 1:
            label += say(
                lang,
                f" 第 {'、'.join(result.criterion.clauses)} 条",
                f", clause {', '.join(result.criterion.clauses)}",
            )
        page.write(12, top + 4, wrap(label, 190, BODY, lines=2), size=BODY)
        low, high, full = (
            float(value) for value in (result.points.low, result.points.high, result.criterion.max)
        )
        y = 34 * index + 5
        fill(axes, 0, y, low, 16, CONFIRMED)
        fill(axes, low, y, high - low, 16, EVIDENCE)
        fill(axes, high, y, full - high, 16, CONTRADICTED)
        unit = widest / (page.width - 294)
        axes.text(
            full + 6 * unit,
            y + 8,
            f"{show_number(result.points.low)}"
            + ("" if result.points.is_exact else f"～{show_number(result.points.high)}"),
            fontproperties=face(BODY, True),
            color=INK,
            va="center",
        )
        data[result.criterion.id] = result.points
    legend(
        page,
        [
            (CONFIRMED, say(lang, "已有把握", "secured")),
            (EVIDENCE, say(lang, "定不下来", "not decided")),
            (CONTRADICTED, say(lang, "已失去", "lost")),
        ],
        page.top + 34 * len(results) + 6,
    )
    alt = (
        title
        + say(lang, "。", ". ")
        + say(lang, "；", "; ").join(
            f"{name} {show_number(span.low)}～{show_number(span.high)}" for name, span in data.items()
        )
    )
    return Chart("missing", title, alt, lang, page.figure, data)


ANSWERS_OF_THE_LAST_LESSON = ("standing", "lost", "grade")
PICTURES: dict[str, Callable[..., Chart]] = {
    "rubric": rubric_map,
    "bands": band_line,
    "bands_here": band_line_with_longhua,
    "measurable": measurable,
    "direction": direction,
    "gap": gap,
    "missing": missing_span,
    "standing": lambda sources: charts.standing_chart(sources.evaluation, sources.lang),
    "progress": lambda sources: charts.progress_chart(sources.evaluation, sources.lang),
    "costs": lambda sources: charts.costs_chart(sources.evaluation, sources.lang),
    "targets": lambda sources: charts.targets_chart(sources.evaluation.submission, sources.lang),
    "execution": lambda sources: charts.execution_chart(sources.evaluation.submission, sources.lang),
    "lost": lambda sources: charts.lost_chart(sources.evaluation, sources.lang),
    "grade": lambda sources: charts.grade_chart(sources.evaluation, sources.lang),
}
