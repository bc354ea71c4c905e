"""How figures are worded in running text: topics, roles, labels of their own."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from pydantic import Field

from perfkit.base.models import Model

Words = tuple[str, ...]


def with_parts(pattern: str, parts: dict[str, str]) -> str:
    """A pattern with its named parts in it, those of parts too.

    Examples
    --------
    >>> with_parts("{amount}人", {"amount": r"{digit}{1,3}", "digit": r"\\d"})
    '\\\\d{1,3}人'
    """
    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    return pattern


class Pattern(Model):
    """A pattern whose first group is the value, with sentences that it must and must not match."""

    pattern: str
    must: Words = ()
    must_not: Words = ()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, for texts without spaces and quotation marks."""
        return re.compile(self.pattern)


class Compared(Pattern):
    """What a number is that stands beside another: its words end where the number begins.

    Groups of the pattern: `own` is what it is of, `base` what it is held against, `word` how it changed,
    `whole` what it is a share of. `name` is made of them and of `subject`, that of the number before where
    the clause has none of its own.

    Attributes
    ----------
    rates : only a rate is one; any other has the unit of the one before, or is the rate by which that changed
    change : it is a change
    """

    name: str
    rates: bool = False
    change: bool = False


class Topic(Model):
    """What a sentence is about, and the fact that each role of it is.

    Attributes
    ----------
    strict : bool      counts only where nothing but fillers stands before it
    takes_role : bool  without a role of its own it takes that of the whole before it
    within : str       only while the sentence is about this topic
    name : str         what its amounts are called where it has no facts
    """

    words: Words
    facts: dict[str, str] = Field(default_factory=dict)
    strict: bool = False
    takes_role: bool = False
    within: str = ""
    name: str = ""


class Label(Model):
    """Words that name a fact by themselves.

    Attributes
    ----------
    units : the units it is counted in; any that fits the fact unless given
    strict : only fillers may stand before it in its clause
    within : only while the sentence is about this topic
    topic : the topic it sets
    not_after : words that make it something else where they stand straight before it
    follows : one of these must come straight after the number and its unit
    closed : units that no noun may follow (编制12个指标 is a verb)
    without : none of these stands in the text (离休2人，退休39人: neither is all)
    """

    words: Words
    units: Words = ()
    strict: bool = False
    within: str = ""
    topic: str = ""
    not_after: Words = ()
    follows: Words = ()
    closed: Words = ()
    without: Words = ()


class Difference(Model):
    """A fact by which two others differ, and the words of the clause that states it."""

    words: Words
    whole: str
    part: str


class WithoutTopic(Model):
    """Roles that mean one topic where a sentence has named none."""

    topic: str
    roles: Words


class FigureWords(Model):
    """How figures are worded in running text; `elsewhere` are words of a clause whose number is of another
    time or thing, `joined` a stop inside a word, `planned` leads a sentence of plans, `done` says what was
    done of the thing before, `noun_ends` end the noun after a number, `verbs` lead
    a thing but not its rate, `bare` is the
    role of an amount straight behind its topic."""

    joined: Pattern
    elsewhere: Pattern
    planned: Pattern
    plans: Pattern
    dates: Pattern
    compared: tuple[Compared, ...]
    done: Words
    whole_ends: Words
    noun_ends: Words
    connectors: Words
    when: Words
    fillers: Words
    refuse: Words
    scoring: dict[Literal["points", "given", "standards", "conditions", "told"], Pattern]
    lead: Words
    verbs: Words
    prepositions: Words
    topics: dict[str, Topic]
    roles: dict[str, Words]
    before_budget: dict[str, Words]
    inherited: dict[str, str]
    without_topic: WithoutTopic
    labels: dict[str, tuple[Label, ...]]
    generic: Words = ()
    bare: str = ""
    headed: Words = ()
    reached: Words = ()
    things: Words = ()
    targets: dict[str, Words] = Field(default_factory=dict)
    differences: dict[str, Difference] = Field(default_factory=dict)
    sums: dict[str, Words] = Field(default_factory=dict)

    @cached_property
    def worded(self) -> dict[str, Words]:
        """The roles, also with words for the budget behind 年初 or 调整后, which say of when it is."""
        budget = [word for word in self.roles["budget"] if "预算" in word]
        made = {
            role: tuple(lead + word for lead in leads for word in budget)
            for role, leads in self.before_budget.items()
        }
        return {role: (*words, *made.get(role, ())) for role, words in self.roles.items()}

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that can be found, in the order of the file."""
        composed = [fact for topic in self.topics.values() for fact in topic.facts.values()]
        return tuple(dict.fromkeys([*composed, *self.labels]))
