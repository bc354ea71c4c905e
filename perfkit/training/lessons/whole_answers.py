"""Questions whose answer has several parts: a clause judged with its reason, a whole table, a hunt for
contradictions."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import product

from perfkit.base.quantities import Points
from perfkit.base.text import Text, joined
from perfkit.evaluation.awards import possible_points
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.trace import trace
from perfkit.review import NOTE
from perfkit.training.cases.case import JUDGED
from perfkit.training.cases.contradiction_sources import of_finding
from perfkit.training.cases.contradictions import Contradiction
from perfkit.training.cases.hunt_reference import HuntReference
from perfkit.training.cases.marks import JudgedReference, RowsReference
from perfkit.training.lessons.answers import Asked, answer, in_both
from perfkit.training.lessons.sources import Sources
from perfkit.training.lessons.views import clause_to_read
from perfkit.training.reference import Reference
from perfkit.training.words import words

_NEARLY = Fraction(19, 20)


@answer
def judged_case(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    """A clause of the trainee's own complete case that a document decides."""
    case, criterion = sources.complete_case, asked.given["criterion"]
    expected = case.expected[criterion]
    if expected.kind != JUDGED:
        raise LookupError(f"{criterion} is not judged")
    material = next(material for material in case.materials if material.number == expected.document)
    bounds = case.evaluation.by_criterion[criterion].outcome.points
    reference = JudgedReference(
        expected.spans,
        bounds,
        expected.why,
        expected.steps,
        material.number,
        (material.number, material.document),
        material.extract,
    )
    return reference, words(
        "document_says", number=material.number, document=material.document, extract=material.extract
    )


@answer
def judged_report(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    """A clause of the report whose full points a finding above a note rules out.

    Whatever reading of the clause is taken, points below full hold; the reason has to say why.
    """
    criterion = asked.given["criterion"]
    result = sources.evaluation.by_criterion[criterion]
    row = criterion.rpartition(".")[0]
    name = sources.rubric.by_id[row].name.zh
    finding = next(
        found
        for found in sources.findings
        if found.severity != NOTE
        and found.code == asked.given["finding"]
        and (row in found.rows or name in found.message.zh)
    )
    bounds = result.outcome.points
    steps = possible_points(result.criterion, result.outcome)
    if len(steps) > 2:  # the clause names what lies between
        span = Points(steps[0], steps[-2])
    else:
        span = Points(bounds.low, bounds.low + (bounds.high - bounds.low) * _NEARLY)
    quoted = " ".join(f"{place.quote} {place.value}" for place in finding.places)
    shown = "\n".join(f"〔{place.cited}〕{place.quote or place.value}" for place in finding.places[:5])
    extract = Text(f"{finding.message.zh} {quoted}", f"{finding.message.en} {quoted}")
    return JudgedReference((span,), bounds, finding.message, steps, extract=extract), Text(
        f"{finding.message.zh}\n{shown}", f"{finding.message.en}\n{shown}"
    )


@answer
def report_rows(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    """The rows of one block of the report, before anybody judged."""
    block = next(one for one in sources.rubric.blocks if one.id == asked.given["block"])
    inside = {row.id for group in block.groups for row in group.indicators}
    found = [row for row in sources.evaluation.rows if row.indicator.id in inside]
    rows = {row.indicator.name.text.in_(sources.lang): _under_readings(sources, row) for row in found}
    clauses = {
        row.indicator.name.text.in_(sources.lang): clause_to_read(sources.rubric, row.indicator.id)
        for row in found
    }
    decided = [row for row in found if row.points.is_exact]
    if not decided:
        return RowsReference(rows, clauses), words("no_row_decided")
    traced = (
        words("row_traced", name=row.indicator.name.text, trace=in_both(partial(trace, result)))
        for row in decided
        for result in row.criteria
    )
    return RowsReference(rows, clauses), words("rows_decided", rows=joined(traced, "；", "; "))


def _under_readings(sources: Sources, row: RowResult) -> tuple[Points, ...]:
    """A row's points under the chosen readings, then under every other combination of those that it rests
    on."""
    names = sorted({name for result in row.criteria for name, _ in result.readings})
    options = [tuple(sources.rubric.readings[name].options) for name in names]
    found = [row.points]
    for chosen in product(*options):
        other = sources.evaluation.under(dict(zip(names, chosen, strict=True)))
        points = next(one.points for one in other.rows if one.indicator.id == row.indicator.id)
        if points not in found:
            found.append(points)
    return tuple(found)


@answer
def report_hunt(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    """Contradictions that points rest on, and whatever earlier lessons taught, however grave."""
    taught = [str(said) for said in asked.given.get("taught", ())]
    graver = [
        finding
        for finding in sources.findings
        if finding.severity != NOTE
        and finding.stake
        or any(said in f"{finding.code} {finding.message.zh} {' '.join(finding.about)}" for said in taught)
    ]
    wanted = tuple(of_finding(finding) for finding in graver)
    also = tuple(of_finding(finding) for finding in sources.findings)
    return HuntReference(wanted, also, int(asked.given["least"])), _listed(wanted)


@answer
def case_hunt(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    """Everything planted in the trainee's own case."""
    case = sources.faulty_case
    return HuntReference(case.contradictions, case.also_true), _listed(case.contradictions)


def _listed(contradictions: tuple[Contradiction, ...]) -> Text:
    numbered = enumerate(contradictions, start=1)
    lines = (words("numbered", number=at, home=one.home, truth=one.truth) for at, one in numbered)
    return joined(lines, "\n", "\n")
