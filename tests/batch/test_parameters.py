"""Parameters keep their kind on the way into a notebook, a notebook may end itself, and its file is always
valid."""

from __future__ import annotations

import json
import math

import nbformat
import pytest
from batch_world import make_department, run
from nbformat.v4 import new_code_cell, new_notebook

from perfkit.base.errors import BatchError
from perfkit.base.text import csv_text
from perfkit.batch import parameters
from perfkit.batch.parameters import check, packed, unpacked


def notebook(tmp_path, declared: str, *cells: str):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    made = new_notebook(metadata=kernel)
    made.cells = [
        new_code_cell(f'department = ""\n{declared}', metadata={"tags": ["parameters"]}),
        *map(new_code_cell, cells),
    ]
    path = tmp_path / "own.ipynb"
    nbformat.write(made, path)
    return path


def texts(out) -> str:
    path = next((out / "reports").glob("*/notebook.ipynb"))

    def refused(name):
        raise AssertionError(f"{name} is no JSON")

    read = json.loads(path.read_bytes().decode("utf-8"), parse_constant=refused)
    nbformat.validate(nbformat.from_dict(read))
    return "".join(
        "".join(output.get("text", "")) for cell in read["cells"] for output in cell.get("outputs", ())
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_kinds_arrive_and_the_file_is_valid(tmp_path, lang):
    path = notebook(
        tmp_path,
        'pair = (1, 2)\nlimit = 1.5\nworst = float("inf")\nnone = None\nmap_ = {}',
        "print(repr((pair, limit, worst, none, map_)))",
        'print("half \\ud83d of a pair")',
        'display({"application/json": {"a": float("nan"), "b": [float("inf")]}}, raw=True)',
        "import sys\nsys.exit(0)",
        'raise KeyError("never")',
    )
    make_department(tmp_path / "d", "a")
    given = {"pair": "(3, (4,))", "limit": "nan", "worst": "-inf", "none": "None", "map_": "{1: (2, 3)}"}
    result = run(tmp_path / "d", tmp_path / "out", notebook=path, parameters=given, lang=lang)
    assert result.exit_code == 0, result.units[0].failure
    said = texts(tmp_path / "out")
    assert "((3, (4,)), nan, -inf, None, {1: (2, 3)})" in said
    assert "\\ud83d" in said
    assert {"zh": "笔记本在这里结束", "en": "The notebook ends here"}[lang] in said
    assert "SystemExit" not in said and "To exit" not in said


def test_another_exit_code_is_a_failure(tmp_path):
    path = notebook(tmp_path, "", "import sys\nsys.exit(3)")
    make_department(tmp_path / "d", "a")
    result = run(tmp_path / "d", tmp_path / "out", notebook=path)
    assert result.exit_code == 1 and "SystemExit" in result.units[0].failure["error"]


@pytest.mark.parametrize(
    ("default", "given", "value"),
    [
        ("(1, 2)", "(3,)", (3,)),
        ("1.0", "inf", math.inf),
        ('float("nan")', "2", 2.0),
        ("None", "None", None),
        ("None", "text", "text"),
        ("[1]", "[]", []),
    ],
)
def test_what_is_taken(default, given, value):
    assert check({"x": given}, {"x": {"type": "None", "default": default}}) == {"x": value}


@pytest.mark.parametrize(
    ("default", "given"), [("(1, 2)", "[3]"), ("1", "inf"), ("1", "None"), ("1.0", "1_0"), ("[1]", "(1,)")]
)
def test_what_is_refused(default, given):
    with pytest.raises(BatchError):
        check({"x": given}, {"x": {"type": "None", "default": default}})


def test_nothing_is_lost_on_the_way():
    value = {"a": ((), [1, (2.5, None)], {"tuple": [1]}), "list": [True]}
    assert unpacked(json.loads(json.dumps(packed(value)))) == value
    assert parameters.packed(math.inf) == math.inf


@pytest.mark.parametrize(
    "text",
    [
        "=1-2",
        "@1",
        "＝1+1",
        "＋1+1",
        "－1－1",
        "＠SUM",
        " =1",
        "\u3000=1",
        "\n=1",
        "\u200b=1",
        "\ufeff@x",
        "-1-2",
    ]
    + [f"{chr(mark)}=1" for mark in (0x180E, 0x61C, 0x34F, 0xFE0F, 0x206A, 0xFFF9, 0x3164, 0xE0020)]
    + ["﹦1+1", "+1+1", "\u202e=1", "\r-1", "\t5", "-1%～=2", "-a", "+ 1", "-1 -2"],
)
def test_no_text_of_a_table_is_a_formula(text):
    assert csv_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-0.5", "-0.1～0.2", "-12,345.60", "-", "5-3", "甲=乙", "12%", "+3.5‰", ""])
def test_numbers_and_words_of_a_table_stay(text):
    assert csv_text(text) == text
