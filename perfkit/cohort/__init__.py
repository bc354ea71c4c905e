"""Many departments side by side, and their ranks."""

from perfkit.cohort.loading import load_cohort

__all__ = ["load_cohort"]
