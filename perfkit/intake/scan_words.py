"""Words that were recognised in a picture: what a cell holds of them."""

from __future__ import annotations

from typing import NamedTuple

from perfkit.intake.blocks import key
from perfkit.intake.cell_grid import Box

_FIGURES = frozenset("0123456789.,%")


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


def text_of(words: list[Word]) -> tuple[str, float]:
    """Words of a cell, line by line, with the least of their scores."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.top):
        if lines and lines[-1][0].top < (word.top + word.bottom) / 2 < lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    text = "\n".join("".join(w.text for w in sorted(line, key=lambda w: w.left)) for line in lines)
    return text.strip(), min((word.score for word in words), default=1.0)
