"""Pages of the closure on the terminal and as files: shared by `diff`, `years`, `projects`, `committee`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from perfkit.base.text import say
from perfkit.closure.page import Page, show_page, write_page


def put_out(page: Page, notebook: str, given: Mapping[str, object], options: argparse.Namespace) -> None:
    """Print a page or its record, and write it where -o asks for it.

    Parameters
    ----------
    notebook : str   the notebook that makes the page
    given : parameters of the notebook; rubric and language are added, paths made absolute
    """
    print(json.dumps(page.to_record(), ensure_ascii=False, indent=2) if options.json else show_page(page))
    if options.out:
        plain = {
            name: str(value.resolve()) if isinstance(value, Path) else value for name, value in given.items()
        }
        parameters = {**plain, "rubric": options.rubric, "lang": options.lang}
        for path in write_page(page, notebook, parameters, options.out):
            print(say(options.lang, "已写入 ", "written: ") + str(path))
