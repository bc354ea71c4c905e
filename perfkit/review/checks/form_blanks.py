"""What a form asks for and nobody filled in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_rate
from perfkit.filing.printed import ABOVE, BESIDE
from perfkit.review.case import Case
from perfkit.review.checks.form_reasons import blank, missing_reasons
from perfkit.review.checks.form_standards import targets_by_standard
from perfkit.review.checks.target_points import full_weights
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import Grid
from perfkit.review.registry import check
from perfkit.review.rows import Row
from perfkit.review.rulebook import finding, pattern, phrase
from perfkit.review.standards import result_of

_LONGEST_LABEL = 60


@check(6, "form.blank")
def blank_cells(case: Case) -> Iterator[Finding]:
    """改进措施（必填）, 执行率低于90%的原因, 自评等级 with nothing beside them, and the reason of a row of which a head
    or a note demands one. What is asked on a condition is missing only where the filing meets it."""
    missed = [row for row in case.targets if row.parsed.met is False and row.target.actual]
    for grid in case.grids:
        for row, cells in enumerate(grid.cells):
            for at, label in enumerate(cells):
                if len(label) <= _LONGEST_LABEL and _is_unanswered(grid, row, at):
                    slow = pattern("asked_below_a_rate").search(label)
                    if slow and not pattern("asked_of_none").search(label):
                        yield from _slow_as_a_whole(case, grid, row, at + 1, slow["least"])
                    elif _is_due(case, label, missed) or _is_result_of_a_goal(grid, row, label):
                        yield blank(grid, row, at + 1, label)
        yield from (*missing_reasons(case, grid), *_left_out(grid))
    yield from _reasons(case, missed)
    for _, passage in case.submission.narrative.passages():
        if not passage.text:  # a heading with nothing below
            yield finding(
                "form.blank", {"name": passage.section}, (Place(passage.section),), variant="heading"
            )


def _is_unanswered(grid: Grid, row: int, at: int) -> bool:
    """A text with a blank cell of its own beside it, and no more in its row."""
    cells = grid.cells[row]
    if cells[at] in ("", BESIDE, ABOVE):
        return False
    after = [cell for cell in cells[at + 1 :] if cell != BESIDE]
    return bool(after) and after[0] == "" and (at == 0 or cells[at - 1] != "") and not any(after)


def _is_due(case: Case, label: str, missed: list[Row]) -> bool:
    if pattern("asked_of_none").search(label):
        return False
    if pattern("asks_for_the_grade").search(label):
        return not case.submission.self_evaluation.grade
    unexplained = [row for row in missed if not row.target.reason]
    if pattern("asked_of_all").search(label):
        return bool(missed) or not pattern("asked_of_missed").search(label)
    return missed == unexplained != [] and pattern("asks_for_reasons").search(label) is not None


def _slow_as_a_whole(case: Case, grid: Grid, row: int, at: int, least: str) -> Iterator[Finding]:
    """执行率低于90%的原因, of a filing whose execution is lower."""
    rate, spent, budget = map(case.amount, ("execution_rate", "spent_total", "budget_total"))
    rate = spent / budget if rate is None and spent is not None and budget else rate
    if rate is not None and rate < Fraction(least) / 100:
        yield _no_word(grid, row, at, grid.text(row, at - 1), "", show_rate(rate), least)


def _no_word(grid: Grid, row: int, at: int, name: str, of: str, rate: str, least: str) -> Finding:
    whose = phrase("executed_of", name=of) if of else phrase("whole_execution")
    fields = {"name": name, "whose": whose, "rate": rate, "least": least + "%"}
    return finding("form.blank", fields, (Place(grid.where(row, at), name),), variant="slow")


def _is_result_of_a_goal(grid: Grid, row: int, label: str) -> bool:
    """实际完成情况 below a goal that has its own text."""
    goal = any(pattern("of_the_goal").search(grid.text(row, at)) for at in range(len(grid.cells[row])))
    told = row and any(len(cell) > _LONGEST_LABEL // 4 for cell in grid.cells[row - 1])
    return bool(goal and told and pattern("asks_for_the_result").search(label))


def _left_out(grid: Grid) -> Iterator[Finding]:
    """The one row without an answer in a column that the others fill in: a measure, who sees to it, until
    when."""
    for row, column, _ in grid.headed("answered_in_each_row"):
        blank, told = [], 0
        for line in range(row + 1, len(grid.cells)):
            cells = grid.cells[line]
            if column >= len(cells) or cells[column] in (BESIDE, ABOVE):
                break
            told += cells[column] != ""
            if not cells[column] and all(cell not in ("", "无") for cell in cells[:column]):
                blank.append(line)
        if len(blank) == 1 and told:
            name = next(cell for cell in grid.cells[blank[0]] if cell not in (BESIDE, ABOVE))
            fields = {"name": name, "head": grid.cells[row][column]}
            place = Place(grid.where(blank[0], column), name)
            yield finding("form.blank", fields, (place,), variant="one")


def _reasons(case: Case, missed: list[Row]) -> Iterator[Finding]:
    """Missed targets with full points, or with a standard of their own, without a reason that is due."""
    asked = [text for _, _, text in case.plain]
    asked += [grid.text(r, at) for grid in case.grids for r, at, _ in grid.headed("asked_of_all")]
    asked = [one for text in asked for one in text.split("。") if pattern("asked_of_all").search(one)]
    yield from (*_exceeded(case, asked), *_slow(case, asked))
    wanted = ("asked_of_missed", "asks_for_reasons")
    if not any(all(pattern(name).search(one) for name in wanted) for one in asked):
        return
    full, by_standard = full_weights(case), targets_by_standard(case)
    for row in missed:
        own = row.target.self_score
        kept = own is not None and own >= full.get(row.number, own + 1)
        if not row.target.reason and (kept or row.number in by_standard):
            yield finding("form.blank", {"name": row.target.name}, (row.place,), variant="reason")


def _exceeded(case: Case, asked: list[str]) -> Iterator[Finding]:
    """超过指标值30%以上的应说明原因: results above their target by more than that without a word."""
    found = [found for one in asked if (found := pattern("asked_of_exceeded").search(one))]
    shares = [Fraction(one["share"] or one["off"]) / 100 for one in found]
    for row in case.targets if shares else ():
        result = result_of(row.parsed)
        if result is None or not result.due or result.less or row.target.reason:
            continue
        if result.done / result.due - 1 > min(shares):
            yield finding("form.blank", {"name": row.target.name}, (row.place,), variant="exceeded")


def _slow(case: Case, asked: list[str]) -> Iterator[Finding]:
    """执行率低于90%的须在“原因”栏说明: a lower rate in a row in which that column is blank."""
    below = [found for one in asked if (found := pattern("asked_below_a_rate").search(one))]
    for grid in case.grids if below else ():
        for (row, column), entry in grid.entries.items():
            if not entry.rate or not pattern("row_of_execution").search(grid.head(row, column)):
                continue
            due = [one["least"] for one in below if entry.value < Fraction(one["least"]) / 100]
            for at, cell in enumerate(grid.cells[row] if due else ()):
                if cell == "" and pattern("asks_for_reasons").search(grid.head(row, at)):
                    yield _no_word(
                        grid, row, at, grid.head(row, at), grid.label(row, column), entry.printed, due[0]
                    )
