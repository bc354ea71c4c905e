"""Rates whose name says what was counted (满意率): the figure of that name against its wholes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from perfkit.base.quantities import ONE, ZERO, show_number
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.checks.text_changes import of_rate, span_of
from perfkit.review.finding import Finding
from perfkit.review.mentions import (
    MONEY,
    RATE,
    Mention,
    Statement,
    comparable,
    labelled,
    neighbour,
    show_like,
)
from perfkit.review.rulebook import pattern, threshold

_STEM = 2
_AFTER = re.compile("[\u4e00-\u9fff]{0,6}")


def of_its_stem(case: Case, statement: Statement, rate: Mention) -> list[Finding] | None:
    """满意 91 of 104, 满意率 85.7%: by a slip of what it is of one of the wholes near it, or of the only one;
    None where one fits, and where several could be meant."""
    name = pattern("rate_tail").sub("", rate.label)
    stem, whose = name[-_STEM:], name[:-_STEM]
    if (
        not pattern("rate_label").search(rate.label)
        or len(stem) < _STEM
        or _of_another(statement, rate, whose)
    ):
        return None
    parts = [m for m in statement.mentions if _is_called(statement, m, stem) and m.kind != RATE]
    if len({m.value for m in parts}) != 1 or _fits_any(statement, rate, parts[0]):
        return None
    part = parts[0]
    own = [m for m in statement.mentions if _holds(m, part)]
    near = [m for step in (-1, 1) for m in _beside(case, statement, step) if _holds(m, part)]
    far = [m for _, m in labelled(case, "planned_label") if part.kind == MONEY and _holds(m, part)]
    wholes = {m.value: m for m in reversed([*own, *_sums(statement, part), *near, *far])}
    quotients = {whole.value: span_of(part, whole) for whole in wholes.values()}
    tried = [(found[1], wholes[value]) for value, found in quotients.items() if found]
    if any(
        low - rate.slack <= rate.value <= high + rate.slack
        for low, _, high in filter(None, quotients.values())
    ):
        return None
    places = len(rate.digits.partition(".")[2])
    slips = [(q, m) for q, m in tried if is_slip(show_number(q * 100, places), rate.digits)]
    alone = [(q, m) for q, m in tried if m in own and abs(q - rate.value) <= threshold("rate_near")]
    counted = [m for m in statement.mentions if comparable(m, part)]
    found = slips if len(slips) == 1 else alone if len(alone) == 1 and len(counted) == _STEM else []
    if not found:
        return None
    exact, whole = found[0]
    return [
        of_rate(
            "rate.text",
            statement,
            rate,
            exact,
            quotient(part.printed, whole.printed),
            [part, whole],
            "unsure",
        )
    ]


def _of_another(statement: Statement, rate: Mention, whose: str) -> bool:
    """Whether a rate is of something that has no figure: of a part of the year or of the whole, or of what
    nothing before it speaks of."""
    before = statement.text[: rate.start - len(rate.label)]
    last = max((m.end for m in statement.mentions if m.end <= rate.start), default=0)
    pairs = [whose[at : at + _STEM] for at in range(len(whose) - 1)]
    return (
        rate.approximate
        or bool(pattern("part_of_year").search(rate.label))
        or bool(pattern("of_which").search(statement.text[last : rate.start]))
        or bool(pairs)
        and not any(pair in before for pair in pairs)
    )


def _is_called(statement: Statement, mention: Mention, stem: str) -> bool:
    """Whether the words beside a figure hold the stem, and nothing that turns it round."""
    after = _AFTER.match(statement.text, mention.end)
    said = mention.label[-6:] + "#" + (after[0] if after and after[0][:_STEM] == stem else "")
    at = said.find(stem)
    return at >= 0 and not pattern("turned_round").search(said[:at]) and not mention.approximate


def _holds(whole: Mention, part: Mention) -> bool:
    return comparable(whole, part) and whole.value > part.value > ZERO and not whole.approximate


def _beside(case: Case, statement: Statement, step: int) -> tuple[Mention, ...]:
    beside = neighbour(case, statement, step)
    return beside.mentions if beside else ()


def _sums(statement: Statement, part: Mention) -> Iterator[Mention]:
    """The part and the figures that follow it in its unit, as one: 满意 91 件、基本满意 13 件."""
    at = statement.mentions.index(part)
    total, slack = part.value, part.slack
    for mention in statement.mentions[at + 1 :]:
        if not comparable(mention, part):
            break
        total, slack = total + mention.value, slack + mention.slack
        yield replace(part, value=total, slack=slack, printed=show_like(total, part))


def _fits_any(statement: Statement, rate: Mention, named: Mention) -> bool:
    """Whether two figures of the statement give the rate, or what it leaves of everything; what the rate is
    named for is no whole of it."""
    figures = [m for m in statement.mentions if m.kind != RATE and m.value]
    for part in figures:
        for whole in (m for m in figures if m.value != named.value):
            found = span_of(part, whole) if comparable(part, whole) and part is not whole else None
            for low, high in ((found[0], found[2]), (ONE - found[2], ONE - found[0])) if found else ():
                if low - rate.slack <= rate.value <= high + rate.slack:
                    return True
    return False
