"""Means, multiples and joint shares within a statement of the text: 平均每辆, 每人每月, 翻一番, 满意和基本满意合计占."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_number
from perfkit.base.text import Text
from perfkit.review.checks.rates import quotient
from perfkit.review.checks.text_changes import of_rate, span_of
from perfkit.review.finding import Condition, Finding
from perfkit.review.mentions import COUNT, MONEY, RATE, Mention, Statement, comparable, show_like
from perfkit.review.rulebook import finding, pattern, phrase, threshold

# what is counted where a mean is per person or per time
_COUNTED = {"人": ("人", "人次", "名"), "次": ("次", "批次", "人次"), "车": ("辆",), "户": ("户", "家")}
_COUNTED |= {"场": ("场", "场次"), "期": ("期", "期次")}
_PEOPLE, _MONTHS = ("人", "名"), 12
_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8}
_LEAST, _MOST = Fraction(9, 10), Fraction(5, 4)


def each(statement: Statement) -> Iterator[Finding]:
    """Whatever a statement tells per piece, per month, as a multiple, or of several answers together."""
    if "均" in statement.text or "每" in statement.text:
        yield from _means(statement)
        yield from _by_month(statement)
    if "翻" in statement.text:
        yield from _multiples(statement)
    if "和" in statement.text or "、" in statement.text:
        yield from _answers(statement)


def _means(statement: Statement) -> Iterator[Finding]:
    """保有量 5 辆，费用 7.50 万元，平均每辆 1.80 万元; 36场，观看162万人次，平均每场4.8万人次: the mean against the amounts and
    counts before it."""
    for mean in statement.mentions:
        per = pattern("per_unit").search(mean.label) if mean.kind != RATE else None
        if per is None or pattern("per_month").search(mean.label):
            continue
        if mean.kind == COUNT and not pattern("mean_word").search(mean.label):
            continue
        start = max(statement.text.rfind(mark, 0, mean.start) for mark in ";；") + 1
        before = statement.between(start, mean.start) or statement.between(0, mean.start)
        one = per["unit"] or per["mean"]
        units = _COUNTED.get(one, (one,))
        counts = [m for m in before if m.unit in units and m.value]
        totals = [m for m in before if m.kind == mean.kind and comparable(m, mean) and m not in counts]
        fits = [
            m
            for m in totals
            for c in counts
            if abs(m.value / c.value - mean.value) <= mean.slack + (m.slack + c.slack) / c.value
        ]
        if fits or len(counts) != 1 or not totals or counts[0].approximate or mean.approximate:
            continue
        exact = totals[-1].value / counts[0].value
        if mean.kind == MONEY or abs(exact - mean.value) <= exact * threshold("short_name_gap"):
            yield _mean(statement, mean, [totals[-1], counts[0]], exact)


def _mean(statement: Statement, mean: Mention, used: list[Mention], exact: Fraction, by: str = "") -> Finding:
    whole, count = used
    how = quotient(whole.printed, count.printed)
    fields = {
        "said": f"{mean.label}{mean.printed}",
        "how": Text(how.zh + by, how.en + by),
        "right": show_like(exact, mean),
    }
    size = show_like(abs(exact - mean.value), mean)
    return finding("rate.text_mean", fields, (statement.place(whole, count, mean),), difference=size)


def _by_month(statement: Statement) -> Iterator[Finding]:
    """月平均保障2100人，全年发放1268.40万元，人月均530.33元: the year's amount by people and months."""
    for mean in statement.mentions:
        if mean.kind != MONEY or not pattern("per_month").search(mean.label) or mean.approximate:
            continue
        before = [m for m in statement.mentions if m.end <= mean.start]
        people = [m for m in before if m.unit in _PEOPLE and m.value]
        paid = [m for m in before if m.kind == MONEY and pattern("paid_in_the_year").search(m.label)]
        if not len(people) == len(paid) == 1 or people[0].approximate:
            continue
        (count,), (whole,) = people, paid
        exact = whole.value / count.value / _MONTHS
        allowed = mean.slack + (whole.slack + count.slack) / count.value / _MONTHS
        gap = abs(exact - mean.value)
        monthly = pattern("mean_of_months").search(count.label)
        if monthly and allowed < gap <= exact * threshold("rate_near"):
            yield _mean(statement, mean, [whole, count], exact, " ÷ 12")


def _multiples(statement: Statement) -> Iterator[Finding]:
    """3.4万件，比上年的2.1万件翻了一番: twice as much, four times as much."""
    for now, base in zip(statement.mentions, statement.mentions[1:], strict=False):
        said = pattern("doubled").match(statement.text[base.end :].lstrip(","))
        between = statement.text[now.end : base.start]
        if said is None or not comparable(now, base) or not pattern("compared_with").search(between):
            continue
        found, times = span_of(now, base), _TIMES[said["times"]]
        if found is None or now.approximate or base.approximate:
            continue
        low, exact, high = found
        if high < times * _LEAST or low > times * _MOST:
            moved = phrase("from_to", one=base.printed, other=now.printed)
            fields = {"said": said.group(), "moved": moved, "times": show_number(exact, 2)}
            yield finding("rate.text_multiple", fields, (statement.place(now, base),))


def _answers(statement: Statement) -> Iterator[Finding]:
    """满意782份、基本满意51份……满意和基本满意合计占98.5%: the answers that a share names, of all that came back."""
    for rate in statement.mentions:
        named = pattern("answers_together").search(rate.label) if rate.kind == RATE else None
        before = [m for m in statement.mentions if m.end <= rate.start and m.kind == COUNT and m.unit]
        if named is None or rate.approximate or len(before) < 3:
            continue
        given = {found["answer"]: m for m in before if (found := pattern("answer_given").search(m.label))}
        names = re.split("[和与及、]", named["names"])
        parts = [given[name.removesuffix("的")] for name in names if name.removesuffix("的") in given]
        first = before[0]
        if len(parts) < len(names) or first in parts or not all(comparable(p, first) for p in parts):
            continue
        total = sum((p.value for p in parts), ZERO)
        if not 0 < total <= first.value or abs(total / first.value - rate.value) <= rate.slack:
            continue
        how = quotient("＋".join(p.printed for p in parts), first.printed)
        unless: Condition = "" if sum((m.value for m in before[1:]), ZERO) == first.value else "unsure"
        yield of_rate("rate.text_share", statement, rate, total / first.value, how, [first, *parts], unless)
