"""Lists whose number is announced, and what the text itself says that it aims at or may not do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.numerals import chinese_number
from perfkit.base.quantities import show_exact
from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import MONEY, Mention, Statement, figured, hits, neighbour
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, words
from perfkit.review.sentences import plain_text

_MOST, _FEWEST, _FAR, _PLACE = 9, 2, 12, 3
_ORDER = "一二三四五六七八九"


@check(5, "figure.announced")
def lists_announced(case: Case) -> Iterator[Finding]:
    """主要存在三个方面的问题：一是……；二是……: fewer or more than announced, up to the end of the passage."""
    for name, way in (("things_announced", 1), ("things_before", 1), ("things_summed_up", -1)):
        for statement, told in hits(case, pattern(name)):
            said = chinese_number(told["number"]) or int(told["number"])
            rest = [statement.text[told.end() :] if way > 0 else statement.text[: told.start()]]
            step = way
            while (following := neighbour(case, statement, step)) and abs(step) < _FAR:
                rest.append(following.text)
                step += way
            text = "。".join(rest[::way])
            numbers = [_ORDER.index(n["number"]) + 1 for n in pattern("numbered_thing").finditer(text)]
            run = [at for at, number in enumerate(numbers) if number == at + 1]
            if pattern("list_goes_on").search(text):
                continue
            if len(run) == len(numbers) and _FEWEST <= len(run) <= _MOST and len(run) != said:
                fields = {"said": told.group().rstrip(":,。"), "count": str(len(run))}
                yield finding("figure.announced", fields, (Place(statement.section, text[:90]),))
                return


@check(5, "claim.goal_missed")
def goals_of_the_text_missed(case: Case) -> Iterator[Finding]:
    """数字化不少于120万页 among the goals, 完成112万页 of the results, in a unit that no other number of them has: with
    the claim that all goals were reached."""
    if case.targets:
        return
    claims = hits(case, pattern("all_met"))
    goals, results = list[tuple[Statement, Mention]](), list[tuple[Statement, Mention]]()
    for statement in figured(case) if claims else ():
        for mention in statement.mentions:
            before = statement.text[: mention.start]
            if pattern("no_less_than").search(before):
                goals.append((statement, mention))
            elif not pattern("floor_words").match(statement.text, mention.end):
                results.append((statement, mention))
    units = Counter(mention.unit for _, mention in (*goals, *results))
    for there, goal in goals:
        done = [(s, m) for s, m in results if m.unit == goal.unit]
        if (
            units[goal.unit] != 2
            or len(done) != 1
            or goal.unit in words("common_units")
            or goal.kind == MONEY
        ):
            continue
        (statement, result), claim = done[0], claims[0]
        if statement is not there and goal.value > result.value + result.slack and not result.approximate:
            fields = {"goal": goal.printed, "done": result.printed, "said": claim[1].group()}
            places = (there.place(goal), statement.place(result), Place(claim[0].section, claim[1].group()))
            yield finding("claim.goal_missed", fields, places)


@check(4, "points.above_last_year")
def points_for_what_rose(case: Case) -> Iterator[Finding]:
    """“三公”经费变动率得5分（高于上年数不得分） where the text has more than the year before."""
    told: list[tuple[Statement | None, str, str, str, str]] = [
        (s, m["name"], m["own"], m.group(), s.section) for s, m in hits(case, pattern("not_above_told"))
    ]
    for row in case.submission.self_evaluation.rows:
        asked = pattern("not_above_standard").search(plain_text(row.standard))
        named = pattern("rate_of_change").search(row.name)
        if asked and named and row.score:
            said = f"{row.name}得{show_exact(row.score)}分：{row.standard}"
            told.append((None, named["name"], show_exact(row.score), said, row.place or row.name))
    for own_place, name, own, said, section in told:
        if not Fraction(own):
            continue
        for statement in figured(case):
            for now, before in zip(statement.mentions, statement.mentions[1:], strict=False):
                rose = now.kind == before.kind == MONEY and now.value > before.value
                if rose and statement is not own_place and _is_of(name, now, before, statement):
                    fields = {"name": name, "own": own, "now": now.printed, "before": before.printed}
                    places = (Place(section, said[:90]), statement.place(now, before))
                    yield finding("points.above_last_year", fields, places, about=(name,))
                    return


def _is_of(name: str, now: Mention, before: Mention, statement: Statement) -> bool:
    """Whether two amounts that follow each other are this year's and last year's of a thing."""
    plain = re.sub('[“”"]', "", name)
    label = re.sub('[“”"]', "", pattern("year_prefix").sub("", pattern("spent_tail").sub("", now.label)))
    last = pattern("last_years_label").fullmatch(before.label)
    return bool(last) and label == plain and ";" not in statement.text[now.end : before.start]


@check(6, "text.other_body")
def another_body_speaks(case: Case) -> Iterator[Finding]:
    """下一步，某市住房和城乡建设局将进一步细化绩效目标 in the filing of that city's transport bureau."""
    own = plain_text(case.submission.department.name)
    cells = [cell for grid in case.grids for row in grid.cells for cell in row]
    for statement, found in hits(case, pattern("unit_as_the_filer")):
        name, place = found["name"], found["place"]
        named = (
            [own]
            if own.startswith(place)
            else [c for c in cells if c.startswith(place) and c[-1] in "局委会室厅"]
        )
        known = any(name in text for _, _, text in case.plain if text.count(name) > 1)
        if named and name not in named and not known and pattern("has_other_duties").search(name) is None:
            fields = {"own": named[0], "other": name}
            yield finding("text.other_body", fields, (Place(statement.section, found.group()),))
            return
    said = "\n".join(text for _, _, text in case.plain)
    for statement, found in hits(case, pattern("body_that_acts")):
        kind = found["place"][-1] + found["organ"]
        other = own.endswith(kind) and found["place"][-_PLACE:] not in own and said.count(found["name"]) == 1
        if other and found["place"].removesuffix(own[-len(kind) :]) not in own:
            fields = {"own": own, "other": found["name"]}
            yield finding("text.other_body", fields, (Place(statement.section, found.group()),))
            return


@check(6, "text.closing_day")
def closing_day_of_another_year(case: Case) -> Iterator[Finding]:
    """截至2022年12月31日，当年下达的资金已全部支付 in the filing of 2023."""
    year = case.submission.year
    for statement, found in hits(case, pattern("closing_day")):
        if int(found["year"]) == year - 1 and pattern("of_the_own_year").search(statement.text, found.end()):
            other = statement.text.replace(found.group(), "")
            if str(year) not in other and not pattern("looks_back").search(other):
                fields = {"said": found.group(), "year": str(year)}
                yield finding("text.closing_day", fields, (Place(statement.section, statement.text[:90]),))
                return
