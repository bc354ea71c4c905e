"""Plain text to HTML: escaping, and the language of Chinese words inside English sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from perfkit.base.english import PLACE, english

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_SIGNS = "\u3000-\u303f\uff00-\uffef“”‘’…—·、％℃㎡～①-⑳"
_CHINESE = re.compile(
    rf"[{_HAN}\u3000-\u303f\uff00-\uffef]"
    rf"(?:[{_HAN}{_SIGNS}0-9A-Za-z.%+\-＋ ]*[{_HAN}\u3000-\u303f\uff00-\uffef])?"
)
# How the report names findings by their numbers: 发现 3、14 or finding 3, 14.
_FINDING = re.compile(r"(?P<word>(?:发现|findings?) )(?P<numbers>\d+(?:(?:、|, )\d+)*)(?=）|\)|$| 等| and )")


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
    """Text as HTML: escaped, lines broken, places set smaller, Chinese runs of an English text marked as
    Chinese.

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
    >>> html_text("差 2 分（发现 3）", "zh")
    '差 2 分（发现 <a href="#finding-3">3</a>）'
    """
    return "<br>".join(_line(line, lang) for line in text.split("\n"))


def html_boxes(values: Iterable[tuple[str, str, str]], lang: str) -> str:
    """Values side by side, each with its label: (label, value, class of its mark).

    Examples
    --------
    >>> html_boxes([("自评", "95.50", "open")], "zh")[21:]
    'lang="zh"><div class="boxes"><p>自评<b class="open">95.50</b></p></div></div>'
    """
    inner = "".join(
        f'<p>{html_text(label, lang)}<b class="{mark}">{html_text(value, lang)}</b></p>'
        for label, value, mark in values
    )
    return f'<div class="perfkit" lang="{lang}"><div class="boxes">{inner}</div></div>'


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
    return _FINDING.sub(_linked, "".join(parts))


def _linked(found: re.Match[str]) -> str:
    """The numbers of findings as links to them."""
    numbers = re.sub(
        r"\d+", lambda number: f'<a href="#finding-{number[0]}">{number[0]}</a>', found["numbers"]
    )
    return f"{found['word']}{numbers}"


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


_STYLE = "border-collapse:collapse;margin:4px 0"


_CELL = "text-align:left;padding:2px 10px 2px 0;vertical-align:top"


_MOST = 60


def card(title: str, rows: Iterable[Sequence[str]], *, heads: Sequence[str] = (), note: str = "") -> str:
    """A heading over a small table, as HTML.

    Parameters
    ----------
    rows : of texts, as many as there are heads; of name and value where no heads are given
    note : str   below the table

    Examples
    --------
    >>> card("甲", [("年度", "2020")])[:24]
    '<div class="perfkit-card'
    """
    rows = list(rows)
    columns = "".join(f'<th scope="col" style="{_CELL}">{escape(one)}</th>' for one in heads)
    head = f"<thead><tr>{columns}</tr></thead>" if heads else ""
    body = "".join(_row(row, named=not heads) for row in rows[:_MOST])
    more = f"<p>… +{len(rows) - _MOST}</p>" if len(rows) > _MOST else ""
    below = f"<p>{escape(note)}</p>" if note else ""
    return (
        f'<div class="perfkit-card" lang="zh"><p><b>{escape(title)}</b></p><table '
        f'style="{_STYLE}">{head}<tbody>{body}</tbody></table>{more}{below}</div>'
    )


def _row(row: Sequence[str], *, named: bool) -> str:
    first, *rest = row
    tag, scope = ("th", ' scope="row"') if named else ("td", "")
    cells = "".join(f'<td style="{_CELL}">{escape(one)}</td>' for one in rest)
    return f'<tr><{tag}{scope} style="{_CELL}">{escape(first)}</{tag}>{cells}</tr>'
