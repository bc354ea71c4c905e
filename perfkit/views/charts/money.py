"""Budget against execution by task, quarterly progress against schedule, running costs against budget."""

from __future__ import annotations

from fractions import Fraction
from operator import itemgetter

from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.base.wording import show_money, show_wan
from perfkit.evaluation.summary import (
    CostLine,
    Execution,
    QuarterProgress,
    cost_lines,
    quarter_progress,
    task_executions,
    task_total,
)
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.submission import Submission
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    INK,
    JUDGEMENT,
    MUTED,
    RULE,
    SMALL,
    Chart,
    face,
    fill,
    put,
    sheet,
    text_width,
    wrap,
)
from perfkit.views.wording import show_found

_MOST = 16


def execution_chart(submission: Submission, lang: str = "zh") -> Chart | None:
    """Budget and execution of every task, largest budget first; None where no task was filed.

    At most 16 tasks are drawn; `data` holds all of them.
    """
    tasks = sorted(task_executions(submission), key=lambda task: -task.budget)
    if not tasks:
        return None
    drawn, total = tasks[:_MOST], task_total(tasks)
    title = _execution_title(tasks, total, lang)
    note = (
        say(
            lang,
            f"单位：万元。只画出预算最大的 {len(drawn)} 项。",
            f"In 万元 (10,000 yuan). Only the {len(drawn)} largest budgets are drawn.",
        )
        if len(tasks) > len(drawn)
        else say(lang, "单位：万元。", "In 万元 (10,000 yuan).")
    )
    left, step = 132.0, 28
    amounts = {task: f"{show_wan(task.spent)} ／ {show_wan(task.budget)}" for task in drawn}
    rate_width = max(text_width(_rate(task), BODY, True) for task in drawn)
    right = 12 + rate_width + 14 + max(text_width(words, SMALL) for words in amounts.values()) + 6
    key = [
        (CONFIRMED, say(lang, "执行数", "spent")),
        (JUDGEMENT, say(lang, "预算数", "budget")),
        *(
            [(CONTRADICTED, say(lang, "执行数超过预算数", "spent above budget"))]
            if any(t.spent > t.budget for t in drawn)
            else []
        ),
    ]
    page = sheet(title, step * len(drawn) + 4, lang, synthetic=submission.synthetic, note=note, key=key)
    axes = page.axes(left, right, page.top + 2, step * len(drawn))
    widest = float(max(max(task.budget, task.spent) for task in drawn)) or 1.0
    unit = widest / (page.width - left - right)
    axes.set_xlim(0, widest)
    axes.set_ylim(step * len(drawn), 0)
    for index, task in enumerate(drawn):
        middle = index * step + step / 2
        over = task.spent > task.budget
        fill(axes, 0, middle - 8, float(task.budget), 16, JUDGEMENT)
        fill(axes, 0, middle - 4.5, float(task.spent), 9, CONTRADICTED if over else CONFIRMED)
        put(
            axes,
            -6 * unit,
            middle,
            wrap(task.name, left - 16, BODY, lines=2),
            fontproperties=face(BODY),
            color=INK,
            ha="right",
            va="center",
            linespacing=1.1,
        )
        put(
            axes,
            float(max(task.budget, task.spent)) + 6 * unit,
            middle,
            amounts[task],
            fontproperties=face(SMALL),
            color=MUTED,
            va="center",
        )
        put(
            axes,
            widest + (right - 12) * unit,
            middle,
            _rate(task),
            fontproperties=face(BODY, True),
            color=CONTRADICTED if over else INK,
            ha="right",
            va="center",
        )
    words = [_task_words(task, lang) for task in drawn]
    alt = (
        say(lang, "各任务预算与执行：", "Budget and expenditure by task: ")
        + say(lang, "；", "; ").join(words)
        + say(lang, "。", ".")
    )
    return Chart(
        "execution",
        title,
        alt,
        lang,
        page.figure,
        {task.name: {"budget": task.budget, "spent": task.spent, "rate": task.rate} for task in tasks},
    )


def _rate(task: Execution) -> str:
    return "—" if task.rate is None else show_rate(task.rate)


def _execution_title(tasks: list[Execution], total: Execution, lang: str) -> str:
    rated = [(task.rate, task.name) for task in tasks if task.rate is not None]
    if not rated or total.rate is None:
        return say(lang, f"{len(tasks)} 项任务的预算与执行", f"Budget and expenditure of {len(tasks)} tasks")
    zh = f"{len(tasks)} 项任务合计执行 {show_rate(total.rate)}"
    en = f"{len(tasks)} tasks spent {show_rate(total.rate)} of their budgets"
    if len(tasks) > 1:
        least, name = min(rated, key=itemgetter(0))
        zh += f"，最低为“{name}”{show_rate(least)}"
        en += f"; least: {name}, {show_rate(least)}"
    return say(lang, zh, en)


def _task_words(task: Execution, lang: str) -> str:
    rate = _rate(task)
    zh = (
        f"{task.name}预算 {show_money(task.budget, 'zh')}，执行 {show_money(task.spent, 'zh')}，执行率 {rate}"
    )
    return say(
        lang,
        zh,
        f"{task.name}: budget {show_money(task.budget, 'en')}, spent {show_money(task.spent, 'en')}, {rate}",
    )


