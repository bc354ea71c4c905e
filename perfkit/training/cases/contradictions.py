"""Contradictions that a trainee should find, and whether a trainee's note is about one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.text import Text
from perfkit.demo import PlantedFault
from perfkit.review import Finding
from perfkit.training.cases.notes import SCORES, TARGETS, TASKS, Note, figures_in, plain, value_of

# A relation can be noted in more than one way; each of these names what is wrong.
_KINDS_OF_FAULT = {
    "basic_and_project": "sum",
    "initial_and_added": "sum",
    "parts_of_fact": "sum",
    "balance": "sum",
    "rate": "rate",
    "task_rows": "sum",
    "tasks_against_text": "sum restated",
    "task_completion": "rate",
    "restated_fact": "restated",
    "unit_slip": "restated",
    "restated_figure": "restated",
    "parts_of_figure": "sum",
    "quarters": "sum rate",
    "project_count": "sum claim restated",
    "claim": "claim",
    "score_above_rule": "score",
    "score_total": "score sum",
    "grade": "score",
    "score_step": "score",
    "no_evidence": "score",
    "unmet_target": "target score",
    "admitted_problem": "claim score",
    "wrong_direction": "target",
    "money_as_output": "target",
    "not_spending": "target",
    "above_hundred": "target rate",
    "weights": "target sum",
    "unmeasurable": "target score",
    "not_answered": "target",
    "target_against_text": "target restated",
}
_KINDS_OF_CODE = {
    "sum": "sum",
    "difference": "sum",
    "table": "sum restated",
    "tasks": "sum claim restated",
    "rate": "rate",
    "restated": "restated",
    "score": "score",
    "target": "target score",
    "admission": "claim score",
    "claim": "claim",
    "figure": "restated target claim",
    "goal": "target",
    "duty": "target",
    "period": "restated",
    "text": "claim",
    "unit": "restated",
    "rubric": "score",
    "reading": "score",
}
_CODES_OF_KIND = {
    "sum": ("sum.", "difference.", "table.", "tasks."),
    "rate": ("rate.",),
    "restated": ("restated.",),
    "score": ("score.",),
    "target": ("target.",),
    "claim": ("claim.", "admission."),
}
# Where the review says the same of the table as a whole, the fault's own figure does not stand in the finding.
_CODES_OF_FAULT = {
    "weights": "sum.weights",
    "tasks_against_text": "table.total",
    "grade": "sum.grade",
    "score_total": "sum.scores",
    "unmeasurable": "target.not_measurable",
    "project_count": "tasks.count",
}
_NAMES_OF_FAULT = {
    "weights": ("权重",),
    "tasks_against_text": ("合计", "全年预算"),
    "grade": ("评分等级",),
    "score_total": ("综合评分",),
    "quarters": ("季度", "支出进度"),
    "project_count": ("批复", "项目数"),
}
_OF_WHOLE_TABLES = ("target.not_measurable", "target.block_unmeasured")
_SECTION = re.compile(
    rf"(?:{SCORES}|{TASKS}|{TARGETS}|四目标表|四总体目标|四年度总体目标完成情况|[一二三](?:（[一二三四五六七八九]）)?[^一-鿿]*(?:问题\d+|措施\d+|信访|满意度)?)"
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that does not add up, as a note may name it.

    Attributes
    ----------
    kinds : any of which names it
    sections : where it stands, without spaces
    names : of targets, rows and tasks, and words that stand there
    figures : every number printed at these places
    truth : Text
    rows : rows of the scoring table that rest on it
    points : Fraction   that rest on it
    home : str          its place as the report prints it
    clue : str          the figures or words that tell it from others in its section
    """

    kinds: frozenset[str]
    sections: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    truth: Text
    rows: tuple[str, ...] = ()
    points: Fraction = Fraction(0)
    home: str = ""
    clue: str = ""

    def names_in(self, note: Note) -> int:
        """How many of its names, or words that stand there, the note gives."""
        told = [plain(place) for place in note.places] + ([plain(note.words)] if note.words else [])
        return sum(any(_same_name(name, text) for text in told) for name in self.names)

    def figures_of(self, note: Note) -> int:
        """How many of its figures the note gives."""
        return len({value_of(figure) for figure in note.figures} & self.figures)

    def stands_in(self, note: Note) -> bool:
        """True where one of the note's places is a section of this, or holds one."""
        told = [plain(place) for place in note.places]
        return any(
            text and (section.startswith(text) and len(text) > 1 or text.startswith(section))
            for text in told
            for section in self.sections
        )

    def matches(self, note: Note) -> bool:
        """True where the note is about this: its kind, one of its places, and its figures if it gives any."""
        return note.kind in self.kinds and self.fits(note)

    def fits(self, note: Note) -> bool:
        """The same, whatever kind the note gives it."""
        if not self.stands_in(note) and not self.names_in(note):
            return False
        return not note.figures or self.figures_of(note) > 0

    def pinned_by(self, note: Note) -> bool:
        """True where the note says which contradiction of the section it means: by a figure or a name."""
        return self.figures_of(note) > 0 or self.names_in(note) > 0

    def closeness(self, note: Note) -> int:
        """How well a matching note fits; more is better."""
        return 4 * min(2, self.figures_of(note)) + 3 * min(2, self.names_in(note)) + self.stands_in(note)


