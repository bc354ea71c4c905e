"""Pictures of results: a trainee against the reference, and what a class gets wrong."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.rubric.table import Rubric
from perfkit.training.cases.class_line import most_missed
from perfkit.training.cases.grading import RIGHT, CaseGrade
from perfkit.views.charts.canvas import (
    CONFIRMED,
    CONTRADICTED,
    EVIDENCE,
    MUTED,
    SMALL,
    fill,
    legend,
    number_on,
    row_name,
    sheet,
)
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.lettering import face

_MOST_ROWS = 15


def against_chart(grade: CaseGrade, lang: str = "zh") -> Chart:
    """Every row as a bar of its criteria: right, or not."""
    rows = grade.case.evaluation.rubric.indicators
    total = len(grade.criteria)
    good = sum(one.state == RIGHT for one in grade.criteria)
    title = say(lang, f"{total} 个评分点答对 {good} 个", f"{good} of {total} criteria are right")
    page = sheet(title, 18 * len(rows) + 26, lang, synthetic=True)
    left = 236.0
    axes = page.axes(left, 24, page.top, 18 * len(rows))
    most = max(len(row.criteria) for row in rows)
    axes.set_xlim(0, most)
    axes.set_ylim(18 * len(rows), 0)
    unit = most / (page.width - left - 24)
    data = {}
    for number, row in enumerate(rows):
        inside = [one for one in grade.criteria if one.row is row]
        row_name(axes, -6 * unit, 18 * number + 9, row.name.text.in_(lang), left - 16, size=SMALL + 0.5)
        for at, one in enumerate(inside):
            fill(
                axes, at + 0.03, 18 * number + 3, 0.94, 12, CONFIRMED if one.state == RIGHT else CONTRADICTED
            )
            number_on(
                axes,
                at + 0.5,
                18 * number + 9,
                "✓" if one.state == RIGHT else "×",
                CONFIRMED if one.state == RIGHT else CONTRADICTED,
            )
        data[row.id] = [one.state for one in inside]
    legend(
        page,
        [(CONFIRMED, say(lang, "答对", "right")), (CONTRADICTED, say(lang, "没有答对", "not right"))],
        page.top + 18 * len(rows) + 8,
    )
    wrong = [row.name.text.in_(lang) for row in rows if any(state != RIGHT for state in data[row.id])]
    alt = (
        title
        + say(lang, "。", ". ")
        + (
            say(lang, f"有错的行：{'、'.join(wrong)}。", f"Rows with mistakes: {', '.join(wrong)}.")
            if wrong
            else ""
        )
    )
    return Chart("against", title, alt, lang, page.figure, data)


def class_chart(lines: Sequence[dict[str, str]], rubric: Rubric, lang: str = "zh") -> Chart:
    """How many trainees got each row wrong, worst first; at most fifteen rows."""
    by_row: dict[str, set[str]] = {}
    for line in lines:
        for criterion in line["mistakes"].split():
            if criterion in rubric.criteria:
                by_row.setdefault(criterion.rpartition(".")[0], set()).add(
                    line["trainee"] + line.get("test", "")
                )
    everything = sorted(by_row.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ranked, total = everything[:_MOST_ROWS], len(rubric.indicators)
    note = (
        say(
            lang,
            f"{total} 行中有 {len(everything)} 行有人答错；图中是错得最多的 {_MOST_ROWS} 行。",
            f"{len(everything)} of {total} rows were got wrong by somebody; shown are the {_MOST_ROWS} with most errors.",
        )
        if len(everything) > _MOST_ROWS
        else ""
    )
    count = len(lines)
    if ranked:
        name = rubric.by_id[ranked[0][0]].name.text
        share = show_rate(Fraction(len(ranked[0][1]), count), 0)
        title = say(
            lang,
            f"错得最多的一行是“{name.zh}”：{share} 的人没有全对",
            f"Got wrong most: {name.en}, by {share} of the class",
        )
    else:
        title = say(lang, "全班没有错题", "Nobody got anything wrong")
    page = sheet(title, 18 * max(1, len(ranked)) + 12, lang, synthetic=True, note=note)
    left, right = 236.0, 40.0
    axes = page.axes(left, right, page.top, 18 * max(1, len(ranked)))
    axes.set_xlim(0, max(1, count))
    axes.set_ylim(18 * max(1, len(ranked)), 0)
    unit = max(1, count) / (page.width - left - right)
    for number, (row, who) in enumerate(ranked):
        fill(axes, 0, 18 * number + 3, count, 12, "", empty=True)
        fill(axes, 0, 18 * number + 3, len(who), 12, EVIDENCE)
        row_name(
            axes,
            -6 * unit,
            18 * number + 9,
            rubric.by_id[row].name.text.in_(lang),
            left - 16,
            size=SMALL + 0.5,
        )
        axes.text(
            count + 6 * unit,
            18 * number + 9,
            f"{len(who)}/{count}",
            fontproperties=face(SMALL, True),
            color=MUTED,
            va="center",
        )
    alt = (
        title
        + say(lang, "。", ". ")
        + note
        + say(lang, "；", "; ").join(
            f"{rubric.by_id[row].name.text.in_(lang)} {len(who)}/{count}" for row, who in ranked
        )
    )
    return Chart(
        "class",
        title,
        alt,
        lang,
        page.figure,
        {"rows": {row: len(who) for row, who in ranked}, "criteria": most_missed(lines), "trainees": count},
    )
