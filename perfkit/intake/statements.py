"""A fact that a document states, and a number that no label explains."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import parse_number, unit_factor
from perfkit.intake.figure_text import Figure, Plain


@dataclass(frozen=True)
class Stated:
    """A fact that a text states: its statement is what the submission writes."""

    fact: str
    statement: dict


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
