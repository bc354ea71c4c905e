"""An evaluation as a Word report that looks like an official one and can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from perfkit.base.files import write_whole
from perfkit.base.text import say
from perfkit.evaluation.tree import Evaluation
from perfkit.pages.report import Report
from perfkit.pages.sequence import ALL
from perfkit.publish.docx_body import NAMESPACES, paragraph, picture, prose, table
from perfkit.publish.docx_styles import apply_styles, font_table, set_compatibility
from perfkit.publish.files import steady_archive
from perfkit.publish.grid import Grid
from perfkit.publish.pieces import Picture, Piece, pieces, report_of, running_title
from perfkit.review import Finding
from perfkit.views.narrative import masthead

# A4 with the margins of an official document: top 37, bottom 35, left 28, right 26 mm; turned pages turn them too.
PAPER, MARGINS = (210, 297), {"top": 37, "bottom": 35, "left": 28, "right": 26}
TURNED = {"top": 28, "bottom": 26, "left": 35, "right": 37}
_TWIPS = 1440 / 25.4


def write(
    evaluation: Evaluation,
    path: str | Path,
    lang: str = "zh",
    findings: Sequence[Finding] | None = None,
    *,
    files: Sequence[tuple[str, str]] = (),
    annexes: str = ALL,
    brief: bool = False,
) -> None:
    """Write the report; the same evaluation always gives the same bytes.

    Parameters
    ----------
    evaluation : Evaluation
    path : str or Path   file to write
    lang : str           "zh" or "en"
    findings : findings of perfkit.review; looked for unless given
    files : (name, SHA-256) of the files behind the evaluation, listed in the last annex
    annexes, brief : as `perfkit.pages.report.open_report` takes them

    Examples
    --------
    >>> import tempfile
    >>> from perfkit import load_department
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(load_department("sz-sif-longhua_2020").evaluate(), f"{folder}/report.docx")
    ...     docx.Document(f"{folder}/report.docx").paragraphs[0].style.name
    'Title'
    """
    write_whole(path, document_bytes(report_of(evaluation, lang, findings, files, annexes, brief)))


def document_bytes(report: Report) -> bytes:
    """The report as bytes, without a clock in them."""
    document = docx.Document()
    apply_styles(document, report.lang)
    set_compatibility(document)
    _describe(document, report)
    _head_and_foot(document, report)
    content = _content(document, report)
    last = document.element.body.find(qn("w:sectPr"))
    for element in list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
        last.addprevious(element)
    out = BytesIO()
    document.save(out)
    return steady_archive(out.getvalue())


def _content(document, report: Report) -> str:
    parts = [prose(masthead(report.evaluation, report.lang))]
    groups = [
        (wide, list(group))
        for wide, group in groupby(pieces(report), key=lambda piece: isinstance(piece, Grid) and piece.wide)
    ]
    number = 0
    references = "".join(
        _xml(child)
        for child in document.sections[0]._sectPr
        if child.tag in (qn("w:headerReference"), qn("w:footerReference"))
    )
    for index, (wide, group) in enumerate(groups):
        for piece in group:
            number += isinstance(piece, Picture)
            parts.append(_piece(piece, document, number, wide))
        if index < len(groups) - 1:
            settings = _section(wide, references if index == 0 else "")
            parts.append(f'<w:p><w:pPr><w:pStyle w:val="Seam"/>{settings}</w:pPr></w:p>')
        else:
            set_last(document, wide, first=len(groups) == 1)
    return "".join(parts)


def _piece(piece: Piece, document, number: int, wide: bool) -> str:
    if isinstance(piece, Grid):
        return table(piece, text_width(wide))
    if isinstance(piece, Picture):
        relation, _ = document.part.get_or_add_image(BytesIO(piece.png))
        width = text_width(wide) / 1440
        return picture(relation, number, piece.name, piece.alt, width, width * piece.height / piece.width)
    return prose(piece)


def text_width(wide: bool) -> int:
    """Width of the text in twentieths of a point.

    Examples
    --------
    >>> text_width(False), text_width(True)
    (8844, 12756)
    """
    margins = TURNED if wide else MARGINS
    return round((PAPER[wide] - margins["left"] - margins["right"]) * _TWIPS)


def _section(wide: bool, references: str) -> str:
    margins = {side: round(size * _TWIPS) for side, size in (TURNED if wide else MARGINS).items()}
    width, height = (round(side * _TWIPS) for side in (reversed(PAPER) if wide else PAPER))
    turned = ' w:orient="landscape"' if wide else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{margins["top"]}" w:right="{margins["right"]}" w:bottom="{margins["bottom"]}" w:left="{margins["left"]}" w:header="850" w:footer="992" w:gutter="0"/></w:sectPr>'
    )


def set_last(document, wide: bool, *, first: bool) -> None:
    """Give the last section its paper: turned where it is wide."""
    old = document.element.body.find(qn("w:sectPr"))
    references = (
        "".join(
            _xml(child) for child in old if child.tag in (qn("w:headerReference"), qn("w:footerReference"))
        )
        if first
        else ""
    )
    new = parse_xml(_section(wide, references).replace("<w:sectPr>", f"<w:sectPr {nsdecls('w', 'r')}>", 1))
    old.getparent().replace(old, new)


def _xml(element) -> str:
    from lxml import etree

    return etree.tostring(element, encoding="unicode")


def _head_and_foot(document, report: Report) -> None:
    section = document.sections[0]
    section.header_distance = Mm(15)
    mark = (
        say(report.lang, "【合成数据，不是真实部门】", "[Synthetic data, not a real department] ")
        if report.evaluation.submission.synthetic
        else ""
    )
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


def _describe(document, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = report.title, "perfkit", ""
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
