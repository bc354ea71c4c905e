"""Checks of group 3: targets that restate a figure of the text or of the task table, and money that stands in
for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text
from perfkit.filing.filed_tables import Task
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import DIFFERS, compare, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.checks.restated import flat_cut, worst_pair
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.mentions import MONEY, RATE, figured, mentions
from perfkit.review.registry import check
from perfkit.review.rows import Row, sure
from perfkit.review.rulebook import finding, pattern, phrase, rulebook
from perfkit.review.sentences import plain_text
from perfkit.review.shown import label, task_place, yuan
from perfkit.review.topics import exception

_DECIMALS = re.compile(r"\d+(?:\.(\d+))?")
_PERCENT = Fraction(1, 100)
_FEWEST = 3


@check(3, "restated.target")
def targets_against_figures(case: Case) -> Iterator[Finding]:
    """Targets that restate a fact, a figure of their own name, or a task's budget, spending and rate."""
    tasks = {row.name: row for row in case.tasks}
    figures = {figure.name: figure.id for figure in case.submission.figures}
    facts = [(fact, re.compile(named)) for fact, named in rulebook().fact_targets.items()]
    for row in case.targets:
        name = row.target.name
        if row.parsed.actual_number is None or row.parsed.actual_high is not None:
            continue
        if pattern("states_a_change").match(row.target.actual):
            continue  # 增收21.4万元 says by how much, the text says how much
        suffix = pattern("task_suffix").search(name)
        task = tasks.get(name[: suffix.start()]) if suffix else None
        if suffix is not None and task is not None:
            if not _is_told(case, row):
                of_rate = suffix.group(1).endswith("率")
                yield from _rate_of_task(case, row, task) if of_rate else _money_of_task(case, row, task)
            continue
        fact = next((fact for fact, named in facts if named.search(name)), None)
        if fact := fact or figures.get(name):
            yield from _against_fact(case, row, fact)


def _is_told(case: Case, row: Row) -> bool:
    """True where a figure quoted from the target's own cells is already found to differ from the table's."""
    pairs = (
        worst_pair(case.of(name, key))
        for name in case.figures
        if name in case.stated
        for key in case.keys(name)
    )
    return any("".join(s.quote.split()) in row.words for pair in pairs if pair for s in pair[:2])


def _half_digit(cell: str, factor: Fraction) -> Fraction:
    places = max((len(match.group(1) or "") for match in _DECIMALS.finditer(cell)), default=0)
    return factor / (2 * 10**places)


def _rate_of_task(case: Case, row: Row, task: Task) -> Iterator[Finding]:
    number = sure(row.parsed.actual_number)
    if not task.budget or row.parsed.actual_unit != "%":
        return
    exact = task.spent / task.budget
    if compare(number / 100 - exact, _half_digit(row.target.actual, _PERCENT)) != DIFFERS:
        return
    size, said = show_gap(number / 100 - exact, "rate"), show_rate(exact)
    yield finding(
        "restated.target",
        {
            "target": row.target.name,
            "actual": show_exact(number) + "%",
            "said": said,
            "size": size,
            "name": task.name,
        },
        (row.place, task_place(case, task, said)),
        variant="rate",
    )


def _money_of_task(case: Case, row: Row, task: Task) -> Iterator[Finding]:
    parsed = row.parsed
    for side, printed, unit, amount in (
        ("spent", sure(parsed.actual_number), parsed.actual_unit, task.spent),
        ("budget", parsed.expected_number, parsed.expected_unit, task.budget),
    ):
        if printed is None or unit != "元" or abs(printed - amount) <= Fraction(1, 2):
            continue
        size, column = yuan(abs(printed - amount)), phrase(f"side_{side}")
        yield finding(
            "restated.target",
            {
                "name": task.name,
                "column": column,
                "actual": yuan(printed),
                "said": yuan(amount),
                "size": size,
            },
            (row.place, Place(case.task_section, f"{task.name} {column.zh}", yuan(amount))),
            variant="money",
            possible=flat_cut(min(printed, amount), max(printed, amount)),
        )


