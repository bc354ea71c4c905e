"""The official outline of a report: its title, and every passage with its section and part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from perfkit.base.numerals import chinese_number
from perfkit.intake.blocks import Document, Paragraph, Table, key, one_line
from perfkit.intake.items import DIGITS, PLAIN, halves, passages, split_items
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.signed_lines import unsigned

_FIRST = re.compile(r"([一二三四五六七八九十]{1,3})[、．.,，]\s*(.*)", re.DOTALL)
_SECOND = re.compile(r"[（(]\s*([一二三四五六七八九十]{1,3})\s*[)）][、．.]?\s*(.*)", re.DOTALL)
_THIRD = re.compile(r"(\d{1,2})[、．.](?!\d)\s*(.*)", re.DOTALL)
_PART = re.compile(r"第\s*([一二三四五六七八九十]{1,3})\s*(部分|章|节)[、．.:：\s]*(.*)", re.DOTALL)
_DECIMAL = re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,2})[、．.\s]+(?!\d)(.*)", re.DOTALL)
_NUMBERED = re.compile(r"[（(]?\s*[一二三四五六七八九十\d]{1,3}\s*[)）、．.]")
_STOP = "。！？；!?;…”"
_OPENING = 16  # so many characters find a passage in the line that it was cut from
_LONGEST_HEADING = 40
_OTHER = "other"
# A line with a stop in it, or a line before one that begins with a stop or is no title.
_RUNNING = re.compile(
    r"[，。；](?:其中[：:])?[^\n：:]*\n(?![^，。；\n]{2,12}[：:])|\n[，。；、）]|"
    r"^[^\n：:]*\d[^\n：:]*(?<![况明报告开示表总知结果])\n[^，。；：:\n]*[\d为是][^\n]*[，。；]"
)
CUT = "\v"  # where a line was cut, before the outline has begun
_RUN_IN = re.compile(r"([^，,；;。：:\d]{2,10})[。：:](.+)", re.DOTALL)
_SAID = re.compile(r"[：:][^：:]*\d[^：:]*。$")  # （一）人员：编制20人。
# The title of a table, its number and its unit.
_CAPTION = re.compile(
    r"[^。；：:]{0,40}(?:表|年度总体目标)(?:[（(].{1,12}[)）])?|附[件表]\s*\d*[:：]?|[（(]?(?:金额)?单位[:：].{1,6}[)）]?"
)


@dataclass
class Outline:
    """What the running text holds.

    Attributes
    ----------
    front : paragraphs before the first heading
    parts : part of the narrative → [(section, text)]; "other" is what stands under no heading that is known
    headings : every heading with its section
    signed : labels of the lines that filers sign, which are no text
    above : place of a passage before the first heading → the numbered line that it stands under
    """

    front: list[str] = field(default_factory=list)
    parts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    headings: list[tuple[str, str]] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)
    signed: list[str] = field(default_factory=list)

    def passages(self) -> list[tuple[str, str, str]]:
        """(part, section, text) in the order found."""
        return [(part, section, text) for part, found in self.parts.items() for section, text in found]

    def title_of(self, section: str) -> str:
        """The heading that a passage stands under."""
        above = [(len(place), title) for place, title in self.headings if place and section.startswith(place)]
        return self.above.get(section) or max(above, default=(0, ""))[1]


def outline(document: Document, lexicon: Lexicon) -> Outline:
    """Find the outline in the paragraphs of a document; text of tables is not part of it."""
    return _Reader(lexicon).read([block for block in document.blocks if isinstance(block, Paragraph | Table)])


def mend(
    paragraphs: list[Paragraph], is_title: Callable[[str], bool] = lambda _: False, begun: bool = True
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
        if before is not None and runs and _cut(before, paragraph) and not is_title(before.text):
            result[-1] = replace(before, text=before.text + ("" if begun else CUT) + paragraph.text)
        else:
            result.append(paragraph)
    return result


def _cut(before: Paragraph, after: Paragraph) -> bool:
    if any(_PART.match(one.text) or _DECIMAL.match(one.text) for one in (before, after)):
        return False
    ended = before.text.rstrip()[-1:] in _STOP + "：:）)"
    if ended or before.heading or after.heading or _NUMBERED.match(after.text):
        return False
    return not (_is_heading(before.text) and (_FIRST.match(before.text) or _SECOND.match(before.text)))


def _is_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and text.rstrip()[-1:] not in "；;"
        and text.count("。") <= int(text.rstrip().endswith("。"))
        and not _SAID.search(text)
    )


class _Reader:
    def __init__(self, lexicon: Lexicon):
        self.words = [(key(word), part) for part, words in lexicon.outline.items() for word in words]
        self.signing, self.result = lexicon.signing, Outline()
        self.first = self.second = self.part = self.above = ""
        self.open: list[str] = []
        self.pages: list[int] = []  # of each open line; 0 where the document has no pages
        self.open_place = ""
        self.both = False
        self.on_pages: list[tuple[str, int]] = []

    def read(self, blocks: list[Paragraph | Table]) -> Outline:
        begun, title = False, ""
        for paragraph in self._mended(blocks):
            numbered = _FIRST.match(paragraph.text) or _PART.match(paragraph.text)
            begun = begun or bool(numbered or (paragraph.heading and self._part(paragraph.text)))
            if not begun:
                self.result.front.extend(paragraph.text.split(CUT))
                paragraph = replace(paragraph, text=paragraph.text.replace(CUT, ""))
                # A sentence before the first heading is text; a title or a line of the identity is not.
                if paragraph.text.rstrip()[-1:] in "。；" or len(paragraph.text) > 60:
                    self._keep(_OTHER, str(paragraph.place), paragraph.text)
                    self.result.above[str(paragraph.place)] = title
                elif _NUMBERED.match(paragraph.text):
                    title = _NUMBERED.sub("", paragraph.text, count=1).strip()
                continue
            self._paragraph(paragraph)
        self._close()
        return self.result

    def _is_title(self, text: str) -> bool:
        match = _THIRD.match(text)
        return match is not None and len(match.group(2)) <= 25 and bool(self._part(match.group(2)))

    def _mended(self, blocks: list[Paragraph | Table]) -> list[Paragraph]:
        # The front page is a list of short lines; only what follows the first heading is running text.
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        at = next(
            (n for n, one in enumerate(paragraphs) if _FIRST.match(one.text) or _PART.match(one.text)),
            len(paragraphs),
        )
        text, self.result.signed = unsigned(paragraphs[at:], self.signing)
        return mend(paragraphs[:at], begun=False) + mend(text, self._is_title)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text.strip()
        first, second = _FIRST.match(text), _SECOND.match(text)
        numbered, decimal = _PART.match(text), _DECIMAL.match(text)
        if numbered and _is_heading(text):
            self._close()
            self.first, self.second = f"第{numbered.group(1)}{numbered.group(2)}", ""
            self._head(numbered.group(3))
        elif decimal and _is_heading(text) and text[-1:] not in _STOP:
            self._close()
            self.second = decimal.group(1)
            self._head(decimal.group(2))
        elif first and (cut := self._title_and_text(first)):
            self._close()
            self.first, self.second = first.group(1), ""
            self._head(cut[0])
            if cut[1]:
                self._open(cut[1], paragraph.page)
        elif (
            second
            and chinese_number(second.group(1))
            and (self.first or self._part(second.group(2)[:_LONGEST_HEADING]))
        ):
            self._second(second, text, paragraph.page)
        elif self._third(text):
            return
        elif paragraph.heading and self._part(text) and _is_heading(text):
            self._close()
            self.second = ""
            self._head(text)
        else:
            self.open_place = self.open_place if self.open else str(paragraph.place)
            self._open(text, paragraph.page)

    def _title_and_text(self, first: re.Match[str]) -> tuple[str, str] | None:
        """A heading; or one, numbered on from the last, and its text (三、“三公”经费。年初预算42万元……)."""
        number, before = chinese_number(first.group(1)), chinese_number(self.first) or 0
        if number and _is_heading(first.group().strip()):
            return first.group(2), ""
        cut = _RUN_IN.fullmatch(first.group(2))
        return (cut[1], cut[2]) if cut and number and number - 1 == before else None

    def _open(self, text: str, page: int) -> None:
        self.open.append(text)
        self.pages.append(page)

    def _second(self, match: re.Match[str], text: str, page: int) -> None:
        title, body = match.group(2), ""
        if not _is_heading(text):
            # A heading and its text in one paragraph: the heading ends at the first stop or space.
            cut = re.search(r"[。：:\s]\s*", title)
            if cut is None or cut.start() > _LONGEST_HEADING:
                self._open(text, page)
                return
            title, body = title[: cut.start()], title[cut.end() :]
        label = f"（{match.group(1)}）"
        if label != self.second or self.open or not self._same(title):
            self._close()
            self.second = label
            self._head(title)
        if body:
            self._open(body, page)

    def _third(self, text: str) -> bool:
        """A short numbered line that names a part of the outline, where a report numbers its parts 1、2、3."""
        match = _THIRD.match(text)
        if not match or len(match.group(2)) > 25 or match.group(2)[-1:] in _STOP:
            return False
        part = self._part(match.group(2))
        if not part or part == self.part:
            return False
        self._close()
        self.second = match.group(1)
        self._head(match.group(2))
        return True

    def _same(self, title: str) -> bool:
        return bool(self.result.headings) and key(self.result.headings[-1][1]).strip("。.:") == key(
            title
        ).strip("。.:")

    def _head(self, title: str) -> None:
        title = title.strip().rstrip("。：:")
        found = self._parts(title)
        # A heading without a word of its own goes on with what stands above it.
        self.part = found[0] if found else self.above if self.second else ""
        self.above = self.above if self.second else self.part
        self.both = "problems" in found and "improvements" in found
        self.result.headings.append((self.first + self.second, title))

    def _parts(self, title: str) -> list[str]:
        """The parts that a heading names, in the order of its words; the longest word at a place wins."""
        label = key(title)
        places: dict[str, tuple[int, int]] = {}
        for word, part in self.words:
            at = label.find(word)
            if at >= 0:
                places[part] = min(places.get(part, (at, -len(word))), (at, -len(word)))
        order = sorted(places, key=lambda part: places[part])
        if {"problems", "improvements"} <= set(order):
            return ["problems", "improvements"]
        return sorted(
            order,
            key=lambda part: -max(len(word) for word, owner in self.words if owner == part and word in label),
        )[:1]

    def _part(self, title: str) -> str:
        return next(iter(self._parts(title)), "")

    def _close(self) -> None:
        text = "\n".join(line for line in self.open if not _CAPTION.fullmatch(line.strip())).strip()
        self.on_pages = [
            (one_line(line), page) for line, page in zip(self.open, self.pages, strict=True) if page
        ]
        self.open, self.pages = [], []
        if not text:
            return
        if not self.part:
            section = self.first + self.second or self.open_place
            for place, passage in passages(section, text, (PLAIN, DIGITS), titles=True):
                self._keep(_OTHER, place, passage)
            return
        section = self.first + self.second
        if not self.both:
            for place, passage in passages(section, text, (PLAIN, DIGITS)):
                self._keep(self.part, place, passage)
            return
        for part, label, piece in halves(text):
            before, items = split_items(piece, PLAIN)
            for number, item in items or [("", before)]:
                self._keep(part, f"{section}{label}{number}", item)

    def _keep(self, part: str, section: str, text: str) -> None:
        if not text:
            return
        text = one_line(text)
        page = next((page for line, page in self.on_pages if text[:_OPENING] in line), 0)
        # A place that the page opens with names it already.
        shown = f"{section} 第{page}页" if page and "页" not in section else section
        self.result.parts.setdefault(part, []).append((shown, text))
