"""From rows to a total: rows that do not apply, bonus points with their caps; what the filer gave a row."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfkit.base.quantities import ONE, Points, exact_sum, sum_known
from perfkit.filing.submission import Submission
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.kinds import TargetScore
from perfkit.rubric.table import Indicator, Rubric


def bonus_rows(rubric: Rubric) -> frozenset[str]:
    """The ids of rows that are on top of the rubric's sum."""
    return frozenset(row.id for block in rubric.blocks if block.bonus for row in block.indicators)


def total_of(rubric: Rubric, rows: Mapping[str, Points], scale: Fraction = ONE) -> Points:
    """The least and the most points of all rows together.

    Parameters
    ----------
    rows : row id → points
    scale : Fraction   what the rows are multiplied by where some do not apply; never the bonus

    Returns
    -------
    Points   with bonus points up to their block's maximum, and the total up to `total_at_most`.
    """
    on_top = bonus_rows(rubric)
    base = [points for row, points in rows.items() if row not in on_top]
    low, high = exact_sum(one.low for one in base) * scale, exact_sum(one.high for one in base) * scale
    if not on_top:
        return Points(low, high)
    for block in rubric.blocks:
        if block.bonus:
            mine = [rows[row.id] for row in block.indicators if row.id in rows]
            low += min(block.max, exact_sum(one.low for one in mine))
            high += min(block.max, exact_sum(one.high for one in mine))
    return Points(min(rubric.most, low), min(rubric.most, high))


def own_points(
    indicator: Indicator, criteria: tuple[Criterion, ...], submission: Submission, rubric: Rubric
) -> Fraction | None:
    """The points that the filer gave a row: as filed for the row, else those of its targets, else of its
    block.

    None where the filing was scored by another rubric, or where one of the row's targets has no points.
    """
    filed = submission.self_evaluation
    if filed.rubric == rubric.id and indicator.id in filed.scores:
        return filed.scores[indicator.id]
    if filed.rubric not in ("", rubric.id) or not rubric.scores_targets:
        return None
    if indicator.targets is not None:
        return sum_known(one.target.self_score for one in criteria if isinstance(one, TargetScore))
    block = submission.form.blocks.get(indicator.id.partition(".")[0])
    return None if block is None else block.score
