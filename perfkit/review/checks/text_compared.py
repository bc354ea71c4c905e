"""Two figures of a sentence and how far they are said to be apart: by an amount, by percentage points, and
numbers that must come in an order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import show_exact, show_number
from perfkit.review.finding import Condition, Finding
from perfkit.review.mentions import COUNT, Mention, Statement, comparable, show_like
from perfkit.review.rulebook import finding, pattern, phrase, threshold

_STEPS = ("forms_sent", "forms_returned", "forms_valid")


def compared(statement: Statement) -> Iterator[Finding]:
    """甲 A，比乙 B 减少 D: the amount between two figures of one statement, where 比 or 较 stands before the
    second; and A %，较上年的 B % 提高 D 个百分点."""
    for now, base, by in zip(
        statement.mentions, statement.mentions[1:], statement.mentions[2:], strict=False
    ):
        between = statement.text[now.end : base.start]
        right_after = pattern("changed_alone").search(statement.text[base.end : by.start])
        if not right_after or not pattern("compared_with").search(between) or ";" in between:
            continue
        if by.unit == "个百分点" and now.unit == base.unit == "%":
            yield from _points(statement, now, base, by)
        elif (
            comparable(now, base) and comparable(base, by) and not pattern("changed_label").search(now.label)
        ):
            held = held_against(statement, now, base, by)
            if held is None:
                continue
            now, gap = held, abs(held.value - base.value)
            allowed = now.slack + base.slack + by.slack
            if abs(gap - by.value) > allowed:
                yield apart(statement, now, base, by, show_like(gap, by))
            elif gap > allowed and pattern("budget_word").search(between):
                yield from _other_way(statement, now, base, by)
    yield from _from_a_named_base(statement)
    for actual, limit in pairwise(statement.mentions):
        if not comparable(actual, limit) or not pattern("limit_named").search(limit.label):
            continue
        if actual.value - limit.value > actual.slack + limit.slack:
            name = phrase("own_item", name=actual.label) if actual.label else phrase("this_item")
            fields = {"actual": actual.printed, "budget": limit.printed, "said": limit.label}
            place = statement.place(actual, limit)
            size = show_like(actual.value - limit.value, actual)
            yield finding("claim.comparison", {"name": name, **fields}, (place,), difference=size)


def held_against(statement: Statement, now: Mention, base: Mention, by: Mention) -> Mention | None:
    """甲 A，其中乙 B、丙 C，比上年的 X 减少 D: D is the change of A or of C, whichever it gives or nearly gives.

    None where it is of neither, or may be of both.
    """
    parts = max(statement.text.rfind(word, 0, now.start) for word in ("其中", ";"))
    wholes = [m for m in statement.mentions if m.end <= parts and comparable(m, base)][-1:]
    if parts < 0 or statement.text[parts] == ";" or not wholes:
        return now
    off = {m: abs(abs(m.value - base.value) - by.value) for m in (*wholes, now)}
    exact = [m for m in off if off[m] <= m.slack + base.slack + by.slack]
    near = exact or [m for m in off if off[m] <= base.value * threshold("rate_near")]
    return near[0] if exact or len(near) == 1 else None


def _other_way(statement: Statement, now: Mention, base: Mention, by: Mention) -> Iterator[Finding]:
    """15.70，比预算16.00超支0.30: over what it stays below."""
    over, under = (pattern(name).search(by.label) for name in ("over_by", "under_by"))
    if (over and not under and now.value < base.value) or (under and not over and now.value > base.value):
        said = phrase("valued", name=by.label, value=by.printed)
        fields = {"said": phrase("from_to", one=base.printed, other=now.printed), "rate": said}
        yield finding("rate.text_direction", fields, (statement.place(now, base, by),))


def _points(statement: Statement, now: Mention, base: Mention, by: Mention) -> Iterator[Finding]:
    gap = abs(now.value - base.value)
    said = Fraction(by.printed.removesuffix(by.unit)) / 100
    if abs(gap - said) > now.slack + base.slack + by.slack / 100:
        yield apart(statement, now, base, by, f"{show_number(gap * 100)}个百分点")


def _from_a_named_base(statement: Statement) -> Iterator[Finding]:
    """年初预算 B，调整后预算 A，比年初预算增加 D: the base is the figure of the statement that goes by its name; of a
    budget and what was spent of it in one clause (预算 B，决算 A，完成 p%，比预算数增加 D) the one is the base."""
    for now, by in pairwise(statement.mentions):
        named = pattern("change_on_named").search(by.label)
        if named is None:
            continue
        before = [m for m in statement.mentions if m.end <= by.start and comparable(m, by)]
        bases = [m for m in before if m.end <= now.start and m.label.endswith(named["base"])]
        if len(bases) != 1 or not comparable(now, by):
            begun = max(statement.text.rfind(mark, 0, by.start) for mark in ";；") + 1
            clause = [m for m in before if m.start >= begun]
            bases = [m for m in clause if pattern("budget_label").search(m.label)]
            spent = [m for m in clause if pattern("spent_label").search(m.label)]
            if not len(bases) == len(spent) == 1 or len(clause) != 2:
                continue
            (now,) = spent
        gap, allowed = abs(now.value - bases[0].value), now.slack + bases[0].slack + by.slack
        if abs(gap - by.value) > allowed:
            yield apart(statement, now, bases[0], by, show_like(gap, by))
        elif gap > allowed:
            yield from _other_way(statement, now, bases[0], by)


def apart(statement: Statement, now: Mention, base: Mention, by: Mention, right: str) -> Finding:
    """Two figures and a change that is not what lies between them."""
    size = abs(Fraction(right.removesuffix(by.unit)) - Fraction(by.printed.removesuffix(by.unit)))
    fields = {"now": now.printed, "base": base.printed, "right": right, "said": by.printed}
    return finding(
        "sum.text_change", fields, (statement.place(now, base, by),), difference=show_exact(size) + by.unit
    )


def survey(statement: Statement) -> Iterator[Finding]:
    """发放问卷 500 份，收回 486 份，有效 480 份: none of them is above the one before it."""
    if "问卷" not in statement.text and "调查表" not in statement.text:
        return
    counted = [
        next((m for m in statement.mentions if m.kind == COUNT and pattern(step).search(m.label)), None)
        for step in _STEPS
    ]
    steps = [m for m in counted if m is not None]
    for whole, part in pairwise(steps):
        if part.unit == whole.unit and part.value > whole.value:
            size = show_like(part.value - whole.value, part)
            fields = {"part": part.label, "part_value": part.printed, "size": size}
            fields |= {"whole": whole.label, "whole_value": whole.printed}
            places = (statement.place(whole, part),)
            unsure: Condition = "unsure" if part.approximate or whole.approximate else ""
            yield finding("figure.survey_text", fields, places, unless=unsure, difference=size)
            return
