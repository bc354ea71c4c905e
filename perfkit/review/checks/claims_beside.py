"""Claims that the figures beside them deny: in the same statement, in the one before, in a row of a table,
or in the target that counts the same things."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.review.arithmetic import slack
from perfkit.review.case import Case
from perfkit.review.english import Words, listed
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.grids import Entry, Grid
from perfkit.review.mentions import (
    MONEY,
    RATE,
    Mention,
    Statement,
    called,
    comparable,
    lines_of,
    neighbour,
    show_like,
    statements,
)
from perfkit.review.registry import check
from perfkit.review.rows import Row
from perfkit.review.rule_models import Beside
from perfkit.review.rulebook import finding, pattern, phrase, rulebook

_PLANNED = ("expected", "goals", "next_steps")


@check(5, "claim.beside")
def claims_beside_figures(case: Case) -> Iterator[Finding]:
    """足额到位, 超额完成, 全部整改, 不超编 and the like, against the two figures or the rate that stand beside them."""
    for claim in rulebook().beside:
        told_of = called(case, claim.whole) | (called(case, claim.rate) if claim.rate else frozenset())
        said = pattern(claim.pattern)
        for statement in lines_of(case).worth_reading(said, about=claim.words) if told_of else ():
            matches = list(said.finditer(statement.text))
            near = _around(case, statement) if matches else ()
            for match in matches if any(id(m) in told_of for one in near for m in one.mentions) else ():
                if statement.part in _PLANNED or pattern("not_claimed").search(
                    _clause(statement.text, match)
                ):
                    continue
                told = _beside(case, claim, statement, match.span())
                if told is not None:
                    figures, place = told
                    yield _denied(match.group(), figures, (Place(statement.section, match.group()), place))
                    break
    yield from _posts(case)


def _around(case: Case, statement: Statement) -> list[Statement]:
    """A statement, the one before it and the one after."""
    beside = (neighbour(case, statement, step) for step in (-1, 1))
    return [statement, *(one for one in beside if one is not None)]


def _clause(text: str, match) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in ",;:") + 1
    end = min((at for mark in ",;" if (at := text.find(mark, match.end())) >= 0), default=len(text))
    return text[start : match.start()] + "|" + text[match.end() : end]


def _denied(said: str, figures: list[Words], places: tuple[Place, ...]) -> Finding:
    return finding("claim.beside", {"said": said, "figures": listed(figures)}, places)


def _beside(
    case: Case, claim: Beside, statement: Statement, said: tuple[int, int]
) -> tuple[list[Words], Place] | None:
    """The figures that deny a claim: the nearest before it in its statement, else those of the one before or
    after."""
    start = max(statement.text.rfind(mark, 0, said[0]) for mark in ",;:") + 1
    level = pattern("level_of_a_figure").search(statement.text[start : said[0]])
    for one in _around(case, statement):
        figures = [m for m in one.mentions if one is not statement or m.start < said[0]]
        rates = [m for m in one.mentions if one is not statement or not said[0] <= m.start < said[1]]
        if level is not None:  # 中央资金足额到位 says nothing of what a county was to add
            figures, rates = (_from_level(each, level["level"]) for each in (figures, rates))
        for rate in reversed(rates if claim.rate else ()):
            if rate.kind == RATE and id(rate) in called(case, claim.rate):
                if rate.value + rate.slack < 1:
                    return [_valued(rate)], one.place(rate)
                return None
        pair = _pair(case, claim, figures)
        if pair is not None:
            whole, part = pair
            low, high = (part, whole) if claim.holds == "at_least" else (whole, part)
            if low.value + low.slack + high.slack < high.value:
                return [_valued(whole), _valued(part)], one.place(whole, part)
            return None
    return None


def _from_level(figures: list[Mention], level: str) -> list[Mention]:
    """The figures from the first that names a level of funds on to the next that names another."""
    levels = enumerate(pattern("level_of_a_figure").search(one.label) for one in figures)
    named = [(at, found["level"]) for at, found in levels if found is not None]
    start = next((at for at, name in named if name == level), len(figures))
    end = next((at for at, name in named if at > start and name != level), len(figures))
    return figures[start:end]


def _pair(case: Case, claim: Beside, figures: list[Mention]) -> tuple[Mention, Mention] | None:
    """The last two figures of one unit of which one is called as the whole and the other as the part."""
    wholes, parts = called(case, claim.whole), called(case, claim.part)
    for at in range(len(figures) - 1, 0, -1):
        last = figures[at]
        first = next((m for m in reversed(figures[:at]) if _alike(m, last)), None)
        if first is None:
            continue
        for whole, part in ((first, last), (last, first)):
            if id(part) in parts and id(part) not in wholes and id(whole) in wholes:
                return whole, part
    return None


def _alike(one: Mention, other: Mention) -> bool:
    rates = one.kind == other.kind == RATE and one.unit == other.unit
    return comparable(one, other) or rates or {one.unit, other.unit} == {"人", "名"}


def _valued(mention: Mention) -> Words:
    return phrase("valued", name=mention.label, value=mention.printed)


# Posts in a table
# ---------------------------------------------------------------------------------------------------------
def _posts(case: Case) -> Iterator[Finding]:
    """编制 and 实有 in a row or a column of a table, against 不超编 in the text or in a cell."""
    named = [grid for grid in case.grids if any("编制" in cell for row in grid.cells for cell in row)]
    over = [(grid, pair) for grid in named for pair in _over(grid)]
    if not over:
        return
    words = pattern("within_posts")
    said = [(Place(s.section, m.group()), m.group()) for s in statements(case) if (m := words.search(s.text))]
    for grid, (posts, posted) in over:
        cells = [
            (Place(grid.where(row, at), text), text)
            for row, line in enumerate(grid.cells)
            for at, text in enumerate(line)
            if words.search(text) and row in (posts.row, posted.row)
        ]
        people = "车" not in grid.named(posts) + grid.named(posted)
        for place, text in (cells or (said if people else []))[:1]:
            figures: list[Words] = [
                phrase("valued", name=grid.named(one), value=one.printed) for one in (posts, posted)
            ]
            yield _denied(text, figures, (place, grid.at(posted, posts)))


def _over(grid: Grid) -> Iterator[tuple[Entry, Entry]]:
    entries = [one for one in grid.entries.values() if not one.rate]
    called = {id(one): grid.label(one.row, one.column) + grid.head(one.row, one.column) for one in entries}
    posts = [one for one in entries if "编制" in called[id(one)]]
    for whole in posts:
        for part in entries:
            near = part.row == whole.row and part.column == whole.column + 1
            near = near or (part.column == whole.column and part.row == whole.row + 1)
            name = called[id(part)]
            if near and pattern("posted").search(name) and "编制" not in name and part.value > whole.value:
                yield whole, part


# All of so many
# ---------------------------------------------------------------------------------------------------------
@check(5, "claim.all_counted")
def all_of_so_many(case: Case) -> Iterator[Finding]:
    """80座厕所全部管护: so many are the value of a target that counts the same things, and fewer are its result."""
    short = [
        row for row in case.targets if row.parsed.met is False and row.parsed.expected_number is not None
    ]
    for statement in statements(case) if short else ():
        if statement.part in _PLANNED:
            continue
        for mention in statement.mentions:
            said = pattern("all_of_them").match(statement.text[mention.end : mention.end + 30])
            if said is None or mention.kind in (MONEY, RATE) or not mention.unit:
                continue
            clause = said["what"] + said["done"] + mention.label
            for row in short:
                if row.parsed.expected_number == mention.value and _shares(row, clause, mention.unit):
                    text = mention.printed + said.group()
                    of = row.target
                    fields = {"said": text, "name": of.name, "expected": of.expected, "actual": of.actual}
                    places = (Place(statement.section, text, mention.printed), row.place)
                    yield finding("claim.all_counted", fields, places)
                    break


def _shares(row: Row, clause: str, unit: str) -> bool:
    name = row.target.name
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return unit in (row.target.expected + row.target.unit) and any(pair in clause for pair in pairs)


@check(5, "claim.exception")
def all_in_time_but(case: Case) -> Iterator[Finding]:
    """除2月推迟外……，全年均按时: what is said of all is not true of what the same statement leaves out."""
    for statement in lines_of(case).worth_reading(pattern("late_but")):
        late = pattern("late_but").search(statement.text)
        said = late and pattern("all_in_time").search(statement.text, late.end())
        rest = statement.text[late.end() : late.end() + 4] if late else ""
        if late and said and not (said.start() - late.end() < 4 and pattern("the_rest").search(rest)):
            yield finding(
                "claim.exception",
                {"said": said.group(), "late": late["late"]},
                (Place(statement.section, said.group()), Place(statement.section, late.group())),
            )


@check(3, "money.beyond_arrived")
def spent_beyond_arrived(case: Case) -> Iterator[Finding]:
    """What was spent in the year against all that was received, as the text prints it."""
    spent = case.first("spent_total")
    if spent is None or case.first("carried_over") is not None:
        return
    for statement in lines_of(case).having(("到位",)):
        for mention in statement.mentions:
            if mention.kind != MONEY or not pattern("arrived_sum").search(mention.label):
                continue
            gap = spent.amount - mention.value
            if gap > slack(spent) + mention.slack and gap < mention.value * Fraction(1, 2):
                yield finding(
                    "money.beyond_arrived",
                    {"spent": spent.printed, "arrived": mention.printed, "size": show_like(gap, mention)},
                    (place_of(spent), statement.place(mention)),
                )
                return
