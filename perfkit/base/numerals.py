"""Chinese numerals: what a number is called, and what a numeral is worth."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_ONES = {sign: value for value, sign in enumerate(_DIGITS)}
_ONE = "[一二三四五六七八九]"
_SECTION = re.compile(rf"(?:零?({_ONE})千)?(?:零?({_ONE})百)?(?:零?({_ONE}?)十)?(?:(零)?({_ONE}))?")


def in_numerals(number: int) -> str:
    """A number below a hundred as Chinese numbering writes it.

    Examples
    --------
    >>> [in_numerals(n) for n in (1, 10, 12, 20, 35)]
    ['一', '十', '十二', '二十', '三十五']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十") + (
        _DIGITS[ones] if ones else ""
    )


def chinese_number(text: str) -> int | None:
    """A whole number in Chinese numerals, or None where the characters are no number or an ambiguous one.

    Examples
    --------
    >>> chinese_number("十二"), chinese_number("一百零五"), chinese_number("两"), chinese_number("三万五千")
    (12, 105, 2, 35000)
    >>> chinese_number("三四"), chinese_number("一百二")
    (None, None)
    """
    rest, total = text.replace("两", "二").replace("〇", "零"), 0
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.rpartition(sign)
        if found:
            value = _below_ten_thousand(head)
            if not value or (len(tail) == 1):  # 两万五 is 25000 to a speaker, 20005 to the letter
                return None
            total, rest = total + value * size, tail
    if not rest:
        return total or None
    value = _below_ten_thousand(rest)
    return None if value is None else total + value


def whole_number(text: str) -> int | None:
    """A whole number in digits or in Chinese numerals; None where it is neither.

    Examples
    --------
    >>> whole_number("12"), whole_number("十二"), whole_number("12.5")
    (12, 12, None)
    """
    return int(text) if text.isdecimal() else chinese_number(text)


def _below_ten_thousand(text: str) -> int | None:
    match = _SECTION.fullmatch(text)
    if match is None:
        return None
    thousands, hundreds, tens, zero, ones = match.groups()
    if ones and not zero and tens is None and (hundreds or thousands):  # 一百二 may be 120
        return None
    value = 1000 * _ONES[thousands or "零"] + 100 * _ONES[hundreds or "零"] + _ONES[ones or "零"]
    return value + (0 if tens is None else 10 * _ONES[tens or "一"])
