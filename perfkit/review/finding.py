"""A finding: something that does not add up, with both sides, the difference, the points at stake and what to
ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from typing import Any, Literal

from perfkit.base.quantities import MONEY_UNITS, ZERO, exact_sum, show_number
from perfkit.base.text import Text, say
from perfkit.filing.statement import Statement
from perfkit.review.english import in_english

ERROR, DOUBT, NOTE = "error", "doubt", "note"
# Where a check is less sure than its code, or less rests on it; data/review says how grave it is then. A last
# digit was cut off, another reading fits, two things may have been read as one, the filer says why, the other
# side is nothing, nearly there, few of many, no points rest on it.
Condition = Literal["", "cut", "unsure", "misread", "excused", "empty", "near", "few", "no_stakes"]
SEVERITIES = (ERROR, DOUBT, NOTE)
SEVERITY_NAMES = {ERROR: Text("矛盾", "error"), DOUBT: Text("存疑", "doubt"), NOTE: Text("提示", "note")}
_LONGEST_QUOTE = 90
_FIGURE = re.compile(r"\d[\d,，]*\d(?:[.．]\d+)?|\d+(?:[.．]\d+)?")
_WITHIN_A_NUMBER = re.compile(r"[\d,，.．]{2}")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(亿元|万元|元)")


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a finding: where it stands, its words, and the figure that counts.

    Attributes
    ----------
    section : str   as the submission names it; the row of the scoring table where a score is meant
    quote : str     the document's own words
    value : str     the figure as printed, with its unit; empty where only words count
    gloss : str     what it shows, in English; set by `review`
    at : str        the cell, paragraph or line of the document, where the section does not say it; likewise
    """

    section: str
    quote: str = ""
    value: str = ""
    gloss: str = field(default="", compare=False)
    at: str = field(default="", compare=False)

    @property
    def cited(self) -> str:
        """Section and place in the document: 二（一） 第12段."""
        return f"{self.section} {self.at}".strip()

    def show(self, lang: str = "zh") -> str:
        """The place as one line: 〔section〕“quote”; in English with its gloss.

        Examples
        --------
        >>> place = Place("一（四）4", "编制数为63人", "63人", "approved posts: 63 persons")
        >>> place.show(), place.show("en")
        ('〔一（四）4〕“编制数为63人”', 'section “一（四）4”: “编制数为63人” (approved posts: 63 persons)')
        """
        if lang != "en":
            return f"〔{self.cited}〕“{self.quote}”" if self.quote else f"〔{self.cited}〕{self.value}"
        return f"section “{self.cited}”: {self.words(lang)}"

    def words(self, lang: str = "zh") -> str:
        """The words of the place, or its value; in English with its gloss."""
        shown = f"“{self.quote}”" if self.quote else self.value if lang != "en" else in_english(self.value)
        return f"{shown} ({self.gloss})".strip() if lang == "en" and self.gloss else shown


def place_of(statement: Statement) -> Place:
    """Where a figure is printed."""
    return Place(statement.section, statement.quote, statement.printed)


def shortened(text: str, start: int = 0, end: int = 0) -> str:
    """A piece of a long passage around the words that count, cut at punctuation where there is any.

    Examples
    --------
    >>> shortened("甲乙丙。丁戊己，庚辛。", 4, 6)
    '丁戊己，庚辛'
    >>> shortened(f"{'甲' * 80}项目预算128.00万元全年一般公共预算支出121.60万元{'乙' * 90}", 108, 117)[:8]
    '128.00万元'
    """
    end = end or len(text)
    left = max([text.rfind(mark, 0, start) for mark in "。；;\n"]) + 1
    right = min([found for mark in "。；;\n" if (found := text.find(mark, end)) >= 0], default=len(text))
    if right - left > _LONGEST_QUOTE:
        left = max(left, max([text.rfind(mark, left, start) for mark in "，,：、"]) + 1)
        right = min([found for mark in "，,、" if (found := text.find(mark, end, right)) >= 0], default=right)
    if right - left > _LONGEST_QUOTE:
        left, right = max(left, start - 20), min(right, max(end, start + _LONGEST_QUOTE - 20))
    left, right = ends_of_numbers(text, left, right)
    return text[left:right].strip()


