"""How wide recognised words of a page are for their letters: a wider one has letters that nobody read."""

from __future__ import annotations

import numpy as np

from perfkit.intake.scan_words import Word

_NARROW = dict.fromkeys(".,:;'|!", 0.5) | {"%": 1.5}  # in widths of a digit
_LEAST_WORDS = 12
_CERTAIN = 0.97
_SAME_HEIGHT = 0.2
_LONGEST = 16  # letters of a word that is measured: errors of longer ones add up
_MOST = 0.4  # of a line's height
_CUT = 0.6


class Widths:
    """Widths of the page's letters, from the words that are certain.

    Parameters
    ----------
    words : of the whole page
    """

    def __init__(self, words: list[Word]):
        self.height = float(np.median([word.bottom - word.top for word in words])) if words else 0.0
        sure = [word for word in words if word.score > _CERTAIN and self._usual(word)]
        self.each = np.zeros(4)
        if len(sure) >= _LEAST_WORDS:
            wide = np.array([(word.right - word.left) / self.height for word in sure])
            self.each = np.linalg.lstsq(np.array([_letters(w.text) for w in sure]), wide, rcond=None)[0]

    @property
    def margin(self) -> float:
        """How far a word's box goes beyond its letters, left and right together."""
        return float(self.each[3]) * self.height

    def checked(self, word: Word) -> Word:
        """The word, unsure where it is wider or less wide than its letters are."""
        if not self.each.any() or len(word.text) > _LONGEST or not self._usual(word):
            return word
        over = (word.right - word.left) / self.height - float(_letters(word.text) @ self.each)
        return word._replace(score=min(word.score, _CUT)) if over > _MOST else word

    def _usual(self, word: Word) -> bool:
        return abs(word.bottom - word.top - self.height) < _SAME_HEIGHT * self.height


def _letters(text: str) -> np.ndarray:
    """Signs as wide as a Chinese one, widths of digits, changes between the two, and one for the margins."""
    narrow = [sign.isascii() for sign in text]
    digits = sum(_NARROW.get(sign, 1.0) for sign in text if sign.isascii())
    changes = sum(one != two for one, two in zip(narrow, narrow[1:], strict=False))
    return np.array([narrow.count(False), digits, changes, 1.0])
