"""Submission × rubric × judgements → the scored tree: self, recomputed and judged points side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from perfkit.base.display import card
from perfkit.base.errors import FactError
from perfkit.base.quantities import Points, exact_sum, round_half_up, rounded_parts, show_exact, sum_known
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.scoring import EVALUATOR, EVIDENCE, Outcome, score
from perfkit.evaluation.totals import bonus_rows, own_points, total_of
from perfkit.evaluation.weighted_targets import target_criteria
from perfkit.filing.fact_book import FactBook
from perfkit.filing.judgements import Evidence, Judgement, Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.filed_maxima import fitted
from perfkit.rubric.kinds import Criterion
from perfkit.rubric.table import Grade, Indicator, Modifier, Rubric
from perfkit.rubric.target_rules import rounded

ZERO = Fraction(0)
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

    def __add__(self, other: Standing) -> Standing:  # type: ignore[override]  # a sum of parts, no longer tuple
        return Standing(
            self.confirmed + other.confirmed,
            self.contradicted + other.contradicted,
            self.open + other.open,
            self.judgement + other.judgement,
        )

    @property
    def stated(self) -> Standing:
        """The parts as every output prints them: to two decimals, and together the self-score as printed.

        What is confirmed or contradicted keeps the digits that it has where it stands alone; what is open makes up.

        Examples
        --------
        >>> thirds = Standing(Fraction(1, 3), Fraction(0), Fraction(1, 3), Fraction(1, 3))
        >>> [show_exact(part) for part in thirds.stated]
        ['0.33', '0', '0.34', '0.33']
        """
        return Standing(*map(Fraction, rounded_parts(self, kept=2)))


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
    """What a department gives itself for several rows; None where any of them that applies has no self-score."""
    return sum_known(row.self_score for row in rows if row.applies or row.self_score is not None)


@dataclass(frozen=True, repr=False)
class Evaluation:
    """The scored tree of one department-year under one rubric.

    Examples
    --------
    >>> from perfkit import load_department
    >>> longhua = load_department("sz-sif-longhua_2020").evaluate()
    >>> show_exact(longhua.self_score), longhua.own_grade.name
    ('95.5', '优')
    """

    submission: Submission
    rubric: Rubric
    judgements: tuple[Judgements, ...]
    choices: Mapping[str, str]
    rows: tuple[RowResult, ...]
    book: FactBook = field(repr=False, compare=False)

    @cached_property
    def self_score(self) -> Fraction | None:
        """The sum of the rows' self-scores; None where any row that applies has none, bonus rows left aside."""
        on_top = bonus_rows(self.rubric)
        return self_total(
            row for row in self.rows if row.self_score is not None or row.indicator.id not in on_top
        )

    @cached_property
    def unscored(self) -> tuple[RowResult, ...]:
        """The rows without a self-score, where the department gave some rows one; empty otherwise."""
        on_top = bonus_rows(self.rubric)
        missing = tuple(
            row
            for row in self.rows
            if row.self_score is None and row.applies and row.indicator.id not in on_top
        )
        return missing if any(row.self_score is not None for row in self.rows) else ()

    @cached_property
    def scale(self) -> Fraction:
        """What points are multiplied by where rows do not apply and the rubric rescales; 1 otherwise."""
        on_top = bonus_rows(self.rubric)
        applicable = exact_sum(row.max_applicable for row in self.rows if row.indicator.id not in on_top)
        return (
            self.rubric.max / applicable
            if applicable and self.rubric.not_applicable == "rescale"
            else Fraction(1)
        )

    @cached_property
    def points(self) -> Points:
        """The total: least and most points."""
        return total_of(self.rubric, {row.indicator.id: row.points for row in self.rows}, self.scale)

    @cached_property
    def standing(self) -> Standing:
        """Where the self-awarded total stands."""
        return sum((row.standing for row in self.rows), Standing())

    @cached_property
    def own_grade(self) -> Grade | None:
        """The grade of the self-score; None where there is none."""
        return None if self.self_score is None else self.rubric.grade(self.self_score)

    @cached_property
    def grades(self) -> dict[str, Grade]:
        """The grades of both ends of the total, "low" and "high"."""
        return {
            "low": self.rubric.grade(self.points.low),
            "high": self.rubric.grade(self.points.high),
        }

    @cached_property
    def by_criterion(self) -> dict[str, CriterionResult]:
        """Every criterion's result by id."""
        return {result.criterion.id: result for row in self.rows for result in row.criteria}

    @cached_property
    def made(self) -> dict[object, Any]:
        """What was made of this evaluation and serves again, by what it is: its charts as pictures."""
        return {}

    def under(self, readings: Mapping[str, str]) -> Evaluation:
        """The same submission under other readings; rows that do not depend on a changed one are kept.

        Examples
        --------
        >>> from perfkit import load_department
        >>> longhua = load_department("sz-sif-longhua_2020")
        >>> other = {"staff_total": "established_only"}
        >>> longhua.evaluate().under(other) == longhua.evaluate(other)
        True
        """
        choices = {**self.choices, **readings}
        changed = {name for name, option in choices.items() if self.choices.get(name) != option}
        awards, evidence = _by_criterion(self.judgements)
        rows = tuple(
            _row(row.indicator, self.submission, self.rubric, choices, self.book, awards, evidence)
            if changed.intersection(name for result in row.criteria for name, _ in result.readings)
            else row
            for row in self.rows
        )
        rubric = self.rubric.graded(choices)
        return Evaluation(self.submission, rubric, self.judgements, choices, rows, self.book)

    def __repr__(self) -> str:
        submission, low, high = self.submission, self.grades["low"].name, self.grades["high"].name
        own = "—"
        if self.self_score is not None and self.own_grade is not None:
            own = f"{self.stated(self.self_score)} {self.own_grade.name}"
        mark = " synthetic" if submission.synthetic else ""
        return f"<Evaluation {submission.key}{mark} [{self.rubric.id}]: self {own}, possible {self.stated(self.points.low)} {low} to {self.stated(self.points.high)} {high}>"

    def _repr_html_(self) -> str:
        def span(points: Points) -> str:
            low, high = self.stated(points.low), self.stated(points.high)
            return low if low == high else f"{low}～{high}"

        names = {COMPUTED: "已由数据确定", JUDGED: "已评定", OPEN: "未定"}
        rows = [
            (
                row.indicator.name.zh,
                show_exact(row.indicator.max),
                "—" if row.self_score is None else self.stated(row.self_score),
                span(row.points),
                names[row.status],
            )
            for row in self.rows
        ]
        own = "—" if self.self_score is None else self.stated(self.self_score)
        rows.append(
            (
                "总分",
                show_exact(self.rubric.max),
                own,
                span(self.points),
                "～".join(dict.fromkeys(self.grades[end].name for end in ("low", "high"))),
            )
        )
        mark = "（合成数据）" if self.submission.synthetic else ""
        title = (
            f"{self.submission.department.name} {self.submission.year} 年度{mark}，评分表 {self.rubric.id}"
        )
        return card(
            title,
            rows,
            heads=("指标", "满分", "自评", "可能得分", "状态"),
            note="每一行的依据：.rows；每个评分点：.by_criterion[…]；换口径：.under({…})",
        )

    def stated(self, points: Fraction) -> str:
        """Points as the rubric states them: rounded half up once."""
        return f"{round_half_up(points, self.rubric.rounding.places):f}"


