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
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table


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
        title = say(
            lang,
            f"如果：{submission.subject} {submission.year} 年度{mark}",
            f"What if: {named or submission.subject} {submission.year}{mark}",
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
        heads = say(lang, "评分点|原|现|依据", "Criterion|Before|After|Why").split("|")
        columns = (
            Column(heads[0], width=26),
            Column(heads[1], NUMBER, 12),
            Column(heads[2], NUMBER, 12),
            Column(heads[3]),
        )
        rows = [
            (
                Cell(criterion_name(m.after.criterion, m.row.indicator).in_(lang)),
                Cell(show_span(m.before.points)),
                Cell(show_span(m.after.points), strong=True),
                Cell(trace(m.after, lang)),
            )
            for m in self.result.moves
        ]
        caption = say(lang, "假设之下变动的评分点", "Criteria that the suppositions move")
        return Table(
            "moves",
            caption,
            columns,
            tuple(rows),
            lang,
            self.result.headline(lang),
            self.evaluation.submission.synthetic,
        )

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
        head = headed(lang, "怎样才能稳到上一等级", "What makes the next grade safe", 2, "route")
        if not self.routes:
            return Prose((head, said(lang, "已稳在最高等级。", "The best grade is safe already.")), lang)
        first = self.routes[0]
        grade, start = say(lang, first.grade.name, first.grade.name_en), show_points(first.start, lang)
        if not first.is_possible:
            text = say(
                lang,
                f"现在有把握的是 {start}。未定各项即使全部取得最高分也只到 {show_points(first.reached, lang)}，到不了“{grade}”。",
                f"{start} are safe today. Even with every open item at its best the total is"
                f" {show_points(first.reached, lang)}: {grade} is out of reach.",
            )
            return Prose((head, Paragraph(text)), lang)
        zh = (
            f"现在有把握的是 {start}。要稳到“{grade}”（{show_number(first.grade.at_least)} 分），落实下列"
            f" {first.changes} 项即可，届时有把握 {show_points(first.reached, lang)}："
        )
        en = (
            f"{start} are safe today. For {grade} ({show_number(first.grade.at_least)}) to be safe it is"
            f" enough that {first.changes} thing{'' if first.changes == 1 else 's'} come out at their best,"
            f" which makes {show_points(first.reached, lang)} safe:"
        )
        return Prose((head, said(lang, zh, en), Items(tuple(self._steps(first)), numbered=True)), lang)

    def _steps(self, route: Route) -> list[str]:
        lang, readings = self.lang, self.evaluation.rubric.readings
        steps = []
        for lever in route.steps:
            gives = (
                say(lang, "：不适用", ": does not apply") if lever.is_veto else f" +{show_number(lever.gain)}"
            )
            several = (
                say(lang, f"（计 {lever.changes} 项）", f" ({lever.changes} things)")
                if lever.changes > 1
                else ""
            )
            steps.append(f"{lever.name.in_(lang)}{gives}{several}")
        for name, option in route.readings.items():
            text = readings[name].options[option]
            steps.append(
                say(
                    lang,
                    f"口径“{readings[name].question.zh}”改为“{text.zh}”",
                    f"{readings[name].question.text.en}: {text.en}",
                )
            )
        return steps

    def routes_table(self) -> Table | None:
        """Each grade above the safe one, with how many changes it takes."""
        if not self.routes:
            return None
        lang = self.lang
        heads = say(
            lang,
            "等级|起点|要落实的项数|届时有把握的分数|能否达到",
            "Grade|From|Changes|Safe points then|Within reach",
        ).split("|")
        columns = (
            Column(heads[0], CENTRE),
            Column(heads[1], NUMBER),
            Column(heads[2], NUMBER),
            Column(heads[3], NUMBER),
            Column(heads[4], CENTRE),
        )
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
        return Table(
            "routes",
            say(lang, "稳到各等级要落实多少项", "How many changes make each grade safe"),
            columns,
            tuple(rows),
            lang,
            say(
                lang,
                "一项是：评定或佐证一个评分点、查明一个缺的数据、排除一个否决条款，或改用一种口径。同一数据用于两行、一个评分点缺几个数的，实际可能更少。",
                "A change is a criterion judged or evidenced, a missing figure established, a veto cleared,"
                " or another reading. Where two rows share a missing figure, or a criterion misses several,"
                " fewer can do.",
            ),
            self.evaluation.submission.synthetic,
        )

    @cached_property
    def ranking(self) -> Ranking:
        """The ranks of a cohort under this page's rubric, and how firm they are."""
        return Ranking(self.evaluation.rubric, self.lang, self.cohort_folder, self.draws, self.seed)
