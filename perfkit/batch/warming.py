"""Makes a throw-away report in the warm parent, so that caches and late imports are there before it forks.

Only perfkit's own functions are called, whose caches depend on nothing but their arguments and the package's
files; cells of a notebook never run here.
"""

from __future__ import annotations


def warm() -> None:
    """Make the report of an invented department and keep nothing but caches."""
    from perfkit.evaluation.record import to_record
    from perfkit.pages.public_copy import without_people
    from perfkit.pages.rehearsal import rehearse
    from perfkit.publish import html
    from perfkit.publish.json import to_bytes

    html.warm()
    without_people("", [])
    report = rehearse()
    to_bytes(to_record(report.evaluation, report.findings))


def nothing(payload: object, send: object) -> None:
    """A job that has the parent warmed and nothing made."""


def read_a_notebook() -> None:
    """papermill reads, checks, parameterises and writes the report's notebook; the cells do not run."""
    import nbformat
    import papermill
    from nbformat import v4

    from perfkit.batch.notebook import to_bytes
    from perfkit.batch.plan import default_notebook
    from perfkit.engine.cells import warm_kernel
    from perfkit.engine.kernels import is_ours

    prepared = papermill.execute_notebook(
        str(default_notebook()),
        None,
        parameters={"lang": "zh"},
        prepare_only=True,
        progress_bar=False,
        kernel_name="python3",
        language="python",
    )
    is_ours("python3")
    v4.new_output("display_data", data={"text/plain": ""})
    nbformat.validate(prepared)
    to_bytes(prepared)
    warm_kernel().shell.know(cell.source for cell in prepared.cells if cell.cell_type == "code")
