"""Many departments or years side by side: ranks with their intervals, spread, claims, findings, trends, ratios."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import Fault, PerfkitError
from perfkit.base.quantities import Interval, round_half_up, show_number
from perfkit.base.text import Text
from perfkit.evaluation.department import load_department
from perfkit.evaluation.scoring import Outcome
from perfkit.evaluation.tree import Standing
from perfkit.filing.folders import find_departments
from perfkit.review import review
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric


@dataclass(frozen=True, slots=True)
class RowScore:
    """One indicator of one department: points with their ends, self-score, maximum."""

    indicator: str
    max: Fraction
    self_score: Fraction | None
    points: Interval
    standing: Standing
    status: str

    @property
    def overclaim(self) -> Fraction:
        """Points claimed that figures exclude; 0 where stating points to two decimals explains them."""
        rounded = Fraction(round_half_up(self.points.high))
        return (
            self.standing.contradicted
            if self.self_score is not None and self.self_score > rounded
            else Fraction(0)
        )


@dataclass(frozen=True, slots=True)
class Member:
    """One department-year of a cohort, with what a comparison needs of it."""

    key: str
    department: str
    name: str
    year: int
    synthetic: bool
    rubric: str
    self_score: Fraction | None
    points: Interval
    standing: Standing
    grades: tuple[str, str, str]
    rows: tuple[RowScore, ...]
    ratios: tuple[tuple[str, Interval], ...]
    findings: tuple[tuple[str, str, int], ...]

    @property
    def overclaim(self) -> Fraction:
        """Points claimed that figures exclude, over all rows."""
        return sum((row.overclaim for row in self.rows), Fraction(0))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ranking: the best and the worst rank that the intervals leave possible.

    Attributes
    ----------
    member : Member
    best, worst : int   ranks from 1; equal where no interval overlaps another's
    overlaps : int      how many others it cannot be told apart from
    """

    member: Member
    best: int
    worst: int

    @property
    def overlaps(self) -> int:
        """How many others could stand on either side."""
        return self.worst - self.best


@dataclass(frozen=True)
class Spread:
    """One indicator over a cohort, as shares of its maximum.

    Attributes
    ----------
    indicator : str
    shares : (key, low, high) by department, from the lowest middle up
    quartiles : first quartile, median, third quartile of the middles
    outliers : keys whose middle lies more than 1.5 times the middle half's width beyond it
    """

    indicator: str
    shares: tuple[tuple[str, Fraction, Fraction], ...]
    quartiles: tuple[Fraction, Fraction, Fraction]
    outliers: tuple[str, ...]


