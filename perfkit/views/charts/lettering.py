"""Text from a cache of glyph pictures: a process draws each letter once, not once a chart."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text as Label
from matplotlib.transforms import Bbox
from PIL import Image, ImageFont

from perfkit.base.paths import fonts_root

REGULAR, BOLD = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.otf"
_ASCENT, _DESCENT = 0.88, 0.12
"""The em box of Chinese fonts, above and below the baseline."""
_STAND_IN = "〓"
"""What Chinese typesetting prints for a character that the font lacks."""


@lru_cache(maxsize=64)
def face(size: float = 9.0, bold: bool = False) -> FontProperties:
    """The bundled Chinese font by path; no font of the machine is ever asked for."""
    return FontProperties(fname=str(fonts_root() / (BOLD if bold else REGULAR)), size=size)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text in points (1/72 inch).

    Examples
    --------
    >>> round(text_width("部门", 10), 2)
    20.0
    """
    return sum(_advance(character, bold) for character in text) * size


@lru_cache(maxsize=4)
def _file(bold: bool) -> bytes:
    # In memory: processes forked from this one would move each other's place in an open file.
    return (fonts_root() / (BOLD if bold else REGULAR)).read_bytes()


@lru_cache(maxsize=4)
def _font(bold: bool) -> FT2Font:
    font = FT2Font(BytesIO(_file(bold)))
    font.set_size(100, 72)
    return font


@lru_cache(maxsize=16384)
def _advance(character: str, bold: bool) -> float:
    """Width of a character in em."""
    return (
        _font(bold).load_char(ord(_drawable(character, bold)), flags=LoadFlags.NO_HINTING).linearHoriAdvance
        / 65536
        / 100
    )


def _drawable(character: str, bold: bool) -> str:
    return character if _font(bold).get_char_index(ord(character)) else _STAND_IN


@lru_cache(maxsize=8)
def _brush(pixels: float, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(_file(bold)), pixels, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=32768)
def _glyph(character: str, pixels: float, bold: bool, quarter: int) -> tuple[Image.Image, int, int]:
    """The picture of a character, and where its upper left corner lies from the pen on the baseline.

    `quarter` is how far right of a whole pixel the pen stands, in quarters of a pixel.
    """
    shown = _drawable(character, bold)
    if shown != character:
        warnings.warn(
            f"Glyph {ord(character)} ({character!r}) missing from font(s) Noto Sans SC.", stacklevel=2
        )
    mask, (left, top) = _brush(pixels, bold).getmask2(shown, mode="L", anchor="ls", start=(quarter / 4, 0))
    return Image.frombytes("L", mask.size, bytes(mask)), left, top


@lru_cache(maxsize=64)
def _bytes_of(color: str) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in to_rgba(color))


def _paper(renderer: RendererAgg) -> Image.Image:
    """The renderer's own pixels as a picture that can be painted on."""
    paper = Image.frombuffer(
        "RGBA", renderer.get_canvas_width_height(), renderer.buffer_rgba(), "raw", "RGBA", 0, 1
    )
    paper.readonly = 0  # not a copy of them
    return paper


