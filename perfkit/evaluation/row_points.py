"""How a row comes to its points: its criteria under rule, facts and judgements, then what rules over the
whole row."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.errors import FactError
from perfkit.base.quantities import ZERO, Points, exact_sum
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.outcome import EVALUATOR
from perfkit.evaluation.results import (
    COMPUTED,
    JUDGED,
    OPEN,
    Award,
    CriterionResult,
    ModifierResult,
    RowResult,
    Standing,
)
from perfkit.evaluation.scoring import score
from perfkit.evaluation.totals import own_points
from perfkit.evaluation.weighted_targets import target_criteria
from perfkit.filing.fact_book import FactBook
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.policies import Modifier
from perfkit.rubric.table import Indicator, Rubric
from perfkit.rubric.target_rules import rounded


def on_file(judgements: tuple[Judgements, ...]) -> tuple[dict[str, list[Award]], dict[str, list]]:
    """Every evaluator's awards and documents, by criterion."""
    awards: dict[str, list[Award]] = {}
    evidence: dict[str, list] = {}
    for judged in judgements:
        for judgement in judged.judgements:
            awards.setdefault(judgement.criterion, []).append(Award(judged.evaluator.id, judgement))
        for seen in judged.evidence:
            for criterion in seen.criteria:
                evidence.setdefault(criterion, []).append((judged.evaluator.id, seen))
    return awards, evidence


def _of_targets(indicator: Indicator, submission: Submission, book: FactBook) -> tuple[Criterion, ...]:
    """The criteria that a filing's targets make, built once for all evaluations with the same facts."""
    key = ("targets", indicator.id, id(indicator))
    if key not in book.measured:
        book.measured[key] = (
            indicator,
            target_criteria(indicator, submission),
        )  # kept, so that its id stays its own
    return book.measured[key][1]


def row_result(
    indicator: Indicator, submission: Submission, rubric: Rubric, choices, book: FactBook, awards, evidence
) -> RowResult:
    """One row under a choice of readings, with what evaluators have on file for it."""
    criteria = indicator.criteria or _of_targets(indicator, submission, book)
    results = []
    for criterion in criteria:
        readings = (
            tuple((name, choices[name]) for name in criterion.by_reading) if criterion.by_reading else ()
        )
        effective = rubric.criterion(criterion, choices) if readings else criterion
        as_chosen = not readings or all(rubric.readings[name].chosen == option for name, option in readings)
        results.append(
            _criterion(
                effective,
                book,
                tuple(awards.get(criterion.id, ())),
                tuple(evidence.get(criterion.id, ())),
                readings,
                rubric.not_applicable == "rescale",
                as_chosen,
            )
        )
    # No criterion exceeds its maximum; their maxima sum to the row's but where filed weights exceed it.
    if len(results) == 1:
        low, high = results[0].points.low, results[0].points.high
    else:
        low, high = exact_sum(r.points.low for r in results), exact_sum(r.points.high for r in results)
    if indicator.targets is not None and high > 0:
        low, high = _within(low, high, indicator.max, results)
    if rubric.rounding.each == "row" and indicator.targets is None:
        most = exact_sum(result.criterion.most for result in results)
        stated = rounded(Points(low, high), most, rubric.rounding.places)
        low, high = stated.low, stated.high
    modifiers = tuple(
        _modifier(name, modifier, book, tuple(awards.get(name, ())))
        for name, modifier in indicator.modifiers.items()
    )
    for ruled in modifiers:
        if ruled.kind == "exemption" and ruled.applies:
            low = high = indicator.max
        elif ruled.kind == "veto" and ruled.applies is not False:
            low = ZERO
            high = ZERO if ruled.applies else high
    self_score = own_points(indicator, criteria, submission, rubric)
    status = (
        OPEN
        if low != high
        else JUDGED
        if any(r.status == JUDGED for r in results) or any(m.awards for m in modifiers)
        else COMPUTED
    )
    points = Points(low, high)
    judged = [r.points.low for r in results if r.awards and r.status != OPEN]
    rescales = rubric.not_applicable == "rescale"
    skipped = [r.criterion.max for r in results if r.outcome.not_applicable and rescales]
    applicable = indicator.max - exact_sum(skipped) if skipped else indicator.max
    return RowResult(
        indicator,
        self_score,
        points,
        tuple(results),
        modifiers,
        _standing(self_score, points, results, modifiers),
        status,
        exact_sum(judged) if judged else None,
        applicable,
    )


