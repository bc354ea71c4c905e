"""Tables of money: the sources of a column against its total, and within a row what is left and the rate
against budget and expenditure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from perfkit.base.quantities import ZERO, show_rate
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import DIFFERS, misread, rate_fits, show_amount, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.english import listed
from perfkit.review.finding import Finding, place_of
from perfkit.review.mentions import hits
from perfkit.review.registry import check
from perfkit.review.rows import sure
from perfkit.review.rulebook import finding, pattern, phrase
from perfkit.review.shown import label

_COLUMNS = (
    ("column_initial", "budget_initial"),
    ("column_spent", "spent_total"),
    ("column_budget", "budget_total"),
    ("column_arrived", "arrived_total"),
)
_MOST_SOURCES = 8
# 表2第4行第3列 and “Sheet1”G6: a table, and the row of a cell in it
_ROW = re.compile(r"(?P<row>第\d+行)第\d+列$|[A-Z]{1,2}(?P<line>\d+)$")
_NUMBER = re.compile(r"[:：]?-?[\d,，.]+(?:%|万元|元)?$")


@check(1, "sum.sources")
def money_by_source(case: Case) -> Iterator[Finding]:
    """Each column of a table of funds: its sources (fiscal, central, county, own …) against its total."""
    columns = {
        fact: (total, found)
        for name, fact in _COLUMNS
        if (total := _total(case, fact)) is not None and (found := _sources(case, name, total))
    }
    whole = {fact: _fits(total, list(found.values())) for fact, (total, found) in columns.items()}
    settled = [frozenset(columns[fact][1]) for fact, fits in whole.items() if fits]
    for fact, (total, found) in columns.items():
        parts = list(found.values())
        above = any(part.amount - total.amount > slack(part) + slack(total) for part in parts)
        together = {_ROW.sub("", one.section) for one in (total, *parts)}
        if whole[fact] or (len(parts) < 2 and not (above and len(together) == 1)):
            continue  # one source alone, in another place than the total, may be no part of it
        added = sum((part.amount for part in parts), ZERO)
        gap = added - total.amount
        known = frozenset(found) in settled
        if not known and (gap < 0 or any(part.amount == total.amount for part in parts)):
            continue
        size = show_gap(gap, "money", total.unit)
        yield finding(
            "sum.sources",
            {
                "name": label(case, fact) if fact in case.catalogue else phrase(fact),
                "total": total.printed,
                "parts": listed(
                    (phrase("valued", name=n, value=p.printed) for n, p in found.items()), "＋", " + "
                ),
                "added": show_amount(added, "money", total.unit),
                "size": size,
            },
            (place_of(total), *(place_of(part) for part in parts)),
            unless="" if known else "unsure",
            stakes=case.rests_on((fact,)),
        )
        if len(parts) < 2:
            return  # the same in every column


def _total(case: Case, fact: str) -> Statement | None:
    """The total of a column: a fact, or the figure of the filing's own that a pattern names."""
    if fact in case.catalogue:
        return case.first(fact)
    own = case.evaluation.submission.figures  # of which item 到位资金 is need not be said of the whole
    named = [s for f in own if f.kind == "money" and pattern(fact).search(f.name) for s in f.statements]
    return named[0] if len({s.amount for s in named}) == 1 else None


def _sources(case: Case, column: str, total: Statement) -> dict[str, Statement]:
    """The sources that one column lists, each with its first printed amount; sources of 0 are none.

    A text that breaks the budget down (其中中央资金…) names its sources without a column.
    """
    found: dict[str, Statement] = {}
    reviewed = {figure.id for figure in case.submission.figures}
    for figure in case.evaluation.submission.figures:
        stated = figure.statements[0]
        if figure.kind != "money" or stated.scope or stated.period:
            continue
        source = pattern(column).sub("", figure.name)
        if figure.id not in reviewed and not _ROW.search(stated.section):
            continue  # 当年财政拨款 names a source in a table alone
        if source == figure.name:
            bare = column == "column_budget" and stated.section == total.section
            if not bare or any(pattern(name).search(source) for name, _ in _COLUMNS):
                continue
        if pattern("source").search(source) and stated.amount and len(found) < _MOST_SOURCES:
            found.setdefault(source, stated)
    # 一般公共预算财政拨款基本支出 is a part of 一般公共预算财政拨款, and no other source.
    return {s: v for s, v in found.items() if not any(s != other and s.startswith(other) for other in found)}


def _fits(total: Statement, parts: list[Statement]) -> bool:
    def add_up(chosen: tuple[Statement, ...]) -> bool:
        allowed = slack(total) + sum((slack(part) for part in chosen), ZERO)
        return abs(sum((part.amount for part in chosen), ZERO) - total.amount) <= allowed

    sizes = range(min(2, len(parts)), len(parts) + 1)
    return any(add_up(chosen) for size in sizes for chosen in combinations(parts, size))


