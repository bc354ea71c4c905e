"""Findings with one cause as one problem under an official's name, the hardest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_number
from perfkit.base.text import Text
from perfkit.review.finding import NOTE, SEVERITIES, Finding, Place
from perfkit.review.rule_models import Class
from perfkit.review.rulebook import OTHER, rulebook

CLASSES: tuple[Class, ...] = ("arithmetic", "rule", "restated", "requirement", "words")
_MOST = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """A matter that a filing has to answer for, with every finding that shows it.

    Attributes
    ----------
    id : str                 of data/review/problems.yaml
    name : Text              as an evaluation report heads it
    findings : tuple         the hardest first
    recommendation : Text    what the department should do
    """

    id: str
    name: Text
    findings: tuple[Finding, ...]
    recommendation: Text

    @property
    def severity(self) -> str:
        """The gravest of its findings."""
        return min((f.severity for f in self.findings), key=SEVERITIES.index)

    @property
    def cls(self) -> str:
        """The most certain class among its gravest findings."""
        return self.findings[0].cls

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that its findings name, once."""
        return tuple(dict.fromkeys(place for f in self.findings for place in f.places))

    @property
    def points(self) -> Fraction:
        """The points of the scoring table that rest on it; a row counts once, by its largest."""
        largest: dict[str, Fraction] = {}
        for finding in self.findings:
            for row, points in finding.stakes:
                largest[row] = max(points, largest.get(row, Fraction(0)))
        return sum(largest.values(), Fraction(0))

    @property
    def money(self) -> Fraction:
        """The largest difference in yuan among its findings above a note."""
        return max((f.money for f in self.findings if f.severity != NOTE), default=Fraction(0))

    @property
    def about(self) -> tuple[str, ...]:
        """The names of everything that its findings are about."""
        return tuple(dict.fromkeys(name for f in self.findings for name in f.about))

    @property
    def ask(self) -> Text:
        """What to ask the department for, once each."""
        asked = dict.fromkeys(f.ask for f in self.findings if f.ask.zh)
        return Text("；".join(a.zh for a in asked), "; ".join(a.en for a in asked))

    def to_record(self, lang: str = "zh") -> dict[str, object]:
        """The problem as a JSON object; its findings by their place in the list of findings are the
        caller's."""
        return {
            "id": self.id,
            "name": self.name.in_(lang),
            "severity": self.severity,
            "class": self.cls,
            "points": show_number(self.points),
            "money": show_number(self.money),
            "findings": len(self.findings),
            "recommendation": self.recommendation.in_(lang),
            "ask": self.ask.in_(lang),
        }


def order_of(finding: Finding) -> tuple:
    """The hardest first: severity, class, points that rest on it, money."""
    return (
        SEVERITIES.index(finding.severity),
        CLASSES.index(finding.cls),
        -finding.stake if finding.stakes else ZERO,
        -finding.money if finding.difference else ZERO,
        finding.code,
        finding.message.zh,
    )


def problems_of(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """The problems of a filing, at most ten, the hardest first.

    Readings of a clause and misprints of the scoring table are no problem of the department. What only notes
    show, and what goes beyond ten, is one last problem.

    Parameters
    ----------
    findings : as `review` gives them

    Examples
    --------
    >>> from perfkit import load_department
    >>> from perfkit.review import review
    >>> found = problems_of(review(load_department("sz-sif-longhua_2020").evaluate()))
    >>> len(found) <= 10, found[0].severity
    (True, 'error')
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if not rulebook().problems[finding.problem].of_the_rubric:
            groups.setdefault(finding.problem, []).append(finding)
    graver = {name: found for name, found in groups.items() if any(f.severity != NOTE for f in found)}
    ordered = sorted(graver, key=lambda name: order_of(graver[name][0])[:4])
    kept = ordered[: _MOST - 1] if len(ordered) > _MOST else ordered[:_MOST]
    rest = [f for name, found in groups.items() if name not in kept and name != OTHER for f in found]
    made = [_problem(name, graver[name]) for name in kept if name != OTHER]
    rest += groups.get(OTHER, [])
    if rest and len(made) < _MOST:
        made.append(_problem(OTHER, sorted(rest, key=order_of)))
    return tuple(made)


def _problem(name: str, findings: list[Finding]) -> Problem:
    entry = rulebook().problems[name]
    return Problem(name, entry.name.text, tuple(findings), entry.recommendation.text)
