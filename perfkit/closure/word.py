"""A page of prose and tables as a Word file, in the styles of the report."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from perfkit.base.files import write_whole
from perfkit.publish.docx import MARGINS, PAPER, text_width
from perfkit.publish.docx_body import NAMESPACES, prose, table
from perfkit.publish.docx_styles import apply_styles, set_compatibility
from perfkit.publish.files import steady_archive
from perfkit.publish.grid import from_table
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables.table import Table


def write_word(
    path: Path, title: str, pieces: Iterable[Prose | Table], lang: str, *, line: float = 0
) -> None:
    """Write a Word file; the same pieces always give the same bytes.

    Parameters
    ----------
    path : Path    a .docx to write
    title : str    of the file; the pieces carry their own headings
    pieces : in their order
    lang : str     "zh" or "en"
    line : float   points from line to line of the Chinese text; as in the report unless given
    """
    document = docx.Document()
    apply_styles(document, lang, line)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAPER)
    for side, size in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(size))
    set_compatibility(document)
    document.core_properties.title, document.core_properties.author = title, "perfkit"
    width = text_width(False)
    content = "".join(
        prose(piece) if isinstance(piece, Prose) else table(from_table(piece, small=True), width)
        for piece in pieces
    )
    last = document.element.body.find(qn("w:sectPr"))
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
        last.addprevious(element)
    out = BytesIO()
    document.save(out)
    write_whole(path, steady_archive(out.getvalue()))
