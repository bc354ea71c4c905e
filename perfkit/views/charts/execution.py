"""Budget against execution by task."""

from __future__ import annotations

from operator import itemgetter

from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.base.wording import show_money, show_wan
from perfkit.evaluation.summary import Execution, task_executions, task_total
from perfkit.filing.submission import Submission
from perfkit.views.charts.canvas import (
    BODY,
    CONFIRMED,
    CONTRADICTED,
    INK,
    JUDGEMENT,
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
        worded(lang, "largest_budgets", count=len(drawn))
        if len(tasks) > len(drawn)
        else worded(lang, "in_ten_thousands")
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
        row_name(axes, -6 * unit, middle, task.name, left - 16, size=BODY, lines=2, spacing=1.1)
        put(axes, float(max(task.budget, task.spent)) + 6 * unit, middle, amounts[task], face(SMALL), MUTED)
        put(
            axes,
            widest + (right - 12) * unit,
            middle,
            _rate(task),
            face(BODY, True),
            CONTRADICTED if over else INK,
            "right",
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
    words = worded(lang, "title_of_execution", count=len(tasks), rate=show_rate(total.rate))
    if len(tasks) > 1:
        least, name = min(rated, key=itemgetter(0))
        words += say(lang, f"，最低为“{name}”{show_rate(least)}", f"; least: {name}, {show_rate(least)}")
    return words


def _task_words(task: Execution, lang: str) -> str:
    rate = _rate(task)
    return worded(
        lang,
        "alt_of_task",
        task=task.name,
        budget=show_money(task.budget, lang),
        spent=show_money(task.spent, lang),
        rate=rate,
    )
