"""`perfkit demo`: generated departments, marked synthetic."""

from __future__ import annotations

import argparse

from perfkit.base.text import tell
from perfkit.demo import write_cohort


def run(options: argparse.Namespace) -> int:
    """Write a cohort."""
    folders = write_cohort(
        options.out,
        options.departments,
        options.seed,
        level=options.level,
        rubric=options.rubric,
        year=options.year,
        force=options.force,
    )
    tell(
        options.lang,
        f"已生成 {len(folders)} 个合成部门：{options.out}",
        f"{len(folders)} synthetic departments: {options.out}",
    )
    return 0
