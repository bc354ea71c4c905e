"""The scoring table as data, and the closed list of kinds."""

from perfkit.rubric.table import Rubric

__all__ = ["Rubric"]
