"""batch.csv and batch.parquet: one row for each indicator of each department."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfkit.base.errors import BatchError
from perfkit.base.text import csv_text
from perfkit.batch import store
from perfkit.batch.worker import ask

if TYPE_CHECKING:
    import pyarrow.parquet as pq

    from perfkit.batch.result import BatchResult

TEXTS = ("unit", "department", "name", "rubric", "indicator", "indicator_name", "level1", "level2", "status")
NUMBERS = ("max", "self", "judged", "low", "high", "confirmed", "contradicted", "open", "judgement")
COLUMNS = (*TEXTS[:3], "year", "synthetic", *TEXTS[3:], *NUMBERS)
CHUNK = 20_000


def write_frames(result: BatchResult) -> None:
    """Write both files, in a process of their own: pyarrow brings threads and, where it is there, pandas."""
    seen: dict[Any, str] = {}
    for entry in result.units:
        if entry.summary is not None:
            # A department that was made in several formats appears once.
            seen.setdefault(entry.unit.department, entry.unit.name)
    ending = ask(
        "perfkit.batch.frames:make", {"out": str(result.out.resolve()), "units": list(seen.values())}
    )
    if not ending.finished or ending.crash:
        reason = (ending.crash.strip().splitlines() or [f"exit {ending.status}"])[-1]
        raise BatchError(
            f"写不成 batch.csv 和 batch.parquet：{reason}",
            f"cannot write batch.csv and batch.parquet: {reason}",
        )
    if ending.result:
        raise OSError(ending.result["errno"], "batch.csv")


def make(payload: Mapping[str, Any], send: Any = None) -> dict[str, Any] | None:
    """The job behind `write_frames`; gives the number of a system error, None if there was none."""
    try:
        _write(Path(payload["out"]), payload["units"])
    except OSError as error:
        return {"errno": error.errno}
    return None


def _write(out: Path, units: Sequence[str]) -> None:
    csv_part, parquet_part = (out / f".part-batch.{kind}" for kind in ("csv", "parquet"))
    parquet = _Parquet(parquet_part)
    # With a mark at its start, so that Excel takes the Chinese for what it is.
    with open(csv_part, "w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for row in _rows(out, units):
            table.writerow({name: csv_text(value) for name, value in row.items()})
            parquet.add(row)
    parquet.close()
    store.rename(csv_part, out / "batch.csv")
    if parquet_part.exists():
        store.rename(parquet_part, out / "batch.parquet")


def _rows(out: Path, units: Sequence[str]) -> Iterator[dict[str, Any]]:
    for unit in units:
        path = store.reports(out) / unit / "evaluation.json"
        yield from indicator_rows(unit, json.loads(path.read_bytes()))


def indicator_rows(unit: str, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of one evaluation; numbers as they are printed, None where there is none."""
    for indicator in record["indicators"]:
        yield {
            "unit": unit,
            "department": record["department"]["id"],
            "name": record.get("project", record["department"])["name"],
            "year": record["year"],
            "synthetic": record["synthetic"],
            "rubric": record["rubric"],
            "indicator": indicator["id"],
            "indicator_name": indicator["name"],
            "level1": indicator["level1"],
            "level2": indicator["level2"],
            "status": indicator["status"],
            **{name: indicator[name] for name in ("max", "self", "judged", "low", "high")},
            **{
                name: indicator["standing"][name]
                for name in ("confirmed", "contradicted", "open", "judgement")
            },
        }


class _Parquet:
    """Writes rows in pieces, points as exact decimals."""

    def __init__(self, path) -> None:
        import pyarrow as pa

        self._path = path
        self._rows: list[dict[str, Any]] = []
        self._writer: pq.ParquetWriter | None = None
        kinds = {"year": pa.int16(), "synthetic": pa.bool_(), **dict.fromkeys(NUMBERS, pa.decimal128(12, 2))}
        self._schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(
            {**row, **{name: None if row[name] is None else Decimal(row[name]) for name in NUMBERS}}
        )
        if len(self._rows) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, self._schema)
        self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
        self._rows = []

    def close(self) -> None:
        self._flush()
        if self._writer is not None:
            self._writer.close()
