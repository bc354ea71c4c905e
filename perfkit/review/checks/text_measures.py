"""Numbers that what stands beside them decides: how long something took between two days, a mean of listed
values, persons of so many batches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_number
from perfkit.review.case import Case
from perfkit.review.checks.rates import quotient
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import RATE, Mention, Statement, comparable, figured, hits, show_like
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern

_BETWEEN = re.compile("[、,和及与]{1,2}")


@check(1, "figure.span")
def time_between_two_days(case: Case) -> Iterator[Finding]:
    """自2023年3月1日至6月30日,历时5个月: whole months or days between two days, by one more or fewer."""
    for statement, found in hits(case, pattern("span_of_days")):
        days = _days(found, str(case.submission.year))
        said, unit = int(found["number"]), found["unit"]
        if days is None or days[1] < days[0]:
            continue
        start, end = days
        if unit == "月":
            months = (end.year - start.year) * 12 + end.month - start.month
            least, most = months - (end.day < start.day), months + 1
        else:
            apart = (end - start).days
            least, most = (0, apart + 1) if "工作日" in unit else (apart - 1, apart + 1)
        if not least <= said <= most:
            right = str(most if said > most else least)
            fields = {"said": found.group(), "right": right}
            yield finding("figure.span", fields, (Place(statement.section, found.group(), found["number"]),))


def _days(found: re.Match[str], own: str) -> tuple[date, date] | None:
    year = found["year"] or own
    try:
        start = date(int(year), int(found["month"]), int(found["day"]))
        return start, date(
            int(found["year2"] or year), int(found["month2"] or start.month), int(found["day2"])
        )
    except ValueError:
        return None


@check(2, "rate.list_mean")
def means_of_lists(case: Case) -> Iterator[Finding]:
    """得分分别为96分、94分、92分,平均95分: the mean of values that one list gives, right behind them."""
    for statement in figured(case):
        for at, mean in enumerate(statement.mentions):
            if mean.approximate or not pattern("mean_of_all").search(mean.label):
                continue
            listed = _list_before(statement, at)
            opened = statement.text[: listed[0].start] if listed else ""
            if len(listed) < 2 or not pattern("each_its_own").search(opened[-12:]):
                continue
            exact = sum((one.value for one in listed), ZERO) / len(listed)
            slack = mean.slack or Fraction(1, 2 * 10 ** len(mean.digits.partition(".")[2]))
            if abs(exact - mean.value) > slack + sum((one.slack for one in listed), ZERO) / len(listed):
                shown = quotient("＋".join(one.printed for one in listed), str(len(listed)))
                fields = {
                    "said": f"{mean.label}{mean.printed}",
                    "how": shown,
                    "right": show_like(exact, mean),
                }
                size = show_like(abs(exact - mean.value), mean)
                yield finding("rate.list_mean", fields, (statement.place(*listed, mean),), difference=size)


def _list_before(statement: Statement, at: int) -> list[Mention]:
    """The figures in the unit of a mean that a list right before it gives."""
    mean, found, end = statement.mentions[at], list[Mention](), -1
    for one in reversed(statement.mentions[:at]):
        alike = comparable(one, mean) or one.kind == mean.kind == RATE
        between = statement.text[one.end : end] if found else ""
        if not alike or found and not _BETWEEN.fullmatch(between):
            break
        found.insert(0, one)
        end = one.start
    return found


@check(1, "figure.batches")
def fewer_persons_than_batches(case: Case) -> Iterator[Finding]:
    """接待36批次、28人次: a batch has one person at the least."""
    for statement, found in hits(case, pattern("batches_and_persons")):
        if int(found["persons"]) < int(found["batches"]):
            size = show_number(Fraction(int(found["batches"]) - int(found["persons"])), 0)
            fields = {"said": found.group(), "size": size}
            yield finding("figure.batches", fields, (Place(statement.section, found.group()),))
