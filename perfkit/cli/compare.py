"""`perfkit compare`: many departments in one page, and everything of it as CSV and Parquet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from perfkit.base.files import write_whole
from perfkit.base.text import say
from perfkit.cohort.loading import load_cohort
from perfkit.pages.comparison import Comparison


def run(options: argparse.Namespace) -> int:
    """Compare what can be read; 1 where a department could not be."""
    comparison = Comparison(
        load_cohort(options.paths, rubric=options.rubric, evaluator=options.evaluator), options.lang
    )
    written = [*comparison.save(options.out), _page(options)]
    print(comparison.summary())
    for name, faults, message in comparison.cohort.problems:
        print(
            f"{name}: {faults[0].show(options.lang) if faults else message.in_(options.lang)}",
            file=sys.stderr,
        )
    for older in comparison.cohort.superseded:
        print(older.in_(options.lang))
    for path in written:
        print(say(options.lang, "已写入 ", "written: ") + str(path))
    return 1 if comparison.cohort.problems else 0


def _page(options: argparse.Namespace) -> Path:
    """The comparison notebook, executed and published beside the tables."""
    from perfkit.filing.folders import find_departments
    from perfkit.publish.html import notebook_to_html
    from perfkit.publish.notebook_page import executed

    folders = find_departments(options.paths)
    roots = {folder.resolve().parent for folder in folders}
    root = roots.pop() if len(roots) == 1 else None
    names = ",".join(folder.name if root else str(folder.resolve()) for folder in folders)
    parameters = {
        "root": str(root or "/"),
        "departments": names,
        "rubric": options.rubric,
        "evaluator": options.evaluator,
        "lang": options.lang,
    }
    kept = options.out / "comparison.ipynb"
    page = options.out / "comparison.html"
    notebook = executed(
        "02_comparison.ipynb", parameters, page.name, options.lang, copy=kept, folder=options.out
    )
    write_whole(page, notebook_to_html(notebook, options.lang))
    return page
