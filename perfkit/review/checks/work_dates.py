"""Days of works: how long they took against the term agreed on, what was accepted before it was built, and
one step on two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from perfkit.review.case import Case
from perfkit.review.checks.text_dates import AFTER, BEFORE, Dated, around, day_of, days_of, year_named
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import Statement, hits, lines_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern
from perfkit.review.sentences import plain_text

_SHARED, _LONGEST, _REACH, _LATE, _MONTHS = 5, 12, 24, 20, 12


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
    for statement, step in hits(case, pattern(name)):
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


@check(3, "restated.day")
def one_step_on_two_days(case: Case) -> Iterator[Finding]:
    """全部工程于12月8日完工, or 8月底 or before it, against the day or month of the target 完工时间."""
    steps = [(row, pattern("step_of_a_name").search(row.target.name)) for row in case.targets]
    for row, step in steps:
        own = _times(case, row.section, plain_text(row.target.actual)) if step else []
        if (
            step is None
            or len(own) != 1
            or sum(other is not None and other[1] == step[1] for _, other in steps) > 1
        ):
            continue
        for statement in lines_of(case).having((step[1],)):
            times = _times(case, statement.section, statement.text)
            if len(times) != 1:
                continue
            (first, last, told), (start, end, result) = times[0], own[0]
            planned = statement.part in ("expected", "goals") or statement.is_goal(told.start)
            if planned or step[1] not in told.step:
                continue
            if not _is_of(row.target.name, step[1], statement.text[: told.end + AFTER], told.step):
                continue
            aside = any(pattern(name).search(told.step) for name in ("not_done_yet", "some_kind"))
            if (end < first or last < start) and not aside:
                fields = {"name": row.target.name, "day": result.printed, "said": told.printed}
                yield finding("restated.day", fields, (told.place, row.place))
                break


def _times(case: Case, section: str, text: str) -> list[tuple[date, date, Dated]]:
    """The days and months that a text names, from the first day to the last that each may mean."""
    found = []
    for match in pattern("day_or_month").finditer(text):
        year, month = year_named(case, text, match), int(match["month"])
        if not 1 <= month <= _MONTHS:
            continue
        day = (
            day_of(match, year)
            if match["day"]
            else date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        )
        if day is not None:
            beside = (text[max(0, match.start() - BEFORE) : match.start()], text[match.end() :][:AFTER])
            step = f"{re.split('[,;:。]', beside[0])[-1]}|{re.split('[,;:。]', beside[1])[0]}"
            first = day if match["day"] else day.replace(day=_LATE if match["end"] else 1)
            if pattern("due_after").match(beside[1]):
                first = date.min
                if not match["day"] and not pattern("all_done_by").search(step):
                    continue  # what was asked for
            place = around(section, text, match)
            found.append((first, day, Dated(day, match.group(), match.start(), match.end(), step, place)))
    return found


def _is_of(name: str, step: str, text: str, said: str) -> bool:
    """Whether a day is the one of all of the work, or of what a target's name says besides the step."""
    thing = name.partition(step)[0]
    named = any(thing[at : at + 2] in said for at in range(len(thing) - 1))
    return named or step != "完成" and bool(pattern("all_of_it").search(text))
