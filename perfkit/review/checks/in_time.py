"""All said to be in time, or a rate of it of 100 %, against a step of the kind that was late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.grids import bare
from perfkit.review.mentions import Statement, hits, noted
from perfkit.review.rulebook import finding, pattern
from perfkit.review.sentences import plain_text

PLANNED = ("expected", "goals", "next_steps")
_FULL, _REACH = 100, 24
Late = tuple[Statement, int, int]


def late_all_the_same(case: Case) -> Iterator[Finding]:
    """12个项目均按期完工 and 集市改造项目推迟至2024年3月完工: all in time, and one step of the kind late."""
    for name, said, place, own in _claims(case):
        step = pattern("kind_of_step").search(name)
        for kind, (other, start, end) in _late(case) if step else ():
            before = other.text[:start]
            aside = other.part in PLANNED or pattern("on_a_condition").search(other.text)
            apart = other.part != "noted" or own is not None and _shares(case, own.text, other, of_all=False)
            excepted = other is own and "除" in before or pattern("put_off_by_consent").search(other.text)
            alike = (
                step is not None
                and kind == step.lastgroup
                and apart
                and (own is not None or _shares(case, name, other))
            )
            if alike and not aside and not excepted and not pattern("other_time").search(before):
                fields = {"said": said, "told": re.split("[,;:]", before)[-1] + other.text[start:end]}
                yield finding("claim.all_told", fields, (place, Place(other.section, other.text[-90:])))
                return


def _claims(case: Case) -> Iterator[tuple[str, str, Place, Statement | None]]:
    """What a claim is of, its words and place; its statement where it is said of all."""
    for statement, claim in hits(case, pattern("all_in_time")):
        if statement.part not in PLANNED and not pattern("not_claimed").search(statement.text[: claim.end()]):
            yield (
                statement.text[claim.start() :],
                claim.group(),
                Place(statement.section, claim.group()),
                statement,
            )
    for statement, claim in hits(case, pattern("in_time_in_full")):
        if statement.part not in PLANNED and not statement.is_goal(claim.start()):
            yield claim.group(), claim.group(), Place(statement.section, claim.group()), None
    for row in case.targets:
        rate = pattern("in_time_rate").search(row.target.name)
        if rate and row.parsed.actual_number == _FULL and row.parsed.actual_unit == "%":
            yield row.target.name, f"{row.target.name}{row.target.reported}", row.place, None


def _shares(case: Case, name: str, other: Statement, *, of_all: bool = True) -> bool:
    """Whether a rate is of what a sentence tells: of the one project, or a thing that both name."""
    thing = pattern("common_word").sub("#", pattern("in_time_word").sub("#", name))
    thing = thing if of_all else pattern("kind_of_step").sub("#", thing)
    pairs = (thing[at : at + 2] for at in range(len(thing) - 1))
    return (of_all and case.submission.form.kind == "project") or any(
        p in other.text for p in pairs if "#" not in p
    )


def _late(case: Case) -> Iterator[tuple[str, Late]]:
    """Late steps by kind: put off, paid after its month, done after the term or the year."""
    notes = ((one, late) for one in noted(case) for late in pattern("told_late").finditer(one.text))
    for statement, late in (*hits(case, pattern("told_late")), *notes):
        after = pattern("kind_of_step").search(statement.text, late.start())
        before = [
            *pattern("kind_of_step").finditer(statement.text, max(0, late.start() - _REACH), late.start())
        ]
        if step := after or (before[-1] if before else None):
            yield (
                step.lastgroup or "",
                (statement, min(late.start(), step.start()), max(late.end(), step.end())),
            )
    for statement, late in hits(case, pattern("paid_after_its_month")):
        yield "pay", (statement, late.start(), late.end())
    year, month = _term(case)
    for statement, done in hits(case, pattern("works_done_in")) if month else ():
        if pattern("to_come").search(re.split("[,;:]", statement.text[: done.start()])[-1]):
            continue
        own = done["year"] or statement.year_of(done.start(), str(year))
        if (year, month) < (int(own), int(done["month"])) and int(own) - year < 2:
            yield "works", (statement, done.start(), done.end())


def _term(case: Case) -> tuple[int, int]:
    """The year and the month in which the works are to end: as the form says, or the goal (年底前完工)."""
    own = case.submission.year
    for grid in case.grids:
        for row, cells in enumerate(grid.cells):
            for at in range(1, len(cells)):
                label = pattern("term_of_works").fullmatch(bare(grid.text(row, at - 1)))
                ends: list[re.Match[str]] = list(pattern("month_of_a_year").finditer(grid.text(row, at)))
                if label and len(ends) == 2 and int(ends[1]["year"]) == own:
                    return own, int(ends[1]["month"])
    overall = case.submission.overall_goal
    goal = plain_text(overall.expected) if overall else ""
    return (own, 12) if pattern("due_in_the_year").search(goal) else (own, 0)
