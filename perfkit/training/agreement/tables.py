"""Tables on agreement: coefficients, and divided clauses with everybody's points and reasons."""

from __future__ import annotations

from perfkit.base.quantities import show_exact
from perfkit.training.agreement.panel import ENOUGH, KAPPA, Agreement
from perfkit.training.lessons.views import called
from perfkit.training.words import table, words
from perfkit.views.tables.table import Cell, Column, Table

_ROWS, _CLAUSES, _PEOPLE = 3, 12, 6


def coefficients_table(panel: Agreement, lang: str) -> Table:
    """Weighted kappa and intraclass correlation."""
    rows, given, everything = [], {one.row for one in panel.coefficients}, words("all_criteria").in_(lang)
    if "" not in given:
        rows.append((Cell(everything), Cell(words("too_few_in_common").in_(lang)), *(Cell("—"),) * 3))
    for one in panel.coefficients:
        kind = words(f"coefficient_{'tiers' if one.kind == KAPPA and not one.row else one.kind}")
        name = panel.rubric.by_id[one.row].name.text.in_(lang) if one.row else everything
        figures = (Cell(_two(one.value)), Cell(interval(one.low, one.high)), Cell(str(one.subjects)))
        rows.append((Cell(name, strong=not one.row), Cell(kind.in_(lang)), *figures))
    enough = len(panel.departments) >= ENOUGH
    for row in (one.indicator for one in panel.by_indicator if enough and one.indicator.id not in given):
        count = panel.complete_departments(row.id)
        why = words("all_judged_few" if count < ENOUGH else "points_hardly_vary", count=count)
        rows.append(
            (Cell(row.name.text.in_(lang)), Cell(why.in_(lang)), Cell("—"), Cell("—"), Cell(str(count)))
        )
    note = (
        "" if enough else words("too_few_departments", enough=ENOUGH, count=len(panel.departments)).in_(lang)
    )
    return table("coefficients", lang, rows, note=note, synthetic=panel.synthetic)


def clauses_table(panel: Agreement, lang: str) -> Table:
    """The clauses of the three most divided rows where points differ, at most twelve, and six people side by
    side."""
    keys = [key for row in panel.by_indicator[:_ROWS] for key in panel.divided(row.indicator.id)][:_CLAUSES]
    people, rows = panel.evaluators[:_PEOPLE], []
    for department, criterion in keys:
        given = {rating.evaluator: rating for rating in panel.items[department, criterion]}
        clause = called(panel.rubric, criterion).in_(lang)
        text = panel.rubric.criteria[criterion].text.text.in_(lang)
        told = (
            f"{show_exact(given[name].points)}\n{given[name].reason}".strip() if name in given else "—"
            for name in people
        )
        rows.append((Cell(f"{clause}\n{text}", strong=True), Cell(department), *map(Cell, told)))
    more = len(panel.evaluators) - len(people)
    note = words("people_not_shown", more=more).in_(lang) if more > 0 else ""
    columns = tuple(Column(name) for name in people)
    return table("clauses", lang, rows, note=note, synthetic=panel.synthetic, more=columns)


def interval(low: float | None, high: float | None, *, percent: bool = False) -> str:
    """An interval as a cell prints it."""
    if low is None or high is None:
        return "—"
    return f"{low * 100 + 0.0:.1f}%～{high * 100 + 0.0:.1f}%" if percent else f"{_two(low)}～{_two(high)}"


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"
