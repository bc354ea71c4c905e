"""The rule book of the review, data/review/*.yaml: patterns with their sentences, codes with their class, words and severity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
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
from perfkit.review.english import Words, both
from perfkit.review.finding import Finding, Place
from perfkit.rubric.criterion import Named

Class = Literal["arithmetic", "rule", "restated", "requirement", "words"]
Severity = Literal["error", "doubt", "note"]
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
    fold : bool        several notes of it are one finding
    forms : the kinds of form it is for; all of them unless given
    title : Named      what the code stands for
    message, ask : Named   sentences with {fields} that the check fills in
    messages, asks : by the name of a variant, where a code says more than one thing
    """

    cls: Class = Field(alias="class")
    severity: Severity = "doubt"
    inferred: bool = False
    of_the_whole: bool = False
    fold: bool = False
    forms: tuple[Family, ...] = FAMILIES
    title: Named
    message: Named | None = None
    messages: dict[str, Named] = Field(default_factory=dict)
    ask: Named | None = None
    asks: dict[str, Named] = Field(default_factory=dict)


class Partition(Model):
    """Parts that make up a whole by their nature, so that their sum is the whole."""

    names: tuple[str, ...] = Field(min_length=2)


class Comparison(Model):
    """A word that claims how one figure stands to another."""

    pattern: str
    holds: Literal["above", "below", "equal", "at_most"]


class Order(Model):
    """Quantities of which each is never above the next: facts, or own counts by patterns of their names."""

    code: str
    facts: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    severity: Severity
    among: str = ""
    one_subject: bool = False
    any_period: bool = False
    of_tasks: bool = False


class Never(Model):
    """A part that is never above its whole, with the rate of the two where there is one."""

    part: str
    whole: str
    rate: str = ""


class Contrast(Model):
    """Words of two things that one number cannot stand for, as regular expressions."""

    one: str
    other: str


class Claim(Model):
    """A claim and the figures that may deny it; data/review/claims.yaml says what each key means."""

    code: str = "claim.figure"
    topic: str = ""
    pattern: str
    words: tuple[str, ...] = Field(min_length=1)
    denied_by: str
    facts: tuple[str, ...] = Field(min_length=1)
    parts: str = "parts_claiming"
    severity: Severity | Literal[""] = ""
    share: str = "1"
    share_of: str = ""
    shows_gap: Literal["", "first", "between"] = ""
    of_the_whole: bool = True
    of_part_of_year: bool = False
    unless: str = ""
    beside: str = ""
    rests_on: Literal["facts", "topic"] = "facts"


class TargetRule(Model):
    """What a single target gets wrong; data/review/target-rules.yaml says what each key means."""

    code: str
    variant: str = ""
    severity: Severity | Literal[""] = ""
    traits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    has: dict[Literal["name", "expected", "actual"], str] = Field(default_factory=dict)
    lacks: dict[Literal["name", "expected", "actual", "any"], str] = Field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    other_kinds: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    unit: str = ""
    met: bool | None = None
    sets_value: bool | None = None
    answers: bool | None = None
    together: bool = False
    stakes: bool = False


class Belongs(Model):
    """Targets whose names belong to one kind, and the kinds that they are found in."""

    kind: str
    name: str
    found_in: tuple[str, ...] = Field(min_length=1)


