"""An evaluation as a JSON file: the object of `perfkit score --json`, a line for each row and finding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from perfkit.evaluation.record import to_record
from perfkit.pages.report import Report


def document_bytes(report: Report) -> bytes:
    """The report's record as bytes; the same whatever annexes it has."""
    return to_bytes(to_record(report.evaluation, report.findings, report.lang))


def to_bytes(record: Mapping[str, Any]) -> bytes:
    """A record as UTF-8 JSON: Chinese readable, a line for each entry and for each object of a list.

    Indented all through it would take ten times as long to write.

    Examples
    --------
    >>> print(to_bytes({"年": "2020", "行": [{"a": 1}, {"a": 2}]}).decode(), end="")
    {
    "年": "2020",
    "行": [
    {"a": 1},
    {"a": 2}
    ]
    }
    """
    line = partial(json.dumps, ensure_ascii=False)

    def written(value: Any) -> str:
        is_rows = isinstance(value, list | tuple) and value and all(isinstance(row, dict) for row in value)
        return "[\n" + ",\n".join(map(line, value)) + "\n]" if is_rows else line(value)

    entries = ",\n".join(f"{line(name)}: {written(value)}" for name, value in record.items())
    return f"{{\n{entries}\n}}\n".encode()
