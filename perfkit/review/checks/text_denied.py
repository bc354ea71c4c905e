"""What a text says that there is none of, or that was reached, against figures of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import bare
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, called, hits, lines_of, statements
from perfkit.review.registry import check
from perfkit.review.rows import Row
from perfkit.review.rulebook import finding, pattern, rulebook

_SHORTEST, _NAME = 4, 24


@check(5, "claim.none_said")
def said_to_be_none(case: Case) -> Iterator[Finding]:
    """无机关运行经费, 未发生预算追加: beside an amount of that very name, or an amount that was added."""
    told = set()
    for entry in rulebook().nothing:
        yield from _none_of(case, pattern(entry.said), pattern(entry.item))
    for there, name, mention in _amounts(case):
        added = pattern("added_label").search(name)
        denied = pattern("no_change") if added else re.compile(f"{_NONE}{re.escape(name)}")
        lines = lines_of(case)
        asked = lines.worth_reading(denied) if added else lines.having((name,))
        for statement in asked if name not in told else ():
            match = denied.search(statement.text)
            if match is None or not _is_of_the_whole(statement, match):
                continue
            told.add(name)
            yield _of_none(statement, match, name, there, mention)
            break


def _none_of(case: Case, said: re.Pattern[str], item: re.Pattern[str]) -> Iterator[Finding]:
    """The first sentence that says that there is none, against the first amount of the year above zero: of
    the text, else of a table."""
    for statement, match in [one for one in hits(case, said) if _is_of_the_whole(*one)][:1]:
        for grid in case.grids:
            for entry in grid.entries.values():
                label, head = bare(grid.label(entry.row, entry.column)), grid.head(entry.row, entry.column)
                named = item.search(label) or item.search(head)
                if named and entry.value > 0 and not entry.rate and not _is_of_before(head):
                    fields = {
                        "said": match.group(),
                        "name": named.group(),
                        "value": entry.printed + grid.unit,
                    }
                    places = (Place(statement.section, match.group()), grid.at(entry))
                    yield finding("claim.none_said", fields, places)
                    return
        for there in statements(case):
            for mention in there.mentions:
                before = there.text[: mention.start]
                named = item.search(before[-_NAME:]) if mention.kind != RATE and mention.value else None
                year = re.findall(r"20\d\d(?=年)", before)[-1:] or [str(case.submission.year)]
                if named is None or year != [str(case.submission.year)]:
                    continue
                borne = pattern("borne_by_others").search(there.text)
                if not borne and not pattern("not_the_year").search(before.rpartition(";")[2][-_NAME:]):
                    yield _of_none(statement, match, named.group(), there, mention)
                    return


def _is_of_before(head: str) -> bool:
    """A column of the year before, or of a plan."""
    return bool(pattern("head_of_before").search(head) or pattern("planned_label").search(head))


def _of_none(said: Statement, match: re.Match[str], name: str, there: Statement, mention: Mention) -> Finding:
    fields = {"said": match.group(), "name": name, "value": mention.printed}
    return finding("claim.none_said", fields, (Place(said.section, match.group()), there.place(mention)))


_NONE = "(?<!有)(?:无|没有|未安排|未发生|未产生|未使用|未列支)(?:任何|相关)?"


def _amounts(case: Case) -> Iterator[tuple[Statement, str, Mention]]:
    """Amounts above zero by what they are for: 机关运行经费支出 is 机关运行经费."""
    for statement in statements(case):
        for mention in statement.mentions:
            if mention.kind != MONEY or not mention.value or id(mention) in called(case, "not_the_year"):
                continue
            name = pattern("year_prefix").sub("", pattern("spent_tail").sub("", mention.label))
            if pattern("added_label").search(name) or (len(name) >= _SHORTEST and name[-1] in "费金"):
                yield statement, name, mention


def _is_of_the_whole(statement: Statement, match: re.Match[str]) -> bool:
    before = statement.text[: match.start()]
    return not (pattern("of_others").search(before) or pattern("other_time").search(before))


@check(5, "claim.not_reached")
def said_to_be_reached(case: Case) -> Iterator[Finding]:
    """巩固率 97.8%，已达到目标值 98%; 事故 3 起，控制在 2 起以内: a result and the value that it is said to meet."""
    yield from _within(case)
    for statement in statements(case):
        for one, other in pairwise(statement.mentions):
            if one.kind != other.kind or one.unit != other.unit or not one.unit or one.approximate:
                continue
            between = statement.text[one.end : other.start]
            reached = pattern("reached_value").search(between)
            if pattern("reached_bare").fullmatch(between) and pattern("of_its_goal").match(
                statement.text, other.end
            ):
                reached = pattern("reached_bare").fullmatch(between)
            within = pattern("within_value").search(between)
            short = reached and one.value + one.slack < other.value
            over = (within or pattern("lower_value").search(between)) and one.value - one.slack > other.value
            if within and "每" in between and not pattern("per_unit").search(one.label):
                continue
            if (short and not pattern("better_low").search(one.label)) or over:
                yield finding(
                    "claim.not_reached",
                    {"name": one.label, "value": one.printed, "said": f"{between.strip(',')}{other.printed}"},
                    (statement.place(one, other),),
                )


def _within(case: Case) -> Iterator[Finding]:
    missed = [row for row in case.targets if row.parsed.met is False]
    for statement, match in hits(case, pattern("kept_within")) if missed else ():
        if statement.part in ("expected", "goals") or pattern("not_claimed").search(statement.text):
            continue
        for row in [row for row in missed if _is_meant(row, match)][:1]:
            fields = {"name": row.target.name, "value": row.target.actual, "said": match.group()}
            yield finding("claim.not_reached", fields, (Place(statement.section, match.group()), row.place))


def _is_meant(row: Row, match: re.Match[str]) -> bool:
    """True where a claim gives the target's value under its name, or speaks of all targets of its kind."""
    parsed, target = row.parsed, row.target
    if match["kind"]:
        return target.kind == "cost"
    if parsed.expected_number is None or match["number"] is None:
        return False
    shared = any(match["what"][n : n + 2] in target.name for n in range(len(match["what"]) - 1))
    same = Fraction(match["number"]) == parsed.expected_number and match["unit"] in target.expected
    return same and shared
