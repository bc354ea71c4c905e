"""Numbers with their units in a text, on a copy without spaces that knows its way back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from perfkit.base.quantities import MONEY_UNITS, decimal_places, parse_number, round_half_up, unit_factor
from perfkit.filing.targets.words import WORDS
from perfkit.intake.numbers import LONGEST

_WIDE = str.maketrans("０１２３４５６７８９．％（）；：,!?－", "0123456789.%();:，！？-")
_DROPPED = set(" \t\n\r\u3000\u00a0“”‘’\"'")
_MONEY_OR_RATE = "百万元|万元|亿元|千元|元|个百分点|%|‰"
UNITS = sorted(WORDS["counted_units"], key=lambda unit: (-len(unit), unit))
_UNITS = f"{_MONEY_OR_RATE}|[万亿]?(?:{'|'.join(UNITS)})"
THRESHOLD = re.compile(r"(?:\(含\)|[及之])?(?:以上|以下|以内)|之?内(?![部容])|左右")
_TWICE = re.compile(r"\((?:即|折合|合|约合|约为|约|具体为)?|，(?:即|折合|合)")
_FIGURE = re.compile(
    rf"(?<![\d.A-Za-z])(-?\d{{1,3}}(?:，\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(余|多)?({_UNITS})(余|多)?",
    re.ASCII,
)
_DIGITS = re.compile(r"\d+(?:，\d{3})*(?:\.\d+)?")


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
        """The printed words between two places of `text`, with the whole number that begins before them."""
        if start >= end:
            return ""
        start = next(
            (one.start() for one in _DIGITS.finditer(self.text) if one.start() < start < one.end()), start
        )
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

    @property
    def amount(self) -> Fraction:
        """The number in its base unit."""
        return parse_number(self.value) * unit_factor(self.unit)


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
    """Every number with a unit, but for those longer than any amount; an amount that is printed twice counts
    once, as it is exact.

    Examples
    --------
    >>> [(f.value, f.unit, f.approximate) for f in figures_in(plain("约 1,234.5 万元，5 千余条，40 余人"))]
    [('1234.5', '万元', True), ('40', '人', True)]
    >>> [(f.value, f.unit) for f in figures_in(plain("收入1.23亿元（12,345.60万元），支出900万元（约0.09亿元）"))]
    [('12345.60', '万元'), ('900', '万元')]
    """
    found = list[Figure]()
    for match in _FIGURE.finditer(shown.text):
        value = match.group(1).replace("，", "")
        if len(value) > LONGEST:
            continue
        before = shown.text[max(match.start() - 2, 0) : match.start()]
        about = bool(match.group(2) or match.group(4)) or before.endswith(("约", "近", "约为"))
        figure = Figure(match.start(), match.end(), value, match.group(3), about)
        if found and _TWICE.fullmatch(shown.text, found[-1].end, figure.start):
            if _rounds(figure, found[-1]):
                continue
            if _rounds(found[-1], figure):
                found[-1] = replace(figure, start=found[-1].start)
                continue
        found.append(figure)
    return found


def _rounds(short: Figure, exact: Figure) -> bool:
    """Whether an amount is another one, rounded to a larger unit (3.26亿元 of 32614.50万元)."""
    if not {short.unit, exact.unit} <= MONEY_UNITS.keys() or short.unit == exact.unit:
        return False
    amount = parse_number(exact.value) * unit_factor(exact.unit) / unit_factor(short.unit)
    return round_half_up(amount, decimal_places(short.value)) == parse_number(short.value)
