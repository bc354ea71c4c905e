"""A Word file as such: its paper, its styles, and its bytes without a clock in them."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from perfkit.publish.docx_body import NAMESPACES
from perfkit.publish.docx_styles import apply_styles, set_compatibility
from perfkit.publish.files import steady_archive

# A4 with the margins of an official document, mm; turned paper turns them too.
_PAPER, _MARGINS = (210, 297), {"top": 37, "bottom": 35, "left": 28, "right": 26}
_TURNED = {"top": 28, "bottom": 26, "left": 35, "right": 37}


def blank(lang: str, title: str, *, turned: bool = False, line: float = 0, brief: bool = False) -> Document:
    """An empty document of A4 with every style of the report.

    Parameters
    ----------
    title : str     of the file; what stands in it carries its own headings
    turned : bool   on paper that is turned
    line, brief : as `perfkit.publish.docx_styles.apply_styles` takes them
    """
    document = docx.Document()
    apply_styles(document, lang, line, brief=brief)
    set_compatibility(document)
    section = document.sections[0]
    width, height = reversed(_PAPER) if turned else _PAPER
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    for side, size in (_TURNED if turned else _MARGINS).items():
        setattr(section, f"{side}_margin", Mm(size))
    document.core_properties.title, document.core_properties.author = title, "perfkit"
    return document


def text_width(*, turned: bool = False) -> int:
    """Width of the text in twentieths of a point.

    Examples
    --------
    >>> text_width(), text_width(turned=True)
    (8844, 12756)
    """
    margins = _TURNED if turned else _MARGINS
    return round((_PAPER[turned] - margins["left"] - margins["right"]) * 1440 / 25.4)


def filled(document: Document, content: str) -> bytes:
    """The document with the WordprocessingML of its body; the same content always gives the same bytes."""
    last = document.element.body.find(qn("w:sectPr"))
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
        last.addprevious(element)
    out = BytesIO()
    document.save(out)
    return steady_archive(out.getvalue())
