"""How amounts, points and shares are worded in reports, once for text, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfkit.base.quantities import Points, round_half_up, show_exact, show_number, show_rate
from perfkit.base.text import Text, say

_LEAST_WAN = 100
_MILLION = 1_000_000


def show_points(points: Fraction, lang: str) -> str:
    """Points with their word.

    Examples
    --------
    >>> show_points(Fraction("95.5"), "zh"), show_points(Fraction(1), "en")
    ('95.50 分', '1.00 point')
    """
    number = show_number(points)
    return say(lang, f"{number} 分", f"{number} point" if points == 1 else f"{number} points")


def show_span(span: Points) -> str:
    """An interval of points: one number where both ends meet.

    Examples
    --------
    >>> show_span(Points(Fraction(1), Fraction(6))), show_span(Points.exact(Fraction(5)))
    ('1.00～6.00', '5.00')
    """
    low, high = show_number(span.low), show_number(span.high)
    return low if low == high else f"{low}～{high}"


def show_money(amount: Fraction, lang: str) -> str:
    """Yuan for reading: 万元 (元 below 100) in Chinese, million yuan (yuan below one million) in English; at
    most 100 yuan are rounded away.

    Examples
    --------
    >>> (show_money(Fraction("48854700"), "zh"), show_money(Fraction("48854700"), "en"),
    ...  show_money(Fraction(51600), "en"))
    ('4885.47 万元', '48.8547 million yuan', '51,600 yuan')
    >>> show_money(Fraction("11.4"), "zh")
    '11.4 元'
    """
    if lang != "en":
        small = 0 < abs(amount) < _LEAST_WAN
        return f"{_trimmed(amount, 2)} 元" if small else f"{_trimmed(amount / 10_000, 2)} 万元"
    if abs(amount) >= _MILLION:
        return f"{_trimmed(amount / _MILLION, 4)} million yuan"
    return f"{int(amount):,} yuan" if amount.denominator == 1 else f"{round_half_up(amount):,} yuan"


def _trimmed(value: Fraction, places: int) -> str:
    shown = show_number(value, places)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def show_wan(amount: Fraction) -> str:
    """Yuan as a bare number of 万元, two decimals, for tables whose head names the unit.

    Examples
    --------
    >>> show_wan(Fraction("17754638.01"))
    '1775.46'
    """
    return show_number(amount / 10_000)


def show_value(value: Fraction, kind: str, lang: str) -> str:
    """A figure of the catalogue's kinds: money, rate, count or flag."""
    if kind == "money":
        return show_money(value, lang)
    if kind == "rate":
        return show_rate(value)
    if kind == "flag":
        return say(lang, "是", "yes") if value else say(lang, "否", "no")
    return show_exact(value)


def listed(items: Iterable[str], lang: str) -> str:
    """Several items in running text.

    Examples
    --------
    >>> listed(["甲", "乙"], "zh"), listed(["a", "b", "c"], "en")
    ('甲、乙', 'a, b and c')
    """
    items = list(items)
    if lang != "en":
        return "、".join(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def counted(number: int, noun: Text, lang: str) -> str:
    """A number with its noun; `noun` holds the Chinese measure word and noun, and the English singular.

    Examples
    --------
    >>> (counted(2, Text("项指标", "target"), "zh"), counted(2, Text("项指标", "target"), "en"),
    ...  counted(1, Text("项指标", "target"), "en"))
    ('2 项指标', '2 targets', '1 target')
    """
    if lang != "en":
        return f"{number} {noun.zh}"
    return f"{number} {noun.en}" if number == 1 else f"{number} {noun.en}s"


def named(name: Text, lang: str) -> str:
    """A name of the form in running text: in Chinese quotation marks, in English translated with its Chinese
    beside it."""
    if lang != "en" or name.zh == name.en:
        return f"“{name.zh}”"
    return f"{name.en} ({name.zh})"
