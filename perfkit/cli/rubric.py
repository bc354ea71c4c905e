"""`perfkit rubric`: check a rubric file, show a rubric as a person reads it, hold two against each other."""

from __future__ import annotations

import argparse
import sys
from html import escape

from perfkit.base.files import write_whole
from perfkit.base.markup import page_style
from perfkit.base.text import tell
from perfkit.cli.check import check_rubric
from perfkit.pages.versions import compare_rubrics
from perfkit.rubric.files import named_rubric
from perfkit.views.tables.rubric import rubric_table
from perfkit.views.tables.table import Table


def run(options: argparse.Namespace) -> int:
    """Run one of check, show and diff."""
    return {"check": _check, "show": _show, "diff": _diff}[options.action](options)


def _check(options: argparse.Namespace) -> int:
    faults = [fault for path in options.paths for fault in check_rubric(path, options.lang)]
    for fault in faults:
        print(fault.show(options.lang), file=sys.stderr)
    count = len(options.paths)
    if faults:
        tell(options.lang, f"共 {len(faults)} 处错误", f"{len(faults)} faults", file=sys.stderr)
        return 1
    tell(options.lang, f"已检查 {count} 张评分表，没有错误", f"checked {count} rubrics, no faults")
    return 0


def _show(options: argparse.Namespace) -> int:
    return _print(rubric_table(named_rubric(options.rubric), options.lang), options)


def _diff(options: argparse.Namespace) -> int:
    old, new = named_rubric(options.old), named_rubric(options.new)
    return _print(compare_rubrics(old, new).table(options.lang), options)


def _print(table: Table, options: argparse.Namespace) -> int:
    if options.html is None:
        print(table)
        for line in table.note.splitlines():
            print(line)
        return 0
    page = (
        f'<!doctype html><html lang="{options.lang}"><meta '
        f'charset="utf-8"><title>{escape(table.caption)}</title>'
        f"{page_style()}<body>{table._repr_html_()}</body></html>"
    )
    write_whole(options.html, page.encode("utf-8"))
    print(options.html)
    return 0
