"""A list of what does not add up, as an exercise asks for it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfkit.base.text import joined
from perfkit.training.cases.contradictions import Contradiction
from perfkit.training.cases.hunt import hunt
from perfkit.training.cases.notes import Note, read_note
from perfkit.training.reference import RIGHT, WRONG, Reference, Verdict
from perfkit.training.typed import AnswerError, is_blank, plain_typing
from perfkit.training.words import words


@dataclass(frozen=True, slots=True)
class HuntReference(Reference):
    """What does not add up: every contradiction wanted, and no false alarm.

    Attributes
    ----------
    wanted : contradictions to find
    also_true : what may be noted as well
    least : int   so many are enough; all of them unless given
    """

    wanted: tuple[Contradiction, ...]
    also_true: tuple[Contradiction, ...] = ()
    least: int = 0

    def notes(self, given: Any) -> list[Note]:
        """The notes typed: a list of (kind, place, words)."""
        form = words("findings_form")
        if isinstance(given, str):
            try:
                given = ast.literal_eval(plain_typing(given))
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                raise AnswerError(form) from None
        if isinstance(given, tuple) and given and isinstance(given[0], str):
            given = [given]
        if isinstance(given, str) or not isinstance(given, Sequence):
            raise AnswerError(form)
        notes = []
        for entry in given:
            if is_blank(entry):
                continue
            if (
                isinstance(entry, str)
                or not isinstance(entry, Sequence)
                or len(entry) < 2
                or not all(isinstance(part, str | int | float | list | tuple) for part in entry)
            ):
                raise AnswerError(form)
            places = [entry[1]] if isinstance(entry[1], str) else [str(place) for place in entry[1]]
            notes.append(read_note(str(entry[0]), places, " ".join(str(part) for part in entry[2:])))
        return notes

    def _compare(self, *answer: Any) -> Verdict:
        done = hunt(self.notes(answer[0]), self.wanted, self.also_true)
        found, least = len(done.found), self.least or len(self.wanted)
        counted = (("hunt_repeated", done.repeated), ("hunt_vague", done.vague))
        remarks = [words(name, notes=_listed(notes)) for name, notes in counted if notes]
        if found >= least and not done.false_alarms:
            told = joined((words("hunt_done", count=found), *remarks), "。", ". ")
            return Verdict(RIGHT, words("sentence", told=told), Fraction(1))
        parts = [words("hunt_found", count=found)]
        if found < least:
            at_stake = sum(1 for one in done.missed if one.points)
            stake = words("hunt_at_stake", count=at_stake) if at_stake else ""
            parts.append(words("hunt_left", left=least - found, stake=stake))
        if done.false_alarms:
            shown = "；".join(note.places[0] for note in done.false_alarms)
            parts.append(words("hunt_alarms", count=len(done.false_alarms), shown=shown))
        told = joined((*parts, *remarks), "，")
        return Verdict(WRONG, words("sentence", told=told), Fraction(found, max(1, least)))

    def show(self, lang: str) -> str:
        name = "hunt_shows_least" if self.least else "hunt_shows"
        return words(name, total=len(self.wanted), least=self.least).in_(lang)

    @property
    def sample(self) -> Any:
        return [sample_note(one) for one in self.wanted[: self.least or len(self.wanted)]]


def sample_note(one: Contradiction) -> tuple[str, str, str]:
    """A note that names a contradiction."""
    return (sorted(one.kinds)[0], one.home, one.clue)


def _listed(notes: Sequence[Note]) -> str:
    return "；".join(" ".join((note.places[0], *note.figures)) for note in notes)
