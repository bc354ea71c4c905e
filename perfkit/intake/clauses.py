"""Clauses of a sentence: what stands before a number, and what the sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from perfkit.filing.catalogue import FactKind
from perfkit.intake.blocks import key
from perfkit.intake.family import national_lexicon, national_pattern
from perfkit.intake.figure_text import Figure, Plain, figures_in, plain

UNSURE = "-"  # the role of parts whose whole has several
MONEY = ("元", "千元", "万元", "百万元", "亿元")
RATE = ("%", "‰")
POINTS = ("个百分点",)
_KINDS = {
    "money": MONEY,
    "rate": RATE + POINTS,
    "area": ("平方米", "平方公里", "万平方米", "亩", "万亩", "公顷"),
}


def kind_of(unit: str) -> str:
    """The kind of a figure by its unit: money, rate, area, else count."""
    return next((kind for kind, units in _KINDS.items() if unit in units), "count")


@dataclass
class Frame:
    """What the sentence is about at one depth of brackets or of 其中; `item` is one project of several, `last`
    the last amount, `sum` that of all, `facts` those stated, `whole` those of which it gives parts."""

    topic: str = ""
    role: str = ""
    part: bool = False
    amounts: dict[str, Fraction] = field(default_factory=dict)
    item: str = ""
    last: Fraction = Fraction(0)
    sum: Fraction = Fraction(0)
    facts: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Match:
    """A label, or a topic with a role, that ends where the number begins."""

    start: int
    length: int
    fact: str
    topic: str
    role: str
    strict: bool
    inherits: bool = False
    within: bool = False


def again(match: Match, frames: list[Frame]) -> bool:
    """Whether it would be a part of the same fact (结转结余24万元，其中结转22万元), or of a thing beside it that has
    the topic of the sentence only (固定资产原值90万元；车辆2辆，原值38万元)."""
    if match.fact in frames[-1].whole:
        return True
    bare = match.inherits or match.within
    return bare and any(match.fact in frame.facts for frame in frames)


def take_amount(frames: list[Frame], amount: Fraction) -> None:
    """Note an amount; parts that add up to their whole end, and what follows is of the whole again."""
    now = frames[-1]
    now.last, now.sum = amount, now.sum + amount
    if now.part and len(frames) > 1 and now.sum == frames[-2].last and now.sum != amount:
        frames.pop()


def unit_fits(figure: Figure, kind: FactKind) -> bool:
    """Whether a number has a unit of the kind that a fact is of."""
    if kind.kind == "money":
        return figure.unit in MONEY
    if kind.kind == "rate":
        return figure.unit in RATE
    return kind.kind == "count" and figure.unit not in MONEY + RATE


def projects_in(texts: Iterable[str]) -> set[str]:
    """The projects that sentences give money to, where there are several (甲项目到位资金9万元，……乙项目到位3万元)."""
    found = {
        match[1]
        for text in texts
        for match in national_pattern("project_with_money").finditer(plain(text).text)
    }
    return found if len(found) > 1 else set()


def longest_first(pairs: Iterable[tuple]) -> list[tuple]:
    """Words and what they are, the longest first; written for comparing."""
    return sorted(((key(word), *rest) for word, *rest in pairs), key=lambda one: (-len(one[0]), one[0]))


def role_of_parts(text: str, whole: Frame) -> str:
    """The role of the whole: its only one, or that whose amount the next sentence's amounts add up to; one of
    nobody where it is not certain."""
    if len(whole.amounts) < 2:
        return next(iter(whole.amounts), "")
    sentence = Plain(_BRACKET.sub("", text.partition("。")[0]), text, ())
    amounts = [
        one.amount
        for one in figures_in(sentence)
        if one.unit in MONEY and not national_pattern("told_of_a_change").search(sentence.text[: one.start])
    ]
    fitting = [role for role, amount in whole.amounts.items() if sum(amounts) == amount]
    return fitting[0] if len(fitting) == 1 else UNSURE


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


_BRACKET = re.compile(r"\([^()]*\)")


def last_year_at(sentence: str) -> int:
    """Where a sentence last speaks of the year before; -1 where it does not.

    A comparison with it (较上年增加3人; 支出9万元，上年为8万元) ends with its part of the sentence, a bracket
    (含上年结转) where it closes.

    Examples
    --------
    >>> last_year_at("年末实有81人，较上年的84人少3人；离退休"), last_year_at("上年支出9万元；本年"), last_year_at("比上年增加3人，其中")
    (-1, 0, 1)
    """
    rest = national_pattern("compared_with_before").sub(lambda found: "；" * len(found[0]), sentence)
    rest = _BRACKET.sub(lambda found: "；" * len(found[0]), rest)
    return max((found.start() for found in national_pattern("year_before").finditer(rest)), default=-1)


def heading_topic(title: str, topics: list[tuple[str, str]]) -> str:
    """The topic that a short heading names (“三公”经费支出情况); empty for a whole or its halves.

    Parameters
    ----------
    topics : words and the topic that each is, the longest first
    """
    bare = national_pattern("end_of_a_heading").sub("", key(title))
    named = next((name for word, name in topics if bare in (word, word.removesuffix("支出"))), "")
    return "" if named in ("overall", "basic", "project") else named


_SENTENCE = re.compile("[^。]+")
_CLAUSE = re.compile(r"(?:(?<=\d)，(?=\d{3})|\(含\)|[^，；;:()！？])+")


def prescribed(text: str) -> set[int]:
    """The places of a text in clauses that say what points are given for: their numbers are nobody's."""
    found, words = set[int](), national_lexicon().figures.scoring
    for sentence in _SENTENCE.finditer(text):
        strict = bool(words["standards"].compiled.search(sentence[0]))
        open_ended = False  # points stand behind, and nothing in between says what was done
        for clause in reversed([*_CLAUSE.finditer(text, *sentence.span())]):
            says = {kind: bool(one.compiled.search(clause[0])) for kind, one in words.items()}
            points = says["points"] or says["standards"]
            if points:
                left_out = strict or says["given"] or says["conditions"]
            else:
                left_out = open_ended and (says["conditions"] or (strict and not says["told"]))
            found.update(range(*clause.span()) if left_out else ())
            open_ended = points or left_out
    return found


_STOPS = ",，；;。(！？"


@cache
def _joined() -> re.Pattern[str]:
    """A stop with one letter on either side that ends no clause (收、支, 三、四级)."""
    return national_lexicon().figures.joined.compiled


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
        elif text[place] in stops and not _joined().fullmatch(text[place - 1 : place + 2]):
            return place + 1
        place -= 1
    return least


def clause_of(before: str, begin: int) -> str:
    """What stands in the clause before a label: from the last stop, or from the number before."""
    start = max((before.rfind(stop) + 1 for stop in ",，；;。、(！？"), default=0)
    return before[max(start, min(begin, len(before))) :]
