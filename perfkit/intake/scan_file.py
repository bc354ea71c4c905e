"""Scanned pages and pictures: characters by rapidocr (the optional extra `ocr`), cells from the ruled lines.

What is not recognised for certain is not a value: the cell holds "□", and a question names what it may be.
"""

from __future__ import annotations

import logging
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from perfkit.base.office import refuse
from perfkit.base.text import Text
from perfkit.intake.blocks import ILLEGIBLE, Cell, Document, Place, one_line
from perfkit.intake.cell_grid import Box, Part
from perfkit.intake.guards import Limits
from perfkit.intake.notes import note
from perfkit.intake.page_blocks import Blocks, Line, add_pages
from perfkit.intake.scan_grid import (
    comparison_sign,
    has_ink,
    inner,
    is_dash,
    left_over,
    printed_between,
    ruled_tables,
    stamped,
    straightened,
)
from perfkit.intake.scan_widths import Widths
from perfkit.intake.scan_words import (
    Word,
    ends_between,
    lines_of,
    parts_fit,
    several_values,
    shared,
    text_of,
)

CERTAIN = 0.88
_DPI = 200
_NEAR = 8.0
_ONE_LINE = 90
_MOST_PIXELS = 60_000_000
_SIGNS = set("M≥≤≧≦><＞＜⩾⩽>=<=VN")
_WORDS = 0.85
_CUT = 0.6
_MOST_QUESTIONS = 40


def available() -> bool:
    """Whether the extra `ocr` is installed."""
    from importlib.util import find_spec

    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "pypdfium2", "cv2"))


def not_installed(name: str) -> Exception:
    """The error for a picture without the means to read it."""
    return refuse(*note("needs_ocr", name=name))


def read_picture(path: Path) -> Document:
    """The blocks of a picture of a page.

    Raises
    ------
    SubmissionError   damaged, too large, or the extra `ocr` is not installed.
    """
    from PIL import Image, UnidentifiedImageError

    name, limits = path.name, Limits(path.name)
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise refuse(f"{name}：图片过大，请缩小后再读", f"{name}: the picture is too large")
            image = np.asarray(picture.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise refuse(
            f"{name}：图片已损坏（{error}）"[:200], f"{name}: the picture is damaged ({error})"[:200]
        ) from None
    if not available():
        raise not_installed(name)
    limits.pictures(1)
    document, questions = Document(name, "scan"), list[str]()
    blocks = page_blocks(image, 1, 72 / _DPI, limits, questions)
    add_pages(document, [blocks])
    document.notes.extend(notes_of(questions, [1]))
    if not document.blocks:
        raise refuse(f"{name}：图片上没有认出文字", f"{name}: no text was recognised in the picture")
    return document


def scanned_pages(path: Path, numbers: list[int], limits: Limits, questions: list[str]) -> dict[int, Blocks]:
    """The blocks of the pages of a PDF that are pictures, by page number."""
    import pypdfium2

    found = {}
    limits.pictures(len(numbers))
    pdf = pypdfium2.PdfDocument(path)
    try:
        for number in numbers:
            limits.time()
            page = pdf[number - 1]
            width, height = page.get_size()
            scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            image = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
            found[number] = page_blocks(np.ascontiguousarray(image), number, 1 / scale, limits, questions)
    finally:
        pdf.close()
    return found


def notes_of(questions: list[str], pages: list[int]) -> list[Text]:
    """What a reader must know: which pages were recognised, and each sign that was not for certain."""
    shown = "、".join(map(str, pages))
    notes = [note("recognised_page", shown=shown)]
    if questions:
        listed = "；".join(questions[:_MOST_QUESTIONS])
        more = f"……共 {len(questions)} 处" if len(questions) > _MOST_QUESTIONS else ""
        notes.append(note("illegible", listed=listed, more=more))
    return notes


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})


