"""The log: times and what each unit used, one JSON object a line. Nothing else that a batch writes has a
clock in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from perfkit.base.files import refuse_special

NAME = "log.jsonl"


class Log:
    """Adds to <out>/log.jsonl."""

    def __init__(self, out: Path) -> None:
        self._path = out / NAME

    def __enter__(self) -> Log:
        refuse_special(self._path)
        self._file = open(self._path, "a", encoding="utf-8", errors="backslashreplace")
        self._line({"event": "start"})
        return self

    def __exit__(self, *_: object) -> None:
        self._line({"event": "end"})
        self._file.close()

    def unit(self, name: str, result: Mapping[str, Any], attempts: int) -> None:
        """A unit ended."""
        kept = ("status", "kind", "error", "seconds", "cpu_seconds", "peak_kilobytes")
        self._line(
            {
                "event": "unit",
                "unit": name,
                "attempts": attempts,
                **{k: result[k] for k in kept if k in result},
            }
        )

    def _line(self, entry: Mapping[str, Any]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._file.write(json.dumps({"time": now, **entry}, ensure_ascii=False) + "\n")
        self._file.flush()
