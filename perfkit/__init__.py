"""Check a Chinese government department's yearly self-evaluation of its spending.

The names here are what a notebook needs; everything else is in the rooms named in docs/architecture.md.
"""

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
