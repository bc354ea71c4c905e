"""The check of group 5 on delays that the text admits where the figures say that every project was finished
in time."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.review.case import Case
from perfkit.review.english import quoted
from perfkit.review.finding import DOUBT, ERROR, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, words
from perfkit.review.sentences import Sentence, clause_of
from perfkit.review.shown import NOTHING, valued
from perfkit.review.topics import stands

_LONG_ENOUGH = 4


@check(5, "admission.delayed")
def admitted_delays(case: Case) -> Iterator[Finding]:
    """Projects that the text calls late, carried over or unfinished, against as many finished in time as
    planned.

    An error where the sentence names a project of the task table or speaks of a project or works; a doubt
    where it only speaks of a contract. Delays that are denied, made good within the year, of an earlier year
    or not the department's own are let be.
    """
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
    sure = bool(projects) or any(pattern("names_project").search(s.text) for s, _, _ in found)
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
        severity=ERROR if sure else DOUBT,
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
