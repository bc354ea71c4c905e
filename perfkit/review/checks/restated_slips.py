"""Numbers of the text that are another number of the filing but for a slip, under one name or a turned-round
one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations

from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.checks.text_counts import (
    grades_of_all,
    places_reached,
    units_of_an_area,
    vehicles_of_a_table,
)
from perfkit.review.checks.text_sums import breakdowns
from perfkit.review.checks.told_in_words import staff_told_after, vehicles_told_otherwise
from perfkit.review.finding import Finding, place_of
from perfkit.review.mentions import (
    MONEY,
    RATE,
    Mention,
    Statement,
    comparable,
    figured,
    lines_of,
    show_like,
)
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, words

Named = tuple[Statement, Mention]
_SHORTEST, _NOUN, _MANY, _REACH = 4, 4, 4, 24
_YEAR = re.compile(r"20\d\d年度?")
_AFTER = re.compile("[\u4e00-\u9fff]{0,8}")  # what stands right after a number: 5640名老年人


@check(3, "restated.slip")
def one_name_two_numbers(case: Case) -> Iterator[Finding]:
    """基本支出 1429.86 and 基本支出 1492.86: one name, and two numbers that differ by a slip of the pen; under
    names that share a noun, a number of four digits or more of which two changed places."""
    named: dict[tuple[str, ...], list[Named]] = {}
    wholes = {id(part): each.wholes[0].value for each in breakdowns(case) for part in each.parts}
    for same in _of_several_values(case, _name_of_money):
        for statement, mention in same:
            label = _plain(mention.label)
            if not mention.approximate and not _is_general(label) and not is_aside(statement, mention):
                year = statement.year_of(mention.end, str(case.submission.year))
                named.setdefault((label, mention.unit, year), []).append((statement, mention))
    for found in named.values():
        if len({mention.value for _, mention in found}) != 2:  # of three numbers none is a slip of another
            continue
        (at, one), (there, other) = found[0], next(f for f in found if f[1].value != found[0][1].value)
        if len({wholes[id(m)] for m in (one, other) if id(m) in wholes}) > 1:
            continue  # a part of one whole, and the part of that name of another
        if at is not there and is_slip(one.digits, other.digits):
            yield _differ("restated.slip", _plain(one.label), (at, one), (there, other))
    yield from (*_digits_that_changed_places(case), *_spent_by_a_slip(case))


def _spent_by_a_slip(case: Case) -> Iterator[Finding]:
    """发放救助金226.00万元 of a project that spent 216.00: what it was spent on, by a slip of the pen, where nothing
    else has that amount."""
    spent = case.first("spent_total")
    if spent is None or case.submission.form.kind != "project":
        return
    told = Counter(m.value for statement in figured(case) for m in statement.mentions if m.kind == MONEY)
    for statement in figured(case):
        for mention in statement.mentions if statement.part == "actual" else ():
            named = mention.kind == MONEY and pattern("paid_of_the_project").search(mention.label)
            if not named or told[mention.value] > 1 or is_aside(statement, mention):
                continue
            right = show_like(spent.amount, mention).removesuffix(mention.unit)
            if is_slip(right, mention.digits) and len(mention.digits.replace(".", "")) > _MANY:
                size = show_like(abs(spent.amount - mention.value), mention)
                fields = {"name": mention.label, "one": mention.printed, "other": spent.printed}
                places = (statement.place(mention), place_of(spent))
                yield finding("restated.slip", fields | {"size": size}, places, difference=size)


def _name_of_money(mention: Mention) -> str:
    label = _plain(mention.label) if mention.kind == MONEY else ""
    return label if len(label) >= _SHORTEST else ""


def _of_several_values(case: Case, name: Callable[[Mention], str]) -> list[list[Named]]:
    """The figures that go by one name, where they have more than one value."""
    found: dict[str, list[Named]] = {}
    for statement in figured(case):
        for mention in statement.mentions:
            if called := name(mention):
                found.setdefault(called, []).append((statement, mention))
    return [same for same in found.values() if any(m.value != same[0][1].value for _, m in same[1:])]


def _plain(label: str) -> str:
    return pattern("year_prefix").sub("", pattern("item_word").sub("", label))


def _is_general(label: str) -> bool:
    """True where a name says of nothing what it is: each of many things may have a number under it."""
    return any(pattern(name).search(label) for name in ("relation_only", "generic_amount", "of_any_project"))


def is_aside(statement: Statement, mention: Mention) -> bool:
    """True where the words before a number make it another year's, a part's, a plan's or a sum of years."""
    before = statement.text[: mention.start]
    if pattern("part_of_year").search(before):
        return True
    clause = re.split("[,;:]", before)[-1]
    if pattern("of_which").search(clause) or pattern("another_count").search(clause):
        return True
    before = _YEAR.sub("", before[-_REACH:])  # which year a number is of, its statement knows
    return bool(pattern("changed_by").search(mention.label) or pattern("amount_before").search(before))


