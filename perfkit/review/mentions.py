"""Figures in running text: each number with its unit and the words that name it, statement by statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from perfkit.base.quantities import MONEY_UNITS, RATE_UNITS, ZERO, exact_sum, show_number, unit_factor
from perfkit.review.case import Case
from perfkit.review.finding import Place, shortened
from perfkit.review.rulebook import pattern, rulebook, words
from perfkit.review.sentences import Lines, Sentence, plain_text

MONEY, RATE, COUNT = "money", "rate", "count"
_LONGEST, _LONGEST_HEAD = 600, 24
_DIGIT, _STOP = re.compile(r"\d"), re.compile(r"[。!?！？\n]")
_MARK = re.compile(r"[,，;；:：、(（)）]")
_NUMBERED = re.compile(r"^\d{1,2}[.](?:\d{1,2}[.]?)*(?=[“\u4e00-\u9fff])")
# Units that count one thing under two names.
_ALIKE = {"名": "人", "场次": "场", "批次": "批", "万名": "万人"}
_SCALE = ("以上", "以下", "及以", "(含)", "至")


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

    @property
    def digits(self) -> str:
        """The number as printed, without its unit."""
        return self.printed.removesuffix(self.unit)

    @property
    def counts(self) -> str:
        """Its unit under the one name that all units which count the same have."""
        return plain_unit(self.unit)


@dataclass(frozen=True, slots=True)
class Statement:
    """Text up to a full stop, in half width and without spaces, with the figures in it.

    `head` is the last head of a paragraph before it (完成情况：, 2．2022年度绩效目标。), which speaks for it.
    """

    part: str
    section: str
    text: str
    mentions: tuple[Mention, ...]
    head: str = ""

    def place(self, *found: Mention) -> Place:
        """The statement around some of its figures."""
        if not found:
            return Place(self.section, shortened(self.text))
        start, end = min(m.start for m in found), max(m.end for m in found)
        start = max(0, start - len(found[0].label) - 2)
        return Place(self.section, shortened(self.text, start, end), found[-1].printed)

    def before(self, at: int) -> str:
        """The words before a place of the statement, its head first."""
        own = ":" in self.text[:at] and pattern("paragraph_head").search(self.text[:at])
        return self.text[:at] if own else self.head + self.text[:at]

    def is_goal(self, at: int) -> bool:
        """True where the head of the statement's own says that what follows is a goal (年度目标：…)."""
        found: list[str] = pattern("paragraph_head").findall(self.text[:at]) if ":" in self.text[:at] else []
        return bool(found) and not pattern("head_of_results").search(found[-1])

    def is_aim(self, at: int) -> bool:
        """True in a chapter of goals, or of what one of duties sets out to do, where no word says done."""
        goals = self.part == "goals"
        before = self.text[:at] if goals else re.split("[;,]", self.text[:at])[-1]
        aims = goals or self.part == "duties" and pattern("sets_out_to").search(self.text)
        return bool(aims) and not pattern("done_label").search(before)

    def year_of(self, at: int, own: str) -> str:
        """The year named nearest before a place of the statement or by its head; `own` where none is."""
        for said in (self.text[:at], self.head):
            if found := pattern("year_of_the_number").search(said):
                return found["year"]
        return own

    def between(self, start: int, end: int, kind: str = "") -> list[Mention]:
        """The figures of one kind that stand within a stretch of the text."""
        return [m for m in self.mentions if start <= m.start and m.end <= end and kind in ("", m.kind)]


def plain_unit(unit: str) -> str:
    """The one name of units that count the same.

    Examples
    --------
    >>> plain_unit("场次"), plain_unit("家次")
    ('场', '家次')
    """
    return _ALIKE.get(unit, unit)


def alike(unit: str, mention: Mention) -> bool:
    """Whether a figure counts what a unit counts, or ten thousands of it."""
    return unit in (mention.counts, mention.unit.lstrip("万")) or any(
        unit in family and mention.unit in family for family in rulebook().unit_families
    )


def statements(case: Case) -> list[Statement]:
    """Every statement of the narrative and of the goals, with its figures."""
    return case.once("statements", lambda: _statements(case))


def noted(case: Case) -> list[Statement]:
    """What the rows of the tables of points and of targets say of themselves, each as a statement."""
    rows = case.submission.self_evaluation.rows
    said = [(row.place or row.name, row.name, row.reason or row.state) for row in rows]
    said += [(row.section, row.target.name, row.target.reason) for row in case.targets]
    texts = [(place, plain_text(f"{name}:{text}")) for place, name, text in said if text]
    return case.once("noted", lambda: [Statement("noted", p, t, tuple(mentions(t))) for p, t in texts])


def figured(case: Case) -> list[Statement]:
    """The statements with a figure in them."""
    return case.once("figured", lambda: [one for one in statements(case) if one.mentions])


def joined(statement: Statement, *following: Statement) -> Statement:
    """A statement and those after it as one."""
    text = ";".join((statement.text, *(each.text for each in following)))
    return replace(statement, text=text, mentions=tuple(mentions(text))) if following else statement


def lines_of(case: Case) -> Lines[Statement]:
    """The statements, to look for words in them."""
    return case.once("lines of statements", lambda: Lines(statements(case)))


