"""How a lesson asks, and the register of the questions that the kit works out, each with its working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from perfkit.base.text import Text
from perfkit.training.lessons.sources import Sources
from perfkit.training.reference import ChoiceReference, NumberReference, Reference


@dataclass(frozen=True)
class Asked:
    """How a lesson asks: what is worked out, for which row or figure, and the options offered.

    Attributes
    ----------
    of : str          name of the question below
    given : mapping   its arguments
    unit, places : of a number
    options : letter → text
    means : letter → the value that an option stands for
    """

    of: str
    given: Mapping[str, Any] = field(default_factory=dict)
    unit: Text = Text("", "")
    places: int = 2
    options: Mapping[str, Text] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict)

    def number(self, value: Fraction) -> NumberReference:
        """A number as this exercise wants it."""
        return NumberReference(value, self.places, self.unit)

    def choice(self, *values: str) -> ChoiceReference:
        """The options that stand for these values."""
        return ChoiceReference(
            frozenset(letter for letter, value in self.means.items() if value in values), self.options
        )


Answer = Callable[[Sources, Asked], tuple[Reference, Text]]
ANSWERS: dict[str, Answer] = {}


def answer(function: Answer) -> Answer:
    """Register a function as a question that lessons may ask."""
    ANSWERS[function.__name__] = function
    return function


def in_both(show: Callable[[str], str]) -> Text:
    """A sentence in both languages."""
    return Text(show("zh"), show("en"))
