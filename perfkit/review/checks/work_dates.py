"""Days of works: how long they took against the term agreed on, and what was accepted before it was built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from perfkit.review.case import Case
from perfkit.review.checks.text_dates import Dated, days_of
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import Statement, hits, lines_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern

_SHARED, _LONGEST, _REACH = 5, 12, 24


@check(5, "claim.duration")
def works_against_their_term(case: Case) -> Iterator[Finding]:
    """合同工期120天，4月1日开工，9月15日完工，提前12天: from the first day to the last it is more than that."""
    for statement, term in hits(case, pattern("work_term")):
        said = pattern("early_by").search(statement.text)
        days = days_of(case, statement.section, statement.text)
        first = [one for one in days if pattern("begins").search(one.step)]
        last = [one for one in days if pattern("ends").search(one.step) and one not in first]
        if (
            said is None
            or len(first) != 1
            or len(last) != 1
            or pattern("term_extended").search(statement.text)
        ):
            continue
        took = (last[0].day - first[0].day).days + 1
        agreed = int(term["days"])
        if took - 1 > agreed:
            fields = {"one": first[0].printed, "other": last[0].printed, "took": str(took)}
            fields |= {"term": term.group(), "said": said.group(), "size": f"{took - agreed}日"}
            yield finding("claim.duration", fields, (Place(statement.section, statement.text[:90]),))


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to works by a day; `text` is the statement that tells it."""

    day: date
    said: str
    statement: Statement


@check(6, "text.accepted")
def accepted_before_it_was_built(case: Case) -> Iterator[Finding]:
    """8月底通过竣工验收 and 9月20日才完工 of one thing, which both statements name."""
    accepted, finished = _steps(case, "passed_acceptance"), _steps(case, "finished")
    for one in accepted:
        for other in finished:
            if other.statement is not one.statement and timedelta(0) < other.day - one.day < timedelta(366):
                thing = _shared(one.statement.text, other.statement.text)
                lots = [pattern("another_lot").search(s.statement.text) for s in (one, other)]
                if thing and not any(lots):
                    fields = {"thing": thing, "one": one.said, "other": other.said}
                    places = [Place(s.statement.section, s.said) for s in (one, other)]
                    yield finding("text.accepted", fields, places)
                    return


def _steps(case: Case, name: str) -> list[Step]:
    found = []
    for statement in lines_of(case).worth_reading(pattern(name)):
        for step in pattern(name).finditer(statement.text):
            clause = statement.text[max(0, step.start() - _REACH) : step.start()].rpartition(",")[2]
            if pattern("not_done_yet").search(clause) or statement.part in ("expected", "goals"):
                continue
            day = _day_of(case, statement, step.start() - len(clause), step.start())
            if day is not None:
                found.append(Step(day, clause + step.group(), statement))
    return found


def _day_of(case: Case, statement: Statement, start: int, end: int) -> date | None:
    """The day, or the last day of the month, that the clause before a step names."""
    days: list[Dated] = days_of(case, statement.section, statement.text)
    within = [one.day for one in days if start <= one.start and one.end <= end]
    ends = list(pattern("month_end").finditer(statement.text, start, end))
    if len(within) + len(ends) != 1:
        return None
    if within:
        return within[0]
    year, month = int(ends[0]["year"] or case.submission.year), int(ends[0]["month"])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if 1 <= month <= 12 else None


def _shared(one: str, other: str) -> str:
    """The longest name of a thing that two statements have in common, from five characters on."""
    words = pattern("chinese_run").findall(other)
    for length in range(_LONGEST, _SHARED - 1, -1):
        for run in words:
            for at in range(len(run) - length + 1):
                piece = run[at : at + length]
                if piece in one and not pattern("no_thing").search(piece):
                    return piece
    return ""
