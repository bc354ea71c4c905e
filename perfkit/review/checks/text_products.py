"""Products of the text (40台，单价4800元; 每人800元，1268人; 合同价的3%) against the amount that they make."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.finding import Finding
from perfkit.review.mentions import COUNT, MONEY, RATE, Mention, Statement, figured, lines_of, show_like
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
                    yield from _product(statement, count, price, total)
    for statement in lines_of(case).having(("%",)):
        for at, (share, part) in enumerate(zip(statement.mentions, statement.mentions[1:], strict=False)):
            if share.kind == RATE and part.kind == MONEY and _is_share(statement, share, part):
                yield from _part_of(
                    statement, [m for m in statement.mentions[:at] if m.kind == MONEY], share, part
                )


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
        yield from _product(statement, share, wholes[-1], part)


def _product(statement: Statement, count: Mention, price: Mention, total: Mention) -> Iterator[Finding]:
    added: Fraction = count.value * price.value
    gap, allowed = (
        abs(added - total.value),
        total.slack + count.value * price.slack + count.slack * price.value,
    )
    slip = is_slip(show_like(added, total).removesuffix(total.unit), total.digits)
    near = slip or gap <= total.value * threshold("list_gap")
    if near and gap > allowed and not any(m.approximate for m in (count, price, total)):
        size = show_like(gap, total)
        fields = {"count": count.printed, "price": price.printed, "size": size}
        fields |= {"right": show_like(added, total), "total": total.printed}
        places = (statement.place(*sorted((count, price, total), key=lambda m: m.start)),)
        yield finding("sum.text_product", fields, places, difference=size)
