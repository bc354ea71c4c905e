"""An evaluation as a Word report that looks like an official one and can be edited."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm

from perfkit.base.text import say
from perfkit.pages.report import Report
from perfkit.publish.docx_body import NAMESPACES, paragraph, picture, prose, table
from perfkit.publish.docx_file import blank, filled, text_width
from perfkit.publish.docx_styles import font_table
from perfkit.publish.grid import Grid
from perfkit.publish.pieces import Picture, Piece, pieces, running_title
from perfkit.views.narrative import masthead
from perfkit.views.said import worded


def document_bytes(report: Report) -> bytes:
    """The report as bytes, without a clock in them."""
    document = blank(report.lang, report.title, brief=report.is_brief)
    _describe(document, report)
    _head_and_foot(document, report)
    parts, number = [prose(masthead(report.evaluation, report.lang))], 0
    for piece in pieces(report):
        number += isinstance(piece, Picture)
        parts.append(_piece(piece, document, number))
    return filled(document, "".join(parts))


def _piece(piece: Piece, document: Document, number: int) -> str:
    if isinstance(piece, Grid):
        return table(piece, text_width())
    if isinstance(piece, Picture):
        relation, _ = document.part.get_or_add_image(BytesIO(piece.png))
        width = text_width() / 1440
        return picture(relation, number, piece.name, piece.alt, width, width * piece.height / piece.width)
    return prose(piece)


def _head_and_foot(document: Document, report: Report) -> None:
    section = document.sections[0]
    section.header_distance = Mm(15)
    mark = worded(report.lang, "synthetic_document") if report.evaluation.submission.synthetic else ""
    for part, content in (
        (
            section.header,
            paragraph(mark + running_title(report), "Header", report.lang, color="B03A16" if mark else ""),
        ),
        (section.footer, _page_number()),
    ):
        part.is_linked_to_previous = False
        for old in list(part._element):
            part._element.remove(old)
        for element in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
            part._element.append(element)


def _page_number() -> str:
    def run(inner: str) -> str:
        return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{inner}</w:r>'

    field = "".join(
        run(inner)
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    before, after = run('<w:t xml:space="preserve">— </w:t>'), run('<w:t xml:space="preserve"> —</w:t>')
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{before}{field}{after}</w:p>'


def _describe(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.last_modified_by = ""
    properties.comments = properties.subject = properties.keywords = ""
    properties.language = say(report.lang, "zh-CN", "en-GB")
    package = document.part.package
    for relation in [
        key for key, found in package.rels.items() if found.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del package.rels[relation]
    for found in document.part.rels.values():
        if found.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            found.target_part._blob = font_table()
