"""The scoring table as data, and the closed list of kinds."""

DEFAULT_RUBRIC = "sz-2020"
"""Where none is named, and there is no filing that could name one."""
