"""What a reason and a document share, clause by clause: words, figures, and whether they say the same or the
opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from perfkit.base.numerals import chinese_number
from perfkit.base.quantities import parse_number, round_half_up
from perfkit.base.text import Text
from perfkit.training.cases.notes import figures_in
from perfkit.training.words import training_data

_SAID = training_data("reasons")
_HOLDS = frozenset(_SAID["holds"])
_COUNTED = re.compile(rf"([一二两三四五六七八九十百]{{1,4}})\s*[{_SAID['measures']}]")
_LISTED = re.compile(_SAID["listed"])
_NUMBER_WORDS = {word: value for value, word in enumerate(_SAID["numbers"])}
_SPLIT = re.compile(r"[，。；：、,;:\n]|\.(?!\d)|\b(?:but|and|while|yet)\b")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|个百分点|percent)")
_CLOSE, _FAR = Fraction(3, 5), Fraction(2, 5)


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    words: frozenset[str]
    denies: bool
    covers_all: bool
    covers_none: bool


def figures_stated(text: str) -> set[Fraction]:
    """The figures of a reason, in digits or numerals; 一 and one count nothing in particular.

    Examples
    --------
    >>> sorted(map(int, figures_stated("十份里有2份晚了，two of ten, 第3条")))
    [2, 10]
    """
    found = {parse_number(figure) for figure in figures_in(_LISTED.sub(" ", text))}
    for run in _COUNTED.finditer(_LISTED.sub(" ", text)):
        number = chinese_number(run[1])
        if number is not None and number > 1:
            found.add(Fraction(number))
    for run in re.finditer(r"[A-Za-z]+", text):
        value = _NUMBER_WORDS.get(run.group().lower(), 1)
        if value > 1:
            found.add(Fraction(value))
    return found


def strange_figures(reason: str, extract: Text) -> set[Fraction]:
    """The figures of a reason that a document does not hold: they neither stand there nor follow from what
    stands there.

    Sums and differences of its counts follow, and, with a percent sign, the shares of one in another.

    Examples
    --------
    >>> seen = Text("抽查36份，3份没有公开，另有2份没有验收。", "36 sampled: 3 not published and 2 more not accepted.")
    >>> strange_figures("36份里5份没做到，31份符合，占86.1%", seen), strange_figures("8份没有公开", seen)
    (set(), {Fraction(8, 1)})
    """
    stated = {figure for text in extract for figure in figures_stated(text)}
    counts = _followed(stated)
    shares = {Fraction(one, other) for one in counts for other in stated if 0 < one <= other}
    percents = {Fraction(round_half_up(share * 100, places)) for share in shares for places in (0, 1, 2)}
    given = {parse_number(found[1]) for found in _PERCENT.finditer(reason)}
    return (given - percents - counts) | (figures_stated(_PERCENT.sub(" ", reason)) - counts)


def _followed(stated: set[Fraction]) -> set[Fraction]:
    total, largest = sum(stated, Fraction(0)), max(stated, default=Fraction(0))
    pairs = list(combinations(sorted(stated), 2))
    sums = {one + other for one, other in pairs} | {other - one for one, other in pairs}
    return stated | sums | {2 * largest - total, total - largest}


def shared(reason: str, extract: Text) -> int:
    """How much a reason shares with a document: 2 for a figure or two things, 1 for a single word, 0 for
    nothing.

    Examples
    --------
    >>> seen = Text("抽查的 10 份中有 2 份没有按时限验收。", "Two of ten samples were accepted late.")
    >>> shared("十份里有两份晚了", seen), shared("验收超了时限", seen), shared("today is fine", seen)
    (2, 2, 0)
    """
    figures = {figure for text in extract for figure in figures_stated(text)}
    if (figures_stated(reason) & _followed(figures)) - {Fraction(0)}:
        return 2
    there = {word for text in extract for _, word in _content(text)}
    words, free = set(), 0
    for at, word in sorted(_content(reason)):
        if word in there and at >= free:
            words.add(word)
            free = at + (len(word) if "一" <= word[0] <= "鿿" else 1)
    agreed = sum(
        1
        for either in _SAID["attributes"]
        if any(_says(reason, either) & _says(text, either) for text in extract)
    )
    return min(2, len(words) + agreed)


def contradicted(reason: str, extract: Text) -> str:
    """`fails` where the reason says the opposite of the document, `ask` where that cannot be told, else
    empty.

    Examples
    --------
    >>> seen = Text("部门预算已在网页公开；比规定的 20 天晚了 2 天。", "The budget is on the page, 2 days late.")
    >>> contradicted("按时公开", seen), contradicted("没有公开", seen), contradicted("公开晚了2天", seen)
    ('fails', 'fails', '')
    """
    zh = any("一" <= character <= "鿿" for character in reason)
    document = extract.zh if zh else extract.en
    for either in _SAID["attributes"]:
        said, seen = _says(reason, either), _says(document, either)
        if said and seen and not said & seen:
            return "fails"
    own, theirs = _clauses(reason, zh=zh), [one for one in _clauses(document, zh=zh) if one.words]
    worst = ""
    for clause in own:
        found = _against(clause, theirs)
        if found == "fails":
            return found
        worst = worst or found
    return worst


def _against(clause: _Clause, theirs: list[_Clause]) -> str:
    """How one clause of a reason stands to what the document says of the same things."""
    if not clause.words:
        return ""
    near = [(Fraction(len(clause.words & one.words), len(clause.words)), one) for one in theirs]
    close = [one for share, one in near if share >= _CLOSE]
    if not close:
        split = {one.denies for share, one in near if share >= _FAR and len(clause.words & one.words) > 1}
        return "ask" if split == {not clause.denies} else ""
    if clause.covers_none and not any(one.covers_none or one.covers_all for one in close if one.denies):
        return "fails"
    if clause.covers_all and not clause.denies and any(one.denies for one in close):
        return "fails"
    return "" if any(one.denies == clause.denies for one in close) else "fails"


def _says(text: str, either: dict[str, str]) -> set[str]:
    """What a text says of one attribute: yes, no, both or nothing; 不完整 is no, not yes."""
    denied = re.search(either["is_not"], text, re.IGNORECASE)
    rest = re.sub(either["is_not"], " ", text, flags=re.IGNORECASE)
    found = re.search(rf"(没有?|未能?|不)?\s*(?:{either['is']})", rest, re.IGNORECASE)
    said = {"no"} if denied else set()
    if found:
        said.add("no" if found[1] else "yes")
    return said


def _clauses(text: str, *, zh: bool) -> list[_Clause]:
    lang = "zh" if zh else "en"
    found = []
    for piece in _SPLIT.split(text):
        whole = re.sub(_SAID["without_exception"], "全部" if zh else "all", piece)
        none_of = bool(re.search(_SAID["none_of"][lang], whole, re.IGNORECASE))
        content = frozenset(word for _, word in _content(whole))
        denies = len(re.findall(_SAID["negations"][lang], whole, re.IGNORECASE)) % 2 == 1
        covers = bool(re.search(_SAID["universals"][lang], whole, re.IGNORECASE))
        found.append(_Clause(whole, content, denies, covers, none_of))
    return found


def shortfall_words(text: str) -> bool:
    """True where a reason says that something falls short."""
    return bool(re.search(_SAID["shortfalls"], text, re.IGNORECASE))


def stock_sentence(words: str) -> bool:
    """True where a reason is one of the sentences that say nothing.

    Examples
    --------
    >>> stock_sentence("较好。"), stock_sentence("符合要求，较好"), stock_sentence("公开晚了2天")
    (True, True, False)
    """
    known = {known.lower() for known in _SAID["stock"]}
    pieces = [piece.strip(" 。.！!") for piece in re.split(r"[，,；;。]", words.lower())]
    return all(piece in known for piece in pieces if piece)


def _content(text: str) -> Iterator[tuple[int, str]]:
    """Pairs of Chinese characters that are words or pieces of words, and stems of English words."""
    everywhere = _SAID["everywhere"]
    for run in re.finditer(r"[一-鿿]+", text):
        for at in range(run.start(), run.end() - 1):
            pair = text[at : at + 2]
            if not _HOLDS & set(pair) and pair not in everywhere["zh"] and not _COUNTED.match(pair):
                yield at, pair
    for run in re.finditer(r"[A-Za-z]{4,}", text):
        word = run.group().lower()
        if word not in everywhere["en"] and word not in _NUMBER_WORDS:
            yield run.start(), word[:6]
