"""Tables on agreement: coefficients, and divided clauses with everybody's points and reasons."""

from __future__ import annotations

from perfkit.base.quantities import show_exact
from perfkit.base.text import Text, say
from perfkit.training.agreement.panel import ENOUGH, KAPPA, Agreement
from perfkit.training.lessons.views import called
from perfkit.views.tables.table import NUMBER, Cell, Column, Table

_ROWS, _CLAUSES, _PEOPLE = 3, 12, 6


def coefficients_table(panel: Agreement, lang: str) -> Table:
    """Weighted kappa and intraclass correlation."""
    kinds = {
        KAPPA: Text("加权 κ（档次，线性权重）", "weighted kappa (steps, linear)"),
        "tiers": Text("加权 κ（按等级线分档）", "weighted kappa (tiers of the grades)"),
        "icc": Text("组内相关系数 ICC(2,1)（得分）", "ICC(2,1) (points)"),
    }
    rows = []
    for one in panel.coefficients:
        name = (
            panel.rubric.by_id[one.row].name.text.in_(lang)
            if one.row
            else say(lang, "全部评分点（得分÷满分）", "all criteria (points ÷ maximum)")
        )
        rows.append(
            (
                Cell(name, strong=not one.row),
                Cell(kinds["tiers" if one.kind == KAPPA and not one.row else one.kind].in_(lang)),
                Cell(_two(one.value)),
                Cell(interval(one.low, one.high)),
                Cell(str(one.subjects)),
            )
        )
    given = {one.row for one in panel.coefficients}
    for row in (
        one.indicator
        for one in panel.by_indicator
        if len(panel.departments) >= ENOUGH and one.indicator.id not in given
    ):
        count = panel.complete_departments(row.id)
        why = (
            say(lang, f"所有人都评过的部门只有 {count} 个", f"only {count} departments that all judged")
            if count < ENOUGH
            else say(lang, "给分没有什么变化，算不出", "points hardly vary, so there is none")
        )
        rows.append((Cell(row.name.text.in_(lang)), Cell(why), Cell("—"), Cell("—"), Cell(str(count))))
    if "" not in given:
        rows.insert(
            0,
            (
                Cell(say(lang, "全部评分点（得分÷满分）", "all criteria (points ÷ maximum)")),
                Cell(
                    say(
                        lang,
                        "所有人都评过的评分点太少，或给分没有什么变化",
                        "too few criteria that all judged, or points hardly vary",
                    )
                ),
                Cell("—"),
                Cell("—"),
                Cell("—"),
            ),
        )
    columns = (
        Column(say(lang, "指标", "Row"), width=36),
        Column(say(lang, "系数", "Coefficient")),
        Column(say(lang, "值", "Value"), NUMBER),
        Column(say(lang, "95% 区间", "95 % interval"), NUMBER),
        Column(say(lang, "样本", "Resampled"), NUMBER),
    )
    note = (
        ""
        if len(panel.departments) >= ENOUGH
        else say(
            lang,
            f"逐行的系数要至少 {ENOUGH} 个部门，现有 {len(panel.departments)} 个。",
            f"Coefficients by row need {ENOUGH} departments; there are {len(panel.departments)}.",
        )
    )
    return Table(
        "coefficients",
        say(lang, "一致性系数", "Coefficients of agreement"),
        columns,
        tuple(rows),
        lang,
        note,
        panel.synthetic,
    )


def clauses_table(panel: Agreement, lang: str) -> Table:
    """The clauses of the three most divided rows where points differ, at most twelve, and six people side by side."""
    keys = [key for row in panel.by_indicator[:_ROWS] for key in panel.divided(row.indicator.id)][:_CLAUSES]
    people = panel.evaluators[:_PEOPLE]
    rows = []
    for department, criterion in keys:
        given = {rating.evaluator: rating for rating in panel.items[department, criterion]}
        clause = called(panel.rubric, criterion).in_(lang)
        text = panel.rubric.criteria[criterion].text.text.in_(lang)
        cells = [Cell(f"{clause}\n{text}", strong=True), Cell(department)]
        for name in people:
            rating = given.get(name)
            cells.append(
                Cell("—" if rating is None else f"{show_exact(rating.points)}\n{rating.reason}".strip())
            )
        rows.append(tuple(cells))
    columns = (
        Column(say(lang, "条款、条文", "Clause")),
        Column(say(lang, "部门", "Department")),
        *(Column(name) for name in people),
    )
    caption = (
        say(lang, "分歧大的条文：各人的分和理由", "Divided clauses: everybody's points and reasons")
        if rows
        else say(lang, "没有给分不同的条文", "No clause was given different points")
    )
    more = len(panel.evaluators) - len(people)
    note = say(lang, f"另有 {more} 人没有列出。", f"{more} more people are not shown.") if more > 0 else ""
    return Table("clauses", caption, columns, tuple(rows), lang, note, panel.synthetic)


def interval(low: float | None, high: float | None, *, percent: bool = False) -> str:
    """An interval as a cell prints it."""
    if low is None or high is None:
        return "—"
    return f"{low * 100 + 0.0:.1f}%～{high * 100 + 0.0:.1f}%" if percent else f"{_two(low)}～{_two(high)}"


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"
