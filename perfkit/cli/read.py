"""`perfkit read`: a filed document or workbook becomes a draft submission."""

from __future__ import annotations

import argparse
import io
from collections.abc import Collection
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unicodedata import east_asian_width

from perfkit.base.text import Text, tell
from perfkit.cli.bounded import bounded, more_for_pictures
from perfkit.rubric import DEFAULT_RUBRIC


def run(options: argparse.Namespace) -> int:
    """Read one file, or every filing in a folder, under limits of time and memory; a refused file leaves
    nothing."""
    from perfkit.intake.guards import MORE_ROOM

    MORE_ROOM.set(more_for_pictures)
    if options.file.is_dir():
        return _folder(options)
    return bounded(lambda: _read(options), options.file.name, options.lang)


def _read(options: argparse.Namespace) -> int:
    from perfkit.intake.workbook import is_budget_table, is_template, read_budget_to_folders, read_to_folder

    if not options.columns and (options.targets or is_budget_table(options.file)):
        tables = [options.file, options.targets] if options.targets else [options.file]
        count = len(read_budget_to_folders(tables, options.out, options.rubric))
        tell(options.lang, f"已读入 {count} 个项目：{options.out}", f"{count} projects read: {options.out}")
        return 0
    if options.columns or options.file.suffix.lower() in (".csv", ".parquet") or is_template(options.file):
        written = read_to_folder(
            options.file, options.out, rubric=options.rubric or DEFAULT_RUBRIC, columns=options.columns
        )
        tell(
            options.lang,
            f"已读入 {len(written)} 个部门：{options.out}",
            f"{len(written)} departments read: {options.out}",
        )
        return 0
    from perfkit.intake import read_filings, write_drafts

    drafts = read_filings(options.file, rubric=options.rubric)
    for draft, folder in zip(drafts, write_drafts(drafts, options.out), strict=True):
        print(draft.summary(options.lang))
        tell(
            options.lang,
            f"草稿已写入 {folder}，请逐项核对后使用",
            f"the draft is in {folder}; confirm each value before use",
        )
    return 0


def _folder(options: argparse.Namespace) -> int:
    """Every filing below a folder; 1 where one was refused."""
    from perfkit.batch.progress import Progress
    from perfkit.intake.folder import (
        Came,
        as_json,
        closing_line,
        filings_below,
        from_json,
        read_folder,
        read_one,
        table_rows,
    )

    def one(file: Path, place: Path, rubric: str, taken: Collection[str]) -> Came:
        def work() -> int:
            print(as_json(read_one(file, place, rubric, taken)))
            return 0

        said, stopped = io.StringIO(), io.StringIO()
        with redirect_stdout(said), redirect_stderr(stopped):
            code = bounded(work, file.name, options.lang)
        why = stopped.getvalue().strip()
        return (
            Came(file.name, refused=Text(why, why)) if code else from_json(said.getvalue().splitlines()[-1])
        )

    progress = Progress(len(filings_below(options.file, options.out)), options.lang)
    try:
        came = read_folder(options.file, options.out, rubric=options.rubric, one=one, step=progress.step)
    finally:
        progress.close()
    print(aligned(table_rows(came, options.lang)))
    print(closing_line(came, options.lang))
    tell(
        options.lang,
        f"草稿在 {options.out}，请逐项核对后使用；这张表也在其中的 reading.md",
        f"the drafts are in {options.out}, this table in its reading.md; confirm each value before use",
    )
    return int(any(one.refused.zh for one in came))


def aligned(rows: list[list[str]]) -> str:
    """Rows as columns of a terminal, in which a Chinese character takes two places.

    Examples
    --------
    >>> print(aligned([["文件", "年"], ["a.txt", "2022"]]))
    文件   年
    a.txt  2022
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
