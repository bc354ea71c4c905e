"""What each side of a finding shows, in English words: the English edition prints it beside the filing's own
words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from perfkit.base.quantities import show_exact
from perfkit.review.case import Case
from perfkit.review.english import CHINESE, in_english
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.rows import sure


def glossed(case: Case, findings: Iterable[Finding]) -> list[Finding]:
    """Findings whose places say in English what they show: a fact, a target, a row, a task, or the text."""
    known = _known(case)
    tables = {case.task_section: "task table", "评分表": "scoring table"}
    table = case.submission.targets
    if table is not None:
        tables.setdefault(table.section, "table of targets")

    shown: dict[Place, Place] = {}
    made = []
    for finding in findings:
        for place in finding.places:
            if place not in shown:
                gloss = known.get(place) or _unnamed(place, tables)
                shown[place] = Place(place.section, place.quote, place.value, gloss)
        made.append(replace(finding, places=tuple(shown[place] for place in finding.places)))
    return made


def _unnamed(place: Place, tables: dict[str, str]) -> str:
    kind = tables.get(place.section) or ("scoring table" if place.section.startswith("评分") else "text")
    value = in_english(place.value)
    return kind if not value or CHINESE.search(value) else f"{kind}: {value}"


def _known(case: Case) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for name, statements in case.stated.items():
        shown = "figure" if name in case.figures else case.name(name, "en")
        for statement in statements:
            found.setdefault(place_of(statement), f"{shown}: {in_english(statement.printed)}")
    for row in case.targets:
        expected, actual = in_english(row.target.expected), in_english(row.target.actual)
        values = [f"{value} {what}" for value, what in ((expected, "expected"), (actual, "reported"))]
        plain = [text for text in values if not CHINESE.search(text) and not text.startswith(" ")]
        found[row.place] = "target: " + ", ".join(plain) if plain else "target, with its value and result"
    for result in case.evaluation.rows:
        name, most = result.indicator.name.text.en, show_exact(result.indicator.max)
        own = None if result.self_score is None else show_exact(sure(result.self_score))
        found[case.score_place(result)] = (
            f"{name}: {own} of {most} claimed" if own else f"{name}: {most} points"
        )
    return found
