"""What the course is about: the report that lessons take apart and the table of its cases, from
data/training/course.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from perfkit.base.text import Text
from perfkit.training.words import training_data


@dataclass(frozen=True, slots=True)
class Course:
    """The course as its file names it.

    Attributes
    ----------
    report : str    folder of the report below data/departments
    called : Text   what people call whoever filed it
    rubric, project_rubric : str   ids of the scoring tables of cases, unless another is asked for
    """

    report: str
    called: Text
    rubric: str
    project_rubric: str


@lru_cache(maxsize=1)
def course() -> Course:
    """The course on file."""
    raw = training_data("course")
    return Course(raw["report"], Text(**raw["called"]), raw["rubric"], raw["project_rubric"])