def ends_of_numbers(text: str, left: int, right: int) -> tuple[int, int]:
    """The ends of a piece of text, moved outwards where they cut a number in two.

    Examples
    --------
    >>> ends_of_numbers("预算1,234.56万元", 4, 8)
    (2, 10)
    """
    if not any(at and _WITHIN_A_NUMBER.match(text, at - 1) for at in (left, right)):
        return left, right
    for found in _FIGURE.finditer(text):
        start, end = found.span()
        left = start if start < left < end else left
        right = end if start < right < end else right
    return left, right


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up.

    Attributes
    ----------
    code : str          stable, of the closed list in docs/checks.md
    severity : str      error (both cannot be true), doubt (needs an answer) or note
    message : Text      one or two sentences
    places : both sides, each with section and quote
    difference : str    its size with its unit; empty where nothing can be measured
    stakes : (row id, points) of the scoring table that rest on it
    ask : Text          what to ask the department for
    possible : explanations that the printed figures allow, never more than possible
    cls : str           arithmetic, rule, restated, requirement or words; set by `review`
    problem : str       the matter it belongs to, of data/review/problems.yaml; set by `review`
    inferred : bool     the kit concludes it; no place of the filing says so
    about : tuple       names of the facts, figures, targets, tasks, rows or topics that it is about
    id : str            stable under another order, other sections and other wording; set by `review`
    """

    code: str
    severity: str
    message: Text
    places: tuple[Place, ...] = ()
    difference: str = ""
    stakes: tuple[tuple[str, Fraction], ...] = ()
    ask: Text = Text("", "")
    possible: tuple[Text, ...] = ()
    cls: str = ""
    problem: str = ""
    inferred: bool = False
    about: tuple[str, ...] = ()
    id: str = ""

    def known_as(self, id: str, about: tuple[str, ...], places: tuple[Place, ...]) -> Finding:
        """The finding with its id, what it is about, and places with what they show."""
        said = (self.code, self.severity, self.message, places, self.difference, self.stakes, self.ask)
        return Finding(*said, self.possible, self.cls, self.problem, self.inferred, about, id)

    @property
    def money(self) -> Fraction:
        """The largest amount of money that its difference names, in yuan; 0 where it names none."""
        found = _AMOUNT.findall(self.difference) if self.difference else ()
        return max((Fraction(number) * MONEY_UNITS[unit] for number, unit in found), default=ZERO)

    @property
    def stake(self) -> Fraction:
        """The points that rest on it, over all rows."""
        return exact_sum(points for _, points in self.stakes)

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the scoring table it bears on."""
        return tuple(row for row, _ in self.stakes)

    def difference_in(self, lang: str) -> str:
        """The size of the difference in the units of one language."""
        return in_english(self.difference) if lang == "en" else self.difference

    def to_record(self, lang: str = "zh") -> dict[str, Any]:
        """The finding as the JSON object of `perfkit score --json`."""
        return {
            "id": self.id,
            "code": self.code,
            "severity": self.severity,
            "class": self.cls,
            "problem": self.problem,
            "inferred": self.inferred,
            "message": self.message.in_(lang),
            "places": [
                {"section": place.section, "quote": place.quote, "value": place.value}
                | ({"place": place.at} if place.at else {})
                | ({"gloss": place.gloss} if lang == "en" else {})
                for place in self.places
            ],
            "difference": self.difference_in(lang),
            "stake": show_number(self.stake),
            "stake_exact": str(self.stake),
            "indicators": list(self.rows),
            "ask": self.ask.in_(lang),
            "possible": [text.in_(lang) for text in self.possible],
        }

    def show(self, lang: str = "zh") -> str:
        """The finding as text: severity and message, then both sides, then what to ask for."""
        guessed = say(lang, "（推断）", " (inferred)") if self.inferred else ""
        head = f"[{SEVERITY_NAMES[self.severity].in_(lang)}] {self.message.in_(lang)}{guessed} ({self.code})"
        lines = [head, *(f"   {place.show(lang)}" for place in self.places)]
        if self.difference:
            lines.append("   " + say(lang, "差额：", "difference: ") + self.difference_in(lang))
        lines += ["   " + say(lang, "可能：", "possible: ") + text.in_(lang) for text in self.possible]
        if self.stake:
            lines.append(
                "   "
                + say(
                    lang, f"涉及 {show_number(self.stake)} 分", f"{show_number(self.stake)} points rest on it"
                )
            )
        if self.ask.zh:
            lines.append("   " + say(lang, "调取：", "ask for: ") + self.ask.in_(lang))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.show("zh")

    def _repr_html_(self) -> str:
        name = SEVERITY_NAMES[self.severity].zh
        places = "".join(f"<li>{escape(place.show())}</li>" for place in self.places)
        rest = "".join(f"<div>可能：{escape(text.zh)}</div>" for text in self.possible)
        ask = f"<div>调取：{escape(self.ask.zh)}</div>" if self.ask.zh else ""
        size = f"<div>差额：{escape(self.difference)}</div>" if self.difference else ""
        head = f"<b>{name}</b> {escape(self.message.zh)} <code>{self.code}</code>"
        return f"<div class='finding {self.severity}'>{head}<ul>{places}</ul>{size}{rest}{ask}</div>"


def points_at_stake(findings: Iterable[Finding], severity: str = ERROR) -> dict[str, Fraction]:
    """Points of each row that findings of one severity bear on; a row counts once, by its largest.

    Examples
    --------
    >>> one = Finding("a", ERROR, Text("", ""), stakes=(("x", Fraction(2)),))
    >>> two = Finding("b", ERROR, Text("", ""), stakes=(("x", Fraction(1)), ("y", Fraction(3))))
    >>> {row: str(points) for row, points in points_at_stake([one, two]).items()}
    {'x': '2', 'y': '3'}
    """
    largest: dict[str, Fraction] = {}
    for finding in findings:
        if finding.severity == severity:
            for row, points in finding.stakes:
                largest[row] = max(points, largest.get(row, Fraction(0)))
    return largest
