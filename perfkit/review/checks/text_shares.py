"""Shares of a whole in a statement of the text: 占……的 p%, each against the whole that it names or follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import ZERO, show_number
from perfkit.review.arithmetic import is_slip, slack
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.checks.text_changes import of_rate, span_of
from perfkit.review.finding import Condition, Finding
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, comparable, figured, show_like
from perfkit.review.rulebook import pattern, rulebook


def shares(
    case: Case, statement: Statement, beside: Statement | None, by_label: dict[str, Mention]
) -> Iterator[Finding]:
    """甲 X 万元，占乙的 p%; 丙 Y 万元，占 q%: each against 乙, or all against the one whole that most of them fit.

    A whole that is not named is what stands before 其中 or before the list, or the sum of the list itself. It
    is held against a share only where another share confirms it, or where 其中 says that it is the whole.
    """
    unnamed: list[tuple[Mention, Mention]] = []
    for part, named, rate in zip(
        statement.mentions, statement.mentions[1:], statement.mentions[2:], strict=False
    ):
        said = rate.kind == RATE and comparable(part, named) and pattern("share_of_this").search(named.label)
        if said and statement.text[named.end : rate.start] == "的":
            yield from _one_share(statement, part, rate, named)
    for last, rate in pairwise(statement.mentions):
        part = _before_bracket(statement, last, rate)
        if rate.kind != RATE or part.kind == RATE or not rate.label.startswith("占"):
            continue
        name = pattern("year_prefix").sub("", pattern("share_of").sub("", rate.label))
        bare = pattern("of_the_body").sub("", name)
        whole = by_label.get(name) or by_label.get(bare) or _fact_called(case, name)
        whole = whole or _all_of_one_fund(case, name, by_label)
        if whole is None or not comparable(part, whole):
            unnamed.append((part, rate))
        elif whole is not part:
            yield from _one_share(statement, part, rate, whole)
    if not unnamed:
        return
    first, parts = unnamed[0][0], [part for part, _ in unnamed]
    before = [m for m in statement.mentions if m.end <= first.start]
    marks = [m.start() for m in pattern("of_which").finditer(statement.text) if m.start() <= first.start]
    sure = [m for m in before if marks and m.end <= marks[-1]][-1:]
    wholes = [*sure, *before, *(beside.mentions if beside and not before else ())]
    wholes = [w for w in wholes if comparable(w, first) and not pattern("changed_label").search(w.label)]
    if sure and not comparable(sure[0], first) and len(unnamed) == 1:
        yield from _share_of_the_one(statement, *unnamed[0], [m for m in wholes if m.end <= marks[-1]])
    if not sure and len(unnamed) == 1:  # 全区共有学校60所,已达标48所,占80%
        alike = [w for w in before if comparable(w, first)]
        if len(alike) == 1 and pattern("whole_of_a_place").search(alike[0].label):
            yield from _one_share(statement, *unnamed[0], alike[0], "unsure")
            return
    total = replace(first, value=sum((p.value for p in parts), ZERO), slack=len(parts) * first.slack)
    wholes += [replace(total, printed=show_like(total.value, first))] if len(parts) > 1 else []
    fitting = [(sum(not off_share(p, r, w) for p, r in unnamed), -n, w) for n, w in enumerate(wholes)]
    best = max(fitting, key=lambda item: item[:2], default=None)
    if best is not None and (best[0] > 0 or best[2] in sure) and len(unnamed) > best[0]:
        if len(unnamed) > 1 or best[2] in sure:
            for part, rate in unnamed:
                yield from _one_share(statement, part, rate, best[2])


def _share_of_the_one(
    statement: Statement, part: Mention, rate: Mention, wholes: list[Mention]
) -> Iterator[Finding]:
    """补助中心29家，支出 A 万元；其中社会组织运营的19家，占 p%: of the one figure in its unit before 其中, by a slip."""
    found = span_of(part, wholes[0]) if len(wholes) == 1 else None
    if found and off_share(part, rate, wholes[0]) and is_slip(rate.digits, _like(found[1], rate.digits)):
        how = quotient(part.printed, wholes[0].printed)
        yield of_rate("rate.text_share", statement, rate, found[1], how, [part], "unsure")


def _like(share: Fraction, digits: str) -> str:
    """A share in per cent with as many decimals as a printed one."""
    places = len(digits.partition(".")[2])
    return show_number(share * 100, places)


def _before_bracket(statement: Statement, last: Mention, rate: Mention) -> Mention:
    """The figure whose parts a bracket lists (技术人员70人（医师40人、护士30人），占80%), else the last one before a
    rate."""
    opened = statement.text.rfind("(", 0, last.start)
    if ")" in statement.text[opened : last.start] or ")" not in statement.text[last.end : rate.start]:
        return last
    before = [one for one in statement.mentions if one.end <= opened]
    return before[-1] if opened >= 0 and before else last


def off_share(part: Mention, rate: Mention, whole: Mention) -> bool:
    """Whether a rate is not what a part is of a whole, within the print of all three."""
    found = span_of(part, whole)
    return found is None or not found[0] - rate.slack <= rate.value <= found[2] + rate.slack


def _one_share(
    statement: Statement, part: Mention, rate: Mention, whole: Mention, unless: Condition = ""
) -> Iterator[Finding]:
    found = span_of(part, whole)
    if found is not None and off_share(part, rate, whole):
        how = quotient(part.printed, whole.printed)
        yield of_rate("rate.text_share", statement, rate, found[1], how, [part], unless)


def _all_of_one_fund(case: Case, name: str, by_label: dict[str, Mention]) -> Mention | None:
    """一般公共预算项目支出总额 is 项目支出, where that and 基本支出 make up what the text has for the fund: there is no
    other money."""
    fund = pattern("fund_scope").match(name)
    kinds = [by_label.get(kind) for kind in ("基本支出", "项目支出")]
    basic, project = kinds
    if fund is None or basic is None or project is None or "项目支出" not in name:
        return None
    total = basic.value + project.value
    of_fund = (m for s in figured(case) if fund.group() in s.text for m in s.mentions)
    return project if any(m.value == total for m in of_fund) else None


def _fact_called(case: Case, name: str) -> Mention | None:
    """The one amount of the fact that a text calls by a name, wherever it is printed."""
    for fact, words in rulebook().fact_names.items():
        printed = case.of(fact)
        if printed and case.kind(fact) == MONEY and re.search(words, name):
            one = printed[0]
            if all(p.amount == one.amount for p in printed):
                return Mention(name, one.amount, one.unit, one.printed, MONEY, 0, 0, slack(one))
    return None
