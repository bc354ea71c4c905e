"""Targets as officials write them: what was expected, what was reached, and whether a figure can tell."""

from perfkit.filing.targets.parse import ParsedTarget, parse_target
from perfkit.filing.targets.quantity import DateValue, Quantity

__all__ = ["DateValue", "ParsedTarget", "Quantity", "parse_target"]
