"""The numbers of a chart as rows of a table, for readers who want to read what they see."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from perfkit.base.quantities import Interval, show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.base.wording import show_money
from perfkit.filing.names import names_of

_HEADS = names_of("chart_heads")
_MONEY, _RATES = {"budget", "spent"}, {"rate", "progress", "schedule"}


def numbers(data: Mapping[str, Any], labels: Mapping[str, str], lang: str) -> list[list[str]]:
    """Head and rows of the table; empty where the data of a chart are no rows of values by name.

    Examples
    --------
    >>> numbers({"a": {"max": Fraction(2), "self": None}}, {"a": "甲"}, "zh")
    [['', '满分', '自评'], ['甲', '2.00', '—']]
    """
    rows = {key: values for key, values in data.items() if isinstance(values, Mapping)}
    heads = list(dict.fromkeys(name for values in rows.values() for name in values))
    if not rows or not set(heads) <= _HEADS.keys():
        return []
    known = _HEADS | {"open": Text("待定", "Open")} if "secured" in heads else _HEADS
    table = [["", *(known[name].in_(lang) for name in heads)]]
    table += [
        [labels.get(key, key), *(_shown(name, values.get(name), lang) for name in heads)]
        for key, values in rows.items()
    ]
    return table


def _shown(name: str, value: Any, lang: str) -> str:
    if value is None:
        return "—"
    if isinstance(value, Interval):
        ends = [_shown(name, end, lang) for end in (value.low, value.high)]
        return (
            ends[0] if ends[0] == ends[1] else say(lang, f"{ends[0]}～{ends[1]}", f"{ends[0]} to {ends[1]}")
        )
    if isinstance(value, Fraction):
        if name in _MONEY:
            return show_money(value, lang)
        return show_rate(value) if name in _RATES else show_number(value)
    return str(value)
