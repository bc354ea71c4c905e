"""`perfkit years`: one department over several years."""

from __future__ import annotations

import argparse

from perfkit.cli.pages import put_out
from perfkit.closure.years import open_years


def run(options: argparse.Namespace) -> int:
    """Print the page; with -o also write it as html, docx and json."""
    folders = ",".join(str(path.resolve()) for path in options.paths)
    page = open_years(folders, options.rubric, options.lang)
    put_out(page, "06_years.ipynb", {"folders": folders}, options)
    return 0
