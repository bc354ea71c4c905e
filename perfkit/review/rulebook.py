"""The rule book of the review, data/review/*.yaml: patterns with their sentences, codes with their class,
words and severity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from perfkit.base.errors import RubricError
from perfkit.base.models import validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.review.english import Words, both
from perfkit.review.finding import Finding, Place
from perfkit.review.rule_models import FAMILIES, RuleBook
from perfkit.rubric.criterion import Named


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
    """A pattern of the rule book by its name, compiled; one that matches nothing where it is for other
    forms."""
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
    fields : what its message and question ask for: printed values and the filing's own words as they stand,
        which
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
