"""Web pages as saved from a portal, from Word or by a system: paragraphs, and tables with row and column
spans.

Tables around other tables are layout and are peeled off; menus and rows of links are left out.
"""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

from lxml import etree, html

from perfkit.base.office import refuse
from perfkit.intake.blocks import Document, Paragraph, Table
from perfkit.intake.guards import Limits
from perfkit.intake.html_grid import cells_of, laid_out, rows_of
from perfkit.intake.notes import note
from perfkit.intake.text_file import decode, decoded

_BLOCKS = set(
    "p div li h1 h2 h3 h4 h5 h6 section article dt dd blockquote center main td th caption ul ol".split()
)
_SILENT = set("script style noscript template head nav select button textarea iframe object svg".split())
_FILES = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar)(?:$|[?#])", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TABLES_DEEP = 20
_DEEPEST = 240
_LONGEST_ENTRY = 12
_MOST_SHOWN = 20


def read_html(path: Path) -> Document:
    """The blocks of an .html or .mhtml file.

    Raises
    ------
    SubmissionError   no HTML inside, or a table without end.
    """
    name = path.name
    text = _part_of_mail(path) or decode(path)
    if not re.search(r"<(?:html|body|table|p|div|meta|!doctype)\b", text[:200_000], re.IGNORECASE):
        raise refuse(f"{name}：内容不是 HTML，请核对文件", f"{name}: not HTML inside; check the file")
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refuse(f"{name}：网页已损坏（{error}）", f"{name}: the page is damaged ({error})") from None
    if root.xpath("//meta[@name='generator' and @content='perfkit']"):
        raise refuse(*note("is_a_review", name=name))
    walk = _Walk(Limits(name))
    walk.into(root, 0)
    walk.flush()
    document = Document(name, "html", walk.blocks, lost=[Paragraph(row) for row in walk.doubtful])
    if walk.doubtful:
        document.notes.append(note("doubtful_spans", listed=walk.doubtful[:_MOST_SHOWN]))
    if walk.files:
        shown = "、".join(dict.fromkeys(walk.files))
        document.notes.append(note("links_unread", shown=shown))
    if walk.menus:
        shown = "、".join(dict.fromkeys(walk.menus))[:200]
        document.notes.append(note("menus_unread", shown=shown))
    return document


def _part_of_mail(path: Path) -> str:
    """The page inside an .mhtml; empty for a plain page."""
    content = path.read_bytes()
    if not re.match(rb"\s*(?:From: [^\n]*\n)?MIME-Version:", content[:1000], re.IGNORECASE):
        return ""
    message = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return decoded(bytes(part.get_payload(decode=True) or b""), path.name)
    return ""


class _Walk:
    """Goes through a page in order; `words` are of the paragraph that is open, with what stands in links."""

    def __init__(self, limits: Limits):
        self.blocks: list[Paragraph | Table] = []
        self.files: list[str] = []
        self.menus: list[str] = []
        self.doubtful: list[str] = []
        self.limits = limits
        self.words: list[str] = []
        self.linked = self.heading = False
        self.tables = 0

    def into(self, element: html.HtmlElement, depth: int) -> None:
        """Read an element's children."""
        if depth > _DEEPEST:
            raise refuse(f"{self.limits.name}：网页嵌套过深", f"{self.limits.name}: nested too deeply")
        self._say(element.text, depth)
        for child in element:
            if isinstance(child.tag, str) and not _hidden(child):
                self._child(child, depth)
            self._say(child.tail, depth)

    def _child(self, child: html.HtmlElement, depth: int) -> None:
        if child.tag == "table":
            self.flush()
            self._table(child, depth)
        elif child.tag == "br":
            self.flush()
        elif child.tag == "a":
            self._link(child, depth)
        elif child.tag in ("ul", "ol") and (entries := _menu(child)):
            self.menus.extend(entries)
        elif child.tag in _BLOCKS:
            self.flush()
            self.heading = child.tag[0] == "h" and child.tag[1:].isdecimal()
            self.into(child, depth + 1)
            self.flush()
        else:
            self.into(child, depth + 1)

    def _say(self, text: str | None, depth: int) -> None:
        if text and text.strip():
            self.linked = False
        if text:
            self.words.append(_spaces(text))

    def _link(self, child: html.HtmlElement, depth: int) -> None:
        alone = not "".join(self.words).strip() or self.linked
        title = _spaces(child.text_content()).strip()
        if _FILES.search(child.get("href") or "") and title:
            self.files.append(title)
        self.into(child, depth + 1)
        self.linked = alone

    def flush(self) -> None:
        """Close the paragraph; one that is nothing but links belongs to a menu."""
        text = "".join(self.words).strip()
        if text and self.linked:
            self.menus.append(text)
        elif text:
            self.blocks.append(Paragraph(text, self.heading))
        self.words.clear()
        self.linked = self.heading = False

    def _table(self, table: html.HtmlElement, depth: int) -> None:
        self.tables += 1
        if self.tables > _TABLES_DEEP:
            raise refuse(f"{self.limits.name}：表格嵌套过深", f"{self.limits.name}: tables nested too deeply")
        if next(table.iterdescendants("table"), None) is not None:
            for row in rows_of(table):
                for cell in cells_of(row, _hidden):
                    self.into(cell, depth + 1)
                    self.flush()
        else:
            grid = laid_out(table, _cell_text, _hidden, self.limits)
            rows = grid.rows
            self.doubtful.extend(grid.doubtful)
            texts = {id(cell): cell for row in rows for cell in row if cell.text}
            if len(texts) == 1:  # a table of one cell is a frame around text
                self.into(table, depth + 1)
                self.flush()
            elif texts:
                self.blocks.append(Table(rows))
        self.tables -= 1


def _hidden(element: html.HtmlElement) -> bool:
    return element.tag in _SILENT or _HIDDEN.search(element.get("style") or "") is not None


def _menu(element: html.HtmlElement) -> list[str]:
    """The entries of a list that is a menu: several, all short, none a sentence or with a figure."""
    entries = [_spaces(item.text_content()).strip() for item in element.iterdescendants("li")]
    short = all(len(entry) <= _LONGEST_ENTRY and not re.search(r"[\d。；：:]", entry) for entry in entries)
    return entries if len(entries) > 1 and short else []


def _spaces(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text)


def _cell_text(cell: html.HtmlElement) -> str:
    """The text of a cell, "\\n" between its lines."""
    parts: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        inside = event == "start" and element is not cell and _hidden(element)
        if event == "start":
            if element.tag == "br" or (element.tag in _BLOCKS and element is not cell):
                parts.append("\n")
            parts.append("" if inside else _spaces(element.text or ""))
            continue
        if element.tag in _BLOCKS and element is not cell and isinstance(element.tag, str):
            parts.append("\n")
        if element is not cell:
            parts.append(_spaces(element.tail or ""))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
