"""Numbers of the text and of the yearly goal against the targets that count the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.filing.targets.codes import Guess
from perfkit.review.case import Case
from perfkit.review.finding import Finding
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, statements
from perfkit.review.registry import check
from perfkit.review.rows import Row
from perfkit.review.rulebook import finding, pattern, phrase

_SHORTEST = 4
_DECIMALS = re.compile(r"[0-9]\.([0-9]+)")


@check(3, "restated.goal")
def numbers_of_targets(case: Case) -> Iterator[Finding]:
    """A count or rate of the text whose clause names all that a target's name does, in the target's unit.

    What was done is held against the result; what was planned against the target value. A clause that names
    several things, a part (其中), another year or an approximate number is not held against anything.
    """
    rows: dict[str, list[tuple[Row, str]]] = {}
    for row in case.targets:
        parsed = row.parsed
        if parsed.actual_number is not None and parsed.actual_unit == parsed.expected_unit:
            if core := _core(row):
                rows.setdefault(parsed.actual_unit, []).append((row, core))
    for statement in statements(case):
        for mention in statement.mentions:
            if mention.kind == MONEY or not mention.unit or mention.approximate:
                continue
            units = dict.fromkeys((mention.unit, mention.unit.lstrip("万")))
            counted = [named for unit in units for named in rows.get(unit, ())]
            if not counted:
                continue
            clause = _clause(statement, mention)
            fitting = [row for row, core in counted if _names(clause, core)]
            if len(fitting) != 1 or pattern("part_of_year").search(statement.text[: mention.start]):
                continue
            if not pattern("not_the_year").search(clause) and _counts(statement, clause) <= 1:
                yield from _held(statement, mention, clause, fitting[0])


def _core(row: Row) -> str:
    name = pattern("count_suffix").sub("", pattern("brackets").sub("", row.target.name))
    return name if len(name) >= _SHORTEST else ""


def _clause(statement: Statement, mention: Mention) -> str:
    text = statement.text
    start = max(text.rfind(mark, 0, mention.start) for mark in ",;:、") + 1
    ends = [found for mark in ",;:、" if (found := text.find(mark, mention.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _counts(statement: Statement, clause: str) -> int:
    at = statement.text.find(clause)
    return len(statement.between(at, at + len(clause)))


def _names(clause: str, core: str) -> bool:
    """True where every two characters that follow each other in the target's name do so in the clause, but
    one.

    A character between those two makes another thing of it: 供排水 is not 供水.
    """
    if not set(core) <= set(clause):
        return False
    missing = [pair for i in range(len(core) - 1) if (pair := core[i : i + 2]) not in clause]
    if len(missing) > 1:
        return False
    return not any(re.search(f"{re.escape(pair[0])}[^的之]{re.escape(pair[1])}", clause) for pair in missing)


def _held(statement: Statement, mention: Mention, clause: str, row: Row) -> Iterator[Finding]:
    parsed = row.parsed
    done = bool(pattern("all_done").search(clause))
    planned = statement.part in ("expected", "goals") or (not done and pattern("planned").search(clause))
    value = parsed.expected_number if planned else parsed.actual_number
    said = mention.value * 100 if mention.kind == RATE else mention.value
    slack = mention.slack * 100 if mention.kind == RATE else mention.slack
    printed = _DECIMALS.search(row.target.expected if planned else row.target.actual)
    if printed or mention.kind == RATE:  # the table may round what the text prints in full
        slack = max(slack, Fraction(1, 2 * 10 ** (len(printed[1]) if printed else 0)))
    # 计划6座，完成5座 may be told by either number; what is said to be done all is the result alone.
    both = {parsed.actual_number} if done and not planned else {parsed.expected_number, parsed.actual_number}
    if value is None or said in both or abs(said - value) <= slack:
        return
    if Guess.APPROXIMATE in parsed.guesses or abs(said - value) > value / 2 or value < Fraction(2):
        return
    yield finding(
        "restated.goal",
        {
            "said": clause,
            "name": row.target.name,
            "which": phrase("as_target" if planned else "as_result"),
            "value": row.target.expected if planned else row.target.actual,
        },
        (statement.place(mention), row.place),
    )
