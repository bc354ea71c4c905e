"""Numbers as tables print them, to exact digits; what cannot be read for certain is not read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal, localcontext

from perfkit.base.numerals import digit_by_digit

_YEAR = re.compile(r"(20\d\d)\s*年")
_CHINESE_YEAR = re.compile(r"二[〇○零0OＯ]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])\s*年")
_WIDE = str.maketrans("０１２３４５６７８９．，－％（）　", "0123456789.,-%() ")
_UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_PLAIN = re.compile(r"-?(?:\d+(?:\.\d+)?)", re.ASCII)
# Groups set apart by spaces count only with decimals: "100 200" may be two numbers.
_GROUPED = re.compile(r"-?\d{1,3}(?:(?:,\d{3})+(?:\.\d+)?|(?: \d{3})+\.\d+)", re.ASCII)
MONEY = "百万元|千元|万元|亿元|元"
_UNIT = re.compile(rf"\s*({MONEY}|分)\s*$")
# No amount has more; with its unit it stays a number that can be written down.
LONGEST = 24
UNIT_IN_HEADER = re.compile(f"({MONEY})")
UNIT_AT_END = re.compile(f"({MONEY})$")
UNIT_IN_BRACKETS = re.compile(rf"[（(]\s*(?:金额)?(?:单位[:：])?\s*({MONEY})\s*[)）]")
# Above a table, in a text without blanks: 单位:元公开03表, but not 单位:元江县水务局.
UNIT_STATED = re.compile(rf"单位[:：]?(?:人民币)?({MONEY})(?=$|[^\u4e00-\u9fff]|[编填报公金单部日附第])")


def plain_number(text: str) -> str | None:
    """The digits of a cell that holds one number, or None.

    Parameters
    ----------
    text : str   may carry separators, full-width digits, and one break that the page made

    Examples
    --------
    >>> plain_number("17754638.0 1"), plain_number("17，754，638.01"), plain_number("1,234\\n.50")
    ('17754638.01', '17754638.01', '1234.50')
    >>> plain_number("100 200"), plain_number("—"), plain_number("约5")
    (None, None, None)
    >>> plain_number("7" * 25)
    """
    text = text.translate(_WIDE).strip().lstrip("¥￥")
    if _PLAIN.fullmatch(text):
        number: str | None = text
    elif _GROUPED.fullmatch(text):
        number = re.sub(r"[, ]", "", text)
    else:
        number = _mended(text)
    return number if number and len(number) <= LONGEST else None


def _mended(text: str) -> str | None:
    """A number cut in two by the width of its cell."""
    pieces = re.split(r"\s*\n\s*|\s+", text.replace("，", ","))
    joined = "".join(pieces)
    if len(pieces) not in (2, 3) or not re.fullmatch(r"[-\d.,]+", joined):
        return None
    whole = joined.replace(",", "") if _GROUPED.fullmatch(joined) or "," not in joined else ""
    if not _PLAIN.fullmatch(whole):
        return None
    # Without a point, "100 200" may be two numbers, and so may "100.50 30". A number was cut where the
    # decimals before the break are not the two that money has, or where the point comes after the break.
    head, _, decimals = whole.partition(".")
    before = pieces[0].replace(",", "")
    if not 0 < len(decimals) <= 6 or not head:
        return None
    if "." in before:
        return whole if len(before.partition(".")[2]) != 2 else None
    return whole if len(before) >= 4 or pieces[1].startswith(".") else None


def yuan(text: str, unit: str = "元") -> str | None:
    """The amount of a cell in yuan, exactly, or None.

    Parameters
    ----------
    text : str   the cell; a unit behind the number wins over the header's
    unit : str   the unit that the header gives

    Examples
    --------
    >>> yuan("3314972.00"), yuan("485.47", "万元"), yuan("12万元"), yuan("无")
    ('3314972.00', '4854700', '120000', None)
    """
    found = _UNIT.search(text)
    if found and found.group(1) != "分":
        text, unit = text[: found.start()], found.group(1)
    number = plain_number(text)
    if number is None:
        return None
    factor = _UNITS[unit]
    if factor == 1:
        return number
    with localcontext() as context:
        context.prec = 60
        amount = Decimal(number) * factor
    return format(amount.quantize(1) if amount == amount.to_integral() else amount.normalize(), "f")


def points(text: str) -> str | None:
    """The points of a cell, or None.

    Examples
    --------
    >>> points("5.9分"), points("２"), points(""), points("/")
    ('5.9', '2', None, None)
    """
    return plain_number(_UNIT.sub("", text.strip()))


def percent(text: str) -> str | None:
    """The single percentage in a text, or None.

    Examples
    --------
    >>> percent("完成 99.34%"), percent("100％"), percent("已完成"), percent("由 5% 到 6%")
    ('99.34', '100', None, None)
    """
    found = re.findall(r"(\d+(?:\.\d+)?)\s*%", text.translate(_WIDE), re.ASCII)
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST else None


def most_named(years: list[str]) -> int | None:
    """The year that is named most often; None where two are."""
    ranked = Counter(years).most_common(2)
    return int(ranked[0][0]) if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def first_year(line: str, pattern: re.Pattern[str] = _YEAR) -> int | None:
    """The first year of a line, in figures or in Chinese numerals (二〇二三年)."""
    line = unicodedata.normalize("NFKC", line)
    if match := pattern.search(line):
        return int(match[1])
    written = _CHINESE_YEAR.search(line)
    return 2000 + (digit_by_digit(written[1] + written[2]) or 0) if written else None
