"""A table with one row a department, exported from a finance system: CSV, XLSX or Parquet, read by a column
map."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfkit.base.cells import cell_text
from perfkit.base.errors import Fault, SubmissionError
from perfkit.base.models import validate
from perfkit.base.office import check_size, open_workbook, refuse, rows_of
from perfkit.base.text import Text
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import check_facts_and_figures
from perfkit.intake.notes import note
from perfkit.intake.workbook.column_map import ColumnMap, read_column_map
from perfkit.intake.workbook.places import source_of
from perfkit.rubric import DEFAULT_RUBRIC
from perfkit.rubric.files import load_rubric

MOST_DEPARTMENTS = 50_000
LARGEST_TABLE = 100_000_000


@dataclass(frozen=True)
class TableRow:
    """A department of the table: its submission, and where it stands."""

    line: int
    submission: dict


def read_table(path: Path | str, columns: Path | str, rubric: str = DEFAULT_RUBRIC) -> list[TableRow]:
    """Read a table of departments.

    Parameters
    ----------
    path : Path      .csv (UTF-8 or GB18030), .xlsx (first sheet) or .parquet; the first row names the columns
    columns : Path   the column map (YAML)
    rubric : str     id of the rubric that the submissions are for

    Returns
    -------
    list of TableRow   an empty cell is a missing fact

    Raises
    ------
    SubmissionError   with every fault: row and column.

    Examples
    --------
    A map for a table with the columns 代码, 名称, 年度, 全年预算(万元) and 全年支出(万元)::

        id: 代码
        name: 名称
        year: 年度
        facts:
          budget_total: {column: 全年预算(万元), unit: 万元}
          spent_total: {column: 全年支出(万元), unit: 万元}
    """
    path = Path(path)
    mapped = read_column_map(Path(columns), load_rubric(rubric))
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows, ".parquet": _parquet_rows}
    if path.suffix.lower() not in readers:
        raise refuse(*note("many_formats", name=path.name))
    check_size(path, LARGEST_TABLE)
    rows = readers[path.suffix.lower()](path, mapped.columns)
    header = next(rows, None) or []
    missing = [column for column in dict.fromkeys(mapped.columns) if column not in header]
    if missing:
        there = "、".join(header)[:200]
        raise refuse(*note("columns_missing", name=path.name, listed=list(missing), there=there))
    faults: list[Fault] = []
    found: list[TableRow] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        if len(found) >= MOST_DEPARTMENTS:
            raise refuse(*note("many_too_long", name=path.name, most_departments=MOST_DEPARTMENTS))
        beyond = [value for value in row[len(header) :] if value not in (None, "")]
        if beyond:
            told = Text(f"这一行比表头多出单元格：{beyond[0]}", f"more cells than the head has: {beyond[0]}")
            faults.append(Fault(path.name, line, "", told))
        values = dict(zip(header, row, strict=False))  # cells left out at the end of a row are empty
        if any(value is not None for value in values.values()):
            found.append(TableRow(line, _department(path.name, line, values, mapped, rubric, faults, seen)))
    if faults:
        raise SubmissionError(note("faults_in_file", name=path.name, count=len(faults)), faults=faults)
    return found


def _department(
    file: str,
    line: int,
    values: dict,
    mapped: ColumnMap,
    rubric: str,
    faults: list[Fault],
    seen: dict[str, int],
) -> dict:
    """One row as a submission; its faults name the column."""
    cells: dict[str, str] = {"department.id": mapped.id, "department.name": mapped.name, "year": mapped.year}

    def take(column: str, path: str) -> str | None:
        value = values.get(column)
        cells[path] = column
        if isinstance(value, Text):
            faults.append(Fault(file, line, column, value))
            return None
        return value.strip() if isinstance(value, str) else value

    year = take(mapped.year, "year") if mapped.year else mapped.fixed_year
    department = {"id": take(mapped.id, "department.id"), "name": take(mapped.name, "department.name")}
    submission: dict[str, Any] = {
        "department": {key: value for key, value in department.items() if value},
        "source": {"file": file},
    }
    if year:
        submission["year"] = int(year) if year.isdecimal() else year
    facts, catalogue = {}, fact_catalogue()
    for fact, place in mapped.facts.items():
        value = take(place.column, f"facts.{fact}.0.value")
        if value is None:
            continue
        written: Any = (
            {"是": True, "否": False, "true": True, "false": False}.get(value.lower(), value)
            if catalogue[fact].kind == "flag"
            else value
        )
        facts[fact] = [
            {
                "value": written,
                "unit": place.unit,
                "section": f"{file} 第 {line} 行",
                "quote": f"{place.column}：{value}",
            }
        ]
    submission["facts"] = facts
    own: dict[str, Any] = {"rubric": rubric, "scores": {}}
    for indicator, column in mapped.scores.items():
        value = take(column, f"self_evaluation.scores.{indicator}")
        if value is not None:
            own["scores"][indicator] = value
    for key in ("total", "grade"):
        column = getattr(mapped, key)
        value = take(column, f"self_evaluation.{key}") if column else None
        if value is not None:
            own[key] = value
    submission["self_evaluation"] = own
    source = source_of(file, submission)
    validate(Submission, source)
    check_facts_and_figures(source)
    for fault in source.faults:
        path = fault.path
        while path and path not in cells:
            path = path.rpartition(".")[0]
        faults.append(Fault(file, line, cells.get(path) or fault.path, fault.message))
    key = f"{department['id']}_{year}"
    if key in seen:
        faults.append(Fault(file, line, mapped.id, note("already_in_row", key=key, row=seen[key])))
    seen[key] = line
    return submission


def _csv_rows(path: Path, _wanted: list[str]) -> Iterator[list]:
    from perfkit.intake.text_file import decode

    try:
        for row in csv.reader(io.StringIO(decode(path), newline=""), strict=True):
            yield [value if value.strip() else None for value in row]
    except csv.Error as error:
        raise refuse(f"{path.name}：CSV 格式错误（{error}）", f"{path.name}: not CSV ({error})") from None


def _xlsx_rows(path: Path, _wanted: list[str]) -> Iterator[list]:
    workbook = open_workbook(path)
    try:
        rows = rows_of(workbook.worksheets[0], path, MOST_DEPARTMENTS + 1)
    finally:
        workbook.close()
    for number, row in enumerate(rows):
        yield [
            str(cell.value).strip() if number == 0 and cell.value is not None else cell_text(cell)
            for cell in row
        ]


def _parquet_rows(path: Path, wanted: list[str]) -> Iterator[list]:
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
        if file.metadata.num_rows > MOST_DEPARTMENTS:
            raise refuse(*note("parquet_too_long", name=path.name, most_departments=MOST_DEPARTMENTS))
        names = [name for name in file.schema_arrow.names if name in wanted]
        yield names if names else list(file.schema_arrow.names)
        for batch in file.iter_batches(columns=names):
            for row in batch.to_pylist():
                yield [_written(row[name]) for name in names]
    except pyarrow.ArrowException as error:
        raise refuse(*note("no_parquet", name=path.name, shown=str(error)[:80])) from None


def _written(value: Any) -> str | None:
    # NaN, the only value that differs from itself, is a missing one.
    if value is None or value != value:  # noqa: PLR0124  see above
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return format(Decimal(format(value, ".15g")), "f")
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if str(value).strip() else None
