"""Numbers with their units in a text, on a copy without spaces that knows its way back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfkit.intake.numbers import LONGEST

_WIDE = str.maketrans("０１２３４５６７８９．％（）；：,!?－", "0123456789.%();:，！？-")
_DROPPED = set(" \t\n\r\u3000\u00a0“”‘’\"'")
_UNITS = (
    "百万元|万元|亿元|千元|元|个百分点|%|‰|万人次|人次|万人|人|名|个|项|家|宗|件|批次|班次|车次|艘次|万次|次|辆|台"
    "|万户|户|场次|场|期|批|所|套|公里|千米|万平方米|平方米|平方公里|立方米|万亩|亩|公顷|万吨|公斤|吨|米|份|篇|条|座|处"
    "|台次|张|天|万米|万株|株|盏|万册|册|万字|起|例|头|间|栋|组|艘|学时|课时|小时"
)
_FIGURE = re.compile(
    rf"(?<![\d.A-Za-z])(-?\d{{1,3}}(?:，\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(余|多)?({_UNITS})(余|多)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Plain:
    """A text without spaces and quotation marks, brackets and digits in one width.

    Attributes
    ----------
    text : str        for comparing
    source : str      as printed
    places : tuple    for each letter of `text`, its place in `source`
    """

    text: str
    source: str
    places: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The printed words between two places of `text`."""
        if start >= end:
            return ""
        first, last = self.places[start], self.places[min(end, len(self.places)) - 1]
        quoted = self.source[first : last + 1].strip()
        return " ".join(quoted.split()) if "\n" in quoted else quoted


@dataclass(frozen=True)
class Figure:
    """A number with its unit: where it stands in the plain text, and its digits."""

    start: int
    end: int
    value: str
    unit: str
    approximate: bool


def plain(text: str) -> Plain:
    """A text for comparing with labels.

    Examples
    --------
    >>> shown = plain("“三公” 经费 ７ 万元（含税）")
    >>> shown.text, shown.quote(4, 8)
    ('三公经费7万元(含税)', '７ 万元（')
    """
    letters, places = [], []
    for place, letter in enumerate(text):
        if letter not in _DROPPED:
            letters.append(letter.translate(_WIDE))
            places.append(place)
    return Plain("".join(letters), text, tuple(places))


def figures_in(shown: Plain) -> list[Figure]:
    """Every number with a unit, but for those longer than any amount.

    Examples
    --------
    >>> [(f.value, f.unit, f.approximate) for f in figures_in(plain("约 1,234.5 万元，5 千余条，40 余人"))]
    [('1234.5', '万元', True), ('40', '人', True)]
    """
    found = []
    for match in _FIGURE.finditer(shown.text):
        value = match.group(1).replace("，", "")
        if match.group(3) == "个百分点" or len(value) > LONGEST:
            continue
        before = shown.text[max(match.start() - 2, 0) : match.start()]
        about = bool(match.group(2) or match.group(4)) or before.endswith(("约", "近", "约为"))
        found.append(Figure(match.start(), match.end(), value, match.group(3), about))
    return found
