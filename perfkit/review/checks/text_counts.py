"""Counts of the text against the cells of a table that count the same thing in the same unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import show_exact
from perfkit.review.case import Case
from perfkit.review.checks.text_rows import amounts_of_rows
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import Entry, Grid, bare
from perfkit.review.mentions import COUNT, Mention, Statement, hits, mentions, show_like, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold

_SHORTEST, _LEAST = 4, 20
_REACH, _FEWEST_PAIRS = 24, 3
_PARTS = ("expected", "goals", "next_steps")


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of a table with the words that name it and where it stands."""

    value: Fraction
    printed: str
    place: Place
    name: str
    unit: str


@check(3, "restated.table")
def counts_of_tables(case: Case) -> Iterator[Finding]:
    """全年开展巡查154次 beside a row 开展巡查 | 次 | 145: one name, one unit, no second value in either place."""
    yield from amounts_of_rows(case)
    counted = _by_name(case) if case.grids else {}
    told: dict[str, list[tuple[Statement, Mention, bool]]] = {}
    for statement in statements(case) if counted else ():
        aside = statement.part in _PARTS or bool(pattern("part_of_year").search(statement.text))
        for mention in statement.mentions:
            name = _name(mention.label, mention.unit)
            if name in counted and mention.unit == counted[name].unit:
                told.setdefault(name, []).append((statement, mention, aside))
    for name, places in told.items():
        if len({mention.value for _, mention, _ in places}) > 1:
            continue
        (statement, mention, aside), there = places[0], counted[name]
        if aside or not _off(mention, there.value) or pattern("planned_label").search(mention.label):
            continue
        size = show_like(abs(mention.value - there.value), mention)
        fields = {"name": name.removesuffix(mention.unit), "said": mention.printed, "size": size}
        fields["printed"] = there.printed
        yield finding("restated.table", fields, (statement.place(mention), there.place), about=(name,))


def _off(mention: Mention, value: Fraction) -> bool:
    """Another number, near enough to be meant as the same one."""
    few = min(mention.value, value) < _LEAST and "." not in mention.digits
    if mention.kind != COUNT or mention.approximate or few:
        return False
    return mention.slack < abs(mention.value - value) <= threshold("short_name_gap") * value


def _name(label: str, unit: str) -> str:
    """A name with its unit, without the year and without a last 数 or 数量."""
    name = pattern("count_opening").sub("", label).removesuffix(unit)
    return pattern("count_suffix").sub("", name) + unit


def _by_name(case: Case) -> dict[str, Counted]:
    """The counts of all tables that go by a name of their own, and by one value under it."""
    found: dict[str, list[Counted]] = {}
    known = "\n".join(text for _, _, text in case.plain)
    for grid in case.grids:
        columns = Counter(column for _, column in grid.entries)
        for entry in grid.entries.values():
            head, row = grid.head(entry.row, entry.column), grid.label(entry.row, entry.column)
            if entry.rate or pattern("planned_label").search(head) or pattern("head_of_before").search(head):
                continue
            for said in (row, head) if columns[entry.column] == 1 else (row,):
                unit = _unit(grid, entry, said)
                name = _name(pattern("brackets").sub("", said), unit)
                if len(name) >= _SHORTEST and unit:
                    told = Counted(entry.value, entry.printed + unit, grid.at(entry), name, unit)
                    found.setdefault(name, []).append(told)
        for told in _in_cells(grid, known):
            found.setdefault(told.name, []).append(told)
    return {name: each[0] for name, each in found.items() if len({one.value for one in each}) == 1}


def _in_cells(grid: Grid, known: str) -> Iterator[Counted]:
    """Counts with their names in cells of words that are no passage of the text: 新修步道12.4公里 in a column
    that is not of plans."""
    for row, cells in enumerate(grid.cells):
        for column, text in enumerate(cells):
            if not pattern("count_in_a_cell").search(text) or text in known:
                continue
            said = grid.head(row, column) + text
            if any(pattern(name).search(said) for name in ("planned_label", "part_of_year", "of_which")):
                continue
            for one in mentions(text):
                name = _name(one.label, one.unit)
                if one.kind == COUNT and one.unit and len(name) > _SHORTEST and not one.approximate:
                    place = Place(grid.where(row, column), text, one.printed)
                    yield Counted(one.value, one.printed, place, name, one.unit)


def _unit(grid: Grid, entry: Entry, said: str) -> str:
    """The unit that a name has in brackets, else the one that a cell of the row has to itself."""
    inside = pattern("unit_in_brackets").search(said)
    if inside:
        return inside["unit"]
    cells = {grid.text(entry.row, at) for at in range(len(grid.cells[entry.row]))}
    units = [cell for cell in cells if pattern("unit_alone").fullmatch(cell)]
    return units[0] if len(units) == 1 else ""


@dataclass(frozen=True, slots=True)
class InAll:
    """So many units as an area has in all."""

    area: str
    value: Fraction
    printed: str
    statement: Statement