def _against_fact(case: Case, row: Row, fact: str) -> Iterator[Finding]:
    kind, unit, number = case.kind(fact), row.parsed.actual_unit, sure(row.parsed.actual_number)
    stated = case.first(fact)
    allowed = Fraction(1, 2) if kind == "money" else Fraction(0)
    if kind == "rate":
        number, allowed = number / 100, _half_digit(row.target.actual, _PERCENT)
    wanted = {"rate": ("%",), "money": ("元",), "count": ("", stated.unit if stated else "")}.get(
        kind, (unit,)
    )
    if unit not in wanted:
        return
    if stated is not None:
        amount, place, said = stated.amount, place_of(stated), stated.printed
        allowed += slack(stated)
    else:
        of = case.catalogue[fact].rate_of if kind == "rate" and fact in case.catalogue else None
        if not of:
            return
        part, whole = (case.evaluation.book.find(name).span for name in of)
        if not (part.is_exact and whole.is_exact and whole.low):
            return
        amount = part.low / whole.low
        if _told_of_another(case, number, allowed, whole.low):
            return
        said = show_rate(amount)
        place = Place("按分子分母计算", case.name(fact), said)
    if compare(number - amount, allowed) != DIFFERS:
        return
    if stated is not None and _is_of_others(row, stated):
        return
    size = show_gap(number - amount, kind, stated.unit if stated else "")
    yield finding(
        "restated.target",
        {
            "target": row.target.name,
            "actual": row.target.actual,
            "name": label(case, fact),
            "said": said,
            "size": size,
        },
        (row.place, place),
        stakes=case.rests_on((fact,)),
    )


def _told_of_another(case: Case, rate: Fraction, allowed: Fraction, whole: Fraction) -> bool:
    """True where a sentence has the rate beside an amount that gives it: the amounts differ, not the rate."""
    for statement in figured(case):
        if any(m.kind == RATE and abs(m.value - rate) <= allowed for m in statement.mentions):
            amounts = (m.value for m in statement.mentions if m.kind == MONEY)
            if any(abs(amount / whole - rate) <= allowed for amount in amounts):
                return True
    return False


def _is_of_others(row: Row, stated: Statement) -> bool:
    """企业满意度 of the text beside 群众满意度 of the table: the satisfaction of other people."""
    asked, said = (pattern("beneficiary").search(text) for text in (row.target.name, _label_of(stated)))
    return said is not None and (asked is None or asked["who"] != said["who"])


def _label_of(stated: Statement) -> str:
    found = [m.label for m in mentions(plain_text(stated.quote)) if stated.value == m.digits]
    return found[-1] if found else ""


# A rate of money in place of a rate of numbers
# ---------------------------------------------------------------
def done_by_number(case: Case, section: str) -> tuple[int, int] | None:
    """Of the things that a passage lists with their numbers, how many are left when those that a clause
    excepts (除打印机……外) are taken off: (done, planned); None where nothing is listed or excepted.
    """
    sentences = [s for s in case.sentences if s.section == section]
    listed = [
        (m["name"], int(m["number"])) for s in sentences for m in pattern("counted_item").finditer(s.text)
    ]
    left = next((match["left"] or match["apart"] for s in sentences if (match := exception(s.text))), "")
    if len(listed) < _FEWEST or not left:
        return None
    excepted = [number for name, number in listed if name in left]
    planned = sum(number for _, number in listed)
    return (planned - sum(excepted), planned) if excepted else None


def _by_number(case: Case, section: str) -> tuple[Text, ...]:
    found = done_by_number(case, section)
    if found is None:
        return ()
    done, planned = found
    return (
        phrase("by_number", done=str(done), planned=str(planned), share=show_rate(Fraction(done, planned))),
    )


@check(5, "target.money_rate")
def money_rates(case: Case) -> Iterator[Finding]:
    """Targets of numbers whose result is a rate of money of the same subject; what the rate would be by the
    numbers that the text lists and excepts is named as possible."""
    for row in case.targets:
        number, target = row.parsed.actual_number, row.target
        if target.kind != "quantity" or row.parsed.actual_unit != "%" or number in (None, 100):
            continue
        if pattern("about_money").search(target.name):
            continue
        print_ = Fraction(1, 2) if sure(number).denominator == 1 else Fraction(1, 200)
        for kind in case.catalogue.values():
            part, whole = (case.first(term) for term in kind.rate_of or ("", ""))
            if (
                part is None
                or whole is None
                or not whole.amount
                or case.kind(sure(kind.rate_of)[0]) != "money"
            ):
                continue
            exact = part.amount / whole.amount * 100
            if abs(exact - sure(number)) > print_ or len(set(target.name) & set(kind.zh)) < 2:
                continue
            yield finding(
                "target.money_rate",
                {
                    "name": target.name,
                    "actual": target.actual,
                    "rate": kind.name,
                    "share": show_rate(exact / 100),
                },
                (row.place, *(Place(s.section, s.quote, s.printed) for s in (part, whole))),
                stakes=case.stakes_of(target.block),
                possible=_by_number(case, whole.section),
            )
            break
