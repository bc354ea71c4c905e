"""What the notes of a form say of points, grades and marks, against its rows."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.base.quantities import show_exact, show_rate
from perfkit.filing.targets import parse_target
from perfkit.review.case import Case
from perfkit.review.checks.target_points import full_weights
from perfkit.review.finding import Finding, Place
from perfkit.review.form_rules import rules_of_the_form
from perfkit.review.grids import Grid
from perfkit.review.mentions import hits, lines_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern
from perfkit.review.sentences import plain_text


@check(4, "points.band")
def points_beyond_their_band(case: Case) -> Iterator[Finding]:
    """部分达成的得80%—60%: more than 80 % of the points of a target whose result is 部分达成; the same of 未达成."""
    full, rules = full_weights(case), rules_of_the_form(case)
    for row in case.targets if rules.states else ():
        own, weight, band = row.target.self_score, full.get(row.number), rules.of_state(row.target.actual)
        if own is not None and weight and band is not None and own > weight * band.high:
            fields = {"name": row.target.name, "actual": row.target.actual, "own": show_exact(own)}
            fields |= {"most": show_exact(weight * band.high), "share": show_rate(band.high, 0)}
            yield finding("points.band", fields, (row.place, rules.place))


@check(4, "points.vetoed")
def grades_that_a_clause_rules_out(case: Case) -> Iterator[Finding]:
    """发生较大及以上事故的，不得评为优, beside 发生较大事故1起 and the grade 优."""
    grade = case.submission.self_evaluation.grade
    if not grade.startswith("优"):
        return
    for statement, clause in hits(case, pattern("veto_clause")):
        for other, fact in hits(case, pattern("veto_fact")):
            kind, what = plain_text(clause["what"])[-2:], fact["what"]
            graver = pattern("veto_level").search(clause["what"])
            if other is not statement and kind in what and (graver is None or graver.group() in what):
                fields = {"said": fact.group(), "clause": clause.group(), "grade": grade}
                yield finding("points.vetoed", fields, (other.place(), statement.place()))
                return


@check(3, "figure.marks")
def marks_against_their_number(case: Case) -> Iterator[Finding]:
    """其中核心指标4个, against the rows marked 是 under 是否核心指标."""
    for grid in case.grids:
        for row, column, asked in grid.headed("asks_for_a_mark"):
            yield from _marks(case, grid, row, column, asked["what"])


def _marks(case: Case, grid: Grid, head: int, column: int, what: str) -> Iterator[Finding]:
    cells = [cells[column] for cells in grid.cells[head + 1 :] if column < len(cells)]
    marked = sum(bool(pattern("marked").search(cell)) for cell in cells)
    if marked < 2:
        return
    for statement in lines_of(case).having((what,)):
        for mention in statement.mentions:
            if mention.label.endswith(what) and mention.unit in ("个", "项") and mention.value != marked:
                fields = {"name": what, "said": mention.printed, "count": str(marked)}
                place = Place(grid.where(head, column), grid.cells[head][column], str(marked))
                yield finding("figure.marks", fields, (statement.place(mention), place))
                return


@check(5, "claim.row_met")
def rows_said_to_be_met(case: Case) -> Iterator[Finding]:
    """已完成 under 是否完成, in a row whose own target and result show that it was missed."""
    for grid in case.grids:
        for head, column, _ in grid.headed("asks_if_met"):
            for line in range(head + 1, len(grid.cells)):
                if pattern("row_met").search(grid.text(line, column)):
                    yield from _missed(grid, head, line, grid.text(line, column))


def _missed(grid: Grid, head: int, line: int, said: str) -> Iterator[Finding]:
    at = {
        name: column
        for column in range(len(grid.cells[head]) - 1, -1, -1)
        for name in ("column_expected", "column_actual")
        if pattern(name).search(grid.text(head, column))
    }
    if len(at) == 2:
        expected, actual = grid.text(line, at["column_expected"]), grid.text(line, at["column_actual"])
        name = grid.text(line, at["column_expected"] - 1)
        if parse_target(expected, actual, name=name).met is False:
            place = Place(grid.where(line, at["column_actual"]), f"{name}：{expected} → {actual}；{said}")
            fields = {"name": name, "expected": expected, "actual": actual, "said": said}
            yield finding("claim.row_met", fields, (place,))
