"""Lines of the running text that somebody signs are no text of the filing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfkit.intake.blocks import Paragraph

_NUMBER = r"[\d〇○零Oo一二三四五六七八九十]"
_DAY = re.compile(rf"(?:20|二){_NUMBER}{{2,3}}\s*年\s*{_NUMBER}{{1,3}}\s*月\s*{_NUMBER}{{1,3}}\s*日")
_LONGEST_LABEL = 24
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff（）()\s]{4,30}")
_NAME_AND_DAY = re.compile(rf"[\u4e00-\u9fff（）()]{{4,30}}[\s\u3000]+{_DAY.pattern}")


def signed(text: str, labels: Sequence[str]) -> list[str]:
    """The labels of a line that holds nothing but such labels and what stands behind them; else none."""
    if not re.search("[:：]", text[:_LONGEST_LABEL]):
        return []
    label = rf"({'|'.join(map(re.escape, labels))})(?:[（(][^）)]{{0,8}}[）)])?\s*[:：]"
    return re.findall(label, text) if re.fullmatch(rf"(?:{label}[^:：，。；]{{0,30}})+", text) else []


def unsigned(paragraphs: Sequence[Paragraph], labels: Sequence[str]) -> tuple[list[Paragraph], list[str]]:
    """What is text, without lines of nothing but signed labels, a day alone and the unit's name above it;
    and the labels left out, in order.

    Examples
    --------
    >>> kept, cut = unsigned([Paragraph("按月通报。"), Paragraph("填报人：某某　审核人：")], ["填报人", "审核人"])
    >>> [one.text for one in kept], cut
    (['按月通报。'], ['填报人', '审核人'])
    >>> unsigned([Paragraph("按月通报。"), Paragraph("青禾县水务局　2023年3月20日")], ["填报人"])[0][1:]
    []
    """
    kept: list[Paragraph] = []
    cut: list[str] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if found := signed(text, labels):
            cut.extend(found)
        elif _DAY.fullmatch(text):
            if kept and not kept[-1].heading and _NAME_ALONE.fullmatch(kept[-1].text.strip()):
                kept.pop()
        elif not _NAME_AND_DAY.fullmatch(text):
            kept.append(paragraph)
    return kept, cut
