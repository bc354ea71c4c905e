"""What an exercise expects, and how an answer compares: right, or how far off and on which side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import Points, round_half_up, show_exact, show_number
from perfkit.base.text import Text, joined
from perfkit.training.typed import as_number, as_span, as_words, is_blank, plain_typing
from perfkit.training.words import words

RIGHT, WRONG, BLANK, UNREADABLE = "right", "wrong", "blank", "unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one answer.

    Attributes
    ----------
    state : str     right, wrong, blank or unreadable
    message : Text  what is off and on which side, never by how much and never the right answer
    share : Fraction  the part of the answer that is right, 0 to 1
    """

    state: str
    message: Text = Text("", "")
    share: Fraction = Fraction(0)

    @property
    def is_right(self) -> bool:
        """True where nothing is off."""
        return self.state == RIGHT


_RIGHT = Verdict(RIGHT, Text("答对了。", "Right."), Fraction(1))
_BLANK = Verdict(BLANK, words("blank"))
_UNREADABLE = Verdict(UNREADABLE, words("unreadable"))


class Reference:
    """The base of what is expected; `compare` never raises for anything a trainee may type."""

    def compare(self, *answer: Any) -> Verdict:
        """Compare one answer, made of one value or several."""
        try:
            if all(is_blank(part) for part in answer):
                return _BLANK
            return self._compare(*answer)
        except PerfkitError as error:
            return Verdict(UNREADABLE, error.message)
        except Exception:  # whatever else a trainee may come up with
            return _UNREADABLE

    def _compare(self, *answer: Any) -> Verdict:
        raise NotImplementedError

    def show(self, lang: str) -> str:
        """The expected answer in words, for the worked solution only."""
        raise NotImplementedError

    @property
    def sample(self) -> Any:
        """An answer that is right, as a person would type it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class NumberReference(Reference):
    """One number, right where it rounds half up to the same `places` decimals.

    Examples
    --------
    >>> expected = NumberReference(Fraction(1985, 2131), unit=Text("分", "points"))
    >>> expected.compare(0.93).state, expected.compare("0.9315").state, expected.compare("0.95").message.zh
    ('right', 'right', '不对：你的答案偏大。')
    """

    value: Fraction
    places: int = 2
    unit: Text = Text("", "")

    def _compare(self, *answer: Any) -> Verdict:
        given = as_number(answer[0])
        if round_half_up(given, self.places) == round_half_up(self.value, self.places):
            return _RIGHT
        right = round_half_up(self.value, self.places)
        if right and right in (
            round_half_up(given * 100, self.places),
            round_half_up(given / 100, self.places),
        ):
            return Verdict(WRONG, words("right_digits"))
        return Verdict(WRONG, words("too_high" if given > self.value else "too_low"))

    def show(self, lang: str) -> str:
        gap = "" if self.unit.zh == "%" else " "
        return f"{show_number(self.value, self.places)}{gap}{self.unit.in_(lang)}".strip()

    @property
    def sample(self) -> Any:
        return show_number(self.value, self.places)


def round_half_up_fraction(value: Fraction, places: int) -> Fraction:
    """The value rounded half up, as a fraction."""
    return Fraction(round_half_up(value, places))


@dataclass(frozen=True, slots=True)
class SpanReference(Reference):
    """The least and the most points that are still possible.

    Examples
    --------
    >>> expected = SpanReference(Points(Fraction(0), Fraction(3, 2)))
    >>> expected.compare((0, 1.5)).state, expected.compare("0~1.5").state
    ('right', 'right')
    >>> expected.compare(0).message.en
    'Not yet: this is not decided. Give the least and the most, as in (1, 3).'
    """

    span: Points

    def _compare(self, *answer: Any) -> Verdict:
        low, high, alone = as_span(*answer)
        ends = [_same(low, self.span.low), _same(high, self.span.high)]
        if all(ends):
            return _RIGHT
        if alone and not self.span.is_exact:
            return Verdict(WRONG, words("not_decided"))
        off = [("least", low, self.span.low), ("most", high, self.span.high)]
        wrong = (
            words(f"{end}_too_{'high' if given > right else 'low'}")
            for (end, given, right), holds in zip(off, ends, strict=True)
            if not holds
        )
        return Verdict(WRONG, words("not_yet", off=joined(wrong, "，")), Fraction(sum(ends), 2))

    def show(self, lang: str) -> str:
        low, high = show_number(self.span.low), show_number(self.span.high)
        return low if low == high else f"{low}～{high}"

    @property
    def sample(self) -> Any:
        return (show_number(self.span.low), show_number(self.span.high))


def _same(given: Fraction, right: Fraction) -> bool:
    return round_half_up(given, 2) == round_half_up(right, 2)


@dataclass(frozen=True, slots=True)
class ChoiceReference(Reference):
    """One or several of the options offered, by letter.

    Attributes
    ----------
    right : letters
    options : letter → text
    """

    right: frozenset[str]
    options: Mapping[str, Text]

    def _compare(self, *answer: Any) -> Verdict:
        given = as_words(answer[0], self.options)
        if given == self.right:
            return _RIGHT
        if len(self.right) == 1 and len(given) == 1:
            return Verdict(WRONG, Text("不对，再想想。", "Not yet; think again."))
        missing, extra = len(self.right - given), len(given - self.right)
        share = Fraction(len(self.right & given), len(self.right | given))
        counts = (("options_missing", missing), ("options_too_many", extra))
        off = joined((words(name, count=count) for name, count in counts if count), "，")
        return Verdict(WRONG, words("not_yet", off=off), share)

    def show(self, lang: str) -> str:
        letters = sorted(self.right)
        return joined(
            (f"{letter.upper()} {self.options[letter].in_(lang)}" for letter in letters), "；", "; "
        ).in_(lang)

    @property
    def sample(self) -> Any:
        letters = sorted(self.right)
        return letters[0] if len(letters) == 1 else letters


@dataclass(frozen=True, slots=True)
class NumbersReference(Reference):
    """A handful of numbers in any order, such as the points a clause can give."""

    values: frozenset[Fraction]

    def _compare(self, *answer: Any) -> Verdict:
        typed = answer[0]
        parts = (
            typed
            if isinstance(typed, Sequence | set | frozenset) and not isinstance(typed, str | bytes)
            else re.split(r"[,、;和]|\band\b", plain_typing(str(typed)).strip("()[]{}. "))
        )
        given = frozenset(as_number(part) for part in parts)
        if given == self.values:
            return _RIGHT
        missing, extra = len(self.values - given), len(given - self.values)
        share = Fraction(len(given & self.values), len(given | self.values))
        return Verdict(WRONG, words("numbers_off", missing=missing, extra=extra), share)

    def show(self, lang: str) -> str:
        return joined(map(show_exact, sorted(self.values))).in_(lang)

    @property
    def sample(self) -> Any:
        return [show_exact(value) for value in sorted(self.values)]
