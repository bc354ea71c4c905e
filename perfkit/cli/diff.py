"""`perfkit diff`: what a second filing changes in the first."""

from __future__ import annotations

import argparse

from perfkit.cli.pages import put_out
from perfkit.closure.second_filing import compare_filings


def run(options: argparse.Namespace) -> int:
    """Print the comparison; with -o also write it as html, docx and json."""
    page = compare_filings(options.old, options.new, rubric=options.rubric, lang=options.lang)
    put_out(page, "05_two_filings.ipynb", {"old": options.old, "new": options.new}, options)
    return 0
