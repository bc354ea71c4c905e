"""WordprocessingML for the pieces of a report: paragraphs, lists, tables, pictures."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from perfkit.publish.docx_styles import looks
from perfkit.publish.grid import Grid, Placed, fitted, placed
from perfkit.publish.runs import runs
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose, Quote
from perfkit.views.tables.table import CENTRE, NUMBER

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
EMU = 914_400
_PARAGRAPHS = {
    "answer": "Answer",
    "lead": "Lead",
    "note": "Note",
    "beside": "Beside",
    "synthetic": "Warning",
    "address": "Address",
    "seal": "Seal",
}
_RED = {"contradicted", "error", "unmet"}
# In running text a range of numbers stays on its line, and so does a date; one of dates may part.
_RANGE = re.compile(r"(?<=[\d%])(?:～(?=[\d.]+(?![\d.-]))|-(?=\d\d(?!\d)))")
_JOINED = "\u2060\\g<0>\u2060"
_SMALL = {"TableText", "TableSmall", "TableCode", "Note", "Caption", "Annex", "Header"}
# A row with more text than this may be broken over two pages; text that is longer yet starts at the top of
# its cell.
_WHOLE_ROW, _LONG_CELL = 200, 400


def paragraph(
    text: str, style: str, lang: str, *, more: str = "", bold: bool = False, color: str = ""
) -> str:
    """A paragraph, and one more for every line break: a broken line of a justified paragraph would be
    stretched.

    Parameters
    ----------
    more : str   further elements of w:pPr, in the order of the schema, after w:pStyle
    """
    place = "Place" if style in _SMALL else "PlaceInText"
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{_line(line, lang, bold, color, place)}</w:p>'
        for line in text.split("\n")
    )


def _line(line: str, lang: str, bold: bool, color: str, place: str) -> str:
    parts = []
    for run in runs(line, lang):
        look = f'<w:rStyle w:val="{place}"/>' if run.place else ""
        if run.chinese:
            look += '<w:rFonts w:hint="eastAsia"/>'
        if bold:
            look += "<w:b/>"
        if color and not run.place:
            look += f'<w:color w:val="{color}"/>'
        if run.chinese:
            look += '<w:lang w:eastAsia="zh-CN"/>'
        words = _RANGE.sub(_JOINED, run.text) if place == "PlaceInText" else run.text
        parts.append(
            f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t"
            f' xml:space="preserve">{escape(words)}</w:t></w:r>'
        )
    return "".join(parts)


def prose(piece: Prose) -> str:
    """Headings, paragraphs, lists and quotations."""
    return "".join(_part(part, piece.lang) for part in piece.parts)


def _part(part: Heading | Paragraph | Items | Quote, lang: str) -> str:
    if isinstance(part, Heading):
        return paragraph(part.text, "Title" if part.level == 1 else f"Heading{part.level - 1}", lang)
    if isinstance(part, Paragraph):
        # What leads to a list or to the seal stands on its page.
        keep = "<w:keepNext/>" if part.text.endswith(("：", ":")) or part.style == "before" else ""
        return paragraph(part.text, _PARAGRAPHS.get(part.style, "BodyText"), lang, more=keep)
    if isinstance(part, Items):
        if part.numbered:
            last = len(part.items)
            return "".join(
                paragraph(f"{number}. {item}", "Item", lang, more="<w:keepNext/>" if number == last else "")
                for number, item in enumerate(part.items, start=1)
            )
        return "".join(paragraph(item, "ListBullet", lang) for item in part.items)
    place = f"〔{part.section}〕" if part.section else ""
    return paragraph(part.text + place, "Quote", "zh")


def table(grid: Grid, width: int) -> str:
    """A table with its caption and note; head rows repeat on every page.

    Parameters
    ----------
    width : int   of the text, twentieths of a point
    """
    style = "TableSmall" if grid.small else "TableText"
    name = "Table Small" if grid.small else "Table Text"
    size = next(look.size for look in looks(grid.lang) if look.name == name)
    widths = [round(width * share / 100) for share in fitted(grid, width / 20, size)]
    widths[-1] += width - sum(widths)
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = [_row(row, grid, widths, style, head=True) for row in placed(grid.head, len(widths))]
    body = list(placed(grid.body, len(widths)))
    # A short table is not parted, nor the last row of any from the one above it and the note below it.
    below = bool(grid.note)
    rows += [
        _row(row, grid, widths, style, keep=below if row is body[-1] else grid.is_compact or row is body[-2])
        for row in body
    ]
    caption = (
        paragraph(grid.caption, "Annex" if grid.annex else "Caption", grid.lang)
        if grid.caption
        else '<w:p><w:pPr><w:pStyle w:val="Seam"/><w:keepNext/></w:pPr></w:p>'
    )
    note = paragraph(grid.note, "Note", grid.lang) if grid.note else ""
    seam = '<w:p><w:pPr><w:pStyle w:val="Seam"/></w:pPr></w:p>'
    note = note or seam
    described = f"<w:tblCaption w:val={quoteattr(grid.caption)}/>" if grid.caption else ""
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc'
        ' w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70"'
        f' w:type="dxa"/></w:tblCellMar>{described}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{note}"
    )


def _row(
    row: list[Placed], grid: Grid, widths: list[int], style: str, *, head: bool = False, keep: bool = False
) -> str:
    short = sum(len(place.cell.text) for place in row if place.first and place.cell.rows == 1) < _WHOLE_ROW
    settings = ("<w:cantSplit/>" if head or short else "") + ("<w:tblHeader/>" if head else "")
    tied = head or keep or grid.tied and any(place.first and place.cell.rows > 1 for place in row)
    cells = "".join(_cell(place, grid, widths, style, head, tied) for place in row)
    return f"<w:tr>{f'<w:trPr>{settings}</w:trPr>' if settings else ''}{cells}</w:tr>"


def _cell(place: Placed, grid: Grid, widths: list[int], style: str, head: bool, tied: bool) -> str:
    cell, last = place.cell, place.column + place.cell.columns
    look = f'<w:tcW w:w="{sum(widths[place.column : last])}" w:type="dxa"/>'
    if cell.columns > 1:
        look += f'<w:gridSpan w:val="{cell.columns}"/>'
    if cell.rows > 1:
        look += f'<w:vMerge w:val="{"restart" if place.first else "continue"}"/>'
    if head:
        look += '<w:shd w:val="clear" w:color="auto" w:fill="EDF1F6"/>'
    kind = CENTRE if head or cell.mark == CENTRE else grid.kinds[place.column]
    if len(cell.text) < _LONG_CELL:
        look += '<w:vAlign w:val="center"/>'
    keep = "<w:keepNext/>" if tied else ""
    align = {NUMBER: '<w:jc w:val="right"/>', CENTRE: '<w:jc w:val="center"/>'}.get(kind, "")
    lines = cell.text.split("\n") if place.first else [""]
    bold, color = head or cell.strong, "B03A16" if cell.mark in _RED else ""
    name = "TableCode" if cell.mark == "code" else style
    content = "".join(
        paragraph(line, name, grid.lang, more=keep + align, bold=bold, color=color) for line in lines
    )
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def picture(relation: str, number: int, name: str, alt: str, width: float, height: float) -> str:
    """A picture in a paragraph of its own, with its alternative text.

    Parameters
    ----------
    relation : str         id of the relation to the image part
    number : int           unique in the document
    width, height : float  inches
    """
    wide, tall = round(width * EMU), round(height * EMU)
    properties = f'id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}'
    return (
        '<w:p><w:pPr><w:pStyle w:val="Picture"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0"'
        f' distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>'
        f"<wp:docPr {properties}/><wp:cNvGraphicFramePr><a:graphicFrameLocks"
        ' noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        "<a:graphic><a:graphicData"
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr'
        f" {properties}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:prstGeom'
        ' prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
