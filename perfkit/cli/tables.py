"""`perfkit tables`: projects' filings as tables of the integrated budget system."""

from __future__ import annotations

import argparse

from perfkit.base.text import tell
from perfkit.filing.folders import find_departments
from perfkit.filing.submission_file import load_submission
from perfkit.intake.workbook import write_budget_tables


def run(options: argparse.Namespace) -> int:
    """Write the tables of every project below the folders."""
    filed = [load_submission(folder) for folder in find_departments(options.paths)]
    for file in write_budget_tables(filed, options.out):
        tell(options.lang, f"{len(filed)} 个项目已写入 {file}", f"{len(filed)} projects written: {file}")
    return 0
