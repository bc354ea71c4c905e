"""Checks of group 2: staff without a post of the establishment counted among those who have one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_rate
from perfkit.review.case import Case
from perfkit.review.finding import Finding, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase
from perfkit.review.shown import NOTHING


@check(2, "staff.not_established")
def counted_as_established(case: Case) -> Iterator[Finding]:
    """在编人员 that the text says to include 雇员, dispatched or contract staff: whether these hold posts is open.

    A note: many places give such staff posts of their own. The rate of staff to posts without them is worked
    out.
    """
    staff, posts = case.first("established_staff_count"), case.first("establishment_count")
    if staff is None:
        return
    for sentence, match in case.matches(pattern("established_includes")):
        count = Fraction(match["count"])
        if Fraction(match["whole"]) != staff.amount or not 0 < count < staff.amount:
            continue
        rest = staff.amount - count
        share = show_rate(rest / posts.amount) if posts is not None and posts.amount else ""
        more = (
            phrase("staffing_without", rest=str(rest), posts=posts.printed, share=share)
            if share and posts is not None
            else NOTHING
        )
        yield finding(
            "staff.not_established",
            {
                "whole": staff.printed,
                "kind": match["kind"],
                "count": match["count"],
                "rest": str(rest),
                "rate": more,
            },
            (sentence.place(match.group()), place_of(staff), *((place_of(posts),) if posts else ())),
            stakes=case.rests_on(("established_staff_count",)),
            about=("established_staff_count",),
        )
        return
