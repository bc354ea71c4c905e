"""Check a Chinese government department's yearly self-evaluation of its spending.

The names here are what a notebook needs; everything else is in the rooms named in docs/architecture.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfkit.department import Department, load_department
    from perfkit.errors import FactError, PerfkitError, RubricError, SubmissionError
    from perfkit.evaluation import Evaluation, evaluate
    from perfkit.rubric import Rubric
    from perfkit.rubric_files import load_rubric
    from perfkit.submission import Submission
    from perfkit.submission_file import load_submission

__version__ = "0.1.0"

__all__ = [
    "Department",
    "Evaluation",
    "FactError",
    "PerfkitError",
    "Rubric",
    "RubricError",
    "Submission",
    "SubmissionError",
    "evaluate",
    "load_department",
    "load_rubric",
    "load_submission",
]

# Imported when first used: papermill loads the package at every start for the sake of its engine, and the batch's
# own process needs none of them.
_HOME = {
    "Department": "perfkit.department",
    "Evaluation": "perfkit.evaluation",
    "FactError": "perfkit.errors",
    "PerfkitError": "perfkit.errors",
    "Rubric": "perfkit.rubric",
    "RubricError": "perfkit.errors",
    "Submission": "perfkit.submission",
    "SubmissionError": "perfkit.errors",
    "evaluate": "perfkit.evaluation",
    "load_department": "perfkit.department",
    "load_rubric": "perfkit.rubric_files",
    "load_submission": "perfkit.submission_file",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