def evaluate(
    submission: Submission,
    rubric: Rubric,
    judgements: Iterable[Judgements] = (),
    *,
    readings: Mapping[str, str] | None = None,
    book: FactBook | None = None,
) -> Evaluation:
    """Score a submission exactly, with an interval wherever something is missing.

    Parameters
    ----------
    submission : Submission
    rubric : Rubric
    judgements : evaluators' files; where they disagree the criterion gets the hull
    readings : reading → option, for options other than the chosen ones
    book : FactBook   the facts of this submission and these judgements, where they were looked up before

    Returns
    -------
    Evaluation

    Raises
    ------
    FactError   a judgement that its criterion cannot give under the chosen readings; under another
                reading such a judgement is set aside and the criterion is open again.
    """
    judgements = tuple(judgements)
    rubric = fitted(rubric, submission)
    choices = {**rubric.chosen, **(readings or {})}
    book = book if book is not None else FactBook(submission, judgements)
    awards, evidence = _by_criterion(judgements)
    rows = tuple(_row(row, submission, rubric, choices, book, awards, evidence) for row in rubric.indicators)
    return Evaluation(submission, rubric.graded(choices), judgements, choices, rows, book)


def _by_criterion(judgements: tuple[Judgements, ...]) -> tuple[dict[str, list[Award]], dict[str, list]]:
    awards: dict[str, list[Award]] = {}
    evidence: dict[str, list] = {}
    for judged in judgements:
        for judgement in judged.judgements:
            awards.setdefault(judgement.criterion, []).append(Award(judged.evaluator.id, judgement))
        for seen in judged.evidence:
            evidence.setdefault(seen.criterion, []).append((judged.evaluator.id, seen))
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


def _row(
    indicator: Indicator, submission: Submission, rubric: Rubric, choices, book: FactBook, awards, evidence
) -> RowResult:
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
    """Points of targets whose weights may sum to more than their row's: between in proportion and cut at its maximum."""
    weighed = exact_sum(result.criterion.max for result in results)
    return (low, high) if weighed <= most else (low * most / weighed, min(high, most))


def _modifier(name: str, modifier: Modifier, book: FactBook, awards: tuple[Award, ...]) -> ModifierResult:
    """What evaluators established or judged; a department's word counts only where it speaks against itself."""
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
