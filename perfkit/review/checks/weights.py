"""Checks of group 6: weights that the department filed, the rubric's own misprints, units, three-public
items, forms too even."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from perfkit.base.quantities import show_exact
from perfkit.base.text import Text
from perfkit.filing.filed_tables import Target
from perfkit.review.arithmetic import covers_more, sums_by_name
from perfkit.review.case import Case
from perfkit.review.checks.form_blocks import block_max, block_name, block_place
from perfkit.review.checks.form_points import Scored, scored_rows
from perfkit.review.checks.text_sums import breakdowns
from perfkit.review.english import listed, quoted
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rows import Row, sure
from perfkit.review.rulebook import finding, pattern, phrase, threshold, words
from perfkit.review.shown import label, row_name

ZERO, HUNDRED = Fraction(0), Fraction(100)
_MOST = 6
Wanted = tuple[Text, Callable[[Target], bool], tuple[Fraction, ...]]


@check(1, "sum.block_weights")
def block_weights(case: Case) -> Iterator[Finding]:
    """The weights of a block's rows against the maximum printed for it, and all of them against the whole
    table."""
    rows = [row for row in scored_rows(case) if row.most is not None]
    if not rows or len(rows) < len(scored_rows(case)):
        yield from _printed_blocks(case)
        return
    sums = sums_by_name((row.block, sure(row.most)) for row in rows if row.block)
    off = []
    for block, total in sums.items():
        most = block_max(case, block)
        if most is None:
            head = pattern("block_points").search(block)
            most = Fraction(head["points"]) if head else None
        if most is None or covers_more(sums, block, most, partial(block_max, case)):
            continue
        if not _holds_another(case, sums, most - total):
            off.append((block_name(case, block), total, most))
    whole = _whole(case, sum((sure(row.most) for row in rows), ZERO))
    if whole == HUNDRED:
        whole = None
    if not off and (whole is None or not _full_form(case, rows)):
        return
    said = [
        phrase("block_adds_up", name=name, total=show_exact(total), most=show_exact(most))
        for name, total, most in off
    ]
    if whole is not None:
        said.append(phrase("form_adds_up", total=show_exact(whole)))
    size = show_exact(abs(off[0][1] - off[0][2]) if off else abs(sure(whole) - HUNDRED))
    named = {n.zh for n, _, _ in off}
    places = [row.place() for row in rows if not off or block_name(case, row.block).zh in named]
    yield finding(
        "sum.block_weights",
        {"said": listed(said, "；", "; ")},
        places[:12],
        difference=size + "分",
        about=tuple(named) or ("form",),
    )


def _holds_another(case: Case, sums: dict[str, Fraction], rest: Fraction) -> bool:
    """True where blocks without a maximum of their own make up the rest: satisfaction stands under the
    benefits."""
    loose = [
        sums[block] for block in ("satisfaction", "cost") if block in sums and block_max(case, block) is None
    ]
    if -rest in _without_rows(case, sums):
        return True  # rows of a block that were read under another
    return rest > 0 and (rest in loose or rest == sum(loose, ZERO))


def _without_rows(case: Case, sums: dict[str, Fraction]) -> set[Fraction]:
    """What blocks without a row have at most, one and all of them."""
    most = [
        block.max
        for name, block in case.submission.form.blocks.items()
        if name not in sums and name not in ("execution", "targets") and block.max is not None
    ]
    return {*most, sum(most, ZERO)} - {ZERO}


def _printed_blocks(case: Case) -> Iterator[Finding]:
    """The maxima that the form prints for its blocks against 100, where it prints all of them and no row has
    a weight."""
    most = {name: block.max for name, block in case.submission.form.blocks.items() if block.max is not None}
    parts = ("targets",) if "targets" in most else ("output", "benefit", "satisfaction", "cost")
    kept = {name: most[name] for name in ("execution", *parts) if name in most}
    total = sum(kept.values(), ZERO)
    if "execution" not in kept or not set(parts[:3]) <= set(kept) or total == HUNDRED:
        return
    parts_added = listed([show_exact(points) for points in kept.values()], "＋", " + ")
    size = show_exact(abs(total - HUNDRED))
    yield finding(
        "sum.block_weights",
        {"said": phrase("parts_add_up", parts=parts_added, total=show_exact(total))},
        tuple(block_place(case, name, "分值", show_exact(points)) for name, points in kept.items()),
        difference=size + "分",
        about=tuple(sorted(kept)),
    )


def _whole(case: Case, total: Fraction) -> Fraction | None:
    """All points of the form; None where the part for execution is not known."""
    execution = block_max(case, "execution")
    if case.submission.self_evaluation.rows:  # the points for execution may stand in no row
        return HUNDRED if total + (execution or ZERO) == HUNDRED else total
    if execution is None:
        return total if total > HUNDRED else None
    return total + execution


def _full_form(case: Case, rows: list[Scored]) -> bool:
    """True where nothing but a wrong weight explains a sum that is not 100: a total near it, every block
    filled."""
    filed = case.submission.self_evaluation
    return filed.total is not None and filed.total <= HUNDRED and len(rows) > 3


def _left_over(case: Case) -> bool:
    """True where the form prints no maxima and its weights leave the execution rate no whole share of the
    points.

    Forms give the execution rate 10 or 20 points, now and then another multiple of five.
    """
    if case.submission.form.blocks:
        return False
    rows = [row.indicator for row in case.evaluation.rows]
    scored = [row for row in rows if row.targets is None]
    return len(scored) < len(rows) and any(row.max % 5 for row in scored)


def _wanted(case: Case) -> list[Wanted]:
    name = block_name(case, "targets")
    filed: list[Wanted] = [
        (row_name(row), policy.takes, (row.indicator.max,))
        for row in case.evaluation.rows
        if (policy := row.indicator.targets) is not None and policy.weights == "filed"
    ]
    if filed and _left_over(case):
        return [(name, lambda _: True, (Fraction(100), Fraction(90), Fraction(80)))]
    return filed or ([(name, lambda _: True, (Fraction(100), Fraction(90)))] if case.evaluation.rows else [])


@check(6, "sum.weights")
def weights(case: Case) -> Iterator[Finding]:
    """Weights as filed: the points of their row where the rubric scores by them, or 100."""
    by_rubric = any(
        row.indicator.targets and row.indicator.targets.weights == "filed" for row in case.evaluation.rows
    )
    for name, takes, wanted in _wanted(case):
        rows = [t for t in case.targets if takes(t.target)]
        if not rows or any(t.target.weight is None for t in rows):
            continue
        total = sum((sure(t.target.weight) for t in rows), Fraction(0))
        if total in wanted:
            continue
        gap = show_exact(min(abs(total - points) for points in wanted))
        yield finding(
            "sum.weights",
            {
                "name": name,
                "count": str(len(rows)),
                "total": show_exact(total),
                "wanted": listed([show_exact(points) for points in wanted], "或", " or "),
                "size": gap,
            },
            tuple(Place(t.section, t.target.name, show_exact(sure(t.target.weight))) for t in rows)[:10],
            unless="" if by_rubric else "unsure",
        )


@check(6, "rubric.misprint")
def rubric_misprints(case: Case) -> Iterator[Finding]:
    """Points printed in a clause beyond the row's own, and words doubled in brackets."""
    for row in case.evaluation.rows:
        section, most = f"评分表 {row.indicator.name.zh}", row.indicator.max
        for match in pattern("block_points").finditer(row.indicator.standard):
            printed = match["points"]
            if Fraction(printed) > most:
                gap = show_exact(Fraction(printed) - most)
                yield finding(
                    "rubric.misprint",
                    {"name": row_name(row), "printed": printed, "most": show_exact(most), "size": gap},
                    (Place(section, f"（{printed}分）", printed), Place(section, "分值", show_exact(most))),
                )
        for match in pattern("repeated_in_brackets").finditer(row.indicator.standard):
            yield finding(
                "rubric.misprint",
                {"name": row_name(row), "said": match.group()},
                (Place(section, match.group()),),
                variant="doubled",
            )


