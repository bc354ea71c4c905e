"""PDF files: ruled tables cell by cell, the text between them as paragraphs, page numbers left out."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, Document, Place, Table
from perfkit.intake.cell_grid import Part
from perfkit.intake.guards import MOST_PAGES, Limits, refuse
from perfkit.intake.page_blocks import Blocks, Line, add_pages
from perfkit.intake.pdf_columns import UnruledTables

_PAGE_NUMBER = re.compile(r"[-–—·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-–—·\s]*")


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
            _read_pages(path, pdf, document, limits)
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
        raise refuse(f"{name}：PDF 里没有文字", f"{name}: no text in the PDF")
    return document


def _read_pages(path: Path, pdf: Any, document: Document, limits: Limits) -> None:
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
    recognised = _recognise(path, unreadable, pages, document, limits)
    add_pages(document, pages)
    if unruled.lost:
        shown = "、".join(map(str, dict.fromkeys(unruled.lost)))
        document.notes.append(
            Text(
                f"第 {shown} 页有没有边框的表格，分不清行，没有读",
                f"tables without rules on page {shown} could not be told apart into rows; not read",
            )
        )
    if unreadable and not recognised:
        shown = "、".join(map(str, unreadable))
        document.notes.append(
            Text(
                f'第 {shown} 页是图片，没有读；安装 pip install "perfkit[ocr]" 后可读',
                f'page {shown} is a picture; not read: pip install "perfkit[ocr]" reads it',
            )
        )


def _recognise(
    path: Path, numbers: list[int], pages: list[Blocks], document: Document, limits: Limits
) -> bool:
    """Read the pages that are pictures, where the means are installed."""
    if not numbers:
        return False
    # What recognises characters loads numpy, which a PDF with text needs nowhere.
    from perfkit.intake.scan_file import available, not_installed, notes_of, scanned_pages

    if not available():
        if not any(pages):
            raise not_installed(document.name)
        return False
    questions: list[str] = []
    for number, blocks in scanned_pages(path, numbers, limits, questions).items():
        pages[number - 1] = blocks
    document.notes.extend(notes_of(questions, numbers))
    return True


def _page(page: Any, number: int, limits: Limits, unruled: UnruledTables) -> tuple[Blocks, bool]:
    found = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.cells) > 1]
    blocks: list[tuple[float, Line | Part | Table]] = []
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
    lines = [Line(line, page, number) for line in rest.extract_text_lines(return_chars=False, y_tolerance=3)]
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
