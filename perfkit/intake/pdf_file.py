"""PDF files: ruled tables cell by cell, the text between them as paragraphs, page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, Document, Paragraph, Place, Table
from perfkit.intake.guards import MOST_PAGES, Limits, refuse
from perfkit.intake.pdf_columns import UnruledTables

_PAGE_NUMBER = re.compile(r"[-–—·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-–—·\s]*")
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
    for blocks in pages:
        document.blocks.extend(
            _joined([block for block in blocks if not (isinstance(block, _Line) and block.place in running)])
        )
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
        self.page, self.height = number, page.height
        self.edge = self.top < 0.09 * page.height or self.bottom > 0.91 * page.height
        self.place = (re.sub(r"\d+", "#", self.text), round(self.top))


def _page(page: Any, number: int, limits: Limits, unruled: UnruledTables) -> tuple[list[_Line | Table], bool]:
    found = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.cells) > 1]
    blocks: list[tuple[float, _Line | Table]] = []
    for table in found:
        limits.row(len(table.rows))
        limits.time()
        blocks.append((table.bbox[1], _ruled(table, number)))
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


def _ruled(table: Any, number: int) -> Table:
    """A ruled table: what pdfplumber leaves empty under a merged cell gets that cell."""
    texts, rows = table.extract(x_tolerance=2), []
    placed: list[tuple[tuple[float, float, float, float], Cell]] = []
    columns = _centres(table)
    for row, words in zip(table.rows, texts, strict=True):
        for box, text in zip(row.cells, words, strict=True):
            if box is not None:
                placed.append((box, Cell((text or "").strip(), box[0], box[2], Place(page=number, box=box))))
    for row in table.rows:
        y = _middle(row)
        line: list[Cell] = []
        for index, box in enumerate(row.cells):
            x = (box[0] + box[2]) / 2 if box is not None and index not in columns else columns.get(index)
            if box is not None:
                line.append(next(cell for place, cell in placed if place == box))
            elif x is not None:
                line.append(
                    next(
                        (
                            cell
                            for place, cell in placed
                            if place[0] <= x <= place[2] and place[1] <= y <= place[3]
                        ),
                        Cell("", x, x),
                    )
                )
        rows.append(line)
    return Table(rows, True, number)


def _centres(table: Any) -> dict[int, float]:
    """The middle of every grid column, from the narrowest cell that starts in it."""
    narrow: dict[int, tuple[float, float]] = {}
    for row in table.rows:
        for index, box in enumerate(row.cells):
            if box is not None and (
                index not in narrow or box[2] - box[0] < narrow[index][1] - narrow[index][0]
            ):
                narrow[index] = (box[0], box[2])
    return {index: left + min(2.0, (right - left) / 2) for index, (left, right) in narrow.items()}


def _middle(row: Any) -> float:
    heights = [(box[1], box[3]) for box in row.cells if box is not None]
    if not heights:
        return row.bbox[1] + 0.5
    top, bottom = max(top for top, _ in heights), min(bottom for _, bottom in heights)
    return (top + bottom) / 2 if bottom > top else top + 0.5


def _running_lines(pages: list[list[_Line | Table]]) -> set[tuple[str, int]]:
    """Places of the lines that stand at the edge of at least three pages and half of all."""
    counts = Counter(
        block.place for blocks in pages for block in blocks if isinstance(block, _Line) and block.edge
    )
    return {place for place, count in counts.items() if count >= max(3, len(pages) // 2)}


def _joined(blocks: list[_Line | Table]) -> list[Paragraph | Table]:
    """Lines that belong together as paragraphs: until a line ends early, or the next is indented or numbered."""
    lines = [block for block in blocks if isinstance(block, _Line)]
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    result: list[Paragraph | Table] = []
    last: _Line | None = None
    for block in blocks:
        if isinstance(block, Table):
            result.append(block)
            last = None
            continue
        new = (
            last is None
            or last.right < right - 1.8 * last.size
            or block.left > left + 1.2 * block.size
            or block.top - last.bottom > 1.6 * last.size
            or abs(block.size - last.size) > 0.25 * last.size
            or (_STARTS.match(block.text) is not None and last.text[-1:] in "。；：;:")
        )
        if new or not isinstance(result[-1], Paragraph):
            result.append(Paragraph(block.text, page=block.page, place=Place(box=block.box)))
        else:
            text, box = result[-1].text, result[-1].place.box or block.box
            result[-1].text = text + _glue(text, block.text) + block.text
            result[-1].place = Place(box=_around(box, block.box))
        last = block
    return result


def _around(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, float, float, float]:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _glue(before: str, after: str) -> str:
    return (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
        else ""
    )
