"""Lines and parts of tables, page by page, as the blocks of a document: for PDF files and for pictures."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from perfkit.intake.blocks import Document, Paragraph, Place, Table
from perfkit.intake.cell_grid import Part, goes_on, table_of

_HEADING = re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|章|节)")
_STARTS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d))"
)


class Line:
    """A printed line with its place on the page."""

    def __init__(self, line: dict, page: Any, number: int, confidence: float = 1.0):
        self.text, self.confidence = line["text"].strip(), confidence
        self.left, self.right, self.top, self.bottom = line["x0"], line["x1"], line["top"], line["bottom"]
        self.box = (self.left, self.top, self.right, self.bottom)
        self.size = max(self.bottom - self.top, 1.0)
        self.page, self.height, self.width = number, page.height, page.width
        self.edge = self.top < 0.09 * page.height or self.bottom > 0.91 * page.height
        self.place = (re.sub(r"\d+", "#", self.text), round(self.top))


Blocks = list[Line | Part | Table]


def add_pages(document: Document, pages: list[Blocks]) -> None:
    """Put down the blocks of all pages: without running heads, tables over pages as one, lines as
    paragraphs."""
    running = _running_lines(pages)
    kept: list[Blocks] = [
        [block for block in blocks if not (isinstance(block, Line) and block.place in running)]
        for blocks in pages
    ]
    widest = max((_end(block) for blocks in kept for block in blocks), default=0.0)
    for blocks in _with_tables(kept):
        document.blocks.extend(_joined(blocks, widest))


def _with_tables(pages: list[Blocks]) -> list[list[Line | Table]]:
    """Ruled parts as tables; one that ends a page and goes on at the top of the next is one table."""
    result: list[list[Line | Table]] = []
    for number, blocks in enumerate(pages):
        made: list[Line | Table] = []
        for at, block in enumerate(blocks):
            if not isinstance(block, Part):
                made.append(block)
            elif not (at == 0 and number and _joins(pages[number - 1], block)):
                parts, page = [block], number
                while parts[-1] is pages[page][-1] and page + 1 < len(pages) and pages[page + 1]:
                    following = pages[page + 1][0]
                    if not isinstance(following, Part) or not goes_on(parts[-1], following):
                        break
                    parts.append(following)
                    page += 1
                made.append(table_of(parts))
        result.append(made)
    return result


def _joins(before: Blocks, part: Part) -> bool:
    last = before[-1] if before else None
    return isinstance(last, Part) and goes_on(last, part)


def _running_lines(pages: list[Blocks]) -> set[tuple[str, int]]:
    """Places of the lines that stand at the edge of at least three pages and half of all."""
    counts = Counter(
        block.place for blocks in pages for block in blocks if isinstance(block, Line) and block.edge
    )
    return {place for place, count in counts.items() if count >= max(3, len(pages) // 2)}


def _end(block: Line | Part | Table) -> float:
    """How far to the right a block reaches; a table without rules says nothing of it."""
    if isinstance(block, Line):
        return block.right
    return block.edges[-1] if isinstance(block, Part) and block.edges else 0.0


def _joined(blocks: list[Line | Table], widest: float) -> list[Paragraph | Table]:
    """Lines that belong together as paragraphs: until a line ends early, or the next is indented or numbered.

    Parameters
    ----------
    widest : float   how far to the right the lines of the document reach
    """
    left = min((block.left for block in blocks if isinstance(block, Line)), default=0.0)
    result: list[Paragraph | Table] = []
    last: Line | None = None
    for block in blocks:
        if isinstance(block, Table):
            result.append(block)
            last = None
            continue
        if last is None or not isinstance(result[-1], Paragraph) or _begins(block, last, left, widest):
            result.append(Paragraph(block.text, False, block.page, Place(box=block.box), block.confidence))
        else:
            text, box = result[-1].text, result[-1].place.box or block.box
            result[-1].text = text + _glue(text, block.text) + block.text
            result[-1].place = Place(box=_around(box, block.box))
            result[-1].confidence = min(result[-1].confidence, block.confidence)
        last = block
    return result


def _begins(line: Line, last: Line, left: float, right: float) -> bool:
    """Whether a line begins a paragraph, after the line before it."""
    # A number or a word that does not fit moves to the next line as a whole.
    word = re.match(r"[\x21-\x7e]*", line.text)
    room = 1.8 * last.size + 0.55 * line.size * len(word[0] if word else "")
    middle = (last.left + last.right) / 2
    centred = abs(middle - last.width / 2) < last.size and last.left > left + 2.5 * last.size
    if _wrapped_title(line, last, right - left):
        return False
    return (
        last.right < right - room
        or centred
        or line.left > left + 1.2 * line.size
        or line.top - last.bottom > 1.6 * last.size
        or abs(line.size - last.size) > 0.25 * last.size
        or _HEADING.match(line.text) is not None
        or (_STARTS.match(line.text) is not None and last.text[-1:] in "。；：;:")
    )


def _wrapped_title(line: Line, last: Line, width: float) -> bool:
    """A title too long for one line: a line nearly as wide as the page over a shorter one, both centred."""
    middles = [abs((one.left + one.right) / 2 - one.width / 2) < one.size for one in (last, line)]
    shorter = line.right - line.left < 0.75 * (last.right - last.left)
    near = line.top - last.bottom < 1.2 * last.size and abs(line.size - last.size) < 0.1 * last.size
    wide = last.right - last.left > 0.8 * width
    return all(middles) and shorter and near and wide and last.text[-1:] not in "。；：;:、，"


def _around(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, float, float, float]:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _glue(before: str, after: str) -> str:
    return (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
        else ""
    )
