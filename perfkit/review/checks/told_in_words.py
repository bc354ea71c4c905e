"""Staff, vehicles and amounts that another place tells in other words or another unit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import MONEY_UNITS, show_exact, unit_factor
from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import Entry, Grid, bare
from perfkit.review.mentions import MONEY, Mention, Statement, figured, hits, labelled
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern

_PEOPLE, _SHORTEST = ("人", "名", "位"), 4
_APART = Fraction(10000)


def staff_told_after(case: Case) -> Iterator[Finding]:
    """在职82人 and 现有79名在职人员: one number of the whole body in other words."""
    after = [(s, found) for s, found in hits(case, pattern("all_staff_after"))]
    told = [(s, m) for s, m in labelled(case, "staff_label") if m.unit in _PEOPLE] if after else []
    own = str(case.submission.year)
    told = [(s, m) for s, m in told if s.year_of(m.start, own) == own and not m.approximate]
    if len({m.value for _, m in told}) != 1:
        return
    statement, mention = told[0]
    for there, found in after:
        if Fraction(found["number"]) != mention.value and there.year_of(found.start(), own) == own:
            said = found["number"] + found["unit"]
            yield _differ(
                mention.label, (statement.place(mention), mention.printed), _side(there, found, said)
            )
            return


def _side(statement: Statement, found, said: str) -> tuple[Place, str]:
    return Place(statement.section, found.group(), said), said


def _differ(name: str, one: tuple[Place, str], other: tuple[Place, str]) -> Finding:
    numbers = [Fraction(said.rstrip("人名位辆")) for _, said in (one, other)]
    size = show_exact(abs(numbers[0] - numbers[1])) + one[1][-1]
    fields = {"name": name, "one": one[1], "other": other[1], "size": size}
    return finding("restated.count", fields, (one[0], other[0]), difference=size)


def vehicles_told_otherwise(case: Case) -> Iterator[Finding]:
    """公务用车实有2辆 and 保有量3辆; or those of one kind above all of them."""
    held = [(s, m) for s, m in hits(case, pattern("vehicles_held")) if not _is_of_another_day(s, m.start())]
    every = [(s, m) for s, m in held if not m["some"]]
    for there, one in every[:1]:
        for statement, other in held:
            more = int(other["number"]) > int(one["number"])
            if more if other["some"] else other["number"] != one["number"]:
                name = pattern("vehicles_name").search(one.group())
                sides = [_side(s, m, m["number"] + "辆") for s, m in ((there, one), (statement, other))]
                yield _differ(name.group() if name else "", *sides)
                return


def _is_of_another_day(statement: Statement, at: int) -> bool:
    clause = statement.text[:at].rpartition(";")[2].rpartition(",")[2]
    return bool(pattern("of_another_day").search(clause))


@check(3, "restated.unit")
def amounts_in_another_unit(case: Case) -> Iterator[Finding]:
    """“三公”经费 86400.00 in a table in 万元 beside 8.64万元 of the text: ten thousand times as much."""
    grids = [grid for grid in case.grids if grid.unit in MONEY_UNITS]
    amounts = [(s, m) for s in figured(case) for m in s.mentions if m.kind == MONEY] if grids else []
    by_value: dict[Fraction, list[tuple[Statement, Mention]]] = {}
    for statement, mention in amounts:
        by_value.setdefault(mention.value, []).append((statement, mention))
    for grid in grids:
        factor = unit_factor(grid.unit)
        for entry in grid.entries.values():
            yield from _other_unit(grid, entry, factor, by_value)


def _other_unit(
    grid: Grid, entry: Entry, factor: Fraction, told: dict[Fraction, list[tuple[Statement, Mention]]]
) -> Iterator[Finding]:
    if entry.rate or not entry.value:
        return
    name = pattern("spent_tail").sub("", bare(grid.label(entry.row, entry.column)))
    for times in (1 / _APART, _APART):
        for statement, mention in told.get(entry.value * factor * times, ()):
            if len(name) >= _SHORTEST and name in mention.label:
                fields = {"name": name, "one": entry.printed, "unit": grid.unit, "other": mention.printed}
                yield finding("restated.unit", fields, (grid.at(entry), statement.place(mention)))
