"""Makes a throw-away report in the warm parent, so that caches and late imports are there before it forks.

Only perfkit's own functions are called, whose caches depend on nothing but their arguments and the package's files;
cells of a notebook never run here.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory


def warm() -> None:
    """Evaluate and draw an invented department, nobody's real one; keep nothing but caches."""
    from perfkit.demo import write_cohort
    from perfkit.evaluation.department import load_department
    from perfkit.evaluation.record import to_record
    from perfkit.pages.basis import Basis
    from perfkit.pages.report import Report
    from perfkit.publish import html
    from perfkit.publish.json import to_bytes
    from perfkit.views.charts.canvas import stock_paper

    html.warm()
    _prepare_a_notebook()
    with TemporaryDirectory() as folder:
        (path,) = write_cohort(Path(folder) / "cohort", 1, 0, level=4)
        report = Report(Basis(load_department(path)))
    to_bytes(to_record(report.evaluation, report.findings))
    for chart in report.charts:
        chart.png()
    _walk(report)
    stock_paper(2 * len(report.charts))


def _prepare_a_notebook() -> None:
    # papermill reads, checks, parameterises and writes; the cells do not run.
    import nbformat
    import papermill
    from nbformat import v4

    from perfkit.batch.notebook import to_bytes
    from perfkit.batch.plan import default_notebook

    prepared = papermill.execute_notebook(
        str(default_notebook()),
        None,
        parameters={"lang": "zh"},
        prepare_only=True,
        progress_bar=False,
        kernel_name="python3",
        language="python",
    )
    v4.new_output("display_data", data={"text/plain": ""})
    nbformat.validate(prepared)
    to_bytes(prepared)


def _walk(report) -> None:
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
