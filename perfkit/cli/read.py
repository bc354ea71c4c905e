"""`perfkit read`: a filed document or workbook becomes a draft submission."""

from __future__ import annotations

import argparse

from perfkit.base.text import say
from perfkit.cli.bounded import bounded


def run(options: argparse.Namespace) -> int:
    """Read one file under limits of time and memory; nothing is written where it cannot be read."""
    return bounded(lambda: _read(options), options.file.name, options.lang)


def _read(options: argparse.Namespace) -> int:
    from perfkit.intake.workbook import is_template, read_to_folder

    if options.columns or options.file.suffix.lower() in (".csv", ".parquet") or is_template(options.file):
        written = read_to_folder(
            options.file, options.out, rubric=options.rubric or "sz-2020", columns=options.columns
        )
        print(
            say(
                options.lang,
                f"已读入 {len(written)} 个部门：{options.out}",
                f"{len(written)} departments read: {options.out}",
            )
        )
        return 0
    from perfkit.intake import read_filings, write_drafts

    drafts = read_filings(options.file, rubric=options.rubric)
    for draft, folder in zip(drafts, write_drafts(drafts, options.out), strict=True):
        print(draft.summary(options.lang))
        print(
            say(
                options.lang,
                f"草稿已写入 {folder}，请逐项核对后使用",
                f"the draft is in {folder}; confirm each value before use",
            )
        )
    return 0
