"""The official outline of a report: its title, and every passage with its section and part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import accumulate

from perfkit.base.numerals import chinese_number
from perfkit.intake.blocks import Document, Paragraph, Place, Table, key, one_line
from perfkit.intake.headings import (
    CUT,
    DECIMAL,
    FIRST,
    LONGEST_HEADING,
    NUMBERED,
    PART,
    SECOND,
    STOP,
    THIRD,
    Title,
    is_heading,
    mend,
    numbered_titles,
)
from perfkit.intake.items import DIGITS, PLAIN, halves, passages, split_items
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.signed_lines import unsigned

_OPENING = 16  # so many characters find a passage in the line that it was cut from
_OTHER = "other"
_OF_PROBLEMS = ("problems", "improvements", "next_steps")
_RUN_IN = re.compile(r"([^，,；;。：:\d]{2,10})[。：:](.+)", re.DOTALL)
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
    lines : section → the lines of its passages with their places
    """

    front: list[str] = field(default_factory=list)
    parts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    headings: list[tuple[str, str]] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)
    signed: list[str] = field(default_factory=list)
    lines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def passages(self) -> list[tuple[str, str, str]]:
        """(part, section, text) in the order found."""
        return [(part, section, text) for part, found in self.parts.items() for section, text in found]

    def place_of(self, section: str, words: str) -> dict[str, str]:
        """`place` of a passage or of words in it: the lines that hold them, else those of the whole section;
        nothing where the section says it."""
        lines, wanted = self.lines.get(section, []), key(words)
        whole = [place for line, place in lines if wanted and wanted in key(line)][:1]
        tail = [place for line, place in lines if wanted[-_OPENING:] and wanted[-_OPENING:] in key(line)]
        head = [place for line, place in lines if wanted[:_OPENING] and wanted[:_OPENING] in key(line)]
        found = whole or [*head[:1], *tail[-1:]] or [place for _, place in lines]
        place = "—".join(dict.fromkeys([*found[:1], *found[-1:]]))
        return {"place": place} if place not in ("", section) else {}

    def title_of(self, section: str) -> str:
        """The heading that a passage stands under."""
        above = [(len(place), title) for place, title in self.headings if place and section.startswith(place)]
        return self.above.get(section) or max(above, default=(0, ""))[1]


def outline(document: Document, lexicon: Lexicon) -> Outline:
    """Find the outline in the paragraphs of a document; text of tables is not part of it."""
    return _Reader(lexicon).read([block for block in document.blocks if isinstance(block, Paragraph | Table)])


