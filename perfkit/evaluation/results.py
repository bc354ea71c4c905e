"""The rows of a scored tree: criteria, vetoes and exemptions, and where self-awarded points stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from perfkit.base.quantities import ZERO, Points, rounded_parts, sum_known
from perfkit.evaluation.outcome import EVALUATOR, EVIDENCE, Outcome
from perfkit.filing.judgements import Evidence, Judgement
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.policies import Modifier
from perfkit.rubric.table import Indicator

COMPUTED, JUDGED, OPEN = "computed", "judged", "open"


@dataclass(frozen=True, slots=True)
class Award:
    """One evaluator's judgement on one criterion."""

    evaluator: str
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion with what rule, facts and judgements leave possible.

    Attributes
    ----------
    criterion : Criterion   under the readings in force
    readings : reading → option in force, for the clauses that have several
    outcome : Outcome       what rule and facts say, before any judgement
    points : Points       after judgement
    status : str            computed, judged or open
    awards : judgements on file, one an evaluator
    evidence : (evaluator, document) seen for it
    """

    criterion: Criterion
    outcome: Outcome
    points: Points
    status: str
    awards: tuple[Award, ...] = ()
    evidence: tuple[tuple[str, Evidence], ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def waits_for(self) -> str:
        """What decides it: facts, evidence or evaluator; empty where it is decided."""
        if self.status != OPEN:
            return ""
        if self.awards:
            return EVALUATOR  # evaluators disagree
        if self.outcome.waits_for == EVIDENCE and self.evidence:
            return EVALUATOR
        return self.outcome.waits_for or EVALUATOR

    @property
    def disagree(self) -> bool:
        """True where several evaluators awarded different points."""
        return len({award.judgement.awarded(self.criterion.max) for award in self.awards}) > 1


@dataclass(frozen=True, slots=True)
class ModifierResult:
    """A veto or exemption of a row: True, False, or None while nobody has decided it."""

    id: str
    kind: str
    modifier: Modifier
    applies: bool | None
    awards: tuple[Award, ...] = ()


class Standing(NamedTuple):
    """Where self-awarded points stand; the four parts sum to the self-score.

    Attributes
    ----------
    confirmed : Fraction     what rule and figures give in any case: min(self, low)
    contradicted : Fraction  what they exclude: max(0, self − high)
    open : Fraction          what waits for facts or evidence
    judgement : Fraction     what waits for an evaluator
    """

    confirmed: Fraction = ZERO
    contradicted: Fraction = ZERO
    open: Fraction = ZERO
    judgement: Fraction = ZERO

    def __add__(self, other: Standing) -> Standing:  # type: ignore[override]  # no longer tuple
        return Standing(
            self.confirmed + other.confirmed,
            self.contradicted + other.contradicted,
            self.open + other.open,
            self.judgement + other.judgement,
        )

    @property
    def stated(self) -> Standing:
        """The parts as every output prints them: to two decimals, and together the self-score as printed.

        What is confirmed or contradicted keeps the digits that it has where it stands alone; what is open
        makes up.

        Examples
        --------
        >>> thirds = Standing(Fraction(1, 3), Fraction(0), Fraction(1, 3), Fraction(1, 3))
        >>> [str(float(part)) for part in thirds.stated]
        ['0.33', '0.0', '0.34', '0.33']
        """
        return _stated(self)


@lru_cache(maxsize=1024)
def _stated(exact: Standing) -> Standing:
    return Standing(*map(Fraction, rounded_parts(exact, kept=2)))


@dataclass(frozen=True, slots=True)
class RowResult:
    """An indicator with its self-score, its interval and its parts."""

    indicator: Indicator
    self_score: Fraction | None
    points: Points
    criteria: tuple[CriterionResult, ...]
    modifiers: tuple[ModifierResult, ...]
    standing: Standing
    status: str
    judged: Fraction | None
    max_applicable: Fraction

    @property
    def applies(self) -> bool:
        """False where every criterion is marked as not applicable."""
        return not self.criteria or any(not result.outcome.not_applicable for result in self.criteria)


def self_total(rows: Iterable[RowResult]) -> Fraction | None:
    """What a department gives itself for several rows; None where any of them that applies has no
    self-score."""
    return sum_known(row.self_score for row in rows if row.applies or row.self_score is not None)
