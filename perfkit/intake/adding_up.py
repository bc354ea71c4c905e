"""Amounts without a label that add up: parts of a whole, what was added, a sum after its parts."""

from __future__ import annotations

import re
from os.path import commonprefix

from perfkit.base.quantities import parse_number, unit_factor
from perfkit.intake.clauses import MONEY
from perfkit.intake.figures import FigureReader
from perfkit.intake.statements import Loose, Stated, unconfirmed

THRESHOLD = re.compile("以上|以下|以内|及以上|及以下")
_STOPS = ",，；;。、(（:！？"


def parts_of_a_whole(
    loose: list[Loose], stated: list[Stated], reader: FigureReader
) -> tuple[list[Stated], list[Loose]]:
    """基本支出 and 项目支出 without a word for budget or spent: they are parts of the one whole that they add up
    to."""
    wholes = {
        fact: {_amount(one.statement) for one in stated if one.fact == fact}
        for fact in ("spent_total", "budget_total")
    }
    facts: list[Stated] = []
    used: list[Loose] = []
    for place, one in enumerate(loose):
        if not before_number(one).endswith("基本支出") or one.figure.unit not in MONEY:
            continue
        other = next(
            (two for two in loose[place + 1 : place + 3] if before_number(two).endswith("项目支出")), None
        )
        if other is None or other.figure.unit not in MONEY:
            continue
        total = sum(parse_number(x.figure.value) * unit_factor(x.figure.unit) for x in (one, other))
        fitting = [fact for fact, amounts in wholes.items() if total in amounts]
        if not fitting and (whole := _whole(loose[:place], total, reader)):
            fitting = [whole[0].fact]
            facts, used = [whole[0]], [whole[1]]
        if len(fitting) == 1:
            role = fitting[0].removesuffix("_total")
            facts += [
                Stated(f"{part}_{role}", statement_of(x)) for part, x in (("basic", one), ("project", other))
            ]
            return facts, [*used, one, other]
    return [], []


def _whole(loose: list[Loose], total, reader: FigureReader) -> tuple[Stated, Loose] | None:
    """The one amount before two parts that they add up to, where its clause says nothing but budget or
    spending."""
    equal = [one for one in loose if one.figure.unit in MONEY and amount_of_loose(one) == total]
    if len(equal) != 1:
        return None
    before = reader.connector.sub("", before_number(equal[0]))
    for word, role in reader.roles:
        fact = {"budget": "budget_total", "spent": "spent_total", "whole_spent": "spent_total"}.get(role, "")
        if fact and before.endswith(word) and reader.filler.fullmatch(before[: -len(word)]):
            return Stated(fact, statement_of(equal[0])), equal[0]
    return None


def added_in_all(loose: list[Loose], stated: list[Stated]) -> tuple[list[Stated], list[Loose]]:
    """An amount that a clause adds (追加救灾等专项120万元): all that was added where it is the difference between the
    initial budget and the adjusted one."""
    first, last = (
        {_amount(one.statement) for one in stated if one.fact == fact}
        for fact in ("budget_initial", "budget_total")
    )
    if len(first) != 1 or len(last) != 1 or any(one.fact == "budget_added" for one in stated):
        return [], []
    added = last.pop() - first.pop()
    fitting = [
        one
        for one in loose
        if re.search("追加|调增", before_number(one))
        and one.figure.unit in MONEY
        and amount_of_loose(one) == added > 0
    ]
    return ([Stated("budget_added", statement_of(fitting[0]))], fitting) if len(fitting) == 1 else ([], [])


def sums_of_parts(loose: list[Loose], reader: FigureReader) -> tuple[list[Stated], list[Loose]]:
    """行政编制62名、事业编制148名，共210名: the sum is of what its parts have in common, where that is a fact."""
    facts, used = [], []
    for at, one in enumerate(loose):
        if before_number(one) not in ("共", "合计", "共计", "总计", "计"):
            continue
        parts: list[Loose] = []
        for other in reversed(loose[:at]):
            between = other.text.text[other.figure.end : one.figure.start]
            if other.text is not one.text or other.figure.unit != one.figure.unit or "。" in between:
                break
            parts.append(other)
            if sum(map(amount_of_loose, parts)) >= amount_of_loose(one):
                break
        names = [before_number(part) for part in parts]
        if len(parts) < 2 or sum(map(amount_of_loose, parts)) != amount_of_loose(one):
            continue
        shared = commonprefix([name[::-1] for name in names])[::-1]
        fact = next(
            (
                fact
                for word, fact, label in reader.labels
                if shared.endswith(word) and (not label.units or one.figure.unit in label.units)
            ),
            "",
        )
        if fact and len(shared) >= 2:
            facts.append(Stated(fact, statement_of(one)))
            used.append(one)
    return facts, used


def amount_of_loose(one: Loose):
    """The amount of a number in its base unit."""
    return parse_number(one.figure.value) * unit_factor(one.figure.unit)


def _amount(statement: dict):
    return parse_number(statement["value"]) * unit_factor(statement["unit"])


def before_number(one: Loose) -> str:
    """The clause before the number, from the last stop or the number before it."""
    text = one.text.text[: one.figure.start]
    start = max((text.rfind(stop) + 1 for stop in _STOPS), default=0)
    threshold = THRESHOLD.match(text[one.before :]) if one.before >= start else None
    return text[start if threshold else max(start, one.before) :]  # 单价50万元以上设备3台


def statement_of(one: Loose) -> dict:
    """The number as the submission states it, quoted from the start of its clause."""
    start = max((one.text.text.rfind(stop, 0, one.figure.start) + 1 for stop in "，；。"), default=0)
    figure = one.figure
    quote = one.text.quote(start, figure.end)
    return unconfirmed(figure.value, figure.unit, one.section, quote, figure.approximate)
