"""What each side of a finding shows: its name, and its gloss for the English edition."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from perfkit.base.quantities import show_exact
from perfkit.evaluation.results import RowResult
from perfkit.filing.statement import Statement
from perfkit.review.case import Case
from perfkit.review.english import CHINESE, in_english
from perfkit.review.finding import Place, ends_of_numbers
from perfkit.review.rows import Row, sure
from perfkit.review.sentences import plain_text

Key = tuple[str, str, str]


class KnownPlaces:
    """The places of one filing at which a fact, a figure, a target or a row of the scoring table stands.

    Parameters
    ----------
    case : Case
    """

    def __init__(self, case: Case):
        self._case = case
        self._at: dict[Key, tuple[str, Callable[[], str]]] = {}
        self._glossed: dict[Key, Place] = {}
        self._stands: dict[Key, str] = {}
        for name, statements in case.stated.items():
            shown = case.figures[name].name if name in case.figures else name
            for statement in statements:
                key = (statement.section, statement.quote, statement.printed)
                self._at.setdefault(key, (shown, partial(self._of_statement, name, statement)))
                self._stands.setdefault(key, statement.place)
        for row in case.targets:
            named = f"{row.target.name} {row.target.block}/{row.target.kind}"
            self._at[_key(row.place)] = (named, partial(_of_target, row))
            self._stands[_key(row.place)] = row.target.place
        for result in case.evaluation.rows:
            self._at[_key(case.score_place(result))] = (result.indicator.id, partial(_of_row, result))
        places = [case.task_section, *(one.place for one in case.tasks if one.place)]
        self._tables = dict.fromkeys(places, "task table") | {"评分表": "scoring table"}
        if case.submission.targets is not None:
            self._tables.setdefault(case.submission.targets.section, "table of indicators")

    def name(self, place: Place) -> str:
        """The name of what stands there; empty where nothing that has one does."""
        known = self._at.get(_key(place))
        return known[0] if known else ""

    def glossed(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Places that say in English what they show: a fact, a target, a row, a task, or the text."""
        return tuple([self._glossed.get(_key(place)) or self._with_gloss(place) for place in places])

    def _with_gloss(self, place: Place) -> Place:
        quote, at = self._whole(place)
        glossed = Place(place.section, quote, place.value, self._gloss(place), at)
        return self._glossed.setdefault(_key(place), glossed)

    def _whole(self, place: Place) -> tuple[str, str]:
        """The quote without half a number at either end, and where it stands in the document."""
        at = self._stands.get(_key(place))
        if at:
            return place.quote, at
        quote = plain_text(place.quote.rstrip("…"))
        for text, there in self._texts.get(place.section, ()) if quote else ():
            if (start := text.find(quote)) >= 0:
                left, right = ends_of_numbers(text, start, start + len(quote))
                return place.quote if text[left:right] == quote else text[left:right], there
        rows = [row for row in self._rows.get(place.section, ()) if quote.startswith(row[0])]
        return place.quote, max(rows, key=lambda row: len(row[0]))[1] if rows else ""

    @cached_property
    def _texts(self) -> dict[str, list[tuple[str, str]]]:
        """The passages of each section with their places."""
        submission, found = self._case.submission, dict[str, list[tuple[str, str]]]()
        read = zip(self._case.passages, self._case.plain, strict=True)
        plain = {raw: text for (_, _, raw), (_, _, text) in read}
        passages = [passage for _, passage in submission.narrative.passages()]
        if (goal := submission.overall_goal) is not None:
            passages += goal.actual
            stands = submission.source.places.get("overall_goal", "")
            found[goal.section] = [(plain[goal.expected], stands)]
        for one in passages:
            found.setdefault(one.section, []).append((plain[one.text], one.place))
        return found

    @cached_property
    def _rows(self) -> dict[str, list[tuple[str, str]]]:
        """Names and places of the rows of targets and of tasks by the section of their table."""
        tables = [t for t in (self._case.submission.targets, self._case.submission.tasks) if t is not None]
        placed = [one for one in tables if any(row.place for row in one.rows)]
        return {one.section: [(plain_text(row.name), row.place) for row in one.rows] for one in placed}

    def _gloss(self, place: Place) -> str:
        known = self._at.get(_key(place))
        if known:
            return known[1]()
        section = place.section
        kind = self._tables.get(section) or ("scoring table" if section.startswith("评分") else "text")
        value = in_english(place.value)
        return kind if not value or CHINESE.search(value) else f"{kind}: {value}"

    def _of_statement(self, name: str, statement: Statement) -> str:
        shown = "figure" if name in self._case.figures else self._case.name(name, "en")
        return f"{shown}: {in_english(statement.printed)}"


def _of_target(row: Row) -> str:
    expected, actual = in_english(row.target.expected), in_english(row.target.actual)
    values = [f"{value} {what}" for value, what in ((expected, "expected"), (actual, "reported"))]
    plain = [text for text in values if not CHINESE.search(text) and not text.startswith(" ")]
    return "target: " + ", ".join(plain) if plain else "target, with its value and result"


def _of_row(result: RowResult) -> str:
    name, most = result.indicator.name.text.en, show_exact(result.indicator.max)
    if result.self_score is None:
        return f"{name}: {most} points"
    return f"{name}: {show_exact(sure(result.self_score))} of {most} claimed"


def _key(place: Place) -> Key:
    return place.section, place.quote, place.value
