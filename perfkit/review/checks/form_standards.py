"""Points of a row against its own standard and what it says of its result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from perfkit.base.quantities import ZERO, Points, show_exact, show_number
from perfkit.base.text import Text
from perfkit.filing.filed_tables import ScoreRow, Target
from perfkit.filing.targets import parse_target
from perfkit.review.case import Case
from perfkit.review.checks.form_blocks import block_score
from perfkit.review.checks.form_points import scored_rows
from perfkit.review.finding import Condition, Finding, Place
from perfkit.review.form_rules import FormRules, rules_of_the_form
from perfkit.review.mentions import MONEY, RATE, Mention, comparable, figured, mentions
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, threshold
from perfkit.review.shown import NOTHING
from perfkit.review.standards import Result, Standard, result_of

_PLANNED = ("expected", "goals", "next_steps")
_SHORTEST, _LONGEST = 2, 160


@dataclass(frozen=True, slots=True)
class Held:
    """A row held against its standard: the points that it gives, None where it does not decide."""

    row: ScoreRow | Target
    most: Fraction
    own: Fraction
    said: str
    place: Place
    given: Points | None
    misses_bound: bool = False
    told: bool = False
    rule: FormRules | None = None


def targets_by_standard(case: Case) -> dict[int, Held]:
    """The targets whose points their own standards, or the rule of the form's notes, decide, by number."""
    return case.once("targets by standard", lambda: dict(_targets(case)))


def _targets(case: Case) -> Iterator[tuple[int, Held]]:
    rules, execution = rules_of_the_form(case), pattern("row_of_execution")
    for row in case.targets:
        target, result = row.target, result_of(row.parsed)
        most, own, said = target.weight, target.self_score, target.actual
        if not most or own is None or result is None:
            continue
        if target.standard:
            held = _held(target, most, own, said, row.place, result)
            if held.given is not None:
                yield row.number, held
        elif (given := rules.points(row.parsed, most)) is not None and not execution.search(target.name):
            yield row.number, Held(target, most, own, said, row.place, given, rule=rules)


def _rows(case: Case) -> Iterator[Held]:
    for row in case.submission.self_evaluation.rows:
        if row.standard and row.max and row.score is not None:
            reason = "" if pattern("bare_number").fullmatch(row.reason) else row.reason  # of a column 扣分
            said = (row.actual or row.state or reason).replace(",", "")
            shown = f"{row.name}（分值 {show_exact(row.max)}） 得分 {show_exact(row.score)}：{row.standard}；{said}"
            place = Place(row.place or row.name, shown, show_exact(row.score))
            if said:
                yield _held(row, row.max, row.score, said, place, _result(row, said))
            elif row.score == row.max and (rate := _rate_told(case, row.name)) is not None:
                result = Result(_number(rate), "%", rate=True)
                held = _held(row, row.max, row.score, "正文" + rate.printed, place, result)
                yield replace(held, told=True)


def _told(case: Case) -> Iterator[Held]:
    """公益讲座（8分）。每少1场扣1分。计划12场，实际9场，自评7分: items of the text with their most points, their standard,
    what was done and the points that they gave themselves."""
    for part, section, text in case.plain:
        if part in _PLANNED or pattern("place_in_a_table").search(section) or "分" not in text:
            continue
        for item in pattern("item_of_a_text").split(text):
            sentences = [s for s in re.split("[。;\n]", item) if s]
            standard = [s for s in sentences if pattern("told_standard").search(s)]
            rest = "。".join(s for s in sentences if s not in standard)
            most = {found["points"] for found in pattern("told_most").finditer(rest)}
            own = [found["points"] for found in pattern("told_own").finditer(rest)]
            if len(most) == len(own) == len(standard) == 1:
                yield from _of_item(section, rest, standard[0], Fraction(most.pop()), Fraction(own[0]))


def _of_item(section: str, rest: str, standard: str, most: Fraction, own: Fraction) -> Iterator[Held]:
    said = pattern("told_own").sub("", pattern("told_most").sub("", rest))
    at = pattern("told_most").search(rest)
    named = pattern("named_before_a_bracket").search(rest[: at.start("points")]) if at else None
    figures = [one for one in mentions(said) if one.label and one.unit != "分"]
    if not figures or own > most:
        return
    name = named["name"] if named else pattern("opening_words").sub("", figures[0].label.lstrip("。"))
    row = ScoreRow(name=name, max=most, score=own, standard=standard)
    told = ",".join(one.label.lstrip("。") + one.printed for one in figures)
    place = Place(section, f"{standard}。{rest}"[:_LONGEST], show_exact(own))
    yield replace(_held(row, most, own, told, place, _result(row, told)), told=True)


