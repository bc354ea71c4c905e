"""Dates of the text: days that do not exist, steps in an impossible order, a term that was not kept, a form
that is older than what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from perfkit.base.quantities import show_exact
from perfkit.review.case import Case
from perfkit.review.english import Words
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import Statement, lines_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, threshold
from perfkit.review.sentences import plain_text

AFTER, BEFORE, _DUE = 16, 24, 8
_YEAR, _SOON = 366, timedelta(60)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of the text.

    Attributes
    ----------
    day : date
    printed : str
    start, end : int   where it stands
    step : str         the words around it, which say what was done
    place : Place
    """

    day: date
    printed: str
    start: int
    end: int
    step: str
    place: Place


def _texts(case: Case) -> Iterator[tuple[str, str, str]]:
    """Part, section and text: statements with a day, results of targets, and cells that hold a day."""
    for statement in lines_of(case).worth_reading(pattern("day")):
        yield statement.part, statement.section, statement.text
    for row in case.targets:
        if pattern("day").search(row.target.actual):
            yield "target", row.section, plain_text(f"{row.target.name}{row.target.actual}")


@check(6, "text.no_such_day")
def days_that_are_none(case: Case) -> Iterator[Finding]:
    """11月31日, 2月29日 of a year that has none."""
    told = set()
    for _, section, text in _texts(case):
        for match, _ in _matches(case, text):
            if (
                match["day"]
                and day_of(match, year_named(case, text, match)) is None
                and match.group() not in told
            ):
                told.add(match.group())
                yield finding("text.no_such_day", {"day": match.group()}, (around(section, text, match),))


