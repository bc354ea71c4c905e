"""Whether a reason holds: it names what was seen and says what is true of it; where that cannot be told, the
trainer decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from perfkit.base.quantities import Points, parse_number, show_exact
from perfkit.base.text import Text
from perfkit.filing.names import names_of
from perfkit.training.cases.overlap import (
    contradicted,
    shared,
    shortfall_words,
    stock_sentence,
    strange_figures,
)
from perfkit.training.typed import narrow
from perfkit.training.words import training_data, words

HOLDS, FAILS, ASK = "holds", "fails", "ask"
STATES = names_of("reason_states")
_CITED = re.compile(r"(?<![A-Za-z\d])[Dd]\s?(\d+)(?!\d)")

NONE = Text("没有写理由", "no reason is given")
EMPTY = Text("理由是空话，没有说看到了什么", "the reason says nothing that was seen")
CLAIM = Text("把部门自述当成了佐证", "the reason takes what the department says for evidence")
NO_PLACE = Text("理由没有说依据哪份材料、哪一处", "the reason names no document and no place")
NOTHING_SEEN = words("nothing_seen")
NO_SHORTFALL = Text("扣了分，理由没有说差在哪里", "points are deducted, but the reason does not say for what")
UNKNOWN_DOCUMENT = Text("所列材料不是这一条的材料", "the document cited is not one for this clause")
AGAINST = Text("理由和材料说的相反", "the reason says the opposite of the document")
UNSURE = words("unsure")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of a reason.

    Attributes
    ----------
    state : str    holds, fails, or ask: the trainer decides
    faults : what is wrong with it, or what the trainer is asked
    """

    state: str
    faults: tuple[Text, ...] = ()


def judge_reason(
    reason: str,
    *,
    given: Fraction,
    bounds: Points,
    document: str = "",
    known: Sequence[str] = (),
    extract: Text | None = None,
) -> Ruling:
    """Judge a reason against what the document says.

    Parameters
    ----------
    given, bounds : points awarded, and what the clause can give
    document : str   the document cited beside it, by number or name
    known : its number and its name, where the clause rests on a document
    extract : Text   what the document, or the place in the report, says

    Examples
    --------
    >>> seen = Text("部门预算已在网页公开，12 张表齐全；公开日期比规定的 20 天晚了 2 天。", "The budget is on the page, 2 days late.")
    >>> clause = dict(bounds=Points(Fraction(0), Fraction(3, 2)), given=Fraction(1), document="D7",
    ...     known=("D7", "网页"), extract=seen)
    >>> judge_reason("公开晚了2天，扣0.5分", **clause).state
    'holds'
    >>> [fault.zh for fault in judge_reason("公开晚了5天，扣0.5分", **clause).faults]
    ['材料里没有 5 这个数']
    >>> judge_reason("没有公开，扣0.5分", **clause).faults[0].en
    'the reason says the opposite of the document'
    """
    written = narrow(str(reason or "")).strip()
    if not written:
        return Ruling(FAILS, (NONE,))
    if _is_claim(written):
        return Ruling(FAILS, (CLAIM,))
    if stock_sentence(written):
        return Ruling(FAILS, (EMPTY,))
    faults: list[Text] = []
    if not (_pattern("place").search(written) if not known else names_document(written, known) or document):
        faults.append(NO_PLACE)
    faults += document_faults(written, document, known)
    faults += _points_said(written, given, bounds)
    said = what_is_said(written, known)
    if extract is None:
        if not faults and given < bounds.high and not shortfall_words(written):
            faults.append(NO_SHORTFALL)
        return Ruling(FAILS if faults else HOLDS, tuple(faults))
    faults += [
        Text(f"材料里没有 {shown} 这个数", f"the document holds no figure {shown}")
        for shown in map(
            show_exact, strange_figures(said, extract) - {given, bounds.high, bounds.high - given}
        )
    ]
    against = contradicted(said, extract)
    if against == FAILS:
        faults.append(AGAINST)
    told = shared(said, extract)
    if not told:
        faults.append(NOTHING_SEEN)
    elif given < bounds.high and not shortfall_words(written):
        faults.append(NO_SHORTFALL)
    if faults:
        return Ruling(FAILS, tuple(faults))
    return Ruling(ASK, (UNSURE,)) if told < 2 or against == ASK else Ruling(HOLDS)


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(training_data("reasons")["patterns"][name], re.IGNORECASE)


def _points_said(written: str, given: Fraction, bounds: Points) -> list[Text]:
    """A deduction that the reason states must be the one that the points make, in one piece or in sum."""
    stated = [
        parse_number(next(part for part in found.groups() if part))
        for found in _pattern("deducted").finditer(written)
    ]
    off = bounds.high - given
    if not stated or off in stated or sum(stated, Fraction(0)) == off:
        return []
    return [words("deducts_other", count=show_exact(sum(stated, Fraction(0))), off=show_exact(off))]


def document_faults(reason: str, document: str, known: Sequence[str]) -> tuple[Text, ...]:
    """What is wrong with the document cited, in its own column or in the reason.

    Examples
    --------
    >>> document_faults("", "d7", ("D7", "项目档案"))
    ()
    >>> [text.en for text in document_faults("查阅 D8，齐全", "", ("D7", "项目档案"))]
    ['the document cited is not one for this clause']
    """
    if not known:
        return ()
    if document.strip():
        return (
            ()
            if names_document(document, known)
            or any(name and document.strip(" 《》") in name for name in known[1:])
            else (UNKNOWN_DOCUMENT,)
        )
    return (UNKNOWN_DOCUMENT,) if _CITED.search(narrow(reason)) and not names_document(reason, known) else ()


def names_document(text: str, known: Sequence[str]) -> bool:
    """True where a text cites a document by its number or its name.

    Examples
    --------
    >>> names_document("见Ｄ７", ("D7", "项目档案")), names_document("D71", ("D7", "项目档案"))
    (True, False)
    """
    plain = narrow(text)
    numbers = {f"D{number}" for number in _CITED.findall(plain)}
    return any(
        name in numbers if re.fullmatch(r"D\d+", name) else bool(name) and name in plain for name in known
    )


def _is_claim(written: str) -> bool:
    return bool(
        _pattern("agreed").search(written)
        or (_pattern("claim").search(written) and not _pattern("against").search(written))
    )


def what_is_said(written: str, known: Sequence[str]) -> str:
    """A reason without the document that it cites and without what it says of points."""
    for name in sorted(known, key=len, reverse=True):
        written = written.replace(f"《{name}》", " ").replace(name, " ")
    return _pattern("points").sub(" ", _pattern("deducted").sub(" ", written))
