"""Checks of group 5 on money beside the work that it was for: short and left over, undone and spent, unused
and spent, planned and not done."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.filing.own_words import Figure
from perfkit.review.arithmetic import show_amount, show_gap
from perfkit.review.case import Case
from perfkit.review.checks.figure_relations import first_of
from perfkit.review.english import Words
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, threshold, words
from perfkit.review.shown import NOTHING, rows_shown, sections, task_place, yuan
from perfkit.review.topics import topics


@check(5, "claim.shortage")
def shortage_beside_a_balance(case: Case) -> Iterator[Finding]:
    """A shortage claimed of running costs or pay, against budget less spending of the same."""
    seen = set()
    for sentence, match in case.matches(pattern("funds_are_short"), *words("parts_admitting")):
        if not topics()["funds_short"].admission(sentence.text):
            continue
        before = sentence.text[max(0, match.start() - 4) : match.start()]
        kind = "running" if before.endswith("公用") else "pay" if before.endswith(("人员", "工资")) else ""
        left, whole, places = (_running_balance if kind == "running" else _pay_balance)(case)
        if not kind or kind in seen or left <= whole * threshold("left_over"):
            continue
        seen.add(kind)
        said, size = before[-2:] + match.group(), show_amount(left, "money")
        growth, grown = _growth(case)
        yield finding(
            "claim.shortage",
            {
                "section": sentence.section,
                "said": said,
                "size": size,
                "share": show_rate(left / whole),
                "more": growth,
            },
            (sentence.place(said), *places, *grown),
            stakes=case.topic_stakes("funds_short"),
        )


def _running_balance(case: Case) -> tuple[Fraction, Fraction, list[Place]]:
    budget, spent = case.first("daily_running_budget"), case.first("daily_running_spent")
    if budget is None or spent is None:
        return Fraction(0), Fraction(0), []
    balance = case.of("daily_running_balance")[:1]
    return budget.amount - spent.amount, budget.amount, [place_of(s) for s in (budget, spent, *balance)]


def _pay_balance(case: Case) -> tuple[Fraction, Fraction, list[Place]]:
    tasks = case.tasks
    rows = [row for row in tasks if row.category == "basic" and pattern("pay_row").search(row.name)]
    left = sum((row.budget - row.spent for row in rows), Fraction(0))
    places = [task_place(case, row, more=row.completion_quote) for row in rows]
    return left, sum((row.budget for row in rows), Fraction(0)), places


def _growth(case: Case) -> tuple[Words, list[Place]]:
    added, staff = case.first("staff_added_count"), case.first("established_staff_count")
    if added is None or staff is None or not 0 < added.amount < staff.amount:
        return NOTHING, []
    before = staff.amount - added.amount
    shown = {
        "before": show_exact(before),
        "added": show_exact(added.amount),
        "share": show_rate(added.amount / before),
    }
    return phrase("staff_grew", **shown), [place_of(added)]


@check(5, "claim.undone_spent")
def undone_but_spent(case: Case) -> Iterator[Finding]:
    """Work that the text calls little or stopped, beside nine tenths or more spent in every project of the
    task table."""
    tasks = case.tasks
    rows = [row for row in tasks if row.category == "project" and row.budget]
    found = [
        (s, m)
        for s, m in case.matches(pattern("undone"), *words("parts_on_undone"))
        if topics()["project_delay"].admission(s.text) or topics()["targets_unmet"].admission(s.text)
    ]
    if not rows or not found:
        return
    least = min(row.spent / row.budget for row in rows)
    if least < threshold("nearly_spent"):
        return
    hits = [s.place(m.group()) for s, m in found[:4]]
    yield finding(
        "claim.undone_spent",
        {"section": sections(hits), "said": found[0][1].group(), "least": show_rate(least)},
        (*hits, *(task_place(case, row, show_rate(row.spent / row.budget)) for row in rows)),
        stakes=case.topic_stakes("project_delay"),
    )


@check(5, "claim.unused_spent")
def unused_but_spent(case: Case) -> Iterator[Finding]:
    """A target of how often a reserve was used, answered 0, against the spending of the task of that name."""
    tasks = {row.name: row for row in case.tasks}
    for row in case.targets:
        cut = pattern("uses").search(row.target.name)
        task = tasks.get(row.target.name[: cut.start()]) if cut else None
        if task is None or row.parsed.actual_number != 0 or not task.spent:
            continue
        spent = yuan(task.spent)
        yield finding(
            "claim.unused_spent",
            {
                "name": row.target.name,
                "task": task.name,
                "spent": spent,
                "share": show_rate(task.spent / task.budget) if task.budget else "—",
            },
            (row.place, Place(case.task_section, f"{task.name} 执行 {spent}", spent)),
            difference=spent,
        )


@check(5, "figure.unfinished")
def unfinished_work(case: Case) -> Iterator[Finding]:
    """The department's own figures of work planned and done, by their names, outside the target table."""
    shown = [row.words for row in case.targets]
    counts = [f for f in case.submission.figures if f.kind == "count"]
    done = [f for f in counts if pattern("done_name").search(f.name)]
    for planned in counts:
        cut = pattern("planned_name").search(planned.name)
        if cut is None or cut.start() < 4 or _in_target(planned, shown):
            continue
        stem, whole = planned.name[: cut.start()], first_of(planned)
        short = [
            f
            for f in done
            if f is not planned
            and f.name.startswith(stem)
            and (first_of(f).unit, first_of(f).period, first_of(f).scope)
            == (whole.unit, whole.period, whole.scope)
            and first_of(f).amount < whole.amount
        ]
        if short:
            yield _unfinished(case, stem, planned, short)


def _in_target(figure: Figure, shown: list[str]) -> bool:
    quotes = ["".join(s.quote.split()) for s in figure.statements]
    return any(quote and quote in words for quote in quotes for words in shown)


def _unfinished(case: Case, stem: str, planned: Figure, short: list[Figure]) -> Finding:
    whole = first_of(planned)
    rows = [row for row in case.full_rows("output") if "measurability" not in row.indicator.relies_on]
    least = min(first_of(f).amount for f in short)
    far = least / whole.amount < threshold("unfinished")
    size = show_gap(whole.amount - least, "count", whole.unit)
    listed_short = [
        phrase(
            "value_share",
            name=f.name,
            value=first_of(f).printed,
            share=show_rate(first_of(f).amount / whole.amount),
        )
        for f in short
    ]
    full = phrase("with_full_marks", rows=rows_shown(rows, "row_named")) if rows else NOTHING
    return finding(
        "figure.unfinished",
        {
            "planned": phrase("valued", name=planned.name, value=whole.printed),
            "listed": listed_short,
            "size": size,
            "full": full,
            "name": stem,
        },
        (place_of(whole), *(place_of(first_of(f)) for f in short), *(case.score_place(row) for row in rows)),
        unless="" if rows and far else "no_stakes",
        stakes=tuple((row.indicator.id, case.beyond_figures(row)) for row in rows) if far else (),
    )