@check(6, "unit.mixed", "three_public.items")
def units_and_items(case: Case) -> Iterator[Finding]:
    """Units that change within one passage; three-public items that the report does not mention."""
    for name in case.stated:
        if name not in case.catalogue or not name.endswith("_spent"):
            continue
        spent, budget = case.first(name), case.first(name.removesuffix("_spent") + "_budget")
        if not spent or not budget:
            continue
        if spent.section == budget.section and spent.unit != budget.unit and (spent.amount or budget.amount):
            yield finding(
                "unit.mixed",
                {
                    "name": label(case, name),
                    "spent": Text(spent.printed, spent.printed),
                    "budget": Text(budget.printed, budget.printed),
                },
                (place_of(budget), place_of(spent)),
            )
    filed, items = case.submission.facts, words("three_public_items")
    known = [item for item in items if f"{item}_budget" in filed or f"{item}_spent" in filed]
    named = tuple(zip(items, words("three_public_words"), strict=True))
    unsaid = (item for item, word in named if item not in known and not case.lines.having((word,)))
    absent = [label(case, f"{item}_spent") for item in unsaid]
    in_all = any(f"three_public_{side}" in filed for side in ("budget", "spent")) or _others_are_none(case)
    if known and absent and not in_all:
        yield finding(
            "three_public.items",
            {
                "count": str(len(known)),
                "all": str(len(items)),
                "names": listed(Text(name.zh.removesuffix("支出数"), name.en) for name in absent),
            },
            tuple(place_of(filed[f"{item}_spent"][0]) for item in known if filed.get(f"{item}_spent")),
            stakes=case.rests_on(("three_public_spent", "three_public_budget")),
        )


