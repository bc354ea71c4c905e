"""Questions on the scoring table itself: rows, points, bands, steps, documents."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text, joined
from perfkit.base.wording import show_span
from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Evaluator, Judgement, Judgements
from perfkit.rubric.criterion import OnRatio
from perfkit.rubric.kinds import Deduction
from perfkit.rubric.ratio_kinds import Bands
from perfkit.rubric.rules import deduction_points
from perfkit.training.lessons.answers import Asked, answer
from perfkit.training.lessons.sources import Sources
from perfkit.training.reference import NumbersReference, Reference
from perfkit.training.words import words


@answer
def row_count(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    rubric = sources.rubric
    groups = sum(len(block.groups) for block in rubric.blocks)
    total = len(rubric.indicators)
    return asked.number(Fraction(total)), words(
        "row_count", count=len(rubric.blocks), groups=groups, total=total
    )


@answer
def row_max(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    row = sources.rubric.by_id[asked.given["row"]]
    return asked.number(row.max), words("row_max", name=row.name.text, max=show_exact(row.max))


@answer
def deduction_left(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    criterion, count = sources.rubric.criteria[asked.given["criterion"]], Fraction(asked.given["count"])
    if not isinstance(criterion, Deduction):
        raise LookupError(f"{criterion.id} deducts nothing")
    left, full, each = (
        deduction_points(count, criterion.max, criterion.each),
        show_exact(criterion.max),
        show_exact(criterion.each),
    )
    floor = (
        Text("，不足 0 的按 0 计", ", not below 0")
        if criterion.each * count > criterion.max
        else Text("", "")
    )
    return asked.number(left), words(
        "deduction_working", full=full, each=each, count=show_exact(count), floor=floor, left=show_exact(left)
    )


@answer
def vetoed(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    row = asked.given["row"]
    ruling = Judgement(criterion=f"{row}.veto", triggered=True, reason="lesson", date=date(2021, 1, 1))
    ruled = evaluate(
        sources.evaluation.submission,
        sources.rubric,
        (Judgements(evaluator=Evaluator(id="lesson"), judgements=(ruling,)),),
    )
    points = next(found.points for found in ruled.rows if found.indicator.id == row)
    return asked.number(points.high), words("vetoed", points=show_span(points))


@answer
def veto_clause(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    modifiers = sources.rubric.by_id[asked.given["row"]].modifiers
    veto = next(modifier for name, modifier in modifiers.items() if name.endswith(".veto"))
    number = veto.clauses[0]
    return asked.choice(number), words("veto_clause", number=number, veto=veto.text.text)


@answer
def grade_of(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    grade = sources.rubric.grade(Fraction(asked.given["total"]))
    least, total = show_exact(grade.at_least), asked.given["total"]
    return asked.choice(grade.name), words("grade_of", name=grade.name, least=least, total=total)


@answer
def decided_by_figures(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    rows = [
        value
        for value in asked.means.values()
        if all(isinstance(criterion, OnRatio) for criterion in sources.rubric.by_id[value].criteria)
    ]
    names = joined(sources.rubric.by_id[row].name.text for row in rows)
    return asked.choice(*rows), Text(
        f"每一条都是“算一个比率，对照标准”的：{names.zh}",
        f"every clause is a figure against a standard in: {names.en}",
    )


@answer
def points_at(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    criterion, value = sources.rubric.criteria[asked.given["criterion"]], Fraction(asked.given["rate"]) / 100
    if not isinstance(criterion, Bands):
        raise LookupError(f"{criterion.id} has no bands")
    band = next(band for band in criterion.scale if band.holds(value))
    band_words = band.words().replace("x", show_rate(value))
    return asked.number(band.points), words("band_working", words=band_words, points=show_exact(band.points))


@answer
def possible_steps(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    steps = sources.rubric.criteria[asked.given["criterion"]].awardable
    return NumbersReference(frozenset(steps or ())), words("steps_only")


@answer
def required_documents(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    documents = sources.rubric.criteria[asked.given["criterion"]].documents
    return asked.choice(*(document.zh for document in documents)), Text(
        "、".join(document.zh for document in documents),
        ", ".join(document.text.en for document in documents),
    )
