"""batch.csv and batch.parquet: one row for each indicator of each department."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfkit.batch import store

if TYPE_CHECKING:
    from perfkit.batch.run import BatchResult

TEXTS = ("unit", "department", "name", "rubric", "indicator", "indicator_name", "level1", "level2", "status")
NUMBERS = ("max", "self", "judged", "low", "high", "confirmed", "contradicted", "open", "judgement")
COLUMNS = (*TEXTS[:3], "year", "synthetic", *TEXTS[3:], *NUMBERS)
CHUNK = 20_000


def write_frames(result: BatchResult, lang: str) -> None:
    """Write both files; a department that was made in several formats appears once."""
    csv_part, parquet_part = (result.out / f".part-batch.{kind}" for kind in ("csv", "parquet"))
    parquet = _Parquet(parquet_part)
    # With a mark at its start, so that Excel takes the Chinese for what it is.
    with open(csv_part, "w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for row in _rows(result):
            table.writerow(row)
            parquet.add(row)
    parquet.close()
    store.rename(csv_part, result.out / "batch.csv")
    if parquet_part.exists():
        store.rename(parquet_part, result.out / "batch.parquet")


def _rows(result: BatchResult) -> Iterator[dict[str, Any]]:
    seen = set()
    for entry in result.units:
        if entry.summary is None or entry.unit.department in seen:
            continue
        seen.add(entry.unit.department)
        path = store.reports(result.out) / entry.unit.name / "evaluation.json"
        yield from indicator_rows(entry.unit.name, json.loads(path.read_bytes()))


def indicator_rows(unit: str, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of one evaluation; numbers as they are printed, None where there is none."""
    for indicator in record["indicators"]:
        yield {
            "unit": unit,
            "department": record["department"]["id"],
            "name": record["department"]["name"],
            "year": record["year"],
            "synthetic": record["synthetic"],
            "rubric": record["rubric"],
            "indicator": indicator["id"],
            "indicator_name": indicator["name"],
            "level1": indicator["level1"],
            "level2": indicator["level2"],
            "status": indicator["status"],
            **{name: indicator[name] for name in ("max", "self", "judged", "low", "high")},
            **{name: indicator["standing"][name] for name in ("confirmed", "contradicted", "open", "judgement")},
        }


class _Parquet:
    """Writes rows in pieces, points as exact decimals."""

    def __init__(self, path) -> None:
        import pyarrow as pa

        self._path, self._rows, self._writer = path, [], None
        kinds = {"year": pa.int16(), "synthetic": pa.bool_(), **dict.fromkeys(NUMBERS, pa.decimal128(12, 2))}
        self._schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append({**row, **{name: None if row[name] is None else Decimal(row[name]) for name in NUMBERS}})
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
        self._writer.close()
