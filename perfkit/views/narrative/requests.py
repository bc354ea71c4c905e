"""Section 8: what to ask the department for; the list itself is a table."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.text import say
from perfkit.outlook.materials import Material
from perfkit.views.narrative.prose import Paragraph, Prose, headed


def request_list(lines: Sequence[Material], lang: str) -> Prose:
    """The section's heading, and how many things are asked for."""
    heading = headed(lang, "八、拟调取的材料", "8. Materials to be asked for", 2, "requests")
    text = (
        say(
            lang,
            f"共 {len(lines)} 项，同一用途的合并列示，请部门逐项提供复印件或网址并注明日期。",
            f"{len(lines)} lines, merged by what they settle; a copy or an address with its date is asked for"
            " each.",
        )
        if lines
        else say(lang, "没有需要调取的材料。", "Nothing needs to be asked for.")
    )
    return Prose((heading, Paragraph(text)), lang)
