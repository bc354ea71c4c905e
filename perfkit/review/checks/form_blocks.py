"""What a form prints of its blocks, and where."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.finding import Place
from perfkit.review.grids import points_in_a_table
from perfkit.review.rulebook import rulebook


def block_name(case: Case, block: str) -> Text:
    """A block under the name that the form prints, else under its usual one."""
    usual = rulebook().phrases.get(f"block_{block}")
    printed = case.submission.form.blocks.get(block)
    if usual is None:
        name = printed.name if printed and printed.name else block
        return Text(name, name)
    return usual.text


def block_place(case: Case, block: str, said: str, value: str = "") -> Place:
    """Where the form prints the points of a block: the most of them where `said` is of these alone."""
    name, part = block_name(case, block).zh, "score" if "得分" in said else "max"
    cited = case.submission.source.places.get(f"form.blocks.{block}.{part}")
    return Place(cited, f"{name} {said}", value) if cited else Place(name, said, value)


def block_max(case: Case, block: str) -> Fraction | None:
    """The most points of a block as the form prints them."""
    found = case.submission.form.blocks.get(block)
    return found.max if found else None


def block_score(case: Case, block: str) -> Fraction | None:
    """The points of a block as the form prints them, or a table of blocks."""
    found = case.submission.form.blocks.get(block)
    if found and found.score is not None:
        return found.score
    return points_in_a_table(case.grids, block_name(case, block).zh)
