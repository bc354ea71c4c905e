"""Checks on own figures beside each other, on the period that a figure is of, and on admitted delays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.filing.own_words import Figure
from perfkit.filing.statement import Statement
from perfkit.review.case import Case
from perfkit.review.english import quoted
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, words
from perfkit.review.sentences import Sentence, clause_of
from perfkit.review.shown import NOTHING, valued
from perfkit.review.topics import stands

_MOST, _NAMES = 8, 6
_LONG_ENOUGH = 4


@check(3, "figure.similar")
def similar_figures(case: Case) -> Iterator[Finding]:
    """People or cases counted in one unit under names that share a word: one may hold the other, or both
    count the same."""
    parts = {part for f in case.submission.figures for part in f.sum_of}
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in case.submission.figures:
        unit = figure.statements[0].unit[-1:]
        if (
            figure.kind != "count"
            or figure.sum_of
            or figure.id in parts
            or unit not in words("counted_alike")
        ):
            continue
        for stem in _stems(figure.name):
            groups.setdefault((stem, {"名": "人", "宗": "件"}.get(unit, unit)), []).append(figure)
    named: set[str] = set()
    for (stem, _), figures in sorted(groups.items(), key=lambda item: (-len(item[1]), -len(item[0][0]))):
        ids = {f.id for f in figures}
        passages = {pattern("place_in_a_table").sub("", f.statements[0].section) for f in figures}
        amounts = {f.statements[0].amount for f in figures}
        if not 2 <= len(figures) <= 4 or len(passages) < 2 or ids <= named or len(amounts) < 2:
            continue
        named |= ids
        shown = [phrase("named_value", name=f.name, value=f.statements[0].printed) for f in figures]
        yield finding(
            "figure.similar",
            {"stem": stem, "listed": shown},
            tuple(place_of(f.statements[0]) for f in figures),
        )


def _stems(name: str) -> list[str]:
    """What a name ends or begins with, at its own borders: four characters, or a whole piece of two or
    three."""
    pieces = [piece for piece in pattern("common_in_names").sub(" ", name).split() if len(piece) >= 2]
    stems = [stem for piece in pieces for stem in ((piece[-4:], piece[:4]) if len(piece) >= 4 else (piece,))]
    return list(dict.fromkeys([*stems, *(word for word in words("subjects") if word in name)]))


@check(3, "period.incomplete", "period.other_year")
def periods(case: Case) -> Iterator[Finding]:
    """Own figures that end before December without a figure for the year, and figures of other years."""
    year = str(case.submission.year)
    early: list[tuple[str, Statement]] = []
    for figure in case.submission.figures:
        first = figure.statements[0]
        last = first.period.partition("..")[2][:4]
        if first.period and last < year:
            yield finding(
                "period.other_year",
                {"name": figure.name, "value": first.printed, "other": last, "year": year},
                (place_of(first),),
            )
        ends = [s.period.partition("..")[2] for s in figure.statements]
        if all(f"{year}-00" < end < f"{year}-12" for end in ends):
            early.append((figure.name, first))
    if early and not case.submission.as_of:
        yield finding(
            "period.incomplete",
            {"count": str(len(early)), "names": quoted([name for name, _ in early], _NAMES)},
            tuple(place_of(s) for _, s in early[:_MOST]),
        )


@check(3, "period.slip")
def year_slips(case: Case) -> Iterator[Finding]:
    """截至……年底 and ……年年初预算 with the year before, in the account of this year's budget and without a
    comparison."""
    year = int(case.submission.year)
    for sentence, match in case.matches(pattern("year_end"), "budget_execution"):
        if int(match["year"] or match["other"]) != year - 1 or pattern("compared").search(sentence.text):
            continue
        stated = [
            s for group in case.submission.facts.values() for s in group if s.section == sentence.section
        ]
        if any("".join(s.quote.split()) in sentence.text for s in stated):
            yield _slip(sentence, match, year)
    told = case.text_of("actual")
    for sentence, match in (
        case.matches(pattern("year_of_results"), "actual") if str(year) not in told else ()
    ):
        if int(match["year"]) == year - 1 and not pattern("compared").search(told):
            yield _slip(sentence, match, year)
            return


def _slip(sentence: Sentence, match: re.Match[str], year: int) -> Finding:
    fields = {"section": sentence.section, "said": match.group(), "year": str(year)}
    return finding("period.slip", fields, (sentence.place(match.group()),))


@check(5, "admission.delayed")
def admitted_delays(case: Case) -> Iterator[Finding]:
    """Projects that the text calls late, carried over or unfinished, against as many finished in time as
    planned."""
    finished, planned = case.first("projects_finished_count"), case.first("projects_planned_count")
    if finished is None or planned is None or not planned.amount or finished.amount < planned.amount:
        return
    tasks = case.submission.tasks
    names = [row.name for row in (tasks.rows if tasks else ()) if row.category == "project"]
    found = [
        (s, m, _named(s, names))
        for s, m in case.matches(pattern("late"), *words("parts_admitting"))
        if stands(s.text, m) and not pattern("not_ours").search(s.text)
    ]
    found = [(s, m, name) for s, m, name in found if name or pattern("of_works").search(s.text)]
    if not found:
        return
    sentence, match, _ = found[0]
    projects = list(dict.fromkeys(name for _, _, name in found if name))
    said = clause_of(sentence.text, *match.span())
    others = [name for name in projects if name not in said]
    yield finding(
        "admission.delayed",
        {
            "section": sentence.section,
            "projects": phrase("of_the_projects", names=quoted(others)) if others else NOTHING,
            "said": said,
            "planned": valued(case, "projects_planned_count", planned),
            "finished": valued(case, "projects_finished_count", finished),
        },
        (
            *dict.fromkeys(s.place(m.group()) for s, m, _ in found[:4]),
            place_of(planned),
            place_of(finished),
            *(Place(case.task_section, name) for name in projects),
        ),
        stakes=case.rests_on(("projects_finished_count", "projects_planned_count")),
    )


def _named(sentence: Sentence, names: list[str]) -> str:
    return next(
        (
            name
            for name in names
            if name in sentence.text
            or (len(name) > _LONG_ENOUGH and name.removesuffix("项目") in sentence.text)
        ),
        "",
    )
