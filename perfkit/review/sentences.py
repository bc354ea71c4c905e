"""Sentences of the department's text, one by one and joined, so that a word or a pattern is looked for
once."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from perfkit.base.numerals import chinese_number, digit_by_digit
from perfkit.review.finding import Place, shortened
from perfkit.review.literals import needed

_LONGEST_LEAD, _LONGEST_CLAUSE = 24, 40
_MANY = 32
_PER_CENT = re.compile("百分之([零〇一二两三四五六七八九十百点]+)")
_POINTS = re.compile(
    "(?<=[扣减得除])(?:(半)|([零一二两三四五六七八九十]+)(?:点([零一二三四五六七八九]+))?)分(?![之数])"
)
_MARKS = [(mark, unicodedata.normalize("NFKC", mark)) for mark in "，：；（）％"]
_SPACE, _SEPARATED = re.compile(r"\s"), re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")


def plain_text(text: str) -> str:
    """Half width, without spaces and without separators of thousands; 百分之九十六点五 is 96.5%, 扣二分 is 扣2分."""
    kept = text
    for mark, half in _MARKS:  # nearly always they are all there is: a sixth of the time
        kept = kept.replace(mark, half)
    kept = unicodedata.normalize("NFKC", kept)
    if _SPACE.search(kept):
        kept = "\n".join("".join(line.split()) for line in kept.splitlines())
    kept = _SEPARATED.sub("", kept) if "," in kept else kept
    kept = _POINTS.sub(_points_in_digits, kept) if "扣" in kept else kept
    return _PER_CENT.sub(_in_digits, kept) if "百分之" in kept else kept


def _points_in_digits(match: re.Match[str]) -> str:
    if match[1]:
        return "0.5分"
    number, decimals = chinese_number(match[2]), digit_by_digit(match[3]) if match[3] else None
    return match.group() if number is None else f"{number}" + (f".{decimals}分" if match[3] else "分")


def _in_digits(match: re.Match[str]) -> str:
    whole, _, tail = match[1].partition("点")
    number, decimals = chinese_number(whole), digit_by_digit(tail) if tail else None
    if number is None or (tail and decimals is None):
        return match.group()
    return f"{number}.{decimals:0{len(tail)}d}%" if tail else f"{number}%"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the department's text, spaces taken out, with the part of the outline and its place.
    `shown` is what is printed of a target, whose cells are run together in `text`.
    """

    part: str
    section: str
    text: str
    shown: str = ""

    def place(self, words: str = "") -> Place:
        """The sentence as a side of a finding; of a long one the part around the words that count."""
        if self.shown:
            return Place(self.section, self.shown, words)
        start = max(0, self.text.find(words))
        return Place(self.section, shortened(self.text, start, start + len(words)), words)


def clause_of(text: str, start: int, end: int) -> str:
    """The words of a hit, carried on to the ends of their clause where it is not long.

    Examples
    --------
    >>> clause_of("如遇外出开会等情况，出现无法正常审核业务的情况，影响服务", 12, 20)
    '出现无法正常审核业务的情况'
    """
    left = max([text.rfind(mark, 0, start) for mark in "，,：:、）)"]) + 1
    right = min([found for mark in "，,：:、（(" if (found := text.find(mark, end)) >= 0], default=len(text))
    left = left if start - left <= _LONGEST_LEAD else start
    return text[left:right] if right - left <= _LONGEST_CLAUSE else text[left:end]


def pairs(text: str) -> list[int]:
    """Every two neighbouring characters as one number: made of the text's bytes, in a fifth of the time that
    slices take."""
    raw = text.encode("utf-16-le")
    even, odd = (memoryview(raw[start : start + (len(raw) - start) // 4 * 4]) for start in (0, 2))
    return even.cast("I").tolist() + odd.cast("I").tolist()


@lru_cache(maxsize=8192)
def _first_pair(word: str) -> int:
    return int.from_bytes(word[:2].encode("utf-16-le")[:4], sys.byteorder)


class Part(Protocol):
    """A piece of the report with the part of the outline that it stands in."""

    @property
    def part(self) -> str: ...
    @property
    def text(self) -> str: ...


Piece = TypeVar("Piece", bound=Part)


class Lines(Generic[Piece]):
    """Pieces of text joined to one, so that a word is looked for once and not piece by piece.

    Which pieces hold a word is kept as the bits of one number, the first piece's the lowest.

    Parameters
    ----------
    pieces : sentences or statements in their order
    """

    def __init__(self, pieces: Sequence[Piece]):
        self.pieces = pieces
        self._text = "\n".join([piece.text for piece in pieces])
        self._ends = list(accumulate([len(piece.text) + 1 for piece in pieces]))
        self._having: dict[str, int] = {}
        self._of_part: dict[str, int] = {}
        for number, piece in enumerate(pieces):
            self._of_part[piece.part] = self._of_part.get(piece.part, 0) | 1 << number

    def having(self, words: Iterable[str], parts: Iterable[str] = ()) -> list[Piece]:
        """The pieces of the named parts, of all unless named, that have one of the words."""
        return self._chosen(self._any(words) & self._within(parts))

    def worth_reading(
        self, pattern: re.Pattern[str], parts: Iterable[str] = (), about: Iterable[str] = ()
    ) -> list[Piece]:
        """The pieces in which a pattern can match, since they have a word that it needs; of those about
        something, the words of which are given, only."""
        found = self._within(parts)
        if about:
            found &= self._any(about)
        words = needed(pattern) if found else ()
        return self._chosen(found & self._any(words) if words else found)

    def _within(self, parts: Iterable[str]) -> int:
        found = 0 if parts else (1 << len(self.pieces)) - 1
        for part in parts:
            found |= self._of_part.get(part, 0)
        return found

    def _any(self, words: Iterable[str]) -> int:
        found = 0
        for word in words:
            if word not in self._having:
                self._having[word] = self._numbers(word)
            found |= self._having[word]
        return found

    @cached_property
    def _pairs(self) -> set[int]:
        return set(pairs(self._text))

    def _numbers(self, word: str) -> int:
        many = len(self._having) > _MANY  # for a few words the text's pairs are not worth making
        if many and len(word) > 1 and _first_pair(word) not in self._pairs:
            return 0
        found, at = 0, self._text.find(word)
        while at >= 0:
            number = bisect_right(self._ends, at)
            found |= 1 << number
            at = self._text.find(word, self._ends[number])
        return found

    def _chosen(self, numbers: int) -> list[Piece]:
        chosen = []
        while numbers:
            lowest = numbers & -numbers
            chosen.append(self.pieces[lowest.bit_length() - 1])
            numbers ^= lowest
        return chosen