def _same_name(name: str, text: str) -> bool:
    if not text or len(text) < 2:
        return False
    return name in text or (text in name and (2 * len(text) >= len(name) or len(text) >= 5))


def of_fault(fault: PlantedFault, findings: Iterable[Finding]) -> Contradiction:
    """A planted fault, with the places and figures of what the review says of the same figures at the same place."""
    kinds = frozenset(_KINDS_OF_FAULT[fault.kind].split())
    sections, names = _split(plain(place) for place in fault.places if not place.isascii())
    own = frozenset(value_of(figure) for figure in figures_in(fault.truth.zh))
    figures, own_sections, own_names = set(own), set(sections), set(names)
    prefixes = tuple(prefix for kind in kinds for prefix in _CODES_OF_KIND[kind])
    for finding in findings:
        numbers = _numbers(finding)
        seen, quoted = _places(finding)
        same_place = (
            any(_same_name(name, quote) for name in own_names for quote in quoted)
            if own_names
            else bool(own_sections & seen)
        )
        whole = _CODES_OF_FAULT.get(fault.kind) == finding.code and bool(own_sections & seen)
        said = {value_of(figure) for figure in figures_in(finding.message.zh)}
        shared = own & (numbers | said if own_names else numbers) or (not own and own_names)
        if (
            whole
            or finding.code.startswith(prefixes)
            and finding.code not in _OF_WHOLE_TABLES
            and same_place
            and shared
        ):
            sections |= seen
            names |= {quote for quote in quoted if len(quote) > 1}
            figures |= numbers | said
    names |= set(_NAMES_OF_FAULT.get(fault.kind, ()))
    places = [place for place in fault.places if not place.isascii()]
    clue = " ".join(figures_in(fault.truth.zh)) or " ".join(own_names)
    return Contradiction(
        kinds,
        frozenset(sections),
        frozenset(names),
        frozenset(figures),
        fault.truth,
        fault.rows,
        fault.points,
        " ".join(places[:2]) if own_names else places[0],
        clue,
    )


def of_finding(finding: Finding) -> Contradiction:
    """A finding of the review as something that a note may name."""
    kinds = frozenset(_KINDS_OF_CODE.get(finding.code.split(".")[0], "claim").split())
    sections, names = _places(finding)
    more, own = _split(section for section in sections)
    figures = _numbers(finding) | {value_of(figure) for figure in figures_in(finding.message.zh)}
    home = finding.places[0].section if finding.places else ""
    clue = next((text for place in finding.places for text in (place.quote, place.value) if text), "")
    return Contradiction(
        kinds,
        frozenset(more),
        frozenset(names | own),
        frozenset(figures),
        finding.message,
        finding.rows,
        finding.stake,
        home,
        clue,
    )


def _split(places: Iterable[str]) -> tuple[set[str], set[str]]:
    """Sections, and names; a place such as 年度绩效指标完成情况 followed by a target is both."""
    sections, names = set(), set()
    for place in places:
        found = _SECTION.match(place)
        if found and found.group():
            sections.add(found.group())
        rest = place[found.end() :] if found else place
        if len(rest) > 1:
            names.add(rest)
    return sections, names


def _places(finding: Finding) -> tuple[set[str], set[str]]:
    return {plain(place.section) for place in finding.places if place.section}, {
        plain(text)
        for place in finding.places
        for text in (place.quote, place.value)
        if text and not _is_figure(text)
    }


def _is_figure(text: str) -> bool:
    return not re.search(r"[一-鿿]{2}", re.sub(r"\d\s*(?:[一-鿿]{1,2})(?![一-鿿])", "", text))


def _numbers(finding: Finding) -> set[str]:
    return {
        value_of(figure)
        for place in finding.places
        for text in (place.quote, place.value)
        for figure in figures_in(text)
    }
