"""A spreadsheet's number as its cell shows it: 0.965 under 0.00% is "96.50%"."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_GENERAL_DIGITS = 10
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|!(.)|(.)', re.DOTALL)
_DIGITS = re.compile(r"[#0?,]*[#0][#0?,]*(?:([.\0])([#0?]+))?(,*)|[#0]")
_LARGEST_EXPONENT = 60


def printed(value: Any, number_format: str = "General") -> str:
    """What a cell shows.

    Parameters
    ----------
    value : str, bool, int, float, Decimal, date, datetime, time or None   what the cell holds
    number_format : str   as Excel writes it; what is not understood shows all digits

    Returns
    -------
    str   empty for an empty cell.

    Examples
    --------
    >>> printed(0.965, "0.00%"), printed(400000, "0.00"), printed(1234.5, "#,##0.00_ "), printed(98.65)
    ('96.50%', '400000.00', '1,234.50', '98.65')
    >>> printed(300, '0"天"'), printed(-3, "0.0;(0.0)"), printed(0.1 + 0.2), printed(123456, '0!.0,"万元"')
    ('300天', '(3.0)', '0.3', '12.3万元')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time):
        return _moment(value, number_format)
    if not isinstance(value, int | float | Decimal):
        return str(value)
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return str(value)
    sections = _sections(number_format or "General")
    negative_has_its_own = len(sections) > 1 and number < 0 and bool(sections[1])
    section = sections[1] if negative_has_its_own else sections[0]
    if len(sections) > 2 and number == 0:
        section = sections[2]
    return _in_section(abs(number) if negative_has_its_own else number, section)


def _sections(number_format: str) -> list[list[tuple[str, bool]]]:
    """The parts for positive, negative and zero, each as (text, literal) without colours and padding."""
    sections: list[list[tuple[str, bool]]] = [[]]
    for match in _TOKEN.finditer(number_format):
        quoted, escaped, shouted, plain = match.groups()
        literal = next((text for text in (quoted, escaped, shouted) if text is not None), None)
        if literal is not None:
            sections[-1].append((literal, True))
        elif plain == ";":
            sections.append([])
        elif plain is not None:
            sections[-1].append((plain, False))
    return sections


def _in_section(number: Decimal, section: list[tuple[str, bool]]) -> str:
    code = "".join(
        ("\0" if text == "." else "\1" * len(text)) if literal else text for text, literal in section
    )
    digits = _DIGITS.search(code)
    if digits is None:
        words = "".join(text for text, literal in section if literal or text not in "?#")
        return words if not code or _only_text(code) else _general(number)
    if re.search(r"[Ee][+-]|/", code) or "General" in code:
        return _general(number)
    shown = number * 100 if "%" in code else number
    places = digits[2] or ""
    # A point in quotes moves the digits instead of cutting them: 0!.0, shows 123456 as 12.3 (ten thousands).
    shown = shown.scaleb(-3 * len(digits[3] or "") - (len(places) if digits[1] == "\0" else 0))
    text = format(_rounded(shown, len(places)), ",f" if "," in digits[0].rstrip(",") else "f")
    optional = len(places) - len(places.rstrip("#?"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") else text
    text = text.rstrip(".")
    if text.startswith("-") and not re.search(r"[1-9]", text):
        text = text[1:]
    words = "".join(text for text, _ in section)
    return (words[: digits.start()] + text + words[digits.end() :]).strip()


def _only_text(code: str) -> bool:
    """A section without digits: words in quotes, or a dash for zero."""
    return bool(code) and "General" not in code and "@" not in code


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _general(number: Decimal) -> str:
    """All digits, no more than a wide cell shows."""
    text = format(number, "f")
    if "." in text and len(text.replace("-", "")) > _GENERAL_DIGITS + 1:
        whole = max(number.adjusted() + 1, 1)
        text = format(_rounded(number, max(_GENERAL_DIGITS - whole, 0)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: date | datetime | time, number_format: str) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    chinese = "年" in number_format or "F800" in number_format
    has_day = "d" in number_format.lower() or number_format in ("", "General")
    if not has_day:
        return f"{value.year}年{value.month}月" if chinese else f"{value.year}-{value.month:02d}"
    if chinese:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.year}-{value.month:02d}-{value.day:02d}"
