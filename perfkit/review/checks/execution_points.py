"""Points for execution against the execution rate."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_exact, show_number, show_rate
from perfkit.review.case import Case
from perfkit.review.checks.form_blocks import block_place, block_score
from perfkit.review.checks.form_points import execution_max, scored_rows
from perfkit.review.finding import Finding
from perfkit.review.form_rules import rules_of_the_form
from perfkit.review.mentions import hits
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold


@check(4, "points.execution")
def points_for_execution(case: Case) -> Iterator[Finding]:
    """Points for execution against the rate: by the rule that the form prints, else in proportion where no
    usual rule gives them."""
    most, own = execution_max(case), block_score(case, "execution")
    total, rows = case.submission.self_evaluation.total, scored_rows(case)
    variant, added = "", sum((row.own for row in rows if row.own is not None), ZERO)
    if own is None and total is not None and rows and all(row.own is not None for row in rows):
        variant, own = "implied", total - added
        if own in (0, most) or own < 0:  # the total of the targets alone, or a matter of the sum
            return
    spent, budget = case.amount("spent_total"), case.amount("budget_total")
    printed = case.first("execution_rate")
    if most is None or own is None or own > most:
        return
    if spent and budget:
        rate = spent / budget
    elif printed is not None and not variant:  # where no amounts are read, as printed
        rate = printed.amount
    else:
        return
    fair, given = min(rate, Fraction(1)) * most, rules_of_the_form(case).of_rate(rate, most)
    told = bool(hits(case, pattern("execution_in_proportion")))
    step = threshold("points_print") if told else step_of(case, own)
    if given is not None:
        fair = min(max(own, given.low), given.high)
    if abs(own - fair) <= step or rate > 1:
        return
    figures, rates = case.evaluation.submission.figures, []
    arrived = (s.amount for f in figures if pattern("column_arrived").search(f.name) for s in f.statements)
    if spent and budget:
        rates = [spent / amount for amount in arrived if spent <= amount < budget]  # 执行数÷到位数
    if printed is not None:  # the points may follow the printed rate, whose own fault is said elsewhere
        rates.append(min(printed.amount, Fraction(1)))
    if any(abs(other * most - own) <= step for other in rates):
        return
    doubtful = given is not None or own > fair and (told or own < most or rate < threshold("execution_full"))
    if any(
        points is not None and points.low - step <= own <= points.high + step
        for points in (rules_of_the_form(case).of_rate(other, most) for other in rates)
    ):
        return
    if doubtful or own < fair - most * threshold("execution_low"):
        printed_points = f"分值 {show_exact(most)} 得分 {show_exact(own)}"
        yield finding(
            "points.execution",
            {
                "own": show_exact(own),
                "most": show_exact(most),
                "rate": show_rate(rate),
                "fair": show_number(fair),
                "total": "" if total is None else show_exact(total),
                "added": show_exact(added),
            },
            (block_place(case, "execution", printed_points, show_exact(own)),),
            variant=variant,
            difference=show_number(abs(own - fair)) + "分",
        )


def step_of(case: Case, own: Fraction) -> Fraction:
    """By how much points may be off for being rounded: half of the last digit of any points of the form."""
    printed = (row.own for row in scored_rows(case) if row.own is not None)
    grids = (
        e.printed
        for g in case.grids
        for (r, c), e in g.entries.items()
        if pattern("points_head").search(g.head(r, c))
    )
    places = max(
        *(_places(points) for points in (own, *printed)), *(len(one.partition(".")[2]) for one in grids), 0
    )
    return max(Fraction(1, 2 * 10**places), threshold("points_print"))


def _places(points: Fraction) -> int:
    return next((n for n in range(3) if (points * 10**n).denominator == 1), 2)
