"""Contradictions that a trainee should find, and whether a trainee's note is about one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfkit.demo import PlantedFault
from perfkit.review import Finding
from perfkit.text import Text
from perfkit.training.typed import AnswerError

KINDS: dict[str, Text] = {
    "sum": Text("合计对不上", "a sum that does not add up"),
    "rate": Text("比率对不上", "a rate that does not fit its parts"),
    "restated": Text("前后数字不一", "the same figure printed differently"),
    "score": Text("自评分与规则不符", "a self-score against the rule"),
    "target": Text("绩效指标有问题", "a target that is missed or badly set"),
    "claim": Text("说法与自认或事实相反", "a claim against an admission or a figure"),
}
# A relation can be noted in more than one way; each of these names what is wrong.
_KINDS_OF_FAULT = {
    "basic_and_project": "sum", "initial_and_added": "sum", "parts_of_fact": "sum", "balance": "sum", "rate": "rate",
    "task_rows": "sum", "tasks_against_text": "sum restated", "task_completion": "rate", "restated_fact": "restated",
    "unit_slip": "restated", "restated_figure": "restated", "parts_of_figure": "sum", "quarters": "sum", "project_count": "sum claim restated",
    "claim": "claim", "score_above_rule": "score", "score_total": "score sum", "grade": "score", "score_step": "score",
    "no_evidence": "score", "unmet_target": "target score", "admitted_problem": "claim score", "wrong_direction": "target",
    "money_as_output": "target", "not_spending": "target", "above_hundred": "target rate", "weights": "target sum",
    "unmeasurable": "target score", "not_answered": "target", "target_against_text": "target restated",
}  # fmt: skip
_KINDS_OF_CODE = {
    "sum": "sum", "difference": "sum", "table": "sum restated", "tasks": "sum claim", "rate": "rate", "restated": "restated",
    "score": "score", "target": "target score", "admission": "claim score", "claim": "claim", "figure": "restated target claim",
    "goal": "target", "duty": "target", "period": "restated", "text": "claim", "unit": "restated", "rubric": "score", "reading": "score",
}  # fmt: skip
_CODES_OF_FAULT_KIND = {"sum": ("sum.", "difference.", "table.", "tasks."), "rate": ("rate.",), "restated": ("restated.",), "score": ("score.", "sum.scores", "sum.grade"), "target": ("target.", "sum.weights"), "claim": ("claim.", "admission.")}
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Note:
    """What a trainee noted: what kind of contradiction, where, and the figures or words that clash.

    Attributes
    ----------
    kind : str     key of KINDS
    places : sections as the report prints them, or names of rows
    figures : numbers that clash, as printed; may be empty
    """

    kind: str
    places: tuple[str, ...]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that does not add up, as a note may name it.

    Attributes
    ----------
    kinds : any of which names it
    places : sections and names, without spaces
    figures : every number printed at these places
    truth : Text
    rows : rows of the scoring table that rest on it
    points : Fraction   that rest on it
    """

    kinds: frozenset[str]
    places: frozenset[str]
    figures: frozenset[str]
    truth: Text
    rows: tuple[str, ...] = ()
    points: Fraction = Fraction(0)
    home: str = ""

    def matches(self, note: Note) -> bool:
        """True where the note is about this: its kind, one of its places, and its figures if it gives any."""
        if note.kind not in self.kinds:
            return False
        places = [plain(place) for place in note.places]
        if not any(place in self.places or any(len(place) > 3 and place in known for known in self.places) for place in places if place):
            return False
        return not note.figures or any(figure in self.figures for figure in note.figures)


def plain(text: str) -> str:
    """A place without spaces and with one kind of bracket.

    Examples
    --------
    >>> plain(" 一 (四) 1（1）")
    '一（四）1（1）'
    """
    return "".join(text.split()).replace("(", "（").replace(")", "）").strip("〔〕“”")


