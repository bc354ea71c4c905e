"""The evidence register: per criterion what is required, what was seen, what is only claimed; and what to
ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from perfkit.base.text import Text, joined
from perfkit.evaluation.outcome import FACTS
from perfkit.evaluation.results import OPEN, CriterionResult, RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.outlook.levers import criterion_name
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, ERROR, Finding, Place
from perfkit.review.registry import review
from perfkit.review.topics import Account, account

SEEN, CLAIMED, NOTHING, DECIDED = "seen", "claimed", "nothing", "decided"
STATES = {
    SEEN: Text("已见佐证", "evidence seen"),
    CLAIMED: Text("只有自述", "claimed only"),
    NOTHING: Text("没有提到", "not mentioned"),
    DECIDED: Text("数据已定", "decided by figures"),
}
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
    group : str   facts, documents or answers
    item : Text   what to send
    reason : Text what it is for, or what it must answer
    rows : ids of the rows it bears on
    places : what the report says of it
    """

    group: str
    item: Text
    reason: Text
    rows: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


GROUP_HEADS = {
    "facts": Text("请提供下列数据（注明出处）", "Please send these figures, with their source"),
    "documents": Text(
        "请提供下列佐证材料（复印件或网址，注明日期）",
        "Please send these documents (copy or address, with date)",
    ),
    "answers": Text(
        "请就下列事项书面说明，并附依据",
        "Please explain the following in writing, with the papers it rests on",
    ),
}


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
        for said in told.claims.get(topic, ())
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


def requests(
    evaluation: Evaluation, findings: Iterable[Finding] | None = None, entries: Sequence[Entry] | None = None
) -> tuple[Request, ...]:
    """What to ask the department for: missing figures, documents nobody has seen, and answers to findings.

    Parameters
    ----------
    findings : of `perfkit.review.review`; looked for unless given. Errors and doubts are asked about
    entries : of `register`; looked for unless given
    """
    entries = register(evaluation) if entries is None else entries
    catalogue, asked = fact_catalogue(), []
    facts: dict[str, list[Entry]] = {}
    for entry, result in zip(entries, (r for row in evaluation.rows for r in row.criteria), strict=True):
        if result.status == OPEN and result.waits_for == FACTS:
            for fact in entry.missing_facts or tuple(f.fact for f in result.outcome.found):
                facts.setdefault(fact, []).append(entry)
    for fact, users in facts.items():
        asked.append(Request("facts", catalogue[fact].name, *_used(users)))
    documents: dict[Text, list[Entry]] = {}
    for entry in entries:
        for document in entry.required if not entry.seen else ():
            documents.setdefault(document, []).append(entry)
    for document, users in documents.items():
        places = tuple(dict.fromkeys(place for e in users for place in e.claims))[:2]
        asked.append(Request("documents", document, *_used(users), places))
    for finding in review(evaluation) if findings is None else findings:
        if finding.severity in (ERROR, DOUBT) and finding.ask.zh and finding.code != "score.needs_evidence":
            asked.append(Request("answers", finding.ask, finding.message, finding.rows, finding.places[:2]))
    return tuple(dict.fromkeys(asked))


def _used(entries: Iterable[Entry]) -> tuple[Text, tuple[str, ...]]:
    """What a figure or a document is for, and the rows that it bears on."""
    names = joined((entry.name for entry in entries), "；", "; ")
    return Text(f"用于：{names.zh}", f"for {names.en}"), tuple(dict.fromkeys(entry.row for entry in entries))
