"""Words that were recognised in a picture: what a cell holds of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from perfkit.intake.blocks import key
from perfkit.intake.cell_grid import Box

_FIGURES = frozenset("0123456789.,%")
_SIGN = "[≥≤≧≦⩾⩽]"
_WHOLE_VALUE = re.compile(rf"{_SIGN}?[\d,.]+(?:%|(?!年|月|日)[\u4e00-\u9fff]{{1,4}})")
# A sign behind a value without a word that joins them (≥8座≤3次), a number behind a share (92.0%7).
_TWO_VALUES = re.compile(
    rf"{_SIGN}[^≥≤≧≦⩾⩽且并和与及至或、，,；;/~～—-]*\d[^≥≤≧≦⩾⩽且并和与及至或、，,；;/~～—-]*{_SIGN}|%\d"
)


class Word(NamedTuple):
    """Recognised text with its box in pixels."""

    text: str
    score: float
    left: float
    top: float
    right: float
    bottom: float


def shared(cell: Box, word: Word) -> float:
    """The share of a word that lies inside a cell."""
    across = min(cell[2], word.right) - max(cell[0], word.left)
    down = min(cell[3], word.bottom) - max(cell[1], word.top)
    area = max((word.right - word.left) * (word.bottom - word.top), 1.0)
    return max(across, 0.0) * max(down, 0.0) / area


def parts_fit(word: Word, parts: list[str]) -> bool:
    """Whether a word over several cells is what they hold one after the other; else a stroke that is no
    rule may have cut it. A number that goes on behind the line is cut wherever its halves end.

    Examples
    --------
    >>> word = Word("12.50公里", 0.9, 0, 0, 1, 1)
    >>> parts_fit(word, ["12.50", "公里"]), parts_fit(word, ["12.5", "口公里"])
    (True, False)
    >>> parts_fit(word._replace(text="96.50%"), ["96.", "50%"])
    False
    """
    whole, kept = key(word.text), [key(part) for part in parts]
    if len(kept) == 1:
        return whole in kept[0]
    starts = range(len(whole) + 1)
    return any(
        not (0 < at < len(whole) and _FIGURES.issuperset(whole[at - 1 : at + 1]))
        and whole[:at] in kept[0]
        and parts_fit(word._replace(text=whole[at:]), kept[1:])
        for at in reversed(starts)
    )


def lines_of(words: list[Word]) -> list[list[Word]]:
    """Words line by line, from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.top):
        if lines and lines[-1][0].top < (word.top + word.bottom) / 2 < lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def text_of(words: list[Word]) -> tuple[str, float]:
    """Words of a cell, line by line, with the least of their scores."""
    text = "\n".join("".join(word.text for word in line) for line in lines_of(words))
    return text.strip(), min((word.score for word in words), default=1.0)


def several_values(text: str) -> bool:
    """Whether a cell holds the values of two rows: the rule between them was lost.

    Examples
    --------
    >>> [several_values(text) for text in ("≥8座≤3次", "92.0%7", "≥8座\\n≥3次", "85%\\n96%", "2座\\n3次")]
    [True, True, True, True, True]
    >>> [several_values(text) for text in ("≥8座且≤9座", "2023年9\\n月底前", "1,318\\n批次", "80%-90%")]
    [False, False, False, False]
    """
    lines = [key(line) for line in text.split("\n")]
    whole = sum(_WHOLE_VALUE.fullmatch(line) is not None for line in lines)
    return _TWO_VALUES.search(key(text)) is not None or whole > 1


def ends_between(lines: list[list[Word]], cell: Box) -> list[tuple[float, float]]:
    """From where to where, downwards, entries of a cell end: a line ends one where it had room for what
    the next one begins with. Lines of one sign are upright text; brackets go on with the entry."""
    found = []
    for line, after in pairwise(lines):
        height = min(word.bottom - word.top for word in line)
        begins = re.match(r"[\x21-\x7e]*", after[0].text)
        first = 0.6 * max(len(begins[0]) if begins else 0, 2)
        room = cell[2] - cell[0] - (line[-1].right - line[0].left)
        long = len("".join(word.text for word in line)) > 1 and after[0].text[:1] not in "（("
        if long and room > (first + 1.5) * height:
            found.append(((line[0].top + line[0].bottom) / 2, (after[0].top + after[0].bottom) / 2))
    return found
