"""An evaluation as a JSON file: the object of `perfkit score --json`, indented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from perfkit.evaluation import Evaluation


def write(evaluation: Evaluation, path: str | Path, lang: str = "zh") -> None:
    """Write it; the same evaluation always gives the same bytes."""
    from perfkit.record import to_record
    from perfkit.review import review

    Path(path).write_bytes(to_bytes(to_record(evaluation, review(evaluation), lang)))


def to_bytes(record: dict[str, Any]) -> bytes:
    """A record as UTF-8 JSON, Chinese readable, one newline at the end.

    Examples
    --------
    >>> to_bytes({"年": "2020"}).decode()
    '{\\n "年": "2020"\\n}\\n'
    """
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
