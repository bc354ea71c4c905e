"""Questions on the report of the course: rates, points, what is open, targets, figures that clash."""

from __future__ import annotations

import re
from fractions import Fraction

from perfkit.base.quantities import parse_number, show_exact, show_number, show_rate
from perfkit.base.text import Text, joined
from perfkit.evaluation.shown import show_fact
from perfkit.evaluation.trace import trace
from perfkit.outlook.evidence import register
from perfkit.training.lessons.answers import Asked, answer, in_both
from perfkit.training.lessons.sources import Sources
from perfkit.training.reference import Reference, SpanReference
from perfkit.training.words import words


@answer
def rate(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    outcome = sources.evaluation.by_criterion[asked.given["criterion"]].outcome
    result = sources.evaluation.by_criterion[asked.given["criterion"]]
    if outcome.measure is None:
        raise LookupError(f"{result.criterion.id} measures nothing")
    return asked.number(outcome.measure.low * 100), in_both(lambda lang: trace(result, lang))


@answer
def quotient(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    top, bottom = (sources.evaluation.book.find(asked.given[name]) for name in ("top", "bottom"))
    value = top.span.low / bottom.span.low
    return asked.number(value * 100), in_both(
        lambda lang: f"{show_fact(top, lang)} ÷ {show_fact(bottom, lang)} = {show_rate(value)}"
    )


@answer
def points(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    result = sources.evaluation.by_criterion[asked.given["criterion"]]
    return asked.number(result.outcome.points.low), in_both(lambda lang: trace(result, lang))


@answer
def span(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    result = sources.evaluation.by_criterion[asked.given["criterion"]]
    return SpanReference(result.points), in_both(lambda lang: trace(result, lang))


@answer
def row_span(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    row = sources.row(asked.given["row"])
    return SpanReference(row.points), in_both(
        lambda lang: ("；" if lang == "zh" else "; ").join(trace(result, lang) for result in row.criteria)
    )


@answer
def total_span(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    found = sources.evaluation.points
    return SpanReference(found), words(
        "total_span",
        count=len(sources.evaluation.rows),
        low=show_number(found.low),
        high=show_number(found.high),
    )


@answer
def confirmed(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    standing = sources.evaluation.standing
    return asked.number(standing.confirmed), words("confirmed")


@answer
def evidence_state(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    entry = next(
        entry for entry in register(sources.evaluation) if entry.criterion == asked.given["criterion"]
    )
    claim = entry.claims[0].show() if entry.claims else ""
    return asked.choice(entry.state), words("only_own_words", claim=claim)


@answer
def measurable_count(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    clear = [row for row in sources.targets if row.parsed.sets_value]
    total = len(sources.targets)
    return asked.number(Fraction(len(clear))), words(
        "measurable_count", total=total, without=total - len(clear), count=len(clear)
    )


@answer
def measurable(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    names = [value for value in asked.means.values() if sources.target(value).parsed.sets_value]
    return asked.choice(*names), words("measurable", names=joined(names))


@answer
def missed_targets(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    names = [value for value in asked.means.values() if sources.target(value).state == "unmet"]
    rows = (sources.target(name).target for name in names)
    shown = "；".join(f"{row.name}（{row.expected} → {row.actual}）" for row in rows)
    return asked.choice(*names), Text(f"没有达成的：{shown}", f"missed: {shown}")


@answer
def achievement(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    parsed = sources.target(asked.given["target"]).parsed
    share = parsed.achievement
    if share is None:
        raise LookupError(f"{asked.given['target']} has no degree of achievement")
    row = sources.target(asked.given["target"]).target
    return asked.number(share * 100), words(
        "achievement", actual=row.actual, expected=row.expected, share=show_rate(share)
    )


@answer
def fact_value(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    found = sources.evaluation.book.find(asked.given["fact"])
    return asked.number(found.span.low), Text(**asked.given["because"])


@answer
def restated_gap(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    statements = _statements(sources, asked.given["figure"])
    values = [parse_number(statement.value) for statement in statements]
    shown = "；".join(f"〔{statement.section}〕{statement.printed}" for statement in statements)
    return asked.number(max(values) - min(values)), words(
        "apart", shown=shown, values=show_exact(max(values) - min(values))
    )


def _statements(sources: Sources, name: str):
    submission = sources.evaluation.submission
    if name in submission.facts:
        return submission.facts[name]
    return next(figure.statements for figure in submission.figures if figure.id == name)


@answer
def finding_difference(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    wanted = asked.given["mentions"]
    finding = next(
        found
        for found in sources.findings
        if found.code == asked.given["code"] and wanted in found.message.zh
    )
    printed = re.search(r"\d+(?:\.\d+)?", finding.difference)
    if printed is None:
        raise LookupError(f"{finding.code} states no difference")
    return asked.number(Fraction(printed.group())), finding.message


@answer
def conflicting(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    """The option whose words stand on the other side of a finding that quotes `words`."""
    said = asked.given["words"]
    for finding in sources.findings:
        quotes = [place.quote for place in finding.places]
        if finding.code.startswith("claim.") and any(said in quote for quote in quotes):
            sides = [value for value in asked.means.values() if any(value in quote for quote in quotes)]
            if sides:
                return asked.choice(*sides), finding.message
    raise LookupError(said)
