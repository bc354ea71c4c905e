"""Writes a report to a file. HTML comes from the executed notebook; every other format from the evaluation.

Each format is a function `write(evaluation, path, lang)`; the library behind it is imported when it is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text

# Format name → module; the function in it is always `write`.
FROM_EVALUATION = {
    "docx": "perfkit.publish.docx",
    "pdf": "perfkit.publish.pdf",
    "xlsx": "perfkit.publish.xlsx",
    "json": "perfkit.publish.json",
}
FORMATS = ("html", *FROM_EVALUATION)


def writer(name: str) -> Callable[..., Any]:
    """The function that writes one format from an evaluation.

    Parameters
    ----------
    name : str   a key of FROM_EVALUATION

    Raises
    ------
    PerfkitError   there is no such format.

    Examples
    --------
    >>> writer("odt")
    Traceback (most recent call last):
    perfkit.base.errors.PerfkitError: 没有格式 odt；可用：html、docx、pdf、xlsx、json
    """
    if name not in FROM_EVALUATION:
        raise PerfkitError(
            Text(
                f"没有格式 {name}；可用：{'、'.join(FORMATS)}",
                f"no format {name}; one of {', '.join(FORMATS)}",
            )
        )
    return importlib.import_module(FROM_EVALUATION[name]).write
