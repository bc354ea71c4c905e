"""Many departments side by side, and their ranks."""

from perfkit.cohort.members import load_cohort

__all__ = ["load_cohort"]
