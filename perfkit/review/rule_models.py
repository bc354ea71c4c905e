"""What data/review/*.yaml holds, entry by entry: patterns, codes, and the entries of every kind of check."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from perfkit.base.models import Model
from perfkit.review.finding import Condition
from perfkit.review.relation_models import Equation, Quotient, RowRelation
from perfkit.rubric.criterion import Named

Class = Literal["arithmetic", "rule", "restated", "requirement", "words"]
Severity = Literal["error", "doubt", "note"]
Cause = Literal["arithmetic", "contradiction", "rule", "unmeasurable", "evidence"]
Family = Literal["department", "project", "accounts"]
FAMILIES: tuple[Family, ...] = ("department", "project", "accounts")


class Pattern(Model):
    """A regular expression over text without spaces, in half width, for some kinds of forms or all of them.

    Of `must` and `must_not`, sentences, the test of the rule book holds it against every one.
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
    unit : str         what their sizes count, where the size does not print it
    inferred : bool    the kit concludes it; nothing in the filing says so
    of_the_whole : bool   it is about the filing or a row of the scoring table, not about the examples that it
        shows
    fold : bool        several notes of it are one finding
    forms : the kinds of form it is for; all of them unless given
    title : Named      what the code stands for
    message, ask : Named   sentences with {fields} that the check fills in
    messages, asks, severities : by the name of a variant, where a code says more than one thing
    unless : a lesser severity where a condition holds
    """

    cls: Class = Field(alias="class")
    severity: Severity = "doubt"
    unit: str = ""
    inferred: bool = False
    of_the_whole: bool = False
    fold: bool = False
    forms: tuple[Family, ...] = FAMILIES
    title: Named
    message: Named | None = None
    messages: dict[str, Named] = Field(default_factory=dict)
    ask: Named | None = None
    asks: dict[str, Named] = Field(default_factory=dict)
    severities: dict[str, Severity] = Field(default_factory=dict)
    unless: dict[Condition, Severity] = Field(default_factory=dict)


class Partition(Model):
    """Parts that make up a whole by their nature, so that their sum is the whole."""

    names: tuple[str, ...] = Field(min_length=2)


class Comparison(Model):
    """A word that claims how one figure stands to another."""

    pattern: str
    holds: Literal["above", "below", "equal", "about", "at_most"]


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


class Nothing(Model):
    """Words that say that there is none of an item, and the amounts of it; patterns."""

    said: str
    item: str


class Beside(Model):
    """A claim and two figures beside it, or a rate; data/review/claims.yaml says what each key means."""

    pattern: str
    words: tuple[str, ...] = Field(min_length=1)
    whole: str
    part: str
    rate: str = ""
    holds: Literal["at_least", "at_most"] = "at_least"


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
    together: Literal["", "any", "all"] = ""
    stakes: bool = False


class TopicSentences(Model):
    """Sentences that a topic must hear as claims or admissions, and sentences that it must not."""

    claims: tuple[str, ...]
    admits: tuple[str, ...]
    no_claims: tuple[str, ...] = Field(min_length=1)
    no_admits: tuple[str, ...] = Field(min_length=1)


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
    governed_by: str = ""
    of_the_year: bool = False
    facts: tuple[str, ...] = ()
    topic: str = ""
    names_tasks: bool = False
    across_sentences: bool = False
    without_tables: bool = False


class Repeat(Model):
    """Codes whose findings say no more than others do; data/review/problems.yaml says what each key means."""

    codes: tuple[str, ...] = Field(min_length=1)
    within: tuple[str, ...] = Field(min_length=1)
    by: Literal["rows", "place", "cell", "printed"]


class Negative(Model):
    """A sentence that must not give the codes named, with the reason."""

    codes: tuple[str, ...] = Field(min_length=1)
    text: str
    why: Named


class Problem(Model):
    """A matter under an official's name, and the codes whose findings belong to it.

    Attributes
    ----------
    name : Named             as an evaluation report heads it
    codes : codes, or the part of a code before its dot with .*
    recommendation : Named   what the department should do
    cause : str              why points that rest on it are not confirmed
    by_unit : problems that its findings belong to where their figures are no money, by the unit
    of_the_rubric : bool     it is about the scoring table or its readings, not about the department
    """

    name: Named
    codes: tuple[str, ...] = Field(min_length=1)
    recommendation: Named
    cause: Cause = "evidence"
    by_unit: dict[str, str] = Field(default_factory=dict)
    of_the_rubric: bool = False


class RuleBook(Model):
    """Everything under data/review, read once."""

    classes: dict[Class, Named] = Field(default_factory=dict)
    silenced: dict[Class, Named] = Field(default_factory=dict)
    patterns: dict[str, Pattern] = Field(default_factory=dict)
    codes: dict[str, CodeRule] = Field(default_factory=dict)
    problems: dict[str, Problem] = Field(default_factory=dict)
    repeats: tuple[Repeat, ...] = ()
    when: dict[str, Named] = Field(default_factory=dict)
    one_matter: tuple[str, ...] = ()
    phrases: dict[str, Named] = Field(default_factory=dict)
    fragments: dict[str, str] = Field(default_factory=dict)
    partitions: tuple[Partition, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    orders: tuple[Order, ...] = ()
    never_above: tuple[Never, ...] = ()
    fact_targets: dict[str, str] = Field(default_factory=dict)
    fact_names: dict[str, str] = Field(default_factory=dict)
    contrasts: tuple[Contrast, ...] = ()
    unit_families: tuple[tuple[str, ...], ...] = ()
    two_names: tuple[tuple[str, str], ...] = ()
    opposites: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    beside: tuple[Beside, ...] = ()
    equations: tuple[Equation, ...] = ()
    row_relations: tuple[RowRelation, ...] = ()
    quotients: tuple[Quotient, ...] = ()
    relations: tuple[Quotient, ...] = ()
    nothing: tuple[Nothing, ...] = ()
    target_rules: tuple[TargetRule, ...] = ()
    belongs: tuple[Belongs, ...] = ()
    text_rules: tuple[TextRule, ...] = ()
    topic_sentences: dict[str, TopicSentences] = Field(default_factory=dict)
    negatives: tuple[Negative, ...] = ()
    thresholds: dict[str, str] = Field(default_factory=dict)
    grades: dict[str, str] = Field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)
