"""Results of targets and of notes in tables that the text tells with another number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_exact
from perfkit.review.arithmetic import is_slip, show_gap
from perfkit.review.case import Case
from perfkit.review.checks.restated_slips import is_aside
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import (
    COUNT,
    MONEY,
    Mention,
    Statement,
    alike,
    figured,
    mentions,
    plain_unit,
    show_like,
)
from perfkit.review.registry import check
from perfkit.review.rows import Row, sure
from perfkit.review.rulebook import finding, pattern, threshold, words
from perfkit.review.sentences import plain_text

_PLANNED = ("expected", "goals", "next_steps")
_LONG_NAME, _TAIL, _REACH, _SHORTEST = 5, 2, 24, 2
_AT_THE_END = re.compile(r"\d([\u4e00-\u9fff]{1,3})$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DECIMALS = re.compile(r"\d\.(\d+)")


@dataclass(frozen=True, slots=True)
class Result:
    """A number of a table with the name of what it counts.

    Attributes
    ----------
    code, name, unit, printed : str   the code of another number for it
    value : Fraction   as counted
    known : numbers and units that stand beside it
    row : Row | None   the target that it is of
    """

    code: str
    name: str
    unit: str
    printed: str
    value: Fraction
    place: Place
    known: frozenset[Fraction]
    row: Row | None = None


@check(3, "restated.short", "restated.note")
def results_told_otherwise(case: Case) -> Iterator[Finding]:
    """应急演练26场 of the text, 举办应急演练场次 22场 of the table: a number in the unit of a result, near to it or by
    a slip, in a clause that has a good part of its name."""
    targets, told = list(_of_targets(case)), set[str]()
    results = [*targets, *_of_notes(case)]
    by_unit: dict[str, list[Result]] = {}
    known = {n for row in case.targets for n in (row.parsed.actual_number, row.parsed.expected_number)}
    yield from _rates_and_prices(case, [one for one in targets if one.unit in ("%", "元")])
    for statement in _told(case) if results else ():
        for mention in statement.mentions:
            if mention.kind == COUNT and mention.unit not in by_unit:
                by_unit[mention.unit] = [one for one in results if alike(one.unit, mention)]
            found = by_unit[mention.unit] if mention.kind == COUNT else []
            if found and not (mention.value in known or mention.approximate or is_aside(statement, mention)):
                yield from _told_otherwise(case, statement, mention, found, told)


def _told(case: Case) -> Iterator[Statement]:
    """The statements that tell what came of the year, in tables only those that hold sentences."""
    for statement in figured(case):
        if statement.part not in _PLANNED and not pattern("not_claimed").search(statement.text[:4]):
            yield statement


def _of_targets(case: Case) -> Iterator[Result]:
    for row in case.targets:
        end = _AT_THE_END.search(row.target.actual)
        unit = plain_unit(row.parsed.actual_unit or row.target.unit or (end[1] if end else ""))
        value = row.parsed.actual_number
        if value is not None and row.parsed.actual_high is None and unit:
            place, printed = row.place, row.target.reported
            yield Result("restated.short", row.target.name, unit, printed, value, place, frozenset(), row)


def _of_notes(case: Case) -> Iterator[Result]:
    """The one count of a result that the note of a row of points gives."""
    for row in case.submission.self_evaluation.rows:
        said = plain_text(row.actual or row.state or row.reason)
        found = mentions(said)
        known = frozenset(m.value for m in (*found, *mentions(plain_text(row.standard))))
        done = [
            m for m in found if m.kind == COUNT and m.unit and not pattern("planned_label").search(m.label)
        ]
        done = [m for m in done if m.unit != "分" and not m.approximate]
        told = [m for m in done if not m.label or pattern("done_label").search(m.label)]
        if len(done) == len(told) == 1:
            place = Place(row.place or row.name, f"{row.name}：{said}", told[0].printed)
            (one,) = told
            yield Result("restated.note", row.name, one.counts, one.printed, one.value, place, known)


def _told_otherwise(
    case: Case, statement: Statement, mention: Mention, found: list[Result], told: set[str]
) -> Iterator[Finding]:
    clause = clause_around(statement, mention)
    planned = pattern("planned_label").search(clause) and not pattern("done_label").search(clause)
    if planned or _is_elsewhere(case, statement, mention):
        return
    scored = sorted(((sameness(one.name, clause), one) for one in found), key=lambda pair: -pair[0])
    best, one = scored[0]
    if (len(scored) > 1 and scored[1][0] == best) or one.name in told or mention.value in one.known:
        return
    units = (mention.counts, mention.unit.lstrip("万"))
    number = (
        _NUMBER.match(one.printed)
        if mention.unit != one.unit and one.printed.endswith(mention.unit)
        else None
    )
    gap, digits = abs(one.value - mention.value), number[0] if number else show_exact(one.value)
    if gap <= mention.slack + _slack(one):
        return
    near = gap <= one.value * threshold("short_name_gap")
    alone = sum(each.unit in units for each in found) == 1 and mention.unit not in words("common_units")
    slip, turned = is_slip(mention.digits, digits), sorted(mention.digits) == sorted(digits)
    if one.unit not in units and not (slip or turned):
        return  # 386家 may be 402家次
    swapped = turned and (alone or best > 1)
    surely = alone and pattern("told_as_done").search(mention.label)
    least = 1 if slip or surely or swapped else 2
    mistyped = slip and alone and len(mention.unit) > 1
    kind = pattern("some_kind").search(mention.label)
    passed = one.row is not None and one.row.is_told_in(statement.text)
    meant = mistyped or best >= least and (near or swapped)
    if meant and not passed and not (kind and kind[0] not in one.name):
        told.add(one.name)
        yield _other(one, statement, mention)


def _slack(one: Result) -> Fraction:
    """Half of the last decimal that a table prints (3.65万人次 is what 36540人次 come to); none of a whole
    number."""
    found = _DECIMALS.search(one.printed)
    number = _NUMBER.search(one.printed)
    if found is None or number is None or not Fraction(number[0]):
        return ZERO
    return one.value / Fraction(number[0]) / (2 * 10 ** len(found[1]))


def _is_elsewhere(case: Case, statement: Statement, mention: Mention) -> bool:
    """True where a number is a goal or of another year."""
    own = str(case.submission.year)
    return statement.is_goal(mention.start) or statement.year_of(mention.start, own) != own


def _other(one: Result, statement: Statement, mention: Mention, size: str = "") -> Finding:
    """The text tells another number than the table."""
    size = size or show_like(abs(one.value - mention.value), mention)
    fields = {"name": one.name, "actual": one.printed, "said": mention.printed, "size": size}
    return finding(one.code, fields, (one.place, statement.place(mention)), difference=size)


def clause_around(statement: Statement, mention: Mention) -> str:
    """The words right before a number and right after it, up to the next mark or number.

    Where those before it say only that something was done, what the statement speaks of before them as well;
    what opens a list is said of all of it (购置帐篷120顶、棉被1500床).
    """
    label = mention.label
    at = statement.mentions.index(mention)
    while at and statement.text[statement.mentions[at].start - len(statement.mentions[at].label) - 1] == "、":
        at -= 1
    if statement.mentions[at] is not mention:
        label = _bare(statement.mentions[at].label)[:_SHORTEST] + "#" + label
    if not _bare(label):
        start = max([m.end for m in statement.mentions if m.end <= mention.start], default=0)
        label = statement.text[max(start, mention.start - _REACH) : mention.start]
    after = re.match(r"[\u4e00-\u9fff]{0,10}", statement.text[mention.end :])
    return label + "#" + (after.group() if after else "")


def _bare(name: str) -> str:
    """A name without the words that many names have."""
    plain = pattern("count_suffix").sub("", pattern("brackets").sub("", name))
    return pattern("said_of_all").sub("", pattern("common_word").sub("", plain))


def sameness(name: str, clause: str) -> int:
    """How many pairs of a name's characters stand in a clause, those of words that every name has apart; one
    more where the clause has them all in their order and says nothing more.

    Examples
    --------
    >>> sameness("招生人数", "2023年实际招收新生#"), sameness("培训人数", "安全培训班学员#"), sameness("检查企业数量", "共检查企业#")
    (1, 1, 4)
    """
    plain = pattern("count_suffix").sub("", pattern("brackets").sub("", name))
    plain = pattern("common_word").sub("#", plain)
    pairs = {plain[at : at + 2] for at in range(len(plain) - 1)}
    shared = sum("#" not in pair and pair in clause for pair in pairs)
    return shared + any(_is_whole(_bare(name), _bare(part)) for part in clause.split("#"))


def _is_whole(name: str, said: str) -> bool:
    """Whether some words begin and end as a name does and have all of it between."""
    ends = len(name) >= _SHORTEST <= len(said) and name[0] == said[0] and name[-1] == said[-1]
    return ends and _has_in_order(said, name)


def _has_in_order(text: str, letters: str) -> bool:
    """Whether a text has all of some letters, in their order."""
    left = iter(text)
    return all(one in left for one in letters)


def _rates_and_prices(case: Case, results: list[Result]) -> Iterator[Finding]:
    """商户满意率92% of the text, 辖区商户满意率 94% of the table; 每生每年1350元, 每生每年补助标准 1250元 of the table."""
    told = set[str]()
    for statement in _told(case) if results else ():
        for mention in statement.mentions:
            found = _rate(statement, mention, results) if mention.unit == "%" else _price(mention, results)
            if len(found) != 1 or mention.approximate or found[0].name in told:
                continue
            clause = re.split("[,;:]", statement.text[: mention.start])[-1]
            one, row, said = found[0], sure(found[0].row), mention.value * (100 if mention.unit == "%" else 1)
            printed = _DECIMALS.search(row.target.actual)
            slack = max(mention.slack * 100, Fraction(1, 2 * 10 ** (len(printed[1]) if printed else 0)))
            slack = slack if mention.unit == "%" else mention.slack
            far = not slack < abs(said - one.value) <= one.value * threshold("short_name_gap")
            bound = pattern("floor_words").search(mention.label) or pattern("floor_words").match(
                statement.text, mention.end
            )
            apart = pattern("of_another_time").search(clause) or pattern("planned_label").search(clause)
            aside = is_aside(statement, mention) if mention.unit == "%" else bool(apart)
            known = said == row.parsed.expected_number or row.is_told_in(statement.text)
            if not (far or bound or aside or known or _is_elsewhere(case, statement, mention)):
                told.add(one.name)
                size = show_gap((said - one.value) / 100, "rate") if mention.unit == "%" else ""
                yield _other(one, statement, mention, size)


def _rate(statement: Statement, mention: Mention, results: list[Result]) -> list[Result]:
    """The one rate whose name has all characters of the shorter one in their order; of 满意度 alone, where
    people were asked and only one target is of it."""
    name = pattern("plain_opening").sub("", pattern("year_prefix").sub("", mention.label))
    rows = [one for one in results if one.unit == "%" and sure(one.row).core]
    cores = [sure(one.row).core for one in rows]
    if not pattern("short_rate").fullmatch(name) or name in cores:
        return []
    found = [one for one, core in zip(rows, cores, strict=True) if _is_fuller(core, name)]
    if len(found) != 1 or sure(found[0].row).core in statement.text:
        return []
    before = statement.text[: mention.start]
    alone = sum(bool(pattern("satisfied").search(core)) for core in cores) == 1
    alone = alone and bool(pattern("satisfied").search(name) and pattern("asked").search(statement.text))
    meant = alone or sameness(found[0].name, before) > 1
    meant = meant and not pattern("of_another_time").search(before)
    return found if meant or len(name) >= _LONG_NAME else []


def _is_fuller(name: str, short: str) -> bool:
    """Whether a name has all characters of a shorter one, in their order, and ends as it does."""
    return name != short and name[-_TAIL:] == short[-_TAIL:] and _has_in_order(name, short)


def _price(mention: Mention, results: list[Result]) -> list[Result]:
    """The targets whose name has every unit that an amount is said to be for."""
    units = pattern("each_unit").findall(mention.label) if mention.kind == MONEY else ()
    each = [one for one in results if one.unit == "元" and "每" in one.name]
    return [one for one in each if units and all(unit in one.name for unit in units)]
