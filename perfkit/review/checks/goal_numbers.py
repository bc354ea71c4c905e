"""Numbers of the text and of the yearly goal against the targets that count the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.filing.targets.codes import Guess
from perfkit.review.arithmetic import show_gap
from perfkit.review.case import Case
from perfkit.review.finding import Finding
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, hits, plain_unit, show_like, statements
from perfkit.review.registry import check
from perfkit.review.rows import Row
from perfkit.review.rulebook import finding, pattern, phrase

_SHORTEST = 4
_AT_THE_END = re.compile(r"\d([\u4e00-\u9fff]{1,3})$")
_DECIMALS = re.compile(r"[0-9]\.([0-9]+)")


@check(3, "restated.goal")
def numbers_of_targets(case: Case) -> Iterator[Finding]:
    """A count or rate of the text whose clause names all that a target's name does, in the target's unit."""
    rows: dict[str, list[Row]] = {}
    own = str(case.submission.year)
    for row in case.targets:
        parsed = row.parsed
        if parsed.actual_number is not None and parsed.actual_unit == parsed.expected_unit and row.core:
            rows.setdefault(_unit(row), []).append(row)
    for statement in statements(case) if rows else ():
        for mention in statement.mentions:
            if mention.kind == MONEY or not mention.unit or mention.approximate:
                continue
            units = dict.fromkeys((mention.counts, mention.unit.lstrip("万")))
            counted = [row for unit in units for row in rows.get(unit, ())]
            if not counted:
                continue
            clause = _clause(statement, mention)
            if pattern("part_of_year").search(statement.text[: mention.start]):
                continue
            if statement.year_of(mention.start, own) != own or pattern("next_year").search(
                statement.before(mention.start)
            ):
                continue
            if _counts(statement, clause) > 1:
                continue
            change = pattern("year_prefix").sub("", mention.label) + "率"  # 警情下降15% and 警情下降率
            fitting = [row for row in counted if _names(clause, row) or row.core == change]
            if len(fitting) != 1 or fitting[0].is_told_in(statement.text):
                continue
            if not _is_aside(clause, fitting[0]) and not _changed_later(case, mention, fitting[0]):
                yield from _held(statement, mention, clause, fitting[0])


def _changed_later(case: Case, mention: Mention, row: Row) -> bool:
    """True where the filing says that this number was changed in the year into what the target asks for."""
    asked = re.findall(r"\d+(?:\.\d+)?", row.target.expected.replace(",", ""))
    return any(
        found["old"] == mention.digits and found["new"] in asked
        for _, found in hits(case, pattern("changed_from_to"))
    )


def _unit(row: Row) -> str:
    """The unit of a result, as read or as printed at its end."""
    printed = _AT_THE_END.search(row.target.actual)
    return plain_unit(row.parsed.actual_unit or (printed[1] if printed else ""))


def _is_aside(clause: str, row: Row) -> bool:
    """True where a clause speaks of another year or of a part, in words that the target's name has not."""
    return any(found.group() not in row.target.name for found in pattern("not_the_year").finditer(clause))


def _clause(statement: Statement, mention: Mention) -> str:
    text = statement.text
    start = max(text.rfind(mark, 0, mention.start) for mark in ",;:、") + 1
    ends = [found for mark in ",;:、" if (found := text.find(mark, mention.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _counts(statement: Statement, clause: str) -> int:
    at = statement.text.find(clause)
    return len(statement.between(at, at + len(clause)))


def _names(clause: str, row: Row) -> bool:
    """True where every two characters that follow each other in the target's name do so in the clause, but
    one.

    A character between those two makes another thing of it: 供排水 is not 供水.
    """
    core = row.core
    pairs = [core[i : i + 2] for i in range(len(core) - 1)]
    missing = [pair for pair in pairs if pair not in clause]
    if len(missing) > 1 or not all(char in clause for char in core):
        return False
    between = (
        re.search(f"{re.escape(pair[0])}([^的之]{{1,4}}?){re.escape(pair[1])}", clause) for pair in missing
    )
    return not any(found and not pattern("no_part_word").fullmatch(found[1]) for found in between)


def _held(statement: Statement, mention: Mention, clause: str, row: Row) -> Iterator[Finding]:
    parsed = row.parsed
    done = bool(pattern("all_done").search(clause))
    goal = statement.is_goal(mention.start) or pattern("planned").search(clause)
    planned = statement.part in ("expected", "goals") or (not done and goal)
    # 全年检查企业50家 tells what was done, whatever the target asks for
    done = (
        done
        or bool(pattern("told_as_done").search(clause[: clause.find(mention.printed)]))
        and not (
            pattern("floor_words").match(statement.text, mention.end) or pattern("floor_words").search(clause)
        )
    )
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
        difference=show_gap((said - value) / 100, "rate")
        if mention.kind == RATE
        else show_like(abs(said - value), mention),
    )