def _differ(code: str, name: str, one: Named, other: Named) -> Finding:
    gap = show_like(abs(one[1].value - other[1].value), one[1])
    fields = {"name": name, "one": one[1].printed, "other": other[1].printed, "size": gap}
    return finding(code, fields, (one[0].place(one[1]), other[0].place(other[1])), difference=gap)


def _digits_that_changed_places(case: Case) -> Iterator[Finding]:
    """学生1260人 and 受益学生1206人: names that share a noun, and one number of four digits or more, of three
    where one name holds the other, with two neighbours changed round. A plan beside what came of it, another
    year, a part or a sum of years is another thing."""
    alike: dict[tuple[int, str], list[Named]] = {}
    for number, same in enumerate(_of_several_values(case, _digits_in_order)):
        for statement, mention in same:
            if not _of_another_time(statement, mention):
                year = statement.year_of(mention.end, str(case.submission.year))
                alike.setdefault((number, year), []).append((statement, mention))
    for found in alike.values():
        for (at, one), (there, other) in combinations(found, 2) if len(found) > 1 else ():
            said = [_plain(m.label) for m in (one, other)]
            after = [_AFTER.findall(s.text, m.end)[0] for s, m in ((at, one), (there, other))]
            full = (
                said
                if one.kind == MONEY
                else [f"{name}#{noun}" for name, noun in zip(said, after, strict=True)]
            )
            told = one.kind == MONEY and said[0] == said[1] and len(said[0]) >= _SHORTEST
            planned = {bool(pattern("planned_label").search(name)) for name in said}
            done = {bool(pattern("done_label").search(name)) for name in said}
            if (
                told
                or at is there
                or (len(planned) > 1 and len(done) > 1)
                or not _share_a_noun(full[0], full[1], one.kind)
                or len(one.digits.replace(".", "")) < _MANY
                and not _one_is_in_the_other(*said)
            ):
                continue
            if one.value != other.value and is_slip(one.digits, other.digits):
                yield _differ("restated.slip", said[0], (at, one), (there, other))
                break


def _digits_in_order(mention: Mention) -> str:
    """The digits of a count or an amount of three or more, in the order of their size, and its unit."""
    digits = mention.digits.replace(".", "")
    return (
        "".join(sorted(digits)) + mention.counts if mention.kind != RATE and len(digits) >= _MANY - 1 else ""
    )


def _of_another_time(statement: Statement, mention: Mention) -> bool:
    """True where the clause of a number, or its list, is of another time, of a part, or about."""
    clause = re.split("[,;:]", statement.text[: mention.start])[-1]
    aside = pattern("of_another_time").search(clause) or pattern("of_which").search(clause)
    return mention.approximate or bool(aside or pattern("part_of_year").search(clause))


def _one_is_in_the_other(one: str, other: str) -> bool:
    """Whether a name of four characters or more is a part of the other, which says more of the same thing."""
    return min(len(one), len(other)) >= _SHORTEST and (one in other or other in one)


def _share_a_noun(one: str, other: str, kind: str) -> bool:
    """Whether two names have characters in a row in common, general words apart: two, of money three."""
    levels = [pattern("bare_level").search(name) for name in (one, other)]
    if levels[0] and levels[1]:  # 区级 and 区级安排的
        return levels[0]["level"] == levels[1]["level"]
    length = 3 if kind == MONEY else 2
    plain = pattern("common_word").sub("#", pattern("money_words").sub("#", one))
    pieces = (plain[at : at + length] for at in range(len(plain) - length + 1))
    return any(piece in other for piece in pieces if "#" not in piece)


