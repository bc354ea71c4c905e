"""Notes of one kind are one finding: what the kit would say of four targets in the same words is said
once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from perfkit.base.text import Text
from perfkit.review.finding import NOTE, Finding
from perfkit.review.identity import finding_id
from perfkit.review.rulebook import rulebook

_MOST_PLACES = 16


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in which two or more notes of a code that folds (`fold` in data/review) have become one."""
    result: list[Finding] = []
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity == NOTE and rulebook().codes[finding.code].fold:
            groups.setdefault(finding.code, []).append(finding)
        else:
            result.append(finding)
    for code, found in groups.items():
        result.append(_one(code, found) if len(found) > 1 else found[0])
    return result


def _one(code: str, found: list[Finding]) -> Finding:
    rule, count = rulebook().codes[code], len(found)
    largest: dict[str, Fraction] = {}
    for row, points in (stake for finding in found for stake in finding.stakes):
        largest[row] = max(points, largest.get(row, points))
    asks = list(dict.fromkeys(f.ask for f in found if f.ask.zh))
    said = [f.message for f in found]
    return replace(
        found[0],
        id=finding_id(code, ()),
        message=Text(
            f"{rule.title.zh}（{count} 处）：" + "；".join(text.zh for text in said),
            f"{rule.title.en[:1].upper()}{rule.title.en[1:]} ({count} times): "
            + "; ".join(_in_a_row(text.en) for text in said),
        ),
        places=tuple(dict.fromkeys(place for f in found for place in f.places))[:_MOST_PLACES],
        difference="",
        stakes=tuple(largest.items()),
        ask=Text("；".join(a.zh for a in asks), "; ".join(a.en for a in asks)),
        possible=tuple(dict.fromkeys(text for f in found for text in f.possible)),
        about=tuple(dict.fromkeys(name for f in found for name in f.about)),
    )


def _in_a_row(sentence: str) -> str:
    """A sentence after a semicolon begins small, unless its first word is a name or a quotation."""
    first, rest = sentence[:1], sentence[1:]
    return first.lower() + rest if rest[:1].islower() else sentence
