"""`perfkit projects`: a department's projects rolled up."""

from __future__ import annotations

import argparse

from perfkit.cli.pages import put_out
from perfkit.closure.projects import open_projects


def run(options: argparse.Namespace) -> int:
    """Print the page; with -o also write it as html, docx and json. 1 where a project cannot be read."""
    page = open_projects(options.folder, options.rubric, options.lang)
    put_out(page, "08_projects.ipynb", {"folder": options.folder}, options)
    return 1 if page.faults else 0
