"""A fact that a document states, and a number that no label explains."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from perfkit.base.quantities import parse_number, unit_factor
from perfkit.base.text import Text
from perfkit.intake.figure_text import Figure, Plain


class Most(NamedTuple):
    """The most points of a block: what the form calls it, the points, where they stand."""

    name: str
    points: str
    place: str = ""


@dataclass(frozen=True)
class Stated:
    """A fact that a text states: its statement is what the submission writes."""

    fact: str
    statement: dict


@dataclass
class Money:
    """What the blocks of money say.

    Attributes
    ----------
    facts : of data/facts.yaml
    figures : name, statement and kind of what is no fact there
    score, weight : the filer's points for execution and their maximum, each with its place
    asked : amounts whose unit is not printed
    """

    facts: list[Stated] = field(default_factory=list)
    figures: list[tuple[str, dict, str]] = field(default_factory=list)
    score: str = ""
    weight: str = ""
    place: str = ""
    weight_place: str = ""
    asked: list[str] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def earn(self, score: str, weight: str, place: object) -> None:
        """The points for execution and the most of them, each where it is not known yet."""
        if score and not self.score:
            self.score, self.place = score, str(place)
        if weight and not self.weight:
            self.weight, self.weight_place = weight, str(place)


def unconfirmed(value: str, unit: str, section: object, quote: str, approximate: bool = False) -> dict:
    """A statement as the submission writes it, for a person to confirm.

    Examples
    --------
    >>> unconfirmed("3", "场", "一", "宣讲3场")
    {'value': '3', 'unit': '场', 'section': '一', 'quote': '宣讲3场', 'unconfirmed': True}
    """
    stated: dict = {"value": value, "unit": unit, "section": str(section), "quote": quote}
    return stated | ({"approximate": True} if approximate else {}) | {"unconfirmed": True}


def amount_of(statement: dict) -> Fraction:
    """The amount of a statement in its base unit."""
    return parse_number(statement["value"]) * unit_factor(statement["unit"])


@dataclass(frozen=True)
class Loose:
    """A number that no label of the lexicon explains: where the number before it ends, the name that a form
    gives it, and the heading above it."""

    section: str
    text: Plain
    figure: Figure
    before: int
    name: str = ""
    title: str = ""
