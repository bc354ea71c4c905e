"""The check of group 5 on rates of money that stand in for rates of numbers, with the numbers where the text lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_rate
from perfkit.base.text import Text
from perfkit.review.case import Case, Row
from perfkit.review.checks.targets import stakes_of
from perfkit.review.finding import DOUBT, Finding, Place
from perfkit.review.registry import check
from perfkit.review.topics import exception

_ITEM = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8})(?P<number>\d+)(?P<unit>[台套个件辆张部])(?=[、，,。；]|$)"
)
_FEWEST = 3


def done_by_number(case: Case, section: str) -> tuple[int, int] | None:
    """Of the things that a passage lists with their numbers, how many are left when those that a clause excepts
    (除打印机……外) are taken off: (done, planned); None where nothing is listed or excepted.
    """
    sentences = [s for s in case.sentences if s.section == section]
    listed = [(m["name"], int(m["number"])) for s in sentences for m in _ITEM.finditer(s.text)]
    left = next((match["left"] or match["apart"] for s in sentences if (match := exception(s.text))), "")
    if len(listed) < _FEWEST or not left:
        return None
    excepted = [number for name, number in listed if name in left]
    planned = sum(number for _, number in listed)
    return (planned - sum(excepted), planned) if excepted else None


@check(5, "target.money_rate")
def money_rates(case: Case) -> Iterator[Finding]:
    """Targets of numbers whose result is a rate of money of the same subject; what the rate would be by the numbers
    that the text lists and excepts is named as possible."""
    for row in case.targets:
        yield from _money_rate(case, row)


def _by_number(case: Case, section: str) -> tuple[Text, ...]:
    found = done_by_number(case, section)
    if found is None:
        return ()
    done, planned = found
    share = show_rate(Fraction(done, planned))
    return (
        Text(
            f"按所列数量计为 {done} ÷ {planned} = {share}",
            f"by the numbers listed it is {done} ÷ {planned} = {share}",
        ),
    )


def _money_rate(case: Case, row: Row) -> Iterator[Finding]:
    parsed = row.parsed
    if (
        row.target.kind != "quantity"
        or parsed.actual_unit != "%"
        or parsed.actual_number in (None, 100)
        or re.search("资金|支付|金额|预算|支出|经费|执行率", row.target.name)
    ):
        return
    for kind in case.catalogue.values():
        if kind.kind != "rate" or not kind.rate_of or case.kind(kind.rate_of[0]) != "money":
            continue
        part, whole = (case.first(term) for term in kind.rate_of)
        if part is None or whole is None or not whole.amount:
            continue
        exact = part.amount / whole.amount * 100
        if (
            parsed.actual_number.denominator == 1
            and abs(exact - parsed.actual_number) > Fraction(1, 2)
            or parsed.actual_number.denominator != 1
            and abs(exact - parsed.actual_number) > Fraction(1, 200)
        ):
            continue
        if len(set(row.target.name) & set(kind.zh)) < 2:
            continue
        yield Finding(
            "target.money_rate",
            DOUBT,
            Text(
                f"数量指标“{row.target.name}”填 {row.target.actual}，等于{kind.zh}（金额）{show_rate(exact / 100)}；按件数计可能是另一个数",
                f"{row.target.name}, a target of numbers, says {row.target.actual}, which is {kind.en} by money ({show_rate(exact / 100)}); by number it may differ",
            ),
            (
                row.place,
                Place(part.section, part.quote, part.printed),
                Place(whole.section, whole.quote, whole.printed),
            ),
            stakes=stakes_of(case, row.target.block),
            ask=Text(
                f"“{row.target.name}”按件数的计划数和完成数",
                f"planned and finished numbers behind {row.target.name}",
            ),
            possible=_by_number(case, whole.section),
        )
        return
