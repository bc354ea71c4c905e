"""Rates within a statement of the text: shares, growth, change from one figure to another, and rates of two figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from perfkit.base.quantities import show_number, show_rate
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, ERROR, Finding
from perfkit.review.mentions import RATE, Mention, Statement, comparable, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold

ZERO, ONE = Fraction(0), Fraction(1)


@check(2, "rate.text_share", "rate.text_change", "rate.text_direction", "rate.text")
def rates_in_text(case: Case) -> Iterator[Finding]:
    """Every rate of a statement whose figures stand beside it.

    Shares (占……的), changes from one figure to another (由……降到……) and growth by an amount (增加……，增长……)
    name both figures: an error where they do not fit. A rate beside two figures of one unit is held against them
    only where it comes near to what they give, as a doubt, since nothing says that it is theirs. Rates that are
    facts with part and whole are the matter of `rate.mismatch`.
    """
    told = _told(case)
    by_label = _by_label(case)
    for statement in statements(case):
        for rate in statement.mentions:
            if rate.kind != RATE or rate.unit == "个百分点":
                continue
            before = [m for m in statement.mentions if m.end <= rate.start]
            for made in (
                _share(statement, rate, before, by_label),
                _change(statement, rate, before),
                _growth(statement, rate, before, by_label),
                _beside(statement, rate, before, told),
            ):
                if made is not None:  # this reading is the right one, whether it fits or not
                    yield from made
                    break


def _told(case: Case) -> set[tuple[str, str]]:
    """Rates that are facts or figures with part and whole of their own, by value and unit."""
    told = set()
    for name, stated in case.stated.items():
        parts = case.figures[name].rate_of if name in case.figures else case.catalogue[name].rate_of
        if parts and all(case.of(part) for part in parts):
            told |= {(str(s.value), s.unit) for s in stated}
    return told


def _by_label(case: Case) -> dict[str, Mention]:
    """The one figure that goes by a name in the whole text; names with two figures are none."""
    found: dict[str, Mention | None] = {}
    for statement in statements(case):
        for mention in statement.mentions:
            if len(mention.label) > 2 and mention.kind != RATE:
                label = pattern("year_prefix").sub("", mention.label)
                same = found.get(label, mention)
                found[label] = mention if same is not None and same.value == mention.value else None
    return {label: mention for label, mention in found.items() if mention is not None}


def _quotient(part: Mention, whole: Mention) -> tuple[Fraction, Fraction, Fraction] | None:
    """Part ÷ whole: least, exact, most, with the print of both."""
    if whole.value - whole.slack <= 0:
        return None
    return (
        (part.value - part.slack) / (whole.value + whole.slack),
        part.value / whole.value,
        (part.value + part.slack) / (whole.value - whole.slack),
    )


def _made(
    code: str,
    statement: Statement,
    rate: Mention,
    exact: Fraction,
    how: str,
    used: list[Mention],
    severity: str = "",
) -> Finding:
    gap = f"{show_number(abs(exact - rate.value) * 100)}个百分点"
    inside = [m for m in used if m in statement.mentions]
    return finding(
        code,
        {
            "rate": rate.printed,
            "name": rate.label or "比率",
            "how": how,
            "right": show_rate(exact),
            "size": gap,
        },
        (statement.place(*inside, rate),),
        severity=severity,
        difference=gap,
        name=rate.label or "the rate",
    )


def _share(statement: Statement, rate: Mention, before: list[Mention], by_label: dict[str, Mention]):
    """甲 X 万元，占乙的 p%: X ÷ 乙, where 乙 has one value in the text, or is the total before 其中."""
    if not rate.label.startswith("占") or not before or before[-1].kind == RATE:
        return None
    part, named = before[-1], pattern("share_of").sub("", rate.label)
    whole = by_label.get(named) if named else None
    if whole is None and not named:
        of_which = [m for m in pattern("of_which").finditer(statement.text) if m.end() <= part.start]
        totals = [m for m in before if of_which and m.end <= of_which[-1].start()]
        whole = totals[-1] if totals else None
    if whole is None or not comparable(part, whole) or whole is part:
        return None
    found = _quotient(part, whole)
    if found is None or found[1] > ONE:
        return None
    if found[0] - rate.slack <= rate.value <= found[2] + rate.slack:
        return []
    how = f"{part.printed} ÷ {whole.printed}"
    return [_made("rate.text_share", statement, rate, found[1], how, [part])]


def _change(statement: Statement, rate: Mention, before: list[Mention]):
    """由 A 降到 B，下降 p%: the change of B against A."""
    if len(before) < 2 or not pattern("changed_by").search(rate.label):
        return None
    first, last = before[-2], before[-1]
    between = statement.text[first.end : last.start]
    if not comparable(first, last) or not pattern("changed_to").search(between) or not first.value:
        return None
    if not pattern("changed_from").search(statement.text[: first.start]):
        return None
    found = _quotient(last, first)
    if found is None:
        return None
    up, down = pattern("says_up").search(rate.label), pattern("says_down").search(rate.label)
    exact = found[1] - ONE
    if (up and exact < 0) or (down and exact > 0):
        return [_direction(statement, rate, f"由{first.printed}到{last.printed}", [first, last])]
    low, high = sorted((abs(found[0] - ONE), abs(found[2] - ONE)))
    if low - rate.slack <= rate.value <= high + rate.slack:
        return []
    how = f"({last.printed} − {first.printed}) ÷ {first.printed}"
    return [_made("rate.text_change", statement, rate, abs(exact), how, [first, last])]


def _direction(statement: Statement, rate: Mention, said: str, used: list[Mention]) -> Finding:
    return finding(
        "rate.text_direction",
        {"said": said, "rate": f"{rate.label}{rate.printed}"},
        (statement.place(*used, rate),),
    )


def _growth(statement: Statement, rate: Mention, before: list[Mention], by_label: dict[str, Mention]):
    """甲比上年增加 D，增长 p%: D ÷ (甲 − D), where 甲 stands before D or has one value in the text."""
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
        return [_direction(statement, rate, f"{by.label}{by.printed}", [by])]
    name = pattern("change_of").sub("", by.label)
    now = by_label.get(name) if name else None
    if now is None and len(before) > 1 and comparable(before[-2], by) and not name:
        now = before[-2]
    if now is None or not comparable(now, by):
        return None
    base = now.value - by.value if up else now.value + by.value
    allowed = now.slack + by.slack
    if base - allowed <= 0:
        return None
    low, high = (by.value - by.slack) / (base + allowed), (by.value + by.slack) / (base - allowed)
    if low - rate.slack <= rate.value <= high + rate.slack:
        return []
    how = f"{by.printed} ÷ ({now.printed} {'−' if up else '＋'} {by.printed})"
    severity = ERROR if abs(by.value / base - rate.value) <= threshold("rate_near") else DOUBT
    return [_made("rate.text_change", statement, rate, by.value / base, how, [now, by], severity)]


def _beside(statement: Statement, rate: Mention, before: list[Mention], told: set[tuple[str, str]]):
    """A named rate right after two figures of one unit, near to what they give and not equal to it."""
    if not pattern("rate_label").search(rate.label):
        return None
    number = rate.printed.removesuffix(rate.unit)
    if (number, rate.unit) in told:
        return None
    cut = max(statement.text.rfind(mark, 0, rate.start) for mark in ";；") + 1
    figures = [m for m in before if m.kind != RATE and m.start >= cut]
    pairs = [(a, b) for a, b in permutations(figures, 2) if comparable(a, b)]
    tried = []
    for part, whole in pairs:
        found = _quotient(part, whole)
        if found is None:
            continue
        for low, exact, high in (found, (ONE - found[2], ONE - found[1], ONE - found[0])):
            if low - rate.slack <= rate.value <= high + rate.slack:
                return []
            tried.append((abs(exact - rate.value), exact, part, whole))
    last_two = figures[-2:]
    if len(last_two) < 2 or not comparable(*last_two):
        return None
    small, large = sorted(last_two, key=lambda m: m.value)
    near = [
        t for t in tried if t[0] <= threshold("rate_near") and {id(t[2]), id(t[3])} == {id(small), id(large)}
    ]
    near = [t for t in near if t[2] is small and t[1] == small.value / large.value] if large.value else []
    if not near:
        return None
    _, exact, part, whole = min(near, key=lambda item: item[0])
    return [_made("rate.text", statement, rate, exact, f"{part.printed} ÷ {whole.printed}", [part, whole])]
