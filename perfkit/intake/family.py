"""Label patterns of one family of forms, from data/intake/<family>.yaml."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from perfkit.base.errors import RubricError
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, read_yaml
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.submission import Narrative, TargetKind
from perfkit.intake.blocks import key

Words = tuple[str, ...]


class Named(Model):
    """A name in both languages."""

    zh: str
    en: str


class IdentityLabels(Model):
    """What stands before the department's name and before the year."""

    department: Words
    year: Words


class ColumnWords(Model):
    """How a column's header reads.

    Attributes
    ----------
    is : one of these exactly, what stands in brackets aside
    has, with, without : or holding one of `has` and of `with`, and none of `without`
    after, alone : or holding one of `alone` straight to the right of the column `after`
    """

    exact: Words = Field(default=(), alias="is")
    has: Words = ()
    together: Words = Field(default=(), alias="with")
    without: Words = ()
    after: str = ""
    alone: Words = ()

    def fits(self, parts: list[str], left: str = "") -> bool:
        """Whether header texts, from top to bottom, are this column's; `left` names the column beside it."""
        if any(part in self.exact_keys or re.sub(r"\(.*?\)", "", part) in self.exact_keys for part in parts):
            return True
        joined = "".join(parts)
        if self.after and left == self.after and _holds(joined, self.alone):
            return True
        if not _holds(joined, self.has) or (self.together and not _holds(joined, self.together)):
            return False
        return not _holds(joined, self.without)

    @cached_property
    def exact_keys(self) -> frozenset[str]:
        """The exact headers as texts are compared."""
        return frozenset(key(word) for word in self.exact)


def _holds(joined: str, words: Words) -> bool:
    return any(key(word) in joined for word in words)


class TaskTable(Model):
    """The task table: its headers, total rows, and names that mean basic expenditure."""

    section: str
    needs: Words
    columns: dict[str, ColumnWords]
    totals: Words
    basic: Words


class GoalTable(Model):
    """The yearly overall goal: headers of the expected and of the reached side."""

    section: str
    expected: Words
    actual: Words


class TargetTable(Model):
    """The target table: headers, names of levels, words that tell the kind, entries that mean none."""

    section: str
    needs: Words
    columns: dict[str, ColumnWords]
    levels: Words
    kinds: tuple[tuple[str, TargetKind], ...]
    none: Words


class ScoreTable(Model):
    """The scoring table: headers, labels of total and grade, other printings of row names."""

    section: str
    needs: Words
    columns: dict[str, ColumnWords]
    total: Words
    grade: Words
    grades: dict[str, str]
    also: dict[str, Words] = Field(default_factory=dict)


class TableWords(Model):
    """The official tables."""

    header_words: Words
    tasks: TaskTable
    goal: GoalTable
    targets: TargetTable
    scores: ScoreTable


class Topic(Model):
    """What a sentence is about, and the fact that each role of it is.

    Attributes
    ----------
    strict : bool      counts only where nothing but fillers stands before it
    takes_role : bool  without a role of its own it takes that of the whole before it
    """

    words: Words
    facts: dict[str, str] = Field(default_factory=dict)
    strict: bool = False
    takes_role: bool = False


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
    """

    words: Words
    units: Words = ()
    strict: bool = False
    within: str = ""
    topic: str = ""
    not_after: Words = ()
    follows: Words = ()


class WithoutTopic(Model):
    """Roles that mean one topic where a sentence has named none."""

    topic: str
    roles: Words


class FigureWords(Model):
    """How figures are worded in running text."""

    connectors: Words
    fillers: Words
    refuse: Words
    topics: dict[str, Topic]
    roles: dict[str, Words]
    inherited: dict[str, str]
    without_topic: WithoutTopic
    labels: dict[str, tuple[Label, ...]]
    targets: dict[str, Words] = Field(default_factory=dict)

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that can be found, in the order of the file."""
        composed = [fact for topic in self.topics.values() for fact in topic.facts.values()]
        return tuple(dict.fromkeys([*composed, *self.labels]))


class Family(Model):
    """One family of forms; see data/intake/."""

    id: str
    name: Named
    rubrics: Words
    identity: IdentityLabels
    outline: dict[Literal[tuple(Narrative.model_fields)], Words]
    tables: TableWords
    figures: FigureWords


def family_of(rubric: str, folder: Path | None = None) -> Family:
    """The family whose forms belong to a rubric.

    Parameters
    ----------
    rubric : str    rubric id
    folder : Path   the folder of families; data/intake unless given

    Raises
    ------
    RubricError   no family names the rubric, or a family file has faults.

    Examples
    --------
    >>> family_of("sz-2020").id
    'sz'
    """
    folder = folder or data_root() / "intake"
    paths = sorted(folder.glob("*.yaml"))
    families = [_load(path, path.stat().st_mtime_ns) for path in paths]
    for family in families:
        if rubric in family.rubrics:
            return family
    named = "、".join(name for family in families for name in family.rubrics)
    raise RubricError(
        Text(
            f"没有适用于评分表 {rubric} 的文档标签（data/intake 中有：{named}）；请在一个文件的 rubrics 中加上它",
            f"no labels for the documents of rubric {rubric} (data/intake has: {named}); add it to the rubrics of a file there",
        )
    )


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int) -> Family:
    source = read_yaml(path, path.name)
    family = validate(Family, source)
    if family is not None:
        _check(family, source)
    if family is None or source.faults:
        raise RubricError(Text("文档标签有错误：", "the document labels have faults:"), source.faults)
    return family


def _check(family: Family, source: Source) -> None:
    """Facts, topics and roles that are named must exist."""
    figures, known = family.figures, fact_catalogue()
    for name, topic in figures.topics.items():
        for role, fact in topic.facts.items():
            if fact not in known:
                source.fault(
                    ("figures", "topics", name, "facts", role),
                    Text(f"未知事实 {fact}", f"unknown fact {fact}"),
                )
            if role not in figures.roles:
                source.fault(
                    ("figures", "topics", name, "facts", role),
                    Text(f"roles 中没有 {role}", f"no role {role} under roles"),
                )
    for fact, labels in figures.labels.items():
        if fact not in known:
            source.fault(("figures", "labels", fact), Text(f"未知事实 {fact}", f"unknown fact {fact}"))
        for index, label in enumerate(labels):
            for topic in filter(None, (label.within, label.topic)):
                if topic not in figures.topics:
                    source.fault(
                        ("figures", "labels", fact, index),
                        Text(f"topics 中没有 {topic}", f"no topic {topic} under topics"),
                    )
