"""Amounts and points of the text under the name of a row of a table: 集市改造项目预算125万元 of a row 集市改造 120."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import unit_factor
from perfkit.review.case import Case
from perfkit.review.finding import Finding
from perfkit.review.grids import Entry, Grid, bare
from perfkit.review.mentions import MONEY, figured, show_like
from perfkit.review.rulebook import finding, pattern

_SHORTEST, _HALF = 4, Fraction(1, 2)
_SIDES = ("budget", "spent")
Cell = tuple[Grid, Entry]


def amounts_of_rows(case: Case) -> Iterator[Finding]:
    """Amounts of the text under the name of the one row that a table has of it, with its budget or what was
    spent, against every amount of that row."""
    rows = _rows(case) if case.grids else {}
    told = set[tuple[str, str]]()
    own = str(case.submission.year)
    for statement in figured(case) if rows else ():
        aside = statement.part in ("expected", "next_steps") or pattern("part_of_year").search(statement.text)
        if aside or pattern("place_in_a_table").search(statement.section):
            continue
        for mention in statement.mentions:
            if mention.kind != MONEY or mention.approximate or statement.year_of(mention.start, own) != own:
                continue
            named = pattern("row_in_the_text").fullmatch(mention.label)
            cells = rows.get(named["name"]) if named else None
            if not named or not cells:
                continue
            side = "budget" if pattern("side_budget").search(named["side"]) else "spent"
            of_side = [c for c in cells if pattern(f"side_{side}").search(c[0].head(c[1].row, c[1].column))]
            values = [(_yuan(grid, entry), grid, entry) for grid, entry in of_side]
            fits = any(abs(_yuan(*c) - mention.value) <= mention.slack + _slack(*c) for c in cells)
            if len(values) != 1 or fits or (named["name"], side) in told:
                continue
            value, grid, entry = values[0]
            if value and abs(value - mention.value) <= value * _HALF:
                told.add((named["name"], side))
                size = show_like(abs(value - mention.value), mention)
                fields = {
                    "name": mention.label,
                    "said": mention.printed,
                    "printed": entry.printed + grid.unit,
                }
                places = (statement.place(mention), grid.at(entry))
                yield finding("restated.table", fields | {"size": size}, places, difference=size)


def _rows(case: Case) -> dict[str, list[Cell]]:
    """The amounts of each row that goes by a name of its own, once in all tables of known unit."""
    found: dict[str, list[Cell]] = {}
    places: dict[str, set[tuple[str, int]]] = {}
    for grid in case.grids:
        for entry in grid.entries.values():
            name = re.sub("(?:项目|专项|经费|资金)$", "", bare(grid.label(entry.row, entry.column)))
            if len(name) >= _SHORTEST and not entry.rate and not pattern("total_row").search(name):
                found.setdefault(name, []).append((grid, entry))
                places.setdefault(name, set()).add((grid.place, entry.row))
    return {name: cells for name, cells in found.items() if len(places[name]) == 1 and _unit(*cells[0])}


def _unit(grid: Grid, entry: Entry) -> str:
    inside = re.search("[(（](万?元|亿元)[)）]", grid.head(entry.row, entry.column))
    return inside[1] if inside else grid.unit if grid.unit in ("元", "万元", "亿元") else ""


def _yuan(grid: Grid, entry: Entry) -> Fraction:
    return entry.value * unit_factor(_unit(grid, entry) or "元")


def _slack(grid: Grid, entry: Entry) -> Fraction:
    return entry.slack * unit_factor(_unit(grid, entry) or "元")
