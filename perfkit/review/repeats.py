"""Findings that say one matter are one. Which codes can, and by what, stands under `repeats` and `one_matter`
of data/review/problems.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from perfkit.review.finding import SEVERITIES, Finding, Place
from perfkit.review.rulebook import rank, rulebook

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\d年])")
_MOST_PLACES, _LONG = 4, 3


def without_repeats(findings: list[Finding]) -> list[Finding]:
    """The findings without those of which others say all, and one of those that set the same figures against
    each other."""
    for rule in rulebook().repeats:
        weaker = [one for one in findings if rank(one.code, rule.codes) is not None]
        others = [one for one in findings if rank(one.code, rule.within) is not None and one not in weaker]
        told = [one for one in weaker if any(_SAME[rule.by](one, other) for other in others)]
        findings = [one for one in findings if one not in told]
    return _merged(findings)


def _merged(findings: list[Finding]) -> list[Finding]:
    order = rulebook().one_matter
    ranked = [(place, one) for one in findings if (place := rank(one.code, order)) is not None]
    ranked.sort(key=lambda pair: (SEVERITIES.index(pair[1].severity), pair[0]))
    matters: list[list[Finding]] = []
    for _, one in ranked:
        same = next((matter for matter in matters if _is_one_matter(one, matter[0])), None)
        matters.append([one]) if same is None else same.append(one)
    of = {matter[0]: matter for matter in matters}
    gone = {one for matter in matters for one in matter[1:]}
    return [_with(one, of.get(one, [one])[1:]) for one in findings if one not in gone]


def _with(kept: Finding, others: list[Finding]) -> Finding:
    """A finding with the points of others that say the same, and where they print the same figures."""
    if not others:
        return kept
    places = list(kept.places)
    for place in (place for other in others for place in other.places):
        known = not _numbers(place.value) & _figures(kept) or any(_is_within(place, p) for p in places)
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


def _is_one_matter(one: Finding, other: Finding) -> bool:
    """Two figures in common and the same gap between them; small numbers count where they share a place."""
    if one.code == other.code or not _gaps(one) & _gaps(other):
        return False
    common = _figures(one) & _figures(other)
    return len(common) > 1 and (
        any(len(str(n.numerator).strip("0")) >= _LONG for n in common)
        or bool({*one.places} & {*other.places})
    )


def _gaps(finding: Finding) -> set[Fraction]:
    return _numbers(finding.difference) | ({finding.money} - {0})


def _figures(finding: Finding) -> set[Fraction]:
    shown = " ".join((finding.message.zh, *(place.value for place in finding.places)))
    return _numbers(shown) - _gaps(finding)


def _numbers(text: str) -> set[Fraction]:
    return {Fraction(number) for number in _NUMBER.findall(text.replace(",", ""))}


def _is_printed(one: Finding, other: Finding) -> bool:
    return _numbers(f"{one.places[0].value} {one.difference}") <= _numbers(other.message.zh)


_SAME: dict[str, Callable[[Finding, Finding], bool]] = {
    "rows": lambda one, other: one.rows == other.rows,
    "place": lambda one, other: one.places[0] == other.places[0],
    "cell": lambda one, other: one.places[0].section == other.places[0].section,
    "printed": _is_printed,
}
