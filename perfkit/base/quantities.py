"""Exact numbers: reading them as officials write them, intervals, and the one rounding at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Self, overload

from perfkit.base.errors import FactError
from perfkit.base.numerals import exact
from perfkit.base.text import Text

ZERO, ONE = Fraction(0), Fraction(1)
MONEY_UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
RATE_UNITS = {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}
_NUMBER, _LONGEST = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"), 40
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％", "0123456789.,-+%")


def parse_number(text: str) -> Fraction:
    """Read a plain decimal number exactly; anything else is refused with what to write instead.

    Parameters
    ----------
    text : str   digits with an optional sign and decimal point, at most 40 characters

    Returns
    -------
    Fraction

    Raises
    ------
    FactError   separators, full-width digits, exponents, a percent sign, words.

    Examples
    --------
    >>> parse_number("17754638.01")
    Fraction(1775463801, 100)
    >>> parse_number("17,754,638.01")
    Traceback (most recent call last):
    perfkit.base.errors.FactError: "17,754,638.01" 含有分隔符，请写成 17754638.01
    """
    written = text.strip() if isinstance(text, str) else str(text)
    if _NUMBER.fullmatch(written) and len(written) <= _LONGEST:
        return exact(written)
    raise FactError(_why_no_number(written))


def _why_no_number(written: str) -> Text:
    shown = written if len(written) <= _LONGEST else written[:_LONGEST] + "…"
    plain = written.translate(_FULL_WIDTH)
    if plain != written and _NUMBER.fullmatch(plain):
        zh, en = f"含有全角字符，请写成 {plain}", f"has full-width characters; write {plain}"
        return Text(f'"{shown}" {zh}', f'"{shown}" {en}')
    bare = plain.replace(",", "").replace(" ", "")
    if bare != plain and _NUMBER.fullmatch(bare):
        return Text(
            f'"{shown}" 含有分隔符，请写成 {bare}', f'"{shown}" is text with separators; write {bare}'
        )
    number = bare.rstrip("%‰")
    if number != bare and _NUMBER.fullmatch(number):
        zh = f'带有单位，请写成 value: "{number}"，单位写在 unit'
        return Text(
            f'"{shown}" {zh}', f'"{shown}" carries a unit; write value: "{number}" and put the unit in unit'
        )
    zh, en = '不是数字，请写成阿拉伯数字，如 "4885.47"', 'is not a number; write digits such as "4885.47"'
    return Text(f'"{shown}" {zh}', f'"{shown}" {en}')


def decimal_places(text: str) -> int:
    """How many decimals a printed number shows.

    Examples
    --------
    >>> decimal_places("97.99"), decimal_places("55")
    (2, 0)
    """
    return len(text.partition(".")[2].strip())


@lru_cache(maxsize=256)
def unit_factor(unit: str) -> Fraction:
    """What one printed unit is worth inside: yuan for money, 1/100 for %, 10,000 for 万家, else 1.

    Examples
    --------
    >>> unit_factor("万元") * Fraction("4885.47"), unit_factor("万家")
    (Fraction(48854700, 1), Fraction(10000, 1))
    """
    if unit in MONEY_UNITS:
        return Fraction(MONEY_UNITS[unit])
    return RATE_UNITS.get(unit) or Fraction({"万": 10_000, "亿": 100_000_000}.get(unit[:1], 1))


def round_half_up(value: Fraction, places: int = 2) -> Decimal:
    """Round once, where points or totals are stated: half goes away from zero.

    Parameters
    ----------
    value : Fraction   exact
    places : int       decimals to keep, >= 0

    Source
    ------
    The `rounding` entry of each rubric (四舍五入).

    Examples
    --------
    >>> round_half_up(Fraction("0.285")), round_half_up(Fraction("-0.285"))
    (Decimal('0.29'), Decimal('-0.29'))
    """
    return Decimal(show_number(value, places))  # exact whatever the context's precision


def show_number(value: Fraction, places: int = 2) -> str:
    """Points or an amount for reading, half up, with exactly `places` decimals.

    Examples
    --------
    >>> show_number(Fraction(1985, 2131))
    '0.93'
    """
    numerator, denominator = value.numerator, value.denominator
    steps = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    digits = f"{steps:0{places + 1}}"
    sign = "-" if numerator < 0 and steps else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def show_rate(value: Fraction, places: int = 2) -> str:
    """A rate as a percentage for reading.

    Examples
    --------
    >>> show_rate(Fraction(55, 63))
    '87.30%'
    """
    return show_number(value * 100, places) + "%"


def rounded_parts(parts: Sequence[Fraction], *, kept: int = 0) -> tuple[Decimal, ...]:
    """Parts of a whole to two decimals, each rounded up or down so that together they are the whole rounded
    half up.

    Parameters
    ----------
    parts : Sequence[Fraction]   each >= 0
    kept : int   how many of the first are rounded half up, as where they stand alone, if the others can make
        up for it; the rest goes by the largest remainders

    Examples
    --------
    >>> [str(part) for part in rounded_parts([Fraction("67.456"), Fraction("8.256"), Fraction("18.585")])]
    ['67.46', '8.26', '18.58']
    """
    scaled = [part * 100 for part in parts]
    units = [int(part) for part in scaled]
    rests = [part - unit for part, unit in zip(scaled, units, strict=True)]
    left = int(round_half_up(sum(scaled, Fraction(0)), 0)) - sum(units)
    for at in range(kept):
        can_be_made_up = left <= sum(rest > 0 for rest in rests[at + 1 :])
        if rests[at] and left and (2 * rests[at] >= 1 or not can_be_made_up):
            units[at], left = units[at] + 1, left - 1
    for at in sorted(range(kept, len(units)), key=lambda at: -rests[at])[:left]:
        units[at] += 1
    return tuple(Decimal(f"{unit}E-2") for unit in units)


def show_exact(value: Fraction) -> str:
    """A number without loss: as a short decimal where it is one, else as a fraction.

    Examples
    --------
    >>> show_exact(Fraction("198500")), show_exact(Fraction(1, 3)), show_exact(Fraction("5.16"))
    ('198500', '1/3', '5.16')
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return show_number(value, max(twos, fives))


