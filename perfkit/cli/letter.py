"""`perfkit letter`: a letter to a department, with its reply table."""

from __future__ import annotations

import argparse

from perfkit.base.text import say
from perfkit.closure.letter import KINDS, write_letter
from perfkit.filing.folders import folder_of
from perfkit.pages.report import open_report


def run(options: argparse.Namespace) -> int:
    """Write the letter and name its files."""
    report = open_report(
        folder_of(str(options.path)), rubric=options.rubric, lang=options.lang, evaluator=options.evaluator
    )
    files = write_letter(report, options.out, options.kind)
    name = KINDS[options.kind].in_(options.lang)
    print(
        name + say(options.lang, "：", ": ") + say(options.lang, "、", ", ").join(str(path) for path in files)
    )
    return 0
