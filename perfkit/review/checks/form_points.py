"""Points that a form prints: weights against their block, points against weights, the total and grade against
the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from perfkit.base.quantities import ZERO, show_exact
from perfkit.filing.filed_tables import Target
from perfkit.review.arithmetic import covers_more, sums_by_name
from perfkit.review.case import Case
from perfkit.review.checks.form_blocks import block_max, block_name, block_place, block_score
from perfkit.review.checks.grade_scale import grade_of, lowest_of
from perfkit.review.english import listed
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import note_beside
from perfkit.review.registry import check
from perfkit.review.rows import sure
from perfkit.review.rulebook import finding, pattern, threshold
from perfkit.review.sentences import plain_text

HUNDRED, _MOST_OF_100 = Fraction(100), 80


@dataclass(frozen=True, slots=True)
class Scored:
    """A row with points of the filer's own: a target of the form or a row of a scoring table of no known
    rubric."""

    name: str
    block: str
    section: str
    most: Fraction | None
    own: Fraction | None
    reason: str
    target: Target | None = None

    def place(self) -> Place:
        """The row with its weight and points as printed."""
        most = "" if self.most is None else f"（分值 {show_exact(self.most)}）"
        own = "" if self.own is None else f" 得分 {show_exact(self.own)}"
        return Place(
            self.section, f"{self.name}{most}{own}", "" if self.own is None else show_exact(self.own)
        )


def scored_rows(case: Case) -> list[Scored]:
    """Every row that carries points of its own; targets that do not apply are none."""
    return case.once("scored", lambda: [*_targets(case), *_table(case)])


def _targets(case: Case) -> Iterator[Scored]:
    for row in case.targets:
        target = row.target
        yield Scored(
            target.name, target.block, row.section, target.weight, target.self_score, target.reason, target
        )


def _table(case: Case) -> Iterator[Scored]:
    filed = case.submission.self_evaluation
    last: tuple = ()
    for row in filed.rows:
        read = (row.name, row.level1, row.max, row.score)
        if read != last and not pattern("total_row").search(row.name):  # once at the end of a page
            section = row.place or filed.section or "评分表"
            yield Scored(row.name, row.level1, section, row.max, row.score, row.reason)
        last = read


@check(1, "points.above_weight", "points.deduction_not_made")
def points_of_rows(case: Case) -> Iterator[Finding]:
    """Points above the weight of their row, and points that the filer's own reason takes off while the row
    keeps them."""
    of_hundred = any(True for grid in case.grids for _ in grid.headed("head_of_weighted_points"))
    for row in scored_rows(case):
        if row.most is None or row.own is None:
            continue
        size = show_exact(abs(row.own - row.most))
        fields = {"name": row.name, "most": show_exact(row.most), "own": show_exact(row.own), "size": size}
        if row.own > row.most and not of_hundred:
            yield finding(
                "points.above_weight", fields, (row.place(),), difference=size + "分", about=(row.name,)
            )
        reason = plain_text(row.reason) or (note_beside(case.grids, row.name) if row.target else "")
        said = list(pattern("deducted").finditer(reason))
        told, lost = sum((Fraction(one["points"]) for one in said), ZERO), row.most - row.own
        off = told - lost > threshold("points_print") or _is_all(said, reason) and told < lost
        off = off and not pattern("each_step").search(reason)
        if told and (row.own >= row.most or off):
            fields |= {"reason": "、".join(one.group() for one in said), "lost": show_exact(lost)}
            yield finding(
                "points.deduction_not_made",
                fields,
                (row.place(), Place(row.section, reason, said[0].group())),
                variant="" if row.own >= row.most else "other",
                difference=show_exact(abs(told - max(lost, ZERO))) + "分",
                about=(row.name,),
            )
    yield from _blocks_above(case)


def _is_all(said: list[re.Match[str]], reason: str) -> bool:
    """Whether a reason ends with the one deduction that it tells."""
    alone = len(said) == 1 and said[0].end() >= len(reason.rstrip("。;；)）"))
    return alone and not pattern("result_of_sum").search(reason)


def _blocks_above(case: Case) -> Iterator[Finding]:
    for block, printed in case.submission.form.blocks.items():
        if printed.max is not None and printed.score is not None and printed.score > printed.max:
            name, size = block_name(case, block), show_exact(printed.score - printed.max)
            yield finding(
                "points.above_weight",
                {
                    "name": name,
                    "most": show_exact(printed.max),
                    "own": show_exact(printed.score),
                    "size": size,
                },
                (
                    block_place(
                        case, block, f"分值 {show_exact(printed.max)} 得分 {show_exact(printed.score)}"
                    ),
                ),
            )


@check(1, "sum.points", "sum.points_block")
def total_of_rows(case: Case) -> Iterator[Finding]:
    """The printed total against the points of all rows; a total needs every row and the part for
    execution."""
    rows, filed = scored_rows(case), case.submission.self_evaluation
    execution = block_score(case, "execution")
    if filed.rows and (case.targets or _of_the_total(case, rows)):  # execution is one of the rows
        rows, execution = _of_the_total(case, rows), None
    known = [row for row in rows if row.own is not None]
    if not known or filed.scores:
        return
    section = case.submission.points_stand("total") or known[0].section
    blocks = sums_by_name((row.block, sure(row.own)) for row in known)
    if len(known) == len(rows):
        yield from _block_totals(case, known, blocks)
    if filed.total is None:
        return
    added = sum(blocks.values(), ZERO)
    least = added + (execution or ZERO)
    if not filed.rows and execution is None:
        most = execution_max(case)
        if most is None or added <= filed.total <= added + most:
            return
    elif len(known) < len(rows) and least <= filed.total:
        return
    weights = [*(row.most for row in rows), block_max(case, "execution") or ZERO]
    if None not in weights and sum(map(sure, weights), ZERO) < _MOST_OF_100:
        return  # rows that were not read
    gap = abs(least - filed.total)
    before_execution = abs(added - filed.total) <= threshold("points_print") and _is_even(case, rows)
    if gap <= threshold("points_print") or before_execution:
        return  # the row of sums may stand below the targets, before the part for execution
    points = (*((execution,) if execution else ()), *blocks.values())
    added_up = listed([show_exact(each) for each in points], "＋", " + ")
    total, found, size = map(show_exact, (filed.total, least, gap))
    yield finding(
        "sum.points",
        {"total": total, "added": found, "size": size, "listed": added_up},
        (Place(section, "总分", total), Place(section, f"各行得分相加 {added_up.zh}", found)),
    )


def _of_the_total(case: Case, rows: list[Scored]) -> list[Scored]:
    """Of a form with a scoring table and targets, the rows that make up the total: those whose maxima make
    100; none where no reading does."""
    targets, table = ([r for r in rows if (r.target is not None) is wanted] for wanted in (True, False))
    for read in (rows, table, targets):
        if all(row.most is not None for row in read):
            if sum((sure(row.most) for row in read), ZERO) == HUNDRED:
                return read
    return []


def _is_even(case: Case, rows: list[Scored]) -> bool:
    """True where the weights of the rows and the part for execution make 100."""
    most = [*(row.most for row in rows), block_max(case, "execution")]
    return None not in most and sum(map(sure, most), ZERO) == HUNDRED


def execution_max(case: Case) -> Fraction | None:
    """The most points for execution: as printed, else the 10 or 20 that the weights of all targets leave of
    100."""
    printed, rows = block_max(case, "execution"), scored_rows(case)
    if printed is not None or not rows or any(row.most is None or row.target is None for row in rows):
        return printed
    left = HUNDRED - sum((sure(row.most) for row in rows), ZERO)
    return left if left in (10, 20) else None


def _block_totals(case: Case, rows: list[Scored], blocks: dict[str, Fraction]) -> Iterator[Finding]:
    for block, added in blocks.items():
        printed = block_score(case, block)
        if printed is None or covers_more(blocks, block, printed, partial(block_score, case)):
            continue
        gap, name = abs(added - printed), block_name(case, block)
        if gap > threshold("points_print"):
            yield finding(
                "sum.points_block",
                {
                    "name": name,
                    "total": show_exact(printed),
                    "added": show_exact(added),
                    "size": show_exact(gap),
                },
                (
                    block_place(case, block, "得分", show_exact(printed)),
                    *(r.place() for r in rows if r.block == block),
                ),
            )


@check(4, "points.grade")
def grade_of_the_total(case: Case) -> Iterator[Finding]:
    """The grade against the total by the scale that the document prints, else by the usual one."""
    filed = case.submission.self_evaluation
    rows = scored_rows(case)
    own = sum((row.own for row in rows if row.own is not None), ZERO)
    alone = filed.total == own and sum((row.most for row in rows if row.most is not None), ZERO) in (80, 90)
    # a total of the targets alone lacks the points for execution, which the grade counts
    if filed.total is not None and filed.grade and not case.rubric.blocks and not alone:
        grade = next((name for name in lowest_of(case) if filed.grade.startswith(name)), "")
        right = grade_of(case, min(filed.total, HUNDRED))
        if grade and right and grade != right:
            yield finding(
                "points.grade",
                {"total": show_exact(filed.total), "grade": filed.grade, "right": right},
                (
                    Place(
                        case.submission.points_stand("grade") or "总分",
                        f"总分 {show_exact(filed.total)} 等级 {filed.grade}",
                        filed.grade,
                    ),
                ),
            )
