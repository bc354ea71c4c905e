"""Full points of a scoring table's row against its own standard and what it says of the row."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_number
from perfkit.filing.filed_tables import ScoreRow
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, Finding, Place
from perfkit.review.mentions import RATE, comparable, mentions
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold


@check(4, "score.standard")
def full_points_below_the_standard(case: Case) -> Iterator[Finding]:
    """Full points of a row below the bound that its standard sets for them (≥99%得满分 beside 98.2%), or below
    the share by which it scores (完成率×分值 beside 计划20件，实际18件); of what was not done a doubt."""
    for row in case.submission.self_evaluation.rows:
        if not row.max or row.score != row.max:
            continue
        said = (row.state or row.reason).replace(",", "")
        share, own = _share(row, said), show_exact(row.max)
        if share is not None and (1 - share) * row.max > threshold("points_print"):
            variant, fair = "share", show_number(share * row.max)
        elif _misses_bound(row, said):
            variant, fair = "", ""
        elif pattern("state_not_done").search(said):
            variant, fair = "not_done", ""
        else:
            continue
        fields = {"name": row.name, "standard": row.standard, "said": said, "fair": fair, "own": own}
        place = Place(
            row.place or row.name, f"{row.name}（分值 {own}） 得分 {own}：{row.standard}；{said}", own
        )
        severity = DOUBT if variant == "not_done" else ""
        yield finding("score.standard", fields, (place,), variant=variant, severity=severity)


def _misses_bound(row: ScoreRow, said: str) -> bool:
    """Whether the one value in the unit of the bound for full points lies on its wrong side."""
    bound = pattern("standard_bound").search(row.standard)
    limit = mentions(bound["value"])[0] if bound else None
    values = [one for one in mentions(said) if limit is not None and one.unit == limit.unit]
    if bound is None or limit is None or len(values) != 1:
        return False
    gap = values[0].value - limit.value
    return gap > 0 if bound["most"] else gap < 0


def _share(row: ScoreRow, said: str) -> Fraction | None:
    """The share by which a row is scored: the one rate that is said, else what was done of what was due."""
    if not pattern("standard_share").search(row.standard):
        return None
    found = mentions(said)
    rates = [one.value for one in found if one.kind == RATE]
    if len(rates) == 1:
        return min(rates[0], Fraction(1))
    called = [
        [one for one in found if pattern(name).search(one.label)] for name in ("planned_label", "done_label")
    ]
    if rates or any(len(one) != 1 for one in called) or not comparable(called[0][0], called[1][0]):
        return None
    planned, done = called[0][0], called[1][0]
    return min(done.value / planned.value, Fraction(1)) if planned.value else None
