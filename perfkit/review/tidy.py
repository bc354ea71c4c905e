"""What of a submission is reviewed: names that name nothing, and amounts that are not the year's, are left
out."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import show_exact
from perfkit.filing.own_words import Figure
from perfkit.filing.printed import ABOVE, BESIDE
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission
from perfkit.review.rulebook import pattern

# The number of an item at the end of a place, and the page that it names.
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?")
_ITEM = re.compile(r"(?:[.．]?\d+|[（(]\d+[)）])?(?:\s*第\d+页)?$")


def reviewable(submission: Submission) -> Submission:
    """The submission without what nobody can hold against anything.

    Targets whose name is a mark of the template or a label of the form (……, 分值), own figures whose name says
    of nothing what they count (完成率: of what?), and amounts of several years (总投资) among those of the year.
    The submission itself where all of it can be reviewed.
    """
    changes: dict[str, object] = {}
    if submission.targets is not None:
        rows = tuple(row for row in submission.targets.rows if not pattern("no_name").search(_key(row.name)))
        if len(rows) < len(submission.targets.rows):
            changes["targets"] = submission.targets.model_copy(update={"rows": rows})
    figures = tuple(kept for one in submission.figures if (kept := _figure(one, submission.year)) is not None)
    if figures != submission.figures:
        changes["figures"] = figures
    facts = {name: _stated(submission, name, stated) for name, stated in submission.facts.items()}
    if any(facts[name] is not stated for name, stated in submission.facts.items()):
        changes["facts"] = {name: stated for name, stated in facts.items() if stated}
    filed = submission.self_evaluation
    heads = {head for row in filed.rows for head in (row.level1, row.level2)}
    scored = tuple(row for row in filed.rows if row.level1 or row.name not in heads)
    if len(scored) < len(filed.rows):  # a block that the text tells is no row of its own
        filed = filed.model_copy(update={"rows": scored})
        changes["self_evaluation"] = filed
    if filed.total is None and (found := _total_in_a_cell(submission)):
        changes["self_evaluation"] = filed.model_copy(update=found)
    if filed.total is not None and _is_of_others(submission, show_exact(filed.total)):
        changes["self_evaluation"] = filed.model_copy(update={"total": None, "grade": ""})
    return submission.model_copy(update=changes) if changes else submission


def _total_in_a_cell(submission: Submission) -> dict[str, object]:
    """The total that a cell of its own prints beside 自评总分, where the filing's total was not read.

    Where two cells print different totals, nobody knows which is meant.
    """
    found: dict[Fraction, str] = {}
    for table in submission.printed:
        for number, row in enumerate(table.cells(), start=1):
            cells = [_key(cell) for cell in row if cell not in (BESIDE, ABOVE)]
            for label, value in pairwise(cells):
                if pattern("total_cell").search(label) and _POINTS.fullmatch(value):
                    found.setdefault(Fraction(value), f"{table.place}第{number}行")
    if len(found) != 1:
        return {}
    ((total, place),) = found.items()
    return {"total": total, "section": submission.self_evaluation.section or place}


def _is_of_others(submission: Submission, total: str) -> bool:
    """True where all that a text says of the total is of a year before, or an evaluation by others."""
    section = submission.self_evaluation.section
    told = [
        text[: text.find(total)].rpartition("。")[2]
        for _, passage in submission.narrative.passages()
        if passage.section == section and total in (text := _key(passage.text))
    ]
    return bool(told) and all(
        pattern("points_of_others").search(text)
        or ((found := pattern("year_of_the_number").search(text)) and int(found["year"]) != submission.year)
        for text in told
    )


def _figure(one: Figure, year: int) -> Figure | None:
    """A figure that says what it counts, without the numbers of other years."""
    name = _key(one.name)
    if pattern("no_quantity").search(name):
        return None
    if _read(one) and any(pattern(kind).search(name) for kind in ("generic_amount", "relation_only")):
        return None
    kept = tuple(s for s in one.statements if not _of_another_year(s, year))
    if len(kept) > 1:
        lists = {s.section: _list_of(s.section) for s in kept}
        items: dict[str, dict[str, Fraction | bool]] = {}
        for s in kept:
            if lists[s.section] != s.section:
                items.setdefault(lists[s.section], {})[s.section] = s.amount
        # 2.高血压患者……规范管理19632人, 3.糖尿病患者……规范管理9612人: items of one list count different things
        several = {key for key, found in items.items() if len(found) > 1 and len({*found.values()}) > 1}
        kept = tuple(s for s in kept if not (s.unconfirmed and lists[s.section] in several))
    if len(kept) == len(one.statements):
        return one
    return one.model_copy(update={"statements": kept}) if kept else None


def _read(one: Figure) -> bool:
    """True where a program named the figure and nobody has checked it."""
    return all(stated.unconfirmed for stated in one.statements)


def _of_another_year(stated: Statement, year: int) -> bool:
    found = pattern("year_of_the_number").search(_key(stated.quote)) if stated.unconfirmed else None
    return found is not None and int(found["year"]) != year


def _stated(submission: Submission, name: str, stated: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements of a fact that can be the whole filing's.

    Of what a program read: nothing that a text says of one of several projects, and nothing where items of
    one list, or one passage, give the fact several values, which are then values of several things.
    """
    kept = stated
    if name.startswith(("budget_", "spent_")):
        kept = tuple(s for s in kept if not pattern("several_years").search(_key(s.quote)))
    if not name.startswith(("budget_", "carried_")) and not name.endswith("_budget"):
        kept = tuple(
            s for s in kept if not (s.unconfirmed and pattern("opening_value").search(_key(s.quote)))
        )
    if name == "spent_total" and len(kept) > 1:
        kept = (
            tuple(s for s in kept if not (s.unconfirmed and _is_said(submission, s, "of_a_purchase"))) or kept
        )
    others = "of_a_project" if submission.project is None else "of_several_projects"
    kept = tuple(s for s in kept if not (s.unconfirmed and _is_said(submission, s, others)))
    lists: dict[str, set[Fraction | bool]] = {}
    for one in kept:
        if one.unconfirmed and not one.scope and not one.period:
            lists.setdefault(_list_of(one.section), set()).add(one.amount)
    kept = tuple(s for s in kept if not s.unconfirmed or len(lists.get(_list_of(s.section), ())) < 2)
    return stated if len(kept) == len(stated) else kept


def _is_said(submission: Submission, stated: Statement, name: str) -> bool:
    """Whether a pattern fits the words before a statement in its passage."""
    quote = _key(stated.quote)
    for _, passage in submission.narrative.passages():
        if passage.section == stated.section and quote in (text := _key(passage.text)):
            return bool(pattern(name).search(text[: text.find(quote)]))
    return False


def _list_of(section: str) -> str:
    """The list that a numbered item of the text stands in; a cell of a table is in none but its own."""
    return section if pattern("place_in_a_table").search(section) else _ITEM.sub("", section)


def _key(name: str) -> str:
    return "".join(name.split())
