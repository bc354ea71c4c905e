"""The values of a draft that a person checks, one by one: what each is, where it stands, whether it is
checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfkit.base.text import Text
from perfkit.filing.catalogue import fact_catalogue
from perfkit.rubric.files import load_rubric

_IDENTITY = (
    ("department.name", Text("单位名称", "unit")),
    ("year", Text("年度", "year")),
    ("project.name", Text("项目名称", "project")),
    ("self_evaluation.total", Text("自评总分", "the filer's total")),
    ("self_evaluation.grade", Text("自评等级", "the filer's grade")),
)


@dataclass(frozen=True)
class Entry:
    """One value of a draft.

    Attributes
    ----------
    path : str     where it stands in the submission, such as "facts.budget_total.0"
    name : Text    what it is
    value : str    as read, with its unit
    section, quote : str   where it stands in the document, and its words
    checked : bool whether a person has confirmed or corrected it
    """

    path: str
    name: Text
    value: str
    section: str
    quote: str
    checked: bool


def entries_of(submission: dict, checked: set[str]) -> list[Entry]:
    """Every value in the order of the submission: whose it is, facts, figures, tasks, targets, points."""
    return [
        *_identity(submission, checked),
        *_facts(submission),
        *_figures(submission),
        *_tasks(submission, checked),
        *_targets(submission),
        *_scores(submission, checked),
    ]


def _identity(submission: dict, checked: set[str]) -> Iterator[Entry]:
    own = submission.get("self_evaluation") or {}
    for path, name in _IDENTITY:
        above, _, part = path.rpartition(".")
        value = (submission.get(above) or {}).get(part) if above else submission.get(part)
        if value:
            section = own.get("section", "") if above == "self_evaluation" else ""
            yield Entry(path, name, str(value), section, "", path in checked)


def _facts(submission: dict) -> Iterator[Entry]:
    catalogue = fact_catalogue()
    for fact, statements in (submission.get("facts") or {}).items():
        name = catalogue[fact].name if fact in catalogue else Text(fact, fact)
        for number, found in enumerate(statements):
            yield _statement(f"facts.{fact}.{number}", name, found)


def _figures(submission: dict) -> Iterator[Entry]:
    for figure in submission.get("figures") or ():
        for number, found in enumerate(figure["statements"]):
            yield _statement(f"figures.{figure['id']}.{number}", Text(figure["name"], figure["name"]), found)


def _statement(path: str, name: Text, found: dict) -> Entry:
    value = f"{found.get('value', '')}{found.get('unit') or ''}"
    checked = not found.get("unconfirmed")
    return Entry(path, name, value, found.get("section", ""), found.get("quote", ""), checked)


def _tasks(submission: dict, checked: set[str]) -> Iterator[Entry]:
    table = submission.get("tasks") or {}
    for number, task in enumerate(table.get("rows") or ()):
        path, name = f"tasks.rows.{number}", Text(task["name"], task["name"])
        value = f"{task.get('budget')} / {task.get('spent')}"
        quote = task.get("completion_quote", "")
        yield Entry(path, name, value, table.get("section", ""), quote, path in checked)


def _targets(submission: dict) -> Iterator[Entry]:
    table = submission.get("targets") or {}
    for number, target in enumerate(table.get("rows") or ()):
        value = f"{target['expected'] or '—'} → {target['actual'] or '—'}"
        name, place = Text(target["name"], target["name"]), target.get("place") or table.get("section", "")
        yield Entry(f"targets.rows.{number}", name, value, place, "", not target.get("unconfirmed"))


def _scores(submission: dict, checked: set[str]) -> Iterator[Entry]:
    own = submission.get("self_evaluation") or {}
    rubric = own.get("rubric")
    names = {row.id: row.name.text for row in load_rubric(rubric).indicators} if rubric else {}
    for indicator, points in (own.get("scores") or {}).items():
        path = f"self_evaluation.scores.{indicator}"
        name = names.get(indicator, Text(indicator, indicator))
        yield Entry(path, name, points, own.get("section", ""), "", path in checked)
    for number, row in enumerate(own.get("rows") or ()):
        if "score" in row:
            path, place = f"self_evaluation.rows.{number}", row.get("place", "")
            yield Entry(path, Text(row["name"], row["name"]), row["score"], place, "", path in checked)
