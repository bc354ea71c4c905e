"""Checks of group 3 on the projects that the text lists against the task table."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.base.numerals import chinese_number
from perfkit.review.case import Case
from perfkit.review.english import Words, quoted
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase
from perfkit.review.sentences import Sentence


def _alike(one: str, other: str) -> bool:
    """True where two names hold each other or share most of their pairs of characters."""
    if one in other or other in one:
        return True
    a, b = ({name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other))
    return len(a & b) * 3 >= 2 * min(len(a), len(b))


@check(3, "tasks.not_in_table", "tasks.not_described", "tasks.count")
def projects_in_text(case: Case) -> Iterator[Finding]:
    """Project rows of the task table against the text: names on one side only, and how many there are."""
    tasks = case.submission.tasks
    rows = [row for row in (tasks.rows if tasks else ()) if row.category == "project"]
    if not rows:
        return
    text = case.text_of("performance", "results", "budget_execution")
    absent = [row.name for row in rows if row.name not in text]
    found = case.matches(pattern("listed_project"), "performance")
    named = [(s, m["name"]) for s, m in found if not pattern("no_project_name").search(m["name"])]
    strange = [(s, name) for s, name in named if not any(_alike(name, row.name) for row in rows)]
    some = len(absent) < len(rows)
    if strange and some:
        yield _not_in_table(case, strange, absent)
    elif absent and some and case.submission.narrative.performance:
        places = tuple(Place(case.task_section, name) for name in absent)
        yield finding("tasks.not_described", {"names": quoted(absent)}, places)
    yield from _counts(case, [row.name for row in rows])


def _not_in_table(case: Case, strange: list[tuple[Sentence, str]], absent: list[str]) -> Finding:
    same = (phrase("perhaps_same", names=quoted(absent)),) if absent else ()
    return finding(
        "tasks.not_in_table",
        {"names": quoted(name for _, name in strange)},
        (*(s.place(name) for s, name in strange), *(Place(case.task_section, name) for name in absent)),
        possible=same,
    )


def _counts(case: Case, names: list[str]) -> Iterator[Finding]:
    table = Place(case.task_section, "、".join(names))
    approved = case.first("projects_approved_count")
    fields: dict[str, Words] = {"listed": str(len(names))}
    if approved is not None and approved.amount != len(names):
        yield finding("tasks.count", {**fields, "count": approved.printed}, (place_of(approved), table))
    for sentence, match in case.matches(pattern("project_count"), "performance"):
        count = int(match["count"]) if match["count"].isdigit() else chinese_number(match["count"])
        if count is not None and count != len(names) and (approved is None or count != approved.amount):
            yield finding(
                "tasks.count",
                {**fields, "section": sentence.section, "said": match.group()},
                (sentence.place(match.group()), table),
                variant="text",
            )
