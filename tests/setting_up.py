"""run.py as a module with a folder of its own, and its steps without carrying them out."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module, its folder a fresh one under tmp_path."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    scripts = "Scripts" if os.name == "nt" else "bin"
    places = {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "BIN": tmp_path / ".venv" / scripts,
        "PYTHON": tmp_path / ".venv" / scripts / "python",
        "LOCK": tmp_path / "requirements.lock",
        "PROJECT": tmp_path / "pyproject.toml",
        "BUILD": tmp_path / "build",
        "LOG": tmp_path / "build" / "setup.log",
        "STAMP": tmp_path / ".venv" / "perfkit-setup.json",
    }
    for name, path in places.items():
        monkeypatch.setattr(module, name, str(path))
    places["LOCK"].write_text("uv==1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    places["PROJECT"].write_text("[project]\n", encoding="utf-8")
    return module


@pytest.fixture
def steps(run, monkeypatch):
    """Every step that set-up takes, with none of them carried out; `fail` makes a step fail with these
    words."""
    taken = []
    fail: dict[str, str] = {}

    def pretend(command, environment):
        taken.append(command)
        if "venv" in command:
            os.makedirs(run.BIN, exist_ok=True)
            Path(run.PYTHON).unlink(missing_ok=True)
            os.symlink(sys.executable, run.PYTHON)
        if "-r" in command and command[-1].endswith("uv.lock.txt"):
            Path(run.BIN, "uv").touch()
        for word, said in fail.items():
            if any(word in part for part in command):
                return False, said
        return True, ""

    monkeypatch.setattr(run, "logged", pretend)
    monkeypatch.setattr(run, "mirror_from_pip", lambda environment: None)
    pretend.taken, pretend.fail = taken, fail
    return pretend
