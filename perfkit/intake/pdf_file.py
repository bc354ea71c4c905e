"""PDF files: ruled tables cell by cell, the text between them as paragraphs, page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from perfkit.errors import PerfkitError
from perfkit.intake.blocks import Cell, Document, Paragraph, Place, Table
from perfkit.intake.cell_grid import Part, goes_on, table_of
from perfkit.intake.guards import MOST_PAGES, Limits, refuse
from perfkit.intake.pdf_columns import UnruledTables
from perfkit.text import Text

_PAGE_NUMBER = re.compile(r"[-–—·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-–—·\s]*")
_HEADING = re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|章|节)")
_STARTS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d))"
)


def read_pdf(path: Path) -> Document:
    """The blocks of a .pdf file.

    Raises
    ------
    SubmissionError   encrypted, damaged, scanned without text, or with more pages than a report has.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    name = path.name
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise refuse(
                f"{name}：内容不是 PDF，请核对文件后缀", f"{name}: not a PDF inside; check the suffix"
            )
    limits, document = Limits(name), Document(name, "pdf")
    try:
        with pdfplumber.open(path) as pdf:
            _read_pages(pdf, document, limits)
    except PerfkitError:
        raise
    except Exception as error:  # pdfminer raises whatever a broken file makes it raise
        if (
            isinstance(error, PDFPasswordIncorrect)
            or "Password" in type(error).__name__
            or "Password" in repr(error)
            or "Encryption" in repr(error)
        ):
            raise refuse(
                f"{name}：PDF 已加密，请解除密码后再读", f"{name}: the PDF is encrypted; remove the password"
            ) from None
        shown = f"{type(error).__name__} {error}"[:120]
        raise refuse(
            f"{name}：PDF 已损坏，请重新导出（{shown}）",
            f"{name}: the PDF is damaged; export it again ({shown})",
        ) from None
    if not document.blocks:
        raise refuse(
            f"{name}：PDF 里没有文字（可能是扫描件），请先做文字识别",
            f"{name}: no text in the PDF (a scan?); run character recognition first",
        )
    return document


def _read_pages(pdf: Any, document: Document, limits: Limits) -> None:
    # Counting the pages walks the whole tree, so count no further than is needed.
    if len(pdf.pages) > MOST_PAGES:
        raise refuse(
            f"{document.name}：超过 {MOST_PAGES} 页，不像一份自评报告，不予读取",
            f"{document.name}: more than {MOST_PAGES} pages; not read",
        )
    pages, unreadable, unruled = [], [], UnruledTables()
    for number, page in enumerate(pdf.pages, start=1):
        limits.time()
        blocks, dropped = _page(page, number, limits, unruled)
        pages.append(blocks)
        if dropped:
            unreadable.append(number)
        page.close()
    running = _running_lines(pages)
    kept = [[b for b in blocks if not (isinstance(b, _Line) and b.place in running)] for blocks in pages]
    ends = [
        b.right if isinstance(b, _Line) else b.edges[-1] for blocks in kept for b in blocks if _has_end(b)
    ]
    widest = max(ends, default=0.0)
    for blocks in _with_tables(kept):
        document.blocks.extend(_joined(blocks, widest))
    if unruled.lost:
        shown = "、".join(map(str, dict.fromkeys(unruled.lost)))
        document.notes.append(
            Text(
                f"第 {shown} 页有没有边框的表格，分不清行，没有读",
                f"tables without rules on page {shown} could not be told apart into rows; not read",
            )
        )
    if unreadable:
        shown = "、".join(map(str, unreadable))
        document.notes.append(
            Text(
                f"第 {shown} 页没有文字（可能是图片），没有读",
                f"no text on page {shown} (a picture?); not read",
            )
        )


class _Line:
    """A printed line with its place on the page."""

    def __init__(self, line: dict, page: Any, number: int):
        self.text = line["text"].strip()
        self.left, self.right, self.top, self.bottom = line["x0"], line["x1"], line["top"], line["bottom"]
        self.box = (self.left, self.top, self.right, self.bottom)
        self.size = max(self.bottom - self.top, 1.0)
        self.page, self.height, self.width = number, page.height, page.width
        self.edge = self.top < 0.09 * page.height or self.bottom > 0.91 * page.height
        self.place = (re.sub(r"\d+", "#", self.text), round(self.top))


