"""What the two notebooks on results open: a trainee's grade, and a class."""

from perfkit.training.cases.class_report import ClassReport, open_class, open_class_or_example
from perfkit.training.cases.grade_report import GradeReport, open_grade, open_grade_or_example

__all__ = [
    "ClassReport",
    "GradeReport",
    "open_class",
    "open_class_or_example",
    "open_grade",
    "open_grade_or_example",
]
