"""Pictures of results: a trainee against the reference, and what a class gets wrong."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.rubric.table import Rubric
from perfkit.training.cases.class_line import most_missed
from perfkit.training.cases.grading import RIGHT, CaseGrade
from perfkit.training.row_chart import row_chart
from perfkit.training.words import words
from perfkit.views.charts.canvas import CONFIRMED, CONTRADICTED, EVIDENCE, MUTED, fill, legend, number_on
from perfkit.views.charts.chart import Chart

_MOST_ROWS = 15


def against_chart(grade: CaseGrade, lang: str = "zh") -> Chart:
    """Every row as a bar of its criteria: right, or not."""
    rows = grade.case.evaluation.rubric.indicators
    total, good = len(grade.criteria), sum(one.state == RIGHT for one in grade.criteria)
    title = say(lang, f"{total} 个评分点答对 {good} 个", f"{good} of {total} criteria are right")
    most = max(len(row.criteria) for row in rows)
    drawn = row_chart(title, len(rows), (0, most), lang, right=24, synthetic=True)
    data = {}
    for number, row in enumerate(rows):
        inside, y = [one for one in grade.criteria if one.row is row], drawn.middle(number)
        drawn.name(number, row.name.text.in_(lang))
        for at, one in enumerate(inside):
            color, mark = (CONFIRMED, "✓") if one.state == RIGHT else (CONTRADICTED, "×")
            fill(drawn.axes, at + 0.03, y - 6, 0.94, 12, color)
            number_on(drawn.axes, at + 0.5, y, mark, color)
        data[row.id] = [one.state for one in inside]
    key = [(CONFIRMED, say(lang, "答对", "right")), (CONTRADICTED, say(lang, "没有答对", "not right"))]
    legend(drawn.page, key, drawn.foot)
    wrong = [row.name.text.in_(lang) for row in rows if any(state != RIGHT for state in data[row.id])]
    told = say(lang, f"有错的行：{'、'.join(wrong)}。", f"Rows with mistakes: {', '.join(wrong)}.")
    return drawn.chart("against", [told] if wrong else [], data)


def class_chart(lines: Sequence[dict[str, str]], rubric: Rubric, lang: str = "zh") -> Chart:
    """How many trainees got each row wrong, worst first; at most fifteen rows."""
    by_row: dict[str, set[str]] = {}
    for line in lines:
        for criterion in line["mistakes"].split():
            if criterion in rubric.criteria:
                who = line["trainee"] + line.get("test", "")
                by_row.setdefault(criterion.rpartition(".")[0], set()).add(who)
    everything = sorted(by_row.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ranked, total, count = everything[:_MOST_ROWS], len(rubric.indicators), len(lines)
    note, title = "", say(lang, "全班没有错题", "Nobody got anything wrong")
    if len(everything) > _MOST_ROWS:
        wrong = len(everything)
        note = words("rows_most_wrong_note", total=total, count=wrong, most_rows=_MOST_ROWS).in_(lang)
    if ranked:
        name, share = rubric.by_id[ranked[0][0]].name.text, Fraction(len(ranked[0][1]), count)
        title = words("class_title", name=name, share=show_rate(share, 0)).in_(lang)
    drawn = row_chart(title, len(ranked), (0, max(1, count)), lang, below=12, synthetic=True, note=note)
    told = [note] if note else []
    for number, (row, found) in enumerate(ranked):
        name, top = rubric.by_id[row].name.text, drawn.middle(number) - 6
        fill(drawn.axes, 0, top, count, 12, "", empty=True)
        fill(drawn.axes, 0, top, len(found), 12, EVIDENCE)
        drawn.name(number, name.in_(lang))
        drawn.value(number, count, f"{len(found)}/{count}", MUTED)
        told.append(f"{name.in_(lang)} {len(found)}/{count}")
    rows = {row: len(found) for row, found in ranked}
    return drawn.chart("class", told, {"rows": rows, "criteria": most_missed(lines), "trainees": count})
