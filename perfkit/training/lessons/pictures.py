"""The pictures of the lessons, by name."""

from __future__ import annotations

from collections.abc import Callable

from perfkit.base.errors import PerfkitError
from perfkit.training.lessons.filed_pictures import direction, gap, measurable
from perfkit.training.lessons.rubric_pictures import (
    band_line,
    band_line_with_report,
    missing_span,
    rubric_map,
)
from perfkit.training.lessons.sources import Sources
from perfkit.views import charts
from perfkit.views.charts.chart import Chart


def draw(name: str, sources: Sources, *what: str) -> Chart:
    """A picture by its name.

    Raises
    ------
    PerfkitError   no such picture, naming those there are.
    """
    if name not in PICTURES:
        known = ", ".join(PICTURES)
        raise PerfkitError(f"没有图 {name}；有：{known}", f"no picture {name}; there are: {known}")
    chart = PICTURES[name](sources, *what)
    if chart is None:
        raise PerfkitError(
            f"这份报告画不出图 {name}", f"this report holds nothing to draw the picture {name} from"
        )
    return chart


ANSWERS_OF_THE_LAST_LESSON = ("standing", "lost", "grade")
PICTURES: dict[str, Callable[..., Chart | None]] = {
    "rubric": rubric_map,
    "bands": band_line,
    "bands_here": band_line_with_report,
    "measurable": measurable,
    "direction": direction,
    "gap": gap,
    "missing": missing_span,
    "standing": lambda sources: charts.standing_chart(sources.evaluation, sources.lang),
    "progress": lambda sources: charts.progress_chart(sources.evaluation, sources.lang),
    "costs": lambda sources: charts.costs_chart(sources.evaluation, sources.lang),
    "targets": lambda sources: charts.targets_chart(sources.evaluation.submission, sources.lang),
    "execution": lambda sources: charts.execution_chart(sources.evaluation.submission, sources.lang),
    "lost": lambda sources: charts.lost_chart(sources.evaluation, sources.lang),
    "grade": lambda sources: charts.grade_chart(sources.evaluation, sources.lang),
}