def _page(
    page: Any, number: int, limits: Limits, unruled: UnruledTables
) -> tuple[list[_Line | Part | Table], bool]:
    found = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.cells) > 1]
    blocks: list[tuple[float, _Line | Part | Table]] = []
    size = median(char["size"] for char in page.chars) if found and page.chars else 10.0
    for table in found:
        limits.row(len(table.rows))
        limits.time()
        blocks.append((table.bbox[1], _ruled(table, number, size)))
    boxes = [table.bbox for table in found]

    def outside(item: dict) -> bool:
        x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
        return not any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)

    rest = page.filter(lambda item: item["object_type"] != "char" or outside(item)) if boxes else page
    lines = [_Line(line, page, number) for line in rest.extract_text_lines(return_chars=False, y_tolerance=3)]
    numbers = [line for line in lines if line.edge and _PAGE_NUMBER.fullmatch(line.text)]
    lines = [line for line in lines if line.text and line not in numbers]
    for table in unruled.page(rest, number, [(line.top, line.bottom) for line in numbers]):
        lines = [
            line for line in lines if not table.top - 1 <= (line.top + line.bottom) / 2 <= table.bottom + 1
        ]
        if table.table is not None:
            limits.row(len(table.table.rows))
            blocks.append((table.top, table.table))
        else:
            unruled.lost.append(number)
    blocks.extend((line.top, line) for line in lines)
    blocks.sort(key=lambda pair: pair[0])
    return [block for _, block in blocks], not blocks and bool(page.images)


def _ruled(table: Any, number: int, size: float) -> Part:
    """The cells of a ruled table with their boxes."""
    cells = []
    for row, words in zip(table.rows, table.extract(x_tolerance=2), strict=True):
        for box, text in zip(row.cells, words, strict=True):
            if box is not None:
                place = Place(page=number, box=box)
                cells.append((box, Cell((text or "").strip(), box[0], box[2], place)))
    return Part(cells, number, size)


def _with_tables(pages: list[list[_Line | Part | Table]]) -> list[list[_Line | Table]]:
    """Ruled parts as tables; one that ends a page and goes on at the top of the next is one table."""
    result: list[list[_Line | Table]] = []
    for number, blocks in enumerate(pages):
        made: list[_Line | Table] = []
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


def _joins(before: list[_Line | Part | Table], part: Part) -> bool:
    last = before[-1] if before else None
    return isinstance(last, Part) and goes_on(last, part)


def _running_lines(pages: list[list[_Line | Part | Table]]) -> set[tuple[str, int]]:
    """Places of the lines that stand at the edge of at least three pages and half of all."""
    counts = Counter(
        block.place for blocks in pages for block in blocks if isinstance(block, _Line) and block.edge
    )
    return {place for place, count in counts.items() if count >= max(3, len(pages) // 2)}


def _has_end(block: _Line | Part | Table) -> bool:
    return isinstance(block, _Line) or (isinstance(block, Part) and bool(block.edges))


def _joined(blocks: list[_Line | Table], widest: float) -> list[Paragraph | Table]:
    """Lines that belong together as paragraphs: until a line ends early, or the next is indented or numbered.

    Parameters
    ----------
    widest : float   how far to the right the lines of the document reach
    """
    left = min((block.left for block in blocks if isinstance(block, _Line)), default=0.0)
    result: list[Paragraph | Table] = []
    last: _Line | None = None
    for block in blocks:
        if isinstance(block, Table):
            result.append(block)
            last = None
            continue
        if last is None or not isinstance(result[-1], Paragraph) or _begins(block, last, left, widest):
            result.append(Paragraph(block.text, page=block.page, place=Place(box=block.box)))
        else:
            text, box = result[-1].text, result[-1].place.box or block.box
            result[-1].text = text + _glue(text, block.text) + block.text
            result[-1].place = Place(box=_around(box, block.box))
        last = block
    return result


def _begins(line: _Line, last: _Line, left: float, right: float) -> bool:
    """Whether a line begins a paragraph, after the line before it."""
    # A number or a word that does not fit moves to the next line as a whole.
    word = re.match(r"[\x21-\x7e]*", line.text)
    room = 1.8 * last.size + 0.55 * line.size * len(word[0] if word else "")
    middle = (last.left + last.right) / 2
    centred = abs(middle - last.width / 2) < last.size and last.left > left + 2.5 * last.size
    return (
        last.right < right - room
        or centred
        or line.left > left + 1.2 * line.size
        or line.top - last.bottom > 1.6 * last.size
        or abs(line.size - last.size) > 0.25 * last.size
        or _HEADING.match(line.text) is not None
        or (_STARTS.match(line.text) is not None and last.text[-1:] in "。；：;:")
    )


def _around(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, float, float, float]:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _glue(before: str, after: str) -> str:
    return (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
        else ""
    )
