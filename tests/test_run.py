"""run.py: what it says, what it starts, and what it asks of the machine."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["setting_up"]
ROOT = Path(__file__).resolve().parents[1]


def test_an_old_python_is_told_what_is_needed(run, steps, capsys, monkeypatch):
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 13))
    assert run.main(["report"]) == 1
    assert "this is Python 3.10.13" in capsys.readouterr().err
    assert steps.taken == []


def test_a_copy_without_its_lock_is_told_so(run, capsys):
    os.remove(run.LOCK)
    assert run.main(["setup"]) == 1
    assert "requirements.lock is missing" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_usage(run, steps, capsys):
    assert run.main(["reprot"]) == 2
    assert "setup, report, test, lab, bundle" in capsys.readouterr().err
    assert steps.taken == []


def test_report_evaluates_the_departments_here_or_the_folder_given(run, monkeypatch):
    monkeypatch.chdir(run.ROOT)
    departments, reports = os.path.join("data", "departments"), os.path.join("build", "reports")
    start = [run.PYTHON, "-m", "perfkit", "report"]
    assert run.report_command([])[0] == [*start, departments, "-o", reports]
    assert run.report_command(["--lang", "en"])[0] == [*start, departments, "-o", reports, "--lang", "en"]
    assert run.report_command(["mine", "--lang", "en"])[0] == [*start, "mine", "-o", reports, "--lang", "en"]


def test_arguments_and_exit_code_pass_through(run, steps, monkeypatch):
    started = {}

    def pretend(line, cwd, env):
        started.update(line=line, cwd=cwd, env=env)
        return 5 if "pytest" in line else 0

    monkeypatch.setattr(run.subprocess, "call", pretend)
    monkeypatch.setenv("PYTHONPATH", "/another/python")
    assert run.main(["test", "-k", "rubric"]) == 5
    assert started["line"][1:] == ["-m", "pytest", "--nbval-lax", "-k", "rubric"]
    assert started["cwd"] == run.ROOT
    assert started["env"]["PATH"].split(os.pathsep)[0] == run.BIN
    assert "PYTHONPATH" not in started["env"]


@pytest.mark.parametrize("failing", ["format", "check", "mypy"])
def test_no_test_runs_where_form_or_types_are_wrong(run, steps, monkeypatch, failing):
    lines = []

    def pretend(line, cwd, env):
        lines.append(line)
        return 3 if failing in line else 0

    monkeypatch.setattr(run.subprocess, "call", pretend)
    assert run.main(["test"]) == 3
    assert lines[-1][1:3] == ["-m", "mypy" if failing == "mypy" else "ruff"]
    assert not any("pytest" in line for line in lines)


@pytest.mark.parametrize(
    ("listing", "index"),
    [
        ("", None),
        ("global.extra-index-url='file:///x'\n", None),
        ("global.index-url='file:///mirror'\n", "file:///mirror"),
        (":env:.index-url='file:///a'\nglobal.index-url='file:///b'\n", "file:///a"),
    ],
)
def test_uv_is_told_of_the_mirror_that_pip_uses(run, monkeypatch, listing, index):
    answer = subprocess.CompletedProcess([], 0, stdout=listing)
    monkeypatch.setattr(run.subprocess, "run", lambda *args, **options: answer)
    assert run.mirror_from_pip({}) == index
    assert run.mirror_from_pip({"UV_DEFAULT_INDEX": "file:///mine"}) is None


def test_uv_is_in_the_lock_with_its_hashes(run):
    block = run.locked_block((ROOT / "requirements.lock").read_text(encoding="utf-8"), "uv")
    assert block.startswith("uv==") and block.count("--hash=sha256:") > 5
    assert len([line for line in block.splitlines() if "==" in line]) == 1


def test_the_oldest_python_is_the_one_that_pyproject_names(run):
    wanted = ".".join(str(part) for part in run.OLDEST)
    assert f'requires-python = ">={wanted}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_examples_in_run_py_hold(run):
    assert doctest.testmod(run) == doctest.TestResults(failed=0, attempted=2)


def test_help_needs_no_set_up(tmp_path):
    copy = tmp_path / "run.py"
    copy.write_bytes((ROOT / "run.py").read_bytes())
    shown = subprocess.run(
        [sys.executable, copy, "--help"], capture_output=True, encoding="utf-8", timeout=60
    )
    assert shown.returncode == 0 and "python3 run.py report" in shown.stdout
    assert subprocess.run([sys.executable, copy], capture_output=True, timeout=60).returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.py"]


def test_run_py_imports_nothing_that_must_be_installed():
    code = "import sys; sys.modules.update(dict.fromkeys(['yaml', 'pandas', 'perfkit'])); import run"
    isolated = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    assert isolated.returncode == 0, isolated.stderr
