"""One row a department: CSV, XLSX and Parquet by a column map."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from perfkit import load_submission
from perfkit.base.errors import SubmissionError
from perfkit.cli import main
from perfkit.intake.workbook import read_table, read_to_folder

HEADER = ["代码", "名称", "年度", "全年预算(万元)", "全年支出(万元)", "执行率", "自评总分", "备注"]
ROWS = [
    ["a-1", "甲局", "2021", "100.50", "90", "89.55", "92.5", "=HYPERLINK(1)"],
    ["b-1", "乙局", "2021", "200", "", "", "", ""],
]
MAP = """\
id: 代码
name: 名称
year: 年度
facts:
  budget_total: {column: 全年预算(万元), unit: 万元}
  spent_total: {column: 全年支出(万元), unit: 万元}
  execution_rate: {column: 执行率, unit: "%"}
total: 自评总分
"""


@pytest.fixture
def columns(tmp_path):
    path = tmp_path / "columns.yaml"
    path.write_text(MAP, encoding="utf-8")
    return path


def as_csv(path, encoding="utf-8"):
    path.write_text("\n".join(",".join(row) for row in [HEADER, *ROWS]), encoding=encoding)
    return path


def as_xlsx(path):
    book = Workbook()
    for row in [
        HEADER,
        *[[*row[:3], *[float(value) if value else None for value in row[3:7]], "无"] for row in ROWS],
    ]:
        book.active.append(row)
    book.save(path)
    return path


def as_parquet(path):
    import pyarrow
    import pyarrow.parquet

    columns = list(zip(*ROWS, strict=True))
    arrays = [
        list(column) if n in (0, 1, 2, 7) else [float(value) if value else None for value in column]
        for n, column in enumerate(columns)
    ]
    pyarrow.parquet.write_table(pyarrow.table(dict(zip(HEADER, arrays, strict=True))), path)
    return path


@pytest.mark.parametrize("make", [as_csv, as_xlsx, as_parquet])
def test_the_same_table_in_three_formats(make, columns, tmp_path):
    path = make(tmp_path / f"table.{make.__name__[3:]}")
    folders = read_to_folder(path, tmp_path / "out", columns=columns)
    assert [folder.name for folder in folders] == ["a-1_2021", "b-1_2021"]
    first, second = map(load_submission, folders)
    assert first.facts["budget_total"][0].amount == 1_005_000 and first.facts["budget_total"][
        0
    ].section.endswith("第 2 行")
    assert str(first.self_evaluation.total) == "185/2"
    assert set(second.facts) == {"budget_total"} and second.self_evaluation.total is None


def test_gb18030_as_finance_systems_export_it(columns, tmp_path):
    assert len(read_table(as_csv(tmp_path / "gb.csv", "gb18030"), columns)) == 2


def test_every_fault_names_its_row_and_column_and_nothing_is_written(columns, tmp_path, capsys):
    path = tmp_path / "bad.csv"
    rows = [
        HEADER,
        ["a-1", "甲局", "2021", '"1,000"', "90", "", "", ""],
        ["b 1", "", "二〇二一", "=1+1", "-5", "", "", ""],
        ["a-1", "甲局", "2021", "1", "1", "", "", ""],
        ["a-2", "乙局", "2021", "1", "1", "", "", "", "多出的格"],
    ]
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    assert main(["read", str(path), "-o", str(tmp_path / "out"), "--columns", str(columns)]) == 1
    said = capsys.readouterr().err
    for place in (
        "bad.csv:2 全年预算(万元)",
        "bad.csv:3 代码",
        "bad.csv:3 名称",
        "bad.csv:3 年度",
        "bad.csv:3 全年预算(万元)",
        "bad.csv:3 全年支出(万元)",
        "bad.csv:4 代码",
        "多出的格",
    ):
        assert place in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("budget_total:", "budget_of_mars:"), "budget_of_mars"),
        (("column: 执行率", "column: 没有的列"), "没有的列"),
        (("year: 年度\n", ""), "fixed_year"),
        (("total: 自评总分", "colour: 红"), "colour"),
    ],
)
def test_a_map_with_faults(change, said, columns, tmp_path):
    columns.write_text(MAP.replace(*change), encoding="utf-8")
    with pytest.raises(SubmissionError, match=said):
        read_table(as_csv(tmp_path / "table.csv"), columns)


def test_formulas_in_a_table_are_refused(columns, tmp_path):
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(["a-1", "甲局", "2021", "=50+50", 1, None, None, None])
    book.save(tmp_path / "table.xlsx")
    with pytest.raises(SubmissionError, match="公式"):
        read_table(tmp_path / "table.xlsx", columns)


def test_a_file_that_is_not_parquet_and_a_table_without_a_map(columns, tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(SubmissionError, match="Parquet"):
        read_table(tmp_path / "x.parquet", columns)
    with pytest.raises(SubmissionError, match="--columns"):
        read_to_folder(as_csv(tmp_path / "table.csv"), tmp_path / "out")