def of_fault(fault: PlantedFault, findings: Iterable[Finding]) -> Contradiction:
    """A planted fault, with the places and figures of what the review says of it."""
    kinds = frozenset(_KINDS_OF_FAULT[fault.kind].split())
    places = {plain(place) for place in fault.places if not place.isascii() or " " in place}
    figures = set(_FIGURE.findall(fault.truth.zh))
    prefixes = tuple(prefix for kind in kinds for prefix in _CODES_OF_FAULT_KIND[kind])
    for finding in findings:
        seen = {plain(place.section) for place in finding.places}
        numbers = _numbers(finding)
        about = any(place in plain(side.quote) or place == plain(side.section) for place in places for side in finding.places)
        if finding.code.startswith(prefixes) and about and (not figures or figures & numbers or set(fault.rows) & set(finding.rows)):
            places |= seen | {plain(side.quote) for side in finding.places if side.quote}
            figures |= numbers
    return Contradiction(kinds, frozenset(places), frozenset(figures), fault.truth, fault.rows, fault.points, fault.places[0])


def of_finding(finding: Finding) -> Contradiction:
    """A finding of the review as something that a note may name."""
    kinds = frozenset(_KINDS_OF_CODE.get(finding.code.split(".")[0], "claim").split())
    places = frozenset(plain(text) for place in finding.places for text in (place.section, place.quote) if text)
    return Contradiction(kinds, places, frozenset(_numbers(finding)), finding.message, finding.rows, finding.stake, finding.places[0].section if finding.places else "")


def _numbers(finding: Finding) -> set[str]:
    return {number for place in finding.places for text in (place.quote, place.value) for number in _FIGURE.findall(text)} | set(_FIGURE.findall(finding.message.zh))


@dataclass(frozen=True, slots=True)
class Hunt:
    """What became of a trainee's notes.

    Attributes
    ----------
    found, missed : contradictions
    false_alarms : notes about nothing that the review sees either
    extra : notes that are true but were not asked for
    """

    found: tuple[Contradiction, ...]
    missed: tuple[Contradiction, ...]
    false_alarms: tuple[Note, ...]
    extra: tuple[Note, ...]


def hunt(notes: Sequence[Note], wanted: Sequence[Contradiction], also_true: Sequence[Contradiction] = ()) -> Hunt:
    """Set a trainee's notes against what should be found; a note settles one contradiction at most.

    Examples
    --------
    >>> one = Contradiction(frozenset({"sum"}), frozenset({"一（四）3"}), frozenset({"2.79"}), Text("", ""))
    >>> done = hunt([Note("sum", ("一(四)3",)), Note("rate", ("一（一）1",))], [one])
    >>> len(done.found), len(done.missed), len(done.false_alarms)
    (1, 0, 1)
    """
    left, found, alarms, extra = list(wanted), [], [], []
    # Notes that name figures first: they can only mean one thing.
    for note in sorted(notes, key=lambda note: not note.figures):
        match = next((one for one in left if one.matches(note)), None)
        if match is not None:
            left.remove(match)
            found.append(match)
        elif any(one.matches(note) for one in (*found, *also_true)):
            extra.append(note)
        else:
            alarms.append(note)
    return Hunt(tuple(found), tuple(left), tuple(alarms), tuple(extra))


def read_note(kind: str, places: Iterable[str], words: str = "") -> Note:
    """A note as typed: the kind by its id or its name in either language.

    Raises
    ------
    AnswerError   an unknown kind, or no place.

    Examples
    --------
    >>> read_note("合计对不上", ["一（四）1（1）"], "262.01 与 270.51")
    Note(kind='sum', places=('一（四）1（1）',), figures=('262.01', '270.51'))
    """
    names = {text.strip().lower(): key for key, both in KINDS.items() for text in (key, *both)}
    key = names.get(str(kind).strip().lower())
    if key is None:
        raise AnswerError(Text(f"没有“{kind}”这一类；可写：{'、'.join(KINDS)}", f'there is no kind "{kind}"; write one of {", ".join(KINDS)}'))
    where = tuple(str(place).strip() for place in places if str(place).strip())
    if not where:
        raise AnswerError(Text("每条发现都要写位置，如“一（四）1（1）”。", "Every finding needs its place, such as 一（四）1（1）."))
    return Note(key, where, tuple(_FIGURE.findall(str(words))))
