"""What a text concludes, against what it told before: another year, everything reached, nothing happened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from perfkit.review.case import Case
from perfkit.review.checks.in_time import PLANNED, late_all_the_same
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import hits, lines_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern

_LONGEST, _OFTEN = 40, 3


def conclusions_of_another_year(case: Case) -> Iterator[Finding]:
    """综上，2021年度……自评得分97.50分 with the total of this year's form; and a year of the title that the text
    never names, while it names another one throughout."""
    total, year = case.submission.self_evaluation.total, str(case.submission.year)
    for statement, told in hits(case, pattern("own_total")) if total is not None else ():
        found = pattern("year_of_the_number").search(statement.text[: told.start()])
        alone = found is not None and year not in statement.text and statement.text.count("年") < _OFTEN
        if found and alone and found["year"] != year and Fraction(told["points"]) == total:
            if abs(int(found["year"]) - int(year)) == 1 and not pattern("compared").search(statement.text):
                fields = {"line": statement.text[found.start() :][:_LONGEST], "year": year}
                place = Place(statement.section, statement.text[:_LONGEST], found["year"])
                yield finding("text.heading_year", fields, (place,), variant="conclusion")
                return
    yield from _title_of_another_year(case, year)


def _title_of_another_year(case: Case, year: str) -> Iterator[Finding]:
    title = case.submission.title
    if year not in title or any(year in cell for grid in case.grids for row in grid.cells for cell in row):
        return
    told = Counter(found for _, _, text in case.plain for found in re.findall(r"(?<!\d)20\d\d(?=年)", text))
    other, often = next(iter(told.most_common(1)), ("", 0))
    if often >= _OFTEN and not told[year] and int(other) - int(year) == 1:
        fields = {"line": title[:_LONGEST], "year": other}
        yield finding("text.heading_year", fields, (Place("标题", title[:_LONGEST], year),))


@check(5, "claim.all_told")
def all_reached_but_for_what_the_text_tells(case: Case) -> Iterator[Finding]:
    """各项目标均已全面完成 after 筛查人数未达目标 or 为目标的97.33%; what a table of targets denies is told there."""
    yield from late_all_the_same(case)
    if any(row.parsed.met is False for row in case.targets):
        return
    for statement, claim in hits(case, pattern("all_met")):
        if statement.part in PLANNED or pattern("not_claimed").search(statement.text):
            continue
        for other, admitted in hits(case, pattern("missed_in_words")):
            if other is statement or other.part in PLANNED or pattern("on_a_condition").search(other.text):
                continue
            if pattern("other_time").search(other.text[: admitted.start()]):
                continue
            fields = {"said": claim.group(), "told": admitted.group()}
            places = (Place(statement.section, claim.group()), Place(other.section, other.text[-90:]))
            yield finding("claim.all_told", fields, places)
            return


@check(3, "restated.none")
def nothing_of_what_the_text_tells(case: Case) -> Iterator[Finding]:
    """安全事故 0 起 of the table, 发生一般安全事故1起 of the text: an indicator of what must not happen."""
    own = str(case.submission.year)
    for row in case.targets:
        events = pattern("bad_event").findall(row.target.name) if row.parsed.actual_number == 0 else ()
        for statement in lines_of(case).having(events) if events else ():
            if statement.part in PLANNED or pattern("on_a_condition").search(statement.text):
                continue
            for told in pattern("event_told").finditer(statement.text):
                level = pattern("veto_level").search(row.target.name)
                lower = level and level.group() not in told["what"]
                year = statement.year_of(told.start(), own)
                if lower or year != own or not any(event in told["what"] for event in events):
                    continue
                said = told.group()
                fields = {"name": row.target.name, "actual": row.target.reported, "said": said}
                yield finding("restated.none", fields, (row.place, Place(statement.section, said)))
                return
