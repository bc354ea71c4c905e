"""What each side of a finding shows: its name, and in English words, which the English edition prints beside the
filing's own."""

from __future__ import annotations

from perfkit.base.quantities import show_exact
from perfkit.evaluation.results import RowResult
from perfkit.filing.statement import Statement
from perfkit.review.case import Case
from perfkit.review.english import CHINESE, in_english
from perfkit.review.finding import Place
from perfkit.review.rows import Row, sure

Key = tuple[str, str, str]


class KnownPlaces:
    """The places of one filing at which a fact, a figure, a target or a row of the scoring table stands.

    Parameters
    ----------
    case : Case
    """

    def __init__(self, case: Case):
        self._case = case
        self._shown: dict[Place, Place] = {}
        self._at: dict[Key, tuple[str, Statement | Row | RowResult]] = {}
        for name, statements in case.stated.items():
            for statement in statements:
                self._at.setdefault((statement.section, statement.quote, statement.printed), (name, statement))
        for row in case.targets:
            self._at[_key(row.place)] = (f"{row.target.name} {row.target.block}/{row.target.kind}", row)
        for result in case.evaluation.rows:
            self._at[_key(case.score_place(result))] = (result.indicator.id, result)
        self._tables = {case.task_section: "task table", "评分表": "scoring table"}
        if case.submission.targets is not None:
            self._tables.setdefault(case.submission.targets.section, "table of targets")

    def name(self, place: Place) -> str:
        """The name of what stands there; empty where nothing that has one does."""
        name, shown = self._at.get(_key(place), ("", None))
        is_figure = isinstance(shown, Statement) and name in self._case.figures
        return self._case.figures[name].name if is_figure else name

    def glossed(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Places that say in English what they show: a fact, a target, a row, a task, or the text."""
        for place in places:
            if place not in self._shown:
                self._shown[place] = Place(place.section, place.quote, place.value, self._gloss(place))
        return tuple(self._shown[place] for place in places)

    def _gloss(self, place: Place) -> str:
        name, shown = self._at.get(_key(place), ("", None))
        if isinstance(shown, Statement):
            of = "figure" if name in self._case.figures else self._case.name(name, "en")
            return f"{of}: {in_english(shown.printed)}"
        if isinstance(shown, Row):
            expected, actual = in_english(shown.target.expected), in_english(shown.target.actual)
            values = [f"{value} {what}" for value, what in ((expected, "expected"), (actual, "reported"))]
            plain = [text for text in values if not CHINESE.search(text) and not text.startswith(" ")]
            return "target: " + ", ".join(plain) if plain else "target, with its value and result"
        if isinstance(shown, RowResult):
            row, most = shown.indicator.name.text.en, show_exact(shown.indicator.max)
            if shown.self_score is None:
                return f"{row}: {most} points"
            return f"{row}: {show_exact(sure(shown.self_score))} of {most} claimed"
        section = place.section
        kind = self._tables.get(section) or ("scoring table" if section.startswith("评分") else "text")
        value = in_english(place.value)
        return kind if not value or CHINESE.search(value) else f"{kind}: {value}"


def _key(place: Place) -> Key:
    return place.section, place.quote, place.value
