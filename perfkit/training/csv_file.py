"""Tables of a class as CSV files that Excel opens with their Chinese intact."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from perfkit.base.files import write_whole
from perfkit.base.text import csv_text


def write_lines(path: Path, columns: Sequence[str], lines: Iterable[Mapping[str, str]]) -> Path:
    """Write a table whole or not at all; what a spreadsheet would run as a formula is kept from it."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows({name: csv_text(line.get(name, "")) for name in columns} for line in lines)
    write_whole(path, stream.getvalue().encode("utf-8-sig"))
    return path


def read_lines(path: Path) -> list[dict[str, str]]:
    """The lines of a table; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
