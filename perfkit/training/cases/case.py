"""A trainee's own case: an invented filing, what its documents say, and the reference it is graded by."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from random import Random

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import Points
from perfkit.base.text import Text, joined
from perfkit.evaluation.awards import possible_points
from perfkit.evaluation.results import CriterionResult
from perfkit.evaluation.trace import trace
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.review import Finding, review
from perfkit.rubric.files import load_rubric
from perfkit.training.cases.case_words import document_words, missing_words
from perfkit.training.cases.contradiction_sources import (
    counted_fact,
    of_count,
    of_fault,
    of_finding,
    of_overclaim,
)
from perfkit.training.cases.contradictions import Contradiction
from perfkit.training.cases.documents import Seen, figure_text
from perfkit.training.cases.drawing import DEPARTMENT, FORMS, Drawn, draw, supported
from perfkit.training.course import course
from perfkit.training.words import words

LEVELS = {level: words(f"level_{level}") for level in (1, 2, 3, 4)}
EXACT, JUDGED, OPEN = "exact", "judged", "open"
LAST_CASE = 99_999


@dataclass(frozen=True, slots=True)
class Material:
    """A document that the trainee is shown.

    Attributes
    ----------
    number : str     D1, D2 …, as the trainee cites it
    document : str   its name
    date : str       ISO date
    criterion : str  the criterion it bears on; empty where it gives a figure
    extract : Text   what it says
    """

    number: str
    document: str
    date: str
    criterion: str
    extract: Text


@dataclass(frozen=True, slots=True)
class Expected:
    """What a criterion should be given.

    Attributes
    ----------
    kind : str       exact (rule and figures), judged (what a document supports), open (nothing on file
        decides it)
    spans : points that hold, least first; what is still possible where open
    why : Text       the formula with its numbers, what the document supports, or what is missing
    steps : the points possible, least first; empty where any value inside will do
    document : str   number of the material it rests on; empty where none
    """

    kind: str
    spans: tuple[Points, ...]
    why: Text
    steps: tuple[Fraction, ...] = ()
    document: str = ""

    @property
    def span(self) -> Points:
        """From the least to the most points that hold."""
        return Points(self.spans[0].low, self.spans[-1].high)

    def holds(self, points: Fraction) -> bool:
        """True where these points can be defended."""
        return any(span.contains(points) for span in self.spans)


@dataclass(frozen=True)
class TraineeCase:
    """The case of one trainee at one level; the same arguments always give the same case.

    Attributes
    ----------
    secret : str   the trainer's; without it nobody can draw the case again. Lessons draw theirs without
    form : str     department, or project for the self-evaluation form of one project
    rubric : str   id of the scoring table; the course's own, or the form's, where empty

    Examples
    --------
    >>> case = TraineeCase(12, 2)
    >>> (case.submission.synthetic, case.submission == TraineeCase(12, 2).submission,
    ...  TraineeCase(13, 2).submission == case.submission)
    (True, True, False)
    """

    number: int
    level: int
    secret: str = ""
    form: str = DEPARTMENT
    rubric: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= LAST_CASE:
            raise PerfkitError(words("no_case_number", last=LAST_CASE, number=self.number))
        if self.level not in LEVELS:
            raise PerfkitError(words("no_level", level=self.level))
        if self.form not in FORMS:
            raise PerfkitError(words("no_form", forms=joined(FORMS), form=self.form))

    @property
    def table(self) -> str:
        """Id of the scoring table."""
        return self.rubric or (course().rubric if self.form == DEPARTMENT else course().project_rubric)

    @property
    def code(self) -> str:
        """What the case is called on paper; it tells nothing of how the case was drawn."""
        told = f"{self.secret}|{self.number}|{self.level}|{self.form}|{self.table}"
        found = sha256(told.encode()).hexdigest()[:8].upper()
        return f"{found[:4]}-{found[4:]}"

    @cached_property
    def drawn(self) -> Drawn:
        """The invented filing, with what was planted in it."""
        return draw(self.number, self.level, secret=self.secret, form=self.form, rubric=self.table)

    @cached_property
    def submission(self) -> Submission:
        """What was filed."""
        return self.drawn.model()

    @cached_property
    def evaluation(self) -> Evaluation:
        """The reference: rule, figures, and what the documents support."""
        return evaluate(self.submission, load_rubric(self.table), (self.drawn.judged(),))

    @cached_property
    def shown(self) -> Judgements:
        """What the trainee has on file: documents and figures read from them, and no points."""
        return self.drawn.judged().model_copy(update={"judgements": ()})

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything the kit's own review holds against the submission."""
        return review(self.evaluation)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What was planted, with the places where the review and the documents show it as well."""
        planted = [of_fault(fault, self.findings) for fault in self.drawn.faults]
        differing = self._counted_otherwise
        for at, fault in enumerate(self.drawn.faults):
            for name, other in differing.items():
                if counted_fact(self.drawn.seen[name].counted) in fault.places:
                    planted[at] = planted[at].joined(other)
        return (*planted, *(differing[name] for name in self.drawn.off if name in differing))

    @cached_property
    def also_true(self) -> tuple[Contradiction, ...]:
        """What else is true: what the review sees, where documents and report differ, and claims above what
        they support."""
        own = {row.indicator.id: row for row in self.evaluation.rows}
        claims = self.submission.self_evaluation.scores
        over = [
            of_overclaim(row.indicator.name.text, claims[name], row.points.high, name)
            for name, row in own.items()
            if name in claims and claims[name] > row.points.high
        ]
        return (*(of_finding(finding) for finding in self.findings), *self._counted_otherwise.values(), *over)

    @cached_property
    def _counted_otherwise(self) -> dict[str, Contradiction]:
        """Clause → where its document counts otherwise than the report as it now stands."""
        found = {}
        for material in self.materials:
            seen = self.drawn.seen.get(material.criterion)
            if seen is not None and seen.counted:
                one = of_count(material.number, material.document, seen, self.submission, material.criterion)
                if one is not None:
                    found[material.criterion] = one
        return found

    @cached_property
    def materials(self) -> tuple[Material, ...]:
        """The documents of the case, as the trainee sees them."""
        judged, rng = self.drawn.judged(), Random(f"perfkit documents {self.code}")
        catalogue, found = fact_catalogue(), []
        for fact in judged.facts:
            name = catalogue[fact.fact].name
            value = (
                (Text("是", "yes") if fact.value else Text("否", "no"))
                if isinstance(fact.value, bool)
                else Text(f"{fact.value} {fact.unit}", f"{fact.value}")
            )
            found.append((fact.document, fact.date, "", figure_text(name, value, rng)))
        for entry in judged.evidence:
            seen = self._seen(entry.criterion)
            if seen is not None:
                found.append((entry.document, entry.date, entry.criterion, seen.text))
        return tuple(
            Material(f"D{number}", document, day.isoformat(), criterion, extract)
            for number, (document, day, criterion, extract) in enumerate(found, start=1)
        )

    @cached_property
    def expected(self) -> dict[str, Expected]:
        """What every criterion should be given, in the order of the rubric."""
        numbers = {material.criterion: material.number for material in self.materials if material.criterion}
        return {
            name: self._expected(result, numbers.get(name, ""))
            for name, result in self.evaluation.by_criterion.items()
        }

    def _seen(self, criterion: str) -> Seen | None:
        result = self.evaluation.by_criterion.get(criterion)
        if result is None or not result.awards or result.outcome.points.is_exact:
            return None
        return self.drawn.seen.get(criterion)

    def _expected(self, result: CriterionResult, document: str) -> Expected:
        bounds = result.outcome.points
        steps = () if bounds.is_exact else possible_points(result.criterion, result.outcome)
        if bounds.is_exact:
            return Expected(EXACT, (bounds,), Text(trace(result, "zh"), trace(result, "en")))
        seen = self._seen(result.criterion.id)
        if seen is None:
            return Expected(OPEN, (bounds,), missing_words(result), steps)
        spans = supported(seen, result)
        return Expected(JUDGED, spans, document_words(seen, bounds, spans), steps, document)
