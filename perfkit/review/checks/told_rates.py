"""Rates whose figures, or whose second print, stand elsewhere: in another sentence, in a note beside the row
of a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ONE, show_number
from perfkit.filing.targets.codes import Direction
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.checks.restated_slips import is_aside
from perfkit.review.checks.text_changes import is_last_years, of_rate, span_of
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import Grid
from perfkit.review.mentions import Mention, Statement, comparable, figured, mentions
from perfkit.review.registry import check
from perfkit.review.rows import Row, sure
from perfkit.review.rulebook import finding, pattern, phrase, threshold
from perfkit.review.standards import UNSURE

_PLANNED = ("expected", "goals", "next_steps")
_OWN_NAME = 5
_LAST_STEP = re.compile(r"[（(]?[^（()）]{1,3}[）)]?$")


def grown(statement: Statement, rate: Mention, before: list[Mention], by_label: dict[str, Mention]):
    """支出较上年的 B 增长 p%, where the text has this year's 支出 elsewhere."""
    base = before[-1] if before and pattern("changed_by").search(rate.label) else None
    if base is None or not is_last_years(statement, base) or base.end + len(rate.label) != rate.start:
        return None
    name = pattern("amount_of_last_year").sub("", base.label)
    now = (
        by_label.get(pattern("opening_words").sub("", pattern("year_prefix").sub("", name))) if name else None
    )
    found = span_of(now, base) if now is not None and comparable(now, base) else None
    if now is None or found is None or now.approximate or base.approximate:
        return None
    up, down = pattern("says_up").search(rate.label), pattern("says_down").search(rate.label)
    exact = found[1] - ONE
    low, high = sorted((abs(found[0] - ONE), abs(found[2] - ONE)))
    off = abs(abs(exact) - rate.value)
    if (up and exact < 0) or (down and exact > 0) or not off <= threshold("rate_near"):
        return []
    if low - rate.slack <= rate.value <= high + rate.slack:
        return []
    how = phrase("change_of", now=now.printed, before=base.printed)
    return [of_rate("rate.text_change", statement, rate, abs(exact), how, [base], "unsure")]


@check(3, "restated.rate")
def one_rate_twice(case: Case) -> Iterator[Finding]:
    """支出率94.00% of the year in one chapter and 全年支出率只有92.00% in another: one name, two values."""
    named: dict[tuple[str, str], list[tuple[Statement, Mention]]] = {}
    own = str(case.submission.year)
    for statement in figured(case):
        if statement.part in _PLANNED or pattern("place_in_a_table").search(statement.section):
            continue
        for mention in statement.mentions:
            name = _name_of(statement, mention)
            planned = pattern("planned_label").search(statement.text[: mention.start].replace(name, ""))
            if name and not planned and not is_aside(statement, mention):
                year = statement.year_of(mention.end, own)
                named.setdefault((name, year), []).append((statement, mention))
    for (name, year), found in named.items():
        if year != own or len({m.value for _, m in found}) != 2:
            continue
        at, one = found[0]
        there, other = next(each for each in found if each[1].value != one.value)
        siblings = _LAST_STEP.sub("", at.section) == _LAST_STEP.sub("", there.section) != ""
        if at.section == there.section or siblings or abs(one.value - other.value) <= one.slack + other.slack:
            continue
        size = f"{show_number(abs(one.value - other.value) * 100)}个百分点"
        fields = {"name": name, "one": one.printed, "other": other.printed, "size": size}
        yield finding("restated.rate", fields, (at.place(one), there.place(other)), difference=size)