def around(section: str, text: str, match: re.Match) -> Place:
    """The clause of a day."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ",;。") + 1
    return Place(section, text[start : match.end() + AFTER], match.group())


def _matches(case: Case, text: str) -> Iterator[tuple[re.Match, int]]:
    for match in pattern("day").finditer(text):
        yield match, year_named(case, text, match)


def year_named(case: Case, text: str, match: re.Match) -> int:
    """The year of a day: its own, else the last one named before it, else that of the filing."""
    if match["year"]:
        return int(match["year"])
    named = re.findall(r"(20\d{2})年", text[: match.start()])
    return int(named[-1]) if named else case.submission.year


def day_of(match: re.Match, year: int) -> date | None:
    """A day of a year; None where there is none such."""
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def days_of(case: Case, section: str, text: str) -> list[Dated]:
    """The days that a text names, each with the words around it."""
    found = []
    for match, year in _matches(case, text):
        day = day_of(match, year) if match["day"] else None
        if day is not None:
            beside = (
                text[max(0, match.start() - BEFORE) : match.start()],
                text[match.end() : match.end() + AFTER],
            )
            before = re.split("[,;:。]", beside[0])[-1]
            after = re.split("[,;:。]", beside[1])[0]
            place = around(section, text, match)
            found.append(Dated(day, match.group(), match.start(), match.end(), f"{before}|{after}", place))
    return found


@check(6, "text.date_order")
def steps_in_order(case: Case) -> Iterator[Finding]:
    """What begins (开工, 进场, 签订) before it ends (完工, 验收), in the whole filing; what is approved or received
    before
    what follows from it (批复后公开, 收到后下达), in one statement; and a form that is dated before what it tells."""
    every = [
        one
        for part, section, text in _texts(case)
        if part != "expected"
        for one in days_of(case, section, text)
    ]
    starts = [
        one for one in every if pattern("begins").search(one.step) and not pattern("ends").search(one.step)
    ]
    ends = [one for one in every if pattern("ends").search(one.step)]
    if len({one.day for one in starts}) == 1:
        early = [one for one in ends if starts[0].day - timedelta(_YEAR) < one.day < starts[0].day]
        if early and len({one.day for one in ends}) == 1:
            yield _order(starts[0], early[0])
    for statement in lines_of(case).worth_reading(pattern("day")):
        days = days_of(case, statement.section, statement.text)
        yield from _steps_of_one_work(days)
        for one, other in pairwise(days):
            ahead = pattern("published").search(one.step) and pattern("approved").search(other.step)
            if (
                ahead
                and timedelta() < other.day - one.day < _SOON
                and not pattern("approved").search(one.step)
            ):
                yield _order(other, one)
            if pattern("comes_first").search(one.step) and other.day < one.day:
                if pattern("comes_after").search(statement.text[one.end : other.end + AFTER]):
                    yield _order(one, other)
    yield from _form_date(case, every)


def _steps_of_one_work(days: list[Dated]) -> Iterator[Finding]:
    """4月10日进场开工,施工合同于5月22日签订; 9月30日完成部署,9月12日通过终验: what comes before in every work came after."""
    for one, other in pairwise(days):
        for before, after in (("contract_signed", "work_begun"), ("work_done", "work_accepted")):
            for first, then in ((one, other), (other, one)):
                named = [bool(pattern(n).search(e.step)) for e in (first, then) for n in (before, after)]
                aside = any(pattern("another_work").search(each.step) for each in (first, then))
                if named == [True, False, False, True] and not aside:
                    if then.day < first.day < then.day + timedelta(_YEAR):
                        yield _order(first, then)


def _order(first: Dated, later: Dated) -> Finding:
    fields = {"first": first.place.quote, "later": later.place.quote}
    return finding("text.date_order", fields, (first.place, later.place))


def _form_date(case: Case, every: list[Dated]) -> Iterator[Finding]:
    """填报日期 against the end of the year and against the days that the form tells of."""
    for grid in case.grids:
        for row, cells in enumerate(grid.cells):
            for at, text in enumerate(cells):
                match = pattern("day").search(text)
                label = text[: match.start()] if match else ""
                label = label or (grid.text(row, at - 1) if at else "")
                if (
                    match is None
                    or not match["day"]
                    or not match["year"]
                    or not pattern("filed_on").search(label)
                ):
                    continue
                day = day_of(match, int(match["year"]))
                if day is None:
                    continue
                place = Place(grid.where(row, at), f"{label}{match.group()}", match.group())
                later = [one for one in every if day < one.day <= day + timedelta(_YEAR)]
                later = [one for one in later if not pattern("to_come").search(one.step)]
                if later:
                    yield finding(
                        "text.date_order",
                        {"first": later[0].place.quote, "later": place.quote},
                        (later[0].place, place),
                        variant="form",
                    )
                elif case.submission.as_of == "" and day < date(case.submission.year, 11, 30):
                    yield finding(
                        "text.date_order",
                        {"first": str(case.submission.year), "later": place.quote},
                        (place,),
                        variant="year",
                    )


@check(5, "claim.term")
def terms(case: Case) -> Iterator[Finding]:
    """A term that a statement names (20日内, 应在9月30日前) and says to have kept, against its own dates."""
    for statement in lines_of(case).worth_reading(pattern("day")):
        days = days_of(case, statement.section, statement.text)
        within = pattern("within_days").search(statement.text)
        if within and len(days) == 2 and not pattern("working").search(within.group()):
            one, other = days
            gap, kept = (other.day - one.day).days, _kept(case, statement)
            if kept and gap > int(within["days"]):
                yield _late(one, other, within.group(), kept, f"{gap}日")
            continue
        for one, other in pairwise(days):
            lawful = pattern("approved").search(one.step) and pattern("published").search(other.step)
            gap = (other.day - one.day).days
            late = lawful and ";" not in statement.text[one.end : other.start]
            late = late and gap > threshold("days_to_publish")
            kept = (_kept(case, statement) or _points_for_it(case)) if late else ""
            if kept:
                yield _late(one, other, phrase("twenty_days"), kept, f"{gap}日")
        limits = [d for d in days if pattern("due_after").match(statement.text[d.end : d.end + _DUE])]
        for limit in [*_month_ends(case, statement), *limits]:
            done = next((d for d in days if d.start > limit.end), None)
            kept = _kept(case, statement) if done is not None and done.day > limit.day else ""
            if done is not None and kept:
                yield _late(limit, done, limit.printed + "前", kept, f"{(done.day - limit.day).days}日")
                break


def _month_ends(case: Case, statement: Statement) -> Iterator[Dated]:
    """The last day of a month before the end of which something is due (6月底前)."""
    for match in pattern("due_month").finditer(statement.text):
        year, month = year_named(case, statement.text, match), int(match["month"])
        if 1 <= month <= 12:
            day = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
            place = around(statement.section, statement.text, match)
            yield Dated(day, match["said"], match.start(), match.end(), "", place)


def _kept(case: Case, statement: Statement) -> str:
    """The words that say, in the statement or the next of its passage, that all was in time."""
    same = [s for s in lines_of(case).pieces if s.section == statement.section]
    at = same.index(statement)
    for one in same[at : at + 2]:
        said = pattern("term_kept").search(one.text)
        if said and not pattern("not_claimed").search(one.text[: said.start()][-8:]):
            return said.group()
    return ""


def _points_for_it(case: Case) -> str:
    """The row whose standard asks for a publication in time and that has all of its points."""
    for row in case.submission.self_evaluation.rows:
        asked = pattern("asks_to_publish_in_time").search(plain_text(row.standard))
        if asked and row.score is not None and row.score == row.max:
            return f"{row.name}得满分{show_exact(row.score)}分"
    return ""


def _late(one: Dated, other: Dated, term: Words, said: str, size: str) -> Finding:
    fields = {"one": one.printed, "other": other.printed, "term": term, "said": said, "size": size}
    return finding("claim.term", fields, (one.place, other.place), difference=size)
