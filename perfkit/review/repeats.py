"""Findings that say one matter are one. Which codes can, and by what, stands under `repeats` and `one_matter`
of data/review/problems.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from perfkit.base.numerals import exact
from perfkit.review.finding import SEVERITIES, Finding, Place
from perfkit.review.rulebook import rank, rulebook

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\d年])")
_MOST_PLACES, _LONG = 4, 3
Sides = tuple[Finding, set[Fraction], set[Fraction]]


def without_repeats(findings: list[Finding]) -> list[Finding]:
    """The findings without those of which others say all, and one of those that set the same figures against
    each other."""
    for rule in rulebook().repeats:
        weaker = {one.code for one in findings if rank(one.code, rule.codes) is not None}
        if weaker:
            others = [o for o in findings if o.code not in weaker and rank(o.code, rule.within) is not None]
            findings = [
                one
                for one in findings
                if one.code not in weaker or not any(_SAME[rule.by](one, other) for other in others)
            ]
    return _merged(findings)


def _merged(findings: list[Finding]) -> list[Finding]:
    order = rulebook().one_matter
    places = [(rank(one.code, order), one) for one in findings if one.difference]
    ranked = [(SEVERITIES.index(one.severity), place, one) for place, one in places if place is not None]
    matters: list[list[Sides]] = []
    for _, _, one in sorted(ranked, key=lambda each: each[:2]):
        sides = _sides(one)
        same = next((matter for matter in matters if _are_one(sides, matter[0])), None)
        matters.append([sides]) if same is None else same.append(sides)
    others = {id(matter[0][0]): [one for one, _, _ in matter[1:]] for matter in matters if len(matter) > 1}
    gone = {id(one) for more in others.values() for one in more}
    return [_with(one, others.get(id(one), [])) for one in findings if id(one) not in gone]


def _sides(one: Finding) -> Sides:
    """A finding, the gap between its two sides, and the figures that it shows."""
    gaps = _numbers(one.difference) | ({one.money} - {0})
    return one, gaps, _numbers(" ".join((one.message.zh, *(place.value for place in one.places)))) - gaps


def _are_one(sides: Sides, others: Sides) -> bool:
    """Two figures in common and the same gap; small numbers count where they share a place."""
    (one, gaps, figures), (other, other_gaps, other_figures) = sides, others
    common = figures & other_figures
    if one.code == other.code or gaps.isdisjoint(other_gaps) or len(common) < 2:
        return False
    long = any(len(str(n.numerator).strip("0")) >= _LONG for n in common)
    return long or not {*one.places}.isdisjoint(other.places)


def _with(kept: Finding, others: list[Finding]) -> Finding:
    """A finding with the points of others that say the same, and where they print the same figures."""
    if not others:
        return kept
    places, figures = list(kept.places), _sides(kept)[2]
    for place in (place for other in others for place in other.places):
        known = _numbers(place.value).isdisjoint(figures) or any(_is_within(place, p) for p in places)
        if len(places) < _MOST_PLACES and not known:
            places.append(place)
    stakes = dict(kept.stakes)
    for row, points in (stake for other in others for stake in other.stakes):
        stakes[row] = max(points, stakes.get(row, points))
    possible = dict.fromkeys(text for one in (kept, *others) for text in one.possible)
    return replace(kept, places=tuple(places), stakes=tuple(stakes.items()), possible=tuple(possible))


def _is_within(one: Place, other: Place) -> bool:
    a, b = ("".join(place.quote.replace("，", ",").split()) for place in (one, other))
    alike = one.section.endswith(other.section) or other.section.endswith(one.section)
    return alike and (one.value == other.value or a in b or b in a)


def _numbers(text: str) -> set[Fraction]:
    return {exact(number) for number in _NUMBER.findall(text.replace(",", ""))}


def _is_printed(one: Finding, other: Finding) -> bool:
    return _numbers(f"{one.places[0].value} {one.difference}") <= _numbers(other.message.zh)


_SAME: dict[str, Callable[[Finding, Finding], bool]] = {
    "rows": lambda one, other: one.rows == other.rows,
    "place": lambda one, other: one.places[0] == other.places[0],
    "cell": lambda one, other: one.places[0].section == other.places[0].section,
    "printed": _is_printed,
}
