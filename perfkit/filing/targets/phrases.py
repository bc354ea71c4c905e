"""Bounds behind their number and English cells, read as the Chinese phrases that they stand for
(data/targets.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pydantic import Field

from perfkit.base.kept import compiled
from perfkit.base.models import Model, read_data

_LETTERS = re.compile("[A-Za-z]{2}")
_NUMBER = r"[0-9][0-9,.]*"
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b", re.I)


class Phrases(Model):
    """Phrases that mean one bound, with cells that must and must not be read so."""

    read_as: str
    phrases: tuple[str, ...]
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


class Pattern(Model):
    """A pattern of words with what must and must not match it."""

    pattern: str
    but: str = Field("", alias="not")
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    def holds(self, text: str) -> bool:
        """True where the text has the words and none of those that turn it round."""
        return re.search(self.pattern, text) is not None and not (self.but and re.search(self.but, text))


class TargetWords(Model):
    """data/targets.yaml."""

    behind: tuple[Phrases, ...]
    before: tuple[Phrases, ...]
    units: dict[str, tuple[str, ...]]
    months: tuple[str, ...]
    unclear_behind: tuple[str, ...]
    expenditure: Pattern
    not_measured: Pattern


@lru_cache(maxsize=1)
def target_words() -> TargetWords:
    """The words of data/targets.yaml.

    Examples
    --------
    >>> target_words().not_measured.holds("未开展满意度调查")
    True
    """
    return read_data(TargetWords, "targets.yaml")


def _longest(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(phrases, key=len, reverse=True))


class _Rules(NamedTuple):
    """The phrases as patterns: (pattern, what it is read as)."""

    chinese: tuple[tuple[re.Pattern, str], ...]
    unit: re.Pattern
    units: dict[str, str]
    english: tuple[tuple[re.Pattern, str], ...]
    date: re.Pattern
    unclear: re.Pattern


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    words = target_words()
    unit = r"(?:\s*[^\s0-9,。;、()（）a-zA-Z]{0,6}?)"
    chinese, english = [], []
    for group in words.behind:
        ours = [one for one in group.phrases if not one.isascii()]
        theirs = [one for one in group.phrases if one.isascii()]
        if ours:
            chinese.append(
                (
                    compiled(rf"({_NUMBER}{unit})(?:{_longest(ours)})(?![\u4e00-\u9fff])"),
                    rf"\1{group.read_as}",
                )
            )
        if theirs:
            english.append(
                (
                    compiled(rf"({_NUMBER}{unit})\s*,?\s*\(?(?:{_longest(theirs)})\b\)?", re.I),
                    rf"\1{group.read_as}",
                )
            )
    named = {word: ours for ours, names in words.units.items() for word in names}
    any_unit = compiled(rf"(?<![0-9])({_NUMBER})\s*({_longest(named)})(?![a-z])", re.I)
    english += [
        (compiled(rf"\b(?:{_longest(group.phrases)})\s+(?={_NUMBER}|[¥￥])", re.I), group.read_as)
        for group in words.before
    ]
    months = "|".join(words.months)
    date = compiled(
        rf"\b(?:by|before|no later than)?\s*(?:([0-9]{{1,2}})\s+)?"
        rf"({months})(?:\s+([0-9]{{1,2}}),?)?\s+([0-9]{{4}})\b",
        re.I,
    )
    unclear = compiled(rf"{_NUMBER}{unit}(?:{_longest(words.unclear_behind)})")
    return _Rules(tuple(chinese), any_unit, named, tuple(english), date, unclear)


def in_chinese(text: str) -> str:
    """A cell with its bounds behind the number, its English bounds, units and dates as Chinese writes them.

    Examples
    --------
    >>> in_chinese("10%封顶"), in_chinese("80% or less"), in_chinese("not more than 5 working days")
    ('10%以内', '80%以下', '不超过5工作日')
    >>> in_chinese("by 31 December 2022")
    '2022年12月31日前'
    """
    rules = _rules()
    for pattern, read_as in rules.chinese:
        text = pattern.sub(read_as, text)
    if not _LETTERS.search(text):
        return text
    text = rules.date.sub(_date, _ORDINAL.sub("", text))
    text = rules.unit.sub(lambda match: match[1] + rules.units[" ".join(match[2].lower().split())], text)
    for pattern, read_as in rules.english:
        text = pattern.sub(read_as, text)
    return text


def _date(match: re.Match) -> str:
    month = 1 + [name.lower() for name in target_words().months].index(match[2].lower())
    day = match[1] or match[3]
    end = "前" if re.match(r"\s*(?:by|before|no later than)", match[0], re.I) else ""
    return f"{match[4]}年{month}月" + (f"{day}日" if day else "底") + end


def is_unclear(text: str) -> bool:
    """True where words behind a number say something of it that is no bound, or an English cell is not
    understood.

    Examples
    --------
    >>> is_unclear("10万元包干"), is_unclear("80% or so"), is_unclear("80%"), is_unclear("5G基站3个")
    (True, True, False, False)
    """
    if _rules().unclear.search(text):
        return True
    return re.search(rf"{_NUMBER}\s*%?\s*[a-z]{{2,}}\s+[a-z]{{2,}}", text) is not None
