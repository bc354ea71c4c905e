"""What a rule says before any judgement."""

from __future__ import annotations

from typing import NamedTuple

from perfkit.base.quantities import Interval, Points
from perfkit.filing.fact_book import Found

FACTS, EVIDENCE, EVALUATOR = "facts", "evidence", "evaluator"


class Outcome(NamedTuple):
    """What a rule says before any judgement.

    Attributes
    ----------
    points : Points     least and most points the rule can still give
    measure : Interval or None   the ratio or count behind it; None where nothing is measured
    found : facts used, in the order of the formula
    printed : Found or None      the printed rate, where it stands in for missing parts
    missing : fact ids that are still needed
    waits_for : str       facts, evidence or evaluator; empty where decided
    parts : outcomes of the parts of a mean or a composite
    not_applicable : bool the facts say that there is nothing to score
    """

    points: Points
    measure: Interval | None = None
    found: tuple[Found, ...] = ()
    printed: Found | None = None
    missing: tuple[str, ...] = ()
    waits_for: str = ""
    parts: tuple[Outcome, ...] = ()
    not_applicable: bool = False
