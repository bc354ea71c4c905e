"""What a reader of a printed page sees: how full it is, its first and last lines."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from perfkit.base.paths import fonts_root

# Head and foot of a page, as a share of its height: a running title and a page number stand there.
_HEAD, _FOOT, _FOOT_IN_WORD = 0.08, 0.926, 0.885
# Points by which the middles of one line's characters may differ; points of room that are a blank.
_LEVEL, _GAP = 1.5, 3
_DRAWN = (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE)


class _Char(NamedTuple):
    """A character and its box, from the page's upper left corner."""

    top: float
    left: float
    bottom: float
    right: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class PrintedPage(NamedTuple):
    """A page: the share of the room for text that its content reaches down to, and its lines."""

    fill: float
    lines: list[str]


def printed(content: bytes, *, word: bool = False) -> Iterator[PrintedPage]:
    """Every page of a PDF, that of a Word file where `word`."""
    for page in _pages(content):
        height = page.get_height()
        top, foot = height * _HEAD, height * (_FOOT_IN_WORD if word else _FOOT)
        inside = [char for char in _chars(page) if top < char.middle < foot]
        drawn = [height - shape.get_bounds()[1] for shape in page.get_objects(filter=_DRAWN)]
        marks = [*(char.bottom for char in inside), *(low for low in drawn if low > top)]
        lowest = min(max(marks, default=top), foot)
        yield PrintedPage((lowest - top) / (foot - top), _lines(inside))


def text_of_pages(content: bytes) -> list[str]:
    """What stands on each page of a PDF, line by line as it is seen."""
    return ["\n".join(_lines(_chars(page))) for page in _pages(content)]


def right_of(content: bytes, left: float) -> list[str]:
    """The same for what begins at least `left` points from the left edge, on pages higher than wide."""
    upright = (page for page in _pages(content) if page.get_height() > page.get_width())
    return ["\n".join(_lines([char for char in _chars(page) if char.left >= left])) for page in upright]


def fonts_of(content: bytes) -> set[str]:
    """Names of the fonts that text is set in, without the prefix of a subset."""
    texts = (
        text for page in _pages(content) for text in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT])
    )
    return {text.get_font().get_base_name().split("+")[-1] for text in texts}


def _pages(content: bytes) -> Iterator[pdfium.PdfPage]:
    document = pdfium.PdfDocument(content)
    try:
        yield from document
    finally:
        document.close()


def _chars(page: pdfium.PdfPage) -> list[_Char]:
    height, text, box = page.get_height(), page.get_textpage(), pdfium_c.FS_RECTF()
    found = []
    for at in range(text.count_chars()):
        if not pdfium_c.FPDFText_IsGenerated(text, at):
            pdfium_c.FPDFText_GetLooseCharBox(text, at, box)
            char = chr(pdfium_c.FPDFText_GetUnicode(text, at))
            found.append(_Char(height - box.top, box.left, height - box.bottom, box.right, char))
    return found


def _lines(chars: list[_Char]) -> list[str]:
    """Characters whose middles are nearly level are one line; a blank stands where there is room for one."""
    lines: list[list[_Char]] = []
    for char in sorted(chars, key=lambda char: char.middle):
        if lines and char.middle - lines[-1][-1].middle <= _LEVEL:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [_words(sorted(line, key=lambda char: char.left)) for line in lines]


def _words(line: list[_Char]) -> str:
    said = line[0].text
    for before, char in pairwise(line):
        said += (" " if char.left - before.right > _GAP else "") + char.text
    return " ".join(said.split())


def as_pdfs(words: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Word files as LibreOffice prints them, all in one go; the bundled font stands in where the machine has
    no Chinese one."""
    files = [folder / f"{name}.docx" for name in words]
    for file, content in zip(files, words.values(), strict=True):
        file.write_bytes(content)
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f'<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts_root()}</dir>'
        f"<cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    home = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=480,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in words}
