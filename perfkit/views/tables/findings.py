"""Notes of the review as a table: what, where, and what to ask for."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.english import sentence
from perfkit.base.text import say
from perfkit.review import NOTE, Finding
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table

_MOST_PLACES = 4


def notes_table(findings: Sequence[Finding], lang: str = "zh", *, synthetic: bool = False) -> Table | None:
    """Findings of severity note, one row each, numbered as in the whole report; None where there are none.

    Parameters
    ----------
    findings : all of them, in the order of the report
    """
    notes = [
        (number, finding) for number, finding in enumerate(findings, start=1) if finding.severity == NOTE
    ]
    if not notes:
        return None
    rows = tuple(
        (
            Cell(str(number), anchor=f"finding-{number}"),
            Cell(say(lang, finding.message.zh, sentence(finding.message.en))),
            Cell(_places(finding, lang)),
            Cell(say(lang, finding.ask.zh, sentence(finding.ask.en)) or "—"),
        )
        for number, finding in notes
    )
    return table("notes", lang, rows, synthetic=synthetic)


def _places(finding: Finding, lang: str) -> str:
    places = list(dict.fromkeys(place.cited for place in finding.places))
    more = (
        worded(lang, "more_places", count=len(places), rest=len(places) - _MOST_PLACES)
        if len(places) > _MOST_PLACES
        else ""
    )
    return "、".join(places[:_MOST_PLACES]) + more
