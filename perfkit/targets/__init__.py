"""Targets as officials write them: what was expected, what was reached, and whether a figure can tell."""

from perfkit.targets.figures import DateValue, Quantity
from perfkit.targets.parse import ParsedTarget, parse_target
from perfkit.targets.text import TextValue, parse_value, render

__all__ = ["DateValue", "ParsedTarget", "Quantity", "TextValue", "parse_target", "parse_value", "render"]
