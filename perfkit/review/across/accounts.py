"""A department's filings against its final accounts of the same year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from perfkit.base.quantities import show_number
from perfkit.base.text import Text
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.statement import Statement
from perfkit.review.across.digest import Digest
from perfkit.review.arithmetic import show_gap, slack
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.rulebook import finding, phrase, words


def against_accounts(one: Digest, accounts: Digest) -> Iterator[Finding]:
    """Facts that both print for the whole year, beyond the print of both; and the number of projects and
    their mean."""
    if one.project:
        return
    for fact in words("facts_of_accounts"):
        ours, theirs = one.facts.get(fact, ()), accounts.facts.get(fact, ())
        off = [(a, b) for a in ours for b in theirs if abs(a.amount - b.amount) > slack(a) + slack(b)]
        if not off or len(off) < len(ours) * len(theirs):
            continue
        kind = fact_catalogue()[fact]
        yield _differs(*off[0], fact, Text(kind.zh, kind.en), kind.kind)
    a, b = (side.balances.get("running_costs") for side in (one, accounts))
    if a is not None and b is not None and abs(a.amount - b.amount) > slack(a) + slack(b):
        yield _differs(a, b, "running_costs", phrase("running_costs"), "money")
    for code, mine, other in (
        ("accounts.projects", one.projects, accounts.projects),
        ("accounts.mean", one.mean, accounts.mean),
    ):
        if mine and other and abs(mine.amount - other.amount) > mine.tolerance + other.tolerance - _one(mine):
            yield finding(
                code,
                {"filed": mine.printed, "accounts": other.printed},
                (place_of(mine), _of_accounts(other)),
            )


def _differs(a: Statement, b: Statement, about: str, name: Text, kind: str) -> Finding:
    size = show_gap(a.amount - b.amount, kind, a.unit)
    return finding(
        "accounts.differs",
        {"name": name, "filed": a.printed, "accounts": b.printed, "size": size},
        (place_of(a), _of_accounts(b)),
        about=(about,),
    )


def projects_against_accounts(projects: list[Digest], accounts: Digest) -> Iterator[Finding]:
    """More projects filed than the accounts count; and, where there are just as many, the mean of their
    points.

    Fewer filings than the accounts count prove nothing: not all need be here.
    """
    stated = accounts.projects
    if stated is None or not projects:
        return
    filed = len({one.project for one in projects})
    names = "、".join(dict.fromkeys(one.project for one in projects[:4]))
    if filed > stated.amount:
        yield finding(
            "accounts.projects",
            {"filed": f"{filed}个", "accounts": stated.printed},
            (Place("项目支出绩效自评表", names, str(filed)), _of_accounts(stated)),
            filed=str(filed),
        )
    mean, points = accounts.mean, [one.points for one in projects if one.points is not None]
    if mean is None or filed != stated.amount or len(points) != filed:
        return
    exact = sum(points, Fraction(0)) / filed
    if abs(exact - mean.amount) > 2 * mean.tolerance:
        shown = show_number(exact)
        yield finding(
            "accounts.mean",
            {"filed": f"{shown}分", "accounts": mean.printed},
            (Place("项目支出绩效自评表", f"{filed} 个项目自评得分的平均数", shown), _of_accounts(mean)),
            filed=shown,
        )


def _one(stated: Statement) -> Fraction:
    """Things that are counted have no print to be rounded."""
    return 2 * stated.tolerance if stated.unit == "个" else Fraction(0)


def _of_accounts(statement: Statement) -> Place:
    place = place_of(statement)
    return replace(place, section=f"部门决算 {place.section}")