def _rate_told(case: Case, name: str) -> Mention | None:
    """The one rate that the text gives a row of a form without a word on its result: under its name, under
    what no other row's name ends with, or for ……完成率 as the share of a plan (轮换……86.4万吨,占年度计划90万吨的
    96.0%) in a clause that has its name."""
    found = []
    names = [row.name for row in case.submission.self_evaluation.rows]
    thing = pattern("completion_of").match(name)
    for statement in figured(case) if pattern("named_a_rate").search(name) else ():
        if statement.part in _PLANNED or pattern("place_in_a_table").search(statement.section):
            continue
        for one in statement.mentions:
            if one.kind != RATE or one.approximate:
                continue
            begun = statement.text.rfind(";", 0, one.start) + 1
            clause = statement.text[begun : one.start]
            share = thing and pattern("share_of_plan").search(clause) and _has(clause, thing["thing"])
            short = len(one.label) > _SHORTEST and [n for n in names if n.endswith(one.label)] == [name]
            beside = thing and name.endswith(one.label) and len(one.label) > _SHORTEST
            short = short or bool(beside and thing and thing["thing"] in clause)
            if one.label.endswith(name) or short or share and not statement.between(begun, one.start, RATE):
                found.append(one)
    return found[0] if len({one.value for one in found}) == 1 else None


def _has(clause: str, thing: str) -> bool:
    """Whether a clause has most pairs of a name."""
    pairs = [thing[at : at + 2] for at in range(len(thing) - 1)]
    return len(pairs) > 2 and 4 * sum(pair in clause for pair in pairs) >= 3 * len(pairs)


def _held(
    row: ScoreRow | Target, most: Fraction, own: Fraction, said: str, place: Place, result: Result | None
) -> Held:
    missed = False
    for read in (result, result.as_completion()) if result is not None else ():
        if read is None:
            continue
        standard = Standard(row.standard, most, read.unit)
        missed = missed or standard.bound is not None and standard.bound.holds(read.done) is False
        if (given := standard.points(read)) is not None:
            return Held(row, most, own, said, place, given, missed)
    return Held(row, most, own, said, place, None, missed)


@check(4, "score.standard")
def points_against_the_standard(case: Case) -> Iterator[Finding]:
    """Points that the row's own standard does not give for its result: beyond what any reading of it gives,
    or full below its bound; fewer without a reason, and full points of what was not done, are a doubt."""
    rows = [row.own for row in scored_rows(case) if row.own is not None]
    close = threshold("points_print")
    slack = close if any(n.denominator > 1 for n in rows) else Fraction(1, 2)
    tenths = slack == close or (block_score(case, "execution") or ZERO).denominator > 1
    for held in (*targets_by_standard(case).values(), *_rows(case), *_told(case)):
        own, given, fair, size = held.own, held.given, NOTHING, Fraction(0)
        beyond = close if own == held.most and tenths else slack  # full points are no rounding of fewer
        if given is not None and own - given.high > beyond:
            variant, fair, size = "beyond", _gives(given, "most", given.high), own - given.high
        elif given is not None:
            if given.low - own <= slack or held.row.reason or pattern("standard_off").search(held.said):
                continue
            variant, fair, size = "below", _gives(given, "least", given.low), given.low - own
        elif own == held.most and held.misses_bound:
            variant = ""
        elif (
            own == held.most
            and isinstance(held.row, ScoreRow)
            and pattern("state_not_done").search(held.said)
        ):
            variant = "not_done"
        else:
            continue
        standard = held.rule.numbers if held.rule else held.row.standard
        fields = {"name": held.row.name, "standard": standard, "said": held.said, "fair": fair}
        fields |= {"own": show_exact(own), "size": show_number(size)}
        unless: Condition = "unsure" if held.told else ""
        places = (held.place, *((held.rule.place,) if held.rule else ()))
        yield finding(
            "score.standard", fields, places, variant=variant, unless=unless, about=(held.row.name,)
        )


def _gives(given: Points, end: str, points: Fraction) -> Text:
    return phrase("gives" if given.is_exact else f"gives_at_{end}", points=show_number(points))


def _result(row: ScoreRow, said: str) -> Result | None:
    """What a row of a scoring table says of its result: two values of its own, the one value in the unit of
    its standard, what was done of what was due, or one rate."""
    if row.expected and row.actual:
        return result_of(parse_target(row.expected, row.actual, name=row.name))
    found = mentions(said)
    rates = [one for one in found if one.kind == RATE]
    for alone in ([one for one in found if one.unit and one.unit in row.standard], rates):
        if len(alone) == 1:
            return Result(_number(alone[0]), _unit(alone[0]), rate=alone[0].kind == RATE)
    planned, done = (
        [one for one in found if pattern(name).search(one.label)] for name in ("planned_label", "done_label")
    )
    if not rates and len(planned) == len(done) == 1 and comparable(planned[0], done[0]):
        return Result(_number(done[0]), _unit(done[0]), _number(planned[0]))
    return Result(_number(found[0]), _unit(found[0])) if len(found) == 1 else None


def _number(mention: Mention) -> Fraction:
    value = mention.value * 100 if mention.kind == RATE else mention.value
    return -value if pattern("below_zero").search(mention.label) else value


def _unit(mention: Mention) -> str:
    return "%" if mention.kind == RATE else "元" if mention.kind == MONEY else mention.unit