def _one_measure_twice(case: Case) -> Iterator[Finding]:
    """平均住院日7.6天 and 平均住院日8.3天 of one year; 公务用车保有量6辆 and 共有公务用车8辆 at its end."""
    found: dict[tuple[str, ...], Named] = {}
    for statement in lines_of(case).having(("均", "车")):
        for mention in statement.mentions:
            kept = mention.unit == "辆" and pattern("vehicles_kept").search(mention.label)
            mean = pattern("mean_in_text").search(mention.label)
            aside = is_aside(statement, mention) if kept else _of_another_time(statement, mention)
            if aside or not (kept or mean):
                continue
            year = statement.year_of(mention.end, str(case.submission.year))
            name = (
                pattern("official_vehicles").sub("", mention.label) == mention.label
            )  # 车辆 may be all of them
            key = (str(name) if kept else mention.label, mention.unit, year)
            there, first = found.setdefault(key, (statement, mention))
            apart = there.section != statement.section if kept else there is not statement
            if apart and first.value != mention.value and not mention.approximate:
                yield _differ("restated.count", first.label, (there, first), (statement, mention))


@check(3, "restated.count")
def one_thing_counted_twice(case: Case) -> Iterator[Finding]:
    """内设机构14个 and 15个内设机构: what stands before one number and after another; 平均住院日 with two values."""
    yield from (
        *units_of_an_area(case),
        *places_reached(case),
        *grades_of_all(case),
        *vehicles_of_a_table(case),
        *staff_told_after(case),
        *(list(_one_measure_twice(case)) or vehicles_told_otherwise(case)),
    )
    after: list[tuple[str, Statement, Mention]] = []
    for statement in figured(case):
        for mention in statement.mentions:
            found = pattern("noun_after").match(statement.text[mention.end :]) if mention.unit else None
            if found and mention.kind not in (MONEY, RATE) and not is_aside(statement, mention):
                if not pattern("some_of").search(statement.text[max(0, mention.start - 6) : mention.start]):
                    after.append((found["noun"], statement, mention))
    for statement in figured(case) if after else ():
        for mention in statement.mentions:
            label = _plain(mention.label)
            for noun, there, other in after:
                same = label.endswith(noun) and len(noun) >= _NOUN and mention.unit == other.unit
                if not same or mention.value == other.value or mention.approximate or there is statement:
                    continue
                own = str(case.submission.year)
                if statement.year_of(mention.end, own) != there.year_of(other.end, own):
                    continue
                if len(label) - len(noun) <= 2 and not is_aside(statement, mention):
                    yield _differ("restated.count", noun, (statement, mention), (there, other))
                    return


@check(1, "sum.text_rest")
def rests(case: Case) -> Iterator[Finding]:
    """总额 X，在用 Y，闲置 Z: what is left over is X less Y but for a slip of the pen."""
    for statement in lines_of(case).having(words("rests")):
        for rest in statement.mentions:
            if rest.kind == RATE or not pattern("rest_of").search(rest.label):
                continue
            before = [m for m in statement.mentions if m.end <= rest.start and comparable(m, rest)]
            pairs = [(a, b) for a, b in combinations(before, 2) if a.value > b.value]
            allowed = rest.slack * 3
            every = sum((m.value for m in before[1:]), rest.value)
            if any(abs(a.value - b.value - rest.value) <= allowed for a, b in pairs):
                continue
            if before and abs(before[0].value - every) <= allowed:  # one of several parts of the first
                continue
            for whole, part in reversed(pairs):
                right = show_like(whole.value - part.value, rest)
                if is_slip(right.removesuffix(rest.unit), rest.digits):
                    size = show_like(abs(whole.value - part.value - rest.value), rest)
                    fields = {"whole": whole.printed, "part": part.printed, "right": right, "size": size}
                    fields |= {"name": rest.label, "said": rest.printed}
                    places = (statement.place(whole, part, rest),)
                    yield finding("sum.text_rest", fields, places, difference=size)
                    break
