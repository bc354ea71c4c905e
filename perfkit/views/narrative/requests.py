"""Section 8: what to ask the department for; the list itself is a table."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.outlook.materials import Material
from perfkit.views.narrative.prose import Paragraph, Prose, headed
from perfkit.views.said import worded


def request_list(lines: Sequence[Material], lang: str) -> Prose:
    """The section's heading, and how many things are asked for."""
    heading = headed(lang, "requests", 2)
    text = worded(lang, "materials_merged", count=len(lines)) if lines else worded(lang, "nothing_to_ask")
    return Prose((heading, Paragraph(text)), lang)
