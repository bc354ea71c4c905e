"""Sentences of the department's text, one by one and joined, so that a word or a pattern is looked for
once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from perfkit.review.finding import Place, shortened
from perfkit.review.literals import needed

_LONGEST_LEAD, _LONGEST_CLAUSE = 24, 40


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
    left = max(text.rfind(mark, 0, start) for mark in "，,：:、）)") + 1
    right = min((found for mark in "，,：:、（(" if (found := text.find(mark, end)) >= 0), default=len(text))
    left = left if start - left <= _LONGEST_LEAD else start
    return text[left:right] if right - left <= _LONGEST_CLAUSE else text[left:end]


class Lines:
    """Sentences joined to one text, so that a word or a pattern is looked for once and not sentence by
    sentence."""

    def __init__(self, sentences: list[Sentence]):
        self.sentences = sentences
        self.text = "\n".join(s.text for s in sentences)
        self._ends = list(accumulate(len(s.text) + 1 for s in sentences))
        self._having: dict[str, set[int]] = {}

    def having(self, words: tuple[str, ...]) -> list[Sentence]:
        """The sentences that have one of the words."""
        found: set[int] = set()
        for word in words:
            if word not in self._having:
                self._having[word] = self._numbers(word)
            found |= self._having[word]
        return [self.sentences[number] for number in sorted(found)]

    def _numbers(self, word: str) -> set[int]:
        found: set[int] = set()
        at = self.text.find(word)
        while at >= 0:
            number = bisect_right(self._ends, at)
            found.add(number)
            at = self.text.find(word, self._ends[number])
        return found

    def worth_reading(self, pattern: re.Pattern[str] | None) -> Iterator[Sentence]:
        """Every sentence that a pattern matches; sentences without any of the words that it needs are passed
        over."""
        if pattern is None:
            return
        words = needed(pattern)
        for sentence in self.having(tuple(words)) if words else self.sentences:
            if pattern.search(sentence.text):
                yield sentence
