"""`perfkit committee`: where the matters raised with many departments stand."""

from __future__ import annotations

import argparse

from perfkit.cli.pages import put_out
from perfkit.closure.committee import open_committee


def run(options: argparse.Namespace) -> int:
    """Print the page; with -o also write it as html, docx and json. 1 where a department cannot be read."""
    today = str(options.today) if options.today else ""
    page = open_committee(options.folder, today, options.rubric, options.lang)
    put_out(page, "07_committee.ipynb", {"root": options.folder, "today": today}, options)
    return 1 if page.faults else 0
