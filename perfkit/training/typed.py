"""Reading what a trainee typed: numbers, spans, letters; anything else gets a friendly sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfkit.errors import FactError, PerfkitError
from perfkit.quantities import parse_number
from perfkit.text import Text

_WIDE = str.maketrans("０１２３４５６７８９．％，（）－～", "0123456789.%,()-~")
_UNITS = re.compile(r"(个百分点|percentage points?|百分点|万元|分|项|人|个|points?|yuan|元|%|％)\s*$")


class AnswerError(PerfkitError):
    """An answer that cannot be read; its message is what the trainee sees."""


def is_blank(value: Any) -> bool:
    """True where nothing was answered: the `...` of the cell, None, an empty text, list or table.

    Examples
    --------
    >>> is_blank(...), is_blank("  "), is_blank([]), is_blank(0)
    (True, True, True, False)
    """
    if value is None or value is ... or isinstance(value, float) and value != value:
        return True
    if isinstance(value, str):
        return not value.strip() or value.strip() in ("...", "…")
    if isinstance(value, Mapping):
        return all(is_blank(part) for part in value.values())
    if isinstance(value, Sequence | set | frozenset):
        return all(is_blank(part) for part in value)
    return False


def as_number(value: Any) -> Fraction:
    """A number as a person types it, exactly.

    Raises
    ------
    AnswerError   text, several values, yes or no.

    Examples
    --------
    >>> as_number(0.93), as_number("93.15 %"), as_number("－１.5 分")
    (Fraction(93, 100), Fraction(1863, 20), Fraction(-3, 2))
    """
    if isinstance(value, bool):
        raise AnswerError(Text("这里要一个数字，如 0.93；不要写 True 或 False。", "This asks for a number such as 0.93, not True or False."))
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, Decimal) and value.is_finite():
        return Fraction(value)
    if isinstance(value, float) and value == value and abs(value) < 1e18:
        return Fraction(repr(value)) if "e" not in repr(value) else Fraction(value)
    if isinstance(value, str):
        written = _UNITS.sub("", value.strip().translate(_WIDE)).strip().replace(",", "")
        try:
            return parse_number(written)
        except FactError:
            raise AnswerError(Text(f"“{value[:20]}”读不成数字；请只写数字，如 0.93。", f'"{value[:20]}" is not a number; write digits such as 0.93.')) from None
    if isinstance(value, Sequence | set | Mapping):
        raise AnswerError(Text("这里只要一个数字，你给了几个。", "This asks for one number; you gave several."))
    name = type(value).__name__
    raise AnswerError(Text(f"这里要一个数字，如 0.93；你给的是 {name}。", f"This asks for a number such as 0.93; you gave a {name}."))


def as_span(*answer: Any) -> tuple[Fraction, Fraction, bool]:
    """(least, most, whether only one number was given).

    Examples
    --------
    >>> as_span((0, 1.5)), as_span("0～1.5"), as_span(2)
    ((Fraction(0, 1), Fraction(3, 2), False), (Fraction(0, 1), Fraction(3, 2), False), (Fraction(2, 1), Fraction(2, 1), True))
    """
    parts = answer[0] if len(answer) == 1 else answer
    if isinstance(parts, str):
        pieces = [piece for piece in re.split(r"\s*(?:~|至|到|—|–|-(?=\s*[\d.])| to |,|，|、)\s*", parts.translate(_WIDE).strip().strip("()[]")) if piece]
        parts = pieces if len(pieces) == 2 else [parts]
    elif not isinstance(parts, Sequence):
        parts = [parts]
    if any(is_blank(part) for part in parts):
        raise AnswerError(Text("最少和最多都要写，如 (1, 3)。", "Give both the least and the most, as in (1, 3)."))
    numbers = [as_number(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0], numbers[0], True
    if len(numbers) != 2:
        raise AnswerError(Text("请写两个数：最少和最多，如 (1, 3)。", "Give two numbers, the least and the most, as in (1, 3)."))
    if numbers[0] > numbers[1]:
        raise AnswerError(Text("最少比最多还大；请把两个数换个位置。", "The least is more than the most; swap the two."))
    return numbers[0], numbers[1], False


def as_words(value: Any, options: Mapping[str, Text]) -> frozenset[str]:
    """Letters of the options chosen; the text of an option counts as its letter.

    Examples
    --------
    >>> offered = {"a": Text("是", "yes"), "b": Text("否", "no")}
    >>> sorted(as_words("A、b", offered)), sorted(as_words("是", offered))
    (['a', 'b'], ['a'])
    """
    letters = "、".join(sorted(options)).upper()
    wanted = AnswerError(Text(f"请写选项的字母（{letters}），如 \"A\" 或 [\"A\", \"C\"]。", f'Write the letter of an option ({letters}), such as "A" or ["A", "C"].'))
    parts = list(value) if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str) else [value]
    if not all(isinstance(part, str) for part in parts):
        raise wanted
    by_text = {text.strip().lower(): letter for letter, both in options.items() for text in both}
    found: set[str] = set()
    for part in parts:
        text = part.strip().lower()
        if text in by_text:
            found.add(by_text[text])
            continue
        pieces = re.split(r"[\s,，、;；]+", text) if re.search(r"[\s,，、;；]", text) else list(text)
        for piece in pieces:
            if piece not in options:
                raise wanted
            found.add(piece)
    return frozenset(found)
