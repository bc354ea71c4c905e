"""Targets as officials write them: what was expected, what was reached, and whether a figure can tell."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfkit.filing.targets.parse import ParsedTarget, parse_target

__all__ = ["ParsedTarget", "parse_target"]


def __getattr__(name: str) -> object:
    """Imported when the first target is read: the words of targets are many patterns."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("perfkit.filing.targets.parse"), name)
