"""A cohort's page for those who decide: what was raised and where it stands, and why points are not
confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from perfkit.base.errors import Fault, PerfkitError, check_language
from perfkit.base.paths import data_root
from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.closure.page import Filed, Page
from perfkit.closure.position import CAUSES, Position, positions, returning
from perfkit.review.rulebook import rulebook
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.stacked import stacked_chart
from perfkit.views.narrative.prose import Prose
from perfkit.views.said import worded
from perfkit.views.tables.table import NUMBER, Cell, Column, Table

_STATES: dict[str, tuple[Text, tuple[str, ...]]] = {
    "overdue": (Text("逾期未复", "overdue"), ()),
    "raised": (Text("待答复", "awaiting an answer"), ("raised",)),
    "answered": (Text("已答复待核", "answered, to be settled"), ("answered",)),
    "settled": (
        Text("已采纳、更正或撤回", "accepted, corrected, withdrawn"),
        ("accepted", "corrected", "withdrawn"),
    ),
    "closed": (Text("已办结", "closed"), ("closed",)),
}
_MOST_ROWS = 60


@dataclass(frozen=True, repr=False)
class Committee(Page):
    """The page; each method is one thing to display, None where there is nothing to show.

    Parameters
    ----------
    positions : of every department-year
    today : date   the day that days overdue are counted to
    lang : str     "zh" or "en"
    """

    positions: tuple[Position, ...]
    faults: tuple[Fault, ...] = ()
    today: date | None = None
    lang: str = "zh"
    name = "committee"

    @property
    def filings(self) -> Iterator[tuple[str, Filed]]:
        """Every department-year."""
        return ((one.name.in_(self.lang), one) for one in self.positions)

    @property
    def title(self) -> str:
        """What it is about, and of which day."""
        day = f"（截至 {self.today}）" if self.today else ""
        as_of = f" as of {self.today}" if self.today else ""
        return say(self.lang, f"自评核查事项办理情况{day}", f"Matters raised with departments{as_of}")

    # in words ------------------------------------------------------------------------------------------
    def opening(self) -> Prose:
        """How many matters, where they stand, and what they come to in points."""
        raised = sum(len(one.matters) for one in self.positions)
        is_open, overdue = (sum(one.count(state) for one in self.positions) for state in ("open", "overdue"))
        late = sum(one.count("overdue") > 0 for one in self.positions)
        scores = [one.self_score for one in self.positions if one.self_score is not None]
        own, gap = sum(scores, Fraction(0)), sum(self.gap.values(), Fraction(0))
        words = worded(self.lang, "matters_raised", count=len(self.positions), raised=raised, open=is_open)
        if self.today:
            words += worded(self.lang, "matters_overdue", overdue=overdue, late=late)
        if scores:
            words += worded(self.lang, "points_unsupported", own=show_number(own), gap=show_number(gap))
        return self.lead(words)

    # numbers -------------------------------------------------------------------------------------------
    @cached_property
    def gap(self) -> dict[str, Fraction]:
        """Points without support over all departments, by cause."""
        found = dict.fromkeys(CAUSES, Fraction(0))
        for one in self.positions:
            for cause, points in one.gap:
                found[cause] += points
        return found

    @cached_property
    def by_problem(self) -> dict[str, Counter[str]]:
        """State → matters by problem, the most open ones first; overdue ones count apart."""
        found: dict[str, Counter[str]] = {}
        for one in self.positions:
            for matter in one.matters:
                found.setdefault(matter.problem, Counter())[_state(matter.state, matter.overdue)] += 1
        return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))

    @cached_property
    def repeated(self) -> dict[tuple[str, str], tuple[str, tuple[int, ...]]]:
        """(department, problem) → its name and the years in which it was found, where there are several."""
        return returning(self.positions, self.lang)

    # tables --------------------------------------------------------------------------------------------
    def departments_table(self) -> Table | None:
        """Every department: raised, answered, closed, overdue; the most overdue first."""
        ordered = sorted(self.positions, key=lambda one: (-one.count("overdue"), -one.count("open"), one.key))
        rows = [
            (
                Cell(f"{one.name.in_(self.lang)} {one.year}"),
                Cell(str(len(one.matters))),
                *(Cell(str(one.count(*states))) for states in (("answered",), ("closed",), ("open",))),
                Cell(self._overdue(one), mark="error" if one.count("overdue") else ""),
                *(
                    Cell("—" if points is None else show_number(points))
                    for points in (one.self_score, one.without_support)
                ),
            )
            for one in ordered[:_MOST_ROWS]
        ]
        return self.table(
            "departments",
            rows,
            note=self.left_out(len(ordered) - len(rows)),
        )

    def _overdue(self, one: Position) -> str:
        if self.today is None:
            return "—"
        number, days = one.count("overdue"), one.latest
        return say(self.lang, f"{number}（{days} 天）", f"{number} ({days} days)") if number else "0"

    def problems_table(self) -> Table | None:
        """Matters by problem and state."""
        rows = (
            (
                Cell(_problem(problem, self.lang)),
                *(Cell(str(counts[state])) for state in _STATES),
                Cell(str(counts.total()), strong=True),
            )
            for problem, counts in self.by_problem.items()
        )
        heads = [*(words for words, _ in _STATES.values()), Text("合计", "All")]
        return self.table("problems", rows, more=tuple(Column(head.in_(self.lang), NUMBER) for head in heads))

    def repeated_table(self) -> Table | None:
        """Problems that a department has in several years."""
        rows = [
            (
                Cell(name),
                Cell(_problem(problem, self.lang)),
                Cell(say(self.lang, "、", ", ").join(map(str, years))),
            )
            for (_, problem), (name, years) in self.repeated.items()
        ]
        return self.table(
            "repeated",
            rows[:_MOST_ROWS],
            note=self.left_out(len(rows) - _MOST_ROWS),
        )

    # charts --------------------------------------------------------------------------------------------
    @cached_property
    def charts(self) -> dict[str, Chart]:
        """Every chart by name: states, causes."""
        return {
            chart.name: chart for chart in (self._states_chart(), self._causes_chart()) if chart is not None
        }

    def _states_chart(self) -> Chart | None:
        lang = self.lang
        rows = [
            (_problem(problem, lang), {state: Fraction(count) for state, count in counts.items()})
            for problem, counts in self.by_problem.items()
        ]
        if not rows:
            return None
        name, count = rows[0][0], sum(rows[0][1].values())
        title = say(lang, f"“{name}”最多，共 {count} 项", f"Most matters: {name} ({count})")
        parts = {state: words.in_(lang) for state, (words, _) in _STATES.items()}
        return stacked_chart(
            "states", title, rows, parts, lang, synthetic=self.synthetic, unit=say(lang, " 项", "")
        )

    def _causes_chart(self) -> Chart | None:
        lang = self.lang
        most = max(self.gap, key=lambda cause: self.gap[cause])
        whole = sum(self.gap.values(), Fraction(0))
        if not whole:
            return None
        title = worded(
            lang,
            "unsupported_by_cause",
            whole=show_number(whole),
            cause=CAUSES[most],
            points=show_number(self.gap[most]),
        )
        ordered = sorted(self.positions, key=lambda one: (-sum(points for _, points in one.gap), one.key))
        rows = [(f"{one.name.in_(self.lang)} {one.year}", dict(one.gap)) for one in ordered]
        parts = {cause: words.in_(lang) for cause, words in CAUSES.items()}
        return stacked_chart(
            "causes", title, rows, parts, lang, synthetic=self.synthetic, unit=say(lang, " 分", "")
        )

    def pieces(self) -> tuple[Prose | Table | None, ...]:
        """The page in order."""
        return (
            self.opening(),
            self.departments_table(),
            self.problems_table(),
            self.repeated_table(),
            self.unread_list(self.faults),
        )

    def to_record(self) -> dict[str, Any]:
        """Every department with its matters by state and its points by cause."""
        return {
            "today": str(self.today) if self.today else None,
            "synthetic": self.synthetic,
            "unconfirmed": list(self.unconfirmed),
            "departments": [
                {
                    "key": one.key,
                    "name": one.name.in_(self.lang),
                    "year": one.year,
                    "raised": len(one.matters),
                    **{state: one.count(state) for state in ("answered", "closed", "open", "overdue")},
                    "days_overdue": one.latest,
                    "gap": {cause: show_number(points) for cause, points in one.gap},
                    "problems": list(one.problems),
                }
                for one in self.positions
            ],
            "problems": {problem: dict(counts) for problem, counts in self.by_problem.items()},
            "not_read": [fault.show(self.lang) for fault in self.faults],
        }


def open_committee(
    root: str | Path = "", today: str = "", rubric: str = "", lang: str = "zh", *, workers: int | None = None
) -> Committee:
    """Read a folder of departments with their ledgers.

    Parameters
    ----------
    root : str or Path   folder of department folders; the bundled data unless given
    today : str          the day that days overdue are counted to, as 2021-06-01; none are counted without it
    rubric : str         one scoring table for all; their own unless given
    lang : str           "zh" or "en"

    Raises
    ------
    PerfkitError   no department can be read.

    Examples
    --------
    >>> page = open_committee()
    >>> len(page.positions), page.by_problem
    (1, {})
    """
    check_language(lang)
    base = Path(root) if str(root) else data_root() / "departments"
    day = date.fromisoformat(today) if today else None
    found, faults = positions([base], rubric=rubric, today=day, workers=workers)
    if not found:
        raise PerfkitError("没有可读取的部门：", "no department can be read:", faults=faults)
    return Committee(found, faults, day, lang)


def _state(state: str, overdue: int) -> str:
    if overdue:
        return "overdue"
    return next(name for name, (_, states) in _STATES.items() if state in states)


def _problem(problem: str, lang: str) -> str:
    known = rulebook().problems.get(problem)
    return known.name.text.in_(lang) if known else say(lang, "未分类", "unsorted")
