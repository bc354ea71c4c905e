"""Checks of group 1: parts against stated totals, for facts, figures and the scoring table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import round_half_up, show_number
from perfkit.base.text import Text
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import CUT, DIFFERS, FITS, compare, equal_amount, show_amount, show_gap, slack
from perfkit.review.case import Case, Key
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check

ZERO = Fraction(0)


@check(1, "sum.fact")
def catalogue_sums(case: Case) -> Iterator[Finding]:
    """Every sum of the catalogue of facts, for each period and scope that states the total.

    All parts printed: they must add up within the print. Some parts missing: those printed must not
    exceed the total.
    """
    for name in case.stated:
        kind = case.catalogue.get(name)
        for terms in kind.sums if kind else ():
            for key in case.keys(name):
                yield from _sum(case, "sum.fact", name, terms, key, may_leave_out=False)


@check(1, "sum.figure")
def figure_sums(case: Case) -> Iterator[Finding]:
    """The department's own figures that the text breaks down (其中……).

    Parts above the total are an error; parts below it leave a rest that the text does not name.
    """
    for figure in case.submission.figures:
        if figure.sum_of:
            for key in case.keys(figure.id):
                yield from _sum(case, "sum.figure", figure.id, figure.sum_of, key, may_leave_out=True)


def _sum(
    case: Case, code: str, name: str, terms: tuple[str, ...], key: Key, *, may_leave_out: bool
) -> Iterator[Finding]:
    found = [(term, case.of(term, key)) for term in terms]
    beside = {s.section for s in case.of(name, key)}
    known = [
        (term, next((s for s in statements if s.section in beside), statements[0]))
        for term, statements in found
        if statements
    ]
    absent = [term for term, statements in found if not statements and not _not_applicable(case, term)]
    if not known or any(case.catalogue[term].negative for term in absent if term in case.catalogue):
        return
    total = sum((statement.amount for _, statement in known), ZERO)
    allowed = sum((slack(statement) for _, statement in known), ZERO)
    outcomes = []
    wholes = [s for s in case.of(name, key) if not s.approximate] or case.of(name, key)
    for whole in wholes:
        gap = total - whole.amount
        if absent:
            outcomes.append((DIFFERS if gap > allowed + slack(whole) else FITS, gap, whole))
        else:
            outcomes.append((compare(gap, allowed + slack(whole)), gap, whole))
    if any(outcome == FITS for outcome, _, _ in outcomes):
        return
    outcome, gap, whole = outcomes[0]
    kind, unit = case.kind(name), whole.unit
    shown, printed = show_amount(total, kind, unit), whole.printed
    size = show_gap(gap, kind, unit)
    severity = NOTE if outcome == CUT else DOUBT if may_leave_out and gap < 0 else ERROR
    explained = (
        equal_amount(gap, allowed + slack(whole), case.printed_amounts, (name, *terms))
        if kind == "money"
        else None
    )
    yield Finding(
        code,
        severity,
        Text(
            f"{case.name(name)}所报为 {printed}，{'已列' if absent else ''}各部分相加为 {shown}，{'多' if gap > 0 else '少'} {size}",
            f"{case.name(name, 'en')} is stated as {printed}; its parts{' that are printed' if absent else ''} add up to {shown}, {size} {'more' if gap > 0 else 'less'}",
        ),
        (place_of(whole), *(place_of(statement) for _, statement in known)),
        size,
        case.rests_on((name, *terms)),
        Text(f"{case.name(name)}及其各组成部分的明细表", f"the breakdown of {case.name(name, 'en')}"),
        _explained(case, explained),
    )


def _explained(case: Case, found: tuple[str, Statement] | None) -> tuple[Text, ...]:
    if found is None:
        return ()
    name, statement = found
    return (
        Text(
            f"差额约等于{case.name(name)} {statement.printed}",
            f"the difference is about {case.name(name, 'en')}, {statement.printed}",
        ),
    )


def _not_applicable(case: Case, fact: str) -> bool:
    return any(statement.not_applicable for statement in case.submission.facts.get(fact, ()))


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
            exact = whole[0].amount - part[0].amount
            allowed = slack(whole[0]) + slack(part[0])
            outcomes = [compare(s.amount - exact, allowed + slack(s)) for s in stated]
            if FITS in outcomes:
                continue
            unit, size = stated[0].unit, show_gap(stated[0].amount - exact, kind.kind, stated[0].unit)
            shown = show_amount(exact, kind.kind, unit)
            yield Finding(
                "difference.fact",
                NOTE if CUT in outcomes else ERROR,
                Text(
                    f"{kind.zh}所报为 {stated[0].printed}，按两数相减应为 {shown}，相差 {size}",
                    f"{kind.en} is stated as {stated[0].printed}; the two figures give {shown}, {size} apart",
                ),
                (place_of(stated[0]), place_of(whole[0]), place_of(part[0])),
                size,
                case.rests_on((name, *kind.difference)),
                Text(f"{kind.zh}的计算过程", f"how {kind.en} was worked out"),
            )


@check(1, "sum.scores", "sum.grade")
def scoring_table(case: Case) -> Iterator[Finding]:
    """The rows of the self-scores against the printed total, and the total against the printed grade."""
    filed, own = case.submission.self_evaluation, case.evaluation.self_score
    if own is None:
        return
    section = filed.section or "评分表"
    places = case.rubric.rounding.places
    complete = all(row.self_score is not None for row in case.evaluation.rows)
    if filed.total is not None and (complete or own > filed.total):
        gap = own - filed.total
        if abs(gap) > Fraction(1, 2 * 10**places):
            size = show_number(abs(gap)) + "分"
            yield Finding(
                "sum.scores",
                ERROR,
                Text(
                    f"评分表印的总分为 {show_number(filed.total)}，各行相加为 {show_number(own)}，相差 {show_number(abs(gap))} 分",
                    f"the table's total is {show_number(filed.total)}; its rows add up to {show_number(own)}, {show_number(abs(gap))} apart",
                ),
                (
                    Place(section, "综合评分", show_number(filed.total)),
                    Place(section, "各行自评分之和", show_number(own)),
                ),
                size,
                ask=Text("核对后的评分表", "the scoring table, checked"),
            )
    total = filed.total if filed.total is not None else own if complete else None
    if not filed.grade or total is None or not case.rubric.is_graded:
        return
    right = case.rubric.grade(total)
    # A form may print 优秀 for 优.
    printed = next((grade.name for grade in case.rubric.grades if filed.grade.startswith(grade.name)), "")
    if printed and printed != right.name:
        stated = f"{round_half_up(total, places):f}"
        yield Finding(
            "sum.grade",
            ERROR,
            Text(
                f"总分 {stated} 分应为“{right.name}”，评分表印的是“{filed.grade}”",
                f"a total of {stated} is {right.name} ({right.name_en}); the table says {filed.grade}",
            ),
            (Place(section, "评分等级", filed.grade), Place(section, "综合评分", stated)),
            ask=Text("核对后的评分等级", "the grade, checked"),
        )
