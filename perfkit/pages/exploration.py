"""What if: one department under suppositions, and what would reach the next grade."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import page_style
from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_points, show_span
from perfkit.evaluation.department import load_department
from perfkit.evaluation.trace import trace
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.changes import Change, read_changes, show_change
from perfkit.outlook.levers import criterion_name
from perfkit.outlook.routes import Route, smallest_route
from perfkit.outlook.supposed import WhatIf
from perfkit.outlook.what_if import what_if
from perfkit.pages.ranking import Ranking
from perfkit.pages.widgets import WhatIfPanel
from perfkit.pages.widgets.what_if import supposed_chart
from perfkit.views.charts import Chart, grade_chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Part, Prose, headed, said
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table


def open_exploration(
    department: str | Path,
    root: str | Path = "",
    rubric: str = "",
    lang: str = "zh",
    *,
    facts: str = "",
    points: str = "",
    readings: str = "",
    cohort: str | Path = "",
    draws: int = 2000,
    seed: int = 2020,
) -> Exploration:
    """Load a department with suppositions written as text, and a cohort to rank.

    Parameters
    ----------
    department, root, rubric, lang : as for a report
    facts, points, readings : suppositions, see `perfkit.outlook.changes.read_changes`
    cohort : str or Path   a folder of departments to rank, see `perfkit.pages.ranking`
    draws, seed : of the weights

    Raises
    ------
    PerfkitError   files with faults, or suppositions that cannot be made.

    Examples
    --------
    >>> page = open_exploration("sz-sif-longhua_2020", facts="satisfaction_rate=96%")
    >>> page.result.headline()
    '9.40～96.90 差～优 → 14.40～96.90 差～优'
    """
    check_language(lang)
    if draws < 1:
        raise PerfkitError("draws 至少为 1", "draws is at least 1")
    evaluation = load_department(department, root, rubric=rubric).evaluate()
    return Exploration(
        evaluation, read_changes(facts, points, readings), lang, Path(cohort) if cohort else None, draws, seed
    )


@dataclass(frozen=True)
class Exploration:
    """The page; each method is one thing to display, None where there is nothing to show."""

    evaluation: Evaluation
    changes: tuple[Change, ...] = ()
    lang: str = "zh"
    cohort_folder: Path | None = None
    draws: int = 2000
    seed: int = 2020

    @cached_property
    def result(self) -> WhatIf:
        """The department under the suppositions of the parameters."""
        return what_if(self.evaluation, self.changes, lang=self.lang)

    def _repr_html_(self) -> str:
        """The style of everything below, and the title."""
        return f"{page_style()}{self._title()._repr_html_()}"

    def __repr__(self) -> str:
        return str(self._title())

    def _title(self) -> Prose:
        submission, lang = self.evaluation.submission, self.lang
        mark = say(lang, "（合成数据）", " (synthetic data)") if submission.synthetic else ""
        named = submission.department.name_en if submission.project is None else ""
        title = worded(
            lang,
            "title_of_exploration",
            subject=submission.subject,
            year=submission.year,
            mark=mark,
            named=named or submission.subject,
        )
        parts: list[Part] = [Heading(title, 1, "what-if"), Paragraph(self.result.headline(lang), "lead")]
        if self.changes:
            parts.append(
                Items(
                    tuple(
                        say(lang, "假设：", "Suppose: ") + show_change(change, self.evaluation, lang)
                        for change in self.changes
                    )
                )
            )
        return Prose(tuple(parts), lang)

    def panel(self) -> WhatIfPanel:
        """Sliders in JupyterLab, starting from the parameters' suppositions."""
        return WhatIfPanel(self.evaluation, self.lang, self.changes)

    def supposed_chart(self) -> Chart:
        """The range as it stands and under the parameters' suppositions."""
        return supposed_chart(self.result)

    def moves_table(self) -> Table | None:
        """Every criterion that the suppositions move, with its formula; None where nothing was supposed."""
        if not self.changes:
            return None
        lang = self.lang
        rows = [
            (
                Cell(criterion_name(m.after.criterion, m.row.indicator).in_(lang)),
                Cell(show_span(m.before.points)),
                Cell(show_span(m.after.points), strong=True),
                Cell(trace(m.after, lang)),
            )
            for m in self.result.moves
        ]
        headline, synthetic = self.result.headline(lang), self.evaluation.submission.synthetic
        return table("moves", lang, rows, note=headline, synthetic=synthetic)

    def tornado(self) -> Chart | None:
        """What each open item alone can still do to the total."""
        return grade_chart(self.result.after, self.lang)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """A short list of changes to each grade above the one that is safe, nearest first; other readings
        count as changes."""
        after = self.result.after
        names = [grade.name for grade in after.rubric.grades]
        above = names[: names.index(after.grades["low"].name)]
        found = (smallest_route(after, name, readings=True) for name in reversed(above))
        return tuple(route for route in found if route is not None)

    def route(self) -> Prose:
        """A short list of changes that make the next grade safe, one by one."""
        lang = self.lang
        head = headed(lang, "route", 2)
        if not self.routes:
            return Prose((head, said(lang, "grade_is_safe")), lang)
        first = self.routes[0]
        grade, start = say(lang, first.grade.name, first.grade.name_en), show_points(first.start, lang)
        if not first.is_possible:
            text = worded(
                lang, "grade_out_of_reach", start=start, reached=show_points(first.reached, lang), grade=grade
            )
            return Prose((head, Paragraph(text)), lang)
        things = "1 thing" if first.changes == 1 else f"{first.changes} things"
        words = worded(
            lang,
            "grade_within_reach",
            start=start,
            grade=grade,
            at_least=show_number(first.grade.at_least),
            changes=first.changes,
            reached=show_points(first.reached, lang),
            things=things,
        )
        return Prose((head, Paragraph(words), Items(tuple(self._steps(first)), numbered=True)), lang)

    def _steps(self, route: Route) -> list[str]:
        lang, readings = self.lang, self.evaluation.rubric.readings
        steps = []
        for lever in route.steps:
            gives = (
                say(lang, "：不适用", ": does not apply") if lever.is_veto else f" +{show_number(lever.gain)}"
            )
            several = worded(lang, "several_changes", count=lever.changes) if lever.changes > 1 else ""
            steps.append(f"{lever.name.in_(lang)}{gives}{several}")
        for name, option in route.readings.items():
            text = readings[name].options[option]
            steps.append(worded(lang, "other_reading", question=readings[name].question.text, option=text))
        return steps

    def routes_table(self) -> Table | None:
        """Each grade above the safe one, with how many changes it takes."""
        if not self.routes:
            return None
        lang = self.lang
        rows = [
            (
                Cell(say(lang, r.grade.name, r.grade.name_en), strong=True),
                Cell(show_number(r.grade.at_least)),
                Cell(str(r.changes) if r.is_possible else "—"),
                Cell(show_number(r.reached)),
                Cell(say(lang, "能", "yes") if r.is_possible else say(lang, "不能", "no")),
            )
            for r in self.routes
        ]
        return table("routes", lang, rows, synthetic=self.evaluation.submission.synthetic)

    @cached_property
    def ranking(self) -> Ranking:
        """The ranks of a cohort under this page's rubric, and how firm they are."""
        return Ranking(self.evaluation.rubric, self.lang, self.cohort_folder, self.draws, self.seed)
