"""Points that a text gives: of each part against its most, their sum against the total, and full points
beside a target that was missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, pairwise

from perfkit.base.quantities import ZERO, show_exact
from perfkit.review.arithmetic import show_gap, sums_by_name
from perfkit.review.case import Case
from perfkit.review.checks.form_blocks import block_max, block_name, block_place, block_score
from perfkit.review.checks.form_points import scored_rows
from perfkit.review.checks.text_sums import off_total
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import Mention, Statement, hits, joined, lines_of, neighbour, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold

HUNDRED = Fraction(100)
_STEP = re.compile(r"[（(][^）)]{1,4}[）)]|\d+|[^（）()\d]+")


@dataclass(frozen=True, slots=True)
class Given:
    """效益30分，自评31分: the most points of a part, and those that it gave itself."""

    statement: Statement
    most: Mention
    own: Mention
    start: int

    @property
    def name(self) -> str:
        """What the points are of: the words before the most, else what its clause begins with."""
        plain = pattern("points_words").sub("", self.most.label)
        begun = self.statement.between(self.start, self.most.start)
        clause = self.statement.text[self.start : begun[0].start] if begun else ""
        words = pattern("value_words").sub("", clause).rstrip(",:")
        bracketed = pattern("named_before_a_bracket").search(self.statement.text[: self.most.start])
        named = bracketed["name"] if bracketed else ""
        return plain or re.split("[,:—]", words)[-1] or named or self.statement.head


def given(case: Case) -> list[Given]:
    """The points of parts that the text gives, each beside its most."""
    return case.once("points given", lambda: [g for s in statements(case) for g in _given(s)])


def _given(statement: Statement) -> Iterator[Given]:
    points = [m for m in statement.mentions if m.unit == "分"]
    for most, own in pairwise(points):
        between = statement.text[most.end : own.start].strip(",:(")
        if pattern("own_beside").fullmatch(between) and not pattern("taken_off").search(most.label):
            start = max(statement.text.rfind(mark, 0, most.start) for mark in ";。") + 1
            yield Given(statement, most, own, start)


_BLOCKS = {
    "预算执行": "execution",
    "产出": "output",
    "效益": "benefit",
    "满意度": "satisfaction",
    "成本": "cost",
}


@check(3, "restated.maxima")
def maxima_told_otherwise(case: Case) -> Iterator[Finding]:
    """产出指标40分、效益指标30分…… in a note, where the table has 50 for the block in its head and in its rows."""
    weights = sums_by_name((r.block, r.most) for r in scored_rows(case) if r.target and r.most is not None)
    for statement, found in groupby(hits(case, pattern("block_maximum")), key=lambda hit: hit[0]):
        told = [match for _, match in found]
        whole = len(told) > 2 and sum((Fraction(match["points"]) for match in told), ZERO) == HUNDRED
        for match in told:
            block = _BLOCKS[match["block"]]
            known = {points for points in (block_max(case, block), weights.get(block)) if points is not None}
            called = whole or match["called"] or match["also"]
            if called and known and Fraction(match["points"]) not in known:
                name, printed = block_name(case, block), show_exact(block_max(case, block) or max(known))
                places = (
                    block_place(case, block, "分值", printed),
                    Place(statement.section, match.group(), match["points"]),
                )
                fields = {"name": name, "printed": printed, "said": match.group()}
                yield finding("restated.maxima", fields, places)


@check(1, "points.text_above")
def points_above_their_most(case: Case) -> Iterator[Finding]:
    """效益30分，自评31分; the same of a form's blocks and rows is found there."""
    printed = {block.score for block in case.submission.form.blocks.values()}
    printed |= {row.own for row in scored_rows(case)}
    for part in (*given(case), *_listed(case)):
        if part.own.value > part.most.value and part.own.value not in printed:
            size = show_exact(part.own.value - part.most.value)
            fields = {"most": show_exact(part.most.value), "own": show_exact(part.own.value)}
            place = part.statement.place(part.most, part.own)
            yield finding(
                "points.text_above",
                {"name": part.name, "size": size, **fields},
                (place,),
                about=(part.name,),
            )


def _listed(case: Case) -> Iterator[Given]:
    """投入、过程、产出，分值分别为20分、30分、50分，自评分别得18分、31分、49分: two lists of one length, in turn."""
    for statement in lines_of(case).having(("分别",)):
        opened = list(pattern("points_in_turn").finditer(statement.text))
        for first, second in pairwise(opened):
            lists = [_run_of_points(statement, one.end()) for one in (first, second)]
            if not first["own"] and second["own"] and len(lists[0]) == len(lists[1]) > 1:
                names = pattern("names_in_a_row").findall(statement.text[: first.start()])
                for number, (most, own) in enumerate(zip(*lists, strict=True)):
                    named = re.split("[、和及与]", names[-1]) if names else []
                    known = named[number] if len(named) == len(lists[0]) else most.printed
                    yield Given(statement, replace(most, label=known), own, most.start)


