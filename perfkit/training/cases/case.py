"""A trainee's own case: the invented department of a number, what its documents say, and the reference it is graded by."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import Points, show_exact
from perfkit.base.text import Text
from perfkit.demo import DemoDepartment, generate
from perfkit.evaluation.awards import possible_points
from perfkit.evaluation.outcome import FACTS
from perfkit.evaluation.results import CriterionResult
from perfkit.evaluation.trace import trace
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.review import Finding, review
from perfkit.rubric.files import load_rubric
from perfkit.training.cases.contradictions import Contradiction, of_fault, of_finding
from perfkit.training.cases.extracts import FULL, NONE, PARTIAL, extract_of

LEVELS = {
    1: Text("资料齐全", "everything is on file"),
    2: Text("缺数据、缺佐证", "figures and evidence are missing"),
    3: Text("埋有矛盾", "contradictions are planted"),
    4: Text("埋有矛盾，且条文口径不清", "contradictions are planted and clauses are unclear"),
}
EXACT, JUDGED, OPEN = "exact", "judged", "open"
_SPACE = 700_000_000  # cases share no department with perfkit demo's small seeds

_MEANS = {
    FULL: Text(
        "材料支持满分，没有扣分的理由", "the document supports full points and gives no ground to deduct"
    ),
    PARTIAL: Text(
        "材料有不足，给满分站不住；主要要求已做到，全扣也站不住",
        "the document has a shortfall, so full points do not hold; the main requirement is met, so nothing does not hold either",
    ),
    NONE: Text("材料不支持给分", "the document supports no points"),
}


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
    kind : str       exact (rule and figures), judged (an interval that holds), open (nothing on file decides it)
    span : Points  points; what is still possible where open
    why : Text       the formula with its numbers, what the document supports, or what is missing
    steps : the points possible, least first; empty where any value inside will do
    document : str   number of the material it rests on; empty where none
    """

    kind: str
    span: Points
    why: Text
    steps: tuple[Fraction, ...] = ()
    document: str = ""


