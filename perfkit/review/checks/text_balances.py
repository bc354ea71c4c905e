"""Arithmetic of several figures of a statement: what was carried in, came in, went out and is left; so many
at so much each; shares of one whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Finding
from perfkit.review.mentions import (
    COUNT,
    MONEY,
    RATE,
    Mention,
    Statement,
    comparable,
    lines_of,
    show_like,
    statements,
)
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, rulebook, threshold

ZERO, ONE = Fraction(0), Fraction(1)


@check(1, "sum.text_carried")
def carried_in_and_out(case: Case) -> Iterator[Finding]:
    """年初结转 A，本年收入 B，本年支出 C，年末结转 D: A and B less C against D, where a statement has one of each."""
    for statement in lines_of(case).having(("结转", "结余", "余额")):
        if len(statement.mentions) < 4:
            continue
        found = [_one(statement, name) for name in ("carried_in", "came_in", "went_out", "carried_out")]
        if None in found:
            continue
        opening, income, spending, closing = (one for one in found if one is not None)
        if not all(comparable(opening, one) for one in (income, spending, closing)):
            continue
        right = opening.value + income.value - spending.value
        gap = abs(right - closing.value)
        if gap > sum((one.slack for one in (opening, income, spending, closing)), ZERO):
            size = show_like(gap, closing)
            fields = {
                "opening": opening.printed,
                "income": income.printed,
                "spending": spending.printed,
                "right": show_like(right, closing),
                "closing": closing.printed,
                "size": size,
            }
            place = statement.place(opening, income, spending, closing)
            yield finding("sum.text_carried", fields, (place,), difference=size)


def _one(statement: Statement, name: str) -> Mention | None:
    """The one figure of a statement that is called so; None where there is none or several."""
    found = [m for m in statement.mentions if m.kind != RATE and pattern(name).search(m.label)]
    return found[0] if len(found) == 1 else None


@check(1, "sum.text_product")
def so_many_at_so_much(case: Case) -> Iterator[Finding]:
    """采购 40 台，单价 4800 元，共支付 20.20 万元: the number times the price against the amount, where it comes near."""
    for statement in statements(case):
        for at in range(len(statement.mentions) - 2):
            count, price, total = statement.mentions[at : at + 3]
            if count.kind != COUNT or price.kind != MONEY or total.kind != MONEY or not count.unit:
                continue
            if not pattern("price_label").search(price.label) or not pattern("paid_label").search(
                statement.text[price.end : total.start]
            ):
                continue
            added = count.value * price.value
            gap = abs(added - total.value)
            allowed = total.slack + count.value * price.slack
            near = gap <= total.value * threshold("list_gap") or is_slip(
                show_like(added, total).removesuffix(total.unit), total.printed.removesuffix(total.unit)
            )
            if near and gap > allowed and not any(m.approximate for m in (count, price, total)):
                size = show_like(gap, total)
                fields = {
                    "count": count.printed,
                    "price": price.printed,
                    "right": show_like(added, total),
                    "total": total.printed,
                    "size": size,
                }
                yield finding(
                    "sum.text_product", fields, (statement.place(count, price, total),), difference=size
                )


@check(1, "sum.text_shares")
def shares_of_one_whole(case: Case) -> Iterator[Finding]:
    """基本支出占 58.2%，项目支出占 42.8%: shares of parts that make up a whole by their nature, against 100 %."""
    for statement in lines_of(case).having(("占",)):
        shares = [m for m in statement.mentions if m.kind == RATE and pattern("share_label").search(m.label)]
        if len(shares) < 2:
            continue
        for partition in rulebook().partitions:
            named = [
                next((m for m in shares if name in _before(statement, m)), None) for name in partition.names
            ]
            parts = [m for m in named if m is not None]
            if (
                len(parts) != len(named)
                or len(shares) != len(parts)
                or len(set(map(id, parts))) != len(parts)
            ):
                continue
            added, slack = sum((m.value for m in parts), ZERO), sum((m.slack for m in parts), ZERO)
            if abs(added - ONE) > slack and abs(added - ONE) < threshold("list_gap"):
                fields = {
                    "parts": listed([m.printed for m in parts], "＋", " + "),
                    "added": show_like(added, parts[0]),
                }
                yield finding("sum.text_shares", fields, (statement.place(*parts),))
                break


def _before(statement: Statement, mention: Mention) -> str:
    """The clause that ends in a share, with the amount that may stand between."""
    start = max((m.end for m in statement.mentions if m.kind == RATE and m.end <= mention.start), default=0)
    return statement.text[start : mention.start]