@dataclass(frozen=True)
class Cohort:
    """Departments and years under one rubric.

    Examples
    --------
    >>> from perfkit.base.paths import data_root
    >>> cohort = load_cohort([data_root() / "departments"])
    >>> [(place.best, place.worst) for place in cohort.ranking]
    [(1, 1)]
    """

    rubric: Rubric
    members: tuple[Member, ...]
    problems: tuple[tuple[str, tuple[Fault, ...], Text], ...] = ()

    @property
    def synthetic(self) -> bool:
        """True where any member is generated; every chart and table then says so."""
        return any(member.synthetic for member in self.members)

    @cached_property
    def ranking(self) -> tuple[Place, ...]:
        """Best possible rank first; two departments whose intervals overlap are never told apart.

        A department's best rank counts those that are above it in any case, its worst rank those that are
        below it in any case.
        """
        lows, highs = sorted(m.points.low for m in self.members), sorted(m.points.high for m in self.members)
        total = len(self.members)
        places = []
        for member in self.members:
            surely_above = total - bisect_right(lows, member.points.high)
            surely_below = bisect_left(highs, member.points.low)
            places.append(Place(member, surely_above + 1, total - surely_below))
        return tuple(sorted(places, key=lambda p: (p.best, p.worst, -p.member.points.high, p.member.key)))

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """Every indicator's spread, in the order of the table."""
        return tuple(self._spread(row.id) for row in self.rubric.indicators)

    def _spread(self, indicator: str) -> Spread:
        shares = []
        for member in self.members:
            row = next(row for row in member.rows if row.indicator == indicator)
            if row.max:
                shares.append((member.key, row.points.low / row.max, row.points.high / row.max))
        shares.sort(key=lambda share: (share[1] + share[2], share[0]))
        middles = [(low + high) / 2 for _, low, high in shares]
        first, median, third = (quantile(middles, Fraction(n, 4)) for n in (1, 2, 3))
        reach = (third - first) * Fraction(3, 2)
        outliers = tuple(
            key
            for (key, _, _), middle in zip(shares, middles, strict=True)
            if middle < first - reach or middle > third + reach
        )
        return Spread(indicator, tuple(shares), (first, median, third), outliers)

    @cached_property
    def overclaims(self) -> tuple[tuple[str, Fraction, tuple[Member, ...]], ...]:
        """Indicators with contradicted self-scores: (indicator, points in sum, who), the largest first."""
        result = []
        for row in self.rubric.indicators:
            who = [
                (part.overclaim, member)
                for member in self.members
                for part in member.rows
                if part.indicator == row.id and part.overclaim
            ]
            if who:
                who.sort(key=lambda pair: (-pair[0], pair[1].key))
                result.append(
                    (
                        row.id,
                        sum((points for points, _ in who), Fraction(0)),
                        tuple(member for _, member in who),
                    )
                )
        return tuple(sorted(result, key=lambda item: -item[1]))

    @cached_property
    def finding_counts(self) -> tuple[tuple[str, str, int, int], ...]:
        """(code, severity, findings, departments) by kind, the gravest and most frequent first."""
        total, departments = Counter(), Counter()
        for member in self.members:
            for code, severity, count in member.findings:
                total[code, severity] += count
                departments[code, severity] += 1
        order = {"error": 0, "doubt": 1, "note": 2}
        return tuple(
            (code, severity, count, departments[code, severity])
            for (code, severity), count in sorted(total.items(), key=lambda i: (order[i[0][1]], -i[1], i[0]))
        )

    @cached_property
    def trends(self) -> dict[str, tuple[Member, ...]]:
        """Departments with more than one year, each with its years in order."""
        years: dict[str, list[Member]] = {}
        for member in sorted(self.members, key=lambda m: (m.department, m.year)):
            years.setdefault(member.department, []).append(member)
        return {department: tuple(group) for department, group in years.items() if len(group) > 1}

    @cached_property
    def ratio_names(self) -> tuple[str, ...]:
        """Every ratio that any member has, in the order of the table."""
        return tuple(dict.fromkeys(name for member in self.members for name, _ in member.ratios))

    def tidy(self) -> Iterator[dict[str, object]]:
        """One row for each department and indicator: points for reading, and exact beside them."""
        for member in self.members:
            for row in member.rows:
                yield {
                    "department": member.department,
                    "name": member.name,
                    "year": member.year,
                    "synthetic": member.synthetic,
                    "rubric": member.rubric,
                    "indicator": row.indicator,
                    "status": row.status,
                    **_numbers("max", row.max),
                    **_numbers("self", row.self_score),
                    **_numbers("low", row.points.low),
                    **_numbers("high", row.points.high),
                    **_numbers("confirmed", row.standing.confirmed),
                    **_numbers("contradicted", row.standing.contradicted),
                    **_numbers("open", row.standing.open),
                    **_numbers("judgement", row.standing.judgement),
                }


def _numbers(name: str, value: Fraction | None) -> dict[str, str | None]:
    return {
        name: None if value is None else show_number(value),
        f"{name}_exact": None if value is None else str(value),
    }


