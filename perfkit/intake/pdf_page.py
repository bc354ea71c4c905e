"""One page of a PDF as pdfplumber's tables and lines need it: characters and ruled edges, read by PDFium.

pdfminer takes 0.2 s a page in Python for the same; a filing of thirty pages has to be read within seconds.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from perfkit.intake.blocks import ILLEGIBLE, WHOLE_SIGNS

_LEVEL = 1.0
_FINE = 100_000
_DEEPEST = 8
_DESCENT = 0.2
_CENTRED = 0.3
_PITCH = 0.9
_APART = 0.35  # of its height a word processor sets a figure or a sign apart from the words beside it
Box = tuple[float, float, float, float]


class _Affine(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: _Affine) -> _Affine:
        """What does `first` and then this."""
        e, f = self.at(first.e, first.f)
        return _Affine(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )


class Page:
    """A page turned as it is shown, its measure points from the top left.

    Attributes
    ----------
    width, height : float
    chars : list of dict    text, x0, x1, top, bottom, doctop, upright, size
    edges : list of dict    straight rules: x0, x1, top, bottom, width, height, orientation "h" or "v"
    images : bool           whether a picture stands on it
    lost : list of points   where PDFium leaves out a sign, since its font is not in the file
    """

    def __init__(self, page: Any):
        self.width, self.height = page.get_size()
        self.bbox = (0.0, 0.0, self.width, self.height)
        self.edges: list[dict] = []
        self.images, self.lost = False, list[tuple[float, float]]()
        self._shown = self._turned(page)
        self._objects(pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, page, self._shown, 0)
        self.chars = closed(list(self._characters(page.get_textpage())))

    def _turned(self, page: Any) -> _Affine:
        """From the page's own space to the page as it is shown, found from where three points come to
        stand."""

        def shown(x: float, y: float) -> tuple[float, float]:
            across, down = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
            return across.value / _FINE * self.width, down.value / _FINE * self.height

        far = 1000.0
        (e, f), (ax, ay), (cx, cy) = shown(0, 0), shown(far, 0), shown(0, far)
        return _Affine((ax - e) / far, (ay - f) / far, (cx - e) / far, (cy - f) / far, e, f)

    def _objects(self, count: int, get: Any, holder: Any, matrix: _Affine, depth: int) -> None:
        own = pdfium.FS_MATRIX()
        for number in range(count):
            item = get(holder, number)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.images = True
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT and not _is_drawn(item):
                pdfium.FPDFPageObj_GetMatrix(item, own)
                self.lost.append(matrix.at(own.e, own.f))
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
                pdfium.FPDFPageObj_GetMatrix(item, own)
                placed = matrix.after(_Affine(own.a, own.b, own.c, own.d, own.e, own.f))
                if kind == pdfium.FPDF_PAGEOBJ_PATH:
                    self._path(item, placed)
                elif depth < _DEEPEST:
                    inner = pdfium.FPDFFormObj_CountObjects(item)
                    self._objects(inner, pdfium.FPDFFormObj_GetObject, item, placed, depth + 1)

    def _path(self, path: Any, matrix: _Affine) -> None:
        """The straight strokes of a path; a filled rectangle has four."""
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for number in range(pdfium.FPDFPath_CountSegments(path)):
            segment = pdfium.FPDFPath_GetPathSegment(path, number)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind, here = pdfium.FPDFPathSegment_GetType(segment), matrix.at(x.value, y.value)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = here
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._stroke(last, here)
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._stroke(here, start)
                here = start
            last = here

    def _stroke(self, one: tuple[float, float], two: tuple[float, float]) -> None:
        (x0, x1), (top, bottom) = sorted((one[0], two[0])), sorted((one[1], two[1]))
        width, height = x1 - x0, bottom - top
        if min(width, height) > _LEVEL or max(width, height) < _LEVEL:
            return
        edge: dict[str, float | str] = {
            "x0": x0,
            "x1": x1,
            "top": top,
            "bottom": bottom,
            "width": width,
            "height": height,
        }
        if width >= height:
            edge |= {"bottom": top, "height": 0.0, "orientation": "h"}
        else:
            edge |= {"x1": x0, "width": 0.0, "orientation": "v"}
        self.edges.append(edge)

    def _characters(self, text: Any) -> Iterator[dict]:
        matrix, box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        for number in range(pdfium.FPDFText_CountChars(text)):
            if pdfium.FPDFText_IsGenerated(text, number) == 1:
                continue
            sign = pdfium.FPDFText_GetUnicode(text, number)
            if pdfium.FPDFText_HasUnicodeMapError(text, number) == 1 or sign == 0:
                sign = ord(ILLEGIBLE)
            elif sign == 2:
                sign = ord("-")  # how PDFium marks a hyphen at the end of a line
            pdfium.FPDFText_GetMatrix(text, number, matrix)
            pdfium.FPDFText_GetCharOrigin(text, number, x, y)
            pdfium.FPDFText_GetLooseCharBox(text, number, box)
            up = (
                self._shown.a * matrix.c + self._shown.c * matrix.d,
                self._shown.b * matrix.c + self._shown.d * matrix.d,
            )
            size = pdfium.FPDFText_GetFontSize(text, number) * (up[0] ** 2 + up[1] ** 2) ** 0.5
            corners = self._shown.at(box.left, box.bottom), self._shown.at(box.right, box.top)
            (x0, x1), (top, bottom) = (sorted(pair) for pair in zip(*corners, strict=True))
            upright = up[1] < 0 and abs(up[0]) < 0.01 * abs(up[1])
            if upright:
                # One measure for every font of a line: signs of two fonts else stand at two heights.
                bottom = self._shown.at(x.value, y.value)[1] + _DESCENT * size
                top = bottom - size
            yield {
                "text": WHOLE_SIGNS.get(sign) or chr(sign),
                "x0": x0,
                "x1": x1,
                "top": top,
                "bottom": bottom,
                "doctop": top,
                "upright": upright,
                "size": size,
                "object_type": "char",
            }


def closed(chars: list[dict]) -> list[dict]:
    """Signs without the narrow gaps that a word processor leaves between Chinese and other signs, where it
    prints no space (≥100 个)."""
    for one, two in pairwise(chars):
        middle = (two["top"] + two["bottom"]) / 2
        beside = one["upright"] and two["upright"] and one["top"] < middle < one["bottom"]
        signs = one["text"], two["text"]
        kinds = {(sign.isascii(), "\u4e00" <= sign <= "\u9fff") for sign in signs}
        mixed = len(kinds) > 1 and all(sign.strip() for sign in signs)
        if beside and mixed and 0 < two["x0"] - one["x1"] <= _APART * max(one["size"], two["size"]):
            one["x1"] = two["x0"]
    return chars


def _is_drawn(item: Any) -> bool:
    """Whether a text has an extent: of a font that is not in the file a single sign has none."""
    if pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(item)) != 0:
        return True
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return right.value > left.value


def parted(chars: list[dict], box: Box) -> tuple[list[dict], list[dict]]:
    """The characters inside a box, those outside."""
    left, top, right, bottom = box
    inside: list[dict] = []
    outside: list[dict] = []
    for char in chars:
        x, y = _middle(char)
        (inside if left <= x < right and top <= y < bottom else outside).append(char)
    return inside, outside


def overflowing(cells: list[Box], chars: list[dict]) -> tuple[dict[Box, list[dict]], list[dict]]:
    """Lines of a cell too low for them: printed across the rules above and below, with the cell in their
    middle.

    Returns
    -------
    (box of a cell → its characters that stand across its rules, all other characters)
    """
    rules = sorted({edge for _, top, _, bottom in cells for edge in (top, bottom)})
    across = [char for char in chars if _is_across(char, rules)]
    claims: dict[int, list[Box]] = {}
    for box in cells if across else ():
        left, top, right, bottom = box
        here = [char for char in across if left <= _middle(char)[0] < right]
        above, below = ([char for char in here if _is_across(char, [edge])] for edge in (top, bottom))
        if above and below:
            middle, size = (_middle(above[0])[1] + _middle(below[0])[1]) / 2, above[0]["size"]
            own = [y for x, y in map(_middle, parted(chars, box)[0]) if not _is_across_at(y, rules, size)]
            # A line of its own closer than lines can be says that the cell has that line only.
            crowded = any(
                abs(y - _middle(char)[1]) < _PITCH * size for y in own for char in (above[0], below[0])
            )
            if not crowded and abs(middle - (top + bottom) / 2) < _CENTRED * size:
                for char in above + below:
                    claims.setdefault(id(char), []).append(box)
    # Where two cells lay claim to a line it goes to the one that the file writes it with, else to nobody.
    sure = {one: boxes[0] for one, boxes in claims.items() if len(boxes) == 1}
    sure |= _written_with(chars, claims)
    found: dict[Box, list[dict]] = {}
    for char in across:
        if id(char) in sure:
            found.setdefault(sure[id(char)], []).append(char)
    return found, [char for char in chars if id(char) not in sure]


def _written_with(chars: list[dict], claims: dict[int, list[Box]]) -> dict[int, Box]:
    """Lines that two cells claim: the file writes a cell's lines one after the other.

    A line is the upper cell's where that cell's first line is written before it, the lower cell's where that
    cell's last line follows.
    """
    found: dict[int, Box] = {}
    at = 0
    while at < len(chars):
        if len(claims.get(id(chars[at]), ())) < 2:
            at += 1
            continue
        end, y = at, _middle(chars[at])[1]
        while (
            end < len(chars) and chars[end]["x0"] >= chars[at]["x0"] and abs(_middle(chars[end])[1] - y) < 0.3
        ):
            end += 1
        upper, lower = sorted(claims[id(chars[at])], key=lambda box: box[1])[:2]
        if at and _in_column(chars[at - 1], upper) and _middle(chars[at - 1])[1] < y:
            found.update((id(char), upper) for char in chars[at:end])
        elif end < len(chars) and _in_column(chars[end], lower) and _middle(chars[end])[1] > y:
            found.update((id(char), lower) for char in chars[at:end])
        at = end
    return found


def _in_column(char: dict, box: Box) -> bool:
    return box[0] <= _middle(char)[0] < box[2]


def _middle(char: dict) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _is_across(char: dict, rules: list[float]) -> bool:
    return _is_across_at(_middle(char)[1], rules, char["size"])


def _is_across_at(y: float, rules: list[float], size: float) -> bool:
    reach = _CENTRED * size
    at = bisect_left(rules, y - reach)
    return at < len(rules) and rules[at] < y + reach
