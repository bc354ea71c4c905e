"""Amounts without a label that add up: parts of a whole, what was added, a sum after its parts."""

from __future__ import annotations

from itertools import islice, product

from perfkit.intake.blocks import key
from perfkit.intake.clauses import MONEY, RATE, clause_start
from perfkit.intake.family import national_pattern
from perfkit.intake.figure_text import THRESHOLD, figures_in
from perfkit.intake.figures import FigureReader
from perfkit.intake.statements import Loose, Stated, amount_of, unconfirmed

_STOPS = ",，；;。、(（:！？"
Settled = tuple[list[Stated], list[Loose]]
_HALVES, _MOST = ("basic", "project"), 64


def parts_of_a_whole(loose: list[Loose], stated: list[Stated], reader: FigureReader) -> Settled:
    """基本支出 and 项目支出, or the three public costs, without a word for budget or spent: parts of the one whole
    that they add up to."""
    topics, facts, used = reader.words.topics, list[Stated](), list[Loose]()
    wholes = {"overall": _HALVES} | {
        name: parts
        for name, one in topics.items()
        for word, parts in reader.lexicon.funds_of.items()
        if word in one.words
    }
    for whole, parts in wholes.items():
        named = dict[str, list[Loose]]()
        for one in loose:
            if one.figure.unit in MONEY and (topic := _topic(one, reader)) in parts:
                named.setdefault(topic, []).append(one)
        fitting = dict[str, list[tuple[Loose, ...]]]()
        for ones in islice(product(*named.values()), _MOST) if len(named) > 1 else ():
            total = sum(one.figure.amount for one in ones)
            for role in ("spent", "budget"):
                if any(
                    one.fact == topics[whole].facts[role] and amount_of(one.statement) == total
                    for one in stated
                ):
                    fitting.setdefault(role, []).append(ones)
            before = loose[: loose.index(ones[0])]
            if whole == "overall" and not fitting and (found := _whole(before, total, reader)):
                fitting[found[0].fact.removesuffix("_total")] = [ones]
                facts, used = [*facts, found[0]], [*used, found[1]]
        if len(fitting) == 1:
            ((role, several),) = fitting.items()
            if len({tuple(one.figure.amount for one in ones) for ones in several}) == 1:
                facts += [
                    Stated(fact, statement_of(one))
                    for topic, one in zip(named, several[0], strict=True)
                    if (fact := topics[topic].facts.get(role))
                ]
                used += several[0]
    return facts, used


def _topic(one: Loose, reader: FigureReader) -> str:
    """What the clause before a number names last."""
    before = reader.connector.sub("", before_number(one))
    refused = any(key(word) in before for word in reader.words.refuse)
    return "" if refused else next((name for word, name in reader.topics if before.endswith(word)), "")


def _whole(loose: list[Loose], total, reader: FigureReader) -> tuple[Stated, Loose] | None:
    """The one amount before two parts that they add up to, where its clause says nothing but budget or
    spending."""
    equal = [one for one in loose if one.figure.unit in MONEY and one.figure.amount == total]
    if len(equal) != 1:
        return None
    before = reader.connector.sub("", before_number(equal[0]))
    for word, role in reader.roles:
        fact = {"budget": "budget_total", "spent": "spent_total", "whole_spent": "spent_total"}.get(role, "")
        if fact and before.endswith(word) and reader.filler.fullmatch(before[: -len(word)]):
            return Stated(fact, statement_of(equal[0])), equal[0]
    return None


def differences(loose: list[Loose], stated: list[Stated], reader: FigureReader) -> Settled:
    """年中因新增对象追加38.00万元: the one amount by which two facts differ, in a clause that has the word for
    it."""
    facts, used = list[Stated](), list[Loose]()
    for fact, words in reader.words.differences.items():
        sides = [
            {amount_of(one.statement) for one in stated if one.fact == side}
            for side in (words.whole, words.part)
        ]
        if any(one.fact == fact for one in stated) or any(len(side) != 1 for side in sides):
            continue
        gap = sides[0].pop() - sides[1].pop()
        hits = [
            one
            for one in loose
            if one.figure.unit in MONEY
            and gap > 0
            and one.figure.amount == gap
            and any(key(word) in _clause(one) for word in words.words)
        ]
        if hits:
            facts.append(Stated(fact, statement_of(hits[0])))
            used += hits
    return facts, used


def sums_of_parts(loose: list[Loose], stated: list[Stated], reader: FigureReader) -> Settled:
    """行政编制62名、事业编制148名，共210名: the sum of the numbers before it, under the word that they have."""
    facts, used = list[Stated](), list[Loose]()
    for one in loose:
        if not national_pattern("sum_told").match(before_number(one)) or one.figure.unit in MONEY + RATE:
            continue
        text, now = one.text.text, one.figure
        begin = max(text.rfind(stop, 0, now.start) + 1 for stop in "。；;")
        parts = [
            part for part in figures_in(one.text) if begin <= part.start < now.start and part.unit == now.unit
        ]
        while len(parts) > 1 and sum(part.amount for part in parts) != now.amount:
            parts = parts[1:]
        if len(parts) < 2:
            continue
        named = text[max(text.rfind(stop, 0, parts[0].start) + 1 for stop in _STOPS) : now.start]
        sums = reader.words.sums.items()
        fact = next((fact for fact, words in sums if any(key(word) in named for word in words)), "")
        if fact and not any(other.fact == fact for other in [*stated, *facts]):
            facts.append(Stated(fact, statement_of(one)))
            used.append(one)
    return facts, used


def spent_before_rate(loose: list[Loose], stated: list[Stated], reader: FigureReader) -> Settled:
    """In the report of one project 全年发放津贴853.10万元，预算执行率为98.00%: the amount that the rate is of."""
    if reader.of_projects or any(one.fact == "spent_total" for one in stated):
        return [], []
    rates = [key(word) for label in reader.words.labels["execution_rate"] for word in label.words]
    hits = [
        one
        for one in loose
        if one.figure.unit in MONEY
        and one.text.text.startswith(tuple(f"，{rate}" for rate in rates), one.figure.end)
        and "全年" in before_number(one)
    ]
    return ([Stated("spent_total", statement_of(hits[0]))], hits) if len(hits) == 1 else ([], [])


def _clause(one: Loose) -> str:
    """The whole clause in which a number stands."""
    text, end = one.text.text, one.figure.end
    stops = [at for stop in _STOPS if (at := text.find(stop, end)) >= 0]
    return before_number(one) + text[end : min(stops, default=len(text))]


def before_number(one: Loose) -> str:
    """The clause before the number, from the last stop or the number before it."""
    text = one.text.text[: one.figure.start]
    start = clause_start(text, len(text) - 1, 0, _STOPS)
    threshold = THRESHOLD.match(text[one.before :]) if one.before >= start else None
    return text[start if threshold else max(start, one.before) :]  # 单价50万元以上设备3台


def statement_of(one: Loose) -> dict:
    """The number as the submission states it, quoted from the start of its clause."""
    start = max((one.text.text.rfind(stop, 0, one.figure.start) + 1 for stop in "，；;。"), default=0)
    figure = one.figure
    quote = one.text.quote(start, figure.end)
    return unconfirmed(figure.value, figure.unit, one.section, quote, figure.approximate)
