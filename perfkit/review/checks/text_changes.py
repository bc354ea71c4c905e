"""Changes within a statement of the text: from one amount to another, and by an amount on this or last
year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from perfkit.base.quantities import ONE, show_number, show_rate
from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.checks.text_compared import apart, held_against
from perfkit.review.finding import Condition, Finding, Place
from perfkit.review.mentions import (
    RATE,
    Mention,
    Statement,
    called,
    comparable,
    hits,
    show_like,
    statements,
)
from perfkit.review.rulebook import finding, pattern, phrase, threshold


def span_of(part: Mention, whole: Mention) -> tuple[Fraction, Fraction, Fraction] | None:
    """Part ÷ whole: least, exact, most, with the print of both."""
    if whole.value - whole.slack <= 0:
        return None
    return (
        (part.value - part.slack) / (whole.value + whole.slack),
        part.value / whole.value,
        (part.value + part.slack) / (whole.value - whole.slack),
    )


def points_between(statement: Statement, change: Mention, before: list[Mention]) -> list[Finding] | None:
    """由 a% 降到 b%，下降 d 个百分点: d against the two rates."""
    if len(before) < 2 or not pattern("changed_by").search(change.label):
        return None
    first, last = before[-2:]
    if first.kind != RATE or last.kind != RATE or "个百分点" in (first.unit, last.unit):
        return None
    between = statement.text[first.end : last.start]
    if not pattern("changed_to").search(between) or not pattern("changed_from").search(
        statement.text[: first.start]
    ):
        return None
    up, down = pattern("says_up").search(change.label), pattern("says_down").search(change.label)
    if (up and last.value < first.value) or (down and last.value > first.value):
        moved = phrase("from_to", one=first.printed, other=last.printed)
        return [_direction(statement, change, moved, [first, last])]
    gap, said = abs(last.value - first.value), Fraction(change.printed.removesuffix(change.unit)) / 100
    if abs(gap - said) <= first.slack + last.slack + change.slack / 100:
        return []
    right = f"{show_number(gap * 100)}个百分点"
    return [apart(statement, last, first, change, right)]


def of_rate(
    code: str,
    statement: Statement,
    rate: Mention,
    exact: Fraction,
    how: Text,
    used: list[Mention],
    unless: Condition = "",
) -> Finding:
    """A finding on a rate of the text, with what its figures give instead."""
    gap = f"{show_number(abs(exact - rate.value) * 100)}个百分点"
    inside = [m for m in used if m in statement.mentions]
    return finding(
        code,
        {
            "rate": rate.printed,
            "name": phrase("own_rate", name=rate.label) if rate.label else phrase("the_rate"),
            "how": how,
            "right": show_rate(exact),
            "size": gap,
        },
        (statement.place(*inside, rate),),
        unless=unless,
    )


def change(statement: Statement, rate: Mention, before: list[Mention]):
    """由 A 降到 B，下降 p%; B，比上年的 A 下降 p%: the change of B against A."""
    if len(before) < 2 or not pattern("changed_by").search(rate.label):
        return None
    first, last = before[-2], before[-1]
    between = statement.text[first.end : last.start]
    after = pattern("compared_with").search(between) and is_last_years(statement, last)
    if after and not pattern("changed_label").search(first.label):
        if len([m for m in before if comparable(m, last)]) > 2:
            return None  # whose change it is, the list leaves open
        first, last = last, first
    elif not pattern("changed_to").search(between) or not pattern("changed_from").search(
        statement.text[: first.start]
    ):
        return None
    if not comparable(first, last) or not first.value:
        return None
    found = span_of(last, first)
    if found is None:
        return None
    up, down = pattern("says_up").search(rate.label), pattern("says_down").search(rate.label)
    exact = found[1] - ONE
    if (up and exact < 0) or (down and exact > 0):
        return [
            _direction(
                statement, rate, phrase("from_to", one=first.printed, other=last.printed), [first, last]
            )
        ]
    low, high = sorted((abs(found[0] - ONE), abs(found[2] - ONE)))
    if low - rate.slack <= rate.value <= high + rate.slack:
        return []
    how = phrase("change_of", now=last.printed, before=first.printed)
    return [of_rate("rate.text_change", statement, rate, abs(exact), how, [first, last])]


def _direction(statement: Statement, rate: Mention, said: Text, used: list[Mention]) -> Finding:
    return finding(
        "rate.text_direction",
        {"said": said, "rate": f"{rate.label}{rate.printed}"},
        (statement.place(*used, rate),),
    )


def growth(
    statement: Statement,
    rate: Mention,
    before: list[Mention],
    by_label: dict[str, Mention],
    beside: Statement | None,
):
    """甲比上年增加 D，增长 p%: D ÷ (甲 − D), where 甲 stands before D, has one value in the text, or is the one
    amount of the statement before."""
    if not before or not pattern("changed_by").search(rate.label) or before[-1].kind == RATE:
        return None
    by = before[-1]
    up, down = pattern("says_up").search(by.label), pattern("says_down").search(by.label)
    if not (up or down):
        return None
    rises, falls = pattern("says_up").search(rate.label), pattern("says_down").search(rate.label)
    if statement.text[by.end : rate.start].count(",") + statement.text[by.end : rate.start].count("、") > 1:
        return None
    if (up and falls) or (down and rises):
        return [_direction(statement, rate, Text(f"{by.label}{by.printed}", f"{by.label}{by.printed}"), [by])]
    if len(before) > 1 and comparable(before[-2], by) and is_last_years(statement, before[-2]):
        return _from_last_year(statement, rate, before, bool(up))
    name = pattern("year_prefix").sub("", pattern("change_of").sub("", by.label))
    now = (by_label.get(name) or by_label.get(bare_name(name))) if name else None
    told = [m for m in before[:-1] if m.kind != RATE and not pattern("changed_label").search(m.label)][-1:]
    if now is None and not name and told and ";" not in statement.text[told[0].end : by.start]:
        now = told[0]
    guessed = now is None and by is statement.mentions[0] and beside is not None
    if guessed and beside is not None and sum(m.kind != RATE for m in beside.mentions) == 1:
        now = next(m for m in beside.mentions if m.kind != RATE)
    if now is None or not comparable(now, by):
        return None
    base = replace(
        now, value=now.value - by.value if up else now.value + by.value, slack=now.slack + by.slack
    )
    # What reads as this year's amount may be last year's unless it is dated: silent where either reconciles.
    dated = told and now is told[0] and statement.year_of(now.end, "") and "上年" in by.label
    if (
        base.value - base.slack <= 0
        or _rate_of(by, base, rate)
        or ((guessed or not name) and not dated and _rate_of(by, now, rate))
    ):
        return [] if base.value - base.slack > 0 else None
    how = phrase("growth_by" if up else "decline_by", change=by.printed, now=now.printed)
    sure = not guessed and abs(by.value / base.value - rate.value) <= threshold("rate_near")
    unless: Condition = "" if sure else "unsure"
    return [of_rate("rate.text_change", statement, rate, by.value / base.value, how, [now, by], unless)]


def bare_name(name: str) -> str:
    """What an amount spent is called without quotation marks and without the word for spending."""
    return pattern("spent_tail").sub("", re.sub('[“”"]', "", name))


def is_last_years(statement: Statement, mention: Mention) -> bool:
    """True where the words right before an amount say that it is last year's (比上年的 X, 2021年决算数 X)."""
    return bool(pattern("amount_of_last_year").search(statement.text[: mention.start]))