def _run_of_points(statement: Statement, start: int) -> list[Mention]:
    """The points in a list right behind a place, of which no other word but their names stand between."""
    found: list[Mention] = []
    for mention in statement.mentions:
        if mention.start >= start:
            if mention.unit != "分" or not pattern("between_points").fullmatch(
                statement.text[start : mention.start]
            ):
                break
            found.append(mention)
            start = mention.end
    return found


@check(4, "points.text_full")
def full_points_for_a_missed_target(case: Case) -> Iterator[Finding]:
    """目标100%，实际96%，满分10分，自评10分; a limit (≤) is missed from above."""
    known = {row.name for row in scored_rows(case) if row.own is not None}
    for part in given(case):
        before = part.statement.between(part.start, part.most.start)
        goals = [m for m in before if pattern("goal_value").search(m.label)]
        done = [m for m in before if any(_is_done(m, goal) for goal in goals)]
        if part.own.value < part.most.value or part.name in known:
            continue
        admitted = pattern("says_missed").search(part.statement.text, part.start, part.most.start)
        told = [m for m in before[1:] if admitted and m.end > admitted.start()]
        if told and told[0].unit == before[0].unit:
            goals, done = told[:1], before[:1]
        if not done:
            continue
        goal, reached = goals[-1], done[-1]
        limit = pattern("limit_sign").search(goal.label)
        if limit is None and pattern("bad_rate").search(part.name):
            continue  # whether more of it is better, nothing says
        missed = reached.value > goal.value if limit else reached.value < goal.value
        if not missed or goal.unit != reached.unit or reached.approximate:
            continue
        gap = show_gap(goal.value - reached.value, goal.kind, goal.unit)
        fields = {"expected": goal.printed, "actual": reached.printed, "size": gap}
        yield finding(
            "points.text_full",
            {"name": part.name, "own": show_exact(part.own.value), **fields},
            (part.statement.place(goal, reached, part.own),),
            difference=gap,
        )


def _is_done(mention: Mention, goal: Mention) -> bool:
    """A result by its word, or under the last words of the goal's own name: 审核准确率 after 资料审核准确率目标."""
    own = len(mention.label) > 2 and pattern("value_words").sub("", goal.label).endswith(mention.label)
    return bool(pattern("done_value").search(mention.label)) or (own and mention.start > goal.end)


@check(1, "points.text_total")
def points_against_their_total(case: Case) -> Iterator[Finding]:
    """预算执行10分，得 a 分；产出50分，得 b 分……合计 c 分: parts whose most make 100 against the total after them."""
    yield from _blocks_off_the_total(case)
    yield from _sections_off_the_total(case)
    every, parts = statements(case), given(case)
    together = [list(found) for _, found in groupby(parts, key=lambda part: id(part.statement))]
    for listed in together:
        if len(listed) > 1:
            statement = listed[0].statement
            at = next(n for n, other in enumerate(every) if other is statement)
            following = every[at + 1 : at + 2] if listed[-1].own is statement.mentions[-1] else []
            both, own = joined(statement, *following), [g.own for g in listed]
            if _are_all(listed) and not any(_is_total(m) for m in both.mentions if m.start > own[-1].start):
                yield from _off_the_total_before(case, statement, listed)
            yield from _off(both, own, _are_all(listed))
    if len(together) == len(parts) > 2 and _are_all(parts) and not scored_rows(case):
        totals = [(s, m) for s in every for m in s.mentions if _is_total(m) and m.value <= HUNDRED]
        for statement, total in totals[:1]:
            if abs(sum((g.own.value for g in parts), ZERO) - total.value) > threshold("points_print"):
                places = [statement.place(total), *(g.statement.place(g.own) for g in parts)]
                yield off_total("points.text_total", statement, total, [g.own for g in parts], places=places)


def _are_all(parts: list[Given]) -> bool:
    return sum((part.most.value for part in parts), ZERO) == HUNDRED


def _is_total(mention: Mention) -> bool:
    return mention.unit == "分" and bool(pattern("points_total").search(mention.label))


