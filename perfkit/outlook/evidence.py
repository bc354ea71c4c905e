"""The evidence register: per criterion what is required, what was seen, what is only claimed; and what to
ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from perfkit.base.text import Text
from perfkit.evaluation.outcome import FACTS
from perfkit.evaluation.results import OPEN, CriterionResult, RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import names_of
from perfkit.outlook.levers import criterion_name
from perfkit.review.case import Case
from perfkit.review.finding import Place
from perfkit.review.topics import Account, account

SEEN, CLAIMED, NOTHING, DECIDED = "seen", "claimed", "nothing", "decided"
STATES = names_of("evidence_states")
_MOST_CLAIMS = 3
_FEWEST_TERMS = 2
_WORDS = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A document that an evaluator has seen for a criterion."""

    document: str
    date: date
    evaluator: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A criterion in the register.

    Attributes
    ----------
    criterion, row : str    ids
    name : Text             the row with its clauses
    state : str             seen, claimed, nothing, or decided (by figures alone)
    required : documents that the rubric names
    seen : documents on file with date and evaluator
    claims : what the department says of it, with section and quote; never evidence
    missing_facts : fact ids that the rule still needs
    """

    criterion: str
    row: str
    name: Text
    state: str
    required: tuple[Text, ...] = ()
    seen: tuple[SeenDocument, ...] = ()
    claims: tuple[Place, ...] = ()
    missing_facts: tuple[str, ...] = ()

    def to_record(self, lang: str = "zh") -> dict[str, Any]:
        """The entry as plain values."""
        return {
            "criterion": self.criterion,
            "name": self.name.in_(lang),
            "state": self.state,
            "required": [text.in_(lang) for text in self.required],
            "seen": [
                {"document": s.document, "date": s.date.isoformat(), "evaluator": s.evaluator}
                for s in self.seen
            ],
            "claims": [{"section": place.section, "quote": place.quote} for place in self.claims],
            "missing_facts": list(self.missing_facts),
        }


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask the department for.

    Attributes
    ----------
    group : str   facts or documents
    item : Text   what to send
    rows : ids of the rows it bears on
    """

    group: str
    item: Text
    rows: tuple[str, ...]


def register(evaluation: Evaluation) -> tuple[Entry, ...]:
    """Every criterion with what is required, seen and claimed, in the order of the rubric.

    Examples
    --------
    >>> from perfkit import load_department
    >>> entries = {e.criterion: e for e in register(load_department("sz-sif-longhua_2020").evaluate())}
    >>> disclosure = entries["management.funds.disclosure.1"]
    >>> disclosure.state, disclosure.seen, disclosure.claims[0].section
    ('claimed', (), '一（四）1（4）')
    """
    case = Case(evaluation)
    told = account(case)
    asked = [_pairs(_asked(row, result)) for row in evaluation.rows for result in row.criteria]
    often = {pair for pair, n in Counter(p for pairs in asked for p in pairs).items() if n * 4 > len(asked)}
    return tuple(_entry(case, row, result, told, often) for row in evaluation.rows for result in row.criteria)


def _asked(row: RowResult, result: CriterionResult) -> str:
    """All that a criterion asks for in words: its row, its clause and the documents that would prove it."""
    documents = "，".join(document.zh for document in result.criterion.documents)
    return f"{row.indicator.name.zh}，{result.criterion.text.zh}，{documents}"


def _pairs(text: str) -> set[str]:
    return {piece[i : i + 2] for piece in _WORDS.findall(text) for i in range(len(piece) - 1)}


def _quotes(
    case: Case, row: RowResult, result: CriterionResult, told: Account, often: set[str]
) -> tuple[Place, ...]:
    """The clauses that answer a criterion, and the targets that a row rests on; nothing that merely shares a
    topic.

    A clause answers where it shares two terms or more with what the criterion asks, those that a quarter of
    the table shares left out. What figures alone decide needs no words.
    """
    if result.outcome.points.is_exact:
        return ()
    if result.criterion.rule == "target":  # what is said of it is what the filing reports of it
        name = result.criterion.text.zh
        return tuple(t.place for t in case.targets if t.target.name == name and t.target.actual)
    asked = _pairs(_asked(row, result)) - often
    claims = [
        (len(asked & _pairs(said.words)), said)
        for topic in result.criterion.topics or row.indicator.topics
        for said in told.claims[topic]
        if said.sentence.part != "target"
    ]
    claims.sort(key=lambda item: -item[0])
    quotes = [said.sentence.place(said.words) for shared, said in claims if shared >= _FEWEST_TERMS]
    relied = set(row.indicator.relies_on)
    blocks = relied if relied <= {"benefit", "satisfaction"} else set()
    quotes += [t.place for t in case.targets if t.target.block in blocks and t.target.actual]
    return tuple(dict.fromkeys(quotes))


def _entry(case: Case, row: RowResult, result: CriterionResult, told: Account, often: set[str]) -> Entry:
    claims = _quotes(case, row, result, told, often)
    seen = tuple(SeenDocument(found.document, found.date, who) for who, found in result.evidence)
    open_facts = result.outcome.missing if result.status == OPEN else ()
    state = (
        DECIDED
        if result.outcome.points.is_exact and not seen
        else SEEN
        if seen
        else CLAIMED
        if claims
        else NOTHING
    )
    required = tuple(document.text for document in result.criterion.documents)
    return Entry(
        result.criterion.id,
        row.indicator.id,
        criterion_name(result.criterion, row.indicator),
        state,
        required,
        seen,
        claims[:_MOST_CLAIMS],
        open_facts,
    )


def requests(evaluation: Evaluation, entries: Sequence[Entry] | None = None) -> tuple[Request, ...]:
    """What to ask for beside answers to findings: missing figures and documents that nobody has seen.

    Parameters
    ----------
    entries : of `register`; looked for unless given
    """
    entries = register(evaluation) if entries is None else entries
    catalogue = fact_catalogue()
    asked: dict[tuple[str, Text], list[str]] = {}
    for entry, result in zip(entries, (r for row in evaluation.rows for r in row.criteria), strict=True):
        if result.status == OPEN and result.waits_for == FACTS:
            for fact in entry.missing_facts or tuple(f.fact for f in result.outcome.found):
                asked.setdefault(("facts", catalogue[fact].name), []).append(entry.row)
    for entry in entries:
        for document in entry.required if not entry.seen else ():
            asked.setdefault(("documents", document), []).append(entry.row)
    return tuple(Request(group, item, tuple(dict.fromkeys(rows))) for (group, item), rows in asked.items())
