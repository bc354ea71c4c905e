"""Points that running text states: those for execution, and those of each block of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfkit.base.quantities import parse_number
from perfkit.intake.blocks import Document, Paragraph, any_of, key
from perfkit.intake.figure_text import Plain, plain
from perfkit.intake.figure_words import Pattern, with_parts
from perfkit.intake.form_rows import Reading
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.money_rows import Money
from perfkit.intake.stated_total import is_scale
from perfkit.intake.statements import unconfirmed

_NUMBER = r"\d{1,3}(?:\.\d+)?"
_IN_A_LIST = re.compile(
    rf"([\u4e00-\u9fff]{{2,8}}?)(?:\(?(?:满分|分值|权重)?({_NUMBER})分\)?)?(?:[、，;和及]|$)"
)


class Points(NamedTuple):
    """The points of one block, with the most of them where they are printed, and what is printed."""

    name: str
    most: str
    score: str
    quote: str


def pattern_of(pattern: Pattern, lexicon: Lexicon) -> re.Pattern[str]:
    """A pattern of data/intake with the lexicon's words in it: {execution}, {rows}, {blocks} and
    {number}."""
    words = {"execution": lexicon.execution, "rows": lexicon.execution_rows, "blocks": lexicon.levels}
    parts = {part: any_of(map(key, some)) for part, some in words.items()}
    return re.compile(with_parts(pattern.pattern, parts | {"number": _NUMBER}))


def execution_points(money: Money, document: Document, lexicon: Lexicon) -> None:
    """Points for execution in a line of text, where no block of money prints them; two that differ are left
    open."""
    patterns = [pattern_of(one, lexicon) for one in lexicon.conclusion.execution]
    found = [
        (match["score"], match["most"] or match.groupdict().get("whole") or "", block.place)
        for block in document.blocks
        if isinstance(block, Paragraph)
        for sentence in key(block.text).replace("。本项", ",本项").split("。")
        if not is_scale(sentence)
        for pattern in patterns
        for match in pattern.finditer(sentence)
    ]
    if not money.score and len({score for score, _, _ in found}) == 1:
        money.score, weight, money.place = found[0]
        money.weight = money.weight or weight


def block_points(document: Document, reading: Reading, money: Money, lexicon: Lexicon) -> None:
    """Points by block in a sentence (预算执行10分，自评9.8分；产出50分，自评48分), or in headings: never one alone.

    They are figures of the text too.
    """
    blocks, headed = (
        [pattern_of(one, lexicon) for one in some]
        for some in (lexicon.conclusion.blocks, lexicon.conclusion.headed)
    )
    texts = [block for block in document.blocks if isinstance(block, Paragraph)]
    told = [(text, found) for text in texts if len(found := list(points_in_text(text.text, blocks))) > 1]
    heads = [(text, found) for text in texts if (found := list(points_in_text(text.text, headed)))]
    whole = len(heads) > 1 and all(_adds_up(one, reading, lexicon) for _, found in heads for one in found)
    for block, found in told + (heads if whole else []):
        for name, most, score, quote in found:
            if name in lexicon.execution_rows:
                reading.end |= {"execution": score, "execution_max": most}
                continue
            statement = unconfirmed(score, "分", block.place, quote)
            money.figures.append((f"{name}得分", statement, "count"))
            which = _block(name, lexicon)
            reading.sums.setdefault(which, score)
            if most:
                reading.maxima.setdefault(which, (name, most))


def _adds_up(points: Points, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the targets that were read under a heading are all of its block."""
    rows = [row for row in reading.entries.get("rows", ()) if row["block"] == _block(points.name, lexicon)]
    weights = [parse_number(row["weight"]) for row in rows if "weight" in row]
    return not rows or (len(weights) == len(rows) and sum(weights) == parse_number(points.most))


def most_points(document: Document, reading: Reading, lexicon: Lexicon) -> None:
    """The most points of every block in one sentence (按预算执行10分、产出50分、效益30分、满意度10分): they make 100."""
    patterns = [pattern_of(one, lexicon) for one in lexicon.conclusion.maxima]
    rows = set(map(key, lexicon.execution_rows))
    for block in (block for block in document.blocks if isinstance(block, Paragraph)):
        for sentence in key(block.text).split("。"):
            named = {one["name"]: one["most"] for pattern in patterns for one in pattern.finditer(sentence)}
            if len(named) < 3 or sum(map(parse_number, named.values())) != 100:
                continue
            for name, most in named.items():
                which = "execution" if name in rows else _block(name, lexicon)
                reading.maxima.setdefault(which, (name, most))


def _block(name: str, lexicon: Lexicon) -> str:
    return next((part for word, part in lexicon.blocks if word in name), name)


def points_in_text(text: str, patterns: list[re.Pattern[str]]) -> Iterator[Points]:
    """The points of every block that a passage names; only the first pattern that finds some counts."""
    shown, taken = plain(text), 0
    for pattern in patterns:
        found = list(pattern.finditer(shown.text))
        for match in found if not taken else ():
            parts = match.groupdict()
            yield from _in_lists(shown, match) if "names" in parts else [_one(shown, match)]
        taken += len(found)


def _one(shown: Plain, match: re.Match[str]) -> Points:
    most = match.groupdict().get("most") or ""
    return Points(match["name"], most, match["score"], shown.quote(match.start("name"), match.end()))


def _in_lists(shown: Plain, match: re.Match[str]) -> Iterator[Points]:
    """投入20分、产出30分，分别得19分、28分: as many names as points, or none."""
    names = [one.groups(default="") for one in _IN_A_LIST.finditer(match["names"]) if one[0]]
    scores = re.findall(_NUMBER, match["scores"])
    quote = shown.quote(match.start("names"), match.end())
    if len(names) == len(scores):
        yield from (
            Points(name, most, score, quote) for (name, most), score in zip(names, scores, strict=True)
        )
