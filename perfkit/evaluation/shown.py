"""Facts and points as formulas print them."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import Interval, Points, show_exact, show_number, show_rate
from perfkit.base.text import say
from perfkit.base.wording import show_money
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import MISSING, Found


def show_fact(found: Found, lang: str = "zh") -> str:
    """A fact with its name and value: as printed where it is printed once, in its base unit otherwise.

    A missing fact is named as missing; a disputed one shows both ends. In English money is in yuan, and
    counts go without the measure word.

    Examples
    --------
    >>> from perfkit import load_department
    >>> book = load_department("sz-sif-longhua_2020").evaluate().book
    >>> show_fact(book.find("budget_initial")), show_fact(book.find("budget_initial"), "en")
    ('年初预算数 3973.81万元', 'initial budget 39.7381 million yuan')
    """
    kind = fact_catalogue()[found.fact]
    name = kind.name.in_(lang)
    if found.state == MISSING and found.span.low == 0 and not found.span.high:
        return say(lang, f"{name}（缺）", f"{name} (missing)")
    if not found.derived_from and found.statements:
        is_kept = lang == "zh" or kind.kind in ("rate", "flag")
        values = list(
            dict.fromkeys(
                one.printed if is_kept else _one(one.amount, kind.kind, lang) for one in found.statements
            )
        )
        return f"{name} {'／'.join(values)}"
    value = _value(found.span, kind.kind, lang)
    if found.state == MISSING and found.span.high is None:
        return say(lang, f"{name} 至少 {value}", f"{name} at least {value}")
    if found.state == MISSING:
        return say(
            lang,
            f"{name} {value}（未载，由相关数据推得）",
            f"{name} {value} (not printed, from related figures)",
        )
    return f"{name} {value}"


def _value(span: Interval, kind: str, lang: str) -> str:
    low, high = _one(span.low, kind, lang), None if span.high is None else _one(span.high, kind, lang)
    return low if high is None or span.is_exact else f"{low}～{high}"


def _one(value: Fraction, kind: str, lang: str) -> str:
    if kind == "money":
        if lang == "en" and value % 100 and "/" not in show_exact(value):  # nothing is rounded away
            whole, point, rest = show_exact(value).partition(".")
            return f"{int(whole):,}{point}{rest} yuan"
        if lang == "en":
            return show_money(value, lang)
        return f"{show_exact(value / 10000)}万元"
    return show_rate(value) if kind == "rate" else show_exact(value)


def show_points(points: Points, lang: str) -> str:
    """Points, or their least and most, with their unit."""
    low, high = show_number(points.low), show_number(points.high)
    text = low if points.is_exact else f"{low}～{high}"
    return say(lang, f"{text} 分", f"{text} points")