def places_reached(case: Case) -> Iterator[Finding]:
    """涉及5个乡镇38个村 and 涉及6个乡镇38个村: one list of places twice, of which one count is the same and one not."""
    found: dict[tuple[str, ...], list[tuple[Statement, re.Match[str]]]] = {}
    for statement, reach in hits(case, pattern("places_in_a_row")):
        if not pattern("some_of").search(statement.text[max(0, reach.start() - 4) : reach.start()]):
            found.setdefault(reach.group("upper", "lower"), []).append((statement, reach))
    for told in found.values():
        (at, one) = told[0]
        for there, other in told[1:]:
            pairs = [(one[name], other[name]) for name in ("many", "more")]
            apart = [pair for pair in pairs if pair[0] != pair[1]]
            before = [s.text[: m.start()][-_REACH:] for s, m in ((at, one), (there, other))]
            shared = sum(before[0][n : n + 2] in before[1] for n in range(len(before[0]) - 1))
            if (
                shared >= _FEWEST_PAIRS
                and len(apart) == 1
                and abs(int(apart[0][0]) - int(apart[0][1])) <= max(1, int(apart[0][0]) // 10)
            ):
                size = str(abs(int(apart[0][0]) - int(apart[0][1]))) + "个"
                fields = {
                    "name": f"{one['upper']}、{one['lower']}",
                    "one": one.group(),
                    "other": other.group(),
                }
                places = [Place(s.section, m.group()) for s, m in ((at, one), (there, other))]
                yield finding("restated.count", fields | {"size": size}, places, difference=size)
                return


def grades_of_all(case: Case) -> Iterator[Finding]:
    """组织对7个项目开展自评，其中优5个、良1个: every grade with its number, fewer or more than the projects."""
    for statement, told in hits(case, pattern("grades_in_all")):
        each = [int(n) for n in re.findall(r"\d+", told["list"])]
        if sum(each) != int(told["all"]) and not pattern("grades_go_on").match(statement.text[told.end() :]):
            size = f"{abs(sum(each) - int(told['all']))}个"
            fields = {"name": "项目", "one": told["all"] + "个", "other": told["list"], "size": size}
            yield finding(
                "restated.count", fields, (Place(statement.section, told.group()),), difference=size
            )
            return


def vehicles_of_a_table(case: Case) -> Iterator[Finding]:
    """公务用车保有53辆 of the text, 车辆数合计 35 of the table of assets: more than there are in all."""
    own = str(case.submission.year)
    tabled = [
        (grid, max((e for (row, _), e in grid.entries.items() if row == at), key=lambda e: e.column))
        for grid in case.grids
        for at, figures in grid.by_row.items()
        if pattern("all_vehicles").search(grid.label(at, figures[-1][1].column))
    ]
    for statement in statements(case) if len({entry.value for _, entry in tabled}) == 1 else ():
        for mention in statement.mentions:
            kept = mention.unit == "辆" and pattern("vehicles_kept").search(mention.label)
            grid, entry = tabled[0]
            if kept and mention.value > entry.value and statement.year_of(mention.end, own) == own:
                size = show_like(mention.value - entry.value, mention)
                name = bare(grid.label(entry.row, entry.column))
                fields = {"name": name, "one": mention.printed, "other": entry.printed + "辆"}
                places = (statement.place(mention), grid.at(entry))
                yield finding("restated.count", fields | {"size": size}, places, difference=size)
                return


def units_of_an_area(case: Case) -> Iterator[Finding]:
    """辖12个行政村、1个社区 and 覆盖全镇13个行政村: how many there are of them in all, with two results; what lies in
    another area, was there before or is some of them is no such number."""
    found: dict[tuple[str, str], list[InAll]] = {}
    for statement, area in hits(case, pattern("all_of_an_area")):
        before = statement.text[: area.start()].rpartition(",")[2]
        aside = pattern("of_another_time").search(before) or pattern("area_changed").search(statement.text)
        if not aside and not pattern("place_in_a_table").search(statement.section):
            year = statement.year_of(area.end(), str(case.submission.year))
            for one in pattern("units_counted").finditer(area["list"]):
                told = InAll(area["all"], Fraction(one["number"]), one["number"] + one["unit"], statement)
                found.setdefault((one["noun"], year), []).append(told)
    for (noun, _), every in found.items():
        by_area: dict[str, set[Fraction]] = {}
        for each in every:
            by_area.setdefault(each.area, set()).add(each.value)
        first, other = every[0], next((each for each in every if each.value != every[0].value), None)
        named = any(area.startswith("全") for area in by_area)
        if (
            other
            and named
            and len({e.value for e in every}) == 2
            and all(len(v) == 1 for v in by_area.values())
        ):
            size = show_exact(abs(first.value - other.value)) + first.printed[-1]
            fields = {"name": noun, "one": first.printed, "other": other.printed, "size": size}
            places = [Place(e.statement.section, e.statement.text, e.printed) for e in (first, other)]
            yield finding("restated.count", fields, places, difference=size)
