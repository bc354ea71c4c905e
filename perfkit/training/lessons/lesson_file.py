"""Lesson files: one YAML a lesson, both languages side by side; what they ask is worked out by the kit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from perfkit.base.errors import PerfkitError
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.training.lessons.answers import Asked


@dataclass(frozen=True)
class Exercise:
    """One question of a lesson.

    Attributes
    ----------
    id : str         "2.3"
    clause : str     "indicator id" or "indicator id#clause": what to read again; "" where none
    fields : names that the trainee fills in, in the order `check` takes them
    """

    id: str
    question: Text
    hint: Text
    clause: str
    fields: tuple[str, ...]
    asked: Asked


@dataclass(frozen=True)
class Part:
    """A piece of a lesson: text, a call to show something, or an exercise."""

    text: Text = Text("", "")
    code: str = ""
    exercise: Exercise | None = None


@dataclass(frozen=True)
class LessonFile:
    """A lesson as written.

    Attributes
    ----------
    minutes : int    of one sitting
    sittings : int   how many it takes
    gates : picture → the exercise to be tried before it is shown
    """

    id: str
    number: int
    minutes: int
    title: Text
    does: Text
    learns: Text
    needs: Text
    parts: tuple[Part, ...] = field(repr=False)
    sittings: int = 1
    gates: Mapping[str, str] = field(default_factory=dict)

    @property
    def exercises(self) -> dict[str, Exercise]:
        """Its exercises by id, in order."""
        return {part.exercise.id: part.exercise for part in self.parts if part.exercise}


def lesson_ids() -> tuple[str, ...]:
    """The lessons in order.

    Examples
    --------
    >>> lesson_ids()
    ('rubric', 'ratios', 'evidence', 'targets', 'contradictions', 'longhua')
    """
    return tuple(path.stem.partition("_")[2] for path in _paths())


def _paths():
    return sorted((data_root() / "training").glob("[1-9]_*.yaml"))


@lru_cache(maxsize=16)
def read_lesson(id: str) -> LessonFile:
    """A lesson by its id.

    Raises
    ------
    PerfkitError   no such lesson, naming those there are.
    """
    path = next((path for path in _paths() if path.stem.partition("_")[2] == id), None)
    if path is None:
        known = "、".join(lesson_ids())
        raise PerfkitError(f"没有课程 {id}；有：{known}", f"no lesson {id}; there are: {known}")
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return LessonFile(
        id,
        int(path.stem[0]),
        raw["minutes"],
        _text(raw["title"]),
        _text(raw["does"]),
        _text(raw["learns"]),
        _text(raw["needs"]),
        tuple(_part(part) for part in raw["parts"]),
        raw.get("sittings", 1),
        raw.get("gates", {}),
    )


def _text(both: Mapping[str, str] | None) -> Text:
    return Text(str(both["zh"]).strip(), str(both["en"]).strip()) if both else Text("", "")


def _part(raw: Mapping[str, Any]) -> Part:
    if "ask" not in raw:
        return Part(_text(raw.get("text")), raw.get("show", ""))
    options = raw.get("options", {})
    asked = Asked(
        raw["answer"]["of"],
        {key: value for key, value in raw["answer"].items() if key != "of"},
        _text(raw.get("unit")),
        raw.get("places", 2),
        {letter: _text(option) for letter, option in options.items()},
        {letter: str(option.get("is", "")) for letter, option in options.items()},
    )
    return Part(
        exercise=Exercise(
            raw["ask"],
            _text(raw["question"]),
            _text(raw["hint"]),
            raw.get("clause", ""),
            tuple(raw.get("fields", ("answer",))),
            asked,
        )
    )
