"""Rates within a statement of the text: shares, growth, change from one figure to another, and rates of two
figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from perfkit.base.quantities import ONE, ZERO, show_number
from perfkit.review.arithmetic import is_slip, slack
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.checks.stem_rates import of_its_stem
from perfkit.review.checks.text_changes import (
    bare_name,
    change,
    growth,
    of_rate,
    points_between,
    reasons_against_changes,
    span_of,
)
from perfkit.review.checks.text_claims import budget_of
from perfkit.review.checks.text_compared import compared, survey
from perfkit.review.checks.text_each import each
from perfkit.review.checks.text_relations import by_roles
from perfkit.review.checks.text_shares import off_share, shares
from perfkit.review.checks.told_rates import grown
from perfkit.review.finding import Finding
from perfkit.review.mentions import MONEY, RATE, Mention, Statement, comparable, figured, neighbour
from perfkit.review.registry import check
from perfkit.review.rulebook import pattern, threshold


@check(
    2,
    "rate.text_share",
    "rate.text_change",
    "rate.text_direction",
    "rate.text",
    "rate.text_mean",
    "rate.text_multiple",
    "sum.text_change",
    "figure.survey_text",
)
def rates_in_text(case: Case) -> Iterator[Finding]:
    """Every rate of a statement whose figures stand beside it."""
    told, by_label = told_by_facts(case), _by_label(case)
    yield from reasons_against_changes(case)
    for statement in figured(case):
        yield from each(statement)
        yield from survey(statement)
        yield from compared(statement)
        beside = neighbour(case, statement)
        yield from shares(case, statement, beside, by_label)
        for rate in statement.mentions:
            if rate.kind != RATE and rate.unit != "个百分点":
                continue
            before = [m for m in statement.mentions if m.end <= rate.start]
            if rate.unit == "个百分点":
                yield from points_between(statement, rate, before) or ()
                continue
            for made in (
                change(statement, rate, before),
                growth(statement, rate, before, by_label, beside),
                grown(statement, rate, before, by_label),
                _completion(case, statement, rate, before, told),
                _saved(statement, rate, before),
                by_roles(statement, rate, before),
                of_its_stem(case, statement, rate),
                _beside(statement, rate, before, told, beside),
            ):
                if made is not None:  # this reading is the right one, whether it fits or not
                    yield from made
                    break


def told_by_facts(case: Case) -> set[tuple[str, str]]:
    """Rates that are facts or figures with part and whole of their own, by value and unit."""
    told = set()
    for name, stated in case.stated.items():
        parts = case.figures[name].rate_of if name in case.figures else case.catalogue[name].rate_of
        if parts and all(case.of(part) for part in parts):
            told |= {(str(s.value), s.unit) for s in stated}
    return told


def _by_label(case: Case) -> dict[str, Mention]:
    """The one figure that goes by a name in the whole text; names with two figures are none. Names without
    the words that open them (全年支出) give way to those that stand so."""
    found: dict[str, Mention | None] = {}
    bare: dict[str, Mention | None] = {}
    for statement in figured(case):
        for mention in statement.mentions:
            if len(mention.label) > 1 and mention.kind != RATE:
                label = pattern("year_prefix").sub("", mention.label)
                plain = pattern("opening_words").sub("", label)
                for names, kept in (({label, pattern("spent_tail").sub("", label)}, found), ({plain}, bare)):
                    for name in names if len(label) > 2 or kept is bare else ():
                        same = kept.get(name, mention)
                        kept[name] = mention if same is not None and same.value == mention.value else None
    return _spent(case) | _named(bare) | _named(found)


def _named(found: dict[str, Mention | None]) -> dict[str, Mention]:
    return {label: mention for label, mention in found.items() if mention is not None}


def _spent(case: Case) -> dict[str, Mention]:
    """Expenditure by item, where the filing gives one amount for it."""
    found = {}
    for fact in case.stated:
        printed = case.of(fact) if fact.endswith("_spent") else ()
        name = bare_name(case.name(fact)) if len({p.amount for p in printed}) == 1 else ""
        if len(name) > 3:
            one = printed[0]
            found[name] = Mention(name, one.amount, one.unit, one.printed, MONEY, 0, 0, slack(one))
    return found


def _completion(
    case: Case, statement: Statement, rate: Mention, before: list[Mention], told: set[tuple[str, str]]
):
    """预算 A，决算 B，完成预算的 p%; 计划 A，实际 B，完成率 p%: the two figures are named, whatever they give."""
    if not pattern("completion_label").search(rate.label) or not before:
        return None
    if (rate.printed.removesuffix(rate.unit), rate.unit) in told:
        return None
    base = "预算" in rate.label and "率" not in rate.label  # of what an 执行率 is, no name says
    if base and (by_table := _of_a_table(case, statement, rate, before[-1])):
        return by_table
    figures = [m for m in before if m.kind != RATE][-2:]
    if len(figures) < 2 or not comparable(*figures) or figures[0].end < _segment(statement, rate):
        return None
    if any(m.kind == RATE and m.start > figures[0].start for m in before):
        return None
    planned, done = figures
    if not all(word in planned.label for word in ("年初", "调整") if word in rate.label):
        named = [m for m in before if comparable(m, done) and pattern("planned_label").search(m.label)]
        if any(not off_share(done, rate, m) for m in named):
            return []
    if not (pattern("planned_label").search(planned.label) and pattern("done_label").search(done.label)):
        return None
    found = span_of(done, planned)
    if found is None:
        return None
    if found[0] - rate.slack <= rate.value <= found[2] + rate.slack:
        return []
    how = quotient(done.printed, planned.printed)
    cut = ZERO <= found[1] - rate.value < 2 * rate.slack  # 99.98 % written as 99 %
    return [of_rate("rate.text", statement, rate, found[1], how, [planned, done], "cut" if cut else "")]


def _saved(statement: Statement, rate: Mention, before: list[Mention]) -> list[Finding] | None:
    """采购预算 A，实际采购 B，节约 C，节约率 p%: what was saved is a share of the budget, not of what was paid."""
    if not pattern("saving_rate").search(rate.label):
        return None
    money = [m for m in before if m.kind == MONEY]
    planned, saved = (
        [m for m in money if pattern(name).search(m.label)] for name in ("planned_label", "saved_label")
    )
    paid = [m for m in money if m not in planned and m not in saved]
    if not len(planned) == len(saved) == len(paid) == 1 or not off_share(saved[0], rate, planned[0]):
        return None
    found = span_of(saved[0], planned[0])
    if found is None or off_share(saved[0], rate, paid[0]):
        return None  # what else it may be is for the figures beside it
    how = quotient(saved[0].printed, planned[0].printed)
    return [of_rate("rate.text", statement, rate, found[1], how, [planned[0], saved[0]], "unsure")]


def _of_a_table(case: Case, statement: Statement, rate: Mention, done: Mention) -> list[Finding]:
    """公务接待费支出决算 B，完成预算的 p%, where only a table has the budget."""
    name = pattern("money_suffix").sub("", done.label)
    if done.kind != MONEY or not name or not pattern("done_label").search(done.label):
        return []
    budget = budget_of(case, name, done)
    if budget is None or not budget[0]:
        return []
    value, printed, allowed = budget
    whole = replace(done, value=value, printed=printed, slack=allowed)
    if not off_share(done, rate, whole):
        return []
    how = quotient(done.printed, printed)
    return [of_rate("rate.text", statement, rate, done.value / value, how, [done], "unsure")]


def _segment(statement: Statement, mention: Mention) -> int:
    return max(statement.text.rfind(mark, 0, mention.start) for mark in ";；") + 1


def _beside(
    statement: Statement,
    rate: Mention,
    before: list[Mention],
    told: set[tuple[str, str]],
    earlier: Statement | None,
):
    """A named rate right after two figures of one unit, near to what they give and not equal to it.

    Its name must speak of them (验收合格率 beside 通过验收), and no other rate of the statement be theirs.
    """
    if not pattern("rate_label").search(rate.label) or pattern("part_of_year").search(rate.label):
        return None
    number = rate.printed.removesuffix(rate.unit)
    if (number, rate.unit) in told:
        return None
    cut = _segment(statement, rate)
    said = statement.text[cut : rate.start - len(rate.label)]
    named = _speaks_of(rate.label, said) or pattern("due_and_done").search(said)
    if not named and "." not in number:
        return None
    figures = [m for m in before if m.kind != RATE and m.start >= cut]
    last = figures[-1].end if figures else cut
    if pattern("of_which").search(statement.text[last : rate.start]):
        return None  # of a part that has no figure
    if "分别" in statement.text[cut : rate.start]:  # one after the other, each for something of its own
        return None
    pairs = [(a, b) for a, b in permutations(figures, 2) if comparable(a, b)]
    tried = []
    for part, whole in pairs:
        found = span_of(part, whole)
        if found is None:
            continue
        for low, exact, high in (found, (ONE - found[2], ONE - found[1], ONE - found[0])):
            if low - rate.slack <= rate.value <= high + rate.slack:
                return []
            tried.append((abs(exact - rate.value), exact, part, whole))
    last_two = figures[-2:]
    if len(last_two) < 2 or not comparable(*last_two):
        return None
    wholes = [m for m in (earlier.mentions if earlier else ()) if m.value and comparable(m, figures[-1])]
    wholes.append(replace(last_two[0], value=last_two[0].value + last_two[1].value))
    if any(not off_share(figures[-1], rate, whole) for whole in wholes):
        return []  # of the budget that stands a sentence before, of what was spent and what is left
    small, large = sorted(last_two, key=lambda m: m.value)
    # 抽检1226批次,其中上半年512批次,下半年714批次,不合格62批次: of which of them, the nearest quotient says
    nearest = [t for t in tried if t[2] is small is figures[-1] and t[1] == small.value / t[3].value]
    large = min(nearest, key=lambda t: t[0], default=(ZERO, ZERO, small, large))[3]
    near = [
        t for t in tried if t[0] <= threshold("rate_near") and {id(t[2]), id(t[3])} == {id(small), id(large)}
    ]
    near = [t for t in near if t[2] is small and t[1] == small.value / large.value] if large.value else []
    others = [m for m in before if m.kind == RATE and m.start >= cut]
    if not near or any(abs(other.value - near[0][1]) <= 2 * other.slack for other in others):
        return None
    _, exact, part, whole = min(near, key=lambda item: item[0])
    if not named and (len(number.partition(".")[2]) < 2 or not is_slip(number, show_number(exact * 100))):
        return None  # of something else
    return [
        of_rate(
            "rate.text",
            statement,
            rate,
            exact,
            quotient(part.printed, whole.printed),
            [part, whole],
            "unsure",
        )
    ]


def _speaks_of(label: str, words: str) -> bool:
    """True where the words before a rate hold what its name says: 合格 of 验收合格率, 预算 of 完成预算的."""
    stem = pattern("rate_tail").sub("", label)
    pairs = [stem[i : i + 2] for i in range(len(stem) - 1)]
    return any(pair in words for pair in pairs) or bool(stem) and all(char in words for char in stem[-2:])
