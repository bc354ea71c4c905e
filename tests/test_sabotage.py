"""nbval notices a changed result: seven ways to spoil the repository, of which the notebook part of the
tests sees six."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from renew_notebooks import CHECKED

ROOT = Path(__file__).parents[1]
NOTEBOOK = "notebooks/01_department.ipynb"
pytestmark = pytest.mark.slow


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old}"
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def weights_moved(root: Path) -> None:
    """One point of a row goes from its first criterion to its last; the row's sum stays."""
    path = root / "data/rubrics/sz-2020.yaml"
    head, row, rest = path.read_text(encoding="utf-8").partition("          - id: decision.targets.clarity\n")
    assert row and rest.count('                max: "2"') and rest.count('                max: "1"')
    rest = rest.replace('                max: "2"', '                max: "?"', 1)
    rest = rest.replace('                max: "1"', '                max: "2"', 1).replace('"?"', '"1"', 1)
    path.write_text(head + row + rest, encoding="utf-8")


def asserts_removed(root: Path) -> None:
    notebook = nbformat.read(root / NOTEBOOK, 4)
    notebook.cells[-1].source = "True"
    nbformat.write(notebook, root / NOTEBOOK)


SABOTAGES: dict[str, Callable[[Path], None]] = {
    "weights moved": weights_moved,
    "a fact changed": replaced("data/departments/sz-sif-longhua_2020/submission.yaml", '"19.85"', '"18.85"'),
    "a chart swapped": replaced(
        NOTEBOOK, 'report.show(\\"chart:costs\\")', 'report.show(\\"chart:progress\\")'
    ),
    "confirmed turned round": replaced(
        "perfkit/evaluation/row_points.py",
        "return Standing(confirmed, contradicted)\n",
        "return Standing(contradicted, confirmed)\n",
    ),
    "a grade moved": replaced("data/rubrics/sz-2020.yaml", 'at_least: "90"}', 'at_least: "96"}'),
    "rounding turned": replaced("perfkit/base/quantities.py", "10**places + denominator)", "10**places)"),
    "asserts removed": asserts_removed,
}


def passes(root: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--nbval-lax", NOTEBOOK],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr[-2000:]
    return done.returncode == 0


@pytest.fixture
def copy(tmp_path) -> Path:
    for name in ("perfkit", "data", "notebooks", "tests"):
        kept = shutil.ignore_patterns("__pycache__", "training", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=kept if name != "perfkit" else None)
    for name in ("data/training", "notebooks/training"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_untouched_it_passes(copy):
    assert passes(copy)


@pytest.mark.parametrize("name", [name for name in SABOTAGES if name != "asserts removed"])
def test_the_notebook_notices(copy, name):
    SABOTAGES[name](copy)
    assert not passes(copy), name


def test_the_stored_outputs_state_the_results():
    notebook = nbformat.read(ROOT / NOTEBOOK, 4)
    said = [
        "".join(output.get("text") or output.data["text/plain"] for output in cell.outputs)
        for cell in notebook.cells
        if CHECKED in cell.metadata.get("tags", ())
    ]
    assert len(said) >= 10 and all(said)
    assert any("95.50" in text and "9.40" in text for text in said)
