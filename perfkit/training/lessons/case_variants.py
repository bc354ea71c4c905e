"""Other figures from cases of the trainee's own: rates and points, what is open, documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from random import Random

from perfkit.base.quantities import Points, show_exact, show_number
from perfkit.base.text import Text, joined
from perfkit.evaluation.results import CriterionResult, RowResult
from perfkit.evaluation.shown import show_fact
from perfkit.outlook.evidence import register
from perfkit.training.cases.case import JUDGED
from perfkit.training.cases.documents import PARTIAL
from perfkit.training.lessons.answers import Asked, in_both
from perfkit.training.lessons.sources import Sources
from perfkit.training.lessons.variants import Made, asked_again, variant, with_options
from perfkit.training.lessons.views import called
from perfkit.training.reference import SpanReference
from perfkit.training.words import words

_JUDGED_FIELDS = ("points", "reason", "document")


def first_case(sources: Sources, level: int, made: Callable[[Sources], Made | None]) -> Made | None:
    """What the first of the trainee's cases gives that holds such a question."""
    return next((found for own in sources.others(level) if (found := made(own)) is not None), None)


def figures_shown(result: CriterionResult) -> Text:
    """The figures of a clause, or that there are none."""
    if not result.outcome.found:
        return words("no_figures")
    facts = result.outcome.found
    return joined((in_both(partial(show_fact, fact)) for fact in facts), "；", "; ")


def question_on(name: str, own: Sources, criterion: str, shown: Text | str = "", **more: Text | str) -> Text:
    """A question on a clause of the trainee's own case."""
    one, clause = own.rubric.criteria[criterion], called(own.rubric, criterion)
    return words(name, name=clause, text=one.text.text, full=show_exact(one.max), shown=shown, **more)


@variant("rate", "points")
def _on_figures(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    is_rate, criterion = asked.of == "rate", asked.given["criterion"]

    def made(own: Sources) -> Made | None:
        result = own.evaluation.by_criterion.get(criterion)
        value = result and (result.outcome.measure if is_rate else result.outcome.points)
        if result is None or not result.outcome.found or not value or not value.is_exact:
            return None
        return asked_again(
            question_on(f"again_{asked.of}", own, criterion, figures_shown(result)), asked, own, {}
        )

    return first_case(sources, rng.choice((1, 2)), made)


@variant("quotient")
def _quotient(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    def made(own: Sources) -> Made | None:
        pair = [own.evaluation.book.find(asked.given[name]) for name in ("top", "bottom")]
        if not all(one.span.is_exact and one.statements and one.span.low > 0 for one in pair):
            return None
        shown = [in_both(partial(show_fact, one)) for one in pair]
        return asked_again(words("again_quotient", top=shown[0], bottom=shown[1]), asked, own, {})

    return first_case(sources, rng.choice((1, 2)), made)


@variant("evidence_state")
def _evidence(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    def made(own: Sources) -> Made | None:
        entries = [one for one in register(own.evaluation) if one.criterion != asked.given["criterion"]]
        state = rng.choice(sorted({one.state for one in entries} & set(asked.means.values())))
        one = rng.choice([entry for entry in entries if entry.state == state])
        result = own.evaluation.by_criterion[one.criterion]
        claims = joined(f"“{claim.show()}”" for claim in one.claims[:1]) if one.claims else words("no_claim")
        seen = (
            joined(f"《{document.document}》" for document in one.seen) if one.seen else words("no_document")
        )
        figures, options = figures_shown(result), with_options(asked, _options(asked))[1]
        more = {"claims": claims, "seen": seen, "options": options}
        question = question_on("again_evidence", own, one.criterion, figures, **more)
        told = words(f"evidence_{one.state}", claims=claims, seen=seen)
        return Made(question, asked.choice(one.state), told)

    return first_case(sources, 2, made)


def _options(asked: Asked) -> list[tuple[str, Text]]:
    return [(asked.means[letter], text) for letter, text in asked.options.items()]


@variant("span")
def _span(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    def made(own: Sources) -> Made | None:
        still = [
            one
            for one in own.evaluation.by_criterion.values()
            if not one.points.is_exact and one.criterion.id != asked.given["criterion"]
        ]
        if not still:
            return None
        result = rng.choice(still)
        question = question_on("again_span", own, result.criterion.id, figures_shown(result))
        return asked_again(question, asked, own, {"criterion": result.criterion.id})

    return first_case(sources, 2, made)


@variant("row_span", "report_rows")
def _row_span(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    def made(own: Sources) -> Made:
        rows = [row for row in own.evaluation.rows if row.indicator.id != asked.given.get("row")]
        row = rng.choice([row for row in rows if not row.points.is_exact] or rows)
        clauses = (
            question_on("again_row_clause", own, one.criterion.id, figures_shown(one)) for one in row.criteria
        )
        full, shown = show_exact(row.indicator.max), joined(clauses, "\n", "\n")
        question = words("again_row", name=row.indicator.name.text, full=full, shown=shown)
        return asked_again(question, replace(asked, of="row_span"), own, {"row": row.indicator.id})

    return first_case(sources, 2, made)


@variant("judged_case", "judged_report")
def _judged(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    """A document of the own case to judge by; one that falls short where a finding ruled out full points."""
    short = asked.of == "judged_report"

    def made(own: Sources) -> Made | None:
        case = own.complete_case
        known = [
            name
            for name, expected in case.expected.items()
            if expected.kind == JUDGED
            and name != asked.given["criterion"]
            and (not short or case.drawn.seen[name].state == PARTIAL)
        ]
        if not known:
            return None
        name = rng.choice(known)
        number = case.expected[name].document
        document = next(one for one in case.materials if one.number == number)
        shown = words("document_says", number=number, document=document.document, extract=document.extract)
        question = question_on("again_judged", own, name, shown)
        return asked_again(
            question, replace(asked, of="judged_case"), own, {"criterion": name}, _JUDGED_FIELDS
        )

    return first_case(sources, 1, made)


@variant("total_span", "confirmed")
def _block_total(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    """The least and the most of one block, or what of its self-scores is certain, from its rows."""

    def made(own: Sources) -> Made:
        block = rng.choice(own.rubric.blocks)
        inside = {row.id for group in block.groups for row in group.indicators}
        rows = [row for row in own.evaluation.rows if row.indicator.id in inside]
        shown = joined((_row_shown(row) for row in rows), "\n", "\n")
        question = words(f"again_{asked.of}", name=block.name.text, shown=shown)
        low, high = (sum((getattr(row.points, end) for row in rows), Fraction(0)) for end in ("low", "high"))
        if asked.of == "total_span":
            told = Text(*[f"{show_number(low)}～{show_number(high)}"] * 2)
            return Made(question, SpanReference(Points(low, high)), told)
        least = [min(row.self_score or Fraction(0), row.points.low) for row in rows]
        added = " + ".join(map(show_number, least)) + f" = {show_number(sum(least, Fraction(0)))}"
        return Made(question, asked.number(sum(least, Fraction(0))), Text(added, added))

    return first_case(sources, 2, made)


def _row_shown(row: RowResult) -> Text:
    low, high = show_number(row.points.low), show_number(row.points.high)
    own = "—" if row.self_score is None else show_number(row.self_score)
    return words("row_shown", name=row.indicator.name.text, low=low, high=high, own=own)