class TextRule(Model):
    """Words that no text should hold; data/review/text-rules.yaml says what each key means."""

    code: str
    pattern: str
    parts: str = ""
    report: Literal["each", "first", "all"]
    sure_with: str = ""
    of_the_year: bool = False
    facts: tuple[str, ...] = ()
    topic: str = ""
    names_tasks: bool = False


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
    phrases: dict[str, Named] = Field(default_factory=dict)
    fragments: dict[str, str] = Field(default_factory=dict)
    partitions: tuple[Partition, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    orders: tuple[Order, ...] = ()
    never_above: tuple[Never, ...] = ()
    fact_targets: dict[str, str] = Field(default_factory=dict)
    contrasts: tuple[Contrast, ...] = ()
    two_names: tuple[tuple[str, str], ...] = ()
    opposites: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    target_rules: tuple[TargetRule, ...] = ()
    belongs: tuple[Belongs, ...] = ()
    text_rules: tuple[TextRule, ...] = ()
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


# The kind of form under review; empty where a filing does not say, and then everything is looked for.
_FORM: ContextVar[str] = ContextVar("form", default="")
_NOTHING = re.compile(r"(?!)")


@contextmanager
def for_form(kind: str) -> Iterator[None]:
    """Within it, codes and patterns that are for other kinds of form give nothing.

    Parameters
    ----------
    kind : str   department, project, accounts; any other kind leaves everything on
    """
    token = _FORM.set(kind if kind in FAMILIES else "")
    try:
        yield
    finally:
        _FORM.reset(token)


def is_for_this_form(code: str) -> bool:
    """True where a code is for the kind of form under review."""
    kind = _FORM.get()
    return not kind or kind in rulebook().codes[code].forms


def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the rule book by its name, compiled; one that matches nothing where it is for other forms."""
    return _compiled(name, _FORM.get())


@lru_cache(maxsize=1024)
def _compiled(name: str, kind: str) -> re.Pattern[str]:
    """`{part}` in a pattern stands for a fragment."""
    entry = rulebook().patterns[name]
    if kind and kind not in entry.forms:
        return _NOTHING
    return re.compile(with_fragments(entry.pattern))


def with_fragments(written: str) -> str:
    """A pattern with its fragments put in; a fragment may name others that stand before it in the file."""
    for name, fragment in reversed(rulebook().fragments.items()):
        written = written.replace("{" + name + "}", fragment)
    return written


def threshold(name: str) -> Fraction:
    """A threshold of the rule book by its name."""
    return Fraction(rulebook().thresholds[name])


def words(name: str) -> tuple[str, ...]:
    """A list of words of the rule book by its name."""
    return rulebook().lists[name]


def phrase(name: str, /, **fields: Words) -> Text:
    """A part of a sentence of the rule book by its name, with its fields filled in."""
    return _filled(rulebook().phrases[name], {key: both(value) for key, value in fields.items()})


def _filled(sentence: Named, fields: Mapping[str, Text]) -> Text:
    return Text(
        sentence.zh.format(**{name: text.zh for name, text in fields.items()}),
        sentence.en.format(**{name: text.en for name, text in fields.items()}),
    )


def finding(
    code: str,
    fields: Mapping[str, Words],
    places: Iterable[Place],
    *,
    variant: str = "",
    severity: str = "",
    difference: str = "",
    stakes: tuple[tuple[str, Fraction], ...] = (),
    possible: tuple[Text, ...] = (),
    problem: str = "",
    about: tuple[str, ...] = (),
    **english: str,
) -> Finding:
    """A finding in the words of the rule book.

    Parameters
    ----------
    code : str        of data/review
    fields : what its message and question ask for: printed values and the filing's own words as they stand, which
        English turns into values or quotes, or texts in both languages, or lists of either
    variant : str     which of the code's messages and questions; the plain ones unless given
    severity : str    less than the rule's own where the check is less sure; the rule's unless given
    problem : str     the matter it belongs to, where not the code's own
    about : names of what it is about, where its places do not tell
    english : fields that read otherwise in English
    """
    rule = rulebook().codes[code]
    said = {name: both(value) for name, value in fields.items()}
    said |= {name: Text(said[name].zh, text) for name, text in english.items()}
    message = _filled(rule.messages.get(variant) or rule.message or rule.title, said)
    ask = rule.asks.get(variant) or rule.ask
    return Finding(
        code,
        severity or rule.severity,
        Text(message.zh, message.en[:1].upper() + message.en[1:]),
        tuple(places),
        difference,
        stakes,
        _filled(ask, said) if ask else Text("", ""),
        possible,
        problem=problem,
        about=about,
    )
