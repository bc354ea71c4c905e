"""Whose points a sentence gives: the filer's own, or those of somebody else, who is named to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.intake.family import national_pattern

_CLAUSE = re.compile(r"[，,；;（(。]|(?<=\d)分(?!之)")
_BEHIND = re.compile(r"[（(][^（）()]{0,12}[)）]")
_SENTENCE = re.compile("[^。]*(?:。(?=其中)[^。]*)*。?")


def _last(name: str, text: str) -> int:
    """Where the last words of that kind end; -1 where there are none."""
    return max((one.end() for one in national_pattern(name).finditer(text)), default=-1)


def says_own(line: str, start: int, end: int) -> bool:
    """Whether the clause of points says that they are the filer's own."""
    begin = max((one.end() for one in _CLAUSE.finditer(line, 0, start)), default=0)
    return _last("own_points_said", line[begin:end]) >= 0


def given_by_others(line: str, start: int, end: int) -> bool:
    """Whether somebody else gave the points (or the grade) that stand there.

    Examples
    --------
    >>> line = "财政部门复核得分90分，自评得分95分；总得分90分（第三方）。"
    >>> starts = [line.index(one) for one in ("核得分90分", "自评得分95", "总得分90分")]
    >>> [given_by_others(line, start, start + 6) for start in starts]
    [True, False, True]
    """
    begin = max((one.end() for one in _CLAUSE.finditer(line, 0, start)), default=0)
    behind = _BEHIND.match(line, end)
    if _last("others_points", line[begin : behind.end() if behind else end]) >= 0:
        return True
    sentence = line[line.rfind("。", 0, start) + 1 : end]
    return _last("others_points", sentence) > _last("own_points_said", sentence)


def others_points(line: str) -> Iterator[tuple[int, int]]:
    """Where points of somebody else are told, from the words that name that one to the number."""
    told, done = national_pattern("given_by_others"), 0
    for words in national_pattern("others_points").finditer(line):
        if words.start() >= done and (points := told.match(line[words.end() :])):
            done = words.end() + points.end()
            yield words.start(), done


def own_part(text: str) -> str:
    """A text as long, without the parts of its sentences that tell points of somebody else."""
    parts = []
    for sentence in _SENTENCE.findall(text):
        for start, end in [*others_points(sentence)][::-1]:
            own = national_pattern("own_points_said").search(sentence, end)
            stop = own.start() if own else len(sentence)
            sentence = sentence[:start] + "*" * (stop - start) + sentence[stop:]
        parts.append(sentence)
    return "".join(parts)
