"""Results of targets that the text tells under a shorter name: 应急演练26场 of 举办应急演练场次, 管理率 of 规范管理率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact
from perfkit.review.arithmetic import is_slip, show_gap
from perfkit.review.case import Case
from perfkit.review.checks.restated_slips import is_aside
from perfkit.review.finding import Finding
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, figured, lines_of, plain_unit, show_like
from perfkit.review.registry import check
from perfkit.review.rows import Row, sure
from perfkit.review.rulebook import finding, pattern, threshold, words

_PLANNED = ("expected", "goals", "next_steps")
_LONG_NAME, _TAIL = 5, 2
_DECIMALS = re.compile(r"\d\.(\d+)")


@check(3, "restated.short")
def targets_under_a_shorter_name(case: Case) -> Iterator[Finding]:
    """应急演练26场 of the text, 举办应急演练场次 22场 of the table: a number in the unit of a target, near to its
    result, in a clause that has a good part of the target's name."""
    rows: dict[str, list[Row]] = {}
    for row in case.targets:
        unit = plain_unit(row.parsed.actual_unit or row.target.unit)
        if row.parsed.actual_number is not None and row.parsed.actual_high is None and unit:
            rows.setdefault(unit, []).append(row)
    yield from (*_rates(case), *_prices(case))
    known = {n for row in case.targets for n in (row.parsed.actual_number, row.parsed.expected_number)}
    told: set[str] = set()
    own = str(case.submission.year)
    for statement in figured(case) if rows else ():
        if statement.part in _PLANNED or pattern("not_claimed").search(statement.text[:4]):
            continue
        for mention in statement.mentions:
            value = mention.value * 100 if mention.kind == RATE else mention.value
            units = dict.fromkeys((mention.counts, mention.unit.lstrip("万")))
            counted = mention.kind not in (MONEY, RATE)
            of_unit = [row for unit in units for row in rows.get(unit, ())] if counted else []
            if not of_unit or value in known or mention.approximate or is_aside(statement, mention):
                continue
            clause = _clause(statement, mention)
            if pattern("planned_label").search(clause) and not pattern("done_label").search(clause):
                continue
            if statement.is_goal(mention.start) or statement.year_of(mention.start, own) != own:
                continue
            scored = sorted(((_overlap(row, clause), row) for row in of_unit), key=lambda pair: -pair[0])
            best, row = scored[0]
            if len(scored) > 1 and scored[1][0] == best:
                continue
            actual = sure(row.parsed.actual_number)
            near = mention.slack < abs(actual - value) <= actual * threshold("short_name_gap")
            slip = is_slip(mention.digits, row.target.actual.removesuffix(mention.unit).strip())
            alone = len(of_unit) == 1 and mention.unit not in words("common_units")
            swapped = alone and sorted(mention.digits) == sorted(show_exact(actual))
            sure_of_it = slip or alone and pattern("told_as_done").search(mention.label)
            passed = row.target.name in told or row.is_told_in(statement.text)
            kind = pattern("some_kind").search(mention.label)
            if passed or not (near or swapped) or best < (1 if sure_of_it or swapped else 2):
                continue
            if kind and kind.group() not in row.target.name:
                continue
            told.add(row.target.name)
            yield _other(row, statement, mention, actual)


def _other(row: Row, statement: Statement, mention: Mention, actual: Fraction) -> Finding:
    """The text tells another number than the target's result."""
    size = show_like(abs(actual - mention.value), mention)
    fields = {"name": row.target.name, "actual": row.target.reported, "said": mention.printed, "size": size}
    return finding("restated.short", fields, (row.place, statement.place(mention)), difference=size)


def _clause(statement: Statement, mention: Mention) -> str:
    """The words right before a number and right after it, up to the next mark or number."""
    after = re.match(r"[\u4e00-\u9fff]{0,10}", statement.text[mention.end :])
    return mention.label + "#" + (after.group() if after else "")


