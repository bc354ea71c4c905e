"""Splitting running text at its own numbers: （一） 1、 （1） 一是; only where the numbers count on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfkit.base.numerals import whole_number
from perfkit.intake.family import national_pattern

_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Style:
    """One way to number items.

    Parameters
    ----------
    pattern : compiled, its first group is the number
    keep : bool   the number stays in the item's text (一是)
    label : str   how the number is written into a section
    """

    pattern: re.Pattern[str]
    label: str
    keep: bool = False


BRACKETED = Style(re.compile(rf"[（(]([{_CHINESE}]{{1,3}})[)）]\s*"), "（{}）")
PLAIN = Style(re.compile(r"(?<![\d.．])(\d{1,2})(?:、(?!\s*\d+\s*月)|[.．](?!\d))\s*"), "{}")
DIGITS = Style(re.compile(r"[（(](\d{1,2})[)）]\s*"), "（{}）")
FIRSTLY = Style(re.compile(rf"([{_CHINESE}])是"), "{}是", keep=True)
_ENDS = "。；;！!？?：:"


def split_items(text: str, style: Style) -> tuple[str, list[tuple[str, str]]]:
    """Cut a text at the numbers of one style.

    Parameters
    ----------
    text : str
    style : Style   the first number must be 1 and stand at the start, after a colon or after a space;
        each further one must be the next number and stand after a stop or a space

    Returns
    -------
    (text before the first number, [(label, text) ...])

    Examples
    --------
    >>> split_items("任务：1、培训。 2、采购 3 台。", PLAIN)
    ('任务：', [('1', '培训。'), ('2', '采购 3 台。')])
    """
    marks: list[tuple[int, int, str]] = []
    for match in style.pattern.finditer(text):
        number = match.group(1)
        value = whole_number(number)
        before = text[: match.start()]
        last = before.rstrip()[-1:]
        spaced = before != before.rstrip() or not before
        if not marks:
            placed = value == 1 and (spaced or last in "：:" or (style.keep and last in _ENDS))
        else:
            placed = value == len(marks) + 1 and (spaced or last in _ENDS)
        if placed:
            marks.append(
                (match.start(), match.start() if style.keep else match.end(), style.label.format(number))
            )
    if not marks:
        return text.strip(), []
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    items = [(label, text[begin:end].strip()) for (_, begin, label), end in zip(marks, ends, strict=True)]
    return text[: marks[0][0]].strip(), items


_TITLE_LENGTH = 25


def passages(
    section: str, text: str, styles: tuple[Style, ...], titles: bool = False
) -> list[tuple[str, str]]:
    """A text cut at every level of its numbers.

    Parameters
    ----------
    section : str   what stands before the labels
    styles : from the highest level to the lowest
    titles : bool   keep short headings in front of items; other text in front is always kept

    Returns
    -------
    list of (section, text)

    Examples
    --------
    >>> passages("一（四）", "1、资金情况 （1）预算 10 元。 （2）支出 9 元。 2、资产情况 甲。", (PLAIN, DIGITS))
    [('一（四）1（1）', '预算 10 元。'), ('一（四）1（2）', '支出 9 元。'), ('一（四）2', '资产情况 甲。')]
    """
    if not styles:
        return [(section, text)] if text else []
    before, items = split_items(text, styles[0])
    if not items:
        return passages(section, text, styles[1:], titles)
    result = []
    if before and (titles or len(before) > _TITLE_LENGTH or before[-1] in "。；：:"):
        result = passages(section, before, styles[1:], titles)
    for label, item in items:
        # "一1" and item 1 of it are 一1.1, not 一11.
        between = "." if section[-1:].isdigit() and label[0].isdigit() else ""
        result.extend(passages(section + between + label, item, styles[1:], titles))
    return result


def halves(text: str) -> list[tuple[str, str, str]]:
    """(part, label, text) of a section that names problems first and measures after."""
    marks = list(national_pattern("part_of_a_passage").finditer(text))
    if not marks:
        return [("problems", "", text)]
    result = []
    if text[: marks[0].start()].strip():
        result.append(("problems", "", text[: marks[0].start()].strip()))
    for mark, end in zip(marks, [mark.start() for mark in marks[1:]] + [len(text)], strict=True):
        part, label = ("problems", "问题") if mark.group(1) else ("improvements", "措施")
        result.append((part, label, text[mark.end() : end].strip()))
    return result
