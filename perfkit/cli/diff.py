"""`perfkit diff`: what a second filing changes in the first."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from perfkit.base.files import write_whole
from perfkit.base.text import say
from perfkit.closure.second_filing import SecondFiling, compare_filings


def run(options: argparse.Namespace) -> int:
    """Print the comparison; with -o also write it as html, docx and json."""
    comparison = compare_filings(options.old, options.new, rubric=options.rubric, lang=options.lang)
    if options.json:
        print(json.dumps(comparison.to_record(), ensure_ascii=False, indent=2))
    else:
        print(comparison.opening())
        for piece in (
            comparison.changes_table(),
            comparison.points_table(),
            *(comparison.findings_list(kind) for kind in ("closed", "new")),
        ):
            if piece is not None:
                print()
                print(piece)
    if options.out:
        for path in _write(comparison, options):
            print(say(options.lang, "已写入 ", "written: ") + str(path))
    return 0


def _write(comparison: SecondFiling, options: argparse.Namespace) -> tuple[Path, ...]:
    """The page, made by notebook 05, the Word file and the record."""
    import papermill

    from perfkit.base.paths import notebooks_root
    from perfkit.closure.word import write_word
    from perfkit.publish.html import notebook_to_html

    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    names = ("old", "new", "rubric", "lang")
    parameters = dict(
        zip(
            names,
            (*(str(path.resolve()) for path in (options.old, options.new)), options.rubric, options.lang),
            strict=True,
        )
    )
    notebook = papermill.execute_notebook(
        notebooks_root() / "05_two_filings.ipynb",
        None,
        parameters,
        engine_name="perfkit",
        progress_bar=False,
        cwd=str(out),
    )
    page = notebook_to_html(notebook, options.lang)
    record = json.dumps(comparison.to_record(), ensure_ascii=False, indent=2)
    write_whole(out / "diff.html", page.encode("utf-8"))
    write_word(out / "diff.docx", comparison.title, comparison.pieces(), options.lang)
    write_whole(out / "diff.json", record.encode("utf-8"))
    return tuple(out / f"diff.{kind}" for kind in ("html", "docx", "json"))
