"""Products of the text (40台，单价4800元; 每人800元，1268人; 合同价的3%) against the amount that they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from perfkit.base.quantities import ONE, ZERO
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.finding import Finding
from perfkit.review.mentions import (
    COUNT,
    MONEY,
    RATE,
    Mention,
    Statement,
    figured,
    lines_of,
    plain_unit,
    show_like,
)
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold


@check(1, "sum.text_product")
def so_many_at_so_much(case: Case) -> Iterator[Finding]:
    """采购 40 台，单价 4800 元，共支付 20.20 万元; 每人800元，1268人共104.14万元; 合同价96.80万元，预留3%即3.90万元."""
    for statement in figured(case):
        for at in range(len(statement.mentions) - 2):
            one, other, total = statement.mentions[at : at + 3]
            count, price = (other, one) if one.kind == MONEY else (one, other)
            if total.kind == MONEY and count.kind == COUNT and count.unit and price.kind == MONEY:
                if _at_so_much(statement, count, price, total):
                    yield from _product(statement, [count], price, total)
    for statement in lines_of(case).having(("每",)):
        yield from _per_unit(statement)
    for statement in lines_of(case).having(("%",)):
        for at, (share, part) in enumerate(zip(statement.mentions, statement.mentions[1:], strict=False)):
            if share.kind == RATE and part.kind == MONEY and _is_share(statement, share, part):
                yield from _part_of(
                    statement, [m for m in statement.mentions[:at] if m.kind == MONEY], share, part
                )


def _per_unit(statement: Statement) -> Iterator[Finding]:
    """45名，每人每月600元，12个月共兑付32.40万元; 每所每年5.76万元，按每所每月4800元、12个月: whatever of number and months
    makes the one other amount."""
    named = [(m, pattern("price_of_each").search(m.label)) for m in statement.mentions if m.kind == MONEY]
    prices = [(m, found) for m, found in named if found and not m.approximate]
    for price, found in prices:
        counts = {
            m.value: m for m in statement.mentions if m.kind == COUNT and _counts(statement, m, found["unit"])
        }
        time = found["time"] or "#"
        periods = {
            m.value: replace(m, printed=m.printed + time)
            for m in statement.mentions
            if _is_time(statement, m, time)
        }
        totals = [m for m, each in named if m is not price and m.value > price.value]
        same = [m for m in totals if any(m is one and each["unit"] == found["unit"] for one, each in prices)]
        factors = [*([] if same else counts.values()), *periods.values()]
        paid = same or [m for m in totals if pattern("paid_word").search(m.label)]
        sure = len(counts) < 2 and len(periods) < 2 and (periods or not found["time"])
        if not (sure and factors and paid):
            continue
        made = [price.value * m.value for m in factors]
        made.append(prod((m.value for m in factors), start=price.value))
        if not any(
            abs(one - each.value) <= each.slack + price.slack * one / price.value
            for one in made
            for each in totals
        ):
            yield from _product(statement, factors, price, paid[-1])


def _counts(statement: Statement, mention: Mention, unit: str) -> bool:
    """Whether a figure counts what a price is for one of."""
    return mention.counts in (unit, plain_unit(unit)) and not _is_time(statement, mention, "月")


def _is_time(statement: Statement, mention: Mention, time: str) -> bool:
    """12个月: a number of the months that a price is for one of."""
    return statement.text.startswith(time, mention.end)


def _at_so_much(statement: Statement, count: Mention, price: Mention, total: Mention) -> bool:
    between = statement.text[max(count.end, price.end) : total.start]
    beside = statement.text[min(count.end, price.end) : max(count.start, price.start)]
    named = pattern("price_label").search(price.label) and pattern("paid_label").search(between)
    return bool(named) and (count.start < price.start or not pattern("stop_of_list").search(beside))


def _is_share(statement: Statement, share: Mention, part: Mention) -> bool:
    between = statement.text[share.end : part.start]
    return bool(pattern("share_kept").search(share.label) and pattern("that_is").fullmatch(between))


def _part_of(statement: Statement, wholes: list[Mention], share: Mention, part: Mention) -> Iterator[Finding]:
    """预留3%即3.90万元: of the one amount before it."""
    if len({m.value for m in wholes}) == 1 and not share.approximate:
        yield from _product(statement, [share], wholes[-1], part)


def _product(
    statement: Statement, counts: list[Mention], price: Mention, total: Mention
) -> Iterator[Finding]:
    times = prod((m.value for m in counts), start=ONE)
    added, loose = times * price.value, sum((m.slack * times / m.value for m in counts), ZERO)
    gap, allowed = abs(added - total.value), total.slack + times * price.slack + loose * price.value
    slip = is_slip(show_like(added, total).removesuffix(total.unit), total.digits)
    near = slip or gap <= total.value * threshold("list_gap")
    if near and gap > allowed and not any(m.approximate for m in (*counts, price, total)):
        size = show_like(gap, total)
        fields = {"count": "×".join(m.printed for m in counts), "price": price.printed, "size": size}
        fields |= {"right": show_like(added, total), "total": total.printed}
        places = (statement.place(*sorted((*counts, price, total), key=lambda m: m.start)),)
        yield finding("sum.text_product", fields, places, difference=size)
