"""Checks of group 1: the task table, by category and in all, against the amounts in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from perfkit.base.quantities import ZERO
from perfkit.base.text import Text
from perfkit.filing.filed_tables import Task
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import CUT, DIFFERS, FITS, compare, equal_amount, show_amount, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.checks.sums import explanation
from perfkit.review.finding import NOTE, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, phrase, threshold
from perfkit.review.shown import NOTHING, label, yuan


def holds_everything(case: Case) -> bool:
    """True where the task table is meant to hold all money: it has basic expenditure as well as projects."""
    return {row.category for row in case.tasks} == {"basic", "project"}


def column_sum(rows: Sequence[Task], side: str) -> Fraction:
    """One column of the task table, added up."""
    return sum((getattr(row, side) for row in rows), ZERO)


@check(1, "table.total", "table.category", "table.shifted")
def tables_against_text(case: Case) -> Iterator[Finding]:
    """Task rows, by category and in all, against the amounts of the text; with and without a district
    subsidy."""
    rows, whole = case.tasks, holds_everything(case)
    for side in ("budget", "spent") if rows else ():
        found: dict[str, tuple[Fraction, Finding] | None] = {}
        for fact, chosen in (
            (f"{side}_total", rows),
            (f"basic_{side}", [row for row in rows if row.category == "basic"]),
            (f"project_{side}", [row for row in rows if row.category == "project"]),
        ):
            stated = case.of(fact)
            if stated and chosen and (whole or _exceeds(stated, chosen, side)):
                found[fact] = _against(case, side, fact, stated, chosen)
        yield from _one_matter(case, side, found)


def _one_matter(
    case: Case, side: str, found: dict[str, tuple[Fraction, Finding] | None]
) -> Iterator[Finding]:
    """The findings of one column; what one part of it lacks and the other has too much is one of them."""
    total, basic, project = (found.get(f"{part}_{side}") for part in ("total", "basic", "project"))
    one, other = (case.first(f"{part}_{side}") for part in ("basic", "project"))
    agrees = f"{side}_total" in found and (total is None or total[1].severity == NOTE)
    if basic is None or project is None or one is None or other is None or not agrees:
        yield from (made[1] for made in found.values() if made is not None)
        return
    if compare(basic[0] + project[0], slack(one) + slack(other)) != FITS:
        yield from (made[1] for made in found.values() if made is not None)
        return
    if total is not None:
        yield total[1]
    parts = [phrase("basic_spending"), phrase("project_spending")]
    less, more = parts if basic[0] < 0 else reversed(parts)
    yield finding(
        "table.shifted",
        {
            "side": phrase(f"side_{side}"),
            "basic": one.printed,
            "project": other.printed,
            "table_basic": show_amount(one.amount - basic[0], "money", one.unit),
            "table_project": show_amount(other.amount - project[0], "money", other.unit),
            "less": less,
            "more": more,
            "size": basic[1].difference,
        },
        tuple(dict.fromkeys((*basic[1].places, *project[1].places))),
        stakes=tuple(dict((*basic[1].stakes, *project[1].stakes)).items()),
        possible=tuple(dict.fromkeys((*basic[1].possible, *project[1].possible))),
    )


def _exceeds(stated: tuple[Statement, ...], rows: Sequence[Task], side: str) -> bool:
    """A table of the main tasks need not hold all money, and cannot hold more than there is."""
    return column_sum(rows, side) > max(s.amount + slack(s) for s in stated)


def _against(
    case: Case, side: str, fact: str, stated: tuple[Statement, ...], rows: Sequence[Task]
) -> tuple[Fraction, Finding] | None:
    """How far text and table are apart, with the finding; None where they agree."""
    subsidy = case.first(f"district_subsidy_{side}")
    if subsidy is not None and not subsidy.amount:
        subsidy = None
    table = column_sum(rows, side)
    options = [table, table + subsidy.amount] if subsidy is not None else [table]
    extra = slack(subsidy) if subsidy is not None else ZERO
    outcome, _, printed, with_subsidy = min(
        (
            (compare(s.amount - option, slack(s) + (extra if n else ZERO)), abs(s.amount - option), s, n)
            for s in stated
            for n, option in enumerate(options)
        ),
        key=lambda item: (item[0] == DIFFERS, item[0] == CUT, item[1]),
    )
    if outcome == FITS:
        return None
    base, unit = options[with_subsidy], printed.unit
    gap = printed.amount - base
    size, bare = show_gap(gap, "money", unit), show_amount(table, "money", unit)
    places = [place_of(printed), Place(case.task_section, "＋".join(row.name for row in rows), yuan(table))]
    if subsidy is not None:
        places.append(place_of(subsidy))
    initial, more = case.first("budget_initial") if fact == "budget_total" else None, NOTHING
    if initial is not None and compare(initial.amount - table, slack(initial)) == DIFFERS:
        off = show_gap(initial.amount - table, "money", unit)
        how = "nor_initial_without" if with_subsidy else "nor_initial"
        more = phrase(how, table=bare, initial=initial.printed, size=off)
        places.append(place_of(initial))
    large = abs(gap) / threshold("table_gap") > printed.amount
    of_category = not fact.endswith("_total")
    return gap, finding(
        "table.category" if of_category else "table.total",
        {
            "name": label(case, fact),
            "text": printed.printed,
            "added": phrase("with_subsidy", table=bare, subsidy=subsidy.printed)
            if with_subsidy and subsidy
            else NOTHING,
            "table": show_amount(base, "money", unit),
            "size": size,
            "more": more,
        },
        places,
        unless="cut" if outcome == CUT else "" if large or (of_category and side == "spent") else "unsure",
        stakes=case.rests_on((fact,)),
        possible=tuple(_possible(case, side, printed, gap, rows)) if outcome == DIFFERS else (),
    )


def _possible(
    case: Case, side: str, printed: Statement, gap: Fraction, rows: Sequence[Task]
) -> Iterator[Text]:
    known = [(name, s) for name, s in case.printed_amounts if name in case.catalogue]
    if found := equal_amount(gap, slack(printed), known):
        yield explanation(case, *found)
    same = [
        (name, s, slack(printed) + slack(s)) for name, s in known if name.endswith("_" + side) and s.amount
    ]
    rounded = [(name, s, allowed, floor(s.amount), ceil(allowed) + 1) for name, s, allowed in same]
    for row in rows:
        own = getattr(row, side)
        wanted = gap + own
        about = floor(wanted)  # whole numbers first: they are compared in a tenth of the time
        for name, statement, allowed, amount, most in rounded:
            if abs(about - amount) > most or statement.amount == own:
                continue
            if abs(statement.amount - wanted) <= allowed:
                yield phrase("row_replaced", row=row.name, name=label(case, name), value=statement.printed)
