"""An executed notebook as one HTML file that needs nothing else: no script, no network, code left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from perfkit.base.text import say
from perfkit.publish.fragments import data_address, markdown_to_html
from perfkit.publish.web_font import web_font

TEMPLATES = Path(__file__).parent / "templates"
FONT_HERE = "the-font-of-this-page"
HIDDEN_TAGS = {"remove-cell", "remove_cell", "hide-cell"}
_HEADING = re.compile(r"<h([1-4])((?:\s[^>]*)?)>(.*?)</h\1>", re.S)
_TAG = re.compile(r"<[^>]+>")
_EMBEDDED = re.compile(r"data:[^\"']*")
_ID = re.compile(r"""\bid=(["'])(.*?)\1""")


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    level: int
    anchor: str
    text: str


def notebook_to_html(notebook: Any, lang: str = "zh", *, title: str = "", font: str = "") -> str:
    """The page of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        Executed. Pictures take their alternative text from the output's metadata, `{"image/png": {"alt":
        ...}}`
        or `{"image/svg+xml": {"alt": ...}}`.
    lang : str
        "zh" or "en": language of the page.
    title : str
        Title of the window; by default the first heading.
    font : str
        Address of a Chinese font for readers whose system has none; by default the bundled one, cut to the
        page's characters, is put into the page, so that the page is one file.

    Returns
    -------
    str   a complete HTML document.
    """
    from perfkit.publish.outputs import Outputs

    outputs = Outputs(lang)
    parts = []
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", ()))
        if tags & HIDDEN_TAGS or "papermill-error-cell-tag" in tags:
            continue
        if cell.cell_type == "markdown":
            parts.append(f'<section class="text">{markdown_to_html(cell.source)}</section>')
        elif cell.cell_type == "code" and not tags & {"remove-output", "remove_output"}:
            parts += [outputs.show(output) for output in cell.outputs]
    body, headings = _with_anchors("\n".join(part for part in parts if part))
    first = next((heading.text for heading in headings if heading.level == 1), "")
    page = template("report.html").render(
        lang="zh-CN" if lang == "zh" else lang,
        title=title or first or notebook.metadata.get("title", "") or say(lang, "报告", "Report"),
        has_title=bool(first),
        contents=[heading for heading in headings if heading.level in (2, 3)],
        body=body,
        font=font or FONT_HERE,
        say=lambda zh, en: say(lang, zh, en),
    )
    return page if font else with_own_font(page)


def with_own_font(page: str, beside: str = "") -> str:
    """A page rendered with `font=FONT_HERE`, with the bundled font put there, cut to the page's characters.

    `beside` is what a file beside the page brings into it.

    Examples
    --------
    >>> with_own_font(f'<style>src: url("{FONT_HERE}")</style>绩效')[:41]
    '<style>src: url("data:font/woff;base64,d0'
    """
    shown = "".join(sorted(set(_EMBEDDED.sub("", page)) | set(beside)))
    return page.replace(FONT_HERE, data_address("font/woff", web_font(shown)), 1)


def _with_anchors(body: str) -> tuple[str, list[Heading]]:
    headings: list[Heading] = []
    taken: set[str] = set()
    seen_title = False

    def anchor(match: re.Match[str]) -> str:
        nonlocal seen_title
        level, attributes, inner = int(match[1]), match[2], match[3]
        text = " ".join(_TAG.sub("", inner).split())
        # One title a page: whatever else calls itself one is a section.
        shown = 2 if level == 1 and seen_title else level
        seen_title = seen_title or level == 1
        found = _ID.search(attributes)
        name = found[2] if found else _anchor_of(text, taken)
        taken.add(name)
        headings.append(Heading(shown, name, text))
        own = attributes if found else f'{attributes} id="{escape(name)}"'
        return f"<h{shown}{own}>{inner}</h{shown}>"

    return _HEADING.sub(anchor, body), headings


def _anchor_of(text: str, taken: set[str]) -> str:
    name = re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "section"
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    return unique


@lru_cache(maxsize=1)
def _environment():
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["stylesheet"] = lambda name: (TEMPLATES / name).read_text(encoding="utf-8")
    return environment


@lru_cache(maxsize=8)
def template(name: str):
    """A template of this package by its name without `.j2`."""
    return _environment().get_template(f"{name}.j2")


def warm() -> None:
    """Load templates, the Markdown reader and the font, so that a process forked later has them."""
    markdown_to_html("| a |\n| - |\n| b |")
    template("report.html")
    web_font("")
