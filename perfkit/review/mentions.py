"""Figures in running text: each number with its unit and the words that name it, statement by statement."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.numerals import chinese_number, digit_by_digit
from perfkit.base.quantities import MONEY_UNITS, RATE_UNITS, show_number, unit_factor
from perfkit.review.case import Case
from perfkit.review.finding import Place, shortened
from perfkit.review.rulebook import pattern, words

MONEY, RATE, COUNT = "money", "rate", "count"
_LONGEST = 600
_DIGIT, _SPACE = re.compile(r"\d"), re.compile(r"\s")
_PER_CENT = re.compile("百分之([零〇一二两三四五六七八九十百点]+)")
_SEPARATED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of the text.

    Attributes
    ----------
    label : str        the words right before it, without connectives; may be empty
    value : Fraction   yuan, a share of one, or the count itself
    unit, printed : str   its unit, and number and unit as printed
    kind : str         money, rate or count
    start, end : int   where number and unit stand in the statement
    slack : Fraction   half of the last printed digit; a whole step where it is 约 or 余
    approximate : bool
    """

    label: str
    value: Fraction
    unit: str
    printed: str
    kind: str
    start: int
    end: int
    slack: Fraction
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Text up to a full stop, in half width and without spaces, with the figures in it."""

    part: str
    section: str
    text: str
    mentions: tuple[Mention, ...]

    def place(self, *found: Mention) -> Place:
        """The statement around some of its figures."""
        if not found:
            return Place(self.section, shortened(self.text))
        start, end = min(m.start for m in found), max(m.end for m in found)
        start = max(0, start - len(found[0].label) - 2)
        return Place(self.section, shortened(self.text, start, end), found[-1].printed)

    def between(self, start: int, end: int, kind: str = "") -> list[Mention]:
        """The figures of one kind that stand within a stretch of the text."""
        return [m for m in self.mentions if start <= m.start and m.end <= end and kind in ("", m.kind)]


def statements(case: Case) -> list[Statement]:
    """Every statement of the narrative and of the goals, with its figures."""
    return case.once("statements", lambda: _statements(case))


def _statements(case: Case) -> list[Statement]:
    passages = [(part, p.section, p.text) for part, p in case.submission.narrative.passages()]
    goal = case.submission.overall_goal
    if goal is not None:
        passages.append(("expected", goal.section, goal.expected))
        passages += [("actual", p.section, p.text) for p in goal.actual]
    found, seen = [], set()
    for part, section, text in passages:
        plain = plain_text(text)
        for piece in re.split(r"[。!?！？\n]", plain):
            if piece and (section, piece) not in seen:
                seen.add((section, piece))
                figures = mentions(piece[:_LONGEST]) if _DIGIT.search(piece) else ()
                found.append(Statement(part, section, piece, tuple(figures)))
    return found


def plain_text(text: str) -> str:
    """Half width, without spaces and without separators of thousands; 百分之九十六点五 is 96.5%."""
    kept = unicodedata.normalize("NFKC", text)
    if _SPACE.search(kept):
        kept = "\n".join("".join(line.split()) for line in kept.splitlines())
    kept = _SEPARATED.sub("", kept) if "," in kept else kept
    return _PER_CENT.sub(_in_digits, kept) if "百分之" in kept else kept


def _in_digits(match: re.Match[str]) -> str:
    whole, _, tail = match[1].partition("点")
    number, decimals = chinese_number(whole), digit_by_digit(tail) if tail else None
    if number is None or (tail and decimals is None):
        return match.group()
    return f"{number}.{decimals:0{len(tail)}d}%" if tail else f"{number}%"


def mentions(text: str) -> list[Mention]:
    """The figures of a text in half width.

    Examples
    --------
    >>> [(m.label, m.printed, m.kind) for m in mentions("货物支出128.60万元、占20.3%,接待46批次")]
    [('货物支出', '128.60万元', 'money'), ('占', '20.3%', 'rate'), ('接待', '46批次', 'count')]
    """
    found, last = [], 0
    for match in pattern("figure").finditer(text):
        number, unit = match["number"], match["unit"] or ""
        kind = MONEY if unit in MONEY_UNITS else RATE if unit in RATE_UNITS else COUNT
        factor = unit_factor(unit)
        label = _label(text[last : match.start()])
        about = bool(match["about"] or match["over"])
        places = len(number.partition(".")[2])
        slack = factor / (2 * 10**places) if kind != COUNT or places else Fraction(0)
        if about:
            zeros = len(number) - len(number.rstrip("0")) if not places else 0
            slack = 2 * (factor / (2 * 10**places)) * 10**zeros
        found.append(
            Mention(
                label,
                Fraction(number) * factor,
                unit,
                number + unit,
                kind,
                match.start("number"),
                match.end(),
                slack,
                about,
            )
        )
        last = match.end()
    return found


def _label(before: str) -> str:
    """The words that name a number: what stands after the last mark, without connectives at either end."""
    piece = re.split(r"[,，;；:：、(（)）]", before)[-1]
    for word in words("label_heads"):
        if piece.startswith(word):
            piece = piece[len(word) :]
    return pattern("label_tail").sub("", piece)


def comparable(one: Mention, other: Mention) -> bool:
    """True where two figures count in one unit, so that one may be a part of the other."""
    if one.kind != other.kind or one.kind == RATE:
        return False
    return one.kind == MONEY or (bool(one.unit) and one.unit == other.unit)


def show_like(value: Fraction, mention: Mention) -> str:
    """A value in the unit of a printed figure, with its decimals or with two where it has more."""
    places = len(mention.printed.removesuffix(mention.unit).partition(".")[2])
    exact = value / unit_factor(mention.unit)
    if mention.kind == RATE or (exact * 10**places).denominator != 1:
        places = max(places, 2)
    return show_number(exact, places) + mention.unit