@check(1, "difference.row", "rate.row")
def rows_of_tables(case: Case) -> Iterator[Finding]:
    """Within a row of any table: what is left against budget less expenditure, the rate against their
    quotient."""
    rows = _rows(case)
    fitting = {row.table for row in rows if row.left is not None and row.left.amount and row.is_even()}
    # a table that prints what was added within the year is the matter of its own equation
    changed = {
        grid.place
        for grid in case.grids
        if any(pattern("column_added").search(cell) for row in grid.heads for cell in grid.cells[row])
    }
    for row in rows:
        if row.left is not None and not row.is_even() and row.table not in changed:
            right = row.budgets[-1].amount - row.spent[0].amount
            size = show_gap(row.left.amount - right, "money", row.left.unit)
            yield finding(
                "difference.row",
                {
                    "name": phrase("own_figure", name=_head(row.left)),
                    "said": row.left.printed,
                    "right": show_amount(right, "money", row.left.unit),
                    "size": size,
                },
                tuple(place_of(each) for each in (row.left, row.budgets[-1], row.spent[0])),
                unless="" if row.table in fitting else "unsure",
            )
        if row.rate is not None and row.wrong_rate():
            part, whole = row.spent[0], row.budgets[-1]
            exact = part.amount / whole.amount
            size = show_gap(row.rate.amount - exact, "rate")
            yield finding(
                "rate.row",
                {
                    "name": phrase("own_figure", name=_head(row.rate)),
                    "rate": row.rate.printed,
                    "how": quotient(part.printed, whole.printed),
                    "right": show_rate(exact),
                    "size": size,
                },
                tuple(place_of(each) for each in (row.rate, part, whole)),
            )


class _Cells:
    """The cells of a row by the column that their names end with."""

    def __init__(self, case: Case, cells: list[tuple[str, Statement]]):
        by_column = {
            column: [(name, s) for name, s in cells if pattern(f"column_{column}").search(_head(s))]
            for column in ("initial", "budget", "arrived", "spent", "left", "rate", "carried_in")
        }
        self.table = _ROW.sub("", cells[0][1].section)
        self.budgets = [s for column in ("initial", "budget") for _, s in by_column[column] if s.amount]
        self.arrived = [s for _, s in by_column["arrived"] if s.amount]
        self.spent = [s for _, s in by_column["spent"]]
        self.is_pair = len(self.spent) == 1 and bool(self.budgets)
        single = self.is_pair and not by_column["carried_in"]
        self.left = self.rate = None
        if single and len(by_column["left"]) == 1:
            self.left = by_column["left"][0][1]
        if single and len(by_column["rate"]) == 1:
            name, rate = by_column["rate"][0]
            made_of = case.catalogue[name].rate_of if name in case.catalogue else None
            self.rate = None if made_of else rate

    def is_even(self) -> bool:
        """True where some budget less what was spent is what is left."""
        left, spent = sure(self.left), self.spent[0]
        return any(
            abs(budget.amount - spent.amount - left.amount) <= slack(budget) + slack(spent) + slack(left)
            for budget in self.budgets
        )

    def wrong_rate(self) -> bool:
        """True where the rate is that of no budget of the row nor of what arrived, nor cut off at 100 %."""
        rate, spent = sure(self.rate), self.spent[0]
        if rate.amount == 1 and any(spent.amount > budget.amount for budget in self.budgets):
            return False
        if any(misread(spent, budget, rate) for budget in self.budgets):
            return False
        return all(rate_fits(rate, spent, budget) == DIFFERS for budget in (*self.budgets, *self.arrived))


def _head(statement: Statement) -> str:
    """The heading of a cell as its quote has it: what stands before the number."""
    return _NUMBER.sub("", "".join(statement.quote.split()))


def _by_row(case: Case) -> dict[str, list[tuple[str, Statement]]]:
    """Every figure and fact of a table by the row that it stands in."""
    found: dict[str, list[tuple[str, Statement]]] = {}
    filed = case.evaluation.submission
    every = [(name, stated) for name, group in filed.facts.items() for stated in group]
    every += [(figure.id, stated) for figure in filed.figures for stated in figure.statements]
    for name, stated in every:
        row = _ROW.search(stated.section)
        if row and stated.quote and not stated.scope and not stated.period:
            key = stated.section[: row.start()] + (row["row"] or row["line"])
            found.setdefault(key, []).append((name, stated))
    return {row: cells for row, cells in found.items() if len(cells) > 2}


@check(5, "claim.all_spent")
def said_to_be_spent(case: Case) -> Iterator[Finding]:
    """中央和地方资金全部执行完毕, against the row of a source that the sentence names, else against the year's
    expenditure and budget."""
    claims = hits(case, pattern("all_spent"))
    for statement, match in claims[:1]:
        rows = [(row.spent[0], row.budgets[-1]) for row in _rows(case) if row.is_pair]
        pairs = [(pattern("column_spent").sub("", _head(spent)), spent, budget) for spent, budget in rows]
        named = [pair for pair in pairs if pair[0] and pair[0][:2] in statement.text]
        spent, budget = case.first("spent_total"), case.first("budget_total")
        if spent is not None and budget is not None:
            named.append((case.name("spent_total"), spent, budget))
        for name, part, whole in named:
            if whole.amount - part.amount > slack(whole) + slack(part):
                yield finding(
                    "claim.all_spent",
                    {
                        "said": match.group(),
                        "name": phrase("own_figure", name=name),
                        "how": quotient(part.printed, whole.printed),
                        "rate": show_rate(part.amount / whole.amount),
                    },
                    (statement.place(), place_of(part), place_of(whole)),
                )
                break


def _rows(case: Case) -> list[_Cells]:
    return [_Cells(case, cells) for cells in _by_row(case).values()]
