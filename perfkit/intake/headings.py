"""How headings are numbered, and lines that a page cut in the middle of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfkit.intake.blocks import Paragraph
from perfkit.intake.family import national_pattern

FIRST = re.compile(r"([一二三四五六七八九十]{1,3})[、．.,，]\s*(.*)", re.DOTALL)
SECOND = re.compile(r"[（(]\s*([一二三四五六七八九十]{1,3})\s*[)）][、．.]?\s*(.*)", re.DOTALL)
THIRD = re.compile(r"(\d{1,2})[、．.](?!\d)\s*(.*)", re.DOTALL)
PART = re.compile(r"第\s*([一二三四五六七八九十]{1,3})\s*(部分|章|节)[、．.:：\s]*(.*)", re.DOTALL)
DECIMAL = re.compile(r"§?\s*(\d{1,2}(?:[.．]\d{1,2}){1,2})[、．.\s]+(?!\d)(.*)", re.DOTALL)
NUMBERED = re.compile(r"[（(]?\s*[一二三四五六七八九十\d]{1,3}\s*[)）、．.]")
STOP = "。！？；!?;…”"
LONGEST_HEADING = 40
# A line with a stop in it, or a line before one that begins with a stop or is no title.
_RUNNING = re.compile(
    r"[，。；](?:其中[：:])?[^\n：:]*\n(?![^，。；\n]{2,12}[：:])|\n[，。；、）]|"
    r"^[^\n：:]*\d[^\n：:]*(?<![况明报告开示表总知结果])\n[^，。；：:\n]*[\d为是][^\n]*[，。；]"
)
CUT = "\v"  # where a line was cut, before the outline has begun
_COUNTED = {
    "stem": list("甲乙丙丁戊己庚辛壬癸"),
    "letter": list("ABCDEFGH"),
    "roman": "I II III IV V VI VII VIII IX X XI XII".split(),
}
_SAID = re.compile(r"[：:][^：:]*\d[^：:]*。$")  # （一）人员：编制20人。


def mend(
    paragraphs: list[Paragraph], is_title: Callable[[Paragraph], bool] = lambda _: False, begun: bool = True
) -> list[Paragraph]:
    """Join paragraphs that the end of a line or a page has cut in the middle of a sentence.

    Parameters
    ----------
    is_title : whether a short numbered line is a heading of the outline, which nothing is joined to
    begun : false where titles stand among them: only what is a sentence is joined, with a `CUT`

    Examples
    --------
    >>> [p.text for p in mend([Paragraph("一、基本情况"), Paragraph("通过邮箱或邮"), Paragraph("寄办理。")])]
    ['一、基本情况', '通过邮箱或邮寄办理。']
    """
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        before = result[-1] if result else None
        runs = begun or (before is not None and _RUNNING.search(f"{before.text}\n{paragraph.text}"))
        named = before is not None and (is_title(before) or is_title(paragraph))
        if before is not None and runs and _cut(before, paragraph) and not named:
            result[-1] = replace(before, text=before.text + ("" if begun else CUT) + paragraph.text)
        else:
            result.append(paragraph)
    return result


def _cut(before: Paragraph, after: Paragraph) -> bool:
    if any(PART.match(one.text) or DECIMAL.match(one.text) for one in (before, after)):
        return False
    ended = before.text.rstrip()[-1:] in STOP + "：:）)"
    if ended or before.heading or after.heading or NUMBERED.match(after.text):
        return False
    return not (is_heading(before.text) and (FIRST.match(before.text) or SECOND.match(before.text)))


def is_heading(text: str) -> bool:
    """Whether a line is short enough for a heading, and no sentence."""
    return (
        len(text) <= LONGEST_HEADING
        and text.rstrip()[-1:] not in "；;"
        and text.count("。") <= int(text.rstrip().endswith("。"))
        and not _SAID.search(text)
    )


class Title(NamedTuple):
    """A heading numbered in a style of its own: how deep it stands below those with 一、 and （一）, 0 where there
    are none; its label, its words, and text that follows on its line."""

    depth: int
    label: str
    words: str
    rest: str


def numbered_titles(paragraphs: Sequence[Paragraph], part_of: Callable[[str], str]) -> dict[int, Title]:
    """Headings that are numbered otherwise (1.  （1）  §1  甲、  Ⅰ.  A.  ①  【…】) by the ids of paragraphs.

    All lines of a style under one heading are headings where they count on, none is a sentence and each has
    text of another style below it; those that divide a whole report name parts of the outline too.

    Parameters
    ----------
    part_of : the part of the outline that a heading names; empty where none
    """
    lines = [one for one in paragraphs if one.text.strip()]
    found: dict[int, Title] = {}
    if not any(is_heading(one.text) and (FIRST.match(one.text) or PART.match(one.text)) for one in lines):
        _divide(lines, 0, len(lines), 0, found, part_of)
    cuts = [n for n, one in enumerate(lines) if id(one) in found or _is_usual(one.text.strip())]
    for begin, end in zip(cuts, [*cuts[1:], len(lines)], strict=False):
        _divide(lines, begin + 1, end, 1, found)
    return found


def _is_usual(text: str) -> bool:
    return is_heading(text) and any(one.match(text) for one in (FIRST, SECOND, PART, DECIMAL))


def _divide(
    lines: list[Paragraph],
    begin: int,
    end: int,
    depth: int,
    found: dict[int, Title],
    part_of: Callable[[str], str] | None = None,
) -> None:
    """Add the headings of one style between two lines, and those below each."""
    styles: dict[str, list[tuple[int, str, re.Match[str] | None]]] = {}
    for at in range(begin, end):
        text = lines[at].text.strip()
        if number := national_pattern("title_number").match(text):
            words = national_pattern("title_words").match(text[number.end() :])
            styles.setdefault(number.lastgroup or "", []).append((at, number[0], words))
    for style, run in styles.items():
        after = {at - 1 for at, _, _ in run} | {end - 1}
        titles = [
            (at, label, words) for at, label, words in run if words and (at not in after or words["rest"])
        ]
        counted = [_rank(style, label) for _, label, _ in titles] == [*range(1, len(titles) + 1)]
        if part_of:
            fits = len({part_of(words["title"]) for _, _, words in titles} - {""}) > 1
        else:
            alone = len(titles) == 1 and national_pattern("title_alone").search(titles[0][2]["title"])
            fits = len(titles) == len(run) and style != "bare" and (len(titles) > 1 or bool(alone))
        if not fits or not (counted or style == "corner"):
            continue
        ends = [at for at, _, _ in titles[1:]] + [end]
        for (at, label, words), stop in zip(titles, ends, strict=True):
            label = f"【{words['title']}】" if style == "corner" else label
            label = f"（{label[1:-1]}）" if style == "bracketed" else "".join(label.split())
            found[id(lines[at])] = Title(depth, label, words["title"].strip(), words["rest"] or "")
            if depth:
                _divide(lines, at + 1, stop, depth + 1, found)
        return


def _rank(style: str, label: str) -> int:
    """What a number counts."""
    plain = unicodedata.normalize("NFKC", label)
    digits = re.search(r"\d+", plain)
    return int(digits[0]) if digits else [*_COUNTED.get(style, ()), plain].index(plain) + 1
