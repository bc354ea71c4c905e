"""The officialese that targets are written in, as patterns and sets of words (data/target_words.yaml)."""

from __future__ import annotations

import re
from fractions import Fraction

from perfkit.base.kept import compiled
from perfkit.base.models import Model, read_data
from perfkit.filing.targets.codes import Operator as Op
from perfkit.filing.targets.phrases import Pattern

# Width and look-alikes
LOOK_ALIKES: dict[int, int | str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
LOOK_ALIKES |= str.maketrans("≧⩾≦⩽﹥﹤﹦﹪〜∼—–−‐‑￥∶﹣", "≥≥≤≤><=%~~-----¥:-", "\u200b\ufeff")
LOOK_ALIKES |= str.maketrans("\u3000\xa0\t\n\r", 5 * " ")
LOOK_ALIKES |= zip(map(ord, "㎡㎥㎞㎏"), ("平方米", "立方米", "公里", "公斤"), strict=True)
# Leftovers of formulas and web pages in text taken from published tables.
LEFTOVERS = {"\\geq": "≥", "\\leq": "≤", "\\ge": "≥", "\\le": "≤"}
LEFTOVERS |= {"&ge;": "≥", "&le;": "≤", "&gt;": ">", "&lt;": "<", "$": ""}
SIGNS_IN_A_ROW = re.compile("[<>=≥≤]{2,}")
STRICT = {Op.AT_LEAST: Op.ABOVE, Op.AT_MOST: Op.BELOW}
SIDE = {Op.AT_LEAST: "up", Op.ABOVE: "up", Op.AT_MOST: "down", Op.BELOW: "down"}
MIRRORED = {"≥": Op.AT_MOST, "≤": Op.AT_LEAST, ">": Op.BELOW, "<": Op.ABOVE}
MONEY_TIMES = {"元": 1, "千元": 10**3, "万元": 10**4, "亿元": 10**8}


class Bounds(Model):
    """Words that bound a number, before it and `behind` it."""

    far: dict[Op, str]
    near: dict[Op, str]
    weak: str
    reach: str
    approximate: str
    filler: str
    behind: dict[str, Op]


class Units(Model):
    """Units, other ways to write them, and what they are in one another."""

    written: dict[str, tuple[str, ...]]
    same: tuple[tuple[str, ...], ...]
    generic: frozenset[str]
    conversions: dict[str, dict[str, str]]


class TargetLanguage(Model):
    """data/target_words.yaml."""

    bounds: Bounds
    parts: dict[str, str]
    units: Units
    patterns: dict[str, Pattern]
    words: dict[str, frozenset[str]]


LANGUAGE = read_data(TargetLanguage, "target_words.yaml")


def _filled(pattern: str) -> str:
    """A pattern with the parts that it names."""
    return re.sub(r"\{([a-z_]+)\}", lambda found: _filled(LANGUAGE.parts[found[1]]), pattern)


def _named(words: dict[Op, str], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{op.value}>{pattern})" for op, pattern in words.items())


PATTERNS = {name: compiled(_filled(one.pattern)) for name, one in LANGUAGE.patterns.items()}
WORDS = LANGUAGE.words
PER_UNIT, COUNTED_IN_WORDS = LANGUAGE.parts["per_unit"], LANGUAGE.parts["counted_in_words"]
UNIT = _filled("{unit}")

_SAID = LANGUAGE.bounds
_BEFORE = rf"(?:{_SAID.approximate}|{_SAID.filler})*"
PREFIX = compiled(
    rf"(?:(?:{_named(_SAID.far, 'far_')})[^≥≤<>=]{{0,9}}|(?P<weak_at_most>{_SAID.weak})[^≥≤<>=]{{0,9}}|"
    rf"(?:{_named(_SAID.near, 'near_')}){_BEFORE}|(?P<reach>{_SAID.reach}){_BEFORE})$"
)
APPROXIMATE = compiled(rf"(?:{_SAID.approximate})(?:为|在|有|是|人民币|¥)*$")
SUFFIXES = _SAID.behind

ALIASES = {other: unit for unit, others in LANGUAGE.units.written.items() for other in others}
UNIT_CLASS = {word: group[0] for group in LANGUAGE.units.same for word in group}
GENERIC_COUNTS = LANGUAGE.units.generic
# unit -> (base unit, how many of it): used only where the two sides differ.
CONVERSIONS = {
    unit: (base, Fraction(times))
    for base, units in LANGUAGE.units.conversions.items()
    for unit, times in units.items()
}
