"""Find the figures in one cell of a target table: quantities with their bounds, dates, and what is no
value."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from perfkit.base.kept import compiled
from perfkit.base.numerals import whole_number
from perfkit.filing.targets import words
from perfkit.filing.targets.codes import Operator
from perfkit.filing.targets.numerals import DIGITS, IN_WORDS, spell_digits
from perfkit.filing.targets.quantity import DateValue, Quantity

_LONGEST = 30  # characters; longer runs are account numbers, not values
_MULTIPLIERS = {"百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7}
_MULTIPLIERS |= {"亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
_MULTIPLIER = r"(?:万亿|[十百千]?[万亿]|[百千](?![瓦米克卡分]))"
_TAIL = (
    r"(?:\((?P<first>不?含)\))?(?:[\u4e00-\u9fff]{0,4}?(?:及|或)?(?P<far>以上|以下|以内|之内|以外)"
    r"|(?P<near>范围内|内(?![部容控外业设置在涵]))|(?P<around>左右|上下(?![级班游])))?"
    r"(?:\((?P<last>不?含)\))?(?P<mirror>[≥≤<>](?![0-9=]))?"
)
_QUANTITY = compiled(
    rf"(?<![0-9A-Za-z._#])(?P<sign>(?<![^\s≥≤<>=为:(,。率比长额是约])-)?"
    rf"(?:(?P<low>{DIGITS})(?P<low_times>{_MULTIPLIER})?(?P<low_unit>{words.UNIT})?[-~至](?=[0-9]))?"
    rf"(?P<in_words>{IN_WORDS})?"
    rf"(?P<number>{DIGITS})(?P<more>[余多几来])?(?P<times>{_MULTIPLIER})?(?P<more2>[余多几来])?"
    rf"(?P<unit>{words.UNIT})?(?P<per>(?:[/每]{words.PER_UNIT}(?:·{words.PER_UNIT})*)+)?(?P<half>半)?{_TAIL}"
)
_PER_BEFORE = compiled(rf"每个?({words.PER_UNIT})|([人户月年日班])均")
# 26 微克每立方米以下, were its unit unknown: the bound stands too far off to be sure that it is this number's.
_LATE_BOUND = compiled(r"[^0-9,。;、!?]*(?:以上|以下|以内|之内)")
_LETTERS = compiled("[\u4e00-\u9fff]{1,2}")
_STOPS = compiled("[,。;、!?]")

_YEAR = "(?:19|20)[0-9]{2}"
_DATE = compiled(
    rf"(?:(?P<year>{_YEAR})年|(?<![0-9每次当上~至.-]))(?P<month>(?:1[0-2]|0?[1-9])(?=月)|十[一二]?|[一二三四五六七八九])月份?"
    r"(?:(?P<day>[0-9]{1,2})[日号]|(?P<end>底|末))?(?P<before>(?:以|之)?前|之?内)?"
    rf"|(?<![0-9])(?P<year2>{_YEAR})(?P<dash>[-./])(?P<month2>[0-9]{{1,2}})(?P=dash)"
    rf"(?P<day2>[0-9]{{1,2}})(?![0-9])日?(?P<before2>(?:以|之)?前)?"
    rf"|(?:(?P<year3>{_YEAR})|当|本)?年(?P<end3>[底末])(?P<before3>(?:以|之)?前)?"
)
# Figures that are no values: periods, years, ordinals, list markers, model names, document numbers.
_PERIOD = compiled(
    rf"{_YEAR}[-~至]{_YEAR}年?度?|[0-9]{{1,2}}月?[-~至、][0-9]{{1,2}}月(?:份|底)?|前[0-9]{{1,2}}个?月"
)
_NO_VALUE = compiled(
    rf"{_YEAR}年度?|十[一二三四五六七八九]五|(?:每|次|当|上)?月[0-9]{{1,2}}[日号](?:以|之)?前?|[0-9]{{1,2}}[日号](?:以|之)?前"
    r"|(?<![0-9])(?:1[0-2]|[1-9])月份?|第(?:[0-9]+|[一二三四五六七八九十百]+)(?:个?季度|次|批|期|届|个|名|位|项|轮|条)?"
    r"|(?<![0-9])(?:[1-4]|[一二三四])季度|(?:^|(?<=[;。]))\(?[0-9]{1,2}[)、.](?=[^0-9%])|"
    r"(?<![0-9A-Za-z])[A-Za-z]+[-_]?[0-9][0-9A-Za-z._-]*"
)
_DOCUMENT = compiled(rf"[(\[〔【{{]{_YEAR}[)\]〕】}}](?:第?[0-9]+号?)?|第?[0-9]+号")
_UNREADABLE = compiled(
    r"[0-9]+(?:\.[0-9]+){2,}|[0-9.]+(?: [0-9.]+)+|[0-9.]+(?:[+*×]|[xX](?=[0-9]))[0-9.]+|"
    r"[0-9.]+[:/][0-9.]+|[0-9]{31,}|[0-9]个半"
    rf"|(?<![提目以之当日此])前{IN_WORDS}?(?:[0-9]+|[一二三四五六七八九十]+)(?:[名位强]|$)"
    r"|每[0-9.]+[万亿]?|每[一二三四五六七八九十两百千万亿]+(?=[人个次件户])|[^百千¤]分之[0-9一二三四五六七八九十]+"
)
_INCLUDED = compiled(r"\((不?)(?:包?含|包括)[^()]{0,12}\)")
DOCUMENT_MARK, UNREADABLE_MARK = "§", "¿"


def find_figures(text: str) -> tuple[tuple[Quantity, ...], DateValue | None, str]:
    """The quantities and the date in normalised text, and the text with everything that is no value marked.

    A document number becomes §, another figure that is no value ¤, one that can be read in several ways ¿.

    Examples
    --------
    >>> quantities, date, rest = find_figures("2020年12月底前按财行〔2019〕30号举办业务类培训共6次")
    >>> [(str(q.number), q.unit) for q in quantities], date.month, rest
    ([('6', '次')], 12, '¤按财行§举办业务类培训共6次')
    """
    if "含" in text or "包括" in text:
        text = _INCLUDED.sub(r"(\1含)", text)
    date = None
    if "月" in text or "年" in text or "20" in text:
        date, text = _take_date(_PERIOD.sub("¤", text))
    text = _NO_VALUE.sub("¤", text)
    if "号" in text or "]" in text or "〕" in text or "】" in text:
        text = _DOCUMENT.sub(DOCUMENT_MARK, text)
    digits = _UNREADABLE.sub(UNREADABLE_MARK, spell_digits(text))
    found: list[Quantity] = []
    clauses: list[str] = []
    end = 0
    for match in _QUANTITY.finditer(digits):
        before = digits[end : match.start()]
        clause = _STOPS.split(before)[-1]
        end = match.end()
        following = digits[end : end + 2]
        if not match["unit"] and following[:1].isascii() and following[:1].isalpha():
            continue
        quantity = _quantity(match, clause, digits[end:])
        if quantity is None:
            digits = digits[: match.start()] + UNREADABLE_MARK * (end - match.start()) + digits[end:]
        else:
            found.append(quantity)
            clauses.append(
                clause
                if digits.rfind("(", 0, match.start()) <= digits.rfind(")", 0, match.start())
                else "(" + clause
            )
    if len(found) > 1:
        found = _merged(found, clauses)
    return tuple(found), date, digits


def _number(printed: str) -> Fraction:
    whole, _, part = printed.replace(",", "").partition(".")
    return Fraction(int(whole + part), 10 ** len(part))


def _quantity(match: re.Match, clause: str, after: str) -> Quantity | None:
    """The quantity of one match, or None where it can be read in more than one way."""
    printed, low = match["number"], match["low"]
    if len(printed) > _LONGEST or (low and len(low) > _LONGEST) or match["half"] or UNREADABLE_MARK in clause:
        return None
    unit = match["unit"] or ""
    times = match["times"]
    number = _number(printed)
    if times:
        number *= _MULTIPLIERS[times]
    if unit == "成":
        unit, number, times = "%", number * 10, "成"
    elif unit:
        unit = words.ALIASES.get(unit, unit)
    elif clause.endswith("¥"):
        unit = "元"
    operator, is_reached = _operator(match, clause)
    if operator is None or _LATE_BOUND.match(after):
        return None
    following = _LETTERS.match(after) if not unit and after else None
    high = None
    if low:
        first = _number(low) * _MULTIPLIERS.get(match["low_times"] or times or "", 1)
        low_unit = words.ALIASES.get(match["low_unit"] or "", match["low_unit"] or unit)
        if first >= number or low_unit != unit or operator is not Operator.NONE or match["sign"]:
            return None
        number, high, operator = first, number, Operator.BETWEEN
    elif match["sign"]:
        number = -number
    change = words.PATTERNS["change"].search(clause) if clause else None
    return Quantity(
        number,
        unit,
        _per(match["per"], clause),
        operator,
        high,
        (change.lastgroup or "") if change else "",
        is_reached,
        bool(
            match["more"]
            or match["more2"]
            or match["around"]
            or (clause and words.APPROXIMATE.search(clause))
        ),
        bool(times),
        bool(match["in_words"]),
        following=following[0] if following else "",
        scale=_MULTIPLIERS.get(times or "", 1),
    )


def _operator(match: re.Match, clause: str) -> tuple[Operator | None, bool]:
    """The bound and whether 达到 stands before it; (None, False) where the words contradict each other."""
    suffix = words.SUFFIXES.get(match["far"] or match["near"] or "")
    if suffix and (match["first"] == "不含" or match["last"] == "不含"):
        suffix = words.STRICT.get(suffix, suffix)
    mirror = words.MIRRORED.get(match["mirror"] or "")
    found = words.PREFIX.search(clause) if clause else None
    if found is None:
        return (suffix or mirror or Operator.NONE) if not (suffix and mirror) else None, False
    name = found.lastgroup or ""
    if name == "reach":
        return suffix or mirror or Operator.NONE, True
    side, _, code = name.partition("_")
    prefix = Operator(code)
    if suffix is None and mirror is None:
        return prefix, False
    if side == "weak":
        return suffix or mirror, False
    if mirror or suffix is None or words.SIDE.get(prefix) != words.SIDE.get(suffix):
        return None, False
    return prefix, False


def _per(printed: str | None, clause: str) -> str:
    if not printed and "每" not in clause and "均" not in clause:
        return ""
    parts = re.split("[/每·]", printed)[1:] if printed else []
    parts += [one or other for one, other in _PER_BEFORE.findall(clause)]
    return "·".join(sorted({words.ALIASES.get(part, part) for part in parts}))


def _take_date(text: str) -> tuple[DateValue | None, str]:
    matches = list(_DATE.finditer(text))
    if not matches:
        return None, text
    date = None
    if len(matches) == 1:
        match = matches[0]
        year = match["year"] or match["year2"] or match["year3"]
        month = match["month"] or match["month2"] or "12"
        number = whole_number(month) or 0
        before = match["before"] or match["before2"] or match["before3"] or ""
        day = match["day"] or match["day2"]
        if match["end"] or match["end3"] or (not day and before.endswith("内")):
            day = "31"
        if 1 <= number <= 12 and (day is None or 1 <= int(day) <= 31):
            date = DateValue(int(year) if year else None, number, int(day) if day else None, bool(before))
    return date, _DATE.sub("¤", text)


def _merged(found: list[Quantity], clauses: list[str]) -> list[Quantity]:
    """The same value said twice is one; a floor and a ceiling of one unit are a range."""
    kept: list[Quantity] = []
    for quantity, clause in zip(found, clauses, strict=True):
        quantity = replace(
            quantity,
            is_marked=bool(words.PATTERNS["marked"].search(clause)),
            is_planned=bool(words.PATTERNS["planned"].search(clause)),
            is_aside=clause.startswith("(") or bool(words.PATTERNS["aside"].search(clause)),
        )
        twin = next(
            (
                i
                for i, other in enumerate(kept)
                if (other.number, other.full_unit) == (quantity.number, quantity.full_unit)
            ),
            None,
        )
        if twin is None:
            kept.append(quantity)
        elif kept[twin].operator is Operator.NONE:
            kept[twin] = quantity
    if len(kept) == 2 and kept[0].full_unit in ("", kept[1].full_unit):
        floor, ceiling = sorted(kept, key=lambda quantity: quantity.number)
        if floor.operator is Operator.AT_LEAST and ceiling.operator is Operator.AT_MOST:
            return [
                replace(
                    ceiling,
                    number=floor.number,
                    high=ceiling.number,
                    operator=Operator.BETWEEN,
                    from_two_bounds=True,
                )
            ]
    return kept
