"""Rows that checks ask of: targets as read, and whether a row of the scoring table is full or judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TypeVar

from perfkit.evaluation.results import RowResult
from perfkit.filing.filed_tables import Target
from perfkit.filing.targets import ParsedTarget, parse_target
from perfkit.review.finding import Place
from perfkit.review.rulebook import pattern
from perfkit.review.sentences import plain_text

T = TypeVar("T")
_SHORTEST = 4
_BARE = re.compile(r"\d+(?:\.\d+)?")
_YEAR, _MONTH = re.compile(r"20\d\d\s*年"), re.compile(r"\s*\d{1,2}\s*月")
_SCALED = re.compile(r"(\d+(?:\.\d+)?)([万亿](?!元)[\u4e00-\u9fff]*)")
_parse = lru_cache(maxsize=8192)(parse_target)


@dataclass(frozen=True)
class Row:
    """A target with what it parses to and its place."""

    number: int
    target: Target
    parsed: ParsedTarget
    section: str

    @cached_property
    def place(self) -> Place:
        """Name, expected and actual value as printed."""
        target = self.target
        return Place(
            self.section, f"{target.name}：{target.expected} → {target.actual or '（空）'}", target.actual
        )

    @cached_property
    def words(self) -> str:
        """Name and both values without spaces."""
        return "".join(f"{self.target.name} {self.target.expected} {self.target.actual}".split())

    @cached_property
    def core(self) -> str:
        """Its name without brackets and without a last 数 or 数量; empty where little is left."""
        name = pattern("count_suffix").sub("", pattern("brackets").sub("", self.target.name))
        return name if len(name) >= _SHORTEST else ""

    def is_told_in(self, text: str) -> bool:
        """Whether a statement is the one that states the target: it has its name and its result."""
        return all(one and plain_text(one) in text for one in (self.target.name, self.target.actual))


def sure(value: T | None) -> T:
    """A value that the lines before have made sure of.

    Raises
    ------
    LookupError   it is missing after all: a fault of the check, not of the filing.
    """
    if value is None:
        raise LookupError("a check reads a value that it has not made sure of")
    return value


def parsed(target: Target, year: int = 0) -> ParsedTarget:
    """What a target parses to, its result in the unit of its column; a day without a year is of the filing's,
    where the result names one."""
    expected, actual = target.expected, _in_its_unit(target)
    if year and (match := pattern("day_without_a_year").match(plain_text(expected))):
        rest = plain_text(expected)[match.end("half") :] if match["half"] else plain_text(expected)
        if match["half"] or _YEAR.search(actual):
            expected = f"{year}年" + ("6月底前" if match["half"] else "") + rest
            actual = (
                actual if _YEAR.search(actual) else f"{year}年{actual}" if _MONTH.match(actual) else actual
            )
    return _parse(expected, actual, name=target.name, kind=target.kind)


def _in_its_unit(target: Target) -> str:
    """The result with the unit of its column, or in the 万 or 亿 of a target that it would else miss a
    thousandfold."""
    actual = target.reported
    scaled = _SCALED.search("".join(target.expected.split())) if _BARE.fullmatch(actual.strip()) else None
    if scaled and Fraction(actual.strip()) < Fraction(scaled[1]) * 1000:
        return actual.strip() + scaled[2]
    return actual


def is_judged(row: RowResult) -> bool:
    """True where figures alone do not decide the row: evidence, further facts or an evaluator do."""
    return any(not result.outcome.points.is_exact for result in row.criteria)


def is_full(row: RowResult) -> bool:
    """True where the department gave itself the row's maximum."""
    return row.self_score is not None and row.self_score >= row.indicator.max


def is_nearly_full(row: RowResult) -> bool:
    """True where the department gave itself nine tenths of the row or more."""
    return row.self_score is not None and row.self_score * 10 >= row.indicator.max * 9