def _rate_of(by: Mention, base: Mention, rate: Mention) -> bool:
    found = span_of(by, base)
    return found is not None and found[0] - rate.slack <= rate.value <= found[2] + rate.slack


def _from_last_year(statement: Statement, rate: Mention, before: list[Mention], up: bool) -> list[Finding]:
    """甲 A，比上年的 B 增加 D，增长 p%: D ÷ B, and where A is printed too, B and D make A."""
    base, by = before[-2], before[-1]
    made = []
    if base.value and not _rate_of(by, base, rate):
        how = quotient(by.printed, base.printed)
        made.append(of_rate("rate.text_change", statement, rate, by.value / base.value, how, [base, by]))
    now = before[-3] if len(before) > 2 and comparable(before[-3], by) else None
    between = statement.text[now.end : base.start] if now is not None else ""
    part = pattern("spent_tail").sub("", pattern("amount_of_last_year").sub("", between).strip(",("))
    if now is not None and (";" in between or not now.label.endswith(part)):
        now = None  # the change is that of the whole sentence, or of a part of it
    now = held_against(statement, now, base, by) if now is not None else None
    if (
        now is not None
        and not is_last_years(statement, now)
        and not pattern("changed_label").search(now.label)
    ):
        off = now.value - base.value - (by.value if up else -by.value)
        if abs(off) > now.slack + base.slack + by.slack:
            right = show_like(abs(now.value - base.value), by)
            made.append(apart(statement, now, base, by, right))
    return made


def reasons_against_changes(case: Case) -> Iterator[Finding]:
    """公务接待费减少 0.30 万元 and 公务接待费增加的主要原因: the reason of a change that went the other way.

    The reason follows the change of the same name in the same section, and no other change of that name
    stands there.
    """
    for statement, match in hits(case, pattern("reason_of_change")):
        changes = [
            (there, mention)
            for there in statements(case)
            if there.section == statement.section
            for mention in there.mentions
            if id(mention) in called(case, "changed_label")
            and pattern("change_of")
            .sub("", pattern("spent_tail").sub("", mention.label))
            .startswith(match["item"])
        ]
        if len(changes) != 1:
            continue
        there, mention = changes[0]
        up, rises = (bool(pattern("says_up").search(words)) for words in (mention.label, match["way"]))
        down, falls = (bool(pattern("says_down").search(words)) for words in (mention.label, match["way"]))
        if (up and falls) or (down and rises):
            said = f"{mention.label}{mention.printed}"
            yield finding(
                "rate.text_direction",
                {"said": Text(said, said), "rate": match.group()},
                (there.place(mention), Place(statement.section, match.group())),
            )
