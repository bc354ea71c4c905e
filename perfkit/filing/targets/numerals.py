"""Chinese numerals in the text of a target: 十二份, 百分之九十五, but not 一定, 三公, 两管理站."""

from __future__ import annotations

import re

from perfkit.base.numerals import chinese_number
from perfkit.filing.targets import words

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
IN_WORDS = "\x01"  # stands before digits that were Chinese numerals
_NUMERALS = "[一二三四五六七八九十两][零〇一二三四五六七八九十百千万亿两]{0,12}"
# 一个, 一套 and the like are articles more often than counts.
_WORD_COUNT = re.compile(
    rf"(?<![零〇一二三四五六七八九十百千万亿两几数第每无半周])(?!一[个套批种项系])({_NUMERALS})(?=[余多几]?{words.COUNTED_IN_WORDS})"
)
_SHARE = re.compile(rf"(?P<of>[百千])分之(?P<part>{DIGITS}|{_NUMERALS}|百)|百分百")


def spell_digits(text: str) -> str:
    """Chinese numerals before a measure word as digits, marked by `IN_WORDS`; 百分之 as %.

    Examples
    --------
    >>> spell_digits("举办培训十二次，一般三公经费").replace(IN_WORDS, "→"), spell_digits("百分之九十五以上")
    ('举办培训→12次，一般三公经费', '95%以上')
    """
    if "分之" in text or "百分百" in text:
        text = _SHARE.sub(_percent, text)
    return _WORD_COUNT.sub(_digits, text)


def _digits(match: re.Match) -> str:
    number = chinese_number(match[1])
    return match[0] if number is None else f"{IN_WORDS}{number}"


def _percent(match: re.Match) -> str:
    part = match["part"]
    if part is None or part == "百":
        return "100%" if match["of"] != "千" else "100‰"
    number = part if part[0] in "0123456789" else chinese_number(part)
    return match[0] if number is None else f"{number}{'%' if match['of'] == '百' else '‰'}"
