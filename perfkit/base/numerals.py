"""Chinese numerals: what a number is called, and what a numeral is worth; and what plain digits are worth."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = "零一二三四五六七八九"
_ZEROS = str.maketrans("〇○0OＯ", "零零零零零")
_ONES = {sign: value for value, sign in enumerate(_DIGITS)}
_ONE = "[一二三四五六七八九]"
_SECTION = re.compile(rf"(?:零?({_ONE})千)?(?:零?({_ONE})百)?(?:零?({_ONE}?)十)?(?:(零)?({_ONE}))?")


def in_numerals(number: int) -> str:
    """A number below 10,000 in Chinese numerals; another in digits.

    Examples
    --------
    >>> [in_numerals(n) for n in (7, 10, 12, 20, 105, 1010)]
    ['七', '十', '十二', '二十', '一百〇五', '一千〇一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    written, gap = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("〇" if gap and written else "") + _DIGITS[digit] + word
        gap = not digit
    return written[1:] if 10 <= number < 20 else written


def digit_by_digit(text: str) -> int | None:
    """A number written sign by sign, as years are; None where a sign is no digit.

    Examples
    --------
    >>> digit_by_digit("二〇二一"), digit_by_digit("二零一九"), digit_by_digit("十二")
    (2021, 2019, None)
    """
    digits = [_DIGITS.find(sign) for sign in text.translate(_ZEROS)]
    return int("".join(map(str, digits))) if digits and min(digits) >= 0 else None


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


def exact(digits: str) -> Fraction:
    """The value of digits that are known to be a plain decimal number, in a third of the time of `Fraction`.

    Examples
    --------
    >>> exact("-12.50"), exact("007")
    (Fraction(-25, 2), Fraction(7, 1))
    """
    whole, _, decimals = digits.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))
