"""Sums and counts over one evaluation that text, tables and charts share, so that none of them computes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ZERO, Points, round_half_up
from perfkit.base.text import Text
from perfkit.evaluation.outcome import EVALUATOR, EVIDENCE, FACTS
from perfkit.evaluation.results import (
    COMPUTED,
    JUDGED,
    OPEN,
    CriterionResult,
    RowResult,
    Standing,
    self_total,
)
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import DISPUTED, GIVEN, FactBook, Found
from perfkit.filing.submission import Submission
from perfkit.rubric.ratio_kinds import Progress


@dataclass(frozen=True, slots=True)
class BlockSummary:
    """A first-level row: its rows added up.

    Attributes
    ----------
    max, self_score : Fraction   self_score is None where a row that applies has none
    """

    name: Text
    max: Fraction
    self_score: Fraction | None
    points: Points
    standing: Standing


def block_summaries(evaluation: Evaluation) -> tuple[BlockSummary, ...]:
    """Every first-level row, in the order of the table.

    Examples
    --------
    >>> from perfkit import load_department
    >>> [str(float(block.self_score))
    ...     for block in block_summaries(load_department("sz-sif-longhua_2020").evaluate())]
    ['18.0', '18.6', '58.9']
    """
    by_id = {row.indicator.id: row for row in evaluation.rows}
    blocks = []
    for block in evaluation.rubric.blocks:
        rows = [by_id[indicator.id] for indicator in block.indicators]
        points = Points.exact(ZERO)
        for row in rows:
            points += row.points
        blocks.append(
            BlockSummary(
                block.name.text,
                block.max,
                self_total(rows),
                points,
                sum((row.standing for row in rows), Standing()),
            )
        )
    return tuple(blocks)


def undecided(standing: Standing) -> Fraction:
    """The part of the self-score that is neither confirmed nor contradicted."""
    return standing.open + standing.judgement


def is_shown(points: Fraction) -> bool:
    """True where points, stated to two decimals, are not 0.00.

    A self-score is stated to two decimals itself, so one of 5.75 where 5.7463 is possible exceeds nothing
    that a reader could see.

    Examples
    --------
    >>> is_shown(Fraction("0.0037")), is_shown(Fraction("0.005"))
    (False, True)
    """
    return round_half_up(points) != 0


@dataclass(frozen=True, slots=True)
class RowStake:
    """A row with the points that are secured, still open, and lost for certain; the three sum to what of it
    applies."""

    row: RowResult
    secured: Fraction
    open: Fraction
    lost: Fraction


def row_stakes(evaluation: Evaluation) -> tuple[RowStake, ...]:
    """Every row, in the order of the table."""
    return tuple(
        RowStake(
            row,
            row.points.low,
            row.points.high - row.points.low,
            max(ZERO, row.max_applicable - row.points.high),
        )
        for row in evaluation.rows
    )


def status_counts(evaluation: Evaluation) -> dict[str, int]:
    """How many rows are computed, judged and open."""
    return {
        status: sum(row.status == status for row in evaluation.rows) for status in (COMPUTED, JUDGED, OPEN)
    }


def undecided_criteria(row: RowResult) -> tuple[CriterionResult, ...]:
    """The one unit in which what is undecided is counted: criteria without exact points.

    None in a row that a veto or an exemption settles. A veto that nobody has decided is counted beside them.
    """
    if any(modifier.applies for modifier in row.modifiers):
        return ()
    return tuple(result for result in row.criteria if not result.points.is_exact)


def undecided_vetoes(evaluation: Evaluation) -> int:
    """How many vetoes nobody has decided."""
    return sum(m.kind == "veto" and m.applies is None for row in evaluation.rows for m in row.modifiers)


def waiting_counts(evaluation: Evaluation) -> dict[str, int]:
    """How many undecided criteria wait for facts, evidence, or an evaluator."""
    waits = [result.waits_for for row in evaluation.rows for result in undecided_criteria(row)]
    return {what: waits.count(what) for what in (FACTS, EVIDENCE, EVALUATOR)}


@dataclass(frozen=True, slots=True)
class Execution:
    """A budget task: yuan; `rate` is spent ÷ budget, None where nothing was budgeted."""

    name: str
    category: str
    budget: Fraction
    spent: Fraction
    rate: Fraction | None
    printed: Fraction | None = None

    @property
    def left(self) -> Fraction:
        """Budget not spent, yuan; negative where more was spent."""
        return self.budget - self.spent


def task_executions(submission: Submission) -> tuple[Execution, ...]:
    """Every task of the task table; empty where none was filed."""
    if submission.tasks is None:
        return ()
    return tuple(
        Execution(
            t.name, t.category, t.budget, t.spent, t.spent / t.budget if t.budget else None, t.completion
        )
        for t in submission.tasks.rows
    )


def task_total(executions: Iterable[Execution]) -> Execution:
    """The tasks added up."""
    executions = tuple(executions)
    budget, spent = sum((e.budget for e in executions), ZERO), sum((e.spent for e in executions), ZERO)
    return Execution("", "", budget, spent, spent / budget if budget else None)


@dataclass(frozen=True, slots=True)
class QuarterProgress:
    """Cumulative spending at a quarter's end ÷ budget, against schedule.

    Attributes
    ----------
    quarter : int                 1 to 4
    schedule : Fraction           what the rubric expects by then
    progress : Fraction or None   None where it is missing or disputed
    is_disputed : bool            statements differ
    """

    quarter: int
    schedule: Fraction
    progress: Fraction | None
    is_disputed: bool = False


def quarter_progress(evaluation: Evaluation) -> tuple[QuarterProgress, ...]:
    """The quarters that the rubric scores by their progress; empty where it has no such clause."""
    quarters = []
    for result in evaluation.by_criterion.values():
        criterion, measure = result.criterion, result.outcome.measure
        if isinstance(criterion, Progress):
            missing = bool(result.outcome.missing)
            progress = measure.low if measure is not None and measure.is_exact and not missing else None
            quarter = int(criterion.quarter[1])
            is_disputed = progress is None and not missing
            quarters.append(QuarterProgress(quarter, criterion.schedule, progress, is_disputed))
    return tuple(sorted(quarters, key=lambda quarter: quarter.quarter))


DAILY, THREE_PUBLIC = (
    Text("日常公用经费", "daily running costs"),
    Text("“三公”经费合计", "the three public consumptions, total"),
)
COST_LINES = (
    (Text("因公出国（境）费", "overseas visits"), "abroad_budget", "abroad_spent"),
    (Text("公务接待费", "official receptions"), "reception_budget", "reception_spent"),
    (
        Text("公务用车购置费", "official vehicle purchase"),
        "vehicle_purchase_budget",
        "vehicle_purchase_spent",
    ),
    (
        Text("公务用车运行维护费", "official vehicle running"),
        "vehicle_running_budget",
        "vehicle_running_spent",
    ),
    (THREE_PUBLIC, "three_public_budget", "three_public_spent"),
    (DAILY, "daily_running_budget", "daily_running_spent"),
)


@dataclass(frozen=True, slots=True)
class CostLine:
    """A kind of running cost: budget and expenditure as known, and their rate where both are known and the
    budget is not 0."""

    name: Text
    budget: Found
    spent: Found
    rate: Fraction | None

    @property
    def is_reported(self) -> bool:
        """True where the report gives budget or expenditure."""
        return any(found.state in (GIVEN, DISPUTED) for found in (self.budget, self.spent))


def cost_lines(book: FactBook) -> tuple[CostLine, ...]:
    """Three-public funds by item and in total, and daily running costs; a total leaves out items not
    reported."""
    lines = []
    for name, budget_id, spent_id in COST_LINES:
        budget, spent = book.find_sides((budget_id, spent_id))
        known = all(found.state == GIVEN for found in (budget, spent)) and budget.span.low
        lines.append(CostLine(name, budget, spent, spent.span.low / budget.span.low if known else None))
    return tuple(lines)
