"""A report of an invented department, made once and thrown away: caches and late imports are there then."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from perfkit.demo import write_cohort
from perfkit.evaluation.department import load_department
from perfkit.pages.basis import Basis
from perfkit.pages.report import Report
from perfkit.review.literals import needed
from perfkit.review.rulebook import compile_patterns
from perfkit.review.topics import topics
from perfkit.views.charts import Chart
from perfkit.views.charts.canvas import BODY, SMALL, sheet, stock_paper


def rehearse() -> Report:
    """Evaluate an invented department, nobody's real one, and draw every piece of its report."""
    with TemporaryDirectory() as folder:
        (path,) = write_cohort(Path(folder) / "cohort", 1, 0, level=4)
        report = Report(Basis(load_department(path)))
    compile_patterns()
    for topic in topics().values():
        needed(topic.claims), needed(topic.admits)
    for chart in report.charts:
        chart.png()
    page = sheet("", 0, "zh", synthetic=False)
    for size in (SMALL, SMALL + 0.5, BODY):  # every letter that the name of a row may bring
        page.write(0, 0, "".join(row.indicator.name.zh for row in report.evaluation.rows), size=size)
    Chart("", "", "", "zh", page.figure).png()
    _walk(report)
    stock_paper(2 * len(report.charts))
    return report


def _walk(report: Report) -> None:
    # Every piece that needs no argument, as the notebook calls them.
    for name in dir(type(report)):
        piece = getattr(type(report), name)
        if name.startswith("_") or not callable(piece):
            continue
        try:
            shown = piece(report)
            getattr(shown, "_repr_html_", lambda: None)()
        except TypeError:
            continue