class Lettering(Label):
    """A matplotlib text that draws itself from cached glyphs where the picture is made of pixels.

    Everything that can be changed on a Text can be changed here; turned text, and vector formats, are drawn
    by matplotlib itself.

    Parameters
    ----------
    backing : str   colour of the patch behind it; none where empty
    """

    def __init__(self, x: float, y: float, text: str, *, backing: str = "", **properties):
        box = {"facecolor": backing, "edgecolor": "none", "pad": 1.4} if backing else None
        super().__init__(x, y, text, bbox=box, parse_math=False, **properties)
        self.backing = backing

    def draw(self, renderer) -> None:
        """Draw it; see the class."""
        if not isinstance(renderer, RendererAgg) or self.get_rotation():
            super().draw(renderer)
            return
        if not self.get_visible() or not self.get_text():
            return
        left, bottom, pixels, height, width = self._place(renderer)
        paper, color = _paper(renderer), _bytes_of(self.get_color())
        left, top = round(left), paper.height - round(bottom) - height
        if not (-width < left < paper.width and -height < top < paper.height):
            return  # it belongs to a value far outside the picture
        if self.backing:
            paper.paste(_bytes_of(self.backing), (left, top, left + width, top + height))
        # What `paste` comes to for a colour and a mask, without its looking at what they are.
        pixels_of = paper.im
        for glyph, x, y in self._glyphs(pixels, width):
            at = (left + x, top + y)
            pixels_of.paste(color, (*at, at[0] + glyph.width, at[1] + glyph.height), glyph.im)

    def get_window_extent(self, renderer=None, dpi=None) -> Bbox:
        """Its place in pixels, lines and backing included."""
        if not isinstance(renderer, RendererAgg) or self.get_rotation() or not self.get_text():
            return super().get_window_extent(renderer, dpi)
        left, bottom, _, height, width = self._place(renderer)
        return Bbox.from_bounds(left, bottom, width, height)

    def _is_bold(self) -> bool:
        return str(self.get_fontproperties().get_file()).endswith(BOLD)

    def _step(self) -> float:
        """From one baseline to the next, in type sizes."""
        found = getattr(self, "_linespacing", None)  # matplotlib has a setter for it and no getter
        return found if isinstance(found, int | float) else 1.2

    def _pad(self) -> int:
        return 3 if self.backing else 0

    def _size(self, pixels: float) -> tuple[int, int]:
        lines = self.get_text().split("\n")
        wide = max(text_width(line, pixels, self._is_bold()) for line in lines)
        return (
            round(pixels + (len(lines) - 1) * pixels * self._step()) + 2 * self._pad(),
            int(wide) + 2 + 2 * self._pad(),
        )

    def _place(self, renderer) -> tuple[float, float, float, int, int]:
        """Left and lower edge, type size, height and width, all in pixels."""
        pixels = renderer.points_to_pixels(self.get_fontsize())
        height, width = self._size(pixels)
        x, y = self.get_transform().transform(self.get_position())
        below = {
            "bottom": self._pad(),
            "top": height - self._pad(),
            "baseline": self._pad() + _DESCENT * pixels,
        }
        before = {"left": self._pad(), "center": width / 2, "right": width - self._pad()}
        left = x - before[self.get_horizontalalignment()]
        bottom = y - below.get(self.get_verticalalignment(), height / 2)
        return left, bottom, pixels, height, width

    def _glyphs(self, pixels: float, width: int) -> Iterator[tuple[Image.Image, int, int]]:
        """Each character's picture with the place of its upper left corner in the block."""
        bold, lines = self._is_bold(), self.get_text().split("\n")
        inner = width - 2 * self._pad()
        for index, line in enumerate(lines):
            baseline = self._pad() + round(pixels * (_ASCENT + index * self._step()))
            free = inner - text_width(line, pixels, bold)
            pen = (
                self._pad() + {"left": 0.0, "center": free / 2, "right": free}[self.get_horizontalalignment()]
            )
            for character in line:
                # Letters and figures keep their distances to a quarter of a pixel; Chinese stays on whole
                # ones.
                quarters = round(pen * 4) if character < "\u2e80" else round(pen) * 4
                glyph, left, top = _glyph(character, pixels, bold, quarters % 4)
                if glyph.width and glyph.height:
                    yield glyph, quarters // 4 + left, baseline + top
                pen += _advance(character, bold) * pixels


def wrap(text: str, width: float, size: float, *, bold: bool = False, lines: int = 0) -> str:
    """Break text to a width in points: between Chinese characters or at spaces, never before closing
    punctuation.

    Parameters
    ----------
    lines : int   at most so many lines, the last one ending in …; 0 for as many as it takes
    """
    rows, row = [], ""
    for piece in _pieces(text):
        if (
            row
            and text_width(row + piece.rstrip(), size, bold) > width
            and piece[0] not in "，。；：、）》”’！？%,.;:)]～"
        ):
            rows.append(row.rstrip())
            row = piece.lstrip()
        else:
            row += piece
    rows.append(row.rstrip())
    if lines and len(rows) > lines:
        last = rows[lines - 1]
        while last and text_width(last + "…", size, bold) > width:
            last = last[:-1]
        rows = [*rows[: lines - 1], last + "…"]
    return "\n".join(rows)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    joins = False
    for character in text:
        wide = ord(character) >= 0x2E80 or character in "“”‘’…—"
        if (
            pieces
            and not wide
            and joins
            and not pieces[-1].endswith(" ")
            or pieces
            and pieces[-1] in ("“", "（", "《", "‘")
        ):
            pieces[-1] += character
        else:
            pieces.append(character)
        joins = not wide
    return pieces
