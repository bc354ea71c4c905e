"""The place in the document beside a value: a picture of the page, or the rows of the table with the cell
marked."""

from __future__ import annotations

import base64
import io
from html import escape
from pathlib import Path
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.intake.blocks import Cell, Table, distinct, one_line
from perfkit.intake.guards import Limits
from perfkit.intake.open_file import open_document
from perfkit.intake.sources import Found, Sources
from perfkit.views.said import worded

_SCALE = 1.7
_AROUND = 90.0
_ACROSS = 500.0
_SCAN = 200 / 72
_MARK = (194, 73, 29)
_ROWS = 2
_LONGEST = 90
_CELL = "border:1px solid #9aa3ad;padding:4px 7px;vertical-align:middle"


class SourcePicture:
    """Shows where values stand.

    Parameters
    ----------
    path : Path   the document
    lang : str    "zh" or "en"
    """

    def __init__(self, path: Path, lang: str = "zh"):
        self.path, self.lang = path, lang
        self.sources: Sources | None = None
        self._opened: Any = None

    def html(self, section: str, quote: str, value: str) -> str:
        """The place as HTML; a sentence where it cannot be found."""
        if self.sources is None:
            self.sources = Sources(open_document(self.path))
        found = self.sources.find(section, quote, value)
        if found is None:
            told = worded(self.lang, "place_not_found")
            return f"<p>{told}</p>"
        image = self._image(found) if found.place.page and found.place.box else None
        if image is None:
            return _rows(found) if found.table is not None else _passage(found, quote)
        shown = base64.b64encode(image).decode("ascii")
        alt = worded(self.lang, "place_found", page=found.place.page, found=one_line(found.text)[:60])
        return (
            f'<img src="data:image/png;base64,{shown}" alt="{escape(alt, quote=True)}" '
            f'style="width:100%;height:auto;border:1px solid #c8ced6"><div>{escape(alt)}</div>'
        )

    def _image(self, found: Found) -> bytes | None:
        """The page around the place, the place framed."""
        from PIL import Image, ImageDraw

        page, scale = self._page(found.place.page)
        if page is None or found.place.box is None:
            return None
        left, top, right, bottom = (edge * scale for edge in found.place.box)
        around = _AROUND * scale
        framed = page.copy()
        ImageDraw.Draw(framed).rectangle((left - 3, top - 3, right + 3, bottom + 3), outline=_MARK, width=4)
        upper, lower = max(0, round(top - around)), min(framed.height, round(bottom + around))
        stored = io.BytesIO()
        middle, half = (left + right) / 2, max(_ACROSS * scale, right - left + 2 * around) / 2
        start = max(0, min(round(middle - half), framed.width - round(2 * half)))
        end = min(framed.width, start + round(2 * half))
        cut: Image.Image = framed.crop((start, upper, end, lower))
        cut.save(stored, "PNG", optimize=True)
        return stored.getvalue()

    def _page(self, number: int) -> tuple[Any, float]:
        """A page as a picture, and its pixels a point; (None, 0) for a format without pages."""
        from PIL import Image

        suffix = self.path.read_bytes()[:5]
        if suffix == b"%PDF-":
            import pypdfium2

            if self._opened is None or self._opened[0] != number:
                Limits(self.path.name).time()
                with pypdfium2.PdfDocument(self.path) as pdf:
                    self._opened = (number, pdf[number - 1].render(scale=_SCALE).to_pil().convert("RGB"))
            return self._opened[1], _SCALE
        try:
            with Image.open(self.path) as picture:
                return picture.convert("RGB"), _SCAN
        except (PerfkitError, OSError):
            return None, 0.0


def _rows(found: Found) -> str:
    """The rows around a cell, under their head, the cell marked."""
    table = found.table or Table([])
    first, last = max(0, found.row - _ROWS), min(len(table.rows), found.row + _ROWS + 1)
    # The head of the rows: the nearest above of several cells without a figure.
    head = next(
        (
            number
            for number in range(first - 1, -1, -1)
            if len(cells := distinct(table.rows[number])) > 2
            and not any(letter.isdigit() for cell in cells for letter in cell.text)
        ),
        None,
    )
    numbers = [*([] if head is None else [head]), *range(first, last)]
    body = "".join(f"<tr>{_cells(table.rows[number], found.cell)}</tr>" for number in numbers)
    return (
        f'<div>{escape(str(found.place))}</div><div style="overflow-x:auto">'
        f'<table style="border-collapse:collapse;font-size:13px" lang="zh">{body}</table></div>'
    )


def _cells(row: list[Cell], marked: Cell | None) -> str:
    made, at = [], 0
    while at < len(row):
        span = at + 1
        while span < len(row) and row[span] is row[at]:
            span += 1
        text = escape(_short(one_line(row[at].text)))
        style = _CELL + (";background:#fff1c2;outline:3px solid #c2491d" if row[at] is marked else "")
        across = f' colspan="{span - at}"' if span - at > 1 else ""
        made.append(
            f'<td{across} style="{style}">{f"<mark>{text}</mark>" if row[at] is marked else text}</td>'
        )
        at = span
    return "".join(made)


def _passage(found: Found, quote: str) -> str:
    text = escape(found.text)
    marked = escape(quote)
    shown = text.replace(marked, f"<mark>{marked}</mark>", 1) if quote else text
    return f'<div>{escape(str(found.place))}</div><blockquote lang="zh">{shown}</blockquote>'


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
