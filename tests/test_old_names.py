"""Notebooks copied from an earlier version import by paths that have moved: they still find what they ask
for."""

from __future__ import annotations

import importlib
import subprocess
import sys
import warnings

import pytest

OPENED = {
    "perfkit.report": "open_report",
    "perfkit.comparison": "open_comparison",
    "perfkit.exploration": "open_exploration",
    "perfkit.desk": "open_desk",
    "perfkit.reading": "open_reading",
    "perfkit.training": "open_lesson",
    "perfkit.training.reports": "open_grade_or_example",
    "perfkit.training.agreement_report": "open_agreement_or_example",
}


@pytest.mark.parametrize("path", OPENED)
def test_an_old_path_hands_on_the_same_name(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        module = importlib.import_module(path)
    assert callable(getattr(module, OPENED[path]))
    assert sys.modules[path] is sys.modules[module.__name__], "one module, not two"


@pytest.mark.parametrize("path", [path for path in OPENED if path != "perfkit.training"])
def test_an_old_path_warns_and_says_the_new_one(path):
    code = f"import sys\nfrom {path} import {OPENED[path]}\nprint(sys.modules['{path}'].__name__)"
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", code], capture_output=True, text=True, check=True
    )
    assert f"{path} is now {done.stdout.strip()}" in done.stderr
    assert "DeprecationWarning" in done.stderr


def test_import_as_an_attribute():
    code = "import perfkit.report; print(perfkit.report.__name__, perfkit.report.open_report.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["perfkit.pages.report", "open_report"]


def test_what_never_was_is_still_not_found():
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("perfkit.reports")
