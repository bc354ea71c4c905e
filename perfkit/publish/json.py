"""An evaluation as a JSON file: the object of `perfkit score --json`, indented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perfkit.evaluation import Evaluation
from perfkit.publish.files import write_atomic
from perfkit.record import to_record
from perfkit.review import Finding, review


def write(evaluation: Evaluation, path: str | Path, lang: str = "zh", findings: Sequence[Finding] | None = None, *, files: Sequence[tuple[str, str]] = ()) -> None:
    """Write it; the same evaluation always gives the same bytes.

    Parameters
    ----------
    evaluation : Evaluation
    path : str or Path   file to write
    lang : str           "zh" or "en"
    findings : findings of perfkit.review; looked for unless given
    files : taken like every other format does; this one lists no files
    """
    found = review(evaluation) if findings is None else tuple(findings)
    write_atomic(path, to_bytes(to_record(evaluation, found, lang)))


def to_bytes(record: dict[str, Any]) -> bytes:
    """A record as UTF-8 JSON, Chinese readable, one newline at the end.

    Examples
    --------
    >>> to_bytes({"年": "2020"}).decode()
    '{\\n "年": "2020"\\n}\\n'
    """
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
