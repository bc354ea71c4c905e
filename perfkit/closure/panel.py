"""What the filings of one department over several years have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perfkit.evaluation.results import RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import MISSING, Found
from perfkit.filing.follow_up import FollowUp
from perfkit.review import Finding, Problem, problems_of, review
from perfkit.review.across import side_by_side

_FEWEST = 2


@dataclass(frozen=True, repr=False)
class Panel:
    """One department's filings, year by year.

    Parameters
    ----------
    evaluations : one a year, the earliest first
    ledgers : what became of the matters of each year, in the same order
    lang : str   "zh" or "en"
    """

    evaluations: tuple[Evaluation, ...]
    ledgers: tuple[FollowUp, ...]
    lang: str = "zh"

    @property
    def years(self) -> tuple[int, ...]:
        """The years, in order."""
        return tuple(one.submission.year for one in self.evaluations)

    @cached_property
    def problems(self) -> tuple[tuple[Problem, ...], ...]:
        """The problems that a review finds, year by year."""
        return tuple(problems_of(review(one)) for one in self.evaluations)

    @cached_property
    def returning(self) -> dict[str, tuple[int, ...]]:
        """Problems of several years, by name, with their years."""
        years: dict[str, list[int]] = {}
        for year, found in zip(self.years, self.problems, strict=True):
            for problem in found:
                years.setdefault(problem.name.in_(self.lang), []).append(year)
        return {name: tuple(found) for name, found in years.items() if len(found) > 1}

    @cached_property
    def against_last_year(self) -> tuple[Finding, ...]:
        """Targets set below last year's result, problems repeated word for word, balances that do not carry
        over."""
        found = side_by_side(one.submission for one in self.evaluations)
        kept = [
            finding
            for one in self.evaluations
            for finding in found.get(one.submission.key, ())
            if finding.code.startswith("last_year.")
        ]
        return tuple(kept)

    @cached_property
    def facts(self) -> dict[str, tuple[Found | None, ...]]:
        """Facts that at least two years print, year by year."""
        books = [one.book for one in self.evaluations]
        stated = [set(one.submission.facts) for one in self.evaluations]
        names = [name for name in books[0].catalogue if sum(name in one for one in stated) >= _FEWEST]
        return {
            name: tuple(None if (found := book.find(name)).state == MISSING else found for book in books)
            for name in names
        }

    @cached_property
    def rows(self) -> dict[str, tuple[RowResult | None, ...]]:
        """Rows of the latest year's scoring table, year by year; None where another table had no such row."""
        by_year = [{row.indicator.id: row for row in one.rows} for one in self.evaluations]
        return {name: tuple(one.get(name) for one in by_year) for name in by_year[-1]}

    @cached_property
    def targets(self) -> dict[str, tuple[str, ...]]:
        """Targets of the same name in at least two years: expected and actual value, year by year."""
        tables = [
            {row.name: f"{row.expected} → {row.actual or '—'}" for row in targets.rows}
            if (targets := one.submission.targets)
            else {}
            for one in self.evaluations
        ]
        names = dict.fromkeys(name for one in tables for name in one)
        kept = [name for name in names if sum(name in one for one in tables) >= _FEWEST]
        return {name: tuple(one.get(name, "") for one in tables) for name in kept}