class _Reader:
    def __init__(self, lexicon: Lexicon):
        self.words = [(key(word), part) for part, words in lexicon.outline.items() for word in words]
        self.signing, self.result = lexicon.signing, Outline()
        self.first = self.second = self.part = self.above = ""
        self.below: list[str] = []  # labels of the headings below those with （一）
        self.open: list[tuple[str, str]] = []  # lines with their places
        self.open_place = ""
        self.both = False
        self.lines: list[tuple[str, str]] = []  # those of what is kept

    def read(self, blocks: list[Paragraph | Table]) -> Outline:
        begun, title = False, ""
        for paragraph in self._mended(blocks):
            numbered = FIRST.match(paragraph.text) or PART.match(paragraph.text)
            named = numbered or id(paragraph) in self.titles
            begun = begun or bool(named or (paragraph.heading and self._part(paragraph.text)))
            if not begun:
                self.result.front.extend(paragraph.text.split(CUT))
                paragraph = replace(paragraph, text=paragraph.text.replace(CUT, ""))
                # A sentence before the first heading is text; a title or a line of the identity is not.
                if paragraph.text.rstrip()[-1:] in "。；" or len(paragraph.text) > 60:
                    self._keep(_OTHER, str(paragraph.place), paragraph.text)
                    self.result.above[str(paragraph.place)] = title
                elif NUMBERED.match(paragraph.text):
                    title = NUMBERED.sub("", paragraph.text, count=1).strip()
                continue
            self._paragraph(paragraph)
        self._close()
        return self.result

    def _is_title(self, paragraph: Paragraph) -> bool:
        match = THIRD.match(paragraph.text)
        third = match is not None and len(match.group(2)) <= 25 and bool(self._part(match.group(2)))
        return third or id(paragraph) in self.titles

    def _mended(self, blocks: list[Paragraph | Table]) -> list[Paragraph]:
        # The front page is a list of short lines; only what follows the first heading is running text.
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        self.titles = numbered_titles(paragraphs, self._part)
        begins = (
            FIRST.match(one.text) or PART.match(one.text) or id(one) in self.titles for one in paragraphs
        )
        at = next((n for n, begun in enumerate(begins) if begun), len(paragraphs))
        text, self.result.signed = unsigned(paragraphs[at:], self.signing)
        return mend(paragraphs[:at], begun=False) + mend(text, self._is_title)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text.strip()
        first, second = FIRST.match(text), SECOND.match(text)
        numbered, decimal = PART.match(text), DECIMAL.match(text)
        if title := self.titles.get(id(paragraph)):
            self._titled(title, paragraph.place)
        elif numbered and is_heading(text):
            self._close()
            label = f"第{numbered.group(1)}{numbered.group(2)}"
            within = numbered.group(2) == "节" and self.first.startswith("第") and self.first[-1] != "节"
            self.first, self.second = (self.first, label) if within else (label, "")
            self._head(numbered.group(3))
        elif decimal and is_heading(text) and text[-1:] not in STOP:
            self._close()
            self.second = decimal.group(1)
            self.first = "" if self.first.isdigit() else self.first
            self._head(decimal.group(2))
        elif first and (cut := self._title_and_text(first)):
            self._close()
            self.first, self.second = first.group(1), ""
            self._head(cut[0])
            if cut[1]:
                self._open(cut[1], paragraph.place)
        elif (
            second
            and chinese_number(second.group(1))
            and (self.first or self._part(second.group(2)[:LONGEST_HEADING]))
        ):
            self._second(second, text, paragraph.place)
        elif self._third(text):
            return
        elif paragraph.heading and self._part(text) and is_heading(text):
            self._close()
            self.second = ""
            self._head(text)
        else:
            self.open_place = self.open_place if self.open else str(paragraph.place)
            self._open(text, paragraph.place)

    def _titled(self, title: Title, place: Place) -> None:
        """A heading numbered in a style of its own; what stands below problems and measures stays theirs."""
        self._close()
        if not title.depth:
            self.first, self.second = title.label, ""
            self._head(title.words)
        else:
            self.below = [*self.below[: title.depth - 1], title.label]
            part = self._part(title.words)
            if part and (self.part not in _OF_PROBLEMS or part in _OF_PROBLEMS):
                self.part, self.both = part, False
            self.result.headings.append((self._section(), title.words))
        if title.rest:
            self._open(title.rest, place)

    def _section(self) -> str:
        """Where the lines that are read stand."""
        labels = [one for one in (self.first, self.second, *self.below) if one]
        pairs = zip(["", *labels], labels, strict=False)
        return "".join("." * (last[-1:].isdigit() and one[0].isdigit()) + one for last, one in pairs)

    def _title_and_text(self, first: re.Match[str]) -> tuple[str, str] | None:
        """A heading; or one, numbered on from the last, and its text (三、“三公”经费。年初预算42万元……)."""
        number, before = chinese_number(first.group(1)), chinese_number(self.first) or 0
        if number and is_heading(first.group().strip()):
            return first.group(2), ""
        cut = _RUN_IN.fullmatch(first.group(2))
        return (cut[1], cut[2]) if cut and number and number - 1 == before else None

    def _open(self, text: str, place: Place) -> None:
        self.open.append((text, str(place)))

    def _second(self, match: re.Match[str], text: str, place: Place) -> None:
        title, body = match.group(2), ""
        if not is_heading(text):
            # A heading and its text in one paragraph: the heading ends at the first stop or space.
            cut = re.search(r"[。：:\s]\s*", title)
            if cut is None or cut.start() > LONGEST_HEADING:
                self._open(text, place)
                return
            title, body = title[: cut.start()], title[cut.end() :]
        label = f"（{match.group(1)}）"
        if label != self.second or self.open or not self._same(title):
            self._close()
            self.second = label
            self._head(title)
        if body:
            self._open(body, place)

    def _third(self, text: str) -> bool:
        """A short numbered line that names a part of the outline, where a report numbers its parts 1、2、3."""
        match = THIRD.match(text)
        if not match or len(match.group(2)) > 25 or match.group(2)[-1:] in STOP:
            return False
        part = self._part(match.group(2))
        if not part or part == self.part or (self.part in _OF_PROBLEMS and part not in _OF_PROBLEMS):
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
        title, self.below = title.strip().rstrip("。：:"), []
        found = self._parts(title)
        # A heading without a word of its own goes on with what stands above it.
        self.part = found[0] if found else self.above if self.second else ""
        self.above = self.above if self.second else self.part
        self.both = "problems" in found and "improvements" in found
        self.result.headings.append((self._section(), title))

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
        self.lines, self.open = [one for one in self.open if not _CAPTION.fullmatch(one[0].strip())], []
        text = "\n".join(line for line, _ in self.lines).strip()
        if not text:
            return
        if not self.part:
            section = self._section() or self.open_place
            for place, passage in passages(section, text, (PLAIN, DIGITS), titles=True):
                self._keep(_OTHER, place, passage)
            return
        section = self._section()
        if not self.both:
            for place, passage in passages(section, text, (PLAIN, DIGITS)):
                self._keep(self.part, place, passage)
            return
        for part, label, piece in halves(text):
            before, items = split_items(piece, PLAIN)
            for number, item in items or [("", before)]:
                self._keep(part, f"{section}{label}{number}", item)

    def _keep(self, part: str, section: str, text: str) -> None:
        if text := one_line(text):
            self.result.lines.setdefault(section, []).extend(self._lines_of(text))
            self.result.parts.setdefault(part, []).append((section, text))

    def _lines_of(self, text: str) -> list[tuple[str, str]]:
        """The lines that a passage reaches over."""
        lines = [(one_line(line), place) for line, place in self.lines]
        first = next((n for n, (line, _) in enumerate(lines) if text[:_OPENING] in line), len(lines))
        left = len(text) + sum(line.find(text[:_OPENING]) for line, _ in lines[first : first + 1])
        ends = accumulate(len(line) for line, _ in lines[first:])
        return lines[first : first + 1 + sum(end < left for end in ends)]