def hits(case: Case, looked_for: re.Pattern[str]) -> list[tuple[Statement, re.Match[str]]]:
    """Every statement that a pattern matches, with each match."""
    lines = lines_of(case)
    return case.once(
        ("hits", looked_for),
        lambda: [(one, m) for one in lines.worth_reading(looked_for) for m in looked_for.finditer(one.text)],
    )


def neighbour(case: Case, statement: Statement, step: int = -1) -> Statement | None:
    """The statement before or some steps on, where it stands in the same passage."""
    every = statements(case)
    places = case.once("places", lambda: {id(one): at for at, one in enumerate(every)})
    at = places[id(statement)] + step
    return every[at] if 0 <= at < len(every) and every[at].section == statement.section else None


def called(case: Case, name: str) -> frozenset[int]:
    """The figures of the statements, by identity, with a label that a pattern fits."""
    return case.once(("called", name), lambda: _called(case, pattern(name)))


def labelled(case: Case, *names: str) -> Iterator[tuple[Statement, Mention]]:
    """The figures with a label that one of the patterns fits, each with its statement."""
    wanted = frozenset().union(*(called(case, name) for name in names))
    for statement in figured(case) if wanted else ():
        for mention in statement.mentions:
            if id(mention) in wanted:
                yield statement, mention


def _called(case: Case, named: re.Pattern[str]) -> frozenset[int]:
    labels, lines = case.once("labels", lambda: _labels(case))
    found = (one.text for one in lines.worth_reading(named) if named.search(one.text))
    return frozenset(number for label in found for number in labels[label])


def _labels(case: Case) -> tuple[dict[str, list[int]], Lines[Sentence]]:
    labels: dict[str, list[int]] = {}
    for statement in figured(case):
        for mention in statement.mentions:
            labels.setdefault(mention.label, []).append(id(mention))
    return labels, Lines([Sentence("", "", label) for label in labels])


def _statements(case: Case) -> list[Statement]:
    found, seen = [], set()
    for part, section, plain in case.plain:
        head = ""
        for piece in _STOP.split(plain):
            if piece and (section, piece) not in seen:
                seen.add((section, piece))
                figures = mentions(piece[:_LONGEST]) if _DIGIT.search(piece) else ()
                found.append(Statement(part, section, piece, tuple(figures), head))
            head = _head_of(piece) or head
    return found


def _head_of(piece: str) -> str:
    if len(piece) <= _LONGEST_HEAD and pattern("head_alone").search(piece):
        return piece + ":"
    heads = pattern("paragraph_head").findall(piece) if ":" in piece else ()
    return heads[-1] if heads else ""


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
        if unit == "分" and text.startswith(_SCALE, match.end()):
            continue  # 90分以上为优: no points that anybody has
        kind = MONEY if unit in MONEY_UNITS else RATE if unit in RATE_UNITS else COUNT
        factor = unit_factor(unit)
        about = bool(match["about"] or match["over"])
        digits, _, decimals = number.partition(".")
        scale = 10 ** len(decimals) * factor.denominator
        slack = Fraction(factor.numerator, 2 * scale) if kind != COUNT or decimals else ZERO
        if about:
            zeros = len(number) - len(number.rstrip("0")) if not decimals else 0
            slack = Fraction(factor.numerator * 10**zeros, scale)
        found.append(
            Mention(
                _label(text[last : match.start()]),
                Fraction(int(digits + decimals) * factor.numerator, scale),
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
    piece = _NUMBERED.sub("", _MARK.split(before)[-1])
    heads = words("label_heads")
    for word in heads if piece.startswith(heads) else ():
        piece = piece.removeprefix(word)
    return pattern("label_tail").sub("", piece)


def comparable(one: Mention, other: Mention) -> bool:
    """True where two figures count in one unit, so that one may be a part of the other."""
    if one.kind != other.kind or one.kind == RATE:
        return False
    return one.kind == MONEY or (bool(one.unit) and one.counts == other.counts)


def gap_of(whole: Mention, parts: Sequence[Mention]) -> Fraction:
    """How far the sum of the parts is from a whole."""
    return abs(exact_sum(part.value for part in parts) - whole.value)


def allowed(whole: Mention, parts: Sequence[Mention]) -> Fraction:
    """How far it may be, since every figure is rounded; of a total and a part that are printed with fewer
    digits than the other parts (85 of 38, 29.6 and 16.4), one may be rounded to them."""
    fine = exact_sum(min(q.slack for q in parts if q.unit == p.unit) for p in parts)
    coarse = exact_sum(p.slack for p in parts) - fine
    about = any(one.approximate for one in (whole, *parts))
    return fine + (whole.slack + coarse if about else max(whole.slack, coarse))


def show_like(value: Fraction, mention: Mention) -> str:
    """A value in the unit of a printed figure, with its decimals or with two where it has more."""
    places = len(mention.printed.removesuffix(mention.unit).partition(".")[2])
    exact = value / unit_factor(mention.unit)
    if mention.kind == RATE or (exact * 10**places).denominator != 1:
        places = max(places, 2)
    return show_number(exact, places) + mention.unit