def progress_chart(evaluation: Evaluation, lang: str = "zh") -> Chart | None:
    """Cumulative spending progress at each quarter's end against schedule; a quarter without figures is drawn as missing.

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
            fontproperties=face(SMALL),
            color=MUTED,
            ha="center",
            va="bottom",
        )
        if quarter.progress is None:
            fill(axes, index + 0.48, 0, 0.3, float(quarter.schedule), "", empty=True)
            put(
                axes,
                index + 0.63,
                max(float(quarter.schedule) / 2, 9 * unit),
                _unknown(quarter, lang),
                fontproperties=face(SMALL),
                color=MUTED,
                ha="center",
                va="center",
                linespacing=1.1,
            )
        else:
            fill(axes, index + 0.48, 0, 0.3, float(quarter.progress), CONFIRMED)
            put(
                axes,
                index + 0.63,
                float(quarter.progress) + 3 * unit,
                show_rate(quarter.progress),
                fontproperties=face(BODY, True),
                color=INK,
                ha="center",
                va="bottom",
            )
        put(
            axes,
            index + 0.46,
            -6 * unit,
            _quarter_name(quarter, lang),
            fontproperties=face(BODY),
            color=INK,
            ha="center",
            va="top",
        )
    words = [
        f"{_quarter_name(q, lang)} {_unknown(q, lang).replace(chr(10), ' ' if lang == 'en' else '') if q.progress is None else show_rate(q.progress)}"
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
    )


def _quarter_name(quarter: QuarterProgress, lang: str) -> str:
    return say(lang, f"{'一二三四'[quarter.quarter - 1]}季度末", f"end of Q{quarter.quarter}")


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
        "、".join("一二三四"[q.quarter - 1] for q in quarters),
        ", ".join(f"Q{q.quarter}" for q in quarters),
    )


def costs_chart(evaluation: Evaluation, lang: str = "zh") -> Chart | None:
    """Three-public funds and daily running costs as shares of their budgets; None where the report gives none of them."""
    lines = [line for line in cost_lines(evaluation.book) if line.is_reported]
    if not lines:
        return None
    title = _costs_title(lines, lang)
    left, right, step = 138.0, 150.0, 26
    note = say(
        lang,
        "未列出的“三公”经费项目，自评材料没有提到；合计不含未提到的项目。",
        "Three-public (三公) items not listed here are not mentioned in the report, and are left out of the total.",
    )
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
        fontproperties=face(SMALL),
        color=MUTED,
        ha="center" if most > 1 else "right",
        va="bottom",
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
                fontproperties=face(SMALL, True),
                color="#ffffff" if inside else INK,
                ha="right" if inside else "left",
                va="center",
            )
        else:
            put(
                axes,
                6 * unit,
                middle,
                _no_rate(line, lang),
                fontproperties=face(SMALL),
                color=MUTED,
                va="center",
            )
        put(
            axes,
            -6 * unit,
            middle,
            wrap(line.name.in_(lang), left - 16, BODY, bold=bold, lines=2),
            fontproperties=face(BODY, bold),
            color=INK,
            ha="right",
            va="center",
            linespacing=1.1,
        )
        put(
            axes,
            float(most) * 1.02 + 4 * unit,
            middle,
            _amounts(line, lang),
            fontproperties=face(SMALL),
            color=MUTED,
            va="center",
            linespacing=1.15,
        )
    axes.plot([1, 1], [0, step * len(lines)], color=INK, linewidth=1, linestyle=(0, (4, 3)))
    words = [
        f"{line.name.in_(lang)} {_amounts(line, lang)}"
        + (
            ""
            if line.rate is None
            else say(lang, f"，支出率 {show_rate(line.rate)}", f", {show_rate(line.rate)}")
        )
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
    )


def _amounts(line: CostLine, lang: str) -> str:
    spent, budget = show_found(line.spent, lang), show_found(line.budget, lang)
    return say(lang, f"支出 {spent}，预算 {budget}", f"spent {spent},\nbudget {budget}")


def _no_rate(line: CostLine, lang: str) -> str:
    if line.budget.span.is_exact and not line.budget.span.low:
        return say(lang, "预算为 0，无支出率", "budget 0: no rate")
    return say(lang, "数据不全", "figures incomplete")


def _costs_title(lines: list[CostLine], lang: str) -> str:
    rated = {line.name.en: (line.name, line.rate) for line in lines if line.rate is not None}
    over = [name for name, rate in rated.values() if rate > 1]
    shown = [rated[name] for name in ("three-public funds, total", "daily running costs") if name in rated]
    if over:
        names = "、".join(name.zh for name in over)
        return say(
            lang,
            f"{names}支出超过预算",
            f"Spending exceeded the budget for {', '.join(name.en for name in over)}",
        )
    if not shown:
        return say(
            lang,
            "公用经费的预算或支出未载全，无法计算支出率",
            "Running costs are not fully reported; no rate can be computed",
        )
    zh = "，".join(f"{name.zh}支出为预算的 {show_rate(rate)}" for name, rate in shown)
    en = "; ".join(f"{name.en}: {show_rate(rate)} of budget" for name, rate in shown)
    return say(lang, zh, en[0].upper() + en[1:])
