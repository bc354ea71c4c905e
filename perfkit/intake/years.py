"""Years as a document writes them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from perfkit.base.numerals import digit_by_digit

_YEAR = re.compile(r"(20\d\d)\s*年")
_CHINESE_YEAR = re.compile(r"二[〇○零0OＯ]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])\s*年")


def most_named(years: list[str]) -> int | None:
    """The year that is named most often; None where two are."""
    ranked = Counter(years).most_common(2)
    return int(ranked[0][0]) if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def first_year(line: str, pattern: re.Pattern[str] = _YEAR) -> int | None:
    """The first year of a line, in figures or in Chinese numerals (二〇二三年)."""
    line = unicodedata.normalize("NFKC", line)
    match = pattern.search(line)
    if match:
        return int(match.group(1))
    written = _CHINESE_YEAR.search(line)
    return 2000 + (digit_by_digit(written[1] + written[2]) or 0) if written else None
