"""Report text as data: headings, paragraphs, lists and quotations, shown as HTML or as plain text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from perfkit.base.english import english
from perfkit.base.markup import html_place, html_text
from perfkit.views.said import worded


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `anchor` is its id in the page, so that a table of contents can link to it."""

    text: str
    level: int
    anchor: str

    def html(self, lang: str) -> str:
        return f'<h{self.level} id="{escape(self.anchor)}">{html_text(self.text, lang)}</h{self.level}>'

    def plain(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` is answer (the one-line answer), lead, note, or empty."""

    text: str
    style: str = ""

    def html(self, lang: str) -> str:
        return (
            f'<p class="{self.style}">{html_text(self.text, lang)}</p>'
            if self.style
            else f"<p>{html_text(self.text, lang)}</p>"
        )

    def plain(self) -> str:
        return self.text


def said(lang: str, name: str, /, style: str = "", **fields: object) -> Paragraph:
    """A paragraph that is one sentence of data/words.

    Examples
    --------
    >>> said("en", "no_tasks", style="note").html("en")
    '<p class="note">No tasks were filed.</p>'
    """
    return Paragraph(worded(lang, name, **fields), style)


def headed(lang: str, name: str, /, level: int, *, anchor: str = "", **fields: object) -> Heading:
    """A heading of data/words; its name there is its anchor unless another is given.

    Examples
    --------
    >>> headed("en", "conclusion", 2).text
    '1. Conclusion'
    """
    return Heading(worded(lang, name, "headings", **fields), level, anchor or name)


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    items: tuple[str, ...]
    numbered: bool = False

    def html(self, lang: str) -> str:
        tag = "ol" if self.numbered else "ul"
        return f"<{tag}>{''.join(f'<li>{html_text(item, lang)}</li>' for item in self.items)}</{tag}>"

    def plain(self) -> str:
        return "\n".join(
            f"{index}. {item}" if self.numbered else f"- {item}"
            for index, item in enumerate(self.items, start=1)
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """The department's own words, which stay Chinese in every language."""

    text: str
    section: str

    def html(self, lang: str) -> str:
        language = ' lang="zh"' if lang != "zh" else ""
        place = html_place(self.section, "zh") if self.section else ""
        return f"<blockquote{language}>{html_text(self.text, 'zh')}{place}</blockquote>"

    def plain(self) -> str:
        return f"“{self.text}”〔{self.section}〕" if self.section else f"“{self.text}”"


Part = Heading | Paragraph | Items | Quote


def _in_english(part: Part) -> Part:
    if isinstance(part, Items):
        return replace(part, items=tuple(english(item) for item in part.items))
    return part if isinstance(part, Quote) else replace(part, text=english(part.text))


@dataclass(frozen=True)
class Prose:
    """A piece of the report.

    Examples
    --------
    >>> piece = Prose((Heading("一、结论", 2, "answer"), Paragraph("自评 95.50 分。")), "zh")
    >>> piece._repr_html_()
    '<div class="perfkit prose" lang="zh"><h2 id="answer">一、结论</h2><p>自评 95.50 分。</p></div>'
    >>> print(piece)
    一、结论
    自评 95.50 分。
    """

    parts: tuple[Part, ...]
    lang: str

    def __post_init__(self) -> None:
        if self.lang == "en":
            object.__setattr__(self, "parts", tuple(_in_english(part) for part in self.parts))

    def __add__(self, other: Prose) -> Prose:
        return Prose(self.parts + other.parts, self.lang)

    def _repr_html_(self) -> str:
        return (
            '<div class="perfkit prose"'
            f' lang="{self.lang}">{"".join(part.html(self.lang) for part in self.parts)}</div>'
        )

    def __str__(self) -> str:
        return "\n".join(part.plain() for part in self.parts)

    __repr__ = __str__
