"""Check a Chinese government department's yearly self-evaluation of its spending.

The names here are what a notebook needs; everything else is in the rooms named in docs/architecture.md.
"""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType

TYPE_CHECKING = False  # `typing` is a tenth of a second of imports that no command needs at once
if TYPE_CHECKING:
    from importlib.abc import Loader

    from perfkit.base.errors import FactError, PerfkitError, RubricError, SubmissionError
    from perfkit.evaluation.department import Department, load_department
    from perfkit.evaluation.tree import Evaluation, evaluate
    from perfkit.filing.submission import Submission
    from perfkit.filing.submission_file import load_submission
    from perfkit.rubric.files import load_rubric
    from perfkit.rubric.table import Rubric

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

# Imported when first used: papermill loads the package at every start for the sake of its engine, and the
# batch's own process needs none of them.
_HOME = {
    "Department": "perfkit.evaluation.department",
    "Evaluation": "perfkit.evaluation.tree",
    "FactError": "perfkit.base.errors",
    "PerfkitError": "perfkit.base.errors",
    "Rubric": "perfkit.rubric.table",
    "RubricError": "perfkit.base.errors",
    "Submission": "perfkit.filing.submission",
    "SubmissionError": "perfkit.base.errors",
    "evaluate": "perfkit.evaluation.tree",
    "load_department": "perfkit.evaluation.department",
    "load_rubric": "perfkit.rubric.files",
    "load_submission": "perfkit.filing.submission_file",
}

# Paths that notebooks copied from an earlier version import; they go with the next version
# (docs/decisions/0007).
_OLD_PATHS = {
    "perfkit.report": "perfkit.pages.report",
    "perfkit.comparison": "perfkit.pages.comparison",
    "perfkit.exploration": "perfkit.pages.exploration",
    "perfkit.desk": "perfkit.pages.desk",
    "perfkit.reading": "perfkit.pages.reading",
    "perfkit.training.reports": "perfkit.training.cases.reports",
    "perfkit.training.agreement_report": "perfkit.training.agreement.report",
}


class _OldPaths(Loader if TYPE_CHECKING else object):  # type: ignore[misc]  # `importlib.abc` is slow
    """Finds a module under its old path: hands on the module at the new one, and warns."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, _OldPaths()) if name in _OLD_PATHS else None

    @staticmethod
    def create_module(spec: ModuleSpec) -> None:
        return None

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        old, new = module.__name__, _OLD_PATHS[module.__name__]
        warnings.warn(f"{old} 已移至 {new} / {old} is now {new}", DeprecationWarning, stacklevel=2)
        sys.modules[old] = import_module(new)


if _OldPaths not in sys.meta_path:
    sys.meta_path.append(_OldPaths)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
