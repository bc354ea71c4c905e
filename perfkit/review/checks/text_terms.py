"""Balances of amounts that the text names one by one, in one statement or in two that follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ONE, ZERO
from perfkit.base.text import Text
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.checks.stocks import stocks
from perfkit.review.english import both, listed
from perfkit.review.finding import Finding
from perfkit.review.mentions import (
    RATE,
    Mention,
    Statement,
    called,
    comparable,
    lines_of,
    show_like,
    statements,
)
from perfkit.review.registry import check
from perfkit.review.relation_models import Equation
from perfkit.review.rulebook import finding, pattern, rulebook, threshold

Named = tuple[Statement, Mention]
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """The amounts of an equation: with their sign, and what they should give."""

    signed: tuple[tuple[int, Named], ...]
    gives: Named

    @property
    def right(self) -> Fraction:
        """What the amounts give."""
        return sum((sign * found[1].value for sign, found in self.signed), ZERO)

    @property
    def slack(self) -> Fraction:
        """How far that may be off by the print of all of them."""
        return sum((found[1].slack for _, found in self.signed), self.gives[1].slack)


@check(1, "difference.text")
def balances_of_named_amounts(case: Case) -> Iterator[Finding]:
    """上年结转 a，本年收入 b，本年支出 c，结转下年 d: d against a + b − c, wherever the text names all four; what is
    left of a project against its one budget, wherever that stands."""
    before: Statement | None = None
    told: set[Fraction] = set()
    budget = _budget_of_a_project(case)
    equations = [one for one in rulebook().equations if all(called(case, name) for name in one.names)]
    for statement in statements(case) if equations else ():
        near = [statement]
        if before is not None and before.section == statement.section:
            near = [before, statement]
        before = statement
        own, every = _figures([statement]), _figures(near)
        if any(m.value == case.amount("spent_total") for _, m in own):
            every += [one for one in budget if one[1].value not in {m.value for _, m in every}]
        for equation in equations:
            alone = _terms(case, equation, own)
            terms = alone or (_terms(case, equation, every) if len(every) > len(own) else None)
            if terms is None or terms.gives[0] is not statement or terms.gives[1].value in told:
                continue
            told.add(terms.gives[1].value)
            yield from _held(terms, [statement] if alone else near)
    yield from _of_all_chapters(case, equations, told)
    yield from stocks(case, told)


def _of_all_chapters(case: Case, equations: list[Equation], told: set[Fraction]) -> Iterator[Finding]:
    """上年结转, 本年收入, 本年支出 and 年末结转 in chapters of their own, each with one value: off by a slip."""
    equations = [one for one in equations if {"carried_in", "carried_out"} <= {*one.names}]
    own, every = str(case.submission.year), _figures(statements(case)) if equations else []
    every = [(s, m) for s, m in every if s.year_of(m.end, own) == own]
    for equation in equations:
        terms = _terms(case, equation, every)
        if terms is None or terms.gives[1].value in told:
            continue
        said, used = terms.gives[1], {id(s): s for s in (terms.gives[0], *(f[0] for _, f in terms.signed))}
        right = show_like(terms.right, said).removesuffix(said.unit)
        width = max(len(right), len(said.digits))
        if is_slip(right.zfill(width), said.digits.zfill(width)):
            yield from _held(terms, [*used.values()])


def _figures(near: list[Statement]) -> list[Named]:
    plain = [(s, m) for s in near for m in s.mentions if m.kind != RATE and not m.approximate]
    return [(s, m) for s, m in plain if m.unit != "分"]  # points have a check of their own


def _budget_of_a_project(case: Case) -> list[Named]:
    """Where the text names the one budget of a project: what is left of it may stand chapters later."""
    if case.submission.form.kind != "project":
        return []
    total, so_called = case.amount("budget_total"), called(case, "budget_label")
    found = _figures(statements(case)) if so_called else []
    return [one for one in found if one[1].value == total and id(one[1]) in so_called][:1]


def _terms(case: Case, equation: Equation, every: list[Named]) -> Terms | None:
    found: dict[str, Named] = {}
    if len(every) < len(equation.names):
        return None
    for name in equation.names:
        so_called = called(case, name)
        amounts = [one for one in every if id(one[1]) in so_called and not _is_a_part(*one)]
        if len({m.value for _, m in amounts}) != 1:
            return None
        found[name] = amounts[0]
    if len({id(one[1]) for one in found.values()}) < len(equation.names):
        return None
    signed = [(1, found[name]) for name in equation.plus] + [(-1, found[name]) for name in equation.minus]
    gives = found[equation.gives]
    if not all(comparable(one[1], gives[1]) for _, one in signed):
        return None
    if equation.minus == () and any(pattern("cut").search(m.label) for _, m in every):
        return None
    return Terms(tuple(signed), gives)


def _is_a_part(statement: Statement, mention: Mention) -> bool:
    """True for what stands after 其中, or of the year before."""
    at = max(statement.text.rfind(mark, 0, mention.start) for mark in ",;:") + 1
    start = max(0, at - 1)
    return bool(pattern("of_which").search(statement.text[start : mention.start]))


def _held(terms: Terms, near: list[Statement]) -> Iterator[Finding]:
    gap, (statement, said) = abs(terms.right - terms.gives[1].value), terms.gives
    if gap <= terms.slack or not said.value or terms.right < 0:
        return
    used = [found[1] for _, found in terms.signed]
    scopes = {frozenset(found) for m in [*used, said] if (found := pattern("fund_scope").findall(m.label))}
    others = [m for s in near for m in s.mentions if comparable(m, said) and m not in used and m is not said]
    if len(scopes) > 1 or any(abs(m.value - gap) <= terms.slack + m.slack for m in others):
        return
    own = {m.label for m in used if pattern("other_term").search(m.label)}
    if any(
        found.group() not in label
        for s in near
        for found in pattern("other_term").finditer(s.text)
        for label in own or {""}
    ):
        return
    right = show_like(terms.right, said)
    slip = is_slip(right.removesuffix(said.unit), said.printed.removesuffix(said.unit))
    if not slip and gap > max(m.value for m in used) * threshold("terms_gap"):
        return
    how = "".join(
        ("＋" if sign > 0 else "－") + found[1].label + " " + found[1].printed for sign, found in terms.signed
    ).removeprefix("＋")
    values = [((" + " if sign > 0 else " − ") + both(found[1].printed).en) for sign, found in terms.signed]
    inside = [found[1] for _, found in terms.signed if found[0] is statement]
    places = [statement.place(*sorted([*inside, said], key=lambda m: m.start))]
    places += [s.place(m) for _, (s, m) in terms.signed if s is not statement]
    size = show_like(gap, said)
    yield finding(
        "difference.text",
        {
            "name": said.label,
            "said": said.printed,
            "how": Text(how, "".join(values).removeprefix(" + ")),
            "right": right,
            "size": size,
        },
        places,
        unless="" if slip else "unsure",
    )


@check(1, "sum.text_shares")
def shares_of_one_whole(case: Case) -> Iterator[Finding]:
    """基本支出占 58.2%，项目支出占 42.8%: shares of parts that make up a whole by their nature, against 100 %."""
    for statement in lines_of(case).having(("占",)):
        shares = [m for m in statement.mentions if m.kind == RATE and pattern("share_label").search(m.label)]
        if len(shares) < 2:
            continue
        for partition in rulebook().partitions:
            named = [
                next((m for m in shares if name in _before(statement, m)), None) for name in partition.names
            ]
            parts = [m for m in named if m is not None]
            if (
                len(parts) != len(named)
                or len(shares) != len(parts)
                or len(set(map(id, parts))) != len(parts)
            ):
                continue
            added, slack = sum((m.value for m in parts), ZERO), sum((m.slack for m in parts), ZERO)
            if abs(added - ONE) > slack and abs(added - ONE) < threshold("list_gap"):
                fields = {
                    "parts": listed([m.printed for m in parts], "＋", " + "),
                    "added": show_like(added, parts[0]),
                }
                yield finding("sum.text_shares", fields, (statement.place(*parts),))
                break
        else:
            yield from _more_than_all(statement)


def _more_than_all(statement: Statement) -> Iterator[Finding]:
    """Shares that a list gives one after the other in the same words: more than everything, by a little."""
    every = [m for m in statement.mentions if m.kind == RATE]
    shares = [m for m in every if pattern("share_of_a_list").search(m.label) and not m.approximate]
    added, slack = sum((m.value for m in shares), ZERO), sum((m.slack for m in shares), ZERO)
    if len(shares) < _FEWEST or len(shares) < len(every) or pattern("parts_overlap").search(statement.text):
        return
    if slack < added - ONE < threshold("list_gap"):
        parts = listed([m.printed for m in shares], "＋", " + ")
        fields = {"parts": parts, "added": show_like(added, shares[0])}
        yield finding("sum.text_shares", fields, (statement.place(*shares),))


def _before(statement: Statement, mention: Mention) -> str:
    """The clause that ends in a share, with the amount that may stand between."""
    start = max((m.end for m in statement.mentions if m.kind == RATE and m.end <= mention.start), default=0)
    return statement.text[start : mention.start]
