"""Checks of group 2: printed rates against their own parts, and what they could have come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations, product

from perfkit.base.quantities import show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import CUT, DIFFERS, FITS, compare, implied_parts, rate_fits, show_gap, slack
from perfkit.review.case import Case, Key
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check

_GROWTH = re.compile(r"增长|增幅|增速|同比|环比|提高|上升|下降|降低")


def known(case: Case, name: str, key: Key) -> list[Statement]:
    """The statements of a fact, or one made of the parts it can be derived from."""
    stated = list(case.of(name, key))
    if stated or key != ("", "") or name not in case.catalogue:
        return stated
    found = case.evaluation.book.find(name)
    if not found.derived_from or not found.span.is_exact or found.missing:
        return []
    sections = "、".join(dict.fromkeys(s.section for s in found.statements))
    quote = "＋".join(s.printed for s in found.statements)
    return [
        Statement(
            value=show_exact(round(found.span.low, 6)),
            unit="元" if case.kind(name) == "money" else "",
            section=sections,
            quote=quote,
        )
    ]


def _rates(case: Case) -> Iterator[tuple[str, str, str]]:
    for name in case.stated:
        if name in case.figures:
            parts = case.figures[name].rate_of
        else:
            parts = case.catalogue[name].rate_of
        if parts:
            yield name, *parts


@check(2, "rate.mismatch", "rate.zero_whole")
def printed_rates(case: Case) -> Iterator[Finding]:
    """Every printed rate whose part and whole are printed too, for each period and scope.

    Where several statements exist, any combination that fits is enough here: that they differ from each
    other is a finding of its own. The tolerance is the print of all three figures.
    """
    for name, part_name, whole_name in _rates(case):
        for key in case.keys(name):
            parts, wholes = known(case, part_name, key), known(case, whole_name, key)
            if not parts or not wholes:
                continue
            seen: set[Fraction] = set()
            for rate in case.of(name, key):
                if rate.amount in seen:
                    continue
                seen.add(rate.amount)
                yield from _one_rate(case, name, rate, (part_name, parts), (whole_name, wholes))


def _one_rate(case: Case, name: str, rate: Statement, part_of: tuple, whole_of: tuple) -> Iterator[Finding]:
    (part_name, parts), (whole_name, wholes) = part_of, whole_of
    stakes = case.rests_on((name, part_name, whole_name))
    ask = Text(
        f"{case.name(name)}的计算过程和分子、分母的依据",
        f"how {case.name(name, 'en')} was worked out, with its part and whole",
    )
    if all(whole.amount == 0 for whole in wholes):
        severity = DOUBT if any(part.amount for part in parts) else NOTE
        yield Finding(
            "rate.zero_whole",
            severity,
            Text(
                f"{case.name(name)}报告载为 {rate.printed}，而分母为 0，无法计算",
                f"{case.name(name, 'en')} is printed as {rate.printed}; its whole is 0, so there is no such rate",
            ),
            (place_of(rate), place_of(parts[0]), place_of(wholes[0])),
            stakes=stakes,
            ask=ask,
        )
        return
    tried = [
        (rate_fits(rate, part, whole), abs(rate.amount - part.amount / whole.amount), part, whole)
        for part, whole in product(parts, wholes)
        if whole.amount
    ]
    outcomes = {item[0] for item in tried}
    if FITS in outcomes:
        return
    _, gap, part, whole = min(tried, key=lambda item: item[1])
    exact, size = part.amount / whole.amount, show_gap(gap, "rate")
    yield Finding(
        "rate.mismatch",
        NOTE if CUT in outcomes else ERROR,
        Text(
            f"{case.name(name)}报告载为 {rate.printed}，按{case.name(part_name)} {part.printed} ÷ {case.name(whole_name)} {whole.printed} 应为 {show_rate(exact)}，相差 {size}",
            f"{case.name(name, 'en')} is printed as {rate.printed}; {case.name(part_name, 'en')} {part.printed} ÷ {case.name(whole_name, 'en')} {whole.printed} gives {show_rate(exact)}, {show_number(gap * 100)} percentage points apart",
        ),
        (place_of(rate), place_of(part), place_of(whole)),
        size,
        stakes,
        ask,
        tuple(_origins(case, rate, part, whole)) if CUT not in outcomes else (),
    )


def _origins(case: Case, rate: Statement, part: Statement, whole: Statement) -> Iterator[Text]:
    """What the printed rate could have come from: a whole-number part, or a pair of figures of one section."""
    nearby = [
        (name, s)
        for name, group in case.stated.items()
        for s in group
        if s.section == rate.section and not isinstance(s.value, bool)
    ]
    if (
        whole.amount.denominator == 1
        and part.amount.denominator == 1
        and whole.amount <= 5000
        and whole.unit not in ("元", "万元", "亿元")
    ):
        for number in implied_parts(rate, whole.amount)[:1]:
            counts = [(name, s) for name, s in nearby if s.unit == part.unit and case.kind(name) == "count"]
            pairs = [
                (a, b)
                for a, b in combinations(counts, 2)
                if a[1].amount + b[1].amount == number and b[0] != a[0]
            ]
            made_zh = made_en = ""
            if pairs:
                (a, first), (b, second) = pairs[0]
                made_zh = (
                    f"；{number} 恰等于{case.name(a)} {first.printed} 与{case.name(b)} {second.printed} 之和"
                )
                made_en = f"; {number} happens to be {case.name(a, 'en')}, {first.printed}, plus {case.name(b, 'en')}, {second.printed}"
            yield Text(
                f"该比率等于 {number}÷{show_exact(whole.amount)}{made_zh}",
                f"the rate is that of {number} ÷ {show_exact(whole.amount)}{made_en}",
            )
    for (a, first), (b, second) in permutations(nearby, 2):
        if (
            a == b
            or first.unit != second.unit
            or first.unit in ("%", "‰")
            or not second.amount
            or (first.amount > second.amount and rate.amount <= 1)
        ):
            continue
        near = rate.amount * second.amount
        if first.amount * 10 < near * 9 or first.amount * 9 > near * 10:
            continue  # too far off for any print; the exact comparison takes longer
        if {first.amount, second.amount} != {part.amount, whole.amount}:
            if rate_fits(rate, first, second) == FITS and slack(first) * 50 < max(first.amount, Fraction(1)):
                yield Text(
                    f"该比率等于{case.name(a)} {first.printed} ÷ {case.name(b)} {second.printed}",
                    f"the rate is that of {case.name(a, 'en')}, {first.printed}, ÷ {case.name(b, 'en')}, {second.printed}",
                )
                return


@check(2, "rate.task")
def task_completion(case: Case) -> Iterator[Finding]:
    """The printed completion of every task row against spent ÷ budget, to the printed decimals."""
    tasks = case.submission.tasks
    for row in tasks.rows if tasks else ():
        if row.completion is None:
            continue
        place = Place(
            case.task_section,
            f"{row.name} {row.completion_quote or show_exact(row.completion) + '%'}",
            show_exact(row.completion) + "%",
        )
        money = Place(case.task_section, f"预算 {show_exact(row.budget)}元，执行 {show_exact(row.spent)}元")
        if not row.budget:
            if row.completion:
                zh = f"“{row.name}”预算为 0，完成率却载为 {show_exact(row.completion)}%"
                yield Finding(
                    "rate.zero_whole",
                    DOUBT if row.spent else NOTE,
                    Text(
                        zh,
                        f"{row.name}: nothing was budgeted, yet {show_exact(row.completion)} % is printed as its completion",
                    ),
                    (place, money),
                )
            continue
        half = Fraction(1, 2 * 10**row.completion_places)
        exact = row.spent / row.budget * 100
        outcome = compare(row.completion - exact, half)
        if outcome == FITS:
            continue
        size = f"{show_number(abs(row.completion - exact))}个百分点"
        yield Finding(
            "rate.task",
            NOTE if outcome == CUT else ERROR,
            Text(
                f"“{row.name}”报告载为完成 {show_exact(row.completion)}%，执行数÷预算数为 {show_number(exact)}%，相差 {size}",
                f"{row.name} is printed as {show_exact(row.completion)} % complete; spent ÷ budget is {show_number(exact)} %",
            ),
            (place, money),
            size,
            ask=Text(f"“{row.name}”的支出明细", f"the ledger of {row.name}"),
        )


@check(2, "rate.over_one")
def above_the_whole(case: Case) -> Iterator[Finding]:
    """Rates above 100 %, printed or by their parts: spending beyond the budget, more staff than posts, more finished than planned."""
    pairs = {kind.rate_of: name for name, kind in case.catalogue.items() if kind.rate_of}
    pairs |= {
        ("projects_finished_count", "projects_planned_count"): "",
        ("projects_approved_count", "projects_applied_count"): "",
        ("off_establishment_count", "off_establishment_count"): "off_establishment_rate",
    }
    for (part_name, whole_name), name in pairs.items():
        part, whole, rate = case.first(part_name), case.first(whole_name), case.first(name) if name else None
        both = (part, whole) if part is not None and whole is not None else None
        over = both is not None and both[0].amount - both[1].amount > slack(both[0]) + slack(both[1])
        adjusted = case.first(whole_name.removesuffix("_budget") + "_adjusted_budget")
        if (
            both
            and over
            and rate is None
            and adjusted is not None
            and both[0].amount - adjusted.amount <= slack(both[0]) + slack(adjusted)
        ):
            continue  # beyond the first budget, within the adjusted one
        if not over and (rate is None or rate.amount <= 1):
            continue
        title = case.name(name) if name else case.name(part_name)
        shown = (
            rate.printed
            if rate is not None
            else show_rate(both[0].amount / both[1].amount)
            if both and both[1].amount
            else "∞"
        )
        # Where a rule scores the rate, going beyond 100 % has its price already; a year's budget has no beyond.
        scored = case.rests_on((part_name, whole_name, name)) and whole_name != "budget_total"
        yield Finding(
            "rate.over_one",
            NOTE if scored else DOUBT,
            Text(
                f"{title}为 {shown}，超过 100%",
                f"{case.name(name or part_name, 'en')} is {shown}, above 100 %",
            ),
            tuple(place_of(s) for s in (part, whole, rate) if s is not None),
            show_gap(both[0].amount - both[1].amount, case.kind(part_name), both[1].unit)
            if both and over
            else "",
            case.rests_on((part_name, whole_name, name)),
            Text("超出部分的批准文件", "the approval of what goes beyond"),
        )
    for figure in case.submission.figures:
        if figure.kind == "rate" and not _GROWTH.search(figure.name):
            for statement in figure.statements[:1]:
                if statement.amount > 1:
                    yield Finding(
                        "rate.over_one",
                        DOUBT,
                        Text(
                            f"{figure.name}报告载为 {statement.printed}，超过 100%",
                            f"{figure.name} is printed as {statement.printed}, above 100 %",
                        ),
                        (place_of(statement),),
                        ask=Text(f"{figure.name}的分子和分母", f"part and whole of {figure.name}"),
                    )
    for row in case.submission.tasks.rows if case.submission.tasks else ():
        if row.spent > row.budget:
            size = show_exact(row.spent - row.budget) + "元"
            yield Finding(
                "rate.over_one",
                DOUBT,
                Text(
                    f"“{row.name}”执行数大于预算数，多 {size}",
                    f"{row.name}: more was spent than budgeted, by {size}",
                ),
                (
                    Place(
                        case.task_section,
                        f"{row.name} 预算 {show_exact(row.budget)}元，执行 {show_exact(row.spent)}元",
                    ),
                ),
                size,
                ask=Text("超预算支出的批准文件", "the approval of spending beyond the budget"),
            )


@check(2, "rate.off_establishment", "rate.no_parts")
def off_establishment(case: Case) -> Iterator[Finding]:
    """The off-establishment rate under both bases that are in use: all staff, or established staff only."""
    rate, staff, others = (
        case.first(name)
        for name in ("off_establishment_rate", "established_staff_count", "off_establishment_count")
    )
    if rate is None or staff is None or not staff.amount or isinstance(rate.value, bool):
        return
    stakes = case.rests_on(("off_establishment_rate", "off_establishment_count"))
    ask = Text(
        "劳务派遣和其他编外人员名册（年末人数）",
        "the list of dispatched and other off-establishment staff at the year's end",
    )
    if others is not None:
        bases = (
            others.amount / (others.amount + staff.amount) if others.amount else Fraction(0),
            others.amount / staff.amount,
        )
        if all(compare(rate.amount - base, rate.tolerance) == DIFFERS for base in bases):
            yield Finding(
                "rate.off_establishment",
                ERROR,
                Text(
                    f"编外人员比率报告载为 {rate.printed}；{others.printed}除以在编＋编外是 {show_rate(bases[0])}，除以在编是 {show_rate(bases[1])}",
                    f"the off-establishment rate is printed as {rate.printed}; {others.printed} are {show_rate(bases[0])} of all staff, {show_rate(bases[1])} of established staff",
                ),
                (place_of(rate), place_of(others), place_of(staff)),
                show_gap(min((rate.amount - base for base in bases), key=abs), "rate"),
                stakes,
                ask,
            )
    elif 0 < rate.amount < 1:
        of_staff, of_all = rate.amount * staff.amount, rate.amount / (1 - rate.amount) * staff.amount
        yield Finding(
            "rate.no_parts",
            NOTE,
            Text(
                f"编外人员比率报告载为 {rate.printed}，人数未载：除以在编约 {show_number(of_staff, 0)} 人，除以在编＋编外约 {show_number(of_all, 0)} 人",
                f"the off-establishment rate is {rate.printed} without head counts: about {show_number(of_staff, 0)} people if of established staff, {show_number(of_all, 0)} if of all staff",
            ),
            (place_of(rate), place_of(staff)),
            f"{show_number(of_all - of_staff, 0)}人",
            stakes,
            ask,
        )
