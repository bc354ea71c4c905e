"""The lessons under nbval: filled in by a perfect and by a careless trainee, and spoiled. Unanswered, as they
are committed, they are part of every run of the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from training_trainees import filled_in

from perfkit.base.paths import notebooks_root
from perfkit.training import open_lesson
from perfkit.training.lessons.editions import file_name
from perfkit.training.lessons.lesson_file import lesson_ids, read_lesson

ROOT = Path(__file__).resolve().parents[2]
LESSONS = lesson_ids()
FOLDER = notebooks_root() / "training"


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "careless"), [("en", False), ("zh", True)])
def test_nbval_runs_every_lesson_filled_in(tmp_path, lang, careless):
    """Perfect: 100 %. Careless: exactly the known mistakes. The last cell of each notebook asserts it."""
    for name in LESSONS:
        lesson = open_lesson(name, lang)
        notebook = nbformat.read(FOLDER / file_name(read_lesson(name), lang), as_version=4)
        nbformat.write(filled_in(notebook, lesson, careless), tmp_path / f"{name}.ipynb")
    done = _nbval(tmp_path)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " failed" not in done.stdout


@pytest.mark.slow
def test_nbval_notices_a_lesson_whose_answer_changed(tmp_path):
    lesson = open_lesson("rubric")
    notebook = filled_in(
        nbformat.read(FOLDER / file_name(read_lesson("rubric"), "zh"), as_version=4), lesson, False
    )
    for cell in notebook.cells:
        cell.source = cell.source.replace("answer = '21'", "answer = '20'")
    nbformat.write(notebook, tmp_path / "rubric.ipynb")
    assert _nbval(tmp_path).returncode == 1


def _nbval(folder):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "--nbval-current-env",
        "--nbval-cell-timeout=120",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(folder),
        str(folder),
    ]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
