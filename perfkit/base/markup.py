"""Plain text to HTML: escaping, and the language of Chinese words inside English sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from perfkit.base.english import PLACE, english

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_SIGNS = "\u3000-\u303f\uff00-\uffef“”‘’…—·、％℃㎡～①-⑳"
_CHINESE = re.compile(
    rf"[{_HAN}\u3000-\u303f\uff00-\uffef](?:[{_HAN}{_SIGNS}0-9A-Za-z.%+\-＋ ]*[{_HAN}\u3000-\u303f\uff00-\uffef])?"
)


@lru_cache(maxsize=1)
def page_style() -> str:
    """The style of every page that notebooks show: each page object puts it before its first piece.

    Examples
    --------
    >>> page_style()[:7], page_style()[-8:]
    ('<style>', '</style>')
    """
    return f"<style>{Path(__file__).with_name('report.css').read_text(encoding='utf-8')}</style>"


def html_text(text: str, lang: str) -> str:
    """Text as HTML: escaped, lines broken, places set smaller, Chinese runs of an English text marked as Chinese.

    Parameters
    ----------
    text : str   plain text
    lang : str   language of the document, "zh" or "en"

    Examples
    --------
    >>> html_text("a < b", "zh")
    'a &lt; b'
    >>> html_text("see 财务合规性 below", "en")
    'see <span lang="zh">财务合规性</span> below'
    """
    return "<br>".join(_line(line, lang) for line in text.split("\n"))


def html_place(sections: str, lang: str) -> str:
    """A reference to places as 〔…〕; it breaks between places, never inside one.

    Examples
    --------
    >>> html_place("一（四）1、三（二）", "zh")
    '<span class="place">〔一（四）1、</span><wbr><span class="place">三（二）〕</span>'
    """
    language = ' lang="zh"' if lang != "zh" else ""
    shown = f"〔{sections}〕" if lang == "zh" else english(f"[x {sections}]").replace("[x ", "[", 1)
    pieces = re.sub(r"、|(?<=[,;]) ", lambda sign: f"{sign.group().strip()}\n", shown).split("\n")
    return "<wbr>".join(
        f'<span class="place"{language}>{escape(piece, quote=False)}</span>' for piece in pieces
    )


def _line(line: str, lang: str) -> str:
    parts, at = [], 0
    for match in PLACE.finditer(line):
        parts.append(_plain(line[at : match.start()], lang))
        parts.append(html_place(match.group()[1:-1], lang))
        at = match.end()
    parts.append(_plain(line[at:], lang))
    return "".join(parts)


def _plain(text: str, lang: str) -> str:
    if lang == "zh":
        return escape(text, quote=False)
    parts, at = [], 0
    for match in _CHINESE.finditer(text):
        parts.append(escape(text[at : match.start()], quote=False))
        parts.append(f'<span lang="zh">{escape(match.group(), quote=False)}</span>')
        at = match.end()
    parts.append(escape(text[at:], quote=False))
    return "".join(parts)
