"""Targets that carry points of their own, against their own results: what no rule can reconcile, and what has
no reason."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_exact, show_number, show_rate
from perfkit.filing.printed import ABOVE, BESIDE
from perfkit.filing.targets.codes import Flag, Operator
from perfkit.review.case import Case
from perfkit.review.checks.form_blocks import block_max
from perfkit.review.checks.form_standards import targets_by_standard
from perfkit.review.finding import Finding
from perfkit.review.registry import check
from perfkit.review.rows import Row, sure
from perfkit.review.rulebook import finding, pattern, threshold
from perfkit.review.sentences import plain_text
from perfkit.review.standards import UNSURE

_SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "＞", ">"), (Operator.AT_LEAST, Operator.ABOVE)),
    **dict.fromkeys(("≤", "≦", "<=", "＜", "<"), (Operator.AT_MOST, Operator.BELOW)),
}


def full_weights(case: Case) -> dict[int, Fraction]:
    """The most points of each target: its weight, or its own points where all of them together fill their
    block.

    A form without a column of weights whose targets add up to the printed maximum gives each its full points.
    """
    return case.once("full weights", lambda: _full_weights(case))


def _full_weights(case: Case) -> dict[int, Fraction]:
    found = {row.number: row.target.weight for row in case.targets if row.target.weight is not None}
    if found or any(row.target.self_score is None for row in case.targets):
        return found
    groups = {"targets": case.targets}
    for row in case.targets:
        groups.setdefault(row.target.block, []).append(row)
    for block, rows in groups.items():
        most = block_max(case, block)
        scores = {row.number: sure(row.target.self_score) for row in rows}
        if most is not None and sum(scores.values(), ZERO) >= most:
            found.update(scores)
    return found


@check(4, "target.full_points", "target.points_beyond", "target.no_reason", "target.met_without_points")
def points_of_targets(case: Case) -> Iterator[Finding]:
    """Each target's own points against its own result."""
    rows, full = case.targets, full_weights(case)
    by_rubric = bool(case.evaluation.rows) and not full
    by_standard = targets_by_standard(case)
    # Without the printed table a reason of one row is all that tells of a column for them.
    asked = _asks_for_reasons(case) if case.grids else any(row.target.reason for row in rows)
    reasons = asked and not _reasons_for_all(case)
    for row in rows:
        parsed, target = row.parsed, row.target
        most, own = full.get(row.number), target.self_score
        if _contradicted(row) or row.number in by_standard:
            continue
        if parsed.met is None and most and own == most and _is_undone(row, case.submission.year):
            yield _full_points(row, most)
        if parsed.met is False and not by_rubric:
            if most and own is not None and own >= most:
                yield _full_points(row, own)
            elif most and own is not None and _beyond(row, own / most):
                yield _points_beyond(row, own, most)
            elif reasons and not target.reason and not _told(case, row):
                yield _no_reason(row)
        elif parsed.met and own == 0 and (most or any(r.target.self_score for r in rows)):
            yield finding("target.met_without_points", _fields(row), (row.place,))


def _is_undone(row: Row, year: int) -> bool:
    """健全 → 尚未建立, 及时 → 逾期, 提高 → 下降, 完成 → 2023年3月完成: a state that was to be reached, and words that it was
    not, or not within the year."""
    wanted, said = plain_text(row.target.expected), plain_text(row.target.actual)
    if pattern("state_of_nothing").search(wanted):
        return bool(pattern("nothing_wanted").match(wanted) and pattern("something_told").match(said))
    years = [int(found) for found in pattern("year_named").findall(said)]
    later = bool(years) and min(years) > year and str(min(years)) not in wanted
    ways = ("state_up", "state_down"), ("state_down", "state_up")
    turned = any(pattern(one).match(wanted) and pattern(other).match(said) for one, other in ways)
    undone = pattern("state_undone")
    return later or turned or bool(undone.match(said)) and not undone.match(wanted)


