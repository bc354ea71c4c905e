"""Families of forms, from data/intake: what each looks like, and its words on top of the national ones."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from perfkit.base.errors import RubricError
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.yaml_source import Source, read_yaml
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.own_words import Narrative
from perfkit.filing.statement import FormKind
from perfkit.intake.figure_words import FigureWords, Words
from perfkit.intake.lexicon import IdentityLabels, Lexicon, Named, TableWords
from perfkit.intake.notes import note

NATIONAL = "national"


class Sign(Model):
    """Something that speaks for a family.

    Attributes
    ----------
    where : title (titles and lines before the first table), labels (cells beside values), columns (heads),
        text
    words : one of these is enough
    points : what it counts, once; below zero it speaks against
    """

    where: Literal["title", "labels", "columns", "text"]
    words: Words
    points: int


class Family(Model):
    """One family of forms; see data/intake/.

    Attributes
    ----------
    kind : what it is about
    signs : what it is recognised by; at least `needs` points
    expects : parts of a draft, facts and names of figures that the form has; what is not found is named
    rubrics : rubrics whose form this is
    add, remove : words on top of the national lexicon, or out of it, under the same keys
    """

    id: str
    name: Named
    kind: FormKind
    signs: tuple[Sign, ...]
    needs: int = 4
    expects: Words = ()
    rubrics: Words = ()
    add: dict[str, Any] = Field(default_factory=dict)
    remove: dict[str, Any] = Field(default_factory=dict)
    lexicon: Lexicon

    @property
    def identity(self) -> IdentityLabels:
        """Labels of the identity."""
        return self.lexicon.identity

    @property
    def outline(self) -> dict[str, Words]:
        """Words of headings by part of the narrative."""
        return self.lexicon.outline

    @property
    def tables(self) -> TableWords:
        """The official tables."""
        return self.lexicon.tables

    @property
    def figures(self) -> FigureWords:
        """How figures are worded in running text."""
        return self.lexicon.figures


def families(folder: Path | None = None) -> tuple[Family, ...]:
    """Every family, by id.

    Raises
    ------
    RubricError   a file has faults.

    Examples
    --------
    >>> "sz" in [family.id for family in families()]
    True
    """
    folder = folder or data_root() / "intake"
    base = folder / f"{NATIONAL}.yaml"
    paths = [path for path in sorted(folder.glob("*.yaml")) if path != base]
    return tuple(_load(path, base, path.stat().st_mtime_ns, base.stat().st_mtime_ns) for path in paths)


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
    known = families(folder)
    for family in known:
        if rubric in family.rubrics:
            return family
    named = "、".join(name for family in known for name in family.rubrics)
    raise RubricError(note("no_labels_for_rubric", rubric=rubric, named=named))


def national_lexicon() -> Lexicon:
    """The words that all families share."""
    base = data_root() / "intake" / f"{NATIONAL}.yaml"
    return _shared(base, base.stat().st_mtime_ns)


def national_pattern(name: str) -> re.Pattern[str]:
    """A pattern of the words that all families share, by its name."""
    return national_lexicon().pattern(name)


@lru_cache(maxsize=2)
def _shared(path: Path, changed: int) -> Lexicon:
    source = read_yaml(path, path.name)
    lexicon = validate(Lexicon, source)
    if lexicon is None or source.faults:
        raise RubricError("文档标签有错误：", "the document labels have faults:", faults=source.faults)
    return lexicon


@lru_cache(maxsize=64)
def _load(path: Path, base: Path, _changed: int, _base_changed: int) -> Family:
    source = read_yaml(path, path.name)
    content = source.data if isinstance(source.data, dict) else {}
    words = _less(
        _more(_national(base, _base_changed), content.get("add") or {}), content.get("remove") or {}
    )
    source.data = {**content, "lexicon": words}
    family = validate(Family, source)
    if family is not None:
        _check(family, source)
    if family is None or source.faults:
        raise RubricError("文档标签有错误：", "the document labels have faults:", faults=source.faults)
    return family


@lru_cache(maxsize=2)
def _national(path: Path, _changed: int) -> dict:
    return read_yaml(path, path.name).data


def _more(base: Any, extra: Any) -> Any:
    """What a family adds: lists grow at their head, so that its words come first."""
    if isinstance(base, dict) and isinstance(extra, dict):
        return {
            name: _more(base[name], extra[name])
            if name in base and name in extra
            else extra.get(name, base.get(name))
            for name in dict.fromkeys([*base, *extra])
        }
    return [*extra, *base] if isinstance(base, list) and isinstance(extra, list) else extra


def _less(base: Any, gone: Any) -> Any:
    if isinstance(base, dict) and isinstance(gone, dict):
        return {name: _less(value, gone[name]) if name in gone else value for name, value in base.items()}
    return [word for word in base if word not in gone] if isinstance(base, list) else base


def _check(family: Family, source: Source) -> None:
    """Facts, topics and roles that are named must exist."""
    figures, known = family.figures, fact_catalogue()
    for part in family.outline:
        if part not in Narrative.model_fields:
            source.fault(("lexicon",), *note("no_such_part", part=part))
    for name, topic in figures.topics.items():
        for role, fact in topic.facts.items():
            if fact not in known:
                source.fault(("lexicon",), f"{name}.{role}：未知事实 {fact}", f"unknown fact {fact}")
            if role not in figures.roles:
                source.fault(("lexicon",), f"roles 中没有 {role}", f"no role {role} under roles")
    for fact, labels in figures.labels.items():
        if fact not in known:
            source.fault(("lexicon",), f"labels 中有未知事实 {fact}", f"unknown fact {fact} in labels")
        for named in filter(None, (one for label in labels for one in (label.within, label.topic))):
            if named not in figures.topics:
                source.fault(("lexicon",), f"topics 中没有 {named}", f"no topic {named} under topics")
    for fact in family.lexicon.pairs:
        if fact not in known:
            source.fault(("lexicon",), f"pairs 中有未知事实 {fact}", f"unknown fact {fact} in pairs")
