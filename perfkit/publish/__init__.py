"""Writes a report to a file. HTML comes from the executed notebook; every other format from the evaluation.

Each format is a module with `document_bytes(report)`; the library behind it is imported when it is asked for.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole

if TYPE_CHECKING:
    from perfkit.pages.report import Report

# Format name → module; the function in it is always `document_bytes`.
FROM_EVALUATION = {
    "docx": "perfkit.publish.docx",
    "pdf": "perfkit.publish.pdf",
    "xlsx": "perfkit.publish.xlsx",
    "json": "perfkit.publish.json",
}
FORMATS = ("html", *FROM_EVALUATION)


def write(report: Report, path: str | Path) -> None:
    """Write a report in the format that the file's name ends in; the same report always gives the same bytes.

    Parameters
    ----------
    report : Report      of `perfkit.pages.report.open_report`, or `perfkit.publish.pieces.report_of`
    path : str or Path   file to write; it is complete or absent

    Raises
    ------
    PerfkitError   there is no such format, or typst refuses or warns.

    Examples
    --------
    >>> import tempfile
    >>> from perfkit.pages.report import open_report
    >>> report = open_report("sz-sif-longhua_2020", annexes="none")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in FROM_EVALUATION:
    ...         write(report, f"{folder}/report.{name}")
    ...     [Path(folder, f"report.{name}").read_bytes()[:2] for name in FROM_EVALUATION]
    [b'PK', b'%P', b'PK', b'{\\n']
    >>> write(report, "report.odt")
    Traceback (most recent call last):
    perfkit.base.errors.PerfkitError: 没有格式 odt；可用：docx、pdf、xlsx、json
    """
    name = Path(path).suffix[1:]
    if name not in FROM_EVALUATION:
        raise PerfkitError(
            f"没有格式 {name}；可用：{'、'.join(FROM_EVALUATION)}",
            f"no format {name}; one of {', '.join(FROM_EVALUATION)}",
        )
    write_whole(path, importlib.import_module(FROM_EVALUATION[name]).document_bytes(report))
