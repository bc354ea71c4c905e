"""Arithmetic within a statement of the text: a total and the parts that follow 其中, balances, and what must be equal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, ERROR, Finding
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, comparable, show_like, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, rulebook, threshold, words

ZERO = Fraction(0)


@check(1, "sum.text_parts")
def parts_in_text(case: Case) -> Iterator[Finding]:
    """A total of the text and the parts listed after 其中.

    An error where the parts exceed it, where they make up a whole by their nature (goods, works, services), or
    where the same parts add up elsewhere in the document; a doubt where they come near to it and nothing says
    that the list is open; otherwise the list need not be complete.
    """
    listed = [(s, whole, parts) for s in statements(case) for whole, parts in broken_down(s)]
    complete = {_names(parts) for _, whole, parts in listed if _off(whole, parts) <= _allowed(whole, parts)}
    for statement, whole, parts in listed:
        gap = _off(whole, parts)
        if gap <= _allowed(whole, parts) or _explained(whole, parts):
            continue
        total = sum((part.value for part in parts), ZERO)
        if total > whole.value or _is_partition(parts) or _names(parts) in complete:
            severity = DOUBT if whole.approximate or any(p.approximate for p in parts) else ERROR
        elif (
            len(parts) > 2
            and total >= whole.value * threshold("parts_nearly_whole")
            and _closed(statement, whole)
        ):
            severity = DOUBT
        else:
            continue
        size = show_like(gap, whole)
        yield finding(
            "sum.text_parts",
            {
                "name": whole.label or "总数",
                "total": whole.printed,
                "parts": "＋".join(part.printed for part in parts),
                "added": show_like(total, whole),
                "size": size,
            },
            (statement.place(whole, *parts),),
            severity=severity,
            difference=size,
            name=whole.label or "the total",
        )


def broken_down(statement: Statement) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each total of a statement with the parts that follow 其中."""
    text = pattern("aside").sub(lambda found: "#" * len(found.group()), statement.text)
    figures = [m for m in statement.mentions if text[m.start] != "#"]
    for match in pattern("of_which").finditer(text):
        before = [m for m in figures if m.end <= match.start() and not text[m.end : match.start()].strip("#")]
        if not before or before[-1].kind == RATE:
            continue
        whole, parts, last, shared = before[-1], [], match.end(), False
        for mention in figures:
            if mention.start < match.end():
                continue
            gap = text[last : mention.start].strip("#")
            if "其中" in gap or any(word in gap for word in words("not_a_part")):
                break
            if comparable(mention, whole):
                joint = pattern("list_joint" if shared else "list_joint_plain")
                if parts and not joint.search(gap):
                    break
                parts.append(mention)
            elif mention.kind != RATE:
                break
            last, shared = mention.end, mention.kind == RATE
        if len(parts) > 1:
            yield whole, parts


def _off(whole: Mention, parts: list[Mention]) -> Fraction:
    return abs(sum((part.value for part in parts), ZERO) - whole.value)


def _allowed(whole: Mention, parts: list[Mention]) -> Fraction:
    return whole.slack + sum((part.slack for part in parts), ZERO)


def _names(parts: list[Mention]) -> frozenset[str]:
    return frozenset(part.label for part in parts)


def _is_partition(parts: list[Mention]) -> bool:
    for partition in rulebook().partitions:
        if len(parts) == len(partition.names) and all(
            any(name in part.label for part in parts) for name in partition.names
        ):
            return True
    return False


def _explained(whole: Mention, parts: list[Mention]) -> bool:
    """Parts of parts: some of them alone make up the total (其中……，其中……)."""
    for skip in range(len(parts)):
        for other in range(skip, len(parts)):
            rest = [p for n, p in enumerate(parts) if n not in (skip, other)]
            if len(rest) > 1 and _off(whole, rest) <= _allowed(whole, rest):
                return True
    return False


def _closed(statement: Statement, whole: Mention) -> bool:
    return not any(word in statement.text[whole.end :] for word in words("not_all_parts"))


@check(1, "sum.text_balance", "sum.text_equal")
def balances_in_text(case: Case) -> Iterator[Finding]:
    """A budget, what was paid and what is left within one statement; totals of income and expenditure."""
    for statement in statements(case):
        money = [m for m in statement.mentions if m.kind == MONEY]
        yield from _balance(statement, money)
    yield from _equal_totals(case)


def _balance(statement: Statement, money: list[Mention]) -> Iterator[Finding]:
    left = [m for m in money if pattern("balance_label").search(m.label)]
    whole = [m for m in money if pattern("budget_label").search(m.label)]
    spent = [m for m in money if pattern("spent_label").search(m.label)]
    if len(left) != 1 or len(whole) != 1 or len(spent) != 1 or len(money) != 3:
        return
    gap = abs(whole[0].value - spent[0].value - left[0].value)
    if gap <= left[0].slack + whole[0].slack + spent[0].slack or left[0].value == 0:
        return
    size = show_like(gap, left[0])
    yield finding(
        "sum.text_balance",
        {
            "left": left[0].printed,
            "whole": whole[0].printed,
            "spent": spent[0].printed,
            "right": show_like(whole[0].value - spent[0].value, left[0]),
            "size": size,
        },
        (statement.place(whole[0], spent[0], left[0]),),
        difference=size,
    )


def _equal_totals(case: Case) -> Iterator[Finding]:
    found: dict[str, list[tuple[Statement, Mention]]] = {"income": [], "spending": []}
    for statement in statements(case):
        for mention in statement.mentions:
            for side in found:
                if mention.kind == MONEY and pattern(f"total_{side}").search(mention.label):
                    found[side].append((statement, mention))
    for at, income in found["income"]:
        for there, spending in found["spending"]:
            gap = abs(income.value - spending.value)
            if at is there and gap > income.slack + spending.slack:
                size = show_like(gap, income)
                yield finding(
                    "sum.text_equal",
                    {"one": income.printed, "other": spending.printed, "size": size},
                    (at.place(income, spending),),
                    difference=size,
                )
