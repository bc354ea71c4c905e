"""`perfkit diff`: what a second filing changes in the first."""

from __future__ import annotations

import argparse
import json

from perfkit.base.text import say
from perfkit.closure.second_filing import compare_filings
from perfkit.publish.files import write_atomic


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
        options.out.mkdir(parents=True, exist_ok=True)
        record = json.dumps(comparison.to_record(), ensure_ascii=False, indent=2)
        write_atomic(options.out / "diff.json", record.encode("utf-8"))
        print(say(options.lang, "已写入 ", "written: ") + str(options.out))
    return 0
