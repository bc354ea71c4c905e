"""What a reader of a printed page sees: how full it is, its first and last lines."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from perfkit.base.paths import fonts_root

# Head and foot of a page, as a share of its height: a running title and a page number stand there.
_HEAD, _FOOT, _FOOT_IN_WORD = 0.08, 0.926, 0.885


class PrintedPage(NamedTuple):
    """A page: the share of the room for text that its content reaches down to, and its lines."""

    fill: float
    lines: list[str]


def printed(content: bytes, *, word: bool = False) -> Iterator[PrintedPage]:
    """Every page of a PDF, that of a Word file where `word`."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            top, foot = float(page.height) * _HEAD, float(page.height) * (_FOOT_IN_WORD if word else _FOOT)
            inside = page.crop((0, top, page.width, foot))
            marks = [*inside.chars, *inside.images, *inside.rects, *inside.lines]
            lowest = max((mark["bottom"] for mark in marks), default=top)
            lines = [line["text"] for line in inside.extract_text_lines()]
            yield PrintedPage((min(lowest, foot) - top) / (foot - top), lines)


def as_pdf(docx: bytes, folder: Path) -> bytes:
    """A Word file as LibreOffice prints it; the bundled font stands in where the machine has no Chinese
    one."""
    (folder / "report.docx").write_bytes(docx)
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f'<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts_root()}</dir>'
        f"<cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/office",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "report.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=240,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    return (folder / "report.pdf").read_bytes()
