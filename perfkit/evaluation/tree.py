"""Submission × rubric × judgements → the scored tree: self, recomputed and judged points side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from perfkit.base.quantities import Points, exact_sum, round_half_up, show_exact
from perfkit.evaluation.results import (
    COMPUTED,
    JUDGED,
    OPEN,
    CriterionResult,
    RowResult,
    Standing,
    self_total,
)
from perfkit.evaluation.row_points import on_file, row_result
from perfkit.evaluation.totals import bonus_rows, total_of
from perfkit.filing.fact_book import FactBook
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.filed_maxima import fitted
from perfkit.rubric.table import Grade, Rubric


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
        """The sum of the rows' self-scores; None where any row that applies has none, bonus rows left
        aside."""
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

    @property
    def is_scored(self) -> bool:
        """False where no scoring table applies and the filing is reviewed only."""
        return bool(self.rubric.blocks)

    @cached_property
    def own_grade(self) -> Grade | None:
        """The grade of the self-score; None where there is none, or the table gives no grades."""
        if self.self_score is None or not self.rubric.is_graded:
            return None
        return self.rubric.grade(self.self_score)

    @cached_property
    def grades(self) -> dict[str, Grade]:
        """The grades of both ends of the total, "low" and "high"."""
        return {"low": self.rubric.grade(self.points.low), "high": self.rubric.grade(self.points.high)}

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
        awards, evidence = on_file(self.judgements)
        rows = tuple(
            row_result(row.indicator, self.submission, self.rubric, choices, self.book, awards, evidence)
            if changed.intersection(name for result in row.criteria for name, _ in result.readings)
            else row
            for row in self.rows
        )
        rubric = self.rubric.graded(choices)
        return Evaluation(self.submission, rubric, self.judgements, choices, rows, self.book)

    def __repr__(self) -> str:
        submission, low, high = self.submission, self.grades["low"].name, self.grades["high"].name
        own = "—" if self.self_score is None else self.stated(self.self_score)
        if self.own_grade is not None:
            own += f" {self.own_grade.name}"
        mark = " synthetic" if submission.synthetic else ""
        return (
            f"<Evaluation {submission.key}{mark} [{self.rubric.id}]: self {own}, possible "
            f"{self.stated(self.points.low)} {low} to {self.stated(self.points.high)} {high}>"
        )

    def _repr_html_(self) -> str:
        from perfkit.base.markup import card

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
    awards, evidence = on_file(judgements)
    rows = tuple(
        row_result(row, submission, rubric, choices, book, awards, evidence) for row in rubric.indicators
    )
    return Evaluation(submission, rubric.graded(choices), judgements, choices, rows, book)
