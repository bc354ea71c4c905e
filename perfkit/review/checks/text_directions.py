"""Up, down or as before: the words of the text against the figures of the two years, in one statement, in the
one before, or in two columns of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import show_exact
from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import Entry, Grid
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, called, comparable, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold

UP, DOWN, EQUAL = "up", "down", "equal"
_BACK, _NEAR = 3, 24


@check(5, "claim.direction")
def directions(case: Case) -> Iterator[Finding]:
    """本年 X，比上年的 Y 增加（减少、持平）: the claim against the two figures."""
    before: list[Statement] = []
    for statement in statements(case):
        found = False
        for number, mention in enumerate(statement.mentions):
            if _is_of_before(case, statement, mention):
                made = _held(
                    statement, number, mention, [s for s in before if s.section == statement.section]
                )
                found = True
                yield from made
        yield from _changed_to(statement)
        if not found:
            yield from _in_columns(case, statement)
            yield from _from_the_row(case, statement)
        before = [*before[1 - _BACK :], statement]


def _is_of_before(case: Case, statement: Statement, mention: Mention) -> bool:
    said = statement.text[max(0, mention.start - 24) : mention.start]
    if pattern("amount_before").search(said):
        year = pattern("year_before").search(said)
        return year is None or int(year["year"]) == case.submission.year - 1
    return False


def _held(statement: Statement, number: int, base: Mention, before: list[Statement]) -> Iterator[Finding]:
    later = [m for m in statement.mentions if m.end <= base.start and _alike(m, base)]
    after = statement.mentions[number + 1 :]
    this = after[0] if after and not later and _alike(after[0], base) else None
    if this is not None and pattern("of_this_year").search(statement.text[base.end : this.start]):
        yield from _this_after(statement, base, this)
        return
    end = next((m.start for m in after if pattern("amount_before").search(statement.text[: m.start])), None)
    tail = statement.text[base.end : end].partition(";")[0]
    said = pattern("direction").search(tail)
    if said is None or pattern("not_direction").search(tail[: said.start()]):
        return
    changes = [m for m in after if m.start < base.end + len(tail)]
    changes = [m for m in changes if pattern("direction").search(statement.text[base.end : m.start])][:2]
    candidates = [*reversed(later)]
    candidates += [m for s in reversed(before) for m in reversed(s.mentions) if _alike(m, base)]
    current = next((c for c in candidates if any(_leads(c, base, change) for change in changes)), None)
    if current is None and later and not changes and _is_right_before(statement, later[-1], base):
        current = later[-1]
    if current is None:
        return
    if not _agrees(current.value, base.value, current.slack + base.slack, _way(said)):
        there = Place(statement.section, current.label + current.printed, current.printed)
        yield _otherwise(current.label, current, base, said, statement.place(base), there)


def _otherwise(
    name: str, now: Mention | Entry, base: Mention | Entry, said: re.Match[str], *places: Place
) -> Finding:
    fields = {"name": name, "now": now.printed, "base": base.printed, "said": said.group()}
    return finding("claim.direction", fields, places)


def _this_after(statement: Statement, base: Mention, now: Mention) -> Iterator[Finding]:
    """上年 Y，本年 X，保持增长."""
    tail = statement.text[now.end :].partition(";")[0]
    said = pattern("direction").search(tail)
    if said is None or pattern("not_direction").search(tail[: said.start()]):
        return
    if not _agrees(now.value, base.value, now.slack + base.slack, _way(said)):
        yield _otherwise(now.label, now, base, said, statement.place(base, now))


def _alike(one: Mention, other: Mention) -> bool:
    same = comparable(one, other) or (one.kind == other.kind == RATE and one.unit == other.unit)
    return same and not pattern("changed_by").search(one.label)


def _is_right_before(statement: Statement, current: Mention, base: Mention) -> bool:
    between = statement.text[current.end : base.start]
    return len(between) < _NEAR and ";" not in between


def _leads(current: Mention, base: Mention, change: Mention) -> bool:
    """Whether a printed change is the size of the one between two figures."""
    gap = abs(current.value - base.value)
    if change.kind == RATE:
        if change.unit == "个百分点":
            return base.kind == RATE and abs(gap * 100 - change.value) <= change.slack
        return bool(base.value) and gap > 0 and abs(gap / base.value - change.value) <= 2 * change.slack
    return comparable(change, base) and gap > 0 and abs(gap - change.value) <= change.slack + base.slack


def _way(match) -> str:
    return next(name for name in (UP, DOWN, EQUAL) if match[name] is not None)


def _agrees(now: Fraction, base: Fraction, allowed: Fraction, way: str) -> bool:
    if way == EQUAL:
        return abs(now - base) <= max(allowed, abs(base) * threshold("as_before"))
    if abs(now - base) <= allowed:
        return True
    return now > base if way == UP else now < base


def _changed_to(statement: Statement) -> Iterator[Finding]:
    """由 X 降到 Y where Y is above X."""
    for one, other in zip(statement.mentions, statement.mentions[1:], strict=False):
        if one.kind != other.kind or one.unit != other.unit or one.approximate or other.approximate:
            continue
        moved = pattern("moved_to").fullmatch(statement.text[one.end : other.start])
        if moved is None or not pattern("changed_from").search(statement.text[: one.start]):
            continue
        if not _agrees(other.value, one.value, one.slack + other.slack, _way(moved)):
            yield _otherwise(one.label, other, one, moved, statement.place(one, other))


# Columns of a table
# ---------------------------------------------------------------------------------------------------------
def _in_columns(case: Case, statement: Statement) -> Iterator[Finding]:
    """公务接待费比上年有所减少, where only a table has both years."""
    for match in pattern("item_direction").finditer(statement.text) if case.grids else ():
        for grid in case.grids:
            pair = _two_years(case, grid, match["item"])
            if pair and not _agrees(pair[0].value, pair[1].value, pair[0].slack + pair[1].slack, _way(match)):
                said = Place(statement.section, match.group())
                yield _otherwise(match["item"], *pair, match, said, grid.at(*pair))
                return


def _from_the_row(case: Case, statement: Statement) -> Iterator[Finding]:
    """支出1080万元，比上年增加60万元, where the one row of a table with 1080 has another amount of last year."""
    yield from _from_the_row_without_a_size(case, statement)
    for now, by in pairwise(statement.mentions) if case.grids else ():
        said = pattern("direction").search(by.label)
        if (
            said is None
            or not comparable(now, by)
            or now.unit != by.unit
            or ";" in statement.text[now.end : by.start]
        ):
            continue
        if not pattern("head_of_before").search(by.label) or pattern("changed_label").search(now.label):
            continue
        if not now.label.endswith(pattern("change_of").sub("", by.label)):
            continue  # the change of a part
        rows = _rows_with(case, now)
        if len({last.value for _, _, last in rows}) != 1:
            continue
        grid, this, last = rows[0]
        gap, change, allowed = this.value - last.value, Fraction(by.digits), this.slack + last.slack
        places = (statement.place(now, by), grid.at(this, last))
        if abs(gap) > allowed and _way(said) in (UP, DOWN) and (gap > 0) is (_way(said) == DOWN):
            yield _otherwise(now.label, this, last, said, *places)
        elif abs(abs(gap) - change) > allowed and _way(said) in (UP, DOWN):
            fields = {"now": now.printed, "base": last.printed + by.unit, "said": by.printed}
            fields |= {
                "right": show_exact(abs(gap)) + by.unit,
                "size": show_exact(abs(abs(gap) - change)) + by.unit,
            }
            yield finding("sum.text_change", fields, places, unless="unsure")


def _rows_with(case: Case, now: Mention) -> list[tuple[Grid, Entry, Entry]]:
    """The rows of tables that have an amount of the text for this year and another for the last."""
    every = ((grid, *pair) for grid in case.grids for pair in _pairs_of_years(case, grid))
    return [row for row in every if row[1].printed == now.digits]


def _from_the_row_without_a_size(case: Case, statement: Statement) -> Iterator[Finding]:
    """决算28.60万元，比上年有所增长, where the one row with 28.60 has more for last year."""
    ends = [*(m.start for m in statement.mentions[1:]), len(statement.text)]
    for now, end in zip(statement.mentions, ends, strict=False) if case.grids else ():
        tail = statement.text[now.end : end].partition(";")[0]
        base = pattern("head_of_before").search(tail) if now.kind == MONEY else None
        said = pattern("direction").search(tail, base.end()) if base else None
        if (
            base is None
            or said is None
            or pattern("not_direction").search(tail[: said.start()])
            or "预算" in tail
        ):
            continue
        rows = _rows_with(case, now)
        if len({last.value for _, _, last in rows}) == 1:
            grid, this, last = rows[0]
            if not _agrees(this.value, last.value, this.slack + last.slack, _way(said)):
                yield _otherwise(now.label, this, last, said, statement.place(now), grid.at(this, last))


def _pairs_of_years(case: Case, grid: Grid) -> Iterator[tuple[Entry, Entry]]:
    """This year's and last year's figure of every row that has one of each."""
    rows: dict[int, dict[bool, list[Entry]]] = {}
    for entry in grid.entries.values():
        head = grid.head(entry.row, entry.column)
        last = bool(pattern("head_of_before").search(head)) or str(case.submission.year - 1) in head
        if not entry.rate and (last or pattern("head_of_spent").search(head)):
            rows.setdefault(entry.row, {}).setdefault(last, []).append(entry)
    for pair in rows.values():
        if len(pair.get(False, ())) == len(pair.get(True, ())) == 1:
            yield pair[False][0], pair[True][0]


def _two_years(case: Case, grid: Grid, item: str) -> tuple[Entry, Entry] | None:
    """This year's and last year's figure of the one row that is called so."""
    item, found = pattern("quotes").sub("", item), []
    for pair in _pairs_of_years(case, grid):
        labels = (grid.label(one.row, one.column) for one in pair)
        names = [pattern("quotes").sub("", pattern("brackets").sub("", label)) for label in labels]
        if all(name.endswith(item) or item.endswith(name) and len(name) > 3 for name in names):
            found.append(pair)
    return found[0] if len(found) == 1 else None


@check(5, "claim.reason")
def reasons_that_run_against_the_change(case: Case) -> Iterator[Finding]:
    """增加4.20万元，主要是压减办公开支; 减少1.10万元，主要是公务接待增加."""
    rising, falling = called(case, "says_up"), called(case, "says_down")
    for statement in statements(case) if rising or falling else ():
        for mention in statement.mentions:
            up, down = id(mention) in rising, id(mention) in falling
            if up == down or pattern("not_of_spending").search(statement.text[: mention.start]):
                continue
            following = [m for m in statement.mentions if m.start >= mention.end]
            changes = [m for m in following if pattern("changed_label").search(m.label)][:1]
            end = changes[0].end if changes and changes[0] is following[0] else mention.end
            rest = statement.text[end:].partition(";")[0]
            opening = pattern("reason_opening").match(rest)
            if opening is None:
                continue
            reason = rest[opening.end() :]
            against, along = ("reason_less", "more_word") if up else ("reason_more", "less_word")
            said = pattern(against).search(reason)
            if said is None or pattern(along).search(reason) or pattern("reason_aside").search(reason):
                continue
            fields = {"change": mention.label + mention.printed, "reason": reason.partition(",")[0]}
            yield finding(
                "claim.reason",
                fields,
                (statement.place(mention), Place(statement.section, reason[:40])),
            )
            break
