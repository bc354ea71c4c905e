"""How amounts, points, shares and places are worded in reports, once for text, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfkit.catalogue import fact_catalogue
from perfkit.fact_book import MISSING, NOT_APPLICABLE, Found
from perfkit.quantities import Interval, round_half_up, show_exact, show_number, show_rate
from perfkit.text import Text, say

_MILLION = 1_000_000
TARGET_KINDS = {
    "quantity": Text("数量指标", "Quantity (数量)"),
    "quality": Text("质量指标", "Quality (质量)"),
    "timeliness": Text("时效指标", "Timeliness (时效)"),
    "cost": Text("成本指标", "Cost (成本)"),
    "economic": Text("经济效益指标", "Economic benefit (经济效益)"),
    "social": Text("社会效益指标", "Social benefit (社会效益)"),
    "ecological": Text("生态效益指标", "Ecological benefit (生态效益)"),
    "sustainable": Text("可持续影响指标", "Sustainable effect (可持续影响)"),
    "satisfaction": Text("满意度指标", "Satisfaction (满意度)"),
}


def show_points(points: Fraction, lang: str, places: int = 2) -> str:
    """Points with their word.

    Examples
    --------
    >>> show_points(Fraction("95.5"), "zh"), show_points(Fraction(1), "en")
    ('95.50 分', '1.00 point')
    """
    number = show_number(points, places)
    return say(lang, f"{number} 分", f"{number} point" if points == 1 else f"{number} points")


def show_span(span: Interval, places: int = 2) -> str:
    """An interval of points: one number where both ends meet.

    Examples
    --------
    >>> show_span(Interval(Fraction(1), Fraction(6))), show_span(Interval.exact(Fraction(5)))
    ('1.00～6.00', '5.00')
    """
    low, high = show_number(span.low, places), show_number(span.high, places)
    return low if low == high else f"{low}～{high}"


def show_money(amount: Fraction, lang: str) -> str:
    """Yuan for reading: 万元 in Chinese, million yuan (yuan below one million) in English; at most 100 yuan are rounded away.

    Examples
    --------
    >>> show_money(Fraction("48854700"), "zh"), show_money(Fraction("48854700"), "en"), show_money(Fraction(51600), "en")
    ('4885.47 万元', '48.8547 million yuan', '51,600 yuan')
    """
    if lang != "en":
        return f"{_trimmed(amount / 10_000, 2)} 万元"
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


def show_found(found: Found, lang: str) -> str:
    """What is known of a fact: as printed where one statement prints it, both values where statements differ.

    Missing is said to be missing; it is never shown as 0.
    """
    kind = fact_catalogue()[found.fact].kind
    if found.state == NOT_APPLICABLE:
        return say(lang, "不适用", "not applicable")
    if found.state == MISSING:
        if found.span.low > 0:
            return say(lang, "不少于 ", "at least ") + show_value(found.span.low, kind, lang)
        return say(lang, "未载", "not reported")
    if kind == "rate" and found.statements and not found.derived_from:
        return "／".join(dict.fromkeys(statement.printed for statement in found.statements))
    if found.span.is_exact:
        unit = found.statements[0].unit if found.statements and kind == "count" and lang == "zh" else ""
        shown = show_value(found.span.low, kind, lang)
        return f"{shown} {unit}" if unit else shown
    low, high = show_value(found.span.low, kind, lang), show_value(found.span.high, kind, lang)
    return say(lang, f"{low}～{high}（各处所载不一致）", f"{low} to {high} (statements differ)")


def sections(found: Iterable[Found]) -> str:
    """The places of some facts as one reference, 〔一（四）1、三（二）〕; empty where none is printed."""
    places = dict.fromkeys(statement.section for one in found for statement in one.statements)
    return f"〔{'、'.join(places)}〕" if places else ""


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
    >>> counted(2, Text("项指标", "target"), "zh"), counted(2, Text("项指标", "target"), "en"), counted(1, Text("项指标", "target"), "en")
    ('2 项指标', '2 targets', '1 target')
    """
    if lang != "en":
        return f"{number} {noun.zh}"
    return f"{number} {noun.en}" if number == 1 else f"{number} {noun.en}s"


def named(name: Text, lang: str) -> str:
    """A name of the form in running text: in Chinese quotation marks, in English translated with its Chinese beside it."""
    if lang != "en" or name.zh == name.en:
        return f"“{name.zh}”"
    return f"{name.en} ({name.zh})"


def quoted(name: str, lang: str) -> str:
    """A name or words of the department's own, which stay Chinese in both languages."""
    return f"“{name}”"
