"""Training new evaluators: lessons that answer back, a case for every trainee, grading, and agreement
between evaluators."""

from __future__ import annotations

from perfkit.training.lessons.lesson import Lesson, open_lesson

__all__ = ["Lesson", "open_lesson"]