@dataclass(frozen=True)
class TraineeCase:
    """The case of one trainee at one level; the same two numbers always give the same case.

    Examples
    --------
    >>> case = TraineeCase(12, 2)
    >>> case.submission.synthetic, case.submission == TraineeCase(12, 2).submission, TraineeCase(13, 2).submission == case.submission
    (True, True, False)
    """

    number: int
    level: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 99_999:
            raise PerfkitError(
                Text(
                    f"学员号应为 1～99999，现为 {self.number}",
                    f"a trainee number is 1 to 99,999, not {self.number}",
                )
            )
        if self.level not in LEVELS:
            raise PerfkitError(
                Text(f"难度应为 1～4，现为 {self.level}", f"a level is 1 to 4, not {self.level}")
            )

    @cached_property
    def department(self) -> DemoDepartment:
        """The invented department, with what was planted in it."""
        return generate(_SPACE + self.number * 10 + self.level, level=self.level)

    @cached_property
    def submission(self) -> Submission:
        """What the department filed."""
        return self.department.model()

    @cached_property
    def evaluation(self) -> Evaluation:
        """The reference: rule, figures, and the judgements that the case was made with."""
        return evaluate(self.submission, load_rubric("sz-2020"), (self.department.judged(),))

    @cached_property
    def shown(self) -> Judgements:
        """What the trainee has on file: documents and figures read from them, and no points."""
        judged = self.department.judged()
        return judged.model_copy(update={"judgements": ()})

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything the kit's own review holds against the submission."""
        return review(self.evaluation)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What was planted, with the places where the review sees it as well."""
        return tuple(of_fault(fault, self.findings) for fault in self.department.faults)

    @cached_property
    def also_true(self) -> tuple[Contradiction, ...]:
        """What the review sees, planted or not: reporting it is no false alarm."""
        return tuple(of_finding(finding) for finding in self.findings)

    @cached_property
    def materials(self) -> tuple[Material, ...]:
        """The documents of the case, as the trainee sees them."""
        judged, rng = self.department.judged(), Random(f"perfkit train {self.number} {self.level}")
        materials: list[Material] = []
        catalogue = fact_catalogue()
        for fact in judged.facts:
            kind = catalogue[fact.fact]
            value = fact.value if not isinstance(fact.value, bool) else None
            zh = (
                f"{kind.name.zh}：{'是' if fact.value else '否'}"
                if value is None
                else f"{kind.name.zh}：{value} {fact.unit}"
            )
            en = (
                f"{kind.name.en}: {'yes' if fact.value else 'no'}"
                if value is None
                else f"{kind.name.en}: {value}"
            )
            materials.append(
                Material(f"D{len(materials) + 1}", fact.document, fact.date.isoformat(), "", Text(zh, en))
            )
        for seen in judged.evidence:
            level = self._level_of(seen.criterion)
            if level:
                materials.append(
                    Material(
                        f"D{len(materials) + 1}",
                        seen.document,
                        seen.date.isoformat(),
                        seen.criterion,
                        extract_of(seen.criterion, level, rng),
                    )
                )
        return tuple(materials)

    @cached_property
    def expected(self) -> dict[str, Expected]:
        """What every criterion should be given, in the order of the rubric."""
        numbers = {material.criterion: material.number for material in self.materials if material.criterion}
        return {
            name: self._expected(result, numbers.get(name, ""))
            for name, result in self.evaluation.by_criterion.items()
        }

    def _level_of(self, criterion: str) -> str:
        result = self.evaluation.by_criterion.get(criterion)
        if result is None or not result.awards or result.outcome.points.is_exact:
            return ""
        points, bounds = result.points.low, result.outcome.points
        return FULL if points == bounds.high else PARTIAL if points > bounds.low else NONE

    def _expected(self, result: CriterionResult, document: str) -> Expected:
        bounds = result.outcome.points
        steps = () if bounds.is_exact else possible_points(result.criterion, result.outcome)
        if bounds.is_exact:
            return Expected(EXACT, bounds, Text(trace(result, "zh"), trace(result, "en")))
        level = self._level_of(result.criterion.id)
        if not level:
            return Expected(OPEN, bounds, missing_words(result), steps)
        return Expected(JUDGED, defensible(level, bounds, steps), _MEANS[level], steps, document)


def defensible(level: str, bounds: Points, steps: tuple[Fraction, ...]) -> Points:
    """The points that hold where the document is in order, has a shortfall, or supports nothing.

    Where the clause gives steps they are taken; else nine tenths and more of the range hold for a document in
    order, half to nineteen twentieths for one with a shortfall, and a tenth or less for one that supports nothing.

    Examples
    --------
    >>> defensible("partial", Points(Fraction(0), Fraction(3, 2)), (Fraction(0), Fraction(1), Fraction(3, 2)))
    Points(low=Fraction(1, 1), high=Fraction(1, 1))
    """
    low, high = bounds.low, bounds.high
    width = high - low
    if steps:
        between = [step for step in steps if low < step < high] or [steps[0]]
        ends = {FULL: (steps[-1], steps[-1]), PARTIAL: (between[0], between[-1]), NONE: (steps[0], steps[0])}
    else:
        ends = {
            FULL: (low + width * Fraction(9, 10), high),
            PARTIAL: (low + width / 2, low + width * Fraction(19, 20)),
            NONE: (low, low + width / 10),
        }
    return Points(*ends[level])


def missing_words(result: CriterionResult) -> Text:
    """What nobody has yet: the figures, or the documents, that would decide a criterion."""
    catalogue = fact_catalogue()
    low, high = show_exact(result.points.low), show_exact(result.points.high)
    span = (
        Text(f"，目前只能说 {low}～{high} 分", f"; all that can be said is {low} to {high} points")
        if "/" not in low + high
        else Text("", "")
    )
    if result.outcome.missing:
        names = [catalogue[name].name for name in result.outcome.missing]
        return Text(
            f"缺数据：{'、'.join(name.zh for name in names)}{span.zh}",
            f"figures missing: {', '.join(name.en for name in names)}{span.en}",
        )
    if result.outcome.waits_for == FACTS:
        return Text(
            f"同一数据的几处说法不一，定不下来{span.zh}",
            f"a figure is printed differently in several places and decides nothing{span.en}",
        )
    documents = [document.text for document in result.criterion.documents]
    if documents:
        return Text(
            f"没有见到材料：{'、'.join(name.zh for name in documents)}{span.zh}",
            f"no document seen: {', '.join(name.en for name in documents)}{span.en}",
        )
    return Text(f"没有材料可以评定{span.zh}", f"nothing on file to judge it by{span.en}")
