"""Reasons and points that a form has a place for in every row, and that one row does not give."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.filing.printed import ABOVE, BESIDE
from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import Entry, Grid
from perfkit.review.mentions import hits, lines_of
from perfkit.review.rows import Row
from perfkit.review.rulebook import finding, pattern

_POINTS = ("points_most", "points_own")
_FEWEST = 2


def blank(grid: Grid, row: int, column: int, label: str, variant: str = "") -> Finding:
    """Nothing stands in a cell under or beside its label."""
    return finding("form.blank", {"name": label}, (Place(grid.where(row, column), label),), variant=variant)


def demands(case: Case) -> list[str]:
    """The sentences of the text that demand a word."""
    return case.once("demands", lambda: [one.text for one, _ in hits(case, pattern("asked_of_all"))])


def missing_reasons(case: Case, grid: Grid) -> Iterator[Finding]:
    """What the rows of a table owe: a word on points lost or an amount changed, a number beside its pair."""
    yield from (*_lost_points(case, grid), *_changes(grid), *_half_scored(grid), *_answers(grid))


def _lost_points(case: Case, grid: Grid) -> Iterator[Finding]:
    """Rows without full points below a head that asks why, or that demands a word on every such row."""
    targets = {row.target.name: row for row in case.targets}
    heads = list[tuple[int, int, str]]()
    notes = [one.text for one, _ in hits(case, pattern("asked_of_lost_points"))]
    for row, column, found in grid.headed("asks_why_points_were_lost"):
        if not any(pattern("may_be_left").search(one) for one in (found.string, *notes)):
            heads.append((row, column, found.string))
    asked = [one for one in demands(case) if pattern("asked_of_lost_points").search(one)]
    for row, column, found in grid.headed("asked_of_lost_points"):
        if any(pattern("asked_of_all").search(one) for one in (found.string, *asked)):
            heads.append((row, column, ""))
    for row, column, why in dict.fromkeys(heads):
        for line in range(row + 1, len(grid.cells)):
            of = next((targets[cell] for cell in grid.cells[line] if cell in targets), None)
            points, name = _points(grid, line), of.target.name if of else grid.label(line, column)
            if len(points) < len(_POINTS) or points["points_own"].value >= points["points_most"].value:
                continue
            if not _is_blank(grid, line, column) or line in grid.totals:
                continue
            if not (why and (_is_settled(why, of, name) or _is_told(case, name))):
                yield blank(grid, line, column, name, "lost")


def _points(grid: Grid, line: int) -> dict[str, Entry]:
    return {
        name: entry
        for at in range(len(grid.cells[line]))
        if (entry := grid.entries.get((line, at))) is not None
        for name in _POINTS
        if pattern(name).search(grid.head(line, at))
    }


def _is_blank(grid: Grid, line: int, column: int) -> bool:
    return column < len(grid.cells[line]) and grid.cells[line][column] == ""


def _is_settled(why: str, row: Row | None, name: str) -> bool:
    """Whether a row owes no word, or one that is asked for elsewhere: the part for execution, a missed
    target, and below a head that asks for deviations (偏差原因) one that does not deviate."""
    if pattern("row_of_execution").search(name) or row is not None and row.parsed.met is False:
        return True
    if pattern("asks_for_deviations").search(why):
        return row is None or bool(row.parsed.met) or row.target.actual == row.target.expected
    return False


def _is_told(case: Case, name: str) -> bool:
    """Whether the text has a word on a row that lost points."""
    return any(pattern("word_of_a_loss").search(one.text) for one in lines_of(case).having((name,)))


def _changes(grid: Grid) -> Iterator[Finding]:
    """The one row with a change and no reason for it, in a column of reasons that other rows fill in."""
    for row, column, _ in grid.headed("asks_why_amounts_changed"):
        changed = [at for at, head in enumerate(grid.cells[row]) if pattern("column_of_changes").search(head)]
        blanks, told = [], 0
        for line in range(row + 1, len(grid.cells)):
            if line in grid.totals or column >= len(grid.cells[line]):
                continue
            entries = [grid.entries[line, at] for at in changed if (line, at) in grid.entries]
            if any(entry.value for entry in entries):
                told += bool(grid.text(line, column))
                blanks += [line] if _is_blank(grid, line, column) else []
        for line in blanks if told >= len(blanks) else ():
            yield _one(grid, row, column, line)


def _answers(grid: Grid) -> Iterator[Finding]:
    """The one row that answers 是 and does not say why, where every other row that does, says it: 是否空表, 理由."""
    for row, column, _ in grid.headed("asks_why_it_is_so"):
        asked = [at for at, head in enumerate(grid.cells[row]) if pattern("asks_whether").search(head)]
        below = range(row + 1, len(grid.cells)) if len(asked) == 1 and asked[0] < column else range(0)
        lines = [line for line in below if grid.text(line, asked[0]) == "是"]
        blanks = [line for line in lines if _is_blank(grid, line, column)]
        if len(blanks) == 1 < len(lines):
            yield _one(grid, row, column, blanks[0])


def _half_scored(grid: Grid) -> Iterator[Finding]:
    """A row with points and no weight, or a weight and no points, where the other rows have both."""
    for row in grid.heads:
        at = {n: c for c, head in enumerate(grid.cells[row]) for n in _POINTS if pattern(n).search(head)}
        below = range(row + 1, len(grid.cells)) if len(at) == len(_POINTS) else range(0)
        whole = [line for line in below if all((line, c) in grid.entries for c in at.values())]
        half = [
            (line, c)
            for line in below
            for c, other in (tuple(at.values()), tuple(at.values())[::-1])
            if _is_blank(grid, line, c) and (line, other) in grid.entries and line not in grid.totals
            if BESIDE not in grid.cells[line][: min(at.values())]
        ]
        if (
            len(half) == 1
            and len(whole) > _FEWEST
            and not pattern("row_beside_the_points").search("".join(grid.cells[half[0][0]]))
        ):
            yield _one(grid, row, half[0][1], half[0][0])


def _one(grid: Grid, head: int, column: int, line: int) -> Finding:
    marks = (BESIDE, ABOVE, "")
    name = grid.label(line, column) or next((c for c in grid.cells[line] if c not in marks), "")
    fields = {"name": name, "head": grid.text(head, column)}
    return finding("form.blank", fields, (Place(grid.where(line, column), name),), variant="one")