def _asks_for_reasons(case: Case) -> bool:
    head = pattern("reason_head")
    return any(head.search(cell) for grid in case.grids for cells in grid.cells for cell in cells)


def _told(case: Case, row: Row) -> bool:
    """Whether some table has a word on the row below a head that asks for one."""
    head = pattern("word_on_a_row")
    for grid in case.grids:
        for line, cells in enumerate(grid.cells):
            for at, cell in enumerate(cells if row.target.name in cells else ()):
                held = cell != BESIDE and not grid.is_empty(line, at)
                if held and any(head.search(grid.text(up, at)) for up in range(line)):
                    return True
    return False


def _reasons_for_all(case: Case) -> bool:
    """Whether one cell of the form gives the reasons of all its rows."""
    head = pattern("reason_head")
    if any(text and head.search(section.partition("（表")[0]) for _, section, text in case.plain):
        return True
    lines = (
        [one for one in cells if one not in ("", BESIDE, ABOVE)] for g in case.grids for cells in g.cells
    )
    return any(len(line) == 2 and head.search(line[0]) for line in lines)


def _contradicted(row: Row) -> bool:
    """The form's own column of operators, or a word of the value, says otherwise than the value was read."""
    said = row.target.operator.strip()
    wanted = _SIGNS.get(said)
    if wanted is not None:
        return row.parsed.operator not in (*wanted, Operator.NONE)
    text = "".join(row.target.expected.split()).lower()
    limit, floor = pattern("limit_words").search(text), pattern("floor_words").search(text)
    read = row.parsed.operator
    return (
        bool(limit) and not floor and read in _SIGNS["≥"] or bool(floor) and not limit and read in _SIGNS["≤"]
    )


def _fields(row: Row) -> dict[str, str]:
    target = row.target
    return {"name": target.name, "expected": target.expected, "actual": target.actual}


def _full_points(row: Row, own: Fraction) -> Finding:
    parsed = row.parsed
    unsure = any(guess in parsed.guesses for guess in UNSURE) or not row.target.weight or parsed.met is None
    return finding(
        "target.full_points",
        {**_fields(row), "own": show_exact(own), "size": gap_of(row)},
        (row.place,),
        unless="unsure" if unsure else "",
    )


def _beyond(row: Row, share: Fraction) -> bool:
    """True where points exceed what was reached by more than any rule in proportion or by steps would
    give."""
    reached = row.parsed.achievement
    if reached is None or row.parsed.operator not in (Operator.AT_LEAST, Operator.ABOVE, Operator.EQUAL):
        return False
    return reached >= 0 and share - reached > threshold("points_beyond")


def _points_beyond(row: Row, own: Fraction, most: Fraction) -> Finding:
    reached = sure(row.parsed.achievement)
    return finding(
        "target.points_beyond",
        {
            **_fields(row),
            "own": show_exact(own),
            "most": show_exact(most),
            "reached": show_rate(reached),
            "fair": show_number(most * reached),
        },
        (row.place,),
        # a change has no share reached (1.8 % of growth for 3 %), and a reason was weighed
        unless="excused" if row.target.reason and pattern("changed_value").search(row.words) else "",
    )


def _no_reason(row: Row) -> Finding:
    return finding("target.no_reason", {**_fields(row), "size": gap_of(row)}, (row.place,))


def gap_of(row: Row, *, even_of_dates: bool = False) -> str:
    """How far a missed target stayed from its value, in its unit; empty where the two have no common unit."""
    parsed = row.parsed
    if (
        parsed.expected_number is None
        or parsed.actual_number is None
        or parsed.expected_unit != parsed.actual_unit
        or (Flag.NO_RATIO in parsed.flags and not even_of_dates)
    ):
        return ""
    gap = abs(parsed.expected_number - parsed.actual_number)
    return show_exact(gap) + ("个百分点" if parsed.expected_unit == "%" else parsed.expected_unit)
