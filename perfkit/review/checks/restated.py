"""Checks of group 3: the same quantity in two places, with its period, scope and printed precision respected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from perfkit.base.quantities import show_exact, show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import CUT, DIFFERS, FITS, compare, round_share, show_gap, slack
from perfkit.review.case import Case, Key
from perfkit.review.checks.tables import holds_everything
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check

_FAR = 5
_CONTRASTS = tuple(
    (re.compile(a), re.compile(b), severity)
    for a, b, severity in (
        ("申领|申请|申报", "领取|发放|获批|兑付", DOUBT),
        ("受理", "办结|结案", DOUBT),
        ("立案", "结案|办结", DOUBT),
        ("已联系", "办结|完成", DOUBT),
        ("报名", "参加|到课", DOUBT),
    )
)
# Two names for what is counted: not the same set of things.
_NAMES = (("企业", "单位"), ("三险", "社保费"), ("三险", "五险"))
_CONTRASTED = re.compile("|".join(pattern.pattern for contrast in _CONTRASTS for pattern in contrast[:2]))


@check(3, "restated.differs", "restated.label")
def same_figure_twice(case: Case) -> Iterator[Finding]:
    """Statements of one fact or figure for one period and scope, after conversion to one unit."""
    for name in case.stated:
        for key in case.keys(name):
            group = case.of(name, key)
            pair = worst_pair(group)
            if pair is not None:
                yield _differs(case, name, *pair)
            yield from _labels(case, name, group)


def worst_pair(group: tuple[Statement, ...]) -> tuple[Statement, Statement, str] | None:
    """The two statements of one quantity that lie furthest apart beyond their print, and how; None where all fit."""
    found = []
    for a, b in combinations(group, 2):
        if a.amount == b.amount:
            continue
        outcome = compare(a.amount - b.amount, slack(a) + slack(b))
        if outcome != FITS:
            found.append((outcome == DIFFERS, abs(a.amount - b.amount), a, b, outcome))
    if not found:
        return None
    best = max(found, key=lambda item: item[:2])
    return best[2], best[3], best[4]


def _misread(a: Statement, b: Statement) -> bool:
    """Two figures that nobody has checked yet and that lie far apart, not by a slip of units: two things read as one."""
    low, high = sorted((abs(a.amount), abs(b.amount)))
    return (
        a.unconfirmed and b.unconfirmed and low > 0 and high / low > _FAR and not _is_power_of_ten(high / low)
    )


def _is_power_of_ten(ratio: Fraction) -> bool:
    return any(abs(ratio / 10**power - 1) * 50 <= 1 for power in (2, 3, 4, 8))


def _differs(case: Case, name: str, a: Statement, b: Statement, outcome: str) -> Finding:
    kind, flag = case.kind(name), isinstance(a.value, bool)
    size = "" if flag else show_gap(a.amount - b.amount, kind, a.unit)
    share = (
        round_share(min(a.amount, b.amount), max(a.amount, b.amount), max(2 * a.tolerance, 2 * b.tolerance))
        if kind == "money"
        else None
    )
    hints = (
        (
            Text(
                f"小的一个恰是大的一个的 {show_rate(share, 0)}，像是按比例压减",
                f"the smaller is exactly {show_rate(share, 0)} of the larger, as after a flat cut",
            ),
        )
        if share
        else ()
    )
    soft = a.approximate or b.approximate or outcome == CUT
    return Finding(
        "restated.differs",
        NOTE if outcome == CUT or _misread(a, b) else DOUBT if soft else ERROR,
        Text(
            f"{case.name(name)}前后不一致：一处载为 {a.printed}，另一处载为 {b.printed}{f'，相差 {size}' if size else ''}",
            f"{case.name(name, 'en')} is {a.printed} in one place and {b.printed} in another{f', {size} apart' if size else ''}",
        ),
        (place_of(a), place_of(b)),
        size,
        case.rests_on((name,)),
        Text(
            f"{case.name(name)}的原始依据，并说明以哪个数为准",
            f"the source of {case.name(name, 'en')}, and which of the two holds",
        ),
        hints,
    )


def _labels(case: Case, name: str, group: tuple[Statement, ...]) -> Iterator[Finding]:
    for a, b in combinations(group, 2):
        if a.quote == b.quote or a.amount != b.amount or not all(_CONTRASTED.search(s.quote) for s in (a, b)):
            continue
        for left, right, severity in _CONTRASTS:
            for one, other in ((a, b), (b, a)):
                first, second = left.search(one.quote), right.search(other.quote)
                if first and second and not right.search(one.quote) and not left.search(other.quote):
                    yield Finding(
                        "restated.label",
                        severity,
                        Text(
                            f"同一个 {a.printed} 一处说“{first.group()}”，另一处说“{second.group()}”，两件事不应是同一个数",
                            f"the same {a.printed} is called {first.group()} in one place and {second.group()} in another; the two should not be one number",
                        ),
                        (place_of(one), place_of(other)),
                        ask=Text(
                            f"{case.name(name)}的统计口径和台账",
                            f"how {case.name(name, 'en')} is counted, with the register",
                        ),
                    )
                    return


@check(3, "restated.period", "restated.scope")
def other_period_or_scope(case: Case) -> Iterator[Finding]:
    """Different periods or scopes are no contradiction; only that figures are given for several is noted.

    A part of the year beside the year itself is nothing to note. Figures given for the same two periods, or the same number used for the same two scopes, are one finding.
    """
    groups: dict[tuple[str, Key, Key], list[tuple[str, Statement, Statement]]] = {}
    for name in case.stated:
        for first, second in combinations(case.keys(name), 2):
            a, b = case.of(name, first)[0], case.of(name, second)[0]
            other_scope = first[1] != second[1]
            if first[1] == second[1] and "" in (first[0], second[0]):
                continue  # the year's figure is given as well
            if not (other_scope and a.amount != b.amount):
                groups.setdefault(
                    ("restated.scope" if other_scope else "restated.period", first, second), []
                ).append((name, a, b))
                break
    for (code, first, second), found in groups.items():
        places = tuple(place_of(s) for _, a, b in found for s in (a, b))
        names, names_en = (
            "、".join(case.name(name) for name, _, _ in found),
            ", ".join(case.name(name, "en") for name, _, _ in found),
        )
        size = "；".join(
            show_gap(a.amount - b.amount, case.kind(name), a.unit)
            for name, a, b in found
            if a.amount != b.amount
        )
        message = (
            _of_scopes(case, found, first[1], second[1])
            if code == "restated.scope"
            else _of_periods(case, found, first[0], second[0])
        )
        yield Finding(
            code, NOTE, message, places, size, ask=Text(f"{names}的全年数", f"{names_en} for the whole year")
        )


def _of_scopes(case: Case, found: list[tuple[str, Statement, Statement]], one: str, other: str) -> Text:
    said = "；".join(f"{case.name(name)}同为 {a.printed}" for name, a, _ in found)
    said_en = "; ".join(f"{case.name(name, 'en')}: {a.printed}" for name, a, _ in found)
    if one and other:
        return Text(f"{said}，分别用于“{one}”和“{other}”", f"{said_en}, for both {one} and {other}")
    return Text(
        f"{said}，一处不分范围，另一处只指“{one or other}”",
        f"{said_en}, both in all and for {one or other} alone",
    )


def _of_periods(case: Case, found: list[tuple[str, Statement, Statement]], one: str, other: str) -> Text:
    said = "；".join(f"{case.name(name)} {a.printed}、{b.printed}" for name, a, b in found)
    said_en = "; ".join(f"{case.name(name, 'en')} {a.printed} and {b.printed}" for name, a, b in found)
    called = [
        f"{left}又称{right}"
        for left, right in _NAMES
        if any(_swapped(a.quote, b.quote, left, right) for _, a, b in found)
    ]
    more = f"；前后称谓不一：{'、'.join(called)}" if called else ""
    more_en = "; what is counted goes by two names" if called else ""
    return Text(
        f"按 {show_period(one)}和 {show_period(other)}两个期间分别列报：{said}；宜统一为全年数{more}",
        f"given for two periods, {show_period(one, 'en')} and {show_period(other, 'en')}: {said_en}; one to the year's end would do{more_en}",
    )


def _swapped(one: str, other: str, left: str, right: str) -> bool:
    return any(
        left in a and right not in a and right in b and left not in b for a, b in ((one, other), (other, one))
    )


def show_period(period: str, lang: str = "zh") -> str:
    """A period as officials write it.

    Examples
    --------
    >>> show_period("2020-02..2020-10"), show_period("2019-12..2020-01"), show_period("")
    ('2020年2—10月', '2019年12月—2020年1月', '全年')
    """
    first, _, last = period.partition("..")
    if lang != "zh" or not period:
        return period.replace("..", " to ") or say(lang, "全年", "the year")
    (year, month), (end_year, end_month) = (
        part.split("-")[:2] if "-" in part else (part, "") for part in (first, last or first)
    )
    if not month or not end_month:
        return f"{year}年" if year == end_year else f"{year}—{end_year}年"
    if year == end_year:
        return f"{year}年{int(month)}月" if month == end_month else f"{year}年{int(month)}—{int(end_month)}月"
    return f"{year}年{int(month)}月—{end_year}年{int(end_month)}月"


@check(3, "table.execution_rate")
def execution_of_the_table(case: Case) -> Iterator[Finding]:
    """The execution rate of the whole task table against the rate of the text."""
    rate, tasks = case.first("execution_rate"), case.submission.tasks
    if rate is None or tasks is None or not holds_everything(case):
        return
    budget, spent = (
        sum((row.budget for row in tasks.rows), Fraction(0)),
        sum((row.spent for row in tasks.rows), Fraction(0)),
    )
    if not budget or abs(spent / budget - rate.amount) <= max(2 * slack(rate), Fraction(1, 2000)):
        return
    gap = spent / budget - rate.amount
    size = show_gap(gap, "rate")
    yield Finding(
        "table.execution_rate",
        DOUBT,
        Text(
            f"正文预算执行率 {rate.printed}，任务表合计为 {show_rate(spent / budget)}，相差 {size}",
            f"the text has an execution rate of {rate.printed}; the task table comes to {show_rate(spent / budget)}, {show_number(abs(gap) * 100)} percentage points apart",
        ),
        (
            place_of(rate),
            Place(
                tasks.section,
                f"执行合计 {show_exact(spent)}元 ÷ 预算合计 {show_exact(budget)}元",
                show_rate(spent / budget),
            ),
        ),
        size,
        case.rests_on(("spent_total", "budget_total")),
        Text("两个执行率各自的分子、分母", "part and whole of both rates"),
    )
