"""Checks of group 2: printed rates against their own parts, and what they could have come from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations, product

from perfkit.base.quantities import RATE_UNITS, show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import (
    CUT,
    DIFFERS,
    FITS,
    compare,
    implied_parts,
    misread,
    rate_fits,
    show_gap,
    slack,
)
from perfkit.review.case import Case, Key
from perfkit.review.english import Words, both
from perfkit.review.finding import Condition, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, rulebook
from perfkit.review.shown import NOTHING, label, task_place, valued, yuan

_MOST_PEOPLE = 5000


def quotient(part: str | Text, whole: str | Text) -> Text:
    """A division as it is shown."""
    a, b = both(part), both(whole)
    return Text(f"{a.zh} ÷ {b.zh}", f"{a.en} ÷ {b.en}")


def known(case: Case, name: str, key: Key) -> list[Statement]:
    """The statements of a fact, or one made of the parts it can be derived from."""
    stated = list(case.of(name, key))
    if stated or key != ("", "") or name not in case.catalogue:
        return stated
    found = case.evaluation.book.find(name)
    if not found.derived_from or not found.span.is_exact or found.missing:
        return []
    return [
        Statement(
            value=show_exact(round(found.span.low, 6)),
            unit="元" if case.kind(name) == "money" else "",
            section="、".join(dict.fromkeys(s.section for s in found.statements)),
            quote="＋".join(s.printed for s in found.statements),
        )
    ]


@check(2, "rate.mismatch", "rate.zero_whole")
def printed_rates(case: Case) -> Iterator[Finding]:
    """Every printed rate whose part and whole are printed too, for each period and scope."""
    for name in case.stated:
        made_of = case.figures[name].rate_of if name in case.figures else case.catalogue[name].rate_of
        if made_of is None:
            continue
        for key in case.keys(name):
            parts, wholes = (known(case, term, key) for term in made_of)
            if not parts or not wholes:
                continue
            rates = {rate.amount: rate for rate in reversed(case.of(name, key))}
            for rate in reversed(rates.values()):
                yield from _one_rate(case, name, rate, made_of, parts, wholes)


def _one_rate(
    case: Case,
    name: str,
    rate: Statement,
    made_of: tuple[str, str],
    parts: list[Statement],
    wholes: list[Statement],
) -> Iterator[Finding]:
    fields: dict[str, Words] = {"name": label(case, name), "rate": rate.printed}
    if all(whole.amount == 0 for whole in wholes):
        yield finding(
            "rate.zero_whole",
            fields,
            (place_of(rate), place_of(parts[0]), place_of(wholes[0])),
            unless="" if any(part.amount for part in parts) else "empty",
            stakes=case.rests_on((name, *made_of)),
        )
        return
    pairs = [(part, whole) for part, whole in product(parts, wholes) if whole.amount]
    outcomes = set()
    for part, whole in pairs:
        outcomes.add(rate_fits(rate, part, whole))
        if FITS in outcomes or misread(part, whole, rate):
            return
    part, whole = min(pairs, key=lambda pair: abs(rate.amount - pair[0].amount / pair[1].amount))
    gap = abs(rate.amount - part.amount / whole.amount)
    how = quotient(valued(case, made_of[0], part), valued(case, made_of[1], whole))
    size = show_gap(gap, "rate")
    yield finding(
        "rate.mismatch",
        {**fields, "how": how, "right": show_rate(part.amount / whole.amount), "size": size},
        (place_of(rate), place_of(part), place_of(whole)),
        unless="cut" if CUT in outcomes else "",
        stakes=case.rests_on((name, *made_of)),
        possible=tuple(_origins(case, rate, part, whole)) if CUT not in outcomes else (),
    )


def _origins(case: Case, rate: Statement, part: Statement, whole: Statement) -> Iterator[Text]:
    """What the printed rate could have come from: a whole-number part, or a pair of figures of one
    section."""
    nearby = [
        (name, s)
        for name, group in case.stated.items()
        for s in group
        if s.section == rate.section and not isinstance(s.value, bool)
    ]
    whole_numbers = whole.amount.denominator == part.amount.denominator == 1
    if whole_numbers and whole.amount <= _MOST_PEOPLE and whole.unit not in ("元", "万元", "亿元"):
        counts = [(name, s) for name, s in nearby if s.unit == part.unit and case.kind(name) == "count"]
        for number in implied_parts(rate, whole.amount)[:1]:
            pair = next(
                (
                    (a, b)
                    for a, b in combinations(counts, 2)
                    if a[1].amount + b[1].amount == number and b[0] != a[0]
                ),
                None,
            )
            sums = (
                phrase(
                    "number_is_sum",
                    number=str(number),
                    one=valued(case, *pair[0]),
                    other=valued(case, *pair[1]),
                )
                if pair
                else NOTHING
            )
            yield phrase("rate_is_number", number=str(number), whole=show_exact(whole.amount), more=sums)
    for (a, first), (b, second) in permutations(nearby, 2):
        if a == b or first.unit != second.unit or first.unit in RATE_UNITS or not second.amount:
            continue
        near = rate.amount * second.amount
        if first.amount > second.amount and rate.amount <= 1:
            continue
        if first.amount * 10 < near * 9 or first.amount * 9 > near * 10:
            continue  # too far off for any print; the exact comparison takes longer
        other = {first.amount, second.amount} != {part.amount, whole.amount}
        if (
            other
            and rate_fits(rate, first, second) == FITS
            and slack(first) * 50 < max(first.amount, Fraction(1))
        ):
            yield phrase("rate_is_quotient", how=quotient(valued(case, a, first), valued(case, b, second)))
            return


@check(2, "rate.task")
def task_completion(case: Case) -> Iterator[Finding]:
    """The printed completion of every task row against spent ÷ budget, to the printed decimals."""
    for row in case.tasks:
        if row.completion is None:
            continue
        said = show_exact(row.completion) + "%"
        places = (
            Place(case.task_section, f"{row.name} {row.completion_quote or said}", said),
            Place(case.task_section, f"预算 {yuan(row.budget)}，执行 {yuan(row.spent)}"),
        )
        fields = {"name": row.name, "rate": said}
        if not row.available:
            if row.completion:
                empty: Condition = "" if row.spent else "empty"
                yield finding("rate.zero_whole", fields, places, variant="task", unless=empty)
            continue
        exact = row.spent / row.available * 100
        outcome = compare(row.completion - exact, Fraction(1, 2 * 10**row.completion_places))
        if outcome != FITS:
            size = f"{show_number(abs(row.completion - exact))}个百分点"
            yield finding(
                "rate.task",
                {**fields, "right": show_number(exact) + "%", "size": size},
                places,
                unless="cut" if outcome == CUT else "",
            )


@check(2, "rate.over_one")
def above_the_whole(case: Case) -> Iterator[Finding]:
    """Rates above 100 %, printed or by their parts: spending beyond the budget, more staff than posts, more
    finished than planned."""
    pairs = {kind.rate_of: name for name, kind in case.catalogue.items() if kind.rate_of}
    pairs |= {(pair.part, pair.whole): pair.rate for pair in rulebook().never_above}
    for (part_name, whole_name), name in pairs.items():
        part, whole, rate = case.first(part_name), case.first(whole_name), case.first(name) if name else None
        over, size = False, ""
        shown = rate.printed if rate is not None else "∞"
        if part is not None and whole is not None:
            over = part.amount - whole.amount > slack(part) + slack(whole)
            if rate is not None and rate.amount <= 1:
                continue  # printed below 100 %: that its parts give more is said elsewhere
            adjusted = case.first(whole_name.removesuffix("_budget") + "_adjusted_budget")
            if (
                over
                and rate is None
                and adjusted
                and part.amount - adjusted.amount <= slack(part) + slack(adjusted)
            ):
                continue  # beyond the first budget, within the adjusted one
            if rate is None and whole.amount:
                shown = show_rate(part.amount / whole.amount)
            size = show_gap(part.amount - whole.amount, case.kind(part_name), whole.unit) if over else ""
        if not over and (rate is None or rate.amount <= 1):
            continue
        if part and whole and misread(part, whole, rate):
            continue
        # Where a rule scores the rate, going beyond 100 % has its price already; a year's budget has no
        # beyond.
        stakes = case.rests_on((part_name, whole_name, name))
        # The department says itself that it went beyond what was to be kept to.
        said = bool(name and rate and case.kind(part_name) == "money" and whole_name != "budget_total")
        yield finding(
            "rate.over_one",
            {"name": label(case, name or part_name), "rate": shown},
            tuple(place_of(s) for s in (part, whole, rate) if s is not None),
            unless="excused" if said or stakes and whole_name != "budget_total" else "unsure",
            difference=size,
            stakes=stakes,
        )
    yield from _own_above(case)


def _own_above(case: Case) -> Iterator[Finding]:
    for figure in case.submission.figures:
        said = figure.statements[0]
        plan = pattern("may_exceed").search(figure.name) and "执行" not in figure.name
        if (
            figure.kind == "rate"
            and said.amount > 1
            and not plan
            and not pattern("growth_name").search(figure.name)
        ):
            yield finding(
                "rate.over_one",
                {"name": figure.name, "rate": said.printed},
                (place_of(said),),
                variant="figure",
                unless="excused" if pattern("may_be_over").search(figure.name) else "",
            )
    for row in case.tasks:
        if row.spent > row.available:
            size = yuan(row.spent - row.available)
            yield finding(
                "rate.over_one",
                {"name": row.name, "size": size},
                (task_place(case, row),),
                variant="task",
            )


@check(2, "rate.off_establishment", "rate.no_parts")
def off_establishment(case: Case) -> Iterator[Finding]:
    """The off-establishment rate under both bases that are in use: all staff, or established staff only."""
    rate, staff = case.first("off_establishment_rate"), case.first("established_staff_count")
    others = case.first("off_establishment_count")
    if rate is None or staff is None or not staff.amount or isinstance(rate.value, bool):
        return
    stakes = case.rests_on(("off_establishment_rate", "off_establishment_count"))
    fields: dict[str, Words] = {"name": label(case, "off_establishment_rate"), "rate": rate.printed}
    if others is not None:
        of_all = others.amount / (others.amount + staff.amount) if others.amount else Fraction(0)
        bases = (of_all, others.amount / staff.amount)
        if all(compare(rate.amount - base, rate.tolerance) == DIFFERS for base in bases):
            yield finding(
                "rate.off_establishment",
                {
                    **fields,
                    "others": others.printed,
                    "of_all": show_rate(bases[0]),
                    "of_staff": show_rate(bases[1]),
                },
                (place_of(rate), place_of(others), place_of(staff)),
                difference=show_gap(min((rate.amount - base for base in bases), key=abs), "rate"),
                stakes=stakes,
            )
    elif 0 < rate.amount < 1:
        of_staff, of_all = rate.amount * staff.amount, rate.amount / (1 - rate.amount) * staff.amount
        yield finding(
            "rate.no_parts",
            {**fields, "of_staff": show_number(of_staff, 0), "of_all": show_number(of_all, 0)},
            (place_of(rate), place_of(staff)),
            difference=f"{show_number(of_all - of_staff, 0)}人",
            stakes=stakes,
        )