def _off(statement: Statement, parts: list[Mention], whole: bool) -> Iterator[Finding]:
    after = [m for m in statement.mentions if m.start > parts[-1].start and m.unit == "分"]
    total = next((m for m in after if _is_total(m) or pattern("block_total").search(m.label)), None)
    if total is not None and (whole or total is after[0] and pattern("in_all").search(total.label)):
        if abs(sum((m.value for m in parts), ZERO) - total.value) > threshold("points_print"):
            yield off_total("points.text_total", statement, total, parts)


def _off_the_total_before(case: Case, statement: Statement, parts: list[Given]) -> Iterator[Finding]:
    """自评得分94.5分。其中:投入20分,得18分;……: parts whose most make 100 against the last total before them."""
    earlier = neighbour(case, statement)
    before = [(earlier, m) for m in (earlier.mentions if earlier is not None else ())]
    before += [(statement, m) for m in statement.mentions if m.end <= parts[0].most.start]
    totals = [(at, m) for at, m in before if m.unit == "分" and pattern("total_told").search(m.label)]
    for at, total in totals[-1:]:
        if at is not None and abs(sum((g.own.value for g in parts), ZERO) - total.value) > threshold(
            "points_print"
        ):
            places = [at.place(total), statement.place(*(g.own for g in parts))]
            yield off_total("points.text_total", at, total, [g.own for g in parts], places=places)


def _blocks_off_the_total(case: Case) -> Iterator[Finding]:
    """产出(40分,自评得39.6分), 得28分(满分30分) over the whole text: blocks of 100 points against the total told."""
    told = hits(case, pattern("block_points_told"))
    points = [_numbers(found) for _, found in told]
    beyond, score = block_max(case, "execution"), block_score(case, "execution")
    if sum((n for n, _ in points), ZERO) != HUNDRED and beyond is not None and score is not None:
        points.insert(0, (beyond, score))
    most, own = sum((n for n, _ in points), ZERO), sum((n for _, n in points), ZERO)
    totals = [
        (s, m)
        for s in statements(case)
        for m in s.mentions
        if m.unit == "分" and pattern("total_told").search(m.label) and m.value <= HUNDRED
    ]
    if len(told) < 3 or most != HUNDRED or len({m.value for _, m in totals}) != 1:
        return
    statement, total = totals[0]
    size = abs(own - total.value)
    if threshold("points_print") < size <= threshold("points_told_most"):
        fields = {"name": total.label, "total": total.printed, "added": show_exact(own) + "分"}
        fields |= {"parts": "＋".join(show_exact(n) for _, n in points), "size": show_exact(size) + "分"}
        places = [statement.place(total), *(s.place() for s, _ in told)]
        yield finding("points.text_total", fields, places, difference=fields["size"])


def points_of_sections(case: Case) -> dict[int, Mention]:
    """The points with which the sections of one list close (三（一）……自评得15分。三（二）……自评得28分。), by the identity of
    their statements: three or more, one for each."""
    return case.once("points of sections", lambda: _points_of_sections(case))


def _points_of_sections(case: Case) -> dict[int, Mention]:
    lists: dict[tuple[str, ...], dict[str, list[tuple[int, Mention]]]] = {}
    for statement, _ in hits(case, pattern("closing_points")):
        if pattern("of_all_parts").search(statement.text) or not statement.mentions:
            continue
        steps = tuple(_STEP.findall(statement.section))
        for depth in range(len(steps)):
            of_list = lists.setdefault(steps[:depth], {})
            of_list.setdefault(steps[depth], []).append((id(statement), statement.mentions[-1]))
    for _, sections in sorted(lists.items(), key=lambda one: len(one[0])):
        if len(sections) > 2 and all(len(found) == 1 for found in sections.values()):
            return dict(found[0] for found in sections.values())
    return {}


def _sections_off_the_total(case: Case) -> Iterator[Finding]:
    """The points that close each section of a list, against the one total told after the last of them."""
    parts, every = points_of_sections(case), statements(case)
    if not parts:
        return
    last = max(at for at, one in enumerate(every) if id(one) in parts)
    first = next(one for one in every if id(one) in parts)
    chapter = _STEP.findall(first.section)[:1]
    for statement in every[last + 1 :]:
        totals = [m for m in statement.mentions if m.unit == "分" and pattern("total_told").search(m.label)]
        if totals and _STEP.findall(statement.section)[:1] == chapter:
            gap = abs(sum((m.value for m in parts.values()), ZERO) - totals[0].value)
            if threshold("points_print") < gap <= threshold("points_told_most"):
                places = [statement.place(totals[0])]
                places += [one.place(parts[id(one)]) for one in every if id(one) in parts]
                yield off_total("points.text_total", statement, totals[0], [*parts.values()], places=places)
            return


def _numbers(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    return Fraction(found["most"] or found["most2"]), Fraction(found["own"] or found["own2"])
