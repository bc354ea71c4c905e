"""Cumulative spending by quarter against schedule."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.numerals import in_numerals
from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.evaluation.summary import QuarterProgress, quarter_progress
from perfkit.evaluation.tree import Evaluation
from perfkit.views.charts.canvas import BODY, CONFIRMED, JUDGEMENT, MUTED, RULE, SMALL, fill, put, sheet
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face


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
        return say(
            lang,
            "各季度支出进度均无法确定，无从与序时进度比较",
            "No quarter's spending is known, so none can be held against schedule",
        )
    last, reached = known[-1]
    behind = [q for q, progress in known if progress < q.schedule]
    missing = [q for q in quarters if q.progress is None and not q.is_disputed]
    disputed = [q for q in quarters if q.is_disputed]
    zh = (
        f"{_names(behind, 'zh')}季度末支出进度落后于序时进度"
        if len(behind) > 1 or behind and behind[0] is not last
        else ""
    )
    en = f"Spending was behind schedule at the end of {_names(behind, 'en')}" if zh else ""
    end_zh = f"{_names([last], 'zh')}季度末支出进度 {show_rate(reached)}"
    end_en = f"spending stood at {show_rate(reached)} by the end of {_names([last], 'en')}"
    if not behind and not missing and not disputed:
        return say(
            lang,
            f"各季度支出进度均达到序时进度，年末为 {show_rate(reached)}",
            f"Spending kept to schedule in every quarter and ended at {show_rate(reached)}",
        )
    zh, en = (
        "，".join(part for part in (zh, end_zh) if part),
        "; ".join(part for part in (en, end_en) if part),
    )
    if missing:
        zh += f"，{_names(missing, 'zh')}季度末的支出未载"
        en += f"; {_names(missing, 'en')} {'is' if len(missing) == 1 else 'are'} not reported"
    if disputed:
        zh += f"，{_names(disputed, 'zh')}季度末所载不一致"
        en += f"; figures for {_names(disputed, 'en')} differ"
    return say(lang, zh, en[0].upper() + en[1:])


def _names(quarters: list[QuarterProgress], lang: str) -> str:
    return say(
        lang,
        "、".join(in_numerals(q.quarter) for q in quarters),
        ", ".join(f"Q{q.quarter}" for q in quarters),
    )
