"""The rule book of the review, data/review/*.yaml: patterns with their sentences, codes with their class, words and severity."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from perfkit.base.errors import RubricError
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.review.finding import Finding, Place
from perfkit.rubric.criterion import Named

Class = Literal["arithmetic", "rule", "restated", "requirement", "words"]
Cause = Literal["arithmetic", "contradiction", "rule", "unmeasurable", "evidence"]
Family = Literal["department", "project", "accounts"]
FAMILIES: tuple[Family, ...] = ("department", "project", "accounts")


class Pattern(Model):
    """A regular expression with sentences that it must and must not match.

    Attributes
    ----------
    pattern : str      over text without spaces, in half width
    must, must_not : sentences; the test of the rule book holds the pattern against every one
    forms : the kinds of form it is for; all of them unless given
    """

    pattern: str
    must: tuple[str, ...] = Field(min_length=1)
    must_not: tuple[str, ...] = Field(min_length=1)
    forms: tuple[Family, ...] = FAMILIES


class CodeRule(Model):
    """What one code stands for and what its findings say.

    Attributes
    ----------
    cls : str          class of certainty: arithmetic, rule, restated, requirement or words
    severity : str     what its findings have unless the check says less
    inferred : bool    the kit concludes it; nothing in the filing says so
    of_the_whole : bool   it is about the filing or a row of the scoring table, not about the examples that it shows
    forms : the kinds of form it is for; all of them unless given
    title : Named      what the code stands for
    message, ask : Named   sentences with {fields} that the check fills in
    """

    cls: Class = Field(alias="class")
    severity: Literal["error", "doubt", "note"] = "doubt"
    inferred: bool = False
    of_the_whole: bool = False
    forms: tuple[Family, ...] = FAMILIES
    title: Named
    message: Named | None = None
    ask: Named | None = None


class Partition(Model):
    """Parts that make up a whole by their nature, so that their sum is the whole."""

    names: tuple[str, ...] = Field(min_length=2)


class Comparison(Model):
    """A word that claims how one figure stands to another."""

    pattern: str
    holds: Literal["above", "below", "equal", "at_most"]


class Negative(Model):
    """A sentence that must not give the codes named, with the reason; it grows with every false alarm reported."""

    codes: tuple[str, ...] = Field(min_length=1)
    text: str
    why: Named


class RuleBook(Model):
    """Everything under data/review, read once."""

    classes: dict[Class, Named] = Field(default_factory=dict)
    patterns: dict[str, Pattern] = Field(default_factory=dict)
    codes: dict[str, CodeRule] = Field(default_factory=dict)
    problems: dict[str, Problem] = Field(default_factory=dict)
    partitions: tuple[Partition, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    negatives: tuple[Negative, ...] = ()
    thresholds: dict[str, str] = Field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Problem(Model):
    """A matter under an official's name, and the codes whose findings belong to it.

    Attributes
    ----------
    name : Named             as an evaluation report heads it
    codes : codes, or the part of a code before its dot with .*
    recommendation : Named   what the department should do
    cause : str              why points that rest on it are not confirmed
    of_the_rubric : bool     it is about the scoring table or its readings, not about the department
    """

    name: Named
    codes: tuple[str, ...] = Field(min_length=1)
    recommendation: Named
    cause: Cause = "evidence"
    of_the_rubric: bool = False


RuleBook.model_rebuild()


@lru_cache(maxsize=4)
def rulebook(folder: Path | None = None) -> RuleBook:
    """The rule book.

    Raises
    ------
    RubricError   with every fault of its files.

    Examples
    --------
    >>> rulebook().codes["points.above_weight"].cls
    'arithmetic'
    """
    merged: dict[str, Any] = {}
    faults = []
    for path in sorted((folder or data_root() / "review").glob("*.yaml")):
        source = read_yaml(path, f"data/review/{path.name}")
        found = validate(RuleBook, source)
        faults += source.faults
        for name in RuleBook.model_fields if found is not None else ():
            value = getattr(found, name)
            merged[name] = (
                {**merged.get(name, {}), **value}
                if isinstance(value, dict)
                else (*merged.get(name, ()), *value)
            )
    if faults:
        raise RubricError(Text("data/review 有错误：", "data/review has faults:"), faults)
    return RuleBook.model_construct(**merged)


@lru_cache(maxsize=512)
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the rule book by its name, compiled."""
    return re.compile(rulebook().patterns[name].pattern)


def threshold(name: str) -> Fraction:
    """A threshold of the rule book by its name."""
    return Fraction(rulebook().thresholds[name])


def words(name: str) -> tuple[str, ...]:
    """A list of words of the rule book by its name."""
    return rulebook().lists[name]


def finding(
    code: str,
    fields: dict[str, str],
    places: Iterable[Place],
    *,
    severity: str = "",
    difference: str = "",
    stakes: tuple[tuple[str, Fraction], ...] = (),
    possible: tuple[Text, ...] = (),
    about: tuple[str, ...] = (),
    **english: str,
) -> Finding:
    """A finding in the words of the rule book.

    Parameters
    ----------
    code : str        of data/review/codes.yaml
    fields : what its message and question ask for, in the filing's own words
    severity : str    less than the rule's own where the check is less sure; the rule's unless given
    about : names of what it is about, where its places do not tell
    english : fields that read otherwise in English
    """
    rule = rulebook().codes[code]
    zh, en = fields, {**fields, **english}
    message, ask = rule.message or rule.title, rule.ask
    return Finding(
        code,
        severity or rule.severity,
        Text(message.zh.format(**zh), message.en.format(**en)),
        tuple(places),
        difference,
        stakes,
        Text(ask.zh.format(**zh), ask.en.format(**en)) if ask else Text("", ""),
        possible,
        about=about,
    )