def _name_of(statement: Statement, mention: Mention) -> str:
    """What a rate is called, if it has a name of its own or is said to be of the whole year or body."""
    if (
        mention.unit != "%"
        or mention.approximate
        or sum(m.label == mention.label for m in statement.mentions) > 1
    ):
        return ""
    label = pattern("year_prefix").sub("", mention.label)
    name = pattern("only_tail").sub("", pattern("opening_words").sub("", label))
    if not pattern("name_of_a_rate").fullmatch(name):
        return ""
    clause = re.split("[;。]", statement.text[: mention.start])[-1]
    all_of_it = pattern("of_the_whole_year").search(clause) and not pattern("of_one_thing").search(clause)
    whole = bool(all_of_it or pattern("opening_words").search(label))
    return name if whole or len(name) >= _OWN_NAME and not pattern("rate_of_money").search(name) else ""


@check(2, "rate.of_note")
def rates_of_notes(case: Case) -> Iterator[Finding]:
    """投诉下降率 12.5 % beside the note 上年投诉320件，本年投诉288件: a target's rate against the two figures that a
    cell of its row has for it."""
    rows = {row.target.name: row for row in case.targets if row.parsed.actual_unit == "%"}
    for grid in case.grids if case.targets else ():
        for line, cells in enumerate(grid.cells):
            row = next((rows[cell] for cell in cells if cell in rows), None)
            if row is not None and row.parsed.actual_number is not None:
                yield from _of_note(grid, line, row)
        yield from _completion_column(case, grid)


def _of_note(grid: Grid, line: int, row: Row) -> Iterator[Finding]:
    said = sure(row.parsed.actual_number) / 100
    slack = Fraction(1, 200 * 10 ** len(re.sub(r"^\d*\.?|\D", "", row.target.actual)))
    for column, text in enumerate(grid.cells[line]):
        figures = mentions(text) if pattern("note_of_two").search(text) and text != row.target.name else []
        if len(figures) != 2 or not comparable(*figures) or not all(f.value for f in figures):
            continue
        one, other = figures
        part, whole = sorted(figures, key=lambda f: f.value)
        change = pattern("name_of_a_change").search(row.target.name)
        exact = abs(other.value - one.value) / one.value if change else part.value / whole.value
        others = [ONE - exact, abs(other.value - one.value) / other.value, exact]
        if any(abs(each - said) <= slack for each in others) or abs(exact - said) > threshold("rate_near"):
            continue
        how = phrase("change_of", now=other.printed, before=one.printed) if change else None
        how = how or quotient(part.printed, whole.printed)
        size = f"{show_number(abs(exact - said) * 100)}个百分点"
        fields = {"name": row.target.name, "actual": row.target.reported, "how": how, "size": size}
        fields["right"] = show_number(exact * 100) + "%"
        yield finding(
            "rate.of_note", fields, (row.place, Place(grid.where(line, column), text)), difference=size
        )


def _completion_column(case: Case, grid: Grid) -> Iterator[Finding]:
    """60个 → 57个 with 98 % under 完成率: what was reached of what was due, as the table's own column has it."""
    rows = {row.target.name: row for row in case.targets}
    for head, column, _ in grid.headed("completion_head"):
        for line in range(head + 1, len(grid.cells)):
            entry = grid.entries.get((line, column))
            row = next((rows[cell] for cell in grid.cells[line] if cell in rows), None)
            if entry is None or not entry.rate or row is None or row.parsed.direction is Direction.LESS:
                continue
            due, done = row.parsed.expected_number, row.parsed.actual_number
            if (
                not due
                or done is None
                or row.parsed.expected_unit != row.parsed.actual_unit
                or any(guess in UNSURE for guess in row.parsed.guesses)
            ):
                continue
            exact = done / due
            fits = any(abs(each - entry.value) <= 2 * entry.slack for each in (exact, min(exact, ONE)))
            if not fits and abs(exact - entry.value) <= threshold("rate_near"):
                size = f"{show_number(abs(exact - entry.value) * 100)}个百分点"
                how, right = (
                    quotient(row.target.reported, row.target.expected),
                    show_number(exact * 100) + "%",
                )
                fields = {"name": row.target.name, "actual": entry.printed, "right": right, "size": size}
                places = (grid.at(entry), row.place)
                yield finding("rate.of_note", fields | {"how": how}, places, difference=size)
