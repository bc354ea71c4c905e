"""How a figure of a table is made of two others; data/review/relations.yaml lists the relations."""

from __future__ import annotations

from typing import Literal

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
