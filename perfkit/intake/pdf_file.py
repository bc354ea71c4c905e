"""PDF files: ruled tables cell by cell, the text between them as paragraphs, page numbers left out."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import Any, cast

from pdfplumber.table import TableFinder
from pdfplumber.utils import chars_to_textmap, extract_text

from perfkit.base.errors import PerfkitError
from perfkit.base.office import refuse
from perfkit.intake.blocks import Cell, Document, Paragraph, Place, Table
from perfkit.intake.cell_grid import Box, Part
from perfkit.intake.guards import MOST_PAGES, Limits
from perfkit.intake.notes import note
from perfkit.intake.page_blocks import Blocks, Line, add_pages
from perfkit.intake.pdf_columns import UnruledTables
from perfkit.intake.pdf_page import Page, overflowing, parted

_PAGE_NUMBER = re.compile(r"[-–—·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-–—·\s]*")


def read_pdf(path: Path) -> Document:
    """The blocks of a .pdf file.

    Raises
    ------
    SubmissionError   encrypted, damaged, scanned without text, or with more pages than a report has.
    """
    import pypdfium2

    name = path.name
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise refuse(*note("no_pdf", name=name))
    limits, document = Limits(name), Document(name, "pdf")
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            _read_pages(path, pdf, document, limits)
    except PerfkitError:
        raise
    except Exception as error:  # a broken file may break the finding of tables as well
        if any(word in str(error) for word in ("password", "security")):
            raise refuse(*note("encrypted_pdf", name=name)) from None
        shown = f"{type(error).__name__} {error}"[:120]
        raise refuse(*note("damaged_pdf", name=name, shown=shown)) from None
    if not document.blocks:
        raise refuse(f"{name}：PDF 里没有文字", f"{name}: no text in the PDF")
    return document


def _read_pages(path: Path, pdf: Any, document: Document, limits: Limits) -> None:
    if len(pdf) > MOST_PAGES:
        raise refuse(*note("too_many_pages", name=document.name, most_pages=MOST_PAGES))
    pages, unreadable, unruled = [], [], UnruledTables()
    for number in range(1, len(pdf) + 1):
        limits.time()
        page = Page(pdf[number - 1])
        if page.lost:
            page.chars += _left_out(path, number, page.lost)
        blocks, dropped = _page(page, number, limits, unruled)
        pages.append(blocks)
        if dropped:
            unreadable.append(number)
    recognised = _recognise(path, unreadable, pages, document, limits)
    unruled.finish()
    limits.row(sum(len(read.table.rows) for read in unruled.tables))
    lost = [id(read.table) for read in unruled.tables if not read.table.rows]
    add_pages(document, [[block for block in blocks if id(block) not in lost] for blocks in pages])
    document.lost.extend(
        Paragraph(line.text, page=line.page, place=Place(page=line.page)) for line in unruled.lost
    )
    if unruled.lost:
        shown = "、".join(map(str, dict.fromkeys(line.page for line in unruled.lost)))
        document.notes.append(note("unruled_pages", shown=shown))
    if unreadable and not recognised:
        shown = "、".join(map(str, unreadable))
        document.notes.append(note("picture_pages", shown=shown))


def _left_out(path: Path, number: int, points: list[tuple[float, float]]) -> list[dict]:
    """The signs at points of a page, read by pdfminer, which needs no font for them but much more time."""
    import pdfplumber

    with pdfplumber.open(path, pages=[number]) as pdf:
        chars = [char for char in pdf.pages[0].chars if char["text"].strip()]
    return [
        found[0]
        for x, y in points
        if (found := [c for c in chars if abs(c["x0"] - x) < 1 and c["top"] < y < c["bottom"] + 1])
    ]


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


def _page(page: Page, number: int, limits: Limits, unruled: UnruledTables) -> tuple[Blocks, bool]:
    tables = TableFinder(cast(Any, page)).tables
    tables = [table for table in tables if len(table.rows) > 1 or len(table.cells) > 1]
    blocks: list[tuple[float, Line | Part | Table]] = []
    size = median(char["size"] for char in page.chars) if tables and page.chars else 10.0
    rest = page.chars
    for table in tables:
        limits.row(len(table.rows))
        limits.time()
        beyond, rest = overflowing(table.cells, rest)
        inside, rest = parted(rest, table.bbox)
        blocks.append((table.bbox[1], _ruled(table, inside, beyond, number, size)))
    printed = chars_to_textmap(rest, y_tolerance=3).extract_text_lines(return_chars=False) if rest else []
    lines = [Line(line, page, number) for line in printed]
    numbers = [line for line in lines if line.edge and _PAGE_NUMBER.fullmatch(line.text)]
    lines = [line for line in lines if line.text and line not in numbers]
    for top, bottom, begun in unruled.page(rest, number, [(line.top, line.bottom) for line in numbers]):
        lines = [line for line in lines if not top - 1 <= (line.top + line.bottom) / 2 <= bottom + 1]
        if begun is not None:
            blocks.append((top, begun))
    blocks.extend((line.top, line) for line in lines)
    blocks.sort(key=lambda pair: pair[0])
    return [block for _, block in blocks], not blocks and page.images


def _ruled(table: Any, chars: list[dict], beyond: dict[Box, list[dict]], number: int, size: float) -> Part:
    """The cells of a ruled table with their boxes."""
    cells = []
    for row in table.rows:
        rest, _ = parted(chars, row.bbox)
        for box in filter(None, row.cells):
            inside, rest = parted(rest, box)
            text = extract_text([*inside, *beyond.get(box, ())], x_tolerance=2).strip()
            cells.append((box, Cell(text, box[0], box[2], Place(page=number, box=box))))
    return Part(cells, number, size)
