"""Stocks that a text follows through the year: what there was, what came in, what went out, what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from perfkit.base.quantities import ZERO
from perfkit.base.text import Text
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.english import both
from perfkit.review.finding import Finding
from perfkit.review.mentions import RATE, Mention, Statement, comparable, neighbour, show_like, statements
from perfkit.review.rulebook import finding, pattern, phrase, threshold

_OPENS, _IN, _OUT, _CLOSES = "stock_opens", "stock_grows", "stock_falls", "stock_closes"
_ROLES = (_CLOSES, _OPENS, _OUT, _IN)
_SIGNS = {_OPENS: 1, _IN: 1, _OUT: -1}
_MARK = re.compile("[,;:、()]")
Named = tuple[Statement, Mention]


@dataclass(slots=True)
class Stock:
    """The figures of one unit by the part that they play; `unknown` are those that no word places."""

    by_role: dict[str, list[Named]] = field(default_factory=dict)
    unknown: list[Mention] = field(default_factory=list)

    def one(self, role: str) -> Named | None:
        """The only figure of a role, told once or more often."""
        found = self.by_role.get(role, [])
        return found[0] if len({m.value for _, m in found}) == 1 else None

    @property
    def signed(self) -> list[tuple[int, Named]]:
        """What makes the stock at the end, in the order of the text."""
        named = [(sign, one) for role, sign in _SIGNS.items() for one in self.by_role.get(role, [])]
        first = self.one(_OPENS)
        return [
            pair for pair in named if pair[0] < 0 or pair[1] not in self.by_role[_OPENS] or pair[1] is first
        ]


def stocks(case: Case, told: set[Fraction]) -> Iterator[Finding]:
    """年初 a，购入 b，调出 c，年末 d: d against a + b − c, whatever is counted and in whatever order; silent where a
    figure in the same unit has a part that no word tells."""
    for statement in statements(case):
        if not pattern("stock_word").search(statement.text):
            continue
        before = neighbour(case, statement)
        for near in ([statement], [before, statement] if before else []):
            ends = [(stock, last) for stock, last in _followed(near) if last[1].value not in told]
            told |= {last[1].value for _, last in ends}
            yield from _held(ends)
            if ends:
                break


def _followed(near: Sequence[Statement]) -> Iterator[tuple[Stock, Named]]:
    """The stocks that the text follows to their end, each with that."""
    ends = [m for one in near for m in one.mentions if m.kind != RATE and _role(one, m) == _CLOSES]
    for end in {m.counts: m for m in ends}.values():
        stock = _stock(near, end)
        last = stock.one(_CLOSES)
        moved = stock.by_role.get(_IN) or stock.by_role.get(_OUT)
        if last and stock.one(_OPENS) and moved and not stock.unknown and last[0] is near[-1]:
            yield stock, last


def _stock(near: Sequence[Statement], end: Mention) -> Stock:
    stock = Stock()
    for statement in near:
        inside = [m for m in statement.mentions if comparable(m, end)]
        outer = [m for m in inside if not _in_brackets(statement, m)]
        for mention in outer if any(_role(statement, m) for m in outer) else ():
            role = _role(statement, mention)
            if role:
                stock.by_role.setdefault(role, []).append((statement, mention))
            else:
                stock.unknown.append(mention)
    return stock


def _in_brackets(statement: Statement, mention: Mention) -> bool:
    before = statement.text[: mention.start]
    return before.count("(") > before.count(")")


def _role(statement: Statement, mention: Mention) -> str:
    """The part that the words before a figure give it, or those of the clause before where it has none of its
    own."""
    start = max((m.end for m in statement.mentions if m.end <= mention.start), default=0)
    clauses = [clause for clause in _MARK.split(statement.text[start : mention.start]) if clause]
    said = clauses[-1] if clauses else ""
    if mention.approximate or pattern("no_stock").search(said):
        return ""
    return next((role for role in _ROLES if pattern(role).search(said)), "")


def _held(ends: Sequence[tuple[Stock, Named]]) -> Iterator[Finding]:
    for stock, (statement, said) in ends:
        right = sum((sign * one.value for sign, (_, one) in stock.signed), ZERO)
        gap = abs(right - said.value)
        used = [one for _, (_, one) in stock.signed]
        if gap <= sum((one.slack for one in used), said.slack) or right < 0:
            continue
        shown = show_like(right, said)
        slip = is_slip(shown.removesuffix(said.unit), said.digits)
        if not slip and gap > max(one.value for one in used) * threshold("terms_gap"):
            continue
        how = "".join(("＋" if sign > 0 else "－") + one.printed for sign, (_, one) in stock.signed)
        values = "".join((" + " if s > 0 else " − ") + both(one.printed).en for s, (_, one) in stock.signed)
        inside = sorted([*(m for _, (s, m) in stock.signed if s is statement), said], key=lambda m: m.start)
        places = [statement.place(*inside)]
        places += [s.place(m) for _, (s, m) in stock.signed if s is not statement]
        size = show_like(gap, said)
        made = Text(how.removeprefix("＋"), values.removeprefix(" + "))
        name = said.label or phrase("what_is_there")
        fields = {"name": name, "said": said.printed, "how": made, "right": shown, "size": size}
        yield finding("difference.text", fields, places, unless="" if slip else "unsure")
