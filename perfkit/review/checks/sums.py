"""Checks of group 1: parts against stated totals, differences, and what can only grow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ZERO, round_half_up, show_number, unit_factor
from perfkit.base.text import Text
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import (
    CUT,
    DIFFERS,
    FITS,
    compare,
    equal_amount,
    is_slip,
    show_amount,
    show_gap,
    slack,
)
from perfkit.review.case import Case, Key
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase
from perfkit.review.shown import label


@check(1, "sum.fact")
def catalogue_sums(case: Case) -> Iterator[Finding]:
    """Every sum of the catalogue of facts, for each period and scope that states the total."""
    for name in case.stated:
        kind = case.catalogue.get(name)
        for terms in kind.sums if kind else ():
            for key in case.keys(name):
                yield from _sum(case, "sum.fact", name, terms, key)


@check(1, "sum.figure")
def figure_sums(case: Case) -> Iterator[Finding]:
    """The department's own figures that the text breaks down (其中……)."""
    for figure in case.submission.figures:
        if figure.sum_of:
            for key in case.keys(figure.id):
                yield from _sum(case, "sum.figure", figure.id, figure.sum_of, key)


def _sum(case: Case, code: str, name: str, terms: tuple[str, ...], key: Key) -> Iterator[Finding]:
    beside = {s.section for s in case.of(name, key)}
    known, absent = [], []
    for term in terms:
        statements = case.of(term, key)
        if statements:
            known.append((term, next((s for s in statements if s.section in beside), statements[0])))
        elif not any(s.not_applicable for s in case.submission.facts.get(term, ())):
            absent.append(term)
    if not known or any(case.catalogue[term].negative for term in absent if term in case.catalogue):
        return
    wholes = case.of(name, key)
    said = [s.quote for s in wholes] + [text for _, section, text in case.plain if section in beside]
    if "budget_added" in terms and any(map(pattern("cut_in_the_year").search, said)):
        return
    total = sum((statement.amount for _, statement in known), ZERO)
    allowed = sum((slack(statement) for _, statement in known), ZERO)
    first = () if "budget_initial" in terms else case.of("budget_initial")
    if name == "budget_total" and any(abs(total - s.amount) <= allowed + slack(s) for s in first):
        return  # the parts are those of the first budget
    outcomes = []
    for whole in [s for s in wholes if not s.approximate] or wholes:
        outcome = compare(total - whole.amount, allowed + slack(whole))
        if absent:  # what is printed must not exceed the whole
            outcome = DIFFERS if total - whole.amount > allowed + slack(whole) else FITS
        outcomes.append((outcome, total - whole.amount, whole))
    if any(outcome == FITS for outcome, _, _ in outcomes):
        return
    outcome, gap, whole = outcomes[0]
    size = show_gap(gap, case.kind(name), whole.unit)
    below = code == "sum.figure" and gap < 0
    explained = None
    if case.kind(name) == "money":
        explained = equal_amount(gap, allowed + slack(whole), case.printed_amounts, (name, *terms))
    if explained and gap < 0 and _same_table(explained[1].section, whole.section):
        return  # a further part stands in the same table (事业单位经营支出)
    yield finding(
        code,
        {
            "name": label(case, name),
            "total": whole.printed,
            "added": show_amount(total, case.kind(name), whole.unit),
            "more": phrase("more" if gap > 0 else "less"),
            "size": size,
        },
        (place_of(whole), *(place_of(statement) for _, statement in known)),
        variant="partly" if absent else "",
        unless="cut" if outcome == CUT else "unsure" if below else "",
        stakes=case.rests_on((name, *terms)),
        possible=(explanation(case, *explained),) if explained else (),
    )


def _same_table(one: str, other: str) -> bool:
    tables = [pattern("table_of_a_place").match(section) for section in (one, other)]
    return all(tables) and len({found[0] for found in tables if found}) == 1


def explanation(case: Case, name: str, statement: Statement) -> Text:
    """That a difference is about as large as another printed amount."""
    return phrase("gap_equals", name=label(case, name), value=statement.printed)


