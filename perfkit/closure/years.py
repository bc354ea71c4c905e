"""One department over the years: figures, points, targets, problems and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from perfkit.base.errors import SubmissionError, check_language
from perfkit.base.paths import data_root
from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.closure.page import Filed, Page
from perfkit.closure.panel import Panel
from perfkit.evaluation.department import Department
from perfkit.evaluation.results import RowResult
from perfkit.filing.folders import find_departments
from perfkit.filing.follow_up import load_follow_up
from perfkit.review.unscored import load_filing
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.panel import panel_chart
from perfkit.views.narrative.prose import Heading, Items, Prose
from perfkit.views.said import worded
from perfkit.views.tables.table import NUMBER, TEXT, Cell, Column, Table
from perfkit.views.wording import show_found, show_own, show_total

_FEWEST = 2


@dataclass(frozen=True, repr=False)
class Years(Panel, Page):
    """The page; each method is one thing to display, None where there is nothing to show."""

    name = "years"

    @property
    def filings(self) -> Iterator[tuple[str, Filed]]:
        """Every year's."""
        for filed in (one.submission for one in self.evaluations):
            yield say(self.lang, f"{filed.year} 年度", str(filed.year)), filed

    @property
    def title(self) -> str:
        """Who, and from when to when."""
        filed = self.evaluations[-1].submission
        zh = f"{filed.subject} {self.years[0]}～{self.years[-1]} 年度对照"
        return say(self.lang, zh, f"{filed.named.en}, {self.years[0]} to {self.years[-1]}")

    def opening(self) -> Prose:
        """The points, what returns, and what is still open."""
        spans = [
            show_total(one, self.lang) + say(self.lang, " 分", "") * one.is_scored for one in self.evaluations
        ]
        owns = [show_own(one, self.lang) for one in self.evaluations]
        still = sum(item.is_open for one in self.ledgers for item in one.items)
        points = say(self.lang, "，", "; ").join(
            worded(self.lang, "points_of_year", year=year, own=own, points=span)
            for year, own, span in zip(self.years, owns, spans, strict=True)
        )
        words = worded(
            self.lang,
            "years_in_sum",
            points=points,
            returning=len(self.returning),
            against=len(self.against_last_year),
            open=still,
        )
        return self.lead(words)

    def points_table(self) -> Table | None:
        """Self-score and recomputed points of every row and year."""
        rows = [
            (Cell(results[-1].indicator.name.text.in_(self.lang)), *(Cell(_points(one)) for one in results))
            for results in self.rows.values()
            if results[-1] is not None
        ]
        total = tuple(
            Cell(f"{show_own(one, self.lang)} / {show_total(one, self.lang)}", strong=True)
            for one in self.evaluations
        )
        rows.append((Cell(say(self.lang, "总分", "Total"), strong=True), *total))
        return self._by_year("points", rows)

    def facts_table(self) -> Table | None:
        """Figures that at least two years print."""
        rows = [
            (
                Cell(self.evaluations[0].book.catalogue[name].name.in_(self.lang)),
                *(Cell("—" if one is None else show_found(one, self.lang)) for one in found),
            )
            for name, found in self.facts.items()
        ]
        return self._by_year("facts", rows)

    def targets_table(self) -> Table | None:
        """Targets of the same name in at least two years."""
        rows = [
            (Cell(name), *(Cell(text or "—") for text in values)) for name, values in self.targets.items()
        ]
        return self._by_year("targets", rows, kind=TEXT)

    def problems_table(self) -> Table | None:
        """How many findings each problem has, year by year, and the matters that are still open."""
        names = dict.fromkeys(problem.name.in_(self.lang) for found in self.problems for problem in found)
        counts = [{p.name.in_(self.lang): str(len(p.findings)) for p in found} for found in self.problems]
        rows = [(Cell(name), *(Cell(one.get(name, "—")) for one in counts)) for name in names]
        still = (Cell(str(sum(item.is_open for item in one.items))) for one in self.ledgers)
        rows.append((Cell(say(self.lang, "未结事项", "Matters open"), strong=True), *still))
        return self._by_year("problems", rows)

    def last_year_list(self) -> Prose | None:
        """Findings of each year against the one before."""
        if not self.against_last_year:
            return None
        lines = tuple(finding.message.in_(self.lang) for finding in self.against_last_year)
        head = say(self.lang, "与上年对照", "Against the year before")
        return Prose((Heading(head, 2, "last-year"), Items(lines)), self.lang)

    def _by_year(self, name: str, rows: list[tuple[Cell, ...]], *, kind: str = NUMBER) -> Table | None:
        return self.table(name, rows, more=tuple(Column(str(year), kind) for year in self.years))

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The panel of all rows."""
        rows = [
            (
                results[-1].indicator.name.text.in_(self.lang),
                {
                    year: (one.points.low / one.max_applicable, one.points.high / one.max_applicable)
                    for year, one in zip(self.years, results, strict=True)
                    if one is not None and one.max_applicable
                },
            )
            for results in self.rows.values()
            if results[-1] is not None
        ]
        lost = min(rows, key=lambda row: _change(row[1]), default=None)
        if lost is None:
            return {}
        title = (
            worded(self.lang, "largest_loss", row=lost[0])
            if _change(lost[1]) < 0
            else worded(self.lang, "nothing_lost")
        )
        return {"panel": panel_chart("panel", title, rows, self.lang, synthetic=self.synthetic)}

    def pieces(self) -> tuple[Prose | Table | None, ...]:
        """The page in order."""
        return (
            self.opening(),
            self.points_table(),
            self.facts_table(),
            self.targets_table(),
            self.problems_table(),
            self.last_year_list(),
        )

    def to_record(self) -> dict[str, Any]:
        """Points, problems and open matters by year."""
        return {
            "department": self.evaluations[-1].submission.department.id,
            "synthetic": self.synthetic,
            "unconfirmed": list(self.unconfirmed),
            "years": [
                {
                    "year": year,
                    "self": None if one.self_score is None else show_number(one.self_score),
                    "low": show_number(one.points.low),
                    "high": show_number(one.points.high),
                    "problems": [problem.id for problem in found],
                    "matters_open": sum(item.is_open for item in kept.items),
                }
                for year, one, found, kept in zip(
                    self.years, self.evaluations, self.problems, self.ledgers, strict=True
                )
            ],
            "returning": {name: list(years) for name, years in self.returning.items()},
            "against_last_year": [finding.id for finding in self.against_last_year],
        }


def open_years(folders: str, rubric: str = "", lang: str = "zh") -> Years:
    """Read the filings of one department over several years.

    Parameters
    ----------
    folders : str    its folders, or folders that hold them, separated by commas; the newest version of a
        year counts.
                     A synthetic example unless given
    rubric : str     one scoring table for all years; each year's own unless given
    lang : str       "zh" or "en"

    Raises
    ------
    SubmissionError   a filing cannot be read, they are of several departments, or there is one year only.

    Examples
    --------
    >>> open_years("").years
    (2019, 2020, 2021)
    """
    check_language(lang)
    paths = [Path(name.strip()) for name in folders.replace("，", ",").split(",") if name.strip()]
    found = find_departments(paths or [data_root() / "examples"])
    read = [load_filing(folder, rubric)[0] for folder in found]
    who = sorted({one.submission.subject for one in read})
    if len(who) > 1:
        raise SubmissionError(
            f"不是同一单位的材料：{'、'.join(who)}", f"not of one department: {', '.join(who)}"
        )
    by_year: dict[int, Department] = {}
    for one in sorted(read, key=lambda one: (one.submission.year, one.submission.version)):
        other = by_year.get(one.submission.year)
        if other is not None and other.submission.version == one.submission.version:
            one_name, other_name, version = one.folder.name, other.folder.name, one.submission.version
            raise SubmissionError(
                f"{other_name} 和 {one_name} 同为 {one.submission.year} 年第 {version} 版；请在新的一份写明 version",
                f"{other_name} and {one_name} are both version {version} of {one.submission.year}; give "
                "the newer one its version",
            )
        by_year[one.submission.year] = one
    if len(by_year) < _FEWEST:
        raise SubmissionError(
            "只有一个年度，没有可对照的", "there is one year only, nothing to lay it beside"
        )
    kept = tuple(by_year.values())
    return Years(
        tuple(one.evaluate() for one in kept), tuple(load_follow_up(one.folder) for one in kept), lang
    )


def _points(row: RowResult | None) -> str:
    if row is None:
        return "—"
    return f"{'—' if row.self_score is None else show_number(row.self_score)} / {show_span(row.points)}"


def _change(shares: Mapping[int, tuple[Fraction, Fraction]]) -> Fraction:
    """How much of a row's share was surely lost from one year to the next, as a negative number; 0 where
    nothing was."""
    spans = [shares[year] for year in sorted(shares)]
    return min((min(now[1] - before[0], Fraction(0)) for before, now in pairwise(spans)), default=Fraction(0))
