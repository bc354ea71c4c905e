"""Where self-awarded points stand: the whole as one bar, and every first-level row against its maximum."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import show_points, show_span
from perfkit.evaluation.results import Standing
from perfkit.evaluation.summary import block_summaries, is_shown, undecided
from perfkit.evaluation.tree import Evaluation
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
from perfkit.views.charts.lettering import face, text_width, wrap
from perfkit.views.said import worded

PARTS = (
    ("confirmed", CONFIRMED, Text("有数据支持", "confirmed by figures")),
    ("contradicted", CONTRADICTED, Text("与数据不符", "contradicted by figures")),
    ("open", EVIDENCE, Text("待佐证或补充数据", "waiting for evidence or data")),
    ("judgement", JUDGEMENT, Text("待评价人评定", "waiting for an evaluator")),
)


def standing_chart(evaluation: Evaluation, lang: str = "zh") -> Chart:
    """The self-score as one bar in its four parts.

    Parameters
    ----------
    evaluation : Evaluation   one whose self-score was filed
    lang : str                "zh" or "en"

    Examples
    --------
    >>> from perfkit import load_department
    >>> chart = standing_chart(load_department("sz-sif-longhua_2020").evaluate())
    >>> [show_number(points) for points in chart.data["parts"].values()]
    ['9.40', '0.80', '39.43', '45.87']
    """
    standing, total = evaluation.standing.stated, evaluation.self_score or Fraction(0)
    title = _standing_title(total, standing, lang)
    entries = [
        (color, f"{name.in_(lang)} {show_number(getattr(standing, part))}")
        for part, color, name in PARTS
        if is_shown(getattr(standing, part))
    ]
    if total < evaluation.rubric.max:
        unclaimed = show_number(evaluation.rubric.max - total)
        entries.append(("", say(lang, f"未自评 {unclaimed}", f"not claimed {unclaimed}")))
    page = sheet(title, 48, lang, synthetic=evaluation.submission.synthetic, key=entries)
    axes = page.axes(12, 12, page.top + 16, 30)
    axes.set_xlim(0, float(evaluation.rubric.most))
    axes.set_ylim(0, 1)
    per_point = (page.width - 24) / float(evaluation.rubric.most)
    at, free = 0.0, 0.0
    for name, color, _ in PARTS:
        value = float(getattr(standing, name))
        if not is_shown(getattr(standing, name)):
            continue
        fill(axes, at, 0.0, value, 1.0, color)
        number = show_number(getattr(standing, name))
        if value * per_point > text_width(number, BODY, True) + 8:
            number_on(axes, at + value / 2, 0.5, number, color)
        else:  # too narrow: above the bar, and clear of the one before
            middle = max(at + value / 2, free)
            put(axes, middle, 1.1, number, face(BODY, True), color, "center", "bottom")
            free = middle + (text_width(number, BODY, True) + 6) / per_point
        at += value
    left = float(evaluation.rubric.max) - at
    if total < evaluation.rubric.max:
        fill(axes, at, 0.0, left, 1.0, "", empty=True)
        if left * per_point > text_width(unclaimed, SMALL) + 4:
            put(axes, at + left / 2, 0.5, unclaimed, face(SMALL), MUTED, "center")
    listed = say(lang, "，", ", ").join(
        f"{name.in_(lang)} {show_points(getattr(standing, part), lang)}" for part, _, name in PARTS
    )
    alt = worded(lang, "alt_of_standing", points=show_points(total, lang), parts=listed)
    return Chart(
        "standing",
        title,
        alt,
        lang,
        page.figure,
        {"self": total, "max": evaluation.rubric.max, "parts": evaluation.standing._asdict()},
        {"parts": say(lang, "自评分", "Claimed points")},
    )


def _standing_title(total: Fraction, standing: Standing, lang: str) -> str:
    shown, rest = show_number(total), undecided(standing)
    if not is_shown(rest) and not is_shown(standing.contradicted):
        return say(lang, f"自评 {shown} 分全部有数据支持", f"All {shown} points claimed are confirmed")
    words = worded(lang, "title_of_standing", claimed=shown, confirmed=show_number(standing.confirmed))
    if is_shown(standing.contradicted):
        words += worded(lang, "title_contradicted", points=show_number(standing.contradicted))
    if is_shown(rest):
        words += say(lang, f"，{show_number(rest)} 分尚待佐证或评价", f", {show_number(rest)} still open")
    return words


def block_chart(evaluation: Evaluation, lang: str = "zh") -> Chart:
    """Every first-level row against its maximum, its self-score split into the four parts."""
    blocks = block_summaries(evaluation)
    standings = [block.standing.stated for block in blocks]
    most = max(blocks, key=lambda block: undecided(block.standing))
    open_points, claimed = (
        show_number(undecided(most.standing.stated)),
        show_number(most.self_score or Fraction(0)),
    )
    if is_shown(undecided(most.standing.stated)):
        title = worded(
            lang, "title_of_blocks", name=most.name, claimed=claimed, open=open_points, name_zh=most.name.zh
        )
    else:
        title = say(lang, "各一级指标的自评分均已核定", "Every block's self-score is settled")
    step = 40
    entries = [
        (color, name.in_(lang))
        for part, color, name in PARTS
        if any(is_shown(getattr(standing, part)) for standing in standings)
    ]
    entries.append(("", say(lang, "未自评", "not claimed")))
    page = sheet(title, step * len(blocks) + 4, lang, synthetic=evaluation.submission.synthetic, key=entries)
    label_width, right = 108.0, 112.0
    axes = page.axes(12 + label_width, right, page.top + 4, step * len(blocks))
    widest = float(max(block.max for block in blocks))
    per_point = (page.width - 12 - label_width - right) / widest
    axes.set_xlim(0, widest)
    axes.set_ylim(len(blocks), 0)
    for index, (block, standing) in enumerate(zip(blocks, standings, strict=True)):
        fill(axes, 0, index + 0.16, float(block.max), 0.5, "", empty=True)
        at = 0.0
        for part, color, _ in PARTS:
            value = float(getattr(standing, part))
            fill(axes, at, index + 0.16, value, 0.5, color)
            number = show_number(getattr(standing, part))
            if value * per_point > text_width(number, SMALL, True) + 6:
                number_on(axes, at + value / 2, index + 0.41, number, color, SMALL)
            at += value
        name = wrap(block.name.in_(lang), label_width - 10, BODY, bold=True)
        put(axes, -6 / per_point, index + 0.41, name, face(BODY, True), ha="right")
        shown = worded(
            lang,
            "block_beside_its_bar",
            own=_or_dash(block.self_score),
            max=show_number(block.max),
            points=show_span(block.points),
        )
        put(axes, float(block.max) + 6 / per_point, index + 0.41, shown, face(SMALL), MUTED, linespacing=1.3)
    data = {
        block.name.zh: {
            "max": block.max,
            "self": block.self_score,
            "low": block.points.low,
            "high": block.points.high,
            **block.standing._asdict(),
        }
        for block in blocks
    }
    alt = (
        say(lang, "各一级指标：", "Each block: ")
        + say(lang, "；", "; ").join(_block_words(block, lang) for block in blocks)
        + say(lang, "。", ".")
    )
    names = {block.name.zh: block.name.in_(lang) for block in block_summaries(evaluation)}
    return Chart("blocks", title, alt, lang, page.figure, data, names)


def _or_dash(points: Fraction | None) -> str:
    return "—" if points is None else show_number(points)


def _block_words(block, lang: str) -> str:
    standing = block.standing.stated
    return worded(
        lang,
        "alt_of_block",
        name=block.name,
        max=show_number(block.max),
        own=_or_dash(block.self_score),
        confirmed=show_number(standing.confirmed),
        contradicted=show_number(standing.contradicted),
        open=show_number(standing.open),
        judgement=show_number(standing.judgement),
        name_zh=block.name.zh,
    )
