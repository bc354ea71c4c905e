"""How figures are made of others: the entries of data/review that say so."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from perfkit.base.models import Model


class RowRelation(Model):
    """A figure of a table that the names of its row make of two others."""

    gives: str
    kind: Literal["product", "difference", "growth", "quotient"]
    one: str
    other: str
    by_year: bool = False
    signed: bool = False
    at_most_whole: bool = False


class Equation(Model):
    """A balance: the amounts of `plus` less those of `minus` give `gives`; patterns of their names."""

    plus: tuple[str, ...] = Field(min_length=1)
    minus: tuple[str, ...] = ()
    gives: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all its amounts."""
        return (*self.plus, *self.minus, self.gives)


class Quotient(Model):
    """A rate and the part and whole that it is made of; patterns of their names."""

    rate: str
    part: str
    whole: str = ""
    how: Literal["of", "over", "left"] = "of"
