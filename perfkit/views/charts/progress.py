"""Cumulative spending by quarter against schedule."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.english import sentence
from perfkit.base.numerals import in_numerals
from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.evaluation.summary import QuarterProgress, quarter_progress
from perfkit.evaluation.tree import Evaluation
from perfkit.views.charts.canvas import BODY, CONFIRMED, JUDGEMENT, MUTED, RULE, SMALL, fill, put, sheet
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face
from perfkit.views.said import worded


def progress_chart(evaluation: Evaluation, lang: str = "zh") -> Chart | None:
    """Cumulative spending progress at each quarter's end against schedule; a quarter without figures is drawn
    as missing.

    None where the rubric scores no quarterly progress.
    """
    quarters = quarter_progress(evaluation)
    if not quarters:
        return None
    title = _progress_title(quarters, lang)
    entries = [
        (JUDGEMENT, say(lang, "序时进度", "schedule")),
        (CONFIRMED, say(lang, "累计支出进度", "cumulative spending progress")),
    ]
    if any(q.progress is None for q in quarters):
        entries.append(("", say(lang, "没有可用的数，不是 0", "no usable figure; not zero")))
    page = sheet(title, 144, lang, synthetic=evaluation.submission.synthetic, key=entries)
    axes = page.axes(24, 24, page.top + 12, 112)
    top = max([Fraction(1), *(q.progress for q in quarters if q.progress is not None)])
    axes.set_xlim(0, len(quarters))
    axes.set_ylim(0, float(top) * 1.02)
    axes.plot([0, len(quarters)], [0, 0], color=RULE, linewidth=1)
    unit = float(top) * 1.02 / 112
    for index, quarter in enumerate(quarters):
        fill(axes, index + 0.14, 0, 0.3, float(quarter.schedule), JUDGEMENT)
        put(
            axes,
            index + 0.29,
            float(quarter.schedule) + 3 * unit,
            show_rate(quarter.schedule, 0),
            face(SMALL),
            MUTED,
            "center",
            "bottom",
        )
        if quarter.progress is None:
            fill(axes, index + 0.48, 0, 0.3, float(quarter.schedule), "", empty=True)
            put(
                axes,
                index + 0.63,
                max(float(quarter.schedule) / 2, 9 * unit),
                _unknown(quarter, lang),
                face(SMALL),
                MUTED,
                "center",
                linespacing=1.1,
            )
        else:
            fill(axes, index + 0.48, 0, 0.3, float(quarter.progress), CONFIRMED)
            put(
                axes,
                index + 0.63,
                float(quarter.progress) + 3 * unit,
                show_rate(quarter.progress),
                face(BODY, True),
                ha="center",
                va="bottom",
            )
        put(axes, index + 0.46, -6 * unit, _quarter_name(quarter, lang), face(BODY), ha="center", va="top")
    between = say(lang, "", " ")
    words = [
        f"{_quarter_name(q, lang)} "
        + (_unknown(q, lang).replace("\n", between) if q.progress is None else show_rate(q.progress))
        for q in quarters
    ]
    alt = title + say(lang, "。", ". ") + say(lang, "，", ", ").join(words) + say(lang, "。", ".")
    return Chart(
        "progress",
        title,
        alt,
        lang,
        page.figure,
        {f"q{q.quarter}": {"progress": q.progress, "schedule": q.schedule} for q in quarters},
        {f"q{q.quarter}": _quarter_name(q, lang) for q in quarters},
    )


def _quarter_name(quarter: QuarterProgress, lang: str) -> str:
    return say(lang, f"{in_numerals(quarter.quarter)}季度末", f"end of Q{quarter.quarter}")


def _unknown(quarter: QuarterProgress, lang: str) -> str:
    if quarter.is_disputed:
        return say(lang, "所载\n不一致", "figures\ndiffer")
    return say(lang, "未载", "not\nreported")


def _progress_title(quarters: tuple[QuarterProgress, ...], lang: str) -> str:
    known = [(q, q.progress) for q in quarters if q.progress is not None]
    if not known:
        return worded(lang, "progress_unknown")
    last, reached = known[-1]
    behind = [q for q, progress in known if progress < q.schedule]
    missing = [q for q in quarters if q.progress is None and not q.is_disputed]
    disputed = [q for q in quarters if q.is_disputed]
    if not behind and not missing and not disputed:
        return worded(lang, "progress_kept", rate=show_rate(reached))
    words = worded(lang, "progress_at_last", quarter=_names([last], lang), rate=show_rate(reached))
    if behind and behind != [last]:
        words = worded(lang, "progress_behind", quarters=_names(behind, lang), rest=words)
    if missing:
        are = "is" if len(missing) == 1 else "are"
        words += worded(lang, "progress_missing", quarters=_names(missing, lang), are=are)
    if disputed:
        words += worded(lang, "progress_disputed", quarters=_names(disputed, lang))
    return sentence(words)


def _names(quarters: list[QuarterProgress], lang: str) -> str:
    return say(
        lang,
        "、".join(in_numerals(q.quarter) for q in quarters),
        ", ".join(f"Q{q.quarter}" for q in quarters),
    )