@check(1, "difference.fact")
def catalogue_differences(case: Case) -> Iterator[Finding]:
    """Every difference of the catalogue (a balance is a budget less what was spent)."""
    for name in case.stated:
        kind = case.catalogue.get(name)
        if kind is None or kind.difference is None:
            continue
        for key in case.keys(name):
            whole, part = (case.of(term, key) for term in kind.difference)
            if not whole or not part:
                continue
            stated = case.of(name, key)
            exact, allowed = whole[0].amount - part[0].amount, slack(whole[0]) + slack(part[0])
            outcomes = [compare(s.amount - exact, allowed + slack(s)) for s in stated]
            if FITS in outcomes:
                continue
            said, size = stated[0], show_gap(stated[0].amount - exact, kind.kind, stated[0].unit)
            right = show_amount(exact, kind.kind, said.unit)
            yield finding(
                "difference.fact",
                {"name": kind.name, "said": said.printed, "right": right, "size": size},
                (place_of(said), place_of(whole[0]), place_of(part[0])),
                unless="cut" if CUT in outcomes else "",
                stakes=case.rests_on((name, *kind.difference)),
            )


@check(1, "sum.balance")
def balances(case: Case) -> Iterator[Finding]:
    """What is carried over against budget less expenditure, where they differ by a slip of the pen alone."""
    left, whole, spent = (case.of(name) for name in ("carried_over", "budget_total", "spent_total"))
    left = left or _left_in_words(case)
    if len(left) != 1 or len(whole) != 1 or len(spent) != 1:
        return
    exact = whole[0].amount - spent[0].amount
    right = show_amount(exact, "money", left[0].unit)
    printed = left[0].printed.removesuffix(left[0].unit)
    as_printed = show_number(exact / unit_factor(left[0].unit), len(printed.partition(".")[2]))
    allowed = slack(left[0]) + slack(whole[0]) + slack(spent[0])
    if abs(exact - left[0].amount) > allowed and is_slip(printed, as_printed):
        size = show_gap(left[0].amount - exact, "money", left[0].unit)
        yield finding(
            "sum.balance",
            {"name": label(case, "carried_over"), "said": left[0].printed, "right": right, "size": size},
            tuple(place_of(group[0]) for group in (left, whole, spent)),
            stakes=case.rests_on(("carried_over", "budget_total", "spent_total")),
        )


def _left_in_words(case: Case) -> tuple[Statement, ...]:
    """The one amount that the filing calls what is left at the end of the year, where it is no fact."""
    left = [
        f.statements
        for f in case.evaluation.submission.figures
        if f.kind == "money" and pattern("left_at_the_end").search(f.name)
    ]
    return left[0] if len(left) == 1 else ()


@check(1, "sum.scores", "sum.grade")
def scoring_table(case: Case) -> Iterator[Finding]:
    """The rows of the self-scores against the printed total, and the total against the printed grade."""
    filed, own = case.submission.self_evaluation, case.evaluation.self_score
    if own is None:
        return
    section, places = case.submission.points_stand("total") or "评分表", case.rubric.rounding.places
    complete = all(row.self_score is not None for row in case.evaluation.rows)
    if filed.total is not None and (complete or own > filed.total):
        gap = abs(own - filed.total)
        if gap > Fraction(1, 2 * 10**places):
            total, added, size = map(show_number, (filed.total, own, gap))
            yield finding(
                "sum.scores",
                {"total": total, "added": added, "size": size},
                (Place(section, "综合评分", total), Place(section, "各行自评分之和", added)),
            )
    stated = filed.total if filed.total is not None else own if complete else None
    if not filed.grade or stated is None or not case.rubric.is_graded:
        return
    right = case.rubric.grade(stated)
    # A form may print 优秀 for 优.
    printed = next((grade.name for grade in case.rubric.grades if filed.grade.startswith(grade.name)), "")
    if printed and printed != right.name:
        shown = f"{round_half_up(stated, places):f}"
        yield finding(
            "sum.grade",
            {"total": shown, "right": right.name, "grade": filed.grade},
            (
                Place(case.submission.points_stand("grade") or "评分表", "评分等级", filed.grade),
                Place(section, "综合评分", shown),
            ),
        )
