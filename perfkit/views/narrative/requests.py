"""What to ask the department for, as a list ready for a letter."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.text import say
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.evidence import GROUP_HEADS, Entry, requests
from perfkit.review import Finding
from perfkit.views.narrative.findings import subsection
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose


def request_list(
    evaluation: Evaluation, findings: Sequence[Finding], entries: Sequence[Entry], lang: str
) -> Prose:
    """调取资料清单: figures, documents, and answers, each named once with what it is for.

    Parameters
    ----------
    findings : in the order of the report; an answer that is asked for carries the numbers of its findings
    """
    place = subsection(findings)
    heading = Heading(
        say(lang, f"（{'一二三四'[place - 1]}）调取资料清单", f"4.{place} Documents and answers to request"),
        3,
        "requests",
    )
    asked = requests(evaluation, findings, entries)
    if not asked:
        return Prose(
            (heading, Paragraph(say(lang, "没有需要调取的资料。", "Nothing needs to be asked for."))), lang
        )
    numbers: dict[tuple, list[str]] = {}
    for number, finding in enumerate(findings, start=1):
        numbers.setdefault((finding.ask, finding.message), []).append(str(number))
    parts: list = [heading]
    for group, head in GROUP_HEADS.items():
        items: dict[str, list[str]] = {}
        for request in asked:
            if request.group == group:
                of = (
                    numbers.get((request.item, request.reason), [])
                    if group == "answers"
                    else [request.reason.in_(lang)]
                )
                items.setdefault(request.item.in_(lang), []).extend(of)
        if items:
            parts += [
                Paragraph(head.in_(lang) + say(lang, "：", ":")),
                Items(tuple(_item(item, of, group, lang) for item, of in items.items()), numbered=True),
            ]
    return Prose(tuple(parts), lang)


def _item(item: str, of: list[str], group: str, lang: str) -> str:
    if not of:
        return item
    if group == "answers":
        return item + say(
            lang, f"（发现 {'、'.join(of)}）", f" (finding{'s' if len(of) > 1 else ''} {', '.join(of)})"
        )
    return item + say(lang, f"（{'；'.join(of)}）", f" ({'; '.join(of)})")
