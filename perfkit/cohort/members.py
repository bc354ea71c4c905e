"""Many departments or years side by side: ranks with their intervals, spread, claims, findings, trends,
ratios."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from perfkit.base.errors import Fault
from perfkit.base.quantities import Interval, Points, round_half_up
from perfkit.base.text import Text, say
from perfkit.cohort.spread import Spread, quantile
from perfkit.evaluation.record import number, standing_numbers
from perfkit.evaluation.results import Standing
from perfkit.rubric.table import Rubric

Problem = tuple[str, tuple[Fault, ...], Text]


@dataclass(frozen=True, slots=True)
class RowScore:
    """One indicator of one department: points with their ends, self-score, maximum and what of it applies."""

    indicator: str
    max: Fraction
    applicable: Fraction
    self_score: Fraction | None
    points: Points
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
    """One department-year of a cohort, with what a comparison needs of it; `key` is department and year, and
    the project of a project's filing."""

    key: str
    department: str
    name: str
    year: int
    synthetic: bool
    rubric: str
    self_score: Fraction | None
    points: Points
    standing: Standing
    grades: tuple[str, str, str]
    rows: tuple[RowScore, ...]
    ratios: tuple[tuple[str, Interval], ...]
    findings: tuple[tuple[str, str, int], ...]
    unconfirmed: bool = False
    version: int = 1

    @property
    def overclaim(self) -> Fraction:
        """Points claimed that figures exclude, over all rows."""
        return sum((row.overclaim for row in self.rows), Fraction(0))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ranking: the best and the worst rank that the intervals leave possible.

    Attributes
    ----------
    best, worst : int   ranks from 1; equal where no interval overlaps another's; equal points share a rank
    tied : int          how many others are decided with the same stated points
    """

    member: Member
    best: int
    worst: int
    tied: int = 0

    @property
    def overlaps(self) -> int:
        """How many others could stand on either side."""
        return self.worst - self.best

    def rank(self, lang: str = "zh") -> str:
        """The rank for print: 3, 3–5, or 3 with a word where it is shared."""
        if self.best != self.worst:
            return f"{self.best}–{self.worst}"
        return f"{self.best}{say(lang, '（并列）', ' (tied)')}" if self.tied else str(self.best)


@dataclass(frozen=True)
class Cohort:
    """Departments and years under one rubric.

    Examples
    --------
    >>> from perfkit.base.paths import data_root
    >>> from perfkit.cohort import load_cohort
    >>> cohort = load_cohort([data_root() / "departments"])
    >>> [(place.best, place.worst) for place in cohort.ranking]
    [(1, 1)]
    """

    rubric: Rubric
    members: tuple[Member, ...]
    problems: tuple[Problem, ...] = ()
    superseded: tuple[Text, ...] = ()

    @property
    def synthetic(self) -> bool:
        """True where any member is generated; every chart and table then says so."""
        return any(member.synthetic for member in self.members)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The members that rest on a draft nobody has checked, by name."""
        return tuple(member.name for member in self.members if member.unconfirmed)

    @cached_property
    def ranking(self) -> tuple[Place, ...]:
        """Best possible rank first; two departments whose intervals overlap are never told apart.

        A department's best rank counts those that are above it in any case, its worst rank those that may be
        above it. Points count as the rubric states them, so that what prints alike ranks alike.
        """
        spans = [self.stated(member.points) for member in self.members]
        lows, highs = sorted(span.low for span in spans), sorted(span.high for span in spans)
        decided = Counter(span.low for span in spans if span.is_exact)
        total = len(self.members)
        places = []
        for member, span in zip(self.members, spans, strict=True):
            surely_above = total - bisect_right(lows, span.high)
            perhaps_above = total - bisect_right(highs, span.low) - (not span.is_exact)
            tied = decided[span.low] - 1 if span.is_exact else 0
            places.append(Place(member, surely_above + 1, perhaps_above + 1, tied))
        return tuple(sorted(places, key=lambda p: (p.best, p.worst, -p.member.points.high, p.member.key)))

    def stated(self, points: Points) -> Points:
        """Points as the rubric states them."""
        places = self.rubric.rounding.places
        return Points(*(Fraction(round_half_up(end, places)) for end in (points.low, points.high)))

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """Every indicator's spread, in the order of the table."""
        return tuple(self._spread(row.id) for row in self.rubric.indicators)

    def _spread(self, indicator: str) -> Spread:
        shares = []
        for member in self.members:
            row = next(row for row in member.rows if row.indicator == indicator)
            if row.applicable:
                shares.append((member.key, row.points.low / row.applicable, row.points.high / row.applicable))
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
        total: Counter[tuple[str, str]] = Counter()
        departments: Counter[tuple[str, str]] = Counter()
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
            years.setdefault(member.key.replace(f"_{member.year}", "", 1), []).append(member)
        return {department: tuple(group) for department, group in years.items() if len(group) > 1}

    def course(self, years: tuple[Member, ...]) -> str:
        """How a department's points went from each year to the next: up, down, same, both, or open."""
        spans = [self.stated(member.points) for member in years]
        steps = set()
        for before, after in pairwise(spans):
            if before.is_exact and before == after:
                steps.add("same")
            elif after.low > before.high:
                steps.add("up")
            elif after.high < before.low:
                steps.add("down")
            else:
                return "open"
        moves = steps - {"same"}
        return "both" if len(moves) == 2 else (moves or {"same"}).pop()

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
                    "unconfirmed": member.unconfirmed,
                    "rubric": member.rubric,
                    "indicator": row.indicator,
                    "status": row.status,
                    **number("max", row.max),
                    **number("self", row.self_score),
                    **number("low", row.points.low),
                    **number("high", row.points.high),
                    **standing_numbers(row.standing),
                }
