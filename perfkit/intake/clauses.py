"""Clauses of a sentence: what stands before a number, and what the sentence is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from perfkit.base.quantities import parse_number, unit_factor
from perfkit.intake.blocks import key
from perfkit.intake.figure_text import Plain, figures_in

MONEY = ("元", "千元", "万元", "百万元", "亿元")
RATE = ("%", "‰")


@dataclass
class Frame:
    """What the sentence is about at one depth of brackets or of 其中."""

    topic: str = ""
    role: str = ""
    part: bool = False
    amounts: dict[str, Fraction] = field(default_factory=dict)


def longest_first(pair: tuple) -> tuple:
    """For sorting pairs of a word and what it is."""
    return (-len(pair[0]), pair[0])


def role_of_parts(text: str, whole: Frame) -> str:
    """The role of the whole whose amount the next sentence's amounts add up to; none where it is not
    certain."""
    sentence = Plain(text.partition("。")[0], text, ())
    amounts = [
        parse_number(one.value) * unit_factor(one.unit) for one in figures_in(sentence) if one.unit in MONEY
    ]
    fitting = [role for role, amount in whole.amounts.items() if sum(amounts) == amount]
    return fitting[0] if len(fitting) == 1 else ""


def leads_of(left: str, connector: re.Pattern[str]) -> list[str]:
    """The words before a number without what joins them to it, and without one bracket in between."""
    lead = connector.sub("", left)
    leads = [left, lead] if lead != left else [lead]
    if lead.endswith(")"):
        opened = lead.rfind("(")
        if opened >= 0 and not re.search(r"\d(?:万|亿|千)?元", lead[opened:]):
            leads.append(connector.sub("", lead[:opened]))
        elif opened >= 0:
            leads.append(lead[:opened])
    return leads


_LAST_YEAR = re.compile("上年|去年|上一年")
_BRACKET = re.compile(r"\([^()]*\)")
_COMPARED = re.compile(r"(?:较|比|同比|与|相比|同|于|超过)(?:上年|去年|上一年)[^；;。]*[；;]")


def last_year_at(sentence: str) -> int:
    """Where a sentence last speaks of the year before; -1 where it does not.

    A comparison with it (较上年增加3人) ends with its part of the sentence, a bracket (含上年结转) where it closes.

    Examples
    --------
    >>> last_year_at("年末实有81人，较上年的84人少3人；离退休"), last_year_at("上年支出9万元；本年"), last_year_at("比上年增加3人，其中")
    (-1, 0, 1)
    """
    rest = _COMPARED.sub(lambda found: "；" * len(found[0]), sentence)
    rest = _BRACKET.sub(lambda found: "；" * len(found[0]), rest)
    return max((found.start() for found in _LAST_YEAR.finditer(rest)), default=-1)


def heading_topic(title: str, topics: list[tuple[str, str]]) -> str:
    """The topic that a short heading names (“三公”经费支出情况); empty for a whole or its halves.

    Parameters
    ----------
    topics : words and the topic that each is, the longest first
    """
    bare = re.sub(r"(?:方面|支出|使用|利用|完成|执行|决算|控制|管理|情况|说明|率)*$", "", key(title))
    named = next((name for word, name in topics if bare in (word, word.removesuffix("支出"))), "")
    return "" if named in ("overall", "basic", "project") else named


_STOPS = ",，；;。(！？"


def clause_start(text: str, at: int, least: int, stops: str = _STOPS) -> int:
    """Where the clause begins in which a place stands, at `least`; a bracket that closes in it belongs to it.

    Examples
    --------
    >>> text = "其中，因公出国(境)团组0个"
    >>> text[clause_start(text, len(text) - 3, 0) :]
    '因公出国(境)团组0个'
    """
    place = min(at, len(text) - 1)
    while place >= least:
        if text[place] == ")" and (opened := text.rfind("(", least, place)) >= 0:
            place = opened
        elif text[place] in stops and text[place - 1 : place + 2] not in ("收、支", "入、支"):
            return place + 1
        place -= 1
    return least


def clause_of(before: str, begin: int) -> str:
    """What stands in the clause before a label: from the last stop, or from the number before."""
    start = max((before.rfind(stop) + 1 for stop in ",，；;。、(！？"), default=0)
    return before[max(start, min(begin, len(before))) :]
