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
from perfkit.base.kept import compiled
from perfkit.base.models import validate
from perfkit.base.paths import data_root
from perfkit.base.quantities import MONEY_UNITS
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.review.english import Words, both
from perfkit.review.finding import SEVERITIES, Condition, Finding, Place
from perfkit.review.literals import needed
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
        raise RubricError("data/review 有错误：", "data/review has faults:", faults=faults)
    return RuleBook.model_construct(**merged)


class _Compiled(dict[str, re.Pattern[str]]):
    """Patterns by their name, for one kind of form under review, compiled when they are first asked for."""

    def __init__(self, kind: str):
        super().__init__()
        self.kind = kind

    def __missing__(self, name: str) -> re.Pattern[str]:
        other = self.kind and self.kind not in rulebook().patterns[name].forms
        return self.setdefault(name, NOTHING if other else _any_form(name))


_COMPILED = {kind: _Compiled(kind) for kind in ("", *FAMILIES)}
# Of the kind of form under review; none where a filing does not say, and then everything is looked for.
_FORM: ContextVar[_Compiled] = ContextVar("form", default=_COMPILED[""])
NOTHING = re.compile(r"(?!)")
_NOTHING_SAID = Text("", "")
# A space beside a value that turned out to be Chinese; what the filing says stands as it does there.
_QUOTED, _GAP = re.compile("(“[^”]*”)"), re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_UNIT = re.compile(r"[\d.]+([\u4e00-\u9fff]+)(?<!百分点)(?<!倍)")
_SOFT = ("requirement", "words")
OTHER = "other"


@contextmanager
def for_form(kind: str) -> Iterator[None]:
    """Within it, codes and patterns that are for other kinds of form give nothing.

    Parameters
    ----------
    kind : str   department, project, accounts; any other kind leaves everything on
    """
    token = _FORM.set(_COMPILED[kind if kind in FAMILIES else ""])
    try:
        yield
    finally:
        _FORM.reset(token)


@lru_cache(maxsize=8)
def codes_for(kind: str) -> frozenset[str]:
    """The codes that are for a kind of form."""
    codes = rulebook().codes.items()
    return frozenset(name for name, code in codes if kind not in FAMILIES or kind in code.forms)


def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the rule book by its name, compiled; one that matches nothing where it is for other
    forms."""
    return _FORM.get()[name]


@lru_cache(maxsize=1024)
def _any_form(name: str) -> re.Pattern[str]:
    """`{part}` in a pattern stands for a fragment."""
    return compiled(with_fragments(rulebook().patterns[name].pattern))


def compile_patterns() -> None:
    """Compile every pattern and find the words that it needs, for processes that are forked afterwards."""
    for name in rulebook().patterns:
        needed(_any_form(name))


def with_fragments(written: str) -> str:
    """A pattern with its fragments put in; a fragment may name others that stand before it in the file."""
    for name, fragment in reversed(rulebook().fragments.items()):
        written = written.replace("{" + name + "}", fragment)
    return written


@lru_cache(maxsize=256)
def threshold(name: str) -> Fraction:
    """A threshold of the rule book by its name."""
    return Fraction(rulebook().thresholds[name])


def words(name: str) -> tuple[str, ...]:
    """A list of words of the rule book by its name."""
    return rulebook().lists[name]


def phrase(name: str, /, **fields: Words) -> Text:
    """A part of a sentence of the rule book by its name, with its fields filled in."""
    return _filled(rulebook().phrases[name], *_by_language(fields))


def _by_language(fields: Mapping[str, Words]) -> tuple[dict[str, str], dict[str, str]]:
    zh, en = {}, {}
    for name, value in fields.items():
        zh[name], en[name] = both(value)
    return zh, en


def _filled(sentence: Named, zh: Mapping[str, str], en: Mapping[str, str]) -> Text:
    said = sentence.zh.format_map(zh)
    if " " in said and _GAP.search(said):
        parts = enumerate(_QUOTED.split(said))
        said = "".join(part if place % 2 else _GAP.sub("", part) for place, part in parts)
    return Text(said, sentence.en.format_map(en))


@lru_cache(maxsize=512)
def problem_of(code: str) -> str:
    """The problem that a code's findings belong to; the last one of the file where none names it."""
    problems = rulebook().problems.items()
    return next((name for name, problem in problems if rank(code, problem.codes) is not None), OTHER)


@lru_cache(maxsize=2048)
def rank(code: str, names: tuple[str, ...]) -> int | None:
    """The place of a code, or of its family (`rate.*`), in a list of codes; None where it has none."""
    family = code.partition(".")[0] + ".*"
    return next((place for place, name in enumerate(names) if name in (code, family, "*")), None)


def _of_unit(problem: str, difference: str) -> str:
    """The problem of a finding, or the one named for figures of its unit: 分, or anything counted (*)."""
    units = rulebook().problems[problem].by_unit
    unit = _UNIT.fullmatch(difference) if units else None
    if unit is None or unit[1] in MONEY_UNITS:
        return problem
    return units.get(unit[1]) or units.get("*", problem)


def allowed(code: str, severity: str) -> str:
    """A severity, no graver than the code and its class allow: words, and what a form asks for, are no
    error."""
    rule = rulebook().codes[code]
    most = "doubt" if rule.cls in _SOFT and rule.severity == "error" else rule.severity
    return max(severity or most, most, key=SEVERITIES.index)


def finding(
    code: str,
    fields: Mapping[str, Words],
    places: Iterable[Place],
    *,
    variant: str = "",
    severity: str = "",
    unless: Condition = "",
    difference: str = "",
    stakes: tuple[tuple[str, Fraction], ...] = (),
    possible: tuple[Text, ...] = (),
    problem: str = "",
    about: tuple[str, ...] = (),
    **english: str,
) -> Finding:
    """A finding in the words of the rule book, with its class and problem, no graver than its code allows.

    Parameters
    ----------
    code : str        of data/review
    fields : what its message and question ask for: printed values and the filing's own words as they stand,
        which
        English turns into values or quotes, or texts in both languages, or lists of either
    variant : str     which of the code's messages and questions; the plain ones unless given
    difference : str  how far the sides are apart; the field `size` in the unit of its code unless given
    severity : str    less than the rule's own where an entry of data says so; the rule's unless given
    unless : str      which condition holds, for which the rule has a severity of its own
    problem : str     the matter it belongs to, where not the code's own
    about : names of what it is about, where its places do not tell
    english : fields that read otherwise in English
    """
    rule = rulebook().codes[code]
    zh, en = _by_language(fields)
    difference = difference or (size + rule.unit if (size := zh.get("size", "")) else "")
    en |= english
    message = _filled(rule.messages.get(variant) or rule.message or rule.title, zh, en)
    ask = rule.asks.get(variant) or rule.ask
    return Finding(
        code,
        allowed(code, rule.unless.get(unless, "") or severity or rule.severities.get(variant, "")),
        Text(message.zh, message.en[:1].upper() + message.en[1:]),
        tuple(places),
        difference,
        stakes,
        _filled(ask, zh, en) if ask else _NOTHING_SAID,
        possible,
        rule.cls,
        problem or _of_unit(problem_of(code), difference),
        rule.inferred,
        about,
    )
