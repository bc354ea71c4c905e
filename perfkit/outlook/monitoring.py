"""绩效运行监控: a year that is not over, its progress against schedule, targets at risk, and what can still be
reached."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from perfkit.base.errors import FactError
from perfkit.base.quantities import Points
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.target_rows import TargetRow, target_rows
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import GIVEN
from perfkit.filing.midyear import QUARTERS, adds_up, is_settled, quarters_over, share_of_year
from perfkit.filing.names import names_of
from perfkit.filing.submission import Submission
from perfkit.filing.targets.codes import Direction

DONE, ON_TRACK, AT_RISK, BROKEN, UNKNOWN, NOT_APPLICABLE = (
    "done",
    "on_track",
    "at_risk",
    "broken",
    "unknown",
    "not_applicable",
)
STATES = names_of("running_states")
"""From what needs attention first to what needs none."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Cumulative expenditure at a quarter's end.

    Attributes
    ----------
    quarter : str             q1, q2 or q3
    schedule : Fraction       share of the budget that the calendar asks for
    spent, budget : Fraction  yuan; None where not reported
    """

    quarter: str
    schedule: Fraction
    spent: Fraction | None
    budget: Fraction | None

    @property
    def rate(self) -> Fraction | None:
        """Spent ÷ budget; None where either is missing or nothing is budgeted."""
        return self.spent / self.budget if self.spent is not None and self.budget else None

    @property
    def behind(self) -> Fraction | None:
        """Yuan short of the schedule; 0 or less where on or ahead of it."""
        return self.schedule * self.budget - self.spent if self.spent is not None and self.budget else None


@dataclass(frozen=True, slots=True)
class TargetWatch:
    """A target while the year runs.

    Attributes
    ----------
    state : str             done, on_track, at_risk, broken, unknown or not_applicable
    share : Fraction        reached ÷ target, or used ÷ limit; None where there is no such ratio
    """

    row: TargetRow
    state: str
    share: Fraction | None


@dataclass(frozen=True)
class Monitoring:
    """A department in the middle of its year.

    Examples
    --------
    >>> from perfkit import evaluate, load_department
    >>> longhua = load_department("sz-sif-longhua_2020")
    >>> half = monitor(evaluate(cut(longhua.submission, "q2"), longhua.rubric))
    >>> half.as_of, len(half.progress), half.reachable.high <= longhua.rubric.max
    ('q2', 2, True)
    """

    evaluation: Evaluation

    @property
    def as_of(self) -> str:
        """The quarter or month at whose end it stands."""
        return self.evaluation.submission.as_of

    @cached_property
    def progress(self) -> tuple[Progress, ...]:
        """Every quarter that is over, in order."""
        book = self.evaluation.book
        budget = _known(book.find("budget_total"))
        found = []
        for quarter in quarters_over(self.as_of):
            spent, rate = (
                _known(book.find(f"spent_by_{quarter}")),
                _known(book.find(f"spending_progress_{quarter}")),
            )
            if spent is None and rate is not None and budget is not None:
                spent = rate * budget
            found.append(Progress(quarter, share_of_year(quarter), spent, budget))
        return tuple(found)

    @cached_property
    def targets(self) -> tuple[TargetWatch, ...]:
        """Every target, those that need attention first, then in the order of the table."""
        order = list(STATES)
        watched = [
            watch_target(row, share_of_year(self.as_of)) for row in target_rows(self.evaluation.submission)
        ]
        return tuple(sorted(watched, key=lambda watch: order.index(watch.state)))

    @property
    def reachable(self) -> Points:
        """The total that the year can still reach: what is safe, and the most."""
        return self.evaluation.points

    @cached_property
    def out_of_reach(self) -> tuple[RowResult, ...]:
        """Rows that cannot reach their maximum any more, whatever the rest of the year brings; most points
        lost first."""
        lost = [row for row in self.evaluation.rows if row.points.high < row.max_applicable]
        return tuple(sorted(lost, key=lambda row: row.points.high - row.max_applicable))


def monitor(evaluation: Evaluation) -> Monitoring | None:
    """The department while its year runs; None where the submission is one for the whole year."""
    return Monitoring(evaluation) if evaluation.submission.as_of else None


def cut(submission: Submission, as_of: str) -> Submission:
    """A whole year's submission as it could have been filed at a quarter's end.

    Figures that are settled later, what tasks and targets reached, and the self-scores are left out: they
    did not exist yet. What of them had been reached by then, the yearly form does not say.

    Raises
    ------
    FactError   a quarter other than q1, q2, q3.
    """
    if as_of not in QUARTERS:
        raise FactError(f"as_of 只能是 q1、q2、q3，现为 {as_of}", f"as_of is q1, q2 or q3, not {as_of}")
    catalogue = fact_catalogue()
    targets = submission.targets and submission.targets.model_copy(
        update={"rows": tuple(row.model_copy(update={"actual": ""}) for row in submission.targets.rows)}
    )
    own = submission.self_evaluation.model_copy(
        update={"scores": {}, "printed": {}, "total": None, "grade": ""}
    )
    facts = {
        fact: statements
        for fact, statements in submission.facts.items()
        if is_settled(catalogue[fact].settled, as_of)
    }
    return submission.model_copy(
        update={
            "as_of": as_of,
            "facts": facts,
            "tasks": None,
            "targets": targets,
            "self_evaluation": own,
            "figures": (),
        }
    )


def watch_target(row: TargetRow, gone: Fraction) -> TargetWatch:
    """How a target stands when a share of the year has gone.

    Parameters
    ----------
    gone : Fraction   share of the year, 0 to 1

    Returns
    -------
    TargetWatch. An amount to be reached is on track where its share is at least that of the year; an amount
    to be kept to, where no larger share is used than has gone. A rate or time is on track where it is met
    today.
    """
    parsed = row.parsed
    if row.target.not_applicable:
        return TargetWatch(row, NOT_APPLICABLE, None)
    if parsed.met is None:
        return TargetWatch(row, UNKNOWN, None)
    if parsed.actual_date is not None:
        return TargetWatch(row, DONE if parsed.met else BROKEN, None)
    if not adds_up(parsed) or parsed.direction is Direction.INSIDE:
        return TargetWatch(row, ON_TRACK if parsed.met else AT_RISK, parsed.achievement)
    if parsed.direction is Direction.LESS:
        used = (parsed.actual_number or 0) / parsed.expected_number if parsed.expected_number else None
        return TargetWatch(
            row, BROKEN if not parsed.met else AT_RISK if used is not None and used > gone else ON_TRACK, used
        )
    share = parsed.achievement
    if parsed.met:
        return TargetWatch(row, DONE, share)
    return TargetWatch(row, ON_TRACK if share is not None and share >= gone else AT_RISK, share)


def _known(found) -> Fraction | None:
    return found.span.low if found.state == GIVEN else None
