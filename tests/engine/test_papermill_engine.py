"""The engine against papermill's own: cell for cell the same notebook."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from other_notebooks import joined_streams
from papermill.exceptions import PapermillExecutionError

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
# What differs between two runs of the stock engine as well.
VARYING = [
    (r"ipykernel_\d+", "ipykernel_0"),
    (r"0x[0-9a-f]{6,}", "0x"),
    (r'"model_id": "\w+"', '"model_id"'),
    (r"TimeitResult .*?>", "TimeitResult"),
]


@pytest.fixture(autouse=True)
def notebook_environment(monkeypatch):
    # Pictures under their cells need the backend that a kernel chooses.
    monkeypatch.delenv("MPLBACKEND", raising=False)


def run(name: str, folder: Path, engine: str | None, **options):
    out = folder / f"{engine}.ipynb"
    with pytest.MonkeyPatch.context() as patch:
        # With this one set, the stock kernel does not look at file descriptors.
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        papermill.execute_notebook(
            NOTEBOOKS / name,
            out,
            engine_name=engine,
            kernel_name="python3",
            progress_bar=False,
            cwd=folder,
            **options,
        )
    return nbformat.read(out, 4)


def comparable(cell) -> dict:
    outputs = []
    # Where the stock engine cuts a stream into pieces depends on its timing.
    for output in joined_streams(cell.get("outputs", [])):
        if output["output_type"] == "error":
            # Frames of libraries differ where the kernel itself refuses something; the cell's own line stays.
            own = [line for line in output["traceback"] if "Cell" in line]
            output = {**output, "traceback": own}
        outputs.append(output)
    text = json.dumps(outputs, ensure_ascii=False, sort_keys=True, indent=1)
    for pattern, replacement in VARYING:
        text = re.sub(pattern, replacement, text)
    metadata = {key: value for key, value in cell.metadata.items() if key not in ("papermill", "execution")}
    marks = {key: cell.metadata.papermill[key] for key in ("status", "exception")}
    return {
        "source": cell.source,
        "type": cell.cell_type,
        "count": cell.get("execution_count"),
        "outputs": text,
        "metadata": metadata,
        "marks": marks,
    }


@pytest.mark.parametrize("name", ["trial.ipynb", "outputs.ipynb"])
def test_a_notebook_comes_out_as_from_the_stock_engine(name, tmp_path):
    notebooks = []
    for engine in ("perfkit", None):
        # papermill reports a cell that was allowed to fail as a failure, after all cells have run.
        with contextlib.suppress(PapermillExecutionError):
            run(name, tmp_path, engine)
        notebooks.append(nbformat.read(tmp_path / f"{engine}.ipynb", 4))
    ours, stock = notebooks
    ours.cells, stock.cells = ([cell for cell in n.cells if "papermill" in cell.metadata] for n in notebooks)
    assert [comparable(cell) for cell in ours.cells] == [comparable(cell) for cell in stock.cells]
    assert sum(len(cell.get("outputs", ())) for cell in stock.cells) >= 10
    assert ours.metadata.language_info == stock.metadata.language_info
    assert ours.metadata.kernelspec == stock.metadata.kernelspec
    assert ours.metadata.get("widgets", {}).keys() == stock.metadata.get("widgets", {}).keys()


def test_a_second_run_of_the_same_engine_is_warm_and_still_the_same(tmp_path):
    first, second = (run("trial.ipynb", tmp_path, "perfkit") for _ in range(2))
    assert [comparable(cell) for cell in first.cells] == [comparable(cell) for cell in second.cells]


def test_parameters_arrive_as_they_are(tmp_path):
    notebook = run("trial.ipynb", tmp_path, "perfkit", parameters={"department": "0012"})
    injected = [cell for cell in notebook.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert 'department = "0012"' in injected[0].source
    printed = [
        o["text"] for cell in notebook.cells for o in cell.get("outputs", ()) if o["output_type"] == "stream"
    ]
    assert printed == ["部门 0012 年度 2020\n"]


def test_an_error_is_marked_as_papermill_marks_it(tmp_path):
    notebooks = {}
    for engine in ("perfkit", None):
        with pytest.raises(PapermillExecutionError, match="预算"):
            run("fails.ipynb", tmp_path, engine)
        notebooks[engine] = nbformat.read(tmp_path / f"{engine}.ipynb", 4)
    ours, stock = notebooks["perfkit"], notebooks[None]
    assert [comparable(cell) for cell in ours.cells if "papermill" in cell.metadata] == [
        comparable(cell) for cell in stock.cells if "papermill" in cell.metadata
    ]
    assert [cell.source for cell in ours.cells] == [cell.source for cell in stock.cells]
    assert ours.metadata.papermill.exception is stock.metadata.papermill.exception is True


def test_nothing_stays_behind_for_the_next_notebook(tmp_path):
    source = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": ""}}
    )
    source.cells = [
        nbformat.v4.new_code_cell(
            "import decimal, os, sys, pandas\n"
            "print(decimal.getcontext().prec, os.environ.get('LEFT'), hasattr(sys, 'left'), "
            "pandas.get_option('display.max_rows'), 'OMP_NUM_THREADS' in os.environ)"
        ),
        nbformat.v4.new_code_cell(
            "decimal.getcontext().prec = 3; os.environ['LEFT'] = 'x'; sys.left = 1\n"
            "pandas.set_option('display.max_rows', 3)"
        ),
    ]
    printed = set()
    for number in range(3):
        nbformat.write(source, tmp_path / "in.ipynb")
        out = papermill.execute_notebook(
            tmp_path / "in.ipynb",
            tmp_path / f"{number}.ipynb",
            engine_name="perfkit",
            progress_bar=False,
            cwd=tmp_path,
        )
        printed.add(out.cells[0].outputs[0]["text"])
    assert printed == {"28 None False 60 False\n"}


def test_papermill_knows_the_engine_on_its_own_command_line(tmp_path):
    environ = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            "--engine",
            "perfkit",
            "--log-output",
            str(NOTEBOOKS / "fails.ipynb"),
            str(tmp_path / "out.ipynb"),
            "-p",
            "department",
            "龙华",
        ],
        capture_output=True,
        text=True,
        env=environ,
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert "before" in done.stderr and "KeyError: '预算'" in done.stderr


def test_the_engine_is_light_for_those_who_do_not_use_it():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import papermill, sys; before = set(sys.modules); "
            "import perfkit.engine.papermill_engine; print(*sorted(set(sys.modules) - before))",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"ipykernel", "IPython", "pandas", "matplotlib", "pydantic", "yaml"} & {
        name.partition(".")[0] for name in loaded
    }
