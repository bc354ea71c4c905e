"""An evaluation as a JSON file: the object of `perfkit score --json`, a line for each row and finding."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from perfkit.base.files import write_whole
from perfkit.evaluation.record import to_record
from perfkit.evaluation.tree import Evaluation
from perfkit.review import Finding, review


def write(
    evaluation: Evaluation,
    path: str | Path,
    lang: str = "zh",
    findings: Sequence[Finding] | None = None,
    *,
    files: Sequence[tuple[str, str]] = (),
    annexes: str = "all",
    brief: bool = False,
) -> None:
    """Write it; the same evaluation always gives the same bytes.

    Parameters
    ----------
    evaluation : Evaluation
    path : str or Path   file to write
    lang : str           "zh" or "en"
    findings : findings of perfkit.review; looked for unless given
    files, annexes, brief : taken as every other format does; this one shows the same whatever they are
    """
    found = review(evaluation) if findings is None else tuple(findings)
    write_whole(path, to_bytes(to_record(evaluation, found, lang)))


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
