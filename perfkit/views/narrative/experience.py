"""Section 6: what the department itself names as experience, problems, improvements and next steps."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.numerals import in_numerals
from perfkit.base.text import say
from perfkit.filing.own_words import Passage
from perfkit.filing.submission import Submission
from perfkit.review.finding import Finding
from perfkit.views.narrative.prose import Heading, Paragraph, Prose, Quote, headed, said
from perfkit.views.said import worded


def experience(submission: Submission, findings: Sequence[Finding], lang: str) -> Prose:
    """The department's own words, each problem beside the findings that touch it.

    Parameters
    ----------
    findings : in the order of the report, so that a finding is named by its number there
    """
    narrative = submission.narrative
    parts: list = [headed(lang, "experience", 2)]
    groups = (
        (say(lang, "经验做法", "Experience"), "own-experience", narrative.experience),
        (say(lang, "存在问题", "Problems"), "own-problems", narrative.problems),
        (say(lang, "改进措施", "Measures"), "own-measures", narrative.improvements),
        (say(lang, "下一步工作", "Next steps"), "own-next", narrative.next_steps),
    )
    told = [group for group in groups if group[2]]
    if not told:
        parts.append(said(lang, "no_own_words"))
    for number, (title, anchor, passages) in enumerate(told, start=1):
        parts.append(Heading(say(lang, f"（{in_numerals(number)}）", f"A6.{number} ") + title, 3, anchor))
        for passage in passages:
            parts.append(Quote(passage.text.strip(), passage.section))
            parts.extend(_beside(passage, findings, lang))
    return Prose(tuple(parts), lang)


def _beside(passage: Passage, findings: Sequence[Finding], lang: str) -> list[Paragraph]:
    """The worst finding that cites the same place, and the numbers of the others."""
    touching = [
        (number, finding)
        for number, finding in enumerate(findings, start=1)
        if any(place.section == passage.section for place in finding.places)
    ]
    if not touching:
        return []
    (number, worst), *others = touching
    words = worded(lang, "beside_it", message=worst.message.in_(lang).rstrip("。."), number=number)
    if others:
        numbers = [str(number) for number, _ in others]
        words += worded(
            lang,
            "see_also",
            numbers=say(lang, "、", ", ").join(numbers),
            plural="s" if len(numbers) > 1 else "",
        )
    return [Paragraph(words + say(lang, "。", "."), "beside")]
