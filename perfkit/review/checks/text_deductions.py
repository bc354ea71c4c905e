"""Points that a text takes off: of its own parts, and of the rows of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import ZERO, show_exact
from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.checks.form_points import Scored, scored_rows
from perfkit.review.checks.text_points import Given
from perfkit.review.english import listed
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import Mention, Statement, hits, lines_of, statements
from perfkit.review.registry import check
from perfkit.review.rows import sure
from perfkit.review.rulebook import finding, pattern, threshold, words

_FEW_WORDS, _FEWEST_PAIRS, _HUNDRED = 12, 3, Fraction(100)


@check(1, "points.text_deduction")
def deductions_told_in_the_text(case: Case) -> Iterator[Finding]:
    """过程30分，因……扣1分、……扣1分，得29分; 5.信息公开(5分)。……扣1分。本项得5分: the most of a part less all that the
    text takes off it is not what it has."""
    yield from (*_within_a_statement(case), *_in_all(case))
    item: re.Match[str] | None = None
    off: list[tuple[Statement, re.Match[str]]] = []
    for statement in statements(case) if hits(case, pattern("item_opened")) else ():
        opened = pattern("item_opened").search(statement.text)
        if opened:
            item, off = opened, []
        if not pattern("each_step").search(statement.text):
            off += [(statement, said) for said in pattern("deducted").finditer(statement.text)]
        given_ = pattern("item_given").search(statement.text.rpartition(",")[2])
        if item and off and given_:
            said = [(s.place(), match.group(), Fraction(match["points"])) for s, match in off]
            most, own = Fraction(item["most"]), Fraction(given_["own"])
            yield from _not_taken_off(item["name"], most, own, said, statement.place())
        if given_:
            item, off = None, []


def _within_a_statement(case: Case) -> Iterator[Finding]:
    """The most points of a part, what is taken off right after it or in brackets, and what is left."""
    for statement in lines_of(case).having(("扣",)):
        if pattern("each_step").search(statement.text) or pattern("place_in_a_table").search(
            statement.section
        ):
            continue
        points = [m for m in statement.mentions if m.unit == "分"]
        mosts = [
            at for at, m in enumerate(points) if not _is_off(m) and not pattern("points_own").search(m.label)
        ]
        for start, end in pairwise([*mosts, len(points)]):
            most, *rest = points[start:end]
            own = [m for m in rest if pattern("points_own").search(m.label)]
            off = [m for m in rest if _is_off(m)]
            if len(own) == 1 and off and len(own) + len(off) == len(rest) and own[0].value <= most.value:
                begun = max(statement.text.rfind(mark, 0, most.start) for mark in ";。") + 1
                name = Given(statement, most, own[0], begun).name
                said = [(statement.place(m), m.label[-_FEW_WORDS:] + m.printed, m.value) for m in off]
                place = statement.place(most, *off, own[0])
                yield from _not_taken_off(name, most.value, own[0].value, said, place)


def _in_all(case: Case) -> Iterator[Finding]:
    """自评得分94.6分，共扣5.4分：……扣0.3分，……扣1分: what is taken off in all against its list, or against what is left
    of a hundred."""
    for statement, match in hits(case, pattern("off_in_all")):
        total = next((m for m in statement.mentions if m.start == match.start("points")), None)
        if total is None or pattern("each_step").search(statement.text):
            continue
        off = [m for m in statement.mentions if m.start > total.end and _is_off(m)]
        before = [m for m in statement.mentions if m.end <= match.start()]
        own = [m for m in before if pattern("total_of_grade").search(m.label)]
        if len(off) > 1 and not any(word in statement.text[total.end :] for word in words("not_all_parts")):
            right, used = sum((m.value for m in off), ZERO), off
            how = listed([m.printed for m in off], "＋", " + ")
        elif len(own) == 1 and _HUNDRED / 2 < own[0].value < _HUNDRED:
            right, used = _HUNDRED - own[0].value, own
            how = Text(f"100分－{own[0].printed}", f"100 − {own[0].digits}")
        else:
            continue
        size = show_exact(abs(right - total.value))
        if abs(right - total.value) > threshold("points_print"):
            fields = {"name": match["word"], "said": total.printed, "how": how, "right": show_exact(right)}
            place = statement.place(*sorted([total, *used], key=lambda m: m.start))
            yield finding("points.text_deduction", fields | {"size": size}, (place,), variant="all")


def _is_off(mention: Mention) -> bool:
    return bool(pattern("taken_off").search(mention.label))


def _not_taken_off(
    name: str, most: Fraction, own: Fraction, said: list[tuple[Place, str, Fraction]], place: Place
) -> Iterator[Finding]:
    lost = sum((points for _, _, points in said), ZERO)
    gap = own - (most - lost)
    if abs(gap) <= threshold("points_print"):
        return
    reason = "、".join(words for _, words, _ in said)
    fields = {"name": name, "most": show_exact(most), "own": show_exact(own), "reason": reason}
    fields |= {"fair": show_exact(max(ZERO, most - lost)), "size": show_exact(abs(gap))}
    variant = "" if own == most else "more" if gap > 0 else "fewer"
    places = tuple(dict.fromkeys((*(at for at, _, _ in said), place)))
    yield finding(
        "points.text_deduction",
        fields,
        places,
        variant=variant,
        difference=fields["size"] + "分",
        about=(name,),
    )


@check(3, "restated.deduction")
def deductions_against_the_form(case: Case) -> Iterator[Finding]:
    """支出率为96.40%,扣0.2分 of the text beside a row that has 9.64 of 10 points: the one row that a clause
    names, and the one deduction in it."""
    rows = [row for row in scored_rows(case) if row.most is not None and row.own is not None]
    names = [row.name for row in rows]
    for statement in lines_of(case).having(("扣",)) if rows else ():
        if pattern("place_in_a_table").search(statement.section):
            continue
        for clause in statement.text.split(";"):
            said = list(pattern("deducted").finditer(clause))
            none = not said and pattern("nothing_off").search(clause)
            named = [row for row in rows if row.name in clause and names.count(row.name) == 1]
            named = [row for row in named if not any(row.name in one.name != row.name for one in named)]
            named = named or _named_in_short(rows, clause, said)
            if len(named) != 1 or len(said) > 1 or not (said or none) or pattern("each_step").search(clause):
                continue
            (row,) = named
            told, lost = Fraction(said[0]["points"]) if said else ZERO, sure(row.most) - sure(row.own)
            if told != lost and lost >= 0 and not (said and clause.rfind(row.name) > said[0].start()):
                words_ = said[0].group() if said else none.group() if none else ""
                size = show_exact(abs(told - lost))
                fields = {"name": row.name, "said": words_, "most": show_exact(sure(row.most)), "size": size}
                fields |= {"own": show_exact(sure(row.own)), "lost": show_exact(lost)}
                places = (Place(statement.section, clause, words_), row.place())
                yield finding("restated.deduction", fields, places, difference=size + "分", about=(row.name,))


def _named_in_short(rows: list[Scored], clause: str, said: list[re.Match[str]]) -> list[Scored]:
    """The one row that has most pairs of its name in the words before a deduction: 资产管理不规范 of 资产管理规范性."""
    before = clause[: said[0].start()] if said else ""
    shares = [(sum(row.name[n : n + 2] in before for n in range(len(row.name) - 1)), row) for row in rows]
    (most, best), *others = sorted(shares, key=lambda share: -share[0])
    if most < _FEWEST_PAIRS or 5 * most < 3 * (len(best.name) - 1):
        return []
    return [] if others and others[0][0] * 3 > most * 2 else [best]