def written_bound(bound: Fraction, *, up: bool) -> str:
    """A bound as a person can enter it: itself where it is a decimal, else the next hundredth inside.

    Examples
    --------
    >>> written_bound(Fraction(3, 2), up=False), written_bound(Fraction(972176, 488547), up=False)
    ('1.5', '1.98')
    """
    exact = show_exact(bound)
    return exact if "/" not in exact else show_exact(Fraction((bound * 100 // 1) + (1 if up else 0), 100))


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The sum of exact numbers, reduced once at its end instead of at every step.

    Examples
    --------
    >>> exact_sum([Fraction(1, 2), Fraction(1, 3), Fraction(2)]), exact_sum([])
    (Fraction(17, 6), Fraction(0, 1))
    """
    top, bottom = 0, 1
    for value in values:
        numerator, denominator = value.numerator, value.denominator
        if not bottom % denominator:
            top += numerator * (bottom // denominator)
        else:
            top, bottom = top * denominator + numerator * bottom, bottom * denominator
    return Fraction(top, bottom)


def sum_known(values: Iterable[Fraction | None]) -> Fraction | None:
    """The sum; None where a value is missing, and where there is none at all.

    Examples
    --------
    >>> sum_known([Fraction(1), Fraction(2)]), sum_known([Fraction(1), None]), sum_known([])
    (Fraction(3, 1), None, None)
    """
    values = list(values)
    known = [value for value in values if value is not None]
    return exact_sum(known) if known and len(known) == len(values) else None


class Interval(NamedTuple):
    """All values a quantity may have, both ends included; `high` is None where nothing bounds it.

    Examples
    --------
    >>> Interval(Fraction(1), Fraction(6)) + Interval.exact(Fraction(2))
    Interval(low=Fraction(3, 1), high=Fraction(8, 1))
    >>> Interval.exact(Fraction(1)).is_exact
    True
    """

    low: Fraction
    high: Fraction | None

    @classmethod
    def exact(cls, value: Fraction) -> Self:
        """The interval that holds one value."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """True where the two ends meet."""
        return self.low is self.high or self.low == self.high

    def __add__(self, other: Interval) -> Interval:  # type: ignore[override]  # no longer tuple
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(min(self.low, other.low), high)

    def within(self, other: Interval) -> Interval:
        """What both hold; itself where they have nothing in common, since then the other is of something
        else."""
        low, ends = max(self.low, other.low), [end for end in (self.high, other.high) if end is not None]
        high = min(ends) if ends else None
        return self if high is not None and low > high else Interval(low, high)

    def contains(self, value: Fraction) -> bool:
        """True where `value` lies inside, ends included."""
        return self.low <= value and (self.high is None or value <= self.high)


class Points(Interval):
    """An interval of points: what a rule can give always ends somewhere, so that `high` is never None.

    Examples
    --------
    >>> Points(Fraction(1), Fraction(6)) + Points.exact(Fraction(2))
    Points(low=Fraction(3, 1), high=Fraction(8, 1))
    """

    __slots__ = ()
    high: Fraction

    @overload  # type: ignore[override]  # a tuple adds otherwise
    def __add__(self, other: Points) -> Points: ...
    @overload
    def __add__(self, other: Interval) -> Interval: ...
    def __add__(self, other: Interval) -> Interval:
        if isinstance(other, Points):
            return Points(self.low + other.low, self.high + other.high)
        return Interval.__add__(self, other)


ANY = Interval(Fraction(0), None)
