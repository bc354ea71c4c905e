"""The values of a draft that a person checks, one by one: what each is, where it stands, whether it is
checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfkit.base.text import Text, joined
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import BLOCKS, names_of
from perfkit.rubric.files import load_rubric

_IDENTITY = (
    "department.name",
    "year",
    "project.name",
    "project.code",
    "project.authority",
    "project.unit",
    "self_evaluation.total",
    "self_evaluation.grade",
)
_STATEMENT = ("value", "unit", "period", "scope")
# What a person sees and edits of an entry, first the part that is checked most.
PARTS: dict[str, tuple[str, ...]] = {
    "facts": _STATEMENT,
    "figures": _STATEMENT,
    "overall_goal": ("expected",),
    "tasks": ("spent", "budget", "name", "category", "completion"),
    "targets": (
        *("actual", "name", "expected", "block", "kind", "weight", "self_score"),
        *("operator", "unit", "standard", "reason"),
    ),
    "self_evaluation.rows": (
        *("score", "max", "name", "level1", "level2", "expected", "actual"),
        *("meaning", "standard", "state", "reason"),
    ),
}


def parts_of(path: str) -> tuple[str, ...]:
    """The parts of an entry that a person edits; none where it is one value.

    Examples
    --------
    >>> parts_of("targets.rows.3")[:2], parts_of("self_evaluation.total")
    (('actual', 'name'), ())
    """
    return next((parts for head, parts in PARTS.items() if f"{path}.".startswith(f"{head}.")), ())


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


def entries_of(submission: dict, checked: set[str], printed: Mapping[str, str]) -> list[Entry]:
    """Every value in the order of the submission: whose it is, points of blocks, the goal, facts, figures,
    tasks, targets, points. `printed` has the rows of tables by their places."""
    return [
        *_identity(submission, checked),
        *_blocks(submission, checked),
        *_goal(submission, checked),
        *_facts(submission),
        *_figures(submission),
        *_tasks(submission, checked, printed),
        *_targets(submission, printed),
        *_scores(submission, checked, printed),
    ]


def _identity(submission: dict, checked: set[str]) -> Iterator[Entry]:
    own, places = submission.get("self_evaluation") or {}, _places(submission)
    for path, name in zip(_IDENTITY, names_of("entries").values(), strict=True):
        above, _, part = path.rpartition(".")
        value = (submission.get(above) or {}).get(part) if above else submission.get(part)
        if value:
            section = own.get("section", "") if above == "self_evaluation" else ""
            yield Entry(path, name, str(value), places.get(path, section), "", path in checked)


def _places(submission: dict) -> dict[str, str]:
    """Where values stand that have no place of their own."""
    return (submission.get("source") or {}).get("places") or {}


def _blocks(submission: dict, checked: set[str]) -> Iterator[Entry]:
    """The most points of each block and the filer's own, as for execution."""
    names, places = names_of("entry_parts"), _places(submission)
    for block, printed in ((submission.get("form") or {}).get("blocks") or {}).items():
        usual = BLOCKS.get(block) or Text(*[printed.get("name") or block] * 2)
        for part in ("max", "score"):
            if printed.get(part) is not None:
                path, name = f"form.blocks.{block}.{part}", joined([usual, names[part]], "：", ": ")
                quote = printed.get("name", "")
                yield Entry(path, name, printed[part], places.get(path, ""), quote, path in checked)


def _goal(submission: dict, checked: set[str]) -> Iterator[Entry]:
    if goal := submission.get("overall_goal"):
        reached = "".join(passage["text"] for passage in goal.get("actual") or ())
        value = f"{goal['expected'] or '—'} → {reached or '—'}"
        name, section = names_of("entry_parts")["overall_goal"], _places(submission).get("overall_goal")
        done = "overall_goal" in checked
        yield Entry("overall_goal", name, value, section or goal["section"], goal["expected"], done)


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


def _tasks(submission: dict, checked: set[str], printed: Mapping[str, str]) -> Iterator[Entry]:
    table = submission.get("tasks") or {}
    for number, task in enumerate(table.get("rows") or ()):
        path, name = f"tasks.rows.{number}", Text(task["name"], task["name"])
        value = f"{task.get('budget')} / {task.get('spent')}"
        quote = printed.get(task.get("place", "")) or task.get("completion_quote", "")
        place = task.get("place") or table.get("section", "")
        yield Entry(path, name, value, place, quote, path in checked)


def _targets(submission: dict, printed: Mapping[str, str]) -> Iterator[Entry]:
    table = submission.get("targets") or {}
    for number, target in enumerate(table.get("rows") or ()):
        value = f"{target['expected'] or '—'} → {target['actual'] or '—'}"
        name, place = Text(target["name"], target["name"]), target.get("place") or table.get("section", "")
        quote = printed.get(place, "")
        yield Entry(f"targets.rows.{number}", name, value, place, quote, not target.get("unconfirmed"))


def _scores(submission: dict, checked: set[str], printed: Mapping[str, str]) -> Iterator[Entry]:
    own, places = submission.get("self_evaluation") or {}, _places(submission)
    rubric = own.get("rubric")
    names = {row.id: row.name.text for row in load_rubric(rubric).indicators} if rubric else {}
    for indicator, points in (own.get("scores") or {}).items():
        path = f"self_evaluation.scores.{indicator}"
        name = names.get(indicator, Text(indicator, indicator))
        place = places.get(path) or own.get("section", "")
        yield Entry(path, name, points, place, printed.get(place, ""), path in checked)
    for number, row in enumerate(own.get("rows") or ()):
        if "score" in row:
            path, place = f"self_evaluation.rows.{number}", row.get("place", "")
            name, quote = Text(row["name"], row["name"]), printed.get(place, "")
            yield Entry(path, name, row["score"], place, quote, path in checked)