def _overlap(row: Row, clause: str) -> int:
    """How many pairs of a target's name stand in a clause; words that every name has are none."""
    name = pattern("count_suffix").sub("", pattern("brackets").sub("", row.target.name))
    name = pattern("common_word").sub("#", name)
    pairs = {name[i : i + 2] for i in range(len(name) - 1) if "#" not in name[i : i + 2]}
    return sum(pair in clause for pair in pairs)


def _rates(case: Case) -> Iterator[Finding]:
    """商户满意率92% of the text, 辖区商户满意率 94% of the table: the one target whose name has all characters of
    the shorter one in their order."""
    rows = [r for r in case.targets if r.parsed.actual_unit == "%" and r.parsed.actual_number is not None]
    rows = [r for r in rows if r.core and r.parsed.actual_high is None]
    own, told = str(case.submission.year), set[str]()
    for statement in figured(case) if rows else ():
        if statement.part in _PLANNED or pattern("not_claimed").search(statement.text[:4]):
            continue
        for mention in statement.mentions:
            name = pattern("plain_opening").sub("", pattern("year_prefix").sub("", mention.label))
            if mention.unit != "%" or mention.approximate or not pattern("short_rate").fullmatch(name):
                continue
            fuller = [row for row in rows if _is_fuller(row.core, name)]
            if len(fuller) != 1 or any(row.core == name for row in rows) or fuller[0].core in statement.text:
                continue
            (row,) = fuller
            said, actual = mention.value * 100, sure(row.parsed.actual_number)
            printed = _DECIMALS.search(row.target.actual)
            slack = max(mention.slack * 100, Fraction(1, 2 * 10 ** (len(printed[1]) if printed else 0)))
            if (
                not slack < abs(said - actual) <= actual * threshold("short_name_gap")
                or said == row.parsed.expected_number
                or row.target.name in told
                or len(name) < _LONG_NAME
                and _overlap(row, statement.text[: mention.start]) < 2
                or is_aside(statement, mention)
                or statement.is_goal(mention.start)
                or statement.year_of(mention.start, own) != own
                or pattern("floor_words").search(mention.label)
                or pattern("floor_words").match(statement.text, mention.end)
            ):
                continue
            told.add(row.target.name)
            size = show_gap((said - actual) / 100, "rate")
            fields = {"name": row.target.name, "actual": row.target.reported, "said": mention.printed}
            places = (row.place, statement.place(mention))
            yield finding("restated.short", fields | {"size": size}, places, difference=size)


def _is_fuller(name: str, short: str) -> bool:
    """Whether a name has all characters of a shorter one, in their order, and ends as it does."""
    letters = iter(name)
    return name != short and name[-_TAIL:] == short[-_TAIL:] and all(one in letters for one in short)


def _prices(case: Case) -> Iterator[Finding]:
    """每生每年1350元 of the text, 每生每年补助标准 1250元 of the table: the one target whose name has every unit that
    an amount is said to be for."""
    rows = [row for row in case.targets if row.parsed.actual_unit == "元" and "每" in row.target.name]
    own, told = str(case.submission.year), set[str]()
    for statement in lines_of(case).having(("每",)) if rows else ():
        if statement.part in _PLANNED or pattern("not_claimed").search(statement.text[:4]):
            continue
        for mention in statement.mentions:
            units = pattern("each_unit").findall(mention.label) if mention.kind == MONEY else ()
            meant = [row for row in rows if units and all(unit in row.target.name for unit in units)]
            if len(meant) != 1 or mention.approximate or meant[0].target.name in told:
                continue
            (row,), parsed = meant, meant[0].parsed
            actual, due = sure(parsed.actual_number), parsed.expected_number
            if mention.value in (actual, due) or row.is_told_in(statement.text):
                continue
            near = mention.slack < abs(mention.value - actual) <= actual * threshold("short_name_gap")
            clause = re.split("[,;:]", statement.text[: mention.start])[-1]
            aside = pattern("of_another_time").search(clause) or pattern("planned_label").search(clause)
            if (
                not near
                or aside
                or statement.is_goal(mention.start)
                or statement.year_of(mention.start, own) != own
            ):
                continue
            told.add(row.target.name)
            yield _other(row, statement, mention, actual)