def page_blocks(image: np.ndarray, number: int, scale: float, limits: Limits, questions: list[str]) -> Blocks:
    """The lines and tables of one page.

    Parameters
    ----------
    image : array    the page, height × width × 3
    scale : float    points per pixel
    """
    image, turned = straightened(image)
    words = _words(image)
    reading = _Page(image, turned, number, scale, questions, Widths(words))
    words = [reading.widths.checked(word) for word in words]
    blocks: list[tuple[float, Line | Part]] = []
    for cells in ruled_tables(image):
        limits.row(len(cells) // 4)
        limits.time()
        part, words = reading.table(cells, words)
        blocks.append((part.cells[0][0][1], part))
    blocks.extend((line.top, line) for line in reading.lines(words))
    return [block for _, block in sorted(blocks, key=lambda pair: pair[0])]


def _words(image: np.ndarray) -> list[Word]:
    result = _engine()(image, use_det=True, use_cls=False, use_rec=True)
    if getattr(result, "boxes", None) is None:
        return []
    return [
        Word(text, float(score), *box.min(axis=0).tolist(), *box.max(axis=0).tolist())
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
    ]


class _Page:
    """One page while it is read."""

    def __init__(
        self,
        image: np.ndarray,
        turned: np.ndarray,
        number: int,
        scale: float,
        questions: list[str],
        widths: Widths,
    ):
        self.image, self.number, self.scale, self.questions = image, number, scale, questions
        self.widths = widths
        self.height, self.width = image.shape[0] * scale, image.shape[1] * scale
        back = np.linalg.inv(np.vstack([turned, [0, 0, 1]]))
        self.back = back

    def box(self, box: Box) -> Box:
        """A box in points on the page as it was, before it was turned straight."""
        corners = [(box[0], box[1], 1), (box[2], box[1], 1), (box[2], box[3], 1), (box[0], box[3], 1)]
        places = np.array([(self.back @ np.array(corner))[:2] for corner in corners]) * self.scale
        (left, top), (right, bottom) = places.min(axis=0), places.max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    def _scaled(self, box: Box) -> Box:
        left, top, right, bottom = box
        return left * self.scale, top * self.scale, right * self.scale, bottom * self.scale

    def table(self, cells: list[Box], words: list[Word]) -> tuple[Part, list[Word]]:
        """The cells of a table with their words; and the words that stand outside."""
        inside: list[list[Word]] = [[] for _ in cells]
        rest, torn = [], dict[int, list[tuple[Word, list[int]]]]()
        for word in words:
            x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
            at = next((n for n, c in enumerate(cells) if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)
            over = [n for n, cell in enumerate(cells) if shared(cell, word) > 0.2]
            if at is None and not over:
                rest.append(word)
            elif len(over) > 1:
                for n in over:
                    torn.setdefault(n, []).append((word, over))
            else:
                inside[over[0] if over else at or 0].append(word)
        for number, box in enumerate(cells):
            boxes = [word[2:] for word in inside[number]]
            unread = has_ink if not boxes else partial(left_over, words=boxes)
            if number in torn or unread(self.image, box):
                inside[number] = self._again(box)
        read, made = [text_of(found) for found in inside], []
        for number, box in enumerate(cells):
            text, score = read[number]
            if any(not parts_fit(word, [read[n][0] for n in over]) for word, over in torn.get(number, ())):
                score = min(score, _CUT)
            if self._is_doubtful(text, inside[number], box, cells):
                score = min(score, _CUT)
            made.append((self._scaled(box), self._cell(text, score, box)))
        size = float(np.median([w.bottom - w.top for w in words])) * 0.8 * self.scale if words else 10.0
        edges = [box for box, _ in made]
        whole = (*np.min(edges, axis=0)[:2], *np.max(edges, axis=0)[2:])
        lost = any(shared(whole, Word(w.text, w.score, *self._scaled(w[2:]))) > 0.5 for w in rest)
        return Part(made, self.number, size, _NEAR, ILLEGIBLE if lost else ""), rest

    def _is_doubtful(self, text: str, words: list[Word], box: Box, cells: list[Box]) -> bool:
        """Whether a cell holds more than was read, or the entries of several rows."""
        ends = ends_between(lines_of(words), box)
        return (
            several_values(text)
            or any(stamped(self.image, word[2:]) for word in words)
            or left_over(self.image, box, [word[2:] for word in words])
            or any(above < top < below for above, below in ends for _, top, _, _ in cells)
        )

    def _again(self, box: Box) -> list[Word]:
        """A cell read on its own: first as a page, then as one line."""
        crop = np.pad(inner(self.image, box, 4), ((16, 16), (16, 16), (0, 0)), constant_values=255)
        words = _words(crop) if crop.shape[0] > _ONE_LINE else []
        if words:
            x, y = max(round(box[0]) + 4, 0) - 16, max(round(box[1]) + 4, 0) - 16
            return [
                self.widths.checked(Word(w.text, w.score, w.left + x, w.top + y, w.right + x, w.bottom + y))
                for w in words
            ]
        result = _engine()(crop, use_det=False, use_cls=False, use_rec=True)
        if result.txts and result.txts[0].strip():
            middle, high, margin = (box[1] + box[3]) / 2, self.widths.height / 2, self.widths.margin / 2
            left, right = printed_between(self.image, box)
            placed = (left - margin, middle - high, right + margin, middle + high)
            return [self.widths.checked(Word(result.txts[0].strip(), float(result.scores[0]), *placed))]
        return [Word(ILLEGIBLE, 0.0, *box)]

    def _cell(self, text: str, score: float, box: Box) -> Cell:
        place = Place(page=self.number, box=self.box(box))
        if text == ILLEGIBLE or (text and len(text) <= 2 and set(text) <= _SIGNS):
            sign = comparison_sign(self.image, box)
            if sign and (sign == text or score < CERTAIN or text not in "≥≤"):
                text, score = sign, max(score, CERTAIN)
            elif sign != text and text in "≥≤":
                score = min(score, 0.5)
        if text in ("一", "－", "-", "_"):
            text = "—"  # alone in a cell, the stroke for "nothing"
            score = max(score, CERTAIN) if is_dash(self.image, box) else score
        figure = len(text) < 2 or any(not sign.isalpha() for sign in text if sign not in "（）()：:、，\n")
        if text and score < (CERTAIN if figure else _WORDS):
            self.questions.append(f"第{self.number}页“{one_line(text)}”（{score:.2f}）")
            text = ILLEGIBLE
        return Cell(text, box[0] * self.scale, box[2] * self.scale, place, confidence=score if text else 1.0)

    def lines(self, words: list[Word]) -> list[Line]:
        """Words outside tables, as lines."""
        return [self._line(line) for line in lines_of(words)]

    def _line(self, words: list[Word]) -> Line:
        text = "  ".join(word.text for word in words)
        score = min(word.score for word in words)
        if score < CERTAIN:
            self.questions.append(f"第{self.number}页“{text[:40]}”（{score:.2f}）")
        edges = (words[0].left, min(w.top for w in words), words[-1].right, max(w.bottom for w in words))
        left, top, right, bottom = self._scaled(edges)
        line = {"text": text, "x0": left, "x1": right, "top": top, "bottom": bottom}
        return Line(line, self, self.number, score)
