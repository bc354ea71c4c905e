"""What the course is about: the report that lessons take apart and the table of its cases, from data/training/course.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import yaml

from perfkit.base.paths import data_root
from perfkit.base.text import Text


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
    raw = yaml.safe_load((data_root() / "training" / "course.yaml").read_text(encoding="utf-8"))
    return Course(raw["report"], Text(**raw["called"]), raw["rubric"], raw["project_rubric"])