def _others_are_none(case: Case) -> bool:
    """True where the three-public items that a sentence lists make up the total before them."""
    items = words("three_public_words")
    lists = (b for b in breakdowns(case) if all(any(i in part.label for i in items) for part in b.parts))
    return any(b.fits(whole) for b in lists for whole in b.wholes)


def _has_no_unit(row: Row) -> bool:
    """True where target and result are bare numbers, and neither a column nor the name says of what."""
    target, parsed = row.target, row.parsed
    cells = (pattern("bare_number").fullmatch("".join(c.split())) for c in (target.expected, target.actual))
    return (
        parsed.expected_number is not None
        and not target.unit
        and all(cells)
        and not pattern("names_its_unit").search(target.name)
    )


@check(6, "target.no_value", "target.no_unit", "target.all_equal", "points.all_full")
def even_forms(case: Case) -> Iterator[Finding]:
    """Targets without a value, and forms in which every result equals its target or every row has full
    points."""
    unset = [row for row in case.targets if not row.target.expected.strip()]
    if unset and len(unset) < len(case.targets):
        names = quoted([row.target.name for row in unset[:_MOST]])
        yield finding(
            "target.no_value", {"count": str(len(unset)), "names": names}, [r.place for r in unset[:_MOST]]
        )
    bare = [row for row in case.targets if _has_no_unit(row)]
    if bare and any(row.parsed.expected_unit for row in case.targets):
        names = quoted([row.target.name for row in bare[:_MOST]])
        yield finding(
            "target.no_unit", {"count": str(len(bare)), "names": names}, [r.place for r in bare[:_MOST]]
        )
    numbered = [row for row in case.targets if row.parsed.expected_number is not None]
    equal = [row for row in numbered if row.parsed.actual_number == row.parsed.expected_number]
    least = int(threshold("even_rows"))
    if len(equal) == len(numbered) >= least:
        yield finding("target.all_equal", {"count": str(len(equal))}, [row.place for row in equal[:_MOST]])
    rows = scored_rows(case)
    full = [row for row in rows if row.most is not None and row.own == row.most]
    if len(full) == len(rows) >= least:
        yield finding("points.all_full", {"count": str(len(full))}, [row.place() for row in full[:_MOST]])
