"""The English edition of a filing's own values: amounts and counts in English, all other words in quotation
marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from perfkit.base.models import Model, read_data
from perfkit.base.quantities import MONEY_UNITS, show_exact
from perfkit.base.text import Text, joined

Words = str | Text | Sequence["Words"]
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_QUOTED = re.compile(r"“[^”]*”")
_SENTENCE = re.compile(r"[a-z]{3,}")
_IN_SENTENCE = re.compile(r"\d+(?:\.\d+)?[\u4e00-\u9fff]+")
_MILLION = 1_000_000
_YEARS = range(1900, 2100)


class English(Model):
    """data/english.yaml: measure words, words around a value, and values that are words."""

    units: dict[str, tuple[str, str]]
    before: dict[str, str]
    after: dict[str, str]
    words: dict[str, str]


@lru_cache(maxsize=1)
def _english() -> tuple[English, re.Pattern[str]]:
    found = read_data(English, "english.yaml")
    before, after = (
        "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        for names in (found.before, found.after)
    )
    return found, re.compile(
        rf"(?P<before>{before})?(?P<number>-?\d+(?:\.\d+)?)(?P<unit>[^\d\s≥≤]*?)(?P<after>{after})?"
    )


@lru_cache(maxsize=4096)
def in_english(printed: str) -> str:
    """A value as printed, in English; words that are no value stay as they are, in quotation marks.

    Parameters
    ----------
    printed : str   an amount, count or rate with its unit, or words; what stands in “” is left alone

    Examples
    --------
    >>> in_english("4885.47万元"), in_english("1人"), in_english("0.82个百分点"), in_english("不超过6万元")
    ('48.8547 million yuan', '1 person', '0.82 percentage points', 'at most 60,000 yuan')
    >>> in_english("持续提升"), in_english("“甲”"), in_english("≥90%"), in_english("45.69万元；3人")
    ('“持续提升”', '“甲”', '≥90%', '456,900 yuan; 3 persons')
    >>> in_english("budget 911.66万元 + 3人 (missing)"), in_english("2020年"), in_english("1567人")
    ('budget 9.1166 million yuan + 3 persons (missing)', '2020', '1,567 persons')
    """
    if not CHINESE.search(_QUOTED.sub("", printed)):
        return printed
    half = unicodedata.normalize("NFKC", printed)
    if not CHINESE.search(_QUOTED.sub("", half)):
        return half
    known, value = _english()
    if _SENTENCE.search(half):
        half = _IN_SENTENCE.sub(lambda found: _value(found.group(), known, value) or found.group(), half)
        if not CHINESE.search(_QUOTED.sub("", half)):
            return half
    plain = "".join(half.split())
    if plain in known.words:
        return known.words[plain]
    made = _value(plain, known, value)
    if made is None and ";" in plain:
        pieces = [_value(piece, known, value) for piece in plain.split(";")]
        made = "; ".join(piece for piece in pieces if piece) if all(pieces) else None
    return made or f"“{printed.replace('“', '‘').replace('”', '’').strip()}”"


def _value(plain: str, known: English, value: re.Pattern[str]) -> str | None:
    found = value.fullmatch(plain)
    if found is None:
        return None
    shown = _number(found["number"], found["unit"].replace("％", "%"), known)
    if shown is None:
        return None
    before, after = known.before.get(found["before"] or "", ""), known.after.get(found["after"] or "", "")
    joint = "" if before in ("≥", "≤", ">", "<", "=") else " "
    return f"{before}{joint}{shown} {after}".strip()


def _number(number: str, unit: str, known: English) -> str | None:
    amount, _, per = unit.partition("/")
    per = f" per {known.units[per][0]}" if per in known.units else f" per {per}" if per else ""
    if CHINESE.search(per):
        return None
    if amount in MONEY_UNITS:
        return yuan(Fraction(number) * MONEY_UNITS[amount]) + per
    if not CHINESE.search(amount):
        return number + amount + per
    for times, factor in (("万", 10_000), ("亿", 100_000_000)):
        if amount.startswith(times) and amount != times:
            number, amount = show_exact(Fraction(number) * factor), amount.removeprefix(times)
    if amount not in known.units:
        return None
    if amount == "年" and number.isdigit() and int(number) in _YEARS:
        return number
    one, more = known.units[amount]
    return f"{Decimal(number):,f} {one if number == '1' else more}{per}"


def yuan(amount: Fraction) -> str:
    """An amount in the one style of the English edition: yuan, or million yuan where no digit is lost by it.

    Examples
    --------
    >>> yuan(Fraction(48854700)), yuan(Fraction("17754638.01")), yuan(Fraction(51600))
    ('48.8547 million yuan', '17,754,638.01 yuan', '51,600 yuan')
    """
    if abs(amount) >= _MILLION and (amount / 100).denominator == 1:
        return f"{Decimal(show_exact(amount / _MILLION)):,f} million yuan"
    return f"{Decimal(show_exact(amount)):,f} yuan"


@lru_cache(maxsize=4096)
def _of_a_value(printed: str) -> Text:
    return Text(printed, in_english(printed))


def both(words: Words) -> Text:
    """Words in both languages; several are listed, and Chinese that has no English is quoted in English."""
    if isinstance(words, str):
        return _of_a_value(words)
    if isinstance(words, Text):
        return words if words.en.isascii() else Text(words.zh, in_english(words.en))
    return listed(words)


def listed(items: Iterable[Words], zh: str = "、", en: str = ", ") -> Text:
    """Several words or values in running text.

    Examples
    --------
    >>> listed(["3人", Text("上级", "higher level")])
    Text(zh='3人、上级', en='3 persons, higher level')
    """
    return joined(map(both, items), zh, en)


def quoted(items: Iterable[str | Text], most: int = 0) -> Text:
    """Several names in running text, in quotation marks in Chinese; no more than `most` where it is given.

    Examples
    --------
    >>> quoted(["甲", "乙", "丙"], 2)
    Text(zh='“甲”、“乙”等', en='“甲”, “乙” and others')
    """
    pairs = [both(item) for item in items]
    kept = pairs[:most] if most else pairs
    more = len(kept) < len(pairs)
    zh, en = "、".join(f"“{pair.zh}”" for pair in kept), ", ".join(pair.en for pair in kept)
    return Text(zh + "等" if more else zh, en + " and others" if more else en)
