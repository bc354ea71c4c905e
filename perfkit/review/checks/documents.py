"""Documents of the evidence register: missing, altered, not in force in the year, used for another
department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_number
from perfkit.base.text import Text
from perfkit.filing.evidence_files import ALTERED, MISSING, UNRECORDED
from perfkit.filing.judgements import Evidence, Judgements
from perfkit.filing.submission import Submission
from perfkit.review.arithmetic import sums_by_name
from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place, shortened
from perfkit.review.identity import finding_id
from perfkit.review.mentions import hits
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern
from perfkit.review.sentences import plain_text

_CODES = {
    MISSING: "document.missing",
    ALTERED: "document.altered",
    UNRECORDED: "document.unrecorded",
}


@check(4, *_CODES.values(), "document.out_of_date")
def registered_documents(case: Case) -> Iterator[Finding]:
    """Each document that is no longer what was registered, or was not in force in the year."""
    year = case.submission.year
    for judged in case.evaluation.judgements:
        who = judged.evaluator.name or judged.evaluator.id
        for one in judged.evidence:
            fields = {"who": who, "name": one.document, "file": one.file}
            about, stakes = (one.document,), _points(case, judged, one)
            if one.state in _CODES:
                yield finding(_CODES[one.state], fields, (_place(judged, one),), stakes=stakes, about=about)
            if not one.holds_in(year):
                days = {
                    "effective": str(one.effective or "—"),
                    "until": str(one.until or "—"),
                    "year": str(year),
                }
                yield finding(
                    "document.out_of_date",
                    {**fields, **days},
                    (_place(judged, one),),
                    stakes=stakes,
                    about=about,
                )


@check(6, "document.named")
def attachments(case: Case) -> Iterator[Finding]:
    """详见附件2 where the filing prints other attachments (附件1 …) and not this one."""
    printed = [text for table in case.submission.printed for text in (table.title, *table.rows[:1])]
    texts = [*(text for _, _, text in case.plain), *map(plain_text, printed)]
    held = {
        found.group("kind", "number") for text in texts for found in pattern("attachment_head").finditer(text)
    }
    titles = {plain_text(table.title) for table in case.submission.printed}
    held |= {  # 《评分表》(附件1): the table itself
        found.group("kind", "number")
        for _, found in hits(case, pattern("table_attached"))
        if any(found["title"] in title for title in titles)
    }
    told = set[tuple[str, ...]]()
    for statement, found in hits(case, pattern("attachment_named")):
        name = found.group("kind", "number")
        if name in held | told or pattern("attached_apart").search(statement.text):
            continue
        told.add(name)
        others = any(kind == name[0] for kind, _ in held)
        place = Place(statement.section, shortened(statement.text, *found.span()), found["named"])
        yield finding("document.named", {"name": found["named"]}, (place,), unless="" if others else "unsure")


def _place(judged: Judgements, one: Evidence) -> Place:
    return Place(f"judgements/{judged.evaluator.id}.yaml", one.document, "")


def _points(case: Case, judged: Judgements, seen: Evidence) -> tuple[tuple[str, Fraction], ...]:
    """What the evaluator awarded beyond the least on the criteria that the document was seen for, by row."""
    awarded = (
        (
            row.indicator.id,
            (award.judgement.awarded(result.criterion.max) or ZERO) - result.outcome.points.low,
        )
        for row in case.evaluation.rows
        for result in row.criteria
        for award in (result.awards if result.criterion.id in seen.criteria else ())
        if award.evaluator == judged.evaluator.id
    )
    return tuple(sums_by_name((row, beyond) for row, beyond in awarded if beyond > 0).items())


def reused(filed: Iterable[tuple[Submission, Iterable[Judgements]]]) -> dict[str, list[Finding]]:
    """Files registered for several departments, by the key of each filing but the first.

    Parameters
    ----------
    filed : filings with their judgements, in the order in which they are compared
    """
    first: dict[str, Submission] = {}
    found: dict[str, list[Finding]] = {}
    for submission, judgements in filed:
        for judged in judgements:
            for one in judged.evidence:
                owner = first.setdefault(one.sha256.lower(), submission) if one.sha256 else submission
                if owner.department.name != submission.department.name:
                    fields = {"name": one.document, "other": owner.department.name}
                    made = finding("document.reused", fields, (_place(judged, one),), about=(one.document,))
                    settled = replace(made, id=finding_id(made.code, made.about))
                    found.setdefault(submission.key, []).append(settled)
    return found


@check(4, "judgement.no_evidence")
def judged_without_evidence(case: Case) -> Iterator[Finding]:
    """An evaluator's points beyond the least where the clause wants a document and none is on file; one an
    evaluator."""
    given: dict[str, list[tuple[str, str, Fraction]]] = {}
    for row in case.evaluation.rows:
        for result in row.criteria:
            least = result.outcome.points.low
            for award in result.awards:
                points = award.judgement.awarded(result.criterion.max) or ZERO
                seen = award.judgement.evidence or any(who == award.evaluator for who, _ in result.evidence)
                if result.criterion.documents and points > least and not seen:
                    entry = (row.indicator.id, result.criterion.id, points - least)
                    given.setdefault(award.evaluator, []).append(entry)
    for evaluator, entries in given.items():
        stakes = sums_by_name((name, points) for name, _, points in entries)
        size, count = show_number(sum(stakes.values(), ZERO)), str(len(entries))
        yield finding(
            "judgement.no_evidence",
            {"evaluator": Text(evaluator, evaluator), "count": count, "size": size},
            (Place(f"judgements/{evaluator}.yaml", f"{entries[0][1]} 等 {count} 个评分点", ""),),
            stakes=tuple(stakes.items()),
        )