def quantile(values: list[Fraction], share: Fraction) -> Fraction:
    """A quantile of sorted values by linear interpolation, exact.

    Examples
    --------
    >>> quantile([Fraction(1), Fraction(2), Fraction(4)], Fraction(1, 2)), quantile([Fraction(1), Fraction(2)], Fraction(1, 2))
    (Fraction(2, 1), Fraction(3, 2))
    """
    if not values:
        return Fraction(0)
    at = share * (len(values) - 1)
    below = at.__floor__()
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (at - below)


def member_of(folder: Path, rubric: str = "", evaluator: str = "") -> Member:
    """Read, evaluate and review one department for a comparison.

    Raises
    ------
    SubmissionError, RubricError   see `perfkit.load_department`.
    """
    evaluation = load_department(folder, rubric=rubric, evaluator=evaluator).evaluate()
    submission = evaluation.submission
    rows = tuple(
        RowScore(row.indicator.id, row.indicator.max, row.self_score, row.points, row.standing, row.status)
        for row in evaluation.rows
    )
    ratios: dict[str, Interval] = {}
    for result in evaluation.by_criterion.values():
        _collect(result.criterion, result.outcome, ratios)
    counts = Counter((finding.code, finding.severity) for finding in review(evaluation))
    return Member(
        folder.name,
        submission.department.id,
        submission.department.name,
        submission.year,
        submission.synthetic,
        evaluation.rubric.id,
        evaluation.self_score,
        evaluation.points,
        evaluation.standing,
        tuple(grade.name if grade else "" for grade in evaluation.grades.values()),
        rows,
        tuple(ratios.items()),
        tuple((code, severity, count) for (code, severity), count in sorted(counts.items())),
    )


def _collect(criterion, outcome: Outcome, ratios: dict[str, Interval]) -> None:
    name = getattr(criterion, "ratio", "")
    if (
        name
        and outcome.measure is not None
        and (outcome.printed is not None or not any(found.missing for found in outcome.found))
    ):
        ratios.setdefault(name, outcome.measure)


def load_cohort(
    paths: Iterable[Path], *, rubric: str = "", evaluator: str = "", executor: Executor | None = None
) -> Cohort:
    """Read, evaluate and review every department under the paths.

    Parameters
    ----------
    paths : department folders or folders of them
    rubric : str       one rubric for all; each department's own must be the same one otherwise
    evaluator : str    use this evaluator's judgements only
    executor : Executor  to read several at a time

    Returns
    -------
    Cohort   what cannot be read stands under `problems`, nothing is left out silently.

    Raises
    ------
    PerfkitError   no department can be read, or they score themselves by different rubrics.
    """
    folders = find_departments(paths)
    jobs = [(folder, rubric, evaluator) for folder in folders]
    results = (
        list(executor.map(_try, jobs, chunksize=max(1, len(jobs) // 32)))
        if executor
        else [_try(job) for job in jobs]
    )
    members = tuple(result for result in results if isinstance(result, Member))
    problems = tuple(result for result in results if not isinstance(result, Member))
    if not members:
        faults = [fault for _, found, _ in problems for fault in found]
        raise PerfkitError(
            Text("没有可比较的部门：", "no department can be compared:") if faults else problems[0][2], faults
        )
    rubrics = sorted({member.rubric for member in members})
    if len(rubrics) > 1:
        listed = "、".join(rubrics)
        zh, en = (
            f"这些部门所用评分表不同（{listed}），请用 --rubric 指定一个",
            f"these departments use different rubrics ({listed}); name one with --rubric",
        )
        raise PerfkitError(Text(zh, en))
    return Cohort(load_rubric(rubrics[0]), members, problems)


def _try(job: tuple[Path, str, str]) -> Member | tuple[str, tuple[Fault, ...], Text]:
    folder, rubric, evaluator = job
    try:
        return member_of(folder, rubric, evaluator)
    except PerfkitError as error:
        return folder.name, error.faults, error.message