def _criterion(
    criterion: Criterion,
    book: FactBook,
    awards: tuple[Award, ...],
    evidence: tuple,
    readings: tuple,
    rescale: bool,
    as_chosen: bool,
) -> CriterionResult:
    outcome = score(criterion, book)
    if outcome.not_applicable and rescale:
        return CriterionResult(criterion, outcome, Points.exact(ZERO), COMPUTED, awards, evidence, readings)
    if outcome.points.is_exact:
        return CriterionResult(criterion, outcome, outcome.points, COMPUTED, awards, evidence, readings)
    given = [points for award in awards if (points := award.judgement.awarded(criterion.max)) is not None]
    if (
        not as_chosen
    ):  # judged under the chosen reading: what does not fit this one waits for the evaluator again
        given = [points for points in given if refusal(criterion, outcome, points) is None]
    if not given:
        return CriterionResult(criterion, outcome, outcome.points, OPEN, awards, evidence, readings)
    for points in given:
        refused = refusal(criterion, outcome, points)
        if refused is not None:
            raise FactError(refused)
    hull = Points(min(given), max(given))
    return CriterionResult(
        criterion, outcome, hull, JUDGED if hull.is_exact else OPEN, awards, evidence, readings
    )


def _within(
    low: Fraction, high: Fraction, most: Fraction, results: list[CriterionResult]
) -> tuple[Fraction, Fraction]:
    """Points of targets whose weights may sum to more than their row's: between in proportion and cut at its
    maximum."""
    weighed = exact_sum(result.criterion.max for result in results)
    return (low, high) if weighed <= most else (low * most / weighed, min(high, most))


def _modifier(name: str, modifier: Modifier, book: FactBook, awards: tuple[Award, ...]) -> ModifierResult:
    """What evaluators established or judged; a department's word counts only against itself."""
    kind = name.rpartition(".")[2]
    established, claimed = book.established(modifier.fact), book.find(modifier.fact).span
    decided = {award.judgement.triggered for award in awards if award.judgement.triggered is not None}
    if established is not None:
        applies = bool(established.low) if established.is_exact else None
    elif decided:
        applies = decided.pop() if len(decided) == 1 else None
    else:
        admitted = claimed.is_exact and bool(claimed.low) == (kind == "veto")
        applies = kind == "veto" if admitted else None
    return ModifierResult(name, kind, modifier, applies, awards)


def _standing(
    self_score: Fraction | None,
    points: Points,
    results: list[CriterionResult],
    modifiers: tuple[ModifierResult, ...],
) -> Standing:
    if self_score is None:
        return Standing()
    if not points.low or self_score > points.low:
        confirmed = points.low
        contradicted = self_score - points.high if self_score > points.high else ZERO
        claimed = self_score - contradicted if contradicted else self_score
        rest = claimed - confirmed if confirmed else claimed
    else:
        confirmed, contradicted, rest = self_score, ZERO, ZERO
    if not rest:
        return Standing(confirmed, contradicted)
    undecided = [(r.criterion.max, r.waits_for) for r in results if r.status == OPEN]
    if not undecided:  # only a veto is left
        undecided = [(Fraction(1), EVALUATOR) for m in modifiers if m.applies is None]
    for_evaluator = [weight for weight, waits in undecided if waits == EVALUATOR]
    if not for_evaluator or len(for_evaluator) == len(undecided):
        return (
            Standing(confirmed, contradicted, ZERO, rest)
            if for_evaluator
            else Standing(confirmed, contradicted, rest)
        )
    judgement = rest * exact_sum(for_evaluator) / exact_sum(weight for weight, _ in undecided)
    return Standing(confirmed, contradicted, rest - judgement, judgement)
