"""`perfkit template`: an Excel workbook to fill in."""

from __future__ import annotations

import argparse

from perfkit.base.text import tell
from perfkit.evaluation.department import load_department
from perfkit.filing.folders import folder_of
from perfkit.intake.workbook import write_template


def run(options: argparse.Namespace) -> int:
    """Write the workbook, filled in where a department is given."""
    department = (
        load_department(folder_of(options.department), rubric=options.rubric) if options.department else None
    )
    submission = department.submission if department else None
    write_template(
        options.rubric,
        options.out,
        submission=submission,
        judgements=department.judgements if department else (),
    )
    tell(options.lang, f"已写入 {options.out}", f"written: {options.out}")
    return 0
